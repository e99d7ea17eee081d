//! Dates: each is one that the report, the brief, the desk or the public record has.
//!
//! Rule: names, dates and figures agree with their source (council practice; Publicity Code 2011, objective). A date of the
//! inspection or of publication that is another one blocks; any other date without a source is worth a look.

mod between;
mod visit;

use crate::check::evidence::calendar::{self, Calendar};
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::inspection::PastInspection;
use crate::language::dates::{Mention, When, mentions, period_written, weekday_name, written};
use crate::language::pattern::{self, Pattern};
use crate::text::TextSpan;
use between::{Relative, relative};
use jiff::civil::Date;
use std::sync::LazyLock;

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

/// What comes right before the first day of an inspection, or the last one.
static EDGE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:inspections?|inspectors|ofsted)\b[^.;:]{0,60}\b(?:(began|started|arrived|came through the door|first came|opened)|(ended|finished|left|leaving|concluded|closed))\b[^.;:,]{0,12}$",
    )
});
/// What comes right before the day of the inspection before this one.
static LAST: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"(?i)\b(?:last|previous(?:ly)?) (?:full |ofsted )?(?:inspected|inspection)\b[^.;:]{0,40}$")
});
/// What comes right before the month of any inspection.
static INSPECTED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"(?i)\b(?:inspection|inspected|inspectors (?:came|visited|were here)) (?:in|of|during) $")
});

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let calendar = ground.calendar();
    let place_name = ground.known.desk.map(|desk| desk.council.short.as_str());
    let past = ground.known.record.of(ground.known.inspection.authority.key());
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        let mut visits = visit::visits(leaf, part, calendar, place_name);
        for mention in mentions(&part.own) {
            found.extend(calendar.weekday(leaf, &mention));
            let wrong = calendar.other_inspection(leaf, part, &mention, past);
            let wrong = wrong.or_else(|| calendar.examine(leaf, part, &mention));
            visits.retain(|visit| wrong.is_none() || !visit.finding.place.span.overlaps(mention.span));
            found.extend(wrong);
        }
        found.extend(visits);
        found.extend(between::between(leaf, part, calendar, past));
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

    /// A day that is said to be the first or the last one of this inspection, or a month or year that is said to be that of the one
    /// before it or of any, and is not.
    fn other_inspection(&self, leaf: usize, part: &Part, mention: &Mention, past: &[PastInspection]) -> Option<Found> {
        let sentence = part.sentence_at(mention.span.start);
        let before = &part.own[sentence.start..mention.span.start];
        let place = TextSpan { block: leaf, span: mention.span };
        if let ([(from, to)], true, None, Some(edge)) =
            (&self.periods[..], mention.from.day.is_some(), mention.to, EDGE.captures(before))
        {
            let right = if edge.get(1).is_some() { *from } else { *to };
            let is_earlier = LAST.is_match(before) || mention.from.year.is_some_and(|year| year != right.year());
            let wrong = !is_earlier && !mention.from.agrees(When::of(right));
            return wrong.then(|| self.not_inspected(place, mention).edit(shaped(right, mention)));
        }
        let first = self.periods.iter().map(|(from, _)| *from).min()?;
        let previous = past.iter().rfind(|past| past.inspected < first)?;
        // The record may lack a later inspection, but not have one that never was.
        let is_before = mention.from.year.is_some_and(|year| year < previous.inspected.year());
        if mention.from.day.is_none() && LAST.is_match(before) && is_before {
            let message = format!("the inspection before this one began on {}", written(previous.inspected));
            return Some(Found::new(&WRONG, place, message).hint("if another inspection is meant, say which"));
        }
        let months =
            || past.iter().map(|past| past.inspected).chain(self.periods.iter().flat_map(|(from, to)| [*from, *to]));
        let year = mention.from.year?;
        let is_month = mention.from.day.is_none() && mention.from.month.is_some() && INSPECTED.is_match(before);
        let in_year = months().filter(|day| day.year() == year).min();
        let (true, Some(day), false) =
            (is_month, in_year, months().any(|day| mention.from.agrees(When { day: None, ..When::of(day) })))
        else {
            return None;
        };
        let message = format!("the inspection of {year} began on {}", written(day));
        Some(Found::new(&WRONG, place, message).hint("if a visit of another kind is meant, say which"))
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
                let is_later = mention.from.date(Some(published.year())).is_some_and(|day| day > published);
                let right = match relative(sentence, published) {
                    Some(Relative::Day(day)) if mention.from.agrees(When::of(day)) => return None,
                    Some(Relative::Day(day)) => Some(day),
                    Some(Relative::Later) if is_later => None,
                    _ => Some(published),
                };
                let message = format!("the day of publication is {}", written(published));
                if let Some(right) = right {
                    return Some(Found::new(&WRONG, place, message).edit(shaped(right, mention)));
                }
            }
        } else if calendar::is_of_inspection(sentence) && !self.periods.is_empty() && !self.before_record(mention) {
            return Some(self.not_inspected(place, mention));
        }
        if let Some(found) = self.slip(place, mention) {
            return Some(found);
        }
        let said = &part.own[mention.span];
        let message = format!("no source has the date {said}");
        Some(Found::new(&UNKNOWN, place, message).hint("give its source as a fact in brief.toml, or take it out"))
    }

    /// A period that shares its first or last day with the inspection, or a day of the inspection's or of the publication's in
    /// another year.
    fn slip(&self, place: TextSpan, mention: &Mention) -> Option<Found> {
        let agrees = |day: When, known: Date| day.day.is_some() && day.agrees(When::of(known));
        let years_off = |day: When, known: Date| {
            let year = day.year.is_some_and(|year| (year - known.year()).abs() == 1);
            year && agrees(When { year: None, ..day }, known)
        };
        if let Some(to) = mention.to {
            let shares = |(first, last): &&(Date, Date)| {
                let both_off = years_off(mention.from, *first) && years_off(to, *last);
                both_off || agrees(mention.from, *first) || agrees(to, *last)
            };
            return self.periods.iter().find(shares).map(|_| self.not_inspected(place, mention));
        }
        let published = self.published.filter(|published| years_off(mention.from, *published))?;
        let message = format!("the day of publication is {}", written(published));
        Some(Found::new(&WRONG, place, message).edit(shaped(published, mention)))
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

    /// A known date in the place of another: that of the inspection as that of the embargo.
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
            Compared with 2020, it is better. // finding: date-without-source ‹2020›
            Dates: 03/03/2025-13/03/2025 // finding: date-wrong ‹03/03/2025-13/03/2025› -> 3 to 14 March 2025
            Ofsted report, 06.05.24: Outstanding. // finding: date-wrong ‹06.05.24› -> 6 May 2025",
        );
    }

    #[test]
    fn the_edges_of_an_inspection_and_the_one_before_have_their_days() {
        expect(
            &CHECK,
            "The inspection began on Monday 3 March 2025 and ended on 14 March.
            Inspectors arrived on 4 March and left on 14 March. // finding: date-wrong ‹4 March› -> 3 March
            The inspection ended on Thursday 13 March 2025. // finding: date-wrong ‹Thursday 13 March 2025› -> Friday 14 March 2025
            When it was last inspected, in June 2021, it was Good.
            When it was last inspected, in June 2020, it was Good. // finding: date-wrong ‹June 2020›
            Since the inspection in August 2021 much has changed. // finding: date-wrong ‹August 2021›
            The report was published on the sixteenth of May. // finding: date-wrong ‹sixteenth of May› -> 6 May",
        );
    }

    #[test]
    fn a_visit_has_its_month_and_its_length() {
        expect(
            &CHECK,
            "Inspectors spent a fortnight in March in the county.
            Inspectors came in the first half of March 2025 and praised early help.
            The inspectors came in the last week of March and praised early help. // finding: date-wrong ‹last week of March›
            For two weeks in March, inspectors read records.
            For three weeks in March, inspectors read records. // finding: date-wrong ‹three weeks› -> two weeks
            The inspection lasted three weeks. // finding: date-wrong ‹three weeks› -> two weeks
            Inspectors were on site for ten working days, and spent two days in Stennet.
            Inspectors were on site for five days in March. // finding: date-wrong ‹five days› -> 12 days
            Ofsted was here in the middle of February. // finding: date-wrong ‹middle of February›
            A month in June was all that inspectors needed. // finding: date-wrong ‹June›; date-wrong ‹A month› -> two weeks
            Inspectors found that families wait ten weeks for a visit; in May the council found money.
            Ofsted published the report in early May.
            Ofsted published the report in early August. // finding: date-wrong ‹early August›
            Before inspectors came in March, a peer review took three weeks in January.",
        );
    }
}
