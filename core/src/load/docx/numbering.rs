//! The numbers that Word computes: those of the items of lists, and those in front of headings.

use super::xml::Node;
use std::collections::BTreeMap;

/// The lists of a file, by the number that paragraphs name.
#[derive(Default)]
pub(super) struct ListDefinitions {
    known: BTreeMap<String, List>,
    /// Of each series, the levels.
    series: BTreeMap<String, BTreeMap<usize, Level>>,
    /// Series that are defined in a style, by the style, and series that name such a style.
    styled: BTreeMap<String, String>,
    linked: BTreeMap<String, String>,
    /// The next number of a series at a level.
    next: BTreeMap<(String, usize), u64>,
}

/// A list: its series of numbers, the levels at which it begins anew, and levels that it defines itself.
#[derive(Default)]
struct List {
    series: String,
    anew: BTreeMap<usize, u64>,
    own: BTreeMap<usize, Level>,
}

#[derive(Clone)]
struct Level {
    format: String,
    start: u64,
    /// What is shown before an item: `%1.` is the number of the first level and a full stop.
    text: String,
    /// The style of paragraphs that are at this level.
    style: Option<String>,
    /// Whether all levels are numbered in figures here.
    legal: bool,
    /// Whether nothing separates the number from the words.
    joined: bool,
}

/// The markers of a list's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemMarkers {
    Bullets,
    Figures,
    /// Letters, Roman figures, or numbers of several parts.
    Others,
}

impl ListDefinitions {
    pub(super) fn read(part: &Node) -> ListDefinitions {
        let mut lists = ListDefinitions::default();
        for node in part.nodes() {
            match &*node.name {
                "w:abstractNum" => {
                    let id = node.get("w:abstractNumId").unwrap_or_default();
                    lists.series.insert(id.to_owned(), node.nodes().filter_map(level).collect());
                    if let Some(style) = node.val("w:styleLink") {
                        lists.styled.insert(style.to_owned(), id.to_owned());
                    }
                    if let Some(style) = node.val("w:numStyleLink") {
                        lists.linked.insert(id.to_owned(), style.to_owned());
                    }
                }
                "w:num" => {
                    let number = node.get("w:numId").unwrap_or_default().to_owned();
                    let overrides = node.nodes().filter_map(|node| {
                        let start = node.val("w:startOverride")?.parse().ok()?;
                        Some((node.get("w:ilvl")?.parse().ok()?, start))
                    });
                    let series = node.val("w:abstractNumId").unwrap_or_default().to_owned();
                    let own = node.nodes().flat_map(Node::nodes).filter_map(level).collect();
                    lists.known.insert(number, List { series, anew: overrides.collect(), own });
                }
                _ => {}
            }
        }
        lists
    }

    /// Returns the markers of a list's items at a level.
    pub(super) fn marks(&self, list: &str, level: usize) -> ItemMarkers {
        let Some(found) = self.level(list, level) else { return ItemMarkers::Bullets };
        let several =
            (0..9).filter(|other| *other != level).any(|other| found.text.contains(&format!("%{}", other + 1)));
        let words = found.text.chars().filter(|c| c.is_alphanumeric()).count() > 1;
        match found.format.as_str() {
            "bullet" | "none" => ItemMarkers::Bullets,
            "decimal" | "decimalZero" if !several && !words => ItemMarkers::Figures,
            _ => ItemMarkers::Others,
        }
    }

    /// Returns the number of the next item of a list at a level; those at deeper levels begin anew.
    pub(super) fn number(&mut self, list: &str, level: usize) -> u64 {
        let anew = self.known.get(list).and_then(|known| known.anew.get(&level).copied());
        let key = self.key(list, level);
        let first = anew.unwrap_or_else(|| self.level(list, level).map_or(1, |level| level.start));
        self.next.retain(|(series, at), _| *series != key || *at <= level);
        let next = self.next.entry((key, level)).or_insert(first);
        *next = next.saturating_add(1);
        *next - 1
    }

