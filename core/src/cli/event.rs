//! An event of the record, as it is printed.

use super::review_arguments::{day, despite, in_one_line, listed, time};
use crate::review::{Act, Event, Proof};
use crate::store::Recorded;
use crate::zone::Zone;
use serde_json::{Value, json};

/// Returns one event, as a line.
pub(super) fn line(recorded: &Recorded, zone: &Zone) -> String {
    let event = &recorded.event;
    let proof = event.proof.as_ref().map(proven).unwrap_or_default();
    let at = time(event.at, zone);
    let joined = recorded.joined.as_ref().map(|joined| format!(" (event {} of {})", joined.number, joined.from));
    let void = recorded.void.as_ref().map(|because| format!(" [void: {because}]"));
    let after = [joined, void].into_iter().flatten().collect::<String>();
    let line = format!("{:>4}  {at}  {}: {} {}{proof}{after}", recorded.number, event.text, event.by.name, what(event));
    in_one_line(&line) + "\n"
}

/// Returns what was done, as words that follow a name.
pub(super) fn what(event: &Event) -> String {
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

/// Returns one event, as JSON.
pub(super) fn value(recorded: &Recorded) -> Value {
    let mut value = serde_json::to_value(&recorded.event).expect("an event is plain data");
    value["number"] = json!(recorded.number);
    value["hash"] = json!(recorded.hash);
    if let Some(joined) = &recorded.joined {
        value["joined"] = json!(joined);
    }
    if let Some(void) = &recorded.void {
        value["void"] = json!(void);
    }
    value
}
