//! `copydesk new`.

use super::Done;
use super::import::summary;
use super::screen::Screen;
use crate::story;
use crate::text::argument;
use clap::Args;
use std::path::{Path, PathBuf};

/// Start a story in the desk: copy the report, read its facts and create a brief to fill in.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk new ofsted-2026 ~/Downloads/report.pdf")]
pub(super) struct Arguments {
    /// The story's name, which becomes a folder in the desk.
    story: String,
    /// The report (PDF); the two in any order.
    report: PathBuf,
    /// The desk's folder. The default is the desk you are in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    desk: PathBuf,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let swapped = Path::new(&arguments.story).is_file() && !arguments.report.is_file();
    let (report, name) = if swapped {
        (Path::new(&arguments.story), arguments.report.to_string_lossy())
    } else {
        (&*arguments.report, arguments.story.as_str().into())
    };
    let created = screen
        .step(&format!("reading {}", report.display()), || story::create_story(&arguments.desk, &name, report))?;
    created.files.iter().for_each(|file| screen.note(&format!("wrote {}", file.display())));
    if let Some((inspection, known)) = &created.inspection {
        screen.note(&summary(inspection, known));
        screen.doubts(&inspection.doubts);
    }
    let folder = created.files[0].parent().map(argument).unwrap_or_default();
    screen.note(&format!("next: fill in {folder}/brief.toml, then run: copydesk draft press-release {folder}"));
    Ok(())
}
