//! `copydesk sign`.

use super::Done;
use super::acting::{self, Acting, Which};
use super::screen::Screen;
use super::writing::to_fill_in;
use crate::review::{RoleId, State};
use clap::Args;

/// Sign a text that was submitted: your yes to this version, in one role.
///
/// The draft must be the very text that was submitted. If it was edited since, it has to be submitted again first, so that
/// nobody signs what they have not read.
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
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (desk, target, person) = arguments.which.begin(&arguments.acting)?;
    let role = arguments.role.clone().map(RoleId);
    let (role, review) = desk.sign(&target, &person, role.as_ref(), acting::now())?;
    let Some(current) = review.current() else { return Ok(()) };
    let version = current.version().short();
    screen.note(&format!("{}: {} signed version {version} as `{role}`", target.path().display(), person.name));
    if let Some(places) = to_fill_in(&desk.document(current.version())?.places()) {
        screen.note(&format!("  still {places}"));
    }
    if let State::Signed(_) = review.state {
        screen.note("  signed by all who have to");
    }
    for open in current.open() {
        screen.note(&format!("  still to sign as {}", acting::open(&open)));
    }
    Ok(())
}
