//! Word documents: drafted by the program, and opened by LibreOffice where it is installed.

use crate::harness::{copydesk, root};
use copydesk::story::read_text;

#[test]
fn a_draft_is_written_as_a_word_document() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("release.docx");
    let name = file.to_str().unwrap();
    let run = copydesk(&["draft", "press-release", "examples/good-result", "--to", "docx", "-o", name]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains(&format!("written to {name}")), "{}", run.err);
    let (word, markdown) =
        (read_text(&file).unwrap(), read_text(&root().join("examples/good-result/press-release.md")).unwrap());
    assert_eq!(word.document, markdown.document);
    let before = std::fs::read(&file).unwrap();
    assert_eq!(copydesk(&["draft", "press-release", "examples/good-result", "--to", "docx", "-o", name]).code, 0);
    assert_eq!(std::fs::read(&file).unwrap(), before, "the same draft is the same file");
}
