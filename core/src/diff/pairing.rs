//! Which units of two documents belong together, wherever they stand: paragraphs at first, then sentences. Equal ones that
//! occur once, the equal neighbours of these, the most alike, and what stands in the same place. Not here: which pairs stay
//! in place and which were moved.

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
/// A stretch that more units than this have finds none of them.
const COMMON: u32 = 12;
/// How many units that share something rare are compared.
const TRIED: usize = 6;

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
    let equal = |a: &Unit<'_>, b: &Unit<'_>| a.words == b.words;
    equal_once(pairing, old, new);
    neighbours(pairing, old, new, true, &mut { equal });
    equal_in_order(pairing, old, new, like);
    most_alike(pairing, old, new, needed, like);
    same_place(pairing, old, new, needed.in_place, like);
    neighbours(pairing, old, new, false, &mut { equal });
    let mut alike = |a: &Unit<'_>, b: &Unit<'_>| like.at_least(needed.in_place, a.words, b.words).is_some();
    neighbours(pairing, old, new, false, &mut alike);
    same_place(pairing, old, new, needed.in_place, like);
}

fn equal_once(pairing: &mut Pairing, old: &[Unit<'_>], new: &[Unit<'_>]) {
    // The first place of each in the old document, and how often it stands in either.
    let mut seen = HashMap::with_hasher(Quick::default());
    for (at, unit) in old.iter().enumerate() {
        seen.entry((unit.sort, unit.words, unit.tag)).or_insert((at, 0_u32, 0_u32)).1 += 1;
    }
    for unit in new {
        if let Some(known) = seen.get_mut(&(unit.sort, unit.words, unit.tag)) {
            known.2 += 1;
        }
    }
    for (at, unit) in new.iter().enumerate() {
        match seen.get(&(unit.sort, unit.words, unit.tag)) {
            Some((place, 1, 1)) if pairing.is_free(*place, at) => pairing.join(*place, at, true),
            _ => {}
        }
    }
}

/// Goes from each pair (or each that stands in the same order in both) to the units beside it, and on as far as they belong
/// together.
fn neighbours(
    pairing: &mut Pairing,
    old: &[Unit<'_>],
    new: &[Unit<'_>],
    in_order: bool,
    belong: &mut impl FnMut(&Unit<'_>, &Unit<'_>) -> bool,
) {
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
                if !pairing.is_free(x, y) || old[x].sort != new[y].sort || !belong(&old[x], &new[y]) {
                    break;
                }
                pairing.join(x, y, false);
                (a, b) = (x, y);
            }
        }
    }
}

/// Pairs the most alike first; of two that are as alike, those between the same neighbours.
fn most_alike(pairing: &mut Pairing, old: &[Unit<'_>], new: &[Unit<'_>], needed: Needed, like: &mut Likeness) {
    let is_sought = |at: &usize| pairing.new[*at].is_none() && new[*at].words.len() >= needed.words;
    let sought: Vec<usize> = (0..new.len()).filter(is_sought).collect();
    let search = Search::of(pairing, old, new, &sought, like);
    let (mut found, mut sums) = (Vec::new(), vec![0.0; old.len()]);
    for at in sought {
        let tried = search.index.find(&new[at], &mut sums);
        search.partners(at, tried, pairing, needed, like, &mut found);
    }
    found.sort_by(|a, b| b.rank.total_cmp(&a.rank).then((a.old, a.new).cmp(&(b.old, b.new))));
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
    sure: bool,
}

struct Search<'a> {
    old: &'a [Unit<'a>],
    new: &'a [Unit<'a>],
    gaps: Gaps,
    index: Index,
    twins: (Vec<bool>, Vec<bool>),
    /// The old units that are free, by the gap they stand in.
    free: Vec<Vec<usize>>,
}

