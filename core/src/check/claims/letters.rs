//! Regular expressions over the letters of a sentence. Not here: the letters (tokens).

use crate::language::TokenRange;
use regex::bytes::{Captures, Match, Regex, RegexBuilder};
use std::borrow::Cow;
use std::sync::OnceLock;

/// A regular expression over letters, which are ASCII. It is compiled when it is first looked for: most texts need few of them.
#[derive(Debug)]
pub(super) struct Letters {
    source: Cow<'static, str>,
    compiled: OnceLock<Regex>,
}

/// Makes a regular expression over letters ready.
pub(super) const fn letters(pattern: &'static str) -> Letters {
    Letters::new(Cow::Borrowed(pattern))
}

impl Letters {
    /// Makes the regular expression of a rule ready.
    pub(super) const fn new(source: Cow<'static, str>) -> Letters {
        Letters { source, compiled: OnceLock::new() }
    }

    /// # Panics
    /// Where it is no regular expression.
    fn regex(&self) -> &Regex {
        let compile = || RegexBuilder::new(&self.source).unicode(false).build().expect("a test compiles every rule");
        self.compiled.get_or_init(compile)
    }

    pub(super) fn find<'l>(&self, letters: &'l str) -> Option<Match<'l>> {
        self.regex().find(letters.as_bytes())
    }

    pub(super) fn captures_iter<'l>(&self, letters: &'l str) -> impl Iterator<Item = Captures<'l>> {
        self.regex().captures_iter(letters.as_bytes())
    }
}

/// Whether letters have what a pattern looks for.
pub(super) fn is(pattern: &Letters, letters: &str) -> bool {
    pattern.regex().is_match(letters.as_bytes())
}

/// What a pattern takes of letters: the first part in brackets that fits, or all of it.
pub(super) fn taken(pattern: &Letters, letters: &str) -> Option<TokenRange> {
    let found = pattern.regex().captures(letters.as_bytes())?;
    (1..found.len()).find_map(|group| found.get(group)).or(found.get(0)).map(|part| part.range().into())
}
