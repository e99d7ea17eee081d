//! Doubts about what was read in a report. Each is a sentence that a press officer understands.

use super::super::pdf::{Page, Pages};
use super::body::ReportBody;
use super::points::Points;
use super::running_text::Flow;
use super::table::{Table, Unread};
use super::title::periods;
use crate::inspection::{
    AreaId, Authorities, DateRange, DocumentKind, Doubt, Framework, Frameworks, Inspection, PublicRecord, SectionRole,
    latest_before,
};
use crate::text::{alike, shortened};
use std::collections::BTreeSet;

pub(super) fn doubt(code: &str, page: Option<u32>, message: String) -> Doubt {
    Doubt { code: code.to_owned(), message, page }
}

/// Returns the doubt about a title that fits several kinds of document.
pub(super) fn kinds(fitting: &[&DocumentKind]) -> Option<Doubt> {
    let [first, _, ..] = fitting else { return None };
    let titles: Vec<String> = fitting.iter().map(|kind| format!("“{}”", kind.title)).collect();
    let message = format!(
        "The title fits several kinds of document: {}. It was read as “{}”. If it is another, give `recognise` in the files \
         of these kinds words that only one of the titles has.",
        crate::language::listed(&titles),
        first.title
    );
    Some(doubt("two-kinds", Some(1), message))
}

/// Dates that a page repeats and that the title page does not have.
pub(super) fn dates(flow: &Flow, inspection: &Inspection) -> Vec<Doubt> {
    if inspection.dates.is_empty() {
        let message = "The report's dates could not be read from its first page.".to_owned();
        return vec![doubt("no-dates", Some(1), message)];
    }
    let mut seen: BTreeSet<Vec<DateRange>> = BTreeSet::new();
    let mut doubts = Vec::new();
    for (page, text) in &flow.repeated {
        let found = periods(text);
        let is_known = found.iter().all(|range| inspection.dates.contains(range));
        if !is_known && found.iter().any(|range| range.from != range.to) && seen.insert(found) {
            let message = format!(
                "The first page says {}, but page {page} repeats other dates: {text}.",
                inspection.dates_as_printed
            );
            doubts.push(doubt("two-dates", Some(*page), message));
        }
    }
    doubts
}

/// Returns the doubt about an authority that is not in the table.
pub(super) fn authority(inspection: &Inspection, authorities: &Authorities) -> Option<Doubt> {
    let printed = &inspection.authority.title;
    if authorities.find(printed).is_some() {
        return None;
    }
    let nearest = authorities
        .iter()
        .map(|entry| (alike(&entry.name, printed), &entry.name))
        .filter(|(alike, _)| *alike > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| format!(" The nearest name in it is {name}."))
        .unwrap_or_default();
    let message = format!("The table of authorities has no “{printed}”.{nearest}");
    Some(doubt("unknown-authority", Some(1), message))
}

/// Returns the doubts about the text of an inspection report.
pub(super) fn body(body: &ReportBody, inspection: &Inspection, framework: &Framework) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut missing =
        |what: String| doubts.push(doubt("missing-section", None, format!("copydesk could not find the {what}.")));
    if body.summary.is_empty() {
        missing("summary after its table of judgements".to_owned());
    }
    if body.improvements_page.is_none() {
        missing("section on what needs to improve".to_owned());
    }
    let judged = |area| inspection.judgements.iter().any(|judgement| judgement.area == area);
    for area in framework.areas.iter().filter(|area| !area.overall && judged(area.id.clone())) {
        if !body.sections.iter().any(|(section, _)| section.area.as_ref() == Some(&area.id)) {
            missing(format!("section “{}”", area.name));
        }
    }
    if body.improvements_page.is_some() && body.improvements.all.is_empty() {
        let message = "There are no points under “What needs to improve”.".to_owned();
        doubts.push(doubt("no-improvements", body.improvements_page, message));
    } else if body.improvements.in_prose {
        let message = "“What needs to improve” is not a list, so copydesk took each paragraph as one point.".to_owned();
        doubts.push(doubt("improvements-in-prose", body.improvements_page, message));
    }
    doubts.extend(points("What needs to improve", &body.improvements, body.improvements_page));
    doubts.extend(body.other_headings.iter().map(|(text, page)| {
        doubt(
            "unknown-heading",
            Some(*page),
            format!("The heading “{text}” does not match any judgement in the table."),
        )
    }));
    doubts.extend(grades(body, inspection, framework));
    doubts
}

/// Returns the doubts about text among the points of a section that is not a point, and about points that introduce a
/// list that was not found.
pub(super) fn points(heading: &str, points: &Points, page: Option<u32>) -> Vec<Doubt> {
    let others = points.others.iter().map(|(text, page)| {
        doubt("beside-points", Some(*page), format!("Under “{heading}” this is not one of the points: “{text}”"))
    });
    let open = points.without_list().map(|point| {
        let message = format!("A point to improve leads to a list that was not found: “{}”", point.text);
        doubt("point-without-list", page, message)
    });
    others.chain(open).collect()
}

