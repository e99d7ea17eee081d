//! What a line stands in, in the numbering of a redline: a list that is in both documents has one number there, and so have
//! its items. Not here: the words.

use super::plan::Plan;
use super::side::Side;
use crate::document::{Holder, Place, Within};
use std::collections::{HashMap, HashSet};

/// The places of the leaves of both documents.
pub(super) struct Places {
    pub(super) old: Vec<Place>,
    pub(super) new: Vec<Place>,
}

impl Places {
    /// The new document keeps its numbers; what is of the old one only is numbered behind.
    pub(super) fn of(old: &Side<'_>, new: &Side<'_>, plan: &Plan) -> Places {
        let shared = Shared::of(old, new, plan);
        let behind = new.leaves.len() + 1;
        let renumber = |within: &Within| shared.renumbered(*within, behind);
        let place = |within: Vec<Within>, kind: &_| Place { within, kind: Clone::clone(kind) };
        Places {
            old: old.leaves.iter().map(|leaf| place(leaf.within.iter().map(renumber).collect(), &leaf.kind)).collect(),
            new: new.leaves.iter().map(|leaf| place(leaf.within.clone(), &leaf.kind)).collect(),
        }
    }
}

/// Which holders of the old document are which of the new one, and which items and rows.
#[derive(Default)]
struct Shared {
    holders: HashMap<Holder, Holder>,
    parts: HashMap<(Holder, usize), (Holder, usize)>,
}

impl Shared {
    /// Goes by the leaves whose ends belong together.
    fn of(old: &Side<'_>, new: &Side<'_>, plan: &Plan) -> Shared {
        let mut shared = Shared::default();
        let (mut holders, mut parts) = (HashSet::new(), HashSet::new());
        for group in plan.groups.iter().filter(|group| old.items[group.old.start].is_end) {
            let from = &old.leaves[old.items[group.old.start].leaf].within;
            let to = &new.leaves[new.items[group.new.start].leaf].within;
            for (from, to) in from.iter().map(|within| apart(*within)).zip(to.iter().map(|within| apart(*within))) {
                let fits = match (from.0, to.0) {
                    (Holder::List(_), Holder::List(_)) | (Holder::Quote(_), Holder::Quote(_)) => true,
                    (Holder::Table(_), Holder::Table(_)) => (from.1 == 0) == (to.1 == 0),
                    _ => false,
                };
                if !fits
                    || !same(&mut shared.holders, &mut holders, from.0, to.0)
                    || !same(&mut shared.parts, &mut parts, from, to)
                {
                    break;
                }
            }
        }
        shared
    }

    fn renumbered(&self, within: Within, behind: usize) -> Within {
        let (holder, part) = apart(within);
        let (shared, kept) = (self.holders.get(&holder), self.parts.get(&(holder, part)));
        let part = match (shared, kept) {
            (Some(_), Some((_, part))) => *part,
            (Some(_), None) => part + behind,
            (None, _) => part,
        };
        let number = |old: usize| match shared {
            Some(Holder::List(new) | Holder::Quote(new) | Holder::Table(new)) => *new,
            None => old + behind,
        };
        match within {
            Within::Item { list, start, .. } => Within::Item { list: number(list), start, item: part },
            Within::Quote { quote } => Within::Quote { quote: number(quote) },
            Within::Cell { table, column, .. } => Within::Cell { table: number(table), row: part, column },
        }
    }
}

/// Whether one thing of the old document is this one of the new; it is from now on if neither was another's.
fn same<T: Copy + Eq + std::hash::Hash>(known: &mut HashMap<T, T>, taken: &mut HashSet<T>, old: T, new: T) -> bool {
    if let Some(partner) = known.get(&old) {
        return *partner == new;
    }
    let is_free = taken.insert(new);
    if is_free {
        known.insert(old, new);
    }
    is_free
}

/// What holds, and which of its items or rows.
fn apart(within: Within) -> (Holder, usize) {
    let part = match within {
        Within::Item { item, .. } => item,
        Within::Quote { .. } => 0,
        Within::Cell { row, .. } => row,
    };
    (within.holder(), part)
}
