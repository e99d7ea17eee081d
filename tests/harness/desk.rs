//! A desk with a drafted text, and how people work on it.

use super::{Run, copydesk_in, root};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The draft of the desk's text.
pub(crate) const DRAFT: &str = "good-result/press-release.md";

/// Makes the example desk with its good result, drafted.
pub(crate) fn desk() -> TempDir {
    let folder = TempDir::new().unwrap();
    let from = root().join("examples");
    fs::create_dir(folder.path().join("good-result")).unwrap();
    for file in ["desk.toml", "good-result/inspection.toml", "good-result/brief.toml"] {
        fs::copy(from.join(file), folder.path().join(file)).unwrap();
    }
    ok(&folder, &["draft", "press-release", "good-result"]);
    folder
}

/// Returns the arguments with the version that waits for sign-offs, where a person signs and no test names another one.
pub(crate) fn read(desk: &TempDir, arguments: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
    if arguments[0] == "sign" && !arguments.contains(&"--version") {
        let status = copydesk_in(desk.path(), &["status", "--format", "json"]);
        let texts: Vec<Value> = serde_json::from_str(&status.out).unwrap_or_default();
        let version = texts.iter().find_map(|text| text["version"].as_str().or(text["draft"]["version"].as_str()));
        all.extend(["--version".to_owned(), version.unwrap_or("00000000").to_owned()]);
    }
    all
}

/// Runs a command as a person does who has read the version that waits for sign-offs.
pub(crate) fn run(desk: &TempDir, arguments: &[&str]) -> Run {
    let all = read(desk, arguments);
    copydesk_in(desk.path(), &all.iter().map(String::as_str).collect::<Vec<_>>())
}

pub(crate) fn ok(desk: &TempDir, arguments: &[&str]) -> Run {
    let run = run(desk, arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    run
}

/// Runs what must be refused; sees that nothing in the desk's folder was changed, and that the next step is said.
pub(crate) fn refused(desk: &TempDir, arguments: &[&str]) -> String {
    let before = everything(desk.path());
    let run = run(desk, arguments);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{arguments:?}: {}", run.err);
    assert!(run.err.contains("\n  help: "), "{arguments:?}: {}", run.err);
    assert!(!run.err.contains("panicked"), "{arguments:?}: {}", run.err);
    assert!(everything(desk.path()) == before, "{arguments:?} changed something");
    run.err
}

/// Returns each file of a folder with its bytes.
pub(crate) fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.display().to_string(), fs::read(&path).unwrap_or_default()));
            }
        }
    }
    found.sort();
    found
}

pub(crate) fn edit(desk: &TempDir, from: &str, to: &str) {
    let path = desk.path().join(DRAFT);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// Returns the status of the desk's only text.
pub(crate) fn status(desk: &TempDir) -> Value {
    let run = ok(desk, &["status", "--format", "json"]);
    let texts: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    assert_eq!(texts.len(), 1, "{}", run.out);
    texts.into_iter().next().unwrap()
}
