//! Units found by what is rare in them: the few of very many that another may belong to. Not here: how alike they are.

use super::side::Word;
use foldhash::fast::RandomState as Quick;
use std::collections::HashMap;
use std::num::NonZeroU32;

/// A word, or a pair of words, that more units than this have finds none of them.
const COMMON: u32 = 12;
/// How many units are found at most.
const FOUND: usize = 6;
/// One that shares so many times less than the best of them is not.
const FAR: f64 = 4.0;

/// The units by the rare words that they have and, where two common words stand side by side, by that pair.
pub(super) struct Index {
    /// Of each word.
    words: Vec<Known>,
    pairs: HashMap<[Word; 2], Known, Quick>,
    /// Units, and the link before each of those that have the same.
    links: Vec<Link>,
}

/// Which units have something: how many, and the last link.
#[derive(Clone, Copy, Default)]
struct Known {
    units: u32,
    last: Before,
}

/// A unit, and the link before it of those that have the same.
#[derive(Clone, Copy)]
struct Link {
    unit: u32,
    before: Before,
}

/// A link, counted from 1. There are very many of them, and room is time.
type Before = Option<NonZeroU32>;

impl Index {
    /// Takes only words that those have that are sought; `count` is how many different words there are.
    pub(super) fn of<'u>(all: &[&[Word]], sought: impl Iterator<Item = &'u [Word]>, count: usize) -> Index {
        let mut is_sought = vec![false; count];
        sought.flatten().for_each(|word| is_sought[*word as usize] = true);
        let mut index = Index { words: vec![Known::default(); count], pairs: HashMap::default(), links: Vec::new() };
        for (at, unit) in all.iter().enumerate() {
            for word in unit.iter().filter(|word| is_sought[**word as usize]) {
                index.words[*word as usize].add(at, &mut index.links);
            }
        }
        for (at, unit) in all.iter().enumerate() {
            for pair in pairs(unit) {
                if index.is_common(pair) {
                    index.pairs.entry(pair).or_default().add(at, &mut index.links);
                }
            }
        }
        index
    }

    /// Whether neither word of a pair tells a unit by itself.
    fn is_common(&self, pair: [Word; 2]) -> bool {
        pair.iter().all(|word| self.words[*word as usize].units > COMMON)
    }

    /// The units that share most with this one, best first. `sums` has a zero for each unit, and again afterwards.
    pub(super) fn find(&self, unit: &[Word], sums: &mut [f64]) -> Vec<usize> {
        let mut met: Vec<usize> = Vec::new();
        let words = unit.iter().map(|word| (1.0, &self.words[*word as usize]));
        let pairs = pairs(unit).filter(|pair| self.is_common(*pair));
        let pairs = pairs.filter_map(|pair| Some((2.0, self.pairs.get(&pair)?)));
        for (worth, known) in words.chain(pairs).filter(|(_, known)| known.units <= COMMON) {
            let worth = worth / f64::from(known.units);
            let mut next = known.last;
            while let Some(number) = next {
                let link = self.links[number.get() as usize - 1];
                let at = link.unit as usize;
                if sums[at] == 0.0 {
                    met.push(at);
                }
                sums[at] += worth;
                next = link.before;
            }
        }
        let most = met.iter().map(|at| sums[*at]).fold(0.0, f64::max);
        let mut best: Vec<usize> = met.iter().copied().filter(|at| sums[*at] * FAR >= most).collect();
        best.sort_unstable_by(|a, b| sums[*b].total_cmp(&sums[*a]).then(a.cmp(b)));
        best.truncate(FOUND);
        for at in met {
            sums[at] = 0.0;
        }
        best
    }
}

impl Known {
    fn add(&mut self, unit: usize, links: &mut Vec<Link>) {
        let unit = u32::try_from(unit).expect("fewer units than words");
        if self.units <= COMMON && self.last.is_none_or(|last| links[last.get() as usize - 1].unit != unit) {
            links.push(Link { unit, before: self.last });
            let last = u32::try_from(links.len()).ok().and_then(NonZeroU32::new);
            *self = Known { units: self.units + 1, last };
        }
    }
}

fn pairs(words: &[Word]) -> impl Iterator<Item = [Word; 2]> {
    words.windows(2).map(|two| [two[0], two[1]])
}
