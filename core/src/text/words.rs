//! Words as a person counts them. Not here: which words matter.

use std::ops::Range;

/// The words of a text, as byte ranges without the punctuation around them. What white space parts is a word, so
/// "well-being", "children’s", "and/or" and "2019–20" are one each; a dash alone is none, and an em dash parts words.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices();
    std::iter::from_fn(move || {
        let mut word: Option<Range<usize>> = None;
        for (at, c) in chars.by_ref() {
            if c.is_alphanumeric() {
                let end = at + c.len_utf8();
                word = Some(word.map_or(at, |word| word.start)..end);
            } else if let Some(word) = word.as_mut().filter(|word| word.end == at && is_mark(c)) {
                // An accent that is a letter's own is a part of the word, also where it is written behind the letter.
                word.end = at + c.len_utf8();
            } else if word.is_some() && (c.is_whitespace() || c == '—') {
                break;
            }
        }
        word
    })
}

/// Whether it is an accent that goes with the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
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
        assert_eq!(listed("The cafe\u{301}, new."), ["The", "cafe\u{301}", "new"]);
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
