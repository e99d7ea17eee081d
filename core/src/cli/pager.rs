//! Shows a long text in the user's pager.
#![expect(clippy::disallowed_methods, reason = "a pager is a program")]

use super::Done;
use super::screen::{height, print};
use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

/// Prints a text, through `$PAGER` (or less) if it is longer than the terminal.
pub(super) fn page(text: &str) -> Done {
    if !std::io::stdout().is_terminal() || text.lines().count() < height() {
        return print(text);
    }
    let pager =
        std::env::var("PAGER").ok().filter(|pager| !pager.trim().is_empty()).unwrap_or_else(|| "less".to_owned());
    let mut command = Command::new("sh");
    command.args(["-c", &pager]).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // Colours, and no page for what fits on one.
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else { return print(text) };
    if let Some(mut input) = child.stdin.take() {
        // Leaving the pager early is not an error.
        drop(input.write_all(text.as_bytes()));
    }
    match child.wait() {
        // 127: the shell has found no such program.
        Ok(status) if status.code() != Some(127) => Ok(()),
        _ => print(text),
    }
}
