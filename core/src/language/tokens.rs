//! Words as they are compared: the same token stands for every honest way of writing a word. Not here: how alike two
//! texts are.

use super::words;
use crate::text::{Normal, Span, normal};

/// A word, a number or one of the signs `%`, `£` and `€`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text.
    pub span: Span,
    /// What it is compared by: lower case, straight apostrophes.
    pub form: String,
}

impl AsRef<str> for Token {
    fn as_ref(&self) -> &str {
        &self.form
    }
}

/// The tokens of a text. Hyphens and slashes part words, apostrophes inside a word and points and commas inside a number
/// do not; all other punctuation is left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let made = Normal::folded(text);
    let plain = made.as_str();
    let mut found = Vec::new();
    let mut start = None;
    let mut chars = plain.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let inside = start.is_some()
            && (c == '\'' && after.is_alphanumeric() || matches!(c, '.' | ',') && digits(before, after));
        match (is_part(c) || inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(token(&made, Span::new(from, at)));
                start = None;
            }
            _ => {}
        }
        if matches!(c, '%' | '£' | '€') {
            found.push(token(&made, Span::new(at, at + c.len_utf8())));
        }
        before = c;
    }
    found.extend(start.map(|from| token(&made, Span::new(from, plain.len()))));
    found.shrink_to_fit();
    found
}

/// Returns the words of a sentence in lower case; hyphens part them, and a comma, semicolon, colon, dash or opening bracket is a
/// word `,`.
pub fn words_and_pauses(sentence: &str) -> Vec<String> {
    let plain = normal(sentence).to_lowercase().replace(" - ", " , ").replace('-', " ");
    let mut found = Vec::new();
    for piece in plain.split(' ') {
        found.extend(words(piece).map(|word| piece[word].to_owned()));
        if piece.ends_with([',', ';', ':']) || piece.starts_with('(') {
            found.push(",".to_owned());
        }
    }
    found
}

/// Whether a character is part of a word: a small figure above or below the line is not, as it may be the mark of a note.
fn is_part(c: char) -> bool {
    c.is_alphanumeric()
        && !matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}')
}

fn digits(before: char, after: char) -> bool {
    before.is_ascii_digit() && after.is_ascii_digit()
}

fn token(made: &Normal, part: Span) -> Token {
    Token { form: made.as_str()[part].to_owned(), span: made.source(part) }
}

#[cfg(test)]
mod tests {
    use super::{tokens, words_and_pauses};

    #[test]
    fn what_is_written_in_several_ways_is_one_token() {
        let forms = |text: &str| tokens(text).into_iter().map(|token| token.form).collect::<Vec<_>>();
        let expected = ["the", "children's", "well", "run", "home", "rose", "by", "3.5", "%", "to", "£", "1,200"];
        assert_eq!(forms("The “children’s” well-run home, rose by 3.5% (to £1,200)."), expected);
        assert_eq!(forms("the 'children's' well run home - rose by 3.5 % to £1,200"), expected);
        assert_eq!(forms("workers’ and/or plans…"), ["workers", "and", "or", "plans"]);
        assert_eq!(forms(" – "), Vec::<String>::new());
        assert_eq!(forms("Outstanding¹ for CO₂"), ["outstanding", "for", "co"]);
    }

    #[test]
    fn each_token_keeps_its_place() {
        let text = "“Who’s  there?”";
        let places: Vec<&str> = tokens(text).into_iter().map(|token| &text[token.span]).collect();
        assert_eq!(places, ["Who’s", "there"]);
    }

    #[test]
    fn pauses_are_words() {
        let words = words_and_pauses("No drift, well-planned – drift and delay (of late).");
        assert_eq!(words, ["no", "drift", ",", "well", "planned", ",", "drift", "and", "delay", "of", ",", "late"]);
    }
}
