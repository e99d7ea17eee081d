//! `copydesk withdraw`.

use super::Done;
use super::act::{ActArguments, OnVersion};
use super::copies;
use super::release::report;
use super::screen::Screen;
use crate::story::DeskStore;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::path::Path;

/// Withdraw a text. Its sign-offs become void. If it is out, it is taken back from every target.
///
/// Everybody who got it by mail is told that it is withdrawn, with the reason you give.
///
/// The author can withdraw it, and so can anyone who has to sign it. An earlier version that was signed off stays
/// approved. To withdraw a text added by mistake with `copydesk approve`, give its version.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk withdraw ofsted-2026/press-release.md --as press-officer\n  copydesk withdraw 3f5a0c11 --as press-officer --because \"the wrong file\""
)]
pub(super) struct Arguments {
    #[command(flatten)]
    act: ActArguments,
    /// Why it is withdrawn.
    #[arg(long, value_name = "REASON", value_parser = NonEmptyStringValueParser::new())]
    because: Option<String>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let because = arguments.because.as_deref();
    if let Some(version) = arguments.act.which.version() {
        let desk = DeskStore::open(Path::new("."))?;
        let acting = arguments.act.acting.acting(&desk)?;
        copies::warn(&desk, screen)?;
        let (text, version) = desk.withdraw_approved(version, because, &acting)?;
        screen.note(&format!(
            "{text}: {} withdrew version {}, which no longer counts as approved",
            acting.by.name,
            version.short()
        ));
        return Ok(());
    }
    let OnVersion { desk, place, text, version, acting } = arguments.act.begin(screen)?;
    desk.withdraw((&text, &version), because, &acting)?;
    screen.note(&format!("{}: {} withdrew version {}", place.path().display(), acting.by.name, version.short()));
    if desk.review(&text)?.out().is_none() { Ok(()) } else { report(desk.recall(&text, &acting)?, screen) }
}
