//! `copydesk log`.

mod html;

use crate::cli::Done;
use crate::cli::output_file::Destination;
use crate::cli::review_arguments::{day, despite, in_one_line, now, time};
use crate::cli::screen::{Screen, number, print};
use crate::review::{Act, Event, Proof, TargetId};
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
    after_help = "Examples:\n  copydesk log\n  copydesk log --verify\n  copydesk log --format json | jq '.[].act'\n  copydesk log --story ofsted-2026 --to html -o record.html"
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
        return verify(arguments, &desk.verify(arguments.head.as_deref())?);
    }
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
            html::Page { of, events: &events, versions: &versions, head, now: now(), zone: desk.zone() }.write()
        }
        (None, Format::Text) => events.iter().map(|event| line(event, desk.zone())).collect(),
        (None, Format::Json) => lines(&Value::Array(events.iter().map(|event| value(event)).collect())),
    };
    match arguments.destination.file() {
        Some(file) => arguments.destination.save(file, text.as_bytes(), screen),
        None => print(&text),
    }
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
    let proof = event.proof.as_ref().map(proven).unwrap_or_default();
    let at = time(event.at, zone);
    let line = format!("{:>4}  {at}  {}: {} {}{proof}", recorded.number, event.text, event.by.name, what(event));
    in_one_line(&line) + "\n"
}

/// Returns what was done, as words that follow a name.
fn what(event: &Event) -> String {
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
    let despite = event.act.despite().map(|reason| format!(", {}", despite(reason))).unwrap_or_default();
    what + &despite
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
