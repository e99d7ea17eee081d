//! What the sources say, told again: a text that says the same as a sentence of the report, the brief or the desk has its figures
//! and its dates too.
//!
//! Rule: figures and dates agree with their source (council practice; Publicity Code 2011, objective).

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::text::TextSpan;

pub(super) static ALTERED: Class = Class {
    id: "figure-altered",
    severity: Severity::Error,
    about: "a sentence of the report, the brief or the desk is told again with another figure or date",
};

/// The check.
pub(in crate::check) static CHECK: Check =
    Check { id: "retold", rule: "agreement with the source", classes: &[&ALTERED], duties: Duties::None, run };

/// How much of a sentence a source says, so that a date of another thing is no excuse.
const SURELY: usize = 80;

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let retold = ground.retold();
    let mut found = Vec::new();
    for (block, part) in prose.parts.iter().enumerate() {
        for sentence in &part.sentences {
            for altered in retold.altered(part.own_excerpt(*sentence)) {
                let span = altered.value.span;
                let (is_figure, calendar, said) = (altered.value.kind.is_figure(), ground.calendar(), &part.own[span]);
                let is_sure = altered.alike >= SURELY && !calendar.is_own(said);
                if !is_figure && !is_sure && calendar.has(said) {
                    continue;
                }
                let place = TextSpan { block, span };
                let (label, right) = (&altered.passage.label, altered.right);
                let message = format!("{label} says the same with “{right}”, not “{}”", &part.own[span]);
                let made = Found::new(&ALTERED, place, message).source(altered.passage);
                let hint = "if this is something else, say so, or give it as a fact with its source in brief.toml";
                found.push(if is_figure { made.hint(hint).edit(right) } else { made.hint(hint) });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn what_a_source_says_is_told_with_its_figures() {
        expect(
            &CHECK,
            "The council opened 14 new homes for care leavers in 2024.
            For care leavers the council opened 15 new homes in Wyle Cross. // finding: figure-altered ‹15› -> 14
            In Wyle Cross there are fourteen new homes for care leavers, which the council opened.
            The council opened 14 new homes for care leavers in 2023. // finding: figure-altered ‹2023›
            In 2019 the council opened three new homes for care leavers. // finding: figure-altered ‹2019›
            The council now has 20 new homes for care leavers in Wyle Cross.
            By the end of June 2025 we will publish a plan. // finding: figure-altered ‹June 2025›
            In March 2025, inspectors saw the new homes for care leavers that the council opened in Wyle Cross.
            The council has six offices.",
        );
    }
}
