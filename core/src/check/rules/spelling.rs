//! Spelling, by a Hunspell dictionary that the desk names or the system has (`hunspell-en-gb`). The program carries none:
//! which licence the usual one has is not clear. Without one the check says that it did not look.
//!
//! Rule: British spelling, as the dictionary has it. Words that begin with a capital are taken for names; what the report,
//! the brief or the desk has is right, and so are the terms of the field. Reading a dictionary takes longer (36 ms) than all
//! checks of a text together, so it is read once a run, when the first text is checked.

use crate::check::evidence::dictionary::{Dictionary, Spelling};
use crate::check::evidence::ground::Ground;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::{self, Token};
use crate::text::{self, Span, TextSpan};
use std::collections::HashSet;

/// The class, which the desk can switch off: then no dictionary is read.
pub static SPELLING: Class =
    Class { id: "spelling", severity: Severity::Warning, about: "a word is not in the British dictionary" };

/// The check.
pub(in crate::check) static CHECK: Check =
    Check { id: "spelling", rule: "British spelling", classes: &[&SPELLING], duties: Duties::All, run };

/// Finding the nearest word takes long: for the first of a text's misspelt words only.
const SUGGESTED: usize = 20;

/// Words of the field and of the trade that dictionaries lack.
const TERMS: [&str; 13] = [
    "caseload",
    "caseloads",
    "casework",
    "wellbeing",
    "neurodiverse",
    "neurodivergent",
    "newsdesk",
    "podcast",
    "podcasts",
    "safeguarding",
    "signposted",
    "signposting",
    "upskilling",
];
/// Beginnings that stand before a hyphen.
const PREFIXES: [&str; 14] =
    ["anti", "co", "cross", "ex", "inter", "mid", "multi", "non", "pan", "post", "pre", "re", "self", "semi"];

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let Spelling::With(dictionary) = ground.known.spelling else { return Vec::new() };
    let of_desk = words_of_desk(ground);
    let (mut seen, mut told): (HashSet<&str>, HashSet<&str>) = (HashSet::new(), HashSet::new());
    let mut found: Vec<Found> = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        for word in language::words(&part.own) {
            let whole = &part.own[word];
            if !seen.insert(whole) || is_other(whole, &part.own, word.start) || right(whole, dictionary) {
                continue;
            }
            for piece in pieces(whole) {
                let span = piece + word.start;
                let written = &part.own[span];
                if right(written, dictionary) || known(written, ground, &of_desk) || PREFIXES.contains(&written) {
                    continue;
                }
                let place = TextSpan { block: leaf, span };
                if text::is_latin(prose.written(prose.in_document(place))) && told.insert(written) {
                    found.push(misspelt(place, written, dictionary, found.len() < SUGGESTED));
                }
            }
        }
    }
    found
}

fn misspelt(place: TextSpan, word: &str, dictionary: &Dictionary, suggest: bool) -> Found {
    let found = Found::new(&SPELLING, place, format!("“{word}” is not in the dictionary"));
    let near = suggest.then(|| dictionary.nearest(&word.replace('’', "'"))).flatten();
    match near {
        Some(near) => found
            .edit(near.replace('\'', "’"))
            .hint("if it is right, put it into desk.toml, under [checks], into `spelt`"),
        None => found.hint("put it right or, if it is right, into desk.toml, under [checks], into `spelt`"),
    }
}

/// Whether this is no word to be looked up: a name, a number, an address, a tag.
fn is_other(word: &str, text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    word.contains(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '@' | '_' | '.' | ':' | '#'))
        || matches!(before, Some('#' | '@' | '/'))
        || word.chars().count() < 2
}

/// Whether the dictionary has a word, or it is a term.
fn right(word: &str, dictionary: &Dictionary) -> bool {
    let plain = word.replace('’', "'");
    let bare = plain.strip_suffix("'s").or(plain.strip_suffix('\'')).unwrap_or(&plain);
    dictionary.has(bare) || dictionary.has(&plain) || TERMS.contains(&bare)
}

/// The parts of a word that hyphens and slashes make.
fn pieces(word: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for piece in word.split(['-', '\u{2011}', '/', '–']) {
        let start = at + word[at..].find(piece).unwrap_or_default();
        at = start + piece.len();
        if piece.chars().count() > 1 {
            pieces.push(Span::new(start, at));
        }
    }
    pieces
}

/// Words that the desk knows, and those that it says are right.
fn words_of_desk(ground: &Ground<'_>) -> HashSet<String> {
    let words = ground.known.desk.iter().flat_map(|desk| desk.words.keys().chain(&desk.checks.spelt));
    words.flat_map(|words| language::tokens(words)).map(|token| token.form).collect()
}

/// Whether a source has the word.
fn known(word: &str, ground: &Ground<'_>, of_desk: &HashSet<String>) -> bool {
    language::tokens(word).iter().all(|Token { form, .. }| {
        ground.report.has(form)
            || ground.own.has(form)
            || ground.people.iter().any(|person| person.statements.has(form) || person.parts.contains(form))
            || of_desk.contains(form)
    })
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::evidence::dictionary::Dictionary;
    use crate::check::tests::{With, expect_with};

    const AFF: &str = "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\nSFX S Y 1\nSFX S 0 s .\n";
    const DIC: &str = "13\nthe\nat\nwork\nprogress/S\nwas\nmade\nby\nstaff\nplan/S\nof\nrun\nwell\nfor\n";

    fn with(dictionary: &Dictionary) -> With<'_> {
        let instead = &[("council = {", "checks = { spelt = [\"doorsteps\"] }\ncouncil = {")];
        With { dictionary: Some(dictionary), instead, ..With::default() }
    }

    #[test]
    fn misspelt_words_are_found_once_and_names_never() {
        let dictionary = Dictionary::read(AFF, DIC).expect("it is a dictionary");
        expect_with(
            &CHECK,
            &with(&dictionary),
            "The progess was made by staff. // finding: spelling ‹progess› -> progress
            The progess of plans, run by Thackwell, well-run for work, “was nott made”.
            The caseloads of doorsteps at www.avershire.exampel, #wellmaed, by wel-made plans. // finding: spelling ‹wel› -> well
            Complacent staff was not complacent.",
        );
    }
}
