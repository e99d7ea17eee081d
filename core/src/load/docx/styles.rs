//! The role of a paragraph by its styles: a heading, a quotation, an item of a list. Word's built-in styles are known
//! by their names, which are English in every language of the program.

use super::xml::Node;
use std::collections::BTreeMap;

/// The styles of a file, by id.
#[derive(Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: String,
    /// The language that the file's words are in.
    pub(super) language: Option<String>,
}

#[derive(Default)]
struct Style {
    name: String,
    parent: Option<String>,
    outline: Option<u8>,
    list: Option<(Option<String>, Option<usize>)>,
    strong: Option<bool>,
    emphasis: Option<bool>,
}

/// The role of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ParagraphRole {
    /// The level of a heading, 1 to 9; 0 is the title of the document.
    pub(super) heading: Option<u8>,
    /// The list's number in the file, and the level, from 0.
    pub(super) list: Option<(String, usize)>,
    pub(super) quote: bool,
    /// For a further paragraph of an item, or a quotation in one: its depth of lists.
    pub(super) within: Option<usize>,
    /// A line between two parts, if it has no words.
    pub(super) rule: bool,
    /// Whether it is the alternative text of a picture.
    pub(super) picture: bool,
}

/// The longest chain of styles based on each other: in a damaged file it may be a cycle.
const LONGEST_LINE: usize = 20;

impl Styles {
    pub(super) fn read(part: &Node) -> Styles {
        let mut styles = Styles::default();
        for node in part.nodes().filter(|node| &*node.name == "w:style") {
            let Some(id) = node.get("w:styleId") else { continue };
            let is_default = matches!(node.get("w:default"), Some("1" | "true" | "on"));
            if is_default && node.get("w:type") == Some("paragraph") {
                id.clone_into(&mut styles.default);
            }
            styles.known.insert(id.to_owned(), style(node));
        }
        let language =
            part.at(&["w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"]).and_then(|lang| lang.get("w:val"));
        styles.language = language.map(str::to_owned);
        styles
    }

    /// Returns the role of a paragraph with these properties.
    pub(super) fn role(&self, properties: Option<&Node>) -> ParagraphRole {
        let empty = Node::empty();
        let own = properties.unwrap_or(&empty);
        let id = own.val("w:pStyle").unwrap_or(&self.default);
        let line: Vec<&Style> = self.line(id).collect();
        let mut role = line
            .iter()
            .map(|style| named(&style.name))
            .find(|role| *role != ParagraphRole::default())
            .unwrap_or_default();
        let outline = own.val("w:outlineLvl").and_then(|level| level.parse().ok());
        match outline.or_else(|| line.iter().find_map(|style| style.outline)) {
            Some(level) if level < 9 => role.heading = role.heading.or(Some(level + 1)),
            _ => {}
        }
        let direct = own.child("w:numPr").map(numbering);
        let styled = line.iter().find_map(|style| style.list.clone());
        role.list = list(direct, styled, role.list.take()).filter(|_| role.heading.is_none() && role.within.is_none());
        role.rule |= own.at(&["w:pBdr", "w:bottom"]).is_some();
        role
    }

    /// Returns whether a character style is strong, and whether it is emphasis.
    pub(super) fn looks(&self, id: &str) -> (bool, bool) {
        let line: Vec<&Style> = self.line(id).collect();
        let strong = line.iter().find_map(|style| style.strong);
        (strong.unwrap_or(false), line.iter().find_map(|style| style.emphasis).unwrap_or(false))
    }

    /// Returns a style and those it is based on.
    fn line(&self, id: &str) -> impl Iterator<Item = &Style> {
        let next = |style: &&Style| style.parent.as_ref().and_then(|parent| self.known.get(parent));
        std::iter::successors(self.known.get(id), next).take(LONGEST_LINE)
    }
}

/// Returns the list that a paragraph is in, by its own properties, those of its style and the style's name.
fn list(direct: Numbering, styled: Numbering, named: Option<(String, usize)>) -> Option<(String, usize)> {
    let number = |numbering: &Numbering| numbering.as_ref().and_then(|(number, _)| number.clone());
    let id = number(&direct).or_else(|| number(&styled))?;
    let level = direct.and_then(|(_, level)| level).or_else(|| styled.and_then(|(_, level)| level));
    // "List Bullet 2" is a list with one level, and looks like the second level of another.
    let level = level.unwrap_or(0).max(named.map_or(0, |(_, level)| level));
    (id != "0").then_some((id, level.min(8)))
}

type Numbering = Option<(Option<String>, Option<usize>)>;

fn numbering(node: &Node) -> (Option<String>, Option<usize>) {
    (node.val("w:numId").map(str::to_owned), node.val("w:ilvl").and_then(|level| level.parse().ok()))
}

