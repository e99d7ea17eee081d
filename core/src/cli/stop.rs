//! `copydesk stop` and `copydesk resume`.

use super::Done;
use super::act;
use super::review_arguments::{ActorArgument, TextArgument};
use super::screen::Screen;
use crate::phrasing::number;
use crate::story::DeskStore;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::path::PathBuf;

/// Stop a text, or everything: nothing more goes out until somebody resumes it.
///
/// Times set for releases are taken away. Sign-offs hold. What is out already stays out: use `copydesk withdraw` or
/// `copydesk correct` for that. Stopping needs no mail server and no web site.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk stop --all --because \"A by-election has been called.\" --as head-of-communications\n  copydesk stop ofsted-2026/press-release.md --because \"The final report differs.\" --as press-officer"
)]
pub(super) struct Arguments {
    /// The draft, such as my-story/press-release.md, or the story's folder.
    #[arg(value_name = "TEXT", required_unless_present = "all")]
    text: Option<PathBuf>,
    /// The output, if you gave the story's folder.
    #[arg(value_name = "OUTPUT")]
    output: Option<PathBuf>,
    /// Stop every text of the desk.
    #[arg(long, conflicts_with = "text")]
    all: bool,
    /// The reason.
    #[arg(long, value_name = "REASON", value_parser = NonEmptyStringValueParser::new())]
    because: String,
    #[command(flatten)]
    acting: ActorArgument,
    /// With --all: the desk's folder. The default is the desk you are in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    desk: PathBuf,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    if let Some(text) = &arguments.text {
        let which = TextArgument { text: text.clone(), output: arguments.output.clone() };
        let (desk, place, acting) = act::begin(&which, &arguments.acting, screen)?;
        let text = desk.text_name(&place)?;
        desk.stop(&text, &arguments.because, &acting)?;
        screen.note(&format!("{text}: stopped"));
        return Ok(());
    }
    let desk = DeskStore::open(&arguments.desk)?;
    let acting = arguments.acting.acting(&desk)?;
    let all = desk.stoppable()?;
    for text in &all {
        desk.stop(text, &arguments.because, &acting)?;
        screen.note(&format!("{text}: stopped"));
    }
    screen.note(&format!("{} stopped", number(all.len(), "text", "texts")));
    Ok(())
}

/// End a stop. Times of releases have to be set again.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  copydesk resume ofsted-2026/press-release.md --because \"The report is final.\" --as head-of-communications"
)]
pub(super) struct ResumeArguments {
    #[command(flatten)]
    which: TextArgument,
    #[command(flatten)]
    acting: ActorArgument,
    /// The reason.
    #[arg(long, value_name = "REASON", value_parser = NonEmptyStringValueParser::new())]
    because: String,
}

pub(super) fn resume(arguments: &ResumeArguments, screen: &Screen) -> Done {
    let (desk, place, acting) = act::begin(&arguments.which, &arguments.acting, screen)?;
    let text = desk.text_name(&place)?;
    desk.resume(&text, &arguments.because, &acting)?;
    screen.note(&format!("{text}: may go on; set the time of its release again if it had one"));
    Ok(())
}
