//! `copydesk submit`.

use super::Done;
use super::acting::{self, Acting, Which};
use super::screen::Screen;
use super::writing::to_fill_in;
use crate::review::State;
use crate::story::Submission;
use clap::Args;

/// Submit a draft for sign-off: it becomes a version, and the desk's rules say who signs it.
///
/// The draft is taken as it lies in the story's folder, with all that you edited. Whoever submits a text cannot sign it.
/// A text that was changed is submitted again, and signed again: a sign-off holds for one version and no other.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk submit ofsted-2026/press-release.md --as press-officer\n  copydesk submit ofsted-2026 staff-newsletter --as press-officer"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (desk, target, person) = arguments.which.begin(&arguments.acting)?;
    let submission = desk.submit(&target, &person, acting::now())?;
    desk.remarks()?.iter().for_each(|remarks| screen.remarks(remarks));
    acting::note_reading(&target.path(), &submission.read, screen);
    screen.note(&format!("{}: {} submitted version {}", submission.text, person.name, submission.version.short()));
    sum_up(&submission, screen);
    Ok(())
}

fn sum_up(submission: &Submission, screen: &Screen) {
    if let Some(stranger) = &submission.stranger {
        let hint = stranger.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        screen.note(&format!("  {stranger}{hint}"));
        screen.note("  so only those rules of the desk hold for it that are for every output");
    }
    if let Some(places) = to_fill_in(&submission.places) {
        screen.note(&format!("  still {places}"));
    }
    for fallen in &submission.review.fallen {
        screen.note(&format!("  fell, as the text was changed: {}", acting::sign_off(fallen)));
    }
    let Some(current) = submission.review.current() else { return };
    if current.needs().is_default() {
        screen.note(
            "  no rule of the desk fits it, so one person other than the author signs ([[sign_off]] in desk.toml)",
        );
    }
    if let State::Signed(_) = submission.review.state {
        screen.note("  signed: these words have all the sign-offs that are asked for now");
    }
    for open in current.open() {
        screen.note(&format!("  to sign as {}", acting::open(&open)));
    }
}
