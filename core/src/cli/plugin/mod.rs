//! `copydesk plugin`: one verb of it, one file. Not here: the work (plugin, story).

mod install;
mod list;

use super::Done;
use super::screen::Screen;
use clap::{Args, Subcommand};

/// Look after plugins: the libraries that add outputs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  copydesk plugin list\n  copydesk plugin install libletter.so --sha256 3f5a...")]
pub(super) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Install(install::Arguments),
    List(list::Arguments),
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    match &arguments.verb {
        Verb::Install(arguments) => install::run(arguments, screen),
        Verb::List(arguments) => list::run(arguments, screen),
    }
}
