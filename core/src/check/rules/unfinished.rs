//! Places that somebody still has to fill in, and marks that would be printed as they are.
//!
//! Rule: nothing unfinished goes out. A draft has marked places until people have given their words, so it does not block.

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::text::{Span, TextSpan};

static PLACE: Class =
    Class { id: "place-to-fill-in", severity: Severity::Warning, about: "a marked place is not filled in" };

static MARK: Class = Class {
    id: "mark-printed",
    severity: Severity::Warning,
    about: "stars around words that would be printed as stars",
};

/// The check.
pub(in crate::check) static CHECK: Check =
    Check { id: "unfinished", rule: "council practice", classes: &[&PLACE, &MARK], duties: Duties::All, run };

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let prose = reading.prose;
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        for range in &part.places {
            let message = format!("{} is to be filled in", &part.text[*range]);
            found.push(Found::new(&PLACE, TextSpan { block: leaf, span: *range }, message));
        }
        for range in stars(&part.text) {
            let message = format!("the stars of “{}” are printed as stars", &part.text[range]);
            found.push(
                Found::new(&MARK, TextSpan { block: leaf, span: range }, message)
                    .hint("in Markdown, strong words have no space inside their stars: **so** and not **so **"),
            );
        }
    }
    found
}

/// Words between two pairs of stars, of which one at least is set to them.
fn stars(text: &str) -> Vec<Span> {
    let marks: Vec<usize> = text.match_indices("**").map(|(at, _)| at).collect();
    let pairs = marks.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1] + 2));
    let are_marks = |pair: &Span| {
        let inner = text.get(pair.start + 2..pair.end - 2).unwrap_or_default();
        inner.contains(char::is_alphanumeric)
            && !(inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace))
    };
    pairs.filter(are_marks).collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn stars_that_nobody_meant_are_named() {
        expect(
            &CHECK,
            "**On children in care, **inspectors said **so**. // finding: mark-printed ‹**On children in care, **›
            From 5 ** to \\*\\* of 9.",
        );
    }

    #[test]
    fn places_are_named() {
        expect(
            &CHECK,
            "“[Families] receive thoughtful help,” inspectors said. “[Statement: director]” // finding: place-to-fill-in ‹[Statement: director]›",
        );
        expect(&CHECK, "On [Date of publication] we say [more]. // finding: place-to-fill-in ‹[Date of publication]›");
    }
}
