//! Where facts and names stand in a text. Not here: what changed.

use crate::diff::vocabulary::Searched;
use crate::text::words;
use std::ops::{Range, RangeInclusive};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// In alphabetical order. "One" is a word like any other, unless it becomes two.
const NUMBERS: [&str; 27] = [
    "dozen", "eight", "eighty", "eleven", "fifty", "five", "forty", "four", "half", "hundred", "million", "nine",
    "ninety", "once", "quarter", "seven", "seventy", "six", "sixty", "ten", "thirty", "thousand", "three", "twelve",
    "twenty", "twice", "two",
];

/// The shortest and the longest of them: most words are none by their length alone.
const NUMBER_LENGTHS: RangeInclusive<usize> = 3..=8;

/// Numbers and dates in a part of a text: neighbours as one.
pub(super) fn figures(text: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let counts = |part: &str, word: &str| {
        let small = || part.bytes().map(|byte| byte.to_ascii_lowercase());
        let is_known = || NUMBERS.binary_search_by(|number| number.bytes().cmp(small())).is_ok();
        NUMBER_LENGTHS.contains(&part.len()) && is_known()
            || part.eq_ignore_ascii_case("one") && part.len() < word.len()
    };
    let is_number = |word: &str| {
        word.bytes().any(|byte| byte.is_ascii_digit())
            || word.split('-').all(|part| counts(part, word))
            || word.starts_with(|c: char| c.is_ascii_uppercase()) && (MONTHS.contains(&word) || DAYS.contains(&word))
    };
    let found = words_in(text, part).filter(|range| is_number(&text[range.clone()])).collect();
    let is_gap = |gap: &str| gap.trim() == "to" || gap.chars().all(|c| c.is_whitespace() || ",/–-".contains(c));
    joined(found, text, is_gap)
}

/// Names and roles that are known and, in some parts that begin with a sentence, words with a capital letter where none
/// begins.
pub(super) fn names(text: &Searched<'_, '_>, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = text.names();
    for part in parts {
        let mut before = None;
        for word in words_in(text.text(), part) {
            let begins = before
                .replace(word.end)
                .is_none_or(|before| text.text()[before..word.start].contains(['.', '?', '!', ':', '“', '‘', '"']));
            if !begins && text.text()[word.clone()].starts_with(char::is_uppercase) {
                found.push(word);
            }
        }
    }
    joined(found, text.text(), |gap| gap.chars().all(char::is_whitespace))
}

fn words_in(text: &str, part: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    words(&text[part.clone()]).map(|word| part.start + word.start..part.start + word.end)
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
    use crate::diff::vocabulary::{Lexicon, Vocabulary};

    #[test]
    fn dates_and_numbers_are_one_fact_each() {
        let text = "From Tuesday 6 to 9 May 2025 all of twenty-one in 57 may hope; half of them.";
        let found: Vec<&str> = figures(text, &(0..text.len())).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Tuesday 6 to 9 May 2025", "twenty-one", "57", "half"]);
    }

    #[test]
    fn names_are_capital_words_inside_sentences() {
        let vocabulary = Vocabulary { roles: vec!["chief executive".to_owned()], ..Vocabulary::default() };
        let text = "Then Ann Dale, chief executive, spoke. She said: “Words.”";
        let all = 0..text.len();
        let whole = std::slice::from_ref(&all);
        let found: Vec<&str> =
            names(&Lexicon::of(&vocabulary).search(text, whole), whole).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Ann Dale", "chief executive"]);
    }
}
