//! `copydesk plugin install`.
#![expect(clippy::disallowed_methods, reason = "the environment may name the person")]

use super::check::sum_up;
use crate::cli::Done;
use crate::cli::screen::{Screen, ask, print};
use crate::plugin::{self, Evidence, Refusal, Step};
use crate::story::{self, Error, Installation};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Let a plugin draft in the desk: copy its library there, and pin its hash in plugins.lock.
///
/// Without --sha256 the command shows what the library is, tries it, and asks. The hash for --sha256 has to come from
/// elsewhere, such as the publisher's page: a hash taken from the file itself will match, and says nothing. Other bytes never
/// take a pinned plugin's place by themselves: give the new hash and --replace, or pin the publisher's key once (--key), then
/// a signed library of a higher version is enough. The signature is looked for in FILE.minisig.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk plugin install libletter.so --sha256 3f5a...\n  copydesk plugin install libletter.so --key RWQf6LRC...\n  copydesk plugin install --from-source ./letter"
)]
pub(super) struct Arguments {
    /// The library, or a folder with just one.
    #[arg(required_unless_present = "from_source", conflicts_with = "from_source")]
    library: Option<PathBuf>,
    /// Build the plugin in this folder with `cargo build --release`, and install that.
    #[arg(long, value_name = "DIR")]
    from_source: Option<PathBuf>,
    /// The hash of the library as its publisher names it.
    #[arg(long, value_name = "HEX")]
    sha256: Option<String>,
    /// The publisher's public key (minisign), to be pinned: the second line of minisign.pub.
    #[arg(long, value_name = "PUBLICKEY")]
    key: Option<String>,
    /// Take the place of other bytes of the same plugin, with --sha256 or --from-source.
    #[arg(long)]
    replace: bool,
    /// Agree without being asked.
    #[arg(long)]
    yes: bool,
    /// Who agrees; without it, the person who is logged in.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The desk; without it, the one this folder is in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    desk: PathBuf,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let file = library(arguments, screen)?;
    let refuse = |why| Error::install(&file, why);
    let by = name(arguments.by.as_deref()).ok_or_else(|| refuse(Refusal::Nameless))?;
    let evidence = Evidence {
        sha256: arguments.sha256.as_deref(),
        signature: None,
        key: arguments.key.as_deref(),
        replace: arguments.replace,
        own_build: arguments.from_source.is_some(),
    };
    let source = arguments.from_source.as_deref().unwrap_or(&file);
    let installation = screen.step(&format!("trying {}", file.display()), || {
        Installation::prepare(&file, source, &arguments.desk, &evidence)
    })?;
    print(&about(&installation))?;
    agree(arguments, &installation).map_err(refuse)?;
    let (id, step) = (installation.plugin.descriptor.id.clone(), installation.admission.step);
    let installed = installation.carry_out(&by)?;
    screen.note(&match step {
        Step::Same => format!("{id} was pinned already; its library is in {}", installed.file.display()),
        Step::New | Step::Replaces => format!("{id} is pinned by {by}; its library is in {}", installed.file.display()),
    });
    for platform in installed.dropped {
        screen.note(&format!("the pin for {platform} was of another version: install the plugin there too"));
    }
    Ok(())
}

fn library(arguments: &Arguments, screen: &Screen) -> Result<PathBuf, Error> {
    match (&arguments.from_source, &arguments.library) {
        (Some(folder), _) => {
            screen.note(&format!("running cargo build --release in {}", folder.display()));
            story::build_library(folder)
        }
        (None, path) => story::library_at(path.as_deref().unwrap_or(Path::new("."))),
    }
}

/// Who agrees: the name that is given or, without one, that of the person who is logged in.
fn name(given: Option<&str>) -> Option<String> {
    let words = |name: &String| !name.trim().is_empty();
    let logged_in = || std::env::var("USER").ok().filter(words).or_else(plugin::login_name);
    given.map(str::to_owned).or_else(logged_in).filter(words)
}

/// What the library is, for the person who is to agree.
fn about(installation: &Installation) -> String {
    let (plugin, admission) = (&installation.plugin, &installation.admission);
    let descriptor = &plugin.descriptor;
    let outputs: Vec<String> =
        descriptor.outputs.iter().map(|offer| format!("{} ({})", offer.id, offer.title)).collect();
    let signature = match (&admission.key, admission.signed) {
        (Some(key), true) => format!("good, by the key {key}"),
        (Some(key), false) => format!("none; pinned is the key {key}"),
        (None, _) => "not looked at, as no key is known".to_owned(),
    };
    let lines = [
        ("outputs", outputs.join(", ")),
        ("file", plugin.file.display().to_string()),
        ("SHA-256", plugin.sha256.clone()),
        ("signature", signature),
        ("tried", tried(installation)),
    ];
    let mut text = super::about(descriptor, &lines);
    if !installation.difference.is_empty() {
        writeln!(text, "  it takes the place of an earlier one:\n    {}", installation.difference.join("\n    "))
            .expect("a string takes all");
    }
    text
}

fn tried(installation: &Installation) -> String {
    match &installation.checked {
        Some(checked) => format!("{}; `copydesk plugin check` shows them", sum_up(checked)),
        None => "no: this system cannot fence it in, so it was not loaded before somebody agrees".to_owned(),
    }
}

fn agree(arguments: &Arguments, installation: &Installation) -> Result<(), Refusal> {
    let admission = &installation.admission;
    if arguments.yes || admission.vouched || admission.step == Step::Same {
        return Ok(());
    }
    let question = format!("May {} draft in this desk? Write yes or no: ", installation.plugin.descriptor.id);
    match ask(&question) {
        Some(answer) if answer.eq_ignore_ascii_case("yes") => Ok(()),
        Some(_) => Err(Refusal::NotAgreed),
        None => Err(Refusal::NobodyThere),
    }
}