/// Returns a row of the table or a heading that was known only because no other was left. A heading of the same name
/// and grade proves a row.
pub(super) fn by_elimination(table: &Table, body: &ReportBody, inspection: &Inspection) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let row = inspection.judgements.iter().find(|row| Some(&row.area) == table.by_elimination.as_ref());
    let heading = |area: AreaId| body.sections.iter().find(|(section, _)| section.area.as_ref() == Some(&area));
    if let Some(row) = row
        && heading(row.area.clone())
            .is_none_or(|(section, _)| section.grade.is_none() || body.by_elimination == section.area)
    {
        let message = format!("The row “{}” is in other words; it was taken for the one that was left.", row.name);
        doubts.push(doubt("row-by-elimination", Some(table.page), message));
    }
    if let Some((section, page)) = body.by_elimination.clone().and_then(heading) {
        let message =
            format!("The heading “{}” is in other words; it was taken for the one that was left.", section.heading);
        doubts.push(doubt("heading-by-elimination", Some(*page), message));
    }
    doubts
}

/// Grades in headings that differ from the table's.
fn grades(body: &ReportBody, inspection: &Inspection, framework: &Framework) -> Vec<Doubt> {
    let name = |grade| framework.grade(grade).map_or("", |grade| grade.name.as_str());
    let differs = body.sections.iter().filter_map(|(section, page)| {
        let judgement =
            inspection.judgements.iter().find(|judgement| Some(&judgement.area) == section.area.as_ref())?;
        let grade = section.grade.as_ref().filter(|grade| **grade != judgement.grade)?;
        let (table, heading) = (name(&judgement.grade), name(grade));
        let message = format!("“{}” is {table} in the table but {heading} in the heading.", section.heading);
        Some(doubt("grade-differs", Some(*page), message))
    });
    differs.collect()
}

/// Numbers that are missing, and numbers that come twice.
pub(super) fn numbering(inspection: &Inspection) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if !inspection.paragraphs.is_empty() && inspection.paragraphs.iter().all(|paragraph| paragraph.number.is_none()) {
        doubts.push(doubt("no-numbers", None, "The report's paragraphs have no numbers.".to_owned()));
    }
    let mut last = 0;
    for (number, page) in inspection.paragraphs.iter().filter_map(|paragraph| Some((paragraph.number?, paragraph.page)))
    {
        if number != last + 1 {
            let message = match last {
                0 => format!("The first numbered paragraph is {number}."),
                last => format!("Paragraph {last} is followed by paragraph {number}."),
            };
            doubts.push(doubt("numbering-gap", Some(page), message));
        }
        last = number;
    }
    doubts.extend(unnumbered(inspection));
    doubts
}

/// Returns the doubt about paragraphs without a number after one that has one.
fn unnumbered(inspection: &Inspection) -> Option<Doubt> {
    let first = inspection.paragraphs.iter().position(|paragraph| paragraph.number.is_some())?;
    let mut without = inspection.paragraphs[first..].iter().filter(|paragraph| paragraph.number.is_none());
    let paragraph = without.next()?;
    let begins = shortened(&paragraph.text);
    let message = match without.count() {
        0 => format!("A paragraph among the numbered ones has no number: “{begins}”"),
        more => format!("{} paragraphs among the numbered ones have no number, the first: “{begins}”", more + 1),
    };
    Some(doubt("no-number", Some(paragraph.page), message))
}

/// Returns the doubts about differences from the public record.
pub(super) fn record(inspection: &Inspection, frameworks: &Frameworks, record: &PublicRecord) -> Vec<Doubt> {
    let (Some(code), Some(first)) = (&inspection.authority.code, inspection.dates.first()) else { return Vec::new() };
    let history = record.of(code);
    let mut doubts = Vec::new();
    for past in history.iter().filter(|past| Some(&past.framework) == inspection.framework.as_ref()) {
        let is_this = inspection.dates.iter().any(|range| range.from <= past.inspected && past.inspected <= range.to);
        for judgement in inspection.judgements.iter().filter(|_| is_this) {
            let framework = frameworks.get(&past.framework);
            let name = |grade| framework.and_then(|framework| framework.grade(grade)).map_or("", |grade| &grade.name);
            if let Some(grade) = past.judgements.get(&judgement.area).filter(|grade| **grade != judgement.grade) {
                let (table, record) = (name(&judgement.grade), name(grade));
                let message =
                    format!("“{}” is {table} in the report but {record} in the public record.", judgement.name);
                doubts.push(doubt("record-differs", Some(1), message));
            }
        }
    }
    if let Some(previous) = latest_before(history, first.from) {
        let held = super::previous::Record { previous, ends: record.ends() };
        doubts.extend(super::previous::doubts(inspection, held, frameworks.get(&previous.framework)));
    }
    doubts
}

