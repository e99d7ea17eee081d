//! Edits: what a person put into a draft has a source where it claims a fact - a figure, a date, a grade, a name, a
//! quotation. Only a text whose draft is kept tells what a person put in; and where another check has something to say,
//! this one is silent.
//!
//! Rule: facts agree with their source (council practice; Publicity Code 2011, objective). Words of the report or of a
//! statement that a person typed have a source; a fact that no source has is worth a look.

use crate::check::evidence::counted::is_cited;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::evidence::sources::sources_in;
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::who_speaks::people_in;
use crate::check::rules::counts::is_other;
use crate::check::rules::retold::ALTERED;
use crate::check::{Check, Class, Duties, Found};
use crate::document::Origin;
use crate::finding::Severity;
use crate::language::{self, dates::mentions, number};
use crate::text::{self, Span, TextSpan};
use std::collections::BTreeMap;

static CLAIM: Class = Class {
    id: "claim-without-origin",
    severity: Severity::Warning,
    about: "an edit of a draft claims a fact that no source has",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "origins",
    rule: "agreement with the source, for what was edited",
    classes: &[&CLAIM],
    duties: Duties::All,
    run,
};

/// Words of a quotation from which it is one, and no name for a thing.
const QUOTED: usize = 4;
fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let edited: Vec<usize> = (0..prose.parts.len()).filter(|leaf| is_edited(&prose.parts[*leaf])).collect();
    if edited.is_empty() {
        return Vec::new();
    }
    let mut has_source: Vec<Vec<bool>> = prose.parts.iter().map(|part| vec![false; part.text.len()]).collect();
    for sourced in sources_in(prose, ground) {
        let TextSpan { block, span } = sourced.place;
        has_source[block][span.start..span.end].fill(true);
    }
    let mut found = Vec::new();
    for leaf in edited {
        let part = &prose.parts[leaf];
        let tokens = part.tokens();
        let from_nowhere = |span: Span| {
            let is_new = |byte: usize| matches!(part.origin_at(byte), Origin::Person { .. }) && !has_source[leaf][byte];
            tokens.iter().any(|token| span.contains(token.span.start) && is_new(token.span.start))
        };
        let mut told: Vec<Span> = Vec::new();
        for (span, what) in claims(reading, leaf) {
            if told.iter().any(|other| other.overlaps(span)) || !from_nowhere(span) {
                continue;
            }
            told.push(span);
            let message =
                format!("{what} was put in by hand, and no source has it: {}", text::shortened(&part.text[span]));
            let hint = "give its source as a fact in brief.toml, or take it out";
            found.push(Found::new(&CLAIM, TextSpan { block: leaf, span }, message).hint(hint));
        }
    }
    found.sort_by_key(|found| (found.finding.place.block, found.finding.place.span.start));
    found
}

fn is_edited(part: &Part) -> bool {
    part.origins.iter().any(|(_, origin)| matches!(origin, Origin::Person { .. }))
}

