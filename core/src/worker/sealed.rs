//! Bytes that a worker loads as a library, and that cannot be changed between being checked and being loaded. On Linux
//! this is a sealed file in memory; elsewhere, and if the system refuses one, a copy in a folder that only this user
//! may enter.
#![cfg_attr(test, expect(clippy::disallowed_methods, reason = "a test tries to write"))]

use super::system;
use crate::disk::{Existing, Folder};
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Bytes to load.
#[derive(Debug)]
pub struct Sealed(Storage);

#[derive(Debug)]
enum Storage {
    Memory(File),
    Copy(TempDir),
}

/// The copy's name.
const NAME: &str = "library";
/// The folder in which a process sees its descriptors as files.
const DESCRIPTORS: &str = "/proc/self/fd/";

impl Sealed {
    /// Seals these bytes.
    ///
    /// # Errors
    /// Where neither memory nor a folder for temporary files takes them.
    pub fn of(bytes: &[u8]) -> io::Result<Sealed> {
        match system::seal(bytes) {
            Ok(file) => Ok(Sealed(Storage::Memory(file))),
            Err(_) => Sealed::copy(bytes),
        }
    }

    fn copy(bytes: &[u8]) -> io::Result<Sealed> {
        let mut folder = tempfile::Builder::new();
        folder.prefix("copydesk-");
        #[cfg(unix)]
        folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = folder.tempdir()?;
        Folder::open(folder.path())?.write(OsStr::new(NAME), bytes, Existing::Keep)?;
        Ok(Sealed(Storage::Copy(folder)))
    }

    /// Returns the path for the worker: an inherited descriptor, or the copy.
    pub(super) fn place(&self) -> PathBuf {
        match &self.0 {
            #[cfg(unix)]
            Storage::Memory(file) => PathBuf::from(format!("{DESCRIPTORS}{}", std::os::fd::AsRawFd::as_raw_fd(file))),
            #[cfg(not(unix))]
            Storage::Memory(_) => unreachable!("only Linux seals memory"),
            Storage::Copy(folder) => folder.path().join(NAME),
        }
    }
}

/// Returns the descriptor of a path, if it is one.
pub(super) fn descriptor_in(place: &Path) -> Option<i32> {
    place.to_str()?.strip_prefix(DESCRIPTORS)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn sealed_bytes_cannot_be_changed() {
        let sealed = Sealed::of(b"code").unwrap();
        let place = sealed.place();
        assert_eq!(std::fs::read(&place).unwrap(), b"code");
        assert!(std::fs::write(&place, b"other").is_err());
        assert!(
            std::fs::OpenOptions::new()
                .append(true)
                .open(&place)
                .and_then(|mut f| io::Write::write_all(&mut f, b"x"))
                .is_err()
        );
        assert_eq!(std::fs::read(&place).unwrap(), b"code");
    }

    #[test]
    #[cfg(unix)]
    fn a_copy_is_private_and_goes_with_its_owner() {
        use std::os::unix::fs::PermissionsExt;
        let sealed = Sealed::copy(b"code").unwrap();
        let place = sealed.place();
        assert_eq!(std::fs::read(&place).unwrap(), b"code");
        assert_eq!(place.parent().unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o700);
        drop(sealed);
        assert!(!place.exists());
    }
}
