//! Two copies of a record that went apart: which events each has, and how those of the other are appended. What has no
//! effect any more, the rules of a review decide (`review::join`).

use super::chain::{self, EventRow};
use super::{Joined, Log, NewRow, Recorded, StoreError, VerifiedStore, Voided};
use crate::document::VersionId;
use crate::hash::sha256;
use crate::review::Actor;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Two copies of a record, compared event by event. An event is the same in both if it was recorded first with the same
/// hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// The places in the first copy of the events that the second does not have.
    pub only_here: Vec<usize>,
    /// The places in the second copy of the events that the first does not have.
    pub only_there: Vec<usize>,
    /// How many events of the second copy the first has too.
    pub common: usize,
}

impl Copies {
    /// Compares two copies.
    pub fn of(here: &Log, there: &Log) -> Copies {
        let lacking = |one: &Log, other: &Log| -> Vec<usize> {
            let known: BTreeSet<&str> = other.events.iter().map(Recorded::first_hash).collect();
            let places = one.events.iter().enumerate().filter(|(_, event)| !known.contains(event.first_hash()));
            places.map(|(place, _)| place).collect()
        };
        let (only_here, only_there) = (lacking(here, there), lacking(there, here));
        let common = there.events.len() - only_there.len();
        Copies { only_here, only_there, common }
    }
}

/// What an event that is joined has for an effect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Why it has none.
    pub void: Option<String>,
    /// The events here that have none any more because of it.
    pub voids: Vec<Voided>,
}

impl VerifiedStore {
    /// Appends the events of another copy that this one lacks: at these places there, with these effects. If the other copy
    /// only goes on where this one ends, they are appended as they are. All are added, or none.
    ///
    /// # Errors
    /// [`StoreError::Moved`] if someone else appended an event first: read again, decide again. Or the copy cannot be read,
    /// or the events cannot be written.
    pub fn join(
        &mut self,
        other: &VerifiedStore,
        events: &[(usize, Effect)],
        (from, by, at): (&str, &Actor, Timestamp),
    ) -> Result<(), StoreError> {
        let mut head = self.log.head.clone();
        let unwitnessed = self.store.is_unwitnessed(&head);
        let rows = other.store.entries(0)?;
        let mut added = Vec::new();
        for (place, effect) in events {
            let row = &rows[*place];
            let mut body = row.body().map_err(StoreError::from)?;
            let document = match body.stored().and(body.event.act.version()) {
                Some(version) => Some(self.document_of(other, version)?),
                None => None,
            };
            let entry = if row.previous == head.hash {
                row.clone()
            } else {
                let here = document.as_ref().map(|(_, text)| sha256(text.as_bytes()));
                let (number, previous, hash) = match body.joined.take() {
                    Some(Joined { number, previous, hash, .. }) => (number, previous, hash),
                    None => (row.number, row.previous.clone(), row.hash.clone()),
                };
                let document = here.filter(|here| body.document.as_ref() != Some(here));
                let Effect { void, voids } = effect.clone();
                let (from, by) = (from.to_owned(), by.clone());
                body.joined = Some(Joined { number, previous, hash, from, by, at, void, voids, document, unwitnessed });
                EventRow::after(&head, &body)
            };
            head = entry.head();
            added.push(NewRow { entry, document });
        }
        self.store.add(&added)
    }

    /// Returns a version as it is stored here or, if it is not, there.
    fn document_of(&self, other: &VerifiedStore, id: &VersionId) -> Result<(VersionId, String), StoreError> {
        let text = match self.store.document(id)? {
            Some(text) => Some(text),
            None => other.store.document(id)?,
        };
        Ok((id.clone(), text.ok_or_else(|| chain::missing(id))?))
    }
}
