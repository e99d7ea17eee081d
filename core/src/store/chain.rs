//! The hash chain of events: how each event is tied to the one before it, and which faults show that a row was changed.
//! Rows are kept in `sqlite`, the last event is noted by the `witness`.

use super::{Fault, Joined, Log, Recorded};
use crate::document::{Document, VersionId};
use crate::hash::sha256;
use crate::review::Event;
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use std::collections::BTreeMap;

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
    /// Where the event was recorded first, if it was joined from another copy of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) joined: Option<Joined>,
}

impl EventBody {
    /// Returns the hash of the document that is stored here.
    pub(super) fn stored(&self) -> Option<&String> {
        self.joined.as_ref().and_then(|joined| joined.document.as_ref()).or(self.document.as_ref())
    }

    /// Returns `true` unless the event was joined from another copy and does not match the hash that it had there.
    fn is_as_it_was(&self) -> bool {
        let Some(joined) = &self.joined else { return true };
        let Some(number) = joined.number.checked_sub(1) else { return false };
        let before = Head { number, hash: joined.previous.clone() };
        EventRow::after(&before, &EventBody { joined: None, ..self.clone() }).hash == joined.hash
    }

    fn unwitnessed(&self) -> bool {
        self.unwitnessed || self.joined.as_ref().is_some_and(|joined| joined.unwitnessed)
    }
}

impl Head {
    /// Returns the head before the first event.
    pub fn start() -> Head {
        Head { number: 0, hash: "0".repeat(64) }
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

    pub(super) fn head(&self) -> Head {
        Head { number: self.number, hash: self.hash.clone() }
    }
}

fn hash(number: u64, previous: &str, body: &str) -> String {
    sha256(format!("copydesk event 1\n{number}\n{previous}\n{body}").as_bytes())
}

/// The rows of events, read and verified one after the other.
#[derive(Debug)]
pub(super) struct Chain {
    /// The events that could be read, and the head after the last row.
    pub(super) log: Log,
    /// The faults found.
    pub(super) faults: Vec<Fault>,
    /// The versions that the rows store, with the hashes of their documents.
    stored: BTreeMap<VersionId, Vec<String>>,
    noted: Noted,
    /// Whether the event that was noted was read.
    met: bool,
}

impl Chain {
    /// Begins after events that were verified, with the note as it was before the rows were read: so it is never newer.
    pub(super) fn after(log: Log, noted: Noted) -> Chain {
        let met = matches!(&noted, Noted::Last(head) if log.has(head));
        Chain { log, faults: Vec::new(), stored: BTreeMap::new(), noted, met }
    }

    /// Reads and verifies the next row.
    pub(super) fn read(&mut self, row: &EventRow) {
        let (before, number) = (std::mem::replace(&mut self.log.head, row.head()), row.number);
        if !row.is_whole() {
            self.faults.push(Fault::Changed { number });
        }
        if number != before.number + 1 {
            self.faults.push(Fault::TakenOut { from: before.number + 1, to: number.saturating_sub(1) });
        } else if row.previous != before.hash {
            self.faults.push(Fault::Loose { number });
        }
        self.met |= matches!(&self.noted, Noted::Last(head) if *head == row.head());
        match row.body() {
            Ok(body) => self.accept(row, body),
            Err(fault) => self.faults.push(fault),
        }
    }

    fn accept(&mut self, row: &EventRow, body: EventBody) {
        let number = row.number;
        if !body.is_as_it_was() {
            self.faults.push(Fault::WronglyJoined { number });
        }
        if body.unwitnessed() {
            self.faults.push(Fault::Unwitnessed { number });
        }
        if let Some((hash, version)) = body.stored().zip(body.event.act.version()) {
            self.stored.entry(version.clone()).or_default().push(hash.clone());
        }
        let EventBody { event, joined, .. } = body;
        let recorded = Recorded { number, hash: row.hash.clone(), event, joined, void: None };
        self.met |= matches!(&self.noted, Noted::Last(head) if recorded.is_at(head));
        self.log.push(recorded);
    }

    /// Compares the events with the note of the last one.
    pub(super) fn compare_with_note(&mut self) {
        let last = self.log.head.number;
        let fault = match &self.noted {
            Noted::Nothing { why } if last > 0 => Fault::NothingNoted { why: why.clone() },
            Noted::Last(head) if !self.met && head.number > last => Fault::CutOff { last, noted: head.number },
            Noted::Last(head) if !self.met => Fault::Rewritten { number: head.number },
            _ => return,
        };
        self.faults.push(fault);
    }

    /// Returns the event that was noted, if the rows are whole in themselves and do not have it.
    pub(super) fn apart(&self) -> Option<&Head> {
        let mut proofs = self.faults.iter().filter(|fault| fault.is_proof());
        let is_beside_the_note = proofs.next().is_some_and(Fault::is_beside_the_note) && proofs.next().is_none();
        match &self.noted {
            Noted::Last(head) if is_beside_the_note => Some(head),
            _ => None,
        }
    }

    /// Returns the names of the versions that the rows store.
    pub(super) fn stored(&self) -> impl Iterator<Item = &VersionId> {
        self.stored.keys()
    }

    /// Compares the versions with the events that store them. That the words of each are those that it is named by is
    /// only read where `whole`; without it, that follows from the event's hash of the document.
    pub(super) fn compare_with_versions(&mut self, documents: &[(String, String)], whole: bool) {
        // An event that cannot be read may name any version.
        let all_known = !self.faults.iter().any(Fault::is_newer);
        for (id, text) in documents {
            match VersionId::new(id.as_str()).ok().and_then(|id| self.stored.remove(&id)) {
                None => self.faults.extend(all_known.then(|| Fault::VersionPutIn { id: id.clone() })),
                Some(hashes) => {
                    let hash = sha256(text.as_bytes());
                    let is_same = hashes.iter().all(|known| *known == hash);
                    let read = || if whole { read_document(id, text).err() } else { None };
                    self.faults.extend(if is_same { read() } else { Some(changed(id)) });
                }
            }
        }
        self.faults.extend(std::mem::take(&mut self.stored).into_keys().map(|id| missing(&id)));
    }
}

/// Returns the fault of a version that is not there.
pub(super) fn missing(id: &VersionId) -> Fault {
    Fault::VersionTakenOut { id: id.to_string() }
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
