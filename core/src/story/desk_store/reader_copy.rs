//! A version as one person reads it before answering: what changed since a version that the person knows, what the checks
//! say, and where its quotations are from. It is made from the version on record, never from the draft's file.

use super::claims::{Answered, answers};
use super::conditions::embargo;
use super::{DeskStore, review_of};
use crate::check::{Covered, Found, Prose};
use crate::document::{Document, MadeFile, Redline, Summary, VersionId};
use crate::finding::Severity;
use crate::review::{Act, Actor, Event, Refused, Review, RoleId, State, TextName};
use crate::story::compare::compare_read;
use crate::story::trace::{Cited, TracedLine, Whose, trace_document};
use crate::story::{self, About, Checker, Error};
use crate::text::{Span, TextSpan};
use crate::zone::LocalTime;
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::Path;

/// A version as one person reads it.
#[derive(Debug)]
pub struct ReaderCopy {
    /// The text.
    pub text: TextName,
    /// The version: the one that waits for sign-offs or has them or, once it was returned or withdrawn, that one.
    pub version: VersionId,
    /// Its title.
    pub title: String,
    /// The language tag of its words.
    pub language: String,
    /// The file that it describes.
    pub file: Option<MadeFile>,
    /// The state of the text.
    pub review: Review,
    /// The role in which the person can sign it now, or why they cannot.
    pub role: Result<RoleId, Refused>,
    /// The end of the embargo, if the story has one.
    pub embargo: Option<LocalTime>,
    /// The versions that it can be compared with.
    pub bases: Vec<Base>,
    /// Which of them it is compared with; `None` if there are none: all is new, and no change is marked.
    pub base: Option<usize>,
    /// The changes since then.
    pub redline: Redline,
    /// The changes, by kind.
    pub summary: Summary,
    /// The findings, in the order of their places.
    pub found: Vec<Found>,
    /// What the text says of the result, and what it leaves out.
    pub coverage: Vec<Covered>,
    /// What was not looked at, and why.
    pub not_looked_at: Vec<String>,
    /// The quotations, in their order.
    pub quotations: Vec<Quotation>,
    /// Phrases that people wrote and no source has.
    pub unsourced: Vec<TextSpan>,
    /// The words of each paragraph, heading, item and cell.
    pub leaves: Vec<String>,
    /// The reasons for which versions were returned, and the withdrawals, the last first.
    pub remarks: Vec<Event>,
    /// What people who check facts said of its sentences.
    pub answers: Vec<Answered>,
}

/// An earlier version, with the reason to compare with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The version.
    pub version: VersionId,
    /// What it is to the person.
    pub kind: BaseKind,
    /// The story it is of, if that is another one.
    story: Option<String>,
}

/// What an earlier version is to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseKind {
    /// The person signed it.
    Signed(Timestamp),
    /// The person returned it.
    Returned(Timestamp),
    /// It was approved last.
    Approved(Date),
}

/// A quotation, and what it was held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its words.
    pub words: String,
    /// Where they are: a place in each paragraph that they run over.
    pub places: Vec<TextSpan>,
    /// The source that has them, with its text and the part of it that they are.
    pub source: Option<Cited>,
    /// The finding about it, as an index.
    pub finding: Option<usize>,
}

impl ReaderCopy {
    /// Returns how many findings block the text.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|found| found.finding.severity == Severity::Error).count()
    }
}

impl DeskStore {
    /// Returns the version of a text that a person is to read: the current one, compared with the version that `since` begins
    /// the name of or, without one, with the last that the person answered, or else the last that was approved.
    ///
    /// # Errors
    /// Nothing was submitted, the story or a version cannot be read, or no version has such a name.
    pub fn reader_copy(&self, text: &TextName, person: &Actor, since: Option<&str>) -> Result<ReaderCopy, Error> {
        let log = self.log()?;
        let review = review_of(self.zone(), &log, text)?;
        let version = shown(&review).ok_or_else(|| super::refused(text, review.not_submitted()))?;
        let document = self.document(&version)?;
        let folder = self.place_of(text).folder;
        let story = story::open(&folder)?;
        let events: Vec<&Event> =
            log.events.iter().map(|recorded| &recorded.event).filter(|event| event.text.is(text)).collect();
        let bases = self.bases(text, &version, person, &events)?;
        let base = match since {
            Some(since) => bases.iter().position(|base| base.version.as_str().starts_with(since)),
            None => (!bases.is_empty()).then_some(0),
        };
        let (old, old_folder) = match base.map(|base| &bases[base]) {
            Some(base) => {
                let of = base.story.as_ref().map_or_else(|| folder.clone(), |name| self.story_folder(name));
                (self.document(&base.version)?, of)
            }
            // All of it is new: that is said once, and not of each word.
            None => (document.clone(), folder.clone()),
        };
        let comparison = compared((&old, &old_folder), (&document, &story, &folder))?;
        let about = About { output: Some(&text.output), ..About::default() };
        let (prose, outcome) = Checker::new(&story, about)?.check(&document);
        let traced = trace_document(&story, &document)?;
        let remarks = events.iter().rev().filter(|event| matches!(event.act, Act::Returned { .. })).take(3);
        Ok(ReaderCopy {
            text: text.clone(),
            title: document.title.clone(),
            language: document.language().to_owned(),
            file: document.made_file(),
            role: review.role_for(&version, person, None),
            embargo: embargo(&story, self.zone())?,
            bases,
            base,
            redline: comparison.redline,
            summary: comparison.summary,
            quotations: quotations(&prose, &outcome.found, &traced),
            unsourced: unsourced(&traced),
            leaves: document.leaves().iter().map(crate::document::Leaf::text).collect(),
            found: outcome.found,
            coverage: outcome.coverage,
            not_looked_at: outcome.not_looked_at,
            remarks: remarks.map(|event| (*event).clone()).collect(),
            answers: answers(&document, &log, text),
            review,
            version,
        })
    }

