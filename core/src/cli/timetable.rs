//! `copydesk timetable`.

use super::Done;
use super::output_file::Destination;
use super::review_arguments::now;
use super::screen::{Screen, print};
use crate::phrasing::{calendar, listed, time};
use crate::story::{DeskStore, Planned, Timetable};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Show what is released when and where, in order.
///
/// As a calendar it has only neutral words, because calendars are shared: neither the story nor the result is in it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  copydesk timetable\n  copydesk timetable --to ics -o releases.ics")]
pub(super) struct Arguments {
    /// The desk's folder. The default is the desk you are in.
    #[arg(value_name = "DESK", default_value = ".")]
    desk: PathBuf,
    /// Write a calendar that Outlook reads.
    #[arg(long, value_name = "FORM")]
    to: Option<Form>,
    #[command(flatten)]
    destination: Destination,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Ics,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let desk = DeskStore::open(&arguments.desk)?;
    let Timetable { due, unset } = desk.timetable()?;
    let text = if arguments.to == Some(Form::Ics) {
        calendar(&due, now())
    } else {
        let line = |planned: &Planned| {
            let how = if planned.under_embargo { " (they may have it under embargo)" } else { "" };
            let (at, to) = (planned.scheduled.due().instant, listed(planned.scheduled.targets()));
            format!("{}  {}, to {to}{how}\n", time(at, desk.zone()), planned.text)
        };
        let unset = unset.iter().map(|text| format!("no time set  {text}\n"));
        due.iter().map(line).chain(unset).collect()
    };
    if due.is_empty() {
        screen.note("no release is scheduled; to set a time: copydesk schedule");
    }
    match arguments.destination.file() {
        Some(file) => arguments.destination.save(file, text.as_bytes(), screen),
        None => print(&text),
    }
}
