//! The store: versions and events, append-only. Each event carries the hash of the one before, so that a change made
//! outside copydesk shows. A database only keeps rows ([`Store`]'s first five methods); what the rows mean is the same
//! code for every database. The rules of a review are in [`review`](crate::review), the desk's use of the store in
//! [`story`](crate::story).
//!
//! It detects an event or a version that was changed, removed, added or moved, and events cut off at the end, as long
//! as `store.head` next to the store still names the last one. It cannot detect a store and a `store.head` that were
//! both restored from an earlier day, or both rewritten by someone who recomputed every hash. To guard against that,
//! keep the hash of the last event, which `copydesk log --verify` prints, where they cannot write.
//!
//! Two copies of a store that went apart are joined by appending the events of one to the other. They keep the hash that
//! they had ([`Joined`]).

mod chain;
#[cfg(test)]
mod contract;
mod error;
mod fault;
mod joined;
mod merge;
mod sqlite;
mod verified;
mod witness;

pub use chain::{EventRow, Head, Noted};
pub use error::{StoreError, Where};
pub use fault::Fault;
pub use joined::{Joined, Voided};
pub use merge::{Copies, Effect};
pub use sqlite::SqliteStore;
pub use verified::VerifiedStore;
pub use witness::Witness;

use crate::document::{Document, VersionId};
use crate::hash::sha256;
use crate::review::Event;
use chain::{Chain, EventBody};
use std::fmt;
use std::path::Path;

/// The file name of the store in a desk's folder. The note of the last event is next to it.
pub const FILE: &str = "store.db";

/// Opens the store of a desk's folder, or returns `None` if nothing was ever recorded. Callers know the trait and not
/// the database.
///
/// # Errors
/// The file is not a store, is damaged, was written by a newer copydesk or cannot be opened. It is unchanged.
pub fn open(desk: &Path) -> Result<Option<Box<dyn Store>>, StoreError> {
    Ok(SqliteStore::open(&desk.join(FILE))?.map(|store| Box::new(store) as Box<dyn Store>))
}

/// Reads a copy of a store into memory. The file is neither locked nor changed.
///
/// # Errors
/// The file is not a store, is damaged, was written by a newer copydesk or cannot be read.
pub fn read_copy(path: &Path) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(SqliteStore::read_copy(path)?))
}

/// Opens the store of a desk's folder, creating it if need be.
///
/// # Errors
/// Those of [`open`], or it cannot be created.
pub fn open_or_create(desk: &Path) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(SqliteStore::open_or_create(&desk.join(FILE))?))
}

/// An event as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The event's number, from 1.
    pub number: u64,
    /// The event's hash, which the next one carries.
    pub hash: String,
    /// The event.
    pub event: Event,
    /// Where it was recorded first, if it was joined from another copy of the record.
    pub joined: Option<Joined>,
    /// Why it has no effect, if it has none.
    pub void: Option<String>,
}

impl Recorded {
    /// Returns the hash that the event had when it was recorded first: the same in every copy of the record.
    pub fn first_hash(&self) -> &str {
        self.joined.as_ref().map_or(&self.hash, |joined| &joined.hash)
    }

    /// Returns `true` if the event is the one of this number and hash, here or where it was recorded first.
    fn is_at(&self, head: &Head) -> bool {
        let first = self.joined.as_ref().map(|joined| (joined.number, &joined.hash));
        [Some((self.number, &self.hash)), first].contains(&Some((head.number, &head.hash)))
    }
}

/// The events of a store with an intact chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// The events, in order.
    pub events: Vec<Recorded>,
    /// The head that the next event follows.
    pub head: Head,
}

impl Log {
    /// Returns the log of a store without events.
    pub fn empty() -> Log {
        Log { events: Vec::new(), head: Head::start() }
    }

    /// Returns `true` if one of the events is the one of this number and hash, here or where it was recorded first.
    pub fn has(&self, head: &Head) -> bool {
        *head == Head::start() || self.events.iter().rev().any(|event| event.is_at(head))
    }

    /// Adds the next event, with what it makes void.
    fn push(&mut self, mut recorded: Recorded) {
        if let Some(joined) = &recorded.joined {
            recorded.void.clone_from(&joined.void);
            for voided in &joined.voids {
                if let Ok(place) = self.events.binary_search_by_key(&voided.number, |event| event.number) {
                    self.events[place].void = Some(voided.because.clone());
                }
            }
        }
        self.events.push(recorded);
    }
}

