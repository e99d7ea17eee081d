//! Reads Word documents: the text with every open change accepted (or rejected), the open changes and comments, and a
//! finding for everything that a document cannot contain. Word documents are written in
//! [`export`](crate::export).

mod body;
mod controls;
mod drawing;
mod fields;
mod inline;
mod left_out;
mod numbering;
mod package;
mod review_marks;
mod styles;
mod switches;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use super::document_builder::{Builder, Built};
use super::foreign::Foreign;
use crate::document::{Document, FilePlace, Places, ReviewMarks, VersionId};
use crate::finding::Finding;
use body::Frames;
use drawing::TextBox;
use fields::Fields;
use left_out::LeftOut;
use numbering::ListDefinitions;
use package::Package;
use review_marks::ReviewLog;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use styles::Styles;
use xml::Node;

/// What to do with open changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// They are all accepted.
    Accepted,
    /// They are all rejected.
    Rejected,
    /// Keep both inserted and deleted words. Each has as its origin the number of its change in
    /// [`ReviewMarks::changes`], as `/changes/0`.
    Both,
}

/// The result of reading a Word document.
#[derive(Debug)]
pub struct Docx {
    /// Its content.
    pub document: Document,
    /// In which paragraphs and cells.
    pub places: Places,
    /// The open changes and the comments.
    pub marks: ReviewMarks,
    /// The language that it says it is in, such as `en-GB`.
    pub language: Option<String>,
    /// The version that it says it holds, as copydesk wrote it.
    pub version: Option<VersionId>,
    /// The findings about what was left out.
    pub findings: Vec<Finding<FilePlace>>,
}

/// Why a file cannot be read as a Word document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocxError {
    /// A compressed file of another kind.
    NotWord,
    /// A compressed file of a kind that is known.
    Foreign(Foreign),
    /// It is locked with a password.
    Locked,
    /// It has more of something than any text has.
    TooBig(&'static str),
    /// It is damaged.
    Damaged(String),
}

impl DocxError {
    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match self {
            DocxError::Foreign(kind) => kind.hint(),
            DocxError::NotWord => "open it, save it as a Word document (.docx), and give that",
            DocxError::Locked => "open it, remove the password, save it and use that file",
            DocxError::TooBig(_) => "copy the text itself into a new document, and give that",
            DocxError::Damaged(_) => "open it in Word or LibreOffice, which may repair it, save it, and give that",
        }
    }
}

impl fmt::Display for DocxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocxError::Foreign(kind) => kind.fmt(f),
            DocxError::NotWord => f.write_str("is a zip file but not a Word document"),
            DocxError::Locked => f.write_str("is locked with a password"),
            DocxError::TooBig(what) => write!(f, "cannot be read as a Word document: it has {what}"),
            DocxError::Damaged(why) => write!(f, "is a damaged Word document: {why}"),
        }
    }
}

impl std::error::Error for DocxError {}

/// Reads a Word document.
pub fn read(bytes: &[u8], view: View) -> Result<Docx, DocxError> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let body = main.child("w:body").ok_or_else(|| DocxError::Damaged("it has no body".to_owned()))?;
    let left_out = around(&mut package, &main, body)?;
    let version = package.version()?;
    let styles = package.related("styles")?.first().map(Styles::read).unwrap_or_default();
    let mut reader = DocxReader {
        lists: package.related("numbering")?.first().map(ListDefinitions::read).unwrap_or_default(),
        notes: notes(&mut package)?,
        noted: BTreeSet::new(),
        related: related(&mut package)?,
        log: ReviewLog::new(package.related("comments")?.first(), package.related("commentsExtended")?.first()),
        styles: &styles,
        package: &package,
        view,
        builder: Builder::new(),
        frames: Frames::default(),
        paragraphs: 0,
        tables: 0,
        cell: None,
        link: None,
        fields: Fields::of(body),
        prompts: 0,
        boxes: Vec::new(),
        paragraph: None,
        shaded: false,
        table_style: None,
        joined: false,
        left_out,
    };
    reader.blocks(body);
    reader.end();
    reader.notes_without_a_mark();
    let DocxReader { builder, log, left_out, .. } = reader;
    let Built { document, places, findings } = builder.finish();
    let findings = findings.into_iter().chain(left_out.finish()).collect();
    Ok(Docx { document, places, marks: log.finish(), language: styles.language, version, findings })
}

