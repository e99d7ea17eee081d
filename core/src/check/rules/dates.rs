//! Dates: each is one that the report, the brief, the desk or the public record has.
//!
//! Rule: names, dates and figures agree with their source (council practice; Publicity Code 2011, objective). A date of the
//! inspection or of publication that is another one blocks; any other date without a source is worth a look.

use crate::check::evidence::calendar;
use crate::check::evidence::calendar::Calendar;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::dates::{Mention, When, mentions, period_written, weekday_name, written};
use crate::text::TextSpan;
use jiff::civil::Date;

static WRONG: Class = Class {
    id: "date-wrong",
    severity: Severity::Error,
    about: "a date of the inspection or of publication that is not the one on record",
};
static WEEKDAY: Class =
    Class { id: "date-weekday-wrong", severity: Severity::Error, about: "the day of the week does not fit the date" };
static UNKNOWN: Class = Class {
    id: "date-without-source",
    severity: Severity::Warning,
    about: "a date that neither the report nor the brief nor the desk has",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "dates",
    rule: "agreement with the source; GOV.UK style for dates",
    classes: &[&WRONG, &WEEKDAY, &UNKNOWN],
    duties: Duties::None,
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let calendar = ground.calendar();
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        for mention in mentions(&part.own) {
            found.extend(calendar.weekday(leaf, &mention));
            found.extend(calendar.examine(leaf, part, &mention));
        }
    }
    found
}

impl Calendar {
    fn weekday(&self, leaf: usize, mention: &Mention) -> Option<Found> {
        let (weekday, range) = mention.weekday?;
        let like = self.published.map(Date::year).or(self.periods.last().map(|(_, to)| to.year()));
        let date = mention.from.date(like)?;
        let actual = date.weekday();
        let message = format!("{} is a {}", written(date), weekday_name(actual));
        let place = TextSpan { block: leaf, span: range };
        (actual != weekday).then(|| Found::new(&WEEKDAY, place, message).edit(weekday_name(actual)))
    }

    fn examine(&self, leaf: usize, part: &Part, mention: &Mention) -> Option<Found> {
        if self.is_known(mention) {
            return self.misplaced(leaf, part, mention);
        }
        let place = TextSpan { block: leaf, span: mention.span };
        let sentence = &part.own[part.sentence_at(mention.span.start)];
        let dateline =
            part.own.trim().len() == mention.span.len() || leaf < 3 && part.own.trim_start().starts_with("date ");
        if (calendar::is_of_publication(sentence) || dateline) && mention.from.day.is_some() && mention.to.is_none() {
            if let Some(published) = self.published {
                let message = format!("the day of publication is {}", written(published));
                return Some(Found::new(&WRONG, place, message).edit(shaped(published, mention)));
            }
        } else if calendar::is_of_inspection(sentence) && !self.periods.is_empty() && !self.before_record(mention) {
            return Some(self.not_inspected(place, mention));
        }
        let said = &part.own[mention.span];
        let message = format!("no source has the date {said}");
        Some(Found::new(&UNKNOWN, place, message).hint("give its source as a fact in brief.toml, or take it out"))
    }

    /// Whether a year alone is one that the public record does not reach back to.
    fn before_record(&self, mention: &Mention) -> bool {
        mention.from.day.is_none() && mention.from.year.is_some_and(|year| year < self.record_begins)
    }

    fn is_known(&self, mention: &Mention) -> bool {
        let agrees = |day: When| self.known.iter().any(|known| day.agrees(*known));
        let period = |(from, to): &(Date, Date)| mention.agrees_with_period(*from, *to);
        match mention.to {
            Some(_) if self.periods.iter().any(period) => true,
            // Both ends are known, but of different things.
            Some(to) => {
                agrees(mention.from)
                    && agrees(to)
                    && !self.periods.iter().any(|(from, _)| mention.from.agrees(When::of(*from)))
            }
            None => agrees(mention.from),
        }
    }

    /// A date that is known, but stands where another one belongs: the inspection’s as that of the embargo.
    fn misplaced(&self, leaf: usize, part: &Part, mention: &Mention) -> Option<Found> {
        let published = self.published?;
        let sentence = &part.own[part.sentence_at(mention.span.start)];
        let is_embargo = sentence.to_lowercase().contains("embargo") && mention.from.day.is_some();
        let place = TextSpan { block: leaf, span: mention.span };
        let message = format!("the day of publication is {}", written(published));
        (is_embargo && !mention.from.agrees(When::of(published)))
            .then(|| Found::new(&WRONG, place, message).edit(shaped(published, mention)))
    }

    fn not_inspected(&self, place: TextSpan, mention: &Mention) -> Found {
        let periods: Vec<String> = self.periods.iter().map(|(from, to)| period_written(*from, *to)).collect();
        let message = format!("the inspection took place from {}", periods.join(" and from "));
        let found = Found::new(&WRONG, place, message);
        match (mention.to, mention.from.day) {
            (Some(_), _) => found.edit(periods[0].clone()),
            _ => found.hint("if another inspection is meant, add it to the desk as [[record]]"),
        }
    }
}

/// A date with as much as the text gave.
fn shaped(date: Date, mention: &Mention) -> String {
    let full = written(date);
    let full = if mention.from.year.is_some() { full } else { full[..full.len() - 5].to_owned() };
    if mention.weekday.is_some() { format!("{} {full}", weekday_name(date.weekday())) } else { full }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn dates_agree_with_their_source() {
        expect(
            &CHECK,
            "**Embargoed until 9:30am on Tuesday 6 May 2025**
            **Embargoed until 9:30am on Monday 6 May 2025** // finding: date-weekday-wrong ‹Monday› -> Tuesday
            **Embargoed until 9:30am on Monday 5 May 2025** // finding: date-wrong ‹Monday 5 May 2025› -> Tuesday 6 May 2025
            6 May 2025
            4 May 2025 // finding: date-wrong ‹4 May 2025› -> 6 May 2025
            Inspectors were here from 3 to 14 March 2025.
            Inspectors were here from 3 to 15 March 2025. // finding: date-wrong ‹3 to 15 March 2025› -> 3 to 14 March 2025
            The inspection took place in April 2025. // finding: date-wrong ‹April 2025›
            We will publish a plan by the end of July 2025.
            A fair is on 1 June 2025. // finding: date-without-source ‹1 June 2025›
            At the previous inspection, in 2021, it was Good. In 2024 homes opened.
            Compared with 2020, it is better. // finding: date-without-source ‹2020›",
        );
    }
}
