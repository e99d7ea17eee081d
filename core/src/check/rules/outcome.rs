//! What documents without grades give in their stead: areas for priority action, and an outcome as one of set sentences.
//!
//! Rule: an area for priority action is the main fact of the document that names it, and the outcome is one of those that the
//! kind of document has (`core/documents`).

use crate::check::evidence::counted;
use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::inspection::OutcomeWords;
use crate::language::{number_like, words};
use crate::text::{Span, TextSpan};

static UNTOLD: Class = Class {
    id: "priority-untold",
    severity: Severity::Error,
    about: "the document names areas for priority action, and the text says nothing of them",
};
static COUNT: Class = Class {
    id: "priority-count-wrong",
    severity: Severity::Error,
    about: "another number of areas for priority action than the document names",
};
static OUTCOME: Class =
    Class { id: "outcome-wrong", severity: Severity::Error, about: "another outcome than the document gives" };

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "outcome",
    rule: "the document’s own outcome and its areas for priority action",
    classes: &[&UNTOLD, &COUNT, &OUTCOME],
    duties: Duties::These(&[&UNTOLD]),
    run,
};

/// A text with fewer words need not tell everything: a post, a caption.
const SHORT: usize = 60;
/// How texts tell that something has to be done at once, in lower case.
const TELLS: [&str; 6] =
    ["priority action", "priority for action", "act at once", "put right at once", "urgent action", "act urgently"];

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found: Vec<Found> =
        prose.parts.iter().enumerate().flat_map(|(leaf, part)| counts(leaf, part, ground)).collect();
    found.extend(untold(reading));
    if let Some(kind) = ground.known.kind {
        found.extend(outcome(reading, &kind.outcomes));
    }
    found
}

/// The areas for priority action that a text does not tell.
fn untold(reading: &Reading<'_>) -> Option<Found> {
    let actions = &reading.ground.known.inspection.priority_actions;
    let parts = &reading.prose.parts;
    let is_short = || parts.iter().map(|part| words(&part.text).count()).sum::<usize>() < SHORT;
    let tells = |part: &Part| {
        let text = part.text.to_lowercase();
        TELLS.iter().any(|words| text.contains(words))
    };
    let first = actions.first()?;
    if parts.iter().any(tells) || is_short() {
        return None;
    }
    let number = number_like(actions.len() as u64, "one");
    let areas = if actions.len() == 1 { "area" } else { "areas" };
    let message =
        format!("the document names {number} {areas} for priority action, and this text tells none: {}", first.text);
    Some(
        Found::new(&UNTOLD, TextSpan::default(), message)
            .hint("tell them first: they are what has to be put right at once"),
    )
}

/// What a text says of how many areas for priority action there are.
fn counts(leaf: usize, part: &Part, ground: &Ground<'_>) -> Vec<Found> {
    let actual = ground.known.inspection.priority_actions.len();
    let has_list = ground.known.kind.is_some_and(crate::inspection::DocumentKind::has_priority);
    let wrong = |said: Span| {
        let words = &part.own[said];
        let count = counted::number_of(words);
        let message = format!(
            "the document names {} for priority action, not {}",
            match actual {
                0 => "no areas".to_owned(),
                1 => "one area".to_owned(),
                more => format!("{} areas", number_like(more as u64, "one")),
            },
            words.to_lowercase()
        );
        (count != actual).then(|| Found::new(&COUNT, TextSpan { block: leaf, span: said }, message))
    };
    if has_list { counted::priorities(&part.own).filter_map(wrong).collect() } else { Vec::new() }
}

/// The words of an outcome that the document does not give; a text that also has the right one explains them all.
fn outcome(reading: &Reading<'_>, outcomes: &[OutcomeWords]) -> Vec<Found> {
    let Some(given) = &reading.ground.known.inspection.outcome else { return Vec::new() };
    let parts = &reading.prose.parts;
    let says = |part: &Part, outcome: &OutcomeWords| {
        let text = part.text.to_lowercase();
        let found = outcome.words.iter().find_map(|words| Some((text.find(words.as_str())?, words.len())));
        // Lower case may be longer than what it is of.
        found.filter(|_| text.len() == part.text.len()).map(|(start, length)| Span::new(start, start + length))
    };
    let right = outcomes.iter().find(|outcome| outcome.id == given.id);
    if right.is_some_and(|right| parts.iter().any(|part| says(part, right).is_some())) {
        return Vec::new();
    }
    let others = outcomes.iter().filter(|outcome| outcome.id != given.id);
    let found = others.flat_map(|outcome| {
        parts.iter().enumerate().filter_map(move |(leaf, part)| {
            let place = TextSpan { block: leaf, span: says(part, outcome)? };
            Some(Found::new(&OUTCOME, place, format!("the document’s outcome is another one: {}", given.text)))
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect_of;

    const LETTER: &str = r#"
document = "focused-visit"
title = "Focused visit to Avershire children’s services"
dates = [{ from = 2025-03-03, to = 2025-03-04 }]
authority = { name = "Avershire" }
summary = ["Help comes early."]
priority_actions = [{ text = "The oversight of children in unregistered homes." }]
"#;
    const AREA: &str = r#"
document = "area-send"
title = "Area SEND inspection of Avershire Local Area Partnership"
authority = { name = "Avershire" }
outcome = { id = "systemic-failings", text = "There are widespread and/or systemic failings." }
"#;

    #[test]
    fn areas_for_priority_action_are_counted_and_told() {
        expect_of(
            LETTER,
            &CHECK,
            "Inspectors found no areas for priority action. // finding: priority-count-wrong ‹no›
            Ofsted did not name any area for priority action. // finding: priority-count-wrong ‹not name any›
            Ofsted named two areas for priority action. // finding: priority-count-wrong ‹two›
            Ofsted named one area for priority action.
            There is an area for priority action.",
        );
        let long = "Foster carers feel valued and children settle in well with them, and the people who visit them come often and stay for long. ".repeat(3);
        expect_of(LETTER, &CHECK, &format!("{} // finding: priority-untold ‹›", long.trim()));
        expect_of(LETTER, &CHECK, &format!("{long}We have to act at once on children in unregistered homes."));
        expect_of(LETTER, &CHECK, "Foster carers feel valued.");
    }

    #[test]
    fn an_outcome_is_the_documents() {
        expect_of(
            AREA,
            &CHECK,
            "Our arrangements typically lead to positive experiences and outcomes. // finding: outcome-wrong ‹typically lead to positive experiences and outcomes›
            Help for children comes late.",
        );
        expect_of(
            AREA,
            &CHECK,
            "Of the three outcomes, one is that arrangements typically lead to positive experiences and outcomes.
            Ours is the lowest: widespread and/or systemic failings.",
        );
    }
}
