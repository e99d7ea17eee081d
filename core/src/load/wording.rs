//! Reads the files of `core/data/claims` into [`Wording`]. They are applied in [`check`](crate::check).

use crate::load::toml;
use crate::wording::Wording;

const WORDS: &str = include_str!("../../data/claims/words.toml");
const EARNED: &str = include_str!("../../data/claims/earned.toml");
const RULES: &str = include_str!("../../data/claims/rules.toml");

/// Returns the built-in wording.
///
/// # Panics
/// Never in a build whose tests pass: one reads both files.
pub fn builtin() -> Wording {
    Wording { words: toml::carried(WORDS), earned: toml::carried(EARNED), rules: toml::carried(RULES) }
}

#[cfg(test)]
mod tests {
    use super::{EARNED, RULES, WORDS, builtin};
    use crate::load::toml::read;
    use crate::wording::{Earned, Rules, Words};
    use std::collections::BTreeSet;

    #[test]
    fn each_file_is_what_its_schema_says() {
        assert_eq!(read::<Words>(WORDS).map(drop), Ok(()));
        assert_eq!(read::<Earned>(EARNED).map(drop), Ok(()));
        assert_eq!(read::<Rules>(RULES).map(drop), Ok(()));
    }

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
