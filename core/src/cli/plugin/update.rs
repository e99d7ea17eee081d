//! `copydesk plugin update`.

use crate::cli::Done;
use crate::cli::screen::Screen;
use crate::phrasing::number;
use crate::story::{AuthorFolder, Renewed, renew_sdk};
use crate::text::argument;
use clap::Args;
use std::path::PathBuf;

/// Renew the copy of the SDK in a plugin's folder with the one that this program has.
///
/// That is copydesk-plugin/ for a plugin in Rust and copydesk_plugin.h for one in C. Your own source is left alone. A file of the SDK
/// that differs is kept next to the new one, with .bak after its name.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk plugin update foster-letter")]
pub(super) struct Arguments {
    /// The plugin's folder, as `copydesk plugin new` makes it.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let renewed = renew_sdk(&AuthorFolder::at(&arguments.folder)?)?;
    if renewed.is_empty() {
        screen.note("the SDK is the one of this program already");
        return Ok(());
    }
    for file in &renewed {
        screen.note(&what(file));
    }
    screen.note(&format!("renewed {}; next:", number(renewed.len(), "file of the SDK", "files of the SDK")));
    screen.note(&format!("  copydesk plugin try {}", argument(&arguments.folder)));
    Ok(())
}

fn what(Renewed { file, added, removed, kept }: &Renewed) -> String {
    let file = file.display();
    let Some(removed) = removed else { return format!("{file}: new") };
    let lines = number(*added, "line", "lines");
    let kept = kept.as_ref().map(|kept| format!("; the earlier one is kept as {}", kept.display())).unwrap_or_default();
    format!("{file}: {lines} added, {removed} removed{kept}")
}
