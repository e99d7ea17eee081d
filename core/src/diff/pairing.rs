//! Which units of two documents belong together, wherever they stand: paragraphs at first, then sentences. Equal ones that
//! occur once, the equal neighbours of these, the most alike, and what stands in the same place. Not here: which pairs stay
//! in place and which were moved.

use super::candidates::Index;
use super::likeness::Likeness;
use super::sequence::{common, rising};
use super::side::Word;
use foldhash::fast::RandomState as Quick;
use std::collections::HashMap;
use std::ops::Range;

/// Words that are paired as one.
#[derive(Clone, Debug)]
pub(super) struct Unit<'a> {
    pub(super) words: &'a [Word],
    /// Only units of one sort belong together.
    pub(super) sort: Sort,
    /// Makes two units alike whose words are not: the address of a picture.
    pub(super) tag: Option<&'a str>,
    /// What an item of a list or a row of a table gives a grade to.
    pub(super) graded: Option<&'a str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    Words,
    Table,
    Image,
    /// No words at all.
    Empty,
    Rule,
}

/// Which unit of the other document each unit belongs to.
#[derive(Clone, Debug)]
pub(super) struct Pairing {
    pub(super) old: Vec<Option<usize>>,
    pub(super) new: Vec<Option<usize>>,
    /// For each old unit, whether no other could be meant.
    pub(super) sure: Vec<bool>,
}

/// How alike units have to be, from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needed {
    /// Anywhere.
    pub(super) anywhere: f64,
    /// Between the same neighbours.
    pub(super) in_place: f64,
    /// Words that a unit must have to be looked for anywhere.
    pub(super) words: usize,
}

/// How much more alike than any other a unit must be for it to be sure.
const MARGIN: f64 = 0.02;
/// How many pairs of units between the same neighbours are compared each with each.
const PLACE: usize = 2500;
/// How many units that stand between the same neighbours are compared whatever they share.
const NEAR: usize = 6;

impl Pairing {
    pub(super) fn new(old: usize, new: usize) -> Pairing {
        Pairing { old: vec![None; old], new: vec![None; new], sure: vec![false; old] }
    }

    pub(super) fn join(&mut self, old: usize, new: usize, sure: bool) {
        (self.old[old], self.new[new]) = (Some(new), Some(old));
        self.sure[old] = sure;
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.old.get(old).is_some_and(Option::is_none) && self.new.get(new).is_some_and(Option::is_none)
    }
}

/// Pairs the units that are free.
pub(super) fn pair(pairing: &mut Pairing, old: &[Unit<'_>], new: &[Unit<'_>], needed: Needed, like: &mut Likeness) {
    let same = Same::of(old, new);
    let equal = |a: usize, b: usize| same.old[a] == same.new[b];
    same.once(pairing);
    neighbours(pairing, old, new, true, &mut { equal });
    same.in_order(pairing, old, like);
    most_alike(pairing, old, new, &same, needed, like);
    same_place(pairing, old, new, needed.in_place, like);
    let more = neighbours(pairing, old, new, false, &mut { equal });
    let mut alike = |a: usize, b: usize| like.at_least(needed.in_place, old[a].words, new[b].words).is_some();
    if neighbours(pairing, old, new, false, &mut alike) || more {
        same_place(pairing, old, new, needed.in_place, like);
    }
    same.left_over(pairing, old, needed.words);
}

/// Which units are equal: those have one number.
struct Same {
    old: Vec<Word>,
    new: Vec<Word>,
    /// How often each number stands in the old and in the new document.
    counts: Vec<[u32; 2]>,
}

