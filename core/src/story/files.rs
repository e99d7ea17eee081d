//! Files of a person: read whole, written whole or not at all. What the program writes into a story or a desk goes
//! through here. Not here: what stands in the files.
#![expect(clippy::disallowed_methods, reason = "this is the door to the disk")]

use super::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Reads a file whole. Fails with [`Error::Read`].
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })
}

/// Reads a text file whole. Fails with [`Error::Read`], also where it is not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })
}

/// The files of a folder with this ending, in order; none where there is no such folder.
pub(crate) fn list(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let broken = |cause| Error::Read { path: folder.to_owned(), cause };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(broken)? {
        let path = entry.map_err(broken)?.path();
        if path.is_dir() {
            files.extend(list(&path, ending)?);
        } else if path.extension().is_some_and(|other| other == ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
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

/// Writes a file whole or not at all: into a temporary file beside it, which is then renamed.
pub(crate) fn write(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), Error> {
    let broken = |cause| Error::Write { path: path.to_owned(), cause };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".copydesk-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less the umask, as for any file
    let mut file = builder.tempfile_in(folder).map_err(broken)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(broken)?;
    let written = match existing {
        Existing::Replace => file.persist(path),
        Existing::Keep => file.persist_noclobber(path),
    };
    match written {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Error::Exists { path: path.to_owned() })
        }
        Err(error) => Err(broken(error.error)),
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
    fn what_cannot_be_written_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing/a.md");
        assert!(matches!(write(&path, b"one", Existing::Replace), Err(Error::Write { .. })));
        assert!(list(folder.path(), "md").unwrap().is_empty());
    }
}
