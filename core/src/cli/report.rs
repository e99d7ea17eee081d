//! `copydesk report`.

use super::Done;
use super::screen::{Screen, print};
use crate::phrasing::{difference, number};
use crate::story;
use clap::Args;
use std::fmt::Write;
use std::path::PathBuf;

/// Take the published report into a story, and show what changed since the report you drafted from.
///
/// The council gets the report before it is published, and the published one can differ. copydesk shows each difference
/// (grades, dates, names, points, paragraphs) and the drafts that quote words which are gone. From then on texts are drafted
/// from the published report and checked against it; no text is released before. Your earlier files stay as they are.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk report ~/Downloads/50278132.pdf ofsted-2026\n  copydesk report ofsted-2026/report.pdf ofsted-2026   # if it is the published one already"
)]
pub(super) struct Arguments {
    /// The report as it was published: a PDF, or a page saved from the web site.
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    /// The story's folder. The order does not matter.
    #[arg(value_name = "STORY")]
    story: PathBuf,
    /// Replace a final report that the story has already. A copy of it is kept.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let swapped = arguments.report.is_dir() && !arguments.story.is_dir();
    let (folder, report) =
        if swapped { (&arguments.report, &arguments.story) } else { (&arguments.story, &arguments.report) };
    let (folder, report) = (folder.as_path(), report.as_path());
    let taken = story::take_final(folder, report, arguments.force)?;
    screen.doubts(&taken.inspection.doubts);
    let mut lines = String::new();
    for (found, drafts) in &taken.differences {
        writeln!(lines, "{}", difference(found)).expect("a string takes all");
        for draft in drafts {
            writeln!(lines, "  quoted in {}", draft.display()).expect("a string takes all");
        }
    }
    print(&lines)?;
    match taken.differences.len() {
        0 => screen.note("the published report says the same as the one you drafted from"),
        count => {
            screen.note(&format!("{} from the report you drafted from", number(count, "difference", "differences")));
        }
    }
    taken.kept.iter().for_each(|copy| screen.kept(Some(copy)));
    for file in &taken.files {
        screen.note(&format!("wrote {}", file.display()));
    }
    Ok(())
}
