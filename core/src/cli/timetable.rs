//! `copydesk timetable`.

use super::Done;
use super::output_file::Destination;
use super::review_arguments::now;
use super::screen::{Screen, print};
use crate::export::{Entry, to_calendar};
use crate::phrasing::{listed, time};
use crate::review::{Act, Event, Scheduled, State, TextName};
use crate::story::DeskStore;
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
    let (log, mut due, mut unset) = (desk.log()?, Vec::new(), Vec::new());
    for (text, review) in desk.reviews()? {
        match review.state {
            State::Scheduled(scheduled) => due.push((text, scheduled)),
            State::Signed(_) if text.story.is_some() => unset.push(text),
            _ => {}
        }
    }
    due.sort_by_key(|(_, scheduled)| scheduled.due().instant);
    let text = if arguments.to == Some(Form::Ics) {
        let entry = |(text, scheduled): &(_, Scheduled)| {
            let sets = |event: &Event| event.text.is(text) && matches!(event.act, Act::Scheduled { .. });
            let times = log.events.iter().filter(|recorded| sets(&recorded.event)).count();
            let (of, title) = (text.to_string(), "Communications: release".to_owned());
            Entry { of, title, at: scheduled.due().instant, sequence: times.saturating_sub(1) }
        };
        to_calendar(&due.iter().map(entry).collect::<Vec<_>>(), now())
    } else {
        let line = |(text, scheduled): &(TextName, Scheduled)| {
            let (to, embargoed) = (listed(scheduled.targets()), desk.goes_under_embargo(scheduled.targets()));
            let how = if embargoed { " (they may have it under embargo)" } else { "" };
            format!("{}  {text}, to {to}{how}\n", time(scheduled.due().instant, desk.zone()))
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
