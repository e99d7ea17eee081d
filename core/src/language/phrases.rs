//! Phrases looked for in words: the longest one at each place. Not here: what the phrases mean, and where they are listed (lists).

use super::{TokenRange, tokens};
use foldhash::fast::RandomState;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Phrases, each with what it stands for.
#[derive(Debug)]
pub struct Phrases<T> {
    /// Those that begin with a whole word, by that word; the longest first.
    by_word: HashMap<String, Vec<Entry<T>>, RandomState>,
    /// Those that begin with a stem, by its first letter; the longest first.
    by_letter: HashMap<char, Vec<Entry<T>>, RandomState>,
}

#[derive(Debug)]
struct Entry<T> {
    words: Vec<Pattern>,
    /// How many phrases were given before it: of two that fit the same words the earlier one counts.
    number: usize,
    meaning: T,
}

#[derive(Debug)]
enum Pattern {
    Word(String),
    /// What a word begins with.
    Stem(String),
}

impl Pattern {
    fn fits(&self, word: &str) -> bool {
        match self {
            Pattern::Word(whole) => whole == word,
            Pattern::Stem(stem) => word.starts_with(stem.as_str()),
        }
    }
}

impl<T: Clone> Phrases<T> {
    /// Makes phrases ready to be looked for. They are read as texts are, so that a hyphen parts words; `*` at the end of a word
    /// stands for any ending.
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Phrases<T> {
        let mut made = Phrases { by_word: HashMap::default(), by_letter: HashMap::default() };
        for (number, (phrase, meaning)) in phrases.into_iter().enumerate() {
            let words = patterns(phrase);
            let entries = match words.first() {
                Some(Pattern::Word(word)) => made.by_word.entry(word.clone()).or_default(),
                Some(Pattern::Stem(stem)) => made.by_letter.entry(first_letter(stem)).or_default(),
                None => continue,
            };
            entries.push(Entry { words, number, meaning });
        }
        for entries in made.by_word.values_mut().chain(made.by_letter.values_mut()) {
            entries.sort_by_key(|entry| Reverse(entry.words.len()));
        }
        made
    }

    /// Returns where phrases stand, as ranges of words that do not overlap, in order.
    pub fn find<W: AsRef<str>>(&self, words: &[W]) -> Vec<(TokenRange, T)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest(&words[at..]) {
                Some((length, meaning)) => {
                    found.push((TokenRange::new(at, at + length), meaning.clone()));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Returns the longest phrase that words begin with: how many words it has, and what it means.
    pub fn longest<W: AsRef<str>>(&self, words: &[W]) -> Option<(usize, &T)> {
        let first = words.first()?.as_ref();
        let fits = |entry: &&Entry<T>| {
            words.len() >= entry.words.len()
                && entry.words.iter().zip(words).all(|(pattern, word)| pattern.fits(word.as_ref()))
        };
        let in_words = self.by_word.get(first).and_then(|entries| entries.iter().find(fits));
        let in_stems = match first.chars().next() {
            Some(letter) if !self.by_letter.is_empty() => self.by_letter.get(&letter),
            _ => None,
        };
        let in_stems = in_stems.and_then(|entries| entries.iter().find(fits));
        let found =
            in_words.into_iter().chain(in_stems).min_by_key(|entry| (Reverse(entry.words.len()), entry.number))?;
        Some((found.words.len(), &found.meaning))
    }
}

/// The words of a phrase, and which of them are stems.
fn patterns(phrase: &str) -> Vec<Pattern> {
    let mut found = Vec::new();
    for piece in phrase.split_whitespace() {
        found.extend(tokens(piece).into_iter().map(|token| Pattern::Word(token.form)));
        if piece.ends_with('*')
            && let Some(Pattern::Word(stem)) = found.pop()
        {
            found.push(Pattern::Stem(stem));
        }
    }
    found
}

fn first_letter(stem: &str) -> char {
    stem.chars().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_counts() {
        let phrases = Phrases::new([("children in care", 1), ("children in care and care leavers", 2), ("overall", 3)]);
        let tokens = tokens("Children in care, and overall: children in care and care leavers");
        assert_eq!(phrases.find(&tokens), [((0..3).into(), 1), ((4..5).into(), 3), ((5..11).into(), 2)]);
    }

    #[test]
    fn a_star_stands_for_any_ending() {
        let phrases = Phrases::new([("plan*", 'a'), ("well-plan*", 'b'), ("planned", 'c'), ("plan", 'd')]);
        let tokens = tokens("A plan is well planned by planners, unplanned.");
        assert_eq!(phrases.find(&tokens), [((1..2).into(), 'a'), ((3..5).into(), 'b'), ((6..7).into(), 'a')]);
    }
}
