//! What stays in place, what was moved, and what is in one document only. Not here: the words inside sentences.

use super::align::Aligned;
use super::likeness::Likeness;
use super::pairing::{Pairing, in_order, weight};
use super::sequence::{common, rising};
use super::side::{Items, Leaves, Side};
use std::collections::HashMap;

/// Everything that is known of the items of both documents.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) groups: Vec<Group>,
    /// The group of each item, if any.
    pub(super) of_old: Vec<Option<usize>>,
    pub(super) of_new: Vec<Option<usize>>,
    /// The moved passages, in the order of the new document.
    pub(super) passages: Vec<Passage>,
}

/// Sentences that belong together: one and one as a rule, more where a sentence was split or joined; or two ends.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) old: Items,
    pub(super) new: Items,
    /// The moved passage that it belongs to.
    pub(super) passage: Option<usize>,
}

/// A moved passage: its items in the old document and in the new one.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) old: Items,
    pub(super) new: Items,
    /// Whether it is whole paragraphs with their ends.
    pub(super) is_whole: bool,
}

/// How many sentences beside a group are looked at together.
const BESIDE: usize = 3;
/// How many pairs of sentences that are left over are compared each with each, and how alike two must be.
const FEW: usize = 400;
const ALIKE: f64 = 0.4;

pub(super) fn plan(old: &Side<'_>, new: &Side<'_>, aligned: Aligned, like: &mut Likeness) -> Plan {
    let mut planning =
        Planning { old, new, like, pairs: aligned.items, leaves: aligned.leaves, here: vec![false; old.items.len()] };
    let tables = aligned.tables;
    planning.stay();
    planning.ends(&(0..old.items.len()), &(0..new.items.len()), true);
    let passages = planning.passages(&tables);
    planning.second_look(&passages);
    let mut plan =
        Plan { groups: Vec::new(), of_old: vec![None; old.items.len()], of_new: vec![None; new.items.len()], passages };
    planning.groups(&mut plan);
    plan
}

struct Planning<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    like: &'a mut Likeness,
    pairs: Pairing,
    /// For each old leaf, the new one that it belongs to as a whole.
    leaves: Vec<Option<usize>>,
    /// For each old item, whether it stays in place.
    here: Vec<bool>,
}

/// What a moved passage comes to.
struct Evidence {
    kept: usize,
    old: usize,
    new: usize,
    sure: bool,
    /// Whether it is items of lists, each of which gives a grade to the same in both documents.
    graded: bool,
}

