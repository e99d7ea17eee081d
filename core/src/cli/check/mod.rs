//! `copydesk check`: what is asked for, and the exit code. Each format is a file beside this one.

mod human;
mod json;
mod sarif;

use super::Done;
use super::acting::Which;
use super::screen::{Screen, print};
use crate::check::{self, Rules};
use crate::document::FilePlace;
use crate::finding::Severity;
use crate::story::{self, About, Checked, Story};
use crate::text::TextSpan;
use crate::zone::Moment;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Check a text against its story: quotations, grades, names, dates, figures, balance, law and house style.
///
/// The text may be a draft of this program, one edited in Word, a colleague's release or a cutting: Markdown, plain text, a
/// page (HTML) or a Word document. It is held against the report, the agreed statements of the brief, the desk and the public
/// record. A finding says where, what is wrong, what the source says, and what could stand there. Errors block: then the exit
/// code is 1.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk check my-story/press-release.md\n  copydesk check release.docx --story my-story\n  copydesk check cutting.txt --story report.pdf\n  copydesk check --all my-story\n  copydesk check release.docx --story my-story --format sarif > release.sarif\n  copydesk check --list"
)]
pub(super) struct Arguments {
    /// The text; without --story its folder is the story. Or a story's folder, together with the output.
    #[arg(required_unless_present_any = ["all", "list"])]
    text: Option<PathBuf>,
    /// The output, where the story's folder is given; the two in any order.
    #[arg(value_name = "OUTPUT", conflicts_with_all = ["all", "list"])]
    of_story: Option<PathBuf>,
    /// What the text is held against: a story's folder, an inspection.toml or a report (PDF).
    #[arg(long, value_name = "STORY")]
    story: Option<PathBuf>,
    /// Check every draft of this story, and whether they agree with each other.
    #[arg(long, value_name = "STORY", conflicts_with_all = ["text", "story"])]
    all: Option<PathBuf>,
    /// Which output the text is, where its file's name does not say so.
    #[arg(long, value_name = "OUTPUT")]
    output: Option<String>,
    /// The day and time at which the text would go out, by the council's clocks, such as 2026-07-28T09:30: embargo and
    /// elections are checked for it. A time that the clocks show twice in autumn needs its offset: 2026-10-25T01:30+00:00.
    #[arg(long, value_name = "TIME")]
    at: Option<Moment>,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// List all that can be found, how much it weighs, and the rule's source; with --story, the house rules of its desk too.
    #[arg(long, conflicts_with_all = ["text", "all"])]
    list: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person.
    Human,
    /// One object: what was checked, the findings, the coverage.
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
    let about = About { output: arguments.output.as_deref(), now: arguments.at };
    let (story, checked): (Story, Vec<Checked>) = match (&arguments.all, &arguments.text) {
        (Some(folder), _) => {
            let story = open(folder, screen)?;
            story.ready()?;
            let checked = story::check_all(&story, about)?;
            (story, checked)
        }
        (None, Some(text)) => {
            let text = Which { text: text.clone(), output: arguments.of_story.clone() }.file()?;
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
    print(&shown)?;
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
    print(&own.chain(house).collect::<String>())
}

/// A place in a file, in the words of people and editors: lines and columns from 1, columns in characters.
#[derive(Debug, Default, serde::Serialize)]
struct Position {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The lines and columns of a finding's place; none in a Word document.
fn position(checked: &Checked, place: TextSpan) -> Option<Position> {
    let source = checked.text.source.as_deref()?;
    let FilePlace::Bytes(bytes) = checked.text.places.of(place) else { return None };
    let at = |byte: usize| checked.lines.position(source, byte);
    let ((line, column), (end_line, end_column)) = (at(bytes.start), at(bytes.end));
    Some(Position { line, column, end_line, end_column })
}

/// Where a finding is, in words.
fn place_in_words(checked: &Checked, place: TextSpan) -> String {
    match position(checked, place) {
        Some(position) => format!("line {}", position.line),
        None => checked.text.places.of(place).to_string(),
    }
}
