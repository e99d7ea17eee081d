//! Why a job was not done.

use super::Level;
use super::frame::FrameError;
use std::time::Duration;
use std::{fmt, io};

/// Why a job was not done.
#[derive(Debug)]
#[non_exhaustive]
pub enum WorkerError {
    /// The process could not be started.
    Start(io::Error),
    /// More goes in than is allowed.
    InputTooBig {
        /// Bytes that would go in.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// More comes back than is allowed.
    OutputTooBig {
        /// Bytes allowed.
        limit: usize,
    },
    /// No answer in time.
    Timeout(Duration),
    /// The process ended without an answer.
    Died {
        /// `SIGSEGV (invalid memory access)`, `exit code 0`.
        how: String,
        /// The last of what it printed.
        printed: String,
    },
    /// The worker's own code panicked, or the limits could not be set.
    Broke(String),
    /// The sandbox was required and this system has no whole one; nothing was loaded.
    NotFenced(Level),
    /// The answer is not a sequence of frames.
    Garbled(String),
}

impl WorkerError {
    pub(super) fn from_frame(error: FrameError, limit: usize) -> WorkerError {
        match error {
            FrameError::TooBig => WorkerError::OutputTooBig { limit },
            FrameError::Kind(kind) => WorkerError::Garbled(format!("a frame of the unknown kind {kind}")),
        }
    }
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WorkerError::Start(error) => write!(f, "the worker process did not start: {error}"),
            WorkerError::InputTooBig { size, limit } => write!(f, "{size} bytes go in, {limit} are allowed"),
            WorkerError::OutputTooBig { limit } => write!(f, "more than the {limit} bytes allowed came back"),
            WorkerError::Timeout(time) => write!(f, "no answer within {} seconds", time.as_secs_f32()),
            WorkerError::Died { how, printed } if printed.is_empty() => write!(f, "died: {how}"),
            WorkerError::Died { how, printed } => write!(f, "died: {how}; its last words: {}", printed.trim()),
            WorkerError::Broke(message) => write!(f, "broke: {message}"),
            WorkerError::NotFenced(level @ Level::FirstStage(_)) => {
                write!(f, "the sandbox is required, and its level is {level}")
            }
            WorkerError::NotFenced(level) => write!(f, "the sandbox is required, and this system's level is {level}"),
            WorkerError::Garbled(what) => write!(f, "sent garbage: {what}"),
        }
    }
}

impl std::error::Error for WorkerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WorkerError::Start(error) => Some(error),
            _ => None,
        }
    }
}
