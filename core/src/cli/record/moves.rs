//! Whose overall grade rose, stayed or fell, by region.

use crate::cli::log::lines;
use crate::inspection::{AuthorityEntry, Direction, Move, PastInspection, Standing};
use crate::phrasing::number;
use crate::story::Known;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The heading for authorities of which the table of authorities names no region.
const NO_REGION: &str = "No region";

/// The ways a grade can go, and what each is called.
const WAYS: [(Option<Direction>, &str); 4] = [
    (Some(Direction::Up), "better"),
    (Some(Direction::Same), "as before"),
    (Some(Direction::Down), "worse"),
    (None, "not compared"),
];

/// The moves of each region.
pub(super) type Regions<'a> = BTreeMap<&'a str, Vec<Move<'a>>>;

/// Returns the moves whose reports were published since a day, by region.
pub(super) fn by_region<'a>(standing: &Standing<'a>, known: &'a Known, since: Option<Date>) -> Regions<'a> {
    let mut regions = Regions::new();
    for moved in standing.moves(&known.frameworks) {
        if since.is_none_or(|since| moved.latest.published.is_some_and(|day| day >= since)) {
            regions.entry(moved.authority.region.as_deref().unwrap_or(NO_REGION)).or_default().push(moved);
        }
    }
    regions
}

/// Returns a few lines for each region: how many went which way, and who.
pub(super) fn text(regions: &Regions<'_>, known: &Known) -> String {
    let mut said = String::from("Overall grades at the latest inspection, compared with the one before\n");
    for (region, moves) in regions {
        writeln!(said, "{region}: {}", number(moves.len(), "authority", "authorities")).expect("a string takes all");
        for (way, name) in WAYS {
            let who: Vec<String> = of(moves, way).map(|moved| one(moved, known)).collect();
            if !who.is_empty() {
                writeln!(said, "  {name}: {}: {}", who.len(), who.join("; ")).expect("a string takes all");
            }
        }
    }
    if regions.is_empty() {
        said.push_str("  no report was published in this time\n");
    }
    said
}

/// Returns an authority with its grades, where they differ, and the day of publication.
fn one(moved: &Move<'_>, known: &Known) -> String {
    let AuthorityEntry { name, .. } = moved.authority;
    let (Some(now), before) = (grade(moved.latest, known), moved.before.and_then(|before| grade(before, known))) else {
        return format!("{name} (no overall grade)");
    };
    match before {
        Some(before) if moved.direction != Some(Direction::Same) => format!("{name} ({before} to {now})"),
        _ => format!("{name} ({now})"),
    }
}

/// Returns the moves as JSON.
pub(super) fn json(regions: &Regions<'_>, known: &Known) -> String {
    let one = |moved: &Move<'_>| {
        json!({
            "authority": moved.authority.name,
            "code": moved.authority.code,
            "inspected": moved.latest.inspected,
            "published": moved.latest.published,
            "grade": grade(moved.latest, known),
            "before": moved.before.and_then(|before| grade(before, known)),
        })
    };
    let ways = |moves: &[Move<'_>]| -> Value {
        WAYS.into_iter()
            .map(|(way, name)| (name.replace(' ', "_"), of(moves, way).map(one).collect()))
            .collect::<serde_json::Map<_, Value>>()
            .into()
    };
    let all: serde_json::Map<_, _> =
        regions.iter().map(|(region, moves)| ((*region).to_owned(), ways(moves))).collect();
    lines(&all.into())
}

fn of<'m, 'a>(moves: &'m [Move<'a>], way: Option<Direction>) -> impl Iterator<Item = &'m Move<'a>> {
    moves.iter().filter(move |moved| moved.direction == way)
}

/// Returns the name of the overall grade.
fn grade<'a>(past: &PastInspection, known: &'a Known) -> Option<&'a str> {
    let framework = known.frameworks.get(&past.framework)?;
    framework.grade(known.frameworks.overall_grade(past)?).map(|grade| grade.name.as_str())
}
