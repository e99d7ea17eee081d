//! Where plugins are looked for, and which of them can be used. A bad library costs only itself. Not here: how one file is
//! read (see `inspect`).
#![expect(clippy::disallowed_methods, reason = "plugins lie in folders, one of them named by the environment")]

use super::{Offer, Plugin, inspect};
use crate::finding::{Finding, Severity};
use std::collections::BTreeMap;
use std::env::consts::DLL_SUFFIX;
use std::path::{Path, PathBuf};

/// The environment's list of folders with plugins.
pub const DIR_VARIABLE: &str = "COPYDESK_PLUGIN_DIR";

/// What to say where there is no plugin at all.
pub const NONE_FOUND: &str =
    "no plugin libraries were found: in the source tree run `cargo build`, else name their folder with --plugin-dir";

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The plugins that can be used, by id.
    pub plugins: Vec<Plugin>,
    /// The files and folders that cannot, each with the cause and the next step.
    pub problems: Vec<Finding<PathBuf>>,
}

impl Found {
    /// Who makes an output.
    pub fn maker_of(&self, output: &str) -> Option<(&Plugin, &Offer)> {
        self.offers().find(|(_, offer)| offer.id == output)
    }

    /// All outputs that can be made.
    pub fn offers(&self) -> impl Iterator<Item = (&Plugin, &Offer)> {
        self.plugins.iter().flat_map(|plugin| plugin.descriptor.outputs.iter().map(move |offer| (plugin, offer)))
    }

    /// Passes a plugin over after all, for a reason that only its user can see.
    pub fn pass_over(&mut self, plugin: &Plugin, message: impl Into<String>, hint: &str) {
        self.plugins.retain(|other| other != plugin);
        self.problem(&plugin.file, message, hint);
    }

    fn problem(&mut self, place: &Path, message: impl Into<String>, hint: &str) {
        let problem = Finding::error(place.to_owned(), message).with_hint(hint);
        self.problems.push(Finding { severity: Severity::Warning, ..problem });
    }
}

/// The folders to look into, the most particular first: those `asked` for, those of [`DIR_VARIABLE`], the desk's, the
/// executable's own, and `lib/copydesk/plugins` beside that. Folders that were not named by anybody and do not exist are left out.
pub fn search_path(asked: &[PathBuf], desk: Option<&Path>) -> Vec<PathBuf> {
    let named = std::env::var_os(DIR_VARIABLE).unwrap_or_default();
    let executable = std::env::current_exe().ok();
    let own = executable.as_deref().and_then(Path::parent);
    let usual = [desk.map(Path::to_owned), own.map(Path::to_owned), own.map(|own| own.join("../lib/copydesk/plugins"))];
    let mut dirs = asked.to_vec();
    dirs.extend(std::env::split_paths(&named).filter(|dir| !dir.as_os_str().is_empty()));
    dirs.extend(usual.into_iter().flatten().filter(|dir| dir.is_dir()));
    dirs
}

/// Finds the plugins in `dirs`. Of two with the same id, the one in the earlier folder is taken. Two plugins that claim the
/// same output are both left out, as is a plugin that lies twice in one folder: nobody could say which of them spoke.
pub fn find(dirs: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut seen = Vec::new();
    for dir in dirs {
        match dir.canonicalize().and_then(|dir| Ok((libraries_in(&dir)?, dir))) {
            Ok((_, dir)) if seen.contains(&dir) => {}
            Ok((files, dir)) => {
                seen.push(dir);
                take(&files, &mut found);
            }
            Err(error) => {
                found.problem(dir, format!("cannot look for plugins here: {error}"), "check the folder's name");
            }
        }
    }
    found.plugins.sort_by(|a, b| a.descriptor.id.cmp(&b.descriptor.id));
    settle_claims(&mut found);
    found
}

fn libraries_in(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
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

/// Takes the plugins of one folder whose ids were not in an earlier one.
fn take(files: &[PathBuf], found: &mut Found) {
    let mut here: BTreeMap<String, Vec<Plugin>> = BTreeMap::new();
    for file in files {
        match inspect(file) {
            Ok(None) => {}
            Ok(Some(plugin)) => here.entry(plugin.descriptor.id.clone()).or_default().push(plugin),
            Err(unusable) => found.problem(file, unusable.to_string(), unusable.hint()),
        }
    }
    for (id, mut plugins) in here {
        if found.plugins.iter().any(|earlier| earlier.descriptor.id == id) {
            continue;
        }
        match (plugins.pop(), plugins.pop()) {
            (Some(plugin), None) => found.plugins.push(plugin),
            (Some(one), Some(other)) => {
                let message = format!("is the plugin {id}, and so is {}: neither is used", other.file.display());
                found.problem(&one.file, message, "take one of the two files away");
            }
            (None, _) => {}
        }
    }
}

/// Leaves out plugins that claim the same output.
fn settle_claims(found: &mut Found) {
    let mut claims: BTreeMap<&str, Vec<&Plugin>> = BTreeMap::new();
    for (plugin, offer) in found.offers() {
        claims.entry(&offer.id).or_default().push(plugin);
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
    found.plugins.retain(|plugin| !losers.contains(&plugin.file));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_comes_first_even_where_it_is_missing() {
        let (asked, desk) = (PathBuf::from("/no/such/asked"), Path::new("/no/such/desk"));
        let dirs = search_path(std::slice::from_ref(&asked), Some(desk));
        assert_eq!(dirs.first(), Some(&asked));
        assert!(!dirs.iter().any(|dir| dir == desk));
        assert!(dirs.iter().any(|dir| std::env::current_exe().unwrap().starts_with(dir)));
    }
}
