//! Cuttings that cannot be measured: all of them are said at once, the others are measured, and the exit code says that something
//! is missing.

use super::{Outcome, list, path};
use serde_json::Value;
use std::fs;

#[test]
fn all_problems_are_said_and_the_rest_is_measured() {
    let outcome = Outcome::of("good");
    let write = |name: &str, bytes: &[u8]| fs::write(path(&outcome).join(name), bytes).unwrap();
    write("empty.txt", b"");
    write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    write("scan.pdf", b"%PDF-1.7\n");
    fs::create_dir(path(&outcome).join("again")).unwrap();
    write("again/negated.txt", b"Another one.");
    let cuttings =
        ["negated.txt", "empty.txt", "picture.png", "scan.pdf", "gone.txt", "again/negated.txt", "indirect.txt"];
    let run = outcome.reach(&cuttings, &["--to", "json"]);
    assert_eq!(run.code, 1);
    for said in [
        "empty.txt has no words",
        "picture.png",
        "scan.pdf is a PDF",
        "cannot read gone.txt",
        "again/negated.txt was not measured: another cutting has the same file name",
    ] {
        assert!(run.err.contains(said), "{said} is not in\n{}", run.err);
    }
    assert!(run.err.matches("help: ").count() >= 5, "{}", run.err);
    let reach: Value = serde_json::from_str(&run.out).unwrap();
    let names: Vec<&str> = list(&reach["cuttings"]).iter().map(|cutting| cutting["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["negated.txt", "indirect.txt"]);
}

#[test]
fn where_no_cutting_can_be_read_nothing_is_written() {
    let outcome = Outcome::of("good");
    let run = outcome.reach(&["gone.txt"], &["-o", "reach.html"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("cannot read gone.txt"), "{}", run.err);
    assert!(!path(&outcome).join("reach.html").exists());
}

#[test]
fn a_release_that_is_not_there_is_named() {
    let outcome = Outcome::of("good");
    fs::write(path(&outcome).join("nothing.md"), "").unwrap();
    for (release, said) in [("none.md", "cannot read none.md"), ("nothing.md", "nothing.md has no words")] {
        let arguments = ["reach", release, "negated.txt", "--story", "inspection.toml"];
        let run = crate::harness::copydesk_in(path(&outcome), &arguments);
        assert_eq!(run.code, 1);
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn what_has_nothing_to_do_with_the_release_is_said() {
    let outcome = Outcome::of("mixed");
    let run = outcome.reach(&["unrelated.txt", "clubs.txt"], &["--no-pager"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("nothing in it is about this release"), "{}", run.out);
}

#[test]
fn without_a_report_the_words_are_measured_all_the_same() {
    let outcome = Outcome::of("inadequate");
    fs::remove_file(path(&outcome).join("inspection.toml")).unwrap();
    let run = crate::harness::copydesk_in(path(&outcome), &["reach", "release.md", "page.txt", "--to", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let reach: Value = serde_json::from_str(&run.out).unwrap();
    let statement = list(&reach["messages"]).iter().position(|message| message["kind"] == "statement").unwrap();
    assert_eq!(reach["cuttings"][0]["messages"][statement]["verdict"], "word for word");
}
