//! Measures what of a release came through in cuttings: finds the release, its story and the cuttings, and has [`crate::reach`] compare
//! them. It is shown by [`export`](crate::export).

use super::compare::story_at;
use super::draft_record::{restore_language, restore_origins};
use super::text_check::{About, known_without_house};
use super::text_kind::read_text;
use super::{DeskStore, Error, Story, UsageError, user_files};
use crate::check::{Known, Rules, Spelling};
use crate::document::Document;
use crate::reach::{self, Reach};
use std::path::{Path, PathBuf};

/// What came through, and what could not be measured.
#[derive(Debug)]
pub struct Measured {
    /// What came through.
    pub reach: Reach,
    /// Why some of the files were not measured.
    pub problems: Vec<Error>,
}

/// Measures what of a release came through in some files. The release is a file or, if there is no file of that name, a version
/// in the store of the desk that `desk` is in. Without a story it is the one that the release belongs to.
///
/// # Errors
/// The release or its story cannot be read. That a cutting cannot be read is a problem of [`Measured`].
pub fn reach(release: &Path, story: Option<&Path>, desk: &Path, files: &[PathBuf]) -> Result<Measured, Error> {
    let (name, document, folder) = release_at(release, desk)?;
    let story = match story {
        Some(story) => super::open(story)?,
        None => story_at(&folder)?,
    };
    if document.words() == 0 {
        return Err(UsageError::NoWords { path: release.to_owned() }.into());
    }
    let (cuttings, problems) = cuttings(files);
    let rules = Rules::default();
    let known = known(&story, &rules);
    Ok(Measured { reach: reach::measure((&name, &document), known, &cuttings), problems })
}

/// What is known of a story; without an inspection of its own, grades are read by the newest framework.
fn known<'a>(story: &'a Story, rules: &'a Rules) -> Known<'a> {
    let known = known_without_house(story, About::default(), (rules, Spelling::Missing));
    let newest = || known.frameworks.iter().max_by_key(|framework| framework.since);
    Known { framework: known.framework.or_else(newest), ..known }
}

/// The release's name, its content with origins, and the folder of its story.
fn release_at(release: &Path, desk: &Path) -> Result<(String, Document, PathBuf), Error> {
    let digits = release.to_str().filter(|name| name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if let Some(digits) = digits.filter(|_| !release.exists()) {
        let store = DeskStore::open(desk)?;
        let (version, document) = store.version(digits)?;
        let log = store.log()?;
        let mut events = log.events.iter().filter(|event| event.event.act.version() == Some(&version));
        let story = events.find_map(|event| event.event.text.story.as_ref());
        let folder = story.map_or_else(|| desk.to_owned(), |story| store.story_folder(story));
        return Ok((format!("version {}", version.short()), document, folder));
    }
    let mut document = read_text(release)?.document;
    let folder = user_files::folder_of(release).to_owned();
    restore_language(&folder, release, &mut document)?;
    restore_origins(&folder, release, &mut document)?;
    Ok((release.display().to_string(), document, folder))
}

/// The cuttings that can be read, each with its name, and why the others cannot be.
fn cuttings(files: &[PathBuf]) -> (Vec<(String, Document)>, Vec<Error>) {
    let (mut cuttings, mut problems): (Vec<(String, Document)>, Vec<Error>) = (Vec::new(), Vec::new());
    for path in files {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if cuttings.iter().any(|(other, _)| *other == name) {
            problems.push(UsageError::SameName { path: path.clone() }.into());
            continue;
        }
        match read_text(path) {
            Ok(text) if text.document.words() == 0 => problems.push(UsageError::NoWords { path: path.clone() }.into()),
            Ok(text) => cuttings.push((name, text.document)),
            Err(error) => problems.push(error),
        }
    }
    (cuttings, problems)
}
