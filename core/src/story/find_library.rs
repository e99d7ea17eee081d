//! Finds the library to install: builds it from source, or takes the only one in a folder.
#![expect(clippy::disallowed_methods, reason = "cargo is a process, and the environment may name it")]

use super::Error;
use crate::plugin::{self, Refusal};
use serde::Deserialize;
use std::env::consts::DLL_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Returns the one library of a folder; a file is itself.
///
/// # Errors
/// The folder cannot be read, or holds no library or several.
pub fn library_at(path: &Path) -> Result<PathBuf, Error> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let libraries = plugin::libraries_in(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })?;
    only(libraries).map_err(|why| Error::install(path, why))
}

/// Builds another author's plugin in a folder with `cargo build --release`, as the person running the program, and says how.
/// What it runs is the author's code, so it has no environment but `PATH`, `HOME` and the folders of cargo and rustup. The crates
/// are fetched before, and then it has no network, where the system can do that. Cargo writes to standard error.
///
/// # Errors
/// The build failed, or did not make exactly one library.
pub fn build_library(folder: &Path, say: impl Fn(&str)) -> Result<PathBuf, Error> {
    let fetched = plain(&mut Command::new(cargo())).arg("fetch").current_dir(folder).stdin(Stdio::null()).status();
    if folder.is_dir() && !fetched.is_ok_and(|ended| ended.success()) {
        say("the crates could not be fetched: only those that are on this computer already are used");
    }
    let mut command = if can_be_cut_off() {
        say(&format!("running cargo build --release in {}, without network", folder.display()));
        let mut command = Command::new(CUT_OFF[0]);
        command.args(&CUT_OFF[1..]).arg(cargo());
        command
    } else {
        say(&format!("running cargo build --release in {}", folder.display()));
        say(
            "this system cannot run it without network (`unshare` is missing, or not allowed): what it runs may use the network",
        );
        Command::new(cargo())
    };
    plain(&mut command).args(BUILD).arg("--offline");
    build(command, folder).map_err(|why| Error::install(folder, why))
}

/// Builds the plugin in a folder with `cargo build --release`, as its own author.
///
/// # Errors
/// The build failed, or did not make exactly one library.
pub(super) fn build_own(folder: &Path) -> Result<PathBuf, Refusal> {
    let mut command = Command::new(cargo());
    command.args(BUILD);
    build(command, folder)
}

/// The variables of the environment that a build is given.
const KEPT: [&str; 4] = ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME"];

/// Builds, and says in JSON what was built.
const BUILD: [&str; 3] = ["build", "--release", "--message-format=json-render-diagnostics"];

/// Runs a command in a network of its own, in which there is nothing.
const CUT_OFF: [&str; 4] = ["unshare", "--user", "--map-current-user", "--net"];

fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Takes the environment from a command, but for what is kept.
fn plain(command: &mut Command) -> &mut Command {
    let kept = KEPT.iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
    command.env_clear().envs(kept)
}

/// Returns `true` if the system can run a command without network.
fn can_be_cut_off() -> bool {
    let mut command = Command::new(CUT_OFF[0]);
    command.args(&CUT_OFF[1..]).arg("true").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|ended| ended.success())
}

fn build(mut command: Command, folder: &Path) -> Result<PathBuf, Refusal> {
    let not_built = |why: String| Refusal::NotBuilt { why };
    if !folder.is_dir() {
        return Err(not_built("there is no such folder".to_owned()));
    }
    command.current_dir(folder).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(|error| not_built(format!("cargo did not start: {error}")))?;
    if !output.status.success() {
        return Err(not_built(format!("cargo ended with {}", output.status)));
    }
    let lines = output.stdout.split(|byte| *byte == b'\n');
    let messages = lines.filter_map(|line| serde_json::from_slice::<Message>(line).ok());
    only(messages.filter_map(Message::library).collect())
}

fn only(libraries: Vec<PathBuf>) -> Result<PathBuf, Refusal> {
    <[PathBuf; 1]>::try_from(libraries).map(|[library]| library).map_err(|libraries| Refusal::NotOne { libraries })
}

/// A message of cargo's about something it has built.
#[derive(Deserialize)]
struct Message {
    target: CargoTarget,
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct CargoTarget {
    crate_types: Vec<String>,
}

impl Message {
    fn library(self) -> Option<PathBuf> {
        let dynamic = self.target.crate_types.iter().any(|kind| kind == "cdylib");
        self.filenames.into_iter().find(|file| dynamic && file.to_string_lossy().ends_with(DLL_SUFFIX))
    }
}
