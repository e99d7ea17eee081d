//! Which rows and columns of two tables belong together: rows by the name in their first cell, wherever they stand, and columns
//! by their headings. Not here: which rows were moved (plan).

use super::likeness::Likeness;
use super::pairing::in_order;
use super::side::{Leaves, Side, Word};
use crate::document::Within;
use std::collections::HashMap;

/// How alike two rows with different names have to be, where they stand in the same place.
const ALIKE: f64 = 0.5;
/// How many pairs of rows are compared each with each.
const FEW: usize = 2500;
/// How many pairs of rows are asked which columns belong together.
const ENOUGH: usize = 200;

/// A table, row by row.
pub(super) struct Rows<'a> {
    side: &'a Side<'a>,
    rows: Vec<Leaves>,
}

/// Two rows or two columns that belong together, by their numbers.
type Pair = (usize, usize);

impl<'a> Rows<'a> {
    /// Returns the rows of a table.
    pub(super) fn of(side: &'a Side<'a>, table: Leaves) -> Rows<'a> {
        let mut rows: Vec<Leaves> = Vec::new();
        for leaf in table {
            match rows.last_mut() {
                Some(last) if number(side, last.start) == number(side, leaf) => last.end = leaf + 1,
                _ => rows.push(leaf..leaf + 1),
            }
        }
        Rows { side, rows }
    }

    fn has_head(&self) -> bool {
        self.rows.first().is_some_and(|row| number(self.side, row.start) == Some(0))
    }

    /// Returns the leaf of a cell, where the row has so many.
    fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let row = &self.rows[row];
        Some(row.start + column).filter(|leaf| *leaf < row.end)
    }

    fn words(&self, row: usize, column: usize) -> &[Word] {
        self.cell(row, column).map_or(&[], |leaf| &self.side.words[self.side.words_of(leaf)])
    }

    fn all_words(&self, row: usize) -> &[Word] {
        let row = &self.rows[row];
        &self.side.words[self.side.words_of(row.start).start..self.side.words_of(row.end - 1).end]
    }

    /// Returns what a row gives a grade to.
    fn graded(&self, row: usize) -> Option<&'a str> {
        self.rows[row].clone().find_map(|leaf| self.side.graded[leaf])
    }

    fn width(&self) -> usize {
        self.rows.iter().map(Leaves::len).max().unwrap_or_default()
    }
}

/// Returns the rows that belong together, and their cells that do, by their leaves; rows in the order of the old table.
pub(super) fn pairs(old: &Rows<'_>, new: &Rows<'_>, like: &mut Likeness) -> Vec<((Leaves, Leaves), Vec<Pair>)> {
    let rows = rows(old, new, like);
    let columns = columns(old, new, &rows);
    let cells = |(i, j): Pair| {
        let both = |(x, y): &Pair| old.cell(i, *x).zip(new.cell(j, *y));
        ((old.rows[i].clone(), new.rows[j].clone()), columns.iter().filter_map(both).collect())
    };
    rows.into_iter().map(cells).collect()
}

fn rows(old: &Rows<'_>, new: &Rows<'_>, like: &mut Likeness) -> Vec<Pair> {
    let mut partner: Vec<Option<usize>> = vec![None; old.rows.len()];
    let heads = [old, new].map(|table| usize::from(table.has_head()));
    if heads == [1, 1] {
        partner[0] = Some(0);
    }
    let (mut free_old, mut free_new) = (all(old, heads[0]), all(new, heads[1]));
    // What a row gives a grade to says most: then its name does.
    alike(&mut partner, &mut free_old, &mut free_new, |row| old.graded(row), |row| new.graded(row));
    let name = |words: &'_ [Word]| Some(words.to_vec()).filter(|words| !words.is_empty());
    let (of_old, of_new) = (|row| name(old.words(row, 0)), |row| name(new.words(row, 0)));
    alike(&mut partner, &mut free_old, &mut free_new, of_old, of_new);
    let order: Vec<Pair> = partner.iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j))).collect();
    let gap = |at: usize, of_old: bool| order.partition_point(|pair| if of_old { pair.0 < at } else { pair.1 < at });
    if free_old.len() * free_new.len() <= FEW {
        let share = |i: usize, j: usize| {
            let (was, is) = (free_old[i], free_new[j]);
            let may_be = (old.graded(was).is_none() || new.graded(is).is_none()) && gap(was, true) == gap(is, false);
            if may_be { like.at_least(ALIKE, old.all_words(was), new.all_words(is)) } else { None }
        };
        for (i, j) in in_order(free_old.len(), free_new.len(), share) {
            partner[free_old[i]] = Some(free_new[j]);
        }
    }
    partner.into_iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j))).collect()
}

fn all(table: &Rows<'_>, head: usize) -> Vec<usize> {
    (head..table.rows.len()).collect()
}

/// Pairs the rows with the same key, in order, if both tables have as many of them.
fn alike<K: Eq + std::hash::Hash>(
    partner: &mut [Option<usize>],
    free_old: &mut Vec<usize>,
    free_new: &mut Vec<usize>,
    of_old: impl Fn(usize) -> Option<K>,
    of_new: impl Fn(usize) -> Option<K>,
) {
    let mut known: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for row in free_old.iter() {
        if let Some(key) = of_old(*row) {
            known.entry(key).or_default().0.push(*row);
        }
    }
    for row in free_new.iter() {
        if let Some(key) = of_new(*row) {
            known.entry(key).or_default().1.push(*row);
        }
    }
    for (old, new) in known.into_values().filter(|(old, new)| old.len() == new.len()) {
        old.into_iter().zip(new).for_each(|(old, new)| partner[old] = Some(new));
    }
    free_old.retain(|row| partner[*row].is_none());
    let taken: Vec<usize> = partner.iter().flatten().copied().collect();
    free_new.retain(|row| !taken.contains(row));
}

/// Returns the columns that belong together: those with the same heading or the same cells and, between them, those in the same
/// place, where both tables have as many.
fn columns(old: &Rows<'_>, new: &Rows<'_>, rows: &[Pair]) -> Vec<Pair> {
    let (widths, has_heads) = ((old.width(), new.width()), old.has_head() && new.has_head());
    let share = |x: usize, y: usize| {
        let is_same = |(i, j): &&Pair| !old.words(*i, x).is_empty() && old.words(*i, x) == new.words(*j, y);
        let same = rows.iter().take(ENOUGH).filter(is_same).count();
        let is_headed = has_heads && is_same(&&(0, 0));
        let all = rows.len().clamp(1, ENOUGH);
        #[expect(clippy::cast_precision_loss, reason = "a share of rows")]
        let share = same as f64 / all as f64;
        (is_headed || 2 * same >= all).then_some(share + if is_headed { 1.0 } else { 0.0 })
    };
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y) in in_order(widths.0, widths.1, share).into_iter().chain([widths]) {
        if x - i == y - j {
            pairs.extend((i..x).zip(j..y));
        }
        if (x, y) != widths {
            pairs.push((x, y));
        }
        (i, j) = (x + 1, y + 1);
    }
    pairs
}

fn number(side: &Side<'_>, leaf: usize) -> Option<usize> {
    side.leaves[leaf].within.iter().find_map(|within| match within {
        Within::Cell { row, .. } => Some(*row),
        Within::Item { .. } | Within::Quote { .. } => None,
    })
}
