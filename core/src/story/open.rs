//! Opens a story from a report (PDF), an `inspection.toml` or a story's folder. Its desk is the nearest folder above
//! with a `desk.toml`.
#![expect(clippy::disallowed_methods, reason = "the desk is looked for from the folder a person is in")]

use super::choice;
use super::usage_error::UsageError;
use super::{Error, Known, NotReady, Remarks, Story, earlier, report, user_files};
use crate::brief::{Brief, QuoteName};
use crate::desk::Desk;
use crate::finding::{Finding, Severity};
use crate::inspection::{AuthorityEntry, Inspection};
use crate::load::toml::{self, Loaded};
use crate::text::Span;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

/// The file that makes a folder a desk.
pub(super) const DESK_FILE: &str = "desk.toml";
/// The files of a story.
pub(super) const REPORT_FILE: &str = "report.pdf";
/// The same, of a report that was saved as a page.
pub(super) const PAGE_FILE: &str = "report.html";
pub(super) const INSPECTION_FILE: &str = "inspection.toml";
/// The same, of the report as it was published.
pub(super) const FINAL_FILES: [&str; 2] = ["report-final.pdf", "report-final.html"];
pub(super) const FINAL_INSPECTION_FILE: &str = "inspection-final.toml";
pub(super) const BRIEF_FILE: &str = "brief.toml";

/// A desk and its folder.
#[derive(Debug)]
pub struct DeskFolder {
    /// The folder.
    pub path: PathBuf,
    /// The content of its `desk.toml`.
    pub desk: Desk,
    /// Notes on that file.
    pub remarks: Vec<Remarks>,
}

impl DeskFolder {
    /// Finds and reads the desk above `start`, adding its data to `known`; `None` if there is no desk.
    ///
    /// # Errors
    /// [`Error::Findings`] if `desk.toml` or one of its frameworks has errors.
    pub fn above(start: &Path, known: &mut Known) -> Result<Option<DeskFolder>, Error> {
        let start = whole(start);
        let Some(path) = start.ancestors().find(|folder| user_files::is_there(&folder.join(DESK_FILE))) else {
            return Ok(None);
        };
        DeskFolder::read(path, known).map(Some)
    }

    /// Finds and reads the desk above `start`, which must exist.
    ///
    /// # Errors
    /// Those of [`DeskFolder::above`], and [`Error::NoDesk`].
    pub fn at(start: &Path, known: &mut Known) -> Result<DeskFolder, Error> {
        DeskFolder::above(start, known)?.ok_or_else(|| Error::NoDesk { path: start.to_owned() })
    }

    fn read(path: &Path, known: &mut Known) -> Result<DeskFolder, Error> {
        let file = TextFile::read(path.join(DESK_FILE))?;
        let Loaded { value: desk, places } = file.parse::<Desk>()?;
        known.add_services(&path.join(&desk.paths.services))?;
        known.add_document_kinds(&path.join(&desk.paths.documents))?;
        known.add_frameworks(&path.join(&desk.paths.frameworks))?;
        let remarks = file.accept(toml::check_desk(&desk, &known.frameworks, &places))?;
        if let Some(table) = &desk.paths.record {
            known.use_record(&path.join(table))?;
        }
        known.add_desk(&desk);
        Ok(DeskFolder { path: path.to_owned(), desk, remarks: remarks.into_iter().collect() })
    }
}

/// Returns the path from the root. Links are followed only where a `..` asks for it: a story may be a link to another
/// place.
pub(super) fn whole(path: &Path) -> PathBuf {
    let up = path.components().any(|part| part == Component::ParentDir);
    let found = if up { path.canonicalize().ok() } else { None };
    let whole = found.or_else(|| std::env::current_dir().ok().map(|here| here.join(path)));
    whole.as_deref().unwrap_or(path).components().collect()
}

