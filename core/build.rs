//! Puts the project's data files into the program. Not here: what they mean.
#![expect(clippy::disallowed_methods, reason = "a build script reads the source tree")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    embed("documents", Some("toml"), "documents.rs")?;
    embed("services", Some("toml"), "services.rs")?;
    embed("frameworks", Some("toml"), "frameworks.rs")?;
    embed("data/house", Some("toml"), "house.rs")?;
    embed("../templates", Some("hbs"), "templates.rs")?;
    embed("scaffolds/plugin-rust", None, "plugin-rust.rs")?;
    embed("scaffolds/plugin-c", None, "plugin-c.rs")?;
    embed("../plugins/sdk", None, "sdk.rs")?;
    name_the_build();
    Ok(())
}

/// Says for `copydesk --version` what the program is: the commit that it was built from, for which system, and with which compiler.
/// A build for development names no commit, so that not every commit builds the program anew.
fn name_the_build() {
    println!("cargo::rerun-if-env-changed=COPYDESK_COMMIT");
    let said = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let printed = |program: &str, arguments: &[&str]| {
        let printed = Command::new(program).args(arguments).output().ok().filter(|printed| printed.status.success())?;
        Some(String::from_utf8_lossy(&printed.stdout).trim().to_owned())
    };
    let commit = if said("PROFILE").as_deref() == Some("release") {
        // A file that is not there would have everything built each time.
        let of_git = ["../.git/HEAD", "../.git/logs/HEAD"].into_iter().filter(|file| Path::new(file).is_file());
        of_git.for_each(|file| println!("cargo::rerun-if-changed={file}"));
        let head = || printed("git", &["describe", "--always", "--dirty", "--abbrev=12"]);
        said("COPYDESK_COMMIT").or_else(head).unwrap_or_else(|| "unknown".to_owned())
    } else {
        "development".to_owned()
    };
    let compiler = printed(&said("RUSTC").unwrap_or_default(), &["--version"]).unwrap_or_default();
    println!("cargo::rustc-env=COPYDESK_COMMIT={commit}");
    println!("cargo::rustc-env=COPYDESK_TARGET={}", said("TARGET").unwrap_or_default());
    println!("cargo::rustc-env=COPYDESK_COMPILER={compiler}");
}

/// Writes `out`, an expression: the list of all files below `folder`, as pairs of their names and texts. With an `ending`
/// only those that end in it, and their names without it. A folder that does not exist is empty. What tools leave behind is
/// no text of the project: hidden files (but for `.gitignore`) and folders by the name of `target` are left out.
fn embed(folder: &str, ending: Option<&str>, out: &str) -> io::Result<()> {
    let root = Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(folder);
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.retain(|file| ending.is_none_or(|ending| file.extension().is_some_and(|found| found == ending)));
    files.sort();
    let mut code = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        let name = ending.and_then(|ending| name.strip_suffix(&format!(".{ending}"))).unwrap_or(&name);
        let path = file.canonicalize()?.to_string_lossy().into_owned();
        writeln!(code, "    ({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
    }
    code.push_str("]\n");
    fs::write(Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join(out), code)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == "target" || name.starts_with('.') && name != ".gitignore" {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
