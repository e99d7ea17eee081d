//! Days, periods, months and years as texts write them, with their places, and as we write them. Not here: which of them are right
//! (check).

use super::{
    MONTHS, ORDINALS, WEEKDAYS, capitalised, is_function_word,
    pattern::{self, Captures, Pattern},
};
use crate::text::Span;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::sync::LazyLock;

/// A day, month or year, with as much of it as a text gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// None for a month or year without a day.
    pub day: Option<i8>,
    /// None for a year alone.
    pub month: Option<i8>,
    /// None where the text leaves it out.
    pub year: Option<i16>,
}

/// A day, month or year in a text, or a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes.
    pub span: Span,
    /// The day, or the first one.
    pub from: When,
    /// The last day of a period.
    pub to: Option<When>,
    /// The day of the week that is written before it, with its bytes.
    pub weekday: Option<(Weekday, Span)>,
}

impl Mention {
    /// Returns the day, or the first and the last day of a period.
    pub fn days(&self) -> impl Iterator<Item = When> {
        [Some(self.from), self.to].into_iter().flatten()
    }
}

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const DAY: &str = r"(\d{1,2})(?:st|nd|rd|th)?";

static PERIOD: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b{DAY}(?:(?: of)? ({MONTH})(?:,? (\d{{4}}))?)? ?(?:to|until|–|—|-|and) ?{DAY}(?: of)? ({MONTH})\b(?:,? (\d{{4}}))?"
    ))
});
static SINGLE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:((?:mon|tues|wednes|thurs|fri|satur|sun)day),?(?: the)? )?{DAY}(?: of)? ({MONTH})\b(?:,? (\d{{4}}))?"
    ))
});
static MONTH_FIRST: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)\b({MONTH}) {DAY}\b(?:, ?(\d{{4}}))?")));
static MONTH_YEAR: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)\b({MONTH})(?: of)? (\d{{4}})\b")));
static YEAR: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"\b((?:19|20)\d\d)\b"));
/// "27/10/2023", "27.10.23", and periods of such days. The day comes first, as everywhere in Britain.
static IN_FIGURES: LazyLock<Pattern> = LazyLock::new(|| {
    let one = r"(\d{1,2})[/.](\d{1,2})[/.](20\d\d|[1-3]\d)";
    pattern::words(&format!(r"\b{one}(?: ?(?:to|until|–|—|-) ?{one})?\b"))
});
/// "the sixth of May 2025", "the third to the fourteenth of March"
static IN_WORDS: LazyLock<Pattern> = LazyLock::new(|| {
    let day = format!(r"({}|(?:twenty|thirty)[- ](?:{}))", ORDINALS[1..].join("|"), ORDINALS[1..10].join("|"));
    pattern::words(&format!(
        r"(?i)\b(?:((?:mon|tues|wednes|thurs|fri|satur|sun)day),?(?: the)? )?(?:{day}(?: of ({MONTH}))? (?:to|until|and) (?:the )?)?{day} of ({MONTH})\b(?:,? (\d{{4}}))?"
    ))
});
static ISO: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"\b(\d{4})-(\d\d)-(\d\d)\b"));

/// Returns all days, periods, months and years of a text, in order.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut add = |mention: Option<Mention>| {
        let new = mention.filter(|new| !found.iter().any(|old| old.span.overlaps(new.span)));
        found.extend(new);
    };
    if !text.contains(|c: char| c.is_ascii_digit()) {
        // Most texts have none, and then there is nothing else.
        IN_WORDS.captures_iter(text).for_each(|c| add(worded(&c)));
        return found;
    }
    ISO.captures_iter(text).for_each(|c| add(plain(&c, day(number(&c, 3), number(&c, 2), year(&c, 1)))));
    IN_FIGURES.captures_iter(text).for_each(|c| add(in_figures(&c)));
    IN_WORDS.captures_iter(text).for_each(|c| add(worded(&c)));
    PERIOD.captures_iter(text).for_each(|c| add(period(&c)));
    SINGLE.captures_iter(text).for_each(|c| add(single(&c)));
    let month_first = MONTH_FIRST.captures_iter(text).filter(|c| !is_count(text, c));
    month_first.for_each(|c| add(plain(&c, day(number(&c, 2), month(&c, 1), year(&c, 3)))));
    MONTH_YEAR
        .captures_iter(text)
        .for_each(|c| add(plain(&c, Some(When { day: None, month: month(&c, 1), year: year(&c, 2) }))));
    YEAR.captures_iter(text).for_each(|c| add(plain(&c, Some(When { day: None, month: None, year: year(&c, 1) }))));
    found.sort_by_key(|mention| mention.span.start);
    found
}

