//! Documents to the text of a file format, one format a file. Not here: where the text goes (story, cli).

mod html;
mod markdown;
mod text;

use crate::document::Document;

/// A file format.
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

/// Writes a document. What is not empty ends with a line break.
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
