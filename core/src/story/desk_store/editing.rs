//! Edits a draft where there is no editor of text files, such as in a browser. Nobody's words are lost: a save names what the person
//! saw, and is refused if the file is another one by then.

use super::{DeskStore, ReviewError};
use crate::check::{Found, Prose};
use crate::document::Document;
use crate::hash::sha256;
use crate::review::TextName;
use crate::story::draft_record::restore_origins;
use crate::story::text_check::check_source;
use crate::story::user_files::{self, Existing};
use crate::story::{self, Error};
use std::path::PathBuf;

/// A draft as a person edits it.
#[derive(Debug)]
pub struct Editable {
    /// Its file.
    pub path: PathBuf,
    /// Its Markdown.
    pub source: String,
    /// The SHA-256 of the file, by which a save says what the person saw.
    pub sha256: String,
}

/// What the checks say of words that are being edited.
#[derive(Debug)]
pub struct Proofread {
    /// The findings, each with the line that it is on, from 1.
    pub found: Vec<(usize, Found)>,
    /// The number of words.
    pub words: usize,
    /// The parts of the result that the text tells, and all of them.
    pub told: (usize, usize),
    /// The number of places that somebody has to fill in.
    pub places: usize,
}

impl DeskStore {
    /// Returns the draft of a text, or `None` if there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn editable(&self, text: &TextName) -> Result<Option<Editable>, Error> {
        let path = self.place_of(text).path();
        if !path.is_file() {
            return Ok(None);
        }
        let bytes = user_files::read(&path)?;
        let source = user_files::read_text(&path)?;
        Ok(Some(Editable { path, source, sha256: sha256(&bytes) }))
    }

    /// Saves a draft that a person edited. `seen` is the SHA-256 of what they began with.
    ///
    /// # Errors
    /// [`ReviewError::SavedInBetween`] if somebody else has saved it since, or it cannot be written.
    pub fn save_draft(&self, text: &TextName, seen: &str, words: &str) -> Result<(), Error> {
        let path = self.place_of(text).path();
        let now = user_files::read(&path)?;
        let words = words.replace("\r\n", "\n").replace('\r', "\n");
        let words = if words.ends_with('\n') || words.is_empty() { words } else { words + "\n" };
        if now == words.as_bytes() {
            return Ok(());
        }
        if sha256(&now) != seen {
            return Err(ReviewError::SavedInBetween { path }.into());
        }
        user_files::write(&path, words.as_bytes(), Existing::Replace)
    }

    /// Checks words as the draft of a text, without saving them.
    ///
    /// # Errors
    /// The story cannot be read.
    pub fn proofread(&self, text: &TextName, words: &str) -> Result<Proofread, Error> {
        let place = self.place_of(text);
        let story = story::open(&place.folder)?;
        let restore = |document: &mut Document| restore_origins(&place.folder, &place.path(), document).map(drop);
        let (read, _, outcome): (_, Prose, _) = check_source(&story, &place.output, words, restore)?;
        let lines = crate::text::LineIndex::of(words);
        let line = |found: &Found| match read.places.of(found.finding.place) {
            crate::document::FilePlace::Bytes(bytes) => lines.line(bytes.start),
            _ => 1,
        };
        let told =
            outcome.coverage.iter().filter(|covered| covered.place.is_some() || covered.waived.is_some()).count();
        Ok(Proofread {
            told: (told, outcome.coverage.len()),
            words: read.document.words(),
            places: read.document.places().len(),
            found: outcome.found.into_iter().map(|found| (line(&found), found)).collect(),
        })
    }
}