impl Same {
    fn of<'u>(old: &[Unit<'u>], new: &[Unit<'u>]) -> Same {
        let mut numbers = HashMap::with_capacity_and_hasher(old.len() + new.len(), Quick::default());
        let mut counts = Vec::new();
        let mut numbered = |units: &[Unit<'u>], side: usize| -> Vec<Word> {
            let number = |unit: &Unit<'u>| {
                let fresh = Word::try_from(counts.len()).expect("fewer units than words");
                let number = *numbers.entry((unit.sort, unit.words, unit.tag)).or_insert(fresh);
                if number == fresh {
                    counts.push([0, 0]);
                }
                counts[number as usize][side] += 1;
                number
            };
            units.iter().map(number).collect()
        };
        let (old, new) = (numbered(old, 0), numbered(new, 1));
        Same { old, new, counts }
    }

    /// Whether an old unit stands in the old document more than once.
    fn has_twin(&self, old: usize) -> bool {
        self.counts[self.old[old] as usize][0] > 1
    }

    /// Whether a new unit stands in the new document more than once.
    fn has_new_twin(&self, new: usize) -> bool {
        self.counts[self.new[new] as usize][1] > 1
    }

    /// Pairs the equal units that occur once in each document.
    fn once(&self, pairing: &mut Pairing) {
        let mut places = vec![0; self.counts.len()];
        self.old.iter().enumerate().for_each(|(at, number)| places[*number as usize] = at);
        for (at, number) in self.new.iter().enumerate() {
            let place = places[*number as usize];
            if self.counts[*number as usize] == [1, 1] && pairing.is_free(place, at) {
                pairing.join(place, at, true);
            }
        }
    }

    /// Pairs equal units that are left over in both documents, as many in the one as in the other: whatever stands elsewhere,
    /// these are each other's.
    fn left_over(&self, pairing: &mut Pairing, old: &[Unit<'_>], words: usize) {
        let mut free: Vec<(Vec<usize>, Vec<usize>)> = vec![Default::default(); self.counts.len()];
        for (at, number) in self.old.iter().enumerate() {
            if pairing.old[at].is_none() && old[at].words.len() >= words {
                free[*number as usize].0.push(at);
            }
        }
        for (at, number) in self.new.iter().enumerate().filter(|(at, _)| pairing.new[*at].is_none()) {
            free[*number as usize].1.push(at);
        }
        for (old, new) in free.into_iter().filter(|(old, new)| old.len() == new.len()) {
            old.into_iter().zip(new).for_each(|(old, new)| pairing.join(old, new, true));
        }
    }

    /// Pairs the equal units that stand between the same pairs, in order, where there are too many to compare each with
    /// each: a text that says the same again and again.
    fn in_order(&self, pairing: &mut Pairing, old: &[Unit<'_>], like: &mut Likeness) {
        let free = |partners: &[Option<usize>]| partners.iter().filter(|partner| partner.is_none()).count();
        if free(&pairing.old) * free(&pairing.new) <= PLACE {
            return;
        }
        for (a, b) in Gaps::of(pairing, old).ranges() {
            let a: Vec<usize> = a.filter(|at| pairing.old[*at].is_none()).collect();
            let b: Vec<usize> = b.filter(|at| pairing.new[*at].is_none()).collect();
            if a.len() * b.len() <= PLACE {
                continue;
            }
            let numbers = |units: &[usize], all: &[Word]| -> Vec<Word> { units.iter().map(|at| all[*at]).collect() };
            for part in common(&numbers(&a, &self.old), &numbers(&b, &self.new), &mut like.simplified) {
                for step in 0..part.len {
                    pairing.join(a[part.old + step], b[part.new + step], false);
                }
            }
        }
    }
}

/// Goes from each pair (or each that stands in the same order in both) to the units beside it, and on as far as they belong
/// together; says whether any did.
fn neighbours(
    pairing: &mut Pairing,
    old: &[Unit<'_>],
    new: &[Unit<'_>],
    in_order: bool,
    belong: &mut impl FnMut(usize, usize) -> bool,
) -> bool {
    let mut any = false;
    let pairs: Vec<(usize, usize)> = if in_order {
        Gaps::of(pairing, old).backbone
    } else {
        pairing.old.iter().enumerate().filter_map(|(old, new)| new.map(|new| (old, new))).collect()
    };
    for (start_old, start_new) in pairs {
        for back in [false, true] {
            let step = |at: usize| if back { at.checked_sub(1) } else { Some(at + 1) };
            let (mut a, mut b) = (start_old, start_new);
            while let (Some(x), Some(y)) = (step(a), step(b)) {
                if !pairing.is_free(x, y) || old[x].sort != new[y].sort || !belong(x, y) {
                    break;
                }
                pairing.join(x, y, false);
                any = true;
                (a, b) = (x, y);
            }
        }
    }
    any
}

/// Pairs the most alike first; of two that are as alike, those between the same neighbours.
fn most_alike(
    pairing: &mut Pairing,
    old: &[Unit<'_>],
    new: &[Unit<'_>],
    same: &Same,
    needed: Needed,
    like: &mut Likeness,
) {
    let is_sought = |at: &usize| pairing.new[*at].is_none() && new[*at].words.len() >= needed.words;
    let sought: Vec<usize> = (0..new.len()).filter(is_sought).collect();
    let search = Search::of(pairing, (old, new), same, &sought, like);
    let (mut found, mut sums) = (Vec::new(), vec![0.0; old.len()]);
    for at in sought {
        let tried = search.index.find(new[at].words, &mut sums);
        search.partners(at, tried, pairing, needed, like, &mut found);
    }
    found.sort_by(|a, b| b.rank.total_cmp(&a.rank).then((a.shift, a.old, a.new).cmp(&(b.shift, b.old, b.new))));
    for partner in found {
        if pairing.is_free(partner.old, partner.new) {
            pairing.join(partner.old, partner.new, partner.sure);
        }
    }
}

/// Two units that may belong together.
struct Partner {
    old: usize,
    new: usize,
    /// How alike they are, and a little more where they stand between the same neighbours.
    rank: f64,
    /// How far they are from standing at the same place between their neighbours.
    shift: usize,
    sure: bool,
}

struct Search<'a> {
    old: &'a [Unit<'a>],
    new: &'a [Unit<'a>],
    gaps: Gaps,
    index: Index,
    same: &'a Same,
    /// The old units that are free, by the gap they stand in.
    free: Vec<Vec<usize>>,
}

impl<'a> Search<'a> {
    /// Makes ready for the search of some of the new units.
    fn of(
        pairing: &Pairing,
        (old, new): (&'a [Unit<'a>], &'a [Unit<'a>]),
        same: &'a Same,
        sought: &[usize],
        like: &Likeness,
    ) -> Search<'a> {
        let gaps = Gaps::of(pairing, old);
        let mut free = vec![Vec::new(); gaps.backbone.len() + 1];
        for at in (0..old.len()).filter(|at| pairing.old[*at].is_none()) {
            free[gaps.old[at]].push(at);
        }
        let words: Vec<&[Word]> = old.iter().map(|unit| unit.words).collect();
        let index = Index::of(&words, sought.iter().map(|at| new[*at].words), like.words());
        Search { old, new, gaps, index, same, free }
    }

    /// Finds the old units that are free and like a new one, among those to be tried and those of the same gap. One that
    /// stands elsewhere must be so like no other.
    fn partners(
        &self,
        at: usize,
        mut tried: Vec<usize>,
        pairing: &Pairing,
        needed: Needed,
        like: &mut Likeness,
        found: &mut Vec<Partner>,
    ) {
        let unit = &self.new[at];
        let gap = self.gaps.new[at];
        let near = self.free[gap].iter().filter(|_| self.free[gap].len() <= NEAR);
        tried.extend(near.filter(|other| !tried.contains(other)).copied().collect::<Vec<_>>());
        tried.retain(|other| self.old[*other].sort == unit.sort);
        let shares: Vec<(f64, usize)> = tried
            .into_iter()
            .filter_map(|other| Some((like.at_least(needed.in_place, self.old[other].words, unit.words)?, other)))
            .collect();
        for (share, other) in shares.iter().copied().filter(|(_, other)| pairing.old[*other].is_none()) {
            let rival = shares.iter().filter(|(_, rival)| *rival != other).map(|(share, _)| *share).fold(0.0, f64::max);
            let sure = share > rival + MARGIN
                && share >= needed.anywhere
                && !self.same.has_twin(other)
                && !self.same.has_new_twin(at);
            let is_near = self.gaps.old[other] == gap;
            if sure || is_near {
                let rank = share + if is_near { 0.1 } else { 0.0 };
                found.push(Partner { old: other, new: at, rank, shift: self.gaps.shift(other, at), sure });
            }
        }
    }
}

