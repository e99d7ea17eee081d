//! The real documents without judgements next to the repository (letters about focused visits, area SEND reports and letters
//! of joint inspections), compared with what is known about them. Skipped, with a message, if they are missing.
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use crate::drafts::misprints;
use crate::harness::{self, OUTPUTS, inspections};
use crate::reports::inspection_of;
use copydesk::document::Document;
use copydesk::export;
use copydesk::finding::Severity;
use copydesk::inspection::{Improvement, Inspection, SectionRole};
use copydesk::story::{self, About, Audience, Checker, Story};
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;

/// What `truth.json` of the letters has wrong, by a look at each letter: names that it takes for inspectors or leaves out,
/// and the topic that it takes from the sentence on evidence.
const TRUTH_WRONG: [(&str, &str); 10] = [
    ("coventry-2021-06-25", "inspectors"),
    ("gloucestershire-2020-11-20", "inspectors"),
    ("kingston-upon-hull-2021-05-10", "inspectors"),
    ("merton-2020-11-20", "inspectors"),
    ("west-berkshire-2019-01-17", "inspectors"),
    ("west-berkshire-2021-07-19", "inspectors"),
    ("durham-2021-08-23", "dates"),
    ("blackpool-2021-04-09", "topic"),
    ("st-helens-2021-07-02", "topic"),
    ("northumberland-2022-08-31", "headline"),
];

fn letters_of(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn all(folder: &str) -> Vec<(String, Value, Inspection)> {
    let Some(folder) = harness::shared(folder) else { return Vec::new() };
    let truth = std::fs::read_to_string(folder.join("truth.json")).map(|text| serde_json::from_str(&text));
    let truth: Vec<Value> = truth.map_or_else(|_| Vec::new(), |truth| truth.expect("truth.json is JSON"));
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "pdf"));
    files.sort();
    harness::each(&files, |_, file: &PathBuf| {
        let slug = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let known = truth.iter().find(|known| known["slug"] == slug.as_str()).cloned().unwrap_or_default();
        (slug, known, inspection_of(file))
    })
}

fn names(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// Returns the words of the points in a list; their tags too, as the truth does not part them.
fn words_of(points: &[Improvement]) -> String {
    let words = points.iter().flat_map(|point| {
        let own = [Some(point.text.as_str()), point.tag.as_deref()];
        let below = point.points.iter().flat_map(|below| [Some(below.text.as_str()), below.tag.as_deref()]);
        own.into_iter().chain(below).flatten().collect::<Vec<_>>()
    });
    letters_of(&words.collect::<Vec<_>>().join(" "))
}

/// Returns what the known sections of a role say their points are.
fn known_points(truth: &Value, role: &str) -> Vec<String> {
    let sections = truth["sections"].as_array().into_iter().flatten().filter(|section| section["role"] == role);
    sections.flat_map(|section| names(&section["points"]).map(letters_of)).collect()
}

fn differences(truth: &Value, ours: &Inspection) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut differ = |what, known: String, read: String| {
        if known != read {
            found.push((what, format!("known {known:?}, read {read:?}")));
        }
    };
    let text = |key: &str| truth[key].as_str().unwrap_or_default();
    differ("kind", "focused-visit".into(), ours.document.to_string());
    differ("authority", "known".into(), ours.authority.code.as_ref().map_or("unknown", |_| "known").into());
    differ("letter date", text("letter_date").into(), ours.letter_date.map(|day| day.to_string()).unwrap_or_default());
    let plain = |text: &str| letters_of(&text.replace(" and ", " to "));
    differ("dates", plain(text("dates_printed")), plain(&ours.dates_as_printed));
    let known: Vec<String> = names(&truth["inspectors"]).map(letters_of).collect();
    let read: Vec<String> = ours.inspectors.iter().map(|inspector| letters_of(&inspector.name)).collect();
    differ("inspectors", known.join(", "), read.join(", "));
    let start = |text: &str| letters_of(text).chars().take(80).collect::<String>();
    differ("topic", start(text("topic")), start(&ours.topic));
    let sections = truth["sections"].as_array().into_iter().flatten();
    let roles: Vec<String> = sections.clone().filter_map(|it| it["role"].as_str()).map(str::to_owned).collect();
    let read = ours.sections.iter().filter_map(|section| serde_json::to_value(section.role).ok());
    differ(
        "sections",
        roles.join(", "),
        read.filter_map(|it| it.as_str().map(str::to_owned)).collect::<Vec<_>>().join(", "),
    );
    for (role, list) in [("priority", &ours.priority_actions), ("improve", &ours.improvements)] {
        let known = known_points(truth, role);
        if !known.is_empty() {
            let read = words_of(list);
            // The truth's last point may go on into a footnote.
            let same = known.len() == list.len() && read.starts_with(&known[0][..known[0].len().min(40)]);
            differ(
                "points",
                format!("{} of {role}", known.len()),
                format!("{} of {role}", if same { known.len() } else { list.len() }),
            );
        }
    }
    let headline = sections.clone().find(|section| section["role"] == "headline");
    if let Some(known) = headline {
        let summary = letters_of(&ours.summary.concat());
        let is_whole = summary.starts_with(&letters_of(known["begins"].as_str().unwrap_or_default()))
            && summary.ends_with(&letters_of(known["ends"].as_str().unwrap_or_default()));
        differ("headline", "whole".into(), if is_whole { "whole" } else { "not" }.into());
    }
    found
}