/// What claims a fact in a leaf, the larger claims first.
fn claims(reading: &Reading<'_>, leaf: usize) -> Vec<(Span, &'static str)> {
    let &Reading { prose, ground, .. } = reading;
    let part = &prose.parts[leaf];
    let mut all: Vec<(Span, &'static str)> = Vec::new();
    let pieces = prose.quotes.iter().flat_map(|quote| &quote.pieces).filter(|piece| piece.block == leaf);
    let long = pieces.filter(|piece| language::words(&part.text[piece.span]).count() >= QUOTED);
    all.extend(long.map(|piece| (piece.span, "a quotation")));
    all.extend(mentions(&part.own).into_iter().map(|mention| (mention.span, "a date")));
    for claim in &reading.claims()[leaf] {
        all.push((claim.place.span, "a grade"));
    }
    for (range, voice) in people_in(&part.own, ground) {
        if matches!(voice, Voice::Stranger(_)) {
            all.push((range, "a name"));
        }
    }
    let tokens = part.own_tokens();
    for (place, token) in tokens.iter().enumerate() {
        let form = token.form.as_str();
        let is_link = part.links.iter().any(|(span, _)| span.contains(token.span.start));
        if is_link || is_cited(&part.own, token.span.start) || is_other(tokens, place, &part.own) {
            continue;
        }
        let is_number = form.starts_with(|c: char| c.is_ascii_digit()) || number(form).is_some_and(|number| number > 1);
        if is_number || language::is_amount(form) {
            all.push((token.span, "a figure"));
        }
    }
    all
}

/// Removes findings that another one at the same place makes superfluous: that a person wrote the words, if anything else is found
/// there, and that no source has something, if a source is known to say otherwise.
pub(in crate::check) fn silence_doubles(found: &mut Vec<Found>) {
    let is_general = |found: &Found| found.class.ends_with("-without-source");
    let place = |found: &Found| (found.finding.place.block, found.finding.place.span);
    let mut others: BTreeMap<usize, Vec<(Span, bool)>> = BTreeMap::new();
    for other in found.iter().filter(|found| found.class != CLAIM.id) {
        let (block, span) = place(other);
        others.entry(block).or_default().push((span, other.class == ALTERED.id));
    }
    found.retain(|found| {
        let (block, span) = place(found);
        let is_there = |sure: bool| {
            let mut others = others.get(&block).into_iter().flatten();
            others.any(|(other, is_sure)| other.overlaps(span) && (*is_sure || !sure))
        };
        !(found.class == CLAIM.id && is_there(false) || is_general(found) && is_there(true))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::evidence::prose::Prose;
    use crate::check::tests::{With, with_ground};
    use crate::check::{Weights, run};
    use crate::load::markdown;
    use crate::text::Span;

    /// What all checks say about the first words of a story's draft in which a person wrote what stands in {...}.
    fn found(text: &str) -> Vec<String> {
        let mut plain = String::new();
        let mut origins = Vec::new();
        for (number, piece) in text.split(['{', '}']).enumerate() {
            let origin = match number % 2 {
                0 => Origin::Template { name: "t".to_owned(), line: 1 },
                _ => Origin::Person { name: None },
            };
            origins.push((Span::all(piece) + plain.len(), origin));
            plain += piece;
        }
        let prose = Prose::of(&markdown::read(&plain, &origins).0);
        let mut all = Vec::new();
        with_ground(&With::default(), |ground| {
            let outcome = run(&prose, ground, &Weights::new());
            let of_place = outcome.found.iter().filter(|found| !found.finding.place.span.is_empty());
            all.extend(of_place.map(|found| format!("{} ‹{}›", found.class, prose.at(found.finding.place))));
        });
        all.retain(|found| !found.starts_with("balance") && !found.starts_with("link"));
        all
    }

    #[test]
    fn a_fact_that_a_person_put_in_needs_a_source() {
        assert_eq!(found("We helped {hundreds of} families."), ["number-without-source ‹hundreds›"]);
        assert_eq!(found("We helped {14} families."), ["claim-without-origin ‹14›"]);
        assert_eq!(found("Work began with the {Wyle Valley} team."), ["claim-without-origin ‹Wyle Valley›"]);
    }

    #[test]
    fn what_has_a_source_or_claims_nothing_is_fine() {
        for text in [
            "We helped hundreds of families.",
            "We {did help} families.",
            "In 2024 the council opened {14} new homes.",
            "It was led by {Gareth Winslade} and published on {6 May 2025}.",
            "Inspectors said: “{Social workers visit often.}”",
            "It {stands in paragraph 2; call 01632 960 114}.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn where_another_check_speaks_this_one_is_silent() {
        assert_eq!(found("The council opened {15} new homes."), ["figure-altered ‹15›"]);
        assert_eq!(found("We let {15} new flats."), ["number-without-source ‹15›"]);
        assert_eq!(found("{Jane Okafor, head of early help,} said so."), ["name-without-source ‹Jane Okafor›"]);
    }

    #[test]
    fn figures_of_the_house_need_no_source() {
        assert_eq!(found("Post 88 characters on X."), Vec::<String>::new());
    }
}
