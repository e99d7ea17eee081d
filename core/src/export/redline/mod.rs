//! Redlines in formats that people and programs read, one format a file. Not here: how the two documents were compared.

mod columns;
mod html;
mod inline;
mod json;
mod overview;
mod passages;
mod prefix;
mod wrap;

use crate::document::{Redline, Summary};

/// A redline with what is to be said about it.
#[derive(Clone, Copy, Debug)]
pub struct Changes<'a> {
    /// The two documents in one.
    pub redline: &'a Redline,
    /// What changed, in words.
    pub summary: &'a Summary,
    /// What the old document is called.
    pub old: &'a str,
    /// What the new one is called.
    pub new: &'a str,
}

/// A format of a redline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedlineFormat {
    /// One text with marks, for a terminal.
    Inline {
        /// The columns there are.
        width: usize,
        /// Whether it may be coloured; the marks are there all the same.
        colour: bool,
    },
    /// The old text beside the new one, for a terminal.
    Columns {
        /// The columns there are.
        width: usize,
        /// Whether it may be coloured.
        colour: bool,
    },
    /// A whole page.
    Html,
    /// The inner part of a page.
    HtmlFragment,
    /// For programs: the summary by class, and the runs.
    Json,
}

/// Writes a redline.
pub fn write_redline(changes: &Changes<'_>, format: RedlineFormat) -> String {
    match format {
        RedlineFormat::Inline { width, colour } => inline::write(changes, width, colour),
        RedlineFormat::Columns { width, colour } => columns::write(changes, width, colour),
        RedlineFormat::Html => html::page(changes),
        RedlineFormat::HtmlFragment => html::fragment(changes),
        RedlineFormat::Json => json::write(changes),
    }
}

/// Where words led before that lead elsewhere now.
fn link_before(address: Option<&str>) -> String {
    address.map_or("no link before".to_owned(), |address| format!("the link led to {address}"))
}
