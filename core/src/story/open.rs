//! Opening: from whatever a person has to a story. A report (PDF), an `inspection.toml` or a story's folder; the desk is
//! the nearest folder above with a `desk.toml`. Not here: making new ones (create).
#![expect(clippy::disallowed_methods, reason = "the desk is looked for from the folder a person is in")]

use super::{Error, Known, Story, files, report};
use crate::brief::Brief;
use crate::desk::Desk;
use crate::finding::Finding;
use crate::inspection::Inspection;
use crate::load::toml::{self, Loaded};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The file that makes a folder a desk.
pub const DESK_FILE: &str = "desk.toml";
/// The files of a story.
pub(super) const REPORT_FILE: &str = "report.pdf";
pub(super) const INSPECTION_FILE: &str = "inspection.toml";
pub(super) const BRIEF_FILE: &str = "brief.toml";

/// A desk, and where it is.
#[derive(Debug)]
pub struct DeskFolder {
    /// The folder.
    pub path: PathBuf,
    /// What its `desk.toml` says.
    pub desk: Desk,
}

impl DeskFolder {
    /// Finds and reads the desk above `start`; none where there is none. What it adds is put into `known`.
    ///
    /// # Errors
    /// [`Error::Findings`] where `desk.toml` or one of its frameworks has mistakes.
    pub fn above(start: &Path, known: &mut Known) -> Result<Option<DeskFolder>, Error> {
        let start = std::env::current_dir().map_or_else(|_| start.to_owned(), |here| here.join(start));
        let Some(path) = start.ancestors().find(|folder| folder.join(DESK_FILE).is_file()) else { return Ok(None) };
        DeskFolder::read(path, known).map(Some)
    }

    fn read(path: &Path, known: &mut Known) -> Result<DeskFolder, Error> {
        let file = path.join(DESK_FILE);
        let text = files::read_text(&file)?;
        let loaded: Loaded<Desk> = parse(&file, &text)?;
        let folder = DeskFolder { path: path.to_owned(), desk: loaded.value };
        known.add_frameworks(&folder, &folder.desk.paths.frameworks)?;
        accept(&file, text, toml::check_desk(&folder.desk, &known.frameworks, &loaded.places))?;
        known.add_desk(&folder.desk);
        Ok(folder)
    }
}

/// Opens a story from a report, an inspection or a story's folder.
///
/// # Errors
/// Every mistake in the files that are read, or why they cannot be read.
pub fn open(input: &Path) -> Result<Story, Error> {
    let mut known = Known::built_in();
    let desk = DeskFolder::above(input, &mut known)?;
    let folder = input.is_dir().then(|| input.to_owned());
    let inspection = match &folder {
        Some(folder) => inspection_of(folder, &known)?,
        None if input.extension().is_some_and(|ending| ending == "toml") => read_inspection(input, &known)?,
        None => report::read_report(input, &known)?,
    };
    let brief = match &folder {
        Some(folder) => read_brief(&folder.join(BRIEF_FILE), desk.as_ref())?,
        None => Brief::default(),
    };
    let (desk_folder, desk) = desk.map_or((None, None), |desk| (Some(desk.path), Some(desk.desk)));
    Ok(Story { inspection, brief, desk, desk_folder, folder, known })
}

fn inspection_of(folder: &Path, known: &Known) -> Result<Inspection, Error> {
    let (inspection, pdf) = (folder.join(INSPECTION_FILE), folder.join(REPORT_FILE));
    if inspection.is_file() {
        read_inspection(&inspection, known)
    } else if pdf.is_file() {
        report::read_report(&pdf, known)
    } else {
        let hint = format!("it has neither {INSPECTION_FILE} nor {REPORT_FILE}; make a story with `copydesk new STORY REPORT.pdf`");
        Err(Error::NoStory { path: folder.to_owned(), hint })
    }
}

fn read_inspection(path: &Path, known: &Known) -> Result<Inspection, Error> {
    let text = files::read_text(path)?;
    let loaded: Loaded<Inspection> = parse(path, &text)?;
    accept(path, text, toml::check_inspection(&loaded.value, &known.frameworks, &loaded.places))?;
    Ok(loaded.value)
}

fn read_brief(path: &Path, desk: Option<&DeskFolder>) -> Result<Brief, Error> {
    if !path.is_file() {
        return Ok(Brief::default());
    }
    let text = files::read_text(path)?;
    let loaded: Loaded<Brief> = parse(path, &text)?;
    accept(path, text, toml::check_brief(&loaded.value, desk.map(|desk| &desk.desk), &loaded.places))?;
    Ok(loaded.value)
}

fn parse<T: DeserializeOwned + JsonSchema>(path: &Path, text: &str) -> Result<Loaded<T>, Error> {
    toml::read(text).map_err(|findings| Error::Findings { path: path.to_owned(), text: text.to_owned(), findings })
}

fn accept(path: &Path, text: String, findings: Vec<Finding<Range<usize>>>) -> Result<(), Error> {
    if findings.is_empty() { Ok(()) } else { Err(Error::Findings { path: path.to_owned(), text, findings }) }
}
