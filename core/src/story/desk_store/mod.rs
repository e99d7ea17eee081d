//! The desk's store: records what people do to texts, and answers questions about it. The rules are in
//! [`review`](crate::review), the rows in [`store`], printing in [`cli`](crate::cli); times are passed
//! in.

mod acts;
mod claims;
mod conditions;
mod copies;
mod delivery;
mod draft_place;
mod editing;
mod error;
mod evidence;
mod gate;
mod machine;
mod made_files;
mod overview;
mod people;
mod places;
mod plugin_record;
mod queries;
mod reader_copy;
mod release;
#[cfg(test)]
mod simulation;
mod status;
mod story_form;
mod timetable;
mod uploads;

pub use acts::{Imported, Submission, has_words};
pub use claims::{Answered, Claim, Claims};
pub(in crate::story) use conditions::embargo;
pub use copies::{ComparedCopy, Merged, StoreCopy};
pub use draft_place::DraftPlace;
pub use editing::{Editable, Proofread};
pub use error::ReviewError;
pub use evidence::Message;
pub use machine::this_machine;
pub use made_files::MadeFileError;
pub(in crate::story) use made_files::file_beside;
pub use overview::StoryOverview;
pub use places::{Told, media_type};
pub use queries::{ApprovedVersion, Verified};
pub use reader_copy::{Base, BaseKind, Quotation, ReaderCopy};
pub use release::{Due, Outcome};
pub use status::{DraftNow, Fallen, TextStatus};
pub use story_form::{Mistake, Quotations, QuoteWish, StoryFile, StoryForm};
pub use timetable::{Member, Planned, Rule, Setup, Timetable};

use super::open::{self, DESK_FILE, TextFile};
use super::{DeskFolder, Error, Known, Remarks, plugins};
use crate::desk::Desk;
use crate::document::Document;
use crate::inspection::AuthorityEntry;
use crate::load::toml;
use crate::review::{Act, Acting, Actor, Event, PersonId, Refused, Review, TextName};
use crate::store::{self, Fault, Log, Recorded, StoreError, VerifiedStore};
use crate::zone::Zone;
use std::cell::RefCell;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A desk with its store.
#[derive(Debug)]
pub struct DeskStore {
    desk: DeskFolder,
    known: Known,
    /// The store, once it was opened and verified.
    open: RefCell<Option<VerifiedStore>>,
}

impl DeskStore {
    /// Opens the desk that a folder or file is in. The store is opened and verified by the first question, and created by
    /// the first event; later questions verify what was added since.
    ///
    /// # Errors
    /// [`Error::NoDesk`], or errors in the desk's files.
    pub fn open(here: &Path) -> Result<DeskStore, Error> {
        let mut known = Known::built_in();
        Ok(DeskStore { desk: DeskFolder::at(here, &mut known)?, known, open: RefCell::new(None) })
    }

    /// Returns the notes on `desk.toml`, such as outputs in its rules that no plugin makes.
    ///
    /// # Errors
    /// The desk's files cannot be read, or its pins have errors.
    pub fn remarks(&self) -> Result<Option<Remarks>, Error> {
        let desk = &self.desk.desk;
        let file = TextFile::read(self.desk.path.join(DESK_FILE))?;
        let places = file.parse::<Desk>()?.places;
        let mut findings = toml::check_desk(desk, &self.known.frameworks, &places);
        if desk.sign_off.iter().any(|rule| !rule.outputs.is_empty()) {
            let found = plugins::plugins(&[], Some((&self.desk.path, desk)))?;
            let outputs: Vec<&str> = found.offers().map(|(_, offer)| offer.id.as_str()).collect();
            findings.extend(toml::check_outputs(desk, &outputs, &places));
        }
        file.accept(findings)
    }

    /// Returns the desk's council: the name of its authority.
    pub fn council(&self) -> String {
        let council = &self.desk.desk.council;
        self.council_named(council.authority())
    }

    /// Returns the person acting.
    ///
    /// # Errors
    /// [`ReviewError::NoPerson`] if no one is named, or the desk has no person with this id.
    pub fn person(&self, id: Option<&str>) -> Result<Actor, Error> {
        let people = &self.desk.desk.people;
        if let Some(person) = id.and_then(|id| self.desk.desk.person(id)) {
            return Ok(Actor { id: PersonId(person.id.clone()), name: person.name.clone() });
        }
        let known = people.iter().map(|person| (person.id.clone(), person.name.clone())).collect();
        Err(ReviewError::NoPerson { id: id.map(str::to_owned), known }.into())
    }

