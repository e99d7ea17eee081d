//! The only module that writes files: atomically, and never through a symbolic link. A folder is opened as a person
//! named it; below it no part of a path may be a link, and what was opened stays open, so that it cannot be replaced by
//! a link in the meantime.
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
use std::time::{Duration, SystemTime};
use system::Handle;

/// What to do with a file that already exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and the writing fails with [`DiskError::Exists`].
    Keep,
    /// The new one takes its place.
    Replace,
}

/// Why something was not written. Nothing has been changed then.
#[derive(Debug)]
pub enum DiskError {
    /// It is a symbolic link.
    Link {
        /// The link.
        path: PathBuf,
        /// The link's target.
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
        /// The cause.
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

/// The prefix of a file's name while it is written; after a while, such a file is a killed program's.
const UNMADE: &str = ".copydesk-new-";
const LEFT: Duration = Duration::from_mins(10);

/// An open folder: files are written into this folder, whatever its path leads to later.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    handle: Handle,
}

impl Folder {
    /// Opens a folder as a person named it: links on the way to it are theirs.
    ///
    /// # Errors
    /// [`DiskError::Io`] if there is no such folder.
    pub fn open(path: &Path) -> Result<Folder, DiskError> {
        let named = folder_or_here(path);
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

    /// Opens the folder at a path relative to this one, creating missing parts. A path that leads up or is absolute
    /// counts as named by a person, up to where it goes down again.
    ///
    /// # Errors
    /// [`DiskError::Link`] if a part of the path is a link, and [`DiskError::Io`].
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
        // An error about a temporary file is reported as one about the file it would have become.
        let broken = |cause: io::Error| self.broken(name, cause.kind().into());
        self.sweep();
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
            // If it cannot be removed, it does no harm.
            self.handle.remove(&temporary).ok();
        }
        done
    }

    /// Removes files left by a killed program. Any that cannot be removed do no harm.
    fn sweep(&self) {
        let files = std::fs::read_dir(folder_or_here(&self.path)).into_iter().flatten().filter_map(Result::ok);
        for file in files.filter(|file| file.file_name().to_string_lossy().starts_with(UNMADE)) {
            let found = file.metadata().ok().filter(std::fs::Metadata::is_file).and_then(|found| found.modified().ok());
            if found.and_then(|time| time.elapsed().ok()).is_some_and(|age| age > LEFT) {
                self.handle.remove(Path::new(&file.file_name())).ok();
            }
        }
    }

    /// Creates a file with a name that is not in use.
    fn temporary(&self) -> io::Result<(PathBuf, File)> {
        /// A name is taken only where a program of the same number was killed.
        const TRIES: usize = 1000;
        static NEXT: AtomicU64 = AtomicU64::new(0);
        for _ in 0..TRIES {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = PathBuf::from(format!("{UNMADE}{}-{number}", std::process::id()));
            match self.handle.create(name.as_os_str()) {
                Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {}
                made => return made.map(|file| (name, file)),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Removes a file. Idempotent: it is not an error if the file does not exist. Of a link, the link is removed and
    /// not its target.
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

/// Returns a folder by a path that may be empty, as the folder of `a.md` is.
fn folder_or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// Returns the folder that a file is in.
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

/// Waits until no other program holds this lock, a file that is made if need be, and returns it: it is held until it is
/// dropped, or the program ends in any way.
///
/// # Errors
/// The file cannot be made, is a link, or cannot be locked.
pub fn lock(path: &Path) -> Result<File, DiskError> {
    let folder = Folder::open(folder_of(path))?;
    match folder.write(path.file_name().unwrap_or_default(), b"", Existing::Keep) {
        Err(error) if !matches!(error, DiskError::Exists { .. }) => return Err(error),
        _ => {}
    }
    let broken = |cause| DiskError::Io { path: path.to_owned(), cause };
    let file = system::open_unwaiting(path).map_err(broken)?;
    file.lock().map_err(broken)?;
    Ok(file)
}

/// Takes a lock that is there, unless a program holds it: then it returns `None`.
///
/// # Errors
/// There is no such file, or it cannot be locked.
pub fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let file = system::open_unwaiting(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(cause)) => Err(cause),
    }
}

/// Returns the time by the clock of the disk that a folder is on (on a shared drive, that of the server), and by that of
/// this machine, at one moment.
///
/// # Errors
/// No file can be made in the folder.
pub fn clocks(path: &Path) -> Result<(SystemTime, SystemTime), DiskError> {
    let folder = Folder::open(path)?;
    let broken = |cause| DiskError::Io { path: path.to_owned(), cause };
    let (name, mut file) = folder.temporary().map_err(broken)?;
    let time = file.write_all(b"0").and_then(|()| file.metadata()?.modified());
    let machine = SystemTime::now();
    folder.handle.remove(&name).map_err(broken)?;
    Ok((time.map_err(broken)?, machine))
}

/// Reads a regular file of no more than `largest` bytes. Never blocks on a pipe.
///
/// # Errors
/// The file does not exist, is a folder, a device or a pipe (which may never end), is larger, or cannot be read.
pub fn read(path: &Path, largest: usize) -> io::Result<Vec<u8>> {
    plain(&std::fs::metadata(path).map_err(|cause| missing(path, cause))?)?;
    let file = system::open_unwaiting(path)?;
    // It may have been replaced in the meantime.
    plain(&file.metadata()?)?;
    let mut bytes = Vec::new();
    file.take(largest as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > largest {
        let message = format!("it is larger than {} MB", largest >> 20);
        return Err(io::Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// If a link's target does not exist, the error is about the target.
fn missing(path: &Path, cause: io::Error) -> io::Error {
    match path.read_link() {
        Ok(to) if cause.kind() == ErrorKind::NotFound => {
            let message = format!("it is a symbolic link to {}, and nothing is there", to.display());
            io::Error::new(ErrorKind::InvalidInput, message)
        }
        _ => cause,
    }
}

fn plain(found: &std::fs::Metadata) -> io::Result<()> {
    let what = match found.file_type() {
        kind if kind.is_file() => return Ok(()),
        kind if kind.is_dir() => "it is a folder",
        _ => "it is a device or a pipe, not a file",
    };
    Err(io::Error::new(ErrorKind::InvalidInput, what))
}

#[cfg(all(test, unix))]
mod tests;