#[test]
fn every_letter_says_what_is_known_of_it() {
    let of = |(slug, truth, ours): &(String, Value, Inspection)| {
        let is_known = |what: &str| TRUTH_WRONG.contains(&(slug.as_str(), what));
        let found = differences(truth, ours).into_iter().filter(|(what, _)| !is_known(what));
        found.map(|(what, how)| format!("{slug}: {what}: {how}")).collect::<Vec<_>>()
    };
    let read = all("letters");
    let found: Vec<String> = read.iter().flat_map(of).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(read.len() == 70 || read.is_empty());
}

#[test]
fn area_send_reports_have_their_outcome_and_points_with_owners() {
    let mut found = Vec::new();
    for (slug, truth, ours) in all("send") {
        let mut differ = |what: &str, is_right: bool| found.extend((!is_right).then(|| format!("{slug}: {what}")));
        let outcome = ours.outcome.as_ref().map(|outcome| outcome.id.as_str());
        let known = if truth["outcome"] == "systemic" {
            "systemic-failings"
        } else {
            truth["outcome"].as_str().unwrap_or_default()
        };
        differ("outcome", outcome == Some(known));
        let is_printed =
            letters_of(&ours.dates_as_printed) == letters_of(truth["dates_printed"].as_str().unwrap_or_default());
        differ("dates", is_printed && !ours.dates.is_empty());
        differ("points", !ours.improvements.is_empty());
        let priority = truth["has_priority"].as_bool().unwrap_or_default();
        differ("priority actions", priority != ours.priority_actions.is_empty());
        differ("owners", ours.priority_actions.iter().all(|action| action.owner.is_some()));
        // The council is in the addresses at its end alone.
        let is_in_part = slug.starts_with("gateshead");
        differ("partners", (ours.partners.len() < 2) == is_in_part);
        let doubts = ours.doubts.iter().map(|doubt| doubt.code.as_str()).filter(|code| *code != "two-dates");
        let expected: &[&str] = if is_in_part { &["partners"] } else { &[] };
        differ("doubts", doubts.eq(expected.iter().copied()));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn letters_of_joint_inspections_have_dates_points_and_no_case() {
    let mut found = Vec::new();
    for (slug, _, ours) in all("jtai") {
        let mut differ = |what: &str, is_right: bool| found.extend((!is_right).then(|| format!("{slug}: {what}")));
        differ("kind", ours.document.as_str() == "jtai");
        differ("dates", matches!(ours.dates[..], [days] if days.from < days.to));
        differ("letter date", ours.letter_date.is_some());
        differ("authority", ours.authority.code.is_some());
        differ("points", !ours.improvements.is_empty());
        differ("partners", ours.partners.len() >= 3);
        differ("doubts", ours.doubts.is_empty());
        let has = |role| ours.paragraphs.iter().any(|paragraph| paragraph.role == Some(role));
        differ("findings", has(SectionRole::Findings) || has(SectionRole::Strengths));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Sentences of a list of points that are offered as findings, or quoted in a draft.
fn quoted_points<'a>(inspection: &'a Inspection, texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let points = inspection.priority_actions.iter().chain(&inspection.improvements);
    let points: Vec<String> = points.map(|point| letters_of(&point.text)).collect();
    texts.filter(|text| points.iter().any(|point| point.contains(&letters_of(text)))).collect()
}

#[test]
fn no_point_is_offered_as_a_finding() {
    let read = ["letters", "send", "jtai"].into_iter().flat_map(all);
    let found = read.flat_map(|(slug, _, inspection)| {
        let offered = copydesk::quotable::find(&inspection);
        let texts = quoted_points(&inspection, offered.iter().map(|quotable| quotable.text.as_str()));
        texts.into_iter().map(|text| format!("{slug}: {text}")).collect::<Vec<_>>()
    });
    assert_eq!(found.collect::<Vec<_>>(), [""; 0]);
}

/// Returns what is wrong with a draft of a document without grades.
fn wrong_with(document: &Document, output: &str, story: &Story) -> Vec<String> {
    let text = export::to_markdown(document);
    let mut wrong = misprints(&text);
    let inspection = &story.inspection;
    let tells = |points: &[Improvement]| {
        points.iter().all(|point| letters_of(&text).contains(&letters_of(point.text.trim_end_matches(['.', ':', ';']))))
    };
    // A recruitment page names some of the points, a post their number, and texts in plain words say what they are about.
    let in_plain_words = ["letter-to-families", "contact-centre", "children", "speaking-note"].contains(&output);
    let is_whole = !in_plain_words && !["recruitment-page", "social-posts"].contains(&output);
    if is_whole && !tells(&inspection.improvements) {
        wrong.push("a point to improve is not told".to_owned());
    }
    if !in_plain_words && output != "social-posts" && !tells(&inspection.priority_actions) {
        wrong.push("an area for priority action is not told".to_owned());
    }
    let checker = Checker::new(story, About { output: Some(output), ..About::default() }).unwrap();
    let errors = checker.check(document).1.found.into_iter().filter(|found| found.finding.severity == Severity::Error);
    wrong.extend(errors.map(|found| found.finding.message));
    wrong
}

#[test]
fn every_document_without_grades_gives_clean_drafts_of_all_outputs() {
    let every = if inspections::slow() { 1 } else { 9 };
    let folders = ["letters", "send", "jtai"].into_iter().filter_map(harness::shared);
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|ending| ending == "pdf")).collect();
    files.sort();
    let files: Vec<PathBuf> = files.into_iter().step_by(every).collect();
    let folder = TempDir::new().unwrap();
    let wrong = harness::each(&files, |_, file| {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let inspection = folder.path().join(format!("{name}.toml"));
        let run = harness::copydesk(&["import", &file.to_string_lossy(), "-o", &inspection.to_string_lossy()]);
        assert_eq!(run.code, 0, "{}", run.err);
        let story = story::open(&inspection).unwrap();
        let of = |output: &str| match inspections::outputs().draft(output, &story, Audience::Press) {
            Ok(drafted) => wrong_with(&drafted.document, output, &story),
            Err(error) => vec![error.to_string()],
        };
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let all =
            OUTPUTS.iter().flat_map(|output| of(output).into_iter().map(move |fault| format!("{output}: {fault}")));
        all.map(|fault| format!("{name}: {fault}")).collect::<Vec<_>>()
    });
    assert_eq!(wrong.concat(), [""; 0]);
}
