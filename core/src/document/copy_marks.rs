//! How a file that copydesk wrote says which version it holds, and which of its words are only around the text. Both are
//! written by [`export`](crate::export) and looked for by [`load`](crate::load).

use crate::hash::sha256;

/// The property of a file that holds the name of its version, all digits.
pub const VERSION_PROPERTY: &str = "copydesk-version";

/// Returns what marks words as written around a text: the council's name, the stamp, page numbers. The mark holds for these
/// words only, so that what somebody else writes there is not taken for ours. Digits do not count, as Word counts the pages.
pub fn frame_mark(words: &str) -> String {
    let letters: String = words.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect();
    format!("_copydesk_{}", &sha256(letters.as_bytes())[..16])
}
