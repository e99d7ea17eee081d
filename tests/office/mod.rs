//! Changes tracked in Word documents, accepted and rejected by LibreOffice: the new text and the old one come out, in words,
//! kinds of paragraphs, levels of lists, cells and links.

mod generator;

use crate::harness::root;
use crate::word::office;
use copydesk::diff::{Facts, compare};
use copydesk::document::Document;
use copydesk::export::{Frame, Made, held, redline_docx, to_docx, to_markdown};
use copydesk::load::docx::View;
use copydesk::load::markdown;
use copydesk::story::{read_text, read_text_in};
use generator::Author;
use std::path::Path;
use std::process::Command;

const PAIRS: u64 = 100;

/// How many of the pairs LibreOffice 7.4 accepts or rejects otherwise than Word: it does not take back the list and the level of
/// an item that is one in both texts, and words next to a link that is gone keep its address. Fewer is better.
const NOT_ACCEPTED: usize = 7;
const NOT_REJECTED: usize = 30;

const MADE: Made<'_> = Made { author: "copydesk", time: jiff::civil::DateTime::constant(2026, 6, 1, 9, 30, 0, 0) };

fn read(text: &str) -> Document {
    held(&markdown::read(text, &[]).0)
}

/// Returns the pairs of generated texts.
fn pairs() -> impl Iterator<Item = (u64, Document, Document)> {
    (0..PAIRS).map(|seed| {
        let (old, new) = Author::new(seed).pair();
        (seed, read(&old), read(&new))
    })
}

/// Returns how a text that should be another differs from it, first line by line.
fn difference(found: &Document, expected: &Document) -> Option<String> {
    let (found, expected) = (to_markdown(found), to_markdown(expected));
    let differs = |(a, b): &(&str, &str)| a != b;
    let first = found.lines().zip(expected.lines()).find(differs);
    let first = first.map(|(a, b)| format!("found “{a}”, expected “{b}”"));
    (found != expected).then(|| first.unwrap_or_else(|| "one is longer".to_owned()))
}

fn opened(path: &Path) -> Document {
    read_text(path).unwrap().document
}

#[test]
fn our_own_reader_accepts_and_rejects_to_the_two_texts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.docx");
    let mut wrong = Vec::new();
    for (seed, old, new) in pairs() {
        let redline = compare(&old, &new, Facts::default()).redline;
        std::fs::write(&file, redline_docx(&redline, MADE, &[], &Frame::default())).unwrap();
        for (view, expected) in [(View::Accepted, &new), (View::Rejected, &old)] {
            let found = read_text_in(&file, view).unwrap().document;
            wrong.extend(difference(&found, expected).map(|said| format!("{seed}, {view:?}: {said}")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), 2 * PAIRS, wrong.join("\n"));
}

#[test]
fn libreoffice_accepts_and_rejects_to_the_two_texts() {
    let Some(python) = office() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    for (seed, old, new) in pairs() {
        let redline = compare(&old, &new, Facts::default()).redline;
        std::fs::write(place.join(format!("{seed:03}.docx")), redline_docx(&redline, MADE, &[], &Frame::default()))
            .unwrap();
        std::fs::write(place.join(format!("{seed:03}-old.docx")), to_docx(&old, &Frame::default())).unwrap();
        std::fs::write(place.join(format!("{seed:03}-new.docx")), to_docx(&new, &Frame::default())).unwrap();
    }
    let status = Command::new(python).arg(root().join("tests/fixtures/accept_reject.py")).arg(place).status().unwrap();
    assert!(status.success());
    for (result, plain, most) in [("accepted", "new", NOT_ACCEPTED), ("rejected", "old", NOT_REJECTED)] {
        let mut wrong = Vec::new();
        for seed in 0..PAIRS {
            // What LibreOffice makes of the text itself is what it can make of the changes.
            let found = opened(&place.join(result).join(format!("{seed:03}.docx")));
            let expected = opened(&place.join(result).join(format!("{seed:03}-{plain}.docx")));
            wrong.extend(difference(&found, &expected).map(|said| format!("{seed}: {said}")));
        }
        assert!(wrong.len() <= most, "{result}: {} of {PAIRS}:\n{}", wrong.len(), wrong.join("\n"));
    }
}
