//! The redline of a plan: both documents walked through at once. Not here: what belongs to what.

use super::likeness::Likeness;
use super::numbering::Places;
use super::plan::{Group, Plan};
use super::sequence::Match;
use super::side::{Items, Side};
use super::stretch::{Part, Stretch};
use super::words;
use crate::document::{Change, Line, Mark, Marked, Move, Run, Side as End};
use crate::language::TokenRange;

/// Writes the lines of a redline.
pub(super) fn write(old: &Side<'_>, new: &Side<'_>, plan: &Plan, like: &mut Likeness) -> Vec<Line> {
    let places = Places::of(old, new, plan);
    let mut from = vec![None; old.items.len()];
    let mut to = vec![None; new.items.len()];
    for (number, passage) in plan.passages.iter().enumerate() {
        from[passage.old.start] = Some(number);
        to[passage.new.start] = Some(number);
    }
    let stretch = Stretch::default();
    let mut writing = Writing { old, new, plan, like, places, from, to, stretch, lines: Vec::new(), runs: Vec::new() };
    writing.walk(0..old.items.len(), 0..new.items.len(), None);
    writing.lines
}

struct Writing<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    plan: &'a Plan,
    like: &'a mut Likeness,
    places: Places,
    /// The passage that begins at an item.
    from: Vec<Option<usize>>,
    to: Vec<Option<usize>>,
    /// The words since the last end that are not yet runs.
    stretch: Stretch,
    lines: Vec<Line>,
    runs: Vec<Marked>,
}

