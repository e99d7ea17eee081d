//! Reads an edited text back, from Word or another format, as the next draft of a story's output.

mod decisions;
mod error;
mod read_back;
mod target;

pub use decisions::{Decision, Fate};
pub use error::ReviseError;

use super::user_files::{self, Existing};
use super::{DraftPlace, Error, Format, Text, draft, draft_record, read_text, read_text_in};
use crate::diff::{self, Carried, Facts, carry_origins};
use crate::document::{Comment, Document, WordCounts};
use crate::export;
use crate::language::words;
use crate::load::docx::View;
use crate::zone::Zone;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What to do with open changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenChanges {
    /// They are accepted.
    Accept,
    /// They are rejected.
    Reject,
    /// Refuse the text while it has open changes.
    Refuse,
}

/// The file to read back, and how.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The edited file.
    pub file: &'a Path,
    /// The story's folder, or the draft in it; where none is named, the folder that the file is in or the one that one is in.
    pub story: Option<&'a Path>,
    /// The output; without it, the one that matches the file's name or its words.
    pub output: Option<&'a str>,
    /// The Word document as it was sent out, with the changes that were then open.
    pub sent: Option<&'a Path>,
    /// What to do with open changes.
    pub open: OpenChanges,
    /// Whether a file is taken that shares less than half of its words with the draft.
    pub force: bool,
}

/// A draft that was taken from an edited file.
#[derive(Debug)]
pub struct Revised {
    /// The output.
    pub output: String,
    /// The draft.
    pub path: PathBuf,
    /// Where the previous draft was saved.
    pub kept: Option<PathBuf>,
    /// Whether the draft has other words or looks now.
    pub changed: bool,
    /// The edited file as it was read; its changes and comments are in [`Text::marks`].
    pub text: Text,
    /// What happened to each change that was open when the file was sent out; empty if that file was not given.
    pub decisions: Vec<Decision>,
    /// Words that are a person's and not of what was there before.
    pub new_words: usize,
    /// Words that are left of what was there before, and how many there were.
    pub old_words: (usize, usize),
    /// Words that are new or gone although no change of theirs is open: accepted already, or made without tracking.
    pub settled: usize,
}

impl Revised {
    /// Returns the comments of the file, each with the words of the paragraph that it is about and the time at which it was made:
    /// `now`, where the file does not say. Word writes the time of the clock, whatever it says about the zone.
    pub fn comments(&self, zone: &Zone, now: Timestamp) -> Vec<(Comment, String, Timestamp)> {
        let made = |comment: &Comment| {
            let local: DateTime = comment.date.as_ref()?.get(..19)?.parse().ok()?;
            Some(zone.instant(local.into()).ok()?.timestamp())
        };
        let of = |comment: &Comment| (comment.clone(), self.text.paragraph_of(comment), made(comment).unwrap_or(now));
        self.text.marks.comments.iter().map(of).collect()
    }
}

