//! The terminal: standard output for results, standard error for everything else.
#![expect(clippy::disallowed_methods, reason = "progress needs no clock but a waiting thread")]

use super::columns::{columns, wrapped};
use super::findings;
use crate::inspection::Doubt;
use crate::phrasing::number;
use crate::plugin::{Found, NONE_FOUND};
use crate::story::{Error, Remarks, UsageError};

use clap::ColorChoice;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

/// After this time a step says on standard error that it is at work.
const PATIENCE: Duration = Duration::from_secs(1);

/// The two streams, and how a person wants them.
#[derive(Debug)]
pub(super) struct Screen {
    quiet: bool,
    colour: bool,
    colour_out: bool,
}

/// The colour of a word in a report.
#[derive(Clone, Copy, Debug)]
pub(super) enum Paint {
    Plain,
    Green,
    Yellow,
    Red,
}

impl Screen {
    pub(super) fn new(quiet: bool, choice: ColorChoice) -> Screen {
        let coloured = |is_terminal: bool| match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none(),
        };
        let colour = coloured(std::io::stderr().is_terminal());
        Screen { quiet, colour, colour_out: coloured(std::io::stdout().is_terminal()) }
    }

    /// Returns `true` if standard output may be coloured.
    pub(super) fn is_coloured(&self) -> bool {
        self.colour_out
    }

    /// Returns a word for standard output, coloured on a terminal.
    pub(super) fn paint(&self, paint: Paint, word: &str) -> String {
        let code = match paint {
            Paint::Plain => return word.to_owned(),
            Paint::Green => "32",
            Paint::Yellow => "33",
            Paint::Red => "1;31",
        };
        if self.colour_out { format!("\u{1b}[{code}m{word}\u{1b}[0m") } else { word.to_owned() }
    }

    /// Returns `true` if standard output is in colour.
    pub(super) fn colours_output(&self) -> bool {
        self.colour_out
    }

    /// Prints a note on standard error, unless `--quiet` was given.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            say(&wrapped(text, columns(std::io::stderr().is_terminal())));
        }
    }

    /// Says where the words are kept that were replaced.
    pub(super) fn kept(&self, copy: Option<&Path>) {
        if let Some(copy) = copy {
            self.note(&format!("your earlier text is saved as {}", copy.display()));
        }
    }

    /// Prints the doubts about a report.
    pub(super) fn doubts(&self, doubts: &[Doubt]) {
        if !doubts.is_empty() {
            self.note(&format!("{} to check against the report:", number(doubts.len(), "thing", "things")));
        }
        for doubt in doubts {
            let page = doubt.page.map(|page| format!(" (page {page})")).unwrap_or_default();
            self.note(&format!("  {}{page} [{}]", doubt.message, doubt.code));
        }
    }

    /// Prints which libraries and folders were ignored, and why.
    pub(super) fn passed_over(&self, found: &Found) {
        for problem in &found.problems {
            self.note(&format!("ignored {}: {}", problem.place.display(), problem.message));
            problem.hint.iter().for_each(|hint| self.note(&format!("  help: {hint}")));
        }
        if found.plugins.is_empty() && found.problems.is_empty() {
            self.note(NONE_FOUND);
        }
    }

    /// Prints the notes on a file that people write.
    pub(super) fn remarks(&self, remarks: &Remarks) {
        if !self.quiet {
            self.show(remarks);
        }
    }

    fn show(&self, remarks: &Remarks) {
        say(&findings::show(&remarks.findings, &remarks.path.display().to_string(), &remarks.text, self.colour));
    }

    /// Says why something was not done, and the next step.
    pub(super) fn error(&self, error: &Error) {
        if let Error::Findings(files) = error {
            for remarks in files {
                self.show(remarks);
            }
        }
        self.problem(&error.to_string(), error.hint().as_deref());
    }

    /// Says why something was not done, and the next step, to the author of a template: with the lines and columns in it.
    pub(super) fn error_for_author(&self, error: &Error) {
        let (problem, hint) = error.for_author();
        self.problem(&problem, hint.as_deref());
    }

    fn problem(&self, problem: &str, hint: Option<&str>) {
        let (on, off) = if self.colour { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let columns = columns(std::io::stderr().is_terminal());
        say(&wrapped(&format!("{on}error{off}: {problem}"), columns));
        for line in hint.iter().flat_map(|hint| hint.lines()) {
            // Lines to copy into a file are printed on their own, and stay as they are.
            if line.starts_with(' ') {
                say(&format!("  {line}"));
            } else {
                say(&wrapped(&format!("  help: {line}"), columns));
            }
        }
    }

    /// Says of all but the last why something was not done; returns the last.
    pub(super) fn all_but_last(&self, errors: impl IntoIterator<Item = Error>) -> Result<(), Error> {
        let mut errors: Vec<Error> = errors.into_iter().collect();
        let last = errors.pop();
        for error in &errors {
            self.error(error);
        }
        last.map_or(Ok(()), Err)
    }

    /// Does a step; says so when it takes longer than a second.
    pub(super) fn step<T>(&self, name: &str, work: impl FnOnce() -> T) -> T {
        let waiting = (!self.quiet).then(|| Waiting::start(format!("{name} ...")));
        let done = work();
        drop(waiting);
        done
    }
}

