//! The hash chain of events: how each event is tied to the one before it, and which faults show that a row was changed.
//! Rows are kept in `sqlite`, the last event is noted in `head`.

use crate::document::{Document, VersionId};
use crate::hash::sha256;
use crate::review::Event;
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use std::collections::BTreeMap;
use std::fmt;

/// One event as a row of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// The event's number, from 1.
    pub number: u64,
    /// The hash of the event before it.
    pub previous: String,
    /// The event, as JSON.
    pub body: String,
    /// The hash of the three fields above.
    pub hash: String,
}

/// The end of a chain, which the next event follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last event, or 0.
    pub number: u64,
    /// The hash of the last event.
    pub hash: String,
}

/// The last event, as noted outside the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noted {
    /// The last event.
    Last(Head),
    /// The note is missing or cannot be read.
    Nothing {
        /// The reason: a phrase.
        why: String,
    },
}

/// The content of an event's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct EventBody {
    pub(super) event: Event,
    /// The SHA-256 of the document that the event stores, as it is stored: origins are part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) document: Option<String>,
    /// Whether there was no note of the last event when this one was written: events before it may have been cut off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) unwitnessed: bool,
}

impl Head {
    /// Returns the head before the first event.
    pub fn start() -> Head {
        Head { number: 0, hash: "0".repeat(64) }
    }

    /// Returns the head after the last of these events.
    pub fn of(entries: &[EventRow]) -> Head {
        entries.last().map_or_else(Head::start, |last| Head { number: last.number, hash: last.hash.clone() })
    }
}

impl EventRow {
    /// Returns the row of an event that follows another.
    pub(super) fn after(head: &Head, body: &EventBody) -> EventRow {
        let body = serde_json::to_string(body).expect("an event is plain data");
        let (number, previous) = (head.number + 1, head.hash.clone());
        EventRow { hash: hash(number, &previous, &body), number, previous, body }
    }

    pub(super) fn body(&self) -> Result<EventBody, Fault> {
        let EventRow { number, body, .. } = self;
        serde_json::from_str(body).map_err(|error| match error.classify() {
            Category::Data if self.is_whole() => Fault::NewerEvent { number: *number },
            _ => Fault::Unreadable { number: *number },
        })
    }

    /// Returns `true` if the hash matches the rest of the row.
    fn is_whole(&self) -> bool {
        self.hash == hash(self.number, &self.previous, &self.body)
    }

    fn head(&self) -> Head {
        Head { number: self.number, hash: self.hash.clone() }
    }
}

fn hash(number: u64, previous: &str, body: &str) -> String {
    sha256(format!("copydesk event 1\n{number}\n{previous}\n{body}").as_bytes())
}

/// A sign that a store was changed outside copydesk, or that this cannot be ruled out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// An event does not match its hash.
    Changed {
        /// The event's number.
        number: u64,
    },
    /// Events are missing.
    TakenOut {
        /// The first of them.
        from: u64,
        /// The last of them.
        to: u64,
    },
    /// An event does not carry the hash of the one before.
    Loose {
        /// The event's number.
        number: u64,
    },
    /// An event cannot be read.
    Unreadable {
        /// The event's number.
        number: u64,
    },
    /// An event says something that this program does not know: a newer one wrote it.
    NewerEvent {
        /// The event's number.
        number: u64,
    },
    /// The last events are missing.
    CutOff {
        /// The number of the last event in the store.
        last: u64,
        /// The number of the last that was noted.
        noted: u64,
    },
    /// The events differ from those that were noted.
    Rewritten {
        /// The number of the event that was noted.
        number: u64,
    },
    /// The last event is not noted, so copydesk cannot know whether events were cut off.
    NothingNoted {
        /// The reason.
        why: String,
    },
    /// The last event was not noted when this one was written.
    Unwitnessed {
        /// The event's number.
        number: u64,
    },
    /// An event is out of place in the review of its text.
    Impossible {
        /// The event's number.
        number: u64,
        /// The reason.
        why: String,
    },
    /// A message that proves an event is missing.
    EvidenceMissing {
        /// The event's number.
        number: u64,
    },
    /// A message that proves an event has changed.
    EvidenceChanged {
        /// The event's number.
        number: u64,
    },
    /// A version does not match its name, or its origins have changed.
    VersionChanged {
        /// The version's name.
        id: String,
    },
    /// A version contains something that only a newer copydesk can read.
    NewerVersion {
        /// The version's name.
        id: String,
    },
    /// A version is missing that an event names.
    VersionTakenOut {
        /// The version's name.
        id: String,
    },
    /// A version is present that no event names.
    VersionPutIn {
        /// The version's name.
        id: String,
    },
    /// No event has a hash that somebody noted.
    NotThere {
        /// The hash.
        hash: String,
    },
    /// The tables or their triggers were changed.
    Unguarded,
}

impl Fault {
    /// Returns `true` if the fault proves a change. The others mean that a change cannot be ruled out, or that a newer
    /// copydesk is needed to know.
    pub fn is_proof(&self) -> bool {
        !matches!(self, Fault::NothingNoted { .. } | Fault::Unwitnessed { .. }) && !self.is_newer()
    }

