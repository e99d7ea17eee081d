//! `copydesk plugin search`.

use super::registry::RegistryArguments;
use crate::cli::Done;
use crate::cli::screen::{Screen, print};
use crate::story::{Error, Listed};
use crate::text::printable;
use clap::Args;

/// List the plugins of a registry.
///
/// A registry is a folder or an https address with libraries and a list of them that is signed (minisign). copydesk uses it only
/// if the signature is by the key you give, and the list is not stale.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk plugin search letter --registry https://plugins.example.org --registry-key RWQf6LRC...\n  COPYDESK_REGISTRY=../registry COPYDESK_REGISTRY_KEY=RWQf6LRC... copydesk plugin search"
)]
pub(super) struct Arguments {
    /// Words that its id, its outputs or its description must have. Without any, all plugins are listed.
    words: Vec<String>,
    #[command(flatten)]
    registry: RegistryArguments,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let no_registry = || Error::Library {
        path: "no registry".into(),
        problem: "is given".to_owned(),
        hint: "add --registry DIR|URL and --registry-key PUBLICKEY".to_owned(),
    };
    let registry = arguments.registry.open(screen)?.ok_or_else(no_registry)?;
    let found = registry.search(&arguments.words);
    if found.is_empty() {
        screen.note("no plugin of the registry has these words");
    }
    // The words are the registry's, and must not command a terminal.
    print(&printable(&found.iter().map(|listed| line(listed)).collect::<String>()))?;
    if !found.is_empty() {
        screen.note("to install one: copydesk plugin install ID, with the same options");
    }
    Ok(())
}

fn line(listed: &Listed) -> String {
    let Listed { id, version, outputs, about, .. } = listed;
    let here = if listed.is_for_here() { "" } else { "\n  not for this kind of computer" };
    format!("{id} {version}\n  {}: {}{here}\n", outputs.join(", "), about.replace('\n', " "))
}
