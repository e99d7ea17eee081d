//! `copydesk batch`: the arguments, the progress and the files of the whole run.
#![expect(clippy::disallowed_methods, reason = "the time that is left needs a clock")]

mod html;
mod table;

use super::Done;
use super::check::json;
use super::screen::{Screen, print_lines};
use crate::phrasing::number;
use crate::story::{self, Batch, BatchRow, Error, UsageError};
use crate::text::argument;
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The results, as a table for a spreadsheet, as a page, and what the public record has with what was read.
const TABLE: &str = "results.csv";
const PAGE: &str = "results.html";
const RECORD: &str = "record.csv";

/// How long nothing is said about the progress.
const PATIENCE: Duration = Duration::from_secs(5);

/// Make a story of every report in a folder: what was read, the drafts of every output, their findings, and one table of
/// all results.
///
/// Each report becomes a folder in DIR. The table is in results.csv and, as a page, in results.html: authority, result,
/// change since the inspection before, points to improve, drafts, errors, placeholders. record.csv is the public record
/// with these inspections added; `copydesk record --from` and `[paths] record` of a desk take it. A report that cannot be read is listed and stops no other. Run the command again to
/// go on where it stopped: what is done is not done again, and drafts that you have edited are left alone.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk batch reports/ -o england\n  copydesk batch reports/ --check -o england\n  copydesk batch list.txt --outputs press-release,web-news --desk county -o england -j 4"
)]
pub(super) struct Arguments {
    /// A folder with reports (PDF or saved pages), reports, or a list (.txt) with a path in each line and, if you know it, the
    /// day of publication: `durham.pdf 2026-07-28`.
    #[arg(required = true)]
    reports: Vec<PathBuf>,
    /// The folder to write to.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// What to draft: outputs separated by commas, or `all`.
    #[arg(long, value_name = "OUTPUTS", value_delimiter = ',', default_value = "all")]
    outputs: Vec<String>,
    /// Check the drafts, and write their findings to findings.json in each story.
    #[arg(long)]
    check: bool,
    /// Give each story a copy of this desk. Write {authority} in its desk.toml where the name of the report's authority
    /// goes.
    #[arg(long, value_name = "DESK")]
    desk: Option<PathBuf>,
    /// How many reports are done at once. The default is one for each processor.
    #[arg(short, long, value_name = "N")]
    jobs: Option<usize>,
    /// Look for plugins in this folder first. You can repeat this option.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (reports, others) = story::reports_in(&arguments.reports)?;
    if others > 0 {
        screen.note(&format!("left out, as no PDF and no saved page: {}", number(others, "file", "files")));
    }
    let desk = arguments.desk.as_deref();
    let batch = screen.step("making the outputs ready", || {
        Batch::new(&arguments.output, &arguments.outputs, desk, &arguments.plugin_dir, arguments.check)
    })?;
    let at_once = arguments.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let mut progress = Progress::of(reports.len());
    let rows = batch.run(&reports, at_once, json::show, |row| progress.after(row, screen));
    let record = batch.record(&rows);
    write(&arguments.output, &[(TABLE, &table::csv(&rows)), (PAGE, &html::page(&rows)), (RECORD, &record.table)])?;
    for (names, why) in [
        (&record.differ, "its row has other grades"),
        (&record.without_day, "it is not known when the report was published (a list can say so)"),
    ] {
        if !names.is_empty() {
            screen.note(&format!("not in {RECORD}, because {why}: {}", names.join(", ")));
        }
    }
    sum_up(&rows, &arguments.output)?;
    outcome(&rows)
}

fn write(folder: &Path, files: &[(&str, &String)]) -> Done {
    files.iter().try_for_each(|(name, text)| story::replace_file(&folder.join(name), text.as_bytes()))
}

fn sum_up(rows: &[BatchRow], folder: &Path) -> Done {
    let sum = |count: fn(&BatchRow) -> usize| rows.iter().map(count).sum::<usize>();
    let done = rows.iter().filter(|row| row.is_done()).count();
    let kept = rows.iter().filter(|row| row.is_kept).count();
    let earlier = if kept > 0 { format!(", {kept} of them by an earlier run") } else { String::new() };
    let mut lines = vec![format!("{done} of {} done{earlier}", number(rows.len(), "report", "reports"))];
    lines.push(format!(
        "{}, {} to fill in",
        number(sum(|row| row.drafts), "draft", "drafts"),
        number(sum(|row| row.placeholders), "placeholder", "placeholders"),
    ));
    if rows.iter().any(|row| row.found.is_some()) {
        let errors = sum(|row| row.found.map_or(0, |found| found.errors));
        let warnings = sum(|row| row.found.map_or(0, |found| found.warnings));
        lines.push(format!("{}, {}", number(errors, "error", "errors"), number(warnings, "warning", "warnings")));
    }
    lines.push(format!("the table: {}", argument(&folder.join(PAGE))));
    print_lines(&(lines.join("\n") + "\n"))
}

/// Fails where a report was not done or a draft has errors.
fn outcome(rows: &[BatchRow]) -> Done {
    let failed = rows.iter().filter(|row| !row.is_done()).count();
    if failed > 0 {
        let problem = format!("{failed} of {} were not done", number(rows.len(), "report", "reports"));
        let hint = "mend what is listed, and run the same command again: what is done is not done again".to_owned();
        return Err(UsageError::Batch { problem, hint }.into());
    }
    match rows.iter().filter_map(|row| row.found).map(|found| found.errors).sum() {
        0 => Ok(()),
        findings => Err(Error::Blocked { findings }),
    }
}

/// How far a run is.
struct Progress {
    of: usize,
    done: usize,
    /// How many were done by an earlier run, and took no time.
    kept: usize,
    failed: usize,
    began: Instant,
    said: Instant,
}

impl Progress {
    fn of(reports: usize) -> Progress {
        let now = Instant::now();
        Progress { of: reports, done: 0, kept: 0, failed: 0, began: now, said: now }
    }

    fn after(&mut self, row: &BatchRow, screen: &Screen) {
        self.done += 1;
        self.kept += usize::from(row.is_kept);
        self.failed += usize::from(!row.is_done());
        for problem in &row.problems {
            screen.note(&format!("{}: {problem}", row.name));
        }
        if self.said.elapsed() > PATIENCE && self.done < self.of {
            self.said = Instant::now();
            let failed = if self.failed > 0 { format!(", {} not done", self.failed) } else { String::new() };
            screen.note(&format!("{} of {} reports{failed}; {}", self.done, self.of, self.left()));
        }
    }

    /// Says how long the rest takes if it takes as long as what was done.
    fn left(&self) -> String {
        let worked = u32::try_from(self.done - self.kept).unwrap_or(u32::MAX);
        let rest = u32::try_from(self.of - self.done).unwrap_or(u32::MAX);
        match self.began.elapsed().checked_div(worked).map(|each| (each * rest).as_secs()) {
            None => "counting".to_owned(),
            Some(seconds @ 0..90) => {
                format!("about {} left", number(usize::try_from(seconds).unwrap_or(0) + 1, "second", "seconds"))
            }
            Some(seconds) => format!("about {} minutes left", seconds.div_ceil(60)),
        }
    }
}
