//! Writes Word documents with real headings, lists, links, quotations and tables, and a redline's changes as tracked
//! changes. The same document gives the same bytes. Pictures are not embedded: their alternative text is written with a
//! link. Word documents are read in [`load::docx`](crate::load::docx).

mod body;
mod changed_paragraphs;
mod fixed_parts;
mod frame_parts;
mod paragraph_roles;
mod remarks;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod xml;

use super::frame::Frame;
use super::name;
use crate::document::{Document, ENGLISH, Redline};
pub use remarks::Remark;

use body::BodyWriter;
use frame_parts::FrameParts;
use jiff::civil;
use std::io::{Cursor, Write};
use template::WordTemplate;
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

/// Returns the names of the headings that a template of Word documents (`.dotx` or `.docx`) has no style for.
///
/// # Errors
/// Why it cannot be used, and what to do.
pub fn word_template(bytes: &[u8]) -> Result<Vec<String>, String> {
    WordTemplate::read(bytes).map(|template| template.missing)
}

/// Returns a document without changes.
pub(super) fn write(document: &Document, frame: &Frame) -> Vec<u8> {
    let made = Made { author: "", time: civil::DateTime::default() };
    let mut body = BodyWriter::new(made).in_language_of(document);
    body.paragraphs(&changed_paragraphs::of_document(document));
    zipped((&name(document), document.language()), body, FrameParts::of(frame), frame)
}

/// Returns a redline as a Word document with tracked changes from the old text to the new one, and comments next to it.
pub fn redline(redline: &Redline, made: Made<'_>, remarks: &[Remark], frame: &Frame) -> Vec<u8> {
    let mut body = BodyWriter::new(made);
    let mut paragraphs = changed_paragraphs::of_redline(redline);
    remarks::place(&mut paragraphs, remarks);
    body.paragraphs(&paragraphs);
    let mut around = FrameParts::of(frame);
    around.comments(remarks);
    zipped((&name(&redline.accepted()), ENGLISH), body, around, frame)
}

fn zipped((title, language): (&str, &str), body: BodyWriter<'_>, around: FrameParts, frame: &Frame) -> Vec<u8> {
    let (document, relations, numbering) = body.finish(&around);
    let text = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    let mut parts = vec![
        text("[Content_Types].xml", fixed_parts::content_types(&around.types)),
        text("_rels/.rels", fixed_parts::relations(around.properties.is_some())),
        text("docProps/core.xml", fixed_parts::properties((title, language), frame.stamp.as_ref())),
        text("word/document.xml", document),
        text("word/_rels/document.xml.rels", relations),
        text("word/styles.xml", around.styles.unwrap_or_else(|| fixed_parts::styles(frame.face.colour, language))),
        text("word/numbering.xml", numbering),
        text("word/settings.xml", around.settings.unwrap_or_else(|| fixed_parts::SETTINGS.to_owned())),
    ];
    parts.extend(around.parts);
    parts.extend(around.properties.map(|properties| text("docProps/custom.xml", properties)));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let written = zip.start_file(name, options).and_then(|()| Ok(zip.write_all(&bytes)?));
        written.expect("memory takes whatever is written");
    }
    zip.finish().expect("memory takes whatever is written").into_inner()
}
