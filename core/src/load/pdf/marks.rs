//! Marked content: stretches of a page's content that say what they are, or which words their letters are.

use super::token::Token;

/// A mark that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Mark {
    /// Whether the content is not part of the text.
    pub(super) artifact: bool,
    /// Whether it is on a layer that is switched off.
    pub(super) hidden: bool,
    /// The words that its letters are; none are left once they were read.
    pub(super) instead: Option<String>,
    /// The number of the innermost mark with such words, this one or one around it.
    pub(super) said: Option<usize>,
}

impl Mark {
    /// Returns a mark by its name, its properties and the marks around it.
    pub(super) fn of(operands: &[Token], hidden: bool, around: &[Mark]) -> Mark {
        let outer = around.last();
        let artifact = outer.is_some_and(|outer| outer.artifact) || operands.first() == Some(&Token::Name(b"Artifact"));
        let key = operands.iter().position(|token| *token == Token::Name(b"ActualText"));
        let instead = key.and_then(|key| match operands.get(key + 1) {
            Some(Token::String(bytes)) => Some(text(bytes)),
            _ => None,
        });
        let said = instead.as_ref().map(|_| around.len()).or_else(|| outer?.said);
        Mark { artifact, hidden: hidden || outer.is_some_and(|outer| outer.hidden), instead, said }
    }

    /// Returns the words instead of its letters, once.
    pub(super) fn words(&mut self) -> String {
        self.instead.as_mut().map(std::mem::take).unwrap_or_default()
    }
}

/// Returns a text string: UTF-16 or UTF-8 with a mark, or else bytes that are letters of Latin alphabets.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|byte| crate::text::windows_1252(*byte)).collect(),
    }
}
