//! What texts count: points to improve, judgements, the paragraphs that they cite. Not here: whether the numbers are right
//! (counts).

use crate::language::{
    number, number_words,
    pattern::{self, Pattern},
};
use crate::text::Span;
use std::sync::LazyLock;

static NUMBER: LazyLock<String> = LazyLock::new(|| {
    format!(r"(\d{{1,3}}|{}|(?:half )?a dozen|half-a-dozen|a (?:couple|pair|trio) of)", number_words(20))
});

/// "three areas that need to improve", "six points for improvement"
static POINTS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b{0} (?:\w+ )?(?:areas?|points?|things?|issues?|matters?|recommendations?|areas of practice) (?:that|which|where|for|to|we|needs?|in need|requiring|identified for|they want)\b[^.;:]*?\b(?:improve\w*|better)",
        *NUMBER
    ))
});
/// "names six things", "improve six things", "asked for three improvements"
static ASKED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:improve|names?|named|lists?|listed|identif\w+|recommend\w+|make|made|set out|ask(?:s|ed)? for|call(?:s|ed)? for) {0} (?:things|points|areas for improvement|recommendations|improvements)\b",
        *NUMBER
    ))
});
/// "three areas for improvement", "six recommendations", "no areas for improvement"
static NAMED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:{0}|(no)) (?:areas? (?:for|of) improvement|priorit(?:y|ies) for improvement|recommendations?|improvement points?)\b",
        *NUMBER
    ))
});
/// "seven bullet points under “What needs to improve?”", "half a dozen points were listed", "five points to improve"
static LISTED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b{0} (?:(?:bullet(?: ?points)?|bullets)\b[^.;:]{{0,40}}\b(?:improve\w*|get better|put right)|(?:points|things|bullets) (?:to (?:improve|put right|work on)|(?:were|are) listed|on (?:the|its|their|ofsted[’']s) list\b)|(?:bullet points|bullets) under)",
        *NUMBER
    ))
});
/// "more than six", "nearly a dozen": what comes before a number and changes it.
static BOUND: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(over|more than|upwards of)|(at least|no fewer than)|(fewer than|less than|under)|(up to|at most|no more than)|(about|around|some|nearly|almost|roughly|close to|dozens of)) $",
    )
});
/// "graded four areas", "in all five judgements"
static JUDGED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:graded|judged|rated|grades|judges) (?:all )?{0} (?:areas|judgements|categories)\b",
        *NUMBER
    ))
});
/// "two of four areas"
static OF_ALL: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)\b{0} of (?:the |our |its )?{0} (?:areas|judgements)\b", *NUMBER)));
/// "paragraphs 38, 39 and 40", "three paragraphs on workload (39 to 41)"
static CITED: LazyLock<Pattern> = LazyLock::new(|| {
    let list = r"(\d{1,3}(?:(?:, | and | to | ?[–-] ?)\d{1,3})*)\b";
    pattern::words(&format!(
        r"(?i)\b(?:({}) )?(?:numbered )?paragraphs?(?: {list}|, {list}|(?: (?:on|about) [^.;:()\d]{{3,60}})? \({list}\))",
        number_words(20)
    ))
});
/// "the 46 paragraphs", "has 46 numbered paragraphs"
static PARAGRAPHS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:the|all|its|has|have|in|of)(?: report[’']s)? (\d{{1,3}}|{}) (?:numbered )?paragraphs\b",
        number_words(20)
    ))
});

/// "seven inspectors came", "a team of nine inspectors"
static INSPECTORS: LazyLock<Pattern> = LazyLock::new(|| {
    let number = format!(r"(\d{{1,2}}|{})", number_words(20).trim_start_matches("one|"));
    pattern::words(&format!(
        r"(?i)\b(?:team of {number} inspectors|{number} (?:ofsted )?inspectors,? (?:came|visited|spent|were|led|arrived|went|took|inspected))\b"
    ))
});

/// "twice as many points as", "fewer recommendations than"
static COMPARED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(twice|three times|four times|half) as many|(more)|(fewer|less)) (?:points|things|areas|recommendations)(?: (?:to improve|for improvement|to put right))?(?: (?:as|than)\b)",
    )
});

/// How a text compares the number of points with that of the report before.
pub(in crate::check) enum Compared {
    /// So many times as many.
    Times(usize),
    /// Half as many.
    Half,
    /// More.
    More,
    /// Fewer.
    Fewer,
}

