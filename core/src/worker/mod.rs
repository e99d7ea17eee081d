//! Runs a job in a child process of the same executable, within limits. Code that may crash, hang, or exhaust memory
//! runs here: a plugin, or a reader of damaged files. The caller names the job, and gives the worker's side the
//! function that does it ([`child::Task::serve`]).
//!
//! [`run`] starts this executable with the hidden first argument [`VERB`], an empty environment, the root as its
//! directory and a process group of its own; the input goes in through one pipe, length-prefixed [`Frame`]s come back
//! through another, and what the job prints is kept separately. The last frame is the answer; without it there is no
//! success, whatever the exit code says. Whatever happens, the group is killed and the child reaped.
//!
//! Before any foreign code runs, the worker enters the sandbox ([`Level`] says how completely), and once the library is
//! loaded, the sandbox is closed. Then the worker tries what must fail, and reports what did not. A worker serves one job, so no code from one document's plugin sees the next
//! document.

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
/// The argument for a job without a library.
const NO_LIBRARY: &str = "-";

/// A job to run.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The name of the job, by which the worker's side dispatches.
    pub name: &'a str,
    /// The library that it loads, where it loads one.
    pub library: Option<&'a Sealed>,
    /// The file that it is about, for people who look at the list of processes.
    pub about: Option<&'a Path>,
    /// The highest kind of the job's own frames, 252 at most; 0 if it only answers. Any other kind is an error.
    pub kinds: u8,
}

/// The limits of a job.
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
    /// How to treat an incomplete sandbox.
    pub fence: Fence,
}

/// How to treat an incomplete sandbox.
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
    /// The last two kilobytes that the job printed.
    pub printed: String,
    /// How completely the worker was sandboxed.
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

    /// Uses another executable that serves the same jobs: a test has to name it.
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
