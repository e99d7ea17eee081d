//! Collects the open changes and the comments of a Word document.

use super::xml::Node;
use crate::document::{ChangeKind, Comment, FilePlace, OpenChange, ReviewMarks};
use std::collections::BTreeMap;

/// Whose change it is, and of what kind: words of the same are one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) kind: ChangeKind,
    author: String,
    date: Option<String>,
}

impl Key {
    /// Returns the author.
    pub(super) fn author(&self) -> &str {
        &self.author
    }

    /// Returns `true` if it is of the same kind and person: Word marks a new row, its cells and the words in them, each
    /// at its own time, and to people that is one change.
    pub(super) fn is_of(&self, other: &Key) -> bool {
        (self.kind, &self.author) == (other.kind, &other.author)
    }

    /// Returns the change that an element of Word's is, if it is one.
    pub(super) fn of(node: &Node) -> Option<Key> {
        let kind = match &*node.name {
            "w:ins" | "w:cellIns" => ChangeKind::Inserted,
            "w:del" | "w:cellDel" => ChangeKind::Deleted,
            "w:moveFrom" => ChangeKind::MovedFrom,
            "w:moveTo" => ChangeKind::MovedTo,
            "w:rPrChange" | "w:pPrChange" | "w:cellMerge" => ChangeKind::Formatted,
            _ => return None,
        };
        let author = node.get("w:author").unwrap_or_default().to_owned();
        Some(Key { kind, author, date: date(node) })
    }
}

/// Returns when it was done. Some programs write an impossible date for an unknown one.
fn date(node: &Node) -> Option<String> {
    node.get("w:date").filter(|date| date.starts_with(|c: char| ('1'..='9').contains(&c))).map(str::to_owned)
}

/// The changes and comments so far.
pub(super) struct ReviewLog {
    marks: ReviewMarks,
    /// The changes that the reader is inside of, the outermost first.
    pub(super) inside: Vec<Key>,
    /// Changes that end where the reader is, and may go on.
    recent: Vec<(Key, usize)>,
    /// The comments of the file, by id.
    comments: BTreeMap<String, Comment>,
    /// The ids of comments that answer others, each with that of the other.
    answers: BTreeMap<String, String>,
    /// The ids of the comments that were met.
    ids: Vec<String>,
    /// Comments whose words are being read.
    about: Vec<(String, usize)>,
}

/// What is said of a comment by the name of its last paragraph.
struct Thread {
    answers: Option<String>,
    is_closed: bool,
}

/// The attribute that names a paragraph.
const PARAGRAPH: &str = "other:paraId";

fn threads(more: &Node) -> BTreeMap<String, Thread> {
    let thread = |node: &Node| {
        let is_closed = node.get("other:done").is_some_and(|done| ["1", "true"].contains(&done));
        let answers = node.get("other:paraIdParent").map(str::to_owned);
        Some((node.get(PARAGRAPH)?.to_owned(), Thread { answers, is_closed }))
    };
    more.nodes().filter_map(thread).collect()
}

/// Returns the names of a comment's paragraphs, each with the id of the comment.
fn names(comment: &Node) -> impl Iterator<Item = (&str, &str)> {
    let id = comment.get("w:id").unwrap_or_default();
    comment.nodes().filter_map(|node| node.get(PARAGRAPH)).map(move |name| (name, id))
}

impl ReviewLog {
    /// `more` says which comments answer others, and which are closed.
    pub(super) fn new(comments: Option<&Node>, more: Option<&Node>) -> ReviewLog {
        let threads = more.map(threads).unwrap_or_default();
        let comment = |node: &Node| {
            let name = node.nodes().filter_map(|node| node.get(PARAGRAPH)).last().unwrap_or_default();
            let thread = threads.get(name);
            let comment = Comment {
                author: node.get("w:author").unwrap_or_default().to_owned(),
                date: date(node),
                text: node.words(),
                about: String::new(),
                place: FilePlace::File,
                answers: None,
                is_closed: thread.is_some_and(|thread| thread.is_closed),
            };
            (node.get("w:id").unwrap_or_default().to_owned(), comment)
        };
        let ids: BTreeMap<&str, &str> = comments.into_iter().flat_map(Node::nodes).flat_map(names).collect();
        let answer = |(name, thread): (&String, &Thread)| {
            let parent = ids.get(thread.answers.as_deref()?)?;
            Some(((*ids.get(name.as_str())?).to_owned(), (*parent).to_owned()))
        };
        ReviewLog {
            answers: threads.iter().filter_map(answer).collect(),
            ids: Vec::new(),
            marks: ReviewMarks::default(),
            inside: Vec::new(),
            recent: Vec::new(),
            comments: comments.map(|part| part.nodes().map(comment).collect()).unwrap_or_default(),
            about: Vec::new(),
        }
    }

