//! The outcome of a result: its tone, its grades in groups, and what changed since the previous inspection. It is
//! computed from the facts alone.

use super::{AreaId, Framework, GradeId, Inspection, Judgement, PastInspection, Tone};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The outcome of a result. Judgements are given by their index in [`Inspection::judgements`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The tone of the whole result.
    pub tone: Tone,
    /// The overall judgement, where the report has one.
    pub overall: Option<usize>,
    /// The other judgements by grade, the best grade first.
    pub groups: Vec<Group>,
    /// For each judgement, what changed.
    pub changes: Vec<Option<Change>>,
}

/// The judgements that share a grade, the overall one left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The grade.
    pub grade: GradeId,
    /// The judgements, in the report's order.
    pub judgements: Vec<usize>,
}

/// A grade and the previous one, of the same area or of one that included it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether it rose, fell or stayed.
    pub direction: Direction,
    /// The grade before.
    pub from: GradeId,
    /// How many grades lie between them.
    pub steps: usize,
    /// Whether the grade before was given to this area together with others.
    pub jointly: bool,
    /// The year of the inspection before.
    pub year: i16,
}

/// Whether a grade rose, fell or stayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Better than before.
    Up,
    /// Worse than before.
    Down,
    /// As before.
    Same,
}

impl Direction {
    /// Returns which way a grade went; the best grade has rank 0.
    pub(super) fn between(now: usize, before: usize) -> Direction {
        match now.cmp(&before) {
            Ordering::Less => Direction::Up,
            Ordering::Equal => Direction::Same,
            Ordering::Greater => Direction::Down,
        }
    }
}

impl Outcome {
    /// Works out the outcome. `previous` is the inspection before this one; its grades are compared area by area, and only
    /// where both inspections judged the same area under the same scale of grades. An area that was judged together with
    /// others is compared where all of these went one way.
    pub fn of(inspection: &Inspection, framework: &Framework, previous: Option<&PastInspection>) -> Outcome {
        let is_overall = |area: &AreaId| framework.area(area).is_some_and(|area| area.overall);
        let judgements = &inspection.judgements;
        let overall = judgements.iter().position(|judgement| is_overall(&judgement.area));
        let groups: Vec<Group> = framework
            .grades
            .iter()
            .map(|grade| Group {
                grade: grade.id.clone(),
                judgements: (0..judgements.len())
                    .filter(|&place| Some(place) != overall && judgements[place].grade == grade.id)
                    .collect(),
            })
            .filter(|group| !group.judgements.is_empty())
            .collect();
        let changes: Vec<_> =
            judgements.iter().map(|judgement| change(judgement, judgements, framework, previous?)).collect();
        Outcome { tone: tone(inspection, framework, overall, &changes), overall, groups, changes }
    }
}

fn change(
    judgement: &Judgement,
    judgements: &[Judgement],
    framework: &Framework,
    previous: &PastInspection,
) -> Option<Change> {
    let year = previous.inspected.year();
    let rank = |grade: &GradeId| framework.rank(grade);
    let compare = |from: &GradeId, jointly| {
        let (now, before) = (rank(&judgement.grade)?, rank(from)?);
        let direction = Direction::between(now, before);
        Some(Change { direction, from: from.clone(), steps: now.abs_diff(before), jointly, year })
    };
    if let Some(from) = previous.judgements.get(&judgement.area) {
        return compare(from, false);
    }
    let formerly = |area: &AreaId| framework.area(area)?.formerly.as_ref();
    let joint = formerly(&judgement.area)?;
    let from = previous.judgements.get(joint)?;
    let change = compare(from, true)?;
    let parts = judgements.iter().filter(|other| formerly(&other.area) == Some(joint));
    let mut ways = parts.map(|part| Some(Direction::between(rank(&part.grade)?, rank(from)?)));
    ways.all(|way| way == Some(change.direction)).then_some(change)
}

