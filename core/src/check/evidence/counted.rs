//! What texts count: points to improve, judgements, the paragraphs that they cite. Not here: whether the numbers are right
//! (counts).

use crate::language::{number, number_words, pattern};
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

static NUMBER: LazyLock<String> = LazyLock::new(|| format!(r"(\d{{1,3}}|{})", number_words(16)));

/// "three areas that need to improve", "six points for improvement"
static POINTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b{0} (?:\w+ )?(?:areas?|points?|things?|issues?|matters?|recommendations?|areas of practice) (?:that|which|where|for|to|we|needs?|in need|requiring|identified for|they want)\b[^.;:]*?\b(?:improve\w*|better)",
        *NUMBER
    ))
});
/// "names six things", "improve six things", "asked for three improvements"
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:improve|names?|named|lists?|listed|identif\w+|recommend\w+|make|made|set out|ask(?:s|ed)? for|call(?:s|ed)? for) {0} (?:things|points|areas for improvement|recommendations|improvements)\b",
        *NUMBER
    ))
});
/// "three areas for improvement", "six recommendations", "no areas for improvement"
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:{0}|(no|a couple of)) (?:areas? (?:for|of) improvement|priorit(?:y|ies) for improvement|recommendations?|improvement points?)\b",
        *NUMBER
    ))
});
/// "graded four areas", "in all five judgements"
static JUDGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:graded|judged|rated|grades|judges) (?:all )?{0} (?:areas|judgements|categories)\b",
        *NUMBER
    ))
});
/// "two of four areas"
static OF_ALL: LazyLock<Regex> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)\b{0} of (?:the |our |its )?{0} (?:areas|judgements)\b", *NUMBER)));
static CITED: LazyLock<Regex> =
    LazyLock::new(|| pattern::words(r"(?i)\bparagraphs? (\d{1,3}(?:(?:, | and | to |–)\d{1,3})*)"));

/// How many points to improve a text says there are: the phrase, and the number in it.
pub(in crate::check) fn points(text: &str) -> impl Iterator<Item = (Span, Span)> {
    let all = [&*POINTS, &*ASKED, &*NAMED].into_iter().flat_map(|regex| regex.captures_iter(text));
    all.filter_map(|captures| {
        let said = captures.get(1).or(captures.get(2))?;
        Some((captures.get(0)?.range().into(), said.range().into()))
    })
}

/// "two areas for priority action", "no priority actions", "did not name any area for priority action"
static PRIORITIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:{0}|(no|not \w+ any|without any|without)) (?:new |further )?(?:areas? (?:for|of) priority actions?|priority actions?)\b",
        *NUMBER
    ))
});

/// How many areas for priority action a text says there are: the numbers, or what says that there are none.
pub(in crate::check) fn priorities(text: &str) -> impl Iterator<Item = Span> {
    let found = PRIORITIES.captures_iter(text);
    found.filter_map(|captures| captures.get(1).or(captures.get(2))).map(|said| said.range().into())
}

/// How many judgements a text says there are: the numbers.
pub(in crate::check) fn judgements(text: &str) -> impl Iterator<Item = Span> {
    let judged = JUDGED.captures_iter(text).filter_map(|captures| captures.get(1));
    let of_all = OF_ALL.captures_iter(text).filter_map(|captures| captures.get(2));
    judged.chain(of_all).map(|said| said.range().into())
}

/// The lists of paragraphs of the report that a text cites.
pub(in crate::check) fn paragraphs(text: &str) -> impl Iterator<Item = Span> {
    CITED.captures_iter(text).filter_map(|captures| captures.get(1)).map(|list| list.range().into())
}

/// The number that such words say; 0 for one that is too large.
pub(in crate::check) fn number_of(said: &str) -> usize {
    if said.eq_ignore_ascii_case("a couple of") {
        return 2;
    }
    number(&said.to_lowercase()).and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
}
