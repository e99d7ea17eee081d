//! `copydesk export`.

use super::Done;
use super::output_file::{Destination, Form, deliver, framed, note_pictures, to_fill_in};
use super::review_arguments::{TextArgument, note_reading};
use super::screen::Screen;
use crate::story;
use clap::Args;
use std::ffi::OsStr;
use std::path::Path;

/// Save a draft, a version or any other text in another format.
///
/// The file is written next to the text. copydesk does not overwrite an export that has been edited. The file holds the
/// text as it is now, signed off or not. Exporting it does not publish it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk export ofsted-2026/press-release.md\n  copydesk export ofsted-2026 press-release --to html\n  copydesk export 3f5a0c11 -o approved.docx\n  copydesk export \"release 2023.docx\" --to md"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: TextArgument,
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    destination: Destination,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let text = story::text_at(&arguments.which.path()?)?;
    // The ending of the file that a text describes means the file itself.
    if let Some(made) = text.document.made_file()
        && let Some(path) = arguments.destination.ends_in(made.ending())
        && let Some((_, bytes)) = text.made_file()?
    {
        return arguments.destination.save(path, &bytes, screen);
    }
    let format = arguments.form.of(&arguments.destination, &story::DOCX)?;
    if let Some((path, read)) = &text.read {
        note_reading(path, read, screen);
    }
    story::has_words(&text.document, text.read.as_ref().map_or(Path::new(&text.name), |(path, _)| path))?;
    note_pictures(&text.document, format, screen);
    if let Some(places) = to_fill_in(&text.document.places()) {
        screen.note(&places);
    }
    let (document, destination) = (&text.document, &arguments.destination);
    arguments.form.see_that_it_is_filled(document)?;
    let frame = framed(format, &text.folder, document, screen)?;
    let (force, form) = (destination.force, (format, &frame));
    let beside = text.read.as_ref().map(|(path, _)| || story::export_beside(path, document, form, force));
    let name = text.read.as_ref().and_then(|(path, _)| path.file_stem()).unwrap_or(OsStr::new("text"));
    let place = deliver(destination, (document, &name.to_string_lossy()), (format, &frame), beside, screen)?;
    screen.note(&place);
    Ok(())
}
