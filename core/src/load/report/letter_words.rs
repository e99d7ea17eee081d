//! The words by which letters are read, from `core/data/letters.toml`, which says what each list is for.

use crate::language::{Phrases, read, tokens};
use serde::Deserialize;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../data/letters.toml");

/// Words that do the same in a letter.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Words(Phrases<()>);

/// The words of a letter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LetterWords {
    pub(super) closing: Words,
    pub(super) visit: Words,
    pub(super) looked: Words,
    pub(super) evidence: Words,
}

pub(super) static WORDS: LazyLock<LetterWords> = LazyLock::new(|| read(FILE));

impl Words {
    /// Returns `true` if a text begins with one of them.
    pub(super) fn begin(&self, text: &str) -> bool {
        self.0.longest(&tokens(text)).is_some()
    }

    /// Returns `true` if a text has one of them.
    pub(super) fn are_in(&self, text: &str) -> bool {
        !self.0.find(&tokens(text)).is_empty()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_list_does_what_its_examples_say() {
        assert_eq!(crate::language::mistakes(super::FILE), [""; 0]);
    }
}
