//! The conformance kit: what a plugin has to pass before anyone drafts with it. A check is an entry in its group's
//! list: A for the file, B for loading, C for drafting, D for faults. Whether the templates can render what it pushes
//! is checked in [`story`](crate::story).
//!
//! Each check runs in a separate worker with a deadline. An outcome says what was observed and, unless it passed, what
//! to change. A check that depends on a failed one is skipped and says which.
//!
//! One check of the design is left out: C15, that a text does not publish secrets. Nothing in a request is secret
//! today, and the templates decide which contact is printed in which text.

mod behaviour;
mod file;
mod fuzz;
mod host_variants;
mod large_requests;
mod loading;
mod probe;
mod samples;
mod subject;
mod unusual_text;

pub use probe::{JOB, serve};
pub use samples::Sample;
pub use subject::{Answer, Fuzz, Subject};

use crate::text::printable;
use serde::Serialize;
use std::fmt;
use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

/// One requirement of a plugin.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Stable: `A1`. The letter is the group.
    pub id: &'static str,
    /// What a good plugin does, such as "exports nothing but the entry function".
    pub title: &'static str,
    run: fn(&Subject<'_>) -> Result<CheckOutcome, Skipped>,
}

/// The id of the check that says why this one was left out, or the reason itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped(String);

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// All is well.
    Pass,
    /// It was not looked at.
    Skip,
    /// It can be used, but someone should look at it.
    Warn,
    /// It should not be used.
    Fail,
}

/// How a check ended, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckOutcome {
    /// In a word.
    pub status: Status,
    /// What was observed: lower case, no full stop.
    pub message: String,
    /// What to change, unless it passed.
    pub fix: Option<String>,
}

/// A check that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The check's id.
    pub id: &'static str,
    /// The check's title.
    pub title: &'static str,
    /// The outcome.
    #[serde(flatten)]
    pub outcome: CheckOutcome,
}

impl CheckOutcome {
    /// Passes.
    pub fn pass(message: impl Into<String>) -> CheckOutcome {
        CheckOutcome::new(Status::Pass, message, None)
    }

    /// Warns: someone should look at it.
    pub fn warn(message: impl Into<String>, fix: impl Into<String>) -> CheckOutcome {
        CheckOutcome::new(Status::Warn, message, Some(fix.into()))
    }

    /// Fails: the plugin should not be used.
    pub fn fail(message: impl Into<String>, fix: impl Into<String>) -> CheckOutcome {
        CheckOutcome::new(Status::Fail, message, Some(fix.into()))
    }

    /// Makes the message printable: it may repeat words of the plugin's, which must not command a terminal.
    fn new(status: Status, message: impl Into<String>, fix: Option<String>) -> CheckOutcome {
        CheckOutcome { status, message: printable(&message.into()), fix }
    }

    /// Fails with everything that is `wrong`, or passes with what is `good`.
    pub fn of(wrong: &[String], fix: &str, good: impl Into<String>) -> CheckOutcome {
        if wrong.is_empty() { CheckOutcome::pass(good) } else { CheckOutcome::fail(wrong.join("; "), fix) }
    }

    /// Turns a failure into a warning.
    #[must_use]
    pub fn only_a_warning(self) -> CheckOutcome {
        CheckOutcome { status: self.status.min(Status::Warn), ..self }
    }
}

impl Skipped {
    /// Leaves a check out, because another one says why it could tell nothing.
    pub fn because_of(id: &str) -> Skipped {
        Skipped(format!("not checked: {id} says why"))
    }
}

impl From<Skipped> for CheckOutcome {
    fn from(Skipped(message): Skipped) -> CheckOutcome {
        CheckOutcome { status: Status::Skip, message, fix: None }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Status::Pass => "passed",
            Status::Skip => "skipped",
            Status::Warn => "warning",
            Status::Fail => "FAILED",
        })
    }
}

/// Returns all checks of this layer, in the order of their ids.
pub fn all() -> impl DoubleEndedIterator<Item = &'static Check> {
    let (a, b, d) = (file::CHECKS, loading::CHECKS, fuzz::CHECKS);
    let c =
        [behaviour::CHECKS, host_variants::CHECKS, large_requests::CHECKS, unusual_text::CHECKS, host_variants::LAST];
    [a, b].into_iter().chain(c).chain([d]).flatten()
}

/// Makes the checks that are `wanted`, several at a time.
pub fn run(subject: &Subject<'_>, wanted: impl Fn(&str) -> bool) -> Vec<Checked> {
    // The last ones take longest, so they are begun first.
    let queue: Mutex<Vec<(usize, &Check)>> = Mutex::new(all().filter(|check| wanted(check.id)).enumerate().collect());
    let made = Mutex::new(Vec::new());
    let next = || queue.lock().expect("nobody panics while holding it").pop();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while let Some((place, check)) = next() {
                    let outcome = (check.run)(subject).unwrap_or_else(CheckOutcome::from);
                    let checked = Checked { id: check.id, title: check.title, outcome };
                    made.lock().expect("nobody panics while holding it").push((place, checked));
                }
            });
        }
    });
    let mut made = made.into_inner().expect("nobody panicked while holding it");
    made.sort_by_key(|(place, _)| *place);
    made.into_iter().map(|(_, checked)| checked).collect()
}
