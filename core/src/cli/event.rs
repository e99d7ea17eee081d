//! An event of the record, as it is printed.

use super::review_arguments::{day, despite, in_one_line, time};
use crate::review::Act;
use crate::store::Recorded;
use crate::zone::Zone;
use serde_json::{Value, json};

/// Returns one event, as a line.
pub(super) fn line(recorded: &Recorded, zone: &Zone) -> String {
    let event = &recorded.event;
    let version = event.act.version().short();
    let what = match &event.act {
        Act::Submitted { .. } => format!("submitted version {version}"),
        Act::Signed { role, .. } => format!("signed off version {version} as `{role}`"),
        Act::Returned { because, .. } => format!("returned version {version}: {because}"),
        Act::Withdrawn { because: Some(because), .. } => format!("withdrew version {version}: {because}"),
        Act::Withdrawn { because: None, .. } => format!("withdrew version {version}"),
        Act::Approved { on, from, .. } => {
            format!("added version {version}, approved on {}, from {from}", day(*on))
        }
    };
    let despite = event.act.despite().map(|reason| format!(", {}", despite(reason))).unwrap_or_default();
    let at = time(event.at, zone);
    let joined = recorded.joined.as_ref().map(|joined| format!(" (event {} of {})", joined.number, joined.from));
    let void = recorded.void.as_ref().map(|because| format!(" [void: {because}]"));
    let after = [joined, void].into_iter().flatten().collect::<String>();
    let line = format!("{:>4}  {at}  {}: {} {what}{despite}{after}", recorded.number, event.text, event.by.name);
    in_one_line(&line) + "\n"
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
