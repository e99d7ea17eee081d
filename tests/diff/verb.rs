//! `copydesk diff` as a person and a program use it.

use crate::harness::{Run, copydesk_in};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

const OLD: &str = "# Good news\n\nServices are Good overall. Inspectors met 57 children.\n\n\
    Foster carers told inspectors that they feel part of a team and are well supported.\n\nThe council is glad.\n\nIt will publish a plan.\n";
const NEW: &str = "# Good news\n\nServices are Outstanding overall. Inspectors met 61 children.\n\nThe council is glad.\n\nIt will publish a plan.\n\n\
    Foster carers told inspectors that they feel part of one team and are well supported.\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.md"), OLD).unwrap();
    std::fs::write(folder.path().join("new.md"), NEW).unwrap();
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> Run {
    copydesk_in(folder, &[&["diff"], arguments].concat())
}

#[test]
fn a_person_reads_a_summary_and_one_text() {
    let folder = folder();
    let run = diff(folder.path(), &["old.md", "new.md", "--width", "100"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out, @r#"
    What changed from old.md to new.md

    Facts changed (2)
      overall grade: Good → Outstanding
      met 57 children → met 61 children
    Wording changed (1)
      part of a team → part of one team
    Moved (1)
      with changes inside: Foster carers told inspectors that they feel part of one team and are well
        supported.
    Not compared: pictures, layout, fonts and colours
    Words: 3 deleted, 3 inserted, 14 moved, 17 kept

    ── [-deleted-] {+inserted+} {moved: …} ──

    # Good news

    Services are [-Good-]{+Outstanding+} overall. Inspectors met [-57-]{+61+} children.

    [moved 1, now below: “Foster carers told inspectors that they feel …”]

    The council is glad.

    It will publish a plan.

    {moved 1, from above: Foster carers told inspectors that they feel part of [-a-]{+one+} team and are
    well supported.}
    "#);
}

#[test]
fn what_is_no_word_is_said_where_it_changed() {
    let folder = folder();
    let old = "See [the report](https://a.example/1).\n\n- One.\n- Two.\n";
    std::fs::write(folder.path().join("old.md"), old).unwrap();
    std::fs::write(folder.path().join("new.md"), "See [the report](https://b.example/2).\n\nOne.\n\n1. Two.\n")
        .unwrap();
    let inline = diff(folder.path(), &["old.md", "new.md"]).out;
    for said in [
        "See the report. (the link led to https://a.example/1)",
        "One. (was an item of a list)",
        "Two. (was an item of a list)",
        "2 paragraphs, headings and list items were something else",
    ] {
        assert!(inline.contains(said), "{said}: {inline}");
    }
    let page = diff(folder.path(), &["old.md", "new.md", "--to", "html"]).out;
    assert!(
        page.contains("(the link led to https://a.example/1)") && page.contains(" it was an item of a list"),
        "{page}"
    );
}

#[test]
fn the_two_texts_stand_beside_each_other() {
    let folder = folder();
    let run = diff(folder.path(), &["old.md", "new.md", "--side-by-side", "--width", "83"]);
    let rows: Vec<&str> = run.out.lines().skip_while(|row| !row.starts_with("old.md")).collect();
    insta::assert_snapshot!(rows.join("\n"), @r#"
    old.md                                   │ new.md
    ─────────────────────────────────────────┼─────────────────────────────────────────
    # Good news                              │ # Good news
                                             │
    Services are [-Good-] overall.           │ Services are {+Outstanding+} overall.
    Inspectors met [-57-] children.          │ Inspectors met {+61+} children.
                                             │
    [moved 1: Foster carers told inspectors  │
    that they feel part of [-a-] team and    │
    are well supported.]                     │
                                             │
    The council is glad.                     │ The council is glad.
                                             │
    It will publish a plan.                  │ It will publish a plan.
                                             │
                                             │ {moved 1, from above: Foster carers told
                                             │ inspectors that they feel part of
                                             │ {+one+} team and are well supported.}
                                             │
    "#);
}

#[test]
fn a_program_reads_the_summary_by_class_and_the_runs() {
    let folder = folder();
    let run = diff(folder.path(), &["old.md", "new.md", "--format", "json"]);
    let value: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(value["summary"]["facts"][0]["about"], "overall grade");
    assert_eq!(value["summary"]["facts"][0]["before"], "Good");
    assert_eq!(value["summary"]["facts"][0]["after"], "Outstanding");
    let text = |marks: &[&str]| -> String {
        let runs = value["runs"].as_array().unwrap().iter();
        runs.filter(|run| marks.contains(&run["mark"].as_str().unwrap()))
            .map(|run| run["text"].as_str().unwrap())
            .collect()
    };
    assert_eq!(text(&["inserted"]).split_whitespace().collect::<Vec<_>>(), ["Outstanding61one"]);
    let moved = |side: &str| -> Vec<String> {
        let runs = value["runs"].as_array().unwrap().iter().filter(|run| run["move"]["side"] == side);
        runs.map(|run| format!("{} {}", run["mark"].as_str().unwrap(), run["text"].as_str().unwrap())).collect()
    };
    assert_eq!(moved("from"), ["kept "]);
    assert_eq!(
        moved("to"),
        [
            "kept Foster carers told inspectors that they feel part of ",
            "deleted a",
            "inserted one",
            "kept  team and are well supported.\n",
        ]
    );
}

#[test]
fn words_that_a_new_paragraph_parts_are_two_for_a_program() {
    let folder = folder();
    std::fs::write(folder.path().join("old.md"), "Visits rose last year. Staff met families at home.\n").unwrap();
    std::fs::write(folder.path().join("new.md"), "Visits rose last year.\n\nStaff met families at home.\n").unwrap();
    let value: Value =
        serde_json::from_str(&diff(folder.path(), &["old.md", "new.md", "--format", "json"]).out).unwrap();
    let runs = value["runs"].as_array().unwrap().iter().filter(|run| run["mark"] != "inserted");
    let old: String = runs.map(|run| run["text"].as_str().unwrap()).collect();
    assert_eq!(old, "Visits rose last year. Staff met families at home.\n");
    assert_eq!(value["summary"]["words"]["deleted"], 0);
}

#[test]
fn a_page_says_in_words_what_its_colours_say() {
    let folder = folder();
    let page = diff(folder.path(), &["old.md", "new.md", "--to", "html"]).out;
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"), "{page}");
    assert!(
        page.contains("<del><span class=\"label\">deleted: </span>57<span class=\"label\"> (end)</span></del>"),
        "{page}"
    );
    assert!(page.contains("id=\"change-1\" href=\"#change-2\""), "{page}");
    assert!(page.contains("moved 1, from above:"), "{page}");
    let fragment = diff(folder.path(), &["old.md", "new.md", "--fragment"]).out;
    assert!(fragment.starts_with("<div class=\"redline\">"), "{fragment}");
}

#[test]
fn the_exit_code_says_that_texts_differ_where_it_is_asked_for() {
    let folder = folder();
    assert_eq!(diff(folder.path(), &["old.md", "new.md", "--exit-code"]).code, 1);
    let same = diff(folder.path(), &["old.md", "old.md", "--exit-code"]);
    assert_eq!(same.code, 0);
    assert!(same.out.contains("No changes: the texts are the same."), "{}", same.out);
}

#[test]
fn what_cannot_be_compared_is_said_with_the_next_step() {
    let folder = folder();
    let missing = diff(folder.path(), &["old.md", "gone.md"]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("gone.md") && missing.err.contains("help: "), "{}", missing.err);
    let no_desk = diff(folder.path(), &["new.md"]);
    assert_eq!(no_desk.code, 1);
    assert!(no_desk.err.contains("help: "), "{}", no_desk.err);
}

#[test]
fn a_draft_is_compared_with_what_was_approved_last() {
    let folder = folder();
    let examples = crate::harness::root().join("examples");
    std::fs::copy(examples.join("desk.toml"), folder.path().join("desk.toml")).unwrap();
    std::fs::create_dir(folder.path().join("story")).unwrap();
    std::fs::write(folder.path().join("story/press-release.md"), NEW).unwrap();
    let none = diff(folder.path(), &["story/press-release.md"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("help: add the last one: copydesk approve"), "{}", none.err);
    let approve = ["approve", "old.md", "--output", "press-release", "--on", "2024-05-16", "--as", "press-officer"];
    assert_eq!(copydesk_in(folder.path(), &approve).code, 0);
    for arguments in [&["story/press-release.md"][..], &["story", "press-release"]] {
        let run = diff(folder.path(), arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        let head = run.out.split("\n\n").next().unwrap().replace('\n', " ");
        assert!(head.contains("approved on 16 May 2024 (old.md) to press-release.md"), "{head}");
        assert!(run.out.contains("overall grade: Good → Outstanding"), "{}", run.out);
    }
    // A desk that serves another council too compares its texts with that council's.
    let inspection = std::fs::read_to_string(examples.join("good-result/inspection.toml")).unwrap();
    let other = inspection.replacen("name = \"Avershire\"", "name = \"Durham\"", 1);
    assert_ne!(inspection, other);
    std::fs::write(folder.path().join("story/inspection.toml"), other).unwrap();
    let strange = diff(folder.path(), &["story", "press-release"]);
    assert!(
        strange.code == 1 && strange.err.contains("--output press-release --council Durham\n"),
        "{}{}",
        strange.out,
        strange.err
    );
}