/// Returns the columns of the terminal, or 80.
pub(super) fn width() -> usize {
    /// Longer rows are hard to read.
    const MOST: usize = 160;
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0).min(MOST))
}

/// Returns the rows of the terminal.
pub(super) fn height() -> usize {
    terminal_size::terminal_size().map_or(24, |(_, height)| usize::from(height.0))
}

/// Writes a result in lines to standard output, no wider than the screen.
pub(super) fn print_lines(text: &str) -> Result<(), Error> {
    print(&wrapped(text, columns(std::io::stdout().is_terminal())))
}

/// Writes a result to standard output. A reader that goes away (`| head`) is not an error, a full disk is.
pub(super) fn print(text: &str) -> Result<(), Error> {
    write_out(text.as_bytes())
}

/// Writes a binary file to standard output, unless that is a terminal.
pub(super) fn print_file(bytes: &[u8], name: &str) -> Result<(), Error> {
    if std::io::stdout().is_terminal() {
        return Err(UsageError::NotForTerminal { name: name.to_owned() }.into());
    }
    write_out(bytes)
}

/// Writes to standard output, whatever it is.
pub(super) fn write_out(bytes: &[u8]) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
            Err(Error::Write { path: PathBuf::from("standard output"), cause })
        }
        _ => Ok(()),
    }
}

/// Asks a question; returns `None` without asking if there is no terminal.
pub(super) fn ask(question: &str) -> Option<String> {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return None;
    }
    let mut answer = String::new();
    let mut screen = std::io::stderr().lock();
    screen.write_all(question.as_bytes()).and_then(|()| screen.flush()).ok()?;
    std::io::stdin().read_line(&mut answer).ok()?;
    Some(answer.trim().to_owned())
}

/// Asks a question and returns whether the answer is yes; `None` without asking if there is no terminal.
pub(super) fn confirm(question: &str) -> Option<bool> {
    ask(&format!("{question} Write yes or no: ")).map(|answer| answer.eq_ignore_ascii_case("yes"))
}

fn say(text: &str) {
    let written = writeln!(std::io::stderr().lock(), "{text}");
    drop(written);
}

/// Says a line after [`PATIENCE`], unless dropped before.
struct Waiting {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Waiting {
    fn start(line: String) -> Waiting {
        let (stop, stopped) = mpsc::channel::<()>();
        let thread = std::thread::spawn(move || {
            if stopped.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                say(&line);
            }
        });
        Waiting { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            drop(ended);
        }
    }
}
