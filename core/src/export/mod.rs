//! Documents to a file format, one format a file. Not here: where the file goes (story, cli).

mod docx;
mod html;
mod markdown;
mod redline;
mod text;

pub use docx::{Made, redline as redline_docx};
pub use redline::{Changes, RedlineFormat, write_redline};

pub(crate) use html::escape;

use crate::document::{Document, Kind, Leaf};

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// One that is text.
    Text(Format),
    /// A Word document.
    Docx,
}

/// A format that is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown, which reads back to the same document.
    Markdown,
    /// Plain text, as one pastes it into an e-mail.
    Text,
    /// A whole page.
    Html,
    /// The inner part of a page, for a web site's own frame.
    HtmlFragment,
}

impl Format {
    /// The usual end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Text => "txt",
            Format::Html | Format::HtmlFragment => "html",
        }
    }
}

impl FileFormat {
    /// The usual end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            FileFormat::Text(format) => format.extension(),
            FileFormat::Docx => "docx",
        }
    }
}

impl From<Format> for FileFormat {
    fn from(format: Format) -> FileFormat {
        FileFormat::Text(format)
    }
}

/// A document as it is written in any format: in the form that all of them hold, without addresses that no page may have.
#[must_use]
pub fn held(document: &Document) -> Document {
    document.clone().with_allowed_addresses().in_form()
}

/// The bytes of a file that holds a document.
pub fn file(document: &Document, format: FileFormat) -> Vec<u8> {
    match format {
        FileFormat::Text(format) => write(document, format).into_bytes(),
        FileFormat::Docx => docx::write(&held(document)),
    }
}

/// Writes a document as text. What is not empty ends with a line break.
pub fn write(document: &Document, format: Format) -> String {
    let document = &held(document);
    let mut text = match format {
        Format::Markdown => markdown::write(document),
        Format::Text => text::write(document),
        Format::Html => html::page(document),
        Format::HtmlFragment => html::fragment(document),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// What a file is called by those who list it, and a page in the tab of a browser: the document's title or, where it has no
/// heading, its first words. No reader of the text meets it.
fn name(document: &Document) -> String {
    const MOST: usize = 60;
    if !document.title.is_empty() {
        return document.title.clone();
    }
    let leaves = document.leaves();
    let first = leaves.iter().find(|leaf| matches!(leaf.kind, Kind::Heading(_)));
    let text = first.or_else(|| leaves.iter().find(|leaf| !leaf.runs.is_empty())).map(Leaf::text).unwrap_or_default();
    let text = text.replace('\n', " ");
    match text.char_indices().nth(MOST) {
        None => text,
        Some((end, _)) => format!("{}…", text[..end].rfind(' ').map_or(&text[..end], |cut| &text[..cut])),
    }
}
