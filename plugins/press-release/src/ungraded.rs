//! The release about a document without grades: a letter about a visit, an area SEND report, a joint inspection. What has to be
//! put right at once comes first; otherwise what inspectors found. It never gives a grade.

use crate::lead_in::{LeadIn, Quoted};
use crate::{LONGEST_QUOTE, Missing, SPEAKERS, SPEAKERS_AFTER_A_BAD_RESULT, missing};
use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::Request;
use serde::Serialize;

/// How many sentences of praise and of criticism are quoted.
const PRAISE: usize = 5;
const CRITICISM: usize = 1;

/// The plan for the template `press-release/ungraded`.
#[derive(Serialize)]
pub(crate) struct Plan {
    serious: bool,
    verdict: Option<Ref>,
    praise: Vec<Quoted>,
    criticism: Vec<Quoted>,
    statements: Vec<Ref>,
    missing: Vec<Missing>,
    contact: Option<Ref>,
}

/// Returns the plan for a document without grades; `None` for any other.
pub(crate) fn plan(request: &Request) -> Option<Plan> {
    let found = Findings::of(request, PRAISE, CRITICISM, LONGEST_QUOTE)?;
    let roles = if found.serious { SPEAKERS_AFTER_A_BAD_RESULT } else { SPEAKERS };
    let statements = pick::statements(request, &roles);
    let mut lead_in = LeadIn::new(request);
    let [praise, criticism] = [&found.works, &found.falls_short].map(|quotes| lead_in.before(quotes));
    Some(Plan {
        serious: found.serious,
        verdict: found.verdict.map(|quote| Ref::from(&quote.id)),
        praise,
        criticism,
        missing: if statements.is_empty() { missing(request, &roles[..2]) } else { Vec::new() },
        statements: statements.iter().map(|statement| Ref::from(&statement.id)).collect(),
        contact: pick::contact(request, "press").map(Ref::from),
    })
}

#[cfg(test)]
mod tests {
    use copydesk_plugin::plan::Part;
    use copydesk_plugin::story::Request;
    use copydesk_plugin::testing;

    #[test]
    fn a_visit_is_told_without_a_grade_and_what_was_not_read_is_refused() {
        let mut request = Request::default();
        "focused-visit".clone_into(&mut request.inspection.document);
        assert!(testing::run::<crate::PressRelease>(&request).is_err(), "nothing was read");
        "a focused visit to children’s services".clone_into(&mut request.inspection.kind.called);
        request.inspection.summary = vec!["Help comes early.".to_owned()];
        let drafted = testing::run::<crate::PressRelease>(&request).unwrap();
        let [Part::Render { template, plan }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        assert_eq!((template.as_str(), &plan["serious"]), ("press-release/ungraded", &false.into()));
    }
}
