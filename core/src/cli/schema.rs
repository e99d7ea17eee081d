//! `copydesk schema`.

use super::Done;
use super::screen::print;
use crate::load::schema;
use crate::story::Known;
use clap::{Args, ValueEnum};

/// Print the JSON Schema for a file, so that your editor can check it as you type.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk schema brief > schemas/brief.schema.json")]
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
}

pub(super) fn run(arguments: &Arguments) -> Done {
    let frameworks = Known::built_in().frameworks;
    let schema = match arguments.file {
        File::Desk => schema::desk(&frameworks),
        File::Brief => schema::brief(&frameworks),
        File::Inspection => schema::inspection(&frameworks),
    };
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    print(&format!("{text}\n"))
}
