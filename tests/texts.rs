//! Any text a user has: it is read as what it is, and each of its words is found in the file again.

use crate::harness::{root, shared};
use copydesk::document::{FilePlace, Leaf};
use copydesk::export::{Frame, to_docx, to_html, to_markdown, to_text};
use copydesk::language::words;
use copydesk::load::docx::View;
use copydesk::story::{self, DOCX, FORMATS, HTML, MARKDOWN, PLAIN, Text, read_text, read_text_in};
use copydesk::text::TextSpan;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Returns the drafts of the example stories.
fn drafts() -> Vec<PathBuf> {
    let folders = ["good-result", "mixed-result"].map(|name| root().join("examples").join(name));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut drafts: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    drafts.sort();
    assert!(drafts.len() > 10);
    drafts
}

/// Returns words as a reader sees them, without Markdown's escapes and HTML's entities.
fn plain(written: &str) -> String {
    let entities = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("\\", "")];
    entities.iter().fold(written.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// Looks every word up; returns how many there are.
fn every_word_is_found(text: &Text) -> usize {
    let source = text.source.as_deref().unwrap();
    let mut count = 0;
    for (number, leaf) in text.document.leaves().iter().enumerate() {
        let leaf = leaf.text();
        for word in words(&leaf) {
            let FilePlace::Bytes(bytes) = text.places.of(TextSpan { block: number, span: word }) else {
                panic!("{word:?} has no bytes")
            };
            assert_eq!(plain(&source[bytes]), leaf[word], "leaf {number}: {leaf}");
            count += 1;
        }
    }
    count
}

fn written(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn every_word_of_the_drafts_is_found_in_every_kind_of_file() {
    let folder = tempfile::tempdir().unwrap();
    for draft in drafts() {
        let markdown = read_text(&draft).unwrap();
        assert_eq!(markdown.format, &MARKDOWN);
        let count = every_word_is_found(&markdown);
        assert!(count > 100, "{}: {count}", draft.display());

        let page =
            read_text(&written(folder.path(), "a.html", to_html(&markdown.document, &Frame::default()))).unwrap();
        assert_eq!((page.format, page.language.as_deref()), (&HTML, Some("en-GB")));
        assert_eq!(page.document, markdown.document, "{}", draft.display());
        assert_eq!(every_word_is_found(&page), count);

        let word =
            read_text(&written(folder.path(), "a.docx", to_docx(&markdown.document, &Frame::default()))).unwrap();
        assert_eq!((word.format, &word.document), (&DOCX, &markdown.document), "{}", draft.display());
        assert_eq!((word.findings.len(), word.marks.changes.len()), (0, 0), "{}", draft.display());

        let plain = read_text(&written(folder.path(), "a.txt", to_text(&markdown.document))).unwrap();
        assert_eq!(plain.format, &PLAIN);
        assert!(every_word_is_found(&plain) + 20 > count, "{}", draft.display());
    }
}

#[test]
fn cuttings_are_read_a_line_a_paragraph() {
    let Some(seeds) = shared("seeds") else { return };
    for entry in std::fs::read_dir(seeds).unwrap() {
        let path = entry.unwrap().path();
        let text = read_text(&path).unwrap();
        let lines = text.source.as_deref().unwrap().lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(text.document.leaves().len(), lines, "{}", path.display());
        assert!(every_word_is_found(&text) > 200, "{}", path.display());
    }
}

#[test]
fn what_stands_in_a_file_counts_before_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let format = |name: &str, bytes: &[u8]| read_text(&written(folder.path(), name, bytes)).unwrap().format;
    assert_eq!(format("a.txt", b"\xef\xbb\xbf <!DOCTYPE html><p>a"), &HTML);
    assert_eq!(format("b.HTM", b"a"), &HTML);
    assert_eq!(format("b.md", b"a <b>"), &MARKDOWN);
    assert_eq!(format("b", b"a"), &PLAIN);
    let old = read_text(&written(folder.path(), "c.txt", b"\x93Good\x94 for \xa35")).unwrap();
    assert_eq!(old.document.leaves()[0].text(), "“Good” for £5");
    assert_eq!(old.findings[0].message, "this file is not UTF-8, so copydesk read it as Windows-1252");
    let wide = read_text(&written(folder.path(), "d.txt", b"\xff\xfea\0\n\0")).unwrap();
    assert_eq!((wide.document.leaves()[0].text(), wide.findings.len()), ("a".to_owned(), 0));
}

#[test]
fn a_file_that_is_no_text_is_named_with_the_next_step() {
    let folder = tempfile::tempdir().unwrap();
    let said = |name: &str, bytes: &[u8]| {
        let path = written(folder.path(), name, bytes);
        let error = read_text(&path).unwrap_err();
        assert!(error.hint().is_some(), "{error}");
        error.to_string().replace(&path.display().to_string(), name)
    };
    assert_eq!(said("a.docx", b"%PDF-1.7\n"), "a.docx is a PDF, despite its file name");
    let old = |name: &str| -> Vec<u8> {
        let name = name.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(name).collect()
    };
    assert_eq!(said("b.docx", &old("WordDocument")), "b.docx is a Word document from before 2007 (.doc)");
    assert_eq!(said("b.docx", &old("__substg1.0_1000")), "b.docx is a mail saved by Outlook (.msg)");
    assert_eq!(said("b.txt", &old("?")), "b.txt is a file of an old Office program (.doc, .xls, .ppt or .msg)");
    assert_eq!(
        said("g.docx", b"<?xml version=\"1.0\"?><feed/>"),
        "g.docx is an XML file, whose words are among its tags"
    );
    assert_eq!(said("~$b.docx", b"\x05Jo"), "~$b.docx is Word's own note that somebody has a document open");
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        said("c.docx", &[&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &locked].concat()),
        "c.docx is locked with a password"
    );
    assert_eq!(said("d.txt", b"{\\rtf1 a}"), "d.txt is rich text (.rtf)");
    assert_eq!(said("e.txt", b"\x89PNG\r\n\x1a\n\0"), "e.txt is not a text file");
    assert_eq!(
        said("f.odt", b"PK\x03\x04mimetype"),
        "f.odt is a damaged Word document: invalid Zip archive: Could not find EOCD"
    );
}