/// Pairs what stands between the same pairs and is alike enough.
fn same_place(pairing: &mut Pairing, old: &[Unit<'_>], new: &[Unit<'_>], least: f64, like: &mut Likeness) {
    let gaps = Gaps::of(pairing, old);
    for (a, b) in gaps.ranges() {
        let a: Vec<usize> = a.filter(|at| pairing.old[*at].is_none()).collect();
        let b: Vec<usize> = b.filter(|at| pairing.new[*at].is_none()).collect();
        if a.is_empty() || b.is_empty() || a.len() * b.len() > PLACE {
            continue;
        }
        let share = |i: usize, j: usize| likeness(&old[a[i]], &new[b[j]], least, like);
        for (i, j) in in_order(a.len(), b.len(), share) {
            pairing.join(a[i], b[j], false);
        }
    }
}

fn likeness(old: &Unit<'_>, new: &Unit<'_>, least: f64, like: &mut Likeness) -> Option<f64> {
    match old.sort {
        sort if sort != new.sort => None,
        Sort::Empty | Sort::Rule => Some(1.0),
        Sort::Image if old.tag == new.tag => Some(1.0),
        _ => like.at_least(least, old.words, new.words),
    }
}

/// Of two short rows, the pairs in order that are most alike in all.
pub(super) fn in_order(
    old: usize,
    new: usize,
    mut share: impl FnMut(usize, usize) -> Option<f64>,
) -> Vec<(usize, usize)> {
    let mut shares = vec![None; old * new];
    let mut best = vec![0.0_f64; (old + 1) * (new + 1)];
    let at = |i: usize, j: usize| i * (new + 1) + j;
    for i in (0..old).rev() {
        for j in (0..new).rev() {
            shares[i * new + j] = share(i, j);
            let paired = shares[i * new + j].map_or(0.0, |share| share + best[at(i + 1, j + 1)]);
            best[at(i, j)] = paired.max(best[at(i + 1, j)]).max(best[at(i, j + 1)]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < old && j < new {
        let here = best[at(i, j)];
        let paired = shares[i * new + j].map(|share| share + best[at(i + 1, j + 1)]);
        if paired.is_some_and(|sum| sum >= here) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[at(i + 1, j)] >= here {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Units that follow each other, by their numbers.
type Units = Range<usize>;

/// The pairs that stand in the same order in both documents, and which units lie between which of them.
struct Gaps {
    backbone: Vec<(usize, usize)>,
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Gaps {
    fn of(pairing: &Pairing, units: &[Unit<'_>]) -> Gaps {
        let pair = |(old, new): (usize, &Option<usize>)| new.map(|new| (old, new, weight(units[old].words.len())));
        let pairs: Vec<(usize, usize, u64)> = pairing.old.iter().enumerate().filter_map(pair).collect();
        let backbone: Vec<(usize, usize)> = rising(&pairs).into_iter().map(|at| (pairs[at].0, pairs[at].1)).collect();
        let fill = |count: usize, edge: &dyn Fn(&(usize, usize)) -> usize| {
            let mut next = 0;
            (0..count)
                .map(|at| {
                    next += usize::from(backbone.get(next).is_some_and(|pair| edge(pair) <= at));
                    next
                })
                .collect()
        };
        let old = fill(pairing.old.len(), &|pair| pair.0);
        let new = fill(pairing.new.len(), &|pair| pair.1);
        Gaps { backbone, old, new }
    }

    /// How far two units are from standing at the same place of a gap, counted from its beginning or from its end.
    fn shift(&self, old: usize, new: usize) -> usize {
        let (from, to) = (self.range(self.old[old]).0, self.range(self.new[new]).1);
        let front = (old - from.start).abs_diff(new - to.start);
        front.min((from.end - old).abs_diff(to.end - new))
    }

    /// What lies before the first pair, between two pairs that follow each other, or behind the last.
    fn range(&self, gap: usize) -> (Units, Units) {
        let after = |(old, new): (usize, usize)| (old + 1, new + 1);
        let (i, j) = gap.checked_sub(1).map_or((0, 0), |before| after(self.backbone[before]));
        let (a, b) = self.backbone.get(gap).copied().unwrap_or((self.old.len(), self.new.len()));
        (i..a, j..b)
    }

    fn ranges(&self) -> impl Iterator<Item = (Units, Units)> {
        (0..=self.backbone.len()).map(|gap| self.range(gap))
    }
}

/// What a pair of so many words weighs when it is decided what stays: more for more words, but far less for one of many
/// words than for several of as many together, for whoever moves something moves one thing.
pub(super) fn weight(words: usize) -> u64 {
    1 + (words as u64 * 1_000_000_000_000).isqrt().isqrt()
}
