//! Why a target did not do what it was asked for.

use crate::mail::{MailError, OutboxError};
use std::fmt;

/// Why a target did not do what it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetError {
    /// It cannot be reached, or refuses.
    Unreachable {
        /// The cause.
        cause: String,
    },
    /// Something else is in the place.
    Occupied {
        /// The place.
        place: String,
    },
    /// What is in the place is not what was put there.
    OtherText {
        /// The place.
        place: String,
    },
    /// Not everybody on a list has got a mail.
    Partly {
        /// The list.
        list: String,
        /// How many have got it.
        reached: usize,
        /// How many there are.
        of: usize,
        /// Why each of the others has not.
        missed: Vec<String>,
    },
    /// It takes texts, and this is a file.
    NoFiles {
        /// The file's name.
        file: String,
    },
    /// No mail can be sent.
    Mail(MailError),
    /// The outbox cannot be used.
    Outbox(OutboxError),
}

impl From<OutboxError> for TargetError {
    fn from(error: OutboxError) -> TargetError {
        TargetError::Outbox(error)
    }
}

impl TargetError {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            TargetError::Unreachable { .. } => {
                "mend it, then go on with the release: copydesk release, or copydesk run"
            }
            TargetError::Occupied { .. } => {
                "somebody else put it there or changed it: look at it, move it away, then go on with the release"
            }
            TargetError::OtherText { .. } => "look at it there: a reader does not get the words that were signed off",
            TargetError::Partly { list, .. } => {
                return format!(
                    "those who did not get it are tried again by `copydesk run`, or now: copydesk release\nan address that is refused: correct it in {list}, or take it out"
                );
            }
            TargetError::NoFiles { .. } => {
                "name another target: copydesk release --to; or put the file there by hand, where the site's editor adds files"
            }
            TargetError::Mail(error) => return error.hint(),
            TargetError::Outbox(error) => return error.hint(),
        }
        .to_owned()
    }
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TargetError::Unreachable { cause } => f.write_str(cause),
            TargetError::Occupied { place } => write!(f, "{place} holds something that copydesk did not put there"),
            TargetError::OtherText { place } => write!(f, "{place} does not hold the words that were put there"),
            TargetError::Partly { list, reached, of, missed } => {
                write!(f, "{reached} of {of} in {list} have got it")?;
                missed.iter().try_for_each(|why| write!(f, "\n  {why}"))
            }
            TargetError::NoFiles { file } => write!(f, "{file} is a file, and only texts are posted there"),
            TargetError::Mail(error) => error.fmt(f),
            TargetError::Outbox(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for TargetError {}