/// Makes an edited file the next draft of a story's output. A copy of the previous draft is kept.
///
/// # Errors
/// The file is not a text, the output it belongs to is unclear, it has open changes, or it seems to be another text.
pub fn revise(request: &Request<'_>) -> Result<Revised, Error> {
    let mut text = match request.open {
        OpenChanges::Reject => read_text_in(request.file, View::Rejected)?,
        OpenChanges::Accept | OpenChanges::Refuse => read_text(request.file)?,
    };
    if text.document.words() == 0 {
        return Err(ReviseError::Empty { file: request.file.to_owned() }.into());
    }
    let target = target::of(request, &text.document)?;
    let decisions = request.sent.map(|sent| decisions::decisions(sent, request.file)).transpose()?.unwrap_or_default();
    if request.open == OpenChanges::Refuse && !text.marks.changes.is_empty() {
        let (file, changes) = (request.file.to_owned(), text.marks.changes.clone());
        return Err(ReviseError::Open { file, changes, decisions }.into());
    }
    let before = before(&target)?;
    if let Some(before) = before.as_ref().filter(|_| !request.force) {
        target::see_that_it_is_alike(request.file, &target, before, &text.document)?;
    }
    let mut document = export::held(&text.document);
    let settled = settled(request.file, text.format, before.as_ref())?;
    let old = before.unwrap_or_default();
    carry_origins(&old, &mut document);
    let WordCounts { deleted, inserted, moved, kept: stayed } =
        diff::compare(&old, &document, Facts::default()).summary.words;
    let draft = export::to_markdown(&document);
    text.findings.extend(read_back::unlike(&document, &draft, &text.places));
    let (kept, changed) = write(&target, &document, draft.as_bytes(), request.file)?;
    Ok(Revised {
        path: target.path(),
        output: target.output,
        kept,
        changed,
        text,
        decisions,
        new_words: inserted,
        old_words: (stayed + moved, stayed + moved + deleted),
        settled,
    })
}

/// Returns how many words were added or removed without an open change: those that were decided on before.
fn settled(file: &Path, format: &Format, before: Option<&Document>) -> Result<usize, Error> {
    let Some(before) = before.filter(|_| !format.is_text()) else { return Ok(0) };
    // View with both sides of open changes: inserted words keep their change's number, and deleted words are not gone.
    let mut both = read_text_in(file, View::Both)?.document;
    let Carried { new, .. } = carry_origins(before, &mut both);
    let mut open = 0;
    both.for_each_run(|run| open += decisions::number(&run.origin).map_or(0, |_| words(&run.text).count()));
    let gone = diff::compare(before, &both, Facts::default()).summary.words.deleted;
    Ok(new.saturating_sub(open) + gone)
}

/// Returns the draft as it is now, with the origins of what was drafted.
fn before(target: &DraftPlace) -> Result<Option<Document>, Error> {
    let drafted = draft_record::drafted(&target.folder, &target.output)?;
    let path = target.path();
    if !path.is_file() {
        return Ok(drafted);
    }
    let mut now = read_text(&path)?.document;
    if let Some(drafted) = &drafted {
        carry_origins(drafted, &mut now);
    }
    Ok(Some(now))
}

/// Writes the draft and its record. The record does not claim that copydesk wrote these words, so that a later `draft`
/// leaves them alone, like all edits.
fn write(
    target: &DraftPlace,
    document: &Document,
    bytes: &[u8],
    from: &Path,
) -> Result<(Option<PathBuf>, bool), Error> {
    let path = target.path();
    let record_name = draft::record_of(&target.output, "md");
    let record_path = target.folder.join(&record_name);
    [&*path, user_files::folder_of(&record_path), &record_path].into_iter().try_for_each(user_files::see_no_link)?;
    let same_file = path.canonicalize().ok().is_some_and(|path| from.canonicalize().is_ok_and(|from| from == path));
    let found = path.is_file().then(|| user_files::read(&path)).transpose()?;
    let changed = !same_file && found.as_ref().is_none_or(|found| found != bytes);
    let kept = if changed && found.is_some() { Some(user_files::keep_copy(&path)?) } else { None };
    let record = record_path.is_file().then(|| user_files::read(&record_path)).transpose()?;
    let record = record.and_then(|bytes| serde_json::from_slice(&bytes).ok()).filter(Value::is_object);
    let mut record = record.unwrap_or_else(|| serde_json::json!({ "output": target.output, "sha256": "" }));
    record["document"] = serde_json::to_value(document).expect("a document is plain data");
    let record = serde_json::to_vec_pretty(&record).expect("a record is plain data");
    let name = Path::new(path.file_name().unwrap_or_default());
    let both = [(name, bytes), (&record_name, &record[..])];
    user_files::write_all(&target.folder, &both[usize::from(!changed)..], Existing::Replace)?;
    Ok((kept, changed))
}
