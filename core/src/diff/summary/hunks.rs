//! The lines of a redline as two texts with the places where they differ. Not here: what kind of change it is.

use crate::document::{Line, Mark, Side};
use crate::language::words;
use std::ops::Range;

/// A line, read twice.
#[derive(Debug, Default)]
pub(super) struct Both {
    pub(super) old: String,
    pub(super) new: String,
    pub(super) hunks: Vec<Hunk>,
    /// Whether the line has words that were kept.
    pub(super) has_kept: bool,
    /// What was kept letter for letter: where it stands in the old line and in the new one, and how long it is.
    same: Vec<(usize, usize, usize)>,
}

/// A place where the old and the new line differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

impl Both {
    /// The places of the words that were kept, in the old line and in the new one.
    pub(super) fn kept_words(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        self.same.iter().flat_map(|(old, new, len)| {
            words(&self.new[*new..new + len])
                .map(move |word| (old + word.start..old + word.end, new + word.start..new + word.end))
        })
    }

    pub(super) fn of(line: &Line) -> Both {
        let mut both = Both::default();
        // Signs that were kept between two changes are part of one change.
        let mut open: Option<Hunk> = None;
        for marked in line.runs.iter().filter(|marked| marked.change.side() != Some(Side::From)) {
            let (text, before) = (marked.run.text.as_str(), (both.old.len(), both.new.len()));
            match marked.change.mark {
                Mark::Kept => {
                    if marked.old().text == text {
                        both.same.push((before.0, before.1, text.len()));
                    }
                    both.old.push_str(&marked.old().text);
                    both.new.push_str(text);
                    let has_words = text.contains(char::is_alphanumeric);
                    both.has_kept |= has_words;
                    if has_words || text.contains(['.', '?', '!', ':']) {
                        both.hunks.extend(open.take());
                    }
                    continue;
                }
                Mark::Deleted => both.old.push_str(text),
                Mark::Inserted => both.new.push_str(text),
            }
            let hunk = open.get_or_insert(Hunk { old: before.0..before.0, new: before.1..before.1 });
            hunk.old.end =
                if marked.change.mark == Mark::Deleted { both.old.len() } else { hunk.old.end.max(before.0) };
            hunk.new.end =
                if marked.change.mark == Mark::Inserted { both.new.len() } else { hunk.new.end.max(before.1) };
        }
        both.hunks.extend(open);
        both.hunks.retain(|hunk| {
            let says = |text: &str| text.contains(|c: char| !c.is_whitespace());
            says(&both.old[hunk.old.clone()]) || says(&both.new[hunk.new.clone()])
        });
        both
    }
}
