//! The command line, one file to a command; a command's doc comment is its help. This file has what all commands share,
//! the exit codes and the dispatch. The work is done in [`story`].

mod act;
mod approve;
mod batch;
mod check;
mod columns;
mod comments;
mod completions;
mod copies;
mod correct;
mod diff;
mod documents;
mod draft;
mod event;
mod export;
pub mod findings;
mod import;
mod init;
mod links;
mod log;
mod man;
mod new;
mod output_file;
mod outputs;
mod page;
mod pager;
mod plugin;
mod quotes;
mod reach;
mod record;
mod release;
mod report;
mod r#return;
mod review_arguments;
mod revise;
mod run;
mod schedule;
mod schema;
mod screen;
mod serve;
mod sign;
mod status;
mod stop;
mod submit;
mod templates;
mod timetable;
mod trace;
mod unit;
mod which;
mod withdraw;
pub mod worker;

use crate::story;
use clap::{CommandFactory, Parser, Subcommand};
use screen::Screen;
use std::path::Path;
use std::process::ExitCode;

/// Turn an inspection report into communications your council can sign off.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, long_version = BUILD, max_term_width = 100, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
    /// Print only errors on standard error.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: clap::ColorChoice,
}

/// What the program is: `--version` says it, `-V` the version alone.
const BUILD: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\nbuild:    ",
    env!("COPYDESK_COMMIT"),
    "\nsystem:   ",
    env!("COPYDESK_TARGET"),
    "\ncompiler: ",
    env!("COPYDESK_COMPILER")
);

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  not done; the message says why, and your files are unchanged
  2  copydesk did not understand the command

Start with:  copydesk draft press-release REPORT.pdf";

#[derive(Debug, Subcommand)]
enum Verb {
    Draft(draft::Arguments),
    Check(check::Arguments),
    Revise(revise::Arguments),
    Comments(comments::Arguments),
    Export(export::Arguments),
    Trace(trace::Arguments),
    Diff(diff::Arguments),
    Which(which::Arguments),
    Reach(reach::Arguments),
    Import(import::Arguments),
    Quotes(quotes::Arguments),
    Init(init::Arguments),
    New(new::Arguments),
    Submit(submit::Arguments),
    Sign(sign::Arguments),
    Return(r#return::Arguments),
    Withdraw(withdraw::Arguments),
    Report(report::Arguments),
    Schedule(schedule::Arguments),
    Release(release::Arguments),
    Correct(correct::Arguments),
    Stop(stop::Arguments),
    Resume(stop::ResumeArguments),
    Run(run::Arguments),
    Serve(serve::Arguments),
    Links(links::Arguments),
    Timetable(timetable::Arguments),
    Approve(approve::Arguments),
    Status(status::Arguments),
    Log(log::Arguments),
    Record(record::Arguments),
    Batch(batch::Arguments),
    Documents(documents::Arguments),
    Outputs(outputs::Arguments),
    Plugin(plugin::Arguments),
    Templates(templates::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let screen = Screen::new(arguments.quiet, arguments.color);
    let done = match arguments.verb {
        Verb::Draft(arguments) => draft::run(&arguments, &screen),
        Verb::Check(arguments) => check::run(&arguments, &screen),
        Verb::Revise(arguments) => revise::run(&arguments, &screen),
        Verb::Comments(arguments) => comments::run(&arguments, &screen),
        Verb::Export(arguments) => export::run(&arguments, &screen),
        Verb::Trace(arguments) => trace::run(&arguments, &screen),
        Verb::Diff(arguments) => match diff::run(&arguments, &screen) {
            Ok(true) => return ExitCode::FAILURE,
            done => done.map(|_| ()),
        },
        Verb::Which(arguments) => which::run(&arguments, &screen),
        Verb::Reach(arguments) => reach::run(&arguments, &screen),
        Verb::Quotes(arguments) => quotes::run(&arguments, &screen),
        Verb::Import(arguments) => import::run(&arguments, &screen),
        Verb::Init(arguments) => init::run(&arguments, &screen),
        Verb::New(arguments) => new::run(&arguments, &screen),
        Verb::Submit(arguments) => submit::run(&arguments, &screen),
        Verb::Sign(arguments) => sign::run(&arguments, &screen),
        Verb::Return(arguments) => r#return::run(&arguments, &screen),
        Verb::Withdraw(arguments) => withdraw::run(&arguments, &screen),
        Verb::Report(arguments) => report::run(&arguments, &screen),
        Verb::Schedule(arguments) => schedule::run(&arguments, &screen),
        Verb::Release(arguments) => release::run(&arguments, &screen),
        Verb::Correct(arguments) => correct::run(&arguments, &screen),
        Verb::Stop(arguments) => stop::run(&arguments, &screen),
        Verb::Resume(arguments) => stop::resume(&arguments, &screen),
        Verb::Timetable(arguments) => timetable::run(&arguments, &screen),
        Verb::Run(arguments) => run::run(&arguments, &screen),
        Verb::Serve(arguments) => serve::run(&arguments, &screen),
        Verb::Links(arguments) => links::run(&arguments, &screen),
        Verb::Approve(arguments) => approve::run(&arguments, &screen),
        Verb::Status(arguments) => status::run(&arguments, &screen),
        Verb::Log(arguments) => log::run(&arguments, &screen),
        Verb::Record(arguments) => record::run(&arguments, &screen),
        Verb::Batch(arguments) => batch::run(&arguments, &screen),
        Verb::Documents(arguments) => documents::run(&arguments, &screen),
        Verb::Outputs(arguments) => outputs::run(&arguments, &screen),
        Verb::Plugin(arguments) => plugin::run(&arguments, &screen),
        Verb::Templates(arguments) => templates::run(&arguments, &screen),
        Verb::Schema(arguments) => schema::run(&arguments),
        Verb::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Verb::Man(arguments) => man::run(&arguments, Arguments::command()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            screen.error(&error);
            ExitCode::FAILURE
        }
    }
}

/// The outcome of a command.
type Done = Result<(), story::Error>;

/// Returns a story and an output, given in either order: the story is the one that exists. If both do, or neither, they
/// are returned as given.
fn story_and_output<'a>(one: &'a Path, other: &'a Path) -> (&'a Path, &'a Path) {
    if !one.exists() && other.exists() { (other, one) } else { (one, other) }
}

/// Returns the folder that a file is in.
fn folder_of(file: &Path) -> std::path::PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => ".".into(),
    }
}
