//! Words as a person counts them. Not here: which words matter.

use std::ops::Range;

/// The words of a text, as byte ranges without the punctuation around them. What white space parts is a word, so
/// "well-being", "children’s", "and/or" and "2019–20" are one each; a dash alone is none, and an em dash parts words.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive(|c: char| c.is_whitespace() || c == '—').filter_map(move |piece| {
        let begin = at;
        at += piece.len();
        let start = piece.find(char::is_alphanumeric)?;
        let end = piece.rfind(char::is_alphanumeric)?;
        let last = piece[end..].chars().next().map_or(0, char::len_utf8);
        Some(begin + start..begin + end + last)
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    fn listed(text: &str) -> Vec<&str> {
        words(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn a_person_counts_these() {
        assert_eq!(
            listed("Avershire’s early-help offer – and/or 3.5% of it—is “well-run”, é."),
            ["Avershire’s", "early-help", "offer", "and/or", "3.5", "of", "it", "is", "well-run", "é"]
        );
    }

    #[test]
    fn nothing_has_no_words() {
        assert_eq!(listed(" – … \n"), Vec::<&str>::new());
    }

    #[test]
    fn a_word_that_is_part_of_an_earlier_one_keeps_its_own_place() {
        assert_eq!(words("team a tea").collect::<Vec<_>>(), [0..4, 5..6, 7..10]);
    }
}
