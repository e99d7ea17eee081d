//! The lines of a redline as two texts with the places where they differ. Not here: what kind of change it is.

use crate::document::{Line, Mark, Side};
use crate::language::words;
use crate::text::Span;

/// A line, read twice.
#[derive(Debug, Default)]
pub(super) struct Both {
    pub(super) old: String,
    pub(super) new: String,
    pub(super) hunks: Vec<Hunk>,
    /// Whether the line has words that were kept.
    pub(super) has_kept: bool,
    /// Where each run of the line begins in the old text and in the new one.
    pub(super) runs: Vec<(usize, usize)>,
    /// What was kept letter for letter: where it stands in the old line and in the new one, and how long it is.
    same: Vec<(usize, usize, usize)>,
}

/// A place where the old and the new line differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) old: Span,
    pub(super) new: Span,
}

impl Both {
    /// The places of the words that were kept, in the old line and in the new one.
    pub(super) fn kept_words(&self) -> impl Iterator<Item = (Span, Span)> {
        self.same
            .iter()
            .flat_map(|(old, new, len)| words(&self.new[*new..new + len]).map(move |word| (word + *old, word + *new)))
    }

    /// Whether a part of the old text and one of the new text have something in common that was kept.
    pub(super) fn have_kept(&self, old: Span, new: Span) -> bool {
        let first = self.same.partition_point(|(was, _, len)| was + len <= old.start);
        let mut kept = self.same[first..].iter().take_while(|(was, ..)| *was < old.end);
        kept.any(|(was, now, len)| {
            let (from, to) = (old.start.max(*was) - was, old.end.min(was + len) - was);
            now + from < new.end && new.start < now + to
        })
    }

    pub(super) fn of(line: &Line) -> Both {
        let mut both = Both::default();
        // Signs that were kept between two changes are part of one change.
        let mut open: Option<Hunk> = None;
        for marked in &line.runs {
            let (text, before) = (marked.run.text.as_str(), (both.old.len(), both.new.len()));
            both.runs.push(before);
            if marked.change.side() == Some(Side::From) {
                continue;
            }
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
            let hunk = open.get_or_insert(Hunk { old: Span::at(before.0), new: Span::at(before.1) });
            hunk.old.end =
                if marked.change.mark == Mark::Deleted { both.old.len() } else { hunk.old.end.max(before.0) };
            hunk.new.end =
                if marked.change.mark == Mark::Inserted { both.new.len() } else { hunk.new.end.max(before.1) };
        }
        both.hunks.extend(open);
        both.hunks.retain(|hunk| {
            let says = |text: &str| text.contains(|c: char| !c.is_whitespace());
            says(&both.old[hunk.old]) || says(&both.new[hunk.new])
        });
        both
    }
}

impl Hunk {
    /// The change in parts: what stands before a quotation that both sides of it cut into, what stands in it, and what stands
    /// behind it.
    pub(super) fn at_marks(self, old: &[Span], new: &[Span]) -> Vec<Hunk> {
        let quote = |part: Span, quotes: &[Span]| {
            let first = quotes.partition_point(|quote| quote.end <= part.start);
            quotes.get(first).and_then(|quote| quote.intersection(part))
        };
        let (Some(was), Some(is)) = (quote(self.old, old), quote(self.new, new)) else { return vec![self] };
        let part = |old: (usize, usize), new: (usize, usize)| Hunk {
            old: Span::new(old.0, old.1),
            new: Span::new(new.0, new.1),
        };
        let parts = [
            part((self.old.start, was.start), (self.new.start, is.start)),
            Hunk { old: was, new: is },
            part((was.end, self.old.end), (is.end, self.new.end)),
        ];
        parts.into_iter().filter(|part| !part.old.is_empty() || !part.new.is_empty()).collect()
    }
}
