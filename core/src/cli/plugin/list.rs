//! `copydesk plugin list`.

use super::about;
use crate::cli::Done;
use crate::cli::screen::{Screen, print};
use crate::plugin::{Found, Trusted};
use crate::story;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// List the plugins copydesk will use and those it ignores, with the reasons.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk plugin list --plugin-dir ./our-plugins\n  copydesk plugin list --json | jq '.plugins[].trust'"
)]
pub(super) struct Arguments {
    /// Look for plugins in this folder first. You can repeat this option.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
    /// Print JSON, with full hashes and the files ignored.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let found = story::plugins_here(&arguments.plugin_dir)?;
    if arguments.json {
        let json = serde_json::to_string_pretty(&as_json(&found)).expect("a list is plain data");
        return print(&format!("{json}\n"));
    }
    print(&found.plugins.iter().map(as_text).collect::<String>())?;
    screen.passed_over(&found);
    Ok(())
}

fn as_text(found: &Trusted) -> String {
    let (plugin, descriptor) = (&found.plugin, &found.plugin.descriptor);
    let outputs: Vec<&str> = descriptor.outputs.iter().map(|offer| offer.id.as_str()).collect();
    let lines = [
        ("outputs", outputs.join(", ")),
        ("file", plugin.file.display().to_string()),
        ("SHA-256", format!("{:.12}...", plugin.sha256)),
        ("trust", found.trust.to_string()),
        ("in place of", instead_of(found).join(", ")),
    ];
    about(descriptor, &lines)
}

/// Returns the files that it is used in place of.
fn instead_of(found: &Trusted) -> Vec<String> {
    found.instead_of.iter().map(|file| file.display().to_string()).collect()
}

fn as_json(found: &Found) -> Value {
    let plugins = found.plugins.iter().map(|found| {
        let (plugin, descriptor) = (&found.plugin, &found.plugin.descriptor);
        json!({
            "id": descriptor.id,
            "version": descriptor.version,
            "outputs": descriptor.outputs,
            "file": plugin.file.display().to_string(),
            "sha256": plugin.sha256,
            "trust": found.trust,
            "instead_of": instead_of(found),
        })
    });
    let problems = found.problems.iter().map(|problem| {
        json!({ "place": problem.place.display().to_string(), "message": problem.message, "hint": problem.hint })
    });
    json!({ "plugins": plugins.collect::<Vec<_>>(), "problems": problems.collect::<Vec<_>>() })
}
