//! The first post: the result. Each grade is next to its area, and a grade that differs from the overall one is given
//! on every network, however short its posts are.

use crate::network::Network;
use crate::post::{Block, Line, Part, Post};
use crate::wording::{answer, areas, body, grade_for, link, number, services, tags};
use copydesk_plugin::findings;
use copydesk_plugin::story::{Change, Direction, Group, Id, Judgement, Request, Tone};

/// Returns the post, where the network has room for it.
pub(crate) fn post(request: &Request, network: &Network) -> Option<Post> {
    if findings::was_read(request) {
        return ungraded(request, network);
    }
    let parts = [
        result(request),
        by_area(request),
        Part::wanted(3, compared(request)),
        answer(request),
        Part::wanted(4, to_improve(request)),
        link(request, network),
        tags(request, network),
    ];
    Post::fit(network, &parts)
}

/// Returns the post about a document without grades: that it is out, its outcome, and how much has to be put right.
fn ungraded(request: &Request, network: &Network) -> Option<Post> {
    let outcome = request.inspection.outcome.as_ref().map(|outcome| {
        Line::default().own("The outcome: “").datum(Id::new("/inspection/outcome/text"), &outcome.text).own("”")
    });
    let actions = request.inspection.priority_actions.len();
    let areas = if actions == 1 { "area" } else { "areas" };
    let who = if request.inspection.kind.joint { "Inspectors name" } else { "It names" };
    let priority = format!("{who} {} {areas} for priority action.", number(actions));
    let priority = (actions > 0).then(|| vec![Line::default().own(priority)]);
    let none =
        Line::default().own(format!("There are no grades after a {} of this kind.", request.inspection.kind.visit));
    let parts = [
        Part::needed(
            0,
            vec![
                vec![visit(request).own(".")],
                vec![Line::default().own("Inspectors have published what they found.")],
            ],
        ),
        Part::wanted(1, outcome.into_iter().map(|line| vec![line]).collect()),
        match priority {
            Some(line) => Part::needed(0, vec![line]),
            None => Part::wanted(4, to_improve(request)),
        },
        Part::wanted(5, if request.inspection.outcome.is_none() { vec![vec![none]] } else { Vec::new() }),
        link(request, network),
        tags(request, network),
    ];
    Post::fit(network, &parts)
}

/// Returns "Ofsted has published the findings of a focused visit to children’s services".
fn visit(request: &Request) -> Line {
    let kind = &request.inspection.kind;
    let has = if kind.joint { " have published the findings of " } else { " has published the findings of " };
    body(request).own(has).datum(Id::new("/inspection/kind/called"), &kind.called)
}

/// Returns the overall grade; without one, the grade that all areas share, or that there is a result.
fn result(request: &Request) -> Part {
    let line = |words: &str| Line::default().own(words);
    let has = if request.inspection.kind.joint { " have " } else { " has " };
    let ways = match (&request.outcome.overall, all_alike(request)) {
        (Some(overall), _) if overall.tone == Tone::Good => {
            let rated = body(request)
                .own(has)
                .own("rated ")
                .then(services(request))
                .own(" ")
                .then(grade(overall))
                .own(" overall");
            vec![rated.then(change(overall)).own(".")]
        }
        (Some(overall), _) => {
            let published = body(request).own(has).own("published its report on ").then(services(request));
            let short = line("The overall grade for ").then(services(request)).own(" is ").then(grade(overall));
            vec![
                published.own(". The overall grade is ").then(grade(overall)).then(change(overall)).own("."),
                short.clone().then(change(overall)).own("."),
                short.own("."),
            ]
        }
        (None, Some(shared)) => {
            let areas = format!(" in each of the {} areas.", number(request.outcome.areas.len()));
            vec![body(request).own(has).own("graded ").then(services(request)).own(" ").then(grade(shared)).own(areas)]
        }
        (None, None) => vec![
            body(request).own(has).own("published its report on ").then(services(request)).own("."),
            body(request).own(" on ").then(services(request)).own(":"),
        ],
    };
    Part::needed(0, ways.into_iter().map(|line| vec![line]).collect())
}

/// Returns a judgement whose grade all areas share, if there are several.
fn all_alike(request: &Request) -> Option<&Judgement> {
    let areas = &request.outcome.areas;
    areas.first().filter(|first| areas.len() > 1 && areas.iter().all(|area| area.grade == first.grade))
}

