//! The report's own words about the inspection before it, held against the public record. Only a sentence that speaks of
//! the last inspection of all services, and names its year or its grade, is held; all others may mean something else.

use super::name;
use crate::inspection::{Doubt, Framework, Inspection, PastInspection};

/// Words that make a sentence speak of the inspection before.
const LAST: &[&str] = &["last inspection", "previous inspection", "last inspected", "previously inspected"];
/// Words that make a sentence speak of another visit, or of one area.
const OTHER: &[&str] = &[
    "visit",
    "jtai",
    "joint targeted",
    "single inspection",
    "care leavers",
    "children in care",
    "help and protection",
    "leaders",
    "monitoring",
    "send",
    "this inspection",
    "adoption",
];

/// The doubts that the summary's sentences leave.
pub(super) fn doubts(inspection: &Inspection, previous: &PastInspection, framework: Option<&Framework>) -> Vec<Doubt> {
    let year = previous.inspected.year();
    let sentences = inspection.summary.iter().flat_map(|paragraph| paragraph.split_inclusive(". "));
    let mut doubts = Vec::new();
    for sentence in sentences.map(str::trim) {
        let lower = sentence.to_lowercase();
        if !LAST.iter().any(|words| lower.contains(words)) {
            continue;
        }
        let printed = year_of_last(&lower);
        let said = |what: String| Doubt {
            code: "previous-differs".to_owned(),
            message: format!("The report says: “{sentence}” {what}"),
            page: Some(1),
        };
        // An inspection that began in December is often named by the year of its report.
        let is_near = |printed: i16| printed == year || previous.published.is_some_and(|day| day.year() == printed);
        if let Some(printed) = printed.filter(|printed| !is_near(*printed)) {
            let is_other = OTHER[..4].iter().any(|words| lower.contains(words));
            if !is_other {
                doubts.push(said(format!("But the public record has an inspection in {year}, not in {printed}.")));
            }
            continue;
        }
        if let Some((grade, overall)) = overall(&lower, previous, framework)
            && grade != overall
        {
            doubts.push(said(format!("But the public record has {overall} overall for {year}.")));
        }
    }
    doubts
}

/// The year behind the words for the last inspection, if it stands near.
fn year_of_last(lower: &str) -> Option<i16> {
    let place = LAST.iter().filter_map(|words| lower.find(words)).min()?;
    let near = lower[place..].split_whitespace().take(8);
    near.filter_map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok())
        .find(|year| (2000..2100).contains(year))
}

/// The one grade that a sentence about all services names, and the record's.
fn overall<'a>(lower: &str, previous: &PastInspection, framework: Option<&'a Framework>) -> Option<(&'a str, &'a str)> {
    let framework = framework?;
    if !lower.contains("judged") || OTHER.iter().any(|words| lower.contains(words)) {
        return None;
    }
    let area = framework.areas.iter().find(|area| area.overall)?;
    let recorded = framework.grade(previous.judgements.get(&area.id)?)?;
    let plain = format!(" {} ", name::plain(lower));
    // "Requires improvement to be good" has "good" in it: the longest name goes first, and is taken out.
    let mut names: Vec<(String, &str)> = framework
        .grades
        .iter()
        .flat_map(|grade| {
            std::iter::once(&grade.name).chain(&grade.aliases).map(|name| (name::plain(name), grade.name.as_str()))
        })
        .collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut rest = plain;
    let mut found: Vec<&str> = Vec::new();
    for (name, grade) in names {
        let word = format!(" {name} ");
        if rest.contains(&word) {
            rest = rest.replace(&word, " ");
            found.push(grade);
        }
    }
    match found.as_slice() {
        [grade] => Some((grade, recorded.name.as_str())),
        _ => None,
    }
}
