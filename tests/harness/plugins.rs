//! Plugin libraries for tests. Cargo builds them and says where they are, so this holds in every layout and profile. Not
//! here: files that are broken on purpose (see the tests themselves).
#![expect(clippy::disallowed_methods, reason = "cargo is a process")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The plugins under `tests/plugins`.
const FIXTURES: [&str; 4] = ["good", "faulty", "oldest", "newer"];

/// The folder of the real plugins, freshly built.
#[allow(dead_code, reason = "for the tests of the outputs")]
pub(crate) fn outputs() -> &'static Path {
    static OUTPUTS: OnceLock<PathBuf> = OnceLock::new();
    OUTPUTS.get_or_init(|| {
        let fixtures = FIXTURES.map(|package| format!("--exclude={package}"));
        let others: Vec<&str> =
            fixtures.iter().map(String::as_str).chain(["--workspace", "--exclude=copydesk"]).collect();
        let libraries = build(&others);
        libraries.first().and_then(|library| library.parent()).expect("there is a plugin").to_owned()
    })
}

/// The library of one of the plugins under `tests/plugins`. They have a target folder of their own: beside the program they
/// would count as its own plugins.
pub(crate) fn fixture(package: &str) -> &'static Path {
    static LIBRARIES: OnceLock<Vec<PathBuf>> = OnceLock::new();
    let libraries = LIBRARIES.get_or_init(|| {
        let fixtures = FIXTURES.map(|package| format!("-p={package}"));
        build(&fixtures.iter().map(String::as_str).chain(["--target-dir=target/tmp/fixtures"]).collect::<Vec<_>>())
    });
    let name = format!("{}{package}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    libraries.iter().find(|library| library.ends_with(&name)).expect("the package is one of FIXTURES")
}

/// A copy of the good library in which each run of bytes that a change names is overwritten by another, no longer one.
pub(crate) fn patched(name: &str, changes: &[(&[u8], &[u8])], folder: &Path) -> PathBuf {
    let mut bytes = std::fs::read(fixture("good")).unwrap();
    for (from, to) in changes {
        let places: Vec<usize> = (0..bytes.len() - from.len()).filter(|i| bytes[*i..].starts_with(from)).collect();
        assert!(!places.is_empty() && to.len() <= from.len(), "nothing to replace for {name}");
        for place in places {
            bytes[place..place + to.len()].copy_from_slice(to);
        }
    }
    let file = folder.join(name);
    std::fs::write(&file, bytes).unwrap();
    file
}

fn build(arguments: &[&str]) -> Vec<PathBuf> {
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
