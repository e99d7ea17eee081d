//! Prints dates and times in GOV.UK style: "13 May 2025", "24 to 28 March 2025", "9:30am".

use super::super::value::{Arg, Args, HelperAnswer, HelperOutput, Spec, Trouble};
use super::lists::{join, last_word};
use crate::language::OtherLanguage;
use crate::language::dates::{period_written, weekday_name, written};
use jiff::civil::{Date, DateTime, Time};

pub(super) const HELPERS: &[Spec] = &[
    Spec { name: "date", arguments: 1..=1, options: &[], call: date },
    Spec { name: "weekday-date", arguments: 1..=1, options: &[], call: weekday_date },
    Spec { name: "year", arguments: 1..=1, options: &[], call: |args| one(args, |at| at.year().to_string()) },
    Spec { name: "dates", arguments: 1..=1, options: &[], call: dates },
    Spec { name: "on-dates", arguments: 1..=1, options: &[], call: on_dates },
    Spec { name: "time", arguments: 1..=1, options: &[], call: time },
    Spec { name: "datetime", arguments: 1..=1, options: &[], call: datetime },
];

/// Returns how the document writes a time: in English, or in its own language.
fn written_in(
    args: &Args<'_>,
    english: fn(DateTime) -> String,
    other: fn(&OtherLanguage, DateTime) -> String,
) -> Result<impl Fn(DateTime) -> String, Trouble> {
    let language = args.language()?;
    Ok(move |at| language.map_or_else(|| english(at), |language| other(language, at)))
}

fn date(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    one(args, written_in(args, |at| written(at.date()), |language, at| language.date(at.date()))?)
}

fn weekday_date(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    one(args, written_in(args, |at| with_weekday(at.date()), |language, at| language.weekday_date(at.date()))?)
}

fn time(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    timed(args, written_in(args, |at| clock(at.time()), |_, at| of_day(at.time()))?)
}

fn datetime(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let english = |at: DateTime| format!("{} on {}", clock(at.time()), with_weekday(at.date()));
    let other =
        |language: &OtherLanguage, at: DateTime| format!("{}, {}", language.weekday_date(at.date()), of_day(at.time()));
    timed(args, written_in(args, english, other)?)
}

fn one(args: &Args<'_>, format: impl Fn(DateTime) -> String) -> Result<HelperAnswer, Trouble> {
    let at = read(args.get(0)?, "2025-05-13")?;
    Ok(HelperOutput::text(format(at), args.mark()).into())
}

fn timed(args: &Args<'_>, format: impl Fn(DateTime) -> String) -> Result<HelperAnswer, Trouble> {
    let arg = args.get(0)?;
    let text = arg.text()?;
    if !text.contains('T') {
        return Err(unreadable(arg, &text, "2025-05-13T09:30"));
    }
    Ok(HelperOutput::text(format(read(arg, "2025-05-13T09:30")?), args.mark()).into())
}

fn read(arg: &Arg<'_>, example: &str) -> Result<DateTime, Trouble> {
    let text = arg.text()?;
    text.parse().map_err(|_| unreadable(arg, &text, example))
}

fn unreadable(arg: &Arg<'_>, text: &str, example: &str) -> Trouble {
    Trouble::new(format!("`{}` is not a date of the form {example}: {text}", arg.name()))
}

fn dates(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let (language, periods) = (args.language()?, periods(args)?.into_iter());
    let written: Vec<String> = match language {
        None => periods.map(|(from, to)| period_written(from, to)).collect(),
        Some(language) => periods.map(|(from, to)| language.period(from, to)).collect(),
    };
    Ok(HelperOutput::text(join(&written, last_word(language, &written)), args.mark()).into())
}

/// Prints when something took place: "on 3 March 2025", "on 3 and 4 March 2025", "from 3 to 14 March 2025".
fn on_dates(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    args.in_english()?;
    let written = periods(args)?.into_iter().map(|(from, to)| {
        let is_pair = from.tomorrow().is_ok_and(|next| next == to);
        let period = period_written(from, to);
        if from == to || is_pair {
            format!("on {}", period.replacen(" to ", " and ", 1))
        } else {
            format!("from {period}")
        }
    });
    let written: Vec<String> = written.collect();
    Ok(HelperOutput::text(join(&written, "and"), args.mark()).into())
}

