//! How the authorities of the public record were judged on one day, for counts and ranks. Not here: how texts word a rank
//! (check).

use super::{Authorities, AuthorityEntry, Direction, Frameworks, PastInspection, PublicRecord, latest_before};
use jiff::civil::Date;

/// The latest inspection of each authority whose report was published by a day. Authorities that did not exist on that day
/// are not counted.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The day.
    pub day: Date,
    record: &'a PublicRecord,
    inspections: Vec<(&'a AuthorityEntry, &'a PastInspection)>,
}

/// Where the overall grade of an authority went with its latest inspection.
#[derive(Clone, Copy, Debug)]
pub struct Move<'a> {
    /// The authority.
    pub authority: &'a AuthorityEntry,
    /// Its latest inspection.
    pub latest: &'a PastInspection,
    /// The inspection before, if the record has it.
    pub before: Option<&'a PastInspection>,
    /// Which way the grade went; `None` where one of the two inspections has no overall grade.
    pub direction: Option<Direction>,
}

/// A type of authority with responsibility for children's services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorityKind {
    /// A county council.
    County,
    /// A unitary authority.
    Unitary,
    /// A metropolitan district.
    Metropolitan,
    /// A London borough, the City among them.
    London,
}

impl AuthorityKind {
    /// Returns its name for several of them.
    pub fn plural(self) -> &'static str {
        match self {
            AuthorityKind::County => "county councils",
            AuthorityKind::Unitary => "unitary authorities",
            AuthorityKind::Metropolitan => "metropolitan boroughs",
            AuthorityKind::London => "London boroughs",
        }
    }
}

impl AuthorityEntry {
    /// Returns the type that its code says it is, or `None` without a code. The first three characters of a code of the
    /// Office for National Statistics name the type.
    pub fn kind(&self) -> Option<AuthorityKind> {
        match self.code.as_deref()?.get(..3)? {
            "E06" => Some(AuthorityKind::Unitary),
            "E08" => Some(AuthorityKind::Metropolitan),
            "E09" => Some(AuthorityKind::London),
            "E10" => Some(AuthorityKind::County),
            _ => None,
        }
    }
}

impl PublicRecord {
    /// Returns how the authorities were judged on a day.
    pub fn standing<'a>(&'a self, authorities: &'a Authorities, day: Date) -> Standing<'a> {
        let existing = authorities.iter().filter(|entry| entry.ended.is_none_or(|ended| day < ended));
        let latest = existing.filter_map(|entry| Some((entry, self.published_by(entry.key(), day).next_back()?)));
        Standing { day, record: self, inspections: latest.collect() }
    }
}

impl<'a> Standing<'a> {
    /// Returns the part of it whose authorities fit.
    #[must_use]
    pub fn among(&self, fits: impl Fn(&AuthorityEntry) -> bool) -> Standing<'a> {
        let inspections = self.inspections.iter().copied().filter(|(entry, _)| fits(entry));
        Standing { inspections: inspections.collect(), ..*self }
    }

    /// Returns how many authorities have been inspected.
    pub fn all(&self) -> usize {
        self.inspections.len()
    }

    /// Returns the authorities that have been inspected.
    pub fn authorities(&self) -> impl Iterator<Item = &'a AuthorityEntry> + use<'a, '_> {
        self.inspections.iter().map(|(entry, _)| *entry)
    }

    /// Returns where the overall grade of each authority went.
    pub fn moves(&self, frameworks: &Frameworks) -> Vec<Move<'a>> {
        let rank = |past: &PastInspection| frameworks.get(&past.framework)?.rank(frameworks.overall_grade(past)?);
        let moved = self.inspections.iter().map(|&(authority, latest)| {
            let before = latest_before(self.record.of(authority.key()), latest.inspected);
            let direction = before.and_then(|before| Some(Direction::between(rank(latest)?, rank(before)?)));
            Move { authority, latest, before, direction }
        });
        moved.collect()
    }

    /// Returns how many of the latest inspections fit.
    pub fn count(&self, fits: impl Fn(&PastInspection) -> bool) -> usize {
        self.inspections.iter().filter(|(_, past)| fits(past)).count()
    }
}
