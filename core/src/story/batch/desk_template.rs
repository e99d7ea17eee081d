//! The desk that each report of a run gets: a copy of one whose `desk.toml` says `{authority}` where the name of the report's
//! authority goes.

use super::super::open::{DESK_FILE, DeskFolder};
use super::super::plugins::PINS_FILE;
use super::super::usage_error::UsageError;
use super::super::user_files::{self, Existing};
use super::super::{Error, Known, create};
use crate::desk::Desk;
use std::path::{Component, Path, PathBuf};

/// What is replaced by the authority's name.
const AUTHORITY: &str = "{authority}";

/// A desk to be copied.
#[derive(Debug)]
pub(super) struct DeskTemplate {
    /// Its folder.
    pub(super) folder: PathBuf,
    text: String,
    /// The folders that go with it.
    folders: Vec<String>,
}

impl DeskTemplate {
    /// Reads the desk in a folder, or that a `desk.toml` is of.
    pub(super) fn read(path: &Path) -> Result<DeskTemplate, Error> {
        let folder = if path.is_dir() { path } else { user_files::folder_of(path) };
        let DeskFolder { desk, .. } = DeskFolder::at(folder, &mut Known::built_in())?;
        let text = user_files::read_text(&folder.join(DESK_FILE))?;
        let folders = folders_of(&desk);
        let inside = |way: &String| Path::new(way).components().all(|part| matches!(part, Component::Normal(_)));
        if let Some(outside) = folders.iter().find(|way| !inside(way)) {
            let problem = format!("{} names a folder outside of its own: {outside}", folder.join(DESK_FILE).display());
            let hint = "a desk for a batch is copied, and has its folders in it".to_owned();
            return Err(UsageError::Batch { problem, hint }.into());
        }
        Ok(DeskTemplate { folder: folder.to_owned(), text, folders })
    }

    /// Returns the bytes of its files, one after the other.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Error> {
        let mut all = self.text.clone().into_bytes();
        for folder in self.own_folders() {
            for file in user_files::files(&folder)? {
                all.extend(user_files::read(&file)?);
            }
        }
        Ok(all)
    }

    /// Writes the desk of an authority into a folder, and returns what it says.
    pub(super) fn write(&self, folder: &Path, authority: &str) -> Result<Desk, Error> {
        if authority.contains(['"', '\\']) || authority.chars().any(char::is_control) {
            let problem = format!("a desk cannot have the name {}", authority.escape_debug());
            let hint = "read the report with `copydesk import`, and write its desk by hand".to_owned();
            return Err(UsageError::Batch { problem, hint }.into());
        }
        user_files::make_folder(folder)?;
        let mut files = vec![(PathBuf::from(DESK_FILE), self.text.replace(AUTHORITY, authority).into_bytes())];
        let pins = self.folder.join(PINS_FILE);
        if user_files::is_there(&pins) {
            files.push((PINS_FILE.into(), user_files::read(&pins)?));
        }
        let files: Vec<(&Path, &[u8])> = files.iter().map(|(name, bytes)| (name.as_path(), &bytes[..])).collect();
        user_files::write_all(folder, &files, Existing::Keep)?;
        for (way, from) in self.folders.iter().zip(self.own_folders()) {
            if from.is_dir() && !user_files::is_there(&folder.join(way)) {
                create::copy_folder(&from, &folder.join(way))?;
            }
        }
        Ok(DeskFolder::at(folder, &mut Known::built_in())?.desk)
    }

    fn own_folders(&self) -> impl Iterator<Item = PathBuf> {
        self.folders.iter().map(|way| self.folder.join(way))
    }
}

fn folders_of(desk: &Desk) -> Vec<String> {
    let paths = &desk.paths;
    let all =
        [&paths.templates, &paths.documents, &paths.services, &paths.frameworks, &paths.plugins, &desk.checks.rules];
    all.map(String::clone).into()
}
