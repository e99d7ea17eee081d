//! Stories that cannot be drafted yet: a judgement in doubt, or the report of another council. Each message says what
//! to do, and the story is drafted once that is done.

use crate::harness::{self, OUTPUTS, Run, copydesk, copydesk_in};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Returns an example's inspection.toml.
fn example() -> String {
    fs::read_to_string(harness::root().join("examples/good-result/inspection.toml")).unwrap()
}

/// Returns the `[[judgements]]` of an inspection, each with the empty line before it.
fn judgements(inspection: &str) -> Vec<&str> {
    let start = |text: &str| text.find("\n[[judgements]]");
    let mut rest = &inspection[start(inspection).unwrap()..];
    let mut all = Vec::new();
    while rest.starts_with("\n[[judgements]]") {
        let end = rest[1..].find("\n[[").unwrap() + 1;
        all.push(&rest[..end]);
        rest = &rest[end..];
    }
    all
}

fn draft(folder: &Path, output: &str) -> Run {
    copydesk_in(folder, &["draft", output, "inspection.toml"])
}

#[test]
fn a_missing_judgement_stops_every_output_until_it_is_put_in() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("inspection.toml");
    let whole = example();
    let all = judgements(&whole);
    assert_eq!(all.len(), 5);
    for (place, row) in all.iter().enumerate() {
        let grade = row.lines().find(|line| line.starts_with("grade")).unwrap();
        let name = row.lines().find(|line| line.starts_with("name")).unwrap();
        let cut = whole.replace(row, "");
        fs::write(&file, &cut).unwrap();
        for output in OUTPUTS {
            let run = draft(folder.path(), output);
            assert_eq!((run.code, run.out.as_str()), (1, ""), "{output} {name}");
            assert!(run.err.contains("a judgement is in doubt") && run.err.contains(name), "{output}: {}", run.err);
            assert!(!run.err.contains(".hbs"), "{output}: {}", run.err);
        }
        // The lines that the message says to add, with the grade in the report.
        let err = draft(folder.path(), OUTPUTS[place]).err;
        let put: Vec<&str> = err.lines().filter(|line| line.starts_with("    ")).map(str::trim).collect();
        let put = put.join("\n");
        let said = put.lines().find(|line| line.starts_with("grade")).unwrap();
        fs::write(&file, format!("{cut}\n{}", put.replace(said, grade))).unwrap();
        let run = draft(folder.path(), OUTPUTS[place]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert!(!run.err.contains("in doubt"), "{name}: {}", run.err);
    }
}

#[test]
fn a_grade_that_the_heading_gives_otherwise_stops_and_a_settled_doubt_is_gone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("inspection.toml");
    let whole = example();
    let old = "\n[[doubts]]\ncode = \"unknown-judgement\"\nmessage = \"A row was not read.\"\npage = 1\n";
    fs::write(&file, format!("{whole}{old}")).unwrap();
    let run = draft(folder.path(), "staff-newsletter");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.err.contains("A row was not read."), "the rows are all there: {}", run.err);
    let row = judgements(&whole)[1];
    let other = row.replace("grade = \"good\"", "grade = \"inadequate\"");
    assert_ne!(row, other);
    fs::write(&file, whole.replace(row, &other)).unwrap();
    for output in OUTPUTS {
        let run = draft(folder.path(), output);
        assert_eq!(run.code, 1, "{output}");
        assert!(run.err.contains("one grade in the table and another in the heading"), "{}", run.err);
        assert!(run.err.contains("[[sections]] with area = \"help-and-protection\""), "{}", run.err);
    }
    fs::write(folder.path().join("release.md"), "Help and protection is Inadequate.\n").unwrap();
    let checked = copydesk_in(folder.path(), &["check", "release.md", "--story", "inspection.toml"]);
    assert!(checked.code == 1 && checked.err.contains("a judgement is in doubt"), "{}", checked.err);
}

/// A letter without grades, and the lines that name its partners.
const LETTER: &str = r#"
document = "jtai"
title = "Joint targeted area inspection of Avershire"
partners = ["Avershire County Council", "NHS Ashmoor, Averton and Avershire ICB", "Aver and Ash Police"]
summary = ["Leaders work well together, and children get help early from people who know them."]

[authority]
name = "Avershire"

[[dates]]
from = 2025-12-08
to = 2025-12-12

[[improvements]]
text = "The plans of children who leave hospital."
"#;

