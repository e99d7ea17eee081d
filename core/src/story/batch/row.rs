//! What a run says of one report, and the record by which a later run knows that it is done.

use super::super::user_files::{self, Existing};
use super::super::{Error, Story};
use super::{BatchReport, RECORDS};
use crate::check::Outcome;
use crate::finding::Severity;
use crate::hash::sha256;
use crate::inspection::{Direction, DocumentKind, PastInspection};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The record of a story that is done, in `.copydesk`.
const RECORD: &str = "batch.json";

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The errors.
    pub errors: usize,
    /// The warnings.
    pub warnings: usize,
}

/// What a run says of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRow {
    /// The name of the story.
    pub name: String,
    /// The report's file.
    #[serde(skip)]
    pub file: String,
    /// The authority; empty if the report was not read.
    pub authority: String,
    /// Its region.
    pub region: Option<String>,
    /// The kind of document.
    pub document: String,
    /// The first day on site.
    pub inspected: Option<Date>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The overall grade.
    pub overall: Option<String>,
    /// The grades of the areas, the overall one left out: each with how many areas have it, the best first.
    pub areas: Vec<(String, usize)>,
    /// The overall grade of the inspection before, where the public record has it.
    pub before: Option<String>,
    /// How many grades rose, stayed and fell, each area on its own.
    pub changes: [usize; 3],
    /// Where the overall grade went.
    pub direction: Option<Direction>,
    /// How many points to improve and priority actions the report has.
    pub points: usize,
    /// How many things in it have to be looked at.
    pub doubts: usize,
    /// How many drafts were made.
    pub drafts: usize,
    /// The outputs that are not for documents of this kind.
    pub refused: Vec<String>,
    /// The findings in the drafts, if they were checked.
    pub found: Option<Counts>,
    /// How many placeholders the drafts have.
    pub placeholders: usize,
    /// What was not done, and why.
    pub problems: Vec<String>,
    /// The inspection as the public record has it: the authority's key, and the grades.
    pub past: Option<(String, PastInspection)>,
    /// Whether it was done by an earlier run.
    #[serde(skip)]
    pub is_kept: bool,
}

impl BatchRow {
    pub(super) fn of(report: &BatchReport) -> BatchRow {
        BatchRow { name: report.name.clone(), file: report.path.display().to_string(), ..BatchRow::default() }
    }

    /// Returns `true` if everything was done.
    pub fn is_done(&self) -> bool {
        self.problems.is_empty()
    }

    /// Says what the report says.
    pub(super) fn tell(&mut self, story: &Story) {
        let (inspection, known) = (&story.inspection, &story.known);
        let entry = known.authorities.find(&inspection.authority.name);
        self.authority.clone_from(&inspection.authority.name);
        self.region = entry.and_then(|entry| entry.region.clone());
        self.document = story.kind().map_or(inspection.document.to_string(), |kind| kind.title.clone());
        self.inspected = inspection.dates.iter().map(|days| days.from).min();
        self.published = story.published();
        self.points = inspection.improvements.len() + inspection.priority_actions.len();
        self.doubts = inspection.doubts.len();
        if let (Some(outcome), Some(framework)) = (story.outcome(), story.framework()) {
            let name = |id| framework.grade(id).map(|grade| grade.name.clone());
            self.overall = outcome.overall.and_then(|place| name(&inspection.judgements[place].grade));
            let groups = outcome.groups.iter();
            self.areas = groups.filter_map(|group| Some((name(&group.grade)?, group.judgements.len()))).collect();
            let change = outcome.overall.and_then(|place| outcome.changes[place].as_ref());
            self.before = change.and_then(|change| name(&change.from));
            self.direction = change.map(|change| change.direction);
            let areas = outcome.changes.iter().enumerate().filter(|(place, _)| Some(*place) != outcome.overall);
            for change in areas.filter_map(|(_, change)| change.as_ref()) {
                let [up, same, down] = &mut self.changes;
                *match change.direction {
                    Direction::Up => up,
                    Direction::Same => same,
                    Direction::Down => down,
                } += 1;
            }
            let of_record = story.kind().is_none_or(DocumentKind::is_on_record);
            self.past = entry
                .filter(|_| of_record)
                .and_then(|entry| Some((entry.key().to_owned(), super::super::reference_data::past(inspection)?)));
        }
    }

    /// Returns the grades of the areas in words: `1 Outstanding, 3 Good`.
    pub fn area_grades(&self) -> String {
        self.areas.iter().map(|(grade, count)| format!("{count} {grade}")).collect::<Vec<_>>().join(", ")
    }

    /// Counts the findings of the drafts.
    pub(super) fn count<'a>(&mut self, outcomes: impl Iterator<Item = &'a Outcome>) {
        let found = self.found.get_or_insert_default();
        for outcome in outcomes {
            found.errors += outcome.count(Severity::Error);
            found.warnings += outcome.count(Severity::Warning);
        }
    }

    /// Says that an output was not drafted.
    pub(super) fn problem(&mut self, output: &str, error: &Error) {
        self.problems.push(format!("{output}: {}", said(error)));
    }

    /// Says that the report was not done.
    pub(super) fn failed(&mut self, error: &Error) {
        self.problems.push(said(error));
    }
}

/// Returns an error in one line, with the next step.
fn said(error: &Error) -> String {
    let hint = error.hint().map(|hint| format!(" ({})", hint.lines().collect::<Vec<_>>().join("; ")));
    format!("{error}{}", hint.unwrap_or_default()).replace('\n', " ")
}

/// The record of a story that is done.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Finished {
    /// The hash of the report and of the settings.
    made_of: String,
    /// The hash of each file of the story.
    files: BTreeMap<String, String>,
    row: BatchRow,
}

impl Finished {
    /// Returns the row of a story that was made of the same, and in which no file was changed since.
    pub(super) fn read(folder: &Path, made_of: &str) -> Result<Option<BatchRow>, Error> {
        let path = folder.join(RECORDS).join(RECORD);
        if !user_files::is_there(&path) {
            return Ok(None);
        }
        let Ok(record) = serde_json::from_slice::<Finished>(&user_files::read(&path)?) else { return Ok(None) };
        let is_same = record.made_of == made_of && record.files == files_of(folder)?;
        Ok(is_same.then_some(record.row))
    }

    /// Writes that a story is done.
    pub(super) fn write(folder: &Path, made_of: String, row: &BatchRow) -> Result<(), Error> {
        let record = Finished { made_of, files: files_of(folder)?, row: row.clone() };
        let bytes = serde_json::to_vec_pretty(&record).expect("a row is plain data");
        user_files::write_all(folder, &[(&Path::new(RECORDS).join(RECORD), &bytes)], Existing::Replace)
    }
}

fn files_of(folder: &Path) -> Result<BTreeMap<String, String>, Error> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let files = user_files::files(folder)?;
    files.iter().map(|path| Ok((name(path), sha256(&user_files::read(path)?)))).collect()
}
