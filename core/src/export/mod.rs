//! Documents to a file format, one format a file. Not here: where the file goes (story, cli).

mod docx;
mod html;
mod markdown;
mod redline;
mod text;

pub use docx::{Made, redline as redline_docx};
pub use redline::{Changes, RedlineFormat, write_redline};

pub(crate) use html::escape;

use crate::document::Document;

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

/// The bytes of a file that holds a document.
pub fn file(document: &Document, format: FileFormat) -> Vec<u8> {
    match format {
        FileFormat::Text(format) => write(document, format).into_bytes(),
        FileFormat::Docx => docx::write(document),
    }
}

/// Writes a document as text. What is not empty ends with a line break.
pub fn write(document: &Document, format: Format) -> String {
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

/// Whether an address is one that a file may lead to: none that runs a script.
fn is_safe(url: &str) -> bool {
    match url.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => {
            ["http", "https", "mailto", "tel"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
        }
        _ => true,
    }
}
