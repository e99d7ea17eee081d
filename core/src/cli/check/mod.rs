//! `copydesk check`: the arguments and the exit code. Each format is in a separate file.

mod human;
pub(super) mod json;
mod sarif;

use super::Done;
use super::review_arguments::TextArgument;
use super::screen::{Screen, print, print_lines};
use crate::check::{self, Authorship, Rules};
use crate::document::FilePlace;
use crate::finding::Severity;
use crate::story::{self, About, Checked, Story};
use crate::text::TextSpan;
use crate::zone::Moment;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Check a text against the report and your facts: quotations, grades, names, dates, figures, balance, law and house
/// style.
///
/// The text can be a draft, a file edited in Word, a colleague's release or a press cutting, as Markdown, plain text,
/// HTML or a Word document. copydesk compares it with the report, the agreed statements in the brief, the desk and the
/// public record. Each finding says where the problem is, what it is, what the source says and what to change it to. If
/// there are errors, the text is blocked and the exit code is 1.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk check my-story/press-release.md\n  copydesk check release.docx --story my-story\n  copydesk check cutting.txt --as cutting --story report.pdf\n  copydesk check --all my-story\n  copydesk check release.docx --story my-story --format sarif > release.sarif\n  copydesk check --list"
)]
pub(super) struct Arguments {
    /// The text to check, or a story's folder followed by the output. Without --story, copydesk uses the folder it is in
    /// as the story.
    #[arg(required_unless_present_any = ["all", "list"])]
    text: Option<PathBuf>,
    /// The output, if you gave the story's folder. The order does not matter.
    #[arg(value_name = "OUTPUT", conflicts_with_all = ["all", "list"])]
    of_story: Option<PathBuf>,
    /// What to check the text against: a story's folder, an inspection.toml or a report (PDF).
    #[arg(long, value_name = "STORY")]
    story: Option<PathBuf>,
    /// Check every draft in this story, and that they agree with each other.
    #[arg(long, value_name = "STORY", conflicts_with_all = ["text", "story"])]
    all: Option<PathBuf>,
    /// Which output the text is, if its file name does not show it.
    #[arg(long, value_name = "OUTPUT")]
    output: Option<String>,
    /// Whose text it is. In a cutting, false quotations and facts are still errors, but what only a council owes its readers
    /// (balance, no party politics, consent, evidence for comparisons, house style) is a note.
    #[arg(long = "as", value_name = "WHOSE", default_value = "own")]
    author: Author,
    /// When the text will go out (local time), such as 2026-07-28T09:30. The pre-election check and some embargo checks
    /// need it. A time that occurs twice in autumn needs its offset: 2026-10-25T01:30+00:00.
    #[arg(long, value_name = "TIME")]
    at: Option<Moment>,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// List every finding copydesk can make, with its severity and the rule behind it. With --story, include that
    /// desk's house rules.
    #[arg(long, conflicts_with_all = ["text", "all"])]
    list: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Author {
    /// The council's.
    Own,
    /// A newspaper's, or anybody else's.
    Cutting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person.
    Human,
    /// One JSON object with the findings and what each text covers.
    Json,
    /// SARIF 2.1.0, for editors and other programs.
    Sarif,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    if arguments.list {
        return match &arguments.story {
            Some(story) => list(open(story, screen)?.rules()?),
            None => list(&story::built_in_rules()),
        };
    }
    let authorship = match arguments.author {
        Author::Own => Authorship::Own,
        Author::Cutting => Authorship::Cutting,
    };
    let about = About { authorship, output: arguments.output.as_deref(), now: arguments.at, ..About::default() };
    let (story, checked): (Story, Vec<Checked>) = match (&arguments.all, &arguments.text) {
        (Some(folder), _) => {
            let story = open(folder, screen)?;
            story.ready()?;
            let checked = story::check_all(&story, about)?;
            (story, checked)
        }
        (None, Some(text)) => {
            let text = TextArgument { text: text.clone(), output: arguments.of_story.clone() }.file()?;
            let story = open(&arguments.story.clone().unwrap_or_else(|| super::folder_of(&text)), screen)?;
            story.ready()?;
            let checked = vec![story::check_file(&story, &text, about)?];
            (story, checked)
        }
        (None, None) => return Ok(()),
    };
    let shown = match arguments.format {
        Format::Human => human::show(&checked, screen),
        Format::Json => json::show(&checked),
        Format::Sarif => sarif::show(&checked, story.rules()?),
    };
    if arguments.format == Format::Human {
        print_lines(&shown)?;
    } else {
        print(&shown)?;
    }
    let findings = checked.iter().map(|checked| checked.outcome.count(Severity::Error)).sum();
    if findings > 0 { Err(story::Error::Blocked { findings }) } else { Ok(()) }
}

fn open(path: &Path, screen: &Screen) -> Result<Story, story::Error> {
    let story = screen.step(&format!("reading {}", path.display()), || story::open(path))?;
    story.remarks.iter().for_each(|remarks| screen.remarks(remarks));
    Ok(story)
}

fn list(rules: &Rules) -> Done {
    let line = |id: &str, severity: Severity, about: &str, rule: &str| {
        format!("{id:<28} {:<8} {about}\n{:<37} {rule}\n", severity.to_string(), "")
    };
    let own = check::classes().map(|(check, class)| line(class.id, class.severity, class.about, check.rule));
    let house = rules.classes().map(|(id, severity, source, about)| line(id, severity, about, source));
    print_lines(&own.chain(house).collect::<String>())
}

/// A place in a file, in the words of people and editors: lines and columns from 1, columns in characters.
#[derive(Debug, Default, serde::Serialize)]
struct Position {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Returns the lines and columns of a finding's place; `None` in a Word document.
fn position(checked: &Checked, place: TextSpan) -> Option<Position> {
    let source = checked.text.source.as_deref()?;
    let FilePlace::Bytes(bytes) = checked.text.places.of(place) else { return None };
    let at = |byte: usize| checked.lines.position(source, byte);
    let ((line, column), (end_line, end_column)) = (at(bytes.start), at(bytes.end));
    Some(Position { line, column, end_line, end_column })
}

/// Describes where a finding is.
fn place_in_words(checked: &Checked, place: TextSpan) -> String {
    match position(checked, place) {
        Some(position) => format!("line {}", position.line),
        None => checked.text.places.of(place).to_string(),
    }
}
