//! Parts of a text by their tokens. Not here: parts by their bytes ([`Span`]).

use super::Token;
use crate::text::Span;
use std::ops::{Add, Index, Range};

/// A range of the tokens of a text, from number `start` up to but not including number `end`.
///
/// It indexes any slice that has one element for each token, so it cannot be taken for the bytes of a text, which is
/// indexed by a [`Span`] alone:
///
/// ```
/// # use copydesk::language::{TokenRange, tokens};
/// let text = "The visit, in May, is over.";
/// let tokens = tokens(text);
/// let range = TokenRange::new(1, 4);
/// assert_eq!(tokens[range].len(), 3);
/// assert_eq!(&text[range.span(&tokens)], "visit, in May");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenRange {
    /// The number of the first token.
    pub start: usize,
    /// The number after that of the last one.
    pub end: usize,
}

impl TokenRange {
    /// Creates the range from the token `start` up to but not including the token `end`.
    pub const fn new(start: usize, end: usize) -> TokenRange {
        TokenRange { start, end }
    }

    /// Returns the number of tokens.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Returns `true` if the range has no tokens.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Returns `true` if the token with this number is in the range.
    pub const fn contains(self, token: usize) -> bool {
        self.start <= token && token < self.end
    }

    /// Returns the bytes from the first to the last of these tokens, with all that is written between them.
    ///
    /// # Panics
    ///
    /// Panics if the range is empty or reaches further than the tokens.
    pub fn span(self, tokens: &[Token]) -> Span {
        Span::new(tokens[self.start].span.start, tokens[self.end - 1].span.end)
    }
}

/// As a range is shown: `1..4`.
impl std::fmt::Debug for TokenRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for TokenRange {
    fn from(range: Range<usize>) -> TokenRange {
        TokenRange { start: range.start, end: range.end }
    }
}

/// The same tokens of a text that has `by` more before them.
impl Add<usize> for TokenRange {
    type Output = TokenRange;

    fn add(self, by: usize) -> TokenRange {
        TokenRange { start: self.start + by, end: self.end + by }
    }
}

impl<T> Index<TokenRange> for [T] {
    type Output = [T];

    fn index(&self, range: TokenRange) -> &[T] {
        &self[range.start..range.end]
    }
}

impl<T> Index<TokenRange> for Vec<T> {
    type Output = [T];

    fn index(&self, range: TokenRange) -> &[T] {
        &self[range.start..range.end]
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    #[test]
    fn tokens_are_indexed_and_lead_to_their_bytes() {
        let text = "“Who’s there?”, he asked.";
        let tokens = tokens(text);
        let range = TokenRange::new(1, 3);
        assert_eq!(tokens[range].iter().map(|token| token.form.as_str()).collect::<Vec<_>>(), ["there", "he"]);
        assert_eq!(&text[range.span(&tokens)], "there?”, he");
        assert_eq!((range.len(), range.contains(2), range.contains(3)), (2, true, false));
        assert!(TokenRange::new(2, 2).is_empty() && !range.is_empty());
    }
}
