//! `copydesk man`.

use super::screen::print;
use clap::{Args, Command};

/// Print the manual page; of one verb, where one is named.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  copydesk man | man -l -\n  copydesk man draft > copydesk-draft.1")]
pub(super) struct Arguments {
    /// The verb.
    verb: Option<String>,
}

pub(super) fn run(arguments: &Arguments, mut command: Command) {
    command.build();
    let of_verb = arguments.verb.as_deref().and_then(|verb| command.find_subcommand(verb)).cloned();
    let mut page = Vec::new();
    clap_mangen::Man::new(of_verb.unwrap_or(command)).render(&mut page).expect("memory takes all that is written");
    print(&String::from_utf8_lossy(&page));
}
