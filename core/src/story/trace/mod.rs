//! Traces a text: the origin of each of its words, in the user's terms. It is shown by [`cli`](crate::cli).

mod label;

use super::draft_record::restore_origins;
use super::text_check::{About, known};
use super::{Error, Story, Text, read_text};
use crate::check::{Ground, Prose, Sourced, sources_of};
use crate::diff::Carried;
use crate::document::{Document, Kind, Leaf, Origin, Run, Source, Within};
use crate::language;
use crate::text::Span;
use label::Labels;
use std::path::{Path, PathBuf};

/// A text whose words have origins.
#[derive(Debug)]
pub struct Traced {
    /// Its file.
    pub path: PathBuf,
    /// The text, its document with origins.
    pub text: Text,
    /// How many of its words were in the draft on record; `None` if there is no such draft.
    pub drafted: Option<Carried>,
    /// Its headings, paragraphs, items and cells.
    pub lines: Vec<TracedLine>,
}

/// A leaf of the text.
#[derive(Debug)]
pub struct TracedLine {
    /// The block's kind.
    pub kind: Kind,
    /// The blocks it is in.
    pub within: Vec<Within>,
    /// Its words, cut where their origin changes.
    pub runs: Vec<TracedRun>,
}

/// Words with one origin.
#[derive(Debug)]
pub struct TracedRun {
    /// The words, with their looks and origin.
    pub run: Run,
    /// Whose they are.
    pub whose: Whose,
    /// The origin in words: "paragraph 61 of the report".
    pub label: String,
    /// The data they were made from; empty for other kinds of origin.
    pub sources: Vec<Cited>,
}

/// A datum that words were made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The datum in words: "paragraph 61 of the report".
    pub label: String,
    /// Its JSON pointer in the story.
    pub pointer: String,
    /// Its own text, where it has one.
    pub text: Option<String>,
    /// The part of `text`, in bytes, that the words are.
    pub part: Option<Span>,
}

/// The kinds of origin that users tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The inspectorate's: the report, and what follows from it.
    Report,
    /// The brief: words agreed for this story.
    Brief,
    /// The council's own facts.
    Desk,
    /// Earlier inspections.
    Record,
    /// Standard wording, from a template.
    Template,
    /// Standard wording, from a plugin.
    Plugin,
    /// Nobody has given them yet.
    Place,
    /// Added by a person.
    Person,
    /// Not known.
    Unknown,
}

impl Whose {
    /// All of them, in the order of reports.
    pub const ALL: [Whose; 9] = [
        Whose::Report,
        Whose::Brief,
        Whose::Desk,
        Whose::Record,
        Whose::Template,
        Whose::Plugin,
        Whose::Place,
        Whose::Person,
        Whose::Unknown,
    ];

    /// Returns the name used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Whose::Report => "report",
            Whose::Brief => "brief",
            Whose::Desk => "desk",
            Whose::Record => "record",
            Whose::Template => "template",
            Whose::Plugin => "plugin",
            Whose::Place => "place",
            Whose::Person => "person",
            Whose::Unknown => "unknown",
        }
    }

    /// Returns what it means.
    pub fn about(self) -> &'static str {
        match self {
            Whose::Report => "the report",
            Whose::Brief => "the brief: statements and other words people supplied",
            Whose::Desk => "the desk: the council’s own facts",
            Whose::Record => "the public record of earlier inspections",
            Whose::Template => "a template: standard wording",
            Whose::Plugin => "a plugin: standard wording",
            Whose::Place => "a placeholder",
            Whose::Person => "a person’s edit, not found in any source",
            Whose::Unknown => "not known",
        }
    }
}

impl TracedLine {
    /// Returns its words, each run with its place in the line in bytes.
    pub fn placed(&self) -> impl Iterator<Item = (Span, &TracedRun)> {
        self.runs.iter().scan(0, |at, run| {
            let place = Span::all(&run.run.text) + *at;
            *at = place.end;
            Some((place, run))
        })
    }
}

impl Traced {
    /// Returns the number of words of each kind.
    pub fn words(&self) -> Vec<(Whose, usize)> {
        let runs = || self.lines.iter().flat_map(|line| &line.runs);
        let count = |whose: Whose| {
            let own = runs().filter(|run| run.whose == whose);
            own.map(|run| language::words(&run.run.text).count()).sum::<usize>()
        };
        Whose::ALL.into_iter().map(|whose| (whose, count(whose))).filter(|(_, count)| *count > 0).collect()
    }
}

/// Reads a text and finds where its words are from. Those of a draft of this story keep the origins that they were
/// drafted with; the others are looked for in the report, the brief, the desk and the public record.
///
/// # Errors
/// Those of [`read_text`].
pub fn trace(story: &Story, path: &Path) -> Result<Traced, Error> {
    let mut text = read_text(path)?;
    let drafted = match &story.folder {
        Some(folder) => restore_origins(folder, path, &mut text.document)?,
        None => None,
    };
    let lines = trace_document(story, &text.document)?;
    Ok(Traced { path: path.to_owned(), text, drafted, lines })
}

/// Finds where the words of a document are from, such as a version of the store. Words without an origin of their own are looked
/// for in the report, the brief, the desk and the public record.
///
/// # Errors
/// The desk's house rules cannot be read.
pub(in crate::story) fn trace_document(story: &Story, document: &Document) -> Result<Vec<TracedLine>, Error> {
    let ground = Ground::new(known(story, About::default())?);
    let found = sources_of(&Prose::of(document), &ground);
    let labels = Labels::of(story, &ground);
    let lines = document.leaves().into_iter().enumerate().map(|(number, leaf)| {
        let from = found.partition_point(|sourced| sourced.place.block < number);
        let own = found[from..].iter().take_while(|sourced| sourced.place.block == number);
        line(&leaf, &own.collect::<Vec<_>>(), &labels)
    });
    Ok(lines.collect())
}

fn line(leaf: &Leaf<'_>, found: &[&Sourced], labels: &Labels<'_>) -> TracedLine {
    let mut runs = Vec::new();
    let mut at = 0;
    for run in leaf.runs {
        let range = Span::all(&run.text) + at;
        at = range.end;
        let known = !matches!(run.origin, Origin::Unknown | Origin::Person { .. });
        let own = if known { &[][..] } else { found };
        runs.extend(cut(run, range, own).into_iter().map(|run| labels.traced(run)));
    }
    TracedLine { kind: leaf.kind.clone(), within: leaf.within.clone(), runs }
}

/// Splits a run of a person's words where words of a source are found in it.
fn cut(run: &Run, range: Span, found: &[&Sourced]) -> Vec<Run> {
    let mut made = Vec::new();
    let mut at = range.start;
    let mut piece = |part: Span, origin: Origin| {
        if !part.is_empty() {
            let text = run.text[part - range.start].to_owned();
            made.push(Run { text, origin, ..run.clone() });
        }
    };
    for Sourced { place, sources } in found {
        let Some(part) = Span::new(at, range.end).intersection(place.span) else { continue };
        piece(Span::new(at, part.start), run.origin.clone());
        let of_part = |source: &Source| match &source.part {
            // Words that match a source unchanged are linked to it letter by letter.
            Some(whole) if whole.len() == place.span.len() => {
                let part = part - place.span.start + whole.start;
                Source { pointer: source.pointer.clone(), part: Some(part) }
            }
            _ => source.clone(),
        };
        piece(part, Origin::Data(sources.iter().map(of_part).collect()));
        at = part.end;
    }
    piece(Span::new(at, range.end), run.origin.clone());
    made
}
