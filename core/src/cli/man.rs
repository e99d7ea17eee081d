//! `copydesk man`.

use super::Done;
use super::screen::print;
use clap::error::ErrorKind;
use clap::{Args, Command};

/// Print the manual page for copydesk or for one command.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  copydesk man | man -l -\n  copydesk man draft > copydesk-draft.1")]
pub(super) struct Arguments {
    /// The command.
    verb: Option<String>,
}

pub(super) fn run(arguments: &Arguments, mut command: Command) -> Done {
    command.build();
    let of_verb = arguments.verb.as_deref().map(|verb| match command.find_subcommand(verb).cloned() {
        Some(found) => found,
        None => command.error(ErrorKind::InvalidSubcommand, format!("there is no command `{verb}`")).exit(),
    });
    let mut page = Vec::new();
    clap_mangen::Man::new(of_verb.unwrap_or(command)).render(&mut page).expect("memory takes all that is written");
    print(&String::from_utf8_lossy(&page))
}
