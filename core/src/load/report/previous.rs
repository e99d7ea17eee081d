//! Compares what the report says about the previous inspection with the public record. Only a sentence about the last
//! inspection that names its year is compared, and its grade only if it is for all services; other sentences may mean
//! something else.

use super::name;
use crate::inspection::{Doubt, Framework, Inspection, PastInspection};
use jiff::civil::Date;

/// Words that make a sentence speak of the inspection before.
const LAST: &[&str] = &["last inspection", "previous inspection", "last inspected", "previously inspected"];
/// Words that make a sentence speak of another kind of visit.
const VISITS: &[&str] = &["visit", "jtai", "joint targeted", "single inspection", "monitoring"];
/// Words that make a sentence speak of one area, or of today.
const OTHER: &[&str] =
    &["care leavers", "children in care", "help and protection", "leaders", "send", "this inspection", "adoption"];

/// What the record has.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    /// The inspection before.
    pub(super) previous: &'a PastInspection,
    /// The day on which its newest report was published.
    pub(super) ends: Option<Date>,
}

/// Returns the doubts that the summary's sentences leave.
pub(super) fn doubts(inspection: &Inspection, record: Record<'_>, framework: Option<&Framework>) -> Vec<Doubt> {
    let sentences = inspection.summary.iter().flat_map(|paragraph| paragraph.split_inclusive(". "));
    let differs = sentences.filter_map(|sentence| {
        let what = difference(&sentence.to_lowercase(), record, framework)?;
        let message = format!("The report says: “{}” But the public record has {what}.", sentence.trim());
        Some(Doubt { code: "previous-differs".to_owned(), message, page: Some(1) })
    });
    differs.collect()
}

/// Returns what the record says if a sentence differs from it.
fn difference(lower: &str, record: Record<'_>, framework: Option<&Framework>) -> Option<String> {
    let Record { previous, ends } = record;
    let printed = year_of_last(lower)?;
    let year = previous.inspected.year();
    // An inspection is often named by the year of its report.
    if printed == year || previous.published.is_some_and(|day| day.year() == printed) {
        let (said, recorded) = overall(lower, previous, framework)?;
        return (said != recorded).then(|| format!("{recorded} overall for {year}"));
    }
    // Of its last year the record does not know all.
    let is_unknown = printed > year && ends.is_none_or(|ends| printed >= ends.year());
    let is_visit = VISITS.iter().any(|words| lower.contains(words));
    (!is_unknown && !is_visit).then(|| format!("an inspection in {year}, not in {printed}"))
}

/// Returns the year after the words for the last inspection, if it is near.
fn year_of_last(lower: &str) -> Option<i16> {
    let place = LAST.iter().filter_map(|words| lower.find(words)).min()?;
    let near = lower[place..].split_whitespace().take(8);
    near.filter_map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok())
        .find(|year| (2000..2100).contains(year))
}

/// Returns the one grade that a sentence about all services names, and the record's.
fn overall<'a>(lower: &str, previous: &PastInspection, framework: Option<&'a Framework>) -> Option<(&'a str, &'a str)> {
    let framework = framework?;
    if !lower.contains("judged") || VISITS.iter().chain(OTHER).any(|words| lower.contains(words)) {
        return None;
    }
    let recorded = framework.grade(previous.judgements.get(&framework.overall()?.id)?)?;
    match name::grades_in(framework, lower).as_slice() {
        [grade] => Some((grade.name.as_str(), recorded.name.as_str())),
        _ => None,
    }
}
