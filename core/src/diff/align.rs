//! Which sentence of the old document belongs to which of the new one: paragraphs first, then the sentences inside them,
//! then the sentences that are left over, wherever they stand. Not here: which of them were moved.

use super::likeness::Likeness;
use super::pairing::{Needed, Pairing, Sort, Unit, in_order, pair};
use super::rows::{Rows, pairs};
use super::sequence::rising;
use super::side::{Leaves, Side};
use crate::document::{Kind, Within};
use std::collections::BTreeMap;

const PARAGRAPHS: Needed = Needed { anywhere: 0.45, in_place: 0.35, words: 4 };
const SENTENCES: Needed = Needed { anywhere: 0.6, in_place: 0.4, words: 6 };
/// How many pairs of short rows are compared each with each.
const SHORT: usize = 2500;

/// What belongs together.
pub(super) struct Aligned {
    /// The pairs of items.
    pub(super) items: Pairing,
    /// For each old leaf, the new one that it belongs to as a whole.
    pub(super) leaves: Vec<Option<usize>>,
    /// For each pair of tables, the rows that belong together.
    pub(super) tables: Vec<Vec<(Leaves, Leaves)>>,
}

/// Finds what belongs together. Ends are paired only where no sentence says which belong together.
pub(super) fn align(old: &Side<'_>, new: &Side<'_>, like: &mut Likeness) -> Aligned {
    let (old_blocks, new_blocks) = (blocks(old), blocks(new));
    let (a, b) = (units(old, &old_blocks), units(new, &new_blocks));
    let mut pairing = Pairing::new(a.len(), b.len());
    graded_alike(&mut pairing, &a, &b);
    pair(&mut pairing, &a, &b, PARAGRAPHS, like);
    let mut aligning = Aligning {
        old,
        new,
        like,
        items: Pairing::new(old.items.len(), new.items.len()),
        leaves: vec![None; old.leaves.len()],
        tables: Vec::new(),
    };
    for (at, partner) in pairing.old.iter().enumerate() {
        let Some(partner) = *partner else { continue };
        let (from, to) = (old_blocks[at].clone(), new_blocks[partner].clone());
        match a[at].sort {
            Sort::Table => aligning.table(from, to, pairing.sure[at]),
            _ => aligning.leaf(from.start, to.start, pairing.sure[at]),
        }
    }
    aligning.sentences();
    Aligned { items: aligning.items, leaves: aligning.leaves, tables: aligning.tables }
}

/// The leaves by what is paired as one: a table is.
fn blocks(side: &Side<'_>) -> Vec<Leaves> {
    let mut blocks: Vec<Leaves> = Vec::new();
    let mut last = None;
    for leaf in 0..side.leaves.len() {
        let table = side.leaves[leaf].within.iter().find_map(|within| match within {
            Within::Cell { table, .. } => Some(*table),
            Within::Item { .. } | Within::Quote { .. } => None,
        });
        match blocks.last_mut() {
            Some(block) if table.is_some() && table == last => block.end = leaf + 1,
            _ => blocks.push(leaf..leaf + 1),
        }
        last = table;
    }
    blocks
}

fn units<'a>(side: &'a Side<'_>, blocks: &[Leaves]) -> Vec<Unit<'a>> {
    let unit = |block: &Leaves| {
        let leaf = &side.leaves[block.start];
        let words = &side.words[side.words_of(block.start).start..side.words_of(block.end - 1).end];
        let is_table = leaf.within.iter().any(|within| matches!(within, Within::Cell { .. }));
        let (sort, tag) = match &leaf.kind {
            _ if is_table => (Sort::Table, None),
            Kind::Image { src } => (Sort::Image, Some(src.as_str())),
            Kind::Rule => (Sort::Rule, None),
            _ if words.is_empty() => (Sort::Empty, None),
            _ => (Sort::Words, None),
        };
        let graded =
            if is_table { block.clone().find_map(|leaf| side.graded[leaf]) } else { side.graded_item(block.start) };
        Unit { words, sort, tag, graded }
    };
    blocks.iter().map(unit).collect()
}

/// Pairs the items of lists that give a grade to the same, in order.
fn graded_alike(pairing: &mut Pairing, old: &[Unit<'_>], new: &[Unit<'_>]) {
    let mut known: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (is_new, units) in [(false, old), (true, new)] {
        for (at, unit) in units.iter().enumerate().filter(|(_, unit)| unit.sort == Sort::Words) {
            let Some(graded) = unit.graded else { continue };
            let (old, new) = known.entry(graded).or_default();
            if is_new { new.push(at) } else { old.push(at) }
        }
    }
    for (old, new) in known.into_values() {
        old.into_iter().zip(new).for_each(|(old, new)| pairing.join(old, new, true));
    }
}

