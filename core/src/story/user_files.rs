//! Reads and writes whole files of a story or a desk, with the errors of this layer. The writing itself is in
//! [`disk`].
#![expect(clippy::disallowed_methods, reason = "stories and desks are folders")]

use super::Error;
use crate::disk::{self, DiskError, Folder};
use std::io::{Error as IoError, ErrorKind};
use std::path::{Path, PathBuf};

pub(crate) use crate::disk::Existing;
pub(super) use crate::disk::folder_of;

/// No file that is read is larger, in bytes.
pub(super) const LARGEST: usize = 64 << 20;

/// Reads a file. Fails with [`Error::Read`], also if it is a folder, a device or a pipe (which may never end), or
/// larger than [`LARGEST`].
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    if path == Path::new("-") {
        let cause = IoError::new(ErrorKind::Unsupported, "copydesk reads files, so save the text in one and name it");
        return Err(Error::Read { path: path.to_owned(), cause });
    }
    disk::read(path, LARGEST).map_err(|cause| Error::Read { path: path.to_owned(), cause })
}

/// Reads a text file. Fails with [`Error::Read`], also if it is not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|_| {
        let cause = IoError::new(ErrorKind::InvalidData, "it is not a text in UTF-8");
        Error::Read { path: path.to_owned(), cause }
    })
}

/// Returns the files with this ending in a folder and its subfolders, in order; empty if there is no such folder. Links
/// to folders are not followed, as they may form a cycle.
pub(crate) fn list(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    if !is_there(folder) {
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

/// Returns the regular files in a folder, links left out, in order.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let broken = |cause| Error::Read { path: folder.to_owned(), cause };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(broken)? {
        let entry = entry.map_err(broken)?;
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Returns the visible subfolders of a folder, in order; empty if there is no such folder.
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

/// Returns `true` if something has this name, be it a link that leads nowhere: then it has to be read, and no plain file is an error.
pub(crate) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Returns the target of a path that is a symbolic link.
pub(crate) fn link(path: &Path) -> Option<PathBuf> {
    path.is_symlink().then(|| path.read_link().unwrap_or_default())
}

/// Fails where a path is a symbolic link: nothing is written there.
pub(crate) fn see_no_link(path: &Path) -> Result<(), Error> {
    link(path).map_or(Ok(()), |to| Err(Error::Link { path: path.to_owned(), to }))
}

/// Makes a folder that a person named, and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<(), Error> {
    Folder::make(path)?;
    Ok(())
}

/// Creates a folder inside a folder that a person named: no part of the path between them may be a link.
pub(crate) fn make_below(root: &Path, way: &Path) -> Result<(), Error> {
    Folder::open(root)?.below(way)?;
    Ok(())
}

/// Returns `true` if this is a device or a pipe, such as `/dev/null`: it is written to, never read, kept or replaced. A link is none.
pub(crate) fn is_stream(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| !found.is_file() && !found.is_dir() && !found.is_symlink())
}

/// Writes to a device or a pipe.
pub(crate) fn send(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    disk::send(path, bytes).map_err(|cause| Error::Write { path: path.to_owned(), cause })
}

/// Writes a file whole or not at all.
pub(crate) fn write(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), Error> {
    Ok(Folder::open(folder_of(path))?.write(path.file_name().unwrap_or_default(), bytes, existing)?)
}

/// Writes a file that is named by its content, and makes its folder. One that is there stays as it is: whether its content is that
/// of its name is seen when it is read.
pub(crate) fn keep(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    make_folder(folder_of(path))?;
    match write(path, bytes, Existing::Keep) {
        Err(Error::Exists { .. }) => Ok(()),
        done => done,
    }
}

/// Writes files that belong together, each named from a person's folder, and makes the folders on the way. None is written
/// where one of them is a link, or is in a folder that is one.
pub(crate) fn write_all(root: &Path, files: &[(&Path, &[u8])], existing: Existing) -> Result<(), Error> {
    let root = Folder::open(root)?;
    let mut places = Vec::new();
    for (way, bytes) in files {
        let (folder, name) = (root.below(way.parent().unwrap_or(Path::new("")))?, way.file_name().unwrap_or_default());
        folder.see_no_link(name)?;
        places.push((folder, name, bytes));
    }
    for (folder, name, bytes) in places {
        folder.write(name, bytes, existing)?;
    }
    Ok(())
}

/// Removes a file of the program's from a person's folder. Idempotent: it is not an error if the file does not exist.
pub(crate) fn remove(root: &Path, way: &Path) -> Result<(), Error> {
    let folder = Folder::open(root)?.below(way.parent().unwrap_or(Path::new("")))?;
    Ok(folder.remove(way.file_name().unwrap_or_default())?)
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

impl From<DiskError> for Error {
    fn from(error: DiskError) -> Error {
        match error {
            DiskError::Link { path, to } => Error::Link { path, to },
            DiskError::Exists { path } => Error::Exists { path, replaceable: false },
            DiskError::Io { path, cause } => Error::Write { path, cause },
        }
    }
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
    fn of_files_that_belong_together_none_is_written_where_one_is_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink("elsewhere", at("kept")).unwrap();
        let both = [(Path::new("a.md"), &b"one"[..]), (Path::new("kept/a.json"), b"{}")];
        let refused = write_all(folder.path(), &both, Existing::Replace);
        assert!(matches!(refused, Err(Error::Link { path, .. }) if path == at("kept")));
        assert!(!at("a.md").exists() && !at("elsewhere").exists());
        std::fs::write(at("b.md"), "mine").unwrap();
        std::os::unix::fs::symlink("victim", at("b.md.bak")).unwrap();
        assert!(matches!(keep_copy(&at("b.md")), Err(Error::Link { .. })), "copies neither");
        assert!(!at("victim").exists());
    }

    #[test]
    fn what_is_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
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
