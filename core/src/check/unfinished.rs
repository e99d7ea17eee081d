//! Places that somebody still has to fill in.
//!
//! Rule: nothing unfinished goes out. A draft has marked places until people have given their words, so it does not block.

use super::prose::Place;
use super::reading::Reading;
use super::{Check, Class, Found};
use crate::finding::Severity;

static PLACE: Class =
    Class { id: "place-to-fill-in", severity: Severity::Warning, about: "a marked place is not filled in" };

/// The check.
pub(super) static CHECK: Check = Check { id: "unfinished", rule: "council practice", classes: &[&PLACE], run };

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let prose = reading.prose;
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        for range in &part.places {
            let message = format!("{} is to be filled in", &part.text[range.clone()]);
            found.push(Found::new(&PLACE, Place { leaf, range: range.clone() }, message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::expect;
    use super::CHECK;

    #[test]
    fn places_are_named() {
        expect(&CHECK, "On [Date of publication] we say [more]. // finding: place-to-fill-in ‹[Date of publication]›");
    }
}
