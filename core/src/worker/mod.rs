//! A child of the same executable that does one job within limits and is gone. What may crash, hang, or fill the memory
//! runs here: a plugin, or a reader of damaged files. Not here: what a job is about; the caller names it, and hands the
//! worker's side the function that does it ([`child::Task::serve`]).
//!
//! The way of a job: [`run`] starts this very executable with the hidden first argument [`VERB`], an empty environment,
//! the root as its directory and a process group of its own; the input goes in through one pipe, length-prefixed
//! [`Frame`]s come back through another, what the job prints is kept apart. The last frame is the answer; without it
//! there is no success, whatever the exit code says. On every way out the group is killed and the child reaped.
//!
//! Before anything foreign runs, the worker enters the sandbox ([`Level`] says how far it came), and once what it has
//! to load is loaded, the sandbox is closed. A worker serves one job: code of one document is gone before the next
//! document's words are in memory.

pub mod child;
mod error;
mod frame;
mod parent;
mod sandbox;
mod sealed;
mod system;

pub use error::WorkerError;
pub use frame::Frame;
pub use parent::{Started, run, start};
pub use sandbox::Level;
pub use sealed::Sealed;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The hidden first argument that makes a worker of the program.
pub const VERB: &str = "__worker";
/// What stands in the place of a library where a job loads none.
const NO_LIBRARY: &str = "-";

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// Which job: the worker's side dispatches on it.
    pub name: &'a str,
    /// The library that it loads, where it loads one.
    pub library: Option<&'a Sealed>,
    /// The file that it is about, for people who look at the list of processes.
    pub about: Option<&'a Path>,
    /// The job's own frames have the kinds 1 to this, 253 at most; 0 where it only answers. Any other kind is garbage.
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
    /// What becomes of the sandbox.
    pub fence: Fence,
}

/// What becomes of the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fence {
    /// None is entered: for a benchmark that measures what it costs.
    Off,
    /// As far as this system has one.
    BestEffort,
    /// A whole one, or the job is not done.
    Required,
}

impl Limits {
    fn to_argument(self) -> String {
        let fence = self.fence as u8;
        format!("{},{},{},{},{fence}", self.time.as_millis(), self.input, self.output, self.memory)
    }

    fn from_argument(text: &str) -> Option<Limits> {
        let mut numbers = text.split(',').map(str::parse::<u64>);
        let mut next = || numbers.next()?.ok();
        Some(Limits {
            time: Duration::from_millis(next()?),
            input: usize::try_from(next()?).ok()?,
            output: usize::try_from(next()?).ok()?,
            memory: next()?,
            fence: match next()? {
                0 => Fence::Off,
                1 => Fence::BestEffort,
                _ => Fence::Required,
            },
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
        for fence in [Fence::Off, Fence::BestEffort, Fence::Required] {
            let limits = Limits { time: Duration::from_millis(1500), input: 1, output: 2, memory: 3, fence };
            assert_eq!(Limits::from_argument(&limits.to_argument()), Some(limits));
        }
        assert_eq!(Limits::from_argument("1,2,3"), None);
    }
}
