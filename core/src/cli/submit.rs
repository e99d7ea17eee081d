//! `copydesk submit`.

use super::Done;
use super::acting::{self, Acting, Override, Which};
use super::screen::Screen;
use crate::review::State;
use crate::story::Submission;
use clap::Args;

/// Submit a draft for sign-off: it becomes a version, and the desk's rules say who signs it.
///
/// The draft is taken as it lies in the story's folder, with all that you edited. Whoever submits a text cannot sign it.
/// A text that was changed is submitted again, and signed again: a sign-off holds for one version and no other. While a check
/// blocks it, or a place is not filled in, it is not submitted unless you say why it is all the same: that stays on record.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk submit ofsted-2026/press-release.md --as press-officer\n  copydesk submit ofsted-2026 staff-newsletter --as press-officer\n  copydesk submit ofsted-2026/press-release.md --as press-officer --despite \"Ofsted corrected the date by mail on 4 May.\""
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    acting: Acting,
    #[command(flatten)]
    going_on: Override,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (desk, target, person) = arguments.which.begin(&arguments.acting)?;
    let submission = desk.submit(&target, arguments.going_on.reason(), (&person, acting::now()))?;
    desk.remarks()?.iter().for_each(|remarks| screen.remarks(remarks));
    acting::note_reading(&target.path(), &submission.read, screen);
    screen.note(&format!("{}: {} submitted version {}", submission.text, person.name, submission.version.short()));
    arguments.going_on.note(submission.despite.as_ref(), screen);
    sum_up(&submission, screen);
    Ok(())
}

fn sum_up(submission: &Submission, screen: &Screen) {
    if let Some(stranger) = &submission.stranger {
        let hint = stranger.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        screen.note(&format!("  {stranger}{hint}"));
        screen.note("  so only those rules of the desk hold for it that are for every output");
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
