//! `copydesk plugin install`.
#![expect(clippy::disallowed_methods, reason = "the environment may name the person")]

use super::check::sum_up;
use super::registry::RegistryArguments;
use crate::account;
use crate::cli::Done;
use crate::cli::screen::{Screen, confirm, print};
use crate::plugin::{Evidence, Refusal, Step};
use crate::story::{self, Error, Fetched, Installation};
use crate::text::printable;
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Install a plugin in the desk and record its SHA-256 in plugins.lock.
///
/// Without --sha256, copydesk describes the library, tests it and asks you to confirm. Get the hash for --sha256 from
/// somewhere else, such as the publisher's website. A hash calculated from the file itself proves nothing. To replace a
/// pinned plugin, give the new hash and --replace; for your own build, --replace alone, and copydesk asks you. Or pin the publisher's key once with --key, and a signed library
/// with a higher version is enough. copydesk looks for the signature in FILE.minisig.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk plugin install libletter.so --sha256 3f5a...\n  copydesk plugin install libletter.so --key RWQf6LRC...\n  copydesk plugin install --from-source ./letter\n  copydesk plugin install letter --registry ../registry --registry-key RWQf6LRC..."
)]
pub(super) struct Arguments {
    /// The library, a folder that contains only one or, with --registry, a plugin's id or an output that it makes.
    #[arg(required_unless_present = "from_source", conflicts_with = "from_source")]
    library: Option<PathBuf>,
    /// Build the plugin in this folder with `cargo build --release` and install it. Building runs the code of its author,
    /// so copydesk asks first. The build is given no environment but PATH and the folders of cargo and, where the system can
    /// do that, no network.
    #[arg(long, value_name = "DIR")]
    from_source: Option<PathBuf>,
    #[command(flatten)]
    registry: RegistryArguments,
    /// The library's hash, as its publisher states it.
    #[arg(long, value_name = "HEX")]
    sha256: Option<String>,
    /// The publisher's public key (minisign) to pin. It is the second line of minisign.pub.
    #[arg(long, value_name = "PUBLICKEY")]
    key: Option<String>,
    /// Replace a different build of the same plugin. copydesk asks you, unless you give --sha256 or, with --from-source, --yes.
    #[arg(long)]
    replace: bool,
    /// Do not ask for confirmation.
    #[arg(long)]
    yes: bool,
    /// Who approves the plugin. The default is the user who is logged in.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The desk's folder. The default is the desk you are in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    desk: PathBuf,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let fetched = fetched(arguments, screen)?;
    let file = fetched.as_ref().map_or_else(|| library(arguments, screen), |fetched| Ok(fetched.file.clone()))?;
    let refuse = |why| Error::install(&file, why);
    let by = name(arguments.by.as_deref()).ok_or_else(|| refuse(Refusal::Nameless))?;
    let evidence = Evidence {
        sha256: arguments.sha256.as_deref().or(fetched.as_ref().map(|fetched| fetched.sha256.as_str())),
        signature: None,
        key: arguments.key.as_deref(),
        replace: arguments.replace,
        own_build: arguments.from_source.is_some(),
        asked: !arguments.yes,
    };
    let source = fetched.as_ref().map(|fetched| Path::new(&fetched.name));
    let source = source.or(arguments.from_source.as_deref()).unwrap_or(&file);
    let installation = screen.step(&format!("trying {}", file.display()), || {
        Installation::prepare(&file, source, &arguments.desk, &evidence)
    })?;
    fetched.as_ref().map_or(Ok(()), |fetched| as_listed(fetched, &installation)).map_err(refuse)?;
    print(&about(&installation))?;
    agree(arguments, fetched.as_ref(), &installation).map_err(refuse)?;
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
            screen.note(&format!(
                "building {} runs code of its author on this computer, as you: it could read and change your files",
                folder.display()
            ));
            if !arguments.yes {
                let question = format!("Build {}?", folder.display());
                confirmed(&question).map_err(|why| Error::install(folder, why))?;
            }
            story::build_library(folder, |what| screen.note(what))
        }
        (None, path) => story::library_at(path.as_deref().unwrap_or(Path::new("."))),
    }
}

/// Returns who approves it: the name given or, without one, that of the user who is logged in.
pub(super) fn name(given: Option<&str>) -> Option<String> {
    let words = |name: &String| !name.trim().is_empty();
    let logged_in = || std::env::var("USER").ok().filter(words).or_else(account::login_name);
    given.map(str::to_owned).or_else(logged_in).filter(words)
}

