//! The real reports next to the repository, compared with what is known about them. Skipped, with a message, if they
//! are missing.
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use crate::harness::{self, Report};
use copydesk::inspection::{Improvement, Inspection};
use copydesk::load::pdf::{self, Limits, Pages, PdfError};
use copydesk::load::{document_kind, framework, record, report};
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

/// Points of "What needs to improve" in which `truth.json` continues into the text after the list: a page's footer or
/// the next heading. Each was checked in the PDF: the list ends where we end it.
const TRUTH_RUNS_ON: [&str; 12] = [
    "brent-2018-07-02",
    "bristol-2018-10-22",
    "east-riding-of-yorkshire-2020-03-13",
    "hounslow-2018-11-12",
    "kingston-upon-thames-2025-01-29",
    "middlesbrough-2020-01-24",
    "nottingham-2019-01-07",
    "oxfordshire-2018-05-22",
    "south-gloucestershire-2019-05-08",
    "stockton-on-tees-2019-07-01",
    "tameside-2024-02-13",
    "trafford-2019-05-08",
];

/// A doubt that a report must leave, and no other report any but these.
const DOUBTS: [(&str, &str); 2] = [("durham-2022-07-05", "two-dates"), ("thurrock-2024-10-29", "missing-section")];

fn pages(path: &Path) -> Result<Pages, PdfError> {
    pdf::read(&std::fs::read(path).expect("the file can be read"), &Limits::default())
}

fn inspection(pages: &Pages) -> Inspection {
    let (frameworks, authorities, record) = (framework::builtin(), record::authorities(), record::public_record());
    let kinds = document_kind::builtin();
    let known = report::Known { kinds: &kinds, frameworks: &frameworks, authorities: &authorities, record: &record };
    report::read(pages, &known)
}

/// Reads a document of any kind.
pub(crate) fn inspection_of(file: &Path) -> Inspection {
    inspection(&pages(file).expect("it can be read"))
}

/// Every report, its pages, and what was read.
pub(crate) static READ: LazyLock<Vec<(Report, Pages, Inspection)>> = LazyLock::new(|| {
    harness::each(&harness::reports(), |_, report| {
        let pages = pages(&report.pdf).expect("it can be read");
        let inspection = inspection(&pages);
        (report.clone(), pages, inspection)
    })
});

/// Words alone, in lower case.
fn plain(text: &str) -> String {
    let letters: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strings<'a>(list: &'a Value, key: Option<&str>) -> Vec<&'a str> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|item| key.map_or(item, |key| &item[key]).as_str()).collect()
}

/// Returns all words of a point: its own, those of the points below it, and their tags.
pub(crate) fn words_of(point: &Improvement) -> String {
    let own = [Some(point.text.as_str()), point.tag.as_deref()].into_iter();
    let below = point.points.iter().flat_map(|point| [Some(point.text.as_str()), point.tag.as_deref()]);
    own.chain(below).flatten().collect::<Vec<_>>().join(" ")
}

/// Returns the differences between a report and what is known about it.
fn differences(truth: &Value, ours: &Inspection) -> Vec<String> {
    let mut found = Vec::new();
    let mut differ = |what: &str, truth: String, ours: String| {
        if truth != ours {
            found.push(format!("{what}: known {truth:?}, read {ours:?}"));
        }
    };
    let slug = truth["slug"].as_str().unwrap_or_default();
    let framework = ours.framework.as_ref().and_then(|id| framework::builtin().get(id).cloned());
    let grade = |id| framework.as_ref().and_then(|framework| framework.grade(id)).map_or("", |grade| &grade.name);
    let rows = ours.judgements.iter().map(|row| format!("{}: {}", plain(&row.name), plain(grade(&row.grade))));
    let names = strings(&truth["judgements"], Some("name"));
    let known = names.iter().zip(strings(&truth["judgements"], Some("grade"))).map(|(name, grade)| {
        let in_full = if grade == "Requires improvement" { "Requires improvement to be good" } else { grade };
        format!("{}: {}", plain(name), plain(in_full))
    });
    differ("judgements", known.collect::<Vec<_>>().join("; "), rows.collect::<Vec<_>>().join("; "));
    differ("dates", truth["inspection_dates"].as_str().unwrap_or_default().into(), ours.dates_as_printed.clone());
    differ("periods", "some".into(), if ours.dates.is_empty() { "none" } else { "some" }.into());
    let led = ours.lead_inspectors.iter().map(|led| format!("{} {}", led.name, led.title));
    let known = plain(truth["lead_inspector"].as_str().unwrap_or_default());
    differ("lead inspectors", known, plain(&led.collect::<Vec<_>>().join(" ")));
    let points = strings(&truth["improvements"], None);
    differ("improvement points", points.len().to_string(), ours.improvements.len().to_string());
    for (known, read) in points.iter().zip(&ours.improvements) {
        let (mut known, read) = (plain(known), plain(&words_of(read)));
        if TRUTH_RUNS_ON.contains(&slug) && known.starts_with(&read) {
            known.truncate(read.len());
        }
        differ("improvement", known, read);
    }
    let numbered = ours.paragraphs.iter().filter(|paragraph| paragraph.number.is_some()).count();
    differ("numbered paragraphs", truth["paragraphs"].to_string(), numbered.to_string());
    let urn = ours.authority.urn.clone().unwrap_or_default();
    differ("authority", truth["urn"].as_str().unwrap_or_default().into(), urn);
    let points = ours.improvements.iter().map(|point| &point.text);
    let texts = ours.paragraphs.iter().map(|paragraph| &paragraph.text).chain(&ours.summary).chain(points);
    let soiled = texts.filter(|text| text.contains("  ") || text.contains(&ours.title));
    differ("texts with a header in them", String::new(), soiled.cloned().collect::<Vec<_>>().join("; "));
    let known = DOUBTS.iter().find(|(name, _)| *name == slug).map_or("", |(_, doubt)| doubt);
    let doubts: Vec<&str> = ours.doubts.iter().map(|doubt| doubt.code.as_str()).collect();
    differ("doubts", known.into(), doubts.join(", "));
    found
}

