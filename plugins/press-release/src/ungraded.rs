//! The release about a document without grades: a letter about a visit, an area SEND report, a joint inspection. What has to be
//! put right at once comes first; otherwise what inspectors found. It never gives a grade.

use crate::woven::{Attributions, Woven};
use crate::{EVERYBODY, LONGEST_QUOTE, SPEAKERS, SPEAKERS_AFTER_A_POOR_RESULT};
use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::Request;
use copydesk_plugin::voices::Voices;
use serde::Serialize;

/// How many sentences of praise and of criticism are quoted.
const PRAISE: usize = 5;
const CRITICISM: usize = 1;

/// The plan for the template `press-release/ungraded`.
#[derive(Serialize)]
pub(crate) struct Plan {
    /// The name of the place, the shorter of two.
    place: Ref,
    serious: bool,
    verdict: Option<Ref>,
    praise: Vec<Woven>,
    criticism: Vec<Woven>,
    first: Voices,
    second: Voices,
    partners: Option<Voices>,
    contact: Option<Ref>,
}

/// Returns the plan for a document without grades; `None` for any other.
pub(crate) fn plan(request: &Request) -> Option<Plan> {
    let found = Findings::of(request, PRAISE, CRITICISM, LONGEST_QUOTE)?;
    let [first, second] = if found.serious { SPEAKERS_AFTER_A_POOR_RESULT } else { SPEAKERS };
    let kind = &request.inspection.kind;
    let mut attributions = Attributions::new(&kind.names, &kind.inspectorate);
    let mut weave = |quotes: &[&copydesk_plugin::story::Quote], parted: bool| -> Vec<Woven> {
        quotes.iter().map(|quote| attributions.weave(quote, parted)).collect()
    };
    let (praise, criticism) = (weave(&found.works, true), weave(&found.falls_short, false));
    Some(Plan {
        place: Ref::from(pick::place(request)),
        serious: found.serious,
        verdict: found.verdict.map(|quote| Ref::from(&quote.id)),
        praise,
        criticism,
        first: Voices::of(request, first, EVERYBODY, ""),
        second: Voices::of(request, second, EVERYBODY, ""),
        partners: Voices::of_partners(request),
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