fn plain(captures: &Captures<'_>, from: Option<When>) -> Option<Mention> {
    Some(Mention { span: captures.get(0)?.range().into(), from: from?, to: None, weekday: None })
}

fn in_figures(captures: &Captures<'_>) -> Option<Mention> {
    let full = |year: i16| if year < 100 { 2000 + year } else { year };
    let one = |at: usize| day(number(captures, at), number(captures, at + 1), year(captures, at + 2).map(full));
    let to = if captures.get(4).is_some() { Some(one(4)?) } else { None };
    Some(Mention { to, ..plain(captures, one(1))? })
}

fn worded(captures: &Captures<'_>) -> Option<Mention> {
    let one = |group: usize| {
        let word = captures.get(group)?.as_str().to_lowercase();
        let (tens, ordinal) = word.split_once(['-', ' ']).unwrap_or(("", &word));
        let tens = ["twenty", "thirty"].iter().position(|known| *known == tens).map_or(0, |place| 10 * (place + 2));
        i8::try_from(tens + ORDINALS.iter().position(|known| *known == ordinal)?).ok()
    };
    let last = day(one(4), month(captures, 5), year(captures, 6))?;
    let first = captures.get(2).and_then(|_| day(one(2), month(captures, 3).or(last.month), last.year));
    let (from, to) = first.map_or((last, None), |first| (first, Some(last)));
    Some(Mention { to, weekday: weekday(captures, 1), ..plain(captures, Some(from))? })
}

/// Whether the number after a month counts what follows: "since February 14 social workers have joined".
fn is_count(text: &str, captures: &Captures<'_>) -> bool {
    let Some(whole) = captures.get(0).filter(|_| captures.get(3).is_none()) else { return false };
    let before = text[..whole.start()].trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
    let after = text[whole.end()..].strip_prefix(' ').and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    let is_noun = after.starts_with(char::is_lowercase) && !is_function_word(after);
    is_noun && matches!(before.as_str(), "in" | "since" | "by" | "during" | "until" | "from")
}

fn period(captures: &Captures<'_>) -> Option<Mention> {
    // "children aged 11 to 17 may ring"
    if captures.get(6).is_none() && captures.get(5)?.as_str() == "may" {
        return None;
    }
    let to = day(number(captures, 4), month(captures, 5), year(captures, 6))?;
    let from = day(number(captures, 1), month(captures, 2).or(to.month), year(captures, 3).or(to.year))?;
    Some(Mention { span: captures.get(0)?.range().into(), from, to: Some(to), weekday: None })
}

fn single(captures: &Captures<'_>) -> Option<Mention> {
    // "those over 21 may return"
    if captures.get(4).is_none() && captures.get(3)?.as_str() == "may" {
        return None;
    }
    let from = day(number(captures, 2), month(captures, 3), year(captures, 4))?;
    Some(Mention { weekday: weekday(captures, 1), ..plain(captures, Some(from))? })
}

