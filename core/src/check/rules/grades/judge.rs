//! Whether what a text claims of a grade is what the report says, or the public record. Not here: how claims are read (claims).

use super::classes::{CHANGE, COUNT, NONE, OVERALL, PREVIOUS, UNREAD, WRONG};
use crate::check::Found;
use crate::check::claims::{Again, Claim, Count, Time, Whose};
use crate::check::evidence::ground::Ground;
use crate::check::evidence::passages::Passage;
use crate::finding::Severity;
use crate::inspection::{Area, AreaId, Datum, Direction, GradeId, Judgement, PastInspection};
use crate::language::number_like;
use crate::wording::Force;
use std::cmp::Ordering;

/// A claim, and what it is compared with.
pub(in crate::check) struct Judge<'a> {
    pub(in crate::check) ground: &'a Ground<'a>,
    pub(in crate::check) claim: &'a Claim,
}

impl Judge<'_> {
    /// What is wrong with the claim; that it was not read, where the way in which it was read has not earned the right to block.
    pub(super) fn findings(&self) -> Vec<Found> {
        let found = self.contradictions();
        let has_earned = || self.ground.known.grammar.has_earned(&self.claim.path);
        let blocks = |found: &Found| found.finding.severity == Severity::Error;
        match found.iter().find(|found| blocks(found)) {
            Some(found) if !has_earned() => vec![self.unread_against(&found.finding.message)],
            _ => found,
        }
    }

    /// What the report or the record says otherwise, whatever the way in which the claim was read.
    pub(in crate::check) fn contradictions(&self) -> Vec<Found> {
        let claim = self.claim;
        match (claim.time, claim.force) {
            (_, Force::Open | Force::Wished) => Vec::new(),
            _ if claim.whose == Whose::Other => claim.plain.then(|| self.unread()).into_iter().collect(),
            (Time::Now, Force::Stated) if self.ground.known.inspection.judgements.is_empty() => vec![self.none_given()],
            _ if !claim.sure || claim.time == Time::Unsure || claim.force == Force::Unsure => {
                (!self.now().is_empty()).then(|| self.unread()).into_iter().collect()
            }
            (Time::Now, Force::Stated) => {
                let found = self.now();
                let change = || self.repeated().or_else(|| self.moved());
                if found.is_empty() { change().into_iter().collect() } else { found }
            }
            (Time::Now, force) => self.bounded(force).into_iter().collect(),
            (_, Force::Stated) => {
                self.direction().or_else(|| self.earlier()).or_else(|| self.unrecorded()).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The grade as the report prints it.
    fn name(&self) -> String {
        self.ground.grade_name(&self.claim.grade)
    }

    fn area(&self, id: &AreaId) -> Option<&Area> {
        self.ground.known.framework?.area(id)
    }

    fn short(&self, id: &AreaId) -> String {
        self.area(id).map_or_else(|| id.to_string(), |area| area.short.clone())
    }

    /// The judgements that were given the grade, as the text has it, with their numbers.
    fn judged(&self) -> Vec<(usize, &Judgement)> {
        let known = &self.ground.known;
        let areas = self.claim.judged(known.inspection, known.framework);
        let judgements = known.inspection.judgements.iter().enumerate();
        judgements.filter(|(_, judgement)| areas.contains(&judgement.area)).collect()
    }

    /// How a grade compares with the claimed one: less is better.
    fn compared(&self, grade: &GradeId) -> Option<Ordering> {
        let framework = self.ground.known.framework?;
        Some(framework.rank(grade)?.cmp(&framework.rank(&self.claim.grade)?))
    }

    fn unread(&self) -> Found {
        let message = format!("“{}” may be a grade, and copydesk cannot tell of what or when", self.name());
        Found::new(&UNREAD, self.claim.place, message).hint("compare it with the report yourself")
    }

    fn unread_against(&self, contradiction: &str) -> Found {
        let message =
            format!("copydesk is not sure that it reads “{}” rightly here; if it does, {contradiction}", self.name());
        Found::new(&UNREAD, self.claim.place, message).hint("compare it with the report yourself")
    }

    fn none_given(&self) -> Found {
        let kind = &self.ground.known.inspection.document;
        let message = format!("“{}” is claimed, and this document ({kind}) gives no grades", self.name());
        Found::new(&NONE, self.claim.place, message).hint("say what the document found, without a grade")
    }

    /// What is wrong with a claim about this inspection.
    fn now(&self) -> Vec<Found> {
        let judged = self.judged();
        match &self.claim.whose {
            Whose::Count(count) => {
                return self.counted(count, |grade| *grade == self.claim.grade).into_iter().collect();
            }
            Whose::Whole if judged.is_empty() => return vec![self.no_overall()],
            Whose::Areas(areas) => {
                let is_missing = |id: &AreaId| !judged.iter().any(|(_, judgement)| judgement.area == *id);
                let frameworks = self.ground.known.frameworks;
                let is_overall = |id: &&AreaId| {
                    frameworks.iter().filter_map(|framework| framework.area(id)).any(|area| area.overall)
                };
                if areas.iter().filter(is_overall).any(is_missing) {
                    return vec![self.no_overall()];
                }
            }
            _ => {}
        }
        let wrong = judged.into_iter().filter(|(_, judgement)| judgement.grade != self.claim.grade);
        let mut found: Vec<Found> = wrong.map(|(number, judgement)| self.wrong(number, judgement)).collect();
        found.dedup_by(|a, b| a.edit.is_some() && a.edit == b.edit);
        found
    }

    fn wrong(&self, number: usize, judgement: &Judgement) -> Found {
        let (actual, short) = (self.ground.grade_name(&judgement.grade), self.short(&judgement.area));
        let message = format!("the report grades {short} {actual}, not {}", self.name());
        let found = Found::new(&WRONG, self.claim.place, message).source(&self.passage(number, judgement));
        let found = if self.claim.echo { found } else { found.edit(actual) };
        if self.claim.whose == Whose::Whole {
            found.hint("where no judgement is named, the overall one is meant: name the judgement, or give its grade")
        } else {
            found
        }
    }

    fn passage(&self, number: usize, judgement: &Judgement) -> Passage {
        let actual = self.ground.grade_name(&judgement.grade);
        Passage {
            label: "the judgements".to_owned(),
            datum: Datum::Judgement(number),
            text: format!("{}: {actual}", judgement.name),
        }
    }

    fn no_overall(&self) -> Found {
        let message = format!("“{}” reads as an overall grade, and the report gives none", self.name());
        Found::new(&OVERALL, self.claim.place, message).hint("name the judgement that has this grade")
    }

    /// A claim that the grade was not given or not reached, or that it is the least.
    fn bounded(&self, force: Force) -> Option<Found> {
        if let (Whose::Count(count), Force::Least) = (&self.claim.whose, force) {
            return self.counted(count, |grade| self.compared(grade).is_some_and(Ordering::is_le));
        }
        let judged = self.judged();
        if judged.is_empty() && self.claim.whose == Whose::Whole && force == Force::Least {
            return Some(self.no_overall());
        }
        let compared = |judgement: &Judgement| self.compared(&judgement.grade);
        let against = |order: &[Ordering]| {
            judged.iter().find(|(_, judgement)| compared(judgement).is_some_and(|found| order.contains(&found)))
        };
        let (number, judgement) = match force {
            Force::NotEvery if against(&[Ordering::Less, Ordering::Greater]).is_some() => return None,
            Force::NotEvery => judged.first()?,
            Force::Missed => against(&[Ordering::Less, Ordering::Equal])?,
            Force::Denied => against(&[Ordering::Equal])?,
            Force::Least => against(&[Ordering::Greater])?,
            _ => return None,
        };
        let (actual, short) = (self.ground.grade_name(&judgement.grade), self.short(&judgement.area));
        let message = format!("the report grades {short} {actual}, and this says otherwise");
        let found = Found::new(&WRONG, self.claim.place, message).source(&self.passage(*number, judgement));
        Some(if force == Force::Least && !self.claim.echo { found.edit(actual) } else { found })
    }

    /// The judgements besides the overall one.
    fn areas_alone(&self) -> impl Iterator<Item = &Judgement> {
        let is_overall = |id: &AreaId| self.area(id).is_some_and(|area| area.overall);
        self.ground.known.inspection.judgements.iter().filter(move |judgement| !is_overall(&judgement.area))
    }

    /// A number of judgements is right with or without the overall one, unless the text says of how many.
    fn counted(&self, count: &Count, is_meant: impl Fn(&GradeId) -> bool) -> Option<Found> {
        let has = |judgement: &&Judgement| is_meant(&judgement.grade);
        let (areas, actual) = (self.areas_alone().count() as u64, self.areas_alone().filter(has).count() as u64);
        let judgements = &self.ground.known.inspection.judgements;
        let (all, with_overall) = (judgements.len() as u64, judgements.iter().filter(has).count() as u64);
        let is_right = match (count.number, count.total) {
            (None, _) => actual + 1 == areas || with_overall + 1 == all,
            (Some(number), Some(total)) if total == areas => number == actual,
            (Some(number), Some(total)) if total == all => number == with_overall,
            (Some(number), _) => number == actual || number == with_overall,
        };
        if is_right {
            return None;
        }
        let named =
            format!("{} judgement{} of the report", number_like(actual, "one"), if actual == 1 { "" } else { "s" });
        let said = count.number.map_or_else(|| "all but one".to_owned(), |number| number.to_string());
        let message = format!("{named} {} {}, not {said}", if actual == 1 { "is" } else { "are" }, self.name());
        let found = Found::new(&COUNT, count.place, message);
        Some(if count.number.is_some() { found.edit(number_like(actual, "one")) } else { found })
    }

    /// The earlier inspection that a claim is about; the year, where the record has none of that year.
    fn past(&self) -> Result<Option<&PastInspection>, i16> {
        let (year, exact) = match self.claim.time {
            Time::Previous => return Ok(self.ground.known.previous),
            Time::Year { year, exact } => (year, exact),
            Time::Now | Time::Earlier | Time::Unsure => return Ok(None),
        };
        let all = self.ground.known.record.of(self.ground.known.inspection.authority.key());
        let is_of = |past: &&PastInspection| {
            past.inspected.year() == year || past.published.is_some_and(|day| day.year() == year)
        };
        match all.iter().rfind(is_of) {
            Some(past) => Ok(Some(past)),
            None if exact && all.first().is_some_and(|first| first.inspected.year() <= year) => Err(year),
            None => Ok(None),
        }
    }

    /// What is wrong with a claim about an earlier inspection.
    fn earlier(&self) -> Option<Found> {
        let past = match self.past() {
            Ok(past) => past?,
            Err(year) => return Some(self.no_inspection(year)),
        };
        let framework = self.ground.known.frameworks.get(&past.framework)?;
        let areas: Vec<AreaId> = match &self.claim.whose {
            Whose::Whole => framework.overall().map(|area| area.id.clone()).into_iter().collect(),
            // A document without judgements: the areas are those of the inspection before.
            Whose::Areas(named) if self.ground.known.inspection.judgements.is_empty() => {
                named.iter().filter(|id| framework.area(id).is_some()).cloned().collect()
            }
            _ => {
                self.judged().iter().filter_map(|(_, judgement)| self.ground.area_then(&judgement.area, past)).collect()
            }
        };
        let then = areas.iter().find_map(|id| {
            past.judgements.get(id).filter(|grade| **grade != self.claim.grade).map(|grade| (id, grade))
        });
        let (id, grade) = then?;
        let (actual, in_year) = (self.ground.grade_name(grade), past.inspected.year());
        let short = framework.area(id).map_or_else(|| id.to_string(), |area| area.short.clone());
        let message = format!("in {in_year} the grade of {short} was {actual}, not {}", self.name());
        Some(Found::new(&PREVIOUS, self.claim.place, message).edit(actual))
    }

    /// An earlier grade that no inspection of the record gave, where the text does not say which inspection it means.
    fn unrecorded(&self) -> Option<Found> {
        if !matches!(self.claim.time, Time::Earlier | Time::Year { .. }) || !matches!(self.past(), Ok(None)) {
            return None;
        }
        let known = &self.ground.known;
        let record = known.record.of(known.inspection.authority.key());
        let judged = self.judged();
        let has_it = |past: &PastInspection, judgement: &Judgement| {
            self.ground.grade_then(&judgement.area, past) == Some(&self.claim.grade)
        };
        let gave = |past: &PastInspection| judged.iter().any(|(_, judgement)| has_it(past, judgement));
        let is_known = match (record.first(), self.claim.time) {
            (None, _) => true,
            (Some(first), Time::Year { year, .. }) => year < first.inspected.year(),
            (Some(_), _) => judged.is_empty() || record.iter().any(gave),
        };
        (!is_known).then(|| self.unread_against("no inspection on record gave this grade"))
    }

    fn no_inspection(&self, year: i16) -> Found {
        let message = format!("the public record has no inspection of {year}");
        let found = Found::new(&PREVIOUS, self.claim.place, message);
        match self.ground.known.previous.map(|past| past.inspected.year()) {
            Some(known) => found.hint(format!("the inspection before this one was in {known}")),
            None => found.hint("add the inspection to the desk as [[record]]"),
        }
    }

    /// Whether "up from" and "down from" are so.
    fn direction(&self) -> Option<Found> {
        let (way, place) = self.claim.way.as_ref()?;
        let judged = self.judged();
        let overall =
            |(_, judgement): &&(usize, &Judgement)| self.area(&judgement.area).is_some_and(|area| area.overall);
        let (_, judgement) = judged.iter().find(overall).or(judged.first())?;
        let wanted = if *way == Direction::Up { Ordering::Less } else { Ordering::Greater };
        let (short, actual) = (self.short(&judgement.area), self.ground.grade_name(&judgement.grade));
        let direction = if *way == Direction::Up { "up" } else { "down" };
        let message = format!("{short} is now {actual}: not {direction} from {}", self.name());
        let is_so = self.compared(&judgement.grade)? == wanted;
        (!is_so).then(|| Found::new(&CHANGE, *place, message))
    }

    /// Whether "up to" and "down to" are so.
    fn moved(&self) -> Option<Found> {
        let (way, place) = self.claim.way.as_ref()?;
        let past = self.ground.known.previous?;
        let judged = self.judged();
        let (_, judgement) = judged.first()?;
        let then = self.ground.grade_then(&judgement.area, past)?;
        let wanted = if *way == Direction::Up { Ordering::Greater } else { Ordering::Less };
        let is_so = self.compared(then)? == wanted;
        let (short, year) = (self.short(&judgement.area), past.inspected.year());
        let message = format!("{short} was {} in {year}", self.ground.grade_name(then));
        (!is_so).then(|| Found::new(&CHANGE, *place, message))
    }

    /// Whether "again", "for the first time" and "the third time running" are so, as far as the record reaches.
    fn repeated(&self) -> Option<Found> {
        let again = self.claim.again?;
        let judged = self.judged();
        let (_, judgement) = judged.first()?;
        let known = &self.ground.known;
        let first_day = known.inspection.dates.first().map(|range| range.from);
        let all = known.record.of(known.inspection.authority.key()).iter();
        let before = all.filter(|past| first_day.is_none_or(|day| past.inspected < day));
        let before = before.chain(known.previous).fold(Vec::<&PastInspection>::new(), |mut all, past| {
            if !all.iter().any(|other| other.inspected == past.inspected) {
                all.push(past);
            }
            all
        });
        let then = |past: &&'_ PastInspection| self.ground.grade_then(&judgement.area, past).cloned();
        let had: Option<Vec<GradeId>> = before.iter().map(then).collect();
        let had = had.filter(|had| !had.is_empty())?;
        let same = had.iter().rev().take_while(|grade| **grade == self.claim.grade).count();
        let is_wrong = match again {
            Again::First => judged.len() == 1 && had.contains(&self.claim.grade),
            Again::Running(times) => same + 1 < times && same < had.len(),
        };
        let short = self.short(&judgement.area);
        let message = match again {
            Again::First => format!("{short} was {} before", self.name()),
            Again::Running(_) => format!("{short} was not {} before, or not so often", self.name()),
        };
        is_wrong.then(|| Found::new(&CHANGE, self.claim.place, message))
    }
}
