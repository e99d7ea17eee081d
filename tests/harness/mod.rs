//! Shared by the tests of several subjects: running the program as a user does, and the material next to the project.
#![expect(clippy::disallowed_methods, reason = "the program is run as a process")]

pub(crate) mod c;
pub(crate) mod copies;
pub(crate) mod desk;
pub(crate) mod inspections;
pub(crate) mod made;
pub(crate) mod plugins;
pub(crate) mod release;
pub(crate) mod servers;
pub(crate) mod site;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The outputs that come with the program.
pub(crate) const OUTPUTS: [&str; 10] = [
    "press-release",
    "staff-newsletter",
    "recruitment-page",
    "members-briefing",
    "web-news",
    "social-posts",
    "letter-to-families",
    "contact-centre",
    "children",
    "speaking-note",
];

/// The result of running the program.
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

/// Returns the repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Applies `work` to each item, in the order of the items, on as many threads as the machine has processors, so that
/// one long test does not hold up the others.
pub(crate) fn each<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(usize, &'a T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let some = || -> Vec<(usize, R)> {
        let places = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        places.map_while(|place| Some((place, work(place, items.get(place)?)))).collect()
    };
    let mut made: Vec<(usize, R)> = thread::scope(|scope| {
        let count = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..count).map(|_| scope.spawn(some)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("none panics")).collect()
    });
    made.sort_by_key(|(place, _)| *place);
    made.into_iter().map(|(_, made)| made).collect()
}

/// Returns a folder of the material next to the project, or `None`, with a message, if it is missing; the test is
/// skipped then.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(folder);
    if !path.is_dir() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// A real report, and what is known about it.
#[derive(Clone)]
pub(crate) struct Report {
    /// Its name: the authority and the day of publication.
    pub(crate) slug: String,
    /// The PDF.
    pub(crate) pdf: PathBuf,
    /// Its entry in `truth.json`.
    pub(crate) truth: Value,
}

/// The folders of real reports next to the project.
const REPORTS: [&str; 2] = ["reports", "reports-new"];

/// Returns every real report of both folders, in the order of their lists. Those of a missing folder are left out, with
/// a message.
pub(crate) fn reports() -> Vec<Report> {
    REPORTS.into_iter().filter_map(shared).flat_map(|folder| reports_in(&folder)).collect()
}

fn reports_in(folder: &Path) -> Vec<Report> {
    let truth = std::fs::read_to_string(folder.join("truth.json")).expect("what is known can be read");
    let truth: Vec<Value> = serde_json::from_str(&truth).expect("what is known is a list");
    let report = |truth: Value| {
        let slug = truth["slug"].as_str().expect("a report has a name").to_owned();
        Report { pdf: folder.join(format!("{slug}.pdf")), slug, truth }
    };
    truth.into_iter().map(report).collect()
}
