//! Writes documents in file formats, one format to a file. Which format to use, and where the file goes, is decided in
//! [`story`](crate::story) and [`cli`](crate::cli).

mod calendar;
mod docx;
mod eml;
mod frame;
mod html;
mod markdown;
mod pdf;
mod reach;
mod redline;
mod text;

pub use calendar::{Entry, to_calendar};
pub use docx::{Made, Remark, redline as redline_docx, word_template};
pub use frame::{Colour, CopyStatus, Face, Frame, Logo, LogoFormat, Stamp};
pub use reach::{ReachFormat, write_reach};
pub use redline::{Changes, Highlight, HighlightKind, NOT_COMPARED, RedlineFormat, annotated, write_redline};

pub(crate) use html::escape;

use crate::document::{Document, Kind, Leaf, may_show};

/// Returns a document as it is written in any format: in the form that all of them hold, without addresses that no page may have.
#[must_use]
pub fn held(document: &Document) -> Document {
    document.clone().with_allowed_addresses().in_form()
}

/// Returns a document as it is shown: what a person still has to supply is marked, also where it was read from a file.
fn shown(document: &Document) -> Document {
    let mut shown = held(document);
    shown.mark_places();
    shown
}

/// Returns a document as Markdown, which reads back to the same document.
pub fn to_markdown(document: &Document) -> String {
    in_lines(markdown::write(&held(document)))
}

/// Returns a document as plain text, as one pastes it into an e-mail.
pub fn to_text(document: &Document) -> String {
    in_lines(text::write(&held(document)))
}

/// Returns a document as a whole page.
pub fn to_html(document: &Document, frame: &Frame) -> String {
    in_lines(html::page(&shown(document), frame))
}

/// Returns a document as the body of a page, for a web site's template.
pub fn to_html_fragment(document: &Document) -> String {
    in_lines(html::fragment(&shown(document)))
}

/// Returns a document as a Word document.
pub fn to_docx(document: &Document, frame: &Frame) -> Vec<u8> {
    docx::write(&shown(document), frame)
}

/// Returns a document as a PDF.
pub fn to_pdf(document: &Document, frame: &Frame) -> Vec<u8> {
    pdf::write(&shown(document), frame)
}

/// Returns a document as a mail that is not sent yet: the words as text and as a page, and the title as its subject.
pub fn to_eml(document: &Document, frame: &Frame) -> Vec<u8> {
    eml::write(document, frame)
}

/// Returns a text that ends with a line break, unless it is empty.
fn in_lines(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Returns the name of a file in listings and of a page in a browser's tab: the document's title or, without a heading,
/// its first words. It is not part of the text.
fn name(document: &Document) -> String {
    const MOST: usize = 60;
    if !document.title.is_empty() {
        return document.title.clone();
    }
    let leaves = document.leaves();
    let first = leaves.iter().find(|leaf| matches!(leaf.kind, Kind::Heading(_)));
    let text = first.or_else(|| leaves.iter().find(|leaf| !leaf.runs.is_empty())).map(Leaf::text).unwrap_or_default();
    let text = text.replace('\n', " ");
    cut(&text, MOST).map(|cut| format!("{cut}…")).unwrap_or(text)
}

/// Returns the beginning of a text up to the last space within so many characters; `None` if the text has no more.
fn cut(text: &str, most: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(most)?;
    Some(text[..end].rfind(' ').map_or(&text[..end], |space| &text[..space]))
}

/// Returns what words that are shown in place of a picture lead to.
fn picture_link(src: &str) -> Option<String> {
    Some(src.to_owned()).filter(|src| !src.is_empty() && may_show(src))
}
