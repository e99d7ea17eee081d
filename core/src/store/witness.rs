//! The witness of a store: a second place, outside its database, that names the last event, so that a store that was cut
//! off or put back is noticed. The witness of a store in a file is `store.head` next to it, one line with the number and
//! the hash of the event, which people may copy or keep under version control.
#![expect(clippy::disallowed_methods, reason = "the store has its files")]

use super::chain::{Head, Noted};
use crate::disk::{DiskError, Existing, Folder, folder_of};
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A place outside the database that names the last event.
pub trait Witness: fmt::Debug + Send {
    /// Returns the last event, as it was noted.
    fn noted(&self) -> Noted;

    /// Notes the last event. The caller holds the store's lock.
    ///
    /// # Errors
    /// Why it was not noted; what was noted before still is.
    fn note(&self, head: &Head) -> Result<(), DiskError>;
}

/// The note in a file next to the store.
#[derive(Debug)]
pub(super) struct HeadFile(pub(super) PathBuf);

impl HeadFile {
    /// Returns the note of the store in a file.
    pub(super) fn of(store: &Path) -> HeadFile {
        HeadFile(store.with_extension("head"))
    }
}

impl Witness for HeadFile {
    fn noted(&self) -> Noted {
        read(&self.0)
    }

    fn note(&self, head: &Head) -> Result<(), DiskError> {
        let line = format!("{} {}\n", head.number, head.hash);
        let name = self.0.file_name().unwrap_or_default();
        Folder::open(folder_of(&self.0))?.write(name, line.as_bytes(), Existing::Replace)
    }
}

/// The witness of a copy, of which nothing was noted.
#[derive(Debug)]
pub(super) struct NoWitness;

impl Witness for NoWitness {
    fn noted(&self) -> Noted {
        Noted::Nothing { why: "a copy of a store has no note of its last event".to_owned() }
    }

    fn note(&self, _: &Head) -> Result<(), DiskError> {
        Ok(())
    }
}

/// Reads the note, which is one line.
fn read(path: &Path) -> Noted {
    let nothing = |why: &str| Noted::Nothing { why: format!("{} {why}", path.display()) };
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() && found.len() <= 200 => {}
        Ok(_) => return nothing("is not a note of the last event"),
        Err(error) if error.kind() == ErrorKind::NotFound => return nothing("is not there"),
        Err(error) => return nothing(&format!("cannot be read: {error}")),
    }
    match fs::read_to_string(path).as_deref().map(parse) {
        Ok(Some(head)) => Noted::Last(head),
        Ok(None) => nothing("is not a note of the last event"),
        Err(error) => nothing(&format!("cannot be read: {error}")),
    }
}

fn parse(text: &str) -> Option<Head> {
    let (number, hash) = text.strip_suffix('\n')?.split_once(' ')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some(Head { number: number.parse().ok().filter(|_| is_hash)?, hash: hash.to_owned() })
}
