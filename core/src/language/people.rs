//! Names, titles and roles of people, and the verbs by which they speak. Not here: who is known to a story (check).

use super::lists::{List, read};
use super::words;
use crate::text::normal;
use serde::Deserialize;
use std::sync::LazyLock;

const SPEECH: &str = include_str!("../../data/language/speech.toml");
const NAMES: &str = include_str!("../../data/language/names.toml");
const ROLES: &str = include_str!("../../data/language/roles.toml");

/// The verbs of speech.
pub static SPEECH_WORDS: LazyLock<Speech> = LazyLock::new(|| read(SPEECH));
/// The words around names.
pub static NAME_WORDS: LazyLock<Names> = LazyLock::new(|| read(NAMES));
/// The words of roles.
pub static ROLE_WORDS: LazyLock<Roles> = LazyLock::new(|| read(ROLES));

/// The lists of `core/data/language/speech.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// What people do with their own words: "said".
    pub saying: List,
    /// What reports do as well: "found".
    pub reporting: List,
    /// What comes before the one who is quoted: "according to".
    pub citing: List,
}

impl Speech {
    /// Returns all of them as the alternatives of a regular expression.
    pub fn alternatives(&self) -> String {
        [&self.saying, &self.reporting, &self.citing].map(List::alternatives).join("|")
    }
}

/// The lists of `core/data/language/names.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// What comes before a name: "Cllr".
    pub titles: List,
    /// What comes after a name: "OBE".
    pub letters: List,
    /// Words with capital letters that are no part of a name: "Council".
    pub others: List,
    /// Words that begin a phrase without a name: "When".
    pub common: List,
    /// Words that begin a sentence just before a name: "Following".
    pub openers: List,
    /// Bodies that speak, besides a council and the inspectorate.
    pub bodies: List,
}

/// The lists of `core/data/language/roles.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Words that make others a role: "director".
    pub nouns: List,
    /// Words that roles with capital letters are made of: "Cabinet".
    pub parts: List,
    /// What one person at a council is called: "cabinet member".
    pub offices: List,
    /// What somebody else who speaks is called: "spokesperson".
    pub speakers: List,
    /// What changes little or nothing of an office: "new".
    pub qualifiers: List,
    /// What makes an office another one: "deputy".
    pub others: List,
    /// Words that only join, or say whose role it is: "of".
    pub joining: List,
    /// What somebody may be responsible for.
    pub fields: List,
}

/// Returns whether a word is a title: "Cllr", "Dr.".
pub fn is_title(word: &str) -> bool {
    NAME_WORDS.titles.has(word.to_lowercase().trim_end_matches('.'))
}

/// Returns the words of a name without titles, in lower case.
pub fn name_parts(name: &str) -> Vec<String> {
    let forms = words(name).map(|word| normal(&name[word]).to_lowercase());
    forms.filter(|form| !NAME_WORDS.titles.has(form.trim_end_matches('.'))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lists::mistakes;

    #[test]
    fn every_list_does_what_its_examples_say() {
        assert_eq!([SPEECH, NAMES, ROLES].map(mistakes).concat(), [""; 0]);
        // A file that does not have what the code asks for is no good either.
        assert!(SPEECH_WORDS.saying.has("said") && NAME_WORDS.titles.has("cllr") && ROLE_WORDS.nouns.has("head"));
    }

    #[test]
    fn names_are_known_without_their_titles() {
        assert_eq!(name_parts("Cllr. Ann O’Dale-Moss"), ["ann", "o'dale-moss"]);
    }
}
