//! Earlier reports that a story holds: what texts say of them is compared with them, and one that does not belong is named.

use crate::harness::{copydesk, root};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The desk of the examples with the mixed result of 2026, whose brief names these files as earlier reports.
fn story(earlier: &[&str]) -> TempDir {
    let (desk, examples) = (TempDir::new().unwrap(), root().join("examples"));
    let folder = desk.path().join("story");
    fs::create_dir(&folder).unwrap();
    fs::copy(examples.join("desk.toml"), desk.path().join("desk.toml")).unwrap();
    let copy = |from: &str, to: &str| fs::copy(examples.join(from), folder.join(to)).unwrap();
    copy("mixed-result/inspection.toml", "inspection.toml");
    copy("mixed-result/report.pdf", "report.pdf");
    copy("good-result/report.pdf", "report-2025.pdf");
    copy("good-result/inspection.toml", "inspection-2025.toml");
    let other = fs::read_to_string(folder.join("inspection-2025.toml")).unwrap().replace("Avershire", "Torbay");
    fs::write(folder.join("torbay.toml"), other).unwrap();
    let mut brief = fs::read_to_string(examples.join("mixed-result/brief.toml")).unwrap();
    for file in earlier {
        writeln!(brief, "\n[[earlier]]\nfile = \"{file}\"").unwrap();
    }
    fs::write(folder.join("brief.toml"), brief).unwrap();
    desk
}

/// The errors of a text, as classes with the words of their places.
fn errors(desk: &Path, text: &str) -> Vec<String> {
    let file = desk.join("text.md");
    fs::write(&file, text).unwrap();
    let story = desk.join("story");
    let run = copydesk(&["check", &file.to_string_lossy(), "--story", &story.to_string_lossy(), "--format", "json"]);
    let shown: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    let findings = shown["texts"][0]["findings"].as_array().unwrap().iter();
    let errors = findings.filter(|finding| finding["severity"] == "error");
    errors.map(|error| format!("{} ‹{}›", error["class"].as_str().unwrap(), error["words"].as_str().unwrap())).collect()
}

#[test]
fn what_a_text_says_of_an_earlier_report_is_compared_with_it() {
    for file in ["report-2025.pdf", "inspection-2025.toml"] {
        let desk = story(&[file]);
        let of_2025 = "“Supervision is frequent, reflective and highly valued by staff”";
        assert_eq!(errors(desk.path(), &format!("In 2025 inspectors wrote: {of_2025}.")), Vec::<String>::new());
        assert_eq!(
            errors(desk.path(), &format!("Inspectors write: {of_2025}.")),
            ["quotation-of-earlier-report ‹Supervision is frequent, reflective and highly valued by staff›"]
        );
        assert_eq!(
            errors(desk.path(), "In 2025 inspectors wrote: “Supervision is frequent, reflective and valued by staff.”"),
            ["quotation-of-earlier-altered ‹Supervision is frequent, reflective and valued by staff.›"]
        );
        assert_eq!(errors(desk.path(), "There are twice as many points to improve as in 2025."), Vec::<String>::new());
        assert_eq!(errors(desk.path(), "In 2025 the report named four areas for improvement."), ["count-wrong ‹four›"]);
    }
}

#[test]
fn a_file_that_is_no_earlier_report_of_the_council_is_named_with_its_place() {
    let desk = story(&["torbay.toml", "gone.pdf", "report.pdf"]);
    let run = copydesk(&["draft", "press-release", &desk.path().join("story").to_string_lossy()]);
    assert_eq!(run.code, 1, "{}", run.out);
    for expected in [
        "the report is about Torbay, and this story is about Avershire",
        "also_for = [\"Torbay\"]",
        "gone.pdf",
        "put the earlier report",
        "the report is not an earlier one: its inspection took place from 8 to 19 June 2026",
        "3 errors",
        "file = \"torbay.toml\"",
    ] {
        assert!(run.err.contains(expected), "{expected}\n{}", run.err);
    }
    assert!(!desk.path().join("story/press-release.md").exists());
}

#[test]
fn a_file_outside_the_story_is_refused() {
    let desk = story(&["../report.pdf"]);
    let run = copydesk(&["draft", "press-release", &desk.path().join("story").to_string_lossy()]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("`../report.pdf` is not a file in the story's folder"), "{}", run.err);
}
