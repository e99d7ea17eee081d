//! A stretch of a line: which words were kept, deleted and inserted, made into runs. What stands between words goes with
//! the words that it belongs to, and a sign that only changed its shape is no change. Not here: which words they are.

use super::side::{Atom, Side};
use crate::document::{Change, Mark, Marked, Move, Run};
use crate::language::TokenRange;
use crate::text::{Span, TextSpan};

/// Words of a line, in its order.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// As many of the old as of the new document.
    Kept(TokenRange, TokenRange),
    Deleted(TokenRange),
    Inserted(TokenRange),
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
                (Part::Kept(a, b), _) => pen.words(*a, *b),
                (Part::Deleted(a), Some(Part::Inserted(b))) => {
                    pen.replaced(*a, *b);
                    at += 1;
                }
                (Part::Deleted(a), _) => pen.deleted(*a),
                (Part::Inserted(b), _) => pen.inserted(*b),
                (Part::Blank { old, new }, _) => pen.blank(*old, *new),
            }
            at += 1;
        }
        pen.tail();
        pen.flush();
    }
}

struct Pen<'a, 'b> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    moved: Option<Move>,
    runs: &'b mut Vec<Marked>,
    /// What both documents have letter for letter and is not yet written.
    same: Option<(TextSpan, TextSpan)>,
    /// The last word that was kept, while what hangs on it is not yet written.
    last: Option<(usize, usize)>,
}

impl Pen<'_, '_> {
    fn words(&mut self, old: TokenRange, new: TokenRange) {
        let (a, b) = (all(self.old, old), all(self.new, new));
        if let (Some(a), Some(b)) = (a, b)
            && self.old_text(a) == self.new_text(b)
        {
            self.tail();
            self.kept(a, b);
            self.last = Some((old.end - 1, new.end - 1));
            return;
        }
        for (i, j) in (old.start..old.end).zip(new.start..new.end) {
            self.tail();
            let (a, b) = (self.old.atoms[i], self.new.atoms[j]);
            self.kept(a.head(), b.head());
            self.kept(a.word(), b.word());
            self.last = Some((i, j));
        }
    }

    /// Writes what hangs on the last word that was kept.
    fn tail(&mut self) {
        if let Some((i, j)) = self.last.take() {
            self.kept(self.old.atoms[i].tail(), self.new.atoms[j].tail());
        }
    }

    /// Writes words in place of others; the signs around them stay.
    fn replaced(&mut self, old: TokenRange, new: TokenRange) {
        self.tail();
        let (first, last) = (self.old.atoms[old.start], self.old.atoms[old.end - 1]);
        let (new_first, new_last) = (self.new.atoms[new.start], self.new.atoms[new.end - 1]);
        let opens_alike = self.old_text(first.head()) == self.new_text(new_first.head());
        let from = |atom: Atom| if opens_alike { atom.word() } else { atom.whole() };
        if opens_alike {
            self.kept(first.head(), new_first.head());
        }
        self.delete(from(first).with_end(last.word().span.end));
        self.insert(from(new_first).with_end(new_last.word().span.end));
        self.kept(last.tail(), new_last.tail());
    }

    /// Writes words that are gone. If the sign before them is another now, it is that behind them as a rule.
    fn deleted(&mut self, old: TokenRange) {
        let (first, last) = (self.old.atoms[old.start], self.old.atoms[old.end - 1]);
        let all = first.whole().with_end(last.whole().span.end);
        let Some((i, j)) =
            self.last.filter(|(i, _)| i + 1 == old.start && self.old.atoms[*i].word().block == all.block)
        else {
            self.tail();
            return self.delete(all);
        };
        let (before, now) = (self.old.atoms[i].tail(), self.new.atoms[j].tail());
        let (sign, sign_now) = (self.old_text(before), self.new_text(now));
        if let Some(rest) = sign.strip_prefix(sign_now).map(str::len) {
            self.last = None;
            self.kept(before.with_end(before.span.end - rest), now);
            self.delete(all.with_start(before.span.end - rest));
        } else if self.old_text(last.tail()) == sign_now {
            self.last = None;
            self.delete(before.with_end(last.word().span.end));
            self.kept(last.tail(), now);
        } else {
            self.tail();
            self.delete(all);
        }
    }

    /// Writes words that are new, in the same way.
    fn inserted(&mut self, new: TokenRange) {
        let (first, last) = (self.new.atoms[new.start], self.new.atoms[new.end - 1]);
        let all = first.whole().with_end(last.whole().span.end);
        let Some((i, j)) =
            self.last.filter(|(_, j)| j + 1 == new.start && self.new.atoms[*j].word().block == all.block)
        else {
            self.tail();
            return self.insert(all);
        };
        let (before, now) = (self.old.atoms[i].tail(), self.new.atoms[j].tail());
        let (sign, sign_now) = (self.old_text(before), self.new_text(now));
        if let Some(rest) = sign_now.strip_prefix(sign).map(str::len) {
            self.last = None;
            self.kept(before, now.with_end(now.span.end - rest));
            self.insert(all.with_start(now.span.end - rest));
        } else if self.new_text(last.tail()) == sign {
            self.last = None;
            self.insert(now.with_end(last.word().span.end));
            self.kept(before, last.tail());
        } else {
            self.tail();
            self.insert(all);
        }
    }

