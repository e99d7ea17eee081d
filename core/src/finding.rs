//! A finding about a place in the user's material. A finding is a value, never an error, so that all of them are
//! collected.

use std::fmt;

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be looked at.
    Warning,
    /// Stops the work.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// One thing said about one place. `Place` is whatever names a place in that material, such as a byte range of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<Place> {
    /// How severe it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong: lower case, no full stop, naming the thing.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
}

impl<Place> Finding<Place> {
    /// Returns a finding that stops the work.
    pub fn error(place: Place, message: impl Into<String>) -> Finding<Place> {
        Finding { severity: Severity::Error, place, message: message.into(), hint: None }
    }

    /// Adds the next step.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Finding<Place> {
        self.hint = Some(hint.into());
        self
    }
}