/// A Word document that LibreOffice saved: tracked changes, a comment, a footnote.
#[test]
fn a_word_document_of_libreoffice_is_read_with_all_that_stands_beside_its_words() {
    let path = root().join("tests/fixtures/release.docx");
    let accepted = read_text(&path).unwrap();
    assert_eq!((accepted.format, accepted.language.as_deref()), (&DOCX, Some("en-US")));
    assert_eq!(
        to_markdown(&accepted.document),
        "# Ofsted rates Avershire’s services Good\n\nOfsted has rated children’s services at **Avershire County Council** good in \
         every area, see [the report](https://www.avershire.example/report).\n\n## What inspectors said\n\n- Leaders know their \
         services.\n  - They visit every office.\n- Staff feel _listened to_.\n\n1) Plan by July.\n2) Report to members.\n\n\
         > “Children are safe here.”\n\n|  |  |\n|---|---|\n| Area | Grade |\n| Leaders | Good |\n\nThe council will publish a plan by July.\n"
    );
    let rejected = read_text_in(&path, View::Rejected).unwrap();
    let lines = |text: &Text| -> Vec<String> { text.document.leaves().iter().map(Leaf::text).collect() };
    let (new, old) = (lines(&accepted), lines(&rejected));
    let changed: Vec<&str> = old.iter().filter(|line| !new.contains(line)).map(String::as_str).collect();
    assert_eq!(
        changed,
        [
            "Ofsted has rated children’s services at Avershire County Council good, see the report.",
            "The council will publish a plan soon.",
            "Contact the press office.",
        ]
    );
    let changes =
        accepted.marks.changes.iter().map(|change| format!("{:?} {}: {}", change.kind, change.place, change.text));
    assert_eq!(
        changes.collect::<Vec<_>>(),
        [
            "Deleted paragraph 2: good, see",
            "Inserted paragraph 2: good in every area, see",
            "Deleted paragraph 10: soon",
            "Inserted paragraph 10: by July",
            "Deleted paragraph 11: Contact the press office.",
        ]
    );
    let comment = &accepted.marks.comments[0];
    assert_eq!(
        (comment.author.as_str(), &comment.date, comment.text.as_str(), comment.about.as_str(), &comment.place),
        ("A. Person", &None, "Is this agreed?", "Plan by July", &FilePlace::Paragraph(7))
    );
    let findings: Vec<_> =
        accepted.findings.iter().map(|finding| format!("{}: {}", finding.place, finding.message)).collect();
    assert_eq!(
        findings,
        [
            "paragraph 5: a footnote is left out: “Four of them.”",
            "paragraph 1: spacing, indents and alignment set by hand: not kept, here and in 13 more places",
        ]
    );
}

#[test]
fn each_format_is_read_under_its_endings_and_is_a_draft_of_its_story() {
    let folder = tempfile::TempDir::new().unwrap();
    let example = root().join("examples/good-result");
    std::fs::copy(example.join("inspection.toml"), folder.path().join("inspection.toml")).unwrap();
    std::fs::write(folder.path().join("brief.toml"), "").unwrap();
    let document = read_text(&example.join("press-release.md")).unwrap().document;
    let mut written = BTreeSet::new();
    for (format, ending) in FORMATS
        .iter()
        .filter(|format| format.is_read())
        .flat_map(|format| format.endings().map(move |ending| (format, ending)))
    {
        let path = folder.path().join(format!("release-{ending}.{ending}"));
        std::fs::write(&path, format.write(&document, &Frame::default())).unwrap();
        assert_eq!(read_text(&path).unwrap().format, *format, "{ending}");
        written.insert(path);
    }
    let checked = story::check_all(&story::open(folder.path()).unwrap(), story::About::default()).unwrap();
    assert_eq!(checked.into_iter().map(|checked| checked.path).collect::<BTreeSet<_>>(), written);
}