impl<'a> Search<'a> {
    /// Makes ready for the search of some of the new units.
    fn of(
        pairing: &Pairing,
        old: &'a [Unit<'a>],
        new: &'a [Unit<'a>],
        sought: &[usize],
        like: &Likeness,
    ) -> Search<'a> {
        let gaps = Gaps::of(pairing, old);
        let mut free = vec![Vec::new(); gaps.backbone.len() + 1];
        for at in (0..old.len()).filter(|at| pairing.old[*at].is_none()) {
            free[gaps.old[at]].push(at);
        }
        Search {
            old,
            new,
            gaps,
            index: Index::of(old, sought.iter().map(|at| &new[*at]), like),
            twins: (twins(old), twins(new)),
            free,
        }
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
        let near = self.free[gap].iter().filter(|_| self.free[gap].len() <= TRIED);
        tried.extend(near.filter(|other| !tried.contains(other)).copied().collect::<Vec<_>>());
        tried.retain(|other| self.old[*other].sort == unit.sort);
        let shares: Vec<(f64, usize)> = tried
            .into_iter()
            .filter_map(|other| Some((like.at_least(needed.in_place, self.old[other].words, unit.words)?, other)))
            .collect();
        for (share, other) in shares.iter().copied().filter(|(_, other)| pairing.old[*other].is_none()) {
            let rival = shares.iter().filter(|(_, rival)| *rival != other).map(|(share, _)| *share).fold(0.0, f64::max);
            let sure = share > rival + MARGIN && share >= needed.anywhere && !self.twins.0[other] && !self.twins.1[at];
            let is_near = self.gaps.old[other] == gap;
            if sure || is_near {
                found.push(Partner { old: other, new: at, rank: share + if is_near { 0.1 } else { 0.0 }, sure });
            }
        }
    }
}

/// Which units stand in a document more than once.
fn twins(units: &[Unit<'_>]) -> Vec<bool> {
    let mut counts: HashMap<&[Word], u32, Quick> = HashMap::default();
    for unit in units {
        *counts.entry(unit.words).or_default() += 1;
    }
    units.iter().map(|unit| counts[unit.words] > 1).collect()
}

/// Pairs the equal units that stand between the same pairs, in order, where there are too many to compare each with each: a
/// text that says the same again and again.
fn equal_in_order(pairing: &mut Pairing, old: &[Unit<'_>], new: &[Unit<'_>], like: &mut Likeness) {
    let mut numbers = HashMap::with_hasher(Quick::default());
    let mut number = |unit: &Unit<'_>| {
        let fresh = Word::try_from(numbers.len()).expect("fewer units than words");
        *numbers.entry((unit.sort, unit.words.to_owned(), unit.tag.map(str::to_owned))).or_insert(fresh)
    };
    for (a, b) in Gaps::of(pairing, old).ranges(old.len(), new.len()) {
        let a: Vec<usize> = a.filter(|at| pairing.old[*at].is_none()).collect();
        let b: Vec<usize> = b.filter(|at| pairing.new[*at].is_none()).collect();
        if a.len() * b.len() <= PLACE {
            continue;
        }
        let x: Vec<Word> = a.iter().map(|at| number(&old[*at])).collect();
        let y: Vec<Word> = b.iter().map(|at| number(&new[*at])).collect();
        for part in common(&x, &y, &mut like.simplified) {
            for step in 0..part.len {
                pairing.join(a[part.old + step], b[part.new + step], false);
            }
        }
    }
}

