//! Why an edited file was not accepted as the next draft. Nothing has been changed then.

use super::{Decision, Fate};
use crate::document::OpenChange;
use crate::story::Error;
use crate::text;
use std::fmt;
use std::path::PathBuf;

/// Why an edited file was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviseError {
    /// The story it belongs to is unclear.
    NoStory {
        /// The file.
        file: PathBuf,
    },
    /// The output it belongs to is unclear.
    NoOutput {
        /// The file.
        file: PathBuf,
        /// The story's folder.
        folder: PathBuf,
        /// The outputs that have drafts there.
        known: Vec<String>,
    },
    /// It has no words.
    Empty {
        /// The file.
        file: PathBuf,
    },
    /// Less than half of its words are those of the draft that it is to replace.
    Unlike {
        /// The file.
        file: PathBuf,
        /// The output.
        output: String,
        /// The words that both have.
        kept: usize,
        /// The words of the file.
        words: usize,
        /// The output that it looks like, if it looks like another.
        like: Option<String>,
    },
    /// It has open changes, which nobody has accepted or rejected.
    Open {
        /// The file.
        file: PathBuf,
        /// The open changes.
        changes: Vec<OpenChange>,
        /// What happened to the changes that were sent out.
        decisions: Vec<Decision>,
    },
}

impl ReviseError {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            ReviseError::NoStory { file } => {
                format!("name the story's folder: copydesk revise {} STORY", text::argument(file))
            }
            ReviseError::NoOutput { known, .. } if known.is_empty() => {
                "draft one first, with `copydesk draft OUTPUT STORY`, or say which it is: add --output OUTPUT"
                    .to_owned()
            }
            ReviseError::NoOutput { known, .. } => {
                format!("say which: add --output OUTPUT; there are: {}", known.join(", "))
            }
            ReviseError::Unlike { like: Some(like), .. } => {
                format!("if it is {like}, say so: --output {like}; if it is the right file all the same, add --force")
            }
            ReviseError::Unlike { .. } => "check that this is the right file; if it is, add --force".to_owned(),
            ReviseError::Empty { .. } => "check that this is the right file".to_owned(),
            ReviseError::Open { .. } => {
                "accept or reject them in Word, or decide on all of them here: --open accept, --open reject".to_owned()
            }
        }
    }
}

impl fmt::Display for ReviseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReviseError::NoStory { file } => {
                write!(f, "copydesk cannot tell which story {} belongs to", file.display())
            }
            ReviseError::NoOutput { file, folder, .. } => {
                write!(f, "copydesk cannot tell which output in {} the file {} is", folder.display(), file.display())
            }
            ReviseError::Unlike { file, output, kept, words, like } => {
                write!(
                    f,
                    "{} shares {kept} of its {words} words with {output}, and nothing was changed",
                    file.display()
                )?;
                like.iter().try_for_each(|like| write!(f, "; it looks most like {like}"))
            }
            ReviseError::Empty { file } => write!(f, "{} has no words", file.display()),
            ReviseError::Open { file, changes, decisions } => {
                let count = changes.len();
                let are = if count == 1 { "change is" } else { "changes are" };
                write!(f, "{count} {are} still open in {}, and nothing was changed", file.display())?;
                changes.iter().try_for_each(|change| write!(f, "\n  {}, {change}", who(change)))?;
                let decided = decisions.iter().filter(|decision| decision.fate != Fate::Open);
                decided.into_iter().try_for_each(|Decision { change, fate }| {
                    let fate = if *fate == Fate::Accepted { "accepted" } else { "rejected" };
                    write!(f, "\n  {fate}: {}, {change}", who(change))
                })
            }
        }
    }
}

impl From<ReviseError> for Error {
    fn from(error: ReviseError) -> Error {
        Error::Revise(Box::new(error))
    }
}

fn who(change: &OpenChange) -> String {
    if change.author.is_empty() { "somebody".to_owned() } else { text::printable(&change.author) }
}