    /// Returns the versions that a version can be compared with: the last that the person signed or returned, and the last that
    /// was approved, of this story or, if none was, of the council.
    fn bases(
        &self,
        text: &TextName,
        version: &VersionId,
        person: &Actor,
        events: &[&Event],
    ) -> Result<Vec<Base>, Error> {
        let answered = events.iter().rev().find_map(|event| {
            match &event.act {
                Act::Signed { version: signed, .. } => Some((signed, BaseKind::Signed(event.at), &event.by)),
                Act::Returned { version: returned, .. } => Some((returned, BaseKind::Returned(event.at), &event.by)),
                _ => None,
            }
            .filter(|(answered, _, by)| by.id == person.id && *answered != version)
        });
        let mut bases: Vec<Base> = Vec::new();
        if let Some((version, kind, _)) = answered {
            bases.push(Base { version: version.clone(), kind, story: None });
        }
        if let Some(approved) = self.approved(&text.output, Some(&text.council))?
            && approved.version != *version
            && bases.iter().all(|base| base.version != approved.version)
        {
            let story = approved.story.filter(|story| Some(story) != text.story.as_ref());
            bases.push(Base { version: approved.version, kind: BaseKind::Approved(approved.on), story });
        }
        Ok(bases)
    }
}

/// Compares two versions, each read with its own story.
fn compared(
    (old, old_folder): (&Document, &Path),
    (new, new_story, folder): (&Document, &story::Story, &Path),
) -> Result<crate::diff::Comparison, Error> {
    if old_folder == folder {
        return Ok(compare_read((old, new_story), (new, new_story)));
    }
    Ok(compare_read((old, &story::compare::story_at(old_folder)?), (new, new_story)))
}

/// Returns the version that a reader is shown.
pub(super) fn shown(review: &Review) -> Option<VersionId> {
    match (&review.state, review.current()) {
        (_, Some(current)) => Some(current.version().clone()),
        (State::Returned(returned), None) => Some(returned.version.clone()),
        (State::Withdrawn(withdrawn), None) => Some(withdrawn.version.clone()),
        _ => None,
    }
}

/// Returns the quotations of a text with their sources.
fn quotations(prose: &Prose, found: &[Found], traced: &[TracedLine]) -> Vec<Quotation> {
    let outer = prose.quotes.iter().filter(|quote| quote.depth == 0);
    outer
        .map(|quote| {
            let places: Vec<TextSpan> = quote.pieces.iter().map(|piece| prose.in_document(*piece)).collect();
            let touches = |place: TextSpan| {
                places.iter().any(|own| own.block == place.block && own.span.intersection(place.span).is_some())
            };
            let finding =
                found.iter().position(|found| found.class.starts_with("quotation") && touches(found.finding.place));
            let source = places.iter().find_map(|place| cited(traced, *place));
            Quotation { words: prose.words_of(quote).text, places, source, finding }
        })
        .collect()
}

/// Returns the passage that most of the words at a place are from.
fn cited(traced: &[TracedLine], place: TextSpan) -> Option<Cited> {
    let mut best: Option<(usize, &Cited)> = None;
    for (own, run) in traced.get(place.block)?.placed() {
        let shared = own.intersection(place.span).map_or(0, Span::len);
        let source = run.sources.iter().find(|source| source.text.is_some());
        if let Some(source) = source.filter(|_| matches!(run.whose, Whose::Report | Whose::Brief))
            && shared > best.map_or(0, |(length, _)| length)
        {
            best = Some((shared, source));
        }
    }
    best.map(|(_, source)| source.clone())
}

/// Returns the phrases that people wrote and no source has.
fn unsourced(traced: &[TracedLine]) -> Vec<TextSpan> {
    let mut phrases: Vec<TextSpan> = Vec::new();
    for (block, line) in traced.iter().enumerate() {
        for (own, run) in line.placed() {
            let is_person = matches!(run.whose, Whose::Person | Whose::Unknown);
            if is_person && run.run.text.chars().any(char::is_alphanumeric) {
                phrases.push(TextSpan { block, span: own });
            }
        }
    }
    phrases
}
