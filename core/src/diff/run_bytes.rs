//! Where the runs of a redline are in the two documents, in bytes that are counted through the texts of all blocks. Not here:
//! what happened to the words.

use crate::document::{Marked, Side};
use std::collections::HashMap;

/// How many bytes of the old document a run of a redline is.
pub(super) fn old_length(marked: &Marked) -> usize {
    if marked.change.is_old() { marked.old().text.len() } else { 0 }
}

/// How many bytes of the new document it is.
pub(super) fn new_length(marked: &Marked) -> usize {
    if marked.change.is_new() { marked.run.text.len() } else { 0 }
}

/// Where each run of a redline begins in the old document, whose moved passages stand at their new places.
pub(super) fn old_starts(runs: &[&Marked]) -> Vec<usize> {
    let mut passages: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut in_place = Vec::new();
    for (at, marked) in runs.iter().enumerate() {
        match marked.change.moved {
            Some(moved) if moved.side == Side::To => passages.entry(moved.id).or_default().push(at),
            _ => in_place.push(at),
        }
    }
    let (mut starts, mut old) = (vec![0; runs.len()], 0);
    for at in in_place {
        let moved = runs[at].leaves().and_then(|id| passages.remove(&id));
        for at in moved.unwrap_or_else(|| vec![at]) {
            starts[at] = old;
            old += old_length(runs[at]);
        }
    }
    starts
}
