//! A version as a person reads it who checks facts: its sentences, each with what it is made of, those without a source first; and what
//! people said of them. An answer is about the words of a sentence, and holds in every version that has them.

use super::{DeskStore, ReviewError, refused};
use crate::check::Found;
use crate::document::{Document, Leaf, VersionId};
use crate::finding::Severity;
use crate::language::sentences;
use crate::review::{Act, Acting, Actor, PersonId, Review, TextName, Verdict};
use crate::store::Log;
use crate::story::trace::{Cited, TracedLine, Whose, trace_document};
use crate::story::{self, About, Checker, Error};
use crate::text::{Span, TextSpan, normal};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// The sentences of a version that say something which can be checked.
#[derive(Debug)]
pub struct Claims {
    /// The text.
    pub text: TextName,
    /// The version.
    pub version: VersionId,
    /// Its title.
    pub title: String,
    /// The sentences: those without a source first, then those that a finding is about, then the others, each in reading order.
    pub claims: Vec<Claim>,
}

/// A sentence, and what is known of it.
#[derive(Debug)]
pub struct Claim {
    /// Its words.
    pub sentence: String,
    /// What it was made of.
    pub sources: Vec<Cited>,
    /// The phrases in it that no source has.
    pub unsourced: Vec<String>,
    /// What the checks say of it, but for notes.
    pub findings: Vec<String>,
    /// What people said of it: of each, what they said last.
    pub answers: Vec<Answered>,
}

/// What a person said of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The words of the sentence.
    pub sentence: String,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// What.
    pub verdict: Verdict,
    /// What is right, or why.
    pub because: Option<String>,
}

impl DeskStore {
    /// Returns what can be checked in the version of a text that is in review or signed off.
    ///
    /// # Errors
    /// There is no such version, or the story or the record cannot be read.
    pub fn claims(&self, text: &TextName) -> Result<Claims, Error> {
        let (log, review) = (self.log()?, self.review(text)?);
        let current = review.current().ok_or_else(|| refused(text, review.not_submitted()))?;
        let version = current.version().clone();
        let document = self.document(&version)?;
        let story = story::open(&self.place_of(text).folder)?;
        let about = About { output: Some(&text.output), ..About::default() };
        let (_, outcome) = Checker::new(&story, about)?.check(&document);
        let traced = trace_document(&story, &document)?;
        let said = said(&document, &log, text);
        let mut claims: Vec<Claim> = sentences_of(&document)
            .into_iter()
            .filter_map(|(place, words)| {
                let mut claim = claim(words, place, traced.get(place.block)?)?;
                claim.findings = findings(&outcome.found, place);
                let key = normal(&claim.sentence);
                let own = said.iter().filter(|((sentence, _), _)| *sentence == key);
                claim.answers.extend(own.map(|(_, answer)| answer.clone()));
                Some(claim)
            })
            .collect();
        claims.sort_by_key(|claim| (claim.unsourced.is_empty(), claim.findings.is_empty()));
        Ok(Claims { text: text.clone(), version, title: document.title.clone(), claims })
    }

    /// Returns what people said of the sentences of the version that is in review or signed off.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn answers(&self, text: &TextName) -> Result<Vec<Answered>, Error> {
        let (log, review) = (self.log()?, self.review(text)?);
        let Some(current) = review.current() else { return Ok(Vec::new()) };
        Ok(answers(&self.document(current.version())?, &log, text))
    }

    /// Records what a person says of a sentence of the version that they saw.
    ///
    /// # Errors
    /// Another version is the current one, or it has no such sentence.
    pub fn check_sentence(
        &self,
        (text, version): (&TextName, &VersionId),
        sentence: &str,
        (verdict, because): (Verdict, Option<&str>),
        acting: &Acting,
    ) -> Result<(), Error> {
        let key = normal(sentence);
        let all = sentences_of(&self.document(version)?);
        let Some((_, words)) = all.into_iter().find(|(_, words)| normal(words) == key) else {
            return Err(ReviewError::NoSentence { sentence: sentence.to_owned() }.into());
        };
        let act = |review: &Review| {
            review.is_current(version).map_err(|why| refused(text, why))?;
            let (version, because) = (version.clone(), because.map(str::to_owned));
            Ok(Act::Checked { version, sentence: words.clone(), verdict, because })
        };
        self.record(acting, text, None, act).map(drop)
    }
}

/// Returns what people said of the sentences that a version still has: of each person and sentence what they said last.
pub(super) fn answers(document: &Document, log: &Log, text: &TextName) -> Vec<Answered> {
    said(document, log, text).into_values().collect()
}

/// Returns the same by sentence, in normal form, and person.
fn said(document: &Document, log: &Log, text: &TextName) -> BTreeMap<(String, PersonId), Answered> {
    let all: BTreeSet<String> = sentences_of(document).iter().map(|(_, words)| normal(words)).collect();
    let mut last = BTreeMap::new();
    for event in log.events.iter().map(|recorded| &recorded.event).filter(|event| event.text.is(text)) {
        let Act::Checked { sentence, verdict, because, .. } = &event.act else { continue };
        let key = normal(sentence);
        if all.contains(&key) {
            let (by, sentence, because) = (event.by.clone(), sentence.clone(), because.clone());
            let answer = Answered { sentence, at: event.at, verdict: *verdict, because, by };
            last.insert((key, event.by.id.clone()), answer);
        }
    }
    last
}

/// Returns the sentences of a document, each with its place.
fn sentences_of(document: &Document) -> Vec<(TextSpan, String)> {
    let leaves: Vec<String> = document.leaves().iter().map(Leaf::text).collect();
    let of_leaf = |(block, words): (usize, &String)| {
        let own = sentences(words).into_iter();
        own.map(|span| (TextSpan { block, span }, words[span].to_owned())).collect::<Vec<_>>()
    };
    leaves.iter().enumerate().flat_map(of_leaf).collect()
}

/// Returns a sentence with what it is made of; `None` if it is standard wording and nothing else.
fn claim(sentence: String, place: TextSpan, line: &TracedLine) -> Option<Claim> {
    let (mut sources, mut unsourced) = (Vec::<Cited>::new(), Vec::new());
    for (own, run) in line.placed() {
        let Some(part) = own.intersection(place.span).filter(|part| !part.is_empty()) else { continue };
        // Standard words are nobody's claim.
        let of_somebody = run.sources.iter().filter(|_| run.whose != Whose::Template);
        for source in of_somebody {
            if sources.iter().all(|known| known.pointer != source.pointer) {
                sources.push(source.clone());
            }
        }
        let words = run.run.text[Span::new(part.start - own.start, part.end - own.start)].trim();
        if matches!(run.whose, Whose::Person | Whose::Unknown) && words.chars().any(char::is_alphanumeric) {
            unsourced.push(words.to_owned());
        }
    }
    let says_something = !sources.is_empty() || !unsourced.is_empty();
    says_something.then_some(Claim { sentence, sources, unsourced, findings: Vec::new(), answers: Vec::new() })
}

fn findings(found: &[Found], place: TextSpan) -> Vec<String> {
    let touches = |found: &&Found| {
        let at = found.finding.place;
        found.finding.severity > Severity::Note && at.block == place.block && at.span.intersection(place.span).is_some()
    };
    found.iter().filter(touches).map(|found| found.finding.message.clone()).collect()
}
