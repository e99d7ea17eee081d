//! The door to the disk: whatever the program writes is written here, whole or not at all, and never through a symbolic link.
//! A folder is opened as a person named it; below it no part of a path may be a link, and what was opened stays open, so that
//! nobody can put a link in its place meanwhile. Not here: what stands in the files, and SQLite's own writing (store).
#![expect(clippy::disallowed_methods, reason = "this is the door to the disk")]

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(not(unix), path = "other.rs")]
mod system;

use std::ffi::OsStr;
use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use system::Handle;

/// What happens to a file that is already there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and the writing fails with [`DiskError::Exists`].
    Keep,
    /// The new one takes its place.
    Replace,
}

/// Why something was not written. Nothing was.
#[derive(Debug)]
pub enum DiskError {
    /// It is a symbolic link.
    Link {
        /// The link.
        path: PathBuf,
        /// Where it leads.
        to: PathBuf,
    },
    /// It is there already.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The disk does not do it.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiskError::Link { path, to } => {
                write!(f, "{} is a symbolic link to {}: nothing is written through it", path.display(), to.display())
            }
            DiskError::Exists { path } => write!(f, "{} is there already and was left as it is", path.display()),
            DiskError::Io { path, cause } => write!(f, "cannot write {}: {cause}", path.display()),
        }
    }
}

impl std::error::Error for DiskError {}

impl From<DiskError> for io::Error {
    fn from(error: DiskError) -> io::Error {
        match error {
            DiskError::Io { cause, .. } => cause,
            DiskError::Exists { .. } => ErrorKind::AlreadyExists.into(),
            link @ DiskError::Link { .. } => io::Error::new(ErrorKind::InvalidInput, link.to_string()),
        }
    }
}

/// A folder that is held open: what is written into it goes into this folder, whatever its name leads to later.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    handle: Handle,
}

