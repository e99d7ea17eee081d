//! The release about a document without grades: an area SEND report, a joint inspection, a visit. It says that the
//! inspection took place, what inspectors said, and what comes next, and never gives a grade.

use crate::lead_in::{LeadIn, Quoted};
use crate::{CLEAR_CRITICISM, LONGEST_QUOTE, Missing, SPEAKERS, STRONG_PRAISE, missing};
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Quote, Request, Stance};
use serde::Serialize;

/// The plan for the template `press-release/ungraded`.
#[derive(Serialize)]
pub(crate) struct Plan {
    inspectors: &'static str,
    kind: &'static str,
    /// Whether the document gives one of three set outcomes, which people have to fill in.
    outcome: bool,
    praise: Vec<Quoted>,
    criticism: Vec<Quoted>,
    statements: Vec<Ref>,
    missing: Vec<Missing>,
    contact: Option<Ref>,
}

/// Kind of document, who inspected, and what it is called in running text.
const KINDS: [(&str, &str, &str); 4] = [
    (
        "area-send",
        "Ofsted and the Care Quality Commission",
        "an inspection of local services for children and young people with special educational needs and disabilities",
    ),
    ("jtai", "Ofsted and its partner inspectorates", "a joint inspection of services that protect children"),
    ("focused-visit", "Ofsted", "a focused visit to children’s services"),
    ("monitoring-visit", "Ofsted", "a monitoring visit to children’s services"),
];

/// Returns the plan for a document without grades; `None` for any other.
pub(crate) fn plan(request: &Request) -> Option<Plan> {
    let document = request.inspection.document.as_str();
    let (_, inspectors, kind) = KINDS.into_iter().find(|(id, ..)| *id == document)?;
    let mut quotes = Quotes::of(request);
    let clear = |quote: &Quote| quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM;
    let criticism: Vec<&Quote> = quotes.take(LONGEST_QUOTE, clear).into_iter().collect();
    let praise = quotes.of_score(STRONG_PRAISE).spread(Stance::Praise, 3, LONGEST_QUOTE);
    let statements = pick::statements(request, &SPEAKERS);
    let mut lead_in = LeadIn::new();
    let [praise, criticism] = [praise, criticism].map(|quotes| lead_in.before(&quotes));
    Some(Plan {
        inspectors,
        kind,
        outcome: document == "area-send",
        praise,
        criticism,
        missing: if statements.is_empty() { missing(request, &SPEAKERS[..2]) } else { Vec::new() },
        statements: statements.iter().map(|statement| Ref::from(&statement.id)).collect(),
        contact: pick::contact(request, "press").map(Ref::from),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::plan::Part;
    use copydesk_plugin::testing;

    fn request(document: &str) -> Request {
        let mut request = Request::default();
        request.inspection.document = document.to_owned();
        request
    }

    #[test]
    fn a_visit_is_told_without_a_grade_and_an_unknown_document_is_refused() {
        let drafted = testing::run::<crate::PressRelease>(&request("focused-visit")).unwrap();
        let [Part::Render { template, plan }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        assert_eq!((template.as_str(), &plan["outcome"]), ("press-release/ungraded", &false.into()));
        assert!(testing::run::<crate::PressRelease>(&request("other")).is_err());
        assert!(testing::run::<crate::PressRelease>(&request("ilacs")).is_err(), "a report whose table was not read");
    }
}
