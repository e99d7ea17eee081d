//! `copydesk completions`.

use super::Done;
use super::screen::print;
use clap::{Args, Command};
use clap_complete::Shell;

/// Print command completions for your shell.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk completions bash > ~/.local/share/bash-completion/completions/copydesk")]
pub(super) struct Arguments {
    /// The shell.
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, mut command: Command) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "copydesk", &mut script);
    print(&String::from_utf8_lossy(&script))
}
