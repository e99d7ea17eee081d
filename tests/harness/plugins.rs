//! Plugin libraries for tests. Cargo builds them and says where they are, so this works in every layout and profile.
#![expect(clippy::disallowed_methods, reason = "cargo is a process")]

use serde_json::Value;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The packages under `tests/plugins`, and the example in Rust.
const FIXTURES: [&str; 6] = ["early", "faulty", "good", "more-outputs", "newer", "oldest"];

/// The libraries that tests use.
struct Built {
    outputs: PathBuf,
    fixtures: Vec<PathBuf>,
}

/// Builds them all at once, so that what they have in common is built once. The fixtures are taken out of the folder of the
/// program, where they would count as its own plugins.
fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let libraries = build(["--workspace", "--exclude=copydesk"].into_iter());
        let outputs = libraries.first().and_then(|library| library.parent()).expect("there is a plugin").to_owned();
        let kept = outputs.with_file_name("tmp").join("fixtures");
        std::fs::create_dir_all(&kept).unwrap();
        let take = |package: &str| {
            let name = file_of(package);
            std::fs::copy(outputs.join(&name), kept.join(&name)).unwrap();
            std::fs::remove_file(outputs.join(&name)).unwrap();
            kept.join(&name)
        };
        Built { fixtures: FIXTURES.map(take).into(), outputs }
    })
}

/// Returns the folder of the real plugins, freshly built.
#[allow(dead_code, reason = "for the tests of the outputs")]
pub(crate) fn outputs() -> &'static Path {
    &built().outputs
}

/// Returns the name of a package's library.
fn file_of(package: &str) -> String {
    format!("{DLL_PREFIX}{}{DLL_SUFFIX}", package.replace('-', "_"))
}

/// Returns the library of one of the fixtures.
pub(crate) fn fixture(package: &str) -> &'static Path {
    let name = file_of(package);
    built().fixtures.iter().find(|library| library.ends_with(&name)).expect("the package is one of the fixtures")
}

/// Returns the faulty library, built to abort instead of unwinding.
pub(crate) fn aborting() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        // It is built with all that it needs, so not for speed.
        let arguments = [
            "--package=faulty",
            "--config=profile.dev.panic=\"abort\"",
            "--config=profile.dev.opt-level=0",
            "--target-dir=target/tmp/aborting",
        ];
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
