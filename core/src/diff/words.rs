//! The words that two sentences have in common, as a person would see it. Not here: which sentences are compared.

use super::likeness::Likeness;
use super::sequence::{Match, common};
use super::side::Word;

/// How much heavier the changes on both sides of a stray word are than the word.
const STRAY: f64 = 6.0;
/// What a common word weighs at most, and how many words are changed around one that is stray.
const COMMON: f64 = 0.6;
const MANY: usize = 10;

/// The stretches that both have in common, in order; without a common word that stands by chance between two rewritten
/// stretches.
pub(super) fn kept(old: &[Word], new: &[Word], like: &mut Likeness) -> Vec<Match> {
    let mut parts = common(old, new, &mut like.simplified);
    let mut at = 1;
    while at + 1 < parts.len() {
        let [before, part, after] = [parts[at - 1], parts[at], parts[at + 1]];
        let changed = |one: Match, next: Match| {
            let (removed, added) = (next.old - one.old - one.len, next.new - one.new - one.len);
            if removed == 0 || added == 0 { 0 } else { removed + added }
        };
        let (left, right) = (changed(before, part), changed(part, after));
        let least = f64::from(u32::try_from(left.min(right)).unwrap_or(u32::MAX));
        let weight = like.weight(&old[part.old..part.old + part.len]);
        let is_stray =
            weight * STRAY < least || part.len == 1 && weight < COMMON && least > 0.0 && left + right >= MANY;
        if part.len <= 2 && is_stray {
            parts.remove(at);
        } else {
            at += 1;
        }
    }
    parts
}
