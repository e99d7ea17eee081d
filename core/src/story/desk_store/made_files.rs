//! The files that versions describe, such as a table: kept in the desk's folder under their hash, which the text of
//! the version has.

use super::reader_copy::shown;
use super::{DeskStore, DraftPlace, ReviewError};
use crate::document::{Document, MadeFile, VersionId};
use crate::review::{Act, TextName};
use crate::store::{Fault, Log};
use crate::story::{Error, draft_record, user_files};
use crate::text::argument;
use std::fmt;
use std::path::{Path, PathBuf};

/// The folder of the files, in the desk's.
const FOLDER: &str = "files";

/// Why the file that a text describes cannot be used.
#[derive(Debug)]
pub enum MadeFileError {
    /// It is another one, or was changed.
    OtherFile {
        /// The file.
        path: PathBuf,
        /// The text.
        text: PathBuf,
    },
    /// The words of a draft were changed, and its file was not.
    OtherWords {
        /// The draft.
        path: PathBuf,
        /// The file's name.
        file: String,
        /// The output.
        output: String,
        /// The story's folder.
        story: PathBuf,
    },
    /// The file of a version is not as it was when the version was recorded.
    Changed {
        /// The file.
        path: PathBuf,
    },
}

impl MadeFileError {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            MadeFileError::OtherFile { .. } => "draft the text and its file again, with copydesk draft".to_owned(),
            MadeFileError::OtherWords { output, story, .. } => format!(
                "change what it is made of (the brief, or the inspection), then draft both again: copydesk draft {output} {} --force",
                argument(story)
            ),
            MadeFileError::Changed { .. } => {
                "put the file back from a copy of the desk; its name is its SHA-256".to_owned()
            }
        }
    }
}

impl fmt::Display for MadeFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MadeFileError::OtherFile { path, text } => {
                write!(f, "{} is not the file that {} was drafted with", path.display(), text.display())
            }
            MadeFileError::OtherWords { path, file, .. } => {
                write!(f, "{} was changed by hand, and {file}, which it describes, was not", path.display())
            }
            MadeFileError::Changed { path } => {
                write!(f, "{} was changed since its version was recorded", path.display())
            }
        }
    }
}

impl From<MadeFileError> for Error {
    fn from(error: MadeFileError) -> Error {
        ReviewError::File(error).into()
    }
}

/// Returns the file that a text describes, from the folder of the text, or `None` if it describes none.
///
/// # Errors
/// The file there is not the one that the text names.
pub(in crate::story) fn file_beside(text: &Path, document: &Document) -> Result<Option<(MadeFile, Vec<u8>)>, Error> {
    let Some(file) = document.made_file() else { return Ok(None) };
    let path = user_files::folder_of(text).join(&file.name);
    let bytes = user_files::read(&path)?;
    if file.is(&bytes) {
        Ok(Some((file, bytes)))
    } else {
        Err(MadeFileError::OtherFile { path, text: text.to_owned() }.into())
    }
}

impl DeskStore {
    /// Keeps the file that a draft describes, if there is one. It is there before the event of the version.
    ///
    /// # Errors
    /// The file in the story's folder is not the one that the draft names, or the words were changed since the two were drafted:
    /// a person's words may not be those of the file.
    pub(super) fn keep_drafted(&self, place: &DraftPlace, document: &Document) -> Result<(), Error> {
        let Some(file) = document.made_file() else { return Ok(()) };
        let drafted = draft_record::drafted(&place.folder, &place.output)?;
        if drafted.is_none_or(|drafted| VersionId::of(&drafted) != VersionId::of(document)) {
            let (path, output) = (place.path(), place.output.clone());
            return Err(MadeFileError::OtherWords { path, file: file.name, output, story: place.folder.clone() }.into());
        }
        self.keep_beside(&place.path(), document)
    }

    /// Keeps the file that a text describes, if there is one; it is in the folder of the text.
    ///
    /// # Errors
    /// The file there is not the one that the text names.
    pub(super) fn keep_beside(&self, text: &Path, document: &Document) -> Result<(), Error> {
        let Some((file, bytes)) = file_beside(text, document)? else { return Ok(()) };
        user_files::keep(&self.kept_at(&file), &bytes)
    }

    /// Returns the bytes of the file that a version describes, or `None` if it describes none.
    ///
    /// # Errors
    /// The file is missing or was changed.
    pub fn made_file(&self, document: &Document) -> Result<Option<(MadeFile, Vec<u8>)>, Error> {
        let Some(file) = document.made_file() else { return Ok(None) };
        let path = self.kept_at(&file);
        let bytes = user_files::read(&path)?;
        if file.is(&bytes) { Ok(Some((file, bytes))) } else { Err(MadeFileError::Changed { path }.into()) }
    }

    /// Returns the file of a text: that of the version which waits for sign-offs, has them or was returned, or else that of the draft
    /// in the story's folder. `None` if the text describes none.
    ///
    /// # Errors
    /// The text or its file cannot be read.
    pub fn file_of_text(&self, text: &TextName) -> Result<Option<(MadeFile, Vec<u8>)>, Error> {
        if let Some(version) = shown(&self.review(text)?) {
            return self.made_file(&self.document(&version)?);
        }
        let place = self.place_of(text);
        file_beside(&place.path(), &place.read()?.document)
    }

    fn kept_at(&self, file: &MadeFile) -> PathBuf {
        let name =
            if file.ending().is_empty() { file.sha256.clone() } else { format!("{}.{}", file.sha256, file.ending()) };
        self.desk.path.join(FOLDER).join(name)
    }

    /// Returns the files of versions that are missing, or are not as they were when their version was recorded.
    pub(super) fn file_faults(&self, log: &Log) -> Vec<Fault> {
        let mut faults = Vec::new();
        for recorded in &log.events {
            let (Act::Submitted { version, .. } | Act::Approved { version, .. }) = &recorded.event.act else {
                continue;
            };
            // That a version itself is missing is a fault of its own.
            let Ok(document) = self.document(version) else { continue };
            let Some(file) = document.made_file() else { continue };
            let path = self.kept_at(&file);
            match user_files::read(&path) {
                Ok(bytes) if file.is(&bytes) => {}
                Ok(_) => faults.push(Fault::FileChanged { number: recorded.number, path: path.display().to_string() }),
                Err(_) => faults.push(Fault::FileMissing { number: recorded.number, path: path.display().to_string() }),
            }
        }
        faults
    }
}