    /// Returns a council by the name of its authority, whatever it is called.
    pub(in crate::story) fn council_named(&self, name: &str) -> String {
        self.known.authorities.find(name).map_or(name, |entry: &AuthorityEntry| &entry.name).to_owned()
    }

    /// Returns the time zone of the council's clocks.
    pub fn zone(&self) -> &Zone {
        &self.desk.desk.council.timezone
    }

    /// Asks the store, if there is one.
    fn ask<T>(&self, ask: impl FnOnce(&mut VerifiedStore) -> Result<T, StoreError>) -> Result<Option<T>, Error> {
        let mut open = self.open.borrow_mut();
        if open.is_none() {
            let store = store::open(&self.desk.path)?;
            *open = store.map(VerifiedStore::new).transpose().map_err(|error| self.explain(error))?;
        }
        open.as_mut().map(ask).transpose().map_err(|error| self.explain(error))
    }

    /// Returns the events, in order; empty if there is no store yet.
    ///
    /// # Errors
    /// The store cannot be read, or was changed outside copydesk.
    pub fn log(&self) -> Result<Arc<Log>, Error> {
        Ok(self.ask(VerifiedStore::log)?.unwrap_or_else(|| Arc::new(Log::empty())))
    }

    /// Returns the story's name: the way to its folder from the desk's, with slashes. A link to a story of the desk is that story.
    fn story_name(&self, folder: &Path) -> String {
        let (whole, linked) = (open::whole(folder), folder.canonicalize().ok());
        let desk = self.desk.path.canonicalize().ok();
        let linked = linked.as_deref().zip(desk.as_deref()).and_then(|(folder, desk)| folder.strip_prefix(desk).ok());
        let below = linked.unwrap_or_else(|| whole.strip_prefix(&self.desk.path).unwrap_or(&whole));
        let parts = below.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
        parts.collect::<Vec<_>>().join("/")
    }

    /// Returns the folder of a story by its name.
    pub(in crate::story) fn story_folder(&self, name: &str) -> PathBuf {
        self.desk.path.join(name)
    }

    /// Records one more event of a text, if the rules allow it. `decide` returns the event, given the text's state; it
    /// is called again if someone else appended an event first.
    fn record(
        &self,
        acting: &Acting,
        text: &TextName,
        document: Option<&Document>,
        decide: impl Fn(&Review) -> Result<Act, Error>,
    ) -> Result<(Recorded, Review), Error> {
        let refused = |why| refused(text, why);
        loop {
            let log = self.log()?;
            let review = review_of(self.zone(), &log, text)?;
            let act = decide(&review)?;
            let Acting { by, proof, at } = acting.clone();
            let event = Event { at, by, proof, text: text.clone(), act };
            let after = review.then(&event).map_err(refused)?;
            if self.open.borrow().is_none() {
                drop(store::open_or_create(&self.desk.path)?);
            }
            let appended = self.ask(|store| match store.append(&log.head, &event, document) {
                Err(StoreError::Moved) => Ok(None),
                appended => appended.map(Some),
            })?;
            if let Some(recorded) = appended.flatten() {
                return Ok((recorded, after));
            }
        }
    }
}

/// Returns the texts that events are about, each once. A plugin is none.
fn texts_of(log: &Log) -> Vec<&TextName> {
    let mut texts: Vec<&TextName> = Vec::new();
    // The last first: a story may have been given another council, and then it is of that one.
    let about = log.events.iter().rev().map(|recorded| &recorded.event);
    for text in about.filter(|event| event.act.version().is_some()).map(|event| &event.text) {
        if !texts.iter().any(|known| known.is(text)) {
            texts.push(text);
        }
    }
    texts.reverse();
    texts
}

fn refused(text: &TextName, why: Refused) -> Error {
    ReviewError::Refused { text: text.to_string(), why }.into()
}

/// Returns the state of a text.
fn review_of(zone: &Zone, log: &Log, text: &TextName) -> Result<Review, Fault> {
    let of_text: Vec<&Recorded> = log.events.iter().filter(|recorded| recorded.event.text.is(text)).collect();
    Review::of_joined(zone, of_text.iter().map(|recorded| (&recorded.event, recorded.void.is_some())))
        .map_err(|(place, why)| Fault::Impossible { number: of_text[place].number, why: why.to_string() })
}

impl From<ReviewError> for Error {
    fn from(error: ReviewError) -> Error {
        Error::Review(Box::new(error))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        ReviewError::Store(error).into()
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        StoreError::from(fault).into()
    }
}
