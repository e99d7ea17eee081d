//! Commands that cannot be carried out as given: something named does not exist, or options do not go together. Nothing
//! has been changed then.

use super::Error;
use crate::text::suggestion;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a command cannot be carried out as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsageError {
    /// A batch cannot be begun, or some of its reports cannot be done.
    Batch {
        /// What is wrong.
        problem: String,
        /// The next step.
        hint: String,
    },
    /// A release is scheduled without a time, and the brief has none.
    NoReleaseTime,
    /// The desk's pages cannot be served as asked for.
    Site {
        /// The reason.
        cause: String,
        /// The next step.
        hint: String,
    },
    /// An option is set that an output does not have.
    NoOption {
        /// The name given.
        name: String,
        /// The output, or `all`.
        output: String,
        /// The options that there are.
        known: Vec<String>,
    },
    /// An option is set to a value that it cannot have.
    OptionValue {
        /// The option.
        name: String,
        /// The value given.
        value: String,
        /// What it may be, in words.
        expected: String,
    },
    /// Mail is to be sent, and `desk.toml` does not say how.
    NoMail,
    /// A text is corrected that is not out.
    NothingOut,
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
    /// The ending of the file to write belongs to another format than the one asked for.
    OtherFormat {
        /// The file.
        path: PathBuf,
        /// The ending of the requested format.
        asked: String,
    },
    /// A fragment would be written with placeholders in it.
    Unfilled {
        /// The placeholders.
        places: String,
    },
    /// A binary file would be printed to a terminal.
    NotForTerminal {
        /// A name for the file.
        name: String,
    },
    /// `all` was given without a story's folder to write the drafts into.
    AllOfNoStory {
        /// The path given.
        path: PathBuf,
    },
    /// `all` was given with one file to write to.
    AllInOne {
        /// The file.
        path: PathBuf,
    },
    /// A plugin cannot have this id.
    PluginId {
        /// The id.
        id: String,
    },
    /// What a new plugin is to say of its output cannot be written into its source.
    About {
        /// The words.
        words: String,
    },
    /// A text to be compared has no words.
    NoWords {
        /// The file.
        path: PathBuf,
    },
    /// A cutting has the name of one before it.
    SameName {
        /// The file.
        path: PathBuf,
    },
    /// A quotation was asked for that the report does not have.
    NoSentence {
        /// How it was named.
        name: String,
    },
}

impl UsageError {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            UsageError::NoOption { name, known, .. } if known.is_empty() => {
                format!("leave `--set {name}=...` out; `copydesk outputs OUTPUT` lists what an output asks for")
            }
            UsageError::NoOption { name, known, .. } => suggestion(name, known.iter().map(String::as_str)),
            UsageError::OptionValue { name, expected, .. } => format!("`{name}` is {expected}"),
            UsageError::Absent { order, .. } => {
                format!("check the name, the folder you are in, and the order: copydesk {order}")
            }
            UsageError::Ending { known, .. } => format!("end its name in {}", one_of(known)),
            UsageError::OtherFormat { path, asked } => {
                format!("name it {}, or leave the format out: the ending says it", path.with_extension(asked).display())
            }
            UsageError::Unfilled { .. } => {
                "fill them in first, or write it with them: add --with-placeholders".to_owned()
            }
            UsageError::NotForTerminal { name } => format!("write it to a file: add -o {name}"),
            UsageError::AllOfNoStory { .. } => {
                "make a story with `copydesk new`, and give its folder; or name one output".to_owned()
            }
            UsageError::NoSentence { .. } => "give the number of a paragraph with findings, or some words of a sentence as they are printed; to see what can be quoted: copydesk quotes STORY"
                .to_owned(),
            UsageError::NoWords { .. } => "save the text in it, or leave the file out".to_owned(),
            UsageError::SameName { .. } => "rename one of them: the table names cuttings by their files".to_owned(),
            UsageError::PluginId { .. } => {
                "turn your council's domain round and add a name, such as uk.gov.avershire.foster-letter".to_owned()
            }
            UsageError::About { .. } => {
                "say it in 1 to 200 characters on one line, without quotation marks and backslashes".to_owned()
            }
            UsageError::NoReleaseTime => {
                "add --at TIME, such as 2026-07-28T09:30, or write `publish_at` into brief.toml".to_owned()
            }
            UsageError::Batch { hint, .. } | UsageError::Site { hint, .. } => hint.clone(),
            UsageError::NoMail => {
                "add [mail] to desk.toml, with `from` and `server`; or have mails written into a folder: --mail-dir DIR"
                    .to_owned()
            }
            UsageError::NothingOut => "to release it: copydesk release; to see where it is: copydesk status".to_owned(),
            UsageError::AllInOne { .. } => "leave -o out: each draft is written into its story's folder".to_owned(),
        }
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UsageError::NoOption { name, output, .. } => write!(f, "{output} has no option `{name}`"),
            UsageError::OptionValue { name, value, .. } => write!(f, "the option `{name}` cannot be `{value}`"),
            UsageError::Absent { path, .. } => {
                write!(f, "cannot read {}: there is no such file or folder", path.display())
            }
            UsageError::Ending { path, .. } => {
                write!(f, "cannot write {}: there is no format with the ending {}", path.display(), ending(path))
            }
            UsageError::OtherFormat { path, asked } => {
                write!(f, "{} ends in {}, and the format asked for is {asked}", path.display(), ending(path))
            }
            UsageError::Unfilled { places } => write!(f, "placeholders would be pasted unseen: {places}"),
            UsageError::NotForTerminal { .. } => f.write_str("a file that is not text is not printed to a terminal"),
            UsageError::AllOfNoStory { path } => {
                write!(f, "`all` needs a story's folder, and {} is not one", path.display())
            }
            UsageError::NoWords { path } => write!(f, "{} has no words", path.display()),
            UsageError::SameName { path } => {
                write!(f, "{} was not measured: another cutting has the same file name", path.display())
            }
            UsageError::NoSentence { name } => {
                write!(f, "the findings of the report have no sentence called {name}")
            }
            UsageError::PluginId { id } => write!(f, "`{}` cannot be the id of a plugin of yours", id.escape_debug()),
            UsageError::About { words } => {
                write!(f, "“{}” cannot be written into the source as it is", words.escape_debug())
            }
            UsageError::Batch { problem, .. } => f.write_str(problem),
            UsageError::NoReleaseTime => f.write_str("no time is given, and brief.toml has none"),
            UsageError::Site { cause, .. } => f.write_str(cause),
            UsageError::NoMail => f.write_str("desk.toml does not say how mail is sent"),
            UsageError::NothingOut => f.write_str("nothing of this text is out, so there is nothing to correct"),
            UsageError::AllInOne { path } => {
                write!(f, "`all` makes several drafts, and {} is one file", path.display())
            }
        }
    }
}

impl From<UsageError> for Error {
    fn from(slip: UsageError) -> Error {
        Error::UsageError(slip)
    }
}

/// Returns the ending, such as ".docx".
fn ending(path: &Path) -> String {
    format!(".{}", path.extension().unwrap_or_default().to_string_lossy())
}

/// Joins endings: ".md, .txt or .html".
fn one_of(endings: &[String]) -> String {
    let all: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    match all.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => all.concat(),
    }
}
