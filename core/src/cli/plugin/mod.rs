//! `copydesk plugin`: one verb of it, one file. Not here: the work (plugin, story).

mod list;
mod new;

use super::Done;
use super::screen::Screen;
use clap::{Args, Subcommand};

/// Look after plugins: the libraries that add outputs.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk plugin list")]
pub(super) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(list::Arguments),
    New(new::Arguments),
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    match &arguments.verb {
        Verb::List(arguments) => list::run(arguments, screen),
        Verb::New(arguments) => new::run(arguments, screen),
    }
}
