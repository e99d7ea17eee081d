//! The workspace recipe that makes `cargo run -- ...` on a fresh clone build the program *and* its plugin libraries: a
//! virtual workspace, exactly one binary among the default members, no default-run, outputs as cdylib only, and no
//! package that depends on an output.

use serde_json::Value;
use std::process::Command;

fn metadata() -> Value {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version=1", "--offline"])
        .current_dir(root)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

#[test]
fn one_command_builds_everything() {
    let data = metadata();
    assert!(data["packages"].as_array().is_some_and(|packages| packages.len() >= 12), "core, the SDK and ten outputs");
    let defaults: Vec<&str> = list(&data["workspace_default_members"]).iter().filter_map(Value::as_str).collect();
    let default_packages: Vec<&Value> = list(&data["packages"])
        .iter()
        .filter(|package| defaults.contains(&package["id"].as_str().expect("an id")))
        .collect();
    let binaries: Vec<&str> = default_packages
        .iter()
        .flat_map(|package| list(&package["targets"]))
        .filter(|target| list(&target["kind"]).contains(&Value::from("bin")))
        .filter_map(|target| target["name"].as_str())
        .collect();
    assert_eq!(binaries, ["copydesk"]);
    assert!(list(&data["packages"]).iter().all(|package| package["default_run"].is_null()));
    let manifest = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml")).expect("a manifest");
    assert!(!manifest.contains("[package]"), "the workspace is virtual");
}

#[test]
fn outputs_are_libraries_for_loading_only() {
    let data = metadata();
    let mut outputs = Vec::new();
    for package in list(&data["packages"]) {
        let path = package["manifest_path"].as_str().expect("a path").replace('\\', "/");
        if path.contains("/plugins/") && !path.ends_with("/plugins/sdk/Cargo.toml") {
            let name = package["name"].as_str().expect("a name");
            let kinds: Vec<&Value> =
                list(&package["targets"]).iter().flat_map(|target| list(&target["kind"])).collect();
            assert!(
                kinds.iter().all(|kind| **kind != "rlib" && **kind != "lib" && **kind != "bin"),
                "{name}: {kinds:?}"
            );
            assert!(kinds.contains(&&Value::from("cdylib")), "{name}: {kinds:?}");
            outputs.push(name);
        }
    }
    for package in list(&data["packages"]) {
        for dependency in list(&package["dependencies"]) {
            let name = dependency["name"].as_str().expect("a name");
            assert!(!outputs.contains(&name), "{} depends on the output {name}", package["name"]);
        }
    }
}

/// So that nothing that a command wrote while somebody tried it, such as what it read in a report, gets into the project.
#[test]
fn the_top_of_the_project_is_what_it_is_meant_to_be() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let tracked = Command::new("git").args(["ls-tree", "--name-only", "HEAD"]).current_dir(root).output();
    let Some(tracked) = tracked.ok().filter(|listed| listed.status.success()) else {
        println!("skipped: this is no git repository");
        return;
    };
    let listed = String::from_utf8_lossy(&tracked.stdout).into_owned();
    let known = [
        ".ci",
        ".clippy.toml",
        ".gitattributes",
        ".gitignore",
        ".rustfmt.toml",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "core",
        "examples",
        "plugins",
        "templates",
        "tests",
    ];
    let others: Vec<&str> = listed.lines().filter(|name| !known.contains(name)).collect();
    assert_eq!(others, [""; 0]);
}
