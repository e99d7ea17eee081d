//! What two sequences of words have in common. Not here: which sequences are compared with which.

use super::side::Word;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;

/// A stretch of words that both sequences have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) len: usize,
}

/// How many cells of the table of two sequences the exact search may cover.
const EXACT: usize = 1 << 21;

/// The stretches that both sequences have, in order: the longest common subsequence where the sequences are short, and one
/// between stretches that occur once where they are long. Says in `simplified` that nothing was found for a part that is
/// too long and has no such stretch.
pub(super) fn common(old: &[Word], new: &[Word], simplified: &mut bool) -> Vec<Match> {
    let mut found = Vec::new();
    let mut parts = vec![(0..old.len(), 0..new.len())];
    while let Some((mut a, mut b)) = parts.pop() {
        let same = |i: &usize| old[a.start + i] == new[b.start + i];
        let head = (0..a.len().min(b.len())).take_while(same).count();
        found.push(Match { old: a.start, new: b.start, len: head });
        (a.start, b.start) = (a.start + head, b.start + head);
        let same = |i: &usize| old[a.end - 1 - i] == new[b.end - 1 - i];
        let tail = (0..a.len().min(b.len())).take_while(same).count();
        (a.end, b.end) = (a.end - tail, b.end - tail);
        found.push(Match { old: a.end, new: b.end, len: tail });
        if a.is_empty() || b.is_empty() {
            continue;
        }
        if a.len().saturating_mul(b.len()) <= EXACT {
            exact(&old[a.clone()], &new[b.clone()], (a.start, b.start), &mut found);
            continue;
        }
        let anchors = anchors(&old[a.clone()], &new[b.clone()]);
        *simplified |= anchors.is_empty();
        let (mut i, mut j) = (a.start, b.start);
        for (x, y) in anchors {
            let (x, y) = (a.start + x, b.start + y);
            found.push(Match { old: x, new: y, len: 1 });
            parts.push((i..x, j..y));
            (i, j) = (x + 1, y + 1);
        }
        if i > a.start {
            parts.push((i..a.end, j..b.end));
        }
    }
    found.retain(|part| part.len > 0);
    found.sort_by_key(|part| part.old);
    found.dedup_by(|next, last| {
        let goes_on = (last.old + last.len, last.new + last.len) == (next.old, next.new);
        last.len += if goes_on { next.len } else { 0 };
        goes_on
    });
    found
}

fn exact(old: &[Word], new: &[Word], at: (usize, usize), found: &mut Vec<Match>) {
    for step in capture_diff_slices(Algorithm::RawMyers, old, new) {
        if let DiffOp::Equal { old_index, new_index, len } = step {
            found.push(Match { old: at.0 + old_index, new: at.1 + new_index, len });
        }
    }
}

/// Words at which both sequences can be cut, in order in both: the first words of stretches that occur once in each.
fn anchors(old: &[Word], new: &[Word]) -> Vec<(usize, usize)> {
    for length in [6, 3, 2, 1] {
        let pairs = once_in_both(old, new, length);
        if !pairs.is_empty() {
            let weighted: Vec<(usize, usize, u64)> = pairs.iter().map(|(a, b)| (*a, *b, 1)).collect();
            return rising(&weighted).into_iter().map(|at| pairs[at]).collect();
        }
    }
    Vec::new()
}

fn once_in_both(old: &[Word], new: &[Word], length: usize) -> Vec<(usize, usize)> {
    let mut seen: HashMap<&[Word], (usize, u32, u32)> = HashMap::new();
    for (at, stretch) in old.windows(length).enumerate() {
        seen.entry(stretch).or_insert((at, 0, 0)).1 += 1;
    }
    for stretch in new.windows(length) {
        if let Some(known) = seen.get_mut(stretch) {
            known.2 += 1;
        }
    }
    let pair = |(at, stretch): (usize, &[Word])| match seen.get(stretch) {
        Some((place, 1, 1)) => Some((*place, at)),
        _ => None,
    };
    let mut pairs: Vec<(usize, usize)> = new.windows(length).enumerate().filter_map(pair).collect();
    pairs.sort_unstable();
    pairs
}

/// Of pairs in the order of their first place, the heaviest selection in which the second place rises too; as indices.
pub(super) fn rising(pairs: &[(usize, usize, u64)]) -> Vec<usize> {
    let mut places: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    places.sort_unstable();
    places.dedup();
    // For each place, the best selection that ends below it: a tree of best ends (weight, index).
    let mut best: Vec<Option<(u64, usize)>> = vec![None; places.len() + 1];
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    let mut last: Option<(u64, usize)> = None;
    for (index, (_, place, weight)) in pairs.iter().enumerate() {
        let rank = places.binary_search(place).expect("every place was collected");
        let (mut at, mut below) = (rank, None);
        while at > 0 {
            below = heavier(below, best[at]);
            at -= at & at.wrapping_neg();
        }
        before[index] = below.map(|(_, index)| index);
        let sum = Some((below.map_or(0, |(sum, _)| sum) + weight, index));
        last = heavier(last, sum);
        let mut at = rank + 1;
        while at < best.len() {
            best[at] = heavier(best[at], sum);
            at += at & at.wrapping_neg();
        }
    }
    let mut chosen: Vec<usize> = std::iter::successors(last.map(|(_, index)| index), |index| before[*index]).collect();
    chosen.reverse();
    chosen
}

fn heavier(one: Option<(u64, usize)>, other: Option<(u64, usize)>) -> Option<(u64, usize)> {
    match (one, other) {
        (Some(a), Some(b)) if b.0 > a.0 => Some(b),
        (None, b) => b,
        (a, _) => a,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_sequences_are_compared_exactly() {
        let mut simplified = false;
        let found = common(&[1, 2, 3, 4, 5], &[1, 9, 3, 4, 8, 5], &mut simplified);
        let part = |old, new, len| Match { old, new, len };
        assert_eq!(found, [part(0, 0, 1), part(2, 2, 2), part(4, 5, 1)]);
        assert!(!simplified);
    }

    #[test]
    fn long_sequences_are_cut_where_something_occurs_once() {
        let old: Vec<Word> = (0..50_000).collect();
        let new: Vec<Word> = old.iter().map(|word| if word % 7 == 3 { word + 100_000 } else { *word }).collect();
        let mut simplified = false;
        let kept: usize = common(&old, &new, &mut simplified).iter().map(|part| part.len).sum();
        assert_eq!(kept, old.iter().filter(|word| *word % 7 != 3).count());
        assert!(!simplified);
    }

    #[test]
    fn a_hostile_pair_is_given_up_on_and_said() {
        let old = vec![1; 100_000];
        let new: Vec<Word> = (0..100_000).map(|at| if at % 2 == 0 { 2 } else { 1 }).collect();
        let mut simplified = false;
        common(&old, &new, &mut simplified);
        assert!(simplified);
        let mut simplified = false;
        assert_eq!(common(&old, &old, &mut simplified), [Match { old: 0, new: 0, len: 100_000 }]);
        assert!(!simplified);
    }

    #[test]
    fn the_heaviest_rising_selection_is_found() {
        assert_eq!(rising(&[(0, 5, 1), (1, 0, 1), (2, 1, 1), (3, 2, 5), (4, 9, 1)]), [1, 2, 3, 4]);
        assert_eq!(rising(&[(0, 5, 9), (1, 0, 1), (2, 1, 1)]), [0]);
        assert_eq!(rising(&[]), Vec::<usize>::new());
    }
}
