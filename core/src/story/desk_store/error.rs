//! What can go wrong in a review and with its store. Nothing has been changed then.

use super::made_files::MadeFileError;
use crate::document::VersionId;
use crate::review::{Bar, Held, Refused, TargetId};
use crate::store::StoreError;
use crate::target::TargetError;
use crate::text::{argument, nearest, printable};
use jiff::civil::Date;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a step of a review was not done.
#[derive(Debug)]
pub enum ReviewError {
    /// The store cannot be used.
    Store(StoreError),
    /// The store does not have the event that was noted as its last, and a copy next to it has.
    Apart {
        /// The error of the store.
        error: StoreError,
        /// The copy.
        copy: PathBuf,
    },
    /// A copy of a record has no event in common with the desk's, and is about another council.
    OtherDesk {
        /// The copy.
        path: PathBuf,
        /// The desk's council.
        council: String,
    },
    /// The rules do not let it happen.
    Refused {
        /// The text.
        text: String,
        /// The reason.
        why: Refused,
    },
    /// No person was named, or the desk has none with that id.
    NoPerson {
        /// The id.
        id: Option<String>,
        /// The people of the desk: id and name.
        known: Vec<(String, String)>,
    },
    /// The version that a person read has no such sentence.
    NoSentence {
        /// The words.
        sentence: String,
    },
    /// Somebody else has saved a draft since a person began to edit it.
    SavedInBetween {
        /// The draft.
        path: PathBuf,
    },
    /// The draft does not exist.
    NoDraft {
        /// The file it would be.
        path: PathBuf,
        /// The output.
        output: String,
        /// The story's folder.
        story: PathBuf,
    },
    /// There is no approved version to compare a draft with.
    NoApproved {
        /// The output.
        output: String,
        /// The council.
        council: String,
        /// Whether it is the desk's own.
        is_own: bool,
    },
    /// A person signs without saying which version they have read.
    WhichVersion {
        /// The draft.
        path: PathBuf,
        /// The version that waits for sign-offs.
        version: VersionId,
    },
    /// The path given is not a text of a story.
    NotADraft {
        /// The path.
        path: PathBuf,
    },
    /// Something holds the text back, and no reason was given to go on.
    Held {
        /// The draft.
        path: PathBuf,
        /// What holds it back.
        held: Held,
    },
    /// The gate does not let the text out.
    Barred {
        /// The text.
        text: String,
        /// Everything that is in the way.
        bars: Vec<Bar>,
    },
    /// The desk has no such target.
    NoTarget {
        /// The id.
        id: TargetId,
        /// The targets that it has.
        known: Vec<String>,
    },
    /// A target did not do what it was asked for.
    Target {
        /// The target.
        id: TargetId,
        /// The reason.
        why: TargetError,
    },
    /// A text without words.
    NoWords {
        /// The file.
        path: PathBuf,
    },
    /// The file that a text describes cannot be used.
    File(MadeFileError),
    /// A file is like no version and no draft of the desk.
    NoVersionLike {
        /// The file.
        path: PathBuf,
        /// With how many versions and drafts it was compared.
        of: usize,
    },
    /// There is no such version.
    NoVersion {
        /// The name given.
        id: String,
    },
    /// The version was not added as approved outside copydesk.
    NotOnRecord {
        /// The name given.
        id: String,
    },
    /// Several versions begin so.
    ManyVersions {
        /// The name given.
        id: String,
        /// The versions.
        versions: Vec<VersionId>,
    },
    /// The store was verified, and faults were found, which were reported one by one.
    Found {
        /// How many prove a change; the others mean that none can be ruled out.
        proofs: usize,
    },
    /// A file to be added as approved has open changes.
    OpenChanges {
        /// The file.
        path: PathBuf,
        /// The number of open changes.
        count: usize,
    },
    /// A day that has not come.
    Future {
        /// The day.
        day: Date,
    },
}

