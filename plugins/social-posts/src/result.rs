//! The first post: the result. Each grade is next to its area, and a grade that differs from the overall one is given
//! on every network, however short its posts are.

use crate::form::Form;
use crate::post::{Block, Line, Part, Post};
use crate::wording::{answer, areas, graded, link, number, services, tags};
use copydesk_plugin::story::{Change, Direction, Group, Id, Judgement, Request, Tone};
use copydesk_plugin::{findings, pick};

/// Returns the post, where the network has room for it.
pub(crate) fn post(request: &Request, form: &Form) -> Option<Post> {
    if findings::was_read(request) {
        return ungraded(request, form);
    }
    let parts = [
        result(request),
        by_area(request),
        Part::wanted(3, compared(request)),
        answer(request),
        Part::wanted(4, to_improve(request)),
        link(request),
        tags(request, form),
    ];
    Post::fit(form, &parts)
}

/// Returns the post about a document without grades: that it is out, its outcome, and how much has to be put right.
fn ungraded(request: &Request, form: &Form) -> Option<Post> {
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
        link(request),
        tags(request, form),
    ];
    Post::fit(form, &parts)
}

/// Returns "Ofsted has published the findings of a focused visit to children’s services".
fn visit(request: &Request) -> Line {
    let kind = &request.inspection.kind;
    let has = if kind.joint { " have published the findings of " } else { " has published the findings of " };
    Line::default()
        .datum(Id::new("/inspection/kind/inspectorate"), &kind.inspectorate)
        .own(has)
        .datum(Id::new("/inspection/kind/called"), &kind.called)
}

/// Returns the overall grade and its change; without one, the change of all grades or the grade that all areas share.
fn result(request: &Request) -> Part {
    let who = || Line::default().datum(Id::new("/inspection/kind/inspectorate"), &request.inspection.kind.inspectorate);
    let count = number(request.outcome.areas.len());
    let all = |verb: &str| who().own(format!(" {verb} all {count} grades for ")).then(services(request)).own(".");
    let line = match (&request.outcome.overall, pick::all_went(request), all_alike(request)) {
        (Some(overall), ..) if overall.tone == Tone::Good => {
            let rated = who().own(" has rated ").then(services(request)).own(" ").then(grade(overall));
            rated.own(" overall").then(change(overall)).own(".")
        }
        (Some(overall), ..) => {
            let predicate = Line::default().datum(overall.id.child("predicate"), &overall.predicate);
            let services = services(request).own(" ").then(predicate);
            services.own(", ").then(who()).own(" has found").then(change(overall)).own(".")
        }
        (None, Some(Direction::Up), _) => all("has raised"),
        (None, Some(Direction::Down), _) => all("has lowered"),
        (None, _, Some(shared)) => who()
            .own(" has graded ")
            .then(services(request))
            .own(" ")
            .then(grade(shared))
            .own(format!(" in all {count} areas.")),
        (None, ..) => who().own(format!(" has graded {count} areas of ")).then(services(request)).own("."),
    };
    Part::needed(0, vec![vec![line]])
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
    let Change { direction, from, year, .. } = change;
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
    let groups = pick::groups(request);
    let all: Vec<&(Id, &Group)> = groups.iter().collect();
    let Some(overall) = &request.outcome.overall else {
        let told =
            all_alike(request).is_some() && !matches!(pick::all_went(request), Some(Direction::Up | Direction::Down));
        return if told { Part::wanted(0, Vec::new()) } else { Part::needed(0, vec![vec![sentences(&all)]]) };
    };
    let (alike, others): (Vec<_>, Vec<_>) = all.iter().copied().partition(|(_, group)| group.grade == overall.grade);
    if others.is_empty() {
        return Part::wanted(2, vec![vec![sentences(&all)]]);
    }
    let mut ways = vec![sentences(&all)];
    if overall.tone == Tone::Poor {
        ways.extend(worst_named(&all));
        ways.extend(alike.first().and_then(|worst| worst_counted(request, worst, &others)));
    }
    ways.push(sentences(&others));
    Part::needed(2, ways.into_iter().map(|line| vec![line]).collect())
}

/// Returns a sentence for each grade.
fn sentences(groups: &[&(Id, &Group)]) -> Line {
    groups.iter().enumerate().fold(Line::default(), |line, (place, (id, group))| {
        let sentence = graded(id, group).capital().own(".");
        if place == 0 { sentence } else { line.own(" ").then(sentence) }
    })
}

/// Names all areas but those with the best grade, which are counted: "The other two areas are Good."
fn worst_named(groups: &[&(Id, &Group)]) -> Option<Line> {
    let ((id, best), worse) = groups.split_last().filter(|(_, worse)| !worse.is_empty())?;
    let count = Some(best.judgements.len()).filter(|count| *count > 1)?;
    let others = Line::default().own(format!(" The other {} areas ", number(count)));
    Some(sentences(worse).then(others).datum(id.child("predicate"), &best.predicate).own("."))
}

/// Counts the areas that have the overall grade, and names the others: "Three of the four areas are Inadequate."
fn worst_counted(request: &Request, (id, worst): &(Id, &Group), others: &[&(Id, &Group)]) -> Option<Line> {
    let count = Some(worst.judgements.len()).filter(|count| *count > 1)?;
    let counted = format!("{} of the {} areas ", number(count), number(request.outcome.areas.len()));
    let line = Line::default().own(counted).capital().datum(id.child("predicate"), &worst.predicate).own(". ");
    Some(line.then(sentences(others)))
}

/// Returns the changes that the overall grade does not show: the areas that fell while it did not or, without any, how
/// many grades rose, fell and stayed.
fn compared(request: &Request) -> Vec<Block> {
    let Some(previous) = &request.previous else { return Vec::new() };
    let went = match &request.outcome.overall {
        Some(overall) if direction(overall).is_none_or(|way| way == Direction::Down) => None,
        Some(_) => fallen(&request.outcome.areas),
        None if matches!(pick::all_went(request), Some(Direction::Up | Direction::Down)) => None,
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
