//! `copydesk report`.

use super::Done;
use super::screen::{Screen, print};
use crate::inspection::Difference;
use crate::phrasing::{in_one_line, number};
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
    for (difference, drafts) in &taken.differences {
        lines += &line(difference);
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

fn line(difference: &Difference) -> String {
    let short = |words: &str| in_one_line(&some(&words.split_whitespace().collect::<Vec<_>>()));
    match difference {
        Difference::Changed { what, before, after } => {
            let (before, after) = parts_that_differ(before, after);
            format!("{what}: {} → {}\n", in_one_line(&before), in_one_line(&after))
        }
        Difference::Moved { from, to } => format!("{from} is now {to}\n"),
        Difference::Added { what, after } => format!("{what} is new: {}\n", short(after)),
        Difference::Removed { what, before } => format!("{what} is gone: {}\n", short(before)),
    }
}

/// Returns the words that differ, with a few of those around them.
fn parts_that_differ(before: &str, after: &str) -> (String, String) {
    const AROUND: usize = 4;
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split_whitespace().collect(), after.split_whitespace().collect());
    let same = |one: &mut dyn Iterator<Item = (&&str, &&str)>| one.take_while(|(one, other)| one == other).count();
    let head = same(&mut before.iter().zip(&after));
    let most = before.len().min(after.len()) - head;
    let tail = same(&mut before.iter().rev().zip(after.iter().rev())).min(most);
    let part = |words: &[&str]| {
        let (start, end) = (head.saturating_sub(AROUND), words.len().min(words.len() - tail + AROUND));
        let mark = |is: bool| if is { "… " } else { "" };
        format!("{}{}{}", mark(start > 0), some(&words[start..end]), mark(end < words.len()).trim_end())
    };
    (part(&before), part(&after))
}

/// Returns words, up to a number that people still read.
fn some(words: &[&str]) -> String {
    const MOST: usize = 40;
    let cut = if words.len() > MOST { " …" } else { "" };
    format!("{}{cut}", words[..words.len().min(MOST)].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let (before, after) =
            ("One two three four five six seven eight.", "One two three four five and six seven eight.");
        let parts = parts_that_differ(before, after);
        assert_eq!(
            parts,
            ("… two three four five six seven eight.".into(), "… two three four five and six seven eight.".into())
        );
        assert_eq!(parts_that_differ("good", "outstanding"), ("good".into(), "outstanding".into()));
        assert_eq!(parts_that_differ("a b", "a b b"), ("a b".into(), "a b b".into()));
        assert_eq!(parts_that_differ("", "new"), (String::new(), "new".into()));
    }
}
