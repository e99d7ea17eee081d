//! Drafts every output from each of the real reports: no error, no blank, no wrong grade. Skipped, with a message, if
//! the reports are missing.
#![expect(clippy::disallowed_methods, reason = "tests make files")]

use crate::harness::inspections::{Bare, bare};
use crate::harness::{self, Run};
use copydesk::export;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const GRADES: [&str; 4] = ["Outstanding", "Good", "Requires improvement to be good", "Inadequate"];

#[test]
fn every_report_gives_clean_drafts() {
    let mut wrong = Vec::new();
    for Bare { report, drafts, .. } in bare() {
        for (output, document) in drafts {
            let faults = match document {
                // The version for children explains what each grade means.
                Ok(document) if *output == "children" => misprints(&export::to_markdown(document)),
                Ok(document) => faults(&export::to_markdown(document), &report.truth),
                Err(error) => vec![error.clone()],
            };
            wrong.extend(faults.into_iter().map(|fault| format!("{output} {}: {fault}", report.slug)));
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_news_item_is_plain() {
    let Some(reports) = harness::shared("reports") else { return };
    let mut wrong = Vec::new();
    for slug in [
        "bournemouth-christchurch-poole-2025-01-29",
        "east-riding-of-yorkshire-2020-03-13",
        "knowsley-2025-01-20",
        "luton-2022-09-05",
        "portsmouth-2026-08-18",
        "trafford-2026-08-03",
    ] {
        let text = draft("web-news", &reports.join(format!("{slug}.pdf"))).out;
        wrong.extend(hard_to_read(&text).into_iter().map(|line| format!("{slug}: {line}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The record of the examples' desk goes back to 2021; here it does to 2018 as well.
#[test]
fn a_grade_is_told_over_more_than_two_inspections() {
    let folder = TempDir::new().unwrap();
    let desk = fs::read_to_string(harness::root().join("examples/desk.toml")).unwrap();
    let older = r#"[[record]]
inspected = 2018-02-05
published = 2018-03-26
framework = "ilacs-2018"
judgements = { leaders = "inadequate", help-and-protection = "inadequate", care-and-care-leavers = "good", overall = "inadequate" }

[[record]]"#;
    fs::write(folder.path().join("desk.toml"), desk.replacen("[[record]]", older, 1)).unwrap();
    for (story, output, told) in [
        (
            "good-result",
            "press-release",
            "Ofsted has found, up from Good in 2021. The overall grade was Inadequate in 2018. Help and protection for children is Good.",
        ),
        (
            "good-result",
            "web-news",
            "Our overall grade is up from Good in 2021. The overall grade was Inadequate in 2018. Inspectors also",
        ),
        (
            "mixed-result",
            "press-release",
            "\n\nThe grade for help and protection for children was Inadequate in 2018, Good in 2021 and in 2025.\n\n",
        ),
    ] {
        let copy = folder.path().join(story);
        fs::create_dir_all(&copy).unwrap();
        for file in ["inspection.toml", "brief.toml"] {
            fs::copy(harness::root().join("examples").join(story).join(file), copy.join(file)).unwrap();
        }
        let draft = copy.join(format!("{output}.md"));
        assert_eq!(harness::copydesk(&["draft", output, &copy.to_string_lossy()]).code, 0);
        let text = fs::read_to_string(&draft).unwrap();
        assert!(text.contains(told), "{text}");
        let trace = harness::copydesk(&["trace", &draft.to_string_lossy()]).out;
        assert!(trace.contains("the public record: inspection of 2018"), "{trace}");
        let check = || harness::copydesk(&["check", &copy.to_string_lossy(), output]);
        assert_eq!(check().code, 0, "{}", check().out);
        fs::write(&draft, text.replace("Inadequate in 2018", "Good in 2018")).unwrap();
        assert!(check().out.contains("[grade-previous-wrong]"), "{}", check().out);
    }
}

#[test]
fn a_rank_is_offered_to_the_officer_with_its_day_and_is_in_no_draft() {
    let draft = |story: &str| harness::copydesk(&["draft", "press-release", &format!("examples/{story}"), "-o", "-"]);
    let good = draft("good-result");
    let offer = "for your own use, in no draft: by the public record as of 6 May 2025, Avershire is one of ";
    assert!(good.err.contains(offer) && good.err.contains("(West Midlands) with Outstanding"), "{}", good.err);
    assert!(!good.out.contains("one of") && !good.out.contains("West Midlands"), "{}", good.out);
    assert!(!draft("mixed-result").err.contains("for your own use"), "it has no overall grade");
}

/// Returns a title over 65 characters and, outside quotations and lists, sentences over 25 words.
fn hard_to_read(text: &str) -> Vec<String> {
    let (title, body) = text.split_once('\n').unwrap();
    let own = body.lines().filter(|line| !line.starts_with(['>', '-'])).map(without_quotations);
    let sentences = own.flat_map(|line| line.split_inclusive(". ").map(str::to_owned).collect::<Vec<_>>());
    let long = sentences.filter(|sentence| sentence.split_whitespace().count() > 25);
    let is_long = title.trim_start_matches("# ").chars().count() > 65;
    is_long.then(|| title.to_owned()).into_iter().chain(long).collect()
}

/// Leaves out what is in quotation marks, however many sentences it has.
fn without_quotations(line: &str) -> String {
    let mut parts = line.split('“');
    let before = parts.next().unwrap_or_default();
    let after = parts.map(|opened| opened.split_once('”').map_or("", |(_, rest)| rest));
    std::iter::once(before).chain(after).collect()
}

#[test]
fn a_document_without_grades_is_told_without_one() {
    let Some(others) = harness::shared("reports/other") else { return };
    for file in ["area-send-durham-2024-09-03", "jtai-milton-keynes-2019-12-18"] {
        let run = draft("press-release", &others.join(format!("{file}.pdf")));
        assert_eq!(run.code, 0, "{file}: {}", run.err);
        assert!(run.out.contains("no grades"), "{file}: {}", run.out);
        assert!(GRADES.iter().all(|grade| !run.out.contains(grade)), "{file}: {}", run.out);
    }
    for output in harness::OUTPUTS {
        let file = "single-inspection-framework-durham-2016-05-16";
        let run = draft(output, &others.join(format!("{file}.pdf")));
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{output}");
        assert!(run.err.contains("Report of the single inspection framework"), "{}", run.err);
    }
}

fn draft(output: &str, report: &Path) -> Run {
    harness::copydesk(&["draft", output, &report.to_string_lossy()])
}

/// Returns the faults of a draft that show in its letters.
pub(crate) fn misprints(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (what, sign) in [
        ("a template's sign", "{{"),
        ("a null", "null"),
        ("an empty quotation", "“”"),
        ("an empty bracket", "()"),
        ("two spaces", "  "),
        ("a lost space after the inspectorate", "Ofsteds"),
        ("a lost space before a place", "Social workin "),
        ("a space before a comma", " ,"),
        ("a space before a stop", " ."),
        ("two stops", ".."),
        ("a stop behind a colon", ":."),
        ("a stop behind a semicolon", ";."),
        ("an escape", "\\"),
    ] {
        if text.lines().any(|line| line.trim_start().contains(sign)) {
            faults.push(what.to_owned());
        }
    }
    let runs_on =
        |(at, grade): (usize, &str)| text[at + grade.len()..].starts_with(|letter: char| letter.is_ascii_lowercase());
    if GRADES.iter().any(|grade| text.match_indices(grade).any(runs_on)) {
        faults.push("a grade and the next word without a space".to_owned());
    }
    faults
}

/// Returns the faults of a draft.
fn faults(text: &str, report: &Value) -> Vec<String> {
    let mut faults = misprints(text);
    let rows: Vec<(&str, &str)> = report["judgements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["name"].as_str().unwrap(), row["grade"].as_str().unwrap()))
        .collect();
    let overall = rows.iter().find(|(name, _)| name.to_lowercase().contains("overall"));
    // Some reports print "Requires improvement" for "Requires improvement to be good".
    let same = |one: &str, other: &str| {
        one.to_lowercase().trim_end_matches(" to be good") == other.to_lowercase().trim_end_matches(" to be good")
    };
    let named = |grade: &str| rows.iter().any(|(_, other)| same(other, grade));
    for grade in GRADES {
        let as_this_result = [format!("rated {grade} by"), format!("**{grade}**"), format!(" {grade} overall")];
        if as_this_result.iter().any(|words| text.contains(words)) && !named(grade) {
            faults.push(format!("{grade}, which no judgement has"));
        }
        if text.contains(&format!("{grade} overall")) && overall.is_none_or(|(_, other)| !same(other, grade)) {
            faults.push(format!("{grade} overall"));
        }
    }
    faults
}
