//! `copydesk schedule`.

use super::Done;
use super::act::{ActArguments, OnVersion};
use super::review_arguments::{Override, TargetsArgument};
use super::screen::Screen;
use crate::phrasing::listed;
use crate::review::State;
use crate::story::{self, UsageError};
use crate::zone::Moment;
use clap::Args;

/// Set the time at which a signed text is released, or take it away.
///
/// copydesk refuses now whatever will be in the way then: the embargo in brief.toml, a pre-election period in desk.toml,
/// errors that nobody has accepted, placeholders. At the time itself everything is checked again. `copydesk run` has to be
/// running then, on any machine that can write to the desk's folder.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk schedule ofsted-2026/press-release.md --at 2026-07-28T09:30 --as press-officer\n  copydesk schedule ofsted-2026 press-release --as press-officer   # at the time in brief.toml\n  copydesk schedule ofsted-2026/press-release.md --cancel --as press-officer"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    act: ActArguments,
    /// When (local time), such as 2026-07-28T09:30. The default is the end of the embargo in brief.toml.
    #[arg(long, value_name = "TIME", conflicts_with = "cancel")]
    at: Option<Moment>,
    #[command(flatten)]
    to: TargetsArgument,
    #[command(flatten)]
    going_on: Override,
    /// Take the time away.
    #[arg(long)]
    cancel: bool,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let OnVersion { desk, place, text, version, acting } = arguments.act.begin(screen)?;
    if arguments.cancel {
        desk.unschedule((&text, &version), &acting)?;
        screen.note(&format!("{text}: no time is set any more for version {}", version.short()));
        return Ok(());
    }
    let at = match arguments.at {
        Some(at) => at,
        None => story::open(&place.folder)?.brief.publish_at.ok_or(UsageError::NoReleaseTime)?,
    };
    let despite = arguments.going_on.reason();
    let review = desk.schedule((&text, &version), (at, &arguments.to.ids()), despite, &acting)?;
    let State::Scheduled(scheduled) = &review.state else { return Ok(()) };
    let (due, to) = (scheduled.due(), listed(scheduled.targets()));
    screen.note(&format!("{text}: version {} goes out at {due}, to {to}", version.short()));
    arguments.going_on.note(scheduled.despite(), screen);
    screen.note("  `copydesk run` releases it then; it has to be running");
    Ok(())
}