/// Rows of the table that were not read or are not there, or no table at all.
pub(super) fn table(table: &Table, framework: Option<&Framework>) -> Vec<Doubt> {
    if table.judgements.is_empty() && table.unread.is_empty() {
        let message = "No table of judgements was found.".to_owned();
        return vec![doubt("no-judgements", Some(1), message)];
    }
    let unread = table.unread.iter().map(|row| doubt("unknown-judgement", Some(table.page), unread(row)));
    let mut doubts: Vec<Doubt> = unread.collect();
    let Some(framework) = framework else {
        let message = "The rows of the table do not match any framework copydesk knows.".to_owned();
        doubts.push(doubt("unknown-framework", Some(table.page), message));
        return doubts;
    };
    let missing: Vec<&str> = framework.missing(&table.judgements).map(|area| area.name.as_str()).collect();
    if missing.len() > table.unread.len() {
        let message = format!("The table was read without a row for “{}”.", missing.join("” and “"));
        doubts.push(doubt("missing-judgement", Some(table.page), message));
    }
    doubts
}

fn unread(row: &Unread) -> String {
    let Unread { name, printed, grade, .. } = row;
    match (grade, printed.as_str()) {
        (Some(_), printed) => format!("The table has a row with a judgement that is not known: “{name}”, {printed}."),
        (None, "") => format!("The table has a row without a grade: “{name}”."),
        (None, printed) => format!("The table has a row with a grade that is not known: “{name}”, “{printed}”."),
    }
}

/// Returns the doubt about a letter that breaks off: it has neither a closing such as "Yours sincerely" nor the section that letters of its kind end with.
pub(super) fn end(inspection: &Inspection, kind: &DocumentKind, is_closed: bool) -> Option<Doubt> {
    let is_next = |role: Option<SectionRole>| role == Some(SectionRole::Next);
    let closes = kind.sections.iter().any(|section| section.role == SectionRole::Next);
    let has_next = inspection.sections.iter().any(|section| is_next(section.role))
        || inspection.paragraphs.iter().any(|paragraph| is_next(paragraph.role));
    if is_closed || !closes || has_next {
        return None;
    }
    let message =
        "The letter breaks off before its closing words, such as “Yours sincerely”: its last pages may be missing.";
    Some(doubt("no-end", None, message.to_owned()))
}

/// A page with a picture of this part of it, and fewer letters of text, is a picture of a page.
const PICTURE: f32 = 0.3;
const LETTERS: usize = 60;

/// Returns the doubts about pages that were drawn and not read.
pub(super) fn pages(pages: &Pages, flow: &Flow) -> Vec<Doubt> {
    let letters =
        |number: u32| -> usize { flow.rows.iter().filter(|row| row.page == number).map(|row| row.text().len()).sum() };
    let of = |(page, number): (&Page, u32)| {
        let what = if page.unread {
            "cannot be unpacked"
        } else if page.picture >= PICTURE && letters(number) < LETTERS {
            "is a picture"
        } else {
            return None;
        };
        let message = format!(
            "The page {what}, so nothing on it was read. Use the PDF as published, or add what it says to inspection.toml."
        );
        Some(doubt("unread-page", Some(number), message))
    };
    pages.0.iter().zip(1..).filter_map(of).collect()
}

/// Returns the doubts about pages of which a part was not read: those that break off, and words that run another way. The
/// same words on several pages are one doubt.
pub(super) fn parts_of_pages(pages: &Pages) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (page, number) in pages.0.iter().zip(1..) {
        if page.cut && !page.unread {
            let message =
                "The page could not be read to its end. Compare it with the report, or use the PDF as published.";
            doubts.push(doubt("cut-page", Some(number), message.to_owned()));
        }
        if !page.turned.is_empty() && !seen.contains(&page.turned.as_str()) {
            seen.push(&page.turned);
            let message = format!("The page has words that run another way and were not read: “{}”.", page.turned);
            doubts.push(doubt("turned-words", Some(number), message));
        }
    }
    let over = pages.0.iter().zip(1..).filter(|(page, _)| !page.over.is_empty());
    doubts.extend(over.map(|(page, number)| {
        let message = format!("The page has words in a form or a note that were not read: “{}”.", page.over);
        doubt("words-over-page", Some(number), message)
    }));
    doubts
}

/// Letters that the file does not say the text of.
pub(super) fn letters(flow: &Flow) -> Option<Doubt> {
    let unknown = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
    let row = flow.rows.iter().find(|row| unknown(&row.text()))?;
    Some(doubt("unreadable-letters", Some(row.page), "The file has letters that cannot be read as text.".to_owned()))
}