/// Refuses a report that is about none of the authorities that the desk is for: most likely it is the wrong file.
pub(super) fn refuse_stranger(inspection: &Inspection, desk: &Desk, known: &Known) -> Result<(), Error> {
    let key = |name: &str| known.authorities.find(name).map(AuthorityEntry::key);
    let council = &desk.council;
    let theirs = key(&inspection.authority.name);
    if council.authorities().any(|name| key(name) == theirs) {
        return Ok(());
    }
    let report = inspection.authority.name.clone();
    Err(NotReady::OtherCouncil { report, desk: council.name.clone() }.into())
}

/// Opens a story from a report, an inspection or a story's folder.
///
/// # Errors
/// Every error in the files that people write, of all files at once; or why one cannot be read.
pub fn open(input: &Path) -> Result<Story, Error> {
    let mut known = Known::built_in();
    let mut mistakes = Vec::new();
    let folder = input.is_dir().then(|| input.to_owned());
    let desk = set_aside(DeskFolder::above(input, &mut known), &mut mistakes)?.flatten();
    let desk_is_right = mistakes.is_empty();
    let brief = match &folder {
        Some(folder) => set_aside(read_brief(&folder.join(BRIEF_FILE), desk.as_ref()), &mut mistakes)?,
        None => Some((Brief::default(), None)),
    };
    let inspection = match &folder {
        // Without the desk's frameworks, an inspection cannot be validated.
        _ if !desk_is_right => None,
        Some(folder) => set_aside(inspection_of(folder, &known), &mut mistakes)?,
        None => set_aside(bare(input, &known), &mut mistakes)?,
    };
    let (Some(inspection), Some(brief)) = (inspection, brief) else { return Err(Error::Findings(mistakes)) };
    let earlier = match &folder {
        Some(folder) => {
            let file = || TextFile::read(folder.join(BRIEF_FILE));
            check_with_report((folder, file), &brief.0, &inspection.0, desk.as_ref(), &known)?
        }
        None => Vec::new(),
    };
    known.add_earlier(inspection.0.authority.key(), &earlier);
    Ok(Story { earlier, ..join(inspection, brief, desk, folder, known) })
}

/// Returns what is known at a place without a report: its desk, and nothing of an inspection. If the desk's files have
/// errors, the desk is left out.
///
/// # Errors
/// If a file cannot be read.
pub(super) fn open_desk(start: &Path) -> Result<Story, Error> {
    let mut known = Known::built_in();
    let desk = set_aside(DeskFolder::above(start, &mut known), &mut Vec::new())?.flatten();
    let mut inspection = Inspection::default();
    if let Some(desk) = &desk {
        desk.desk.council.authority().clone_into(&mut inspection.authority.name);
    }
    Ok(join((inspection, None), (Brief::default(), None), desk, None, known))
}

/// Returns `true` if a folder is a story's, with the report read.
pub(super) fn is_story(folder: &Path) -> bool {
    user_files::is_there(&folder.join(INSPECTION_FILE))
}

