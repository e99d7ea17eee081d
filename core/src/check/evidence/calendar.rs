//! The dates that a story has. Not here: which dates of a text are right (dates).

use crate::check::evidence::known::Known;
use crate::check::evidence::passages::Passage;
use crate::language::dates::{Mention, When, mentions};
use crate::language::{
    MONTHS,
    pattern::{self, Pattern},
};
use crate::zone::Moment;
use jiff::civil::Date;
use std::sync::LazyLock;

static INSPECTION: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(inspect\w*|inspections?|ILACS|on site|visit(ed|s)?|were (here|with us)|took place|compared with|previous)\b",
    )
});
static PUBLICATION: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(embargo\w*|publish\w*|publication|not before|goes out before|before then|confidential until|release|came out|(?:report|findings),? (?:is |was )?out|(?:report|letter) (?:is |was )?dated)\b",
    )
});

/// Returns `true` if a sentence tells of an inspection, so that a date in it may be that of one.
pub(in crate::check) fn is_of_inspection(sentence: &str) -> bool {
    INSPECTION.is_match(sentence)
}

/// Returns `true` if a sentence tells of the publication of the text or of the report.
pub(in crate::check) fn is_of_publication(sentence: &str) -> bool {
    PUBLICATION.is_match(sentence)
}

/// Whether a known date has all that is said of it.
fn is_part(said: When, known: When) -> bool {
    (said.day.is_none() || said.day == known.day)
        && (said.month.is_none() || said.month == known.month)
        && said.year.is_none_or(|year| Some(year) == known.year)
}

/// The dates that are known.
#[derive(Debug)]
pub(in crate::check) struct Calendar {
    /// The periods of the inspection.
    pub(in crate::check) periods: Vec<(Date, Date)>,
    /// The day of publication.
    pub(in crate::check) published: Option<Date>,
    /// All days, months and years that a source has.
    pub(in crate::check) known: Vec<When>,
    /// The first year of the authority's public record.
    pub(in crate::check) record_begins: i16,
}

impl Calendar {
    /// Returns `true` if a source has the days of some words, or a month of theirs is one of the inspection or of the publication.
    pub(in crate::check) fn has(&self, words: &str) -> bool {
        let has = |said: When| self.known.iter().any(|known| is_part(said, *known));
        let found = mentions(words);
        if !found.is_empty() {
            return found.iter().flat_map(Mention::days).all(has);
        }
        self.own().any(|day| usize::try_from(day.month()).is_ok_and(|month| MONTHS[month - 1] == words.to_lowercase()))
    }

    /// Returns `true` if the days of some words are of the inspection or of the publication.
    pub(in crate::check) fn is_own(&self, words: &str) -> bool {
        let is_said = |said: When| self.own().any(|known| is_part(said, When::of(known)));
        mentions(words).iter().flat_map(Mention::days).all(is_said)
    }

    /// The days of the inspection and of the publication.
    fn own(&self) -> impl Iterator<Item = Date> {
        self.periods.iter().flat_map(|(from, to)| [*from, *to]).chain(self.published)
    }

    pub(in crate::check) fn of<'a>(known: &Known<'_>, passages: impl Iterator<Item = &'a Passage>) -> Calendar {
        let periods: Vec<(Date, Date)> = known.inspection.dates.iter().map(|range| (range.from, range.to)).collect();
        let mut all: Vec<When> = periods.iter().flat_map(|(from, to)| [When::of(*from), When::of(*to)]).collect();
        all.extend(known.published.map(When::of));
        let brief = known.brief;
        let stated = brief.map(|brief| [brief.published, brief.publish_at.map(Moment::date)]);
        all.extend(stated.into_iter().flatten().flatten().map(When::of));
        let agreed =
            brief.into_iter().flat_map(|brief| brief.statements.iter().filter_map(|statement| statement.agreed_on));
        all.extend(agreed.map(When::of));
        let record = known.record.of(known.inspection.authority.key());
        for past in record {
            all.extend([Some(past.inspected), past.published].into_iter().flatten().map(When::of));
        }
        for passage in passages {
            all.extend(mentions(&passage.text).iter().flat_map(Mention::days));
        }
        let published = brief.and_then(|brief| brief.publish_at).map(Moment::date).or(known.published);
        let record_begins = record.first().map_or(i16::MAX, |first| first.inspected.year());
        Calendar { periods, published, known: all, record_begins }
    }
}
