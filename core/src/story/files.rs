//! Files of a person: read whole, written whole or not at all. What the program writes into a story or a desk goes
//! through here. Not here: what stands in the files.
#![expect(clippy::disallowed_methods, reason = "this is the door to the disk")]

use super::Error;
use std::borrow::Cow;
use std::io::{Error as IoError, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// No file that is read is larger, in bytes.
pub(super) const LARGEST: usize = 64 << 20;

/// Reads a file whole. Fails with [`Error::Read`], also where it is a folder, a device or a pipe (which may never end),
/// or larger than [`LARGEST`].
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    read_regular(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })
}

fn read_regular(path: &Path) -> Result<Vec<u8>, IoError> {
    let kind = std::fs::metadata(path)?.file_type();
    if !kind.is_file() {
        let what = if kind.is_dir() { "it is a folder" } else { "it is a device or a pipe, not a file" };
        return Err(IoError::new(ErrorKind::InvalidInput, what));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST {
        let message = format!("it is larger than {} MB", LARGEST >> 20);
        return Err(IoError::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// Reads a text file whole. Fails with [`Error::Read`], also where it is not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|_| {
        let cause = IoError::new(ErrorKind::InvalidData, "it is not a text in UTF-8");
        Error::Read { path: path.to_owned(), cause }
    })
}

/// The files of a folder and those below it with this ending, in order; none where there is no such folder. Links to
/// folders are not followed: they may lead round in a circle.
pub(crate) fn list(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let broken = |cause| Error::Read { path: folder.to_owned(), cause };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(broken)? {
        let entry = entry.map_err(broken)?;
        let path = entry.path();
        if entry.file_type().map_err(broken)?.is_dir() {
            files.extend(list(&path, ending)?);
        } else if path.extension().is_some_and(|other| other == ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The folders in a folder, in order, without hidden ones; none where there is no such folder.
pub(crate) fn folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let broken = |cause| Error::Read { path: folder.to_owned(), cause };
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(broken)? {
        let entry = entry.map_err(broken)?;
        if entry.path().is_dir() && !entry.file_name().to_string_lossy().starts_with('.') {
            folders.push(entry.path());
        }
    }
    folders.sort();
    Ok(folders)
}

/// The folder that a file stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder and those above it. Fails with [`Error::Write`].
pub(crate) fn make_folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(|cause| Error::Write { path: path.to_owned(), cause })
}

/// What happens to a file that is already there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It stays, and the writing fails with [`Error::Exists`].
    Keep,
    /// The new one takes its place.
    Replace,
}

/// Whether this is a device or a pipe, such as `/dev/stdout`: it is written to, never read, kept or replaced.
pub(crate) fn is_stream(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Writes to a device or a pipe.
pub(crate) fn send(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let sent = std::fs::OpenOptions::new().write(true).open(path).and_then(|mut stream| stream.write_all(bytes));
    sent.map_err(|cause| Error::Write { path: path.to_owned(), cause })
}

/// Writes a file whole or not at all: into a temporary file beside it, which is then renamed. A link stays a link: what it
/// leads to is replaced.
pub(crate) fn write(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), Error> {
    let broken = |cause| Error::Write { path: path.to_owned(), cause };
    let target = match existing {
        Existing::Replace if path.is_symlink() => Cow::Owned(std::fs::canonicalize(path).map_err(broken)?),
        _ => Cow::Borrowed(path),
    };
    let folder = folder_of(&target);
    if !folder.is_dir() {
        let message = format!("there is no folder {}", folder.display());
        return Err(broken(IoError::new(ErrorKind::NotFound, message)));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".copydesk-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less the umask, as for any file
    // The error's own text would name the temporary file, which is gone then.
    let plain = |cause: IoError| broken(cause.kind().into());
    let mut file = builder.tempfile_in(folder).map_err(plain)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(plain)?;
    let written = match existing {
        Existing::Replace => file.persist(&target),
        Existing::Keep => file.persist_noclobber(&target),
    };
    match written {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Error::Exists { path: path.to_owned(), replaceable: false })
        }
        Err(error) => Err(broken(error.error)),
    }
}

/// Takes away a file of the program's own; one that is gone already is no mistake.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(Error::Write { path: path.to_owned(), cause }),
        _ => Ok(()),
    }
}

/// Keeps a file under the first free name of `NAME.bak`, `NAME.bak2`, ..., and returns that name.
pub(crate) fn keep_copy(path: &Path) -> Result<PathBuf, Error> {
    let bytes = read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for number in 1.. {
        let copy = path.with_file_name(if number == 1 { format!("{name}.bak") } else { format!("{name}.bak{number}") });
        match write(&copy, &bytes, Existing::Keep) {
            Ok(()) => return Ok(copy),
            Err(Error::Exists { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    unreachable!("a folder does not hold every number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten_unasked_and_copies_do_not_collide() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        write(&path, b"one", Existing::Keep).unwrap();
        assert!(matches!(write(&path, b"two", Existing::Keep), Err(Error::Exists { .. })));
        assert_eq!(read(&path).unwrap(), b"one");
        assert_eq!(keep_copy(&path).unwrap(), folder.path().join("a.md.bak"));
        assert_eq!(keep_copy(&path).unwrap(), folder.path().join("a.md.bak2"));
        write(&path, b"two", Existing::Replace).unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(list(folder.path(), "md").unwrap(), [path]);
    }

    #[test]
    #[cfg(unix)]
    fn what_never_ends_is_not_read_and_links_stay_links() {
        assert!(read(Path::new("/dev/zero")).is_err_and(|error| error.to_string().contains("a device or a pipe")));
        assert!(is_stream(Path::new("/dev/null")) && send(Path::new("/dev/null"), b"words").is_ok());
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("b.md"));
        std::os::unix::fs::symlink("a.md", &link).unwrap();
        write(&path, b"one", Existing::Keep).unwrap();
        write(&link, b"two", Existing::Replace).unwrap();
        assert!(link.is_symlink());
        assert_eq!(read(&path).unwrap(), b"two");
        std::fs::File::create(&path).unwrap().set_len(LARGEST as u64 + 1).unwrap();
        assert!(read(&path).is_err_and(|error| error.to_string().contains("larger than 64 MB")));
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing/a.md");
        assert!(matches!(write(&path, b"one", Existing::Replace), Err(Error::Write { .. })));
        assert!(list(folder.path(), "md").unwrap().is_empty());
    }
}
