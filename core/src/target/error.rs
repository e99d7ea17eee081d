//! Why a target did not do what it was asked for.

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
}

impl TargetError {
    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match self {
            TargetError::Unreachable { .. } => {
                "mend it, then go on with the release: copydesk release, or copydesk run"
            }
            TargetError::Occupied { .. } => {
                "somebody else put it there or changed it: look at it, move it away, then go on with the release"
            }
            TargetError::OtherText { .. } => "look at it there: a reader does not get the words that were signed off",
        }
    }
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TargetError::Unreachable { cause } => f.write_str(cause),
            TargetError::Occupied { place } => write!(f, "{place} holds something that copydesk did not put there"),
            TargetError::OtherText { place } => write!(f, "{place} does not hold the words that were put there"),
        }
    }
}

impl std::error::Error for TargetError {}
