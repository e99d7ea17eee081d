//! `copydesk trace`: what is asked for, and where it goes. Each format is a file beside this one.

mod html;
mod human;
mod json;

use super::Done;
use super::acting::Which;
use super::screen::{Screen, number, print};
use super::writing::{Destination, format_of};
use crate::story::{self, Traced};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Show where each word of a text is from: the report, the brief, the desk, a template, a person.
///
/// A draft keeps where its words are from; after an edit, here or in Word, the words that nobody touched keep it, and new
/// ones are a person's. Words of a person, or of a text that was not drafted here, are looked for in the report, the
/// statements, the brief and the desk. The page (html) shows the paragraph of the report when one points at words.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk trace my-story/press-release.md\n  copydesk trace release.docx --story my-story\n  copydesk trace my-story/press-release.md -o trace.html\n  copydesk trace cutting.txt --story report.pdf --format json"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// What its words are looked for in: a story's folder, an inspection.toml or a report (PDF); without it, the text's
    /// folder.
    #[arg(long, value_name = "STORY")]
    story: Option<PathBuf>,
    /// The format; without it, the one that the ending of the file's name says, or `human`.
    #[arg(long, visible_alias = "to", value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    destination: Destination,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person, in the terminal.
    Human,
    /// One object: the words, and each run with its origin.
    Json,
    /// A page that shows the source when one points at words.
    Html,
}

/// The endings of the formats.
const ENDINGS: &[(&str, Format)] =
    &[("txt", Format::Human), ("json", Format::Json), ("html", Format::Html), ("htm", Format::Html)];

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let to_file = arguments.destination.file();
    let format = format_of(to_file, arguments.format, ENDINGS)?.unwrap_or(Format::Human);
    let draft = arguments.which.file()?;
    let path = arguments.story.clone().unwrap_or_else(|| super::folder_of(&draft));
    let story = screen.step(&format!("reading {}", path.display()), || story::open(&path))?;
    story.remarks.iter().for_each(|remarks| screen.remarks(remarks));
    let traced = story::trace(&story, &draft)?;
    note_kept(&traced, screen);
    let shown = match format {
        Format::Human => human::show(&traced, screen, to_file.is_none()),
        Format::Json => json::show(&traced),
        Format::Html => html::show(&traced, &story.inspection.title),
    };
    let Some(file) = to_file else { return print(&shown) };
    arguments.destination.save(file, shown.as_bytes(), screen)
}

fn note_kept(traced: &Traced, screen: &Screen) {
    match traced.drafted {
        Some(carried) if carried.new > 0 => {
            let words = number(carried.new, "word was", "words were");
            screen.note(&format!("{words} put in since the text was drafted"));
        }
        Some(_) => screen.note("all words stand as they were drafted"),
        None => screen.note("no draft of this story has these words: they are looked for in its sources"),
    }
}

/// Joins the labels of runs, with equal neighbours once.
fn labels(runs: &[story::TracedRun]) -> String {
    let mut all: Vec<&str> = runs.iter().map(|run| run.label.as_str()).collect();
    all.dedup();
    all.join("; ")
}
