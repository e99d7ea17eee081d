//! A text as it is read for its reach: its words, what the checks read in it, its quotations and who speaks them. A release and a
//! cutting are read alike. Not here: which messages are in it (messages, verdict).

use super::text::{Text, Vocabulary};
use super::word_lists::{WORDS, begins};
use crate::check::{self, Covered, Found, Ground, NOBODY_SPEAKS, Outcome, Prose, Weights, facts};
use crate::document::{Document, Fact, FactKind, Origin};
use crate::finding::Severity;
use crate::language::{self, name_parts};
use crate::text::{Span, TextSpan};
use std::ops::Range;

/// Words in quotation marks.
#[derive(Debug)]
pub(super) struct Quote {
    /// Its words, paragraph by paragraph; none is empty.
    pub(super) pieces: Vec<Range<usize>>,
    /// Who speaks them.
    pub(super) speaker: String,
}

/// A text, read.
#[derive(Debug)]
pub(super) struct Said<'a> {
    /// Its words.
    pub(super) text: Text,
    /// Its facts.
    pub(super) facts: Vec<Fact>,
    /// What it tells of the result.
    pub(super) coverage: Vec<Covered>,
    /// Its errors, by the checks.
    pub(super) errors: Vec<Found>,
    /// Where it compares councils.
    pub(super) ranks: Vec<TextSpan>,
    /// Its quotations that stand in no other.
    pub(super) quotes: Vec<Quote>,
    /// The report, passage by passage, as quotations are looked up in it.
    report: Vec<String>,
    /// Where its words are from: of each paragraph the parts.
    origins: Vec<Vec<(Span, &'a Origin)>>,
}

impl<'a> Said<'a> {
    /// Reads a text against what is known.
    pub(super) fn of(document: &'a Document, ground: &Ground<'_>, vocabulary: &mut Vocabulary) -> Said<'a> {
        let prose = Prose::of(document);
        let text = Text::of(document, vocabulary);
        let Outcome { found, coverage, .. } = check::run(&prose, ground, &Weights::new());
        let facts = facts(&prose, ground);
        let ranked = found.iter().filter(|found| found.class.starts_with("ranking-")).map(|found| found.finding.place);
        let mut ranks: Vec<TextSpan> = ranked.chain(comparisons(&text)).collect();
        ranks.sort_unstable();
        Said {
            ranks,
            quotes: quotes(&prose, &text, &facts),
            report: ground.report_passages().iter().map(|passage| plain(&passage.text)).collect(),
            errors: found.into_iter().filter(|found| found.finding.severity == Severity::Error).collect(),
            origins: origins(document),
            text,
            facts,
            coverage,
        }
    }

    /// Returns where the words at a place are from, without those of which that is not known.
    pub(super) fn origins_of(&self, place: TextSpan) -> Vec<&'a Origin> {
        let parts = self.origins.get(place.block).map_or(&[][..], Vec::as_slice);
        let here = parts.iter().filter(|(span, _)| span.overlaps(place.span)).map(|(_, origin)| *origin);
        here.filter(|origin| **origin != Origin::Unknown).collect()
    }

    /// Returns whether the report has the words of a quotation.
    pub(super) fn is_of_report(&self, quote: &Quote) -> bool {
        let has = |piece: &Range<usize>| {
            let words = plain(&self.text.text_of(piece.clone()));
            self.report.iter().any(|passage| passage.contains(&words))
        };
        quote.pieces.iter().all(has)
    }

    /// Returns the errors at a place whose names begin so.
    pub(super) fn errors_at<'s>(&'s self, place: TextSpan, class: &'s str) -> impl Iterator<Item = &'s Found> {
        self.errors.iter().filter(move |found| found.class.starts_with(class) && found.finding.place.overlaps(place))
    }

    /// Returns the words that a person is said to speak: quotations, and the sentences that name the person, or go on with "she".
    pub(super) fn spoken_by(&self, speaker: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = self.quoted_from(speaker).cloned().collect();
        let surname = name_parts(speaker).pop().unwrap_or_default();
        let mut last: Option<usize> = None;
        for (number, sentence) in self.text.sentences.iter().enumerate() {
            let written = self.text.written(sentence).to_lowercase();
            let named = written.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == surname);
            let goes_on = begins(&written, &WORDS.goes_on);
            let is_near = last.is_some_and(|last| number - last <= 2);
            if named && !surname.is_empty() || goes_on && is_near {
                last = Some(number);
                found.push(sentence.words.clone());
            }
        }
        found
    }

    /// Returns the words that are quoted from a person.
    pub(super) fn quoted_from(&self, speaker: &str) -> impl Iterator<Item = &Range<usize>> {
        self.quotes.iter().filter(move |quote| is_same(&quote.speaker, speaker)).flat_map(|quote| &quote.pieces)
    }
}

/// Returns whether two names are one person's: the surname is the same, and the first name where both have one.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (name_parts(one), name_parts(other));
    let first = one.len() < 2 || other.len() < 2 || one[0] == other[0];
    one.last().is_some() && one.last() == other.last() && first
}

/// Returns the words of a text, parted and surrounded by spaces.
fn plain(text: &str) -> String {
    let forms: Vec<String> = language::tokens(text).into_iter().map(|token| token.form).collect();
    format!(" {} ", forms.join(" "))
}

/// The sentences that put the council at a place among others, whether or not the checks look for evidence of it.
fn comparisons(text: &Text) -> impl Iterator<Item = TextSpan> {
    let compares = |sentence: &&super::text::Sentence| {
        let forms: Vec<String> = language::tokens(text.written(sentence)).into_iter().map(|token| token.form).collect();
        let has = |list: &language::List| forms.iter().any(|form| list.has(form));
        has(&WORDS.rank) && has(&WORDS.others)
    };
    text.sentences.iter().filter(compares).map(|sentence| TextSpan { block: sentence.leaf, span: sentence.span })
}

fn quotes(prose: &Prose, text: &Text, facts: &[Fact]) -> Vec<Quote> {
    let outer = prose.quotes.iter().filter(|quote| quote.depth == 0);
    let quote = |quote: &language::Quoted| {
        let places: Vec<TextSpan> = quote.pieces.iter().map(|piece| prose.in_document(*piece)).collect();
        let speaks = |fact: &&Fact| fact.kind == FactKind::Speaker && Some(&fact.place) == places.first();
        let speaker = facts.iter().find(speaks).map_or(NOBODY_SPEAKS, |fact| &fact.value).to_owned();
        let pieces: Vec<Range<usize>> =
            places.iter().map(|place| text.words_at(*place)).filter(|words| !words.is_empty()).collect();
        (!pieces.is_empty()).then_some(Quote { pieces, speaker })
    };
    outer.filter_map(quote).collect()
}

fn origins(document: &Document) -> Vec<Vec<(Span, &Origin)>> {
    let mut all = Vec::new();
    for leaf in document.leaves() {
        let mut at = 0;
        let mut parts = Vec::new();
        for run in leaf.runs {
            parts.push((Span::new(at, at + run.text.len()), &run.origin));
            at += run.text.len();
        }
        all.push(parts);
    }
    all
}