fn grade(judgement: &Judgement) -> Line {
    Line::default().datum(judgement.id.child("grade_name"), &judgement.grade_name)
}

/// Returns the change, as in ", up from Good in 2021".
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

/// Returns the grades of the areas: all of them or, at the least, those that are not the overall one.
fn by_area(request: &Request) -> Part {
    let mut groups: Vec<&Group> = request.outcome.groups.iter().collect();
    if request.outcome.tone == Tone::Poor {
        groups.reverse();
    }
    let all = vec![said("The grades by area: ", &groups)];
    let Some(overall) = &request.outcome.overall else {
        return if all_alike(request).is_some() { Part::wanted(0, Vec::new()) } else { Part::needed(0, vec![all]) };
    };
    let others: Vec<&Group> = groups.iter().copied().filter(|group| group.grade != overall.grade).collect();
    if others.is_empty() {
        let areas = number(request.outcome.areas.len());
        let alike = format!("Each of the {areas} areas that inspectors judge has this grade.");
        return Part::wanted(2, all_alike(request).map(|_| vec![Line::default().own(alike)]).into_iter().collect());
    }
    let before = match &others[..] {
        [one] if one.judgements.len() == 1 => "One area differs: ",
        _ => "Other grades: ",
    };
    Part::needed(2, vec![all, vec![said(before, &others)]])
}

/// Lists the grades: "The grades by area: Outstanding for children in care; Good for care leavers."
fn said(before: &str, groups: &[&Group]) -> Line {
    let mut line = Line::default().own(before);
    for (place, group) in groups.iter().enumerate() {
        line = if place == 0 { line } else { line.own("; ") };
        line = line.then(grade_for(group));
    }
    line.own(".")
}

/// Returns the changes that the overall grade does not show: the areas that fell while it did not or, without any, how
/// many grades rose, fell and stayed.
fn compared(request: &Request) -> Vec<Block> {
    let Some(previous) = &request.previous else { return Vec::new() };
    let went = match &request.outcome.overall {
        Some(overall) if direction(overall).is_none_or(|way| way == Direction::Down) => None,
        Some(_) => fallen(&request.outcome.areas),
        None => counted(&request.outcome.areas).map(|words| Line::default().own(words)),
    };
    let year = Line::default().own("Compared with ").datum(previous.id.child("year"), &previous.year.to_string());
    went.map(|went| vec![year.own(", ").then(went).own(".")]).into_iter().collect()
}

fn direction(judgement: &Judgement) -> Option<Direction> {
    judgement.change.as_ref().map(|change| change.direction)
}

/// Returns "the grade for children in care went down".
fn fallen(graded: &[Judgement]) -> Option<Line> {
    let fallen: Vec<Judgement> =
        graded.iter().filter(|area| direction(area) == Some(Direction::Down)).cloned().collect();
    let grades = match fallen.len() {
        0 => return None,
        1 => "the grade for ",
        _ => "the grades for ",
    };
    Some(Line::default().own(grades).then(areas(&fallen)).own(" went down"))
}

/// Returns "three grades went up and one stayed the same", or "all four grades went down".
fn counted(graded: &[Judgement]) -> Option<String> {
    let ways = [(Direction::Up, "went up"), (Direction::Down, "went down"), (Direction::Same, "stayed the same")];
    let count = |way| graded.iter().filter(|area| direction(area) == Some(way)).count();
    let mut clauses: Vec<String> = Vec::new();
    for (way, words) in ways {
        let count = count(way);
        let all = if count > 1 && count == graded.len() { "all " } else { "" };
        let grades = match (clauses.len(), count) {
            (_, 0) => continue,
            (0, 1) => " grade",
            (0, _) => " grades",
            _ => "",
        };
        clauses.push(format!("{all}{}{grades} {words}", number(count)));
    }
    let last = clauses.pop()?;
    Some(if clauses.is_empty() { last } else { format!("{} and {last}", clauses.join(", ")) })
}

/// Says that there is something to improve.
fn to_improve(request: &Request) -> Vec<Block> {
    let points = request.inspection.improvements.len();
    let line = match points {
        0 => return Vec::new(),
        1 => "Inspectors name one thing to improve.".to_owned(),
        _ => format!("Inspectors name {} things to improve.", number(points)),
    };
    vec![vec![Line::default().own(line)]]
}
