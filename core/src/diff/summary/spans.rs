//! Where facts and names stand in a text. Not here: what changed.

use crate::diff::fact_words::Searched;
use crate::language::{MONTHS, WEEKDAYS, is_number_word};
use crate::text::Folded;
use std::ops::Range;

/// Words that a sentence begins with before a name.
const SMALL: [&str; 42] = [
    "a", "after", "all", "an", "and", "as", "at", "before", "both", "but", "by", "each", "every", "for", "from", "her",
    "his", "how", "if", "in", "last", "now", "of", "on", "our", "since", "so", "that", "the", "their", "then", "these",
    "this", "those", "to", "under", "what", "when", "while", "why", "with", "yet",
];

/// Numbers and dates among the words of a part of a text: neighbours as one.
pub(super) fn figures(text: &str, words: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_figure = |range: &&Range<usize>| is_number(Folded::of(&text[(*range).clone()]).as_str());
    let found = words.iter().filter(is_figure).cloned().collect();
    let is_gap = |gap: &str| gap.trim() == "to" || gap.chars().all(|c| c.is_whitespace() || ",/–-".contains(c));
    joined(found, text, is_gap)
}

fn is_number(word: &str) -> bool {
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let small = word.to_lowercase();
    is_number_word(&small)
        // Of words that are one in capital letters alone, "may" and "march" are others in small ones.
        || word.starts_with(|c: char| c.is_ascii_uppercase())
            && (MONTHS.contains(&small.as_str()) || WEEKDAYS.contains(&small.as_str()))
}

/// Names and roles that are known and, among the words of some parts that begin with a sentence, those with a capital
/// letter where none begins.
pub(super) fn names(text: &Searched<'_, '_>, parts: &[Vec<Range<usize>>]) -> Vec<Range<usize>> {
    let mut found = text.names();
    let text = text.text();
    let is_capital = |word: &Range<usize>| text[word.clone()].starts_with(char::is_uppercase);
    let is_space = |gap: &str| gap.chars().all(char::is_whitespace);
    for words in parts {
        for (at, word) in words.iter().enumerate().filter(|(_, word)| is_capital(word)) {
            let before = at.checked_sub(1).map(|before| &text[words[before].end..word.start]);
            let begins = before.is_none_or(|gap| gap.contains(['.', '?', '!', ':', '“', '‘', '"']));
            // Where a sentence begins, two words with capital letters are a name: "Ann Dale was", but not "The Westgate".
            let next = words.get(at + 1).filter(|next| is_capital(next) && is_space(&text[word.end..next.start]));
            let is_small = || SMALL.iter().any(|small| text[word.clone()].eq_ignore_ascii_case(small));
            if !begins || next.is_some() && !is_small() {
                found.push(word.clone());
            }
        }
    }
    joined(found, text, is_space)
}

fn joined(mut found: Vec<Range<usize>>, text: &str, is_gap: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    found.sort_by_key(|range| (range.start, range.end));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in found {
        match kept.last_mut() {
            Some(last) if range.start <= last.end || is_gap(&text[last.end..range.start]) => {
                last.end = last.end.max(range.end);
            }
            _ => kept.push(range),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::fact_words::{Lexicon, Vocabulary};
    use crate::language::words;
    use crate::text::Span;

    #[test]
    fn dates_and_numbers_are_one_fact_each() {
        let text = "From Tuesday 6 to 9 May 2025 all of twenty-one in 57 may hope; half of them.";
        let words: Vec<Range<usize>> = words(text).map(Span::range).collect();
        let found: Vec<&str> = figures(text, &words).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Tuesday 6 to 9 May 2025", "twenty-one", "57", "half"]);
        let text = "Of ３７ homes thir\u{ad}teen… tw\u{200b}elve and 𝟒 in Jսne.";
        let disguised: Vec<Range<usize>> = crate::language::words(text).map(Span::range).collect();
        let found: Vec<&str> = figures(text, &disguised).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["３７", "thir\u{ad}teen", "tw\u{200b}elve", "𝟒", "Jսne"]);
    }

    #[test]
    fn names_are_capital_words_inside_sentences() {
        let vocabulary = Vocabulary { roles: vec!["chief executive".to_owned()], ..Vocabulary::default() };
        let text = "Then Ann Dale, chief executive, spoke. She said: “Words.”";
        let all = 0..text.len();
        let whole = std::slice::from_ref(&all);
        let lexicon = Lexicon::of(&vocabulary);
        let searched = lexicon.search(text, whole);
        let found: Vec<&str> =
            names(&searched, &[words(text).map(Span::range).collect()]).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Ann Dale", "chief executive"]);
        let text = "Thomas Adeyemi was there. The Westgate Council met. Nobody Else.";
        let all = 0..text.len();
        let searched = lexicon.search(text, std::slice::from_ref(&all));
        let found = names(&searched, &[words(text).map(Span::range).collect()]);
        let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Thomas Adeyemi", "Westgate Council", "Nobody Else"]);
    }
}
