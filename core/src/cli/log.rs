//! `copydesk log`.

use super::Done;
use super::acting::{day, despite, in_one_line, time};
use super::screen::{Screen, number, print};
use crate::review::Act;
use crate::store::Recorded;
use crate::story::{DeskStore, Verified};
use crate::zone::Zone;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Show what people did to the desk's texts, in order; or see whether anything was changed behind the store's back.
///
/// Each event carries the hash of the one before, and each version is named by the hash of its content. `--verify` looks
/// through all of them, and prints the hash of the last event: keep it where nobody who can write the desk's folder can, and
/// hand it over with --head another time.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk log\n  copydesk log --verify\n  copydesk log --format json | jq '.[].act'"
)]
pub(super) struct Arguments {
    /// See whether anything was changed, taken out, put in, moved or cut off.
    #[arg(long)]
    verify: bool,
    /// With --verify: the hash of an event, kept elsewhere, that must still be there.
    #[arg(long, value_name = "HASH", requires = "verify")]
    head: Option<String>,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The desk; without it, the one this folder is in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    desk: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let desk = DeskStore::open(&arguments.desk)?;
    if arguments.verify {
        return verify(arguments, &desk.verify(arguments.head.as_deref())?);
    }
    let log = desk.log()?;
    if log.events.is_empty() {
        screen.note("nothing was written down yet");
    }
    print(&match arguments.format {
        Format::Text => log.events.iter().map(|event| line(event, desk.zone())).collect(),
        Format::Json => lines(&Value::Array(log.events.iter().map(value).collect())),
    })
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
    let whole = if faults.is_empty() {
        ": nothing was changed behind the store's back, as far as that can be known"
    } else {
        ""
    };
    let head = verified.head.as_ref().map(|head| format!("last event: {head}"));
    let lines = faults.iter().cloned().chain([format!("{count} looked through{whole}")]).chain(head);
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Returns one event, as a line.
fn line(recorded: &Recorded, zone: &Zone) -> String {
    let event = &recorded.event;
    let version = event.act.version().short();
    let what = match &event.act {
        Act::Submitted { .. } => format!("submitted version {version}"),
        Act::Signed { role, .. } => format!("signed version {version} as `{role}`"),
        Act::Returned { because, .. } => format!("returned version {version}: {because}"),
        Act::Withdrawn { because: Some(because), .. } => format!("took version {version} back: {because}"),
        Act::Withdrawn { because: None, .. } => format!("took version {version} back"),
        Act::Approved { on, from, .. } => {
            format!("put version {version} on record, approved on {}, from {from}", day(*on))
        }
    };
    let despite = event.act.despite().map(|reason| format!(", {}", despite(reason))).unwrap_or_default();
    let at = time(event.at, zone);
    let line = format!("{:>4}  {at}  {}: {} {what}{despite}", recorded.number, event.text, event.by.name);
    in_one_line(&line) + "\n"
}

fn value(recorded: &Recorded) -> Value {
    let mut value = serde_json::to_value(&recorded.event).expect("an event is plain data");
    value["number"] = json!(recorded.number);
    value["hash"] = json!(recorded.hash);
    value
}

/// JSON as people and programs read it.
pub(super) fn lines(value: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).expect("it is JSON"))
}
