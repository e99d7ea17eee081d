//! `copydesk which`.

use super::review_arguments::now;
use super::screen::{Screen, print_lines};
use super::{Done, folder_of};
use crate::phrasing::{since_then, time, what};
use crate::story::{self, DeskStore, Error, Which, WordsOf};
use crate::text::argument;
use clap::Args;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Find out which version a file holds, and whether it was changed since.
///
/// For a file that came back by mail, or that you found: a Word document, a PDF, a page or any other text. It says which text
/// and version of the desk it is, what is recorded about that version, whether there is a newer one, and what was changed in
/// the file.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk which \"press-release (2) final.docx\"\n  copydesk which ~/Downloads/release.pdf --desk communications"
)]
pub(super) struct Arguments {
    /// The file.
    file: PathBuf,
    /// The desk's folder. The default is the desk that you are in or, if you are in none, the one that the file is in.
    #[arg(long, value_name = "DESK")]
    desk: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let file = &arguments.file;
    let mut here = arguments.desk.clone().unwrap_or_else(|| PathBuf::from("."));
    let mut opened = DeskStore::open(&here);
    if matches!(opened, Err(Error::NoDesk { .. })) && arguments.desk.is_none() {
        here = folder_of(file);
        opened = DeskStore::open(&here);
    }
    let desk = opened?;
    let which = story::which(file, (&desk, &here), now())?;
    print_lines(&in_lines(file, &which, &desk))?;
    if let WordsOf::Changed(_) = which.words {
        // A draft that was never submitted is in no store: it is named by its file.
        let version = PathBuf::from(which.version.short());
        let old = which.draft.as_ref().unwrap_or(&version);
        screen.note(&format!("to see every change: copydesk diff {} {}", argument(old), argument(file)));
    }
    Ok(())
}

fn in_lines(file: &Path, which: &Which, desk: &DeskStore) -> String {
    let mut said = String::new();
    let version = which.version.short();
    for known in &which.texts {
        let text = &known.text;
        let _ = match &which.words {
            WordsOf::Same => writeln!(said, "{}: version {version} of {text}, unchanged", file.display()),
            WordsOf::Changed(_) => {
                writeln!(said, "{}: made from version {version} of {text}, and changed", file.display())
            }
            WordsOf::Other => writeln!(
                said,
                "{}: says that it is version {version} of {text}, but its words are others",
                file.display()
            ),
        };
        if known.events.is_empty() {
            said.push_str("  a draft: it was never submitted, and nobody has signed it\n");
        }
        for event in &known.events {
            let (at, event) = (time(event.event.at, desk.zone()), &event.event);
            let _ = writeln!(said, "  {at}: {} {}", event.by.name, what(event));
        }
        if let Some(now) = &known.now {
            let _ = writeln!(said, "  not the latest: the text is version {} now", now.short());
        }
    }
    if let WordsOf::Changed(comparison) = &which.words {
        for change in since_then(&comparison.summary) {
            let _ = writeln!(said, "  changed in it: {change}");
        }
    }
    said
}
