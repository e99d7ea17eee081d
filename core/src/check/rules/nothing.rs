//! Texts without any words: the file is empty, or its reader came to an end before the first of them.
//!
//! Rule: that nothing blocks can only be said of what was read.

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::text::TextSpan;

static NOTHING: Class = Class {
    id: "nothing-to-check",
    severity: Severity::Error,
    about: "no word of the text was read: the file is empty, or breaks off",
};

/// The check.
pub(in crate::check) static CHECK: Check =
    Check { id: "nothing", rule: "a verdict is about what was read", classes: &[&NOTHING], duties: Duties::None, run };

fn run(reading: &Reading<'_>) -> Vec<Found> {
    if reading.prose.parts.iter().any(|part| part.text.contains(char::is_alphanumeric)) {
        return Vec::new();
    }
    let place = TextSpan::default();
    let hint = "look whether it is the right file, and what of it was not read";
    vec![Found::new(&NOTHING, place, "there is nothing in it to check").hint(hint)]
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn a_text_has_words() {
        expect(&CHECK, "– – – // finding: nothing-to-check ‹›");
        expect(&CHECK, "– – –\n5");
    }
}
