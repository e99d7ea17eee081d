//! The first post: the result. Each grade stands beside its area, and a grade that differs from the overall one is said on
//! every network, however short its posts are. Not here: what the report says in its own words (quotation).

use crate::network::Network;
use crate::post::{Block, Line, Part, Post};
use crate::wording::{accepted, areas, grade_for, link, number, services, tags};
use copydesk_plugin::story::{Change, Direction, Group, Judgement, Request, Tone};

/// The post, where the network has room for it.
pub(crate) fn post(request: &Request, network: &Network) -> Option<Post> {
    let parts = [
        result(request),
        by_area(request),
        Part::wanted(2, compared(request)),
        accepted(request),
        Part::wanted(3, to_improve(request)),
        link(request, network),
        tags(request, network),
    ];
    Post::fit(network, &parts)
}

/// The overall grade; where there is none, the grade that all areas share, or that there is a result.
fn result(request: &Request) -> Part {
    let line = |words: &str| Line::default().own(words);
    let ways = match (&request.outcome.overall, request.outcome.groups.as_slice()) {
        (Some(overall), _) if overall.tone == Tone::Good => {
            let rated = line("Ofsted has rated ").then(services(request)).own(" ").then(grade(overall)).own(" overall");
            vec![rated.then(change(overall)).own(".")]
        }
        (Some(overall), _) => {
            let published = line("Ofsted has published its report on ").then(services(request));
            let short = line("Ofsted’s overall grade for ").then(services(request)).own(" is ").then(grade(overall));
            vec![
                published.own(". The overall grade is ").then(grade(overall)).then(change(overall)).own("."),
                short.clone().then(change(overall)).own("."),
                short.own("."),
            ]
        }
        (None, [Group { judgements, .. }]) if let Some(first) = judgements.first() => {
            let areas = format!(" in each of the {} areas that it judges.", number(judgements.len()));
            vec![line("Ofsted has graded ").then(services(request)).own(" ").then(grade(first)).own(areas)]
        }
        (None, _) => vec![
            line("Ofsted has published its report on ").then(services(request)).own("."),
            line("Ofsted on ").then(services(request)).own(":"),
        ],
    };
    Part::needed(1, ways.into_iter().map(|line| vec![line]).collect())
}

fn grade(judgement: &Judgement) -> Line {
    Line::default().datum(judgement.id.child("grade_name"), &judgement.grade_name)
}

/// ", up from Good in 2021".
fn change(judgement: &Judgement) -> Line {
    let Some(change) = &judgement.change else { return Line::default() };
    let Change { direction, from, year } = change;
    let id = judgement.id.child("change");
    let line = match direction {
        Direction::Same => Line::default().own(", the same as in "),
        Direction::Up => Line::default().own(", up from ").datum(id.child("from"), from).own(" in "),
        Direction::Down => Line::default().own(", down from ").datum(id.child("from"), from).own(" in "),
    };
    line.datum(id.child("year"), &year.to_string())
}

/// The grades of the areas: all of them or, at the least, those that are not the overall one.
fn by_area(request: &Request) -> Part {
    let mut groups: Vec<&Group> = request.outcome.groups.iter().collect();
    if request.outcome.tone == Tone::Poor {
        groups.reverse();
    }
    let all = vec![said("The grades by area: ", &groups)];
    let Some(overall) = &request.outcome.overall else {
        return if groups.len() == 1 { Part::wanted(0, Vec::new()) } else { Part::needed(0, vec![all]) };
    };
    let others: Vec<&Group> = groups.iter().copied().filter(|group| group.grade != overall.grade).collect();
    if others.is_empty() {
        let areas = number(request.outcome.areas.len());
        let alike = format!("Each of the {areas} areas that inspectors judge has this grade.");
        return Part::wanted(2, vec![vec![Line::default().own(alike)]]);
    }
    Part::needed(0, vec![all, vec![said("Other grades: ", &others)]])
}

/// "The grades by area: Outstanding for children in care; Good for care leavers."
fn said(before: &str, groups: &[&Group]) -> Line {
    let mut line = Line::default().own(before);
    for (place, group) in groups.iter().enumerate() {
        line = if place == 0 { line } else { line.own("; ") };
        line = line.then(grade_for(group));
    }
    line.own(".")
}

/// What changed that the overall grade does not say: the areas that fell and, without an overall grade, how many rose,
/// fell and stayed.
fn compared(request: &Request) -> Vec<Block> {
    let Some(previous) = &request.previous else { return Vec::new() };
    let with = |rest: Line| {
        let year = Line::default().own("Compared with ").datum(previous.id.child("year"), &previous.year.to_string());
        vec![vec![year.own(", ").then(rest).own(".")]]
    };
    let graded = &request.outcome.areas;
    let of = |way| -> Vec<Judgement> {
        let went = |area: &&Judgement| area.change.as_ref().is_some_and(|change| change.direction == way);
        graded.iter().filter(went).cloned().collect()
    };
    if let Some(overall) = &request.outcome.overall {
        let fell = overall.change.as_ref().is_none_or(|change| change.direction == Direction::Down);
        let fallen = if fell { Vec::new() } else { of(Direction::Down) };
        let grades = if fallen.len() == 1 { "the grade for " } else { "the grades for " };
        let line = || with(Line::default().own(grades).then(areas(&fallen)).own(" went down"));
        return if fallen.is_empty() { Vec::new() } else { line() };
    }
    let ways = [(Direction::Up, "went up"), (Direction::Down, "went down"), (Direction::Same, "stayed the same")];
    let counted: Vec<String> = ways
        .into_iter()
        .map(|(way, words)| (of(way).len(), words))
        .filter(|(count, _)| *count > 0)
        .enumerate()
        .map(|(place, (count, words))| {
            let grades = if place > 0 {
                ""
            } else if count == 1 {
                " grade"
            } else {
                " grades"
            };
            format!("{}{grades} {words}", number(count))
        })
        .collect();
    match counted.split_last() {
        None => Vec::new(),
        Some((only, [])) => with(Line::default().own(only)),
        Some((last, before)) => with(Line::default().own(format!("{} and {last}", before.join(", ")))),
    }
}

/// That there is something to improve.
fn to_improve(request: &Request) -> Vec<Block> {
    let points = request.inspection.improvements.len();
    let line = match points {
        0 => return Vec::new(),
        1 => "Inspectors name one thing to improve.".to_owned(),
        _ => format!("Inspectors name {} things to improve.", number(points)),
    };
    vec![vec![Line::default().own(line)]]
}
