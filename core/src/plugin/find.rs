//! Finds plugins: where to look, and which libraries can be used. A bad library affects no other. One file is read in
//! `inspect`; whether it may draft is decided in `permissions` and `trust`.
#![expect(clippy::disallowed_methods, reason = "plugins lie in folders, one of them named by the environment")]

use super::inspect::{Unusable, inspect};
use super::permissions::guard;
use super::trust::judge;
use super::{Offer, Plugin, Standing, Trust};
use crate::finding::{Finding, Severity};
use crate::pins::Pins;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::env::consts::DLL_SUFFIX;
use std::path::{Path, PathBuf};
use std::thread::ScopedJoinHandle;

/// The environment's list of folders with plugins.
pub const DIR_VARIABLE: &str = "COPYDESK_PLUGIN_DIR";

/// The hint if there are no plugins at all.
pub const NONE_FOUND: &str =
    "no plugin libraries were found: in the source tree run `cargo build`, else name their folder with --plugin-dir";

/// A folder to look into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// The folder's path.
    pub path: PathBuf,
    /// How far plugins in this folder are trusted.
    pub standing: Standing,
}

/// A plugin that may draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trusted {
    /// The plugin.
    pub plugin: Plugin,
    /// The reason.
    pub trust: Trust,
    /// The libraries of the desk and of the program that it is used in place of: other bytes with the same id.
    pub instead_of: Vec<PathBuf>,
}

/// The plugins found, and the libraries ignored.
#[derive(Debug, Default)]
pub struct Found {
    /// The plugins that can be used, by id.
    pub plugins: Vec<Trusted>,
    /// The files and folders that cannot, each with the cause and the next step.
    pub problems: Vec<Finding<PathBuf>>,
}

impl Found {
    /// Returns the plugin that makes an output.
    pub fn maker_of(&self, output: &str) -> Option<(&Trusted, &Offer)> {
        self.offers().find(|(_, offer)| offer.id == output)
    }

    /// Returns all outputs that can be made.
    pub fn offers(&self) -> impl Iterator<Item = (&Trusted, &Offer)> {
        self.plugins.iter().flat_map(|found| found.plugin.descriptor.outputs.iter().map(move |offer| (found, offer)))
    }

    /// Returns the plugin with this id.
    pub fn get(&self, id: &str) -> Option<&Trusted> {
        self.plugins.iter().find(|found| found.plugin.descriptor.id == id)
    }

    /// Notes that a plugin of the desk or the program is not used, because one in an earlier folder has its id.
    fn note_hidden(&mut self, hidden: Plugin, standing: Standing) {
        let used = self.plugins.iter_mut().find(|used| used.plugin.descriptor.id == hidden.descriptor.id);
        let other = used.filter(|used| used.plugin.sha256 != hidden.sha256 && standing != Standing::Named);
        if let Some(used) = other {
            used.instead_of.push(hidden.file);
        }
    }

    /// Passes a plugin over after all, for a reason that only its user can see.
    pub fn pass_over(&mut self, plugin: &Plugin, message: impl Into<String>, hint: impl Into<String>) {
        self.plugins.retain(|other| other.plugin != *plugin);
        self.problem(&plugin.file, message, hint);
    }

    /// Records that something is ignored, why, and the next step.
    pub fn problem(&mut self, place: &Path, message: impl Into<String>, hint: impl Into<String>) {
        let problem = Finding::error(place.to_owned(), message).with_hint(hint);
        self.problems.push(Finding { severity: Severity::Warning, ..problem });
    }
}

/// Returns the folders to search, highest precedence first: those `asked` for, those of [`DIR_VARIABLE`], the desk's,
/// the executable's, and `lib/copydesk/plugins` next to that. Folders that were not named and do not exist are left
/// out. Naming the desk's folder or the program's does not change how far it is trusted.
pub fn search_path(asked: &[PathBuf], desk: Option<&Path>) -> Vec<Folder> {
    let variable = std::env::var_os(DIR_VARIABLE).unwrap_or_default();
    let own = std::env::current_exe().ok().and_then(|file| folder_of_program(&file));
    let bundled = own.into_iter().flat_map(|own| [own.join("../lib/copydesk/plugins"), own].into_iter().rev());
    let desk = desk.map(|desk| (desk.to_owned(), Standing::Desk));
    let usual: Vec<Folder> = desk
        .into_iter()
        .chain(bundled.map(|path| (path, Standing::Bundled)))
        .filter(|(path, _)| path.is_dir())
        .map(|(path, standing)| Folder { path, standing })
        .collect();
    let named = asked.iter().cloned().chain(std::env::split_paths(&variable));
    let named = named.filter(|path| !path.as_os_str().is_empty()).map(|path| {
        let known = usual.iter().find(|folder| same(&folder.path, &path));
        Folder { standing: known.map_or(Standing::Named, |folder| folder.standing), path }
    });
    let mut folders: Vec<Folder> = named.collect();
    folders.extend(usual);
    folders
}

