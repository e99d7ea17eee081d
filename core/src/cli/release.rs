//! `copydesk release`.

use super::Done;
use super::act::{ActArguments, OnVersion};
use super::review_arguments::{Override, TargetsArgument};
use super::screen::Screen;
use crate::phrasing::number;
use crate::review::State;
use crate::story::ReleaseOutcome;
use clap::Args;

/// Release a signed text now, or go on with a release that was interrupted.
///
/// At this moment everything has to be true: all have signed this version, the checks find no error in it that nobody has
/// accepted, it was checked against the final report, the embargo is over, no pre-election period has begun, nobody has
/// stopped it. copydesk then puts it at each target that desk.toml names for its output, reads it back and compares it. A
/// target that has the text already does not get it again, nor does anybody on a press list. A press list with
/// `under_embargo = true` may get a text before the embargo ends, if it goes nowhere else.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk release ofsted-2026/press-release.md --as press-officer\n  copydesk release ofsted-2026 web-news --to newsroom --as press-officer\n  copydesk release ofsted-2026/press-release.md --to press --as press-officer   # a press list alone"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    act: ActArguments,
    #[command(flatten)]
    to: TargetsArgument,
    #[command(flatten)]
    going_on: Override,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let OnVersion { desk, text, version, acting, .. } = arguments.act.begin(screen)?;
    let despite = arguments.going_on.reason();
    let outcome = desk.release((&text, &version), &arguments.to.ids(), (despite, None), &acting)?;
    arguments.going_on.note(outcome.review.out().and_then(|out| out.despite()), screen);
    report(outcome, screen)
}

/// Says where a text is now. Fails if a target was missed, with the first reason; the others are printed.
pub(super) fn report(outcome: ReleaseOutcome, screen: &Screen) -> Done {
    let ReleaseOutcome { text, review, missed } = outcome;
    let version = review.out().map(|out| out.version().short().to_owned()).unwrap_or_default();
    let all = match (&review.state, &review.stop) {
        (State::Released(_), _) => format!("version {version} is out"),
        (_, Some(stop)) => format!("{} has stopped it: {}", stop.by.name, stop.because),
        (State::Withdrawn(_), _) if review.deliveries.is_empty() => "it is nowhere any more".to_owned(),
        (State::Withdrawn(_), _) => format!("it is still in {}", number(review.deliveries.len(), "place", "places")),
        _ => format!("version {version} is on its way"),
    };
    screen.note(&format!("{text}: {all}"));
    for delivery in &review.deliveries {
        let (target, place) = (&delivery.target, &delivery.place);
        screen.note(&format!("  {target}: version {}, {place}", delivery.version.short()));
    }
    screen.all_but_last(missed.into_iter().map(|(_, why)| why))
}
