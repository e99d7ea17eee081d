//! The store: versions and events, which are only ever added. Each event carries the hash of the one before, so that
//! nothing can be changed behind its back without showing. A database keeps rows and nothing else ([`Store`]'s first five
//! methods); all that the rows mean is the same code for every database. Not here: what may happen in a review (review),
//! where the store lies and what is shown of it (story, cli).
//!
//! What is found: an event or a version that was changed, taken out, put in or moved; events cut off at the end, for as
//! long as `store.head` beside the store still names the last one. What cannot be found: a store and a `store.head` that
//! were both put back to an earlier day, or both written anew by somebody who works out all the hashes again. Against that
//! helps the hash of the last event, which `copydesk log --verify` prints, kept where they cannot write.

mod chain;
#[cfg(test)]
mod contract;
mod error;
mod head;
mod sqlite;

pub use chain::{Entry, Fault, Head, Noted};
pub use error::StoreError;
pub use sqlite::SqliteStore;

use crate::document::{Document, VersionId};
use crate::hash::sha256;
use crate::review::Event;
use chain::Body;
use std::path::Path;

/// The file of the store in a desk's folder; beside it stands the note of the last event.
pub const FILE: &str = "store.db";

/// Opens the store of a desk's folder; none where nothing was ever written down. Callers know the trait and not which
/// database stands behind it.
///
/// # Errors
/// It is no store, damaged, of a newer program, or cannot be opened. Nothing was changed.
pub fn open(desk: &Path) -> Result<Option<Box<dyn Store>>, StoreError> {
    Ok(SqliteStore::open(&desk.join(FILE))?.map(|store| Box::new(store) as Box<dyn Store>))
}

/// The same, and makes it where it is not there.
///
/// # Errors
/// Those of [`open`], or it cannot be made.
pub fn open_or_create(desk: &Path) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(SqliteStore::open_or_create(&desk.join(FILE))?))
}

/// An event as it stands in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number, from 1.
    pub number: u64,
    /// Its hash, which the next one carries.
    pub hash: String,
    /// The event.
    pub event: Event,
}

/// The events of a store whose chain is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// The events, in order.
    pub events: Vec<Recorded>,
    /// What the next event is written after.
    pub head: Head,
}

/// All rows of a store, as they were at one moment.
#[derive(Clone, Debug, Default)]
pub struct Everything {
    /// The events.
    pub entries: Vec<Entry>,
    /// The versions: name and document.
    pub documents: Vec<(String, String)>,
    /// Whether the tables and their guards are what they should be.
    pub guarded: bool,
}

/// Keeps versions and events. An implementation gives the first five methods and passes the contract tests.
pub trait Store {
    /// The rows of the events, by number.
    ///
    /// # Errors
    /// The store cannot be read.
    fn entries(&self) -> Result<Vec<Entry>, StoreError>;

    /// A version's document as it was written.
    ///
    /// # Errors
    /// The store cannot be read.
    fn document(&self, id: &VersionId) -> Result<Option<String>, StoreError>;

    /// All rows, of one moment.
    ///
    /// # Errors
    /// The store cannot be read.
    fn everything(&self) -> Result<Everything, StoreError>;

    /// The last event, as it was noted in a second place.
    fn noted(&self) -> Noted;

    /// Adds an event and, where there is none of its name, a version: both or neither, and on the disk when it returns.
    ///
    /// # Errors
    /// [`StoreError::Moved`] where the last event is not the one that the new one carries; or it cannot be written.
    fn add(&mut self, entry: &Entry, document: Option<(&VersionId, &str)>) -> Result<(), StoreError>;

    /// The events.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] where the chain is not whole, [`StoreError::NewerRow`] where an event is of a newer program.
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

    /// Adds an event after `head`, which was the last when [`Store::log`] was read, with the document that it puts on record.
    ///
    /// # Errors
    /// [`StoreError::Moved`] where somebody else was quicker: read again, decide again. Or it cannot be written.
    fn append(&mut self, head: &Head, event: &Event, document: Option<&Document>) -> Result<Recorded, StoreError> {
        let id = event.act.version();
        let text = match document {
            None => None,
            Some(document) => match self.document(id)? {
                Some(known) => Some(known),
                None => Some(serde_json::to_string(document).expect("a document is plain data")),
            },
        };
        // Before the first event there is nothing that a note could be a witness of: a program may have been killed
        // between making the store and noting that it is empty.
        let unwitnessed = head.number > 0 && matches!(self.noted(), Noted::Nothing { .. });
        let body =
            Body { event: event.clone(), document: text.as_deref().map(|text| sha256(text.as_bytes())), unwitnessed };
        let entry = Entry::after(head, &body);
        self.add(&entry, text.as_deref().map(|text| (id, text)))?;
        Ok(Recorded { number: entry.number, hash: entry.hash, event: body.event })
    }

    /// A version; none where there is none of this name.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] where what is stored is not what its name says, [`StoreError::NewerRow`] where it is of a
    /// newer program.
    fn version(&self, id: &VersionId) -> Result<Option<Document>, StoreError> {
        let Some(text) = self.document(id)? else { return Ok(None) };
        chain::read_document(id.as_str(), &text).map(Some).map_err(StoreError::from)
    }

    /// Everything that was changed behind the store's back, as far as it can be known.
    ///
    /// # Errors
    /// The store cannot be read.
    fn verify(&self) -> Result<Vec<Fault>, StoreError> {
        // In this order: what is noted is never newer than the rows that are read after it.
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
