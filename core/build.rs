//! What the program carries inside: each folder of files that are data becomes a list of names and texts.
#![expect(clippy::disallowed_methods, reason = "a build script reads its source and writes for the compiler")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    embed("frameworks", "toml");
}

/// Writes `OUT_DIR/<folder>.rs`: an array of each file's name, without its extension, and its text, sorted by name.
fn embed(folder: &str, extension: &str) {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let folder_path = Path::new(&root).join(folder);
    println!("cargo::rerun-if-changed={}", folder_path.display());
    let mut files: Vec<_> = fs::read_dir(&folder_path)
        .expect("the folder is part of the source")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    let mut list = String::from("[\n");
    for path in files {
        let name = path.file_stem().expect("it has an extension, so it has a stem").to_string_lossy();
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string()).expect("writing to a string");
    }
    list.push_str("]\n");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join(format!("{folder}.rs")), list).expect("the output folder can be written");
}
