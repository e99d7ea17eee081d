//! Compares two texts: files of any kind that can be read, versions in the store, or a draft with the version approved
//! last. The comparison knows the facts and names of the frameworks, the desk and the brief; it is made in
//! [`diff`] and shown by [`export`](crate::export).

use super::formats::Text;
use super::open::DeskFolder;
use super::text_kind::read_text;
use super::{DeskStore, Error, Known, ReviewError, Target};
use crate::desk::Desk;
use crate::diff::{self, Comparison, Vocabulary};
use crate::document::Document;
use crate::inspection::Frameworks;
use crate::zone::Zone;
use std::path::{Path, PathBuf};

/// Two texts, compared.
#[derive(Debug)]
pub struct Compared {
    /// The changes.
    pub comparison: Comparison,
    /// The old text.
    pub old: TextAt,
    /// The new text.
    pub new: TextAt,
    /// The council's time zone.
    pub zone: Zone,
}

/// One of the texts to compare, as named on the command line.
#[derive(Debug)]
pub struct TextAt {
    /// Its name.
    pub name: String,
    /// The file it was read from and the result of reading it; `None` for a version in the store.
    pub read: Option<(PathBuf, Text)>,
    /// Its content.
    pub document: Document,
}

/// Compares two texts. Each is a file, or a version in the desk's store by the first digits of its name. With only one,
/// or with a story's folder and an output, compares the draft with the last approved version of the same output.
///
/// # Errors
/// One of them cannot be read; [`ReviewError::NoApproved`] if there is nothing to compare a draft with.
pub fn compare(one: &Path, other: Option<&Path>) -> Result<Compared, Error> {
    let output = other.filter(|other| one.is_dir() && !other.is_file()).and_then(Path::to_str);
    let (old, new) = match other {
        Some(other) if output.is_none() => (text_at(one)?, text_at(other)?),
        _ => {
            let target = Target::of(one, output)?;
            (approved(&target)?, text_at(&target.path())?)
        }
    };
    let place = new.read.as_ref().map_or(Path::new("."), |(path, _)| path.as_path());
    let (vocabulary, zone) = known_at(place)?;
    let comparison = diff::compare(&old.document, &new.document, &vocabulary);
    Ok(Compared { comparison, old, new, zone })
}

/// Reads a text: a file or, if there is no file of that name, a version in the store.
///
/// # Errors
/// It cannot be read.
pub fn text_at(path: &Path) -> Result<TextAt, Error> {
    let digits = path.to_str().filter(|name| name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if let Some(digits) = digits.filter(|_| !path.exists()) {
        let (version, document) = DeskStore::open(Path::new("."))?.version(digits)?;
        return Ok(TextAt { name: format!("version {}", version.short()), read: None, document });
    }
    let text = read_text(path)?;
    Ok(TextAt {
        name: path.display().to_string(),
        document: text.document.clone(),
        read: Some((path.to_owned(), text)),
    })
}

/// Returns the last approved version of an output of the council, be it of another story.
fn approved(target: &Target) -> Result<TextAt, Error> {
    let desk = DeskStore::open(&target.folder)?;
    // A desk may serve another council too. If the story cannot be opened, assume the desk's own council.
    let story = super::open(&target.folder);
    let council = story.map_or_else(|_| desk.council(), |story| desk.council_named(&story.inspection.authority.name));
    let Some(found) = desk.approved(&target.output, Some(&council))? else {
        let (output, is_own) = (target.output.clone(), council == desk.council());
        return Err(ReviewError::NoApproved { output, council, is_own }.into());
    };
    let of = found.story.or(found.from).map(|of| format!(" ({of})")).unwrap_or_default();
    let name = format!("version {} approved on {}{of}", found.version.short(), found.on.strftime("%-d %B %Y"));
    Ok(TextAt { name, read: None, document: found.document })
}

/// Returns the vocabulary and the time zone of the desk that a file is in. If the desk's file has errors, the texts are
/// compared without its vocabulary.
fn known_at(file: &Path) -> Result<(Vocabulary, Zone), Error> {
    let mut known = Known::of_frameworks();
    let desk = match DeskFolder::above(file, &mut known) {
        Ok(desk) => desk.map(|found| found.desk),
        Err(Error::Findings(_)) => None,
        Err(other) => return Err(other),
    };
    let zone = desk.as_ref().map(|desk| desk.council.timezone.clone()).unwrap_or_default();
    Ok((vocabulary(&known.frameworks, desk.as_ref()), zone))
}

/// Returns the grades and judgements of all frameworks, and the people of the desk.
pub fn vocabulary(frameworks: &Frameworks, desk: Option<&Desk>) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for framework in frameworks.iter() {
        for grade in &framework.grades {
            vocabulary.grades.extend(std::iter::once(&grade.name).chain(&grade.aliases).cloned());
        }
        for area in &framework.areas {
            let called = if area.overall { "overall grade".to_owned() } else { area.short.clone() };
            let mut written: Vec<&str> = vec![&area.name, &area.short];
            written.extend(area.aliases.iter().map(String::as_str));
            written.extend(area.overall.then_some("overall"));
            vocabulary.areas.extend(written.into_iter().map(|written| (written.to_owned(), called.clone())));
        }
    }
    for person in desk.iter().flat_map(|desk| &desk.people) {
        vocabulary.names.push(person.name.clone());
        vocabulary.roles.push(person.role.clone());
    }
    for list in [&mut vocabulary.grades, &mut vocabulary.names, &mut vocabulary.roles] {
        list.sort();
        list.dedup();
    }
    vocabulary.areas.sort();
    vocabulary.areas.dedup();
    vocabulary
}
