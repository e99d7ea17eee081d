//! A stretch of a line: which words were kept, deleted and inserted, made into runs. What stands between words goes with
//! the words that it belongs to, and a sign that only changed its shape is no change. Not here: which words they are.

use super::side::{Atom, Side};
use crate::document::{Change, Mark, Marked, Move, Run};
use std::ops::Range;

/// Words of a line, in its order.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// As many of the old as of the new document.
    Kept(Range<usize>, Range<usize>),
    Deleted(Range<usize>),
    Inserted(Range<usize>),
    /// The end of leaves, which may hold nothing but white space.
    Blank {
        old: Option<usize>,
        new: Option<usize>,
    },
}

/// The parts of a line that are not yet written.
#[derive(Default)]
pub(super) struct Stretch {
    parts: Vec<Part>,
    /// The passage that they belong to.
    pub(super) moved: Option<Move>,
}

impl Stretch {
    pub(super) fn add(&mut self, part: Part) {
        match (self.parts.last_mut(), part) {
            (_, Part::Deleted(words) | Part::Inserted(words)) if words.is_empty() => {}
            (Some(Part::Deleted(last)), Part::Deleted(words)) | (Some(Part::Inserted(last)), Part::Inserted(words))
                if last.end == words.start =>
            {
                last.end = words.end;
            }
            (_, part) => self.parts.push(part),
        }
    }

    /// Writes all parts as runs.
    pub(super) fn write(&mut self, old: &Side<'_>, new: &Side<'_>, runs: &mut Vec<Marked>) {
        let parts = std::mem::take(&mut self.parts);
        let mut pen = Pen { old, new, moved: self.moved, runs, same: None, last: None };
        let mut at = 0;
        while at < parts.len() {
            match (&parts[at], parts.get(at + 1)) {
                (Part::Kept(a, b), _) => pen.words(a.clone(), b.clone()),
                (Part::Deleted(a), Some(Part::Inserted(b))) => {
                    pen.replaced(a, b);
                    at += 1;
                }
                (Part::Deleted(a), _) => pen.deleted(a),
                (Part::Inserted(b), _) => pen.inserted(b),
                (Part::Blank { old, new }, _) => pen.blank(*old, *new),
            }
            at += 1;
        }
        pen.tail();
        pen.flush();
    }
}

/// A part of a leaf's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    leaf: usize,
    start: usize,
    end: usize,
}

struct Pen<'a, 'b> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    moved: Option<Move>,
    runs: &'b mut Vec<Marked>,
    /// What both documents have letter for letter and is not yet written.
    same: Option<(Span, Span)>,
    /// The last word that was kept, while what hangs on it is not yet written.
    last: Option<(usize, usize)>,
}

impl Pen<'_, '_> {
    fn words(&mut self, old: Range<usize>, new: Range<usize>) {
        for (i, j) in old.zip(new) {
            self.tail();
            let (a, b) = (self.old.atoms[i], self.new.atoms[j]);
            self.kept(head(a), head(b));
            self.kept(word(a), word(b));
            self.last = Some((i, j));
        }
    }

    /// Writes what hangs on the last word that was kept.
    fn tail(&mut self) {
        if let Some((i, j)) = self.last.take() {
            self.kept(tail(self.old.atoms[i]), tail(self.new.atoms[j]));
        }
    }

    /// Writes words in place of others; the signs around them stay.
    fn replaced(&mut self, old: &Range<usize>, new: &Range<usize>) {
        self.tail();
        let (first, last) = (self.old.atoms[old.start], self.old.atoms[old.end - 1]);
        let (new_first, new_last) = (self.new.atoms[new.start], self.new.atoms[new.end - 1]);
        let opens_alike = self.old_text(head(first)) == self.new_text(head(new_first));
        let start = |atom: Atom| if opens_alike { atom.word.0 } else { atom.start };
        if opens_alike {
            self.kept(head(first), head(new_first));
        }
        self.delete(Span { leaf: first.leaf, start: start(first), end: last.word.1 });
        self.insert(Span { leaf: new_first.leaf, start: start(new_first), end: new_last.word.1 });
        self.kept(tail(last), tail(new_last));
    }

