//! Where sentences begin and end. Not here: what any sentence is about.

use crate::text::Span;

/// Abbreviations whose full stop ends no sentence, whatever follows.
const TITLES: [&str; 17] = [
    "cllr", "cllrs", "dr", "mr", "mrs", "ms", "prof", "rev", "hon", "rt", "st", "sir", "e.g", "i.e", "cf", "vs", "viz",
];
/// Abbreviations whose full stop ends no sentence when a number follows.
const COUNTED: [&str; 30] = [
    "no", "nos", "para", "paras", "p", "pp", "s", "ss", "sec", "fig", "vol", "approx", "c", "ca", "ext", "tel", "min",
    "max", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];
const BULLETS: [char; 8] = ['•', '◼', '▪', '■', '●', '\u{f06e}', '\u{f0b7}', '*'];
const CLOSERS: [char; 8] = ['’', '”', '\'', '"', ')', ']', '»', '…'];

/// The sentences of a paragraph, as spans in reading order, without the white space around them. Between them
/// they hold everything but white space. A line end within a paragraph ends a sentence only before a bullet or behind
/// a sentence's end.
pub fn sentences(paragraph: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < paragraph.len() {
        let piece = &paragraph[at..next_break(paragraph, at)];
        let start = at + piece.len() - piece.trim_start().len();
        let end = at + piece.trim_end().len();
        at += piece.len();
        if start >= end {
            continue;
        }
        match found.last_mut() {
            Some(last) if !parted(&paragraph[*last], &paragraph[last.end..start], &paragraph[start..end]) => {
                last.end = end;
            }
            _ => found.push(Span::new(start, end)),
        }
    }
    found
}

/// Where a sentence may begin next: behind a line end, or behind the white space that follows a full stop, a question or
/// an exclamation mark and what closes with it. These are the breaks of UAX #29 (SB3 to SB11) that have white space before
/// them, and those before a figure, which it takes for the middle of a sentence: "in May. £5 million was". It is made for
/// speed: every check and every comparison begins with it.
fn next_break(text: &str, from: usize) -> usize {
    let is_stop = |byte: &u8| matches!(byte, b'.' | b'?' | b'!' | b'\n');
    let mut at = from;
    while let Some(stop) = text.as_bytes()[at..].iter().position(is_stop).map(|place| at + place) {
        at = stop + 1;
        if text.as_bytes()[stop] == b'\n' {
            return at;
        }
        let closed = text[at..].trim_start_matches(is_close);
        let rest = closed.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        let ends = rest.len() < closed.len() && !rest.starts_with(goes_on);
        if ends && !(text.as_bytes()[stop] == b'.' && begins_small(rest)) {
            return text.len() - rest.len();
        }
    }
    text.len()
}

/// Quotation marks and brackets.
fn is_close(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '«' | '»' | '‘'..='‟' | '‹' | '›')
}

/// What goes on with a sentence.
fn goes_on(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | ',' | ':' | ';' | '-' | '–' | '—')
}

/// A digit or a currency.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '£' | '$' | '€')
}

/// Whether the first letter is a small one, whatever signs stand before it.
fn begins_small(rest: &str) -> bool {
    if rest.starts_with(is_figure) {
        return false;
    }
    let first = rest.chars().find(|c| c.is_alphabetic() || matches!(c, '.' | '?' | '!' | '\n'));
    first.is_some_and(char::is_lowercase)
}

/// Whether two neighbours that a break parts are two sentences.
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
        || COUNTED.contains(&folded.as_str()) && after.starts_with(is_figure)
        || initial && named
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(paragraph: &str) -> Vec<&str> {
        sentences(paragraph).into_iter().map(|span| &paragraph[span]).collect()
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
    fn what_goes_on_behind_a_stop_is_the_same_sentence() {
        for whole in
            ["It rose by 2. – more than before.", "Is it? – he asked.", "See p. 4 of it.", "So it is . . . yes."]
        {
            assert_eq!(split(whole), [whole]);
        }
        assert_eq!(
            split("It rose in 2024. (Others fell.) No more."),
            ["It rose in 2024.", "(Others fell.)", "No more."]
        );
    }

    #[test]
    fn a_sentence_may_begin_with_a_figure() {
        let text = "They met in May. £5 million was saved. 93 plans were read. 2023 saw it.";
        assert_eq!(split(text), ["They met in May.", "£5 million was saved.", "93 plans were read.", "2023 saw it."]);
        for whole in ["It cost approx. £5 million in Sept. 2024 alone.", "Call ext. 1234 or tel. 01632 960 114."] {
            assert_eq!(split(whole), [whole]);
        }
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
