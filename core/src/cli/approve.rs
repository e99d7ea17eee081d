//! `copydesk approve`.

use super::Done;
use super::copies;
use super::review_arguments::{self, ActorArgument};
use super::screen::Screen;
use crate::phrasing;
use crate::story::DeskStore;
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// Add a text that was approved outside copydesk, such as last year's press release.
///
/// copydesk compares later drafts of the same output with it. The file can be a Word document, HTML, Markdown or plain
/// text.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  copydesk approve \"press release 2023 FINAL.docx\" --output press-release --on 2023-05-16 --as press-officer"
)]
pub(super) struct Arguments {
    /// The file.
    file: PathBuf,
    /// Which output it is. To see the list: `copydesk outputs`.
    #[arg(long)]
    output: String,
    /// Which council's text it is, if not your desk's.
    #[arg(long, value_name = "NAME")]
    council: Option<String>,
    /// The date it was approved. The default is today.
    #[arg(long, value_name = "DATE", value_parser = a_day)]
    on: Option<Date>,
    #[command(flatten)]
    acting: ActorArgument,
    /// The desk's folder. The default is the desk you are in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    desk: PathBuf,
}

fn a_day(written: &str) -> Result<Date, String> {
    written.parse().map_err(|_| "write the year, the month and the day, such as 2023-05-16".to_owned())
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let desk = DeskStore::open(&arguments.desk)?;
    let acting = arguments.acting.acting(&desk)?;
    copies::warn(&desk, screen)?;
    let of = (arguments.output.as_str(), arguments.council.as_deref());
    let imported = desk.approve(&arguments.file, of, arguments.on, &acting)?;
    review_arguments::note_reading(&arguments.file, &imported.read, screen);
    screen.note(&format!(
        "{}: added as version {}, approved on {}",
        imported.text,
        imported.version.short(),
        phrasing::day(imported.on)
    ));
    screen.note("  its words were not checked: it belongs to no story to check it against");
    Ok(())
}
