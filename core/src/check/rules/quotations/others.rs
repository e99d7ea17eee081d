//! Words that a text says are from elsewhere than this report: an earlier one, or an official of the inspectorate. Not here:
//! whose words a quotation is (who_speaks).

use crate::inspection::Inspection;
use crate::language::pattern::{self, Pattern};
use std::sync::LazyLock;

static OFFICIAL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\bofsted(’s|'s)? (?:\w+ ){0,2}(director|spokes\w+|chief inspector|head)\b|\b(chief inspector|(?:director|spokes\w+|head)(?: [\w’'-]+){0,4} (?:at|for|of|from) ofsted)\b",
    )
});
static EARLIER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"(?i)\b(earlier|previous|older|former|last) (?:\w+ )?(report|inspection|letter|visit)s?\b")
});
static YEAR: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:in|of) (?:(?:january|february|march|april|may|june|july|august|september|october|november|december) )?((?:19|20)\d\d)\b|\bthe ((?:19|20)\d\d) (?:report|inspection)\b",
    )
});

/// Whether a sentence names an official of the inspectorate.
pub(super) fn is_official(sentence: &str) -> bool {
    OFFICIAL.is_match(sentence)
}

/// Words before an earlier inspection that only compare this one with it: "since the previous inspection".
const COMPARING: [&str; 7] = ["from", "since", "than", "after", "unlike", "following", "as"];
const ARTICLES: [&str; 5] = ["the", "its", "their", "our", "an"];

/// Whether a sentence is about an earlier report.
pub(super) fn is_earlier(sentence: &str, inspection: &Inspection) -> bool {
    let this = inspection.dates.first().map(|dates| dates.from.year());
    let year = YEAR.captures(sentence).and_then(|found| found.get(1).or(found.get(2)));
    let before =
        year.and_then(|year| year.as_str().parse::<i16>().ok()).zip(this).is_some_and(|(year, this)| year < this);
    let is_compared = |at: usize| {
        let mut words = sentence[..at].split_whitespace().rev().skip_while(|word| ARTICLES.contains(word));
        words.next().is_some_and(|word| COMPARING.contains(&word.to_lowercase().as_str()))
    };
    before || EARLIER.find_iter(sentence).any(|found| !is_compared(found.start()))
}
