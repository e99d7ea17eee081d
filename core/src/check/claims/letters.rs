//! Regular expressions over the letters of a sentence. Not here: the letters (tokens).

use crate::language::TokenRange;
use regex::bytes::{Regex, RegexBuilder};

/// A regular expression over letters, which are ASCII.
///
/// # Panics
/// Where it is none.
pub(super) fn letters(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).unicode(false).build().expect("a test makes every rule ready")
}

/// Whether letters have what a pattern looks for.
pub(super) fn is(pattern: &Regex, letters: &str) -> bool {
    pattern.is_match(letters.as_bytes())
}

/// What a pattern takes of letters: the first part in brackets that fits, or all of it.
pub(super) fn taken(pattern: &Regex, letters: &str) -> Option<TokenRange> {
    let found = pattern.captures(letters.as_bytes())?;
    (1..found.len()).find_map(|group| found.get(group)).or(found.get(0)).map(|part| part.range().into())
}