    /// Returns `true` if only a newer copydesk can read the row.
    pub fn is_newer(&self) -> bool {
        matches!(self, Fault::NewerEvent { .. } | Fault::NewerVersion { .. })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Changed { number } => write!(f, "event {number} was changed"),
            Fault::TakenOut { from, to } if from == to => write!(f, "event {from} was removed"),
            Fault::TakenOut { from, to } => write!(f, "events {from} to {to} were removed"),
            Fault::Loose { number } => write!(
                f,
                "event {number} does not carry the hash of the event before it: one of them was changed, moved or added"
            ),
            Fault::Unreadable { number } => write!(f, "event {number} was not written by copydesk"),
            Fault::NewerEvent { number } => write!(f, "event {number} was written by a newer copydesk"),
            Fault::CutOff { last, noted } => {
                write!(f, "the record ends at event {last} but should reach {noted}: later events were removed")
            }
            Fault::Rewritten { number } => {
                write!(f, "event {number} is not the one that was noted: the events were written anew")
            }
            Fault::NothingNoted { why } => {
                write!(f, "{why}: whether events were cut off at the end cannot be known")
            }
            Fault::Unwitnessed { number } => write!(
                f,
                "the last event was noted nowhere when event {number} was written: some before it may have been cut off"
            ),
            Fault::Impossible { number, why } => {
                write!(f, "event {number} is out of place: {why}")
            }
            Fault::EvidenceMissing { number } => write!(f, "the message that proves event {number} is missing"),
            Fault::EvidenceChanged { number } => write!(f, "the message that proves event {number} was changed"),
            Fault::VersionChanged { id } => write!(f, "version {} was changed", short(id)),
            Fault::NewerVersion { id } => write!(f, "version {} was written by a newer copydesk", short(id)),
            Fault::VersionTakenOut { id } => write!(f, "version {} was removed", short(id)),
            Fault::VersionPutIn { id } => write!(f, "version {} was added: no event mentions it", short(id)),
            Fault::NotThere { hash } => write!(
                f,
                "no event has the hash {}: events have been removed or rewritten since you noted it",
                short(hash)
            ),
            Fault::Unguarded => f.write_str("the store's tables, or the guards on them, were changed"),
        }
    }
}

fn short(id: &str) -> String {
    id.chars().take(8).collect::<String>().escape_debug().to_string()
}

/// Returns the faults of the chain in itself and compared with the note.
pub(super) fn faults(entries: &[EventRow], noted: &Noted) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut before = Head::start();
    for entry in entries {
        if !entry.is_whole() {
            faults.push(Fault::Changed { number: entry.number });
        }
        if entry.number != before.number + 1 {
            faults.push(Fault::TakenOut { from: before.number + 1, to: entry.number.saturating_sub(1) });
        } else if entry.previous != before.hash {
            faults.push(Fault::Loose { number: entry.number });
        }
        if entry.body().is_ok_and(|body| body.unwitnessed) {
            faults.push(Fault::Unwitnessed { number: entry.number });
        }
        before = entry.head();
    }
    faults.extend(beside(entries, noted));
    faults
}

fn beside(entries: &[EventRow], noted: &Noted) -> Option<Fault> {
    let head = match noted {
        Noted::Nothing { why } => return (!entries.is_empty()).then(|| Fault::NothingNoted { why: why.clone() }),
        Noted::Last(head) => head,
    };
    let last = Head::of(entries);
    if head.number > last.number {
        return Some(Fault::CutOff { last: last.number, noted: head.number });
    }
    let known = entries.iter().find(|entry| entry.number == head.number).map_or_else(Head::start, EventRow::head);
    (known != *head).then_some(Fault::Rewritten { number: head.number })
}

/// Returns the faults of the versions, in themselves and compared with the events.
pub(super) fn document_faults(entries: &[EventRow], documents: &[(String, String)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut on_record: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in entries {
        match entry.body() {
            Ok(EventBody { event, document: Some(hash), .. }) => {
                on_record.entry(event.act.version().to_string()).or_default().push(hash);
            }
            Ok(_) => {}
            Err(fault) => faults.push(fault),
        }
    }
    // An event that cannot be read may name any version.
    let all_known = !faults.iter().any(Fault::is_newer);
    for (id, text) in documents {
        match on_record.remove(id) {
            None => faults.extend(all_known.then(|| Fault::VersionPutIn { id: id.clone() })),
            Some(hashes) => {
                let hash = sha256(text.as_bytes());
                let is_whole = hashes.iter().all(|known| *known == hash);
                let fault = if is_whole { read_document(id, text).err() } else { Some(changed(id)) };
                faults.extend(fault);
            }
        }
    }
    faults.extend(on_record.into_keys().map(|id| Fault::VersionTakenOut { id }));
    faults
}

/// Reads a stored document and checks it against its name.
pub(super) fn read_document(id: &str, text: &str) -> Result<Document, Fault> {
    match serde_json::from_str::<Document>(text) {
        Ok(document) if VersionId::of(&document).as_str() == id => Ok(document),
        Err(error) if error.classify() == Category::Data => Err(Fault::NewerVersion { id: id.to_owned() }),
        _ => Err(changed(id)),
    }
}

fn changed(id: &str) -> Fault {
    Fault::VersionChanged { id: id.to_owned() }
}

/// Returns the JSON Schemas of what the rows of an event and a version contain.
#[cfg(test)]
pub(super) fn schemas() -> [schemars::Schema; 2] {
    [schemars::schema_for!(EventBody), schemars::schema_for!(Document)]
}
