//! `copydesk schema`.

use super::Done;
use super::screen::print;
use crate::load::schema;
use crate::plugin::{FieldOf, outputs_schema};
use crate::story::{self, Error, Known};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Print the JSON Schema for a file, so that your editor can check it as you type.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk schema brief > schemas/brief.schema.json\n  copydesk schema request > request.schema.json"
)]
pub(super) struct Arguments {
    /// The file the schema is for.
    file: File,
    /// Look for plugins in this folder first: the schemas have what their outputs ask for. You can repeat this option.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum File {
    /// desk.toml
    Desk,
    /// brief.toml
    Brief,
    /// inspection.toml
    Inspection,
    /// What a plugin is given for a story, as JSON
    Request,
}

pub(super) fn run(arguments: &Arguments) -> Done {
    let frameworks = Known::built_in().frameworks;
    let asked = |of| {
        let found = story::plugins_here(&arguments.plugin_dir)?;
        Ok::<_, Error>(outputs_schema(found.offers().map(|(_, offer)| offer), of))
    };
    let schema = match arguments.file {
        File::Desk => schema::with_outputs(schema::desk(&frameworks), &asked(FieldOf::Desk)?),
        File::Brief => schema::with_outputs(schema::brief(&frameworks), &asked(FieldOf::Brief)?),
        File::Inspection => schema::inspection(&frameworks),
        File::Request => story::request_schema(),
    };
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    print(&format!("{text}\n"))
}
