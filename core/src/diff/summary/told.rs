//! The facts of both documents in the lines of their redline: which of them are the same, and which changed. Not here: how
//! the words around them changed.

use super::hunks::Both;
use crate::diff::Facts;
use crate::diff::run_bytes::{new_length, old_length, old_starts};
use crate::document::{Document, Fact, FactKind, Leaf, Marked, Redline};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// A fact in a line.
#[derive(Clone, Debug)]
pub(super) struct Told<'a> {
    pub(super) fact: &'a Fact,
    /// Its words, in the line's old or new text.
    pub(super) span: Span,
    pub(super) fate: Fate,
    /// Whether its partner is in the same line.
    pub(super) here: bool,
}

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The other document says nothing of its matter, or nothing that it can be compared with.
    Alone,
    /// The other document says the same.
    Same,
    /// The other document says something else.
    Changed,
}

/// A fact that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change<'a> {
    pub(super) line: usize,
    pub(super) old: &'a Fact,
    pub(super) new: &'a Fact,
}

/// The facts of one line, each side in the order of its text.
#[derive(Clone, Debug, Default)]
pub(super) struct LineFacts<'a> {
    pub(super) old: Vec<Told<'a>>,
    pub(super) new: Vec<Told<'a>>,
}

/// Finds the facts of each line, and those that changed. Facts of one matter belong together within a line first; those
/// that hold everywhere then wherever they are.
pub(super) fn facts_of_lines<'a>(
    redline: &Redline,
    both: &[Both],
    documents: (&Document, &Document),
    facts: Facts<'a>,
) -> (Vec<LineFacts<'a>>, Vec<Change<'a>>) {
    let mut lines = located(redline, both, documents, facts);
    let mut changes = Vec::new();
    for (number, (line, both)) in lines.iter_mut().zip(both).enumerate() {
        for (old, new) in pairs(line, both) {
            settle((number, line), old, new, &mut changes);
        }
    }
    elsewhere(&mut lines, &mut changes);
    changes.sort_by_key(|change| change.line);
    (lines, changes)
}

fn located<'a>(
    redline: &Redline,
    both: &[Both],
    (old, new): (&Document, &Document),
    facts: Facts<'a>,
) -> Vec<LineFacts<'a>> {
    let mut lines = vec![LineFacts::default(); redline.lines.len()];
    if facts.old.is_empty() && facts.new.is_empty() {
        return lines;
    }
    let (old, new) = (placed(old, facts.old), placed(new, facts.new));
    let runs: Vec<&Marked> = redline.lines.iter().flat_map(|line| &line.runs).collect();
    let starts = old_starts(&runs);
    let (mut at, mut now) = (0, 0);
    for ((line, both), found) in redline.lines.iter().zip(both).zip(&mut lines) {
        for (marked, (in_old, in_new)) in line.runs.iter().zip(&both.runs) {
            let (old_bytes, new_bytes) = (old_length(marked), new_length(marked));
            take(&old, Span::new(starts[at], starts[at] + old_bytes), *in_old, &both.old, &mut found.old);
            take(&new, Span::new(now, now + new_bytes), *in_new, &both.new, &mut found.new);
            (at, now) = (at + 1, now + new_bytes);
        }
    }
    lines
}

/// Facts by where they begin, counted through the texts of all blocks of their document.
fn placed<'a>(document: &Document, facts: &'a [Fact]) -> Vec<(usize, &'a Fact)> {
    let mut at = 0;
    let step = |leaf: &Leaf<'_>| {
        let begins = at;
        at += leaf.runs.iter().map(|run| run.text.len()).sum::<usize>();
        begins
    };
    let starts: Vec<usize> = document.leaves().iter().map(step).collect();
    let place = |fact: &'a Fact| Some((starts.get(fact.place.block)? + fact.place.span.start, fact));
    let mut placed: Vec<(usize, &Fact)> = facts.iter().filter_map(place).collect();
    placed.sort_by_key(|(start, _)| *start);
    placed
}

/// Takes the facts that begin in some bytes of a document, which are the line's text from `offset` on.
fn take<'a>(facts: &[(usize, &'a Fact)], bytes: Span, offset: usize, text: &str, found: &mut Vec<Told<'a>>) {
    let first = facts.partition_point(|(start, _)| *start < bytes.start);
    for (start, fact) in facts[first..].iter().take_while(|(start, _)| *start < bytes.end) {
        let begin = offset + start - bytes.start;
        let end = text.floor_char_boundary((begin + fact.place.span.len()).min(text.len()));
        found.push(Told { fact, span: Span::new(begin, end.max(begin)), fate: Fate::Alone, here: false });
    }
}

