//! Commands that cannot be meant as they were given: what is named and is not there, or does not go together. Nothing was done
//! then. Not here: what the command line itself does not understand (cli).

use super::Error;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a command cannot be meant as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// There is nothing of the name that was given.
    Absent {
        /// The name.
        path: PathBuf,
        /// In which order the verb is given its words.
        order: &'static str,
    },
    /// No format has the ending of a file that was to be written.
    Ending {
        /// The file.
        path: PathBuf,
        /// The endings that there are.
        known: Vec<String>,
    },
    /// The ending of a file that was to be written says another format than the one that was asked for.
    OtherFormat {
        /// The file.
        path: PathBuf,
        /// The ending of the format that was asked for.
        asked: String,
    },
    /// A file that is no text was to be printed to a terminal.
    NotForTerminal {
        /// A name for the file.
        name: String,
    },
    /// Every output was asked for, and there is no story to write the drafts beside.
    AllOfNoStory {
        /// What was given.
        path: PathBuf,
    },
    /// Every output was asked for, and all of them in one file.
    AllInOne {
        /// The file.
        path: PathBuf,
    },
}

impl Slip {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Slip::Absent { order, .. } => {
                format!("check the name, the folder you are in, and the order: copydesk {order}")
            }
            Slip::Ending { known, .. } => format!("end its name in {}", one_of(known)),
            Slip::OtherFormat { path, asked } => {
                format!("name it {}, or leave the format out: the ending says it", path.with_extension(asked).display())
            }
            Slip::NotForTerminal { name } => format!("write it to a file: add -o {name}"),
            Slip::AllOfNoStory { .. } => {
                "make a story with `copydesk new`, and give its folder; or name one output".to_owned()
            }
            Slip::AllInOne { .. } => "leave -o out: each draft is written beside its story".to_owned(),
        }
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Slip::Absent { path, .. } => write!(f, "cannot read {}: there is no such file or folder", path.display()),
            Slip::Ending { path, .. } => {
                write!(f, "cannot write {}: there is no format with the ending {}", path.display(), ending(path))
            }
            Slip::OtherFormat { path, asked } => {
                write!(f, "{} ends in {}, and the format asked for is {asked}", path.display(), ending(path))
            }
            Slip::NotForTerminal { .. } => f.write_str("a Word document is not printed to a terminal"),
            Slip::AllOfNoStory { path } => {
                write!(f, "{} is no story's folder, and `all` writes each draft beside its story", path.display())
            }
            Slip::AllInOne { path } => write!(f, "`all` makes several drafts, and {} is one file", path.display()),
        }
    }
}

impl From<Slip> for Error {
    fn from(slip: Slip) -> Error {
        Error::Slip(slip)
    }
}

/// ".docx"
fn ending(path: &Path) -> String {
    format!(".{}", path.extension().unwrap_or_default().to_string_lossy())
}

/// ".md, .txt or .html"
fn one_of(endings: &[String]) -> String {
    let all: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    match all.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => all.concat(),
    }
}
