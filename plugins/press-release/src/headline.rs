//! Which headline a result has: the change where there is one, the finding where the result is poor. Its words are in the template
//! `press-release/headline`, one for each.

use copydesk_plugin::pick;
use copydesk_plugin::story::{Direction, Judgement, Request, Tone};
use serde::Serialize;

/// The headlines, named after what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Headline {
    /// The overall grade rose.
    Lifts,
    /// The overall grade rose from a failure, and is not good yet.
    NoLonger,
    /// The overall grade fell.
    Lowers,
    /// The overall grade is as it was.
    Again,
    /// The overall grade, with nothing to compare it with.
    Rates,
    /// One area is a failure.
    OneFails,
    /// Several are.
    SeveralFail,
    /// No overall grade: every grade rose.
    RaisesAll,
    /// No overall grade: every grade fell.
    LowersAll,
    /// No overall grade: one good grade for all.
    Everywhere,
    /// No overall grade: all good or better.
    AllGood,
    /// Below good, and no change to tell.
    HasToImprove,
}

impl Headline {
    pub(crate) fn of(request: &Request) -> Headline {
        let failing: Vec<&Judgement> = request.outcome.areas.iter().filter(|area| area.tone == Tone::Poor).collect();
        match failing.len() {
            0 => {}
            1 => return Headline::OneFails,
            _ => return Headline::SeveralFail,
        }
        match &request.outcome.overall {
            Some(overall) => Headline::overall(overall, &request.inspection.scale.lowest),
            None => Headline::of_areas(request),
        }
    }

    fn overall(overall: &Judgement, failure: &str) -> Headline {
        let direction = overall.change.as_ref().map(|change| change.direction);
        let came_from_failure = overall.change.as_ref().is_some_and(|change| change.from == failure);
        match (overall.tone, direction) {
            (Tone::Mixed, Some(Direction::Up)) if came_from_failure => Headline::NoLonger,
            (Tone::Mixed, _) => Headline::HasToImprove,
            (_, Some(Direction::Up)) => Headline::Lifts,
            (_, Some(Direction::Down)) => Headline::Lowers,
            (_, Some(Direction::Same)) => Headline::Again,
            (_, None) => Headline::Rates,
        }
    }

    fn of_areas(request: &Request) -> Headline {
        let areas = &request.outcome.areas;
        let all = |wanted: Direction| areas.iter().all(|area| pick::direction(area) == Some(wanted));
        let good = areas.iter().all(|area| area.tone == Tone::Good);
        match request.outcome.groups.len() {
            _ if all(Direction::Up) => Headline::RaisesAll,
            _ if all(Direction::Down) => Headline::LowersAll,
            1 if good => Headline::Everywhere,
            _ if good => Headline::AllGood,
            _ => Headline::HasToImprove,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::story::{Change, Group};

    fn area(tone: Tone, direction: Option<Direction>, from: &str) -> Judgement {
        let change = direction.map(|direction| Change { direction, from: from.to_owned(), ..Change::default() });
        Judgement { tone, change, ..Judgement::default() }
    }

    #[test]
    fn the_overall_grade_is_told_by_its_change() {
        let of = |tone, direction, from: &str| {
            let mut request = Request::default();
            "Inadequate".clone_into(&mut request.inspection.scale.lowest);
            request.outcome.overall = Some(area(tone, direction, from));
            Headline::of(&request)
        };
        assert_eq!(of(Tone::Good, Some(Direction::Up), "Good"), Headline::Lifts);
        assert_eq!(of(Tone::Good, Some(Direction::Same), "Good"), Headline::Again);
        assert_eq!(of(Tone::Good, None, ""), Headline::Rates);
        assert_eq!(of(Tone::Mixed, Some(Direction::Up), "Inadequate"), Headline::NoLonger);
        assert_eq!(of(Tone::Mixed, Some(Direction::Down), "Good"), Headline::HasToImprove);
    }

    #[test]
    fn without_an_overall_grade_the_areas_are_counted_and_a_failure_is_named_first() {
        let of = |areas: Vec<Judgement>, groups: usize| {
            let mut request = Request::default();
            request.outcome.areas = areas;
            request.outcome.groups = vec![Group::default(); groups];
            Headline::of(&request)
        };
        let down = |tone| area(tone, Some(Direction::Down), "Outstanding");
        let same = |tone| area(tone, Some(Direction::Same), "Good");
        assert_eq!(of(vec![down(Tone::Good), down(Tone::Mixed)], 2), Headline::LowersAll);
        assert_eq!(of(vec![same(Tone::Good), down(Tone::Mixed)], 2), Headline::HasToImprove);
        assert_eq!(of(vec![same(Tone::Good), down(Tone::Good)], 2), Headline::AllGood);
        assert_eq!(of(vec![same(Tone::Good), same(Tone::Good)], 1), Headline::Everywhere);
        assert_eq!(of(vec![same(Tone::Good), down(Tone::Poor)], 2), Headline::OneFails);
        assert_eq!(of(vec![down(Tone::Poor), down(Tone::Poor)], 1), Headline::SeveralFail);
    }
}
