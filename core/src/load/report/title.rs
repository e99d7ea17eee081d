//! Reads the head of a document: its kind, title, authority, dates and lead inspectors.

use super::running_text::Row;
use crate::inspection::{DateRange, DocumentKinds, Form, Inspector};
use crate::language::dates;

/// The data before the text.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: String,
    /// The authority's name as printed.
    pub(super) authority: String,
    pub(super) dates_as_printed: String,
    pub(super) dates: Vec<DateRange>,
    pub(super) lead_inspectors: Vec<Inspector>,
    /// The number of rows in the head.
    pub(super) end: usize,
}

/// How many rows of the first page the head may take.
const LONGEST: usize = 40;

/// How many letters a label's value may have.
const LONGEST_VALUE: usize = 300;

/// Returns `true` if a title is that of an inspection of children's services.
pub(super) fn is_inspection(title: &str) -> bool {
    let title = title.to_lowercase().replace('\'', "’");
    title.contains("inspection of")
        && ["authority children’s", "children’s services", "children’s social care"]
            .iter()
            .any(|words| title.contains(words))
}

/// Reads the head of the rows before the table or the text; of a letter, up to its subject.
pub(super) fn read(rows: &[Row], size: f32, kinds: &DocumentKinds) -> Head {
    let page = rows.first().map_or(1, |row| row.page);
    let rows: Vec<&Row> = rows.iter().take(LONGEST).take_while(|row| row.page == page).collect();
    if let Some((end, title)) = subject(&rows, kinds) {
        return Head { authority: authority(std::slice::from_ref(&title)), title, end, ..Head::default() };
    }
    let blocks = title_blocks(&rows, size);
    let title = blocks.join(": ");
    let mut head = Head { authority: authority(&blocks), title, ..Head::default() };
    if let Some((place, text)) = labelled(&rows, "inspection date") {
        head.dates_as_printed = text;
        head.end = place;
    }
    head.dates = periods(&head.dates_as_printed);
    if let Some((place, text)) = labelled(&rows, "lead inspector") {
        head.lead_inspectors = inspectors(&text);
        head.end = head.end.max(place);
    }
    // Labels that are not read, such as the dates of the inspection before.
    let is_label = |row: &&Row| label(&row.text()).is_some_and(|label| label.contains("inspect"));
    head.end += rows[head.end..].iter().take_while(|row| head.end > 0 && is_label(row)).count();
    head
}

/// Returns the blocks of the title: rows that are bold or large, before the first label.
fn title_blocks(rows: &[&Row], size: f32) -> Vec<String> {
    let is_title = |row: &Row| row.size > size * 1.12 || row.bold;
    let start = rows.iter().position(|row| is_title(row)).unwrap_or(rows.len());
    let is_label = |text: &str| label(text).is_some() || behind(text, "inspection date").is_some();
    let mut blocks: Vec<(f32, String)> = Vec::new();
    for row in rows[start..].iter().take_while(|row| is_title(row) && !is_label(&row.text())) {
        match blocks.last_mut() {
            Some((size, text)) if (*size - row.size).abs() < 0.5 => {
                text.push(' ');
                text.push_str(&row.text());
            }
            _ => blocks.push((row.size, row.text())),
        }
    }
    blocks.into_iter().map(|(_, text)| text).collect()
}

/// Returns the subject of a letter, and the number of rows up to its end: after the greeting, the row that begins as the
/// title of a kind of letter does, with the rows close below it in the same style.
fn subject(rows: &[&Row], kinds: &DocumentKinds) -> Option<(usize, String)> {
    let letters = || kinds.iter().filter(|kind| kind.form == Form::Letter).flat_map(|kind| &kind.recognise);
    let opens = |row: &Row| letters().any(|words| row.text().to_lowercase().starts_with(words));
    let greeting = rows.iter().position(|row| row.text().starts_with("Dear "))?;
    let start = greeting + rows[greeting..].iter().position(|row| opens(row))?;
    let first = rows[start];
    let goes_on = |row: &&&Row| row.bold == first.bold && row.gap.is_some_and(|gap| gap < row.size * 1.6);
    let end = start + 1 + rows[start + 1..].iter().take_while(goes_on).count();
    Some((end, rows[start..end].iter().map(|row| row.text()).collect::<Vec<_>>().join(" ")))
}

