//! Which words of a text are which words of an older one: long stretches anywhere, for passages move; then single words in
//! what lies between them. Not here: what the words are.

use super::SEPARATOR;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words in a row that are found again anywhere.
const STRETCH: usize = 4;
/// Places of the same words in the old text that are looked at.
const PLACES: usize = 16;
/// The longest stretch in which single words are looked for, in either text.
const GAP: usize = 400;

/// For each word of the new text, the place of the word of the old text that it is.
pub(super) fn matched(old: &[u32], new: &[u32]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; new.len()];
    leaves(old, new, &mut pairs);
    stretches(old, new, &mut pairs);
    for gap in gaps(&pairs, new) {
        if let Some(window) = window(&pairs, old, &gap).filter(|window| window.len() <= GAP && gap.len() <= GAP) {
            between(old, new, window, gap, &mut pairs);
        }
    }
    pairs
}

/// Whether no separator was matched.
pub(super) fn within_leaves(pairs: &[Option<usize>], old: &[u32]) -> bool {
    pairs.iter().flatten().all(|place| old[*place] != SEPARATOR)
}

/// The leaves of a text, as ranges of its words.
fn leaf_ranges(keys: &[u32]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    keys.split(|key| *key == SEPARATOR).map(move |leaf| {
        let range = start..start + leaf.len();
        start = range.end + 1;
        range
    })
}

/// Matches leaves that are the same; where the same stands several times, in the order of both texts.
fn leaves(old: &[u32], new: &[u32], pairs: &mut [Option<usize>]) {
    let mut known: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
    for range in leaf_ranges(old).collect::<Vec<_>>().into_iter().rev() {
        known.entry(&old[range.clone()]).or_default().push(range.start);
    }
    for range in leaf_ranges(new) {
        let Some(places) = known.get_mut(&new[range.clone()]) else { continue };
        // What was copied has the origins of what it was copied from.
        let place = if places.len() > 1 { places.pop() } else { places.last().copied() };
        for (offset, word) in range.enumerate() {
            pairs[word] = place.map(|place| place + offset);
        }
    }
}

/// Matches stretches of words, the longest first where there are several.
fn stretches(old: &[u32], new: &[u32], pairs: &mut [Option<usize>]) {
    let mut known: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
    for (place, words) in old.windows(STRETCH).enumerate().filter(|(_, words)| !words.contains(&SEPARATOR)) {
        let places = known.entry(words).or_default();
        if places.len() < PLACES {
            places.push(place);
        }
    }
    let mut at = 0;
    while at + STRETCH <= new.len() {
        let free = pairs[at..at + STRETCH].iter().all(Option::is_none);
        let Some(places) = known.get(&new[at..at + STRETCH]).filter(|_| free) else {
            at += 1;
            continue;
        };
        let expected = at.checked_sub(1).and_then(|before| pairs[before]).map_or(0, |before| before + 1);
        let length = |place: usize| alike(&old[place..], &new[at..]);
        let best =
            places.iter().copied().max_by_key(|place| (length(*place), std::cmp::Reverse(place.abs_diff(expected))));
        let place = best.unwrap_or_default();
        let length = length(place).min(pairs[at..].iter().take_while(|pair| pair.is_none()).count());
        for offset in 0..length {
            pairs[at + offset] = Some(place + offset);
        }
        at += length.max(1);
    }
}

/// How many words are the same from here on, in one leaf.
fn alike(old: &[u32], new: &[u32]) -> usize {
    old.iter().zip(new).take_while(|(old, new)| old == new && **old != SEPARATOR).count()
}

/// Stretches of words in one leaf of the new text that are not matched.
fn gaps(pairs: &[Option<usize>], new: &[u32]) -> Vec<Range<usize>> {
    let mut gaps: Vec<Range<usize>> = Vec::new();
    for word in (0..new.len()).filter(|word| pairs[*word].is_none() && new[*word] != SEPARATOR) {
        match gaps.last_mut() {
            Some(gap) if gap.end == word => gap.end += 1,
            _ => gaps.push(word..word + 1),
        }
    }
    gaps
}

/// What may have become a gap: what lies between the words around it in the old text. At the edge of a leaf, and where what
/// follows was moved, what lies between the word on the other side and the edge of its leaf.
fn window(pairs: &[Option<usize>], old: &[u32], gap: &Range<usize>) -> Option<Range<usize>> {
    let before = gap.start.checked_sub(1).and_then(|word| pairs[word]).map(|place| place + 1);
    let after = pairs.get(gap.end).copied().flatten();
    let edge = |place: &usize| old[*place] == SEPARATOR;
    match (before, after) {
        (Some(from), Some(to)) if from <= to && to - from <= GAP => Some(from..to),
        (Some(from), _) => (from..old.len()).find(edge).map(|to| from..to),
        (None, Some(to)) => Some((0..to).rev().find(edge).map_or(0, |edge| edge + 1)..to),
        (None, None) => None,
    }
}

/// Matches single words in order, as many as can be. A word alone that is not beside a matched one proves nothing.
fn between(old: &[u32], new: &[u32], window: Range<usize>, gap: Range<usize>, pairs: &mut [Option<usize>]) {
    let (a, b) = (&old[window.clone()], &new[gap.clone()]);
    let mut longest = vec![vec![0_u16; b.len() + 1]; a.len() + 1];
    for (row, one) in a.iter().enumerate().rev() {
        for (column, other) in b.iter().enumerate().rev() {
            longest[row][column] = if one == other && *one != SEPARATOR {
                longest[row + 1][column + 1] + 1
            } else {
                longest[row + 1][column].max(longest[row][column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut found: Vec<(usize, usize)> = Vec::new();
    while row < a.len() && column < b.len() {
        if a[row] == b[column] && a[row] != SEPARATOR {
            found.push((window.start + row, gap.start + column));
            (row, column) = (row + 1, column + 1);
        } else if longest[row + 1][column] >= longest[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    let beside = |pairs: &[Option<usize>], (place, word): (usize, usize)| {
        word.checked_sub(1).and_then(|before| pairs[before]).is_some_and(|before| before + 1 == place)
            || pairs.get(word + 1).copied().flatten() == Some(place + 1)
    };
    for group in found.chunk_by(|one, other| (one.0 + 1, one.1 + 1) == *other) {
        if group.len() > 1 || beside(pairs, group[0]) {
            for (place, word) in group {
                pairs[*word] = Some(*place);
            }
        }
    }
}
