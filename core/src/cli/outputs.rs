//! `copydesk outputs`.

use super::Done;
use super::screen::{Screen, print, print_lines};
use crate::plugin::{FieldOf, Found, Offer, Trusted};
use crate::story::{self, Story};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// List what you can draft, and the plugin that drafts it.
///
/// Given an output, copydesk prints what it asks you for: lines to copy into brief.toml and desk.toml, and its options.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk outputs my-story\n  copydesk outputs foster-letter\n  copydesk outputs --plugin-dir ./our-plugins"
)]
pub(super) struct Arguments {
    /// A story, report or inspection: say which outputs it cannot serve. Or an output: print what it asks for.
    #[arg(value_name = "STORY|OUTPUT")]
    of: Option<PathBuf>,
    /// Look for plugins in this folder first. You can repeat this option.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let found = story::plugins_here(&arguments.plugin_dir)?;
    match &arguments.of {
        Some(named) if !named.exists() => one(&found, named)?,
        story => {
            let story = story.as_ref().map(|path| story::open(path)).transpose()?;
            let mut offers: Vec<_> = found.offers().collect();
            offers.sort_by(|a, b| a.1.id.cmp(&b.1.id));
            let list: String = offers.into_iter().map(|offer| entry(offer, story.as_ref())).collect();
            print_lines(&list)?;
        }
    }
    screen.passed_over(&found);
    Ok(())
}

/// Returns the lines on an output in a list.
fn entry((maker, offer): (&Trusted, &Offer), story: Option<&Story>) -> String {
    let (plugin, descriptor) = (&maker.plugin, &maker.plugin.descriptor);
    let lines = [
        format!("{:<18} {}: {}", offer.id, offer.title, offer.description),
        format!("{:<18} {} {}, {}", "", descriptor.id, descriptor.version, plugin.file.display()),
        format!("{:<18} {}", "", needs(offer, story)),
    ];
    lines.map(|line| line + "\n").concat()
}

/// Prints what one output asks people for, as lines to copy.
fn one(found: &Found, named: &Path) -> Done {
    let output = named.to_string_lossy();
    let Some(offer) = found.maker_of(&output) else {
        return Err(story::no_output(found, &output));
    };
    print_lines(&entry(offer, None))?;
    let offer = offer.1;
    let mut text = String::new();
    if let Some(language) = &offer.language {
        writeln!(text, "\nIt is in the language {language}.").expect("a string takes all");
    }
    if let Some(file) = &offer.file {
        writeln!(text, "\nIt makes a file: {file}").expect("a string takes all");
    }
    for of in [FieldOf::Brief, FieldOf::Desk] {
        let answers = story::answers_toml(offer, of);
        if !answers.is_empty() {
            write!(text, "\nIn {}:\n\n{answers}", of.file().unwrap_or_default()).expect("a string takes all");
        }
    }
    for field in offer.fields_of(FieldOf::Options) {
        write!(text, "\n--set {}=...\n# {}\n", field.id, story::about_field(field)).expect("a string takes all");
    }
    if offer.fields.is_empty() {
        text += "\nIt asks for nothing of its own.\n";
    }
    print(&text)
}

/// Says what an output needs, and whether a story has it.
fn needs(offer: &Offer, story: Option<&Story>) -> String {
    let needs = if offer.needs.is_empty() { "needs nothing".to_owned() } else { format!("needs {}", offer.needs()) };
    match story.map(|story| (story, offer.unmet(&story.has()))) {
        None => needs,
        Some((_, None)) => format!("{needs}: can be drafted"),
        Some((story, Some(unmet))) => {
            format!("cannot be drafted: needs {unmet}, and this document ({}) has none", story.inspection.document)
        }
    }
}
