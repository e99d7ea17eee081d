//! The words that two texts share: runs of five or more, anywhere in both. Not here: which message they are of (messages).

use std::collections::HashSet;

/// Words that stand together in both texts are shared; of fewer it may be chance.
pub(super) const RUN: usize = 5;

/// The runs of a text.
#[derive(Debug, Default)]
pub(super) struct Runs(HashSet<[u32; RUN]>);

impl Runs {
    /// Returns the runs of a text, or of some words of it.
    pub(super) fn of(forms: &[u32]) -> Runs {
        Runs(windows(forms).collect())
    }

    /// Returns for each word of a text whether it stands in a run of this one.
    pub(super) fn mark(&self, forms: &[u32]) -> Vec<bool> {
        let mut marked = vec![false; forms.len()];
        for (at, run) in windows(forms).enumerate() {
            if self.0.contains(&run) {
                marked[at..at + RUN].fill(true);
            }
        }
        marked
    }

    /// Returns the first word of a text from which on it has a run of this one.
    pub(super) fn first_in(&self, forms: &[u32]) -> Option<usize> {
        windows(forms).position(|run| self.0.contains(&run))
    }
}

fn windows(forms: &[u32]) -> impl Iterator<Item = [u32; RUN]> {
    forms.windows(RUN).map(|window| window.try_into().expect("a window is as long as a run"))
}

/// Returns where some words stand, one after the other, in a text.
pub(super) fn position(words: &[u32], text: &[u32]) -> Option<usize> {
    if words.is_empty() { None } else { text.windows(words.len()).position(|window| window == words) }
}

/// Returns the longest run that two stretches of words share: how long it is, and where it begins in the first.
pub(super) fn longest(one: &[u32], other: &[u32]) -> (usize, usize) {
    let mut best = (0, 0);
    let mut above = vec![0; other.len() + 1];
    for (at, form) in one.iter().enumerate() {
        let mut row = vec![0; other.len() + 1];
        for (place, same) in other.iter().enumerate() {
            if form == same {
                row[place + 1] = above[place] + 1;
                if row[place + 1] > best.0 {
                    best = (row[place + 1], at + 1 - row[place + 1]);
                }
            }
        }
        above = row;
    }
    best
}

/// Returns how many of some words are among others, each as often as it is there.
pub(super) fn common(some: &[u32], others: &[u32]) -> usize {
    let mut left = others.to_vec();
    let mut take = |word: &&u32| left.iter().position(|other| other == *word).map(|at| left.swap_remove(at)).is_some();
    some.iter().filter(|word| take(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_words_are_a_run_and_four_are_none() {
        let (one, other) = ([1, 2, 3, 4, 5, 6, 9], [0, 1, 2, 3, 4, 5, 0, 2, 3, 4, 5]);
        let marked = Runs::of(&one).mark(&other);
        let expected = [false, true, true, true, true, true, false, false, false, false, false];
        assert_eq!(marked, expected);
        assert_eq!(Runs::of(&one).first_in(&other), Some(1));
        assert!(!Runs::of(&[1, 2, 3, 4]).mark(&[1, 2, 3, 4]).contains(&true));
    }

    #[test]
    fn the_longest_run_is_found_wherever_it_stands() {
        assert_eq!(longest(&[7, 1, 2, 3, 8], &[1, 2, 0, 1, 2, 3]), (3, 1));
        assert_eq!(longest(&[], &[1]), (0, 0));
        assert_eq!(position(&[2, 3], &[1, 2, 3]), Some(1));
        assert_eq!(position(&[], &[1]), None);
        assert_eq!(common(&[1, 1, 2], &[1, 2, 2]), 2);
    }
}
