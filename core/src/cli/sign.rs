//! `copydesk sign`.

use super::Done;
use super::act;
use super::review_arguments::{ActorArgument, Override, TextArgument};
use super::screen::Screen;
use crate::phrasing;
use crate::review::{RoleId, State};
use crate::story::{Message, ReviewError, this_machine};
use clap::Args;
use std::path::PathBuf;

/// Sign off a version that was submitted.
///
/// Say with --version which version you have read: `copydesk status` and `copydesk diff` name it. If another one was
/// submitted in the meantime, nothing is signed, so that nobody signs off words they have not read. copydesk checks the
/// version again, with the story and the desk as they are now. If it is blocked or has placeholders, give a reason with
/// --despite to sign it all the same. The reason is recorded.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk sign ofsted-2026/press-release.md --version 3f5a0c11 --as director\n  copydesk sign ofsted-2026 press-release --version 3f5a0c11 --as head-of-communications --role press-office\n  copydesk sign ofsted-2026/press-release.md --version 3f5a0c11 --for cabinet-member --evidence mail.eml --as press-officer"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: TextArgument,
    #[command(flatten)]
    acting: ActorArgument,
    /// The version you have read, by its first digits.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// The role you are signing in. Without this, the first one still open to you.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    #[command(flatten)]
    going_on: Override,
    /// The person who has signed, if you record it for them: their `id` in desk.toml. Needs --evidence.
    #[arg(long = "for", value_name = "PERSON", requires = "evidence")]
    on_behalf_of: Option<String>,
    /// The message in which they say so, such as a mail saved from Outlook. copydesk keeps it in the desk's folder, and its
    /// hash in the record.
    #[arg(long, value_name = "FILE", requires = "on_behalf_of")]
    evidence: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (desk, place, acting) = act::begin(&arguments.which, &arguments.acting, screen)?;
    let (text, role) = (desk.text_name(&place)?, arguments.role.clone().map(RoleId));
    let Some(version) = &arguments.version else {
        let (path, version) = (place.path(), desk.current(&text)?);
        return Err(ReviewError::WhichVersion { path, version }.into());
    };
    let (version, _) = desk.version(version)?;
    let message = arguments.evidence.as_deref().map(Message::read).transpose()?;
    let acting = match (&arguments.on_behalf_of, &message) {
        (Some(person), Some(message)) => desk.on_behalf(person, message, (&acting, this_machine()))?,
        _ => acting,
    };
    let reason = (arguments.going_on.reason(), message.as_ref());
    let (signed, review) = desk.sign((&text, &version), role.as_ref(), reason, &acting)?;
    let Some(current) = review.current() else { return Ok(()) };
    screen.note(&format!("{}: {}", place.path().display(), phrasing::sign_off(&signed)));
    arguments.going_on.note(signed.despite.as_ref(), screen);
    if let State::Signed(_) = review.state {
        screen.note("  signed off: nobody else needs to sign");
    }
    for open in current.open() {
        screen.note(&format!("  waiting for {}", phrasing::open(&open)));
    }
    Ok(())
}
