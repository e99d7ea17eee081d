//! Words of politics. Not here: what a text may say of it (check).

use super::lists::{List, read};
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists of `core/data/language/politics.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Politics {
    /// What makes the word before it a party's name: "councillors".
    pub party_nouns: List,
    /// That votes are asked for: "voted for us".
    pub calls: List,
    /// That it is about a campaign: "manifesto".
    pub campaigning: List,
    /// Who is on a side: "the opposition".
    pub sides: List,
    /// Who may be on a side: "ministers".
    pub may_be_sides: List,
    /// That a side is to blame: "cynical".
    pub blame: List,
}

const FILE: &str = include_str!("../../data/language/politics.toml");

/// Words of politics.
pub static POLITICAL_WORDS: LazyLock<Politics> = LazyLock::new(|| read(FILE));

#[cfg(test)]
mod tests {
    use crate::language::lists::mistakes;

    #[test]
    fn every_list_does_what_its_examples_say() {
        assert_eq!(mistakes(super::FILE), [""; 0]);
    }
}
