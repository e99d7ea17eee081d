//! `copydesk plugin inspect`.

use super::library;
use crate::cli::Done;
use crate::cli::screen::print;
use crate::plugin::{self, Anatomy, Plugin};
use crate::story::Error;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

/// Show what a plugin's library says about itself and what it is made of, without loading it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk plugin inspect target/release/libleaflet.so")]
pub(super) struct Arguments {
    /// The library.
    #[arg(value_name = "LIB", value_parser = OsStringValueParser::new().try_map(library))]
    library: PathBuf,
    /// Write it as JSON.
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
        let problem = "is a shared library, but no plugin: it has no descriptor in its file".to_owned();
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
    json!({ "file": plugin.file, "descriptor": plugin.descriptor, "templates": templates, "library": anatomy })
}

fn as_text(plugin: &Plugin, anatomy: &Anatomy) -> String {
    let descriptor = &plugin.descriptor;
    let mut text = format!("{} {}\n", descriptor.id, descriptor.version);
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            writeln!(text, "  {key:<16} {value}").expect("a string takes all");
        }
    };
    for offer in &descriptor.outputs {
        line("output", &format!("{}: {}. {}", offer.id, offer.title, offer.description));
    }
    for template in &plugin.templates {
        line("template", &template.name);
    }
    line("request schema", &descriptor.request_schema);
    line("SDK", &descriptor.sdk);
    line("licence", &descriptor.licence);
    line("home page", &descriptor.homepage);
    line("panic", &descriptor.panic);
    line("file", &plugin.file.display().to_string());
    line("size", &format!("{} bytes", anatomy.size));
    line("SHA-256", &anatomy.sha256);
    line("exports", &joined(&anatomy.exports));
    line("needs", &joined(&anatomy.needed));
    line("GNU C library", &anatomy.glibc.as_ref().map(|version| format!("{version} or later")).unwrap_or_default());
    text
}

fn joined(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
