//! What several subjects' tests need: the program, run as a person runs it, and the material beside the project. Not here:
//! anything about one subject.
#![expect(clippy::disallowed_methods, reason = "the program is run as a process")]

pub(crate) mod c;
pub(crate) mod copies;
pub(crate) mod plugins;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The outputs that come with the program.
pub(crate) const OUTPUTS: [&str; 6] =
    ["press-release", "staff-newsletter", "recruitment-page", "members-briefing", "web-news", "social-posts"];

/// What a run of the program came to.
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// Runs the program in the repository's root.
pub(crate) fn copydesk(arguments: &[&str]) -> Run {
    copydesk_in(&root(), arguments)
}

/// Runs the program in a folder, with the real plugins and an empty environment.
pub(crate) fn copydesk_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("COPYDESK_PLUGIN_DIR", plugins::outputs())
        .output()
        .expect("the program runs");
    Run {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout).expect("the program writes UTF-8"),
        err: String::from_utf8(output.stderr).expect("the program writes UTF-8"),
    }
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A folder of the material beside the project; says so where it is not at hand, and then the test has nothing to do.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(folder);
    if !path.is_dir() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}
