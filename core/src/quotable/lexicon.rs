//! A list of phrases with a meaning each, and the words of a sentence as they are looked up in it.
//! Not here: the phrases (vocabulary).

use crate::language::words;
use crate::text::normal;

/// The words of a sentence in lower case; hyphens part words, and a comma, semicolon, colon or dash is a word `,`.
pub(super) fn tokens(sentence: &str) -> Vec<String> {
    let plain = normal(sentence).to_lowercase().replace(" - ", " , ").replace('-', " ");
    let mut found = Vec::new();
    for piece in plain.split(' ') {
        found.extend(words(piece).map(|word| piece[word].to_owned()));
        if piece.ends_with([',', ';', ':']) || piece.starts_with('(') {
            found.push(",".to_owned());
        }
    }
    found
}

/// Phrases by their first byte, the longest first.
pub(super) struct Lexicon<T> {
    phrases: [Vec<(Vec<&'static str>, T)>; 256],
}

impl<T: Copy> Lexicon<T> {
    /// Phrases are lower-case words; `*` at a word's end stands for any ending.
    pub(super) fn new(groups: &[(T, &'static str)]) -> Lexicon<T> {
        let mut phrases = [const { Vec::new() }; 256];
        for (meaning, list) in groups {
            for phrase in list.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                phrases[usize::from(phrase.as_bytes()[0])].push((phrase.split_whitespace().collect(), *meaning));
            }
        }
        for list in &mut phrases {
            list.sort_by_key(|(phrase, _): &(Vec<&str>, T)| std::cmp::Reverse(phrase.len()));
        }
        Lexicon { phrases }
    }

    /// What stands in the words: where each phrase begins, how many words it has, and what it means. Phrases do not
    /// overlap; the longer one wins.
    pub(super) fn find(&self, words: &[String]) -> Vec<(usize, usize, T)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest(&words[at..]) {
                Some((length, meaning)) => {
                    found.push((at, length, meaning));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, words: &[String]) -> Option<(usize, T)> {
        let first = *words.first()?.as_bytes().first()?;
        let fits = |(phrase, _): &&(Vec<&str>, T)| {
            phrase.len() <= words.len() && phrase.iter().zip(words).all(|(pattern, word)| same(pattern, word))
        };
        self.phrases[usize::from(first)].iter().find(fits).map(|(phrase, meaning)| (phrase.len(), *meaning))
    }
}

fn same(pattern: &str, word: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => pattern == word,
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, tokens};

    #[test]
    fn the_longest_phrase_wins_and_phrases_do_not_overlap() {
        let lexicon = Lexicon::new(&[('a', "drift, no drift"), ('b', "plan*, drift and delay")]);
        let words = tokens("No drift, planned well – drift and delay.");
        assert_eq!(words, ["no", "drift", ",", "planned", "well", ",", "drift", "and", "delay"]);
        assert_eq!(lexicon.find(&words), [(0, 2, 'a'), (3, 1, 'b'), (6, 3, 'b')]);
    }
}
