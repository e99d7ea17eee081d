//! A folder, such as that of a static site or of a shared drive: one file for each text.

use super::{Parcel, Target, TargetError};
use crate::disk::{self, DiskError, Existing, Folder};
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// No file that is read back is larger, in bytes.
const LARGEST: usize = 64 << 20;

/// A folder as a target.
#[derive(Debug)]
pub struct FolderTarget {
    folder: PathBuf,
}

impl FolderTarget {
    /// Returns the target of a folder, which is made with the first text.
    pub fn new(folder: &Path) -> FolderTarget {
        FolderTarget { folder: folder.to_owned() }
    }

    /// Returns the content of a file, or `None` if there is none.
    fn content(&self, place: &str) -> Result<Option<Vec<u8>>, TargetError> {
        match disk::read(&self.folder.join(place), LARGEST) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.unreachable(place, &error.to_string())),
        }
    }

    fn unreachable(&self, place: &str, cause: &str) -> TargetError {
        TargetError::Unreachable { cause: format!("{}: {cause}", self.folder.join(place).display()) }
    }

    /// Opens the folder that a file is in, making it, and does something with the file's name there.
    fn within(
        &self,
        place: &str,
        act: impl FnOnce(&Folder, &OsStr) -> Result<(), DiskError>,
    ) -> Result<(), TargetError> {
        let file = Path::new(place);
        let done = Folder::make(&self.folder)
            .and_then(|root| root.below(file.parent().unwrap_or(Path::new(""))))
            .and_then(|folder| act(&folder, file.file_name().unwrap_or_default()));
        done.map_err(|error| TargetError::Unreachable { cause: error.to_string() })
    }
}

impl Target for FolderTarget {
    fn find(&mut self, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        let place = file_of(parcel);
        Ok(self.content(&place)?.filter(|found| *found == parcel.bytes).map(|_| place))
    }

    fn put(&mut self, parcel: &Parcel) -> Result<String, TargetError> {
        let place = file_of(parcel);
        let existing = match self.content(&place)? {
            None => Existing::Keep,
            Some(found) if found == parcel.bytes || parcel.earlier.contains(&found) => Existing::Replace,
            Some(_) => return Err(TargetError::Occupied { place: self.folder.join(place).display().to_string() }),
        };
        self.within(&place, |folder, name| folder.write(name, &parcel.bytes, existing))?;
        Ok(place)
    }

    fn read_back(&mut self, place: &str) -> Result<Vec<u8>, TargetError> {
        self.content(place)?.ok_or_else(|| self.unreachable(place, "it is not there"))
    }

    fn take_back(&mut self, place: Option<&str>, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        let found = match place {
            Some(place) => Some(place.to_owned()),
            None => self.find(parcel)?,
        };
        let Some(place) = found else { return Ok(None) };
        match self.content(&place)? {
            None => {}
            Some(found) if found == parcel.bytes => self.within(&place, Folder::remove)?,
            Some(_) => return Err(TargetError::Occupied { place: self.folder.join(place).display().to_string() }),
        }
        Ok(Some(place))
    }
}

/// Returns the file of a parcel, relative to the folder.
fn file_of(parcel: &Parcel) -> String {
    format!("{}.{}", parcel.name, parcel.file_type.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_put_there_is_replaced_or_taken_away() {
        let at = tempfile::tempdir().unwrap();
        let mut folder = FolderTarget::new(&at.path().join("site"));
        let parcel = |bytes: &str, earlier: &[&str]| Parcel {
            name: "ofsted/press-release".to_owned(),
            file_type: ("html".to_owned(), "text/html".to_owned()),
            bytes: bytes.into(),
            earlier: earlier.iter().map(|bytes| (*bytes).into()).collect(),
            ..Parcel::default()
        };
        let (first, second) = (parcel("one", &[]), parcel("two", &["one"]));
        assert_eq!(folder.find(&first), Ok(None));
        folder.take_back(Some("ofsted/press-release.html"), &first).unwrap();
        assert_eq!(folder.take_back(None, &first), Ok(None));
        let place = folder.put(&first).unwrap();
        assert_eq!((folder.find(&first).unwrap().as_ref(), folder.find(&second)), (Some(&place), Ok(None)));
        assert_eq!(folder.put(&first).unwrap(), place, "once more changes nothing");
        assert_eq!(folder.put(&second).unwrap(), place);
        assert_eq!(folder.read_back(&place).unwrap(), b"two");
        let occupied = |done: Result<Option<String>, TargetError>| matches!(done, Err(TargetError::Occupied { .. }));
        assert!(occupied(folder.put(&first).map(Some)), "a later version is not replaced by an earlier one");
        assert!(occupied(folder.take_back(Some(&place), &first)));
        assert_eq!(folder.take_back(None, &second), Ok(Some(place.clone())));
        assert!(matches!(folder.read_back(&place), Err(TargetError::Unreachable { .. })));
    }
}
