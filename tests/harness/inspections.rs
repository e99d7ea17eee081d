//! The real reports, read once for all tests that draft from them.

use super::{OUTPUTS, Report, copydesk, each, plugins, reports};
use copydesk::document::Document;
use copydesk::story::{self, Audience, Outputs, Story};
use copydesk::worker::Program;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().unwrap());
static READ: LazyLock<Vec<(Report, PathBuf)>> =
    LazyLock::new(|| each(&reports(), |_, report| (report.clone(), read(report))));

static DRAFTED: LazyLock<Vec<Bare>> = LazyLock::new(|| each(inspections(), |_, read| drafted(read)));

/// A real report without a desk, and its drafts.
pub(crate) struct Bare {
    /// The report.
    pub(crate) report: &'static Report,
    /// The story that is nothing but the report.
    pub(crate) story: Story,
    /// Each output with its draft, or why there is none.
    pub(crate) drafts: Vec<(&'static str, Result<Document, String>)>,
}

/// Returns every real report with all drafts that are made from it alone; empty if the reports are missing.
pub(crate) fn bare() -> &'static [Bare] {
    &DRAFTED
}

fn drafted((report, file): &'static (Report, PathBuf)) -> Bare {
    let story = story::open(file).unwrap();
    let draft = |output| match outputs().draft(output, &story, Audience::Press) {
        Ok(drafted) => (output, Ok(drafted.document)),
        Err(error) => (output, Err(error.to_string())),
    };
    let drafts = OUTPUTS.map(draft).into();
    Bare { report, story, drafts }
}

/// Returns every real report with its inspection.toml; empty if the reports are missing.
pub(crate) fn inspections() -> &'static [(Report, PathBuf)] {
    &READ
}

fn read(report: &Report) -> PathBuf {
    let file = FOLDER.path().join(format!("{}.toml", report.slug));
    let run = copydesk(&["import", &report.pdf.to_string_lossy(), "-o", &file.to_string_lossy()]);
    assert_eq!(run.code, 0, "{}", run.err);
    file
}

/// Puts an inspection into a story's folder.
pub(crate) fn put(inspection: &Path, story: &Path) {
    std::fs::create_dir_all(story).unwrap();
    std::fs::copy(inspection, story.join("inspection.toml")).unwrap();
}

static OPENED: LazyLock<Outputs> = LazyLock::new(|| {
    let opened = Outputs::open(&[plugins::outputs().to_owned()], None).unwrap();
    opened.with_program(Program::at(env!("CARGO_BIN_EXE_copydesk")))
});

/// Returns the outputs for a story whose desk has no pins and no templates, with this process as the program; its
/// workers are the real program's.
pub(crate) fn outputs() -> &'static Outputs {
    &OPENED
}

/// Returns whether to try everything, and not a sample of it.
pub(crate) fn slow() -> bool {
    std::env::var_os("COPYDESK_SLOW").is_some()
}
