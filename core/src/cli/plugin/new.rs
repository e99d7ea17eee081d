//! `copydesk plugin new`.

use crate::cli::Done;
use crate::cli::screen::Screen;
use crate::plugin::{Language, Scaffold};
use crate::story::{self, Error, UsageError};
use crate::text::argument;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Create a working plugin to start from: source, template, test and a sample story.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk plugin new foster-letter\n  copydesk plugin new foster-letter --id uk.gov.avershire.foster-letter --about \"Foster carers\"\n  copydesk plugin new foster-letter --lang c --in ~/plugins"
)]
pub(super) struct Arguments {
    /// The output's name, as users will type it, such as `foster-letter`. It is also the folder's name.
    name: String,
    /// The plugin's id: your council's domain turned round, and a name. Without it, put it into the source before you
    /// install the plugin.
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Whom the output is for, in a few words, as `copydesk outputs` says it.
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// The language to write it in.
    #[arg(long, value_name = "LANGUAGE", default_value = "rust")]
    lang: Lang,
    /// Create it in this folder instead of the current one.
    #[arg(long = "in", value_name = "DIR")]
    parent: Option<PathBuf>,
    /// Use the SDK in this folder (`plugins/sdk` of a checkout) instead of the one built into copydesk.
    #[arg(long, value_name = "DIR")]
    sdk: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lang {
    Rust,
    C,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let name = &arguments.name;
    let language = match arguments.lang {
        Lang::Rust => Language::Rust,
        Lang::C => Language::C,
    };
    let mut scaffold =
        Scaffold::new(name, language).map_err(|instead| Error::OutputName { name: name.clone(), instead })?;
    refuse_taken(name)?;
    if let Some(id) = &arguments.id {
        let wrong = || UsageError::PluginId { id: id.clone() };
        scaffold = scaffold.with_id(id).ok_or_else(wrong)?;
    }
    if let Some(words) = &arguments.about {
        scaffold = scaffold.with_description(words).ok_or_else(|| UsageError::About { words: words.clone() })?;
    }
    if let Some(sdk) = &arguments.sdk {
        scaffold = scaffold.with_sdk(story::sdk_at(sdk)?);
    }
    let parent = arguments.parent.clone().unwrap_or_default();
    let created = story::create_plugin(&parent, &scaffold)?;
    let folder = parent.join(name);
    screen.note(&format!("wrote {} files into {}", created.files.len(), folder.display()));
    screen.note("next:");
    screen.note(&format!("  cd {}", argument(&folder)));
    scaffold.steps().iter().for_each(|step| screen.note(&format!("  {step}")));
    Ok(())
}

/// Refuses a name that is taken, because of two plugins that make the same output neither is used.
fn refuse_taken(name: &str) -> Done {
    match story::plugins_here(&[])?.maker_of(name) {
        Some((maker, _)) => {
            Err(Error::OutputTaken { name: name.to_owned(), plugin: maker.plugin.descriptor.id.clone() })
        }
        None => Ok(()),
    }
}
