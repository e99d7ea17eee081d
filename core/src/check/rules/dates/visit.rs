//! When and for how long inspectors were there, told without a full date: "a fortnight in June", "in early March", "three weeks"; and
//! in which month the report was published. Not here: days that are told in full (dates).

use super::WRONG;
use crate::check::Found;
use crate::check::evidence::calendar::Calendar;
use crate::check::evidence::prose::Part;
use crate::language::dates::{mentions, period_written, written};
use crate::language::{
    MONTHS, capitalised, number, number_like, number_words,
    pattern::{self, Pattern},
};
use crate::text::{Span, TextSpan};
use jiff::civil::Date;
use std::sync::LazyLock;

/// The words after "inspectors came" and the like: when, and for how long.
static CAME: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(?:inspectors|inspection(?: team)?|ofsted|team of inspectors)(?:,[^,.;]{3,40},|,? who|,? which)?(?: first| then| also)? (?:visited|came|arrived|inspected|spent|stayed|lasted|took place|took|was held|was carried out|(?:were|was) (?:here|there|with us|on site|in (?:the )?\w+))|they (?:were (?:here|with us|on site)|visited us|came to us))\b([^.;:]*)",
    )
});
/// "For two weeks in March, inspectors ..."
static FOR: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)(?:^|[.;:] )(?:for|over) ([^,.;:]{3,50}?),? (?:the |our |ofsted(?:[’']s)? )?(?:inspectors|ofsted)\b",
    )
});
/// "A fortnight in May was all that inspectors needed."
static ALL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)(?:^|[.;:] )([^,.;:]{3,60}?) (?:was|were) (?:all|what|how long)(?: that)? (?:the )?inspectors\b",
    )
});
/// "the June inspection"
static OF_MONTH: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"\b[Tt]he (\p{Lu}\p{Ll}+) (?:Ofsted )?(?:inspection|visit of inspectors)\b"));
/// "Ofsted published the report in early August."
static PUBLISHED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(?:the|this|our|its|full|ofsted[’\']s) (?:report|findings|letter) (?:(?:was|were) (?:published|released)|came out|appeared)|(?:published|released) (?:the|its|their) (?:report|findings|letter))\b([^.;:,]*)",
    )
});
/// Words of another inspection than this one, or of a time to come.
static OTHER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:last (?:time|year|month|full|ofsted|inspect\w*|visit)|previous|previously|earlier|former|before|after|since|next|will|would|again|first time|monitoring|focused|peer|off[- ]?site|remote\w*|each|every|usually|normally)\b",
    )
});
/// A part of a month.
static MONTH: LazyLock<Pattern> = LazyLock::new(|| {
    let months = MONTHS.map(capitalised).join("|");
    pattern::words(&format!(
        r"(?:\b([Ee]arly|[Mm]id|[Ll]ate|(?:first|second|last) (?:half|week|fortnight|two weeks|few days) of|(?:beginning|start|middle|end) of)[ -])?\b({months})\b"
    ))
});
/// How long somebody stayed, and what follows.
static LONG: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)^(?: ?(?:for|of|a total of|about|some|just|only|over|the|those|all))*(?: ?)\b(a|\d{{1,2}}|{}) (?:whole |full |long |busy |working )*(day|week|fortnight|month)s?\b(.*)$",
        number_words(20)
    ))
});
/// Where the whole stay was, and not one of its visits.
static WHOLE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)^(?:$|,| on site| with us| here| in the (?:county|council|borough|city|area)\b| (?:reading|talking|looking|speaking|meeting|sitting|visiting|gathering)\b)",
    )
});

/// What is said of the inspection's or the publication's time in a part, and is not so.
pub(super) fn visits(leaf: usize, part: &Part, calendar: &Calendar, place_name: Option<&str>) -> Vec<Found> {
    let mut found = Vec::new();
    // A paragraph about another year may tell of another inspection.
    let years: Vec<i16> = mentions(&part.own).iter().filter_map(|mention| mention.from.year).collect();
    if calendar.periods.iter().any(|(_, to)| years.iter().any(|year| *year != to.year())) {
        return found;
    }
    for sentence in &part.sentences {
        let text = &part.own[*sentence];
        let at = |span: Span| TextSpan { block: leaf, span: span + sentence.start };
        for (span, is_stay) in told(text).into_iter().filter(|_| calendar.periods.len() == 1) {
            let period = calendar.periods[0];
            found.extend(month(text, span, period, calendar).map(|span| not_then(at(span), period)));
            let length = if is_stay { duration(text, span, period, place_name) } else { None };
            found.extend(length.map(|(span, edit)| not_then(at(span), period).edit(edit)));
        }
        let published = calendar.published.filter(|_| !OTHER.is_match(text));
        for told in PUBLISHED.captures_iter(text).filter_map(|told| told.get(1)) {
            let wrong = published.and_then(|day| Some((day, month(text, told.range().into(), (day, day), calendar)?)));
            found.extend(wrong.map(|(day, span)| {
                Found::new(&WRONG, at(span), format!("the day of publication is {}", written(day)))
            }));
        }
    }
    found
}