#[test]
fn half_a_document_stops_every_output_until_the_doubt_is_settled() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("inspection.toml");
    for (code, page) in [("missing-section", ""), ("no-end", ""), ("unread-page", "page = 2\n")] {
        fs::write(&file, format!("{LETTER}\n[[doubts]]\ncode = \"{code}\"\nmessage = \"A part is missing.\"\n{page}"))
            .unwrap();
        for output in ["press-release", "web-news", "members-briefing", "social-posts"] {
            let run = draft(folder.path(), output);
            assert_eq!((run.code, run.out.as_str()), (1, ""), "{output} {code}");
            let said = ["a part of the document was not read", "A part is missing.", "whole document", "[[doubts]]"];
            assert!(said.iter().all(|words| run.err.contains(words)), "{output}: {}", run.err);
            assert_eq!(run.err.contains("page 2: "), !page.is_empty(), "{}", run.err);
        }
    }
    fs::write(&file, LETTER).unwrap();
    let run = draft(folder.path(), "press-release");
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn the_partners_are_named_once_and_have_a_place_to_speak() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("inspection.toml"), LETTER).unwrap();
    let named = "Avershire County Council; NHS Ashmoor, Averton and Avershire ICB; and Aver and Ash Police.";
    for output in ["press-release", "web-news", "members-briefing"] {
        let run = draft(folder.path(), output);
        assert_eq!((run.code, run.out.matches(named).count()), (0, 1), "{output}: {}{}", run.out, run.err);
        let asked = run.out.contains("[Statement: somebody for the NHS or the police]");
        assert_eq!(asked, output != "members-briefing", "{output}: {}", run.out);
    }
    let desk = "[council]\nname = \"Avershire County Council\"\nshort = \"Avershire\"\n\n[[people]]\nid = \"nhs\"\n\
        name = \"Kim Ode\"\nrole = \"chief executive of the NHS board\"\nbody = \"NHS Avershire ICB\"\n";
    fs::write(folder.path().join("desk.toml"), desk).unwrap();
    fs::create_dir(folder.path().join("result")).unwrap();
    fs::write(folder.path().join("result/inspection.toml"), LETTER).unwrap();
    let brief = "[[statements]]\nspeaker = \"nhs\"\nwords = \"We share this plan, and we will keep to it.\"\n";
    fs::write(folder.path().join("result/brief.toml"), brief).unwrap();
    let run = copydesk_in(folder.path(), &["draft", "press-release", "result", "-o", "-"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out.matches("We share this plan").count(), 1, "{}", run.out);
    assert!(!run.out.contains("somebody for the NHS"), "{}", run.out);
}

#[test]
fn a_trust_that_runs_the_service_is_named_once_and_speaks_first() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("inspection.toml");
    fs::write(&file, example().replacen("\ntitle = ", "\nrun_by = \"Avershire Children’s Trust\"\ntitle = ", 1))
        .unwrap();
    let runs = "Avershire Children’s Trust runs children’s services in Avershire for the council.";
    for output in ["press-release", "members-briefing"] {
        let run = draft(folder.path(), output);
        assert_eq!((run.code, run.out.matches(runs).count()), (0, 1), "{output}: {}{}", run.out, run.err);
    }
    let release = draft(folder.path(), "press-release").out;
    assert!(release.contains("[Statement: chief executive, Avershire Children’s Trust]"), "{release}");
}

#[test]
fn the_report_of_another_council_is_not_drafted_in_a_desk() {
    let desk = TempDir::new().unwrap();
    let report = harness::root().join("examples/good-result/report.pdf");
    let report = report.to_string_lossy();
    assert_eq!(copydesk_in(desk.path(), &["init", ".", "--council", "Durham County Council"]).code, 0);
    let both = |run: &Run| run.err.contains("Avershire") && run.err.contains("Durham County Council");
    let new = copydesk_in(desk.path(), &["new", "result", &report]);
    assert!(
        new.code == 1 && both(&new) && new.err.contains("also_for = [\"Avershire local authority\"]"),
        "{}",
        new.err
    );
    assert!(!desk.path().join("result").exists(), "nothing is made");
    fs::create_dir(desk.path().join("result")).unwrap();
    fs::copy(&*report, desk.path().join("result/report.pdf")).unwrap();
    for words in [["draft", "press-release", "result"], ["draft", "all", "result"], ["check", "--all", "result"]] {
        let run = copydesk_in(desk.path(), &words);
        assert!((run.code, run.out.as_str()) == (1, "") && both(&run), "{words:?}: {}", run.err);
    }
    assert_eq!(copydesk(&["draft", "press-release", &report]).code, 0, "a report without a desk is anybody's");
    let file = desk.path().join("desk.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("#also_for = [\"Name in the report\"]", "also_for = [\"Avershire\"]")).unwrap();
    let run = copydesk_in(desk.path(), &["draft", "press-release", "result"]);
    assert_eq!(run.code, 0, "a desk of two councils: {}", run.err);
}
