//! Documents to a file format, one format a file. Not here: which format a file has, and where it goes (story, cli).

mod docx;
mod html;
mod markdown;
mod redline;
mod text;

pub use docx::{Made, redline as redline_docx};
pub use redline::{Changes, RedlineFormat, write_redline};

pub(crate) use html::escape;

use crate::document::{Document, Kind, Leaf};

/// A document as it is written in any format: in the form that all of them hold, without addresses that no page may have.
#[must_use]
pub fn held(document: &Document) -> Document {
    document.clone().with_allowed_addresses().in_form()
}

/// A document as Markdown, which reads back to the same document.
pub fn to_markdown(document: &Document) -> String {
    in_lines(markdown::write(&held(document)))
}

/// A document as plain text, as one pastes it into an e-mail.
pub fn to_text(document: &Document) -> String {
    in_lines(text::write(&held(document)))
}

/// A document as a whole page.
pub fn to_html(document: &Document) -> String {
    in_lines(html::page(&held(document)))
}

/// A document as the inner part of a page, for a web site's own frame.
pub fn to_html_fragment(document: &Document) -> String {
    in_lines(html::fragment(&held(document)))
}

/// A document as a Word document.
pub fn to_docx(document: &Document) -> Vec<u8> {
    docx::write(&held(document))
}

/// A text that ends with a line break, unless it is empty.
fn in_lines(mut text: String) -> String {
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
