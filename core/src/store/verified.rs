//! A store that was verified once: what was added since is verified when it is read, and nothing twice.

use super::chain::{self, Chain, Noted};
use super::{Fault, Head, Log, Recorded, Store, StoreError};
use crate::document::{Document, VersionId};
use crate::review::Event;
use std::sync::Arc;

/// An open store and its events, verified with their versions. Anyone who signs, or sees that others signed, relies on
/// both.
#[derive(Debug)]
pub struct VerifiedStore {
    pub(super) store: Box<dyn Store>,
    pub(super) log: Arc<Log>,
}

impl VerifiedStore {
    /// Verifies a store.
    ///
    /// # Errors
    /// [`StoreError::Apart`] if only its note differs, [`StoreError::Tampered`] if there is a proof of another change,
    /// [`StoreError::NewerRow`] if a newer copydesk is needed to read it; or it cannot be read.
    pub fn new(store: Box<dyn Store>) -> Result<VerifiedStore, StoreError> {
        let (store, noted) = VerifiedStore::beside_its_note(store)?;
        match noted {
            Some(noted) => Err(store.apart(noted)),
            None => Ok(store),
        }
    }

    /// Verifies a store that may not have the event that was noted as its last, because it is another copy of the record
    /// that has it. Returns that event as well.
    ///
    /// # Errors
    /// Those of [`VerifiedStore::new`] but the first.
    pub fn beside_its_note(store: Box<dyn Store>) -> Result<(VerifiedStore, Option<Head>), StoreError> {
        let chain = examine(&*store, false)?;
        let noted = chain.apart().cloned();
        if noted.is_none() {
            StoreError::refuse(chain.faults)?;
        }
        Ok((VerifiedStore { store, log: Arc::new(chain.log) }, noted))
    }

    /// Returns the error of a store that does not have the event that was noted as its last.
    pub fn apart(&self, noted: Head) -> StoreError {
        StoreError::Apart { at: self.store.place().clone(), last: self.log.head.clone(), noted }
    }

    /// Returns the events as they were verified last.
    pub fn verified(&self) -> &Log {
        &self.log
    }

    /// Returns the events, those included that were added since.
    ///
    /// # Errors
    /// Those of [`VerifiedStore::new`].
    pub fn log(&mut self) -> Result<Arc<Log>, StoreError> {
        let noted = self.store.witness().noted();
        let head = &self.log.head;
        let rows = self.store.entries(head.number)?;
        let (first, added) = match rows.split_first() {
            Some((first, added)) if head.number > 0 => (first.head(), added),
            _ => (head.clone(), &rows[..]),
        };
        if first != *head {
            return Err(Fault::Rewritten { number: head.number }.into());
        }
        if added.is_empty() && noted == Noted::Last(first) {
            return Ok(Arc::clone(&self.log));
        }
        let mut chain = Chain::after(Log::clone(&self.log), noted);
        for row in added {
            chain.read(row);
        }
        chain.compare_with_note();
        let mut documents = Vec::new();
        for id in chain.stored() {
            documents.extend(self.store.document(id)?.map(|text| (id.to_string(), text)));
        }
        chain.compare_with_versions(&documents, false);
        if let Some(noted) = chain.apart().cloned() {
            return Err(self.apart(noted));
        }
        StoreError::refuse(chain.faults)?;
        self.log = Arc::new(chain.log);
        Ok(Arc::clone(&self.log))
    }

    /// Returns the version with this name.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] if it is missing or does not match its name, [`StoreError::NewerRow`] if a newer copydesk
    /// wrote it; or the store cannot be read.
    pub fn version(&self, id: &VersionId) -> Result<Document, StoreError> {
        self.store.version(id)?.ok_or_else(|| chain::missing(id).into())
    }

    /// Appends an event after `head`, as [`Store::append`] does.
    ///
    /// # Errors
    /// Those of [`Store::append`].
    pub fn append(&mut self, head: &Head, event: &Event, document: Option<&Document>) -> Result<Recorded, StoreError> {
        self.store.append(head, event, document)
    }
}

/// Reads and verifies all rows; where `whole`, the words of each version as well.
pub(super) fn examine(store: &(impl Store + ?Sized), whole: bool) -> Result<Chain, StoreError> {
    let mut chain = Chain::after(Log::empty(), store.witness().noted());
    let everything = store.everything()?;
    everything.entries.iter().for_each(|row| chain.read(row));
    chain.compare_with_note();
    chain.compare_with_versions(&everything.documents, whole);
    if !everything.guarded {
        chain.faults.push(Fault::Unguarded);
    }
    Ok(chain)
}
