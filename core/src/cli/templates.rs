//! `copydesk templates`.

use super::Done;
use super::screen::{Screen, print};
use crate::story::{self, Error};
use clap::Args;
use std::fmt::Write;
use std::path::PathBuf;

/// List the templates, show which are in use and where they have errors, or print one.
///
/// To override a template, put a file of the same name in your desk: templates/NAME.hbs. Templates from plugins are
/// listed with their library and can be overridden too.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk templates\n  copydesk templates --show press-release/headline > templates/press-release/headline.hbs"
)]
pub(super) struct Arguments {
    /// The desk's folder. The default is the desk you are in.
    #[arg(long, value_name = "DIR")]
    desk: Option<PathBuf>,
    /// Look for plugins in this folder first. You can repeat this option.
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
    // The author of a template sees where its errors are.
    for problem in story::template_problems(&templates) {
        screen.note(&problem.to_string());
        problem.hint.iter().for_each(|hint| screen.note(&format!("  help: {hint}")));
    }
    Ok(())
}
