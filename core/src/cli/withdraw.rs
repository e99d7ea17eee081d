//! `copydesk withdraw`.

use super::Done;
use super::acting::{Acting, Which};
use super::screen::Screen;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::Timestamp;

/// Take a submitted or signed text back: it may not go out, and its sign-offs end.
///
/// Its author can, and each of those who have to sign it. What was signed before it stays approved.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk withdraw ofsted-2026/press-release.md --as press-officer")]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    acting: Acting,
    /// Why.
    #[arg(long, value_name = "REASON", value_parser = NonEmptyStringValueParser::new())]
    because: Option<String>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let (desk, target, person) = arguments.which.begin(&arguments.acting)?;
    let version = desk.withdraw(&target, &person, arguments.because.as_deref(), Timestamp::now())?;
    screen.note(&format!("{}: {} took version {} back", target.path().display(), person.name, version.short()));
    Ok(())
}
