//! Words that limit what a sentence says. Not here: what follows from them (check).

use super::lists::{List, read};
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists of `core/data/language/limits.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Of how many something is true: "most".
    pub how_many: List,
    /// That there is too little of it: "rarely".
    pub scarcity: List,
    /// That it is wished, planned or only begun: "should".
    pub not_yet: List,
    /// What may come between a word that denies and what it denies: "always".
    pub between: List,
    /// That what was said is taken back: "although".
    pub contrast: List,
    /// That it was so at another time: "a year ago".
    pub once: List,
    /// What a narrowing begins with: "in", as in "in most teams".
    pub within: List,
    /// That it is so in part: "only".
    pub in_part: List,
    /// In which case it is so: "where".
    pub in_case: List,
    /// What narrows the words before it: "who".
    pub which: List,
}

const FILE: &str = include_str!("../../data/language/limits.toml");

/// Words that limit what a sentence says.
pub static LIMIT_WORDS: LazyLock<Limits> = LazyLock::new(|| read(FILE));

#[cfg(test)]
mod tests {
    use crate::language::lists::mistakes;

    #[test]
    fn every_list_does_what_its_examples_say() {
        assert_eq!(mistakes(super::FILE), [""; 0]);
    }
}
