//! What the first sentences say: what the result means for children where it is poor, the grades, and the change.

use crate::headline::Headline;
use copydesk_plugin::pick::{self, Compared};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Direction, Id, Judgement, Request, Tone};
use copydesk_plugin::trajectory::Trajectory;
use serde::Serialize;

/// The plan of the lead.
#[derive(Debug, Serialize)]
pub(crate) struct Lead {
    /// Whether it begins with what the result means for children.
    effect: bool,
    /// The name of the place, where that does not have it already.
    place: Option<Ref>,
    /// Whether the overall grade is as it was.
    same: bool,
    /// The areas by grade, those left out that have the overall grade.
    groups: Vec<Group>,
    /// Without an overall grade: whether all areas have one grade.
    everywhere: bool,
    /// Without an overall grade: the way that all went, or how many went which way.
    all: Option<Direction>,
    compared: Vec<Compared>,
    /// How the grade went over earlier inspections.
    trajectory: Option<Trajectory>,
    /// The areas whose grade rose most, by two grades or more; empty where they are a group, which tells of it.
    biggest: Vec<Ref>,
}

/// Areas with one grade.
#[derive(Debug, Serialize)]
struct Group {
    areas: Vec<Ref>,
    predicate: Ref,
    /// The change of all of them, where they are those that rose most.
    rose: Option<Ref>,
}

impl Lead {
    pub(crate) fn of(request: &Request) -> Lead {
        let outcome = &request.outcome;
        let biggest = biggest(request);
        let told = |area: &Judgement| {
            // What is behind a failure is named.
            let overall = outcome.overall.as_ref().filter(|overall| overall.tone != Tone::Poor);
            overall.is_some_and(|overall| overall.grade == area.grade)
        };
        let group = |(id, group): (Id, &copydesk_plugin::story::Group)| {
            let (places, untold): (Vec<usize>, Vec<&Id>) = group
                .judgements
                .iter()
                .enumerate()
                .filter(|(_, area)| !told(area))
                .map(|(at, area)| (at, &area.id))
                .unzip();
            let at = |place: usize| id.child("judgements").child(place);
            // The predicate agrees with the whole group; of a part of it, that of its first area would not.
            let predicate = match places[..] {
                [] => return None,
                [only] if group.judgements.len() > 1 => at(only).child("predicate"),
                _ => id.child("predicate"),
            };
            let rose = (untold == biggest).then(|| Ref::from(untold[0].child("change")));
            let areas = places.iter().map(|place| Ref::from(at(*place))).collect();
            Some(Group { areas, predicate: Ref::from(predicate), rose })
        };
        let compared = if outcome.overall.is_none() { pick::compared(request) } else { Vec::new() };
        let all = match &compared[..] {
            [only] if only.count == outcome.areas.len() => outcome.areas.first().and_then(pick::direction),
            _ => None,
        };
        let effect = request.inspection.effect.as_ref().filter(|_| leads_with_effect(request));
        // After what it means for children, what failed; the others are in the notes.
        let fails = outcome.overall.as_ref().is_some_and(|overall| overall.tone == Tone::Poor);
        let is_left = |group: &copydesk_plugin::story::Group| effect.is_none() || !fails || group.tone == Tone::Poor;
        let groups = pick::groups(request).into_iter().filter(|(_, group)| is_left(group));
        let groups: Vec<Group> = groups.filter_map(group).collect();
        let is_told = groups.iter().any(|group| group.rose.is_some());
        let names_the_place = effect.is_some_and(|effect| effect.contains(&request.inspection.authority.name));
        Lead {
            effect: effect.is_some(),
            place: (!names_the_place).then(|| Ref::from(Id::new("/inspection/authority/name"))),
            same: outcome.overall.as_ref().and_then(pick::direction) == Some(Direction::Same),
            everywhere: outcome.overall.is_none() && outcome.groups.len() == 1,
            groups,
            all,
            compared: if all.is_some() { Vec::new() } else { compared },
            trajectory: Trajectory::of(request),
            biggest: biggest.iter().filter(|_| !is_told).map(|area| Ref::from(*area)).collect(),
        }
    }
}