/// Returns the label that a row begins with.
fn label(text: &str) -> Option<String> {
    let (label, _) = text.split_once(':')?;
    (label.len() < 40).then(|| label.trim().to_lowercase())
}

/// Returns the text that follows a label, over as many rows as it takes, and the row after it.
fn labelled(rows: &[&Row], label: &str) -> Option<(usize, String)> {
    let (place, text) = rows.iter().enumerate().find_map(|(place, row)| Some((place, behind(&row.text(), label)?)))?;
    let length = 1 + rows[place + 1..].iter().take_while(|row| goes_on(rows[place], row)).count();
    let more = rows[place + 1..place + length].iter().map(|row| row.text());
    let words: Vec<String> = std::iter::once(text).chain(more).collect();
    Some((place + length, words.join(" ").trim().chars().take(LONGEST_VALUE).collect()))
}

/// Returns the text that follows a label, which may be in the plural and have a colon.
fn behind(text: &str, label: &str) -> Option<String> {
    let start = text.get(..label.len()).filter(|start| start.eq_ignore_ascii_case(label))?;
    let rest = text[start.len()..].trim_start_matches("(s)").trim_start_matches(['s', 'S']);
    rest.starts_with([':', ' ']).then(|| rest.trim_start_matches([':', ' ']).to_owned())
}

/// Returns `true` if a row continues a label's value: close below and of the same style, or below the value itself.
fn goes_on(first: &Row, row: &Row) -> bool {
    let look = |row: &Row| row.pieces.last().map(|piece| piece.bold);
    let is_below = row.x() > first.x() + 20.0 && row.gap.is_some_and(|gap| gap < row.size * 2.4);
    let is_close = row.gap.is_some_and(|gap| gap < row.size * 1.6);
    (row.size - first.size).abs() < 0.5
        && look(row) == look(first)
        && (is_close || is_below)
        && label(&row.text()).is_none()
}

/// Returns the periods that a printed text names.
pub(super) fn periods(text: &str) -> Vec<DateRange> {
    dates::periods(text).into_iter().map(|(from, to)| DateRange { from, to }).collect()
}

/// Returns the authority as the title prints it.
fn authority(blocks: &[String]) -> String {
    let named = blocks.iter().find_map(|block| authority_in(block));
    named.or_else(|| blocks.first().cloned()).unwrap_or_default()
}

/// Returns the words between "inspection of", "visit to" or "in" and "children's services".
fn authority_in(block: &str) -> Option<String> {
    let plain = block.replace('\'', "’");
    let lower = plain.to_ascii_lowercase();
    let after = |words: &str| lower.rfind(words).map(|place| place + words.len());
    let openings = ["inspection of ", "visit to ", "visit of ", "needs in ", " inspection in "];
    let start = if lower.contains("targeted area") {
        after(" in ").or_else(|| after("inspection of "))
    } else {
        openings.iter().find_map(|words| lower.find(words).map(|place| place + words.len()))
    }?;
    let rest = &plain[start..];
    let end = ["children’s services", "children’s social care", "children services"]
        .iter()
        .find_map(|words| rest.to_ascii_lowercase().find(words))
        .unwrap_or(rest.len());
    let name = rest[..end].trim().trim_start_matches("the ").trim().trim_end_matches("’s");
    let is_generic = ["", "local authority", "services for"].contains(&name.to_lowercase().as_str())
        || name.to_lowercase().starts_with("services for");
    (!is_generic).then(|| name.to_owned())
}