impl Planning<'_> {
    /// Finds what stays in place: the pairs in the same order that weigh most. Sentences of paragraphs that belong together
    /// weigh double.
    fn stay(&mut self) {
        let leaves = |old: usize, new: usize| (self.old.items[old].leaf, self.new.items[new].leaf);
        let pairs: Vec<(usize, usize)> = self.paired().collect();
        let mut words: HashMap<(usize, usize), usize> = HashMap::new();
        for (old, new) in &pairs {
            *words.entry(leaves(*old, *new)).or_default() += self.old.items[*old].words.len();
        }
        let weighed = |(old, new): &(usize, usize)| {
            let key = leaves(*old, *new);
            let (own, all) = (self.old.items[*old].words.len() as u64, words[&key] as u64);
            let are_same = self.leaves[key.0] == Some(key.1);
            let all_weight = weight(words[&key]) / if are_same { 1 } else { 2 };
            (*old, *new, 1 + all_weight * own / all.max(1))
        };
        let weighed: Vec<(usize, usize, u64)> = pairs.iter().map(weighed).collect();
        for at in rising(&weighed) {
            self.here[pairs[at].0] = true;
        }
    }

    fn paired(&self) -> impl Iterator<Item = (usize, usize)> {
        self.pairs.old.iter().enumerate().filter_map(|(old, new)| new.map(|new| (old, new)))
    }

    /// Pairs the ends of paragraphs whose last sentences, among those that stay (or are of one passage), belong together.
    fn ends(&mut self, old: &Items, new: &Items, here: bool) {
        let last = |side: &Side<'_>, leaf: usize, range: &Items, is_there: &dyn Fn(usize) -> bool| {
            let items = &side.of_leaf[leaf];
            (items.start.max(range.start)..items.end.min(range.end))
                .rev()
                .find(|item| !side.items[*item].is_end && is_there(*item))
        };
        let mut found = Vec::new();
        for end in old.clone().filter(|item| self.old.items[*item].is_end && self.pairs.old[*item].is_none()) {
            let is_there = |item: usize| self.pairs.old[item].is_some() && self.here[item] == here;
            let is_there_too = |item: usize| self.pairs.new[item].is_some_and(is_there);
            let leaf = self.old.items[end].leaf;
            let Some(new_leaf) = last(self.old, leaf, old, &is_there)
                .and_then(|item| self.pairs.old[item])
                .map(|item| self.new.items[item].leaf)
            else {
                continue;
            };
            let back = last(self.new, new_leaf, new, &is_there_too)
                .and_then(|item| self.pairs.new[item])
                .map(|item| self.old.items[item].leaf);
            let new_end = self.new.end_of(new_leaf);
            if back == Some(leaf) && new.contains(&new_end) && self.pairs.new[new_end].is_none() {
                found.push((end, new_end));
            }
        }
        for (old, new) in found {
            self.pairs.join(old, new, false);
            self.here[old] = here;
        }
    }

    /// Finds the moved passages among the pairs that do not stay, and parts the others again.
    fn passages(&mut self, tables: &[Vec<(Leaves, Leaves)>]) -> Vec<Passage> {
        let mut passages = self.moved_rows(tables);
        let mut is_taken = vec![false; self.old.items.len()];
        for passage in &passages {
            is_taken[passage.old.clone()].fill(true);
        }
        for run in self.runs(&is_taken) {
            if let Some(passage) = self.passage(&run, true) {
                self.take(passage, &mut passages);
                continue;
            }
            let leaves = |pair: &(usize, usize)| (self.old.items[pair.0].leaf, self.new.items[pair.1].leaf);
            let parts: Vec<Vec<(usize, usize)>> =
                run.chunk_by(|a, b| leaves(a) == leaves(b)).map(<[(usize, usize)]>::to_vec).collect();
            for part in parts {
                match self.passage(&part, true).or_else(|| self.passage(&part, false)) {
                    Some(passage) => self.take(passage, &mut passages),
                    None => part.iter().for_each(|(old, new)| self.part(*old, *new)),
                }
            }
        }
        passages.sort_by_key(|passage| passage.new.start);
        passages
    }

    /// Returns the rows that do not stay, of tables that do: whatever is in them, each is known by its name. Rows that follow
    /// each other in both documents are one passage.
    fn moved_rows(&self, tables: &[Vec<(Leaves, Leaves)>]) -> Vec<Passage> {
        let items = |side: &Side<'_>, row: &Leaves| side.of_leaf[row.start].start..side.of_leaf[row.end - 1].end;
        let stays = |row: &Items| row.clone().any(|item| self.here[item] && self.pairs.old[item].is_some());
        let mut moved: Vec<Passage> = Vec::new();
        for table in tables {
            let rows: Vec<(Items, Items)> =
                table.iter().map(|(old, new)| (items(self.old, old), items(self.new, new))).collect();
            if !rows.iter().any(|(old, _)| stays(old)) {
                continue;
            }
            let is_moved = |row: &Items| row.clone().any(|item| self.pairs.old[item].is_some()) && !stays(row);
            for (old, new) in rows.into_iter().filter(|(old, _)| is_moved(old)) {
                match moved.last_mut() {
                    Some(last) if last.old.end == old.start && last.new.end == new.start => {
                        (last.old.end, last.new.end) = (old.end, new.end);
                    }
                    _ => moved.push(Passage { old, new, is_whole: true }),
                }
            }
        }
        moved
    }

    fn take(&mut self, passage: Passage, passages: &mut Vec<Passage>) {
        self.ends(&passage.old, &passage.new, false);
        passages.push(passage);
    }

    /// Pairs what is left over between two pairs that stay: what seemed to be moved, and was not, may have left it alone.
    fn second_look(&mut self, passages: &[Passage]) {
        let (mut old_free, mut new_free) = (vec![true; self.old.items.len()], vec![true; self.new.items.len()]);
        for passage in passages {
            old_free[passage.old.clone()].fill(false);
            new_free[passage.new.clone()].fill(false);
        }
        let is_open = |side: &Side<'_>, item: usize| !side.items[item].is_end && !side.is_closed(side.items[item].leaf);
        let mut stays: Vec<(usize, usize)> = self.paired().filter(|(old, _)| self.here[*old]).collect();
        stays.push((self.old.items.len(), self.new.items.len()));
        let (mut i, mut j) = (0, 0);
        for (old, new) in stays {
            let a: Vec<usize> = (i..old)
                .filter(|item| old_free[*item] && self.pairs.old[*item].is_none() && is_open(self.old, *item))
                .collect();
            let b: Vec<usize> = (j..new)
                .filter(|item| new_free[*item] && self.pairs.new[*item].is_none() && is_open(self.new, *item))
                .collect();
            if a.len() * b.len() <= FEW {
                let like = &mut *self.like;
                let share =
                    |x: usize, y: usize| like.at_least(ALIKE, self.old.item_words(a[x]), self.new.item_words(b[y]));
                for (x, y) in in_order(a.len(), b.len(), share) {
                    self.pairs.join(a[x], b[y], false);
                    self.here[a[x]] = true;
                }
            }
            (i, j) = (old + 1, new + 1);
        }
        self.ends(&(0..self.old.items.len()), &(0..self.new.items.len()), true);
    }

    fn part(&mut self, old: usize, new: usize) {
        (self.pairs.old[old], self.pairs.new[new]) = (None, None);
    }

    /// The pairs that do not stay and are not taken, by what follows each other in both documents; in the order of the new one.
    fn runs(&mut self, is_taken: &[bool]) -> Vec<Vec<(usize, usize)>> {
        let is_open = |old: usize| !self.here[old] && !is_taken[old];
        let mut moved: Vec<(usize, usize)> = self.paired().filter(|(old, _)| is_open(*old)).collect();
        moved.sort_unstable_by_key(|(old, new)| (self.new.items[*new].leaf, self.old.items[*old].leaf, *old));
        let mut kept: Vec<(usize, usize)> = Vec::new();
        let leaves = |pair: &(usize, usize)| (self.new.items[pair.1].leaf, self.old.items[pair.0].leaf);
        let mut crossing = Vec::new();
        for same in moved.chunk_by(|a, b| leaves(a) == leaves(b)) {
            let weighed: Vec<(usize, usize, u64)> =
                same.iter().map(|(old, new)| (*old, *new, 1 + self.old.items[*old].words.len() as u64)).collect();
            let chosen = rising(&weighed);
            for (at, pair) in same.iter().enumerate() {
                if chosen.binary_search(&at).is_ok() { kept.push(*pair) } else { crossing.push(*pair) }
            }
        }
        for (old, new) in crossing {
            self.part(old, new);
        }
        kept.sort_unstable_by_key(|pair| pair.1);
        let mut runs: Vec<Vec<(usize, usize)>> = Vec::new();
        for pair in kept {
            match runs.last_mut() {
                Some(run) if self.follows(run[run.len() - 1], pair) => run.push(pair),
                _ => runs.push(vec![pair]),
            }
        }
        runs
    }

    /// Whether nothing that belongs elsewhere stands between two pairs, in either document.
    fn follows(&self, one: (usize, usize), next: (usize, usize)) -> bool {
        let beside = |side: &Side<'_>, a: usize, b: usize| side.items[b].leaf <= side.items[a].leaf + 1;
        next.0 > one.0
            && beside(self.old, one.0, next.0)
            && beside(self.new, one.1, next.1)
            && (one.0 + 1..next.0).all(|item| self.pairs.old[item].is_none())
            && (one.1 + 1..next.1).all(|item| self.pairs.new[item].is_none())
    }

    /// The passage of some pairs - whole paragraphs, or sentences of one - if there is enough to say that it was moved.
    fn passage(&mut self, run: &[(usize, usize)], is_whole: bool) -> Option<Passage> {
        let (first, last) = (run[0], run[run.len() - 1]);
        if !is_whole {
            let passage = Passage { old: first.0..last.0 + 1, new: first.1..last.1 + 1, is_whole };
            return self.evidence(run, &passage).is_enough(5, 6, 0.6).then_some(passage);
        }
        let old = whole(self.old, first.0, last.0, |item| self.pairs.old[item].is_none())?;
        let new = whole(self.new, first.1, last.1, |item| self.pairs.new[item].is_none())?;
        let passage = Passage { old, new, is_whole };
        self.evidence(run, &passage).is_enough(4, 6, 0.6).then_some(passage)
    }

    fn evidence(&mut self, run: &[(usize, usize)], passage: &Passage) -> Evidence {
        let count = |side: &Side<'_>, items: &Items| -> usize {
            side.items[items.clone()].iter().map(|item| item.words.len()).sum()
        };
        let mut evidence = Evidence {
            kept: 0,
            old: count(self.old, &passage.old),
            new: count(self.new, &passage.new),
            sure: false,
            graded: passage.is_whole,
        };
        for (old, new) in run {
            let was = self.old.graded_item(self.old.items[*old].leaf);
            evidence.graded &= was.is_some() && was == self.new.graded_item(self.new.items[*new].leaf);
            let (a, b) = (self.old.item_words(*old), self.new.item_words(*new));
            evidence.kept += common(a, b, &mut self.like.simplified).iter().map(|part| part.len).sum::<usize>();
            evidence.sure |= self.pairs.sure[*old];
        }
        evidence
    }

    /// Makes the groups of the pairs.
    fn groups(&mut self, plan: &mut Plan) {
        let mut passage_of = vec![None; self.old.items.len()];
        for (number, passage) in plan.passages.iter().enumerate() {
            passage_of[passage.old.clone()].fill(Some(number));
        }
        let mut inside_new = vec![None; self.new.items.len()];
        for (number, passage) in plan.passages.iter().enumerate() {
            inside_new[passage.new.clone()].fill(Some(number));
        }
        let pairs: Vec<(usize, usize)> = self.paired().collect();
        for (old, new) in &pairs {
            let passage = passage_of[*old].filter(|_| !self.here[*old]);
            let group = Group { old: *old..old + 1, new: *new..new + 1, passage };
            (plan.of_old[*old], plan.of_new[*new]) = (Some(plan.groups.len()), Some(plan.groups.len()));
            plan.groups.push(group);
        }
        for at in 0..plan.groups.len() {
            self.widen(plan, at, &passage_of, &inside_new);
        }
    }

    /// Takes sentences beside a group into it if their words are the group's: sentences were split or joined.
    fn widen(&mut self, plan: &mut Plan, at: usize, old_in: &[Option<usize>], new_in: &[Option<usize>]) {
        let group = plan.groups[at].clone();
        if self.old.items[group.old.start].is_end
            || self.old.item_words(group.old.start) == self.new.item_words(group.new.start)
        {
            return;
        }
        while let Some((old, new)) = self.wider(plan, at, old_in, new_in) {
            // The end of a paragraph that was parted in its last sentence goes with the last of its parts.
            for (side, items, of_new) in [(self.old, &old, false), (self.new, &new, true)] {
                let groups = if of_new { &mut plan.of_new } else { &mut plan.of_old };
                for end in items.clone().filter(|item| side.items[*item].is_end) {
                    if let Some(other) = groups[end].filter(|other| *other != at) {
                        groups[items.end] = Some(other);
                        let ends = &mut plan.groups[other];
                        *(if of_new { &mut ends.new } else { &mut ends.old }) = items.end..items.end + 1;
                    }
                }
            }
            plan.of_old[old.clone()].fill(Some(at));
            plan.of_new[new.clone()].fill(Some(at));
            (plan.groups[at].old, plan.groups[at].new) = (old, new);
        }
    }

    /// A group with sentences on one side of it that gain something, if there are any.
    fn wider(
        &mut self,
        plan: &Plan,
        at: usize,
        old_in: &[Option<usize>],
        new_in: &[Option<usize>],
    ) -> Option<(Items, Items)> {
        let Group { old, new, passage } = &plan.groups[at];
        for (back, of_new) in [(true, true), (false, true), (true, false), (false, false)] {
            let (side, groups, inside, group) =
                if of_new { (self.new, &plan.of_new, new_in, new) } else { (self.old, &plan.of_old, old_in, old) };
            let is_free = |item: usize| groups[item].is_none() && inside[item] == *passage;
            // The end behind the group, if it is that of the group on the other side and may go on to the next end.
            let goes_on = |next: &Items| {
                let partner = groups[next.start].map(|other| &plan.groups[other]);
                let follows = partner
                    .is_some_and(|ends| if of_new { ends.old.start == old.end } else { ends.new.start == new.end });
                let is_end = |item: usize| side.items.get(item).is_some_and(|item| item.is_end);
                !back && next.len() == 2 && follows && is_free(next.start + 1) && is_end(next.end) && is_free(next.end)
            };
            let mut wide = group.clone();
            let mut added = 0;
            for _ in 0..BESIDE {
                let next = beside(side, &wide, back).filter(|next| next.clone().all(is_free) || goes_on(next));
                let Some(next) = next else { break };
                added += side.items[next.clone()].iter().map(|item| item.words.len()).sum::<usize>();
                wide = wide.start.min(next.start)..wide.end.max(next.end);
                let (a, b) = if of_new { (old, &wide) } else { (&wide, new) };
                if self.gains(old, new, a, b, added) {
                    return Some((a.clone(), b.clone()));
                }
            }
        }
        None
    }

    /// Whether at least half of the `added` words are found again when a group is made wider.
    fn gains(&mut self, old: &Items, new: &Items, wide_old: &Items, wide_new: &Items, added: usize) -> bool {
        let mut kept = |old: &Items, new: &Items| -> usize {
            let (a, b) = (&self.old.words[self.old.words_in(old)], &self.new.words[self.new.words_in(new)]);
            common(a, b, &mut self.like.simplified).iter().map(|part| part.len).sum()
        };
        let gained = kept(wide_old, wide_new).saturating_sub(kept(old, new));
        gained == added || gained >= 3 && 2 * gained >= added
    }
}

