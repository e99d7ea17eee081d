//! The note of the last event: `store.head` next to the store, one line with its number and hash, which people may copy
//! or keep under version control.
#![expect(clippy::disallowed_methods, reason = "the store has its files")]

use super::chain::{Head, Noted};
use crate::disk::{DiskError, Existing, Folder, folder_of};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Reads the note, which is one line.
pub(super) fn read(path: &Path) -> Noted {
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

/// Writes the note atomically. The caller holds the store's lock.
pub(super) fn write(path: &Path, head: &Head) -> Result<(), DiskError> {
    let line = format!("{} {}\n", head.number, head.hash);
    Folder::open(folder_of(path))?.write(path.file_name().unwrap_or_default(), line.as_bytes(), Existing::Replace)
}
