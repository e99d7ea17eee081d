//! The folder of a plugin's author, as `copydesk plugin new` makes it: the source, the templates, the samples, and the
//! golden drafts that a draft is compared with. Building is cargo's or make's work; when it is due is decided here.
#![expect(clippy::disallowed_methods, reason = "an author's folder is on the disk, and a plugin is built by a process")]

use super::find_library::{build_own, library_at};
use super::{Error, open, user_files};
use crate::plugin::Refusal;
use crate::template::Source;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

/// The folders of an author's folder that no library is built from, or that are made by building.
const NO_SOURCE: [&str; 5] = ["target", "build", "golden", "samples", "templates"];
/// The folders that are made by building.
const BUILT: [&str; 2] = ["target", "build"];
/// How many folders above its library an author's folder is at most: `target/TRIPLE/release`.
const DEPTH: usize = 4;
/// The story of the samples whose golden drafts are in `golden` itself.
const FIRST_STORY: &str = "story";

/// The folder of a plugin's author.
#[derive(Clone, Debug)]
pub struct AuthorFolder {
    /// The folder.
    pub path: PathBuf,
    tool: Tool,
}

/// How a plugin is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tool {
    /// `cargo build --release`, into `target/release`.
    Cargo,
    /// `make`, into `build`.
    Make,
}

/// Returns the folder that cargo is made to build into.
fn target_dir() -> Option<OsString> {
    std::env::var_os("CARGO_TARGET_DIR")
}

/// Returns the name of the library's crate: that of `[lib]` or, without one, of `[package]`.
fn crate_name(folder: &Path) -> Option<String> {
    let manifest: Manifest = toml::from_str(&user_files::read_text(&folder.join("Cargo.toml")).ok()?).ok()?;
    manifest.lib.and_then(|lib| lib.name).or(manifest.package?.name)
}

/// The part of a `Cargo.toml` that names the crate.
#[derive(Deserialize)]
struct Manifest {
    package: Option<Named>,
    lib: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

/// The files of an author's folder at one moment: when each was written last, and its size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderState(BTreeMap<PathBuf, (SystemTime, u64)>);

impl FolderState {
    /// Returns a file that is not as it was in `before`: changed, new or gone.
    pub fn changed_since<'a>(&'a self, before: &'a FolderState) -> Option<&'a Path> {
        let all = self.0.keys().chain(before.0.keys());
        all.map(PathBuf::as_path).find(|file| self.0.get(*file) != before.0.get(*file))
    }
}

impl AuthorFolder {
    /// Returns the author's folder at a path.
    ///
    /// # Errors
    /// Nothing in it says how a plugin is built.
    pub fn at(path: &Path) -> Result<AuthorFolder, Error> {
        let no_source = || Error::Library {
            path: path.to_owned(),
            problem: "has no plugin's source: neither Cargo.toml nor Makefile is in it".to_owned(),
            hint: "name the folder that `copydesk plugin new` made".to_owned(),
        };
        let tool = tool_of(path).ok_or_else(no_source)?;
        Ok(AuthorFolder { path: path.to_owned(), tool })
    }

    /// Returns the author's folder that a library was built in, if it has golden drafts or samples: a folder above it or, where
    /// cargo builds into another folder, the one that the program runs in.
    pub(super) fn of_library(file: &Path) -> Option<AuthorFolder> {
        let file = file.canonicalize().ok()?;
        let authors = |folder: &Path| {
            let is_authors = ["golden", "samples"].iter().any(|name| folder.join(name).is_dir());
            let tool = tool_of(folder).filter(|_| is_authors)?;
            Some(AuthorFolder { path: folder.to_owned(), tool })
        };
        let here = || {
            let here = authors(&std::env::current_dir().ok()?)?;
            let built = here.built_library(target_dir())?.canonicalize().ok()?;
            (built == file).then_some(here)
        };
        file.ancestors().skip(1).take(DEPTH).find_map(authors).or_else(here)
    }

