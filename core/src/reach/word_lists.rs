//! The words by which a release and a cutting are read, from `core/data/language/cuttings.toml`. Not here: what they decide.

use crate::language::{List, read};
use serde::Deserialize;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../data/language/cuttings.toml");

/// The lists of the file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Words {
    /// That a grade is denied, or is another time's or somebody else's.
    pub(super) not_now: List,
    /// That a sentence looks back.
    pub(super) looking_back: List,
    /// That somebody is at a place among others.
    pub(super) rank: List,
    /// Those others.
    pub(super) others: List,
    /// Those who found something.
    pub(super) inspectors: List,
    /// That they like it.
    pub(super) praised: List,
    /// That they do not.
    pub(super) criticised: List,
    /// Whole lines from which on a release talks to editors.
    pub(super) for_editors: List,
    /// How a line begins that is next to the text.
    pub(super) next_to_the_text: List,
    /// How a sentence begins that goes on with the words of the same person.
    pub(super) goes_on: List,
}

/// The words.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| read(FILE));

/// Returns whether a sentence in lower case has a word of a list.
pub(super) fn has(sentence: &str, lists: &[&List]) -> bool {
    let mut words = sentence.split(|c: char| !c.is_alphanumeric());
    words.any(|word| lists.iter().any(|list| list.has(word)))
}

/// Returns whether a text begins with a phrase of a list, whatever the case of its letters.
pub(super) fn begins(text: &str, list: &List) -> bool {
    let text = text.trim_start().to_lowercase().replace('’', "'");
    let rest = |phrase: &str| text.strip_prefix(phrase).map(|rest| !rest.starts_with(char::is_alphanumeric));
    list.iter().any(|phrase| rest(phrase) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::{FILE, WORDS, begins};

    #[test]
    fn the_lists_find_what_their_examples_say() {
        assert_eq!(crate::language::mistakes(FILE), [""; 0]);
    }

    #[test]
    fn a_phrase_begins_a_text_as_whole_words() {
        assert!(begins("Read the report", &WORDS.next_to_the_text) && begins("She’s right", &WORDS.goes_on));
        assert!(!begins("Readers like it", &WORDS.next_to_the_text) && !begins("Shelley spoke", &WORDS.goes_on));
    }
}
