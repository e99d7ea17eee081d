//! `copydesk reach`.

use super::Done;
use super::output_file::{Destination, format_of};
use super::pager::page;
use super::screen::{Screen, print, width};
use crate::export::{ReachFormat, write_reach};
use crate::story::{self, Measured};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Measure what of a release came through in newspaper cuttings.
///
/// For each message of the release (key messages, grades, changes, dates, comparisons, statements, quotations, findings) and
/// each cutting, copydesk says whether the cutting has it word for word or in other words, contradicts it, or does not have it.
/// It shows how much of each cutting comes from the release, from the report, from both or from neither, which sentences of
/// statements were printed, and what the cutting adds. In the score, the headline and the first paragraph of a cutting weigh
/// double.
///
/// A cutting can be Markdown, plain text, HTML or a Word document. In a whole newspaper page, copydesk finds the part about
/// the release and leaves out the rest. If a cutting cannot be read, the others are still measured and the exit code is 1.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk reach my-story/press-release.md gazette.txt echo.html\n  copydesk reach 3f9a2c cuttings/*.txt -o reach.html\n  copydesk reach release.docx gazette.txt --story report.pdf --to csv"
)]
pub(super) struct Arguments {
    /// The release: a file, or a version by the first digits of its name.
    #[arg(value_name = "VERSION")]
    release: PathBuf,
    /// The cuttings.
    #[arg(value_name = "CUTTING", required = true)]
    cuttings: Vec<PathBuf>,
    /// The story of the release: a story's folder, an inspection.toml or a report (PDF). The default is the version's story, or
    /// the folder of the file.
    #[arg(long, value_name = "STORY")]
    story: Option<PathBuf>,
    /// The desk's folder, for a version. The default is the desk that you are in.
    #[arg(long, value_name = "DESK", default_value = ".", hide_default_value = true)]
    desk: PathBuf,
    /// The format. Without it, the one that the ending of the file's name says, or `terminal`.
    #[arg(long, visible_alias = "format", value_name = "FORMAT")]
    to: Option<To>,
    #[command(flatten)]
    destination: Destination,
    /// Do not open long output in a pager ($PAGER, or less).
    #[arg(long)]
    no_pager: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    Terminal,
    Csv,
    Html,
    Json,
}

/// The endings of the formats; what a terminal shows is plain text.
const ENDINGS: &[(&str, To)] =
    &[("txt", To::Terminal), ("csv", To::Csv), ("html", To::Html), ("htm", To::Html), ("json", To::Json)];

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let Arguments { release, cuttings, story, desk, destination, .. } = arguments;
    let to = format_of(destination.file(), arguments.to, ENDINGS)?.unwrap_or(To::Terminal);
    let measure = || story::reach(release, story.as_deref(), desk, cuttings);
    let Measured { reach, problems } = screen.step("measuring", measure)?;
    if !reach.cuttings.is_empty() {
        let format = match to {
            To::Terminal => ReachFormat::Terminal { width: width() },
            To::Csv => ReachFormat::Csv,
            To::Html => ReachFormat::Html,
            To::Json => ReachFormat::Json,
        };
        show(arguments, &write_reach(&reach, format), to, screen)?;
    }
    screen.all_but_last(problems)
}

fn show(arguments: &Arguments, text: &str, to: To, screen: &Screen) -> Done {
    match arguments.destination.file() {
        Some(file) => arguments.destination.save(file, text.as_bytes(), screen),
        None if arguments.destination.named() != Some(Path::new("-")) && to == To::Terminal && !arguments.no_pager => {
            page(text)
        }
        None => print(text),
    }
}
