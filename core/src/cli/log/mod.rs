//! `copydesk log`.

mod html;

use crate::cli::Done;
use crate::cli::copies;
use crate::cli::event::{line, value};
use crate::cli::output_file::Destination;
use crate::cli::review_arguments::{ActorArgument, now};
use crate::cli::screen::{Screen, print, print_lines};
use crate::phrasing::number;
use crate::store::Recorded;
use crate::story::{DeskStore, Error, Merged, Verified};
use crate::text::argument;
use crate::zone::Zone;
use clap::{Args, ValueEnum};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Show who did what and when, check that the record has not been altered, or join two copies of it.
///
/// Every event includes the hash of the one before it, and every version is named by the hash of its content.
/// `--verify` checks them all and prints the hash of the last event: keep that hash somewhere the desk's users cannot
/// change, and check it later with --head.
///
/// If two people worked at once in a synced folder, there may be two copies of the record, such as `store.db` and
/// `store (conflicted copy).db`. `--merge` adds the events that only the other copy has to the end of the record. They
/// keep their time, person and number. A text that was returned or withdrawn in either copy has to be signed again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk log\n  copydesk log --verify\n  copydesk log --format json | jq '.[].act'\n  copydesk log --merge \"store (conflicted copy).db\" --as press-officer\n  copydesk log --story ofsted-2026 --to html -o record.html"
)]
pub(super) struct Arguments {
    /// Check whether any entry was changed, added, removed, moved or cut off.
    #[arg(long)]
    verify: bool,
    /// With --verify: a hash you noted earlier, which must still be in the record.
    #[arg(long, value_name = "HASH", requires = "verify")]
    head: Option<String>,
    /// Join another copy of the record to this one. The other copy is not changed.
    #[arg(long, value_name = "STORE", conflicts_with = "verify")]
    merge: Option<PathBuf>,
    #[command(flatten)]
    acting: ActorArgument,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Write a page that an auditor reads without copydesk: who did what to which words, and how it is known.
    #[arg(long, value_name = "FORM", conflicts_with_all = ["verify", "format"])]
    to: Option<Form>,
    /// Only what is about this story: its folder.
    #[arg(long, value_name = "STORY", conflicts_with = "verify")]
    story: Option<PathBuf>,
    #[command(flatten)]
    destination: Destination,
    /// The desk's folder. The default is the desk you are in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    desk: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

/// A form of the record for people elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Html,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let desk = DeskStore::open(&arguments.desk)?;
    if arguments.verify {
        copies::name_all(&desk, screen)?;
        return verify(arguments, &desk.verify(arguments.head.as_deref())?);
    }
    if let Some(copy) = &arguments.merge {
        return merge(&desk, copy, arguments, screen);
    }
    copies::name_all(&desk, screen)?;
    let log = desk.log()?;
    let story = arguments.story.as_deref().map(|folder| desk.story_of(folder)).transpose()?;
    let is_asked = |recorded: &&Recorded| story.is_none() || recorded.event.text.story == story;
    let events: Vec<&Recorded> = log.events.iter().filter(is_asked).collect();
    if events.is_empty() {
        screen.note("the record is empty");
    }
    let text = match (arguments.to, arguments.format) {
        (Some(Form::Html), _) => {
            let versions = desk.versions_of(&events)?;
            let council = desk.council();
            let (of, head) = (story.as_deref().unwrap_or(&council), log.head.hash.as_str());
            let texts = desk.reviews()?.into_iter().map(|(text, _)| text);
            let told: Vec<_> = texts.map(|text| Ok((text.clone(), desk.told(&text)?))).collect::<Result<_, Error>>()?;
            let (events, versions, told, zone) = (&events[..], &versions[..], &told[..], desk.zone());
            html::Page { of, events, versions, told, head, now: now(), zone }.write()
        }
        (None, Format::Text) => told_in_order(&events, desk.zone()),
        (None, Format::Json) => lines(&Value::Array(events.iter().map(|event| value(event)).collect())),
    };
    match arguments.destination.file() {
        Some(file) => arguments.destination.save(file, text.as_bytes(), screen),
        None if (arguments.to, arguments.format) == (None, Format::Text) => print_lines(&text),
        None => print(&text),
    }
}

/// Returns the events, one to a line, and says where the clock was set back between two of them.
fn told_in_order(events: &[&Recorded], zone: &Zone) -> String {
    /// The clocks of two machines differ by less.
    const BACK: SignedDuration = SignedDuration::from_mins(1);
    let mut text = String::new();
    let mut before: Option<&Recorded> = None;
    for &event in events {
        let back = before.map_or(SignedDuration::ZERO, |before| before.event.at.duration_since(event.event.at));
        if back > BACK && event.joined.is_none() {
            text += "      the clock was set back, or two machines disagree: the next event has an earlier time\n";
        }
        text += &line(event, zone);
        before = Some(event).filter(|event| event.joined.is_none()).or(before);
    }
    text
}

/// Joins a copy of the record to it, and shows what was added and what is void now.
fn merge(desk: &DeskStore, copy: &Path, arguments: &Arguments, screen: &Screen) -> Done {
    let acting = arguments.acting.acting(desk)?;
    let Merged { common, added, voided } = desk.merge(copy, (&acting.by, acting.at))?;
    let name = copy.display();
    let in_both = number(common, "event was in both", "events were in both");
    if added.is_empty() {
        screen.note(&format!("{name}: nothing to add; {}", number(common, "event is in both", "events are in both")));
    } else {
        screen.note(&format!("{name}: {} added; {in_both}", number(added.len(), "event", "events")));
    }
    let shown: Vec<&Recorded> = added.iter().chain(&voided).collect();
    print(&match arguments.format {
        Format::Text => shown.into_iter().map(|event| line(event, desk.zone())).collect(),
        Format::Json => lines(&Value::Array(shown.into_iter().map(value).collect())),
    })?;
    if !voided.is_empty() || added.iter().any(|event| event.void.is_some()) {
        screen.note(
            "void events stay in the record and have no effect; to see what is to be signed again: copydesk status",
        );
    }
    screen.note(&format!("{} is not needed any more: you can move it elsewhere", argument(copy)));
    Ok(())
}

fn verify(arguments: &Arguments, verified: &Verified) -> Done {
    let faults: Vec<String> = verified.faults.iter().map(ToString::to_string).collect();
    print(&match arguments.format {
        Format::Json => lines(&json!({ "events": verified.events, "head": verified.head, "faults": faults })),
        Format::Text => told(verified, &faults),
    })?;
    verified.outcome()
}

fn told(verified: &Verified, faults: &[String]) -> String {
    let count = number(usize::try_from(verified.events).unwrap_or(usize::MAX), "event", "events");
    let whole = if faults.is_empty() { ": no sign that the record was changed outside copydesk" } else { "" };
    let head = verified.head.as_ref().map(|head| format!("last event: {head}"));
    let lines = faults.iter().cloned().chain([format!("{count} checked{whole}")]).chain(head);
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Returns indented JSON.
pub(super) fn lines(value: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).expect("it is JSON"))
}
