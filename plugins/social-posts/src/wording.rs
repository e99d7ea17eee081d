//! Wording that several posts share: lists, numbers, the name of the council's services, the link.

use crate::form::Form;
use crate::post::{Line, Part};
use copydesk_plugin::findings;
use copydesk_plugin::pick;
use copydesk_plugin::story::{Group, Id, Judgement, Request, Statement, Tone};

/// Returns "Avershire children’s services".
pub(crate) fn services(request: &Request) -> Line {
    Line::default()
        .datum(Id::new("/inspection/authority/name"), &request.inspection.authority.name)
        .own(" ")
        .datum(Id::new("/inspection/kind/service/name"), &request.inspection.kind.service.name)
}

/// Returns "services for children in care and services for care leavers are Good".
pub(crate) fn graded(id: &Id, group: &Group) -> Line {
    areas(&group.judgements).own(" ").datum(id.child("predicate"), &group.predicate)
}

/// Joins areas by what is graded: "a, b and c"; if one of three contains "and", "a, b, and c and d".
pub(crate) fn areas(judgements: &[Judgement]) -> Line {
    let compound = judgements.len() > 2 && judgements.iter().any(|judgement| judgement.service.contains(" and "));
    let mut line = Line::default();
    for (place, judgement) in judgements.iter().enumerate() {
        line = match place {
            0 => line,
            _ if place + 1 < judgements.len() => line.own(", "),
            _ if compound => line.own(", and "),
            _ => line.own(" and "),
        };
        line = line.datum(judgement.id.child("service"), &judgement.service);
    }
    line
}

/// Returns one to nine in words, figures from 10.
pub(crate) fn number(number: usize) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Returns the way to the report's page; at the least its address alone.
pub(crate) fn link(request: &Request) -> Part {
    let document = if request.inspection.letter_date.is_some() { "letter" } else { "report" };
    let address = match &request.inspection.report_url {
        Some(url) => Line::default().datum(Id::new("/inspection/report_url"), url),
        None => Line::default()
            .place(format!("Link: the report’s page at {}", request.inspection.kind.page), "a".repeat(USUAL_PAGE)),
    };
    let told = Line::default().own(format!("Read the {document}: ")).then(address.clone());
    Part::needed(3, vec![vec![told], vec![address]])
}

/// The usual length of the address of a report's page.
const USUAL_PAGE: usize = 47;

/// The officers who answer for a result; the first who has a statement is quoted.
const OFFICERS: [&str; 2] = ["director", "chief-executive"];
/// The usual length of a sentence, in characters, reserved for a placeholder.
const USUAL_SENTENCE: usize = 90;

/// Returns, after a poor result, the statement of the officer who answers for it, or a placeholder.
pub(crate) fn answer(request: &Request) -> Part {
    let answers = is_poor(request);
    let mut statements = pick::statements(request, &OFFICERS).into_iter();
    let line = match statements.find(|statement| !statement.speaker.politician) {
        Some(statement) => said(statement),
        None => Line::default().place(
            format!(
                "Words of the {}: whether the council accepts the findings",
                request.inspection.kind.service.director
            ),
            "a".repeat(USUAL_SENTENCE),
        ),
    };
    Part::wanted(3, answers.then(|| vec![line]).into_iter().collect())
}

/// Returns "Name, role: “…”".
fn said(statement: &Statement) -> Line {
    let (speaker, id) = (&statement.speaker, statement.id.child("speaker"));
    let mut line = Line::default().datum(id.child("name"), &speaker.name);
    if !speaker.role.is_empty() {
        line = line.own(", ").datum(id.child("role"), &speaker.role);
    }
    line.own(": “").datum(statement.id.child("words"), &statement.words).own("”")
}

/// Returns `true` for a poor result, and for a document without grades that names something to be put right at once.
pub(crate) fn is_poor(request: &Request) -> bool {
    request.outcome.tone == Tone::Poor || findings::is_serious(request)
}

/// Returns the hashtags of the inspectorate and the service, which are left out first. A poor result has none.
pub(crate) fn tags(request: &Request, form: &Form) -> Part {
    let kind = &request.inspection.kind;
    let of = |field: &str, tag: &str| Line::default().datum(Id::new(format!("/inspection/kind/{field}")), tag);
    let line = of("tag", &kind.tag).own(" ").then(of("service/tag", &kind.service.tag));
    let has_tags = form.tags && !is_poor(request) && !kind.tag.is_empty() && !kind.service.tag.is_empty();
    Part::wanted(u8::MAX, has_tags.then(|| vec![line]).into_iter().collect())
}
