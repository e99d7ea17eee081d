//! Text: sentences, words and the one normal form in which texts are compared. Knows no domain word.
//! Not here: what any sentence is about.

use std::ops::Range;

/// The sentences of a paragraph, as byte ranges in reading order, without the white space around them.
pub fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let _ = paragraph;
    Vec::new()
}