    /// Enters changes, some of which may have been entered already. The reader leaves them by truncating `inside`.
    pub(super) fn enter(&mut self, changes: impl IntoIterator<Item = Key>) {
        for key in changes {
            if !self.inside.iter().any(|known| known.is_of(&key)) {
                self.inside.push(key);
            }
        }
    }

    /// Records words, whether they are there in this view or not.
    pub(super) fn words(&mut self, words: &str, is_there: bool, place: &FilePlace) {
        if is_there {
            for (_, number) in &self.about {
                self.marks.comments[*number].about.push_str(words);
            }
        }
        if self.inside.is_empty() {
            self.recent.clear();
        }
        for key in self.inside.clone() {
            self.change(&key, words, place);
        }
    }

    /// Returns the number of the innermost change that the reader is inside of, once words of it were met.
    pub(super) fn current(&self) -> Option<usize> {
        let innermost = self.inside.last()?;
        self.recent.iter().find(|(key, _)| key == innermost).map(|(_, number)| *number)
    }

    /// Records a change of formatting.
    pub(super) fn looks(&mut self, node: &Node, words: &str, place: &FilePlace) {
        if let Some(key) = Key::of(node) {
            self.change(&key, words, place);
        }
    }

    /// Records a change of formatting that Word marks as something else.
    pub(super) fn change_looks(&mut self, key: &Key, words: &str, place: &FilePlace) {
        self.change(&Key { kind: ChangeKind::Formatted, ..key.clone() }, words, place);
    }

    /// Records the end of a paragraph, and the changes to it.
    pub(super) fn paragraph(&mut self, changes: &[Key], place: &FilePlace) {
        for (_, number) in &self.about {
            self.marks.comments[*number].about.push(' ');
        }
        self.recent.retain(|(key, _)| changes.contains(key));
        for key in changes {
            self.change(key, "\n", place);
        }
    }

    fn change(&mut self, key: &Key, words: &str, place: &FilePlace) {
        let known = self.recent.iter().find(|(known, _)| known == key).map(|(_, number)| *number);
        let number = known.unwrap_or_else(|| {
            let (author, date) = (key.author.clone(), key.date.clone());
            let change = OpenChange { kind: key.kind, author, date, text: String::new(), place: place.clone() };
            self.marks.changes.push(change);
            self.recent.push((key.clone(), self.marks.changes.len() - 1));
            self.marks.changes.len() - 1
        });
        self.marks.changes[number].text.push_str(words);
    }

    /// Begins the words of a comment.
    pub(super) fn comment_start(&mut self, id: &str, place: &FilePlace) {
        if let Some(comment) = self.comments.remove(id) {
            self.marks.comments.push(Comment { place: place.clone(), ..comment });
            self.ids.push(id.to_owned());
            self.about.push((id.to_owned(), self.marks.comments.len() - 1));
        }
    }

    /// Ends the words of a comment.
    pub(super) fn comment_end(&mut self, id: &str) {
        self.about.retain(|(known, _)| known != id);
    }

    /// Returns everything collected, with comments on no words at the end.
    pub(super) fn finish(mut self) -> ReviewMarks {
        for (id, comment) in self.comments {
            self.ids.push(id);
            self.marks.comments.push(comment);
        }
        for (comment, id) in self.marks.comments.iter_mut().zip(&self.ids) {
            let parent = self.answers.get(id);
            comment.answers = parent.and_then(|parent| self.ids.iter().position(|id| id == parent));
        }
        for change in &mut self.marks.changes {
            change.text = change.text.trim_matches('\n').to_owned();
        }
        for comment in &mut self.marks.comments {
            comment.about = comment.about.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.marks
    }
}