#[test]
fn every_report_says_what_is_known_of_it() {
    let of = |(Report { slug, truth, .. }, _, inspection): &(Report, Pages, Inspection)| {
        differences(truth, inspection).into_iter().map(|it| format!("{slug}: {it}")).collect::<Vec<_>>()
    };
    let found: Vec<String> = READ.iter().flat_map(of).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Returns the letters of a text: neither a bullet nor the mark of a footnote, nor a hyphen at a line's end.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[test]
fn other_documents_are_known_for_what_they_are_and_judge_nothing() {
    let Some(folder) = harness::shared("reports/other") else { return };
    let cases = [
        ("area-send-durham-2024-09-03", "area-send", "Durham", "24 to 28 June 2024"),
        ("area-send-hartlepool-2023-05-16", "area-send", "Hartlepool", "13 March 2023 to 17 March 2023"),
        ("area-send-north-yorkshire-2024-09-25", "area-send", "North Yorkshire", "29 April to 3 May 2024"),
        ("jtai-durham-2018-08-24", "jtai", "Durham", "9 to 13 July 2018"),
        ("jtai-milton-keynes-2019-12-18", "jtai", "Milton Keynes", "14 to 18 October 2019"),
        (
            "single-inspection-framework-durham-2016-05-16",
            "single-inspection",
            "Durham",
            "22 February 2016–18 March 2016",
        ),
    ];
    for (slug, kind, authority, dates) in cases {
        let read = inspection(&pages(&folder.join(format!("{slug}.pdf"))).expect("it can be read"));
        assert_eq!(
            (read.document.as_str(), read.authority.name.as_str(), read.dates_as_printed.as_str()),
            (kind, authority, dates)
        );
        assert_eq!(read.dates.len(), 1, "{slug}");
        assert!(!read.title.is_empty() && read.paragraphs.len() > 20, "{slug}");
        assert!(read.judgements.is_empty() && read.framework.is_none() && read.doubts.is_empty(), "{slug}");
    }
    let page = folder.join("not-a-report-blackpool-2012-07-13.pdf");
    assert_eq!(pages(&page), Err(PdfError::NotPdf));
}

#[test]
fn the_trust_or_company_that_runs_the_service_is_read_and_no_other() {
    let runs = |(Report { slug, .. }, _, inspection): &(Report, Pages, Inspection)| {
        Some((slug.clone(), inspection.run_by.clone()?))
    };
    let found: Vec<(String, String)> = READ.iter().filter_map(runs).collect();
    let known = [
        ("north-northamptonshire-2026-07-07", "Northamptonshire Children’s Trust"),
        ("sandwell-2022-07-05", "Sandwell Children’s Trust"),
        ("sunderland-2021-08-20", "Together for Children"),
        ("worcestershire-2023-07-14", "Worcestershire Children First"),
    ];
    let is_there = |slug: &str| READ.iter().any(|(report, _, _)| report.slug == slug);
    let mut known: Vec<_> = known.iter().filter(|(slug, _)| is_there(slug)).copied().collect();
    let mut found: Vec<_> = found.iter().map(|(slug, name)| (slug.as_str(), name.as_str())).collect();
    known.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, known);
}
