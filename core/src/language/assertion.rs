//! Whether a clause says that what it mentions is so. Not here: the words that mark it (core/data/language/assertion.toml), and what
//! it says of any grade (check/claims).

use super::lists::{List, read};
use super::phrases::Phrases;
use super::{Excerpt, Token};
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a clause does with what it mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assertion {
    /// It says that it is so.
    Stated,
    /// It asks, or makes it a condition.
    Open,
    /// It wishes, plans or promises it.
    Wished,
    /// It says that it is not so.
    Denied,
}

/// What a list of words marks: the name of a table in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Marker {
    /// That it is not so: "not", "nobody".
    Negation,
    /// That it was not reached: "short of".
    Miss,
    /// That it may, will or ought to be: "must".
    Modal,
    /// That it is wished: "aim".
    Wish,
    /// A later time: "next time".
    Future,
    /// A condition: "if".
    Condition,
    /// None of these, for all its words: "not only".
    Emphasis,
}

const FILE: &str = include_str!("../../data/language/assertion.toml");
static LISTS: LazyLock<BTreeMap<Marker, List>> = LazyLock::new(|| read(FILE));
static MARKERS: LazyLock<Phrases<Marker>> =
    LazyLock::new(|| Phrases::new(LISTS.iter().flat_map(|(marker, list)| list.iter().map(|phrase| (phrase, *marker)))));

impl Marker {
    /// Returns the words that mark it.
    pub fn list(self) -> &'static List {
        &LISTS[&self]
    }

    fn assertion(self) -> Assertion {
        match self {
            Marker::Negation | Marker::Miss => Assertion::Denied,
            Marker::Modal | Marker::Wish | Marker::Future => Assertion::Wished,
            Marker::Condition => Assertion::Open,
            Marker::Emphasis => Assertion::Stated,
        }
    }

    /// Whether it reaches over some words to what comes after them. The limits are those of the claims about grades
    /// (core/data/claims/rules.toml), which are tried on a corpus.
    fn reaches(self, text: &str, between: &[Token]) -> bool {
        let has_words = |words: &[&str]| between.iter().any(|token| words.contains(&token.form.as_str()));
        let subordinate = || has_words(&["that", "which", "who", "because", "where", "when"]);
        match self {
            Marker::Negation | Marker::Miss => between.len() <= 7 && !text.contains([',', ':']) && !subordinate(),
            Marker::Modal => between.len() <= 6 && !text.contains([',', ':']) && !subordinate(),
            // "Our vision has made us the best" tells of what came of it.
            Marker::Wish | Marker::Future => {
                !subordinate() && !has_words(&["has", "made", "became", "are", "was", "were"])
            }
            Marker::Condition => !text.contains([',', ':']),
            Marker::Emphasis => between.is_empty(),
        }
    }
}

/// How many words after something a wish may follow: "the best in the country is our aim".
const AFTER: usize = 5;

/// Returns what a sentence does with the words at a place of its text.
pub fn assertion(sentence: Excerpt<'_>, place: Span) -> Assertion {
    let Excerpt { text, tokens, .. } = sentence;
    if sentence.words().trim_end_matches(['”', '’', '"', '\'', ' ']).ends_with('?') {
        return Assertion::Open;
    }
    let start = tokens.partition_point(|token| token.span.end <= place.start);
    let end = tokens.partition_point(|token| token.span.start < place.end);
    let clause_ends = |text: &str| text.contains([';', '.', '!', '?', '(', ')']);
    let found = MARKERS.find(tokens);
    let before = found.iter().rev().filter(|(range, _)| range.end <= start).find_map(|(range, marker)| {
        let text = &text[tokens[range.end - 1].span.end..place.start];
        let between = &tokens[range.end..start];
        let parted = clause_ends(text) || between.iter().any(|token| matches!(token.form.as_str(), "but" | "and"));
        (!parted && marker.reaches(text, between)).then(|| marker.assertion())
    });
    let after = || {
        let wish = found.iter().find(|(range, marker)| range.start >= end && *marker == Marker::Wish)?;
        let text = &text[place.end..tokens[wish.0.start].span.start];
        (wish.0.start - end <= AFTER && !clause_ends(text) && !text.contains([',', ':'])).then_some(Assertion::Wished)
    };
    before.or_else(after).unwrap_or(Assertion::Stated)
}

#[cfg(test)]
mod tests {
    use super::{Assertion, FILE, assertion};
    use crate::language::lists::mistakes;
    use crate::language::{Excerpt, tokens};
    use crate::text::Span;

    #[test]
    fn every_list_does_what_its_examples_say() {
        assert_eq!(mistakes(FILE), [""; 0]);
    }

    #[test]
    fn what_is_wished_asked_or_denied_is_not_stated() {
        for (wanted, sentences) in [
            (
                Assertion::Stated,
                &[
                    "Ours are [the best] in the country.",
                    "We are not only [the best], we are kind.",
                    "We will continue to be [the best].",
                    "We wanted more, and we are [the best].",
                    "Our vision has made us [the best].",
                    "Our determined staff made us [the best].",
                    "If you read one thing today: we are [the best].",
                    "We hope that you know who is [the best].",
                    "Nobody doubts it, ours are [the best].",
                ][..],
            ),
            (
                Assertion::Wished,
                &[
                    "We want our homes to be [the best] in the country.",
                    "Our ambition, as ever, is to be [the best].",
                    "Our aim: [the best].",
                    "They must become [the best].",
                    "To be [the best] is our aim.",
                ],
            ),
            (
                Assertion::Open,
                &[
                    "Are our homes [the best]?",
                    "If we become [the best], all gain.",
                    "Nobody knows whether we are [the best].",
                ],
            ),
            (
                Assertion::Denied,
                &[
                    "We are not [the best].",
                    "Ours aren’t [the best].",
                    "We fell short of [the best].",
                    "They have yet to be [the best].",
                ],
            ),
        ] {
            for sentence in sentences {
                let start = sentence.find('[').expect("a place");
                let end = sentence.find(']').expect("a place") - 1;
                let plain = sentence.replace(['[', ']'], "");
                let read = assertion(Excerpt::all(&plain, &tokens(&plain)), Span::new(start, end));
                assert_eq!(read, wanted, "{sentence}");
            }
        }
    }
}
