//! The claim by which one program sends a mail and no other does: a locked file, so that a program that was killed holds
//! nothing. Where a lock outlives its program, as on some shared drives, the claim ends after a time.

use super::OutboxError;
use crate::disk::{self, Folder};
use std::ffi::OsString;
use std::fs::File;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

const PREFIX: &str = "outbox-";
const ENDING: &str = ".lock";

/// The claim of this program, until it is dropped.
#[derive(Debug)]
pub(super) struct Claim {
    folder: PathBuf,
    /// Its name.
    pub(super) name: String,
    _held: File,
}

impl Claim {
    /// Returns a new claim in the outbox's folder.
    pub(super) fn new(folder: &Path) -> Result<Claim, OutboxError> {
        sweep(folder);
        loop {
            let name = format!("{:016x}", RandomState::new().build_hasher().finish());
            let path = folder.join(file(&name));
            match disk::lock(&path) {
                // Another program may have taken it for one that was left.
                Ok(held) if path.exists() => return Ok(Claim { folder: folder.to_owned(), name, _held: held }),
                Ok(_) => {}
                Err(_) if !path.exists() && folder.is_dir() => {}
                Err(error) => return Err(OutboxError::Disk { path, cause: error.to_string() }),
            }
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // A file that is left does no harm.
        Folder::open(&self.folder).and_then(|folder| folder.remove(&file(&self.name))).ok();
    }
}

/// Returns `true` if no program has this claim any more.
pub(super) fn is_over(folder: &Path, name: &str) -> bool {
    let path = folder.join(file(name));
    match disk::try_lock(&path) {
        Ok(held) => held.is_some(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

fn file(name: &str) -> OsString {
    format!("{PREFIX}{name}{ENDING}").into()
}

/// Removes the files of programs that were killed.
fn sweep(folder: &Path) {
    let Ok(open) = Folder::open(folder) else { return };
    for entry in folder.read_dir().into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if let Some(claim) = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(ENDING)) {
            // Held while it is removed, so that nobody takes it in between.
            if let Ok(Some(_held)) = disk::try_lock(&folder.join(file(claim))) {
                open.remove(&file(claim)).ok();
            }
        }
    }
}
