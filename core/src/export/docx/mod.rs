//! Word documents: real headings, lists, links, quotations and tables, and the changes of a redline as tracked changes that
//! can be accepted and rejected. The same document gives the same bytes. Pictures are not embedded: their words stand for
//! them, as a link. Not here: how Word documents are read (load).

mod body;
mod changed_paragraphs;
mod lists;
mod parts;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use super::name;
use crate::document::{Document, Redline};
use body::Body;
use jiff::civil;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Who made the changes of a redline, and when.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// A name, or what the old and the new text are.
    pub author: &'a str,
    /// When, by the clocks of the people who read it; some changes are said to be two minutes older, which keeps LibreOffice from joining them.
    pub time: civil::DateTime,
}

/// A document without changes.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut body = Body::new(Made { author: "", time: civil::DateTime::default() });
    body.paragraphs(&changed_paragraphs::of_document(document));
    zipped(&name(document), body)
}

/// A redline as a Word document whose tracked changes lead from the old text to the new one.
pub fn redline(redline: &Redline, made: Made<'_>) -> Vec<u8> {
    let mut body = Body::new(made);
    body.paragraphs(&changed_paragraphs::of_redline(redline));
    zipped(&name(&redline.accepted()), body)
}

fn zipped(title: &str, body: Body<'_>) -> Vec<u8> {
    let (document, relations, numbering) = body.finish();
    let parts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::properties(title)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relations),
        ("word/styles.xml", parts::styles()),
        ("word/numbering.xml", numbering),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let written = zip.start_file(name, options).and_then(|()| Ok(zip.write_all(text.as_bytes())?));
        written.expect("memory takes whatever is written");
    }
    zip.finish().expect("memory takes whatever is written").into_inner()
}
