//! The status of a desk's texts: what is recorded about each, compared with its draft as it is now. It is printed by
//! [`cli`](crate::cli).

use super::places::Told;
use super::{DeskStore, review_of, texts_of};
use crate::document::{Document, Summary, VersionId};
use crate::review::{Act, Bar, OpenRole, Review, SignOff, State, Submitted, TextName};
use crate::store::{Log, Recorded};
use crate::story::compare::{compare_read, story_at};
use crate::story::draft::RECORDS;
use crate::story::{Error, user_files};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The status of a text.
#[derive(Debug)]
pub struct TextStatus {
    /// The text.
    pub text: TextName,
    /// Its state, from the record.
    pub review: Review,
    /// Its draft; `None` if there is none, as for a text approved outside copydesk.
    pub draft: Option<DraftNow>,
    /// Why the draft cannot be read: it may differ from what was signed.
    pub unread: Option<Error>,
    /// The sign-offs that fell because the text was changed: those of earlier submissions and, where the draft was edited
    /// since, those of the last one.
    pub fallen: Vec<Fallen>,
    /// What would keep a scheduled text from being released, apart from the time.
    pub bars: Vec<Bar>,
    /// Every mail about it to those on the desk's press lists, by target.
    pub told: Vec<Told>,
}

/// A sign-off that fell because the text was changed, or since two copies of the record were joined.
#[derive(Debug)]
pub struct Fallen {
    /// The sign-off.
    pub sign_off: SignOff,
    /// Why it has no effect since two copies of the record were joined.
    pub because: Option<String>,
    /// What changed from the signed version to the draft as it is now; `None` if there is no draft.
    pub since: Option<Summary>,
}

/// A draft as it is in its story's folder.
#[derive(Debug)]
pub struct DraftNow {
    /// Its file.
    pub path: PathBuf,
    /// The version that it would be.
    pub version: VersionId,
    /// Its content.
    pub document: Document,
}

impl TextStatus {
    /// Returns `true` if the draft is another text than the version that was submitted or signed.
    pub fn edited(&self) -> bool {
        let (current, draft) = (self.review.current(), self.draft.as_ref());
        current.zip(draft).is_some_and(|(current, draft)| *current.version() != draft.version)
    }

    /// Returns the sign-offs that hold for the text as it is now.
    pub fn signed(&self) -> &[SignOff] {
        match self.review.current() {
            Some(current) if !self.edited() && self.unread.is_none() => current.signed(),
            _ => &[],
        }
    }

    /// Returns the roles that have not been signed yet; empty if the text has to be submitted first.
    pub fn open(&self) -> Vec<OpenRole> {
        match &self.review.state {
            State::Submitted(submitted) if !self.edited() && self.unread.is_none() => submitted.open(),
            _ => Vec::new(),
        }
    }
}

impl DeskStore {
    /// Returns the status of the texts of a story or, without one, of the whole desk: all that were drafted and all in
    /// the record. `now` is the time.
    ///
    /// # Errors
    /// There is no such folder, or the store cannot be read.
    pub fn status(&self, story: Option<&Path>, now: Timestamp) -> Result<Vec<TextStatus>, Error> {
        if let Some(path) = story.filter(|path| !path.is_dir()) {
            let hint = "name a story's folder, or none for all of the desk".to_owned();
            return Err(Error::NoStory { path: path.to_owned(), hint });
        }
        let log = self.log()?;
        let name = story.map(|folder| self.story_name(folder));
        let written = texts_of(&log).into_iter().filter(|text| name.is_none() || text.story == name);
        let mut texts: BTreeSet<TextName> = written.cloned().collect();
        for drafted in self.drafted(story)? {
            if !texts.iter().any(|text| text.is(&drafted)) {
                texts.insert(drafted);
            }
        }
        let mut all: Vec<TextName> = texts.into_iter().collect();
        all.sort_by(|a, b| (&a.story, &a.output, &a.council).cmp(&(&b.story, &b.output, &b.council)));
        all.into_iter()
            .map(|text| {
                let (draft, unread) = match self.draft_of(&text) {
                    Ok(draft) => (draft, None),
                    Err(error) => (None, Some(error)),
                };
                let review = review_of(self.zone(), &log, &text)?;
                let bars = self.missing(&text, &review, now)?;
                let told = self.told(&text)?;
                let mut status = TextStatus { text, review, draft, unread, fallen: Vec::new(), bars, told };
                status.fallen = self.fallen(&status, &log)?;
                Ok(status)
            })
            .collect()
    }

    /// Returns what would keep a scheduled text from being released at its time or, if that is past, now.
    fn missing(&self, text: &TextName, review: &Review, now: Timestamp) -> Result<Vec<Bar>, Error> {
        match review.due() {
            Some(due) => self.bars(text, review, due.instant.max(now)),
            None => Ok(Vec::new()),
        }
    }

    fn fallen(&self, status: &TextStatus, log: &Log) -> Result<Vec<Fallen>, Error> {
        let last = status.review.current().filter(|_| status.edited()).into_iter().flat_map(Submitted::signed);
        let sign_offs: Vec<&SignOff> = status.review.fallen.iter().chain(last).collect();
        let draft = status.draft.as_ref().filter(|_| !sign_offs.is_empty());
        let folder = self.story_folder(status.text.story.as_deref().unwrap_or_default());
        let story = draft.map(|_| story_at(&folder)).transpose()?;
        let mut known: BTreeMap<&VersionId, Summary> = BTreeMap::new();
        let mut fallen = Vec::new();
        for sign_off in sign_offs {
            if let Some((draft, story)) = draft.zip(story.as_ref())
                && !known.contains_key(&sign_off.version)
            {
                let signed = self.document(&sign_off.version)?;
                let comparison = compare_read((&signed, story), (&draft.document, story));
                known.insert(&sign_off.version, comparison.summary);
            }
            let (since, because) = (known.get(&sign_off.version).cloned(), why_void(sign_off, &status.text, log));
            fallen.push(Fallen { sign_off: sign_off.clone(), because, since });
        }
        Ok(fallen)
    }

    /// Returns the texts that the program has drafted.
    pub(super) fn drafted(&self, story: Option<&Path>) -> Result<Vec<TextName>, Error> {
        let stories = match story {
            Some(folder) => vec![folder.to_owned()],
            None => user_files::folders(&self.desk.path.join(&self.desk.desk.paths.stories))?,
        };
        let mut found = Vec::new();
        for folder in stories {
            for record in user_files::list(&folder.join(RECORDS), "json")? {
                let name = record.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                if let Some(output) = name.strip_suffix(".md.json") {
                    let story = Some(self.story_name(&folder));
                    found.push(TextName { council: self.council(), story, output: output.to_owned() });
                }
            }
        }
        Ok(found)
    }

    fn draft_of(&self, text: &TextName) -> Result<Option<DraftNow>, Error> {
        if text.story.is_none() {
            return Ok(None);
        }
        let place = self.place_of(text);
        let path = place.path();
        if !path.is_file() {
            return Ok(None);
        }
        let document = place.read()?.document;
        Ok(Some(DraftNow { path, version: VersionId::of(&document), document }))
    }
}

/// Returns why a sign-off has no effect, if that is since two copies of the record were joined.
fn why_void(sign_off: &SignOff, text: &TextName, log: &Log) -> Option<String> {
    let is_it = |recorded: &&Recorded| {
        let event = &recorded.event;
        event.text.is(text)
            && event.by.id == sign_off.by.id
            && matches!(&event.act, Act::Signed { version, .. } if *version == sign_off.version)
    };
    log.events.iter().rev().find(is_it)?.void.clone()
}
