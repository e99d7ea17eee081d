//! `copydesk outputs`.

use super::Done;
use super::screen::{Screen, print};
use crate::plugin;
use crate::story::{self, DeskFolder, Known};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// List what can be drafted, and by which plugin.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk outputs --plugin-dir ./our-plugins")]
pub(super) struct Arguments {
    /// Look for plugins in this folder first; may be given more than once.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let desk = DeskFolder::above(Path::new("."), &mut Known::built_in())?;
    let own = desk.map(|desk| desk.path.join(&desk.desk.paths.plugins));
    let found = story::plugins(&arguments.plugin_dir, own.as_deref());
    let mut list = String::new();
    let mut offers: Vec<_> = found.offers().collect();
    offers.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    for (plugin, offer) in offers {
        let descriptor = &plugin.descriptor;
        writeln!(list, "{:<18} {}: {}", offer.id, offer.title, offer.description).expect("a string takes all");
        writeln!(list, "{:<18} {} {}, {}", "", descriptor.id, descriptor.version, plugin.file.display())
            .expect("a string takes all");
    }
    print(&list)?;
    for problem in &found.problems {
        screen.note(&format!("passed over {}: {}", problem.place.display(), problem.message));
        problem.hint.iter().for_each(|hint| screen.note(&format!("  help: {hint}")));
    }
    if found.plugins.is_empty() {
        screen.note(plugin::NONE_FOUND);
    }
    Ok(())
}
