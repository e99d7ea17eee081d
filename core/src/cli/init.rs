//! `copydesk init`.

use super::Done;
use super::screen::Screen;
use crate::story;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::path::PathBuf;

/// Create a desk: a folder for your council's facts, with a desk.toml to fill in.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk init comms --council \"Avershire County Council\"")]
pub(super) struct Arguments {
    /// The folder to create the desk in.
    dir: PathBuf,
    /// The council's full name.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    council: String,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let created = story::create_desk(&arguments.dir, &arguments.council)?;
    created.files.iter().for_each(|file| screen.note(&format!("wrote {}", file.display())));
    screen.note(&format!(
        "next: fill in {}, then run in that folder: copydesk new STORY REPORT.pdf",
        created.files[0].display()
    ));
    Ok(())
}