/// Reports the words of headers, footers and whatever else is not in the body.
fn around(package: &mut Package<'_>, main: &Node, body: &Node) -> Result<LeftOut, DocxError> {
    let mut left_out = LeftOut::default();
    for (kind, what) in [("header", "the header"), ("footer", "the footer")] {
        for part in package.related(kind)?.iter().filter(|part| !part.is_frame()) {
            left_out.words(FilePlace::File, what, &part.words());
        }
    }
    for outside in main.nodes().filter(|node| !std::ptr::eq(*node, body)) {
        left_out.words(FilePlace::File, "text outside the body", &outside.words());
    }
    Ok(left_out)
}

/// Returns the words of footnotes and endnotes, by what refers to them and their id.
fn notes(package: &mut Package<'_>) -> Result<BTreeMap<(&'static str, String), String>, DocxError> {
    let mut notes = BTreeMap::new();
    for (kind, reference) in [("footnotes", "w:footnoteReference"), ("endnotes", "w:endnoteReference")] {
        for part in package.related(kind)? {
            for note in part.nodes() {
                notes.insert((reference, note.get("w:id").unwrap_or_default().to_owned()), note.words());
            }
        }
    }
    Ok(notes)
}

/// Returns the words of diagrams, charts and embedded documents, by the id of their relation.
fn related(package: &mut Package<'_>) -> Result<BTreeMap<String, String>, DocxError> {
    let mut words = package.words_of("diagramData")?;
    words.extend(package.words_of("chart")?);
    words.extend(package.chunks()?);
    Ok(words)
}

struct DocxReader<'a, 'b> {
    package: &'a Package<'b>,
    styles: &'a Styles,
    lists: ListDefinitions,
    notes: BTreeMap<(&'static str, String), String>,
    /// The notes that were met.
    noted: BTreeSet<(&'static str, String)>,
    /// The words of diagrams, charts and embedded documents, by the id of their relation.
    related: BTreeMap<String, String>,
    view: View,
    builder: Builder,
    frames: Frames,
    /// Paragraphs with words that are done, outside tables.
    paragraphs: usize,
    tables: usize,
    /// The table, row and column that the reader is in, from 1.
    cell: Option<(usize, usize, usize)>,
    link: Option<String>,
    fields: Fields,
    /// Prompts that nobody has answered around these words.
    prompts: usize,
    /// The text boxes of the paragraph.
    boxes: Vec<TextBox<'a>>,
    /// The properties of the paragraph.
    paragraph: Option<&'a Node>,
    /// Whether there is a colour behind the words.
    shaded: bool,
    /// The style of the table that the reader is in.
    table_style: Option<&'a str>,
    /// Whether the next paragraph of a cell continues the last one.
    joined: bool,
    log: ReviewLog,
    left_out: LeftOut,
}

impl DocxReader<'_, '_> {
    /// Returns the place of the words being read.
    fn place(&self) -> FilePlace {
        match self.cell {
            Some((table, row, column)) => FilePlace::Cell { table, row, column },
            None => FilePlace::Paragraph(self.paragraphs + 1),
        }
    }

    /// Reports the notes that nothing in the text refers to.
    fn notes_without_a_mark(&mut self) {
        for ((reference, id), words) in &self.notes {
            let what = if *reference == "w:footnoteReference" { "a footnote" } else { "an endnote" };
            if !self.noted.contains(&(what, id.clone())) {
                self.left_out.words(FilePlace::File, &format!("{what} without a mark in the text"), words);
            }
        }
    }
}
