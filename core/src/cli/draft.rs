//! `copydesk draft`.

use super::Done;
use super::output_file::{Destination, Form, deliver, framed, note_pictures, to_fill_in};
use super::screen::Screen;
use super::story_and_output;
use crate::finding::Severity;
use crate::language::dates::written;
use crate::phrasing::number;
use crate::plugin::{EVERY_OUTPUT, Trust};
use crate::story::{
    self, About, Audience, Checker, Drafted, Format, MARKDOWN, Outputs, QuoteName, Rank, Story, UsageError,
};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Write a first draft, such as a press release, from a report or a story.
///
/// Given a story's folder, copydesk writes the draft there as OUTPUT.md. It does not overwrite a draft you have edited
/// unless you add --force. Given only a report (PDF) or an inspection.toml, it prints the draft. Where only a person
/// can supply the words it leaves a placeholder, such as [Statement: director], and lists the placeholders at the end.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk draft press-release report.pdf\n  copydesk draft press-release my-story --for web --to html\n  copydesk draft press-release my-story --to docx\n  copydesk draft press-release my-story -o release.docx\n  copydesk draft staff-newsletter my-story -o -\n  copydesk draft all my-story"
)]
pub(super) struct Arguments {
    /// What to draft, or `all` for every output. To see the list: `copydesk outputs`.
    output: PathBuf,
    /// A report (PDF), an inspection.toml or a story's folder; the two in any order.
    story: PathBuf,
    /// Who it is for: `press` (with embargo, ENDS, notes to editors and contact) or `web`, your newsroom page (without
    /// them).
    #[arg(long = "for", value_name = "READER", default_value = "press")]
    reader: AudienceArgument,
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    destination: Destination,
    /// Quote this before any other sentence of the report: the number of a paragraph, for its best sentence, or some words
    /// of a sentence. You can repeat this option. The brief has `[quotes]` for the same.
    #[arg(long, value_name = "PARAGRAPH|WORDS")]
    quote: Vec<String>,
    /// Set an option of the output, as in `--set tone=short`. You can repeat this option. `copydesk outputs OUTPUT` lists
    /// those that it has.
    #[arg(long, value_name = "OPTION=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
    /// Refuse any plugin that this system cannot fully sandbox.
    #[arg(long)]
    require_sandbox: bool,
    /// Look for plugins in this folder first. You can repeat this option.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
}

