//! A desk that has the outputs of `examples/more-outputs`.

use super::desk::{desk, ok};
use super::plugins::fixture;
use super::release::change;
use super::root;
use copydesk::plugin::inspect;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Makes the desk, with a folder as its target and the final report.
pub(crate) fn with_outputs() -> TempDir {
    let desk = desk();
    change(&desk, "desk.toml", "[words]", "[[targets]]\nid = \"site\"\nfolder = \"site\"\n\n[words]");
    let library = fixture("more-outputs").to_string_lossy().into_owned();
    let hash = inspect(Path::new(&library)).unwrap().unwrap().sha256;
    ok(&desk, &["plugin", "install", &library, "--sha256", &hash]);
    fs::copy(root().join("examples/good-result/report.pdf"), desk.path().join("report.pdf")).unwrap();
    ok(&desk, &["report", "report.pdf", "good-result"]);
    desk
}

/// Submits a text, and returns the beginning of its version's name.
pub(crate) fn submitted(desk: &TempDir, text: &str) -> String {
    let said = ok(desk, &["submit", text, "--as", "director"]).err;
    said.split("submitted version ").nth(1).unwrap()[..8].to_owned()
}