fn style(node: &Node) -> Style {
    let (paragraph, run) = (node.child("w:pPr"), node.child("w:rPr"));
    let switch = |name| run.and_then(|run| run.child(name).map(|_| run.is_on(name)));
    Style {
        name: node.val("w:name").unwrap_or_default().to_lowercase(),
        parent: node.val("w:basedOn").map(str::to_owned),
        outline: paragraph.and_then(|paragraph| paragraph.val("w:outlineLvl")).and_then(|level| level.parse().ok()),
        list: paragraph.and_then(|paragraph| paragraph.child("w:numPr")).map(numbering),
        strong: switch("w:b"),
        emphasis: switch("w:i"),
    }
}

/// Returns the role that a built-in style, or one of ours, gives a paragraph.
fn named(name: &str) -> ParagraphRole {
    let number = |start: &str| {
        let rest = name.strip_prefix(start)?.trim();
        if rest.is_empty() { Some(1) } else { rest.parse::<usize>().ok() }
    };
    let mut role = ParagraphRole::default();
    match name {
        "title" => role.heading = Some(0),
        "quote" | "intense quote" | "block text" | "quotations" | "block quotation" => role.quote = true,
        "picture" => role.picture = true,
        "horizontal line" => role.rule = true,
        _ => {
            role.heading = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
            role.within = number("list continue").or_else(|| number("list quote"));
            role.quote = number("list quote").is_some();
            let level = number("list bullet").or_else(|| number("list number"));
            role.list = level.map(|level| (String::new(), level.saturating_sub(1)));
        }
    }
    role
}

/// The lists of a file, by the number that paragraphs name.
#[derive(Default)]
pub(super) struct ListDefinitions {
    /// Series of numbers, and the levels at which the list begins anew.
    known: BTreeMap<String, (String, BTreeMap<usize, u64>)>,
    /// Of each series, the levels: whether it is numbered in figures, in something else or not, and the first number.
    series: BTreeMap<String, BTreeMap<usize, Level>>,
    /// The next number of a series at a level.
    next: BTreeMap<(String, usize), u64>,
}

#[derive(Clone, Copy)]
struct Level {
    marks: ItemMarkers,
    start: u64,
}

/// The markers of a list's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemMarkers {
    Bullets,
    Figures,
    Letters,
}

impl ListDefinitions {
    pub(super) fn read(part: &Node) -> ListDefinitions {
        let mut lists = ListDefinitions::default();
        for node in part.nodes() {
            match &*node.name {
                "w:abstractNum" => {
                    let levels = node.nodes().filter(|level| &*level.name == "w:lvl").filter_map(level).collect();
                    lists.series.insert(node.get("w:abstractNumId").unwrap_or_default().to_owned(), levels);
                }
                "w:num" => {
                    let number = node.get("w:numId").unwrap_or_default().to_owned();
                    let overrides = node.nodes().filter_map(|node| {
                        let start = node.val("w:startOverride")?.parse().ok()?;
                        Some((node.get("w:ilvl")?.parse().ok()?, start))
                    });
                    let series = node.val("w:abstractNumId").unwrap_or_default().to_owned();
                    lists.known.insert(number, (series, overrides.collect()));
                }
                _ => {}
            }
        }
        lists
    }

    /// Returns the markers of a list's items at a level.
    pub(super) fn marks(&self, list: &str, level: usize) -> ItemMarkers {
        self.level(list, level).map_or(ItemMarkers::Bullets, |level| level.marks)
    }

    /// Returns the number of the next item of a list at a level; those at deeper levels begin anew.
    pub(super) fn number(&mut self, list: &str, level: usize) -> u64 {
        let known = self.known.get(list);
        let anew = known.and_then(|(_, overrides)| overrides.get(&level).copied());
        let key = match (anew, known) {
            (None, Some((series, _))) => format!("series {series}"),
            _ => format!("list {list}"),
        };
        let first = anew.unwrap_or_else(|| self.level(list, level).map_or(1, |level| level.start));
        self.next.retain(|(series, at), _| *series != key || *at <= level);
        let next = self.next.entry((key, level)).or_insert(first);
        *next = next.saturating_add(1);
        *next - 1
    }

    fn level(&self, list: &str, level: usize) -> Option<Level> {
        let (series, _) = self.known.get(list)?;
        self.series.get(series)?.get(&level).copied()
    }
}

fn level(node: &Node) -> Option<(usize, Level)> {
    let marks = match node.val("w:numFmt").unwrap_or("decimal") {
        "bullet" | "none" => ItemMarkers::Bullets,
        "decimal" | "decimalZero" => ItemMarkers::Figures,
        _ => ItemMarkers::Letters,
    };
    let start = node.val("w:start").and_then(|start| start.parse().ok()).unwrap_or(1);
    Some((node.get("w:ilvl")?.parse().ok()?, Level { marks, start }))
}
