//! The third post: what comes next.

use crate::network::Network;
use crate::post::{Block, Line, Part, Post};
use crate::wording::{link, number, services, tags};
use copydesk_plugin::findings;
use copydesk_plugin::story::{Id, Improvement, Request};

/// The usual length of a step, in characters, reserved for a placeholder.
const USUAL_STEP: usize = 90;

/// Returns the post, where the network has room for it: with the first step that it has room for, and more where they fit too.
pub(crate) fn post(request: &Request, network: &Network) -> Option<Post> {
    let with = |lead: Option<usize>| {
        let mut parts = vec![opening(request), Part::wanted(2, to_improve(request))];
        parts.extend(steps(request, lead));
        parts.extend([link(request, network), tags(request, network)]);
        Post::fit(network, &parts)
    };
    let led = (0..request.brief.next_steps.len()).find_map(|lead| with(Some(lead)));
    led.or_else(|| with(None).filter(|_| request.brief.next_steps.is_empty()))
}

/// Returns the opening words.
fn opening(request: &Request) -> Part {
    if findings::was_read(request) {
        let about = format!("This is what comes next after the {}.", request.inspection.kind.visit);
        return Part::needed(0, vec![vec![Line::default().own(about)]]);
    }
    let about = Line::default().own("This is what comes next for ").then(services(request)).own(" after the report.");
    Part::needed(0, vec![vec![about]])
}

/// Returns the points to improve: each of them or, if there is no room, their number.
fn to_improve(request: &Request) -> Vec<Block> {
    let points = &request.inspection.improvements;
    if points.is_empty() {
        return Vec::new();
    }
    let things = if points.len() == 1 { "thing" } else { "things" };
    let names = format!("Inspectors name {} {things} for us to improve", number(points.len()));
    let in_full =
        [Line::default().own(format!("{names}:"))].into_iter().chain(points.iter().flat_map(listed)).collect();
    vec![in_full, vec![Line::default().own(format!("{names}."))]]
}

/// Returns a point, and the points below it, as the report prints them.
fn listed(point: &Improvement) -> Vec<Line> {
    let line = Line::default().own("• ").sentence(point.id.child("text"), &point.text);
    let below = point.points.iter().map(|point| Line::default().own("– ").datum(point.id.child("text"), &point.text));
    std::iter::once(line).chain(below).collect()
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