    /// Writes words that are gone. If the sign before them is another now, it is that behind them as a rule.
    fn deleted(&mut self, old: &Range<usize>) {
        let (first, last) = (self.old.atoms[old.start], self.old.atoms[old.end - 1]);
        let all = Span { leaf: first.leaf, start: first.start, end: last.end };
        let Some((i, j)) = self.last.filter(|(i, _)| i + 1 == old.start && self.old.atoms[*i].leaf == first.leaf)
        else {
            self.tail();
            return self.delete(all);
        };
        let (before, now) = (tail(self.old.atoms[i]), tail(self.new.atoms[j]));
        let (sign, sign_now) = (self.old_text(before), self.new_text(now));
        if let Some(rest) = sign.strip_prefix(sign_now).map(str::len) {
            self.last = None;
            self.kept(Span { end: before.end - rest, ..before }, now);
            self.delete(Span { start: before.end - rest, ..all });
        } else if self.old_text(tail(last)) == sign_now {
            self.last = None;
            self.delete(Span { leaf: all.leaf, start: before.start, end: last.word.1 });
            self.kept(tail(last), now);
        } else {
            self.tail();
            self.delete(all);
        }
    }

    /// Writes words that are new, in the same way.
    fn inserted(&mut self, new: &Range<usize>) {
        let (first, last) = (self.new.atoms[new.start], self.new.atoms[new.end - 1]);
        let all = Span { leaf: first.leaf, start: first.start, end: last.end };
        let Some((i, j)) = self.last.filter(|(_, j)| j + 1 == new.start && self.new.atoms[*j].leaf == first.leaf)
        else {
            self.tail();
            return self.insert(all);
        };
        let (before, now) = (tail(self.old.atoms[i]), tail(self.new.atoms[j]));
        let (sign, sign_now) = (self.old_text(before), self.new_text(now));
        if let Some(rest) = sign_now.strip_prefix(sign).map(str::len) {
            self.last = None;
            self.kept(before, Span { end: now.end - rest, ..now });
            self.insert(Span { start: now.end - rest, ..all });
        } else if self.new_text(tail(last)) == sign {
            self.last = None;
            self.insert(Span { leaf: all.leaf, start: now.start, end: last.word.1 });
            self.kept(before, tail(last));
        } else {
            self.tail();
            self.insert(all);
        }
    }

    /// Writes the white space of leaves without words.
    fn blank(&mut self, old: Option<usize>, new: Option<usize>) {
        self.tail();
        let all = |side: &Side<'_>, leaf: usize| Span { leaf, start: 0, end: side.texts[leaf].len() };
        let is_blank = |side: &Side<'_>, leaf: &usize| side.words_of(*leaf).is_empty();
        let old = old.filter(|leaf| is_blank(self.old, leaf)).map(|leaf| all(self.old, leaf));
        let new = new.filter(|leaf| is_blank(self.new, leaf)).map(|leaf| all(self.new, leaf));
        match (old, new) {
            (Some(old), Some(new)) => self.kept(old, new),
            (Some(old), None) => self.delete(old),
            (None, Some(new)) => self.insert(new),
            (None, None) => {}
        }
    }

    fn old_text(&self, span: Span) -> &str {
        &self.old.texts[span.leaf][span.start..span.end]
    }

    fn new_text(&self, span: Span) -> &str {
        &self.new.texts[span.leaf][span.start..span.end]
    }

