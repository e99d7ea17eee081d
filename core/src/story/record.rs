//! The public record: an authority of it, and the table of it built anew. Not here: what it holds (inspection), how it is
//! printed (cli).

use super::error::Error;
use super::reference_data::Known;
use super::user_files;
use crate::inspection::AuthorityEntry;
use crate::load::record;
use crate::text;
use std::path::PathBuf;

impl Known {
    /// Returns the authority that a person names.
    ///
    /// # Errors
    /// [`Error::NoAuthority`] where none, or more than one, has this name.
    pub fn authority(&self, name: &str) -> Result<&AuthorityEntry, Error> {
        self.authorities.find(name).ok_or_else(|| {
            let names = self.authorities.iter().map(|entry| entry.name.as_str());
            Error::NoAuthority { name: name.to_owned(), nearest: text::nearest(name, names).map(str::to_owned) }
        })
    }
}

/// Merges tables of inspections and reports that were read into the table that the program carries, in CSV.
///
/// # Errors
/// [`Error::Read`], or [`Error::Record`] with all that is wrong in the files.
pub fn merge_records(sources: &[PathBuf], known: &Known) -> Result<String, Error> {
    let read = |path: &PathBuf| Ok((path.display().to_string(), user_files::read_text(path)?));
    let texts = sources.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
    record::merge(&texts, &known.authorities, &known.frameworks).map_err(|problems| Error::Record { problems })
}
