//! Finds the text that a person names: by its draft's file, or by the story's folder and the output.

use super::ReviewError;
use crate::document::Document;
use crate::story::draft_record::restore_origins;
use crate::story::{Error, Text, read_text, user_files};
use std::path::{Path, PathBuf};

/// A text of a story, as a person names it.
#[derive(Clone, Debug)]
pub struct DraftPlace {
    /// The story's folder.
    pub folder: PathBuf,
    /// The output.
    pub output: String,
}

/// A draft as it is in the story's folder.
#[derive(Debug)]
pub(super) struct Draft {
    /// Its content; each drafted word has its origin, and the others are a person's.
    pub(super) document: Document,
    /// The text it was read from.
    pub(super) text: Text,
}

impl DraftPlace {
    /// Returns the text that is named by a draft's file, such as `my-story/press-release.md`, or by a story's folder and an output.
    ///
    /// # Errors
    /// [`ReviewError::NotADraft`] where that names none.
    pub fn of(path: &Path, output: Option<&str>) -> Result<DraftPlace, Error> {
        let no_target = || ReviewError::NotADraft { path: path.to_owned() };
        if let Some(output) = output {
            let plain = !output.is_empty() && !output.contains(['/', '\\']) && !output.starts_with('.');
            return if plain && path.is_dir() {
                let output = output.strip_suffix(".md").unwrap_or(output);
                Ok(DraftPlace { folder: path.to_owned(), output: output.to_owned() })
            } else {
                Err(no_target().into())
            };
        }
        let is_markdown = path.extension().is_some_and(|ending| ending == "md") && !path.is_dir();
        let output = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_markdown).ok_or_else(no_target)?;
        Ok(DraftPlace { folder: user_files::folder_of(path).to_owned(), output: output.to_owned() })
    }

    /// Returns the draft's file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.md", self.output))
    }

    pub(super) fn no_draft(&self) -> ReviewError {
        ReviewError::NoDraft { path: self.path(), output: self.output.clone(), story: self.folder.clone() }
    }

    /// Reads the draft, as it is now: what a person edited is read like all else.
    pub(super) fn read(&self) -> Result<Draft, Error> {
        let path = self.path();
        if !path.is_file() {
            return Err(self.no_draft().into());
        }
        let text = read_text(&path)?;
        let mut document = text.document.clone();
        restore_origins(&self.folder, &path, &mut document)?;
        Ok(Draft { document, text })
    }
}
