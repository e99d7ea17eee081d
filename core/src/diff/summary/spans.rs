//! Where facts and names stand in a text. Not here: what changed.

use crate::language::{MONTHS, WEEKDAYS, is_number_word};
use crate::text::{Folded, Span};

/// Words that a sentence begins with before a name.
const SMALL: [&str; 42] = [
    "a", "after", "all", "an", "and", "as", "at", "before", "both", "but", "by", "each", "every", "for", "from", "her",
    "his", "how", "if", "in", "last", "now", "of", "on", "our", "since", "so", "that", "the", "their", "then", "these",
    "this", "those", "to", "under", "what", "when", "while", "why", "with", "yet",
];

/// Numbers and dates among the words of a part of a text: neighbours as one.
pub(super) fn figures(text: &str, words: &[Span]) -> Vec<Span> {
    let is_figure = |word: &&Span| is_number(Folded::of(&text[**word]).as_str());
    let found = words.iter().filter(is_figure).copied().collect();
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

/// Words that have a capital letter where no sentence begins, among those of some parts that begin with a sentence, and
/// names that are known.
pub(super) fn names(text: &str, parts: &[Vec<Span>], known: &[Span]) -> Vec<Span> {
    let mut found = known.to_vec();
    let is_capital = |word: &Span| text[*word].starts_with(char::is_uppercase);
    let is_space = |gap: &str| gap.chars().all(char::is_whitespace);
    for words in parts {
        for (at, word) in words.iter().enumerate().filter(|(_, word)| is_capital(word)) {
            let before = at.checked_sub(1).map(|before| &text[words[before].end..word.start]);
            let begins = before.is_none_or(|gap| gap.contains(['.', '?', '!', ':', '“', '‘', '"']));
            // Where a sentence begins, two words with capital letters are a name: "Ann Dale was", but not "The Westgate".
            let next = words.get(at + 1).filter(|next| is_capital(next) && is_space(&text[word.end..next.start]));
            let is_small = || SMALL.iter().any(|small| text[*word].eq_ignore_ascii_case(small));
            if !begins || next.is_some() && !is_small() {
                found.push(*word);
            }
        }
    }
    joined(found, text, is_space)
}

fn joined(mut found: Vec<Span>, text: &str, is_gap: impl Fn(&str) -> bool) -> Vec<Span> {
    found.sort_unstable();
    let mut kept: Vec<Span> = Vec::new();
    for span in found {
        match kept.last_mut() {
            Some(last) if span.start <= last.end || is_gap(&text[last.end..span.start]) => {
                last.end = last.end.max(span.end);
            }
            _ => kept.push(span),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::words;

    #[test]
    fn dates_and_numbers_are_one_fact_each() {
        let text = "From Tuesday 6 to 9 May 2025 all of twenty-one in 57 may hope; half of them.";
        let words: Vec<Span> = words(text).collect();
        let found: Vec<&str> = figures(text, &words).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["Tuesday 6 to 9 May 2025", "twenty-one", "57", "half"]);
        let text = "Of ３７ homes thir\u{ad}teen… tw\u{200b}elve and 𝟒 in Jսne.";
        let disguised: Vec<Span> = crate::language::words(text).collect();
        let found: Vec<&str> = figures(text, &disguised).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["３７", "thir\u{ad}teen", "tw\u{200b}elve", "𝟒", "Jսne"]);
    }

    #[test]
    fn names_are_capital_words_inside_sentences_and_what_is_known() {
        let found = |text: &str, known: &[&str]| -> Vec<String> {
            let place = |name: &&str| text.find(*name).map(|at| Span::new(at, at + name.len()));
            let known: Vec<Span> = known.iter().filter_map(place).collect();
            names(text, &[words(text).collect()], &known).into_iter().map(|span| text[span].to_owned()).collect()
        };
        let text = "Then Ann Dale, chief executive, spoke. She said: “Words.”";
        assert_eq!(found(text, &["chief executive"]), ["Ann Dale", "chief executive"]);
        let text = "Thomas Adeyemi was there. The Westgate Council met. Nobody Else.";
        assert_eq!(found(text, &[]), ["Thomas Adeyemi", "Westgate Council", "Nobody Else"]);
    }
}
