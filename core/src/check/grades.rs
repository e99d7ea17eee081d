//! Grades: each stands beside the right judgement and is the report's; none is claimed that the report does not give.
//!
//! Rule: the report's table of judgements. Since April 2026 there is no overall grade (ILACS framework, April 2026); letters,
//! area SEND and joint targeted area inspections give no grades at all. Earlier grades are those of the public record.

use super::claims::{Claim, Way};
use super::ground::Ground;
use super::passages::Passage;
use super::phrases::{number, written};
use super::prose::{Part, Place, Prose};
use super::reading::Reading;
use super::sentence::Time;
use super::{Check, Class, Found, pattern};
use crate::document::Within;
use crate::finding::Severity;
use crate::inspection::{Area, AreaId, Change, Datum, Direction, GradeId, Judgement, Outcome, PastInspection};
use crate::text;
use regex::Regex;
use std::sync::LazyLock;

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
static PREVIOUS: Class = Class {
    id: "grade-previous-wrong",
    severity: Severity::Error,
    about: "an earlier grade, or its year, is not that of the public record",
};
static CHANGE: Class = Class {
    id: "grade-change-wrong",
    severity: Severity::Error,
    about: "the text says that grades rose, fell or stayed, and they did not",
};
static COUNT: Class = Class {
    id: "grade-count-wrong",
    severity: Severity::Error,
    about: "the number of judgements with a grade is not the report’s",
};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "grades",
    rule: "the report’s judgements; ILACS framework of April 2026",
    classes: &[&WRONG, &OVERALL, &NONE, &PREVIOUS, &CHANGE, &COUNT],
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        for mut claim in reading.claims()[leaf].iter().cloned() {
            if claim.areas.is_empty() {
                claim.areas = of_row(prose, part, leaf, ground);
            }
            found.extend(Judge { ground, claim }.findings());
        }
        found.extend(changes(leaf, part, ground));
        found.extend(unchanged(leaf, part, &reading.claims()[leaf], ground));
    }
    found
}

/// Cells before and behind a grade that may name what it is given to.
const WIDEST: usize = 20;

/// In a table, the judgement stands in another cell of the row.
pub(super) fn of_row(prose: &Prose, part: &Part, leaf: usize, ground: &Ground<'_>) -> Vec<AreaId> {
    let Some(Within::Cell { table, row, .. }) = part.within.last() else { return Vec::new() };
    let same = |other: &Part| matches!(other.within.last(), Some(Within::Cell { table: t, row: r, .. }) if t == table && r == row);
    let before = prose.parts[..leaf].iter().rev().take(WIDEST).take_while(|other| same(other));
    let after = prose.parts[leaf + 1..].iter().take(WIDEST).take_while(|other| same(other));
    let cells: Vec<String> = before.chain(after).map(|cell| cell.plain.to_lowercase()).collect();
    let text = cells.join("\n");
    let areas = ground.known.framework.into_iter().flat_map(|framework| &framework.areas);
    let named =
        |area: &&Area| area.wordings().any(|words| text::normal(&text).contains(&text::normal(words).to_lowercase()));
    let longest = |area: &&Area| area.wordings().map(str::len).max().unwrap_or_default();
    areas.filter(named).max_by_key(longest).map(|area| area.id.clone()).into_iter().collect()
}

struct Judge<'a> {
    ground: &'a Ground<'a>,
    claim: Claim,
}