/// Collects the errors of a file, so that the other files are read too; any other error is returned.
pub(super) fn set_aside<T>(read: Result<T, Error>, mistakes: &mut Vec<Remarks>) -> Result<Option<T>, Error> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Error::Findings(more)) => {
            mistakes.extend(more);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn join(
    (inspection, about_inspection): (Inspection, Option<Remarks>),
    (brief, about_brief): (Brief, Option<Remarks>),
    desk: Option<DeskFolder>,
    folder: Option<PathBuf>,
    known: Known,
) -> Story {
    let mut remarks: Vec<Remarks> = about_inspection.into_iter().chain(about_brief).collect();
    let (mut desk_folder, mut own) = (None, None);
    if let Some(found) = desk {
        remarks.extend(found.remarks);
        (desk_folder, own) = (Some(found.path), Some(found.desk));
    }
    Story {
        inspection,
        brief,
        desk: own,
        desk_folder,
        folder,
        known,
        earlier: Vec::new(),
        remarks,
        house: OnceLock::new(),
        quotes: OnceLock::new(),
        figures: OnceLock::new(),
    }
}

/// Reads a bare report or inspection.
pub(super) fn bare(input: &Path, known: &Known) -> Result<(Inspection, Option<Remarks>), Error> {
    if [BRIEF_FILE, DESK_FILE].iter().any(|other| input.ends_with(other)) {
        let hint = "name the story's folder instead".to_owned();
        return Err(Error::NoStory { path: input.to_owned(), hint });
    }
    if input.extension().is_some_and(|ending| ending == "toml") {
        return read_inspection(input, known);
    }
    Ok((report::read_report(input, known)?, None))
}

/// Returns the file of a story's final report, as the inspectorate published it, or `None` if the story has none.
pub fn final_report(folder: &Path) -> Option<PathBuf> {
    let is_read = user_files::is_there(&folder.join(FINAL_INSPECTION_FILE));
    FINAL_FILES.iter().map(|file| folder.join(file)).find(|file| is_read && user_files::is_there(file))
}

/// Returns the file of the report that a story was begun with, or `None` if it has none.
pub(super) fn first_report(folder: &Path) -> Option<PathBuf> {
    [REPORT_FILE, PAGE_FILE].iter().map(|file| folder.join(file)).find(|file| user_files::is_there(file))
}

/// Returns the file of what was read from a story's report: the final one, if the story has it.
pub(super) fn inspection_file(folder: &Path) -> PathBuf {
    folder.join(if final_report(folder).is_some() { FINAL_INSPECTION_FILE } else { INSPECTION_FILE })
}

fn inspection_of(folder: &Path, known: &Known) -> Result<(Inspection, Option<Remarks>), Error> {
    let inspection = inspection_file(folder);
    if user_files::is_there(&inspection) {
        read_inspection(&inspection, known)
    } else if let Some(report) = first_report(folder) {
        Ok((report::read_report(&report, known)?, None))
    } else {
        let hint =
            format!("it has no {INSPECTION_FILE} or {REPORT_FILE}. To start a story: copydesk new STORY REPORT.pdf");
        Err(Error::NoStory { path: folder.to_owned(), hint })
    }
}

pub(super) fn read_inspection(path: &Path, known: &Known) -> Result<(Inspection, Option<Remarks>), Error> {
    inspection_in(TextFile::read(path.to_owned())?, known)
}

fn inspection_in(file: TextFile, known: &Known) -> Result<(Inspection, Option<Remarks>), Error> {
    let Loaded { mut value, places } = file.parse::<Inspection>()?;
    let remarks = file.accept(toml::check_inspection(&value, &known.kinds, &known.frameworks, &places))?;
    value.drop_settled(&known.frameworks);
    Ok((value, remarks))
}

fn read_brief(path: &Path, desk: Option<&DeskFolder>) -> Result<(Brief, Option<Remarks>), Error> {
    if !user_files::is_there(path) {
        return Ok((Brief::default(), None));
    }
    brief_in(TextFile::read(path.to_owned())?, desk)
}

fn brief_in(file: TextFile, desk: Option<&DeskFolder>) -> Result<(Brief, Option<Remarks>), Error> {
    let Loaded { value, places } = file.parse::<Brief>()?;
    let remarks = file.accept(toml::check_brief(&value, desk.map(|desk| &desk.desk), &places))?;
    Ok((value, remarks))
}

/// Checks what a person would save as the brief or the inspection of a story.
///
/// # Errors
/// [`Error::Findings`] with everything that is wrong with it, or why another file cannot be read.
pub(super) fn check_text(path: &Path, text: &str) -> Result<(), Error> {
    let mut known = Known::built_in();
    let folder = user_files::folder_of(path);
    let desk = DeskFolder::above(folder, &mut known)?;
    let is_brief = path.ends_with(BRIEF_FILE);
    let file = TextFile { path: path.to_owned(), text: text.to_owned() };
    if !is_brief {
        let (inspection, _) = inspection_in(file, &known)?;
        return desk.map_or(Ok(()), |desk| refuse_stranger(&inspection, &desk.desk, &known));
    }
    let (brief, _) = brief_in(file.clone(), desk.as_ref())?;
    let (inspection, _) = inspection_of(folder, &known)?;
    check_with_report((folder, || Ok(file)), &brief, &inspection, desk.as_ref(), &known).map(drop)
}

/// Checks the brief, whose file `read` returns, against the report, and reads the earlier reports, oldest first.
///
/// # Errors
/// [`Error::Findings`] with every entry of the brief that names no earlier report of this council, or no sentence of the report.
fn check_with_report(
    (folder, read): (&Path, impl FnOnce() -> Result<TextFile, Error>),
    brief: &Brief,
    inspection: &Inspection,
    desk: Option<&DeskFolder>,
    known: &Known,
) -> Result<Vec<Inspection>, Error> {
    let (mut all, mut mistakes, mut findings) = (Vec::new(), Vec::new(), unknown_quotes(brief, inspection));
    for (number, named) in brief.earlier.iter().enumerate() {
        let at = format!("/earlier/{number}/file");
        let mut reject = |(message, hint): (String, String)| findings.push((at.clone(), message, hint));
        match bare(&folder.join(&named.file), known) {
            Ok((read, _)) => match earlier::unfit(&read, inspection, desk.map(|desk| &desk.desk), known) {
                None => all.push(read),
                Some(why) => reject(why),
            },
            // The file has mistakes at places of its own.
            Err(Error::Findings(more)) => mistakes.extend(more),
            Err(error) => {
                let hint = "put the earlier report (a PDF, or the file that `copydesk import` wrote of it) into the story's folder, and write its name here";
                reject((error.to_string(), hint.to_owned()));
            }
        }
    }
    if !findings.is_empty() {
        let file = read()?;
        let Loaded { places, .. } = file.parse::<Brief>()?;
        let findings =
            findings.into_iter().map(|(at, message, hint)| Finding::error(places.value(&at), message).with_hint(hint));
        if let Error::Findings(more) = file.mistakes(findings.collect()) {
            mistakes.extend(more);
        }
    }
    if !mistakes.is_empty() {
        return Err(Error::Findings(mistakes));
    }
    all.sort_by_key(earlier::first_day);
    Ok(all)
}

/// Names of sentences that the report does not have: the place in the brief, the message and the next step.
fn unknown_quotes(brief: &Brief, inspection: &Inspection) -> Vec<(String, String, String)> {
    let lists = [("pick", &brief.quotes.pick), ("ban", &brief.quotes.ban)];
    let all = lists.into_iter().flat_map(|(list, names)| names.iter().enumerate().map(move |name| (list, name)));
    let unknown = all.filter(|(_, (_, name))| !choice::is_of_report(inspection, name));
    let finding = |(list, (number, name)): (&str, (usize, &QuoteName))| {
        let why = UsageError::NoSentence { name: name.to_string() };
        (format!("/quotes/{list}/{number}"), why.to_string(), why.hint())
    };
    unknown.map(finding).collect()
}

/// A text file that people write.
#[derive(Clone)]
pub(super) struct TextFile {
    path: PathBuf,
    text: String,
}

impl TextFile {
    pub(super) fn read(path: PathBuf) -> Result<TextFile, Error> {
        Ok(TextFile { text: user_files::read_text(&path)?, path })
    }

    pub(super) fn parse<T: DeserializeOwned + JsonSchema>(&self) -> Result<Loaded<T>, Error> {
        toml::read(&self.text).map_err(|findings| self.mistakes(findings))
    }

    /// Fails if one of the findings is an error; returns the others as notes.
    pub(super) fn accept(self, findings: Vec<Finding<Span>>) -> Result<Option<Remarks>, Error> {
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(self.mistakes(findings));
        }
        let some = !findings.is_empty();
        Ok(some.then_some(Remarks { path: self.path, text: self.text, findings }))
    }

    /// The content of a file that is a link is not shown: the link may lead to anything.
    pub(super) fn mistakes(&self, findings: Vec<Finding<Span>>) -> Error {
        let Some(to) = user_files::link(&self.path) else {
            return Error::Findings(vec![Remarks { path: self.path.clone(), text: self.text.clone(), findings }]);
        };
        let message = format!("a symbolic link to {}, which is not what this file should be", to.display());
        let finding =
            Finding::error(Span::at(0), message).with_hint("put the file itself here, and its mistakes are shown");
        Error::Findings(vec![Remarks { path: self.path.clone(), text: String::new(), findings: vec![finding] }])
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}