    /// Returns the library: as it is if it is newer than its source, else built. What the builder says goes to standard
    /// error. Templates are no reason to build: those in the folder are used as they are.
    ///
    /// # Errors
    /// It was not built, and the builder has said why.
    pub fn library(&self, say: impl FnOnce(&str)) -> Result<PathBuf, Error> {
        if let Some(fresh) = self.fresh_library() {
            return Ok(fresh);
        }
        match self.tool {
            Tool::Cargo => {
                say(&format!("building: cargo build --release in {}", self.path.display()));
                build_own(&self.path).map_err(|why| match why {
                    Refusal::NotBuilt { why } => self.not_built(&why, None),
                    other => self.not_built(&other.to_string(), Some(other.hint())),
                })
            }
            Tool::Make => {
                say(&format!("building: make in {}", self.path.display()));
                self.make()?;
                let missing = || self.not_built("make ended well, and there is not exactly one library in build", None);
                library_at(&self.path.join("build")).map_err(|_| missing())
            }
        }
    }

    fn make(&self) -> Result<(), Error> {
        let mut make = Command::new("make");
        // What make prints is about the build, and standard output is for drafts.
        let output = make.current_dir(&self.path).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        let output = output.map_err(|error| self.not_built(&format!("make did not start: {error}"), None))?;
        if output.status.success() {
            return Ok(());
        }
        Err(self.not_built(&format!("make ended with {}", output.status), None))
    }

    fn not_built(&self, why: &str, hint: Option<String>) -> Error {
        let hint = hint.unwrap_or_else(|| "put right what is said above".to_owned());
        Error::Library { path: self.path.clone(), problem: format!("was not built: {why}"), hint }
    }

    /// Returns the library that was built last, if it is the only one of the folder. Cargo may be made to build `elsewhere`.
    fn built_library(&self, elsewhere: Option<OsString>) -> Option<PathBuf> {
        let built = match (self.tool, elsewhere) {
            // Other crates' libraries lie there too, and this one has the crate's name.
            (Tool::Cargo, Some(elsewhere)) => {
                let name = format!("{DLL_PREFIX}{}{DLL_SUFFIX}", crate_name(&self.path)?.replace('-', "_"));
                return Some(self.path.join(elsewhere).join("release").join(name)).filter(|library| library.is_file());
            }
            (Tool::Cargo, None) => self.path.join("target/release"),
            (Tool::Make, _) => self.path.join("build"),
        };
        Some(built).filter(|folder| folder.is_dir()).and_then(|folder| library_at(&folder).ok())
    }

    /// Returns the library that was built last, if nothing that it is built from is newer.
    fn fresh_library(&self) -> Option<PathBuf> {
        let library = self.built_library(target_dir())?;
        let made = library.metadata().and_then(|file| file.modified()).ok()?;
        let mut source = FolderState::default();
        collect(&self.path, &NO_SOURCE, &mut source);
        let is_newer = |(file, (written, _)): (&PathBuf, &(SystemTime, u64))| {
            *written > made && file.extension().is_none_or(|ending| ending != "md")
        };
        (!source.0.iter().any(is_newer)).then_some(library)
    }

    /// Returns when each of its files was written last, and those of the stories that are drafted.
    pub fn state(&self, stories: &[PathBuf]) -> FolderState {
        let mut state = FolderState::default();
        collect(&self.path, &BUILT, &mut state);
        stories.iter().filter(|story| story.is_dir()).for_each(|story| collect(story, &[], &mut state));
        state
    }

    /// Returns the stories of its samples, in order.
    ///
    /// # Errors
    /// The samples cannot be read, or there is none.
    pub fn sample_stories(&self) -> Result<Vec<PathBuf>, Error> {
        let samples = self.samples();
        let mut stories = user_files::folders(&samples)?;
        stories.retain(|story| open::is_story(story));
        if stories.is_empty() {
            let hint = "make a story in it as in a desk, or name one: --story STORY".to_owned();
            return Err(Error::NoStory { path: samples, hint });
        }
        Ok(stories)
    }

    fn samples(&self) -> PathBuf {
        self.path.join("samples")
    }

    /// Returns `true` if a story is one of the samples.
    pub(super) fn is_sample(&self, story: &Path) -> bool {
        let whole = |path: &Path| path.canonicalize().ok();
        whole(story).zip(whole(&self.samples())).is_some_and(|(story, samples)| story.starts_with(samples))
    }

    /// Returns where the golden draft of a story's output is, from the folder: `golden/OUTPUT.md` for the story of a new
    /// plugin, `golden/STORY/OUTPUT.md` for any other.
    pub(super) fn golden(story: &Path, output: &str) -> PathBuf {
        let file = format!("{output}.md");
        let name = open::whole(story).file_name().map(ToOwned::to_owned).unwrap_or_default();
        if name == FIRST_STORY { Path::new("golden").join(file) } else { Path::new("golden").join(name).join(file) }
    }