impl Judge<'_> {
    fn findings(&self) -> Vec<Found> {
        match self.claim.time {
            Time::Before(year) => self.earlier(year).into_iter().chain(self.direction()).collect(),
            Time::Now if self.ground.known.inspection.judgements.is_empty() => {
                let kind = self.ground.known.inspection.document;
                let message = format!("“{}” is claimed, and this document ({kind}) gives no grades", self.name());
                vec![
                    Found::new(&NONE, self.claim.place.clone(), message)
                        .hint("say what the document found, without a grade"),
                ]
            }
            Time::Now => self.now(),
        }
    }

    /// The grade as the report prints it.
    fn name(&self) -> String {
        self.ground.grade_name(&self.claim.grade)
    }

    /// Whether a grade is the one that is claimed or, where a better one is meant too, better.
    fn is_claimed(&self, grade: &GradeId) -> bool {
        let rank = |grade| self.ground.known.framework.and_then(|framework| framework.rank(grade));
        let better = || rank(grade).zip(rank(&self.claim.grade)).is_some_and(|(actual, claimed)| actual < claimed);
        *grade == self.claim.grade || self.claim.at_least && better()
    }

    fn area(&self, id: &AreaId) -> Option<&Area> {
        self.ground.known.framework?.area(id)
    }

    fn short(&self, id: &AreaId) -> String {
        self.area(id).map_or_else(|| id.to_string(), |area| area.short.clone())
    }

    fn judgement(&self, id: &AreaId) -> Option<(usize, &Judgement)> {
        self.ground.known.inspection.judgements.iter().enumerate().find(|(_, judgement)| judgement.area == *id)
    }

    fn now(&self) -> Vec<Found> {
        let claim = &self.claim;
        if let Some((count, place)) = &claim.count {
            return self.counted(*count, place).into_iter().collect();
        }
        if claim.rest {
            return self.all_others();
        }
        let overall =
            self.ground.known.framework.and_then(|framework| framework.areas.iter().find(|area| area.overall));
        let (areas, implied) = match (claim.areas.is_empty(), overall) {
            (false, _) => (claim.areas.clone(), false),
            (true, Some(overall)) => (vec![overall.id.clone()], true),
            (true, None) => return vec![self.no_overall()],
        };
        let mut found = Vec::new();
        for id in &areas {
            match self.judgement(id) {
                Some((number, judgement)) if !self.is_claimed(&judgement.grade) => {
                    found.push(self.wrong(number, judgement, implied));
                }
                None if self.area(id).is_some_and(|area| area.overall) => found.push(self.no_overall()),
                _ => {}
            }
        }
        found.dedup_by(|a, b| a.edit.is_some() && a.edit == b.edit);
        found
    }

    fn wrong(&self, number: usize, judgement: &Judgement, implied: bool) -> Found {
        let (actual, short) = (self.ground.grade_name(&judgement.grade), self.short(&judgement.area));
        let message = format!("the report grades {short} {actual}, not {}", self.name());
        let source = Passage {
            label: "the judgements".to_owned(),
            datum: Datum::Judgement(number),
            text: format!("{}: {actual}", judgement.name),
        };
        let found = Found::new(&WRONG, self.claim.place.clone(), message).source(&source).edit(actual);
        if implied {
            found.hint("where no judgement is named, the overall one is meant: name the judgement, or give its grade")
        } else {
            found
        }
    }

    fn no_overall(&self) -> Found {
        let message = format!("“{}” reads as an overall grade, and the report gives none", self.name());
        Found::new(&OVERALL, self.claim.place.clone(), message).hint("name the judgement that has this grade")
    }

    /// The judgements besides the overall one.
    fn others(&self) -> impl Iterator<Item = (usize, &Judgement)> {
        let is_overall = |id: &AreaId| self.area(id).is_some_and(|area| area.overall);
        self.ground
            .known
            .inspection
            .judgements
            .iter()
            .enumerate()
            .filter(move |(_, judgement)| !is_overall(&judgement.area))
    }

    fn counted(&self, count: u64, place: &Place) -> Option<Found> {
        let actual = self.others().filter(|(_, judgement)| self.is_claimed(&judgement.grade)).count() as u64;
        if actual == count {
            return None;
        }
        let named = format!("{} judgement{} of the report", written(actual, "one"), if actual == 1 { "" } else { "s" });
        let message = format!("{named} {} {}, not {count}", if actual == 1 { "is" } else { "are" }, self.name());
        Some(Found::new(&COUNT, place.clone(), message).edit(written(actual, "one")))
    }

    fn all_others(&self) -> Vec<Found> {
        let named = |judgement: &Judgement| self.claim.areas.contains(&judgement.area);
        let others = self.others().filter(|(_, judgement)| !named(judgement) && !self.is_claimed(&judgement.grade));
        let mut found: Vec<Found> = others.map(|(number, judgement)| self.wrong(number, judgement, false)).collect();
        found.dedup_by(|a, b| a.edit == b.edit);
        found
    }

    fn past(&self, year: Option<i16>) -> Result<Option<&PastInspection>, i16> {
        let Some(year) = year else { return Ok(self.ground.known.previous) };
        let all = self.ground.known.record.of(self.ground.known.inspection.authority.key());
        let is_of = |past: &&PastInspection| {
            past.inspected.year() == year || past.published.is_some_and(|day| day.year() == year)
        };
        match all.iter().rfind(is_of) {
            Some(past) => Ok(Some(past)),
            None if all.first().is_some_and(|first| first.inspected.year() <= year) => Err(year),
            None => Ok(None),
        }
    }

    fn earlier(&self, year: Option<i16>) -> Option<Found> {
        let past = match self.past(year) {
            Ok(past) => past?,
            Err(year) => {
                let message = format!("the public record has no inspection of {year}");
                let found = Found::new(&PREVIOUS, self.claim.place.clone(), message);
                let known = self.ground.known.previous.map(|past| past.inspected.year());
                return Some(match known {
                    Some(known) => found.hint(format!("the inspection before this one was in {known}")),
                    None => found.hint("add the inspection to the desk as [[record]]"),
                });
            }
        };
        let framework = self.ground.known.frameworks.get(&past.framework)?;
        let areas = if self.claim.areas.is_empty() {
            framework.areas.iter().filter(|area| area.overall).map(|area| area.id.clone()).collect()
        } else {
            self.claim.areas.iter().filter_map(|id| self.area_then(id, past)).collect::<Vec<_>>()
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

    /// The area of an earlier inspection that a judgement of today was part of.
    fn area_then(&self, id: &AreaId, past: &PastInspection) -> Option<AreaId> {
        area_then(self.ground, id, past)
    }

    /// Whether "up from" and "down from" are so.
    fn direction(&self) -> Option<Found> {
        let (way, place) = self.claim.direction.as_ref()?;
        let framework = self.ground.known.framework?;
        let overall = || framework.areas.iter().find(|area| area.overall).map(|area| &area.id);
        let id = self.claim.areas.first().or_else(overall)?;
        let now = framework.rank(&self.judgement(id)?.1.grade)?;
        let then = framework.rank(&self.claim.grade)?;
        let is_so = match way {
            Way::Up => now < then,
            Way::Down => now > then,
        };
        let message = format!(
            "{} is now {}: not {} from {}",
            self.short(id),
            self.ground.grade_name(&self.judgement(id)?.1.grade),
            if *way == Way::Up { "up" } else { "down" },
            self.name()
        );
        (!is_so).then(|| Found::new(&CHANGE, place.clone(), message))
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

static WENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(\w+) (?:of the )?grades? (?:went|have gone|has gone|are|is|moved) (up|down|the same|unchanged)\b",
    )
});
static SAME: LazyLock<Regex> =
    LazyLock::new(|| pattern::words(r"(?i)\b(the same as in|unchanged since|as it was in) (\d{4})"));

