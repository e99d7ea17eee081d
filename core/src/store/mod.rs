//! The store: versions and events, append-only. Each event carries the hash of the one before, so that a change made
//! outside copydesk shows. A database only keeps rows ([`Store`]'s first five methods); what the rows mean is the same
//! code for every database. The rules of a review are in [`review`](crate::review), the desk's use of the store in
//! [`story`](crate::story).
//!
//! It detects an event or a version that was changed, removed, added or moved, and events cut off at the end, as long
//! as `store.head` next to the store still names the last one. It cannot detect a store and a `store.head` that were
//! both restored from an earlier day, or both rewritten by someone who recomputed every hash. To guard against that,
//! keep the hash of the last event, which `copydesk log --verify` prints, where they cannot write.

mod chain;
#[cfg(test)]
mod contract;
mod error;
mod head_note;
mod sqlite;

pub use chain::{EventRow, Fault, Head, Noted};
pub use error::StoreError;
pub use sqlite::SqliteStore;

use crate::document::{Document, VersionId};
use crate::hash::sha256;
use crate::review::Event;
use chain::EventBody;
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
}

/// The events of a store with an intact chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// The events, in order.
    pub events: Vec<Recorded>,
    /// The head that the next event follows.
    pub head: Head,
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

/// An append-only store of versions and events. An implementation gives the first five methods and passes the contract
/// tests.
pub trait Store {
    /// Returns the rows of the events, by number.
    ///
    /// # Errors
    /// The store cannot be read.
    fn entries(&self) -> Result<Vec<EventRow>, StoreError>;

    /// Returns a version's document as it was written, or `None` if it is not stored.
    ///
    /// # Errors
    /// The store cannot be read.
    fn document(&self, id: &VersionId) -> Result<Option<String>, StoreError>;

    /// Returns all rows, read at one moment.
    ///
    /// # Errors
    /// The store cannot be read.
    fn everything(&self) -> Result<AllRows, StoreError>;

    /// Returns the last event, as noted outside the database.
    fn noted(&self) -> Noted;

    /// Adds an event and, unless it is stored already, a version: both or neither, and on the disk when it returns.
    ///
    /// # Errors
    /// [`StoreError::Moved`] if the event does not follow the last one; or it cannot be written.
    fn add(&mut self, entry: &EventRow, document: Option<(&VersionId, &str)>) -> Result<(), StoreError>;

    /// Returns the events.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] if the chain is broken, [`StoreError::NewerRow`] if a newer copydesk wrote an event.
    fn log(&self) -> Result<Log, StoreError> {
        let noted = self.noted();
        let entries = self.entries()?;
        let mut faults = chain::faults(&entries, &noted);
        let mut events = Vec::with_capacity(entries.len());
        for entry in &entries {
            match entry.body() {
                Ok(body) => {
                    events.push(Recorded { number: entry.number, hash: entry.hash.clone(), event: body.event });
                }
                Err(fault) => faults.push(fault),
            }
        }
        StoreError::refuse(faults)?;
        Ok(Log { events, head: Head::of(&entries) })
    }

    /// Appends an event after `head`, which was the last when [`Store::log`] was read, with the document that it
    /// stores.
    ///
    /// # Errors
    /// [`StoreError::Moved`] if someone else appended an event first: read again, decide again. Or it cannot be
    /// written.
    fn append(&mut self, head: &Head, event: &Event, document: Option<&Document>) -> Result<Recorded, StoreError> {
        let id = event.act.version();
        let text = match document {
            None => None,
            Some(document) => match self.document(id)? {
                Some(known) => Some(known),
                None => Some(serde_json::to_string(document).expect("a document is plain data")),
            },
        };
        // Before the first event there is nothing to note: a program may have been killed between creating the store
        // and noting that it is empty.
        let unwitnessed = head.number > 0 && matches!(self.noted(), Noted::Nothing { .. });
        let body = EventBody {
            event: event.clone(),
            document: text.as_deref().map(|text| sha256(text.as_bytes())),
            unwitnessed,
        };
        let entry = EventRow::after(head, &body);
        self.add(&entry, text.as_deref().map(|text| (id, text)))?;
        Ok(Recorded { number: entry.number, hash: entry.hash, event: body.event })
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
    /// The store cannot be read.
    fn verify(&self) -> Result<Vec<Fault>, StoreError> {
        // In this order, the note is never newer than the rows, which are read after it.
        let noted = self.noted();
        let everything = self.everything()?;
        let mut faults = chain::faults(&everything.entries, &noted);
        faults.extend(chain::document_faults(&everything.entries, &everything.documents));
        if !everything.guarded {
            faults.push(Fault::Unguarded);
        }
        Ok(faults)
    }
}
