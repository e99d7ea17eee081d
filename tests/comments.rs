//! Comments of a Word document: `copydesk revise` keeps them next to the text, with their replies, and they can be answered and
//! closed.

use crate::harness::{copydesk_in, root};
use copydesk::diff::{Facts, compare};
use copydesk::document::Document;
use copydesk::export::{Frame, Made, Remark, redline_docx};
use copydesk::story::read_text;
use serde_json::Value;
use std::path::Path;

const MADE: Made<'_> = Made { author: "copydesk", time: jiff::civil::DateTime::constant(2026, 6, 1, 9, 30, 0, 0) };

/// Makes a desk with a story that has a draft, and returns the draft.
fn desk(folder: &Path) -> Document {
    let examples = root().join("examples");
    let story = folder.join("story");
    std::fs::create_dir(&story).unwrap();
    std::fs::copy(examples.join("desk.toml"), folder.join("desk.toml")).unwrap();
    for file in ["brief.toml", "inspection.toml"] {
        std::fs::copy(examples.join("good-result").join(file), story.join(file)).unwrap();
    }
    let run = copydesk_in(folder, &["draft", "press-release", "story"]);
    assert_eq!(run.code, 0, "{}", run.err);
    read_text(&story.join("press-release.md")).unwrap().document
}

/// Writes the draft as a Word document with a comment, an answer to it and a comment that is closed.
fn word(path: &Path, draft: &Document) -> String {
    let paragraph = draft.leaves()[1].text();
    let said = |author: &str, minute, text: &str| Remark {
        author: author.to_owned(),
        time: Some(jiff::civil::datetime(2026, 6, 3, 10, minute, 0, 0)),
        about: paragraph.clone(),
        text: text.to_owned(),
        ..Remark::default()
    };
    let remarks = [
        said("Cllr A", 5, "Really?\nI doubt it."),
        Remark { answers: Some(0), ..said("Jo B", 6, "It is in the report.") },
        Remark { is_closed: true, ..said("Cllr A", 7, "A comma here.") },
    ];
    let redline = compare(draft, draft, Facts::default()).redline;
    std::fs::write(path, redline_docx(&redline, MADE, &remarks, &Frame::default())).unwrap();
    paragraph
}

#[test]
fn comments_of_a_word_file_are_kept_answered_and_closed() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    let draft = desk(place);
    let paragraph = word(&place.join("back.docx"), &draft);
    let run = |arguments: &[&str]| {
        let run = copydesk_in(place, arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        run
    };
    let revise = ["revise", "back.docx", "story/press-release.md"];
    let said = run(&revise);
    assert!(said.err.contains("the comments are kept: copydesk comments"), "{}", said.err);
    assert!(said.out.contains("Cllr A, paragraph 2, on"), "{}", said.out);
    // The same file again brings nothing new.
    run(&revise);
    let listed = run(&["comments", "story/press-release.md"]).out;
    let on = format!(", on “{paragraph}”: ");
    let expected = format!(
        "1. Cllr A, in the file, 3 June 2026, 10:05 BST{on}Really? I doubt it.\n  Jo B, in the file, 3 June 2026, 10:06 BST: It \
         is in the report.\n2. Cllr A, in the file, 3 June 2026, 10:07 BST{on}A comma here.\n  closed by Cllr A, in the file\n"
    );
    assert_eq!(listed, expected);
    let status = run(&["status", "story"]).out;
    assert!(status.contains("  comment 1. Cllr A, in the file") && !status.contains("A comma here."), "{status}");
    let json: Value = serde_json::from_str(&run(&["status", "story", "--format", "json"]).out).unwrap();
    assert_eq!(json[0]["comments"][2]["answers"], json[0]["comments"][0]["number"]);
    let answer =
        ["comments", "story", "press-release", "--answer", "1", "--say", "We checked.", "--as", "press-officer"];
    assert!(run(&answer).err.contains("comment 1 answered"));
    assert!(run(&["comments", "story/press-release.md"]).out.contains(": We checked.\n"));
    // The Word document with the changes has them too, next to the same paragraph.
    std::fs::write(place.join("old.md"), "# Old\n").unwrap();
    run(&["diff", "old.md", "story/press-release.md", "-o", "changes.docx"]);
    let comments = read_text(&place.join("changes.docx")).unwrap().marks.comments;
    let of = |text: &str| comments.iter().find(|comment| comment.text == text).unwrap();
    assert_eq!((of("Really? I doubt it.").about.as_str(), of("A comma here.").is_closed), (paragraph.as_str(), true));
    assert_eq!(of("We checked.").answers.map(|at| comments[at].text.as_str()), Some("Really? I doubt it."));
    let close = ["comments", "story/press-release.md", "--close", "1", "--as", "press-officer"];
    assert!(run(&close).err.contains("comment 1 closed"));
    assert!(!run(&["status", "story"]).out.contains("  comment "));
    let none = copydesk_in(place, &["comments", "story/press-release.md", "--close", "9", "--as", "press-officer"]);
    assert!(none.code == 1 && none.err.contains("there is no comment 9"), "{}", none.err);
}

#[test]
fn comments_of_a_story_without_a_desk_are_shown_and_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let draft = desk(folder.path());
    word(&folder.path().join("back.docx"), &draft);
    std::fs::remove_file(folder.path().join("desk.toml")).unwrap();
    let run = copydesk_in(folder.path(), &["revise", "back.docx", "story/press-release.md"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("the comments are not kept, because this story belongs to no desk"), "{}", run.err);
}

#[test]
fn looking_makes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    desk(folder.path());
    for words in [
        &["status"][..],
        &["comments", "story/press-release.md"],
        &["links"],
        &["links", "--revoke", "director"],
        &["diff", "story/press-release.md", "story/press-release.md", "-o", "changes.docx"],
    ] {
        let run = copydesk_in(folder.path(), words);
        assert_eq!(run.code, 0, "{words:?}: {}", run.err);
        assert!(!folder.path().join(".copydesk/web.db").exists(), "{words:?}");
    }
}