/// How the titles of inspectors begin.
const TITLES: &[&str] = &[
    "Her Majesty",
    "His Majesty",
    "Senior His",
    "Senior Her",
    "Senior HMI",
    "HMI",
    "Ofsted Inspector",
    "Social Care",
    "Regulatory Inspect",
];

/// Returns the inspectors after the label: "Name, title", "Name title", several with "and".
fn inspectors(text: &str) -> Vec<Inspector> {
    let mut found: Vec<Inspector> = Vec::new();
    let mut rest = text;
    while !rest.trim().is_empty() {
        let start = TITLES.iter().filter_map(|title| rest.find(title)).min().unwrap_or(rest.len());
        let (names, after) = rest.split_at(start);
        let end = title_end(after);
        let title = after[..end].trim().trim_end_matches([',', ';']).trim_end();
        for name in names.replace(';', ",").replace(" and ", ",").replace(" & ", ",").split(',') {
            let name = name.trim().trim_start_matches("and ").trim();
            if !name.is_empty() {
                found.push(Inspector { name: name.to_owned(), title: title.to_owned() });
            }
        }
        rest = &after[end..];
    }
    found
}

/// Returns the end of a title: after "Inspector", "Inspectors" or "HMI".
fn title_end(title: &str) -> usize {
    let ends = ["Inspectors", "Inspector", "HMI"];
    ends.iter()
        .filter_map(|word| title.find(word).map(|place| place + word.len()))
        .fold(None, |first: Option<usize>, place| match first {
            // "Inspectors" before the "Inspector" in it.
            Some(first) if place + 1 >= first => Some(first),
            _ => Some(place),
        })
        .unwrap_or(title.len())
}

#[cfg(test)]
mod tests {
    use super::{authority_in, behind, inspectors};

    #[test]
    fn knows_a_label_in_its_forms() {
        for text in ["Lead inspector: Ann", "LEAD INSPECTORS Ann", "Lead inspector(s): Ann", "Lead inspectors:  Ann"] {
            assert_eq!(behind(text, "lead inspector").as_deref(), Some("Ann"), "{text}");
        }
        assert_eq!(behind("Lead inspectorate", "lead inspector"), None);
        assert_eq!(behind("Lead", "lead inspector"), None);
    }

    #[test]
    fn finds_the_authority_in_a_title() {
        let cases = [
            ("Inspection of Avershire local authority children’s services", Some("Avershire local authority")),
            ("Inspection of local authority children’s services", None),
            ("Inspection of children's social care services", None),
            ("Area SEND inspection of Avershire Local Area Partnership", Some("Avershire Local Area Partnership")),
            ("Joint targeted area inspection of the response to neglect in Avershire", Some("Avershire")),
            ("Focused visit to the London Borough of Aver children's services", Some("London Borough of Aver")),
        ];
        for (title, expected) in cases {
            assert_eq!(authority_in(title).as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn reads_one_or_more_inspectors() {
        let read = |text| -> Vec<(String, String)> {
            inspectors(text).into_iter().map(|inspector| (inspector.name, inspector.title)).collect()
        };
        let pair = |name: &str, title: &str| (name.to_owned(), title.to_owned());
        let title = "His Majesty’s Inspector";
        assert_eq!(read("Ann Aver, His Majesty’s Inspector"), [pair("Ann Aver", title)]);
        assert_eq!(read("Ann Aver His Majesty’s Inspector"), [pair("Ann Aver", title)]);
        assert_eq!(read("Ann Aver HMI and Bo Baker, HMI"), [pair("Ann Aver", "HMI"), pair("Bo Baker", "HMI")]);
        let both = "His Majesty’s Inspectors";
        assert_eq!(
            read("Ann Aver and Bo Baker, His Majesty’s Inspectors"),
            [pair("Ann Aver", both), pair("Bo Baker", both)]
        );
        assert_eq!(read("Ann Aver"), [pair("Ann Aver", "")]);
    }
}
