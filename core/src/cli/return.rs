//! `copydesk return`.

use super::Done;
use super::act::{ActArguments, OnVersion};
use super::screen::Screen;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// Return a submitted text to its author for changes. Its sign-offs become void.
///
/// Anyone who has to sign the text can return it.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  copydesk return ofsted-2026/press-release.md --as director --because \"The second figure is last year's.\""
)]
pub(super) struct Arguments {
    #[command(flatten)]
    act: ActArguments,
    /// What has to change.
    #[arg(long, value_name = "REASON", value_parser = NonEmptyStringValueParser::new())]
    because: String,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let OnVersion { desk, place, text, version, acting } = arguments.act.begin(screen)?;
    desk.send_back((&text, &version), &arguments.because, &acting)?;
    screen.note(&format!("{}: {} returned version {}", place.path().display(), acting.by.name, version.short()));
    Ok(())
}