    /// Writes what was kept; where the two differ, it is the same in another shape.
    fn kept(&mut self, old: Span, new: Span) {
        if self.old_text(old) == self.new_text(new) {
            match &mut self.same {
                Some((a, b)) if (a.leaf, a.end, b.leaf, b.end) == (old.leaf, old.start, new.leaf, new.start) => {
                    (a.end, b.end) = (old.end, new.end);
                }
                _ => {
                    self.flush();
                    self.same = Some((old, new));
                }
            }
            return;
        }
        self.flush();
        let (mut before, mut now) = (slices(self.old, old).into_iter(), slices(self.new, new).into_iter());
        loop {
            match (before.next(), now.next()) {
                (None, None) => break,
                (was, run) => self.push(run.unwrap_or_default(), Mark::Kept, Some(was.unwrap_or_default())),
            }
        }
    }

    /// Writes what both have letter for letter, cut where the look of either changes.
    fn flush(&mut self) {
        let Some((old, new)) = self.same.take() else { return };
        let (mut before, mut now) = (slices(self.old, old).into_iter(), slices(self.new, new).into_iter());
        let (mut was, mut run) = (before.next(), now.next());
        while let (Some(mut a), Some(mut b)) = (was.take(), run.take()) {
            let len = a.text.len().min(b.text.len());
            let (rest_a, rest_b) = (a.text.split_off(len), b.text.split_off(len));
            let (next_a, next_b) = (Run { text: rest_a, ..a.clone() }, Run { text: rest_b, ..b.clone() });
            // Where words come from is no look: the new document's origin stands for both.
            let same = (a.strong, a.emphasis, &a.link) == (b.strong, b.emphasis, &b.link);
            self.push(b, Mark::Kept, (!same).then_some(a));
            was = if next_a.text.is_empty() { before.next() } else { Some(next_a) };
            run = if next_b.text.is_empty() { now.next() } else { Some(next_b) };
        }
    }

    fn delete(&mut self, span: Span) {
        self.flush();
        for run in slices(self.old, span) {
            self.push(run, Mark::Deleted, None);
        }
    }

    fn insert(&mut self, span: Span) {
        self.flush();
        for run in slices(self.new, span) {
            self.push(run, Mark::Inserted, None);
        }
    }

    fn push(&mut self, run: Run, mark: Mark, was: Option<Run>) {
        let change = Change { mark, moved: self.moved };
        match self.runs.last_mut() {
            Some(last)
                if last.change == change && last.was.is_none() && was.is_none() && looks_like(&last.run, &run) =>
            {
                last.run.text.push_str(&run.text);
            }
            _ => self.runs.push(Marked { run, change, was }),
        }
    }
}

fn looks_like(one: &Run, other: &Run) -> bool {
    (one.strong, one.emphasis, &one.link, &one.origin) == (other.strong, other.emphasis, &other.link, &other.origin)
}

fn head(atom: Atom) -> Span {
    Span { leaf: atom.leaf, start: atom.start, end: atom.word.0 }
}

fn word(atom: Atom) -> Span {
    Span { leaf: atom.leaf, start: atom.word.0, end: atom.word.1 }
}

fn tail(atom: Atom) -> Span {
    Span { leaf: atom.leaf, start: atom.word.1, end: atom.end }
}

/// The runs of a part of a leaf.
fn slices(side: &Side<'_>, span: Span) -> Vec<Run> {
    let ends = &side.run_ends[span.leaf];
    let runs = side.leaves[span.leaf].runs;
    let first = ends.partition_point(|end| *end <= span.start);
    let mut found = Vec::new();
    for (run, end) in runs[first..].iter().zip(&ends[first..]) {
        let start = end - run.text.len();
        if start >= span.end {
            break;
        }
        let text = &run.text[span.start.max(start) - start..span.end.min(*end) - start];
        if !text.is_empty() {
            let look =
                Run { text: text.to_owned(), link: run.link.clone(), origin: run.origin.clone(), ..Run::default() };
            found.push(Run { strong: run.strong, emphasis: run.emphasis, ..look });
        }
    }
    found
}
