//! How alike two stretches of words are, rare words counting more than common ones. Not here: which stretches belong
//! together.

use super::sequence::common;
use super::side::Word;

/// Compares stretches of the words of two documents.
pub(super) struct Likeness {
    /// What each word weighs.
    weights: Vec<f64>,
    /// How often each word stands in the stretch at hand; zero between two calls.
    bag: Vec<u32>,
    /// Whether a comparison was given up on.
    pub(super) simplified: bool,
}

impl Likeness {
    /// `counts`: how often each word stands in both documents together.
    pub(super) fn new(counts: &[u32]) -> Likeness {
        let weigh = |count: &u32| 1.0 / (1.0 + f64::from((*count).max(2) / 2).log2() / 4.0);
        Likeness { weights: counts.iter().map(weigh).collect(), bag: vec![0; counts.len()], simplified: false }
    }

    /// How many different words both documents have.
    pub(super) fn words(&self) -> usize {
        self.weights.len()
    }

    pub(super) fn weight(&self, words: &[Word]) -> f64 {
        words.iter().map(|word| self.weights[*word as usize]).sum()
    }

    /// The share of the words, from 0 to 1, that both stretches have in the same order; none below `least`.
    pub(super) fn at_least(&mut self, least: f64, old: &[Word], new: &[Word]) -> Option<f64> {
        let whole = self.weight(old) + self.weight(new);
        if old == new {
            return Some(1.0);
        }
        if whole == 0.0 || 2.0 * self.shared(old, new) / whole < least {
            return None;
        }
        let parts = common(old, new, &mut self.simplified);
        let kept: f64 = parts.iter().map(|part| self.weight(&old[part.old..part.old + part.len])).sum();
        Some(2.0 * kept / whole).filter(|like| *like >= least)
    }

    /// What the words weigh that both stretches have in any order.
    fn shared(&mut self, old: &[Word], new: &[Word]) -> f64 {
        for word in old {
            self.bag[*word as usize] += 1;
        }
        let mut sum = 0.0;
        for word in new {
            let left = &mut self.bag[*word as usize];
            if *left > 0 {
                *left -= 1;
                sum += self.weights[*word as usize];
            }
        }
        for word in old {
            self.bag[*word as usize] = 0;
        }
        sum
    }
}
