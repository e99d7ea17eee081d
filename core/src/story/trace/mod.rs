//! Tracing: a text with the origin of each of its words, in words that people use. Not here: how it is shown (cli).

mod label;

use super::kept::restore_origins;
use super::text_check::{About, known};
use super::{Error, Story, Text, read_text};
use crate::check::{Ground, Prose, Sourced, sources_of};
use crate::diff::Carried;
use crate::document::{Kind, Leaf, Origin, Run, Source, Within};
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
    /// How many of its words stood in the draft that the program keeps; none where there is no such draft.
    pub drafted: Option<Carried>,
    /// Its headings, paragraphs, items and cells.
    pub lines: Vec<TracedLine>,
}

/// A leaf of the text.
#[derive(Debug)]
pub struct TracedLine {
    /// What it is.
    pub kind: Kind,
    /// What it stands in.
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
    /// The data that they were made of; none of an origin of another kind.
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

/// Whose words they are: the kinds of origin that a person tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The inspectorate's: the report, and what follows from it.
    Report,
    /// What people agreed to for this story.
    Brief,
    /// The council's own facts.
    Desk,
    /// Earlier inspections.
    Record,
    /// The house's own words: a template's.
    Template,
    /// The house's own words: a plugin's.
    Plugin,
    /// Nobody has given them yet.
    Place,
    /// A person put them in.
    Person,
    /// Not known.
    Unknown,
}

impl Whose {
    /// All of them, in the order in which they are told of.
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

    /// The name, as JSON has it.
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

    /// What it means.
    pub fn about(self) -> &'static str {
        match self {
            Whose::Report => "the report",
            Whose::Brief => "the brief: statements and what else people added",
            Whose::Desk => "the desk: the council’s own facts",
            Whose::Record => "the public record of earlier inspections",
            Whose::Template => "a template: the house’s own words",
            Whose::Plugin => "a plugin: the house’s own words",
            Whose::Place => "a place that is to be filled in",
            Whose::Person => "a person’s edit that no source has",
            Whose::Unknown => "not known",
        }
    }
}

impl Traced {
    /// How many words are whose.
    pub fn words(&self) -> Vec<(Whose, usize)> {
        let runs = || self.lines.iter().flat_map(|line| &line.runs);
        let count = |whose: Whose| {
            let own = runs().filter(|run| run.whose == whose);
            own.map(|run| language::words(&run.run.text).count()).sum::<usize>()
        };
        Whose::ALL.into_iter().map(|whose| (whose, count(whose))).filter(|(_, count)| *count > 0).collect()
    }
}

/// Reads a text and finds where its words are from. Those of a draft of this story keep the origins that they were drafted
/// with; the others are looked for in the report, the brief, the desk and the public record.
///
/// # Errors
/// Those of [`read_text`].
pub fn trace(story: &Story, path: &Path) -> Result<Traced, Error> {
    let mut text = read_text(path)?;
    let drafted = match &story.folder {
        Some(folder) => restore_origins(folder, path, &mut text.document)?,
        None => None,
    };
    let ground = Ground::new(known(story, About::default())?);
    let found = sources_of(&Prose::of(&text.document), &ground);
    let labels = Labels::of(story, &ground);
    let lines = text.document.leaves().into_iter().enumerate().map(|(number, leaf)| {
        let from = found.partition_point(|sourced| sourced.place.block < number);
        let own = found[from..].iter().take_while(|sourced| sourced.place.block == number);
        line(&leaf, &own.collect::<Vec<_>>(), &labels)
    });
    let lines = lines.collect();
    Ok(Traced { path: path.to_owned(), text, drafted, lines })
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

/// A run of a person's words, cut where words of a source stand in it.
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
            // Words that stand there as they are lead to themselves, letter by letter.
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