/// Returns the tone. Good: every grade is good. Poor: a result that has to be accepted. With an overall grade, that is
/// a failure, or a grade below good and no better than before; without one, any failure, or half of the grades below
/// good and not more risen than fallen. Mixed: everything else.
fn tone(inspection: &Inspection, framework: &Framework, overall: Option<usize>, changes: &[Option<Change>]) -> Tone {
    let tone_of = |grade: &GradeId| framework.grade(grade).map_or(Tone::Mixed, |grade| grade.tone);
    let tones: Vec<Tone> = inspection.judgements.iter().map(|judgement| tone_of(&judgement.grade)).collect();
    if !tones.is_empty() && tones.iter().all(|tone| *tone == Tone::Good) {
        return Tone::Good;
    }
    let count = |direction| changes.iter().flatten().filter(|change| change.direction == direction).count();
    let rose = |place: usize| changes[place].as_ref().is_some_and(|change| change.direction == Direction::Up);
    let below = tones.iter().filter(|tone| **tone != Tone::Good).count();
    let accept = match overall.map(|place| (tones[place], rose(place))) {
        Some((Tone::Good, _) | (Tone::Mixed, true)) => false,
        Some(_) => true,
        None if tones.contains(&Tone::Poor) => true,
        None => 2 * below >= tones.len() && count(Direction::Up) <= count(Direction::Down),
    };
    if accept { Tone::Poor } else { Tone::Mixed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::{Area, DocumentId, FrameworkId, Grade};

    fn framework(overall: bool) -> Framework {
        let id = |id: &str| AreaId::new(id).unwrap();
        let area = |name: &str, overall| Area {
            id: id(name),
            name: name.to_owned(),
            short: name.to_owned(),
            service: None,
            families: None,
            children: None,
            number: super::super::Number::default(),
            formerly: name.strip_suffix("-now").map(id),
            aliases: Vec::new(),
            mentions: Vec::new(),
            overall,
            rows: Vec::new(),
            about: None,
            words: Vec::new(),
            safety: false,
            staff: false,
        };
        let grade = |name: &str, tone| Grade {
            id: GradeId::new(name).unwrap(),
            name: name.to_owned(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            tone,
            predicate: None,
            score: None,
            from_percent: None,
        };
        let mut areas = vec![area("leaders", false), area("help", false), area("care", false)];
        areas.extend(overall.then(|| area("overall", true)));
        Framework {
            id: FrameworkId::new("test").unwrap(),
            title: "Test".to_owned(),
            document: DocumentId::new("ilacs").expect("an identifier"),
            since: None,
            rows: Vec::new(),
            looks_at: String::new(),
            intervenes: String::new(),
            duty: String::new(),
            until: None,
            areas,
            grades: vec![grade("good", Tone::Good), grade("ri", Tone::Mixed), grade("bad", Tone::Poor)],
        }
    }

    /// Returns the outcome of grades in the framework's order, after others in the same order.
    fn outcome(now: &[&str], before: Option<&[&str]>) -> Outcome {
        let framework = framework(now.len() == 4);
        let rows = |grades: &[&str]| -> Vec<(AreaId, GradeId)> {
            let grades = grades.iter().map(|grade| GradeId::new(grade).unwrap());
            framework.areas.iter().map(|area| area.id.clone()).zip(grades).collect()
        };
        let mut inspection: Inspection =
            serde_json::from_str(r#"{"document":"ilacs","authority":{"name":"Avershire"}}"#).unwrap();
        let judgement = |(area, grade): (AreaId, GradeId)| Judgement {
            name: area.to_string(),
            area,
            grade,
            score: None,
            words: None,
        };
        inspection.judgements = rows(now).into_iter().map(judgement).collect();
        let previous = before.map(|before| PastInspection {
            inspected: jiff::civil::date(2021, 6, 14),
            published: None,
            framework: framework.id.clone(),
            judgements: rows(before).into_iter().collect(),
        });
        Outcome::of(&inspection, &framework, previous.as_ref())
    }

    #[test]
    fn the_tone_of_a_result() {
        let tone = |now: &[&str], before: Option<&[&str]>| outcome(now, before).tone;
        assert_eq!(tone(&["good", "good", "good", "good"], None), Tone::Good);
        assert_eq!(tone(&["good", "ri", "good", "good"], None), Tone::Mixed, "good with a weaker area");
        assert_eq!(tone(&["ri", "ri", "good", "ri"], Some(&["bad", "bad", "bad", "bad"])), Tone::Mixed, "progress");
        assert_eq!(tone(&["ri", "ri", "good", "ri"], Some(&["ri", "ri", "ri", "ri"])), Tone::Poor, "no better");
        assert_eq!(tone(&["ri", "ri", "good", "ri"], None), Tone::Poor);
        assert_eq!(tone(&["bad", "ri", "good", "bad"], Some(&["bad", "bad", "bad", "bad"])), Tone::Poor);
        assert_eq!(tone(&["good", "ri", "good"], None), Tone::Mixed, "one of three");
        assert_eq!(tone(&["ri", "ri", "good"], None), Tone::Poor, "two of three");
        assert_eq!(tone(&["good", "bad", "good"], None), Tone::Poor, "a failure");
    }

    #[test]
    fn groups_go_from_the_best_grade_down_and_leave_the_overall_one_out() {
        let outcome = outcome(&["good", "ri", "good", "good"], Some(&["ri", "ri", "good", "ri"]));
        let groups: Vec<_> = outcome.groups.iter().map(|group| (group.grade.as_str(), &group.judgements[..])).collect();
        assert_eq!(groups, [("good", &[0, 2][..]), ("ri", &[1][..])]);
        assert_eq!(outcome.overall, Some(3));
        let directions: Vec<_> = outcome.changes.iter().flatten().map(|change| change.direction).collect();
        assert_eq!(directions, [Direction::Up, Direction::Same, Direction::Same, Direction::Up]);
    }
}
