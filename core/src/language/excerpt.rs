//! A part of a text with its tokens, so that nobody who reads it takes it apart again.

use super::Token;
use crate::text::Span;

/// A part of a text, such as a sentence, with its tokens.
#[derive(Clone, Copy, Debug)]
pub struct Excerpt<'a> {
    /// The whole text, in which all places are.
    pub text: &'a str,
    /// The bytes of the part.
    pub span: Span,
    /// The tokens that begin in it.
    pub tokens: &'a [Token],
}

impl<'a> Excerpt<'a> {
    /// Creates the excerpt of a text and its tokens.
    pub fn new(text: &'a str, tokens: &'a [Token], span: Span) -> Excerpt<'a> {
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let end = tokens.partition_point(|token| token.span.start < span.end);
        Excerpt { text, span, tokens: &tokens[first..end.max(first)] }
    }

    /// Creates the excerpt that is a whole text.
    pub fn all(text: &'a str, tokens: &'a [Token]) -> Excerpt<'a> {
        Excerpt { text, span: Span::all(text), tokens }
    }

    /// Returns a part of it.
    #[must_use]
    pub fn part(self, span: Span) -> Excerpt<'a> {
        Excerpt::new(self.text, self.tokens, span)
    }

    /// Returns its words as they are written.
    pub fn words(self) -> &'a str {
        &self.text[self.span]
    }
}

#[cfg(test)]
mod tests {
    use super::Excerpt;
    use crate::language::tokens;
    use crate::text::Span;

    #[test]
    fn an_excerpt_has_the_tokens_that_begin_in_it() {
        let text = "We act. They don’t.";
        let tokens = tokens(text);
        let last = Excerpt::all(text, &tokens).part(Span::new(8, text.len()));
        assert_eq!(last.words(), "They don’t.");
        assert_eq!(last.tokens.iter().map(|token| token.form.as_str()).collect::<Vec<_>>(), ["they", "don't"]);
        assert!(last.part(Span::new(9, 12)).tokens.is_empty());
    }
}
