//! Exports a text to another format, into the folder of the original: an edited draft as a Word document, for example.

use super::Error;
use super::draft::{FileState, RECORDS, Saved, record_of, state};
use super::draft_record::restore_origins;
use super::formats::Format;
use super::user_files::{self, Existing};
use crate::document::Document;
use crate::export::Frame;
use crate::hash::sha256;
use crate::text::argument;
use std::path::{Path, PathBuf};

/// Writes a document in another format next to the file that it was read from, under the same name. In a story's folder
/// the export is remembered, so that the next one replaces it. An export that was edited is left alone unless `force`,
/// and then a copy of it is kept.
///
/// # Errors
/// [`Error::Edited`], [`Error::Exists`] and [`Error::Write`].
pub fn export_beside(
    from: &Path,
    document: &Document,
    (format, frame): (&Format, &Frame),
    force: bool,
) -> Result<Saved, Error> {
    let path = from.with_extension(format.name);
    if path == from {
        return Err(Error::Exists { path, replaceable: false });
    }
    let bytes = format.write(document, frame);
    let folder = user_files::folder_of(from);
    let output = from.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let record_name = record_of(&output, format.name);
    let record_path = folder.join(&record_name);
    let kept = match state(&path, &record_path, &bytes)? {
        FileState::Free => Vec::new(),
        FileState::Edited if force => vec![user_files::keep_copy(&path)?],
        FileState::Edited if !record_path.is_file() => return Err(Error::Exists { path, replaceable: true }),
        FileState::Edited => {
            let compare = format!("copydesk diff {} {}", argument(&path), argument(from));
            return Err(Error::Edited { path, compare });
        }
    };
    let name = Path::new(path.file_name().unwrap_or_default());
    if folder.join(RECORDS).is_dir() {
        let mut document = document.clone();
        restore_origins(folder, from, &mut document)?;
        let record = serde_json::json!({ "output": output, "sha256": sha256(&bytes), "document": document });
        let record = serde_json::to_vec_pretty(&record).expect("a document is plain data");
        user_files::write_all(folder, &[(name, &bytes), (&record_name, &record)], Existing::Replace)?;
    } else {
        user_files::write(&path, &bytes, Existing::Replace)?;
    }
    Ok(Saved { path, kept })
}

/// Returns the draft of an output if it was edited since it was written: a draft in another format lacks those edits.
///
/// # Errors
/// [`Error::Read`].
pub fn edited_draft(folder: &Path, output: &str) -> Result<Option<PathBuf>, Error> {
    let path = folder.join(format!("{output}.md"));
    let is_edited = matches!(state(&path, &folder.join(record_of(output, "md")), &[])?, FileState::Edited);
    Ok(is_edited.then_some(path))
}