/// Which facts of a line belong together.
fn pairs(line: &LineFacts<'_>, both: &Both) -> Vec<(usize, usize)> {
    let mut known: HashMap<(FactKind, &str), usize> = HashMap::new();
    let mut groups: Vec<(FactKind, Vec<usize>, Vec<usize>)> = Vec::new();
    for (side, told) in [(0, &line.old), (1, &line.new)] {
        for (at, told) in told.iter().enumerate().filter(|(_, told)| !told.fact.about.is_empty()) {
            let kind = told.fact.kind;
            let group = *known.entry((kind, told.fact.about.as_str())).or_insert(groups.len());
            if group == groups.len() {
                groups.push((kind, Vec::new(), Vec::new()));
            }
            let (_, old, new) = &mut groups[group];
            if side == 0 { old.push(at) } else { new.push(at) }
        }
    }
    let pairs = groups.into_iter().flat_map(|(kind, old, new)| match kind {
        FactKind::Speaker => spoken(line, both, &old, &new),
        FactKind::Grade | FactKind::Figure | FactKind::Name => {
            let value = |side: &[Told<'_>], at: usize| said(side[at].fact);
            by_value(&old, &new, |at| value(&line.old, at), |at| value(&line.new, at))
        }
        FactKind::LocalFigure if old.len() == new.len() => old.into_iter().zip(new).collect(),
        FactKind::LocalFigure => Vec::new(),
    });
    pairs.collect()
}

/// Pairs quotations that have words in common or, of one and one, those.
fn spoken(line: &LineFacts<'_>, both: &Both, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let is_same = |was: usize, is: usize| both.have_kept(line.old[was].span, line.new[is].span);
    if let ([was], [is]) = (old, new) {
        return vec![(*was, *is)];
    }
    let partner = |was: &usize| Some((*was, *new.iter().find(|is| is_same(*was, **is))?));
    old.iter().filter_map(partner).collect()
}

/// Pairs things with the same value first, and what is left over in order.
fn by_value<T: Copy, V: Eq + std::hash::Hash>(
    old: &[T],
    new: &[T],
    of_old: impl Fn(T) -> V,
    of_new: impl Fn(T) -> V,
) -> Vec<(T, T)> {
    let mut free: HashMap<V, Vec<usize>> = HashMap::new();
    for (at, thing) in new.iter().enumerate().rev() {
        free.entry(of_new(*thing)).or_default().push(at);
    }
    let (mut taken, mut pairs, mut left) = (vec![false; new.len()], Vec::new(), Vec::new());
    for thing in old {
        match free.get_mut(&of_old(*thing)).and_then(Vec::pop) {
            Some(at) => {
                taken[at] = true;
                pairs.push((*thing, new[at]));
            }
            None => left.push(*thing),
        }
    }
    let rest = new.iter().zip(taken).filter(|(_, taken)| !taken).map(|(thing, _)| *thing);
    pairs.extend(left.into_iter().zip(rest));
    pairs
}

fn settle<'a>((number, line): (usize, &mut LineFacts<'a>), old: usize, new: usize, changes: &mut Vec<Change<'a>>) {
    let (was, is) = (line.old[old].fact, line.new[new].fact);
    let fate = fate_of(was, is);
    (line.old[old].fate, line.new[new].fate) = (fate, fate);
    (line.old[old].here, line.new[new].here) = (true, true);
    if fate == Fate::Changed {
        changes.push(Change { line: number, old: was, new: is });
    }
}

fn fate_of(old: &Fact, new: &Fact) -> Fate {
    if said(old) == said(new) { Fate::Same } else { Fate::Changed }
}

/// What a fact says, whatever its letters.
fn said(fact: &Fact) -> String {
    fact.value.to_lowercase()
}

/// Where a fact is: its line, and its place among the line's.
type At = (usize, usize);

/// What the documents say of one matter: everything, and what has no partner.
#[derive(Default)]
struct Matter<'a> {
    old: Vec<&'a Fact>,
    new: Vec<&'a Fact>,
    old_free: Vec<At>,
    new_free: Vec<At>,
}

/// Pairs what is left over of the facts that hold everywhere.
fn elsewhere<'a>(lines: &mut [LineFacts<'a>], changes: &mut Vec<Change<'a>>) {
    for matter in matters(lines) {
        let (a, b) = (&matter.old_free, &matter.new_free);
        let pairs =
            by_value(a, b, |(line, at)| said(lines[line].old[at].fact), |(line, at)| said(lines[line].new[at].fact));
        for ((line, at), (new_line, new_at)) in &pairs {
            let (old, new) = (lines[*line].old[*at].fact, lines[*new_line].new[*new_at].fact);
            let fate = fate_of(old, new);
            (lines[*line].old[*at].fate, lines[*new_line].new[*new_at].fate) = (fate, fate);
            if fate == Fate::Changed {
                changes.push(Change { line: *new_line, old, new });
            }
        }
        // What is said more often in one document than in the other is held against anything that the other says.
        for (is_new, free, others) in [(false, a, &matter.new), (true, b, &matter.old)] {
            let Some(other) = others.first() else { continue };
            let values: HashSet<String> = others.iter().map(|fact| said(fact)).collect();
            for (line, at) in free {
                let side = if is_new { &mut lines[*line].new } else { &mut lines[*line].old };
                let told = &mut side[*at];
                if told.fate != Fate::Alone {
                    continue;
                }
                told.fate = if values.contains(&said(told.fact)) { Fate::Same } else { Fate::Changed };
                if told.fate == Fate::Changed {
                    let (old, new) = if is_new { (*other, told.fact) } else { (told.fact, *other) };
                    changes.push(Change { line: *line, old, new });
                }
            }
        }
    }
}

/// The matters of which something is left over, in the order in which they are first met.
fn matters<'a>(lines: &[LineFacts<'a>]) -> Vec<Matter<'a>> {
    let mut known: HashMap<(FactKind, &str), usize> = HashMap::new();
    let mut matters: Vec<Matter<'a>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        for (is_new, told) in [(false, &line.old), (true, &line.new)] {
            for (at, told) in told.iter().enumerate().filter(|(_, told)| told.fact.holds_everywhere()) {
                let place = *known.entry((told.fact.kind, told.fact.about.as_str())).or_insert(matters.len());
                if place == matters.len() {
                    matters.push(Matter::default());
                }
                let matter = &mut matters[place];
                let (all, free) = if is_new {
                    (&mut matter.new, &mut matter.new_free)
                } else {
                    (&mut matter.old, &mut matter.old_free)
                };
                all.push(told.fact);
                if told.fate == Fate::Alone {
                    free.push((number, at));
                }
            }
        }
    }
    matters
}
