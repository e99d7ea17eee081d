//! Copies of the record in the desk's folder, as a synced folder makes them when two people worked at once: found,
//! compared with the record, and joined to it.

use super::{DeskStore, ReviewError};
use crate::review::{Actor, Entry, TextName, join};
use crate::store::{self, Copies, Effect, Log, Recorded, StoreError, VerifiedStore, Voided};
use crate::story::{Error, user_files};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A copy of the record next to it.
#[derive(Debug)]
pub struct StoreCopy {
    /// Its file.
    pub path: PathBuf,
    /// What it has, or why it cannot be read.
    pub compared: Result<ComparedCopy, Error>,
}

/// A copy of the record, compared with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedCopy {
    /// How many events it has.
    pub events: usize,
    /// How many of them are in the record too.
    pub common: usize,
    /// The events of the record that it does not have.
    pub only_here: Vec<Recorded>,
    /// Its events that are not in the record.
    pub only_there: Vec<Recorded>,
}

/// What was joined to the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// How many events of the copy were in the record before.
    pub common: usize,
    /// The events that were added.
    pub added: Vec<Recorded>,
    /// The events of the record that have no effect any more.
    pub voided: Vec<Recorded>,
}

impl DeskStore {
    /// Returns the copies of the record in the desk's folder. Those that are no store of copydesk are left out.
    ///
    /// # Errors
    /// The folder or the record cannot be read.
    pub fn copies(&self) -> Result<Vec<StoreCopy>, Error> {
        let paths = self.files_of_copies()?;
        let mut copies = Vec::new();
        if paths.is_empty() {
            return Ok(copies);
        }
        let here = self.beside_its_note()?.map_or_else(Log::empty, |(store, _)| store.verified().clone());
        for path in paths {
            let compared = match read_copy(&path) {
                Err(StoreError::NotAStore { .. }) => continue,
                Err(error) => Err(error.into()),
                Ok(store) => Ok(compared(&here, store.verified())),
            };
            copies.push(StoreCopy { path, compared });
        }
        Ok(copies)
    }

