//! `copydesk plugin list`.

use crate::cli::Done;
use crate::cli::screen::{Screen, print};
use crate::plugin;
use crate::story::{DeskFolder, Known};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// List the plugins: each with its version, its outputs, its file and the hash of that.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk plugin list --plugin-dir ./our-plugins")]
pub(super) struct Arguments {
    /// Look for plugins in this folder first; may be given more than once.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let desk = DeskFolder::above(Path::new("."), &mut Known::built_in())?;
    let own = desk.map(|desk| desk.path.join(&desk.desk.paths.plugins));
    let found = plugin::find(&plugin::search_path(&arguments.plugin_dir, own.as_deref()));
    let mut list = String::new();
    for plugin in &found.plugins {
        let descriptor = &plugin.descriptor;
        let outputs: Vec<&str> = descriptor.outputs.iter().map(|offer| offer.id.as_str()).collect();
        writeln!(list, "{} {}: {}", descriptor.id, descriptor.version, outputs.join(", ")).expect("a string takes all");
        writeln!(list, "  {}, SHA-256 {:.12}...", plugin.file.display(), plugin.sha256).expect("a string takes all");
    }
    print(&list)?;
    for problem in &found.problems {
        screen.note(&format!("passed over {}: {}", problem.place.display(), problem.message));
        problem.hint.iter().for_each(|hint| screen.note(&format!("  help: {hint}")));
    }
    Ok(())
}
