//! An event of the record, as it is printed.

use crate::phrasing::{in_one_line, proven, time, what};
use crate::store::Recorded;
use crate::zone::Zone;
use serde_json::{Value, json};

/// Returns one event, as a line.
pub(super) fn line(recorded: &Recorded, zone: &Zone) -> String {
    let event = &recorded.event;
    let proof = proven(event);
    let at = time(event.at, zone);
    let joined = recorded.joined.as_ref().map(|joined| format!(" (event {} of {})", joined.number, joined.from));
    let void = recorded.void.as_ref().map(|because| format!(" [void: {because}]"));
    let after = [joined, void].into_iter().flatten().collect::<String>();
    let line = format!("{:>4}  {at}  {}: {} {}{proof}{after}", recorded.number, event.text, event.by.name, what(event));
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
