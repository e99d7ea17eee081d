//! `copydesk withdraw`.

use super::Done;
use super::copies;
use super::review_arguments::{ActorArgument, TextArgument, now};
use super::screen::Screen;
use crate::story::DeskStore;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::path::Path;

/// Withdraw a submitted or signed-off text. Its sign-offs become void.
///
/// The author can withdraw it, and so can anyone who has to sign it. An earlier version that was signed off stays
/// approved. To withdraw a text added by mistake with `copydesk approve`, give its version.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk withdraw ofsted-2026/press-release.md --as press-officer\n  copydesk withdraw 3f5a0c11 --as press-officer --because \"the wrong file\""
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: TextArgument,
    #[command(flatten)]
    acting: ActorArgument,
    /// Why it is withdrawn.
    #[arg(long, value_name = "REASON", value_parser = NonEmptyStringValueParser::new())]
    because: Option<String>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let because = arguments.because.as_deref();
    if let Some(version) = arguments.which.version() {
        let desk = DeskStore::open(Path::new("."))?;
        let person = arguments.acting.person(&desk)?;
        copies::warn(&desk, screen)?;
        let (text, version) = desk.withdraw_approved(version, &person, because, now())?;
        screen.note(&format!(
            "{text}: {} withdrew version {}, which no longer counts as approved",
            person.name,
            version.short()
        ));
        return Ok(());
    }
    let (desk, target, person) = arguments.which.begin(&arguments.acting)?;
    copies::warn(&desk, screen)?;
    let version = desk.withdraw(&target, &person, because, now())?;
    screen.note(&format!("{}: {} withdrew version {}", target.path().display(), person.name, version.short()));
    Ok(())
}