struct Aligning<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    like: &'a mut Likeness,
    items: Pairing,
    leaves: Vec<Option<usize>>,
    tables: Vec<Vec<(Leaves, Leaves)>>,
}

impl Aligning<'_> {
    /// Pairs the sentences of two paragraphs that belong together.
    fn leaf(&mut self, old: usize, new: usize, sure: bool) {
        self.leaves[old] = Some(new);
        let (old_end, new_end) = (self.old.end_of(old), self.new.end_of(new));
        let (first_old, first_new) = (self.old.of_leaf[old].start, self.new.of_leaf[new].start);
        let a: Vec<Unit<'_>> = (first_old..old_end).map(|item| sentence(self.old, item)).collect();
        let b: Vec<Unit<'_>> = (first_new..new_end).map(|item| sentence(self.new, item)).collect();
        let pairs = aligned(&a, &b, SENTENCES, self.like);
        for (i, j) in &pairs {
            self.items.join(first_old + i, first_new + j, sure);
        }
        if pairs.is_empty() || self.old.is_closed(old) {
            self.items.join(old_end, new_end, sure);
        }
        // The one sentence of an item is that of its partner, whatever grade it gives now.
        if pairs.is_empty() && self.old.graded[old].is_some() && [a.len(), b.len()] == [1, 1] {
            self.items.join(first_old, first_new, sure);
        }
    }

    /// Pairs the cells of two tables that belong together, row by row.
    fn table(&mut self, old: Leaves, new: Leaves, sure: bool) {
        let (a, b) = (Rows::of(self.old, old), Rows::of(self.new, new));
        let (mut rows, all) = (Vec::new(), pairs(&a, &b, self.like));
        for (row, cells) in all {
            rows.push(row);
            for (old, new) in cells {
                self.leaf(old, new, sure);
            }
        }
        self.tables.push(rows);
    }

    /// Pairs the sentences that are left over.
    fn sentences(&mut self) {
        let open = |side: &Side<'_>| -> Vec<usize> {
            let is_open = |item: &usize| !side.items[*item].is_end && !side.is_closed(side.items[*item].leaf);
            (0..side.items.len()).filter(is_open).collect()
        };
        let (a, b) = (open(self.old), open(self.new));
        let mut pairing = Pairing::new(a.len(), b.len());
        for (at, item) in a.iter().enumerate() {
            let partner = self.items.old[*item].and_then(|partner| b.binary_search(&partner).ok());
            if let Some(partner) = partner {
                pairing.join(at, partner, self.items.sure[*item]);
            }
        }
        let old: Vec<Unit<'_>> = a.iter().map(|item| sentence(self.old, *item)).collect();
        let new: Vec<Unit<'_>> = b.iter().map(|item| sentence(self.new, *item)).collect();
        pair(&mut pairing, &old, &new, SENTENCES, self.like);
        for (at, partner) in pairing.old.iter().enumerate() {
            if let Some(partner) = partner {
                self.items.join(a[at], b[*partner], pairing.sure[at]);
            }
        }
    }
}

fn sentence<'a>(side: &'a Side<'_>, item: usize) -> Unit<'a> {
    Unit { words: side.item_words(item), sort: Sort::Words, tag: None, graded: None }
}

/// The pairs of two rows of units that stand in the same order.
fn aligned(old: &[Unit<'_>], new: &[Unit<'_>], needed: Needed, like: &mut Likeness) -> Vec<(usize, usize)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a.words == b.words).count();
    let (old, new) = (&old[head..], &new[head..]);
    let inner = inner_aligned(old, new, needed, like).into_iter().map(|(i, j)| (head + i, head + j));
    (0..head).map(|at| (at, at)).chain(inner).collect()
}

/// The same, of rows that begin with different units.
fn inner_aligned(old: &[Unit<'_>], new: &[Unit<'_>], needed: Needed, like: &mut Likeness) -> Vec<(usize, usize)> {
    if old.len() * new.len() <= SHORT {
        return in_order(old.len(), new.len(), |i, j| like.at_least(needed.in_place, old[i].words, new[j].words));
    }
    let mut pairing = Pairing::new(old.len(), new.len());
    pair(&mut pairing, old, new, needed, like);
    let pair =
        |(at, partner): (usize, &Option<usize>)| partner.map(|partner| (at, partner, old[at].words.len() as u64));
    let pairs: Vec<(usize, usize, u64)> = pairing.old.iter().enumerate().filter_map(pair).collect();
    rising(&pairs).into_iter().map(|at| (pairs[at].0, pairs[at].1)).collect()
}
