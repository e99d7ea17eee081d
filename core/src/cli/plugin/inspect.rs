//! `copydesk plugin inspect`.

use super::{about, library};
use crate::cli::Done;
use crate::cli::screen::print;
use crate::plugin::{self, Anatomy, Plugin};
use crate::story::Error;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Show what a plugin declares and contains, without loading it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk plugin inspect target/release/libleaflet.so")]
pub(super) struct Arguments {
    /// The library.
    #[arg(value_name = "LIB", value_parser = OsStringValueParser::new().try_map(library))]
    library: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Done {
    let no_plugin = |problem: String, hint: &str| Error::Library {
        path: arguments.library.clone(),
        problem,
        hint: hint.to_owned(),
    };
    let unusable = |why: plugin::Unusable| no_plugin(why.to_string(), why.hint());
    let plugin = plugin::inspect(&arguments.library).map_err(unusable)?;
    let anatomy = plugin::anatomy(&arguments.library).map_err(unusable)?;
    let Some(plugin) = plugin else {
        let problem = "is a shared library but not a plugin: it has no descriptor in its file".to_owned();
        return Err(no_plugin(problem, "build it with the SDK's macro: `export!` in Rust, `COPYDESK_PLUGIN` in C"));
    };
    if arguments.json {
        let text = serde_json::to_string_pretty(&as_json(&plugin, &anatomy)).expect("it is plain data");
        return print(&format!("{text}\n"));
    }
    print(&as_text(&plugin, &anatomy))
}

fn as_json(plugin: &Plugin, anatomy: &Anatomy) -> Value {
    let templates: Vec<&str> = plugin.templates.iter().map(|template| template.name.as_str()).collect();
    // A path that is not UTF-8 has no form in JSON.
    let file = plugin.file.display().to_string();
    json!({ "file": file, "descriptor": plugin.descriptor, "templates": templates, "library": anatomy })
}

fn as_text(plugin: &Plugin, anatomy: &Anatomy) -> String {
    let descriptor = &plugin.descriptor;
    let outputs = descriptor.outputs.iter();
    let outputs = outputs.map(|offer| ("output", format!("{}: {}. {}", offer.id, offer.title, offer.description)));
    let templates = plugin.templates.iter().map(|template| ("template", template.name.clone()));
    let others = [
        ("request schema", descriptor.request_schema.clone()),
        ("SDK", descriptor.sdk.clone()),
        ("licence", descriptor.licence.clone()),
        ("home page", descriptor.homepage.clone()),
        ("on a panic", descriptor.panic.clone()),
        ("file", plugin.file.display().to_string()),
        ("size", format!("{} bytes", anatomy.size)),
        ("SHA-256", anatomy.sha256.clone()),
        ("exports", joined(&anatomy.exports)),
        ("needs", joined(&anatomy.needed)),
        ("GNU C library", anatomy.glibc.as_ref().map(|version| format!("{version} or later")).unwrap_or_default()),
    ];
    about(descriptor, &outputs.chain(templates).chain(others).collect::<Vec<_>>())
}

fn joined(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
