//! Writes Word documents with real headings, lists, links, quotations and tables, and a redline's changes as tracked
//! changes. The same document gives the same bytes. Pictures are not embedded: their alternative text is written with a
//! link. Word documents are read in [`load::docx`](crate::load::docx).

mod body;
mod changed_paragraphs;
mod fixed_parts;
mod paragraph_roles;
mod remarks;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use super::name;
use crate::document::{Document, Redline};
pub use remarks::Remark;

use body::BodyWriter;
use jiff::civil;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The author and the time of a redline's changes.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// A name, or what the old and the new text are.
    pub author: &'a str,
    /// The local time; some changes are dated two minutes earlier, which keeps LibreOffice from joining them.
    pub time: civil::DateTime,
}

/// Returns a document without changes.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut body = BodyWriter::new(Made { author: "", time: civil::DateTime::default() });
    body.paragraphs(&changed_paragraphs::of_document(document));
    zipped(&name(document), body, &[])
}

/// Returns a redline as a Word document with tracked changes from the old text to the new one, and comments next to it.
pub fn redline(redline: &Redline, made: Made<'_>, remarks: &[Remark]) -> Vec<u8> {
    let mut body = BodyWriter::new(made);
    let mut paragraphs = changed_paragraphs::of_redline(redline);
    remarks::place(&mut paragraphs, remarks);
    body.paragraphs(&paragraphs);
    zipped(&name(&redline.accepted()), body, remarks)
}

fn zipped(title: &str, body: BodyWriter<'_>, remarks: &[Remark]) -> Vec<u8> {
    let (document, relations, numbering) = body.finish(!remarks.is_empty());
    let mut parts = vec![
        ("[Content_Types].xml", fixed_parts::content_types(!remarks.is_empty())),
        ("_rels/.rels", fixed_parts::RELATIONS.to_owned()),
        ("docProps/core.xml", fixed_parts::properties(title)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relations),
        ("word/styles.xml", fixed_parts::styles()),
        ("word/numbering.xml", numbering),
        ("word/settings.xml", fixed_parts::SETTINGS.to_owned()),
    ];
    if !remarks.is_empty() {
        let (comments, more) = remarks::parts(remarks);
        parts.extend([("word/comments.xml", comments), ("word/commentsExtended.xml", more)]);
    }
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
