//! Letters that are others than they look, and lines that run another way than they look.
//!
//! Rule: what is checked and signed is what people read (Unicode UTS #39, mixed scripts; UAX #9 and CVE-2021-42574,
//! direction). All checks read look-alikes as the letters that they look like; here they are told. What Word and InDesign
//! put into a text by themselves is none of it: soft hyphens, spaces that nobody sees or that break no line.

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::text::TextSpan;

static MIXED: Class = Class {
    id: "letters-mixed",
    severity: Severity::Error,
    about: "a word has letters of two scripts, one of which only look like the other’s",
};
static TURNED: Class = Class {
    id: "direction-turned",
    severity: Severity::Error,
    about: "a hidden character turns the direction of writing: the line may read otherwise than it is",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "letters",
    rule: "what is signed is what people read; Unicode UTS #39 and UAX #9",
    classes: &[&MIXED, &TURNED],
    duties: Duties::All,
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let prose = reading.prose;
    let mixed = |place: &TextSpan| {
        let word = prose.at(*place);
        let message = format!("“{word}” has letters of another script, which only look like these");
        Found::new(&MIXED, *place, message).edit(word).hint("type the word again")
    };
    let turned = |place: &TextSpan| {
        let hidden = prose.written(prose.in_document(*place));
        let names: Vec<String> = hidden.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        let message = format!("a hidden character turns the direction of writing: {}", names.join(", "));
        Found::new(&TURNED, *place, message).hint("take it out: delete the words around it and type them again")
    };
    prose.mixed.iter().map(mixed).chain(prose.turned.iter().map(turned)).collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn letters_and_lines_are_what_they_look_like() {
        expect(
            &CHECK,
            "Families liked the plаn. // finding: letters-mixed ‹plan› -> plan
            Families liked the p\u{ad}lan\u{200b}, and coffee at\u{a0}Wyle Cross.
            Families liked the \u{202e}nalp\u{202c}. // finding: direction-turned ‹›; direction-turned ‹›
            Мы любим план Ofstedа.",
        );
    }
}
