//! What comes next and, after a poor result, what is done.

use crate::form::Form;
use crate::post::{Block, Line, Part, Post};
use crate::wording::{link, number, services, tags};
use copydesk_plugin::pick::Quotes;
use copydesk_plugin::story::{Id, Request};
use copydesk_plugin::summary;

/// The usual length of a step, in characters, reserved for a placeholder.
const USUAL_STEP: usize = 90;

/// Returns the post, where the form has room for it: with the first step that it has room for, and more where they fit too.
pub(crate) fn post(request: &Request, form: &Form) -> Option<Post> {
    with_steps(request, form, &[Part::needed(0, to_improve(request))])
}

/// Returns the post after a poor result: what the result means for children, and what the council does.
pub(crate) fn post_of_poor(request: &Request, form: &Form) -> Option<Post> {
    let mut quotes = Quotes::of(request);
    let verdict = summary::verdict(request, &mut quotes).map(|verdict| verdict.quote);
    let quoted = verdict.filter(|quote| !form.brief && quote.standalone).map(|quote| {
        let says = Line::default().own("Inspectors write: “").datum(quote.id.child("text"), &quote.text).own("”");
        vec![says]
    });
    let means = request.inspection.effect.as_ref().map(|effect| {
        let effect = Line::default().datum(Id::new("/inspection/effect"), effect).capital().own(", ");
        let who =
            Line::default().datum(Id::new("/inspection/kind/inspectorate"), &request.inspection.kind.inspectorate);
        vec![effect.then(who).own(" has found.")]
    });
    let plain = vec![Line::default().own("This is what is done now for ").then(services(request)).own(".")];
    let ways = quoted.into_iter().chain(means).chain([plain]).collect();
    with_steps(request, form, &[Part::needed(1, ways)])
}

fn with_steps(request: &Request, form: &Form, opening: &[Part]) -> Option<Post> {
    let with = |lead: Option<usize>| {
        let mut parts = opening.to_vec();
        parts.extend(steps(request, lead));
        parts.extend([link(request), tags(request, form)]);
        Post::fit(form, &parts)
    };
    let led = (0..request.brief.next_steps.len()).find_map(|lead| with(Some(lead)));
    led.or_else(|| with(None).filter(|_| request.brief.next_steps.is_empty()))
}

/// Returns the points to improve: each in short or, if there is no room, their number.
fn to_improve(request: &Request) -> Vec<Block> {
    let points = &request.inspection.improvements;
    let who = "Inspectors name";
    let of = || Line::default().own(" for ").then(services(request)).own(" to improve");
    let names = match points.len() {
        0 => Line::default().own("This is what comes next for ").then(services(request)),
        1 => Line::default().own(format!("{who} one thing")).then(of()),
        several => Line::default().own(format!("{who} {} things", number(several))).then(of()),
    };
    let short: Option<Vec<&String>> = points.iter().map(|point| point.short.as_ref()).collect();
    let in_short = short.filter(|short| !short.is_empty()).map(|short| {
        let listed = short.iter().zip(points).enumerate().map(|(place, (short, point))| {
            let before = if place == 0 { ": " } else { "; " };
            let short = Line::default().datum(point.id.child("short"), short).small();
            Line::default().own(before).then(short)
        });
        vec![listed.fold(names.clone(), Line::then).own(".")]
    });
    in_short.into_iter().chain([vec![names.own(".")]]).collect()
}

/// Returns the council's next steps: the leading one, and others if there is room; a placeholder if there are none.
fn steps(request: &Request, lead: Option<usize>) -> Vec<Part> {
    let steps = &request.brief.next_steps;
    if steps.is_empty() {
        let place = Line::default().place("Next step: what the council does now, and by when", "a".repeat(USUAL_STEP));
        return vec![Part::needed(0, vec![vec![place]])];
    }
    let part = |(place, step): (usize, &String)| {
        let line = Line::default().sentence(Id::new(format!("/brief/next_steps/{place}")), step);
        if lead == Some(place) { Part::needed(0, vec![vec![line]]) } else { Part::wanted(3, vec![vec![line]]) }
    };
    steps.iter().enumerate().map(part).collect()
}