/// All rows of a store, read at one moment.
#[derive(Clone, Debug, Default)]
pub struct AllRows {
    /// The events.
    pub entries: Vec<EventRow>,
    /// The versions: names and documents.
    pub documents: Vec<(String, String)>,
    /// Whether the tables and their triggers are as they should be.
    pub guarded: bool,
}

/// An event to add, and the version that it stores unless it is stored already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRow {
    /// The event.
    pub entry: EventRow,
    /// The version: its name and its document.
    pub document: Option<(VersionId, String)>,
}

/// An append-only store of versions and events. An implementation gives the first seven methods and passes the contract
/// tests.
pub trait Store: fmt::Debug + Send {
    /// Returns where the store is.
    fn place(&self) -> &Where;

    /// Returns the rows of the events from this number on; from 0, all of them.
    ///
    /// # Errors
    /// The store cannot be read.
    fn entries(&self, from: u64) -> Result<Vec<EventRow>, StoreError>;

    /// Returns a version's document as it was written, or `None` if it is not stored.
    ///
    /// # Errors
    /// The store cannot be read, or has another version in the place of this one.
    fn document(&self, id: &VersionId) -> Result<Option<String>, StoreError>;

    /// Has the database check its own pages, rows and indexes.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or the store cannot be read.
    fn check(&self) -> Result<(), StoreError>;

    /// Returns all rows, read at one moment.
    ///
    /// # Errors
    /// The store cannot be read.
    fn everything(&self) -> Result<AllRows, StoreError>;

    /// Returns the place outside the database that names the last event.
    fn witness(&self) -> &dyn Witness;

    /// Adds events and versions: all or none, and on the disk when it returns.
    ///
    /// # Errors
    /// [`StoreError::Moved`] if the events do not follow the last one; or they cannot be written.
    fn add(&mut self, rows: &[NewRow]) -> Result<(), StoreError>;

    /// Returns the events. Versions are not looked at ([`VerifiedStore`]).
    ///
    /// # Errors
    /// [`StoreError::Tampered`] if the chain is broken, [`StoreError::NewerRow`] if a newer copydesk wrote an event.
    fn log(&self) -> Result<Log, StoreError> {
        let mut chain = Chain::after(Log::empty(), self.witness().noted());
        self.entries(0)?.iter().for_each(|entry| chain.read(entry));
        chain.compare_with_note();
        StoreError::refuse(chain.faults)?;
        Ok(chain.log)
    }

    /// Appends an event after `head`, which was the last when the log was read, with the document that it stores.
    ///
    /// # Errors
    /// [`StoreError::Moved`] if someone else appended an event first: read again, decide again. Or it cannot be
    /// written.
    fn append(&mut self, head: &Head, event: &Event, document: Option<&Document>) -> Result<Recorded, StoreError> {
        let stored = document.zip(event.act.version());
        let text = match stored {
            None => None,
            Some((document, id)) => match self.document(id)? {
                Some(known) => Some(known),
                None => Some(serde_json::to_string(document).expect("a document is plain data")),
            },
        };
        let body = EventBody {
            event: event.clone(),
            document: text.as_deref().map(|text| sha256(text.as_bytes())),
            unwitnessed: self.is_unwitnessed(head),
            joined: None,
        };
        let entry = EventRow::after(head, &body);
        let Head { number, hash } = entry.head();
        self.add(&[NewRow { entry, document: stored.zip(text).map(|((_, id), text)| (id.clone(), text)) }])?;
        Ok(Recorded { number, hash, event: body.event, joined: None, void: None })
    }

    /// Returns `true` if there are events and no note of the last one. Before the first event there is nothing to note: a
    /// program may have been killed between creating the store and noting that it is empty.
    fn is_unwitnessed(&self, head: &Head) -> bool {
        head.number > 0 && matches!(self.witness().noted(), Noted::Nothing { .. })
    }

    /// Returns the version with this name, or `None` if it was never stored.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] if the stored document does not match its name, [`StoreError::NewerRow`] if a newer
    /// copydesk wrote it.
    fn version(&self, id: &VersionId) -> Result<Option<Document>, StoreError> {
        let Some(text) = self.document(id)? else { return Ok(None) };
        chain::read_document(id.as_str(), &text).map(Some).map_err(StoreError::from)
    }

    /// Returns every change made outside copydesk that can be detected.
    ///
    /// # Errors
    /// The store cannot be read, or is damaged.
    fn verify(&self) -> Result<Vec<Fault>, StoreError> {
        self.check()?;
        Ok(verified::examine(self, true)?.faults)
    }
}
