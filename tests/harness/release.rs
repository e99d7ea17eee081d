//! A desk with a signed text, and how it goes out.

use super::desk::{DRAFT, desk, everything, ok};
use super::root;
use copydesk::review::Terminal;
use copydesk::story::DeskStore;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Makes a desk whose press release is signed by all, with these targets and the final report.
pub(crate) fn signed_for(targets: &str) -> TempDir {
    let desk = begun_for(targets);
    ok(&desk, &["report", "report.pdf", "good-result"]);
    desk
}

/// The same, without a final report.
pub(crate) fn begun_for(targets: &str) -> TempDir {
    let desk = desk();
    change(&desk, "desk.toml", "[words]", &format!("{targets}\n\n[words]"));
    fs::copy(root().join("examples/good-result/report.pdf"), desk.path().join("report.pdf")).unwrap();
    sign(&desk, "press-officer");
    desk
}

pub(crate) fn sign(desk: &TempDir, author: &str) {
    ok(desk, &["submit", DRAFT, "--as", author]);
    ok(desk, &["sign", DRAFT, "--as", "director"]);
    ok(desk, &["sign", DRAFT, "--as", "cabinet-member"]);
}

pub(crate) fn change(desk: &TempDir, file: &str, from: &str, to: &str) {
    let path = desk.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

/// Does what `copydesk run` does at a time; returns what became of each text that was due.
pub(crate) fn run_at(desk: &TempDir, at: &str) -> Vec<Result<(), String>> {
    let store = DeskStore::open(desk.path()).unwrap();
    let machine = |word: &str| word.to_owned();
    let terminal = Terminal { account: machine("service"), host: machine("desk"), program: machine("copydesk") };
    let now = at.parse().unwrap();
    let done = store.run(&terminal, (now, now)).unwrap();
    let said = |outcome: copydesk::story::ReleaseOutcome| match outcome.missed.first() {
        None => Ok(()),
        Some((_, why)) => Err(why.to_string()),
    };
    done.into_iter().map(|(_, outcome)| outcome.map_err(|why| why.to_string()).and_then(said)).collect()
}

/// Returns a copy of a desk.
pub(crate) fn copy_of(whole: &TempDir) -> TempDir {
    let desk = TempDir::new().unwrap();
    for (path, bytes) in everything(whole.path()) {
        let to = desk.path().join(Path::new(&path).strip_prefix(whole.path()).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    desk
}

/// Runs a command on the draft, and kills it some time after it began to deliver.
pub(crate) fn killed_after(desk: &TempDir, command: &[&str], time: std::time::Duration) {
    let lock = desk.path().join("release.lock");
    fs::remove_file(&lock).ok();
    let mut running = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"));
    running.args(command).current_dir(desk.path()).stderr(std::process::Stdio::null());
    let mut running = running.spawn().unwrap();
    while !lock.exists() && running.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    std::thread::sleep(time);
    running.kill().unwrap();
    running.wait().unwrap();
}
