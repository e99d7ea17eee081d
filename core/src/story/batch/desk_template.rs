//! The desk that each report of a run gets: a copy of one whose `desk.toml` says `{authority}` where the name of the report's
//! authority goes.

use super::super::open::{DESK_FILE, DeskFolder};
use super::super::plugins::PINS_FILE;
use super::super::usage_error::UsageError;
use super::super::user_files::{self, Existing};
use super::super::{Error, Known};
use crate::desk::Desk;
use crate::hash::sha256;
use std::path::{Component, Path, PathBuf};

/// What is replaced by the authority's name.
const AUTHORITY: &str = "{authority}";

/// A desk to be copied.
#[derive(Debug)]
pub(super) struct DeskTemplate {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// `desk.toml`.
    text: String,
    /// The files that go with it, each named from the folder.
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl DeskTemplate {
    /// Reads the desk in a folder, or that a `desk.toml` is of.
    pub(super) fn read(path: &Path) -> Result<DeskTemplate, Error> {
        let folder = if path.is_dir() { path } else { user_files::folder_of(path) };
        let DeskFolder { desk, path: folder, .. } = DeskFolder::at(folder, &mut Known::built_in())?;
        let text = user_files::read_text(&folder.join(DESK_FILE))?;
        let mut files = Vec::new();
        if user_files::is_there(&folder.join(PINS_FILE)) {
            files.push((PINS_FILE.into(), user_files::read(&folder.join(PINS_FILE))?));
        }
        for way in folders_of(&desk).into_iter().chain(desk.paths.record.as_deref()) {
            if !Path::new(way).components().all(|part| matches!(part, Component::Normal(_))) {
                let problem =
                    format!("{} names a place outside of its folder: {way}", folder.join(DESK_FILE).display());
                let hint = "a desk for a batch is copied, with what is in its folder".to_owned();
                return Err(UsageError::Batch { problem, hint }.into());
            }
        }
        if let Some(table) = &desk.paths.record {
            files.push((table.into(), user_files::read(&folder.join(table))?));
        }
        for way in folders_of(&desk) {
            collect(&folder, Path::new(way), &mut files)?;
        }
        Ok(DeskTemplate { folder, text, files })
    }

    /// Returns the hash of all its files.
    pub(super) fn sha256(&self) -> String {
        sha256(format!("{:?}", (&self.text, &self.files)).as_bytes())
    }

    /// Writes the desk of an authority into a folder, and returns what it says. A file that is there is left as it is.
    pub(super) fn write(&self, folder: &Path, authority: &str) -> Result<Desk, Error> {
        if authority.contains(['"', '\\']) || authority.chars().any(char::is_control) {
            let problem = format!("a desk cannot have the name {}", authority.escape_debug());
            let hint = "read the report with `copydesk import`, and write its desk by hand".to_owned();
            return Err(UsageError::Batch { problem, hint }.into());
        }
        user_files::make_folder(folder)?;
        let text = self.text.replace(AUTHORITY, authority);
        let all = self.files.iter().map(|(way, bytes)| (way.as_path(), &bytes[..]));
        let all = all.chain([(Path::new(DESK_FILE), text.as_bytes())]);
        let missing: Vec<(&Path, &[u8])> = all.filter(|(way, _)| !user_files::is_there(&folder.join(way))).collect();
        user_files::write_all(folder, &missing, Existing::Keep)?;
        Ok(DeskFolder::at(folder, &mut Known::built_in())?.desk)
    }
}

/// Adds the files of a folder and of those in it; links are left out.
fn collect(root: &Path, way: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) -> Result<(), Error> {
    let folder = root.join(way);
    if !folder.is_dir() || user_files::link(&folder).is_some() {
        return Ok(());
    }
    for path in user_files::files(&folder)?.into_iter().filter(|path| user_files::link(path).is_none()) {
        files.push((way.join(path.file_name().unwrap_or_default()), user_files::read(&path)?));
    }
    let inside = user_files::folders(&folder)?;
    inside.iter().try_for_each(|path| collect(root, &way.join(path.file_name().unwrap_or_default()), files))
}

fn folders_of(desk: &Desk) -> [&str; 6] {
    let paths = &desk.paths;
    [&paths.templates, &paths.documents, &paths.services, &paths.frameworks, &paths.plugins, &desk.checks.rules]
        .map(String::as_str)
}
