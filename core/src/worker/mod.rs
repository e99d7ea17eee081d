//! A child of the same executable that does one job within limits and is gone. What may crash, hang, or fill the memory
//! runs here: a plugin, or a reader of damaged files. Not here: what a job is about; the caller names it, and hands the
//! worker's side the function that does it ([`child::Task::serve`]).
//!
//! The way of a job: [`run`] starts this very executable with the hidden first argument [`VERB`], an empty environment,
//! the root as its directory and a process group of its own; the input goes in through one pipe, length-prefixed
//! [`Frame`]s come back through another, what the job prints is kept apart. The last frame is the answer; without it
//! there is no success, whatever the exit code says. On every way out the group is killed and the child reaped.
//!
//! # Where the sandbox goes
//!
//! `system` holds the few calls into the operating system. Landlock and seccomp will stand beside it as
//! `worker/sandbox.rs`, entered from [`child::Task::serve`] before the job begins and from the job once it has loaded what
//! it needs; the level they reach will travel back as [`Level`]. Until then a worker is a process with limits: it protects
//! against accidents, not against malice.

pub mod child;
mod error;
mod frame;
mod parent;
mod system;

pub use error::WorkerError;
pub use frame::Frame;
pub use parent::run;

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fmt, io};

/// The hidden first argument that makes a worker of the program.
pub const VERB: &str = "__worker";

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// Which job: the worker's side dispatches on it.
    pub name: &'a str,
    /// A file that the job is about, where there is one.
    pub file: Option<&'a Path>,
    /// The job's own frames have the kinds 1 to this; 0 where it only answers. Any other kind is garbage.
    pub kinds: u8,
}

/// What a job may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From start to answer.
    pub time: Duration,
    /// Bytes that go in.
    pub input: usize,
    /// Bytes that come back, all frames together.
    pub output: usize,
    /// Bytes of address space; enforced on Linux.
    pub memory: u64,
}

impl Limits {
    fn to_argument(self) -> String {
        format!("{},{},{},{}", self.time.as_millis(), self.input, self.output, self.memory)
    }

    fn from_argument(text: &str) -> Option<Limits> {
        let mut numbers = text.split(',').map(str::parse::<u64>);
        let mut next = || numbers.next()?.ok();
        Some(Limits {
            time: Duration::from_millis(next()?),
            input: usize::try_from(next()?).ok()?,
            output: usize::try_from(next()?).ok()?,
            memory: next()?,
        })
    }
}

/// How well the worker was fenced in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Level {
    /// A process of its own with limits, and no sandbox.
    ProcessOnly,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::ProcessOnly => "process only",
        })
    }
}

/// A job that was done.
#[derive(Debug)]
pub struct Outcome {
    /// The job's own frames, in order.
    pub frames: Vec<Frame>,
    /// The last frame's body.
    pub answer: Vec<u8>,
    /// What the job printed, the last two kilobytes.
    pub printed: String,
    /// How well the worker was fenced in.
    pub level: Level,
}

/// The executable that workers are made of.
#[derive(Clone, Debug)]
pub struct Program(PathBuf);

impl Program {
    /// This executable; on Linux even after the file was replaced.
    ///
    /// # Errors
    /// Where the system does not tell which file that is.
    pub fn this() -> io::Result<Program> {
        if cfg!(target_os = "linux") {
            return Ok(Program(PathBuf::from("/proc/self/exe")));
        }
        #[expect(clippy::disallowed_methods, reason = "a worker is a child of the same executable")]
        std::env::current_exe().map(Program)
    }

    /// Another executable that serves the same jobs; a test has to name it.
    pub fn at(path: impl Into<PathBuf>) -> Program {
        Program(path.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_cross_the_command_line() {
        let limits = Limits { time: Duration::from_millis(1500), input: 1, output: 2, memory: 3 };
        assert_eq!(Limits::from_argument(&limits.to_argument()), Some(limits));
        assert_eq!(Limits::from_argument("1,2,3"), None);
    }
}
