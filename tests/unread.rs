//! Texts of which nothing was read, or not all: no verdict says that a text is not blocked without saying how much was
//! read, and an empty text is neither exported nor recorded.

use crate::harness::copydesk;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const FALSE: &str = "Ofsted graded children in care Outstanding.";

/// Writes a file with a text in it.
fn file(name: &str, text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn check(path: &std::path::Path, format: &str) -> crate::harness::Run {
    copydesk(&["check", &path.to_string_lossy(), "--story", "examples/mixed-result", "--format", format])
}

#[test]
fn a_text_without_words_is_an_error_and_is_not_exported() {
    for (name, text) in [
        ("empty.md", String::new()),
        ("blank.txt", " \n\u{200b}\n".to_owned()),
        ("signs.md", "***\n\n– – –\n".to_owned()),
        ("comment.html", format!("<html><body><!-- <p>{FALSE}</p></body></html>")),
        ("quote.html", format!("<html><body><p class=\"x>{FALSE}</p></body></html>")),
        ("deep.md", format!("{}{FALSE}", "> ".repeat(120))),
        ("nested.html", "<table><tr><td>".repeat(20_000)),
    ] {
        let (_folder, path) = file(name, &text);
        let human = check(&path, "human");
        assert_eq!(human.code, 1, "{name}: {}", human.out);
        assert!(human.out.contains("there is nothing in it to check"), "{name}: {}", human.out);
        assert!(human.out.contains("; 0 words read"), "{name}: {}", human.out);
        let json: Value = serde_json::from_str(&check(&path, "json").out).unwrap();
        let text = &json["texts"][0];
        assert_eq!((json["blocking"].as_u64() >= Some(1), text["words"].as_u64()), (true, Some(0)), "{name}");
        let sarif: Value = serde_json::from_str(&check(&path, "sarif").out).unwrap();
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        assert!(results.iter().any(|result| result["ruleId"] == "nothing-to-check"), "{name}: {results:?}");
        let export = copydesk(&["export", &path.to_string_lossy(), "--to", "txt", "-o", "-"]);
        assert_eq!((export.code, export.out.as_str()), (1, ""), "{name}");
        assert!(export.err.contains("is empty"), "{name}: {}", export.err);
    }
}

#[test]
fn what_was_not_read_is_said_by_every_verb_and_in_every_format() {
    for (name, text, said) in [
        ("comment.html", format!("<p>One two three.</p>\n<!-- <p>{FALSE}</p>"), "a comment is not closed"),
        ("quote.html", format!("<p>One two three.</p>\n<p class='x>{FALSE}</p>"), "a tag is not closed"),
        ("script.html", format!("<p>One two three.</p>\n<script><p>{FALSE}</p>"), "<script> is not closed"),
        ("deep.md", format!("One two three.\n\n{}{FALSE}", "> ".repeat(120)), "nothing is read from here on"),
    ] {
        let (_folder, path) = file(name, &text);
        let human = check(&path, "human");
        let line = if name == "deep.md" { "line 3" } else { "line 2" };
        assert!(human.out.contains(&format!("not checked: {line}: ")) && human.out.contains(said), "{}", human.out);
        assert!(human.out.trim_end().ends_with("3 words read, and not all that the file has"), "{}", human.out);
        for format in ["json", "sarif"] {
            let run = check(&path, format);
            assert!(run.out.contains(said), "{}", run.out);
        }
        let path = path.to_string_lossy();
        for run in [copydesk(&["diff", &path, &path]), copydesk(&["export", &path, "--to", "txt", "-o", "-"])] {
            assert_eq!(run.code, 0, "{}", run.err);
            assert!(run.err.contains(said), "{}", run.err);
        }
    }
}
