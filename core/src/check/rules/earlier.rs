//! Earlier reports: words of theirs are quoted as theirs, and word by word.
//!
//! Rule: Open Government Licence v3.0, not misleading; Publicity Code 2011, objective. A reader takes a quotation for the newest
//! report's unless the text says otherwise.

use crate::check::evidence::earlier::means_earlier;
use crate::check::evidence::passages::Passage;
use crate::check::evidence::reading::Reading;
use crate::check::evidence::speaker::Voice;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::{Quoted, tokens};
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

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "earlier-reports",
    rule: "Open Government Licence v3.0; Publicity Code 2011, objective",
    classes: &[&AS_NEW, &ALTERED],
    duties: Duties::None,
    run,
};

/// How many words a quotation has at least to be looked for in earlier reports: shorter ones are found anywhere.
const FEWEST: usize = 4;
/// The share of a quotation's words from which it is an earlier report's with a change.
const ALIKE: f64 = 0.7;

/// A quotation that has to do with an earlier report.
enum Quotation<'a> {
    /// It is the earlier report's, and said to be.
    Right,
    /// It is the earlier report's, and the text does not say so.
    AsNew(i16, &'a Passage),
    /// It is said to be the earlier report's, and is nearly its words.
    Altered(String, &'a Passage),
}

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let found = quotations(reading).into_iter().filter_map(|(quote, quotation)| {
        let place = reading.prose.words_of(quote).first();
        match quotation {
            Quotation::Right => None,
            Quotation::AsNew(year, passage) => {
                let message = format!("these words are in the report of {year}, and not in this one");
                let hint = "say that they are of the earlier report, or quote what this one says";
                Some(Found::new(&AS_NEW, place, message).hint(hint).source(passage))
            }
            Quotation::Altered(right, passage) => {
                let message = format!("{} says “{right}”", passage.label);
                Some(Found::new(&ALTERED, place, message).source(passage).edit(right))
            }
        }
    });
    found.collect()
}

/// Takes away what was found of quotations that were looked for in this report alone and are an earlier one's.
pub(in crate::check) fn settle(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let pieces: Vec<TextSpan> = quotations(reading).into_iter().flat_map(|(quote, _)| quote.pieces.clone()).collect();
    let is_here =
        |place: TextSpan| pieces.iter().any(|piece| piece.block == place.block && piece.span.overlaps(place.span));
    let classes = super::quotations::CHECK.classes;
    let is_of_quotations = |found: &Found| classes.iter().any(|class| class.id == found.class);
    found.retain(|found| !(is_of_quotations(found) && is_here(found.finding.place)));
}

fn quotations<'a>(reading: &Reading<'a>) -> Vec<(&'a Quoted, Quotation<'a>)> {
    let &Reading { prose, ground, .. } = reading;
    if ground.earlier.is_empty() {
        return Vec::new();
    }
    let outer = prose.quotes.iter().zip(reading.voices()).filter(|(quote, _)| quote.depth == 0);
    outer.filter_map(|(quote, voice)| Some((quote, of_quote(reading, quote, voice)?))).collect()
}

fn of_quote<'a>(reading: &Reading<'a>, quote: &Quoted, voice: &Voice) -> Option<Quotation<'a>> {
    let &Reading { prose, ground, .. } = reading;
    let is_person = |number: usize| !ground.people[number].inspector;
    if matches!(voice, Voice::Stranger(_) | Voice::Unnamed(_))
        || matches!(voice, Voice::Person(number) if is_person(*number))
    {
        return None;
    }
    let words = prose.words_of(quote).text;
    let tokens = tokens(&words);
    let is_ours = || ground.sources().any(|source| !source.exact(&source.ids(&tokens)).is_empty());
    if tokens.len() < FEWEST || is_ours() {
        return None;
    }
    let TextSpan { block, span } = quote.pieces[0];
    let part = &prose.parts[block];
    // What comes before it in its paragraph, the line that introduces it, and the end of its sentence.
    let end = part.sentence_at(span.end.min(part.own.len().saturating_sub(1))).end;
    let introduces = block.checked_sub(1).map(|above| &prose.parts[above]);
    let introduces = introduces.filter(|above| above.is_heading() || above.own.trim_end().ends_with(':'));
    let said = |years: &[i16]| {
        means_earlier(&part.own[..end], years) || introduces.is_some_and(|above| means_earlier(&above.own, years))
    };
    for report in &ground.earlier {
        let (years, passages) = (report.years(), &report.passages);
        if let Some(word) = report.find(&words) {
            let as_new = || Quotation::AsNew(report.year, passages.passage(word));
            return Some(if said(&years) { Quotation::Right } else { as_new() });
        }
        let near =
            passages.nearest(&passages.ids(&tokens)).filter(|near| near.likeness >= ALIKE && !near.words.is_empty());
        if let Some(near) = near.filter(|_| said(&years)) {
            return Some(Quotation::Altered(passages.text(near.words), passages.passage(near.words.start)));
        }
    }
    None
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
            Councillor Marian Thackwell said: “Too many young people lose touch with the council.”",
        );
        expect(&CHECK, "Inspectors wrote: “Too many young people lose touch with the council.”");
    }
}
