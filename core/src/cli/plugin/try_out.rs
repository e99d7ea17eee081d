//! `copydesk plugin try`.

use crate::cli::Done;
use crate::cli::screen::{Screen, print, width};
use crate::export::{Changes, RedlineFormat, write_redline};
use crate::phrasing::number;
use crate::story::{AuthorFolder, Error, FolderState, Trial, Tried, Verdict, try_out};
use crate::text::argument;
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often `--watch` looks for a change.
const OFTEN: Duration = Duration::from_millis(100);

/// Draft a plugin's samples and compare each draft with its golden draft.
///
/// copydesk builds the plugin if its source is newer than its library, and uses the templates in the folder as they are, so
/// a change of words needs no build. Each draft is compared with the file in golden/, and the differences are marked as
/// `copydesk diff` marks them. The exit code is 1 if one differs.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk plugin try foster-letter\n  copydesk plugin try foster-letter --watch\n  copydesk plugin try foster-letter --accept\n  copydesk plugin try foster-letter --story ../comms/ofsted-2026"
)]
pub(super) struct Arguments {
    /// The plugin's folder, as `copydesk plugin new` makes it.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Draft this story (or report) instead of the samples. Without a golden draft, the draft is printed.
    #[arg(long, value_name = "STORY")]
    story: Option<PathBuf>,
    /// Do it again each time a file is saved, until you press Ctrl-C.
    #[arg(long)]
    watch: bool,
    /// Make the drafts the golden ones, after showing what differs.
    #[arg(long)]
    accept: bool,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let folder = AuthorFolder::at(&arguments.folder)?;
    if !arguments.watch {
        return arguments.once(&folder, screen);
    }
    let stories: Vec<PathBuf> = arguments.story.iter().cloned().collect();
    loop {
        let before = folder.state(&stories);
        if let Err(error) = arguments.once(&folder, screen) {
            screen.error_for_author(&error);
        }
        screen.note("waiting for a file to be saved; to end: Ctrl-C");
        let before = if arguments.accept { folder.state(&stories) } else { before };
        wait(|| folder.state(&stories), &before, screen);
    }
}

/// Waits until a file is not as it was.
fn wait(state: impl Fn() -> FolderState, before: &FolderState, screen: &Screen) {
    loop {
        if let Some(file) = state().changed_since(before) {
            return screen.note(&format!("\n{} was saved", file.display()));
        }
        std::thread::sleep(OFTEN);
    }
}

impl Arguments {
    /// Builds if need be, drafts, and shows what differs.
    fn once(&self, folder: &AuthorFolder, screen: &Screen) -> Done {
        let library = folder.library(|what| screen.note(what))?;
        let stories = match &self.story {
            Some(story) => vec![story.clone()],
            None => folder.sample_stories()?,
        };
        let trials = try_out(folder, &library, &stories)?;
        let mut bad = 0;
        for trial in &trials {
            show(trial, screen)?;
            if self.accept && trial.drafted.is_ok() {
                trial.accept(folder)?;
                screen.note(&format!("{} is this draft now", trial.golden.display()));
            } else if !trial.is_good(folder) {
                bad += 1;
            }
        }
        verdict(&folder.path, bad, trials.len())
    }
}

fn verdict(folder: &Path, bad: usize, of: usize) -> Done {
    if bad == 0 {
        return Ok(());
    }
    let drafts = number(of, "draft", "drafts");
    let problem = format!("does not draft what golden/ has: {bad} of {drafts}");
    let hint = format!("if the new words are meant: copydesk plugin try {} --accept", argument(folder));
    Err(Error::Library { path: folder.to_owned(), problem, hint })
}

/// Prints what differs, with the plugin's messages.
fn show(trial: &Trial, screen: &Screen) -> Done {
    let (golden, what) = (trial.golden.display(), format!("{} from {}", trial.output, trial.story.display()));
    let tried = match &trial.drafted {
        Ok(tried) => tried,
        Err(error) if error.is_refusal() => {
            screen.note(&format!("{what}: not drafted: {error}"));
            return Ok(());
        }
        Err(error) => {
            screen.note(&format!("{what}: not drafted"));
            screen.error_for_author(error);
            return Ok(());
        }
    };
    tried.log.iter().for_each(|line| screen.note(&format!("{what}: {line}")));
    match &tried.verdict {
        Verdict::Same => screen.note(&format!("{what}: the same as {golden}")),
        Verdict::New if trial.is_sample => {
            screen.note(&format!("{what}: there is no {golden} yet; to write it: add --accept"));
            print(&tried.text)?;
        }
        Verdict::New => print(&tried.text)?,
        Verdict::Differs(_) => {
            screen.note(&format!("{what}: differs from {golden}"));
            print(&redline(trial, tried, screen))?;
        }
    }
    Ok(())
}

/// Returns the golden draft with the changes marked.
fn redline(trial: &Trial, tried: &Tried, screen: &Screen) -> String {
    let Verdict::Differs(comparison) = &tried.verdict else { return String::new() };
    let (old, new) = (trial.golden.display().to_string(), "the draft");
    let changes = Changes { redline: &comparison.redline, summary: &comparison.summary, old: &old, new };
    write_redline(&changes, RedlineFormat::Inline { width: width(), colour: screen.is_coloured() })
}
