//! `copydesk plugin`, one file to a subcommand.

mod check;
mod inspect;
mod install;
mod junit;
mod list;
mod new;
mod registry;
mod remove;
mod search;
mod try_out;
mod update;

use super::Done;
use super::screen::Screen;
use crate::plugin::Descriptor;
use clap::{Args, Subcommand};
use std::ffi::OsString;
use std::fmt::Write;
use std::path::PathBuf;

/// Manage plugins, the libraries that add outputs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  copydesk plugin list\n  copydesk plugin install libletter.so --sha256 3f5a...")]
pub(super) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Check(check::Arguments),
    Inspect(inspect::Arguments),
    Install(install::Arguments),
    List(list::Arguments),
    New(new::Arguments),
    Remove(remove::Arguments),
    Search(search::Arguments),
    Try(try_out::Arguments),
    Update(update::Arguments),
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    match &arguments.verb {
        Verb::Check(arguments) => check::run(arguments, screen),
        Verb::Inspect(arguments) => inspect::run(arguments),
        Verb::Install(arguments) => install::run(arguments, screen),
        Verb::List(arguments) => list::run(arguments, screen),
        Verb::New(arguments) => new::run(arguments, screen),
        Verb::Remove(arguments) => remove::run(arguments, screen),
        Verb::Search(arguments) => search::run(arguments, screen),
        Verb::Try(arguments) => try_out::run(arguments, screen),
        Verb::Update(arguments) => update::run(arguments, screen),
    }
}

/// Returns a library as an argument. Where there is none, the command line cannot be understood (exit code 2).
fn library(file: OsString) -> Result<PathBuf, &'static str> {
    let file = PathBuf::from(file);
    match file.metadata() {
        Ok(found) if found.is_dir() => Err("it is a folder; give the library in it"),
        Ok(_) => Ok(file),
        Err(_) => Err("there is no such file"),
    }
}

/// Returns a plugin's id and version, with details below, one line each; empty ones are left out.
fn about(descriptor: &Descriptor, lines: &[(&str, String)]) -> String {
    let mut text = format!("{} {}\n", descriptor.id, descriptor.version);
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(text, "  {name:<15} {value}").expect("a string takes all");
    }
    text
}