/// Describes the library to the person who is to approve it.
fn about(installation: &Installation) -> String {
    let (plugin, admission) = (&installation.plugin, &installation.admission);
    let descriptor = &plugin.descriptor;
    let outputs: Vec<String> =
        descriptor.outputs.iter().map(|offer| format!("{} ({})", offer.id, offer.title)).collect();
    let signature = match (&admission.key, admission.signed) {
        (Some(key), true) => format!("good, by the key {key}"),
        (Some(key), false) => format!("none; pinned is the key {key}"),
        (None, _) => "not checked: no key is pinned".to_owned(),
    };
    let fields = descriptor.outputs.iter().flat_map(|offer| &offer.fields);
    let asked: Vec<String> =
        fields.map(|field| format!("{} ({})", field.id, field.of.file().unwrap_or("--set"))).collect();
    let asked = if asked.is_empty() { "nothing of its own".to_owned() } else { asked.join(", ") };
    let lines = [
        ("outputs", outputs.join(", ")),
        ("asks for", asked),
        ("file", plugin.file.display().to_string()),
        ("SHA-256", plugin.sha256.clone()),
        ("signature", signature),
        ("tried", tried(installation)),
    ];
    let mut text = super::about(descriptor, &lines);
    if !installation.difference.is_empty() {
        let of =
            installation.replaces.as_ref().map(|before| format!(" ({})", before.file.display())).unwrap_or_default();
        writeln!(text, "  it takes the place of an earlier one{of}:\n    {}", installation.difference.join("\n    "))
            .expect("a string takes all");
    }
    text
}

fn tried(installation: &Installation) -> String {
    match &installation.checked {
        Some(checked) => format!("{}; `copydesk plugin check` shows them", sum_up(checked)),
        None => "no: this system cannot sandbox it, so it is not loaded before you approve it".to_owned(),
    }
}

/// Gets the plugin from the registry, if one is named and there is no file of that name.
fn fetched(arguments: &Arguments, screen: &Screen) -> Result<Option<Fetched>, Error> {
    let Some(name) = arguments.library.as_deref().filter(|library| !library.exists()).and_then(Path::to_str) else {
        return Ok(None);
    };
    let Some(registry) = arguments.registry.open(screen)? else { return Ok(None) };
    screen.step(&format!("getting {name}"), || registry.fetch(name, &arguments.desk)).map(Some)
}

/// Sees that a library says of itself what its registry says of it.
fn as_listed(Fetched { listed, .. }: &Fetched, installation: &Installation) -> Result<(), Refusal> {
    let descriptor = &installation.plugin.descriptor;
    if (&listed.id, &listed.version) == (&descriptor.id, &descriptor.version) {
        return Ok(());
    }
    let name = |id: &str, version: &str| printable(&format!("{id} {version}"));
    let (listed, found) = (name(&listed.id, &listed.version), name(&descriptor.id, &descriptor.version));
    Err(Refusal::OtherThanListed { listed, found })
}

fn agree(arguments: &Arguments, fetched: Option<&Fetched>, installation: &Installation) -> Result<(), Refusal> {
    let admission = &installation.admission;
    // A registry says which bytes are meant, not that this desk wants them.
    let vouched = admission.vouched && (fetched.is_none() || arguments.sha256.is_some());
    if arguments.yes || vouched || admission.step == Step::Same {
        return Ok(());
    }
    confirmed(&question(installation))
}

/// Returns the question, with what the library takes the place of.
fn question(Installation { plugin, replaces, .. }: &Installation) -> String {
    let id = &plugin.descriptor.id;
    let Some(before) = replaces else { return format!("May {id} draft in this desk?") };
    let outputs: Vec<&str> = before.descriptor.outputs.iter().map(|offer| offer.id.as_str()).collect();
    let (version, outputs) = (&before.descriptor.version, outputs.join(", "));
    format!("May {id} draft in this desk, in place of version {version}, which makes {outputs} now?")
}

/// Asks for a yes.
fn confirmed(question: &str) -> Result<(), Refusal> {
    match confirm(question) {
        Some(true) => Ok(()),
        Some(false) => Err(Refusal::NotAgreed),
        None => Err(Refusal::NobodyThere),
    }
}
