//! Numbers, ordinals and other amounts in words. Not here: dates, and what a number counts.

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
const LARGE: [&str; 15] = [
    "dozen",
    "dozens",
    "half",
    "hundred",
    "hundreds",
    "hundredth",
    "million",
    "millions",
    "once",
    "quarter",
    "quarters",
    "thirds",
    "thousand",
    "thousands",
    "twice",
];
/// Words that say how many of those there are.
const QUANTIFIERS: [&str; 10] =
    ["all", "both", "each", "either", "every", "neither", "no", "none", "nobody", "nothing"];

/// The number that a word says, up to twenty in words, or that is written in digits.
pub fn number(form: &str) -> Option<u64> {
    match NUMBERS.iter().position(|word| *word == form) {
        Some(number) => Some(number as u64),
        None => form.replace(',', "").parse().ok(),
    }
}

/// Whether a word in lower case is a number, an ordinal or an amount: "thirteen", "twenty-first", "dozens". "One" alone is a
/// word like any other.
pub fn is_number_word(word: &str) -> bool {
    let is_part = |part: &str| {
        let lists: [&[&str]; 4] = [&NUMBERS, &ORDINALS, &TENS, &LARGE];
        lists.iter().any(|list| list.contains(&part))
    };
    word != "one" && (is_part(word) || word.contains('-') && word.split('-').all(is_part))
}

/// Whether a word in lower case says how many there are, in whatever way: a number, "one", "all", "none".
pub fn is_quantity(word: &str) -> bool {
    word == "one" || QUANTIFIERS.contains(&word) || is_number_word(word) || number(word).is_some()
}

/// The numbers from one up to `most`, at most twenty, in words, as the alternatives of a pattern.
pub fn number_words(most: usize) -> String {
    NUMBERS[1..=most.min(NUMBERS.len() - 1)].join("|")
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
}
