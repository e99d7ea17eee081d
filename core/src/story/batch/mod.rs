//! Many reports in one run: each becomes a story with its drafts and their findings, and a row of one table. A report that was
//! done before is not done again, and one that fails stops no other. Not here: the table as CSV and as a page (cli).

mod desk_template;
mod reports;
mod row;

pub use reports::{BatchReport, reports_in};
pub use row::{BatchRow, Counts};

use super::answers;
use super::draft::{Outputs, RECORDS};
use super::open::{self, INSPECTION_FILE, first_report, is_story};
use super::text_check::{About, Checked, check_all};
use super::usage_error::UsageError;
use super::user_files::{self, Existing};
use super::{Error, Known, MARKDOWN, Story, create, no_output, report};
use crate::document::Document;
use crate::export::Frame;
use crate::hash::sha256;
use crate::load::record::{self, Extended};
use crate::plugin::EVERY_OUTPUT;
use copydesk_plugin::story::Audience;
use desk_template::DeskTemplate;
use row::Finished;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// The file with all findings in a story's drafts, as `copydesk check --format json` prints them.
const FINDINGS: &str = "findings.json";

/// What is to be made of each report.
#[derive(Debug)]
pub struct Batch {
    out: PathBuf,
    desk: Option<DeskTemplate>,
    known: Known,
    outputs: Outputs,
    wanted: Vec<String>,
    check: bool,
    /// The hash of everything that the stories are made of besides their reports.
    settings: String,
}

impl Batch {
    /// Makes a run ready: `wanted` are the outputs, or `all`; `desk` is a desk in which `{authority}` is where the name of each
    /// report's authority goes.
    ///
    /// # Errors
    /// There is no such output, the desk cannot be read, or its plugins or templates have errors.
    pub fn new(
        out: &Path,
        wanted: &[String],
        desk: Option<&Path>,
        plugin_dirs: &[PathBuf],
        check: bool,
    ) -> Result<Batch, Error> {
        let desk = desk.map(DeskTemplate::read).transpose()?;
        let of_desk = desk.as_ref().map(|desk| open::open_desk(&desk.folder)).transpose()?;
        let outputs = Outputs::open(plugin_dirs, of_desk.as_ref())?;
        let wanted = outputs_of(&outputs, wanted)?;
        let known = of_desk.map_or_else(Known::built_in, |story| story.known);
        let makers: Vec<&str> = outputs.found.plugins.iter().map(|found| found.plugin.sha256.as_str()).collect();
        let of_desk = desk.as_ref().map(DeskTemplate::sha256);
        let settings = format!("{:?}", (env!("CARGO_PKG_VERSION"), makers, &wanted, check, of_desk));
        Ok(Batch { settings: sha256(settings.as_bytes()), out: out.to_owned(), desk, known, outputs, wanted, check })
    }

    /// Does all reports, `at_once` at a time. Hands each row to `each` as it comes, and returns them in the order of the
    /// reports. `findings` writes the findings of a story's texts.
    pub fn run(
        &self,
        reports: &[BatchReport],
        at_once: usize,
        findings: impl Fn(&[Checked]) -> String + Sync,
        mut each: impl FnMut(&BatchRow),
    ) -> Vec<BatchRow> {
        let next = AtomicUsize::new(0);
        let (send, receive) = mpsc::channel();
        let work = |send: mpsc::Sender<(usize, BatchRow)>| {
            while let Some((number, report)) =
                Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|number| Some((number, reports.get(number)?)))
            {
                if send.send((number, self.one(report, &findings))).is_err() {
                    break;
                }
            }
        };
        let mut rows: Vec<(usize, BatchRow)> = Vec::with_capacity(reports.len());
        std::thread::scope(|scope| {
            for _ in 0..at_once.clamp(1, reports.len().max(1)) {
                let send = send.clone();
                scope.spawn(|| work(send));
            }
            drop(send);
            for (number, row) in receive {
                each(&row);
                rows.push((number, row));
            }
        });
        rows.sort_by_key(|(number, _)| *number);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// Returns the public record with the inspections of these rows added.
    pub fn record(&self, rows: &[BatchRow]) -> Extended {
        let read = rows.iter().filter_map(|row| Some((row.name.clone(), row.past.clone()?)));
        record::extended(read, &self.known.authorities, &self.known.frameworks)
    }

    fn one(&self, report: &BatchReport, findings: &impl Fn(&[Checked]) -> String) -> BatchRow {
        let mut row = BatchRow::of(report);
        if let Err(error) = self.fill(report, findings, &mut row) {
            row.failed(&error);
        }
        row
    }