impl Evidence {
    /// Whether a passage with all its words, or one that was edited, is long and alike enough.
    fn is_enough(&self, verbatim: usize, edited: usize, share: f64) -> bool {
        let all = self.old + self.new;
        let is_verbatim = 2 * self.kept == all;
        #[expect(clippy::cast_precision_loss, reason = "a share of words")]
        let found = 2.0 * self.kept as f64 / all.max(1) as f64;
        self.graded || self.sure && (is_verbatim && self.kept >= verbatim || self.kept >= edited && found >= share)
    }
}

/// The sentence beside some items, with the end of the paragraph between them if there is one.
fn beside(side: &Side<'_>, items: &Items, back: bool) -> Option<Items> {
    let step = |range: &Items| {
        if back { range.start.checked_sub(1).map(|at| at..at + 1) } else { Some(range.end..range.end + 1) }
    };
    let is_end = |range: &Items| side.items.get(range.start).map(|item| item.is_end);
    let next = step(items).filter(|next| is_end(next).is_some())?;
    if is_end(&next) == Some(false) {
        return Some(next);
    }
    let over = step(&next).filter(|over| is_end(over) == Some(false))?;
    // An item that gives a grade is one thing, as a cell is: it is not split, nor joined with another.
    let is_open = |item: usize| {
        let leaf = side.items[item].leaf;
        !side.is_closed(leaf) && side.graded_item(leaf).is_none()
    };
    (is_open(over.start) && is_open(items.start)).then(|| next.start.min(over.start)..next.end.max(over.end))
}

/// The whole paragraphs from that of one item to that of another, if nothing in them belongs elsewhere.
fn whole(side: &Side<'_>, first: usize, last: usize, is_free: impl Fn(usize) -> bool) -> Option<Items> {
    let start = side.of_leaf[side.items[first].leaf].start;
    let end = side.of_leaf[side.items[last].leaf].end;
    let all_free = (start..first).chain(last + 1..end).all(is_free);
    all_free.then_some(start..end)
}
