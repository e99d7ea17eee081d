//! The templates in use: the built-in ones, those that plugins carry, and the desk's, which override both. A plugin's
//! templates are used for its own drafts only, so that an error in one affects no other. Rendering is in
//! [`template`], reading them from a library in [`plugin`](crate::plugin).

use super::plugins::plugins;
use super::{DeskFolder, Error, Known, user_files};
use crate::desk::Desk;
use crate::plugin::{Found, Plugin};
use crate::template::{self, Source, TemplateProblem};
use std::path::{Component, Path, PathBuf};

/// Returns the templates of a desk, by name. A link out of the desk is refused: it could put any file's words into the
/// drafts.
pub(super) fn of_desk(desk: Option<(&Path, &Desk)>) -> Result<Vec<Source>, Error> {
    let mut own = Vec::new();
    let Some((desk, named)) = desk.map(|(path, desk)| (path, &desk.paths.templates)) else { return Ok(own) };
    let folder = &desk.join(named);
    for path in user_files::list(folder, "hbs")? {
        stays_in(desk, named, &path)?;
        let inside = path.strip_prefix(folder).unwrap_or(&path).with_extension("");
        let name = inside.to_string_lossy().replace('\\', "/");
        own.push(Source {
            text: user_files::read_text(&path)?,
            path: path.display().to_string(),
            built_in: false,
            name,
        });
    }
    Ok(own)
}

/// Fails where a template's file is elsewhere than in the desk, or in the folder that `desk.toml` names outside of it.
fn stays_in(desk: &Path, named: &str, path: &Path) -> Result<(), Error> {
    let broken = |cause| Error::Read { path: path.to_owned(), cause };
    let is_outside =
        Path::new(named).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir));
    let root = if is_outside { desk.join(named) } else { desk.to_owned() };
    let root = root.canonicalize().map_err(broken)?;
    // Of a link that leads nowhere, the reading says so.
    let Some(to) = path.canonicalize().ok().filter(|to| !to.starts_with(root)) else { return Ok(()) };
    let message = format!("it is reached through a symbolic link and is outside the desk: {}", to.display());
    Err(broken(std::io::Error::new(std::io::ErrorKind::InvalidInput, message)))
}

/// Returns the templates that a plugin carries. Each is shown with its library, `libletter.so(letter/main)`.
fn carried(plugin: &Plugin) -> impl Iterator<Item = Source> {
    plugin.templates.iter().map(|template| Source {
        name: template.name.clone(),
        text: template.text.clone(),
        path: format!("{}({})", plugin.file.display(), template.name),
        built_in: false,
    })
}

/// Returns the templates in use for the drafts of `maker`, or of plugins that carry none. The desk's templates that
/// override or extend another plugin's are left out.
pub(super) fn for_drafts_of(maker: Option<&Plugin>, found: &Found, desk: &[Source]) -> Vec<Source> {
    let plugins = found.plugins.iter().map(|found| &found.plugin);
    let others: Vec<&Plugin> =
        plugins.filter(|plugin| !plugin.templates.is_empty() && Some(*plugin) != maker).collect();
    let own = desk.iter().filter(|source| !others.iter().any(|plugin| plugin.descriptor.owns(&source.name)));
    let below = template::builtin().into_iter().chain(maker.into_iter().flat_map(carried)).collect();
    template::in_force(below, own.cloned().collect())
}

/// Returns all templates in use, by name: in the desk that `desk` is in or, without one, in the desk that this folder
/// is in. Plugins are looked for in `dirs` first.
///
/// # Errors
/// There is no desk at `desk`, `desk.toml` has errors, or a file cannot be read.
pub fn templates_of(desk: Option<&Path>, dirs: &[PathBuf]) -> Result<Vec<Source>, Error> {
    let known = &mut Known::built_in();
    let desk = match desk {
        Some(named) => Some(DeskFolder::at(named, known)?),
        None => DeskFolder::above(Path::new("."), known)?,
    };
    let found = plugins(dirs, desk.as_ref().map(|desk| (&*desk.path, &desk.desk)))?;
    let carried = found.plugins.iter().flat_map(|found| carried(&found.plugin));
    let below = template::builtin().into_iter().chain(carried).collect();
    Ok(template::in_force(below, of_desk(desk.as_ref().map(|desk| (&*desk.path, &desk.desk)))?))
}

/// Returns the errors in templates, each with its place.
pub fn template_problems(templates: &[Source]) -> Vec<TemplateProblem> {
    template::problems(templates, &copydesk_plugin::request_schema())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_s_templates_have_no_problems() {
        let templates = template::builtin();
        assert!(templates.len() > 20);
        assert_eq!(template_problems(&templates), []);
        let mut wrong = templates;
        wrong[3].text.push_str("{{inspection.no_such_datum}}");
        assert_eq!(template_problems(&wrong).len(), 1);
    }
}