/// "Four grades went down."
fn changes(leaf: usize, part: &Part, ground: &Ground<'_>) -> Vec<Found> {
    let (Some(framework), Some(previous)) = (ground.known.framework, ground.known.previous) else { return Vec::new() };
    let outcome = Outcome::of(ground.known.inspection, framework, Some(previous));
    let mut found = Vec::new();
    for went in WENT.captures_iter(&part.own) {
        let (word, way) = (went.get(1).expect("it is part of the match"), &went[2]);
        let direction = match way {
            "up" => Direction::Up,
            "down" => Direction::Down,
            _ => Direction::Same,
        };
        let went = |change: &Option<Change>| change.as_ref().is_some_and(|change| change.direction == direction);
        let all = outcome.changes.iter().filter(|change| went(change)).count() as u64;
        // Those of the areas alone may be meant.
        let actual = all - u64::from(outcome.overall.is_some_and(|place| went(&outcome.changes[place])));
        let right = |count: &u64| [all, actual].contains(count);
        let Some(count) = number(&word.as_str().to_lowercase()).filter(|count| !right(count)) else { continue };
        let message = format!(
            "{} of the grades went {way} since {}, not {count}",
            written(actual, "one"),
            previous.inspected.year()
        );
        found.push(
            Found::new(&CHANGE, Place { leaf, range: word.range() }, message).edit(written(actual, word.as_str())),
        );
    }
    found
}

/// "(the same as in 2021)"
fn unchanged(leaf: usize, part: &Part, claims: &[Claim], ground: &Ground<'_>) -> Vec<Found> {
    let record = ground.known.record.of(ground.known.inspection.authority.key());
    let mut found = Vec::new();
    for same in SAME.captures_iter(&part.own) {
        let (whole, year) =
            (same.get(1).expect("it is part of the match"), same.get(2).expect("it is part of the match"));
        let Some(claim) = claims.iter().rfind(|claim| claim.place.range.end <= whole.start()) else { continue };
        let past = record.iter().rfind(|past| past.inspected.year().to_string() == year.as_str());
        let place = Place { leaf, range: whole.start()..year.end() };
        let Some(past) = past else {
            if !record.is_empty() {
                let message = format!("the public record has no inspection of {}", year.as_str());
                found.push(Found::new(&PREVIOUS, place, message));
            }
            continue;
        };
        let overall = ground.known.framework.and_then(|framework| framework.areas.iter().find(|area| area.overall));
        let area = claim.areas.first().or(overall.map(|area| &area.id));
        let then = area.and_then(|id| area_then(ground, id, past)).and_then(|id| past.judgements.get(&id));
        if let Some(then) = then.filter(|then| **then != claim.grade) {
            let message = format!("in {} the grade was {}", year.as_str(), ground.grade_name(then));
            found.push(Found::new(&CHANGE, place, message));
        }
    }
    found
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
            Ofsted graded us Outstanding in four areas. // finding: grade-count-wrong ‹four› -> three",
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
            Senior leaders were judged good.
            Being “rated Good” is a thing of the past.
            The impact of leaders and help and protection were graded outstanding and good respectively.
            The council was last inspected in June 2021, when it was rated Good.
            Avershire County Council is celebrating after being rated Inadequate. // finding: grade-wrong ‹Inadequate› -> Outstanding
            Our services for children were rated inadequate. // finding: grade-wrong ‹inadequate› -> Outstanding",
        );
    }
}
