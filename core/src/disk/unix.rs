//! Unix system calls by name in an open folder, so that no path is resolved a second time.

use rustix::fs::{self, AtFlags, FileType, Mode, OFlags};
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// An open folder.
#[derive(Debug)]
pub(super) struct Handle(OwnedFd);

/// Opens a folder, through links too.
pub(super) fn open(path: &Path) -> io::Result<Handle> {
    Ok(Handle(fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?))
}

/// Opens a file for reading, without waiting for a pipe's writer.
pub(super) fn open_unwaiting(path: &Path) -> io::Result<File> {
    Ok(File::from(fs::open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?))
}

/// Opens a device or a pipe for writing.
pub(super) fn stream(path: &Path) -> io::Result<File> {
    Ok(File::from(fs::open(path, OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())?))
}

impl Handle {
    /// Returns the target of a name that is a link.
    pub(super) fn link(&self, name: &OsStr) -> Option<PathBuf> {
        let found = fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        let is_link = FileType::from_raw_mode(found.st_mode) == FileType::Symlink;
        let to = || fs::readlinkat(&self.0, name, Vec::new()).unwrap_or_default();
        is_link.then(|| PathBuf::from(OsStr::from_bytes(to().as_bytes())))
    }

    pub(super) fn make_folder(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::mkdirat(&self.0, name, Mode::from_raw_mode(0o777))?)
    }

    /// Opens the folder of this name.
    pub(super) fn enter(&self, name: &OsStr) -> io::Result<Handle> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(Handle(fs::openat(&self.0, name, flags, Mode::empty())?))
    }

    /// Returns a new file, with the permissions of any: what the umask leaves.
    pub(super) fn create(&self, name: &OsStr) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(File::from(fs::openat(&self.0, name, flags, Mode::from_raw_mode(0o666))?))
    }

    /// Gives a file another name, whatever had it before.
    pub(super) fn replace(&self, from: &Path, to: &OsStr) -> io::Result<()> {
        Ok(fs::renameat(&self.0, from, &self.0, to)?)
    }

    /// Gives a file another name that nothing else has.
    pub(super) fn put(&self, from: &Path, to: &OsStr) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
        match fs::renameat_with(&self.0, from, &self.0, to, fs::RenameFlags::NOREPLACE) {
            // This file system does not know how.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {}
            done => return Ok(done?),
        }
        fs::linkat(&self.0, from, &self.0, to, AtFlags::empty())?;
        self.remove(from)
    }

    pub(super) fn remove(&self, name: &Path) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }
}
