//! What other people left in a text beside its words: changes that nobody has accepted or rejected yet, and comments. Not
//! here: what our own comparison found (`redline`).

use super::FilePlace;
use std::fmt;

/// Characters of a change that its line shows.
const SHOWN: usize = 60;

/// The open changes and the comments of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewMarks {
    /// The open changes, in reading order.
    pub changes: Vec<OpenChange>,
    /// The comments, in the order of the words they are about.
    pub comments: Vec<Comment>,
}

/// A change that somebody made with the tracking of changes switched on, and nobody has accepted or rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenChange {
    /// What was done.
    pub kind: ChangeKind,
    /// Who did it; empty where the file does not say.
    pub author: String,
    /// When, as the file says it, such as `2026-06-01T09:30:00Z`.
    pub date: Option<String>,
    /// The words; none where only the end of a paragraph was changed.
    pub text: String,
    /// Where.
    pub place: FilePlace,
}

/// What an open change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Words were put in.
    Inserted,
    /// Words were taken out.
    Deleted,
    /// Words stood here and were moved away.
    MovedFrom,
    /// Words were moved here.
    MovedTo,
    /// Looks were changed: emphasis, a style.
    Formatted,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Who wrote it; empty where the file does not say.
    pub author: String,
    /// When, as the file says it.
    pub date: Option<String>,
    /// What it says.
    pub text: String,
    /// The words it is about.
    pub about: String,
    /// Where they stand.
    pub place: FilePlace,
    /// The comment of the same file that it answers, by its place among them.
    pub answers: Option<usize>,
    /// Whether somebody has closed it.
    pub is_closed: bool,
}

impl ChangeKind {
    /// Whether the words are there once every change is accepted.
    pub fn is_new(self) -> bool {
        !matches!(self, ChangeKind::Deleted | ChangeKind::MovedFrom)
    }

    /// Whether the words are there once every change is rejected.
    pub fn is_old(self) -> bool {
        !matches!(self, ChangeKind::Inserted | ChangeKind::MovedTo)
    }
}

/// On one line: where, what, which words; not who and when.
impl fmt::Display for OpenChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ChangeKind::Inserted => "put in",
            ChangeKind::Deleted => "taken out",
            ChangeKind::MovedFrom => "moved away",
            ChangeKind::MovedTo => "moved here",
            ChangeKind::Formatted => "other looks for",
        };
        let words: String = self.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match (words.as_str(), words.char_indices().nth(SHOWN)) {
            ("", _) => write!(f, "{}: {what} the end of a paragraph", self.place),
            (words, Some((end, _))) => write!(f, "{}: {what} “{}…”", self.place, &words[..end]),
            (words, None) => write!(f, "{}: {what} “{words}”", self.place),
        }
    }
}