    /// Returns the templates in the folder, by the names under which they override those in the library.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub(super) fn templates(&self) -> Result<Vec<Source>, Error> {
        let folder = self.path.join("templates");
        let source = |path: PathBuf| {
            let inside = path.strip_prefix(&folder).unwrap_or(&path).with_extension("");
            let name = inside.to_string_lossy().replace('\\', "/");
            Ok(Source { name, text: user_files::read_text(&path)?, path: path.display().to_string(), built_in: false })
        };
        user_files::list(&folder, "hbs")?.into_iter().map(source).collect()
    }
}

fn tool_of(folder: &Path) -> Option<Tool> {
    let has = |file: &str| folder.join(file).is_file();
    if has("Cargo.toml") {
        Some(Tool::Cargo)
    } else if has("Makefile") {
        Some(Tool::Make)
    } else {
        None
    }
}

/// Adds the files of a folder and its subfolders, but for hidden ones, links, and subfolders of the names `without`. What
/// cannot be read counts as absent: it may be gone by now.
fn collect(folder: &Path, without: &[&str], state: &mut FolderState) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (name, Ok(found)) = (entry.file_name(), entry.metadata()) else { continue };
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if found.is_file() {
            let written = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            state.0.insert(entry.path(), (written, found.len()));
        } else if found.is_dir() && !without.contains(&&*name) {
            collect(&entry.path(), &[], state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_built_again_only_after_a_change_of_its_source() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, name).unwrap();
            file
        };
        write("Makefile");
        let author = AuthorFolder::at(folder.path()).unwrap();
        assert_eq!(author.fresh_library(), None, "nothing is built");
        let library = write(&format!("build/libletter{}", std::env::consts::DLL_SUFFIX));
        let minute = std::time::Duration::from_mins(1);
        let (earlier, later) = (SystemTime::now() - minute, SystemTime::now() + minute);
        let touch =
            |file: &Path, at| std::fs::File::options().append(true).open(file).unwrap().set_modified(at).unwrap();
        for (name, is_fresh) in [
            ("templates/letter.hbs", true),
            ("golden/letter.md", true),
            ("samples/story/brief.toml", true),
            ("README.md", true),
            (".letter.c.swp", true),
            ("letter.c", false),
            ("src/deep/er.rs", false),
        ] {
            let file = write(name);
            touch(&file, earlier);
            assert_eq!(author.fresh_library().as_deref(), Some(&*library), "{name} is older");
            touch(&file, later);
            assert_eq!(author.fresh_library().is_some(), is_fresh, "{name}");
            std::fs::remove_file(file).unwrap();
        }
        write("build/libother.so");
        assert_eq!(author.fresh_library(), None, "which of two is not known");
    }

    #[test]
    fn a_library_that_cargo_builds_elsewhere_is_known_by_its_crate() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"foster-letter\"\n").unwrap();
        std::fs::create_dir(elsewhere.path().join("release")).unwrap();
        let author = AuthorFolder::at(folder.path()).unwrap();
        let built = || author.built_library(Some(elsewhere.path().into()));
        let library = |name: &str| elsewhere.path().join(format!("release/{DLL_PREFIX}{name}{DLL_SUFFIX}"));
        std::fs::write(library("other"), "").unwrap();
        assert_eq!(built(), None, "another crate's");
        std::fs::write(library("foster_letter"), "").unwrap();
        assert_eq!(built(), Some(library("foster_letter")));
        std::fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"x\"\n[lib]\nname = \"other\"\n").unwrap();
        assert_eq!(built(), Some(library("other")));
    }

    #[test]
    fn each_change_is_seen_but_for_what_building_makes() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["src", "target", "templates/letter"] {
            std::fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        std::fs::write(folder.path().join("Cargo.toml"), "").unwrap();
        let author = AuthorFolder::at(folder.path()).unwrap();
        for (name, is_seen) in [("src/lib.rs", true), ("templates/letter/part.hbs", true), ("target/x.d", false)] {
            let (file, before) = (folder.path().join(name), author.state(&[]));
            for text in ["one", "longer"] {
                let before = author.state(&[]);
                std::fs::write(&file, text).unwrap();
                let now = author.state(&[]);
                assert_eq!(now.changed_since(&before), is_seen.then_some(&*file), "{name}");
            }
            std::fs::remove_file(&file).unwrap();
            assert_eq!(author.state(&[]), before, "{name}");
        }
    }
}
