//! The way that a grade went over more than two inspections, for the partial `partials/trajectory`.

use crate::pick;
use crate::plan::Ref;
use crate::story::{Direction, Id, Judgement, Previous, Request};
use serde::Serialize;

/// How many inspections are told of at most, besides this one.
const TOLD: usize = 3;

/// A grade at earlier inspections, the oldest first.
#[derive(Debug, PartialEq, Serialize)]
pub struct Trajectory {
    /// The area; none for the overall grade.
    pub area: Option<Ref>,
    /// The grades.
    pub past: Vec<Past>,
    /// Whether all of them are the grade of today.
    pub too: bool,
}

/// A grade, and the inspection that gave it.
#[derive(Debug, PartialEq, Serialize)]
pub struct Past {
    /// The judgement then.
    pub grade: Ref,
    /// The inspection.
    pub at: Ref,
    /// Whether it is the grade of the inspection named before it.
    pub same: bool,
}

impl Trajectory {
    /// Returns the overall grade at the inspections before the previous one, with which texts compare it anyway. Without an overall
    /// grade, that of the area on which children’s safety depends, at the previous one too, where those before differ. `None` where the
    /// record does not go back so far.
    pub fn of(request: &Request) -> Option<Trajectory> {
        let previous = request.previous.as_ref().filter(|_| !request.history.is_empty())?;
        let history = || request.history.iter();
        if let Some(overall) = &request.outcome.overall {
            let is_same = pick::direction(overall) == Some(Direction::Same);
            return Trajectory::told(None, overall, history().collect(), |too| is_same || !too);
        }
        let area = request.outcome.areas.iter().find(|area| area.safety)?;
        let id = Ref::from(&area.id);
        Trajectory::told(Some(id), area, history().chain([previous]).collect(), |too| !too)
    }

    fn told(
        area: Option<Ref>,
        now: &Judgement,
        inspections: Vec<&Previous>,
        is_news: impl Fn(bool) -> bool,
    ) -> Option<Trajectory> {
        let graded: Vec<(&str, Id, &Id)> = inspections.into_iter().filter_map(|past| of_area(past, now)).collect();
        let graded = &graded[graded.len().saturating_sub(TOLD)..];
        let enough = graded.len() > usize::from(area.is_some());
        let too = graded.iter().all(|(grade, ..)| *grade == now.grade);
        // An area that had one grade at every inspection before has its change told already.
        let moved = area.is_none() || graded.iter().any(|(grade, ..)| *grade != graded[0].0);
        let is_same = |place: usize| place > 0 && graded[place - 1].0 == graded[place].0;
        let past = graded.iter().enumerate().map(|(place, (_, grade, at))| Past {
            grade: Ref::from(grade),
            at: Ref::from(*at),
            same: is_same(place),
        });
        let past = past.collect();
        (enough && moved && is_news(too)).then_some(Trajectory { area, past, too })
    }
}

/// Returns the grade that an inspection gave to the same area by itself, where it is, and the inspection.
fn of_area<'a>(past: &'a Previous, now: &Judgement) -> Option<(&'a str, Id, &'a Id)> {
    let place = past.judgements.iter().position(|judgement| judgement.area == now.area)?;
    Some((past.judgements[place].grade.as_str(), past.id.child("judgements").child(place), &past.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{Change, PastJudgement};

    fn past(at: &str, year: i16, grades: &[(&str, &str)]) -> Previous {
        let judgement = |(area, grade): &(&str, &str)| PastJudgement {
            area: (*area).to_owned(),
            grade: (*grade).to_owned(),
            ..PastJudgement::default()
        };
        Previous {
            id: Id::new(at.to_owned()),
            year,
            judgements: grades.iter().map(judgement).collect(),
            ..Previous::default()
        }
    }

    fn now(area: &str, grade: &str, direction: Direction) -> Judgement {
        Judgement {
            area: area.to_owned(),
            grade: grade.to_owned(),
            safety: area == "help-and-protection",
            change: Some(Change { direction, ..Change::default() }),
            ..Judgement::default()
        }
    }

    fn grades(request: &Request) -> Option<(Vec<String>, bool)> {
        let told = Trajectory::of(request)?;
        let shown = |past: Past| serde_json::to_value(past.grade).unwrap()["$ref"].as_str().unwrap().to_owned();
        Some((told.past.into_iter().map(shown).collect(), told.too))
    }

    #[test]
    fn the_overall_grade_is_told_from_before_the_previous_inspection() {
        let mut request = Request::default();
        request.outcome.overall = Some(now("overall", "good", Direction::Up));
        request.previous = Some(past("/previous", 2022, &[("overall", "requires-improvement")]));
        assert_eq!(grades(&request), None, "two inspections are the change that is told anyway");
        request.history = vec![past("/history/0", 2018, &[("leaders", "good"), ("overall", "inadequate")])];
        assert_eq!(grades(&request), Some((vec!["/history/0/judgements/1".to_owned()], false)));
        request.history.push(past("/history/1", 2020, &[("overall", "inadequate")]));
        let same: Vec<bool> = Trajectory::of(&request).unwrap().past.iter().map(|past| past.same).collect();
        assert_eq!(same, [false, true]);
        request.outcome.overall = Some(now("overall", "inadequate", Direction::Same));
        assert_eq!(grades(&request).map(|(_, too)| too), Some(true));
    }

    #[test]
    fn without_an_overall_grade_the_area_of_safety_is_told_where_it_changed() {
        let mut request = Request::default();
        request.outcome.areas =
            vec![now("leaders", "good", Direction::Same), now("help-and-protection", "good", Direction::Same)];
        let of = |grade: &'static str| [("help-and-protection", grade), ("overall", "good")];
        request.previous = Some(past("/previous", 2025, &of("good")));
        request.history = vec![past("/history/0", 2021, &of("good"))];
        assert_eq!(grades(&request), None, "it has always been so");
        request.outcome.areas[1].grade = "requires-improvement".to_owned();
        assert_eq!(grades(&request), None, "it was one grade before, and fell: that is told anyway");
        request.outcome.areas[1].grade = "good".to_owned();
        request.history = vec![past("/history/0", 2021, &of("inadequate"))];
        let both = ["/history/0/judgements/0", "/previous/judgements/0"].map(str::to_owned);
        assert_eq!(grades(&request), Some((both.to_vec(), false)));
    }
}
