//! What the readers leave out of the two texts: it is listed with its words, and where it differs, the texts are not the same.

use crate::harness::{Run, copydesk_in};
use copydesk::load::docx::View;
use copydesk::story::read_text_in;
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Writes a Word document of one paragraph with a header and a comment.
fn word(path: &Path, header: &str, comment: &str) {
    let document = "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>The council is glad.</w:t></w:r>\
                    <w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>";
    let words = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let related = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: &str| format!("<Relationships xmlns=\"{PACKAGE}\">{inner}</Relationships>");
    let parts = [
        ("_rels/.rels", relations(&related("r1", "officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels",
            relations(&(related("r1", "header", "header1.xml") + &related("r2", "comments", "comments.xml"))),
        ),
        ("word/document.xml", format!("<w:document xmlns:w=\"{MAIN}\"><w:body>{document}</w:body></w:document>")),
        ("word/header1.xml", format!("<w:hdr xmlns:w=\"{MAIN}\">{}</w:hdr>", words(header))),
        (
            "word/comments.xml",
            format!(
                "<w:comments xmlns:w=\"{MAIN}\"><w:comment w:id=\"0\" w:author=\"Cllr A\">{}</w:comment></w:comments>",
                words(comment)
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

fn diff(folder: &Path, arguments: &[&str]) -> Run {
    copydesk_in(folder, &[&["diff"], arguments].concat())
}

#[test]
fn texts_whose_headers_and_comments_differ_are_not_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    word(&place.join("a.docx"), "Draft 3", "Really?");
    word(&place.join("b.docx"), "Final", "Really?");
    let run = diff(place, &["a.docx", "b.docx", "--exit-code", "--width", "100"]);
    assert_eq!(run.code, 1, "{}", run.out);
    insta::assert_snapshot!(run.out, @r"
    What changed from a.docx to b.docx

    No changes in the words that were compared.
    Not compared, and not the same in both files (2)
      - old text only: the header is left out: “Draft 3”
      + new text only: the header is left out: “Final”
    Not compared: a comment by Cllr A on “The council is glad.”: “Really?” (in both), pictures, layout,
    fonts and colours
    Words: 0 deleted, 0 inserted, 0 moved, 4 kept
    ");
    let same = diff(place, &["a.docx", "a.docx", "--exit-code"]);
    assert_eq!(same.code, 0, "{}", same.out);
    assert!(same.out.contains("No changes: the texts are the same."), "{}", same.out);
    assert!(same.out.contains("the header is left out: “Draft 3” (in both)"), "{}", same.out);
}

#[test]
fn every_format_says_what_was_left_out_of_one_text_only() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    word(&place.join("a.docx"), "Draft 3", "Really?");
    std::fs::write(place.join("b.md"), "The council is glad.\n\n<!-- ask Jo -->\n").unwrap();
    let expected = [
        "old text only: the header is left out: “Draft 3”",
        "old text only: a comment by Cllr A on “The council is glad.”: “Really?”",
        "new text only: a comment is left out: “ask Jo”",
    ];
    let page = diff(place, &["a.docx", "b.md", "--to", "html"]).out;
    assert!(page.contains("<p>Nothing in the words that were compared.</p>"), "{page}");
    assert!(page.contains("<li>old text only: <del>the header is left out: “Draft 3”</del></li>"), "{page}");
    assert!(page.contains("<li>new text only: <ins>a comment is left out: “ask Jo”</ins></li>"), "{page}");
    let json: Value = serde_json::from_str(&diff(place, &["a.docx", "b.md", "--to", "json"]).out).unwrap();
    assert_eq!(json["summary"]["same"], false);
    assert_eq!(json["summary"]["left_out"]["old"][0], "the header is left out: “Draft 3”");
    assert_eq!(json["summary"]["left_out"]["new"][0], "a comment is left out: “ask Jo”");
    // Word shows it next to the text: accepted or rejected, the words are those of the texts.
    assert_eq!(diff(place, &["a.docx", "b.md", "-o", "c.docx"]).code, 0);
    for view in [View::Accepted, View::Rejected] {
        let read = read_text_in(&place.join("c.docx"), view).unwrap();
        assert_eq!(read.document, read_text_in(&place.join("a.docx"), view).unwrap().document);
        let comment = &read.marks.comments[0];
        assert!(expected.iter().all(|line| comment.text.contains(line)), "{}", comment.text);
        assert_eq!(comment.about, "The council is glad.");
    }
}