/// Pairs what stands between the same pairs and is alike enough.
fn same_place(pairing: &mut Pairing, old: &[Unit<'_>], new: &[Unit<'_>], least: f64, like: &mut Likeness) {
    let gaps = Gaps::of(pairing, old);
    for (a, b) in gaps.ranges(old.len(), new.len()) {
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

    fn ranges(&self, old: usize, new: usize) -> Vec<(Range<usize>, Range<usize>)> {
        let (mut i, mut j, mut ranges) = (0, 0, Vec::new());
        for (a, b) in self.backbone.iter().copied().chain([(old, new)]) {
            ranges.push((i..a, j..b));
            (i, j) = (a + 1, b + 1);
        }
        ranges
    }
}

/// What a pair of so many words weighs when it is decided what stays: more for more words, but far less for one of many
/// words than for several of as many together, for whoever moves something moves one thing.
pub(super) fn weight(words: usize) -> u64 {
    1 + (words as u64 * 1_000_000_000_000).isqrt().isqrt()
}

/// The units by the rare words, and rare pairs of words, that they have.
struct Index {
    /// Of each word.
    words: Vec<Known>,
    pairs: HashMap<[Word; 2], Known, Quick>,
    /// Units, and the link before each of those that have the same.
    links: Vec<(usize, Option<usize>)>,
}

/// Which units have something: how many, and the last link.
#[derive(Clone, Copy, Default)]
struct Known {
    units: u32,
    last: Option<usize>,
}

impl Index {
    /// Of the units that are looked for, only words that they have are taken.
    fn of<'u>(all: &[Unit<'_>], sought: impl Iterator<Item = &'u Unit<'u>>, like: &Likeness) -> Index {
        let mut wanted = Wanted { words: vec![false; like.words()], pairs: vec![0; Wanted::PAIRS / 64] };
        sought.for_each(|unit| wanted.add(unit.words));
        let links = Vec::with_capacity(all.iter().map(|unit| unit.words.len()).sum());
        let mut index = Index { words: vec![Known::default(); like.words()], pairs: HashMap::default(), links };
        for (at, unit) in all.iter().enumerate() {
            for word in unit.words.iter().filter(|word| wanted.words[**word as usize]) {
                index.words[*word as usize].add(at, &mut index.links);
            }
            for pair in pairs(unit.words).filter(|pair| wanted.has(*pair)) {
                index.pairs.entry(pair).or_default().add(at, &mut index.links);
            }
        }
        index
    }

    /// The units that share most with this one, best first. `sums` has a zero for each unit, and again afterwards.
    fn find(&self, unit: &Unit<'_>, sums: &mut [f64]) -> Vec<usize> {
        let mut met: Vec<usize> = Vec::new();
        let words = unit.words.iter().map(|word| (1.0, &self.words[*word as usize]));
        let pairs = pairs(unit.words).filter_map(|pair| Some((2.0, self.pairs.get(&pair)?)));
        for (worth, known) in words.chain(pairs).filter(|(_, known)| known.units <= COMMON) {
            let mut link = known.last;
            while let Some((at, before)) = link.map(|link| self.links[link]) {
                if sums[at] == 0.0 {
                    met.push(at);
                }
                sums[at] += worth / f64::from(known.units);
                link = before;
            }
        }
        met.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]).then(a.cmp(b)));
        for at in &met {
            sums[*at] = 0.0;
        }
        met.truncate(TRIED);
        met
    }
}

impl Known {
    fn add(&mut self, unit: usize, links: &mut Vec<(usize, Option<usize>)>) {
        if self.units <= COMMON && self.last.is_none_or(|last| links[last].0 != unit) {
            links.push((unit, self.last));
            *self = Known { units: self.units + 1, last: Some(links.len() - 1) };
        }
    }
}

/// What is looked for: its words and, so that few pairs of others come into the index, traces of its pairs.
struct Wanted {
    words: Vec<bool>,
    pairs: Vec<u64>,
}

impl Wanted {
    /// Traces that are kept apart.
    const PAIRS: usize = 1 << 17;

    fn add(&mut self, words: &[Word]) {
        for word in words {
            self.words[*word as usize] = true;
        }
        for pair in pairs(words) {
            let (at, bit) = Wanted::trace(pair);
            self.pairs[at] |= bit;
        }
    }

    fn has(&self, pair: [Word; 2]) -> bool {
        let (at, bit) = Wanted::trace(pair);
        self.pairs[at] & bit != 0
    }

    fn trace(pair: [Word; 2]) -> (usize, u64) {
        let trace = (pair[0].wrapping_mul(0x9e37_79b1) ^ pair[1].wrapping_mul(0x85eb_ca77)) as usize % Wanted::PAIRS;
        (trace / 64, 1 << (trace % 64))
    }
}

fn pairs(words: &[Word]) -> impl Iterator<Item = [Word; 2]> {
    words.windows(2).map(|two| [two[0], two[1]])
}
