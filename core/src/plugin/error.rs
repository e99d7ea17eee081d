//! Why a plugin made no document. Each error names the plugin and its file.

use super::{Plugin, Unusable};
use crate::text::printable;
use crate::worker::{Level, WorkerError};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;

/// How many characters of a cause are shown. A worker that forges its answer respects no other limit.
const LONGEST: usize = 5000;

/// Why a plugin made no document.
#[derive(Debug)]
pub struct PluginError {
    /// The plugin's id.
    pub plugin: String,
    /// Its file.
    pub file: PathBuf,
    /// What happened.
    pub cause: Cause,
}

/// What happened.
#[derive(Debug)]
#[non_exhaustive]
pub enum Cause {
    /// The worker saw it and could report it.
    Reported(Report),
    /// The worker itself came to an end.
    Worker(WorkerError),
    /// Its file can no longer be read.
    Unreadable(Unusable),
    /// Its file has other bytes than when it was inspected; nothing was loaded.
    Replaced {
        /// The SHA-256 then.
        inspected: String,
        /// The SHA-256 now.
        found: String,
    },
    /// The library that was loaded says something else about itself than the file that was inspected.
    Changed,
    /// The answer is not a worker's: the plugin wrote to the worker's channel directly.
    Forged(String),
    /// It reported success without pushing text or a template.
    Empty,
    /// There are more templates to render than one document needs, or their plans are too big.
    TooManyPlans {
        /// The number allowed.
        count: usize,
        /// How many bytes all plans together may take.
        bytes: usize,
    },
    /// A plan is not JSON.
    Plan {
        /// The template it was for.
        template: String,
        /// The parser's message.
        message: String,
    },
}

/// What the worker reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Report {
    /// The library did not load, or is not a plugin of this interface.
    DidNotLoad(String),
    /// The plugin will not draft from these data.
    Refused {
        /// A short name.
        code: String,
        /// A sentence.
        message: String,
    },
    /// The plugin could not read the request.
    BadRequest(String),
    /// The plugin says that it broke, a panic for example.
    Fault {
        /// A short name.
        code: String,
        /// A sentence.
        message: String,
    },
    /// The plugin called the program in a way that is not allowed.
    BadCall(String),
    /// The document is too big.
    TooBig {
        /// Bytes allowed.
        limit: usize,
    },
    /// The text is not UTF-8.
    NotUtf8 {
        /// The first wrong byte.
        at: usize,
    },
    /// The plugin returned a number that means nothing here.
    Status(i32),
}

impl PluginError {
    pub(super) fn new(plugin: &Plugin, cause: Cause) -> PluginError {
        PluginError { plugin: plugin.descriptor.id.clone(), file: plugin.file.clone(), cause }
    }

    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match &self.cause {
            Cause::Reported(Report::Refused { .. }) => "fix what the message says, or draft another output",
            Cause::Reported(Report::DidNotLoad(_)) => "build the plugin for this computer and this program",
            Cause::Worker(WorkerError::Start(_)) => "check that the program may start processes",
            Cause::Worker(WorkerError::NotFenced(Level::FirstStage(_))) => {
                "it keeps the sandbox from closing: do not use it, and ask its author why"
            }
            Cause::Worker(WorkerError::NotFenced(_)) => {
                "draft on a system with Landlock and seccomp (Linux 5.13 or later), or without --require-sandbox"
            }
            Cause::Worker(WorkerError::InputTooBig { .. }) => "make the story smaller",
            Cause::Unreadable(unusable) => unusable.hint(),
            Cause::Replaced { .. } => "run the command again once the plugin is no longer being built or copied",
            Cause::Changed => "run the command again; if it stays so, the plugin was not built properly",
            _ => "this is a fault in the plugin: send its author this message",
        }
    }
}

impl fmt::Display for PluginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cause: String = printable(&self.cause.to_string()).chars().take(LONGEST).collect();
        // Under the first line, so that none of the plugin's can pass for one of the program's.
        let cause = cause.trim_end().replace('\n', "\n    ");
        write!(f, "the plugin {} ({}) {cause}", self.plugin, self.file.display())
    }
}

impl std::error::Error for PluginError {}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::Reported(report) => report.fmt(f),
            Cause::Worker(error @ (WorkerError::Start(_) | WorkerError::NotFenced(_))) => {
                write!(f, "was not asked: {error}")
            }
            Cause::Worker(WorkerError::InputTooBig { size, limit }) => {
                write!(f, "was not asked: the request has {size} bytes, {limit} are allowed")
            }
            Cause::Worker(WorkerError::OutputTooBig { limit }) => Report::TooBig { limit: *limit }.fmt(f),
            Cause::Worker(WorkerError::Timeout(time)) => {
                write!(f, "gave no answer within {} seconds and was stopped", time.as_secs_f32())
            }
            Cause::Worker(error) => error.fmt(f),
            Cause::Unreadable(why) => write!(f, "was not loaded: it {why}"),
            Cause::Replaced { inspected, found } => {
                write!(f, "was not loaded: its file had the SHA-256 {inspected} and now has {found}")
            }
            Cause::Changed => write!(f, "says something else when it is loaded than in its file"),
            Cause::Forged(what) => write!(f, "sent garbage: {what}"),
            Cause::Empty => write!(f, "drafted an empty document"),
            Cause::TooManyPlans { count, bytes } => {
                write!(f, "made a document of more than {count} templates, or with plans of more than {bytes} bytes")
            }
            Cause::Plan { template, message } => {
                write!(f, "gave the template {template} a plan that is not JSON: {message}")
            }
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Report::DidNotLoad(why) => write!(f, "did not load: {why}"),
            Report::Refused { code, message } => write!(f, "refused: {message} ({code})"),
            Report::BadRequest(message) => write!(f, "could not read the request: {message}"),
            Report::Fault { code, message } => write!(f, "broke: {message} ({code})"),
            Report::BadCall(what) => write!(f, "called the program wrongly: {what}"),
            Report::TooBig { limit } => write!(f, "made a document of more than the {limit} bytes allowed"),
            Report::NotUtf8 { at } => write!(f, "wrote text that is not UTF-8, at byte {at}"),
            Report::Status(status) => write!(f, "ended with the unknown status {status}"),
        }
    }
}
