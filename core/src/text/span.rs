//! Parts of a text by their bytes. Not here: ranges of tokens (language), places in a file (document).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Index, Range, Sub};

/// A range of bytes of a text, from `start` up to but not including `end`.
///
/// As a [`Range<usize>`] it says nothing about which text it is of; unlike one it is [`Copy`], is ordered as a reader
/// reads, and is nothing but bytes: ranges of tokens, lines or list items have types of their own.
///
/// A text is indexed by it:
///
/// ```
/// # use copydesk::text::Span;
/// let span = Span::new(4, 9);
/// assert_eq!(&"The visit is over."[span], "visit");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// Creates the span from `start` up to but not including `end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Creates the empty span at a byte.
    pub const fn at(byte: usize) -> Span {
        Span { start: byte, end: byte }
    }

    /// Creates the span of a whole text.
    pub const fn all(text: &str) -> Span {
        Span { start: 0, end: text.len() }
    }

    /// Returns these bytes of a text, or `None` if it is shorter or they do not begin and end between characters.
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }

    /// Returns the same bytes as a range.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns the number of bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Returns `true` if the span has no bytes.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Returns `true` if the byte is one of the span's.
    pub const fn contains(self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Returns `true` if the span begins no later than the other and ends no earlier.
    pub const fn encloses(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns `true` if each of the two begins before the other ends. Spans that only touch do not overlap.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the shortest span that encloses both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the bytes that are in both, or `None` if there are none.
    pub fn intersection(self, other: Span) -> Option<Span> {
        let both = Span { start: self.start.max(other.start), end: self.end.min(other.end) };
        (!both.is_empty()).then_some(both)
    }
}

/// A part of one of several blocks of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextSpan {
    /// The number of the block.
    pub block: usize,
    /// The bytes in it.
    pub span: Span,
}

impl TextSpan {
    /// Creates the span from `start` up to but not including `end` of a block.
    pub const fn new(block: usize, start: usize, end: usize) -> TextSpan {
        TextSpan { block, span: Span::new(start, end) }
    }

    /// Returns `true` if both are of one block and overlap there.
    pub const fn overlaps(self, other: TextSpan) -> bool {
        self.block == other.block && self.span.overlaps(other.span)
    }

    /// Returns the span that begins at another byte of the block and ends where this one does.
    #[must_use]
    pub const fn with_start(self, start: usize) -> TextSpan {
        TextSpan::new(self.block, start, self.span.end)
    }

    /// Returns the span that begins where this one does and ends at another byte of the block.
    #[must_use]
    pub const fn with_end(self, end: usize) -> TextSpan {
        TextSpan::new(self.block, self.span.start, end)
    }
}

/// As a range is shown: `4..9`.
impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span { start: range.start, end: range.end }
    }
}

/// The same bytes of a text that has `by` more before them.
impl Add<usize> for Span {
    type Output = Span;

    fn add(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }
}

/// The same bytes of a text that has `by` fewer before them.
impl Sub<usize> for Span {
    type Output = Span;

    fn sub(self, by: usize) -> Span {
        Span { start: self.start - by, end: self.end - by }
    }
}

impl Index<Span> for str {
    type Output = str;

    fn index(&self, span: Span) -> &str {
        &self[span.start..span.end]
    }
}

impl Index<Span> for String {
    type Output = str;

    fn index(&self, span: Span) -> &str {
        &self[span.start..span.end]
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    const WORD: Span = Span::new(4, 9);

    #[test]
    fn a_text_is_indexed() {
        let text = "The visit is over.";
        assert_eq!([&text[WORD], &text[Span::at(4)], &text[Span::all(text)]], ["visit", "", text]);
        assert_eq!(&text.to_owned()[WORD + 9], "over.");
        assert_eq!(&text[WORD - 4], "The v");
        assert_eq!(WORD.get(text), Some("visit"));
        assert_eq!([WORD.get("é visité"), WORD.get("visit"), Span::new(5, 4).get(text)], [None; 3]);
    }

    #[test]
    fn what_has_no_bytes_is_empty() {
        assert_eq!([WORD, Span::at(4), Span::default()].map(Span::len), [5, 0, 0]);
        assert_eq!([WORD, Span::at(4), Span::new(5, 4)].map(Span::is_empty), [false, true, true]);
    }

    #[test]
    fn the_end_is_not_contained() {
        assert_eq!([3, 4, 8, 9].map(|byte| WORD.contains(byte)), [false, true, true, false]);
        assert!(WORD.encloses(WORD) && WORD.encloses(Span::at(9)) && WORD.encloses(Span::new(5, 9)));
        assert!(!WORD.encloses(Span::new(3, 5)) && !Span::new(5, 9).encloses(WORD));
    }

    #[test]
    fn touching_is_not_overlapping() {
        for (other, both) in [(Span::new(0, 5), Some(Span::new(4, 5))), (Span::new(5, 8), Some(Span::new(5, 8)))] {
            assert!(WORD.overlaps(other) && other.overlaps(WORD));
            assert_eq!([WORD.intersection(other), other.intersection(WORD)], [both; 2]);
        }
        for other in [Span::new(0, 4), Span::new(9, 12), Span::at(9)] {
            assert!(!WORD.overlaps(other) && !other.overlaps(WORD));
            assert_eq!(WORD.intersection(other), None);
        }
        assert!(WORD.overlaps(Span::at(5)), "a place inside it");
    }

    #[test]
    fn a_cover_has_both() {
        assert_eq!(WORD.cover(Span::new(11, 13)), Span::new(4, 13));
        assert_eq!(Span::new(5, 6).cover(WORD), WORD);
    }

    #[test]
    fn spans_are_in_the_order_of_reading() {
        assert!(Span::new(1, 9) < Span::new(2, 3) && Span::new(2, 3) < Span::new(2, 4));
        assert_eq!(format!("{:?}", Span::from(4..9)), "4..9");
    }
}
