//! `copydesk templates`.

use super::Done;
use super::screen::{Screen, print};
use crate::story::{self, Error};
use clap::Args;
use std::fmt::Write;
use std::path::PathBuf;

/// List the templates and say which one is in force, with the place of each mistake in them; or print one.
///
/// A desk overrides a template by a file of the same name: templates/NAME.hbs in the desk's folder. Templates that a
/// plugin carries are shown with its library, and can be overridden like the built-in ones.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk templates\n  copydesk templates --show press-release/headline > templates/press-release/headline.hbs"
)]
pub(super) struct Arguments {
    /// The desk; without it, the one this folder is in.
    #[arg(long, value_name = "DIR")]
    desk: Option<PathBuf>,
    /// Look for plugins in this folder first; may be given more than once.
    #[arg(long, value_name = "DIR")]
    plugin_dir: Vec<PathBuf>,
    /// Print this template.
    #[arg(long, value_name = "NAME")]
    show: Option<String>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let templates = story::templates_of(arguments.desk.as_deref(), &arguments.plugin_dir)?;
    if let Some(name) = &arguments.show {
        let Some(template) = templates.iter().find(|template| template.name == *name) else {
            let known = templates.into_iter().map(|template| template.name).collect();
            return Err(Error::NoTemplate { name: name.clone(), known });
        };
        return print(&template.text);
    }
    let mut list = String::new();
    for template in &templates {
        let place = if template.built_in { "built in" } else { template.path.as_str() };
        writeln!(list, "{:<32} {place}", template.name).expect("a string takes all");
    }
    print(&list)?;
    // Who works on a template reads here where in it a mistake is.
    for problem in story::template_problems(templates) {
        screen.note(&problem.to_string());
        problem.hint.iter().for_each(|hint| screen.note(&format!("  help: {hint}")));
    }
    Ok(())
}
