//! Words as a person counts them. Not here: which words matter.

use crate::text::Span;

/// The words of a text, as spans without the punctuation around them. What white space parts is a word, so
/// "well-being", "children’s", "and/or" and "2019–20" are one each; a dash alone is none, and an em dash parts words.
pub fn words(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = loop {
            let (sort, len) = next(text, at)?;
            at += len;
            if matches!(sort, Sort::Letter) {
                break at - len;
            }
        };
        let mut end = at;
        while let Some((sort, len)) = next(text, at) {
            at += len;
            match sort {
                Sort::Letter => end = at,
                Sort::Accent if end == at - len => end = at,
                Sort::Gap => break,
                Sort::Accent | Sort::Sign => {}
            }
        }
        Some(Span::new(start, end))
    })
}

/// Returns a text with a capital as its first letter.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Returns a word in lower case without its ending, so that "funding" and "funds", "nurse" and "nurses" are alike.
pub fn stem(form: &str) -> &str {
    const SHORTEST: usize = 4;
    let without = |form: &'_ str, ending: &str| -> Option<usize> {
        let length = form.strip_suffix(ending)?.len();
        (form[..length].chars().count() >= SHORTEST).then_some(length)
    };
    let form = form.trim_end_matches("'s");
    let is_hissing = |stem: &str| stem.ends_with(['s', 'x', 'z']) || stem.ends_with("ch") || stem.ends_with("sh");
    let plural = without(form, "ies")
        .or_else(|| without(form, "es").filter(|length| is_hissing(&form[..*length])))
        .or_else(|| without(form, "s").filter(|_| !form.ends_with("ss")));
    let form = &form[..plural.unwrap_or(form.len())];
    let verb = ["ing", "ed"].iter().find_map(|ending| without(form, ending));
    let verb = verb.or_else(|| without(form, "ly").filter(|length| *length > SHORTEST));
    let form = &form[..verb.unwrap_or(form.len())];
    let last = ["e", "y", "i"].iter().find_map(|ending| without(form, ending));
    &form[..last.unwrap_or(form.len())]
}

/// What a character is to the words around it.
#[derive(Clone, Copy)]
enum Sort {
    /// Or a digit.
    Letter,
    /// A part of the letter before it, written behind it.
    Accent,
    /// It parts words.
    Gap,
    Sign,
}

/// What stands at a place of a text, and how many bytes it takes; nothing at its end.
fn next(text: &str, at: usize) -> Option<(Sort, usize)> {
    if let Some(sort) = ASCII.get(usize::from(*text.as_bytes().get(at)?)) {
        return Some((*sort, 1));
    }
    let c = text[at..].chars().next()?;
    let sort = match c {
        _ if c.is_alphanumeric() => Sort::Letter,
        '\u{300}'..='\u{36f}' => Sort::Accent,
        '—' => Sort::Gap,
        _ if c.is_whitespace() => Sort::Gap,
        _ => Sort::Sign,
    };
    Some((sort, c.len_utf8()))
}

/// The same of each character that is one byte.
const ASCII: [Sort; 128] = {
    let mut sorts = [Sort::Sign; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        sorts[byte as usize] = match byte {
            _ if byte.is_ascii_alphanumeric() => Sort::Letter,
            b'\t'..=b'\r' | b' ' => Sort::Gap,
            _ => Sort::Sign,
        };
        byte += 1;
    }
    sorts
};

#[cfg(test)]
mod tests {
    use super::{stem, words};
    use crate::text::Span;

    fn listed(text: &str) -> Vec<&str> {
        words(text).map(|span| &text[span]).collect()
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
    fn words_of_one_kind_have_one_stem() {
        for words in [["funding", "funds"], ["nurse", "nurses"], ["families", "family"], ["classes", "class"]] {
            assert_eq!(stem(words[0]), stem(words[1]), "{words:?}");
        }
        assert_eq!(["care", "his", "less", "early"].map(stem), ["care", "his", "less", "earl"]);
    }

    #[test]
    fn nothing_has_no_words() {
        assert_eq!(listed(" – … \n"), Vec::<&str>::new());
    }

    #[test]
    fn a_word_that_is_part_of_an_earlier_one_keeps_its_own_place() {
        assert_eq!(words("team a tea").collect::<Vec<_>>(), [0..4, 5..6, 7..10].map(Span::from));
    }
}
