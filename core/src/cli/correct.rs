//! `copydesk correct`.

use super::Done;
use super::act::{ActArguments, OnVersion};
use super::release::report;
use super::review_arguments::Override;
use super::screen::Screen;
use crate::review::Correction;
use crate::story::UsageError;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// Replace a text that is out with a corrected version.
///
/// The corrected version is submitted and signed like any other. It then takes the place of the old one at every target
/// that has it. What was wrong and what is right are recorded.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  copydesk correct ofsted-2026/press-release.md --wrong \"Help and protection was called Outstanding.\" --right \"It is Good.\" --as press-officer"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    act: ActArguments,
    /// What was wrong in the text that is out.
    #[arg(long, value_name = "WORDS", value_parser = NonEmptyStringValueParser::new())]
    wrong: String,
    /// What is right.
    #[arg(long, value_name = "WORDS", value_parser = NonEmptyStringValueParser::new())]
    right: String,
    #[command(flatten)]
    going_on: Override,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let OnVersion { desk, text, version, acting, .. } = arguments.act.begin(screen)?;
    let review = desk.review(&text)?;
    let out = review.out().ok_or(UsageError::NothingOut)?;
    let targets = out.targets().to_vec();
    let (wrong, right) = (arguments.wrong.clone(), arguments.right.clone());
    let correction = Correction { of: out.version().clone(), wrong, right };
    let despite = arguments.going_on.reason();
    let outcome = desk.release((&text, &version), &targets, (despite, Some(correction)), &acting)?;
    report(outcome, screen)
}
