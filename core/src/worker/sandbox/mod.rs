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
//! What runs while a library is loaded can change the worker's own code, and so keep it from the second stage. It gains
//! nothing by that: the first stage lets nothing out either, and the program validates everything a worker sends. The
//! second protects against an honest library with a vulnerability.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
pub(super) use calls::name_of;
#[cfg(target_os = "linux")]
pub(super) use linux::Sandbox;

use serde::{Deserialize, Serialize};
use std::fmt;

/// How completely a worker was sandboxed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// Limits and both stages of the sandbox.
    Full,
    /// A separate process with limits, and no sandbox, or half of one; with what is missing.
    ProcessOnly(String),
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Level::Full => f.write_str("full"),
            Level::ProcessOnly(missing) => write!(f, "process only: {missing}"),
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
