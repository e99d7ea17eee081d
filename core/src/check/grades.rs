//! Grades: each stands beside the right judgement and is the report's; none is claimed that the report does not give.
//!
//! Rule: the report's table of judgements. Since April 2026 there is no overall grade (ILACS framework, April 2026); letters,
//! area SEND and joint targeted area inspections give no grades at all. Earlier grades are those of the public record.

use super::claims::{Again, Claim, Count, Time, Way, Whose};
use super::ground::Ground;
use super::passages::Passage;
use super::phrases::written;
use super::reading::Reading;
use super::{Check, Class, Found, moved};
use crate::finding::Severity;
use crate::inspection::{Area, AreaId, Datum, GradeId, Judgement, PastInspection};
use crate::wording::Force;
use std::cmp::Ordering;

static WRONG: Class = Class {
    id: "grade-wrong",
    severity: Severity::Error,
    about: "a grade that is not the report’s for this judgement",
};
static OVERALL: Class = Class {
    id: "grade-no-overall",
    severity: Severity::Error,
    about: "an overall grade is claimed, and the report gives none",
};
static NONE: Class = Class {
    id: "grade-none-given",
    severity: Severity::Error,
    about: "a grade is claimed from a document that gives none",
};
pub(super) static PREVIOUS: Class = Class {
    id: "grade-previous-wrong",
    severity: Severity::Error,
    about: "an earlier grade, or its year, is not that of the public record",
};
pub(super) static CHANGE: Class = Class {
    id: "grade-change-wrong",
    severity: Severity::Error,
    about: "the text says that grades rose, fell or stayed, and they did not",
};
static COUNT: Class = Class {
    id: "grade-count-wrong",
    severity: Severity::Error,
    about: "the number of judgements with a grade is not the report’s",
};
pub(super) static UNREAD: Class = Class {
    id: "grade-unread",
    severity: Severity::Warning,
    about: "a sentence may give a grade in a form that copydesk cannot read",
};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "grades",
    rule: "the report’s judgements; ILACS framework of April 2026",
    classes: &[&WRONG, &OVERALL, &NONE, &PREVIOUS, &CHANGE, &COUNT, &UNREAD],
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found = Vec::new();
    for (leaf, (part, claims)) in prose.parts.iter().zip(reading.claims()).enumerate() {
        for claim in claims {
            found.extend(Judge { ground, claim }.findings());
        }
        found.extend(moved::counted(leaf, part, ground));
        found.extend(moved::unchanged(leaf, part, claims, ground));
    }
    found.extend(moved::moves(reading));
    found
}

/// A claim, and what it is compared with.
pub(super) struct Judge<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) claim: &'a Claim,
}

