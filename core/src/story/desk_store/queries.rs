//! Queries of the store: versions, the last approved text, and whether the record was changed outside copydesk.

use super::{DeskStore, DraftPlace, ReviewError, refused, review_of, texts_of};
use crate::document::{Document, VersionId};
use crate::review::{Approved, Review, TextName};
use crate::store::{self, Fault, Log, Recorded};
use crate::story::Error;
use jiff::civil::Date;
use std::path::Path;

/// The last approved version of an output of a council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovedVersion {
    /// The version.
    pub version: VersionId,
    /// Its content.
    pub document: Document,
    /// The day of the approval.
    pub on: Date,
    /// The story it belongs to; `None` if it was approved outside copydesk.
    pub story: Option<String>,
    /// The file it came from, where it was approved before copydesk came.
    pub from: Option<String>,
}

/// The result of verifying the whole store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The number of events.
    pub events: u64,
    /// The hash of the last event; `None` if there are no events.
    pub head: Option<String>,
    /// The faults found.
    pub faults: Vec<Fault>,
}

impl Verified {
    /// Fails if faults were found.
    ///
    /// # Errors
    /// [`ReviewError::Found`], or [`crate::store::StoreError::NewerRow`] if a newer copydesk is needed to verify it.
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
    /// Returns the last approved version of an output of a council (the desk's own by default), of any story: signed
    /// off here, or added as approved.
    ///
    /// # Errors
    /// The store cannot be read, or was changed outside copydesk.
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

    /// Returns the name of a story's text. Its council is the one recorded when it was submitted.
    ///
    /// # Errors
    /// The store cannot be read; or nothing is recorded about the text, and there is no draft of it.
    pub fn text_name(&self, place: &DraftPlace) -> Result<TextName, Error> {
        let (council, story) = (self.council(), self.story_name(&place.folder));
        let name = TextName { council, story: Some(story), output: place.output.clone() };
        let log = self.log()?;
        let known = log.events.iter().rev().map(|recorded| &recorded.event.text).find(|known| known.is(&name));
        match known {
            None if !place.path().is_file() => Err(place.no_draft().into()),
            known => Ok(known.cloned().unwrap_or(name)),
        }
    }

    /// Returns where the draft of a text is; for a text approved outside copydesk, where it would be.
    pub(super) fn place_of(&self, text: &TextName) -> DraftPlace {
        let folder = self.story_folder(text.story.as_deref().unwrap_or_default());
        DraftPlace { folder, output: text.output.clone() }
    }

    /// Returns the state of a text.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn review(&self, text: &TextName) -> Result<Review, Error> {
        Ok(review_of(self.zone(), &*self.log()?, text)?)
    }

    /// Returns the version of a text that waits for sign-offs or has them all.
    ///
    /// # Errors
    /// There is none, or the store cannot be read.
    pub fn current(&self, text: &TextName) -> Result<VersionId, Error> {
        let review = self.review(text)?;
        let current = review.current().map(|current| current.version().clone());
        current.ok_or_else(|| refused(text, review.not_submitted()))
    }

    /// Returns the texts that a version is on record for, each with whether it is approved: signed off here, or added as approved,
    /// and not withdrawn since.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn texts_of_version(&self, version: &VersionId) -> Result<Vec<(TextName, bool)>, Error> {
        let log = self.log()?;
        let is_of = |text: &&TextName| {
            log.events.iter().any(|event| event.event.text.is(text) && event.event.act.version() == Some(version))
        };
        let approved = |text: &TextName| {
            let review = review_of(self.zone(), &log, text)?;
            let is_approved = review.last_approved().is_some_and(|approved| approved.version == *version);
            Ok((text.clone(), is_approved))
        };
        texts_of(&log).into_iter().filter(is_of).map(approved).collect()
    }

    /// Returns the version whose name has this beginning.
    ///
    /// # Errors
    /// [`ReviewError::NoVersion`] and [`ReviewError::ManyVersions`].
    pub fn version(&self, beginning: &str) -> Result<(VersionId, Document), Error> {
        let log = self.log()?;
        let mut versions: Vec<VersionId> =
            log.events.iter().filter_map(|event| event.event.act.version().cloned()).collect();
        versions.sort();
        versions.dedup();
        versions.retain(|version| !beginning.is_empty() && version.as_str().starts_with(beginning));
        match &versions[..] {
            [] => Err(ReviewError::NoVersion { id: beginning.to_owned() }.into()),
            [version] => Ok((version.clone(), self.document(version)?)),
            _ => Err(ReviewError::ManyVersions { id: beginning.to_owned(), versions }.into()),
        }
    }

    /// Returns the document of a version in the log.
    ///
    /// # Errors
    /// The store cannot be read, or the version was removed or changed outside copydesk.
    pub fn document(&self, version: &VersionId) -> Result<Document, Error> {
        let found = self.ask(|store| store.version(version))?;
        found.ok_or_else(|| Fault::VersionTakenOut { id: version.to_string() }.into())
    }

    /// Returns the name of the story in a folder, as the record has it.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn story_of(&self, folder: &Path) -> Result<String, Error> {
        if folder.is_dir() {
            return Ok(self.story_name(folder));
        }
        let hint = "name a story's folder".to_owned();
        Err(Error::NoStory { path: folder.to_owned(), hint })
    }

    /// Returns the versions that events are about, each once.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn versions_of(&self, events: &[&Recorded]) -> Result<Vec<(VersionId, Document)>, Error> {
        let mut versions: Vec<VersionId> = Vec::new();
        for version in events.iter().filter_map(|recorded| recorded.event.act.version()) {
            if !versions.contains(version) {
                versions.push(version.clone());
            }
        }
        versions.into_iter().map(|version| self.document(&version).map(|document| (version, document))).collect()
    }

    /// Verifies the whole store. `kept` is the hash of an event noted elsewhere, which must still be in the record.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn verify(&self, kept: Option<&str>) -> Result<Verified, Error> {
        let Some(store) = store::open(&self.desk.path)? else {
            let lost = kept.map(|hash| Fault::NotThere { hash: hash.to_owned() });
            let faults = lost.into_iter().chain(self.pin_faults(&Log::empty())?).collect();
            return Ok(Verified { events: 0, head: None, faults });
        };
        let mut faults = store.verify()?;
        let entries = store.entries(0)?;
        if let Some(hash) = kept.filter(|hash| !entries.iter().any(|entry| entry.hash == *hash)) {
            faults.push(Fault::NotThere { hash: hash.to_owned() });
        }
        if let Ok(log) = store.log() {
            faults.extend(self.evidence_faults(&log));
            faults.extend(self.file_faults(&log));
            faults.extend(self.pin_faults(&log)?);
            faults.extend(texts_of(&log).into_iter().filter_map(|text| review_of(self.zone(), &log, text).err()));
        }
        let head = entries.last().map(|last| last.hash.clone());
        Ok(Verified { events: entries.len() as u64, head, faults })
    }
}