impl ReviewError {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            ReviewError::Store(error) => error.hint(),
            ReviewError::Apart { copy, .. } => {
                format!("join the two: copydesk log --merge {} --as PERSON", argument(copy))
            }
            ReviewError::OtherDesk { .. } => "give a copy of this desk's store.db".to_owned(),
            ReviewError::Refused { why, .. } => why.hint(),
            ReviewError::NoPerson { id, known } => no_person(id.as_deref(), known),
            ReviewError::NoDraft { output, story, .. } => {
                format!("draft it: copydesk draft {output} {}", argument(story))
            }
            ReviewError::NoApproved { output, council, is_own } => {
                let of = if *is_own { String::new() } else { format!(" --council {}", argument(Path::new(council))) };
                format!(
                    "add the last one: copydesk approve FILE --output {output}{of}\nor compare two files: copydesk diff OLD NEW"
                )
            }
            ReviewError::WhichVersion { path, version } => format!(
                "read it: copydesk diff {}, or copydesk export {version}\nthen sign it: add --version {version}",
                argument(path),
                version = version.short()
            ),
            ReviewError::NoSentence { .. } => "open the page again, and answer what is there now".to_owned(),
            ReviewError::SavedInBetween { .. } => "compare both texts, and save what should stay".to_owned(),
            ReviewError::NotADraft { .. } => {
                "name the draft, such as my-story/press-release.md, or the story's folder and the output".to_owned()
            }
            ReviewError::Held { path, .. } => format!(
                "see each with what its source says: copydesk check {}\nto go on all the same, with a reason that is recorded: add --despite \"REASON\"",
                argument(path)
            ),
            ReviewError::Barred { bars, .. } => {
                let mut hints: Vec<String> = bars.iter().map(Bar::hint).collect();
                hints.dedup();
                hints.join("\n")
            }
            ReviewError::NoTarget { known, .. } => no_target(known),
            ReviewError::Target { why, .. } => why.hint(),
            ReviewError::File(error) => error.hint(),
            ReviewError::NoWords { .. } => "look whether it is the right file, and what of it was not read".to_owned(),
            ReviewError::NotOnRecord { .. } => {
                "to withdraw a story's text, name its draft, such as my-story/press-release.md".to_owned()
            }
            ReviewError::NoVersionLike { .. } => {
                "name the desk that it is from with --desk, or compare two texts: copydesk diff ONE OTHER".to_owned()
            }
            ReviewError::NoVersion { .. } => "to see all versions: copydesk log".to_owned(),
            ReviewError::ManyVersions { .. } => "give more digits".to_owned(),
            ReviewError::Found { .. } => {
                "restore `store.db` and `store.head`, or `plugins.lock`, from a backup, and check who can write to the desk's \
                 folder"
                    .to_owned()
            }
            ReviewError::OpenChanges { .. } => {
                "accept or reject them in Word, save the file and run the command again; copydesk cannot tell which words were approved"
                    .to_owned()
            }
            ReviewError::Future { .. } => "give the day on which the text was approved".to_owned(),
        }
    }
}

