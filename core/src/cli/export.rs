//! `copydesk export`.

use super::Done;
use super::acting::{Which, note_reading};
use super::screen::{Screen, number, print, print_file};
use super::writing::{Form, note_pictures, save};
use crate::export::{self, FileFormat};
use crate::story::{self, TextAt};
use clap::Args;
use std::path::{Path, PathBuf};

/// Write a text in another format: a draft with all that you edited, a version, or any other text.
///
/// The file is written beside the text. One that somebody edited since is left alone. To let a text out is not done here:
/// what is written is what the text says now, signed or not.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk export ofsted-2026/press-release.md\n  copydesk export ofsted-2026 press-release --to html\n  copydesk export 3f5a0c11 -o approved.docx\n  copydesk export \"release 2023.docx\" --to md"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    form: Form,
    /// Write to this file, or to standard output with `-`.
    #[arg(short, long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Replace a file that has other words in it; they are kept in a copy.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let text = story::text_at(&arguments.which.path()?)?;
    let format = arguments.form.or(FileFormat::Docx);
    if let Some((path, read)) = &text.read {
        note_reading(path, read, screen);
    }
    note_pictures(&text.document, format, screen);
    let places = text.document.places();
    if !places.is_empty() {
        screen.note(&format!("{} still to fill in: {}", number(places.len(), "place", "places"), places.join(", ")));
    }
    deliver(arguments, &text, format, screen)
}

fn deliver(arguments: &Arguments, text: &TextAt, format: FileFormat, screen: &Screen) -> Done {
    match (&arguments.output_file, &text.read) {
        (Some(file), _) if file != Path::new("-") => {
            save(file, &export::file(&text.document, format), arguments.force, screen)
        }
        (None, Some((path, _))) => {
            let saved = story::export_beside(path, &text.document, format, arguments.force)?;
            screen.kept(saved.kept.as_deref());
            screen.note(&format!("written to {}", saved.path.display()));
            Ok(())
        }
        _ => match format {
            FileFormat::Text(format) => print(&export::write(&text.document, format)),
            FileFormat::Docx => print_file(&export::file(&text.document, format), "text.docx"),
        },
    }
}
