//! Compares two texts: files of any kind that can be read, versions in the store, or a draft with the version approved
//! last; each with the facts that it has when it is read with its own story. The comparison is made in [`diff`] and shown
//! by [`export`](crate::export).

use super::desk_store::file_beside;
use super::draft_record::restore_language;
use super::formats::Text;
use super::text_check::known_without_house;
use super::text_kind::read_text;
use super::{About, DeskStore, DraftPlace, Error, ReviewError, Story, open, user_files};
use crate::check::{self, Ground, Prose, Rules, Spelling};
use crate::diff::{self, Carried, Comparison, Facts};
use crate::document::{Document, Fact, LeftOut, MadeFile};
use crate::inspection::{DateRange, Framework, Inspection};
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
    /// The folder by which it is read: its own or, of a version of the store, that of its story.
    pub(crate) folder: PathBuf,
}

impl TextAt {
    /// Returns the file that it describes, or `None` if it describes none.
    ///
    /// # Errors
    /// The file is not the one that the text names.
    pub fn made_file(&self) -> Result<Option<(MadeFile, Vec<u8>)>, Error> {
        match &self.read {
            Some((path, _)) => file_beside(path, &self.document),
            None => DeskStore::open(&self.folder)?.made_file(&self.document),
        }
    }

    /// Returns what the reader left out, with the words; a version of the store has nothing of that.
    fn left_out(&self) -> Vec<String> {
        self.read.as_ref().map(|(_, text)| text.left_out()).unwrap_or_default()
    }
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
            let target = DraftPlace::of(one, output)?;
            (approved(&target)?, text_at(&target.path())?)
        }
    };
    let (old_story, new_story) = (story_at(&old.folder)?, story_at(&new.folder)?);
    let mut comparison = compare_read((&old.document, &old_story), (&new.document, &new_story));
    comparison.summary.left_out = LeftOut::of(old.left_out(), new.left_out());
    Ok(Compared { comparison, old, new, zone: new_story.zone() })
}

/// Reads a text: a file or, if there is no file of that name, a version in the store.
///
/// # Errors
/// It cannot be read.
pub fn text_at(path: &Path) -> Result<TextAt, Error> {
    let digits = path.to_str().filter(|name| name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if let Some(digits) = digits.filter(|_| !path.exists()) {
        let (version, document) = DeskStore::open(Path::new("."))?.version(digits)?;
        let name = format!("version {}", version.short());
        return Ok(TextAt { name, read: None, document, folder: PathBuf::from(".") });
    }
    let text = read_text(path)?;
    let (folder, mut document) = (user_files::folder_of(path).to_owned(), text.document.clone());
    restore_language(&folder, path, &mut document)?;
    Ok(TextAt { name: path.display().to_string(), document, folder, read: Some((path.to_owned(), text)) })
}

/// Returns the last approved version of an output of the council, be it of another story.
fn approved(target: &DraftPlace) -> Result<TextAt, Error> {
    let desk = DeskStore::open(&target.folder)?;
    // A desk may serve another council too. If the story cannot be opened, assume the desk's own council.
    let story = super::open(&target.folder);
    let council = story.map_or_else(|_| desk.council(), |story| desk.council_named(&story.inspection.authority.name));
    let Some(found) = desk.approved(&target.output, Some(&council))? else {
        let (output, is_own) = (target.output.clone(), council == desk.council());
        return Err(ReviewError::NoApproved { output, council, is_own }.into());
    };
    let folder = found.story.as_ref().map_or_else(|| target.folder.clone(), |name| desk.story_folder(name));
    let of = found.story.or(found.from).map(|of| format!(" ({of})")).unwrap_or_default();
    let name = format!("version {} approved on {}{of}", found.version.short(), found.on.strftime("%-d %B %Y"));
    Ok(TextAt { name, read: None, document: found.document, folder })
}

/// Compares two documents by what they say, each read with what is known where it belongs: a story's folder or, for a text
/// of which nothing else is known, any place below its desk.
///
/// # Errors
/// If a file of the desk cannot be read.
pub fn compare_documents(old: (&Document, &Path), new: (&Document, &Path)) -> Result<Comparison, Error> {
    Ok(compare_read((old.0, &story_at(old.1)?), (new.0, &story_at(new.1)?)))
}

/// Returns the text that has most of a document's words, the first of those that have as many, if more of its words are from
/// there than are not.
pub(super) fn most_alike<'t, T>(document: &Document, texts: impl Iterator<Item = (T, &'t Document)>) -> Option<T> {
    let mut best: Option<(usize, T)> = None;
    for (text, before) in texts {
        let Carried { kept, new, .. } = diff::carry_origins(before, &mut document.clone());
        if kept > new && best.as_ref().is_none_or(|(most, _)| kept > *most) {
            best = Some((kept, text));
        }
    }
    best.map(|(_, text)| text)
}

/// Compares two documents by what they say, each read with its story.
pub(super) fn compare_read((old, old_story): (&Document, &Story), (new, new_story): (&Document, &Story)) -> Comparison {
    let framework = newest(old_story, new_story);
    let (was, is) = (facts(old, old_story, framework), facts(new, new_story, framework));
    diff::compare(old, new, Facts { old: &was, new: &is })
}

/// Returns the story of a folder or, if there is none that can be read, what is known of its desk.
///
/// # Errors
/// If a file of the desk cannot be read.
pub(super) fn story_at(place: &Path) -> Result<Story, Error> {
    let story = open::is_story(place).then(|| super::open(place));
    match story {
        Some(Ok(story)) => Ok(story),
        _ => open::open_desk(place),
    }
}

/// The newer of the frameworks of two stories, by which both texts are read, so that areas that one framework joins and the
/// other parts are the same to both; where neither is known, the last one.
fn newest<'a>(old: &'a Story, new: &'a Story) -> Option<&'a Framework> {
    let own = |story: &'a Story| story.known.frameworks.get(story.inspection.framework.as_ref()?);
    let known = own(old).into_iter().chain(own(new)).max_by_key(|framework| framework.since);
    known.or_else(|| new.known.frameworks.iter().max_by_key(|framework| framework.since))
}

/// The facts of a text. Of an inspection that is not known, the text says when it was.
fn facts(document: &Document, story: &Story, framework: Option<&Framework>) -> Vec<Fact> {
    let prose = Prose::of(document);
    let (rules, about) = (Rules::default(), About::default());
    let known = known_without_house(story, about, (&rules, Spelling::Missing));
    let mut inspection = None;
    if story.inspection.dates.is_empty()
        && let Some((from, to)) = check::told_dates(&prose)
    {
        inspection = Some(Inspection { dates: vec![DateRange { from, to }], ..story.inspection.clone() });
    }
    let inspection = inspection.as_ref().unwrap_or(&story.inspection);
    check::facts(&prose, &Ground::new(check::Known { inspection, framework, ..known }))
}
