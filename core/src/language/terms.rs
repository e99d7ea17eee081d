//! Terms of the trade and what they mean in plain words, from `core/data/language/terms.toml`.

use super::{Phrases, tokens};
use serde::Deserialize;
use std::sync::LazyLock;

/// A term of the trade.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// How it is called: "strategy meeting".
    pub term: String,
    /// How texts say it.
    phrases: Vec<String>,
    /// What it means: "an urgent meeting about a child’s safety".
    pub means: String,
}

/// Returns the terms that texts use, in the order in which they do, each once.
pub fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<&'static Term> {
    let mut found: Vec<&'static Term> = Vec::new();
    for text in texts {
        for (_, place) in PHRASES.find(&tokens(text)) {
            let term = &TERMS[place];
            if found.iter().all(|other| other.term != term.term) {
                found.push(term);
            }
        }
    }
    found
}

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        terms: Vec<Term>,
    }
    let file: File = super::read(include_str!("../../data/language/terms.toml"));
    file.terms
});

static PHRASES: LazyLock<Phrases<usize>> = LazyLock::new(|| {
    let of = |(place, term): (usize, &'static Term)| term.phrases.iter().map(move |phrase| (phrase.as_str(), place));
    Phrases::new(TERMS.iter().enumerate().flat_map(of))
});

#[cfg(test)]
mod tests {
    use super::{TERMS, terms};

    #[test]
    fn terms_are_found_once_in_the_order_of_the_texts() {
        let found = terms(["Supervision and strategy meetings.", "The timeliness of strategy discussions."]);
        let names: Vec<&str> = found.iter().map(|term| term.term.as_str()).collect();
        assert_eq!(names, ["supervision", "strategy meeting"]);
    }

    #[test]
    fn every_phrase_of_a_term_is_found() {
        for term in TERMS.iter() {
            for phrase in &term.phrases {
                let found = terms([phrase.as_str()]);
                assert!(found.iter().any(|found| found.term == term.term), "{phrase}");
            }
        }
    }
}
