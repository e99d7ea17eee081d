//! `copydesk plugin remove`.

use super::install::name;
use crate::cli::Done;
use crate::cli::screen::{Screen, confirm};
use crate::story::{Error, Removal};
use clap::Args;
use std::path::PathBuf;

/// Remove a plugin from the desk: its pin in plugins.lock and its library.
///
/// Its outputs can no longer be drafted. Drafts and versions stay as they are.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk plugin remove foster-letter\n  copydesk plugin remove uk.gov.avershire.foster-letter --yes"
)]
pub(super) struct Arguments {
    /// The plugin's id, or an output that it makes.
    #[arg(value_name = "PLUGIN")]
    name: String,
    /// Do not ask for confirmation.
    #[arg(long)]
    yes: bool,
    /// Who removes it. The default is the user who is logged in.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The desk's folder. The default is the desk you are in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    desk: PathBuf,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let removal = Removal::prepare(&arguments.name, &arguments.desk)?;
    let (id, version) = (removal.pin.id.clone(), removal.pin.version.clone());
    let outputs = match removal.outputs.as_slice() {
        [] => String::new(),
        outputs => format!(", which makes {}", outputs.join(", ")),
    };
    let no_name = || Error::Library {
        path: id.clone().into(),
        problem: "was not removed: it is not known who removes it".to_owned(),
        hint: "say who does: --by NAME".to_owned(),
    };
    let by = name(arguments.by.as_deref()).ok_or_else(no_name)?;
    let sure = if arguments.yes { Some(true) } else { confirm(&format!("Remove {id} {version}{outputs}?")) };
    let (problem, hint) = match sure {
        Some(true) => return removed(removal, &by, screen),
        Some(false) => ("was not removed: that was not confirmed", "run the command again when you are sure"),
        None => ("was not removed: there is no terminal to ask on", "if you are sure, add --yes"),
    };
    Err(Error::Library { path: id.into(), problem: problem.to_owned(), hint: hint.to_owned() })
}

fn removed(removal: Removal, by: &str, screen: &Screen) -> Done {
    let (id, version) = (removal.pin.id.clone(), removal.pin.version.clone());
    let files = removal.files.clone();
    removal.carry_out(by)?;
    screen.note(&format!("{id} {version} is removed; drafts and versions stay as they are"));
    for file in files {
        screen.note(&format!("  removed {}", file.display()));
    }
    Ok(())
}
