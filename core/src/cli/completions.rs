//! `copydesk completions`.

use super::Done;
use super::screen::Screen;
use clap::{Args, Command};
use clap_complete::Shell;

/// Print the completions for a shell.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk completions bash > ~/.local/share/bash-completion/completions/copydesk")]
pub(super) struct Arguments {
    /// The shell.
    shell: Shell,
}

#[expect(clippy::unnecessary_wraps, reason = "all verbs have one shape")]
pub(super) fn run(arguments: &Arguments, screen: &Screen, mut command: Command) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "copydesk", &mut script);
    screen.print(&String::from_utf8_lossy(&script));
    Ok(())
}
