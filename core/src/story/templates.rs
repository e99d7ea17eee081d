//! Which templates are in force: the built-in ones, those that plugins carry, and over both the desk's own. A plugin's
//! templates are in force for its own drafts only, so that a mistake in one costs nobody else. Not here: what stands in a
//! template (template), and how a library carries one (plugin).

use super::files;
use super::{DeskFolder, Error, Known};
use crate::desk::Paths;
use crate::plugin::{self, Found, Plugin};
use crate::template::{self, Source};
use std::path::{Path, PathBuf};

/// Finds the plugins, `dirs` first, then where they usually lie and in the desk's folder. One that carries a template with
/// the name of a built-in one is passed over: what the program says is the program's and the desk's to change.
pub fn plugins(dirs: &[PathBuf], desk: Option<&Path>) -> Found {
    let mut found = plugin::find(&plugin::search_path(dirs, desk));
    let builtin = template::builtin();
    let taken = |plugin: &Plugin| {
        let mut carried = plugin.templates.iter().map(|template| &template.name);
        carried.find(|name| builtin.iter().any(|source| source.name == **name)).cloned()
    };
    let usurpers: Vec<_> = found.plugins.iter().filter_map(|plugin| Some((plugin.clone(), taken(plugin)?))).collect();
    for (plugin, template) in usurpers {
        let message = format!("carries the template {template}, which is built in: it is not used");
        found.pass_over(&plugin, message, "tell the plugin's author; a desk may put its own template in that place");
    }
    found
}

/// The templates of a desk's folder, by name.
pub(super) fn of_desk(folder: Option<&Path>) -> Result<Vec<Source>, Error> {
    let mut own = Vec::new();
    let Some(folder) = folder else { return Ok(own) };
    for path in files::list(folder, "hbs")? {
        let inside = path.strip_prefix(folder).unwrap_or(&path).with_extension("");
        let name = inside.to_string_lossy().replace('\\', "/");
        own.push(Source { text: files::read_text(&path)?, path: path.display().to_string(), built_in: false, name });
    }
    Ok(own)
}

/// The templates that a plugin carries. Each is shown with its library, `libletter.so(letter/main)`.
fn carried(plugin: &Plugin) -> impl Iterator<Item = Source> {
    plugin.templates.iter().map(|template| Source {
        name: template.name.clone(),
        text: template.text.clone(),
        path: format!("{}({})", plugin.file.display(), template.name),
        built_in: false,
    })
}

/// The templates in force for the drafts of `maker`, or of plugins that carry none. Of the desk's own, those are left out
/// that stand in for, or beside, what another plugin carries.
pub(super) fn for_drafts_of(maker: Option<&Plugin>, found: &Found, desk: &[Source]) -> Vec<Source> {
    let others = found.plugins.iter().filter(|plugin| !plugin.templates.is_empty() && Some(*plugin) != maker);
    let others: Vec<&Plugin> = others.collect();
    let own = desk.iter().filter(|source| !others.iter().any(|plugin| plugin.descriptor.owns(&source.name)));
    let below = template::builtin().into_iter().chain(maker.into_iter().flat_map(carried)).collect();
    template::in_force(below, own.cloned().collect())
}

/// All templates in force, by name: in the desk that `desk` is in or, where none is named, in the one this folder is in.
/// Plugins are looked for in `dirs` first.
///
/// # Errors
/// There is no desk where one is named, mistakes in `desk.toml`, or files that cannot be read.
pub fn templates_of(desk: Option<&Path>, dirs: &[PathBuf]) -> Result<Vec<Source>, Error> {
    let known = &mut Known::built_in();
    let desk = match desk {
        Some(named) => Some(DeskFolder::at(named, known)?),
        None => DeskFolder::above(Path::new("."), known)?,
    };
    let folder = |of: fn(&Paths) -> &String| desk.as_ref().map(|desk| desk.path.join(of(&desk.desk.paths)));
    let found = plugins(dirs, folder(|paths| &paths.plugins).as_deref());
    let below = template::builtin().into_iter().chain(found.plugins.iter().flat_map(carried)).collect();
    Ok(template::in_force(below, of_desk(folder(|paths| &paths.templates).as_deref())?))
}
