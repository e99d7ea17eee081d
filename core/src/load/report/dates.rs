//! Parses printed dates into periods: "24 to 28 March 2025", "27 April to 1 May 2026", "5 to 9 December 2022 and 14 to
//! 15 February 2023".

use crate::inspection::DateRange;
use crate::language::MONTHS;
use jiff::{ToSpan, civil::Date};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DateToken {
    Day(i8),
    Month(i8),
    Year(i16),
    To,
    And,
    Other,
}

/// A day that may take its month and year from the day after it.
#[derive(Clone, Copy, Debug, Default)]
struct PartialDate {
    day: i8,
    month: Option<i8>,
    year: Option<i16>,
    /// Whether the next part is the end of a period that begins here.
    opens: bool,
}

/// Returns the periods in a text, in order; empty if a day has no month or no year.
pub(super) fn periods(text: &str) -> Vec<DateRange> {
    resolve(&parts(&tokens(text))).unwrap_or_default()
}

fn tokens(text: &str) -> Vec<DateToken> {
    let spaced: String = text
        .chars()
        .flat_map(|c| match c {
            '–' | '—' | '-' => [' ', '-', ' '],
            ',' | ';' | '&' => [' ', '&', ' '],
            c => ['\0', c, '\0'],
        })
        .filter(|c| *c != '\0')
        .collect();
    spaced.split_whitespace().map(|word| token(&word.to_lowercase())).collect()
}

fn token(word: &str) -> DateToken {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '&'));
    let is_month = |month: &str| month == word || (word.len() >= 3 && month.starts_with(word));
    if let Some(month) = MONTHS.iter().position(|month| is_month(month)) {
        return DateToken::Month(i8::try_from(month + 1).unwrap_or(1));
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    match (digits.parse::<i16>(), digits.len()) {
        (Ok(year), 4) if (1990..=2100).contains(&year) => DateToken::Year(year),
        (Ok(day), 1 | 2) if (1..=31).contains(&day) => DateToken::Day(i8::try_from(day).unwrap_or(1)),
        _ => match word {
            "to" | "-" | "until" => DateToken::To,
            "and" | "&" => DateToken::And,
            _ => DateToken::Other,
        },
    }
}

fn parts(tokens: &[DateToken]) -> Vec<PartialDate> {
    let mut parts: Vec<PartialDate> = Vec::new();
    for token in tokens {
        let last = parts.last_mut();
        match (token, last) {
            (DateToken::Day(day), _) => parts.push(PartialDate { day: *day, ..PartialDate::default() }),
            (DateToken::Month(month), Some(part)) if part.month.is_none() => part.month = Some(*month),
            (DateToken::Year(year), Some(part)) if part.month.is_some() && part.year.is_none() => {
                part.year = Some(*year);
            }
            (DateToken::To, Some(part)) => part.opens = true,
            _ => {}
        }
    }
    parts
}

/// Gives each part the month and year of the next one where it has none, and makes periods.
fn resolve(parts: &[PartialDate]) -> Option<Vec<DateRange>> {
    let mut days: Vec<(Date, bool)> = Vec::new();
    let (mut month, mut year) = (None, None);
    for part in parts.iter().rev() {
        if part.month.is_some() {
            month = part.month;
        }
        if part.year.is_some() {
            year = part.year;
        }
        days.push((Date::new(year?, month?, part.day).ok()?, part.opens));
    }
    let mut ranges: Vec<DateRange> = Vec::new();
    while let Some((from, opens)) = days.pop() {
        let to = if opens { days.pop().map_or(from, |(to, _)| to) } else { from };
        // "13 December to 10 January 2024" began the year before.
        let from = if from > to { from.checked_sub(1.year()).ok()? } else { from };
        match ranges.last_mut() {
            Some(last) if !opens && last.to.tomorrow().is_ok_and(|next| next == from) => last.to = to,
            _ => ranges.push(DateRange { from, to }),
        }
    }
    Some(ranges)
}

#[cfg(test)]
mod tests {
    use super::periods;

    #[test]
    fn reads_the_forms_that_reports_print() {
        let read = |text| -> Vec<String> {
            periods(text).iter().map(|range| format!("{}..{}", range.from, range.to)).collect()
        };
        assert_eq!(read("24 to 28 March 2025"), ["2025-03-24..2025-03-28"]);
        assert_eq!(read("8 October 2018 to 19 October 2018"), ["2018-10-08..2018-10-19"]);
        assert_eq!(read("27 April – 1 May 2026"), ["2026-04-27..2026-05-01"]);
        assert_eq!(read("02 March 2020 to 13 March 2020"), ["2020-03-02..2020-03-13"]);
        assert_eq!(read("11 December 2023 to 12 January 2024"), ["2023-12-11..2024-01-12"]);
        assert_eq!(read("11 December to 12 January 2024"), ["2023-12-11..2024-01-12"]);
        assert_eq!(read("24 and 25 July 2018"), ["2018-07-24..2018-07-25"]);
        assert_eq!(
            read("5 to 9 December 2022 and 14 to 15 February 2023"),
            ["2022-12-05..2022-12-09", "2023-02-14..2023-02-15"]
        );
        assert!(read("31 June 2025").is_empty() && read("no date").is_empty() && read("3 to 5 May").is_empty());
    }
}
