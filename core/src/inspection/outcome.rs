//! What a result amounts to: its tone, its grades in groups, and what changed since the inspection before. Worked out
//! from the facts alone. Not here: how any of it is worded (template).

use super::{AreaId, Framework, GradeId, Inspection, PastInspection, Tone};

/// What a result amounts to. Judgements are given by their place in [`Inspection::judgements`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How the whole result reads.
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

/// A grade beside the one before, of the same area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether it rose, fell or stayed.
    pub direction: Direction,
    /// The grade before.
    pub from: GradeId,
    /// The year of the inspection before.
    pub year: i16,
}

/// Whether a grade rose, fell or stayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Better than before.
    Up,
    /// Worse than before.
    Down,
    /// As before.
    Same,
}

impl Outcome {
    /// Works out the outcome. `previous` is the inspection before this one; its grades are compared area by area, and
    /// only where both inspections judged the same area under the same scale of grades.
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
        let changes = judgements
            .iter()
            .map(|judgement| change(&judgement.area, &judgement.grade, framework, previous?))
            .collect();
        Outcome { tone: tone(inspection, framework, overall), overall, groups, changes }
    }
}

fn change(area: &AreaId, grade: &GradeId, framework: &Framework, previous: &PastInspection) -> Option<Change> {
    let from = previous.judgements.get(area)?;
    let direction = match framework.rank(grade)?.cmp(&framework.rank(from)?) {
        std::cmp::Ordering::Less => Direction::Up,
        std::cmp::Ordering::Equal => Direction::Same,
        std::cmp::Ordering::Greater => Direction::Down,
    };
    Some(Change { direction, from: from.clone(), year: previous.inspected.year() })
}

/// Good: every grade is. Poor: the overall grade is a failure or, where there is no overall grade, any grade is; or no
/// grade at all is good. Mixed: everything else.
fn tone(inspection: &Inspection, framework: &Framework, overall: Option<usize>) -> Tone {
    let tone_of = |grade: &GradeId| framework.grade(grade).map_or(Tone::Mixed, |grade| grade.tone);
    let tones: Vec<Tone> = inspection.judgements.iter().map(|judgement| tone_of(&judgement.grade)).collect();
    let failed = match overall {
        Some(place) => tones[place] == Tone::Poor,
        None => tones.contains(&Tone::Poor),
    };
    if !tones.is_empty() && tones.iter().all(|tone| *tone == Tone::Good) {
        Tone::Good
    } else if failed || (!tones.is_empty() && !tones.contains(&Tone::Good)) {
        Tone::Poor
    } else {
        Tone::Mixed
    }
}