/// Returns the folder of the program. Linux says of one that was replaced while it runs that its file is deleted; the plugins of
/// the new one are in the same place.
fn folder_of_program(file: &Path) -> Option<PathBuf> {
    let replaced = || Path::new(file.to_str()?.strip_suffix(" (deleted)")?).parent()?.canonicalize().ok();
    file.canonicalize().ok().and_then(|file| file.parent().map(Path::to_owned)).or_else(replaced)
}

fn same(one: &Path, other: &Path) -> bool {
    one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}

/// Finds the plugins in `folders` that may draft. Of two with the same id, the one in the earlier folder is used. Two
/// plugins that claim the same output are both ignored, as are two with the same id in one folder, because neither
/// could be preferred. A folder that other users could write to is ignored.
pub fn find(folders: &[Folder], pins: &Pins) -> Found {
    let mut found = Found::default();
    let mut seen = Vec::new();
    let rules = Rules { pins, folders, bundled: OnceCell::new() };
    for folder in folders {
        match folder.path.canonicalize().and_then(|path| Ok((libraries_in(&path)?, path))) {
            Ok((_, path)) if seen.contains(&path) => {}
            Ok((files, path)) => match guard(&folder.path, folder.standing) {
                Ok(()) => {
                    seen.push(path);
                    take(&files, folder.standing, &rules, &mut found);
                }
                // An empty folder that nobody named is not worth a message.
                Err(_) if files.is_empty() && folder.standing != Standing::Named => {}
                Err(exposed) => found.problem(&folder.path, exposed.to_string(), exposed.hint(&folder.path)),
            },
            Err(error) => {
                found.problem(
                    &folder.path,
                    format!("cannot look for plugins here: {error}"),
                    "check the folder's name",
                );
            }
        }
    }
    found.plugins.sort_by(|a, b| a.plugin.descriptor.id.cmp(&b.plugin.descriptor.id));
    settle_claims(&mut found);
    found
}

