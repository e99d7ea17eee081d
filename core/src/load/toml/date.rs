//! Days and times as people may write them: year-month-day, the time after a `T` and, if needed, the offset after that.

use crate::text::shortened;
use crate::zone::Moment;
use jiff::civil::Date;
use jiff::fmt::strtime;

/// Returns what is wrong with a text that should be a day.
pub(super) fn day_problem(text: &str) -> Option<String> {
    if has_form(text, "dddd-dd-dd") {
        text.parse::<Date>().err().map(|_| format!("`{text}` is not a day of the calendar"))
    } else if moment_problem(text).is_none() {
        Some(format!("`{text}` has a time, but a day is asked for"))
    } else {
        Some(format!("`{}` is not a date", shortened(text)))
    }
}

/// Returns what is wrong with a text that should be a day and time.
pub(super) fn moment_problem(text: &str) -> Option<String> {
    const FORMS: [&str; 4] =
        ["dddd-dd-dd_dd:dd", "dddd-dd-dd_dd:dd:dd", "dddd-dd-dd_dd:dd±dd:dd", "dddd-dd-dd_dd:dd:dd±dd:dd"];
    if FORMS.iter().any(|form| has_form(text, form)) {
        text.parse::<Moment>().err().map(|_| format!("`{text}` is not a day and time of the calendar"))
    } else if has_form(text, "dddd-dd-dd") {
        Some(format!("`{text}` has no time"))
    } else {
        Some(format!("`{}` is not a day and time", shortened(text)))
    }
}

/// Returns how to write the day in this text; British order is understood.
pub(super) fn day_hint(text: &str) -> String {
    let example = understood(text).map_or_else(|| "2025-05-06".to_owned(), |day| day.to_string());
    format!("write year-month-day, such as {example}")
}

/// Returns how to write the day and time in this text.
pub(super) fn moment_hint(text: &str) -> String {
    let day = text.parse::<Date>().ok().or_else(|| understood(text));
    let example = day.map_or_else(|| "2025-05-06".to_owned(), |day| day.to_string());
    format!("write the day, a T and the local time, such as {example}T09:30")
}

/// Returns how to write what looks like a date.
pub(super) fn hint_for(text: &str) -> Option<String> {
    (understood(text).is_some() || has_form(text, "dddd-dd-dd")).then(|| day_hint(text))
}

fn understood(text: &str) -> Option<Date> {
    const BRITISH: [&str; 5] = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d/%m/%y"];
    BRITISH.iter().find_map(|form| strtime::parse(form, text.trim()).ok()?.to_date().ok())
}

/// Returns `true` if a text has a form: `d` is a digit, `_` a `T` or a space, `±` a sign.
fn has_form(text: &str, form: &str) -> bool {
    text.chars().count() == form.chars().count()
        && text.chars().zip(form.chars()).all(|(found, form)| match form {
            'd' => found.is_ascii_digit(),
            '_' => found == 'T' || found == ' ',
            '±' => found == '+' || found == '-',
            other => found == other,
        })
}

#[cfg(test)]
mod tests {
    use super::{day_hint, day_problem, moment_hint, moment_problem};

    #[test]
    fn says_what_is_wrong_with_a_day() {
        let problem = |text: &str| day_problem(text).unwrap_or_default();
        assert_eq!(problem("2024-02-29"), "");
        assert_eq!(problem("2025-02-30"), "`2025-02-30` is not a day of the calendar");
        assert_eq!(problem("12/05/2025"), "`12/05/2025` is not a date");
        assert_eq!(problem("2025-05-06T09:30"), "`2025-05-06T09:30` has a time, but a day is asked for");
        assert_eq!(problem("2025-05-6"), "`2025-05-6` is not a date");
        assert_eq!(problem("２０２５-05-06"), "`２０２５-05-06` is not a date");
        assert_eq!(day_hint("12/05/2025"), "write year-month-day, such as 2025-05-12");
        assert_eq!(day_hint("6 May 2025"), "write year-month-day, such as 2025-05-06");
        assert_eq!(day_hint("in May"), "write year-month-day, such as 2025-05-06");
    }

    #[test]
    fn says_what_is_wrong_with_a_moment() {
        let problem = |text: &str| moment_problem(text).unwrap_or_default();
        assert_eq!(problem("2025-05-06T09:30"), "");
        assert_eq!(problem("2025-05-06 09:30:15"), "");
        assert_eq!(problem("2025-05-06"), "`2025-05-06` has no time");
        assert_eq!(problem("2025-05-06T25:00"), "`2025-05-06T25:00` is not a day and time of the calendar");
        assert_eq!(problem("2025-05-06T09:30:00+01:00"), "");
        assert_eq!(problem("2025-05-06T09:30+01:00"), "");
        assert_eq!(problem("2025-05-06T09:30Z"), "`2025-05-06T09:30Z` is not a day and time");
        assert_eq!(problem("2025-05-06T09:30+99:00"), "`2025-05-06T09:30+99:00` is not a day and time of the calendar");
        assert_eq!(moment_hint("2025-06-07"), "write the day, a T and the local time, such as 2025-06-07T09:30");
    }
}
