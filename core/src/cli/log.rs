//! `copydesk log`.

use super::Done;
use super::review_arguments::{day, despite, in_one_line, time};
use super::screen::{Screen, number, print};
use crate::review::{Act, Proof, TargetId};
use crate::store::Recorded;
use crate::story::{DeskStore, Verified};
use crate::zone::Zone;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Show who did what and when, or check that the record has not been altered.
///
/// Every event includes the hash of the one before it, and every version is named by the hash of its content.
/// `--verify` checks them all and prints the hash of the last event: keep that hash somewhere the desk's users cannot
/// change, and check it later with --head.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk log\n  copydesk log --verify\n  copydesk log --format json | jq '.[].act'"
)]
pub(super) struct Arguments {
    /// Check whether any entry was changed, added, removed, moved or cut off.
    #[arg(long)]
    verify: bool,
    /// With --verify: a hash you noted earlier, which must still be in the record.
    #[arg(long, value_name = "HASH", requires = "verify")]
    head: Option<String>,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The desk's folder. The default is the desk you are in.
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
        screen.note("the record is empty");
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
    let whole = if faults.is_empty() { ": no sign that the record was changed outside copydesk" } else { "" };
    let head = verified.head.as_ref().map(|head| format!("last event: {head}"));
    let lines = faults.iter().cloned().chain([format!("{count} checked{whole}")]).chain(head);
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Returns one event, as a line.
fn line(recorded: &Recorded, zone: &Zone) -> String {
    let event = &recorded.event;
    let version = event.act.version().short();
    let what = match &event.act {
        Act::Submitted { .. } => format!("submitted version {version}"),
        Act::Signed { role, .. } => format!("signed off version {version} as `{role}`"),
        Act::Returned { because, .. } => format!("returned version {version}: {because}"),
        Act::Withdrawn { because: Some(because), .. } => format!("withdrew version {version}: {because}"),
        Act::Withdrawn { because: None, .. } => format!("withdrew version {version}"),
        Act::Scheduled { due, targets, .. } => {
            format!("set {due} for the release of version {version} to {}", listed(targets))
        }
        Act::Unscheduled { .. } => format!("took the time of the release of version {version} away"),
        Act::Releasing(release) => {
            let correction = release.correction().map(|correction| {
                format!(", correcting version {}: {} {}", correction.of.short(), correction.wrong, correction.right)
            });
            let (to, report) = (listed(release.targets()), &release.report()[..8]);
            format!(
                "began the release of version {version} to {to}, checked against report {report}{}",
                correction.unwrap_or_default()
            )
        }
        Act::Delivered { target, place, .. } => format!("read version {version} back from {target}: {place}"),
        Act::TakenBack { target, place: Some(place), .. } => {
            format!("took version {version} back from {target}: {place}")
        }
        Act::TakenBack { target, place: None, .. } => format!("found that version {version} is not at {target}"),
        Act::Stopped { because, .. } => format!("stopped it: {because}"),
        Act::Resumed { because, .. } => format!("ended the stop: {because}"),
        Act::Approved { on, from, .. } => {
            format!("added version {version}, approved on {}, from {from}", day(*on))
        }
    };
    let proof = event.proof.as_ref().map(proven).unwrap_or_default();
    let despite = event.act.despite().map(|reason| format!(", {}", despite(reason))).unwrap_or_default();
    let at = time(event.at, zone);
    let line = format!("{:>4}  {at}  {}: {} {what}{despite}{proof}", recorded.number, event.text, event.by.name);
    in_one_line(&line) + "\n"
}

/// Returns how it is known who acted, where it is another way than a command of their own.
fn proven(proof: &Proof) -> String {
    match proof {
        Proof::Terminal(_) => String::new(),
        Proof::Schedule(_) => " (done by copydesk run)".to_owned(),
        Proof::Message { recorded_by, file, .. } => format!(" (recorded by {} from {file})", recorded_by.name),
    }
}

fn listed(targets: &[TargetId]) -> String {
    targets.iter().map(|target| target.0.as_str()).collect::<Vec<_>>().join(", ")
}

fn value(recorded: &Recorded) -> Value {
    let mut value = serde_json::to_value(&recorded.event).expect("an event is plain data");
    value["number"] = json!(recorded.number);
    value["hash"] = json!(recorded.hash);
    value
}

/// Returns indented JSON.
pub(super) fn lines(value: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).expect("it is JSON"))
}
