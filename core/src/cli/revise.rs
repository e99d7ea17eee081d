//! `copydesk revise`.

use super::review_arguments::now;
use super::screen::{Screen, print};
use super::{Done, comments};
use crate::access::Access;
use crate::document::{Comment, OpenChange};
use crate::phrasing::number;
use crate::story::{self, DeskStore, DraftPlace, Fate, OpenChanges, Request, Revised};
use crate::text::{argument, printable};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Update a draft from an edited file, such as a Word document.
///
/// The file (a Word document, Markdown, HTML or plain text) replaces the story's draft, OUTPUT.md. A copy of the old
/// draft is kept, and untouched words keep their sources. copydesk prints the changes by author, the comments, and
/// anything a draft cannot contain. The comments are kept next to the text: `copydesk comments` answers and closes them. If tracked changes are still open, it stops unless you use --open to accept or
/// reject them. It also stops if less than half of the file's words are those of the draft, because it may be another
/// text; --force takes it all the same.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk revise ofsted-2026/press-release.docx\n  copydesk revise \"~/Downloads/press release JB.docx\" ofsted-2026 --output press-release --open accept\n  copydesk revise back.docx ofsted-2026/press-release.md --sent changes.docx"
)]
pub(super) struct Arguments {
    /// The edited file.
    file: PathBuf,
    /// The story's folder, or the draft in it. The default is the file's folder, then the current one. A folder may
    /// come first.
    story: Option<PathBuf>,
    /// Which output it is. Without this, copydesk goes by the file's name, then its wording.
    #[arg(long)]
    output: Option<String>,
    /// What to do with tracked changes that are still open.
    #[arg(long, value_name = "WHAT", default_value = "refuse")]
    open: OpenChangesArgument,
    /// The Word document you sent out. With it, copydesk reports which of its tracked changes were accepted or
    /// rejected.
    #[arg(long, value_name = "FILE")]
    sent: Option<PathBuf>,
    /// Take the file even if it shares less than half of its words with the draft.
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OpenChangesArgument {
    Accept,
    Reject,
    Refuse,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let open = match arguments.open {
        OpenChangesArgument::Accept => OpenChanges::Accept,
        OpenChangesArgument::Reject => OpenChanges::Reject,
        OpenChangesArgument::Refuse => OpenChanges::Refuse,
    };
    let (file, story) = match &arguments.story {
        Some(file) if arguments.file.is_dir() && !file.is_dir() => (file, Some(&*arguments.file)),
        story => (&arguments.file, story.as_deref()),
    };
    let (output, sent, force) = (arguments.output.as_deref(), arguments.sent.as_deref(), arguments.force);
    let request = Request { file, story, output, sent, open, force };
    let revised = screen.step(&format!("reading {}", file.display()), || story::revise(&request))?;
    print(&report(arguments, &revised))?;
    keep_comments(&revised, screen)?;
    screen.kept(revised.kept.as_deref());
    Ok(())
}

/// Keeps the comments of the file next to the text, where they can be answered and closed.
fn keep_comments(revised: &Revised, screen: &Screen) -> Done {
    if revised.text.marks.comments.is_empty() {
        return Ok(());
    }
    let place = DraftPlace::of(&revised.path, None)?;
    let desk = match DeskStore::open(&place.folder) {
        Err(story::Error::NoDesk { .. }) => {
            screen.note("the comments are not kept, because this story belongs to no desk");
            return Ok(());
        }
        desk => desk?,
    };
    let kept = revised.comments(desk.zone(), now());
    let text = desk.text_name(&place)?;
    let access = Access::open(desk.folder()).and_then(|access| access.keep(&text, &kept));
    access.map_err(comments::failed)?;
    screen.note(&format!("the comments are kept: copydesk comments {}", argument(&revised.path)));
    Ok(())
}

fn report(arguments: &Arguments, revised: &Revised) -> String {
    let done = if revised.changed { "revised" } else { "unchanged" };
    let mut text = format!("{}: {done}, in {}\n", revised.output, revised.path.display());
    let (left, all) = revised.old_words;
    let _ = writeln!(text, "  {} added; {left} of the earlier {all} kept", number(revised.new_words, "word", "words"));
    if revised.settled > 0 {
        let words = number(revised.settled, "word", "words");
        let _ = writeln!(text, "  {words} changed without an open tracked change: already accepted, or never tracked");
    }
    decisions(&mut text, revised);
    let decided = match arguments.open {
        OpenChangesArgument::Accept => "accepted now",
        OpenChangesArgument::Reject => "rejected now",
        OpenChangesArgument::Refuse => "open",
    };
    by_author(&mut text, &format!("open changes, {decided}"), &revised.text.marks.changes);
    commented(&mut text, &revised.text.marks.comments);
    for (index, finding) in revised.text.findings.iter().enumerate() {
        text.push_str(if index == 0 { "  left out, because a draft cannot contain it:\n" } else { "" });
        let _ = writeln!(text, "    {}: {}", finding.place, printable(&finding.message));
    }
    text
}

/// Adds what happened to the changes that were open when the file was sent out.
fn decisions(text: &mut String, revised: &Revised) {
    for (fate, said) in [(Fate::Accepted, "accepted"), (Fate::Rejected, "rejected"), (Fate::Open, "still open")] {
        let changes = revised.decisions.iter().filter(|decision| decision.fate == fate);
        let changes: Vec<OpenChange> = changes.map(|decision| decision.change.clone()).collect();
        by_author(text, &format!("changes you sent out, {said}"), &changes);
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

fn commented(text: &mut String, comments: &[Comment]) {
    for (index, comment) in comments.iter().enumerate() {
        text.push_str(if index == 0 { "  comments:\n" } else { "" });
        let indent = if comment.answers.is_some() { "  " } else { "" };
        let about = match comment.about.as_str() {
            "" => String::new(),
            about => format!(", on “{}”", printable(about)),
        };
        let _ = writeln!(
            text,
            "    {indent}{}, {}{about}: {}",
            who(&comment.author),
            comment.place,
            printable(&comment.text)
        );
    }
}

fn who(author: &str) -> String {
    if author.is_empty() { "somebody".to_owned() } else { printable(author) }
}
