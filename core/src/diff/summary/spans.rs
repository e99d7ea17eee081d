//! Where facts and names stand in a text. Not here: what changed.

use crate::diff::vocabulary::{Searched, Vocabulary};
use crate::text::words;
use std::ops::Range;

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
/// "One" is a word like any other, unless it becomes two.
const NUMBERS: [&str; 27] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty",
    "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "half", "twice",
    "once", "dozen", "quarter",
];

/// Numbers and dates: neighbours as one.
pub(super) fn figures(text: &Searched<'_>) -> Vec<Range<usize>> {
    let is_number = |word: &str| {
        let folded = word.to_lowercase();
        word.contains(|c: char| c.is_ascii_digit())
            || folded.split('-').all(|part| NUMBERS.contains(&part) || part == "one" && folded != part)
            || MONTHS.contains(&word)
            || DAYS.contains(&word)
    };
    let found = words(text.text()).filter(|range| is_number(&text.text()[range.clone()])).collect();
    let is_gap = |gap: &str| gap.trim() == "to" || gap.chars().all(|c| c.is_whitespace() || ",/–-".contains(c));
    joined(found, text.text(), is_gap)
}

/// Names and roles that are known, and words with a capital letter where no sentence begins.
pub(super) fn names(text: &Searched<'_>, vocabulary: &Vocabulary) -> Vec<Range<usize>> {
    let mut found = vocabulary.names_in(text);
    let mut begins = true;
    for word in words(text.text()) {
        let is_capital = text.text()[word.clone()].starts_with(char::is_uppercase);
        if is_capital && !begins {
            found.push(word.clone());
        }
        let rest = &text.text()[word.end..];
        let sign = rest.split(char::is_alphanumeric).next().unwrap_or_default();
        begins = sign.contains(['.', '?', '!', ':', '“', '‘', '"']);
    }
    joined(found, text.text(), |gap| gap.chars().all(char::is_whitespace))
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

    #[test]
    fn dates_and_numbers_are_one_fact_each() {
        let text = "From Tuesday 6 to 9 May 2025 all of twenty-one in 57 may hope; half of them.";
        let found: Vec<&str> = figures(&Searched::new(text)).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Tuesday 6 to 9 May 2025", "twenty-one", "57", "half"]);
    }

    #[test]
    fn names_are_capital_words_inside_sentences() {
        let vocabulary = Vocabulary { roles: vec!["chief executive".to_owned()], ..Vocabulary::default() };
        let text = "Then Ann Dale, chief executive, spoke. She said: “Words.”";
        let found: Vec<&str> = names(&Searched::new(text), &vocabulary).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Ann Dale", "chief executive"]);
    }
}
