//! What the verbs that write a document share: the formats, and what is said of the file. Not here: what stands in it.

use super::Done;
use super::screen::{Screen, number};
use crate::document::{Document, Kind};
use crate::export::{FileFormat, Format};
use crate::story;
use clap::{Args, ValueEnum};
use std::path::Path;

/// In which format a document is written.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Form {
    /// The format. A Word document (docx) has real headings, lists and tables, and is for people who edit and sign.
    #[arg(long, value_name = "FORMAT", default_value_if("fragment", "true", "html"))]
    to: Option<To>,
    /// HTML, and only what belongs into the body of a page.
    #[arg(long)]
    fragment: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    Md,
    Txt,
    Html,
    Docx,
}

impl Form {
    /// The format that was asked for, or another one.
    pub(super) fn or(self, other: FileFormat) -> FileFormat {
        FileFormat::Text(match self.to {
            None => return other,
            Some(To::Docx) => return FileFormat::Docx,
            Some(To::Md) => Format::Markdown,
            Some(To::Txt) => Format::Text,
            Some(To::Html) if self.fragment => Format::HtmlFragment,
            Some(To::Html) => Format::Html,
        })
    }
}

/// Writes a file where a person wants it.
pub(super) fn save(file: &Path, bytes: &[u8], force: bool, screen: &Screen) -> Done {
    screen.kept(story::save_file(file, bytes, force)?.as_deref());
    screen.note(&format!("written to {}", file.display()));
    Ok(())
}

/// Pictures are not at hand when a Word document is written.
pub(super) fn note_pictures(document: &Document, format: FileFormat, screen: &Screen) {
    let pictures = document.leaves().iter().filter(|leaf| matches!(leaf.kind, Kind::Image { .. })).count();
    if pictures > 0 && format == FileFormat::Docx {
        let pictures = number(pictures, "picture", "pictures");
        screen.note(&format!("{pictures} to put into the Word document: its words stand there as [Picture: ...]"));
    }
}
