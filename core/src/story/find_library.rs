//! Finds the library to install: builds it from source, or takes the only one in a folder.
#![expect(clippy::disallowed_methods, reason = "cargo is a process, and the environment may name it")]

use super::Error;
use crate::plugin::{self, Refusal};
use serde::Deserialize;
use std::env::consts::DLL_SUFFIX;
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

/// Builds the plugin in a folder with `cargo build --release`, as the person running the program. Cargo writes to
/// standard error.
///
/// # Errors
/// The build failed, or did not make exactly one library.
pub fn build_library(folder: &Path) -> Result<PathBuf, Error> {
    build_with_cargo(folder, |_| ()).map_err(|why| Error::install(folder, why))
}

/// Builds the plugin in a folder with `cargo build --release`, which `prepare` may change first.
///
/// # Errors
/// The build failed, or did not make exactly one library.
pub(super) fn build_with_cargo(folder: &Path, prepare: impl FnOnce(&mut Command)) -> Result<PathBuf, Refusal> {
    let not_built = |why: String| Refusal::NotBuilt { why };
    if !folder.is_dir() {
        return Err(not_built("there is no such folder".to_owned()));
    }
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--release", "--message-format=json-render-diagnostics"]);
    prepare(&mut command);
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
    <[PathBuf; 1]>::try_from(libraries)
        .map(|[library]| library)
        .map_err(|libraries| Refusal::NotOne { libraries })
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
