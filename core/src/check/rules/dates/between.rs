//! Days and spans that a text tells by another day: "the day after publication", "three months after the inspectors left", "two
//! years since the last inspection". Not here: days that are told by themselves (dates, visit).

use super::WRONG;
use crate::check::Found;
use crate::check::evidence::calendar::Calendar;
use crate::check::evidence::prose::Part;
use crate::inspection::PastInspection;
use crate::language::dates::written;
use crate::language::{
    number, number_words,
    pattern::{self, Pattern},
};
use crate::text::{Span, TextSpan};
use jiff::civil::Date;
use std::sync::LazyLock;

/// "the day after publication": the day is that of publication and one more, or less.
static NEXT_DAY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:the )?(?:day|morning|evening) (?:(after)|before) (?:publication|(?:it|the report|this report|the letter) (?:was (?:published|released)|is (?:published|released)|came out|comes out))\b",
    )
});
/// "days after", "the following week": some later day.
static LATER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:days?|weeks?|months?|fortnight|morning|evening) (?:after|later|following)\b|\b(?:following|next) (?:day|week|month)\b",
    )
});
/// "three months after the inspectors left"
static AFTER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b{} (?:after|since) (?:the |our |ofsted[’']s )?(?:inspectors (?:had )?(?:left|finished|went)|(?:inspection|visit) (?:had )?(?:ended|finished|closed))\b",
        amount()
    ))
});
/// "two years since the last inspection"
static SINCE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b{} (?:since|after|ago[^.;]{{0,40}}) (?:the |our |its |ofsted[’']s )(?:last|previous) (?:full |ofsted )?inspection\b",
        amount()
    ))
});
/// That the report came out.
static CAME_OUT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:report|findings|letter|result)\b[^.;]{0,20}\b(?:published|released|came out|appeared|out)\b",
    )
});

/// A length of time: what comes before its number and changes it, the number, and the unit.
fn amount() -> String {
    format!(
        r"(?:(less than|under|not quite|nearly|almost)|(more than|over)|about|around|some|just)? ?\b(a|\d{{1,2}}|{}) (day|week|month|year)s?",
        number_words(20)
    )
}

/// The days and spans of a part that are told by another day, and are not so.
pub(super) fn between(leaf: usize, part: &Part, calendar: &Calendar, past: &[PastInspection]) -> Vec<Found> {
    let ([(from, to)], Some(published)) = (&calendar.periods[..], calendar.published) else { return Vec::new() };
    let previous = past.iter().rfind(|past| past.inspected < *from).map(|past| past.inspected);
    let mut found = Vec::new();
    for sentence in &part.sentences {
        let text = &part.own[*sentence];
        let at = |span: Span| TextSpan { block: leaf, span: span + sentence.start };
        if let Some(span) = untrue(&AFTER, text, *to, &[published]).filter(|_| CAME_OUT.is_match(text)) {
            let message =
                format!("the inspection ended on {}, and the report is of {}", written(*to), written(published));
            found.push(Found::new(&WRONG, at(span), message));
        }
        // Since then it is so long today, or it was so when inspectors came.
        if let Some(previous) = previous
            && let Some(span) = untrue(&SINCE, text, previous, &[*from, *to, published])
        {
            found.push(Found::new(&WRONG, at(span), format!("the inspection before began on {}", written(previous))));
        }
    }
    found
}

/// Where a text tells how long it is from a day to another, where it is not so long to any of these.
fn untrue(pattern: &Pattern, text: &str, from: Date, to: &[Date]) -> Option<Span> {
    let said = pattern.captures(text)?;
    let many = match said[3].to_lowercase().as_str() {
        "a" => 1,
        word => i32::try_from(number(word)?).ok()?,
    };
    let unit = match said[4].to_lowercase().as_str() {
        "day" => 1,
        "week" => 7,
        "month" => 30,
        _ => 365,
    };
    let is = |group: usize| said.get(group).is_some();
    let is_right = to.iter().any(|to| {
        let days = (*to - from).get_days();
        match () {
            () if is(1) => days < many * unit + unit / 4 && days > (many - 2) * unit,
            () if is(2) => days >= many * unit,
            () => (days - many * unit).abs() < unit.max(2),
        }
    });
    let end = said.get(4)?.end();
    (!is_right).then_some(Span::new(said.get(3)?.start(), end + usize::from(text[end..].starts_with('s'))))
}

/// What a day is that a sentence tells by that of publication: the right one, where it says which, or any later one.
pub(super) enum Relative {
    /// The day after, or before.
    Day(Date),
    /// Some later day.
    Later,
}

/// Whether a sentence tells a day by that of publication.
pub(super) fn relative(sentence: &str, published: Date) -> Option<Relative> {
    let Some(next) = NEXT_DAY.captures(sentence) else { return LATER.is_match(sentence).then_some(Relative::Later) };
    let day = if next.get(1).is_some() { published.tomorrow() } else { published.yesterday() };
    day.ok().map(Relative::Day)
}

#[cfg(test)]
mod tests {
    use crate::check::rules::dates::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn days_are_told_by_other_days() {
        expect(
            &CHECK,
            "On Wednesday 7 May 2025, the day after publication, managers met.
            On Thursday 8 May 2025, the day after publication, managers met. // finding: date-wrong ‹Thursday 8 May 2025› -> Wednesday 7 May 2025
            Three months after the inspectors left, the report came out. // finding: date-wrong ‹Three months›
            Less than two months after the inspectors left, the report came out; it was out about eight weeks after the inspection ended.
            It is two years since the last inspection. // finding: date-wrong ‹two years›
            It is almost four years since the last inspection, and over three years since the previous inspection.",
        );
    }
}
