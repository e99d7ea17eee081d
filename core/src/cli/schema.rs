//! `copydesk schema`.

use super::Done;
use super::screen::print;
use crate::load::schema;
use crate::story::{self, Known};
use clap::{Args, ValueEnum};

/// Print the JSON Schema for a file, so that your editor can check it as you type.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk schema brief > schemas/brief.schema.json\n  copydesk schema request > request.schema.json"
)]
pub(super) struct Arguments {
    /// The file the schema is for.
    file: File,
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
    let schema = match arguments.file {
        File::Desk => schema::desk(&frameworks),
        File::Brief => schema::brief(&frameworks),
        File::Inspection => schema::inspection(&frameworks),
        File::Request => story::request_schema(),
    };
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    print(&format!("{text}\n"))
}
