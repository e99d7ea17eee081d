//! The same for systems on which a folder cannot be held open: by paths. Between the check and the writing, another
//! user who may write to the folder could still put a link there.
#![expect(clippy::disallowed_methods, reason = "this is the door to the disk")]

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A folder.
#[derive(Debug)]
pub(super) struct Handle(PathBuf);

/// Opens a folder, through links too.
pub(super) fn open(path: &Path) -> io::Result<Handle> {
    if fs::metadata(path)?.is_dir() { Ok(Handle(path.to_owned())) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// Opens a file for reading.
pub(super) fn open_unwaiting(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Opens a device or a pipe for writing.
pub(super) fn stream(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).open(path)
}

impl Handle {
    /// Returns the target of a name that is a link.
    pub(super) fn link(&self, name: &OsStr) -> Option<PathBuf> {
        let path = self.0.join(name);
        path.is_symlink().then(|| path.read_link().unwrap_or_default())
    }

    pub(super) fn make_folder(&self, name: &OsStr) -> io::Result<()> {
        fs::create_dir(self.0.join(name))
    }

    /// Opens the folder of this name.
    pub(super) fn enter(&self, name: &OsStr) -> io::Result<Handle> {
        open(&self.0.join(name))
    }

    /// Returns a new file.
    pub(super) fn create(&self, name: &OsStr) -> io::Result<File> {
        File::create_new(self.0.join(name))
    }

    /// Gives a file another name, whatever had it before.
    pub(super) fn replace(&self, from: &Path, to: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    /// Gives a file another name that nothing else has.
    pub(super) fn put(&self, from: &Path, to: &OsStr) -> io::Result<()> {
        fs::hard_link(self.0.join(from), self.0.join(to))?;
        self.remove(from)
    }

    pub(super) fn remove(&self, name: &Path) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }
}
