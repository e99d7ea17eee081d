//! Earlier reports: words of theirs are quoted as theirs, and word by word.
//!
//! Rule: Open Government Licence v3.0, not misleading; Publicity Code 2011, objective. A reader takes a quotation for the newest
//! report's unless the text says otherwise.

use crate::check::evidence::earlier::{OfEarlier, Quotation};
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::text::TextSpan;

static AS_NEW: Class = Class {
    id: "quotation-of-earlier-report",
    severity: Severity::Error,
    about: "words of an earlier report are given as those of this one",
};
static ALTERED: Class = Class {
    id: "quotation-of-earlier-altered",
    severity: Severity::Error,
    about: "words that are said to be an earlier report’s are nearly its words",
};

static ABSENT: Class = Class {
    id: "quotation-of-earlier-not-found",
    severity: Severity::Error,
    about: "words that are said to be an earlier report’s are not in it",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "earlier-reports",
    rule: "Open Government Licence v3.0; Publicity Code 2011, objective",
    classes: &[&AS_NEW, &ALTERED, &ABSENT],
    duties: Duties::None,
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    reading.of_earlier().iter().filter_map(found).collect()
}

fn found(OfEarlier { pieces, quotation }: &OfEarlier<'_>) -> Option<Found> {
    let place = pieces[0];
    match quotation {
        Quotation::Right => None,
        Quotation::AsNew(year, passage) => {
            let message = format!("these words are in the report of {year}, and not in this one");
            let hint = "say that they are of the earlier report, or quote what this one says";
            Some(Found::new(&AS_NEW, place, message).hint(hint).source(passage))
        }
        Quotation::Altered(right, passage) => {
            let message = format!("{} says “{right}”", passage.label);
            Some(Found::new(&ALTERED, place, message).source(passage).edit(right.clone()))
        }
        Quotation::Absent(year) => {
            let message = format!("these words are not in the report of {year}");
            Some(Found::new(&ABSENT, place, message).hint("quote what that report says, or say who said this"))
        }
    }
}

/// Takes away what was found of quotations that were looked for in this report alone and are an earlier one's.
pub(in crate::check) fn settle(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let pieces: Vec<TextSpan> = reading.of_earlier().iter().flat_map(|of| of.pieces.iter().copied()).collect();
    let is_here =
        |place: TextSpan| pieces.iter().any(|piece| piece.block == place.block && piece.span.overlaps(place.span));
    let classes = super::quotations::CHECK.classes;
    let is_of_quotations = |found: &Found| classes.iter().any(|class| class.id == found.class);
    found.retain(|found| !(is_of_quotations(found) && is_here(found.finding.place)));
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect, expect_with};

    /// The report of 2021.
    const IN_2021: &str = r#"
document = "ilacs"
framework = "ilacs-2018"
title = "Inspection of Avershire local authority children’s services"
dates = [{ from = 2021-06-14, to = 2021-06-25 }]
authority = { name = "Avershire" }
paragraphs = [
  { number = 1, page = 2, text = "Too many young people lose touch with the council. Nobody asks them why, and few come back." },
]
"#;

    #[test]
    fn words_of_an_earlier_report_are_said_to_be_its() {
        let with = With { earlier: &[IN_2021], ..With::default() };
        expect_with(
            &CHECK,
            &with,
            "In 2021 inspectors wrote: “Too many young people lose touch with the council.”
            The previous report said that “nobody asks them why, and few come back”.
            Inspectors wrote: “Too many young people lose touch with the council.” // finding: quotation-of-earlier-report ‹Too many young people lose touch with the council.›
            In 2021 inspectors wrote: “Too many young people lost touch with the council.” // finding: quotation-of-earlier-altered ‹Too many young people lost touch with the council.› -> Too many young people lose touch with the council
            Inspectors wrote: “Children in care are loved and listened to.”
            In 2021 inspectors wrote: “The council has lost its way with older children.” // finding: quotation-of-earlier-not-found ‹The council has lost its way with older children.›
            At the last inspection, inspectors called it “a service that has lost its way”. // finding: quotation-of-earlier-not-found ‹a service that has lost its way›
            In 2018 inspectors wrote: “The council has lost its way with older children.”
            Since 2021, inspectors wrote, “children in care are loved and listened to”.
            Councillor Marian Thackwell said: “Too many young people lose touch with the council.”",
        );
        expect(&CHECK, "Inspectors wrote: “Too many young people lose touch with the council.”");
    }
}
