//! `copydesk trace`: the arguments and the destination. Each format is in a separate file.

mod html;
mod human;
mod json;

use super::Done;
use super::output_file::{Destination, format_of};
use super::review_arguments::TextArgument;
use super::screen::{Screen, print, print_lines};
use crate::phrasing::number;
use crate::story::{self, Traced};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Show the source of every word: the report, the brief, the desk, a template or a person.
///
/// A draft records the source of every word. After an edit, here or in Word, untouched words keep their source and new
/// words count as a person's. copydesk looks for new words, and for texts it did not draft, in the report, the
/// statements, the brief and the desk. The HTML page shows the paragraph of the report when you point at the words.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk trace my-story/press-release.md\n  copydesk trace release.docx --story my-story\n  copydesk trace my-story/press-release.md -o trace.html\n  copydesk trace cutting.txt --story report.pdf --format json"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: TextArgument,
    /// Where to look for its words: a story's folder, an inspection.toml or a report (PDF). The default is the text's
    /// own folder.
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
    /// A page that shows the source of the words you point at.
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
    let Some(file) = to_file else { return if format == Format::Human { print_lines(&shown) } else { print(&shown) } };
    arguments.destination.save(file, shown.as_bytes(), screen)
}

fn note_kept(traced: &Traced, screen: &Screen) {
    match traced.drafted {
        Some(carried) if carried.new > 0 => {
            let words = number(carried.new, "word was", "words were");
            screen.note(&format!("{words} added since the draft was written"));
        }
        Some(_) => screen.note("nothing has changed since the draft was written"),
        None => screen.note("this text was not drafted here, so copydesk looked for its words in the sources"),
    }
}

/// Joins the labels of runs, with equal neighbours once.
fn labels(runs: &[story::TracedRun]) -> String {
    let mut all: Vec<&str> = runs.iter().map(|run| run.label.as_str()).collect();
    all.dedup();
    all.join("; ")
}
