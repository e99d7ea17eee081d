//! Which version a file holds that came back, or lies in a mail: by its words or, where they were changed, by what it says of
//! itself or by the version that it shares most words with.

use super::compare::{compare_read, most_alike, story_at};
use super::desk_store::{DeskStore, ReviewError, TextStatus};
use super::report::read_in_worker;
use super::text_kind::read_text;
use super::{Error, user_files};
use crate::diff::Comparison;
use crate::document::{Document, VersionId};
use crate::export::{Frame, to_pdf};
use crate::load::pdf::{self, Copy, Limits};
use crate::review::TextName;
use crate::store::Recorded;
use crate::worker::child::Task;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// The name of the worker's job.
pub const JOB: &str = "read-copy";

/// What a file is.
#[derive(Debug)]
pub struct Which {
    /// The version that it holds, or that it was made from.
    pub version: VersionId,
    /// How its words are related to that version's.
    pub words: WordsOf,
    /// The draft's file, where the version is one that was never submitted.
    pub draft: Option<PathBuf>,
    /// The texts that the version was or is, with what is recorded of it; a draft that was never submitted has nothing on
    /// record.
    pub texts: Vec<RecordOf>,
}

/// A text that a version belongs to.
#[derive(Debug)]
pub struct RecordOf {
    /// The text.
    pub text: TextName,
    /// The events about the version, in order.
    pub events: Vec<Recorded>,
    /// The version that the text is now, if it is another.
    pub now: Option<VersionId>,
}

/// How the words of a file are related to those of a version.
#[derive(Debug)]
pub enum WordsOf {
    /// They are the same, in the same form.
    Same,
    /// They were changed.
    Changed(Box<Comparison>),
    /// They are not the same; a PDF does not show more than that.
    Other,
}

/// A version that a file may hold.
struct Candidate {
    text: TextName,
    version: VersionId,
    document: Document,
    /// The file of a draft that was never submitted.
    draft: Option<PathBuf>,
}

/// Finds out which version of a desk a file holds; `here` is the folder by which its changes are read.
///
/// # Errors
/// The file cannot be read, or it is like none of the desk's versions and drafts.
pub fn which(file: &Path, (desk, here): (&DeskStore, &Path), now: Timestamp) -> Result<Which, Error> {
    let statuses = desk.status(None, now)?;
    let candidates = candidates(desk, &statuses)?;
    let unknown = || Error::from(ReviewError::NoVersionLike { path: file.to_owned(), of: candidates.len() });
    let bytes = user_files::read(file)?;
    let (found, words) = if bytes.starts_with(b"%PDF-") {
        of_copy(&read_copy(file, &bytes)?, &candidates, file)?.ok_or_else(unknown)?
    } else {
        let text = read_text(file)?;
        of_text(&text.document, text.version.as_ref(), &candidates, here)?.ok_or_else(unknown)?
    };
    let (version, draft) = (found.version.clone(), found.draft.clone());
    let mut texts: Vec<RecordOf> = Vec::new();
    for candidate in candidates.iter().filter(|candidate| candidate.version == version) {
        if texts.iter().all(|known| known.text != candidate.text) {
            texts.push(known(desk, &statuses, candidate)?);
        }
    }
    Ok(Which { version, words, draft, texts })
}

/// Returns every version on record and every draft as it is now.
fn candidates(desk: &DeskStore, statuses: &[TextStatus]) -> Result<Vec<Candidate>, Error> {
    let log = desk.log()?;
    let events: Vec<&Recorded> = log.events.iter().collect();
    let documents = desk.versions_of(&events)?;
    let mut candidates: Vec<Candidate> = Vec::new();
    for event in &events {
        let (text, Some(version)) = (&event.event.text, event.event.act.version()) else { continue };
        let is_known = |known: &Candidate| known.text == *text && known.version == *version;
        if !candidates.iter().any(is_known)
            && let Some((_, document)) = documents.iter().find(|(known, _)| known == version)
        {
            candidates.push(Candidate {
                text: text.clone(),
                version: version.clone(),
                document: document.clone(),
                draft: None,
            });
        }
    }
    for status in statuses {
        if let Some(draft) = &status.draft
            && !candidates.iter().any(|known| known.version == draft.version)
        {
            let (version, document) = (draft.version.clone(), draft.document.clone());
            let draft = Some(draft.path.clone());
            candidates.push(Candidate { text: status.text.clone(), version, document, draft });
        }
    }
    // The newest first: of two that are alike, it is the likelier one.
    candidates.reverse();
    Ok(candidates)
}

fn known(desk: &DeskStore, statuses: &[TextStatus], candidate: &Candidate) -> Result<RecordOf, Error> {
    let log = desk.log()?;
    let about =
        |event: &&Recorded| event.event.text == candidate.text && event.event.act.version() == Some(&candidate.version);
    let events = log.events.iter().filter(about).cloned().collect();
    let status = statuses.iter().find(|status| status.text == candidate.text);
    let now = status.and_then(|status| match (&status.draft, status.review.current()) {
        (Some(draft), _) => Some(draft.version.clone()),
        (None, current) => current.map(|current| current.version().clone()),
    });
    Ok(RecordOf { text: candidate.text.clone(), events, now: now.filter(|now| *now != candidate.version) })
}

/// Returns the version of a text that was read, and what was changed in it.
fn of_text<'c>(
    document: &Document,
    named: Option<&VersionId>,
    candidates: &'c [Candidate],
    here: &Path,
) -> Result<Option<(&'c Candidate, WordsOf)>, Error> {
    let version = VersionId::of(document);
    if let Some(same) = candidates.iter().find(|candidate| candidate.version == version) {
        return Ok(Some((same, WordsOf::Same)));
    }
    let named = candidates.iter().find(|candidate| named == Some(&candidate.version));
    let Some(found) = named.or_else(|| most_alike(document, candidates.iter().map(|one| (one, &one.document)))) else {
        return Ok(None);
    };
    let story = story_at(here)?;
    let comparison = compare_read((&found.document, &story), (document, &story));
    Ok(Some((found, WordsOf::Changed(Box::new(comparison)))))
}

/// Returns the version of a PDF: the one whose letters it has, or else the one that it names.
fn of_copy<'c>(
    copy: &Copy,
    candidates: &'c [Candidate],
    file: &Path,
) -> Result<Option<(&'c Candidate, WordsOf)>, Error> {
    let named = candidates.iter().find(|candidate| copy.version.as_ref() == Some(&candidate.version));
    // The one that it names is the likeliest, so it is tried first.
    for candidate in named.into_iter().chain(candidates) {
        let written = to_pdf(&candidate.document, &Frame::default());
        if read_copy(file, &written)?.letters == copy.letters {
            return Ok(Some((candidate, WordsOf::Same)));
        }
    }
    Ok(named.map(|named| (named, WordsOf::Other)))
}

/// Reads a PDF in a worker process.
fn read_copy(file: &Path, bytes: &[u8]) -> Result<Copy, Error> {
    read_in_worker(JOB, file, bytes)
}

/// Returns the worker's side.
pub fn serve(task: Task) -> ! {
    task.answer(|input| serde_json::to_vec(&pdf::copy(input, &Limits::default())).expect("letters are plain data"))
}
