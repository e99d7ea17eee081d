//! Reads the files of `core/data/claims` into [`Wording`]. They are applied in [`check`](crate::check).

use crate::load::toml;
use crate::wording::{Earned, Rules, Wording, Words};

const WORDS: &str = include_str!("../../data/claims/words.toml");
const EARNED: &str = include_str!("../../data/claims/earned.toml");
const RULES: &str = include_str!("../../data/claims/rules.toml");

/// Returns the built-in wording.
///
/// # Panics
/// Never in a build whose tests pass: one reads both files.
pub fn builtin() -> Wording {
    let words = toml::read::<Words>(WORDS).expect("a test reads it").value;
    let earned = toml::read::<Earned>(EARNED).expect("a test reads it").value;
    Wording { words, earned, rules: toml::read::<Rules>(RULES).expect("a test reads it").value }
}

#[cfg(test)]
mod tests {
    use super::builtin;
    use std::collections::BTreeSet;

    #[test]
    fn every_class_has_a_letter_of_its_own() {
        let words = builtin().words;
        let letters: BTreeSet<char> = words.classes.values().map(|class| class.letter).collect();
        assert_eq!(letters.len(), words.classes.len());
        assert!(letters.iter().all(char::is_ascii_alphanumeric));
        // The letters of judgements, grades, years and other words.
        assert!(["A", "G", "Y", "o"].iter().all(|taken| !letters.contains(&taken.chars().next().unwrap())));
    }
}