impl Judge<'_> {
    /// What is wrong with the claim; that it was not read, where the way in which it was read has not earned the right to block.
    fn findings(&self) -> Vec<Found> {
        let found = self.contradictions();
        let has_earned = || self.ground.known.grammar.has_earned(&self.claim.path);
        let blocks = |found: &Found| found.finding.severity == Severity::Error;
        match found.iter().find(|found| blocks(found)) {
            Some(found) if !has_earned() => vec![self.unread_against(&found.finding.message)],
            _ => found,
        }
    }

    /// What the report or the record says otherwise, whatever the way in which the claim was read.
    pub(super) fn contradictions(&self) -> Vec<Found> {
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
        Found::new(&UNREAD, self.claim.place.clone(), message).hint("compare it with the report yourself")
    }

    fn unread_against(&self, contradiction: &str) -> Found {
        let message = format!("if “{}” is said of this inspection here: {contradiction}", self.name());
        Found::new(&UNREAD, self.claim.place.clone(), message).hint("compare it with the report yourself")
    }

    fn none_given(&self) -> Found {
        let kind = self.ground.known.inspection.document;
        let message = format!("“{}” is claimed, and this document ({kind}) gives no grades", self.name());
        Found::new(&NONE, self.claim.place.clone(), message).hint("say what the document found, without a grade")
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
        let found = Found::new(&WRONG, self.claim.place.clone(), message).source(&self.passage(number, judgement));
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
        Found::new(&OVERALL, self.claim.place.clone(), message).hint("name the judgement that has this grade")
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
        let found = Found::new(&WRONG, self.claim.place.clone(), message).source(&self.passage(*number, judgement));
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
        let named = format!("{} judgement{} of the report", written(actual, "one"), if actual == 1 { "" } else { "s" });
        let said = count.number.map_or_else(|| "all but one".to_owned(), |number| number.to_string());
        let message = format!("{named} {} {}, not {said}", if actual == 1 { "is" } else { "are" }, self.name());
        let found = Found::new(&COUNT, count.place.clone(), message);
        Some(if count.number.is_some() { found.edit(written(actual, "one")) } else { found })
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
        let areas: Vec<AreaId> = if self.claim.whose == Whose::Whole {
            framework.areas.iter().filter(|area| area.overall).map(|area| area.id.clone()).collect()
        } else {
            self.judged().iter().filter_map(|(_, judgement)| area_then(self.ground, &judgement.area, past)).collect()
        };
        let then = areas.iter().find_map(|id| {
            past.judgements.get(id).filter(|grade| **grade != self.claim.grade).map(|grade| (id, grade))
        });
        let (id, grade) = then?;
        let (actual, in_year) = (self.ground.grade_name(grade), past.inspected.year());
        let short = framework.area(id).map_or_else(|| id.to_string(), |area| area.short.clone());
        let message = format!("in {in_year} the grade of {short} was {actual}, not {}", self.name());
        Some(Found::new(&PREVIOUS, self.claim.place.clone(), message).edit(actual))
    }

    /// An earlier grade that no inspection of the record gave, where the text does not say which inspection it means.
    fn unrecorded(&self) -> Option<Found> {
        if !matches!(self.claim.time, Time::Earlier | Time::Year { .. }) || !matches!(self.past(), Ok(None)) {
            return None;
        }
        let known = &self.ground.known;
        let record = known.record.of(known.inspection.authority.key());
        let judged = self.judged();
        let gave = |past: &PastInspection| {
            judged.iter().any(|(_, judgement)| {
                let then = area_then(self.ground, &judgement.area, past).and_then(|id| past.judgements.get(&id));
                then == Some(&self.claim.grade)
            })
        };
        let is_year = matches!(self.claim.time, Time::Year { .. });
        let is_known = judged.is_empty() || record.is_empty() || !is_year && record.iter().any(gave);
        (!is_known).then(|| self.unread_against("no inspection on record gave it then"))
    }

    fn no_inspection(&self, year: i16) -> Found {
        let message = format!("the public record has no inspection of {year}");
        let found = Found::new(&PREVIOUS, self.claim.place.clone(), message);
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
        let wanted = if *way == Way::Up { Ordering::Less } else { Ordering::Greater };
        let (short, actual) = (self.short(&judgement.area), self.ground.grade_name(&judgement.grade));
        let direction = if *way == Way::Up { "up" } else { "down" };
        let message = format!("{short} is now {actual}: not {direction} from {}", self.name());
        let is_so = self.compared(&judgement.grade)? == wanted;
        (!is_so).then(|| Found::new(&CHANGE, place.clone(), message))
    }

    /// Whether "up to" and "down to" are so.
    fn moved(&self) -> Option<Found> {
        let (way, place) = self.claim.way.as_ref()?;
        let past = self.ground.known.previous?;
        let judged = self.judged();
        let (_, judgement) = judged.first()?;
        let then = past.judgements.get(&area_then(self.ground, &judgement.area, past)?)?;
        let wanted = if *way == Way::Up { Ordering::Greater } else { Ordering::Less };
        let is_so = self.compared(then)? == wanted;
        let (short, year) = (self.short(&judgement.area), past.inspected.year());
        let message = format!("{short} was {} in {year}", self.ground.grade_name(then));
        (!is_so).then(|| Found::new(&CHANGE, place.clone(), message))
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
        let then =
            |past: &&PastInspection| past.judgements.get(&area_then(self.ground, &judgement.area, past)?).cloned();
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
        is_wrong.then(|| Found::new(&CHANGE, self.claim.place.clone(), message))
    }
}

