//! Why a link, a code or a session opens nothing.

use std::fmt;

/// Why something of [`Access`](super::Access) was refused or failed.
#[derive(Debug)]
pub enum AccessError {
    /// There is no such link.
    NoLink,
    /// The link has ended.
    Ended,
    /// The link was revoked.
    Revoked,
    /// The code is not the one that was sent, has ended, or was typed too often.
    WrongCode,
    /// As many codes were asked for as there may be in an hour.
    TooManyCodes,
    /// The system gives no random numbers.
    NoRandomness {
        /// The system's reason.
        cause: String,
    },
    /// The file was written by a newer copydesk.
    Newer {
        /// The file.
        file: String,
        /// The number of its form.
        found: i64,
    },
    /// The file cannot be read or written.
    File {
        /// The database's reason.
        cause: String,
    },
}

impl AccessError {
    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match self {
            AccessError::NoLink | AccessError::Ended | AccessError::Revoked => "ask the press office for a new link",
            AccessError::WrongCode => "type the six digits of the last mail, or ask for a new code",
            AccessError::TooManyCodes => "use the code of the last mail, or try again in an hour",
            AccessError::Newer { .. } => "use the newer copydesk",
            AccessError::NoRandomness { .. } => "try again; the system could not make a secret",
            AccessError::File { .. } => {
                "check that the folder .copydesk in the desk’s folder can be written, and that the disk is not full"
            }
        }
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AccessError::NoLink => f.write_str("there is no such link"),
            AccessError::Ended => f.write_str("this link has ended"),
            AccessError::Revoked => f.write_str("this link was revoked"),
            AccessError::WrongCode => f.write_str("this is not the code that was sent, or it has ended"),
            AccessError::TooManyCodes => f.write_str("three codes were sent in the last hour, and that is the limit"),
            AccessError::NoRandomness { cause } => write!(f, "the system gives no random numbers: {cause}"),
            AccessError::Newer { file, found } => {
                write!(f, "{file} was written by a newer copydesk (form {found}), which this one cannot read")
            }
            AccessError::File { cause } => write!(f, "web.db, the desk’s file of links and comments: {cause}"),
        }
    }
}

impl std::error::Error for AccessError {}

impl From<rusqlite::Error> for AccessError {
    fn from(error: rusqlite::Error) -> AccessError {
        AccessError::File { cause: error.to_string().replace('\n', " ") }
    }
}
