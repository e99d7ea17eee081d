//! Days, periods, months and years as texts write them, with their places. Not here: which of them are right (dates).

use crate::check::evidence::pattern;
use crate::language::{MONTHS, WEEKDAYS};
use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// A day, month or year, with as much of it as a text gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) struct When {
    /// None for a month or year without a day.
    pub(in crate::check) day: Option<i8>,
    /// None for a year alone.
    pub(in crate::check) month: Option<i8>,
    /// None where the text leaves it out.
    pub(in crate::check) year: Option<i16>,
}

/// A day, month or year in a text, or a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) struct Mention {
    /// Its bytes.
    pub(in crate::check) range: Range<usize>,
    /// The day, or the first one.
    pub(in crate::check) from: When,
    /// The last day of a period.
    pub(in crate::check) to: Option<When>,
    /// The day of the week that is written before it, with its bytes.
    pub(in crate::check) weekday: Option<(Weekday, Range<usize>)>,
}

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const DAY: &str = r"(\d{1,2})(?:st|nd|rd|th)?";

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b{DAY}(?:(?: of)? ({MONTH})(?:,? (\d{{4}}))?)? ?(?:to|until|–|—|-|and) ?{DAY}(?: of)? ({MONTH})\b(?:,? (\d{{4}}))?"
    ))
});
static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:((?:mon|tues|wednes|thurs|fri|satur|sun)day),?(?: the)? )?{DAY}(?: of)? ({MONTH})\b(?:,? (\d{{4}}))?"
    ))
});
static MONTH_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)\b({MONTH}) {DAY}\b(?:, ?(\d{{4}}))?")));
static MONTH_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern::words(&format!(r"(?i)\b({MONTH})(?: of)? (\d{{4}})\b")));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern::words(r"\b((?:19|20)\d\d)\b"));
static ISO: LazyLock<Regex> = LazyLock::new(|| pattern::words(r"\b(\d{4})-(\d\d)-(\d\d)\b"));

static INSPECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(inspect\w*|inspections?|ILACS|on site|visit(ed|s)?|were (here|with us)|took place|compared with|previous)\b",
    )
});
static PUBLICATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(embargo\w*|publish\w*|publication|not before|goes out before|before then|confidential until|release)\b",
    )
});

/// Whether a sentence tells of an inspection, so that a date in it may be that of one.
pub(in crate::check) fn is_of_inspection(sentence: &str) -> bool {
    INSPECTION.is_match(sentence)
}

/// Whether a sentence tells of the publication of the text or of the report.
pub(in crate::check) fn is_of_publication(sentence: &str) -> bool {
    PUBLICATION.is_match(sentence)
}

/// All mentions of a text, in order.
pub(in crate::check) fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return found; // each has a number, and most texts have none
    }
    let mut add = |mention: Option<Mention>| {
        let new = mention
            .filter(|new| !found.iter().any(|old| old.range.start < new.range.end && new.range.start < old.range.end));
        found.extend(new);
    };
    ISO.captures_iter(text).for_each(|c| add(plain(&c, day(number(&c, 3), number(&c, 2), year(&c, 1)))));
    PERIOD.captures_iter(text).for_each(|c| add(period(&c)));
    SINGLE.captures_iter(text).for_each(|c| add(single(&c)));
    MONTH_FIRST.captures_iter(text).for_each(|c| add(plain(&c, day(number(&c, 2), month(&c, 1), year(&c, 3)))));
    MONTH_YEAR
        .captures_iter(text)
        .for_each(|c| add(plain(&c, Some(When { day: None, month: month(&c, 1), year: year(&c, 2) }))));
    YEAR.captures_iter(text).for_each(|c| add(plain(&c, Some(When { day: None, month: None, year: year(&c, 1) }))));
    found.sort_by_key(|mention| mention.range.start);
    found
}

fn plain(captures: &Captures<'_>, from: Option<When>) -> Option<Mention> {
    Some(Mention { range: captures.get(0)?.range(), from: from?, to: None, weekday: None })
}

fn period(captures: &Captures<'_>) -> Option<Mention> {
    let to = day(number(captures, 4), month(captures, 5), year(captures, 6))?;
    let from = day(number(captures, 1), month(captures, 2).or(to.month), year(captures, 3).or(to.year))?;
    Some(Mention { range: captures.get(0)?.range(), from, to: Some(to), weekday: None })
}

fn single(captures: &Captures<'_>) -> Option<Mention> {
    let from = day(number(captures, 2), month(captures, 3), year(captures, 4))?;
    let weekday = captures.get(1).and_then(|word| {
        let name = word.as_str().to_lowercase();
        let place = WEEKDAYS.iter().position(|weekday| *weekday == name)?;
        Some((Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()?, word.range()))
    });
    Some(Mention { range: captures.get(0)?.range(), from, to: None, weekday })
}

fn day(day: Option<i8>, month: Option<i8>, year: Option<i16>) -> Option<When> {
    let day = day.filter(|day| (1..=31).contains(day))?;
    Some(When { day: Some(day), month: Some(month.filter(|month| (1..=12).contains(month))?), year })
}

