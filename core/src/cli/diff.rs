//! `copydesk diff`.

use super::output_file::{Destination, format_of, framed};
use super::pager::page;
use super::review_arguments::{note_reading, now};
use super::screen::{Screen, print, print_file, width};
use super::story_and_output;
use super::{Done, comments};
use crate::access::Comment;
use crate::export::{Changes, Made, NOT_COMPARED, RedlineFormat, Remark, redline_docx, write_redline};
use crate::story::{self, Compared, DeskStore, DraftPlace, TextAt};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Compare a draft with the last approved version, or any two texts.
///
/// First comes a summary: changes to facts, quotations, names and wording, what was moved, added or removed, and what
/// was not compared. Words that are left out of a text, such as those of headers, footnotes and comments, are listed; if
/// only one of the two files has them, the texts are not the same. Then comes the text: deletions, insertions and moves are marked in place, and a moved passage is
/// shown once, where it is now. Punctuation, white space and the shape of quotation marks are not treated as changes of
/// wording. The summary counts them.
///
/// The exit code is 0 even if the texts differ. With --exit-code, it is 1 if they do.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk diff my-story/press-release.md\n  copydesk diff my-story press-release --side-by-side\n  copydesk diff last-year.docx press-release.md\n  copydesk diff old.md new.md -o changes.html\n  copydesk diff old.md new.md -o changes.docx\n  copydesk diff old.md new.md --format json"
)]
pub(super) struct Arguments {
    /// The old text: Markdown, plain text, a page (HTML), a Word document, or a version by the first digits of its
    /// name. With no second text, give a draft, or a story's folder followed by the output. It is compared with the
    /// version approved last.
    #[arg(value_name = "A")]
    one: PathBuf,
    /// The new text, or the story's output.
    #[arg(value_name = "B")]
    other: Option<PathBuf>,
    /// The format. `json` gives the summary and the marked-up text as data, `docx` a Word document with tracked
    /// changes. Without it, the one that the ending of the file's name says, or `terminal`.
    #[arg(long, visible_alias = "format", value_name = "FORMAT", default_value_if("fragment", "true", "html"))]
    to: Option<To>,
    /// Show the old and new texts side by side in the terminal.
    #[arg(long)]
    side_by_side: bool,
    /// HTML, and only what belongs into the body of a page.
    #[arg(long)]
    fragment: bool,
    #[command(flatten)]
    destination: Destination,
    /// The name Word shows as the author of the changes.
    #[arg(long, value_name = "NAME", default_value = "copydesk")]
    author: String,
    /// How many columns wide to print. The default is the terminal's width, or 80.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
    /// Do not open long output in a pager ($PAGER, or less).
    #[arg(long)]
    no_pager: bool,
    /// Exit with code 1 if the wording differs, or what was left out of the files, as `diff` does.
    #[arg(long)]
    exit_code: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    Terminal,
    Html,
    Json,
    Docx,
}

/// The endings of the formats; what a terminal shows is plain text.
const ENDINGS: &[(&str, To)] =
    &[("txt", To::Terminal), ("html", To::Html), ("htm", To::Html), ("json", To::Json), ("docx", To::Docx)];

/// Runs `copydesk diff`. Returns `true` if the texts differ and `--exit-code` was given.
pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<bool, story::Error> {
    let to = format_of(arguments.destination.file(), arguments.to, ENDINGS)?.unwrap_or(To::Terminal);
    let (one, other) = match &arguments.other {
        // Of two texts the first is the old one; a version is not there as a file.
        Some(other) if other.is_dir() => {
            let (story, output) = story_and_output(&arguments.one, other);
            (story, Some(output))
        }
        other => (&*arguments.one, other.as_deref()),
    };
    let compared = screen.step("comparing", || story::compare(one, other))?;
    for (path, text) in [&compared.old, &compared.new].into_iter().filter_map(|side| side.read.as_ref()) {
        note_reading(path, text, screen);
    }
    show(arguments, to, &compared, screen)?;
    Ok(arguments.exit_code && compared.comparison.summary.has_other_words())
}

