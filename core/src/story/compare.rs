//! Two texts compared: files of any kind that can be read, versions of the store, a draft and what was approved last; with the words that the frameworks, the desk and the brief know
//! as facts and names. Not here: how they are compared (diff), and how that is shown (export).

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
    /// What changed.
    pub comparison: Comparison,
    /// The old text.
    pub old: TextAt,
    /// The new text.
    pub new: TextAt,
    /// The time zone of the place where it is.
    pub zone: Zone,
}

/// A text that somebody named, such as one of the two.
#[derive(Debug)]
pub struct TextAt {
    /// What it is called.
    pub name: String,
    /// The file that it was read from, and the reading; none for a version of the store.
    pub read: Option<(PathBuf, Text)>,
    /// What it says.
    pub document: Document,
}

/// Compares two texts. Each is a file, or a version of the desk's store by the first digits of its name. With one alone, or
/// with a story's folder and an output, the draft is compared with the last approved version of the same output.
///
/// # Errors
/// Why one of them cannot be read; [`ReviewError::NoApproved`] where there is nothing to compare a draft with.
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

/// A text: a file or, where there is none of that name, a version of the store.
///
/// # Errors
/// Why it cannot be read.
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

/// The last approved version of an output of the council, be it of another story.
fn approved(target: &Target) -> Result<TextAt, Error> {
    let desk = DeskStore::open(&target.folder)?;
    // A desk may serve another council too. Where a story's files have mistakes, it is taken for one of the desk's own.
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

/// The vocabulary and the clocks of the place where a file stands. A mistake in the desk's file is no reason to compare
/// nothing: its words are not known then.
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

/// The grades and judgements of all frameworks, and the people of the desk.
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
