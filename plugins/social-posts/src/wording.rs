//! Words that several posts share: lists, numbers, the council's services by name, the link. Not here: what is said in
//! which post.

use crate::network::Network;
use crate::post::{Line, Part};
use copydesk_plugin::story::{Group, Id, Judgement, Request};

/// "Avershire children’s services".
pub(crate) fn services(request: &Request) -> Line {
    Line::default()
        .datum(Id::new("/inspection/authority/name"), &request.inspection.authority.name)
        .own(" children’s services")
}

/// "Good for children in care and care leavers".
pub(crate) fn grade_for(group: &Group) -> Line {
    let line = Line::default();
    let Some(first) = group.judgements.first() else { return line };
    line.datum(first.id.child("grade_name"), &group.grade_name).own(" for ").then(areas(&group.judgements))
}

/// Areas by their short names: "a, b and c"; where one has an "and" of its own, "a, and b and c".
pub(crate) fn areas(judgements: &[Judgement]) -> Line {
    let compound = judgements.iter().any(|judgement| judgement.short.contains(" and "));
    let mut line = Line::default();
    for (place, judgement) in judgements.iter().enumerate() {
        line = match place {
            0 => line,
            _ if place + 1 < judgements.len() => line.own(", "),
            _ if compound && judgements.len() > 2 => line.own(", and "),
            _ => line.own(" and "),
        };
        line = line.datum(judgement.id.child("short"), &judgement.short);
    }
    line
}

/// One to nine in words, figures from 10.
pub(crate) fn number(number: usize) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// The way to the report's page.
pub(crate) fn link(request: &Request, network: &Network) -> Part {
    let line = match &request.inspection.report_url {
        _ if !network.links => Line::default().own("Read the report: the link is in our profile."),
        Some(url) => Line::default().own("Read the report: ").datum(Id::new("/inspection/report_url"), url),
        None => Line::default().own("Read the report: ").place("Link: the report’s page at reports.ofsted.gov.uk"),
    };
    Part::needed(0, vec![vec![line]])
}

/// The hashtags: the first thing to be left out.
pub(crate) fn tags(network: &Network) -> Part {
    let tags = Some(network.tags).filter(|tags| !tags.is_empty());
    Part::wanted(u8::MAX, tags.into_iter().map(|tags| vec![Line::default().own(tags)]).collect())
}