fn number(captures: &Captures<'_>, group: usize) -> Option<i8> {
    captures.get(group)?.as_str().parse().ok()
}

fn year(captures: &Captures<'_>, group: usize) -> Option<i16> {
    captures.get(group)?.as_str().parse().ok()
}

fn month(captures: &Captures<'_>, group: usize) -> Option<i8> {
    let word = captures.get(group)?.as_str().to_lowercase();
    let place = MONTHS.iter().position(|month| month.starts_with(&word))?;
    i8::try_from(place + 1).ok()
}

impl When {
    /// A day that is known in full.
    pub(in crate::check) fn of(date: Date) -> When {
        When { day: Some(date.day()), month: Some(date.month()), year: Some(date.year()) }
    }

    /// Whether a day that may say less agrees with one that is known.
    pub(in crate::check) fn agrees(self, known: When) -> bool {
        let same = |said: Option<i16>, known: Option<i16>| said.is_none() || known.is_none() || said == known;
        let small = |value: Option<i8>| value.map(i16::from);
        let says_all = self.day.is_none() || known.day.is_some();
        says_all
            && same(small(self.day), small(known.day))
            && same(small(self.month), small(known.month))
            && same(self.year, known.year)
    }

    /// As much as is known of it: "6 May 2025", "May 2025", "2025".
    pub(in crate::check) fn said(self) -> String {
        let day = self.day.map(|day| day.to_string());
        let parts = [day, self.month.map(month_name), self.year.map(|year| year.to_string())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The date, where nothing is left out; a year that is left out is that of `like`.
    pub(in crate::check) fn date(self, like: Option<i16>) -> Option<Date> {
        Date::new(self.year.or(like)?, self.month?, self.day?).ok()
    }
}

impl Mention {
    /// What it says, however that is written: "Tuesday 6 May 2025", "3 to 14 March 2025".
    pub(in crate::check) fn said(&self) -> String {
        let weekday = self.weekday.as_ref().map(|(day, _)| weekday_name(*day) + " ").unwrap_or_default();
        let Some(to) = self.to else { return weekday + &self.from.said() };
        let year = self.from.year.filter(|year| to.year != Some(*year));
        let month = self.from.month.filter(|month| year.is_some() || to.month != Some(*month));
        format!("{weekday}{} to {}", When { month, year, ..self.from }.said(), to.said())
    }

    /// Whether it agrees with a period that is known.
    pub(in crate::check) fn agrees_with_period(&self, from: Date, to: Date) -> bool {
        match self.to {
            Some(last) => self.from.agrees(When::of(from)) && last.agrees(When::of(to)),
            None => self.from.agrees(When::of(from)) || self.from.agrees(When::of(to)),
        }
    }
}

/// "6 May 2025"
pub(in crate::check) fn written(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// "3 to 14 March 2025", "28 April to 9 May 2025"
pub(in crate::check) fn period_written(from: Date, to: Date) -> String {
    let first = match (from.month() == to.month(), from.year() == to.year()) {
        (true, true) => from.day().to_string(),
        (false, true) => format!("{} {}", from.day(), month_name(from.month())),
        _ => written(from),
    };
    format!("{first} to {}", written(to))
}

/// "Tuesday"
pub(in crate::check) fn weekday_name(weekday: Weekday) -> String {
    capital(WEEKDAYS[usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default()])
}

fn month_name(month: i8) -> String {
    capital(usize::try_from(month - 1).ok().and_then(|place| MONTHS.get(place)).copied().unwrap_or_default())
}

fn capital(word: &str) -> String {
    word.get(..1).unwrap_or_default().to_uppercase() + word.get(1..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_as_people_write_them() {
        let text = "Tuesday 6 May 2025; 3 to 14 March 2025; 28 April–9 May; May 6, 2025; March 2024; in 2021; 1st of June; 2026-07-28; may be 12.";
        let shown: Vec<_> = mentions(text).into_iter().map(|mention| text[mention.range].to_owned()).collect();
        let expected = [
            "Tuesday 6 May 2025",
            "3 to 14 March 2025",
            "28 April–9 May",
            "May 6, 2025",
            "March 2024",
            "2021",
            "1st of June",
            "2026-07-28",
        ];
        assert_eq!(shown, expected);
        let first = &mentions(text)[0];
        assert_eq!(
            (first.from, first.weekday.as_ref().map(|(day, _)| *day)),
            (When::of(date(2025, 5, 6)), Some(Weekday::Tuesday))
        );
        assert!(mentions(text)[1].agrees_with_period(date(2025, 3, 3), date(2025, 3, 14)));
    }

    #[test]
    fn written_as_the_house_writes() {
        assert_eq!(period_written(date(2025, 3, 3), date(2025, 3, 14)), "3 to 14 March 2025");
        assert_eq!(period_written(date(2025, 4, 28), date(2025, 5, 9)), "28 April to 9 May 2025");
    }
}
