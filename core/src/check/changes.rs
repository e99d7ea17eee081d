//! What has changed since the inspection before: "four grades went down", "the same as in 2021". Not here: whether an
//! earlier grade is told rightly (grades).

use super::claims::Claim;
use super::grades::{CHANGE, PREVIOUS, area_then};
use super::ground::Ground;
use super::phrases::{number, written};
use super::prose::{Part, Place};
use super::{Found, pattern};
use crate::inspection::{Change, Direction, Outcome};
use regex::Regex;
use std::sync::LazyLock;

static WENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(\w+) (?:of the )?grades? (?:went|have gone|has gone|are|is|moved) (up|down|the same|unchanged)\b",
    )
});
static SAME: LazyLock<Regex> =
    LazyLock::new(|| pattern::words(r"(?i)\b(the same as in|unchanged since|as it was in) (\d{4})"));

/// "Four grades went down."
pub(super) fn changes(leaf: usize, part: &Part, ground: &Ground<'_>) -> Vec<Found> {
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
pub(super) fn unchanged(leaf: usize, part: &Part, claims: &[Claim], ground: &Ground<'_>) -> Vec<Found> {
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