/// Whether the lead begins with what the result means for children: of a poor result, and of one without an overall grade that is
/// not good everywhere and has not improved.
fn leads_with_effect(request: &Request) -> bool {
    match request.outcome.tone {
        Tone::Poor => true,
        Tone::Mixed => Headline::of(request) == Headline::HasToImprove,
        Tone::Good => false,
    }
}

/// Returns the areas that rose most, by two grades or more, where they rose together: from one grade to one other. They are told as
/// the biggest change of a good result, unless all areas rose so.
fn biggest(request: &Request) -> Vec<&Id> {
    if request.outcome.tone != Tone::Good {
        return Vec::new();
    }
    let areas = &request.outcome.areas;
    let steps = |area: &Judgement| {
        area.change.as_ref().filter(|change| change.direction == Direction::Up).map_or(0, |change| change.steps)
    };
    let most = areas.iter().map(steps).max().unwrap_or_default();
    let risen: Vec<&Judgement> = areas.iter().filter(|area| most > 1 && steps(area) == most).collect();
    let from = |area: &Judgement| area.change.as_ref().map(|change| (change.from.clone(), area.grade.clone()));
    let together = risen.iter().all(|area| from(area) == from(risen[0]));
    if together && risen.len() < areas.len() { risen.into_iter().map(|area| &area.id).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::story::{Change, Group};

    fn area(name: &str, grade: &str, steps: u32) -> Judgement {
        let change = Some(Change { direction: Direction::Up, steps, ..Change::default() });
        let id = Id::new(format!("/inspection/judgements/{name}"));
        Judgement {
            id,
            area: name.to_owned(),
            grade: grade.to_owned(),
            tone: Tone::Good,
            change,
            ..Judgement::default()
        }
    }

    #[test]
    fn the_biggest_change_is_told_once_and_what_has_the_overall_grade_not_again() {
        let mut request = Request::default();
        request.outcome.tone = Tone::Good;
        let [leaders, help, care] =
            [area("leaders", "outstanding", 1), area("help", "good", 1), area("care", "outstanding", 2)];
        request.outcome.areas = vec![leaders.clone(), help.clone(), care.clone()];
        request.outcome.overall = Some(area("overall", "outstanding", 1));
        let group = |judgements: Vec<Judgement>| Group { judgements, ..Group::default() };
        request.outcome.groups = vec![group(vec![leaders, care]), group(vec![help])];
        let lead = Lead::of(&request);
        assert_eq!(lead.biggest, [Ref::from(Id::new("/inspection/judgements/care"))]);
        let told: Vec<&Ref> = lead.groups.iter().flat_map(|group| &group.areas).collect();
        assert_eq!(told, [&Ref::from(Id::new("/outcome/groups/1/judgements/0"))]);
        assert!(!lead.effect && lead.place.is_some() && lead.compared.is_empty());
        // Those that rose most are named once where they are all that is named.
        request.outcome.overall = Some(area("overall", "good", 1));
        request.outcome.groups = vec![request.outcome.groups[1].clone(), request.outcome.groups[0].clone()];
        request.outcome.groups[1].judgements.remove(0);
        let lead = Lead::of(&request);
        let change = Ref::from(Id::new("/inspection/judgements/care/change"));
        assert_eq!((lead.biggest.len(), lead.groups.len(), lead.groups[0].rose.as_ref()), (0, 1, Some(&change)));
        // After what a failure means for children, only what failed is named.
        let mut failed = request.clone();
        failed.outcome.overall = Some(Judgement { tone: Tone::Poor, ..area("overall", "inadequate", 1) });
        failed.outcome.tone = Tone::Poor;
        failed.outcome.groups[0].tone = Tone::Poor;
        failed.outcome.groups[0].judgements = failed.outcome.areas[..1].to_vec();
        assert_eq!(Lead::of(&failed).groups.len(), 2);
        failed.inspection.effect = Some("Children wait".to_owned());
        assert_eq!(Lead::of(&failed).groups.len(), 1);
        // What the result means for children may name the place already.
        "Avershire".clone_into(&mut request.inspection.authority.name);
        request.outcome.tone = Tone::Poor;
        for (effect, is_named) in [("Children in Avershire wait", true), ("Some children wait", false)] {
            request.inspection.effect = Some(effect.to_owned());
            assert_eq!(Lead::of(&request).place.is_none(), is_named, "{effect}");
        }
    }
}
