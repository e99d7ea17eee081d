//! Events in words.

use super::{day, despite, in_one_line, listed};
use crate::document::VersionId;
use crate::review::{Act, Event, PluginChange, PluginStep, Proof, Verdict};

/// Returns what was done, as words that follow a name.
pub(crate) fn what(event: &Event) -> String {
    let version = event.act.version().map(VersionId::short).unwrap_or_default();
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
        Act::Checked { sentence, verdict, because, .. } => checked(*verdict, sentence, because.as_deref()),
        Act::Plugin(change) => plugin(change),
        Act::Approved { on, from, .. } => {
            format!("added version {version}, approved on {}, from {from}", day(*on))
        }
    };
    let despite = event.act.despite().map(|reason| format!(", {}", despite(reason))).unwrap_or_default();
    what + &despite
}

/// Returns what was done to a plugin, as words that follow a name.
fn plugin(PluginChange { id, step, version, sha256, key }: &PluginChange) -> String {
    let verb = match step {
        PluginStep::Installed => "installed",
        PluginStep::Updated => "updated",
        PluginStep::Removed => "removed",
    };
    let hashes: Vec<String> = sha256.iter().map(|(platform, hash)| format!("{hash:.12} for {platform}")).collect();
    let key = key.as_ref().map(|key| format!(", by the key {key}")).unwrap_or_default();
    format!("{verb} the plugin {id} {version} (SHA-256 {}){key}", hashes.join(", "))
}

/// Returns what a person said of a sentence, as words that follow their name.
pub(crate) fn checked(verdict: Verdict, sentence: &str, because: Option<&str>) -> String {
    let said = match verdict {
        Verdict::Right => "says that it is right",
        Verdict::Wrong => "says that it is wrong",
        Verdict::NotMine => "cannot say whether it is right",
    };
    let because = because.map(|because| format!(": {}", in_one_line(because))).unwrap_or_default();
    format!("{said}: “{}”{because}", in_one_line(sentence))
}

/// Returns how it is known who acted, in brackets, where it is another way than a command of their own.
pub(crate) fn proven(event: &Event) -> String {
    match &event.proof {
        None | Some(Proof::Terminal(_)) => String::new(),
        Some(Proof::Link { .. }) => " (in a browser)".to_owned(),
        Some(Proof::Schedule(_)) => " (done by copydesk run)".to_owned(),
        Some(Proof::Message { recorded_by, file, .. }) => format!(" (recorded by {} from {file})", recorded_by.name),
    }
}