/// Parses the setting of an option.
fn setting(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write the option, `=` and its value, as in tone=short")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// Offers the rank of a result, which no draft has.
fn said_of(rank: &Rank, name: &str) -> String {
    let Rank { with_grade, inspected, region, grade, day } = rank;
    let which = if *with_grade == 1 { "the only one".to_owned() } else { format!("one of {with_grade}") };
    format!(
        "for your own use, in no draft: by the public record as of {}, {name} is {which} of {inspected} inspected authorities in its region ({region}) with {grade} as the latest overall grade; see what was published since",
        written(*day)
    )
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum AudienceArgument {
    Press,
    Web,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (path, output) = story_and_output(&arguments.story, &arguments.output);
    if !path.exists() {
        return Err(UsageError::Absent { path: path.to_owned(), order: "draft OUTPUT STORY" }.into());
    }
    let output = output.to_string_lossy();
    let mut story = screen.step(&format!("reading {}", path.display()), || story::open(path))?;
    story.ready()?;
    story.pick(&arguments.quote.iter().map(|name| QuoteName::of(name)).collect::<Vec<_>>())?;
    let outputs = Outputs::open(&arguments.plugin_dir, Some(&story))?.with_options(&output, arguments.set.clone())?;
    let outputs = if arguments.require_sandbox { outputs.requiring_sandbox() } else { outputs };
    let audience = match arguments.reader {
        AudienceArgument::Press => Audience::Press,
        AudienceArgument::Web => Audience::Web,
    };
    // The ending of the file that the output makes means that file, and its words are printed nowhere.
    let made = outputs.found.maker_of(&output).and_then(|(_, offer)| offer.file.as_ref());
    let format = match made.and_then(|made| arguments.destination.ends_in(&made.extension)) {
        Some(_) => &MARKDOWN,
        None => arguments.form.of(&arguments.destination, &MARKDOWN)?,
    };
    let asked = Asked { destination: &arguments.destination, form: arguments.form, format, story: &story };
    let done = if output == EVERY_OUTPUT {
        asked.every(path, &outputs, audience, screen)
    } else {
        let drafted = screen.step(&format!("drafting {output}"), || outputs.draft(&output, &story, audience));
        drafted.and_then(|drafted| asked.one(&drafted, screen))
    };
    // For an output that does not exist, the error says what was ignored.
    if !matches!(done, Err(story::Error::NoOutput { .. })) {
        screen.passed_over(&outputs.found);
    }
    if let (Ok(()), Some(rank)) = (&done, story.rank()) {
        screen.note(&said_of(&rank, &story.inspection.authority.name));
    }
    story.remarks.iter().chain(&outputs.remarks).for_each(|remarks| screen.remarks(remarks));
    screen.doubts(&story.inspection.doubts);
    done
}

/// The format and the destination of drafts.
struct Asked<'a> {
    destination: &'a Destination,
    form: Form,
    format: &'static Format,
    story: &'a Story,
}

impl Asked<'_> {
    /// Drafts and writes every output. One that is refused or fails is reported, and the others go on.
    fn every(&self, path: &Path, outputs: &Outputs, audience: Audience, screen: &Screen) -> Done {
        if let Some(file) = self.destination.named() {
            return Err(UsageError::AllInOne { path: file.to_owned() }.into());
        }
        if self.story.folder.is_none() {
            return Err(UsageError::AllOfNoStory { path: path.to_owned() }.into());
        }
        let (mut failed, mut of) = (0, 0);
        for (output, drafted) in outputs.draft_all(self.story, audience) {
            of += 1;
            match drafted.and_then(|drafted| self.one(&drafted, screen)) {
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

    /// Writes or prints one draft, with notes on it.
    fn one(&self, drafted: &Drafted, screen: &Screen) -> Done {
        let force = self.destination.force;
        let here = self.story.folder.as_deref().unwrap_or(Path::new("."));
        self.form.see_that_it_is_filled(&drafted.document)?;
        let frame = framed(self.format, here, &drafted.document, screen)?;
        let form = (self.format, &frame);
        let beside = self.story.folder.as_ref().map(|folder| || drafted.save(folder, form, force));
        let place = match self.made_file(drafted) {
            Some((path, bytes)) => self.destination.write(path, bytes, screen)?,
            None => deliver(self.destination, (&drafted.document, &drafted.output), form, beside, screen)?,
        };
        self.note_edits(drafted, screen)?;
        self.sum_up(drafted, &place, screen);
        note_checks(self.story, drafted, screen)
    }

    /// Returns where the file that a draft describes was asked for, and its bytes.
    fn made_file<'d>(&self, drafted: &'d Drafted) -> Option<(&Path, &'d [u8])> {
        let (file, bytes) = drafted.file.as_ref()?;
        Some((self.destination.ends_in(file.ending())?, bytes))
    }

    /// Notes that a draft in another format lacks edits made to the Markdown.
    fn note_edits(&self, drafted: &Drafted, screen: &Screen) -> Done {
        let Some(folder) = self.story.folder.as_ref().filter(|_| *self.format != MARKDOWN) else {
            return Ok(());
        };
        if let Some(edited) = story::edited_draft(folder, &drafted.output)? {
            let edited = edited.display();
            screen.note(&format!(
                "{edited} has edits that are not in this file; to include them: copydesk export {edited}"
            ));
        }
        Ok(())
    }

    fn sum_up(&self, drafted: &Drafted, place: &str, screen: &Screen) {
        if drafted.trust == Trust::Named {
            screen
                .note(&format!("{} is not pinned; used because you gave its folder with --plugin-dir", drafted.plugin));
        }
        for file in &drafted.instead_of {
            screen.note(&format!("{} is used in place of {}", drafted.plugin, file.display()));
        }
        drafted.log.iter().for_each(|line| screen.note(&format!("{}: {line}", drafted.plugin)));
        let to_fill = to_fill_in(&drafted.document.places()).unwrap_or("nothing left to fill in".to_owned());
        note_pictures(&drafted.document, self.format, screen);
        screen.note(&format!("{} for {}: {place}; {to_fill}", drafted.output, self.story.inspection.authority.name));
        if let Some((file, bytes)) = &drafted.file {
            let folder = self.story.folder.as_ref().filter(|_| !self.destination.is_named());
            let file = folder.map_or(PathBuf::from(&file.name), |folder| folder.join(&file.name));
            screen.note(&format!("  its file: {}, {}", file.display(), number(bytes.len(), "byte", "bytes")));
        }
        for field in &drafted.missing {
            let place =
                field.of.file().map_or("--set".to_owned(), |file| format!("[outputs.{}] in {file}", drafted.output));
            screen.note(&format!("  missing: {} ({place}): {}", field.id, field.help));
        }
        for quote in self.story.unquoted(&drafted.document) {
            screen.note(&format!("  picked, and not quoted here: “{}”", quote.text));
        }
        screen.note(&format!("  drafted by {}, sandbox: {}", drafted.plugin, drafted.level));
    }
}

/// Says what the checks find in the draft: in numbers and, of what blocks, each thing once.
fn note_checks(story: &Story, drafted: &Drafted, screen: &Screen) -> Done {
    let about = About { output: Some(&drafted.output), partial: drafted.partial, ..About::default() };
    let (_, outcome) = Checker::new(story, about)?.check(&drafted.document);
    let of = |severity, one, many| number(outcome.count(severity), one, many);
    let counts = [
        of(Severity::Error, "error", "errors"),
        of(Severity::Warning, "warning", "warnings"),
        of(Severity::Note, "note", "notes"),
    ];
    let verdict = if outcome.count(Severity::Error) > 0 { "blocked" } else { "not blocked" };
    screen.note(&format!("  checked: {verdict}: {}; for details: copydesk check", counts.join(", ")));
    let blocking = outcome.found.iter().filter(|found| found.blocks()).map(|found| &found.finding);
    let said: BTreeSet<String> = blocking
        .map(|finding| match &finding.hint {
            Some(hint) => format!("  error: {}: {hint}", finding.message),
            None => format!("  error: {}", finding.message),
        })
        .collect();
    for error in &said {
        screen.note(error);
    }
    Ok(())
}
