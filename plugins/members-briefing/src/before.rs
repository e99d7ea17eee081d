//! The previous inspection, beyond the grades that are compared.

use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{PastJudgement, Request, Tone};

/// Returns the previous overall grade, if there is none now.
pub(crate) fn overall(request: &Request) -> Option<Ref> {
    gone(request).find(|(past, _)| past.overall).map(|(_, at)| at)
}

/// Returns `true` if a grade was a failure then.
pub(crate) fn failed(request: &Request) -> bool {
    past(request).any(|(past, _)| past.tone == Tone::Poor)
}

/// Returns the judgements that this inspection does not give.
fn gone(request: &Request) -> impl Iterator<Item = (&PastJudgement, Ref)> {
    let given = |past: &PastJudgement| request.inspection.judgements.iter().any(|now| now.area == past.area);
    past(request).filter(move |(past, _)| !given(past))
}

fn past(request: &Request) -> impl Iterator<Item = (&PastJudgement, Ref)> {
    request.previous.iter().flat_map(|previous| {
        let at = previous.id.child("judgements");
        previous.judgements.iter().enumerate().map(move |(place, past)| (past, Ref::from(at.child(place))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::story::{Id, Judgement, Previous};

    #[test]
    fn what_is_graded_no_more_is_told_apart() {
        let past = |area: &str, grade: &str, overall| PastJudgement {
            area: area.to_owned(),
            grade: grade.to_owned(),
            tone: if grade == "good" { Tone::Good } else { Tone::Poor },
            overall,
            ..PastJudgement::default()
        };
        let judgements = vec![
            past("leaders", "good", false),
            past("care-and-care-leavers", "good", false),
            past("overall", "inadequate", true),
        ];
        let mut request = Request::default();
        assert!(!failed(&request) && overall(&request).is_none());
        request.previous = Some(Previous { id: Id::new("/previous"), judgements, ..Previous::default() });
        request.inspection.judgements = vec![Judgement { area: "leaders".to_owned(), ..Judgement::default() }];
        assert_eq!(overall(&request), Some(Ref::from(Id::new("/previous/judgements/2"))));
        assert!(failed(&request));
    }
}
