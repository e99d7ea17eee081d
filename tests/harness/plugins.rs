//! Plugin libraries for tests. Cargo builds them and says where they are, so this works in every layout and profile.
#![expect(clippy::disallowed_methods, reason = "cargo is a process")]

use serde_json::Value;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The packages under `tests/plugins`.
const FIXTURES: [&str; 5] = ["early", "faulty", "good", "newer", "oldest"];

/// Returns the folder of the real plugins, freshly built.
#[allow(dead_code, reason = "for the tests of the outputs")]
pub(crate) fn outputs() -> &'static Path {
    static OUTPUTS: OnceLock<PathBuf> = OnceLock::new();
    OUTPUTS.get_or_init(|| {
        let others = FIXTURES.map(|package| format!("--exclude={package}"));
        let libraries =
            build(["--workspace", "--exclude=copydesk"].into_iter().chain(others.iter().map(String::as_str)));
        let folder = libraries.first().and_then(|library| library.parent()).expect("there is a plugin");
        // `cargo build --workspace` leaves the fixtures here too, where they would count as the program's own.
        for fixture in FIXTURES {
            let gone = std::fs::remove_file(folder.join(format!("{DLL_PREFIX}{fixture}{DLL_SUFFIX}")));
            drop(gone);
        }
        folder.to_owned()
    })
}

/// Returns the library of one of the plugins under `tests/plugins`. They have a separate target folder: next to the
/// program they would count as its own plugins.
pub(crate) fn fixture(package: &str) -> &'static Path {
    static BUILT: OnceLock<Vec<PathBuf>> = OnceLock::new();
    let libraries = BUILT.get_or_init(|| {
        let packages = FIXTURES.map(|package| format!("--package={package}"));
        build(["--target-dir=target/tmp/fixtures"].into_iter().chain(packages.iter().map(String::as_str)))
    });
    let name = format!("{DLL_PREFIX}{package}{DLL_SUFFIX}");
    libraries.iter().find(|library| library.ends_with(&name)).expect("the package is one of the fixtures")
}

/// Returns the faulty library, built to abort instead of unwinding.
pub(crate) fn aborting() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let arguments =
            ["--package=faulty", "--config=profile.dev.panic=\"abort\"", "--target-dir=target/tmp/aborting"];
        build(arguments.into_iter()).pop().expect("the package is a library")
    })
}

/// Returns the bytes of a library with each run of `from` replaced by `to`, which must not be longer.
pub(crate) fn with(package: &str, from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = std::fs::read(fixture(package)).unwrap();
    replace(&mut bytes, from, to);
    bytes
}

/// Writes `to` over the beginning of each run `from`.
pub(crate) fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    assert!(to.len() <= from.len(), "a longer text would move what is behind it");
    let places: Vec<usize> = (0..bytes.len() - from.len()).filter(|i| bytes[*i..].starts_with(from)).collect();
    assert!(!places.is_empty(), "there is no {}", from.escape_ascii());
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(to);
    }
}

fn build<'a>(arguments: impl Iterator<Item = &'a str>) -> Vec<PathBuf> {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--message-format=json"])
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let messages = messages.map(|line| serde_json::from_slice::<Value>(line).expect("cargo writes JSON"));
    messages.filter(is_library).map(|message| PathBuf::from(message["filenames"][0].as_str().unwrap())).collect()
}

fn is_library(message: &Value) -> bool {
    message["reason"] == "compiler-artifact"
        && message["target"]["crate_types"].as_array().is_some_and(|types| types.iter().any(|kind| kind == "cdylib"))
}