/// Returns the periods of a list; there has to be one.
fn periods(args: &Args<'_>) -> Result<Vec<(Date, Date)>, Trouble> {
    let periods = args.get(0)?.items(args.data)?;
    let periods = periods.iter().map(|period| {
        let day = |name| read(&period.field(name)?, "2025-05-13").map(DateTime::date);
        Ok((day("from")?, day("to")?))
    });
    let periods = periods.collect::<Result<Vec<_>, Trouble>>()?;
    if periods.is_empty() {
        return Err(Trouble::new(format!("`{}` has no dates", args.get(0)?.name())));
    }
    Ok(periods)
}

fn with_weekday(date: Date) -> String {
    format!("{} {}", weekday_name(date.weekday()), written(date))
}

/// Returns a time of the day as other languages write it: "09:30".
fn of_day(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn clock(time: Time) -> String {
    match (time.hour(), time.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (hour, minute) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            if minute == 0 { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{printed, try_printed};
    use serde_json::json;

    #[test]
    fn one_date() {
        let data = json!({ "day": "2025-05-13", "at": "2025-05-13T09:30" });
        assert_eq!(printed("{{date day}}", &data), "13 May 2025");
        assert_eq!(printed("{{date at}}", &data), "13 May 2025");
        assert_eq!(printed("{{year day}}", &data), "2025");
        assert_eq!(printed("{{weekday-date day}}", &data), "Tuesday 13 May 2025");
        assert_eq!(printed("{{datetime at}}", &data), "9:30am on Tuesday 13 May 2025");
    }

    #[test]
    fn periods() {
        let of = |periods: &[[&str; 2]]| {
            let list: Vec<_> = periods.iter().map(|[from, to]| json!({ "from": from, "to": to })).collect();
            printed("{{dates days}}", &json!({ "days": list }))
        };
        assert_eq!(of(&[["2025-03-24", "2025-03-28"]]), "24 to 28 March 2025");
        assert_eq!(of(&[["2026-04-27", "2026-05-01"]]), "27 April to 1 May 2026");
        assert_eq!(of(&[["2024-12-30", "2025-01-03"]]), "30 December 2024 to 3 January 2025");
        assert_eq!(of(&[["2025-03-24", "2025-03-24"]]), "24 March 2025");
        assert_eq!(
            of(&[["2022-12-05", "2022-12-09"], ["2023-02-14", "2023-02-15"]]),
            "5 to 9 December 2022 and 14 to 15 February 2023"
        );
    }

    #[test]
    fn when_it_took_place() {
        let of = |from: &str, to: &str| printed("{{on-dates days}}", &json!({ "days": [{ "from": from, "to": to }] }));
        assert_eq!(of("2025-03-24", "2025-03-24"), "on 24 March 2025");
        assert_eq!(of("2025-03-31", "2025-04-01"), "on 31 March and 1 April 2025");
        assert_eq!(of("2025-03-24", "2025-03-28"), "from 24 to 28 March 2025");
    }

    #[test]
    fn times() {
        let at = |time: &str| printed("{{time at}}", &json!({ "at": format!("2025-05-13T{time}") }));
        let read = ["09:30", "09:00", "12:00", "00:00", "00:01", "12:05", "17:00"].map(at);
        assert_eq!(read, ["9:30am", "9am", "midday", "midnight", "12:01am", "12:05pm", "5pm"]);
    }

    #[test]
    fn what_is_no_date_names_the_datum() {
        let data = json!({ "day": "13/05/2025", "none": null, "list": [] });
        let message = |expression| try_printed(expression, &data).unwrap_err();
        assert_eq!(message("{{date day}}"), "date: `day` is not a date of the form 2025-05-13: 13/05/2025");
        assert_eq!(message("{{date none}}"), "date: `none` is null, but a text is needed here");
        assert_eq!(message("{{dates list}}"), "dates: `list` has no dates");
        assert_eq!(message("{{dates day}}"), "dates: `day` is a text, but a list is needed here");
    }
}
