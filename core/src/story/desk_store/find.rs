//! What is looked up in the store: versions, the last approved text, and whether anything was changed behind its back. Not
//! here: where a text stands (status).

use super::{DeskStore, ReviewError, review_of, texts_of};
use crate::document::{Document, VersionId};
use crate::review::{Approved, TextName};
use crate::store::Fault;
use crate::story::Error;
use jiff::civil::Date;

/// The last approved version of an output of a council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovedVersion {
    /// The version.
    pub version: VersionId,
    /// What it says.
    pub document: Document,
    /// The day of the approval.
    pub on: Date,
    /// The story it is of; none where it was approved before copydesk came.
    pub story: Option<String>,
    /// The file it came from, where it was approved before copydesk came.
    pub from: Option<String>,
}

/// What looking through the whole store came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many events there are.
    pub events: u64,
    /// The hash of the last one; none where there is none.
    pub head: Option<String>,
    /// What was found.
    pub faults: Vec<Fault>,
}

impl Verified {
    /// Whether nothing was found.
    ///
    /// # Errors
    /// [`ReviewError::Found`], or [`crate::store::StoreError::NewerRow`] where a newer program has to look.
    pub fn outcome(&self) -> Result<(), Error> {
        if self.faults.is_empty() {
            return Ok(());
        }
        let newer = self.faults.iter().find(|fault| fault.is_newer());
        let proofs = self.faults.iter().filter(|fault| fault.is_proof()).count();
        match newer {
            Some(fault) if proofs == 0 => Err(fault.clone().into()),
            _ => Err(ReviewError::Found { proofs }.into()),
        }
    }
}

impl DeskStore {
    /// The last approved version of an output of a council - the desk's own where none is named - of whatever story: signed
    /// by all who had to, or put on record.
    ///
    /// # Errors
    /// The store cannot be read, or was changed behind its back.
    pub fn approved(&self, output: &str, council: Option<&str>) -> Result<Option<ApprovedVersion>, Error> {
        let council = council.map_or_else(|| self.council(), |name| self.council_named(name));
        let log = self.log()?;
        let texts = texts_of(&log);
        let mut last: Option<(&TextName, Approved)> = None;
        for text in texts.into_iter().filter(|text| text.output == output && text.council == council) {
            let Some(approved) = review_of(self.zone(), &log, text)?.last_approved().cloned() else { continue };
            if last.as_ref().is_none_or(|(_, known)| (known.on, known.at) <= (approved.on, approved.at)) {
                last = Some((text, approved));
            }
        }
        let Some((text, Approved { version, on, from, .. })) = last else { return Ok(None) };
        let document = self.document(&version)?;
        Ok(Some(ApprovedVersion { version, document, on, story: text.story.clone(), from }))
    }

    /// The version whose name begins so.
    ///
    /// # Errors
    /// [`ReviewError::NoVersion`] and [`ReviewError::ManyVersions`].
    pub fn version(&self, beginning: &str) -> Result<(VersionId, Document), Error> {
        let log = self.log()?;
        let mut versions: Vec<VersionId> = log.events.iter().map(|event| event.event.act.version().clone()).collect();
        versions.sort();
        versions.dedup();
        versions.retain(|version| !beginning.is_empty() && version.as_str().starts_with(beginning));
        match &versions[..] {
            [] => Err(ReviewError::NoVersion { id: beginning.to_owned() }.into()),
            [version] => Ok((version.clone(), self.document(version)?)),
            _ => Err(ReviewError::ManyVersions { id: beginning.to_owned(), versions }.into()),
        }
    }

    /// What a version of the log says.
    ///
    /// # Errors
    /// The store cannot be read, or the version was taken out or changed behind its back.
    pub fn document(&self, version: &VersionId) -> Result<Document, Error> {
        let found = self.store()?.map(|store| store.version(version)).transpose()?.flatten();
        found.ok_or_else(|| Fault::VersionTakenOut { id: version.to_string() }.into())
    }

    /// Looks through the whole store for what was changed behind its back. `kept` is the hash of an event that somebody kept
    /// elsewhere: it must still be there.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn verify(&self, kept: Option<&str>) -> Result<Verified, Error> {
        let Some(store) = self.store()? else {
            let faults = kept.map(|hash| Fault::NotThere { hash: hash.to_owned() }).into_iter().collect();
            return Ok(Verified { events: 0, head: None, faults });
        };
        let mut faults = store.verify()?;
        let entries = store.entries()?;
        if let Some(hash) = kept.filter(|hash| !entries.iter().any(|entry| entry.hash == *hash)) {
            faults.push(Fault::NotThere { hash: hash.to_owned() });
        }
        if let Ok(log) = store.log() {
            faults.extend(texts_of(&log).into_iter().filter_map(|text| review_of(self.zone(), &log, text).err()));
        }
        let head = entries.last().map(|last| last.hash.clone());
        Ok(Verified { events: entries.len() as u64, head, faults })
    }
}
