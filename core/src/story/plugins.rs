//! The plugins that may draft, by the desk's pins (`plugins.lock`). Every command finds its plugins here, so that none
//! can skip the rules.

use super::open::TextFile;
use super::{DeskFolder, Error, Known, scaffold, user_files};
use crate::desk::Desk;
use crate::load::toml::{self, Loaded};
use crate::pins::Pins;
use crate::plugin::{self, Found, Plugin, Standing, guard};
use crate::template;
use std::env::consts::DLL_SUFFIX;
use std::path::{Path, PathBuf};

/// The file with the pins, next to `desk.toml`.
pub(super) const PINS_FILE: &str = "plugins.lock";

/// Finds the plugins that may draft for someone in this folder, in its desk if it is in one.
///
/// # Errors
/// The desk's files have errors. Errors in its pins, or pins that other users could have written, stop every plugin.
pub fn plugins_here(asked: &[PathBuf]) -> Result<Found, Error> {
    let desk = DeskFolder::above(Path::new("."), &mut Known::built_in())?;
    plugins(asked, desk.as_ref().map(|desk| (&*desk.path, &desk.desk)))
}

/// Finds the plugins that may draft: in the folders `asked` for, in the desk (its folder and its `desk.toml`), and in
/// the program's own folders.
///
/// # Errors
/// The pins have errors, cannot be read, or could have been written by other users; then no plugin is used.
pub(super) fn plugins(asked: &[PathBuf], desk: Option<(&Path, &Desk)>) -> Result<Found, Error> {
    let Some((folder, desk)) = desk else {
        let mut found = plugin::find(&plugin::search_path(asked, None), &Pins::default());
        pass_over_usurpers(&mut found);
        return Ok(found);
    };
    let pins = read_pins(folder)?;
    let own = folder.join(&desk.paths.plugins);
    let mut found = plugin::find(&plugin::search_path(asked, Some(&own)), &pins);
    pass_over_usurpers(&mut found);
    for pin in pins.plugins.iter().filter(|pin| found.get(&pin.id).is_none()).collect::<Vec<_>>() {
        if pin.here().is_some_and(|hash| !own.join(file_name(&pin.id, hash)).exists()) {
            let message = format!("{} is pinned, and its library is not in {}", pin.id, own.display());
            let hint = format!(
                "get version {} where it was taken from ({}), then: copydesk plugin install FILE",
                pin.version, pin.source
            );
            found.problem(&folder.join(PINS_FILE), message, hint);
        }
    }
    Ok(found)
}

/// Passes over the plugins that carry a template with the name of a built-in one: what the program says is the program's and
/// the desk's to change.
fn pass_over_usurpers(found: &mut Found) {
    let builtin = template::builtin();
    let taken = |plugin: &Plugin| {
        let mut carried = plugin.templates.iter().map(|template| &template.name);
        carried.find(|name| builtin.iter().any(|source| source.name == **name)).cloned()
    };
    let plugins = found.plugins.iter().map(|found| &found.plugin);
    let usurpers: Vec<_> = plugins.filter_map(|plugin| Some((plugin.clone(), taken(plugin)?))).collect();
    for (plugin, template) in usurpers {
        let message = format!("carries the template {template}, which is built in: it is not used");
        found.pass_over(&plugin, message, "tell the plugin's author; a desk can override the template");
    }
}

/// Returns the desk's pins; empty if there is no such file.
pub(super) fn read_pins(desk: &Path) -> Result<Pins, Error> {
    let path = desk.join(PINS_FILE);
    if !user_files::is_there(&path) {
        return Ok(Pins::default());
    }
    if let Err(why) = guard(&path, Standing::Desk) {
        return Err(Error::Pins { path: path.clone(), why });
    }
    let file = TextFile::read(path)?;
    let Loaded { value: pins, places } = file.parse::<Pins>()?;
    file.accept(toml::check_pins(&pins, &places))?;
    Ok(pins)
}

/// Writes the desk's pins, whole or not at all.
pub(super) fn write_pins(desk: &Path, pins: &Pins) -> Result<(), Error> {
    user_files::write(&desk.join(PINS_FILE), scaffold::plugins_lock(pins).as_bytes(), user_files::Existing::Replace)
}

/// Returns the name that a library has in the desk. It has a part of the hash, so that a new one never takes the place of the one
/// that the pins still name.
pub(super) fn file_name(id: &str, sha256: &str) -> String {
    format!("{id}-{sha256:.12}{DLL_SUFFIX}")
}

/// Returns the same for another platform, as pins name it.
pub(super) fn file_name_on(platform: &str, id: &str, sha256: &str) -> String {
    let ending = match platform.rsplit('-').next() {
        Some("windows") => ".dll",
        Some("macos") => ".dylib",
        _ => ".so",
    };
    format!("{id}-{sha256:.12}{ending}")
}
