//! Restores the origins of a text read from a file, from the record of its draft.

use super::draft::{RECORDS, record_of};
use super::{Error, user_files};
use crate::diff::{Carried, carry_origins};
use crate::document::Document;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// The part of a draft's record that is read here, whichever version of copydesk wrote it.
#[derive(Debug, Deserialize)]
struct Record {
    document: Document,
}

/// The share of words, one in this many, that have to be in the draft of the same name: with fewer, the text is another
/// one.
const OF_ITS_NAME: usize = 4;
/// The same for a draft of another name.
const OF_ANOTHER: usize = 2;

/// Gives the words of a text the origins they had when they were drafted for the story in `folder`. Returns how many
/// had one, or `None` if the text was not made from any draft of the story; its words have no origin then.
///
/// # Errors
/// [`Error::Read`].
pub(super) fn restore_origins(folder: &Path, path: &Path, document: &mut Document) -> Result<Option<Carried>, Error> {
    let records = user_files::list(&folder.join(RECORDS), "json")?;
    let own = name_of(path);
    let is_own = |record: &&PathBuf| name_of(Path::new(record.file_stem().unwrap_or_default())) == own;
    // The record of the same name first; a renamed text is compared with every draft, and the one sharing most words is
    // used.
    let of_its_name: Vec<&PathBuf> = records.iter().filter(is_own).collect();
    let mut best: Option<(Document, Carried)> = None;
    let tried = if of_its_name.is_empty() { records.iter().collect() } else { of_its_name.clone() };
    for record in tried {
        let Ok(Record { document: draft }) = serde_json::from_slice(&user_files::read(record)?) else { continue };
        let mut made = document.clone();
        let carried = carry_origins(&draft, &mut made);
        if best.as_ref().is_none_or(|(_, known)| carried.kept > known.kept) {
            best = Some((made, carried));
        }
    }
    let least = if of_its_name.is_empty() { OF_ANOTHER } else { OF_ITS_NAME };
    let Some((made, carried)) = best.filter(|(_, Carried { kept, new })| kept * least >= kept + new) else {
        return Ok(None);
    };
    *document = made;
    Ok(Some(carried))
}

/// Returns what was drafted last for an output, with the origins of its words, or `None` if there is no record.
///
/// # Errors
/// [`Error::Read`].
pub(super) fn drafted(folder: &Path, output: &str) -> Result<Option<Document>, Error> {
    Ok(record(folder, output)?.map(|record: Record| record.document))
}

/// Gives a text the language in which it was drafted, if that is not English, and its words their origins: those of the report
/// stay English.
///
/// # Errors
/// [`Error::Read`].
pub(super) fn restore_language(folder: &Path, path: &Path, document: &mut Document) -> Result<(), Error> {
    if let Some(draft) = drafted(folder, &name_of(path))?.filter(|draft| !draft.is_english()) {
        carry_origins(&draft, document);
    }
    Ok(())
}

/// Returns `true` if what was drafted last for an output picks from the result on purpose, as its plugin says; `false` without
/// a record that can be read.
pub(super) fn is_partial(folder: &Path, output: &str) -> bool {
    #[derive(Deserialize)]
    struct Made {
        #[serde(default)]
        partial: bool,
    }
    record(folder, output).ok().flatten().is_some_and(|made: Made| made.partial)
}

/// Returns what `T` has of the record of what was drafted last for an output, or `None` if there is no such record.
fn record<T: DeserializeOwned>(folder: &Path, output: &str) -> Result<Option<T>, Error> {
    let path = folder.join(record_of(output, "md"));
    let bytes: Option<Vec<u8>> = path.is_file().then(|| user_files::read(&path)).transpose()?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// Returns the name of a file without its end: that of its output, for a draft.
fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