fn not_then(place: TextSpan, (from, to): (Date, Date)) -> Found {
    Found::new(&WRONG, place, format!("the inspection took place from {}", period_written(from, to)))
}

/// The words of a sentence that say when inspectors came, and whether they may say for how long.
fn told(text: &str) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    for (regex, is_stay) in [(&*CAME, true), (&*FOR, true), (&*ALL, true), (&*OF_MONTH, false)] {
        for captures in regex.captures_iter(text) {
            let Some(words) = captures.get(1) else { continue };
            // Another clause has another subject.
            let end = [" and ", " but ", " that ", " when ", " which ", " who ", " because "]
                .iter()
                .filter_map(|word| words.as_str().find(word))
                .min();
            let span = Span::new(words.start(), words.start() + end.unwrap_or(words.span().len()));
            if !OTHER.is_match(&text[..span.end]) {
                found.push((span, is_stay));
            }
        }
    }
    found
}

/// A part of a month that holds no day of a period.
fn month(text: &str, told: Span, (from, to): (Date, Date), calendar: &Calendar) -> Option<Span> {
    let words = &text[told];
    let found = MONTH.captures(words)?;
    let name = found.get(2)?;
    let whole = Span::from(found.get(0)?.range()) + told.start;
    // Days and years in full are looked at as such.
    let is_dated = mentions(text).iter().any(|mention| mention.span.overlaps(whole) && mention.from.day.is_some());
    let year =
        mentions(text).iter().filter(|mention| mention.span.overlaps(whole)).find_map(|mention| mention.from.year);
    let is_other_year = year.is_some_and(|year| year != to.year());
    let is_verb = name.as_str() == "May" && words[name.end()..].starts_with(" be ");
    if is_dated || is_other_year || is_verb || calendar.periods.is_empty() {
        return None;
    }
    let month = MONTHS.iter().position(|month| capitalised(month) == name.as_str())?;
    let (first, last) = days(found.get(1).map_or("", |part| part.as_str()));
    let like = |day: i8| {
        let month = i8::try_from(month + 1).ok()?;
        let first = Date::new(to.year(), month, 1).ok()?;
        first.with().day(day.min(first.days_in_month())).build().ok()
    };
    let (first, last) = (like(first)?, like(last)?);
    (last < from || first > to).then_some(whole)
}

/// The first and the last day that a part of a month may mean.
fn days(part: &str) -> (i8, i8) {
    let part = part.to_lowercase();
    match part.trim_end_matches(" of") {
        "early" | "beginning" | "start" | "first half" | "first two weeks" | "first fortnight" => (1, 15),
        "first week" | "first few days" => (1, 9),
        "second week" => (6, 16),
        "mid" | "middle" => (7, 24),
        "late" | "end" | "second half" | "last two weeks" | "last fortnight" => (15, 31),
        "last week" | "last few days" => (22, 31),
        _ => (1, 31),
    }
}

/// How many days a stay may lack of full weeks: a weekend, and two more.
const LEFT: u64 = 4;

/// A stay that is longer or shorter than a period, and how long that is.
fn duration(text: &str, told: Span, (from, to): (Date, Date), place_name: Option<&str>) -> Option<(Span, String)> {
    let found = LONG.captures(&text[told])?;
    let (count, unit, rest) = (found.get(1)?, found.get(2)?, found.get(3)?.as_str());
    // Two days in one office are not the whole stay.
    let is_here = place_name.is_some_and(|name| rest.starts_with(&format!(" in {name}")));
    let is_whole = is_here || WHOLE.is_match(rest);
    let is_of_month = MONTH.find(rest).is_some_and(|month| month.start() < 30);
    let begins = told.start == 0 || text[..told.start].to_lowercase().ends_with("for ");
    if !(is_whole || is_of_month || begins) {
        return None;
    }
    let said = if count.as_str().eq_ignore_ascii_case("a") { 1 } else { number(&count.as_str().to_lowercase())? };
    let days = u64::try_from((to - from).get_days()).ok()? + 1;
    let weeks = days.div_ceil(7);
    let (right, unit_name) = match unit.as_str().to_lowercase().as_str() {
        "day" => (said == days || said + 2 * (weeks - 1) == days || said == 5 * weeks, "day"),
        // From Thursday to Friday is no week.
        "week" => (said == weeks && days + LEFT > 7 * said, "week"),
        "fortnight" => (2 * said == weeks, "week"),
        _ => (said == 1 && (26..=35).contains(&days), "week"),
    };
    let unit_name = if unit_name == "week" && days + LEFT <= 7 { "day" } else { unit_name };
    let amount = if unit_name == "day" { days } else { weeks };
    let plural = if amount == 1 { "" } else { "s" };
    let edit = format!("{} {unit_name}{plural}", number_like(amount, "one"));
    let span =
        Span::new(count.start(), unit.end() + usize::from(text[told][unit.end()..].starts_with('s'))) + told.start;
    (!right).then_some((span, edit))
}
