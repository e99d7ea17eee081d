//! `copydesk draft`.

use super::Done;
use super::screen::{Screen, number};
use super::writing::{Destination, Form, deliver, note_pictures, to_fill_in};
use crate::export::{FileFormat, Format};
use crate::finding::Severity;
use crate::plugin::{EVERY_OUTPUT, Trust};
use crate::story::{self, About, Audience, Checker, Drafted, Outputs, Story};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Draft an output from a report, an inspection or a story.
///
/// From a story's folder the draft is written beside it, as OUTPUT.md; a draft that you edited is left alone. From a bare
/// report (PDF) or an inspection.toml it is printed. Words that only a person can give stand in it as marked places, such
/// as [Statement: director], and are counted at the end.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk draft press-release report.pdf\n  copydesk draft press-release my-story --for web --to html\n  copydesk draft press-release my-story --to docx\n  copydesk draft staff-newsletter my-story -o -\n  copydesk draft all my-story"
)]
pub(super) struct Arguments {
    /// What to draft; `copydesk outputs` lists what there is. `all` drafts every output of a story.
    output: String,
    /// A report (PDF), an inspection.toml or a story's folder.
    story: PathBuf,
    /// Whom it is for: the press (embargo, ENDS, notes to editors, contact) or the council's own web site (without them).
    #[arg(long = "for", value_name = "READER", default_value = "press")]
    reader: Reader,
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    destination: Destination,
    /// Ask no plugin that cannot be fenced in fully on this system.
    #[arg(long)]
    require_sandbox: bool,
    /// Look for plugins in this folder first; may be given more than once.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Reader {
    Press,
    Web,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let story = screen.step(&format!("reading {}", arguments.story.display()), || story::open(&arguments.story))?;
    story.ready()?;
    let outputs = Outputs::open(&arguments.plugin_dir, Some(&story))?;
    let outputs = if arguments.require_sandbox { outputs.requiring_sandbox() } else { outputs };
    let audience = match arguments.reader {
        Reader::Press => Audience::Press,
        Reader::Web => Audience::Web,
    };
    let done = if arguments.output == EVERY_OUTPUT {
        every(arguments, &outputs, &story, audience, screen)
    } else {
        let draft = || outputs.draft(&arguments.output, &story, audience);
        let drafted = screen.step(&format!("drafting {}", arguments.output), draft);
        drafted.and_then(|drafted| one(arguments, &story, &drafted, screen))
    };
    // Who asked for an output that is not there reads in the error what was passed over.
    if !matches!(done, Err(story::Error::NoOutput { .. })) {
        screen.passed_over(&outputs.found);
    }
    story.remarks.iter().for_each(|remarks| screen.remarks(remarks));
    screen.doubts(&story.inspection.doubts);
    done
}

/// Drafts and writes every output. One that is refused or fails is reported, and the others go on.
fn every(arguments: &Arguments, outputs: &Outputs, story: &Story, audience: Audience, screen: &Screen) -> Done {
    if story.folder.is_none() || arguments.destination.is_named() {
        return Err(story::Error::AllOfNoStory { path: arguments.story.clone() });
    }
    let (mut failed, mut of) = (0, 0);
    for (output, drafted) in outputs.draft_all(story, audience) {
        of += 1;
        match drafted.and_then(|drafted| one(arguments, story, &drafted, screen)) {
            Ok(()) => {}
            Err(error) if error.is_refusal() => screen.note(&format!("{output}: not drafted: {error}")),
            Err(error) => {
                screen.error(&error);
                failed += 1;
            }
        }
    }
    if failed > 0 { Err(story::Error::NotAll { failed, of }) } else { Ok(()) }
}

/// Writes or prints one draft, and says what is to know about it.
fn one(arguments: &Arguments, story: &Story, drafted: &Drafted, screen: &Screen) -> Done {
    let (format, force) = (format(arguments), arguments.destination.force);
    let beside = story.folder.as_ref().map(|folder| || drafted.save(folder, format, force));
    let place = deliver(&arguments.destination, (&drafted.document, &drafted.output), format, beside, screen)?;
    note_edits(arguments, story, drafted, screen)?;
    sum_up(arguments, story, drafted, &place, screen);
    note_checks(story, drafted, screen)
}

/// Says so where a draft in another format lacks what people put into the Markdown since.
fn note_edits(arguments: &Arguments, story: &Story, drafted: &Drafted, screen: &Screen) -> Done {
    let Some(folder) = story.folder.as_ref().filter(|_| format(arguments).extension() != "md") else { return Ok(()) };
    if let Some(edited) = story::edited_draft(folder, &drafted.output)? {
        let edited = edited.display();
        screen
            .note(&format!("{edited} was edited since, and what was edited is not in this: copydesk export {edited}"));
    }
    Ok(())
}

/// Says what the checks find in the draft, in numbers.
fn note_checks(story: &Story, drafted: &Drafted, screen: &Screen) -> Done {
    let about = About { output: Some(&drafted.output), now: None };
    let (_, outcome) = Checker::new(story, about)?.check(&drafted.document);
    let of = |severity, one, many| number(outcome.count(severity), one, many);
    let counts = [
        of(Severity::Error, "error", "errors"),
        of(Severity::Warning, "warning", "warnings"),
        of(Severity::Note, "note", "notes"),
    ];
    let verdict = if outcome.count(Severity::Error) > 0 { "this must not go out as it is" } else { "nothing blocks" };
    screen.note(&format!("  checked: {verdict}: {}; copydesk check says more", counts.join(", ")));
    Ok(())
}

/// The draft is Markdown unless another format is asked for.
fn format(arguments: &Arguments) -> FileFormat {
    arguments.form.or(FileFormat::Text(Format::Markdown))
}

fn sum_up(arguments: &Arguments, story: &Story, drafted: &Drafted, place: &str, screen: &Screen) {
    if drafted.trust == Trust::Named {
        screen.note(&format!("{} is not pinned: taken because its folder was named", drafted.plugin));
    }
    drafted.log.iter().for_each(|line| screen.note(&format!("{}: {line}", drafted.plugin)));
    let to_fill = to_fill_in(&drafted.document.places()).unwrap_or("nothing left to fill in".to_owned());
    note_pictures(&drafted.document, format(arguments), screen);
    screen.note(&format!("{} for {}: {place}; {to_fill}", drafted.output, story.inspection.authority.name));
    screen.note(&format!("  drafted by {}, sandbox: {}", drafted.plugin, drafted.level));
}
