//! Writes redlines, for people and for programs, one format to a file.

mod annotated;
mod columns;
mod html;
mod inline;
mod json;
mod overview;
mod passages;
mod prefix;
mod wrap;

pub use annotated::{Highlight, HighlightKind, annotated};
pub use overview::NOT_COMPARED;

pub(super) use html::whole_page;

use crate::document::{Redline, Summary};

/// A redline, with its summary and names.
#[derive(Clone, Copy, Debug)]
pub struct Changes<'a> {
    /// The two documents in one.
    pub redline: &'a Redline,
    /// The summary of changes.
    pub summary: &'a Summary,
    /// The name of the old document.
    pub old: &'a str,
    /// The name of the new document.
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
    /// The old and new texts side by side, for a terminal.
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

/// Describes where words linked to before, if that changed.
fn link_before(address: Option<&str>) -> String {
    address.map_or("no link before".to_owned(), |address| format!("the link led to {address}"))
}
