//! Where sentences begin and end. Not here: what any sentence is about.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations whose full stop ends no sentence, whatever follows.
const TITLES: [&str; 17] = [
    "cllr", "cllrs", "dr", "mr", "mrs", "ms", "prof", "rev", "hon", "rt", "st", "sir", "e.g", "i.e", "cf", "vs", "viz",
];
/// Abbreviations whose full stop ends no sentence when a number follows.
const COUNTED: [&str; 11] = ["no", "nos", "para", "paras", "p", "pp", "s", "ss", "sec", "fig", "vol"];
const BULLETS: [char; 8] = ['•', '◼', '▪', '■', '●', '\u{f06e}', '\u{f0b7}', '*'];
const CLOSERS: [char; 8] = ['’', '”', '\'', '"', ')', ']', '»', '…'];

/// The sentences of a paragraph, as byte ranges in reading order, without the white space around them. Between them
/// they hold everything but white space. A line end within a paragraph ends a sentence only before a bullet or behind
/// a sentence's end.
pub fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, piece) in paragraph.split_sentence_bound_indices() {
        let start = at + piece.len() - piece.trim_start().len();
        let end = at + piece.trim_end().len();
        if start >= end {
            continue;
        }
        match found.last_mut() {
            Some(last) if !parted(&paragraph[last.clone()], &paragraph[last.end..start], &paragraph[start..end]) => {
                last.end = end;
            }
            _ => found.push(start..end),
        }
    }
    found
}

/// Whether two neighbours that the Unicode rules part are two sentences.
fn parted(before: &str, gap: &str, after: &str) -> bool {
    if gap.is_empty() {
        return false;
    }
    if gap.contains('\n') && (after.starts_with(BULLETS) || after.starts_with("- ")) {
        return true;
    }
    let bare = before.trim_end_matches(CLOSERS);
    bare.ends_with(['.', '?', '!', ':'])
        && !after.starts_with(char::is_lowercase)
        && !(bare.len() == before.len() && abbreviated(before, after))
}

fn abbreviated(before: &str, after: &str) -> bool {
    let Some(rest) = before.strip_suffix('.') else { return false };
    let mut backwards = rest.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '‘'));
    let word = backwards.next().unwrap_or_default();
    let folded = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    let named = backwards.next().is_none_or(|earlier| earlier.is_empty() || earlier.starts_with(char::is_uppercase));
    TITLES.contains(&folded.as_str())
        || COUNTED.contains(&folded.as_str()) && after.starts_with(|c: char| c.is_ascii_digit())
        || initial && named
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(paragraph: &str) -> Vec<&str> {
        sentences(paragraph).into_iter().map(|range| &paragraph[range]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        assert_eq!(
            split("  Avershire listens. Does it act? It does!  Visits rose by 3.5%. "),
            ["Avershire listens.", "Does it act?", "It does!", "Visits rose by 3.5%."]
        );
        assert_eq!(split(" \n "), Vec::<&str>::new());
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        for whole in [
            "Cllr. Joan Fenwick chairs the board.",
            "The Rt. Hon. Ann Dale met Dr. J. P. Moss and St. Anne’s.",
            "Help (e.g. Saturday clubs, i.e. Sports) is near.",
            "See para. 12 and paras. 14 to 16, No. 3.",
            "Clubs, rides, etc. are free.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
        assert_eq!(split("Is it ready? No. Leaders know."), ["Is it ready?", "No.", "Leaders know."]);
        assert_eq!(split("There are clubs, rides, etc. All are free.").len(), 2);
    }

    #[test]
    fn a_closing_quotation_mark_stays_with_its_sentence() {
        assert_eq!(
            split("‘They stick with you.’ A worker said: “We stay.” Others agree."),
            ["‘They stick with you.’", "A worker said: “We stay.”", "Others agree."]
        );
        assert_eq!(split("“Who helps?” asked Sam. Many do.").len(), 2);
        assert_eq!(split("The ‘what next?’ plan is used."), ["The ‘what next?’ plan is used."]);
    }

    #[test]
    fn footnote_marks_and_line_ends_part_nothing() {
        assert_eq!(split("What is next?1 Plans follow."), ["What is next?1 Plans follow."]);
        assert_eq!(split("Leaders in\nAvershire listen.\nThey act."), ["Leaders in\nAvershire listen.", "They act."]);
    }

    #[test]
    fn bullets_are_sentences_of_their_own() {
        assert_eq!(split("To do:\n◼ visits\n◼ plans for\nadults"), ["To do:", "◼ visits", "◼ plans for\nadults"]);
    }
}