    fn fill(
        &self,
        report: &BatchReport,
        findings: &impl Fn(&[Checked]) -> String,
        row: &mut BatchRow,
    ) -> Result<(), Error> {
        let folder = self.out.join(&report.name);
        let bytes = user_files::read(&report.path)?;
        let made_of = sha256(format!("{} {} {:?}", self.settings, sha256(&bytes), report.published).as_bytes());
        if let Some(kept) = Finished::read(&folder, &made_of)? {
            *row = BatchRow { file: row.file.clone(), is_kept: true, ..kept };
            return Ok(());
        }
        see_same_report(&folder, &report.path, &bytes)?;
        if !is_story(&folder) {
            self.begin(&folder, report, &bytes)?;
        }
        let story = open::open(&folder)?;
        row.tell(&story);
        see_same_day(&folder, report, &story)?;
        story.ready()?;
        answers::check(&story, &self.outputs.found)?;
        self.draft(&story, &folder, row);
        if self.check && row.drafts > 0 {
            let checked = check_all(&story, About::default())?;
            row.count(checked.iter().map(|checked| &checked.outcome));
            user_files::write(&folder.join(FINDINGS), findings(&checked).as_bytes(), Existing::Replace)?;
        }
        if row.problems.is_empty() {
            Finished::write(&folder, made_of, row)?;
        }
        Ok(())
    }

    /// Starts the story of a report.
    fn begin(&self, folder: &Path, report: &BatchReport, bytes: &[u8]) -> Result<(), Error> {
        let mut inspection = report::read_report(&report.path, &self.known)?;
        inspection.published = inspection.published.or(report.published);
        let desk = self.desk.as_ref().map(|desk| desk.write(folder, &inspection.authority.name)).transpose()?;
        let offers = self.outputs.found.offers().map(|(_, offer)| offer);
        let offers = offers.filter(|offer| self.wanted.contains(&offer.id));
        create::write_story(folder, (&report.path, bytes), &inspection, (desk.as_ref(), offers), |_, text| text)
            .map(drop)
    }

    /// Drafts the outputs of a story, and counts what came of them.
    fn draft(&self, story: &Story, folder: &Path, row: &mut BatchRow) {
        let wanted = self.wanted.iter().map(String::as_str).collect();
        for (output, drafted) in self.outputs.draft_these(wanted, story, Audience::Press) {
            let saved = drafted.and_then(|drafted| {
                drafted.save(folder, (&MARKDOWN, &Frame::default()), false)?;
                Ok(drafted)
            });
            match saved {
                Ok(drafted) => row.drafted(&drafted.document),
                Err(error) if error.is_refusal() => row.refused.push(output.to_owned()),
                Err(error) => row.problem(output, &error),
            }
        }
    }
}

/// Returns the ids of the outputs that are asked for, by name.
fn outputs_of(outputs: &Outputs, wanted: &[String]) -> Result<Vec<String>, Error> {
    let known: Vec<&str> = outputs.found.offers().map(|(_, offer)| offer.id.as_str()).collect();
    if let Some(unknown) = wanted.iter().find(|name| *name != EVERY_OUTPUT && !known.contains(&name.as_str())) {
        return Err(no_output(&outputs.found, unknown));
    }
    let is_wanted = |id: &str| wanted.iter().any(|name| name == EVERY_OUTPUT || name == id);
    let mut ids: Vec<String> = known.into_iter().filter(|id| is_wanted(id)).map(str::to_owned).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() { Err(no_output(&outputs.found, EVERY_OUTPUT)) } else { Ok(ids) }
}

/// Fails where there is another report in a folder.
fn see_same_report(folder: &Path, report: &Path, bytes: &[u8]) -> Result<(), Error> {
    let Some(first) = first_report(folder) else { return Ok(()) };
    if user_files::read(&first)? == bytes {
        return Ok(());
    }
    let problem = format!("{} is the story of another report than {}", folder.display(), report.display());
    let hint = "name another folder with -o, or rename the report".to_owned();
    Err(UsageError::Batch { problem, hint }.into())
}

/// Fails where a story that is there already has another day of publication than the list.
fn see_same_day(folder: &Path, report: &BatchReport, story: &Story) -> Result<(), Error> {
    let Some(day) = report.published.filter(|day| story.published() != Some(*day)) else { return Ok(()) };
    let of_story = story.published().map_or("none".to_owned(), |day| day.to_string());
    let problem =
        format!("the day of publication of {} is {day} in the list, and {of_story} in its story", report.name);
    let hint = format!("put the day that is right into {}: published = {day}", folder.join(INSPECTION_FILE).display());
    Err(UsageError::Batch { problem, hint }.into())
}

impl BatchRow {
    /// Counts a draft.
    fn drafted(&mut self, document: &Document) {
        self.drafts += 1;
        self.placeholders += document.places().len();
    }
}
