//! The first post: the result. Each grade stands beside its area, and a grade that differs from the overall one is said on
//! every network, however short its posts are. Not here: what the report says in its own words (quotation).

use crate::network::Network;
use crate::post::{Block, Line, Part, Post};
use crate::wording::{areas, grade_for, link, number, services, tags};
use copydesk_plugin::story::{Change, Direction, Group, Judgement, Request, Tone};

/// The post, where the network has room for it.
pub(crate) fn post(request: &Request, network: &Network) -> Option<Post> {
    let parts = [
        result(request),
        by_area(request),
        Part::wanted(2, compared(request)),
        Part::wanted(1, accepted(request)),
        Part::wanted(3, to_improve(request)),
        link(request, network),
        tags(network),
    ];
    Post::fit(network, &parts)
}

/// The overall grade, or that there is a result.
fn result(request: &Request) -> Part {
    let line = Line::default();
    let line = match &request.outcome.overall {
        Some(overall) if overall.tone == Tone::Good => line
            .own("Ofsted has rated ")
            .then(services(request))
            .own(" ")
            .datum(overall.id.child("grade_name"), &overall.grade_name)
            .own(" overall")
            .then(change(overall))
            .own("."),
        Some(overall) => line
            .own("Ofsted has published its report on ")
            .then(services(request))
            .own(". The overall grade is ")
            .datum(overall.id.child("grade_name"), &overall.grade_name)
            .then(change(overall))
            .own("."),
        None => {
            let long = line.clone().own("Ofsted has published its report on ").then(services(request)).own(".");
            let short = line.own("Ofsted on ").then(services(request)).own(":");
            return Part::needed(1, vec![vec![long], vec![short]]);
        }
    };
    Part::needed(0, vec![vec![line]])
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
    let overall = request.outcome.overall.as_ref();
    let others: Vec<&Group> =
        groups.iter().copied().filter(|group| overall.is_none_or(|overall| overall.grade != group.grade)).collect();
    match (overall, groups.as_slice()) {
        (_, []) => Part::wanted(0, Vec::new()),
        (Some(_), [only]) if others.is_empty() => {
            Part::wanted(2, vec![vec![in_all(only, "Each of the ", " areas that inspectors judge has this grade.")]])
        }
        (None, [only]) => Part::needed(0, vec![vec![all_alike(only)]]),
        (None, _) => Part::needed(0, vec![vec![grades(&groups)]]),
        (Some(_), _) => Part::needed(0, vec![vec![grades(&groups)], vec![lower_or_higher(&others)]]),
    }
}

fn in_all(group: &Group, before: &str, after: &str) -> Line {
    Line::default().own(format!("{before}{}{after}", number(group.judgements.len())))
}

/// "Each of the four areas that inspectors judge is graded Good."
fn all_alike(group: &Group) -> Line {
    let line = in_all(group, "Each of the ", " areas that inspectors judge is graded ");
    let Some(first) = group.judgements.first() else { return line };
    line.datum(first.id.child("grade_name"), &group.grade_name).own(".")
}

/// "The grades by area: Outstanding for children in care; Good for care leavers."
fn grades(groups: &[&Group]) -> Line {
    said(Line::default().own("The grades by area: "), groups)
}

/// "But Good for care leavers."
fn lower_or_higher(groups: &[&Group]) -> Line {
    said(Line::default().own("The grade differs by area: "), groups)
}

fn said(mut line: Line, groups: &[&Group]) -> Line {
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
        return if fallen.is_empty() { Vec::new() } else { with(areas(&fallen).own(" went down")) };
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

/// After a result that has to be accepted.
fn accepted(request: &Request) -> Vec<Block> {
    let accept = request.outcome.tone == Tone::Poor;
    accept.then(|| vec![Line::default().own("We accept what inspectors found.")]).into_iter().collect()
}

/// After a good result: that there is something to improve.
fn to_improve(request: &Request) -> Vec<Block> {
    let points = request.inspection.improvements.len();
    let line = match points {
        0 => return Vec::new(),
        1 => "Inspectors name one thing to improve.".to_owned(),
        _ => format!("Inspectors name {} things to improve.", number(points)),
    };
    vec![vec![Line::default().own(line)]]
}