impl fmt::Display for ReviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReviewError::Store(error) => error.fmt(f),
            ReviewError::Apart { error, copy } => write!(f, "{error}; {} has it", copy.display()),
            ReviewError::OtherDesk { path, council } => write!(
                f,
                "{} has no event in common with this desk's record, and is not about {council}",
                path.display()
            ),
            ReviewError::Refused { text, why } => write!(f, "{text}: {why}"),
            ReviewError::NoPerson { id: Some(id), .. } => {
                write!(f, "no one in desk.toml has the id `{}`", id.escape_debug())
            }
            ReviewError::NoPerson { id: None, .. } => f.write_str("tell copydesk who you are"),
            ReviewError::NoDraft { path, .. } => write!(f, "there is no draft {}", path.display()),
            ReviewError::NoApproved { output, council, .. } => {
                write!(f, "there is no approved {output} for {council} to compare with")
            }
            ReviewError::WhichVersion { version, .. } => {
                write!(f, "say which version you have read: version {} waits for sign-offs", version.short())
            }
            ReviewError::NoSentence { sentence } => write!(f, "the text has no sentence “{sentence}”"),
            ReviewError::SavedInBetween { path } => write!(f, "somebody else has saved {}", path.display()),
            ReviewError::NotADraft { path } => write!(f, "{} is not a draft in a story", path.display()),
            ReviewError::Held { path, held } => {
                write!(f, "{} must not go out as it is: {held}", path.display())?;
                lines(f, held)
            }
            ReviewError::Barred { text, bars } => {
                if let [bar] = &bars[..] {
                    return write!(f, "{text} cannot go out: {bar}");
                }
                write!(f, "{text} cannot go out, for {} reasons:", bars.len())?;
                bars.iter().try_for_each(|bar| f.write_str(&format!("\n- {bar}")))
            }
            ReviewError::NoTarget { id, .. } => write!(f, "the desk has no target `{}`", id.0.escape_debug()),
            ReviewError::Target { id, why } => write!(f, "`{id}` has not got it: {why}"),
            ReviewError::File(error) => error.fmt(f),
            ReviewError::NoWords { path } => write!(f, "{} is empty", path.display()),
            ReviewError::NotOnRecord { id } => {
                write!(f, "version `{}` was not added with copydesk approve", id.escape_debug())
            }
            ReviewError::NoVersionLike { path, of } => write!(f, "{} is like none of {of} texts", path.display()),
            ReviewError::NoVersion { id } => write!(f, "there is no version `{}`", id.escape_debug()),
            ReviewError::ManyVersions { id, versions } => {
                let versions: Vec<&str> = versions.iter().map(VersionId::short).collect();
                write!(f, "`{id}` matches several versions: {}", versions.join(", "))
            }
            ReviewError::Found { proofs: 0 } => {
                f.write_str("copydesk cannot rule out that the record was changed outside it")
            }
            ReviewError::Found { .. } => f.write_str("the record was changed outside copydesk"),
            ReviewError::OpenChanges { path, count } => {
                let are = if *count == 1 { "change is" } else { "changes are" };
                write!(f, "{count} {are} still open in {}", path.display())
            }
            ReviewError::Future { day } => write!(f, "{day} is in the future"),
        }
    }
}

fn no_person(id: Option<&str>, known: &[(String, String)]) -> String {
    if known.is_empty() {
        return "add the people who write and sign to desk.toml, under [[people]]".to_owned();
    }
    let meant = id.and_then(|id| nearest(id, known.iter().map(|(id, _)| id.as_str())));
    let meant = meant.map(|id| format!("did you mean `{id}`?\n")).unwrap_or_default();
    let people: Vec<String> = known.iter().map(|(id, name)| format!("`{id}` ({name})")).collect();
    format!("{meant}add --as PERSON, or set COPYDESK_PERSON; the people in this desk: {}", people.join(", "))
}

fn no_target(known: &[String]) -> String {
    match known {
        [] => "add it to desk.toml, under [[targets]]".to_owned(),
        known => format!("the targets in this desk: {}", known.join(", ")),
    }
}

/// Lists what holds a text back, one line each, up to a number that people still read.
fn lines(f: &mut fmt::Formatter<'_>, held: &Held) -> fmt::Result {
    const SHOWN: usize = 10;
    let places = held.places.iter().map(|place| format!("{place} is to be filled in"));
    let all: Vec<String> = held.errors.iter().cloned().chain(places).collect();
    all.iter().take(SHOWN).try_for_each(|line| write!(f, "\n  {}", printable(line).replace('\n', " ")))?;
    match all.len().checked_sub(SHOWN) {
        Some(more @ 1..) => write!(f, "\n  and {more} more"),
        _ => Ok(()),
    }
}

impl std::error::Error for ReviewError {}