/// The area of an earlier inspection, judged there, that an area of today was part of.
pub(super) fn area_then(ground: &Ground<'_>, id: &AreaId, past: &PastInspection) -> Option<AreaId> {
    if past.judgements.contains_key(id) {
        return Some(id.clone());
    }
    let area = ground.known.framework?.area(id)?;
    let then = ground.known.frameworks.get(&past.framework)?;
    let same =
        |other: &&Area| area.wordings().any(|words| other.wordings().any(|other| other.eq_ignore_ascii_case(words)));
    then.areas.iter().find(same).map(|area| area.id.clone())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{With, expect, expect_with};
    use super::CHECK;

    #[test]
    fn grades_stand_beside_their_judgement() {
        expect(
            &CHECK,
            "# Ofsted rates children’s services in Avershire Outstanding, up from Good
            - The impact of leaders on social work practice with children and families: **Outstanding** (up from Good in 2021)
            Help and protection: **Outstanding** (the same as in 2021) // finding: grade-wrong ‹Outstanding› -> Good; grade-change-wrong ‹the same as in 2021›
            Ofsted graded children in care and care leavers Outstanding, and help and protection Good.
            Ofsted graded children in care and care leavers Good, and help and protection Good. // finding: grade-wrong ‹Good› -> Outstanding
            Leadership was judged to be ‘inadequate’. // finding: grade-wrong ‹inadequate› -> Outstanding
            The council was rated good. // finding: grade-wrong ‹good› -> Outstanding
            We do good work, and outstanding people do it well.
            Good for help and protection, Outstanding for care leavers.
            Leaders’ impact was outstanding, with all other areas rated good. // finding: grade-wrong ‹good› -> Outstanding",
        );
    }

    #[test]
    fn earlier_grades_are_those_of_the_record() {
        expect(
            &CHECK,
            "Care leavers are now Outstanding, up from Requires improvement to be good in 2021.
            Children in care: **Outstanding** (up from Good in 2021) // finding: grade-previous-wrong ‹Good› -> Requires improvement to be good
            Overall effectiveness: **Outstanding** (down from Good in 2021) // finding: grade-change-wrong ‹down›
            Avershire was rated Good in 2023. // finding: grade-previous-wrong ‹Good›
            At the previous inspection, in 2021, the grades were: the impact of leaders Good; overall effectiveness Good.
            Services were rated requires improvement in their last two inspections. // finding: grade-previous-wrong ‹requires improvement› -> Good
            Since 2021 two grades went up. By area, one grade went up and one stayed the same.
            Since 2021 four grades went up. // finding: grade-change-wrong ‹four› -> one",
        );
    }

    #[test]
    fn counts_of_grades_are_the_reports() {
        expect(
            &CHECK,
            "# Outstanding in three areas, Good in one area
            # Outstanding in all areas // finding: grade-wrong ‹Outstanding› -> Good
            # Ofsted grades us Good or better in all areas
            # Ofsted grades us Outstanding or better in all areas // finding: grade-wrong ‹Outstanding› -> Good
            Ofsted graded us Good or better in four areas.
            Ofsted graded us Good or better in three areas. // finding: grade-count-wrong ‹three› -> four
            Help and protection was judged at least Good, and so was the impact of leaders.
            Ofsted graded us Outstanding in two areas. // finding: grade-count-wrong ‹two› -> three
            Ofsted graded us Outstanding in four areas, the overall grade among them.",
        );
    }

    #[test]
    fn no_overall_grade_is_made_up() {
        let rows = ("  { area = \"overall\", name = \"Overall effectiveness\", grade = \"outstanding\" },\n", "");
        let instead = [rows, ("framework = \"ilacs-2023\"", "framework = \"ilacs-2026\"")];
        expect_with(
            &CHECK,
            &With { instead: &instead, ..With::default() },
            "Avershire has been rated Outstanding by Ofsted. // finding: grade-no-overall ‹Outstanding›
            Ofsted graded children in care Outstanding and help and protection Good.
            # Ofsted grades our children’s services Good or better in all areas
            Avershire has been rated Good or better by Ofsted. // finding: grade-no-overall ‹Good›
            There is no overall grade any more; no grade is Inadequate.",
        );
    }

    #[test]
    fn a_sentence_says_what_has_a_grade() {
        expect(
            &CHECK,
            "Inspectors judged help and protection to be inadequate. // finding: grade-wrong ‹inadequate› -> Good
            The council received a grade of Inadequate for help and protection. // finding: grade-wrong ‹Inadequate› -> Good
            Inadequate was the verdict on help and protection. // finding: grade-wrong ‹Inadequate› -> Good
            Help and protection is outstanding. // finding: grade-wrong ‹outstanding› -> Good
            When it comes to the impact of leaders, the verdict is good. // finding: grade-wrong ‹good› -> Outstanding
            While the impact of leaders is outstanding, children in care is inadequate. // finding: grade-wrong ‹inadequate› -> Outstanding
            Help and protection (outstanding) comes next. // finding: grade-wrong ‹outstanding› -> Good
            Avershire is inadequate, says Ofsted. // finding: grade-wrong ‹inadequate› -> Outstanding
            # Inspectors call Avershire children’s services inadequate // finding: grade-wrong ‹inadequate› -> Outstanding
            Support for care leavers is good because advisers stay.
            Social workers for children in care are good at listening.
            Councils are monitored after a grade of Inadequate.",
        );
    }

    #[test]
    fn what_is_not_the_whole_has_no_overall_grade() {
        expect(
            &CHECK,
            "Children in care were also inspected. They were graded outstanding.
            Help and protection was inspected. It was graded inadequate. // finding: grade-wrong ‹inadequate› -> Good
            Management of the service was graded good.
            Early help and safeguarding were graded good.
            Senior leaders were judged good. // finding: grade-wrong ‹good› -> Outstanding
            Being “rated Good” is a thing of the past.
            The impact of leaders and help and protection were graded outstanding and good respectively.
            The council was last inspected in June 2021, when it was rated Good.
            Avershire County Council is celebrating after being rated Inadequate. // finding: grade-wrong ‹Inadequate› -> Outstanding
            Our services for children were rated inadequate. // finding: grade-wrong ‹inadequate› -> Outstanding",
        );
    }
}