    /// Joins a copy of the record to it: the events that the record lacks are added to its end. The copy is verified first
    /// and never changed. Joining it again adds nothing.
    ///
    /// # Errors
    /// The copy cannot be read or was changed, is of another desk, or the record cannot be written. Nothing is added then.
    pub fn merge(&self, path: &Path, (by, at): (&Actor, Timestamp)) -> Result<Merged, Error> {
        let there = read_copy(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        loop {
            let opened = self.beside_its_note()?;
            let before = opened.as_ref().map_or_else(Log::empty, |(here, _)| here.verified().clone());
            let copies = Copies::of(&before, there.verified());
            self.see_that_it_is_of_this_desk(path, &before, &there, &copies)?;
            let mut here = match opened {
                Some((here, Some(noted))) if !there.verified().has(&noted) => return Err(here.apart(noted).into()),
                Some((here, _)) => here,
                None => VerifiedStore::new(store::open_or_create(&self.desk.path)?)?,
            };
            if here.verified().head != before.head {
                continue;
            }
            if copies.only_there.is_empty() {
                return Ok(Merged { common: copies.common, added: Vec::new(), voided: Vec::new() });
            }
            let events = self.effects(&before, there.verified(), &copies);
            match here.join(&there, &events, (&name, by, at)) {
                Ok(()) => {}
                Err(StoreError::Moved) => continue,
                Err(other) => return Err(other.into()),
            }
            // What was verified before the joining is verified anew.
            self.open.take();
            return Ok(outcome(copies.common, &before, &self.log()?));
        }
    }

    /// Opens the record, which may not have the event that was noted as its last.
    fn beside_its_note(&self) -> Result<Option<(VerifiedStore, Option<store::Head>)>, Error> {
        Ok(store::open(&self.desk.path)?.map(VerifiedStore::beside_its_note).transpose()?)
    }

    /// Finds the copy that has the event that the record lacks.
    pub(super) fn explain(&self, error: StoreError) -> Error {
        let StoreError::Apart { noted, .. } = &error else { return error.into() };
        let has_it = |path: &PathBuf| read_copy(path).is_ok_and(|copy| copy.verified().has(noted));
        match self.files_of_copies().unwrap_or_default().into_iter().find(has_it) {
            Some(copy) => ReviewError::Apart { error, copy }.into(),
            None => error.into(),
        }
    }

    fn files_of_copies(&self) -> Result<Vec<PathBuf>, Error> {
        Ok(user_files::files(&self.desk.path)?.into_iter().filter(|path| is_copy(path)).collect())
    }

    /// A copy without a common event may be one that was begun on another computer, or another desk's.
    fn see_that_it_is_of_this_desk(
        &self,
        path: &Path,
        here: &Log,
        there: &VerifiedStore,
        copies: &Copies,
    ) -> Result<(), Error> {
        let council = self.council();
        let is_ours = |event: &Recorded| {
            let of = &event.event.text.council;
            *of == council || here.events.iter().any(|known| known.event.text.council == *of)
        };
        if copies.common > 0 || there.verified().events.iter().all(is_ours) {
            return Ok(());
        }
        Err(ReviewError::OtherDesk { path: path.to_owned(), council }.into())
    }

    /// Returns what each event that the record lacks has for an effect, text by text.
    fn effects(&self, here: &Log, there: &Log, copies: &Copies) -> Vec<(usize, Effect)> {
        let mut effects: Vec<(usize, Effect)> =
            copies.only_there.iter().map(|place| (*place, Effect::default())).collect();
        let mut texts: Vec<&TextName> = Vec::new();
        for place in &copies.only_there {
            let text = &there.events[*place].event.text;
            if !texts.iter().any(|known| known.is(text)) {
                texts.push(text);
            }
        }
        for text in texts {
            let of_text = |log: &Log, place: usize| log.events[place].event.text.is(text);
            let known: Vec<usize> = (0..here.events.len()).filter(|place| of_text(here, *place)).collect();
            let added: Vec<usize> = (0..effects.len()).filter(|number| of_text(there, effects[*number].0)).collect();
            let is_common = |place: &usize| copies.only_here.binary_search(place).is_err();
            let here_now: Vec<Entry<'_>> =
                known.iter().map(|place| entry(&here.events[*place], is_common(place))).collect();
            let there_now: Vec<Entry<'_>> =
                added.iter().map(|number| entry(&there.events[effects[*number].0], false)).collect();
            let joining = join(self.zone(), &here_now, &there_now);
            for (number, void) in added.iter().zip(joining.void) {
                effects[*number].1.void = void;
            }
            for voids in joining.voids {
                let number = here.events[known[voids.here]].number;
                effects[added[voids.there]].1.voids.push(Voided { number, because: voids.because });
            }
        }
        effects
    }
}

fn entry(recorded: &Recorded, is_common: bool) -> Entry<'_> {
    Entry { event: &recorded.event, void: recorded.void.as_deref(), is_common }
}

/// Returns `true` if a file's name is that of a copy of the store, such as `store (conflicted copy).db`, `store-LAPTOP.db`
/// or `Copy of store.db.bak`.
fn is_copy(path: &Path) -> bool {
    const OF_SQLITE: [&str; 3] = ["-journal", "-wal", "-shm"];
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name != store::FILE
        && name.contains("store")
        && name.contains(".db")
        && !OF_SQLITE.iter().any(|ending| name.ends_with(ending))
}

fn read_copy(path: &Path) -> Result<VerifiedStore, StoreError> {
    VerifiedStore::new(store::read_copy(path)?)
}

fn compared(here: &Log, there: &Log) -> ComparedCopy {
    let Copies { only_here, only_there, common } = Copies::of(here, there);
    let of = |log: &Log, places: Vec<usize>| places.into_iter().map(|place| log.events[place].clone()).collect();
    ComparedCopy {
        events: there.events.len(),
        common,
        only_here: of(here, only_here),
        only_there: of(there, only_there),
    }
}

fn outcome(common: usize, before: &Log, after: &Arc<Log>) -> Merged {
    let (known, added) = after.events.split_at(before.events.len());
    let is_new = |(old, new): &(&Recorded, &Recorded)| old.void.is_none() && new.void.is_some();
    let voided = before.events.iter().zip(known).filter(is_new).map(|(_, new)| new.clone()).collect();
    Merged { common, added: added.to_vec(), voided }
}
