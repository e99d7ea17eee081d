//! `copydesk approve`.

use super::Done;
use super::acting::{self, Acting};
use super::screen::Screen;
use crate::story::DeskStore;
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// Put a text on record that was approved before copydesk came, such as last year's press release.
///
/// Later drafts of the same output are compared with it. The file is a Word document, a page, Markdown or plain text.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  copydesk approve \"press release 2023 FINAL.docx\" --output press-release --on 2023-05-16 --as press-officer"
)]
pub(super) struct Arguments {
    /// The file.
    file: PathBuf,
    /// Which output it is; `copydesk outputs` lists what there is.
    #[arg(long)]
    output: String,
    /// The council that it is of, where that is not the desk's own.
    #[arg(long, value_name = "NAME")]
    council: Option<String>,
    /// The day on which it was approved; without it, today.
    #[arg(long, value_name = "DATE", value_parser = a_day)]
    on: Option<Date>,
    #[command(flatten)]
    acting: Acting,
    /// The desk; without it, the one this folder is in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    desk: PathBuf,
}

fn a_day(written: &str) -> Result<Date, String> {
    written.parse().map_err(|_| "write the year, the month and the day, such as 2023-05-16".to_owned())
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let desk = DeskStore::open(&arguments.desk)?;
    let person = arguments.acting.person(&desk)?;
    let of = (arguments.output.as_str(), arguments.council.as_deref());
    let imported = desk.approve(&arguments.file, of, arguments.on, (&person, acting::now()))?;
    acting::note_reading(&arguments.file, &imported.read, screen);
    screen.note(&format!(
        "{}: on record as version {}, approved on {}",
        imported.text,
        imported.version.short(),
        acting::day(imported.on)
    ));
    screen.note("  its words were not checked: it is of no story that it could be held against");
    Ok(())
}
