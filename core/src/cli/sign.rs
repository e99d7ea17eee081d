//! `copydesk sign`.

use super::Done;
use super::copies;
use super::review_arguments::{self, ActorArgument, Override, TextArgument};
use super::screen::Screen;
use crate::review::{RoleId, State};
use clap::Args;

/// Sign off a version that was submitted.
///
/// The draft must be exactly the text that was submitted. If it has been edited since, it must be submitted again, so
/// that nobody signs off words they have not read. copydesk checks it again, with the story and the desk as they are now.
/// If it is blocked or has placeholders, give a reason with --despite to sign it all the same. The reason is recorded.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk sign ofsted-2026/press-release.md --as director\n  copydesk sign ofsted-2026 press-release --as head-of-communications --role press-office"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: TextArgument,
    #[command(flatten)]
    acting: ActorArgument,
    /// The role you are signing in. Without this, the first one still open to you.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    #[command(flatten)]
    going_on: Override,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (desk, target, person) = arguments.which.begin(&arguments.acting)?;
    copies::warn(&desk, screen)?;
    let role = arguments.role.clone().map(RoleId);
    let reason = arguments.going_on.reason();
    let (signed, review) = desk.sign(&target, role.as_ref(), reason, (&person, review_arguments::now()))?;
    let Some(current) = review.current() else { return Ok(()) };
    screen.note(&format!("{}: {}", target.path().display(), review_arguments::sign_off(&signed)));
    arguments.going_on.note(signed.despite.as_ref(), screen);
    if let State::Signed(_) = review.state {
        screen.note("  signed off: nobody else needs to sign");
    }
    for open in current.open() {
        screen.note(&format!("  waiting for {}", review_arguments::open(&open)));
    }
    Ok(())
}
