//! `copydesk import`.

use super::Done;
use super::output_file::format_of;
use super::screen::{Screen, print};
use crate::inspection::Inspection;
use crate::language;
use crate::phrasing::number;
use crate::story::{self, DeskFolder, Known, scaffold};
use clap::Args;
use std::path::{Path, PathBuf};

/// Read a report (PDF) and write its facts to inspection.toml.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk import report.pdf\n  copydesk import report.pdf -o durham.toml\n  copydesk import report.pdf --json | jq .judgements"
)]
pub(super) struct Arguments {
    /// The report.
    report: PathBuf,
    /// Write to this file, or `-` for standard output. A name that ends in .json gives JSON.
    #[arg(short, long, value_name = "FILE", default_value = "inspection.toml")]
    output: PathBuf,
    /// Print JSON to standard output instead.
    #[arg(long, conflicts_with_all = ["output", "force"])]
    json: bool,
    /// Overwrite a file that has been edited. A copy of it is kept.
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Toml,
    Json,
}

/// The endings of the formats.
const ENDINGS: &[(&str, Format)] = &[("toml", Format::Toml), ("json", Format::Json)];

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let path = &arguments.report;
    let to_file = Some(&*arguments.output).filter(|file| !arguments.json && *file != Path::new("-"));
    let format = format_of(to_file, arguments.json.then_some(Format::Json), ENDINGS)?;
    let mut known = Known::built_in();
    DeskFolder::above(path, &mut known)?;
    let inspection = screen.step(&format!("reading {}", path.display()), || story::read_report(path, &known))?;
    let text = match format {
        Some(Format::Json) => serde_json::to_string_pretty(&inspection).expect("an inspection is plain data") + "\n",
        _ => scaffold::inspection_toml(&inspection),
    };
    match to_file {
        Some(file) => {
            let kept = story::save_file(file, text.as_bytes(), arguments.force)?;
            screen.note(&format!("wrote {}", file.display()));
            screen.kept(kept.as_deref());
        }
        None => print(&text)?,
    }
    screen.note(&summary(&inspection, &known));
    screen.doubts(&inspection.doubts);
    Ok(())
}

/// Returns what was read, in a few lines.
pub(super) fn summary(inspection: &Inspection, known: &Known) -> String {
    let mut lines = vec![format!("{}: {}", inspection.document, inspection.title)];
    let leads: Vec<&str> = inspection.lead_inspectors.iter().map(|lead| lead.name.as_str()).collect();
    let inspectors: Vec<&str> = inspection.inspectors.iter().map(|inspector| inspector.name.as_str()).collect();
    let led = match (&leads[..], &inspectors[..]) {
        ([], []) => String::new(),
        ([], inspectors) => format!(" by {}", inspectors.join(" and ")),
        (leads, _) => format!(", led by {}", leads.join(" and ")),
    };
    let when = match (inspection.dates_as_printed.as_str(), inspection.published) {
        ("", Some(day)) => format!(", published {}", language::dates::written(day)),
        (printed, _) => format!(", inspected {printed}"),
    };
    lines.push(format!("  {}{when}{led}", inspection.authority.name));
    let framework = inspection.framework.as_ref().and_then(|id| known.frameworks.get(id));
    for judgement in &inspection.judgements {
        let grade = framework.and_then(|framework| framework.grade(&judgement.grade));
        lines.push(format!("  {}: {}", judgement.name, grade.map_or(judgement.grade.as_str(), |grade| &grade.name)));
    }
    if let Some(outcome) = &inspection.outcome {
        lines.push(format!("  outcome: {}", outcome.text));
    }
    let numbered = inspection.paragraphs.iter().any(|paragraph| paragraph.number.is_some());
    let (one, several) =
        if numbered { ("numbered paragraph", "numbered paragraphs") } else { ("paragraph", "paragraphs") };
    let mut counts = vec![number(inspection.summary.len(), "paragraph of summary", "paragraphs of summary")];
    if !inspection.priority_actions.is_empty() {
        counts.push(number(inspection.priority_actions.len(), "area for priority action", "areas for priority action"));
    }
    counts.push(number(inspection.improvements.len(), "point to improve", "points to improve"));
    counts.push(number(inspection.paragraphs.len(), one, several));
    lines.push(format!("  {}", counts.join(", ")));
    lines.join("\n")
}
