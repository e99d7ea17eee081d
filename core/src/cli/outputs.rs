//! `copydesk outputs`.

use super::Done;
use super::screen::{Screen, print_lines};
use crate::plugin::Offer;
use crate::story::{self, Story};
use clap::Args;
use std::fmt::Write;
use std::path::PathBuf;

/// List what you can draft, and the plugin that drafts it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  copydesk outputs my-story\n  copydesk outputs --plugin-dir ./our-plugins")]
pub(super) struct Arguments {
    /// A story, report or inspection: say which outputs it cannot serve.
    story: Option<PathBuf>,
    /// Look for plugins in this folder first. You can repeat this option.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let story = arguments.story.as_ref().map(|path| story::open(path)).transpose()?;
    let found = story::plugins_here(&arguments.plugin_dir)?;
    let mut list = String::new();
    let mut offers: Vec<_> = found.offers().collect();
    offers.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    for (maker, offer) in offers {
        let (plugin, descriptor) = (&maker.plugin, &maker.plugin.descriptor);
        writeln!(list, "{:<18} {}: {}", offer.id, offer.title, offer.description).expect("a string takes all");
        writeln!(list, "{:<18} {} {}, {}", "", descriptor.id, descriptor.version, plugin.file.display())
            .expect("a string takes all");
        writeln!(list, "{:<18} {}", "", needs(offer, story.as_ref())).expect("a string takes all");
    }
    print_lines(&list)?;
    screen.passed_over(&found);
    Ok(())
}

/// Says what an output needs, and whether a story has it.
fn needs(offer: &Offer, story: Option<&Story>) -> String {
    let needs = if offer.needs.is_empty() { "needs nothing".to_owned() } else { format!("needs {}", offer.needs()) };
    match story.map(|story| (story, offer.unmet(&story.has()))) {
        None => needs,
        Some((_, None)) => format!("{needs}: can be drafted"),
        Some((story, Some(unmet))) => {
            format!("cannot be drafted: needs {unmet}, and this document ({}) has none", story.inspection.document)
        }
    }
}
