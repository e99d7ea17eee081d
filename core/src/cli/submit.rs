//! `copydesk submit`.

use super::Done;
use super::act;
use super::review_arguments::{self, ActorArgument, Override, TextArgument};
use super::screen::Screen;
use crate::phrasing;
use crate::review::State;
use crate::story::Submission;
use clap::Args;

/// Submit a draft for sign-off.
///
/// copydesk takes the draft as it is in the story's folder, with your edits, and records it as a version. The rules in
/// desk.toml decide who signs it. You cannot sign off a text you submitted. If the text changes, submit it again: each
/// sign-off is for one version only. If it is blocked or has placeholders, give a reason with --despite to submit it all
/// the same. The reason is recorded.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk submit ofsted-2026/press-release.md --as press-officer\n  copydesk submit ofsted-2026 staff-newsletter --as press-officer\n  copydesk submit ofsted-2026/press-release.md --as press-officer --despite \"Ofsted corrected the date by mail on 4 May.\""
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: TextArgument,
    #[command(flatten)]
    acting: ActorArgument,
    #[command(flatten)]
    going_on: Override,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (desk, place, acting) = act::begin(&arguments.which, &arguments.acting, screen)?;
    let submission = desk.submit(&place, arguments.going_on.reason(), &acting)?;
    desk.remarks()?.iter().for_each(|remarks| screen.remarks(remarks));
    review_arguments::note_reading(&place.path(), &submission.read, screen);
    screen.note(&format!("{}: {} submitted version {}", submission.text, acting.by.name, submission.version.short()));
    arguments.going_on.note(submission.despite.as_ref(), screen);
    sum_up(&submission, screen);
    Ok(())
}

fn sum_up(submission: &Submission, screen: &Screen) {
    if let Some(stranger) = &submission.stranger {
        let hint = stranger.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        screen.note(&format!("  {stranger}{hint}"));
        screen.note("  so only sign-off rules that cover every output apply to it");
    }
    for fallen in &submission.review.fallen {
        let changed = if fallen.version == submission.version { "" } else { ", because the text has changed" };
        screen.note(&format!("  void{changed}: {}", phrasing::sign_off(fallen)));
    }
    let Some(current) = submission.review.current() else { return };
    if current.needs().is_default() {
        screen.note("  no [[sign_off]] rule in desk.toml applies, so one person other than the author has to sign");
    }
    if let State::Signed(_) = submission.review.state {
        screen.note("  signed off: this exact text already has every sign-off it needs");
    }
    for open in current.open() {
        screen.note(&format!("  waiting for {}", phrasing::open(&open)));
    }
}
