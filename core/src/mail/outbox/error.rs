//! Why an outbox could not be used. It is unchanged then.

use std::fmt;
use std::path::PathBuf;

/// Why an outbox could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxError {
    /// A newer copydesk wrote it.
    Newer {
        /// The file.
        path: PathBuf,
        /// The number of its form.
        found: i64,
        /// The newest form that this program knows.
        known: i64,
    },
    /// The file is something else, or damaged.
    NotAnOutbox {
        /// The file.
        path: PathBuf,
        /// The database's message.
        cause: String,
    },
    /// Another program keeps it locked.
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The disk does not do it.
    Disk {
        /// The file.
        path: PathBuf,
        /// The system's message.
        cause: String,
    },
}

impl OutboxError {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            OutboxError::Newer { .. } => "use the newer copydesk: the version that your colleagues use".to_owned(),
            OutboxError::NotAnOutbox { path, .. } => format!(
                "restore {} from a backup; if there is none, move it away: a new one is made, and what was not sent is lost",
                path.display()
            ),
            OutboxError::Busy { .. } => "close the other program, then run the command again".to_owned(),
            OutboxError::Disk { .. } => {
                "see that the disk is there and can be written, then run the command again".to_owned()
            }
        }
    }
}

impl fmt::Display for OutboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutboxError::Newer { path, found, known } => write!(
                f,
                "{} was written by a newer copydesk (format {found}; this one reads up to {known})",
                path.display()
            ),
            OutboxError::NotAnOutbox { path, cause } => {
                write!(f, "{} is not an outbox of copydesk, or is damaged: {cause}", path.display())
            }
            OutboxError::Busy { path } => write!(f, "another program is using {}", path.display()),
            OutboxError::Disk { path, cause } => write!(f, "{} cannot be used: {cause}", path.display()),
        }
    }
}

impl std::error::Error for OutboxError {}
