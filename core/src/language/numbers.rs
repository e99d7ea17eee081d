//! Numbers, ordinals and other amounts in words, read and written. Not here: dates, and what a number counts.

use super::capitalised;
use super::lists::{List, read};
use foldhash::fast::RandomState;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The numbers from zero to twenty in words, in lower case; each stands at its own place.
pub const NUMBERS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
/// The ordinals from zeroth to twentieth, in lower case; each stands at its own place.
pub const ORDINALS: [&str; 21] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const FILE: &str = include_str!("../../data/language/numbers.toml");
static WORDS: LazyLock<Words> = LazyLock::new(|| read(FILE));

/// The words that say how many there are, but for those with hyphens.
static QUANTITIES: LazyLock<HashSet<&str, RandomState>> = LazyLock::new(|| {
    let lists = WORDS.quantifiers.iter().chain(WORDS.amounts.iter()).chain(WORDS.parts.iter());
    lists.chain(NUMBERS).chain(ORDINALS).chain(TENS).collect()
});

/// The lists of the file, which says what each is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    amounts: List,
    parts: List,
    quantifiers: List,
    moving: List,
}

/// Returns whether a word in lower case is as good as a figure: "dozens", "twice".
pub fn is_amount(word: &str) -> bool {
    WORDS.amounts.has(word)
}

/// Returns whether a word in lower case says that there is more or less of something: "risen".
pub fn is_moving(word: &str) -> bool {
    WORDS.moving.has(word)
}

/// The number that a word says, up to twenty in words, or that is written in digits.
pub fn number(form: &str) -> Option<u64> {
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return form.replace(',', "").parse().ok();
    }
    NUMBERS.iter().position(|word| *word == form).map(|number| number as u64)
}

/// Whether a word in lower case is a number, an ordinal or an amount: "thirteen", "twenty-first", "dozens". "One" alone is a
/// word like any other.
pub fn is_number_word(word: &str) -> bool {
    let is_part = |part: &str| {
        let lists: [&[&str]; 3] = [&NUMBERS, &ORDINALS, &TENS];
        lists.iter().any(|list| list.contains(&part)) || is_amount(part) || WORDS.parts.has(part)
    };
    word != "one" && (is_part(word) || word.contains('-') && word.split('-').all(is_part))
}

/// Whether a word in lower case says how many there are, in whatever way: a number, "one", "all", "none".
pub fn is_quantity(word: &str) -> bool {
    let is_figure = || word.starts_with(|c: char| c.is_ascii_digit()) && number(word).is_some();
    QUANTITIES.contains(word) || word.contains('-') && is_number_word(word) || is_figure()
}

/// The numbers from one up to `most`, at most twenty, in words, as the alternatives of a pattern.
pub fn number_words(most: usize) -> String {
    NUMBERS[1..=most.min(NUMBERS.len() - 1)].join("|")
}

/// Returns a number as we write it: one to nine in words, figures from 10, with commas in thousands.
pub fn number_written(number: i64) -> String {
    match usize::try_from(number).ok().and_then(|index| NUMBERS[..10].get(index)) {
        Some(word) => (*word).to_owned(),
        None => figures(number),
    }
}

fn figures(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns an ordinal as we write it: first to ninth in words, figures from 10th.
pub fn ordinal_written(number: i64) -> String {
    if let Some(word) = usize::try_from(number).ok().and_then(|index| ORDINALS[..10].get(index)) {
        return (*word).to_owned();
    }
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{}{ending}", figures(number))
}

/// Returns a number as the text around it writes one: in words up to nine unless the other one is in digits.
pub fn number_like(number: u64, like: &str) -> String {
    let digits = like.starts_with(|c: char| c.is_ascii_digit());
    let word = usize::try_from(number).ok().and_then(|number| NUMBERS[..10].get(number)).filter(|_| !digits);
    match word.map(|word| if number == 0 { "no" } else { *word }) {
        Some(word) if like.starts_with(char::is_uppercase) => capitalised(word),
        Some(word) => word.to_owned(),
        None => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_and_digits() {
        assert_eq!(
            ["three", "14", "1,200", "twenty", "good"].map(number),
            [Some(3), Some(14), Some(1200), Some(20), None]
        );
        assert_eq!(number_words(3), "one|two|three");
    }

    #[test]
    fn what_is_a_number_and_what_is_not() {
        for word in ["thirteen", "twelfth", "third", "twenty-one", "thirty-first", "ninety", "dozen", "half"] {
            assert!(is_number_word(word), "{word}");
        }
        for word in ["one", "good", "co-ordinate", "tenant", "all", ""] {
            assert!(!is_number_word(word), "{word}");
        }
        assert!(
            ["one", "all", "Neither", "neither", "14", "sixteen"].map(is_quantity)
                == [true, true, false, true, true, true]
        );
    }

    #[test]
    fn numbers_as_we_write_them() {
        assert_eq!(
            [1, 9, 10, 999, 1_000, 1_234_567].map(number_written),
            ["one", "nine", "10", "999", "1,000", "1,234,567"]
        );
        assert_eq!(
            [1, 9, 10, 11, 22, 103, 112].map(ordinal_written),
            ["first", "ninth", "10th", "11th", "22nd", "103rd", "112th"]
        );
    }

    #[test]
    fn every_list_does_what_its_examples_say() {
        assert_eq!(crate::language::lists::mistakes(FILE), [""; 0]);
    }

    #[test]
    fn a_number_is_written_like_the_one_beside_it() {
        assert_eq!(
            [number_like(3, "two"), number_like(3, "Two"), number_like(3, "2"), number_like(12, "two")],
            ["three", "Three", "3", "12"]
        );
    }
}