    /// Writes the white space of leaves without words.
    fn blank(&mut self, old: Option<usize>, new: Option<usize>) {
        self.tail();
        let all = |side: &Side<'_>, leaf: usize| TextSpan { block: leaf, span: Span::all(&side.texts[leaf]) };
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

    fn old_text(&self, span: TextSpan) -> &str {
        &self.old.texts[span.block][span.span]
    }

    fn new_text(&self, span: TextSpan) -> &str {
        &self.new.texts[span.block][span.span]
    }

    /// Writes what was kept; where the two differ, it is the same in another shape.
    fn kept(&mut self, old: TextSpan, new: TextSpan) {
        if self.old_text(old) == self.new_text(new) {
            match &mut self.same {
                Some((a, b))
                    if (a.block, a.span.end, b.block, b.span.end)
                        == (old.block, old.span.start, new.block, new.span.start) =>
                {
                    (a.span.end, b.span.end) = (old.span.end, new.span.end);
                }
                _ => {
                    self.flush();
                    self.same = Some((old, new));
                }
            }
            return;
        }
        self.flush();
        let nothing = Piece { run: &Run::default(), text: "" };
        let (mut before, mut now) = (pieces(self.old, old), pieces(self.new, new));
        loop {
            match (before.next(), now.next()) {
                (None, None) => break,
                (was, piece) => self.push(piece.unwrap_or(nothing), Mark::Kept, Some(was.unwrap_or(nothing))),
            }
        }
    }

    /// Writes what both have letter for letter, cut where the look of either changes.
    fn flush(&mut self) {
        let Some((mut old, mut new)) = self.same.take() else { return };
        while let (Some(was), Some(piece)) = (pieces(self.old, old).next(), pieces(self.new, new).next()) {
            let len = was.text.len().min(piece.text.len());
            let (was, piece) = (was.cut(len), piece.cut(len));
            // Where words come from is no look: the new document's origin stands for both.
            let same = look(was.run) == look(piece.run);
            self.push(piece, Mark::Kept, (!same).then_some(was));
            (old.span.start, new.span.start) = (old.span.start + len, new.span.start + len);
        }
    }

    fn delete(&mut self, span: TextSpan) {
        self.flush();
        for piece in pieces(self.old, span) {
            self.push(piece, Mark::Deleted, None);
        }
    }

    fn insert(&mut self, span: TextSpan) {
        self.flush();
        for piece in pieces(self.new, span) {
            self.push(piece, Mark::Inserted, None);
        }
    }

    fn push(&mut self, piece: Piece<'_>, mark: Mark, was: Option<Piece<'_>>) {
        let change = Change { mark, moved: self.moved };
        match self.runs.last_mut() {
            Some(last) if last.change == change && last.was.is_none() && was.is_none() && piece.goes_on(&last.run) => {
                last.run.text.push_str(piece.text);
            }
            _ => self.runs.push(Marked { run: piece.to_run(), change, was: was.map(Piece::to_run) }),
        }
    }
}

/// A part of a run.
#[derive(Clone, Copy)]
struct Piece<'a> {
    run: &'a Run,
    text: &'a str,
}

impl Piece<'_> {
    fn cut(self, len: usize) -> Self {
        Piece { text: &self.text[..len], ..self }
    }

    /// Whether it could be a part of another run.
    fn goes_on(self, last: &Run) -> bool {
        look(self.run) == look(last) && self.run.origin == last.origin
    }

    fn to_run(self) -> Run {
        let Run { strong, emphasis, link, origin, .. } = self.run;
        Run {
            text: self.text.to_owned(),
            strong: *strong,
            emphasis: *emphasis,
            link: link.clone(),
            origin: origin.clone(),
        }
    }
}

fn look(run: &Run) -> (bool, bool, Option<&String>) {
    (run.strong, run.emphasis, run.link.as_ref())
}

/// Some words of one leaf, without what hangs on the last.
fn all(side: &Side<'_>, words: TokenRange) -> Option<TextSpan> {
    let (first, last) = (side.atoms.get(words.start)?.whole(), side.atoms.get(words.end - 1)?.word());
    (first.block == last.block && !words.is_empty()).then_some(first.with_end(last.span.end))
}

/// The parts of the runs that a part of a leaf is made of.
fn pieces<'a>(side: &'a Side<'_>, TextSpan { block, span }: TextSpan) -> impl Iterator<Item = Piece<'a>> {
    let (runs, ends) = (side.leaves[block].runs, &side.run_ends[block]);
    let first = ends.partition_point(|end| *end <= span.start);
    let all = runs[first..].iter().zip(&ends[first..]).map(|(run, end)| (run, end - run.text.len(), *end));
    let inside = all.take_while(move |(_, start, _)| *start < span.end);
    let piece = move |(run, start, end): (&'a Run, usize, usize)| {
        let part = span.intersection(Span::new(start, end))?;
        Some(Piece { run, text: &run.text[part - start] })
    };
    inside.filter_map(piece)
}