/// How a text says the points compare with those of another report, and where.
pub(in crate::check) fn compared(text: &str) -> impl Iterator<Item = (Span, Compared)> {
    COMPARED.captures_iter(text).filter_map(|captures| {
        let way = match captures.get(1).map(|times| times.as_str().to_lowercase()).as_deref() {
            Some("twice") => Compared::Times(2),
            Some("three times") => Compared::Times(3),
            Some("four times") => Compared::Times(4),
            Some(_) => Compared::Half,
            None if captures.get(2).is_some() => Compared::More,
            None => Compared::Fewer,
        };
        Some((captures.get(0)?.range().into(), way))
    })
}

/// A list of paragraphs that a text cites.
pub(in crate::check) struct Cited {
    /// The list.
    pub(in crate::check) list: Span,
    /// How many the text says they are.
    pub(in crate::check) count: Option<Span>,
}

/// How many points to improve a text says there are: the phrase, and the number in it.
pub(in crate::check) fn points(text: &str) -> impl Iterator<Item = (Span, Span)> {
    let all = [&*POINTS, &*ASKED, &*NAMED, &*LISTED].into_iter().flat_map(|regex| regex.captures_iter(text));
    all.filter_map(|captures| {
        let said = captures.get(1).or(captures.get(2))?;
        Some((captures.get(0)?.range().into(), said.range().into()))
    })
}

/// "two areas for priority action", "no priority actions", "did not name any area for priority action"
static PRIORITIES: LazyLock<Pattern> = LazyLock::new(|| {
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
pub(in crate::check) fn paragraphs(text: &str) -> impl Iterator<Item = Cited> {
    CITED.captures_iter(text).filter_map(|captures| {
        let list = (2..=4).find_map(|group| captures.get(group))?.range().into();
        Some(Cited { list, count: captures.get(1).map(|count| count.range().into()) })
    })
}

/// Whether the number of a paragraph that a text cites begins at this byte.
pub(in crate::check) fn is_cited(text: &str, at: usize) -> bool {
    paragraphs(text).any(|cited| cited.list.contains(at))
}

/// How many inspectors a text says there were.
pub(in crate::check) fn inspectors(text: &str) -> impl Iterator<Item = Span> {
    INSPECTORS.captures_iter(text).filter_map(|found| found.get(1).or(found.get(2))).map(|said| said.range().into())
}

/// How many paragraphs a list has; none where a part of it runs backwards.
pub(in crate::check) fn length(list: &str) -> Option<usize> {
    let lists = list.split(", ").flat_map(|part| part.split(" and "));
    let mut all = lists.map(|part| {
        let mut ends = part.split([' ', '–', '-']).filter_map(|word| word.parse::<usize>().ok());
        let first = ends.next()?;
        ends.next().map_or(Some(1), |last| (last + 1).checked_sub(first))
    });
    all.try_fold(0, |sum, count| Some(sum + count?))
}

/// How many paragraphs a text says the report has.
pub(in crate::check) fn all_paragraphs(text: &str) -> impl Iterator<Item = Span> {
    PARAGRAPHS.captures_iter(text).filter_map(|captures| captures.get(1)).map(|said| said.range().into())
}

/// Whether a number that a text says may be meant by what it says: "over a dozen" by thirteen and more.
pub(in crate::check) fn may_be(text: &str, said: Span, actual: usize) -> bool {
    let count = number_of(&text[said]);
    let Some(bound) = BOUND.captures(&text[..said.start]) else { return count == actual };
    let is = |group: usize| bound.get(group).is_some();
    match () {
        () if is(1) => actual > count,
        () if is(2) => actual >= count,
        () if is(3) => actual < count,
        () if is(4) => actual <= count,
        () => actual.abs_diff(count) <= 1 + count / 10,
    }
}

/// The number that such words say; 0 for one that is too large.
pub(in crate::check) fn number_of(said: &str) -> usize {
    match said.to_lowercase().trim_end_matches(" of") {
        "a couple" | "a pair" => 2,
        "a trio" => 3,
        "half a dozen" | "half-a-dozen" => 6,
        "a dozen" => 12,
        plain => number(plain).and_then(|number| usize::try_from(number).ok()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_what_bounds_them() {
        let may_be =
            |text: &str, actual| may_be(text, Span::new(text.find('6').unwrap(), text.find('6').unwrap() + 1), actual);
        assert!(may_be("over 6", 7) && !may_be("over 6", 6) && may_be("nearly 6", 5) && !may_be("6", 5));
        assert!(may_be("at least 6", 6) && may_be("fewer than 6", 5) && !may_be("up to 6", 7));
        assert_eq!(
            [length("38, 39 and 40"), length("39 to 41"), length("7"), length("9 to 7")],
            [Some(3), Some(3), Some(1), None]
        );
        assert_eq!(["Half a dozen", "a trio of", "Four"].map(number_of), [6, 3, 4]);
    }
}