impl Writing<'_> {
    /// Writes items of both documents. Between two groups come those of one document only: whole paragraphs first, the old
    /// ones before the new ones, then what stands in the paragraph of the next group.
    fn walk(&mut self, old: Items, new: Items, passage: Option<usize>) {
        let plan = self.plan;
        let group_of = |groups: &[Option<usize>], item: usize| {
            groups[item].map(|at| &plan.groups[at]).filter(|group| group.passage == passage)
        };
        let (mut i, mut j) = (old.start, new.start);
        loop {
            let a = i..(i..old.end).find(|item| group_of(&plan.of_old, *item).is_some()).unwrap_or(old.end);
            let b = j..(j..new.end).find(|item| group_of(&plan.of_new, *item).is_some()).unwrap_or(new.end);
            let cut = |side: &Side<'_>, items: &Items| {
                items.clone().rev().find(|item| side.items[*item].is_end).map_or(items.start, |item| item + 1)
            };
            let (a_cut, b_cut) = (cut(self.old, &a), cut(self.new, &b));
            let a_next = self.old_items(a.start..a_cut, passage);
            let b_next = self.new_items(b.start..b_cut, passage);
            self.old_items(a_next..a.end, passage);
            self.new_items(b_next..b.end, passage);
            if a.end == old.end {
                break;
            }
            let Some(group) = group_of(&plan.of_old, a.end) else { break };
            self.group(group);
            (i, j) = (group.old.end, group.new.end);
        }
    }

    /// Writes items of the old document; returns the next one.
    fn old_items(&mut self, items: Items, passage: Option<usize>) -> usize {
        let mut at = items.start;
        while at < items.end {
            at = self.old_only(at, passage);
        }
        at
    }

    /// Writes items of the new document; returns the next one.
    fn new_items(&mut self, items: Items, passage: Option<usize>) -> usize {
        let mut at = items.start;
        while at < items.end {
            at = self.new_only(at, passage);
        }
        at
    }

    /// Writes an item of the old document; returns the next one.
    fn old_only(&mut self, item: usize, passage: Option<usize>) -> usize {
        if let Some(number) = self.from[item].filter(|_| passage.is_none()) {
            let passage = &self.plan.passages[number];
            self.close();
            let change = Change { mark: Mark::Kept, moved: Some(moved(number, End::From)) };
            self.runs.push(Marked { run: Run::default(), change, was: None });
            if passage.is_whole {
                let place = self.places.old[self.old.items[item].leaf].clone();
                self.lines.push(Line { place, was: None, runs: std::mem::take(&mut self.runs), end: change });
            }
            return passage.old.end;
        }
        let found = &self.old.items[item];
        if found.is_end {
            self.end(Some(found.leaf), None, passage);
        } else {
            self.stretch.add(Part::Deleted(found.words));
        }
        item + 1
    }

    fn new_only(&mut self, item: usize, passage: Option<usize>) -> usize {
        if let Some(number) = self.to[item].filter(|_| passage.is_none()) {
            let passage = self.plan.passages[number].clone();
            self.close();
            self.stretch.moved = Some(moved(number, End::To));
            self.walk(passage.old, passage.new.clone(), Some(number));
            self.close();
            self.stretch.moved = None;
            return passage.new.end;
        }
        let found = &self.new.items[item];
        if found.is_end {
            self.end(None, Some(found.leaf), passage);
        } else {
            self.stretch.add(Part::Inserted(found.words));
        }
        item + 1
    }

    fn group(&mut self, group: &Group) {
        let (first, new_first) = (&self.old.items[group.old.start], &self.new.items[group.new.start]);
        if first.is_end {
            self.end(Some(first.leaf), Some(new_first.leaf), group.passage);
            return;
        }
        let (old, new) = (self.old.words_in(&group.old), self.new.words_in(&group.new));
        let mut inner = Inner { old: ends(self.old, &group.old), new: ends(self.new, &group.new), at: group.passage };
        let (mut i, mut j) = (old.start, new.start);
        let end = Match { old: old.len(), new: new.len(), len: 0 };
        let kept = words::kept(&self.old.words[old], &self.new.words[new], self.like);
        for part in kept.into_iter().chain([end]) {
            let (x, y) = (old.start + part.old, new.start + part.new);
            let mut add = |old, new, mark| self.add(TokenRange::from(old), TokenRange::from(new), mark, &mut inner);
            add(i..x, j..j, Mark::Deleted);
            add(x..x, j..y, Mark::Inserted);
            add(x..x + part.len, y..y + part.len, Mark::Kept);
            (i, j) = (x + part.len, y + part.len);
        }
    }

    /// Adds words to the stretch, and before each the ends of paragraphs that were split or joined there.
    fn add(&mut self, mut old: TokenRange, mut new: TokenRange, mark: Mark, inner: &mut Inner) {
        while !old.is_empty() || !new.is_empty() {
            let next = |ends: &[(usize, usize)]| ends.first().copied();
            let before = next(&inner.old).filter(|(at, _)| *at <= old.start && !old.is_empty());
            let now = next(&inner.new).filter(|(at, _)| *at <= new.start && !new.is_empty());
            if before.is_some() || now.is_some() {
                inner.old.drain(..usize::from(before.is_some()));
                inner.new.drain(..usize::from(now.is_some()));
                self.end(before.map(|(_, leaf)| leaf), now.map(|(_, leaf)| leaf), inner.at);
                continue;
            }
            let length = old.len().max(new.len());
            let until = |end: Option<(usize, usize)>, words: TokenRange| {
                end.filter(|_| !words.is_empty()).map_or(length, |(at, _)| length.min(at - words.start))
            };
            let length = until(next(&inner.old), old).min(until(next(&inner.new), new));
            let (a, b) = (old.start + length.min(old.len()), new.start + length.min(new.len()));
            let (words, now) = (TokenRange::new(old.start, a), TokenRange::new(new.start, b));
            self.stretch.add(match mark {
                Mark::Deleted => Part::Deleted(words),
                Mark::Inserted => Part::Inserted(now),
                Mark::Kept => Part::Kept(words, now),
            });
            (old.start, new.start) = (a, b);
        }
    }

    /// Makes runs of the stretch.
    fn close(&mut self) {
        self.stretch.write(self.old, self.new, &mut self.runs);
    }

    fn end(&mut self, old: Option<usize>, new: Option<usize>, passage: Option<usize>) {
        self.stretch.add(Part::Blank { old, new });
        self.close();
        let moved = passage.map(|number| moved(number, End::To));
        let before = old.map(|leaf| self.places.old[leaf].clone());
        let now = new.map(|leaf| self.places.new[leaf].clone());
        let (place, was, mark) = match (before, now) {
            (Some(before), Some(now)) => {
                let was = (before != now).then_some(before);
                (now, was, Mark::Kept)
            }
            (Some(before), None) => (before, None, Mark::Deleted),
            (None, now) => (now.expect("an end is of one document at least"), None, Mark::Inserted),
        };
        self.lines.push(Line { place, was, runs: std::mem::take(&mut self.runs), end: Change { mark, moved } });
    }
}

/// The ends of paragraphs inside a group, each as the word that it stands before and its leaf, and the group's passage.
struct Inner {
    old: Vec<(usize, usize)>,
    new: Vec<(usize, usize)>,
    at: Option<usize>,
}

fn ends(side: &Side<'_>, items: &Items) -> Vec<(usize, usize)> {
    let ends = side.items[items.clone()].iter().filter(|item| item.is_end);
    ends.map(|item| (item.words.start, item.leaf)).collect()
}

fn moved(number: usize, side: End) -> Move {
    Move { id: u32::try_from(number + 1).expect("fewer passages than words"), side }
}
