//! `copydesk withdraw`.

use super::Done;
use super::acting::{Acting, Which, now};
use super::screen::Screen;
use crate::story::DeskStore;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::path::Path;

/// Take a submitted or signed text back: it may not go out, and its sign-offs end.
///
/// Its author can, and each of those who have to sign it. What was signed before it stays approved. A text that was put on
/// record by mistake with `copydesk approve` is named by its version.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk withdraw ofsted-2026/press-release.md --as press-officer\n  copydesk withdraw 3f5a0c11 --as press-officer --because \"the wrong file\""
)]
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
    let because = arguments.because.as_deref();
    if let Some(version) = arguments.which.version() {
        let desk = DeskStore::open(Path::new("."))?;
        let person = arguments.acting.person(&desk)?;
        let (text, version) = desk.withdraw_approved(version, &person, because, now())?;
        screen.note(&format!("{text}: {} took version {} off the record", person.name, version.short()));
        return Ok(());
    }
    let (desk, target, person) = arguments.which.begin(&arguments.acting)?;
    let version = desk.withdraw(&target, &person, because, now())?;
    screen.note(&format!("{}: {} took version {} back", target.path().display(), person.name, version.short()));
    Ok(())
}
