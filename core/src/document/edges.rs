//! White space at the edges of looks. In Markdown looks stand in each other, and none begins or ends with white space; so where
//! one has to end because another one ends around it, or because a link begins that only a part of has it, it has an edge
//! there too. Not here: the words (form).

use super::Run;
use crate::text::Span;
use std::cmp::Reverse;

/// A character with its looks.
pub(super) struct Letter<'a> {
    pub(super) c: char,
    /// The bytes that it was.
    pub(super) was: Span,
    pub(super) run: &'a Run,
    pub(super) look: Look<'a>,
}

/// What a character looks like, and where it leads.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Look<'a> {
    /// Strong, and emphasised.
    pub(super) on: [bool; 2],
    pub(super) link: Option<&'a str>,
}

/// Takes from white space what it is at the edge of.
pub(super) fn without_edges(letters: &mut [Letter<'_>]) {
    let mut before = None;
    for letter in letters.iter_mut() {
        unlink(&mut before, letter);
    }
    before = None;
    for letter in letters.iter_mut().rev() {
        unlink(&mut before, letter);
    }
    loop {
        let mut changed = false;
        for Stretch { kind, start, end } in Nest::of(letters) {
            let letters = &mut letters[start..end];
            let blank = |letter: &&mut Letter<'_>| letter.c.is_whitespace();
            let end = letters.iter_mut().rev().take_while(blank).map(|letter| letter.look.on[kind] = false).count();
            let start = letters.iter_mut().take_while(blank).map(|letter| letter.look.on[kind] = false).count();
            changed |= start + end > 0;
        }
        if !changed {
            return;
        }
    }
}

/// White space is in a link that it stands in, not in one that it stands before or behind.
fn unlink<'a>(before: &mut Option<&'a str>, letter: &mut Letter<'a>) {
    if letter.c.is_whitespace() {
        letter.look.link = letter.look.link.filter(|link| *before == Some(link));
    }
    *before = letter.look.link;
}

/// Looks as they stand in each other.
struct Nest<'a, 'b> {
    letters: &'b [Letter<'a>],
    /// For each look and character, where the look ends.
    ends: [Vec<usize>; 2],
    /// The looks that are open, the outermost first, and where each began.
    open: Vec<(usize, usize)>,
    closed: Vec<Stretch>,
}

/// The letters that have a look, from number `start` up to but not including number `end`.
struct Stretch {
    kind: usize,
    start: usize,
    end: usize,
}

impl<'a, 'b> Nest<'a, 'b> {
    /// The stretches of each look, in the order of their ends.
    fn of(letters: &'b [Letter<'a>]) -> Vec<Stretch> {
        let ends = [0, 1].map(|kind| ends(letters, |letter| letter.look.on[kind]));
        let mut nest = Nest { letters, ends, open: Vec::new(), closed: Vec::new() };
        let mut at = 0;
        // Looks that are open around the link that is being read.
        let mut around = 0;
        for linked in letters.chunk_by(|one, other| one.look.link == other.look.link) {
            let link = at..at + linked.len();
            if at > 0 && letters[at - 1].look.link.is_some() {
                nest.close(around, |_| true, at);
            }
            around = 0;
            if linked[0].look.link.is_some() {
                let ends = [0, 1].map(|kind| nest.ends[kind][at]);
                nest.close(0, |kind| ends[kind] < link.end, at);
                nest.begin(at, |kind| ends[kind] >= link.end);
                around = nest.open.len();
            }
            for at in link.clone() {
                nest.close(around, |kind| !letters[at].look.on[kind], at);
                nest.begin(at, |_| true);
            }
            at = link.end;
        }
        nest.close(0, |_| true, at);
        nest.closed
    }

    /// Closes the outermost look that has to be closed, and all in it; `depth` of them stay.
    fn close(&mut self, depth: usize, ends: impl Fn(usize) -> bool, at: usize) {
        let outermost = self.open.iter().skip(depth).position(|(kind, _)| ends(*kind));
        if let Some(outermost) = outermost {
            let closed =
                self.open.drain(depth + outermost..).rev().map(|(kind, start)| Stretch { kind, start, end: at });
            self.closed.extend(closed);
        }
    }

    /// Opens the looks that a character has, the one that lasts longest first.
    fn begin(&mut self, at: usize, begins: impl Fn(usize) -> bool) {
        let is_open = |kind: usize| self.open.iter().any(|(open, _)| *open == kind);
        let mut new: Vec<usize> = [0, 1]
            .into_iter()
            .filter(|&kind| self.letters[at].look.on[kind] && !is_open(kind) && begins(kind))
            .collect();
        new.sort_by_key(|&kind| Reverse(self.ends[kind][at]));
        self.open.extend(new.into_iter().map(|kind| (kind, at)));
    }
}

/// For each character that something is true of, where the characters end that it is true of as well.
fn ends(letters: &[Letter<'_>], is_so: impl Fn(&Letter<'_>) -> bool) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..letters.len()).collect();
    for at in (0..letters.len()).rev() {
        if is_so(&letters[at]) {
            ends[at] = letters.get(at + 1).filter(|next| is_so(next)).map_or(at + 1, |_| ends[at + 1]);
        }
    }
    ends
}
