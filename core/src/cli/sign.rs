//! `copydesk sign`.

use super::Done;
use super::acting::{self, Acting, Override, Which};
use super::screen::Screen;
use crate::review::{RoleId, State};
use clap::Args;

/// Sign a text that was submitted: your yes to this version, in one role.
///
/// The draft must be the very text that was submitted. If it was edited since, it has to be submitted again first, so that
/// nobody signs what they have not read. It is checked again, as the story and the desk are now: while a check blocks it, or a
/// place is not filled in, it is not signed unless you say why it is all the same. That stays on record.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk sign ofsted-2026/press-release.md --as director\n  copydesk sign ofsted-2026 press-release --as head-of-communications --role press-office"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    acting: Acting,
    /// In which role; without it, the first that is open to you.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    #[command(flatten)]
    going_on: Override,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (desk, target, person) = arguments.which.begin(&arguments.acting)?;
    let role = arguments.role.clone().map(RoleId);
    let reason = arguments.going_on.reason();
    let (signed, review) = desk.sign(&target, role.as_ref(), reason, (&person, acting::now()))?;
    let Some(current) = review.current() else { return Ok(()) };
    screen.note(&format!("{}: {}", target.path().display(), acting::sign_off(&signed)));
    arguments.going_on.note(signed.despite.as_ref(), screen);
    if let State::Signed(_) = review.state {
        screen.note("  signed by all who have to");
    }
    for open in current.open() {
        screen.note(&format!("  still to sign as {}", acting::open(&open)));
    }
    Ok(())
}