fn weekday(captures: &Captures<'_>, group: usize) -> Option<(Weekday, Span)> {
    let word = captures.get(group)?;
    let name = word.as_str().to_lowercase();
    let place = WEEKDAYS.iter().position(|weekday| *weekday == name)?;
    Some((Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()?, word.range().into()))
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
    pub fn of(date: Date) -> When {
        When { day: Some(date.day()), month: Some(date.month()), year: Some(date.year()) }
    }

    /// Whether a day that may say less agrees with one that is known.
    pub fn agrees(self, known: When) -> bool {
        let same = |said: Option<i16>, known: Option<i16>| said.is_none() || known.is_none() || said == known;
        let small = |value: Option<i8>| value.map(i16::from);
        let says_all = self.day.is_none() || known.day.is_some();
        says_all
            && same(small(self.day), small(known.day))
            && same(small(self.month), small(known.month))
            && same(self.year, known.year)
    }

    /// As much as is known of it: "6 May 2025", "May 2025", "2025".
    pub fn said(self) -> String {
        let day = self.day.map(|day| day.to_string());
        let parts = [day, self.month.map(month_name), self.year.map(|year| year.to_string())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The date, where nothing is left out; a year that is left out is that of `like`.
    pub fn date(self, like: Option<i16>) -> Option<Date> {
        Date::new(self.year.or(like)?, self.month?, self.day?).ok()
    }
}

impl Mention {
    /// What it says, however that is written: "Tuesday 6 May 2025", "3 to 14 March 2025".
    pub fn said(&self) -> String {
        let weekday = self.weekday.as_ref().map(|(day, _)| weekday_name(*day) + " ").unwrap_or_default();
        let Some(to) = self.to else { return weekday + &self.from.said() };
        let year = self.from.year.filter(|year| to.year != Some(*year));
        let month = self.from.month.filter(|month| year.is_some() || to.month != Some(*month));
        format!("{weekday}{} to {}", When { month, year, ..self.from }.said(), to.said())
    }

    /// Whether it agrees with a period that is known.
    pub fn agrees_with_period(&self, from: Date, to: Date) -> bool {
        match self.to {
            Some(last) => self.from.agrees(When::of(from)) && last.agrees(When::of(to)),
            None => self.from.agrees(When::of(from)) || self.from.agrees(When::of(to)),
        }
    }
}

/// The days of a text as periods, in order: their first and last days. What a day leaves out is that of the next one. Empty if a day
/// has no month or no year.
pub fn periods(text: &str) -> Vec<(Date, Date)> {
    resolved(text).unwrap_or_default()
}

fn resolved(text: &str) -> Option<Vec<(Date, Date)>> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let found: Vec<Mention> = mentions(&text).into_iter().filter(|mention| mention.from.day.is_some()).collect();
    // Each day, and whether a period goes on from it to the next one.
    let mut days: Vec<(When, bool)> = Vec::new();
    let mut end = 0;
    for (at, mention) in found.iter().enumerate() {
        let listed = listed_before(&text[end..mention.span.start]);
        days.extend(listed.into_iter().map(|day| (When { day: Some(day), month: None, year: None }, false)));
        end = mention.span.end;
        let gap = found.get(at + 1).map_or("", |next| text[end..next.span.start].trim());
        let goes_on = matches!(gap, "to" | "until" | "-" | "–" | "—");
        match mention.to {
            Some(last) => days.extend([(mention.from, !text[mention.span].contains("and")), (last, goes_on)]),
            None => days.push((mention.from, goes_on)),
        }
    }
    let (mut month, mut year) = (None, None);
    let mut dated: Vec<(Date, bool)> = Vec::new();
    for (day, goes_on) in days.into_iter().rev() {
        (month, year) = (day.month.or(month), day.year.or(year));
        dated.push((Date::new(year?, month?, day.day?).ok()?, goes_on));
    }
    let mut periods: Vec<(Date, Date)> = Vec::new();
    while let Some((from, goes_on)) = dated.pop() {
        let to = if goes_on { dated.pop().map_or(from, |(to, _)| to) } else { from };
        // "13 December to 10 January 2024" began the year before.
        let from = if from > to { from.checked_sub(1.year()).ok()? } else { from };
        match periods.last_mut() {
            Some(last) if !goes_on && last.1.tomorrow().is_ok_and(|next| next == from) => last.1 = to,
            _ => periods.push((from, to)),
        }
    }
    Some(periods)
}

/// Returns a mention as a text has it, with the days without a month that are listed before it: "4, 5 and 6 March".
pub fn with_days_before<'a>(text: &'a str, mention: &Mention) -> &'a str {
    let before = &text[..mention.span.start];
    let is_list = |c: char| c.is_ascii_digit() || matches!(c, ',' | ' ');
    let list = &before[before.trim_end_matches(is_list).len()..];
    let listed = if listed_before(list).is_empty() { 0 } else { list.trim_start().len() };
    &text[mention.span.start - listed..mention.span.end]
}

/// The days without a month that a text ends with before another day: "24, 25, ".
fn listed_before(text: &str) -> Vec<i8> {
    let mut found = Vec::new();
    let mut rest = text.trim_end();
    while let Some(head) = rest.strip_suffix(',') {
        let last = head.rsplit([' ', ',']).next().unwrap_or_default();
        let Some(day) = last.parse().ok().filter(|day| (1..=31).contains(day)) else { break };
        found.insert(0, day);
        rest = head[..head.len() - last.len()].trim_end();
    }
    found
}

