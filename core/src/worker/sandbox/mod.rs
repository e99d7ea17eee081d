//! The sandbox around a worker, in two stages: the first before foreign code is loaded, the second once it is loaded
//! and before it is given anything to work on. On Linux it is Landlock and seccomp; elsewhere there is none yet, and
//! the level says so. Limits on time and memory are set in `system`.
//!
//! | | first stage | second stage |
//! |---|---|---|
//! | files | the system's libraries can be read | nothing can be opened |
//! | processes, network, rare kernel interfaces | end the worker, and the call is named | the same |
//! | threads | exactly one may run at its end | more may be started |
//! | memory | | nothing more becomes executable |
//! | everything else | what a loader needs is allowed too, the rest fails | what memory, threads, time and open pipes need is allowed, the rest fails |
//!
//! What runs while a library is loaded can change the worker's own code, or have the system answer "done" to the second
//! stage, and so keep the worker from it. It gains nothing by that: the first stage lets nothing out either, and the program
//! validates everything a worker sends. The second protects against an honest library with a vulnerability.
//!
//! # What a level is worth
//!
//! A level is what a worker said. The first stage is entered, and reported, before any foreign code runs: nothing that a
//! library does can change that. After the second stage the worker tries what must fail then (`still_possible`), and
//! reports the result: a library that only had the system lie is found out, and the level is "first stage only". Code that rewrites
//! the worker while it is loaded can forge that report too, and a filter of its own can refuse exactly what is tried. Of a
//! library that is not trusted, "full" therefore means: the first stage for certain, and the second unless the library
//! was made to avoid it. What the first stage leaves such code is to learn whether a file exists and how large it is, to read
//! the system's libraries, and to make new code for itself; it can tell that to nobody but in the draft.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
pub(super) use calls::name_of;
#[cfg(target_os = "linux")]
pub(super) use linux::{Sandbox, still_possible};

use serde::{Deserialize, Serialize};
use std::fmt;

/// How completely a worker was sandboxed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// Limits and both stages of the sandbox.
    Full,
    /// Limits and the first stage; with what was possible after the second, or why that was not tried.
    FirstStage(String),
    /// A separate process with limits, and no sandbox, or half of one; with what is missing.
    ProcessOnly(String),
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Level::Full => f.write_str("full"),
            Level::FirstStage(possible) => write!(f, "first stage only: {possible}"),
            Level::ProcessOnly(missing) => write!(f, "process only: {missing}"),
        }
    }
}

impl Level {
    /// Returns the level of a worker that did not report on its second stage.
    pub(super) fn without_second_stage(self) -> Level {
        match self {
            Level::Full => Level::FirstStage("the worker did not report on the second".to_owned()),
            known => known,
        }
    }
}

/// A system for which this program has no sandbox.
#[cfg(not(target_os = "linux"))]
pub(super) struct Sandbox;

#[cfg(not(target_os = "linux"))]
impl Sandbox {
    pub(super) fn enter(_: Option<&std::path::Path>) -> (Sandbox, Level) {
        (Sandbox, Level::ProcessOnly("this program has no sandbox on this system yet".to_owned()))
    }

    pub(super) fn close(self) -> Result<(), String> {
        Ok(())
    }
}

/// Nothing is tried where there is no sandbox.
#[cfg(not(target_os = "linux"))]
pub(super) fn still_possible() -> Vec<&'static str> {
    Vec::new()
}