/// Returns the shared libraries of a folder, plugins or not, in order.
///
/// # Errors
/// Where the folder cannot be read.
pub fn libraries_in(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in dir.read_dir()? {
        let file = entry?.path();
        if file.to_string_lossy().ends_with(DLL_SUFFIX) {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// Inspects libraries, as many at once as the machine has processors: reading and hashing their bytes takes most of the
/// time of a short command.
fn inspect_all(files: &[PathBuf]) -> Vec<Result<Option<Plugin>, Unusable>> {
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    let inspect_some = |files: &[PathBuf]| files.iter().map(|file| inspect(file)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let shares = files.chunks(files.len().div_ceil(at_once).max(1));
        let workers: Vec<_> = shares.map(|files| scope.spawn(move || inspect_some(files))).collect();
        let done = workers.into_iter().map(ScopedJoinHandle::join);
        done.flat_map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// What decides who may draft.
struct Rules<'a> {
    pins: &'a Pins,
    folders: &'a [Folder],
    /// The hashes of the libraries that come with the program, once one from elsewhere says that it is one of them.
    bundled: OnceCell<Vec<String>>,
}

impl Rules<'_> {
    /// Returns `true` if a library has the bytes of one that comes with the program.
    fn is_bundled(&self, sha256: &str) -> bool {
        let bundled = self.bundled.get_or_init(|| {
            let folders = self.folders.iter().filter(|folder| folder.standing == Standing::Bundled);
            let safe = folders.filter(|folder| guard(&folder.path, folder.standing).is_ok());
            let files: Vec<PathBuf> = safe.filter_map(|folder| libraries_in(&folder.path).ok()).flatten().collect();
            let safe: Vec<PathBuf> = files.into_iter().filter(|file| guard(file, Standing::Bundled).is_ok()).collect();
            inspect_all(&safe).into_iter().flatten().flatten().map(|plugin| plugin.sha256).collect()
        });
        bundled.iter().any(|known| known == sha256)
    }
}

/// Adds the plugins of one folder that may draft and whose ids were not in an earlier one.
fn take(files: &[PathBuf], standing: Standing, rules: &Rules<'_>, found: &mut Found) {
    let mut here: BTreeMap<String, Vec<Trusted>> = BTreeMap::new();
    for (file, inspected) in files.iter().zip(inspect_all(files)) {
        match inspected {
            Ok(Some(plugin)) if found.get(&plugin.descriptor.id).is_none() => {
                if let Some(trusted) = trusted(plugin, standing, rules, found) {
                    here.entry(trusted.plugin.descriptor.id.clone()).or_default().push(trusted);
                }
            }
            Ok(Some(plugin)) => found.note_hidden(plugin, standing),
            Ok(None) => {}
            Err(unusable) => found.problem(file, unusable.to_string(), unusable.hint()),
        }
    }
    for (id, mut plugins) in here {
        // Two copies of the same bytes are one plugin.
        plugins.dedup_by(|a, b| a.plugin.sha256 == b.plugin.sha256);
        match (plugins.pop(), plugins.pop()) {
            (Some(plugin), None) => found.plugins.push(plugin),
            (Some(one), Some(other)) => {
                let message = format!("is the plugin {id}, and so is {}: neither is used", other.plugin.file.display());
                found.problem(&one.plugin.file, message, "take one of the two files away");
            }
            (None, _) => {}
        }
    }
}

/// Returns the plugin, if it may draft; else a problem.
fn trusted(plugin: Plugin, standing: Standing, rules: &Rules<'_>, found: &mut Found) -> Option<Trusted> {
    let verdict = judge(&plugin, standing, rules.pins, || rules.is_bundled(&plugin.sha256));
    let (message, hint) = match (guard(&plugin.file, standing), verdict) {
        (Ok(()), Ok(trust)) => return Some(Trusted { plugin, trust, instead_of: Vec::new() }),
        (Err(exposed), _) => (exposed.to_string(), exposed.hint(&plugin.file)),
        (_, Err(distrust)) => (format!("{} {distrust}", plugin.descriptor.id), distrust.hint(&plugin.file)),
    };
    found.problem(&plugin.file, message, hint);
    None
}

/// Leaves out plugins that claim the same output.
fn settle_claims(found: &mut Found) {
    let mut claims: BTreeMap<&str, Vec<&Plugin>> = BTreeMap::new();
    for (maker, offer) in found.offers() {
        claims.entry(&offer.id).or_default().push(&maker.plugin);
    }
    let mut losers = Vec::new();
    let mut problems = Vec::new();
    for (output, plugins) in claims.into_iter().filter(|(_, plugins)| plugins.len() > 1) {
        let names: Vec<String> =
            plugins.iter().map(|p| format!("{} ({})", p.descriptor.id, p.file.display())).collect();
        let message = format!("the output {output} is claimed by {}: none of them is used", names.join(" and "));
        problems.push((plugins[0].file.clone(), message));
        losers.extend(plugins.into_iter().map(|plugin| plugin.file.clone()));
    }
    for (file, message) in problems {
        found.problem(&file, message, "take all but one of these files away");
    }
    found.plugins.retain(|trusted| !losers.contains(&trusted.plugin.file));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_comes_first_even_where_it_is_missing() {
        let (asked, desk) = (PathBuf::from("/no/such/asked"), Path::new("/no/such/desk"));
        let dirs = search_path(std::slice::from_ref(&asked), Some(desk));
        assert_eq!(dirs.first(), Some(&Folder { path: asked, standing: Standing::Named }));
        assert!(!dirs.iter().any(|dir| dir.path == desk));
        let own = std::env::current_exe().unwrap().canonicalize().unwrap();
        assert!(dirs.iter().any(|dir| dir.standing == Standing::Bundled && own.starts_with(&dir.path)));
    }

    #[test]
    fn to_name_a_folder_does_not_change_how_it_stands() {
        let desk = tempfile::tempdir().unwrap();
        let own = std::env::current_exe().unwrap().parent().unwrap().to_owned();
        let asked = [desk.path().join("."), own, std::env::temp_dir()];
        let dirs = search_path(&asked, Some(desk.path()));
        let standings: Vec<Standing> = dirs.iter().take(3).map(|dir| dir.standing).collect();
        assert_eq!(standings, [Standing::Desk, Standing::Bundled, Standing::Named]);
    }
}