/// "6 May 2025"
pub fn written(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// "3 to 14 March 2025", "28 April to 9 May 2025"
pub fn period_written(from: Date, to: Date) -> String {
    if from == to {
        return written(from);
    }
    let first = match (from.month() == to.month(), from.year() == to.year()) {
        (true, true) => from.day().to_string(),
        (false, true) => format!("{} {}", from.day(), month_name(from.month())),
        _ => written(from),
    };
    format!("{first} to {}", written(to))
}

/// "Tuesday"
pub fn weekday_name(weekday: Weekday) -> String {
    capitalised(WEEKDAYS[usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default()])
}

fn month_name(month: i8) -> String {
    capitalised(usize::try_from(month - 1).ok().and_then(|place| MONTHS.get(place)).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_as_people_write_them() {
        let text = "Tuesday 6 May 2025; 3 to 14 March 2025; 28 April–9 May; May 6, 2025; March 2024; in 2021; 1st of June; 2026-07-28; may be 12; 27/10/2023; 3.3.25 - 14.3.25; over 21 may return; 12 may 2024; 40/50/60; 1.2.3.";
        let shown: Vec<_> = mentions(text).into_iter().map(|mention| text[mention.span].to_owned()).collect();
        let expected = [
            "Tuesday 6 May 2025",
            "3 to 14 March 2025",
            "28 April–9 May",
            "May 6, 2025",
            "March 2024",
            "2021",
            "1st of June",
            "2026-07-28",
            "27/10/2023",
            "3.3.25 - 14.3.25",
            "12 may 2024",
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
    fn days_in_words_and_numbers_that_are_no_days() {
        let read = |text: &str| mentions(text).iter().map(Mention::said).collect::<Vec<_>>();
        assert_eq!(read("from the third to the fourteenth of March 2025"), ["3 to 14 March 2025"]);
        assert_eq!(read("on Tuesday, the twenty-sixth of May"), ["Tuesday 26 May"]);
        assert!(read("a third of mayors, and the first of many").is_empty());
        assert!(read("children aged 11 to 17 may ring").is_empty());
        assert!(read("Since February 14 social workers have joined").is_empty());
        assert_eq!(read("On February 14 we met, and on March 3."), ["14 February", "3 March"]);
    }

    #[test]
    fn written_as_the_house_writes() {
        assert_eq!(period_written(date(2025, 3, 3), date(2025, 3, 14)), "3 to 14 March 2025");
        assert_eq!(period_written(date(2025, 4, 28), date(2025, 5, 9)), "28 April to 9 May 2025");
        assert_eq!(period_written(date(2025, 3, 3), date(2025, 3, 3)), "3 March 2025");
    }

    #[test]
    fn reads_the_forms_that_reports_print() {
        let read = |text| -> Vec<String> { periods(text).iter().map(|(from, to)| format!("{from}..{to}")).collect() };
        assert_eq!(read("24 to 28 March 2025"), ["2025-03-24..2025-03-28"]);
        assert_eq!(read("8 October 2018 to 19 October 2018"), ["2018-10-08..2018-10-19"]);
        assert_eq!(read("27 April – 1 May 2026"), ["2026-04-27..2026-05-01"]);
        assert_eq!(read("02 March 2020 to 13 March 2020"), ["2020-03-02..2020-03-13"]);
        assert_eq!(read("11 December 2023 to 12 January 2024"), ["2023-12-11..2024-01-12"]);
        assert_eq!(read("11 December to 12 January 2024"), ["2023-12-11..2024-01-12"]);
        assert_eq!(read("24 and 25 July 2018"), ["2018-07-24..2018-07-25"]);
        assert_eq!(read("24, 25 and 26 July 2018"), ["2018-07-24..2018-07-26"]);
        assert_eq!(read("24, 25 July 2018"), ["2018-07-24..2018-07-25"]);
        assert_eq!(read("3 and 10 July 2018"), ["2018-07-03..2018-07-03", "2018-07-10..2018-07-10"]);
        assert_eq!(read("Monday 5 December to\u{a0}Friday 9 December 2022"), ["2022-12-05..2022-12-09"]);
        assert_eq!(
            read("5 to 9 December 2022 and 14 to 15 February 2023"),
            ["2022-12-05..2022-12-09", "2023-02-14..2023-02-15"]
        );
        assert!(read("31 June 2025").is_empty() && read("no date").is_empty() && read("3 to 5 May").is_empty());
    }
}
