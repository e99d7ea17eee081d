//! `copydesk plugin check`.

use super::{junit, library};
use crate::cli::Done;
use crate::cli::screen::{Paint, Screen, print};
use crate::phrasing::number;
use crate::plugin::check::{Checked, Fuzz, Sample, Status, Subject};
use crate::story::{self, Error, Outputs};
use clap::Args;
use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use std::ffi::OsString;
use std::fmt::Write;
use std::path::PathBuf;

/// Test a plugin: its file, how it loads, what it drafts and how it handles bad input.
///
/// Each check runs in its own sandboxed process and has a fixed id: A for the file, B for loading, C for drafting, D
/// for faults. Each failure says what to change. In its author's folder, a plugin is also compared with its golden drafts
/// (C18), and templates that nothing reads are named (C19).
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes:\n  0  passed, perhaps with warnings\n  1  failed\n  2  not checked: file not found\n\nExamples:\n  copydesk plugin check target/release/libleaflet.so\n  copydesk plugin check libleaflet.so --only-failed --exclude D2\n  copydesk plugin check libleaflet.so --include C --request my-request.json\n  copydesk plugin check libleaflet.so --junit > check.xml"
)]
pub(super) struct Arguments {
    /// The library.
    #[arg(value_name = "LIB", value_parser = OsStringValueParser::new().try_map(library))]
    library: PathBuf,
    /// Print JSON: a list of id, title, status (pass, skip, warn, fail), message and fix.
    #[arg(long)]
    json: bool,
    /// Print JUnit XML, as build servers read it.
    #[arg(long, conflicts_with = "json")]
    junit: bool,
    /// Show only failures and warnings.
    #[arg(long)]
    only_failed: bool,
    /// Seed for the random requests. The same seed gives the same requests.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many random requests to try.
    #[arg(long, value_name = "N", default_value_t = 64)]
    fuzz: u32,
    /// Run only this check or group. You can repeat this option.
    #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(ids()), hide_possible_values = true)]
    include: Vec<String>,
    /// Skip this check or group. You can repeat this option.
    #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(ids()), hide_possible_values = true)]
    exclude: Vec<String>,
    /// Also test with this request (JSON). You can repeat this option.
    #[arg(long, value_name = "FILE", value_parser = OsStringValueParser::new().try_map(request))]
    request: Vec<Sample>,
}

/// Returns the ids of checks, and of groups.
fn ids() -> Vec<&'static str> {
    ["A", "B", "C", "D"].into_iter().chain(story::check_ids()).collect()
}

fn request(file: OsString) -> Result<Sample, String> {
    let file = PathBuf::from(file);
    let bytes = story::read(&file).map_err(|error| error.to_string())?;
    Ok(Sample::own(file.display().to_string(), bytes))
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let outputs = Outputs::open(&[], None)?;
    let fuzz = Fuzz { seed: arguments.seed, requests: arguments.fuzz };
    let subject = Subject::new(&arguments.library, arguments.request.clone(), fuzz, &outputs.found, outputs.program());
    let made = screen.step(&format!("checking {}", arguments.library.display()), || {
        story::check_plugin(&subject, &outputs, |id| arguments.wants(id))
    });
    let shown: Vec<&Checked> =
        made.iter().filter(|checked| !arguments.only_failed || checked.outcome.status >= Status::Warn).collect();
    if arguments.json {
        let json = serde_json::to_string_pretty(&shown).expect("what was checked is plain data");
        print(&format!("{json}\n"))?;
    } else if arguments.junit {
        print(&junit::show(&arguments.library.display().to_string(), &shown))?;
    } else {
        print(&format!("{}{}\n", report(&shown, screen), sum_up(&made)))?;
    }
    let failed = made.iter().filter(|checked| checked.outcome.status == Status::Fail).count();
    if failed == 0 {
        return Ok(());
    }
    let problem = format!("failed {} of {}", number(failed, "check", "checks"), made.len());
    let hint = "change what `fix` says, and run it again with --only-failed".to_owned();
    Err(Error::Library { path: arguments.library.clone(), problem, hint })
}

impl Arguments {
    fn wants(&self, id: &str) -> bool {
        let names = |list: &[String]| list.iter().any(|name| name == id || id.starts_with(name) && name.len() == 1);
        (self.include.is_empty() || names(&self.include)) && !names(&self.exclude)
    }
}

/// Returns a line for each check, followed by the fix if there is one.
fn report(made: &[&Checked], screen: &Screen) -> String {
    let mut text = String::new();
    // If the file is not a library, all other checks would say so.
    let says_all = made.iter().find(|checked| checked.id == "A1" && checked.outcome.status == Status::Fail);
    for Checked { id, outcome, .. } in made {
        if says_all.is_some() && outcome.status == Status::Skip {
            continue;
        }
        let paint = match outcome.status {
            Status::Pass => Paint::Green,
            Status::Skip => Paint::Plain,
            Status::Warn => Paint::Yellow,
            Status::Fail => Paint::Red,
        };
        let status = screen.paint(paint, &outcome.status.to_string());
        writeln!(text, "{id:<4} {status}  {}", outcome.message).expect("a string takes all");
        if let Some(fix) = &outcome.fix {
            writeln!(text, "{:<4} {:<7}  fix: {fix}", "", "").expect("a string takes all");
        }
    }
    text
}

/// Returns "31 passed, 1 warning, 0 failed, 2 skipped".
pub(super) fn sum_up(made: &[Checked]) -> String {
    let count = |status| made.iter().filter(|checked| checked.outcome.status == status).count();
    let warnings = number(count(Status::Warn), "warning", "warnings");
    let (passed, failed, skipped) = (count(Status::Pass), count(Status::Fail), count(Status::Skip));
    format!("{passed} passed, {warnings}, {failed} failed, {skipped} skipped")
}
