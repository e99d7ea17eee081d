//! `copydesk revise`.

use super::Done;
use super::screen::{Screen, number, print};
use crate::document::{Comment, OpenChange};
use crate::story::{self, Fate, OpenChanges, Request, Revised};
use crate::text::printable;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Take an edited file as the next draft: back from Word.
///
/// The file (a Word document, Markdown, a page or plain text) takes the place of the story's draft, as OUTPUT.md; the words
/// that stood there are kept in a copy. Words that were not edited keep their origins. What is printed: the changes by
/// author, the comments, and what the file has and a draft cannot hold. Changes that nobody has accepted or rejected are not
/// decided here unless you say so.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk revise ofsted-2026/press-release.docx\n  copydesk revise \"~/Downloads/press release JB.docx\" ofsted-2026 --output press-release --open accept\n  copydesk revise back.docx ofsted-2026/press-release.md --sent changes.docx"
)]
pub(super) struct Arguments {
    /// The edited file.
    file: PathBuf,
    /// The story's folder, or the draft in it. Without it: the folder that the file is in, or this one. A folder may come first.
    story: Option<PathBuf>,
    /// Which output it is. Without it: the one whose name the file has, or whose words it has.
    #[arg(long)]
    output: Option<String>,
    /// What becomes of changes that nobody has accepted or rejected.
    #[arg(long, value_name = "WHAT", default_value = "refuse")]
    open: Open,
    /// The Word document as it was sent out with open changes: says which of them were accepted and rejected.
    #[arg(long, value_name = "FILE")]
    sent: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Open {
    Accept,
    Reject,
    Refuse,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let open = match arguments.open {
        Open::Accept => OpenChanges::Accept,
        Open::Reject => OpenChanges::Reject,
        Open::Refuse => OpenChanges::Refuse,
    };
    let (file, story) = match &arguments.story {
        Some(file) if arguments.file.is_dir() && !file.is_dir() => (file, Some(&*arguments.file)),
        story => (&arguments.file, story.as_deref()),
    };
    let request = Request { file, story, output: arguments.output.as_deref(), sent: arguments.sent.as_deref(), open };
    let revised = screen.step(&format!("reading {}", file.display()), || story::revise(&request))?;
    print(&report(arguments, &revised))?;
    screen.kept(revised.kept.as_deref());
    Ok(())
}

fn report(arguments: &Arguments, revised: &Revised) -> String {
    let done = if revised.changed { "revised" } else { "unchanged" };
    let mut text = format!("{}: {done}, in {}\n", revised.output, revised.path.display());
    let (left, all) = revised.old_words;
    let _ =
        writeln!(text, "  {} new; of {all} before, {left} are left", number(revised.new_words, "word is", "words are"));
    if revised.settled > 0 {
        let words = number(revised.settled, "word", "words");
        let _ =
            writeln!(text, "  {words} put in or taken out without an open change: accepted already, or not tracked");
    }
    decisions(&mut text, revised);
    let decided = match arguments.open {
        Open::Accept => "accepted now",
        Open::Reject => "rejected now",
        Open::Refuse => "open",
    };
    by_author(&mut text, &format!("open changes, {decided}"), &revised.text.marks.changes);
    comments(&mut text, &revised.text.marks.comments);
    for (index, finding) in revised.text.findings.iter().enumerate() {
        text.push_str(if index == 0 { "  not kept, as a draft cannot hold it:\n" } else { "" });
        let _ = writeln!(text, "    {}: {}", finding.place, printable(&finding.message));
    }
    text
}

/// What became of the changes that were open when the file was sent out.
fn decisions(text: &mut String, revised: &Revised) {
    for (fate, said) in [(Fate::Accepted, "accepted"), (Fate::Rejected, "rejected"), (Fate::Open, "still open")] {
        let changes = revised.decisions.iter().filter(|decision| decision.fate == fate);
        let changes: Vec<OpenChange> = changes.map(|decision| decision.change.clone()).collect();
        by_author(text, &format!("of what was sent out, {said}"), &changes);
    }
}

fn by_author(text: &mut String, what: &str, changes: &[OpenChange]) {
    let mut authors: BTreeMap<&str, Vec<&OpenChange>> = BTreeMap::new();
    for change in changes {
        authors.entry(&change.author).or_default().push(change);
    }
    for (author, changes) in authors {
        let count = number(changes.len(), "change", "changes");
        let _ = writeln!(text, "  {what}: {count} by {}", who(author));
        for change in changes {
            let _ = writeln!(text, "    {change}");
        }
    }
}

fn comments(text: &mut String, comments: &[Comment]) {
    for (index, comment) in comments.iter().enumerate() {
        text.push_str(if index == 0 { "  comments:\n" } else { "" });
        let about = match comment.about.as_str() {
            "" => String::new(),
            about => format!(", on “{}”", printable(about)),
        };
        let _ = writeln!(text, "    {}, {}{about}: {}", who(&comment.author), comment.place, printable(&comment.text));
    }
}

fn who(author: &str) -> String {
    if author.is_empty() { "somebody".to_owned() } else { printable(author) }
}