fn show(arguments: &Arguments, to: To, compared: &Compared, screen: &Screen) -> Done {
    if arguments.side_by_side && to != To::Terminal {
        screen.note("--side-by-side is for the terminal: this format shows one text");
    }
    let (old, new) = names(&compared.old, &compared.new);
    let comparison = &compared.comparison;
    let changes = Changes { redline: &comparison.redline, summary: &comparison.summary, old: &old, new: &new };
    let width = arguments.width.map_or_else(width, usize::from);
    let colour = screen.is_coloured() && !arguments.destination.is_named();
    let format = match to {
        To::Docx => return word(arguments, compared, screen),
        To::Terminal if arguments.side_by_side => RedlineFormat::Columns { width, colour },
        To::Terminal => RedlineFormat::Inline { width, colour },
        To::Html if arguments.fragment => RedlineFormat::HtmlFragment,
        To::Html => RedlineFormat::Html,
        To::Json => RedlineFormat::Json,
    };
    let text = write_redline(&changes, format);
    match arguments.destination.file() {
        Some(file) => arguments.destination.save(file, text.as_bytes(), screen),
        None if !arguments.destination.is_named() && to == To::Terminal && !arguments.no_pager => page(&text),
        _ => print(&text),
    }
}

/// Writes a Word document with the changes tracked.
fn word(arguments: &Arguments, compared: &Compared, screen: &Screen) -> Done {
    let made = Made { author: &arguments.author, time: compared.zone.show(now()).datetime() };
    let mut remarks = remarks(compared, made);
    remarks.extend(comments_on(compared, remarks.len())?);
    let frame = framed(&story::DOCX, &compared.new.folder, &compared.new.document, screen)?;
    let bytes = redline_docx(&compared.comparison.redline, made, &remarks, &frame);
    match arguments.destination.file() {
        Some(file) => arguments.destination.save(file, &bytes, screen),
        None => print_file(&bytes, "changes.docx"),
    }
}

/// Returns what Word shows next to the text: what was left out of one of the texts only.
fn remarks(compared: &Compared, made: Made<'_>) -> Vec<Remark> {
    let left_out = &compared.comparison.summary.left_out;
    let text = format!("{NOT_COMPARED}\n{}", left_out.in_words().join("\n"));
    let remark = Remark { author: made.author.to_owned(), time: Some(made.time), text, ..Remark::default() };
    left_out.differs().then_some(remark).into_iter().collect()
}

/// Returns the comments that are kept on the new text, if it is the draft of a desk's story; `first` is the number of the first.
fn comments_on(compared: &Compared, first: usize) -> Result<Vec<Remark>, story::Error> {
    let draft = compared.new.read.as_ref().and_then(|(path, _)| DraftPlace::of(path, None).ok());
    let Some((desk, place)) = draft.and_then(|place| Some((DeskStore::open(&place.folder).ok()?, place))) else {
        return Ok(Vec::new());
    };
    // A text of which nothing is known in the desk has no comments.
    let Ok(text) = desk.text_name(&place) else { return Ok(Vec::new()) };
    let all = comments::of(comments::kept(&desk)?.as_ref(), &text)?;
    let place_of = |number| all.iter().position(|comment| comment.number == number);
    let remark = |comment: &Comment| Remark {
        author: comment.by.name.clone(),
        time: Some(compared.zone.show(comment.made).datetime()),
        about: comment.leaf.clone(),
        text: comment.body.clone(),
        answers: comment.answers.and_then(place_of).map(|at| at + first),
        is_closed: comment.closed_by.is_some(),
    };
    Ok(all.iter().map(remark).collect())
}

/// Returns the names of the two texts: their file names, unless these are the same.
fn names(old: &TextAt, new: &TextAt) -> (String, String) {
    let short = |side: &TextAt| match &side.read {
        Some((path, _)) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
        None => Some(side.name.clone()),
    };
    match (short(old), short(new)) {
        (Some(a), Some(b)) if a != b => (a, b),
        _ => (old.name.clone(), new.name.clone()),
    }
}