impl Folder {
    /// Opens a folder as a person named it: links on the way to it are theirs.
    ///
    /// # Errors
    /// [`DiskError::Io`] where there is no such folder.
    pub fn open(path: &Path) -> Result<Folder, DiskError> {
        let named = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        match system::open(named) {
            Ok(handle) => Ok(Folder { path: path.to_owned(), handle }),
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                let message = format!("there is no folder {}", named.display());
                Err(DiskError::Io { path: path.to_owned(), cause: io::Error::new(ErrorKind::NotFound, message) })
            }
            Err(cause) => Err(DiskError::Io { path: path.to_owned(), cause }),
        }
    }

    /// Makes a folder that a person named, with those above it, and opens it.
    ///
    /// # Errors
    /// [`DiskError::Io`].
    pub fn make(path: &Path) -> Result<Folder, DiskError> {
        std::fs::create_dir_all(path).map_err(|cause| DiskError::Io { path: path.to_owned(), cause })?;
        Folder::open(path)
    }

    /// Opens the folder at the end of a way from this one, and makes what is not there. A way that leads up or begins at the
    /// root is one that a person named, up to where it goes down again.
    ///
    /// # Errors
    /// [`DiskError::Link`] where a part of the way is a link, and [`DiskError::Io`].
    pub fn below(&self, way: &Path) -> Result<Folder, DiskError> {
        let parts: Vec<Component<'_>> = way.components().filter(|part| *part != Component::CurDir).collect();
        let down = parts.iter().rposition(|part| !matches!(part, Component::Normal(_))).map_or(0, |last| last + 1);
        let named: PathBuf = parts[..down].iter().collect();
        let mut folder = Folder::open(&self.path.join(named))?;
        for part in &parts[down..] {
            folder = folder.enter(part.as_os_str())?;
        }
        Ok(folder)
    }

    fn enter(&self, name: &OsStr) -> Result<Folder, DiskError> {
        self.see_no_link(name)?;
        match self.handle.make_folder(name) {
            Err(cause) if cause.kind() != ErrorKind::AlreadyExists => return Err(self.broken(name, cause)),
            _ => {}
        }
        let handle = self.handle.enter(name).map_err(|cause| self.broken(name, cause))?;
        Ok(Folder { path: self.path.join(name), handle })
    }

    /// Sees that this name in the folder is not that of a link.
    ///
    /// # Errors
    /// [`DiskError::Link`].
    pub fn see_no_link(&self, name: &OsStr) -> Result<(), DiskError> {
        match self.handle.link(name) {
            Some(to) => Err(DiskError::Link { path: self.path.join(name), to }),
            None => Ok(()),
        }
    }

    /// Writes a file whole or not at all: into a temporary file in the folder, which is then renamed.
    ///
    /// # Errors
    /// Why nothing was written.
    pub fn write(&self, name: &OsStr, bytes: &[u8], existing: Existing) -> Result<(), DiskError> {
        self.see_no_link(name)?;
        // The error of a temporary file is told as one of the file that it would have become.
        let broken = |cause: io::Error| self.broken(name, cause.kind().into());
        let (temporary, mut file) = self.temporary().map_err(broken)?;
        let done = file.write_all(bytes).and_then(|()| file.sync_all()).map_err(broken).and_then(|()| {
            let moved = match existing {
                Existing::Replace => self.handle.replace(&temporary, name),
                Existing::Keep => self.handle.put(&temporary, name),
            };
            moved.map_err(|cause| match cause.kind() {
                ErrorKind::AlreadyExists => DiskError::Exists { path: self.path.join(name) },
                _ => self.broken(name, cause),
            })
        });
        if done.is_err() {
            // Where it cannot be taken away, it is in nobody's way.
            self.handle.remove(&temporary).ok();
        }
        done
    }

    /// A new file that nobody else has.
    fn temporary(&self) -> io::Result<(PathBuf, File)> {
        /// A name is taken only where a program of the same number was killed.
        const TRIES: usize = 1000;
        static NEXT: AtomicU64 = AtomicU64::new(0);
        for _ in 0..TRIES {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = PathBuf::from(format!(".copydesk-{}-{number}", std::process::id()));
            match self.handle.create(name.as_os_str()) {
                Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {}
                made => return made.map(|file| (name, file)),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Takes a file away; one that is gone already is no mistake. Of a link, the link goes and not what it leads to.
    ///
    /// # Errors
    /// [`DiskError::Io`].
    pub fn remove(&self, name: &OsStr) -> Result<(), DiskError> {
        match self.handle.remove(Path::new(name)) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => Err(self.broken(name, cause)),
            _ => Ok(()),
        }
    }

    fn broken(&self, name: &OsStr, cause: io::Error) -> DiskError {
        DiskError::Io { path: self.path.join(name), cause }
    }
}

/// The folder that a file stands in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes to a device or a pipe that a person named, such as `/dev/null`: it is never read, kept or replaced.
///
/// # Errors
/// It cannot be opened, is a link, or takes no more.
pub fn send(path: &Path, bytes: &[u8]) -> io::Result<()> {
    system::stream(path)?.write_all(bytes)
}

/// Reads a plain file of no more than `largest` bytes whole. What is no plain file is not waited for.
///
/// # Errors
/// It is not there, is a folder, a device or a pipe (which may never end), is larger, or cannot be read.
pub fn read(path: &Path, largest: usize) -> io::Result<Vec<u8>> {
    plain(&std::fs::metadata(path)?)?;
    let file = system::open_unwaiting(path)?;
    // Somebody may have put something else there since.
    plain(&file.metadata()?)?;
    let mut bytes = Vec::new();
    file.take(largest as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > largest {
        let message = format!("it is larger than {} MB", largest >> 20);
        return Err(io::Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

fn plain(found: &std::fs::Metadata) -> io::Result<()> {
    let what = match found.file_type() {
        kind if kind.is_file() => return Ok(()),
        kind if kind.is_dir() => "it is a folder",
        _ => "it is a device or a pipe, not a file",
    };
    Err(io::Error::new(ErrorKind::InvalidInput, what))
}

#[cfg(test)]
mod tests {
    #![cfg(unix)]

    use super::*;
    use std::os::unix::fs::symlink;

    fn name(text: &str) -> &OsStr {
        OsStr::new(text)
    }

    #[test]
    fn nothing_is_written_through_a_link() {
        let outside = tempfile::tempdir().unwrap();
        let victim = outside.path().join("victim");
        std::fs::write(&victim, "mine").unwrap();
        let inside = tempfile::tempdir().unwrap();
        let folder = Folder::open(inside.path()).unwrap();
        symlink(&victim, inside.path().join("a.md")).unwrap();
        symlink(outside.path().join("nothing"), inside.path().join("b.md")).unwrap();
        symlink(outside.path(), inside.path().join("kept")).unwrap();
        for existing in [Existing::Keep, Existing::Replace] {
            for file in ["a.md", "b.md", "kept"] {
                let refused = folder.write(name(file), b"theirs", existing).unwrap_err();
                assert!(matches!(&refused, DiskError::Link { path, .. } if path.ends_with(file)), "{refused}");
            }
        }
        for way in ["kept", "kept/deeper", "./kept"] {
            let refused = folder.below(Path::new(way)).unwrap_err();
            assert!(matches!(&refused, DiskError::Link { path, .. } if path.ends_with("kept")), "{way}: {refused}");
        }
        assert_eq!(std::fs::read_to_string(&victim).unwrap(), "mine");
        assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 1);
        assert_eq!(std::fs::read_dir(inside.path()).unwrap().count(), 3, "no temporary file is left");
    }

    /// Between the look and the writing somebody puts a link in the place of the folder, and in that of the file.
    #[test]
    fn a_folder_that_is_open_stays_the_folder_that_it_was() {
        let outside = tempfile::tempdir().unwrap();
        let inside = tempfile::tempdir().unwrap();
        let folder = Folder::open(inside.path()).unwrap().below(Path::new("kept")).unwrap();
        std::fs::rename(inside.path().join("kept"), inside.path().join("aside")).unwrap();
        symlink(outside.path(), inside.path().join("kept")).unwrap();
        folder.write(name("a.json"), b"one", Existing::Replace).unwrap();
        assert_eq!(std::fs::read(inside.path().join("aside/a.json")).unwrap(), b"one");
        assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
        // A rename takes the place of a link and leaves alone what it leads to.
        std::fs::write(outside.path().join("victim"), "mine").unwrap();
        symlink(outside.path().join("victim"), inside.path().join("aside/b.json")).unwrap();
        let (temporary, _) = folder.temporary().unwrap();
        folder.handle.replace(&temporary, name("b.json")).unwrap();
        assert!(!inside.path().join("aside/b.json").is_symlink());
        assert_eq!(std::fs::read_to_string(outside.path().join("victim")).unwrap(), "mine");
    }

    #[test]
    fn links_on_the_way_to_a_named_folder_are_the_persons_own() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("real")).unwrap();
        symlink("real", folder.path().join("latest")).unwrap();
        let opened = Folder::open(&folder.path().join("latest")).unwrap();
        opened.below(Path::new("deep/er")).unwrap().write(name("a"), b"one", Existing::Keep).unwrap();
        assert_eq!(std::fs::read(folder.path().join("real/deep/er/a")).unwrap(), b"one");
        // A way that leads up is named by a person as well, up to there.
        let beside = opened.below(Path::new("../beside")).unwrap();
        beside.write(name("b"), b"two", Existing::Keep).unwrap();
        assert_eq!(std::fs::read(folder.path().join("beside/b")).unwrap(), b"two");
    }

    #[test]
    fn what_never_ends_is_neither_read_nor_waited_for() {
        assert!(read(Path::new("/dev/zero"), 10).is_err_and(|error| error.to_string().contains("a device or a pipe")));
        assert!(send(Path::new("/dev/null"), b"words").is_ok());
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path(), 10).is_err_and(|error| error.to_string() == "it is a folder"));
        std::fs::write(folder.path().join("a"), "eleven bytes").unwrap();
        assert!(read(&folder.path().join("a"), 10).is_err_and(|error| error.kind() == ErrorKind::FileTooLarge));
        symlink("/dev/null", folder.path().join("null")).unwrap();
        assert!(send(&folder.path().join("null"), b"words").is_err());
    }
}