    /// Returns what is shown before the next paragraph of a list, with the white space after it. The level is that of the
    /// paragraph, or the one that belongs to its style.
    pub(super) fn label(&mut self, list: &str, level: Option<usize>, style: &str) -> Option<String> {
        let of_style =
            || (0..9).find(|at| self.level(list, *at).is_some_and(|found| found.style.as_deref() == Some(style)));
        let level = level.or_else(of_style).unwrap_or(0);
        let shown = self.level(list, level)?.clone();
        let own = self.number(list, level);
        if shown.format == "bullet" {
            return None;
        }
        let mut label = shown.text.clone();
        for at in 0..=level {
            let Some(found) = self.level(list, at).cloned() else { continue };
            let before = self.next.get(&(self.key(list, at), at)).map_or(found.start, |next| next - 1);
            let number = if at == level { own } else { before };
            let format = if shown.legal { "decimal" } else { &found.format };
            label = label.replace(&format!("%{}", at + 1), &written(number, format));
        }
        let label = label.trim().to_owned();
        (!label.is_empty()).then(|| if shown.joined { label } else { label + " " })
    }

    /// Returns the name of the series of numbers that a list counts in at a level.
    fn key(&self, list: &str, level: usize) -> String {
        match self.known.get(list) {
            Some(known) if !known.anew.contains_key(&level) => format!("series {}", known.series),
            _ => format!("list {list}"),
        }
    }

    fn level(&self, list: &str, level: usize) -> Option<&Level> {
        let known = self.known.get(list)?;
        let of_style = || self.styled.get(self.linked.get(&known.series)?);
        let series = of_style().unwrap_or(&known.series);
        known.own.get(&level).or_else(|| self.series.get(series)?.get(&level))
    }
}

fn level(node: &Node) -> Option<(usize, Level)> {
    if &*node.name != "w:lvl" {
        return None;
    }
    let level = Level {
        format: node.val("w:numFmt").unwrap_or("decimal").to_owned(),
        start: node.val("w:start").and_then(|start| start.parse().ok()).unwrap_or(1),
        text: node.val("w:lvlText").unwrap_or_default().to_owned(),
        style: node.val("w:pStyle").map(str::to_owned),
        legal: node.is_on("w:isLgl"),
        joined: node.val("w:suff") == Some("nothing"),
    };
    Some((node.get("w:ilvl")?.parse().ok()?, level))
}

/// Writes a number as a format of Word's says; in figures if the format is not known.
fn written(number: u64, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerLetter" => letters(number),
        "upperRoman" => roman(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "ordinal" => ordinal(number),
        _ => number.to_string(),
    }
}

/// Returns a to z, then aa to zz and so on, as Word counts.
fn letters(number: u64) -> String {
    const MOST: u64 = 26 * 30;
    match number.checked_sub(1).filter(|number| *number < MOST) {
        Some(at) => {
            let letter = u8::try_from(at % 26).map_or('a', |at| char::from(b'a' + at));
            (0..=at / 26).map(|_| letter).collect()
        }
        None => number.to_string(),
    }
}

fn roman(number: u64) -> String {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut left, mut written) = (number, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            written.push_str(sign);
            left -= value;
        }
    }
    written
}

fn ordinal(number: u64) -> String {
    let end = match (number % 10, number % 100) {
        (1, other) if other != 11 => "st",
        (2, other) if other != 12 => "nd",
        (3, other) if other != 13 => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

#[cfg(test)]
mod tests {
    use super::{letters, ordinal, roman};

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        assert_eq!([1, 26, 27, 53].map(letters), ["a", "z", "aa", "aaa"]);
        assert_eq!([4, 19, 1994, 0].map(roman), ["iv", "xix", "mcmxciv", "0"]);
        assert_eq!([1, 12, 22, 103].map(ordinal), ["1st", "12th", "22nd", "103rd"]);
    }
}
