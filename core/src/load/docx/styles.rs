//! The role of a paragraph by its styles: a heading, a quotation, an item of a list. Word's built-in styles are known
//! by their names, which are English in every language of the program.

use super::switches::Switches;
use super::xml::Node;
use std::collections::BTreeMap;

/// The styles of a file, by id.
#[derive(Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: String,
    /// What all words are unless a style says otherwise.
    switches: Switches,
    /// The language that the file's words are in.
    pub(super) language: Option<String>,
}

#[derive(Default)]
struct Style {
    name: String,
    parent: Option<String>,
    outline: Option<u8>,
    list: Numbering,
    strong: Option<bool>,
    emphasis: Option<bool>,
    switches: Switches,
}

/// Where the number of a heading is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeadingNumber {
    pub(super) list: String,
    /// Its level, if the paragraph or its style says so.
    pub(super) level: Option<usize>,
    /// Its style, which may belong to a level of the list.
    pub(super) style: String,
}

/// The role of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ParagraphRole {
    /// The level of a heading, 1 to 9; 0 is the title of the document.
    pub(super) heading: Option<u8>,
    /// The list's number in the file, and the level, from 0.
    pub(super) list: Option<(String, usize)>,
    pub(super) number: Option<HeadingNumber>,
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
        let defaults = part.at(&["w:docDefaults", "w:rPrDefault", "w:rPr"]);
        styles.switches = defaults.map(Switches::of).unwrap_or_default();
        styles.language = defaults.and_then(|defaults| defaults.val("w:lang")).map(str::to_owned);
        styles
    }

    /// Returns the role of a paragraph with these properties.
    pub(super) fn role(&self, properties: Option<&Node>) -> ParagraphRole {
        let empty = Node::empty();
        let own = properties.unwrap_or(&empty);
        let id = own.val("w:pStyle").unwrap_or(&self.default);
        let (line_id, line) = (id, self.line(id).collect::<Vec<&Style>>());
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
        role.number = numbered(direct.as_ref(), styled.as_ref(), line_id).filter(|_| role.heading.is_some());
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

    /// Returns how words in a character style show, in a paragraph with these properties and in a table of this style.
    pub(super) fn switches(&self, paragraph: Option<&Node>, run: Option<&Node>, table: Option<&str>) -> Switches {
        let id = paragraph.and_then(|paragraph| paragraph.val("w:pStyle")).unwrap_or(&self.default);
        let styled = |id: &str| self.line(id).fold(Switches::default(), |known, style| known.or(style.switches));
        let own = run.and_then(|run| run.val("w:rStyle")).map(styled).unwrap_or_default();
        run.map(Switches::of)
            .unwrap_or_default()
            .or(styled(id).toggled_by(own))
            .or(table.map(styled).unwrap_or_default())
            .or(self.switches)
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

/// Returns the list that numbers a heading, by its own properties and those of its style.
fn numbered(direct: Option<&NumberedAs>, styled: Option<&NumberedAs>, style: &str) -> Option<HeadingNumber> {
    let both = || [direct, styled].into_iter().flatten();
    let list = both().find_map(|(list, _)| list.clone()).filter(|list| list != "0")?;
    Some(HeadingNumber { list, level: both().find_map(|(_, level)| *level), style: style.to_owned() })
}

/// A list, and a level.
type NumberedAs = (Option<String>, Option<usize>);
type Numbering = Option<NumberedAs>;

fn numbering(node: &Node) -> NumberedAs {
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
        switches: run.map(Switches::of).unwrap_or_default(),
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
