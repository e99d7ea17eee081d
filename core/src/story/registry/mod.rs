//! A registry of plugins: a folder or an https address with libraries and a signed list of them (`index.json` and
//! `index.json.minisig`). Nothing of it is believed before the signature was verified with the key that the person gave, and
//! the list says itself until when it may be used: an old one would hide that a plugin was withdrawn. Reading is in `place`.

mod place;

use super::user_files::{self, Existing};
use super::{DeskFolder, Error, Known};
use crate::hash::sha256;
use crate::pins::platform;
use crate::plugin::{self, Refusal};
use crate::text;
use jiff::Timestamp;
use place::Place;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The list, and its signature next to it.
const INDEX: &str = "index.json";
const SIGNATURE: &str = "index.json.minisig";
/// The form of the list that this program reads.
const FORM: u32 = 1;
/// The largest list and the largest library, in bytes.
const LARGEST_INDEX: u64 = 4 << 20;
const LARGEST_LIBRARY: u64 = 64 << 20;

/// A registry whose list was verified.
#[derive(Debug)]
pub struct Registry {
    place: Place,
    index: Index,
}

/// The list of a registry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    /// The form of the list.
    #[serde(rename = "copydesk_registry")]
    form: u32,
    /// Until when it may be used.
    valid_until: Timestamp,
    /// The plugins.
    plugins: Vec<Listed>,
}

/// A plugin that a registry has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The outputs that it makes.
    pub outputs: Vec<String>,
    /// What it is, in a sentence.
    pub about: String,
    /// Its library for each platform.
    pub files: BTreeMap<String, ListedFile>,
}

/// A library in a registry.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedFile {
    /// The file, named from the list's place.
    pub path: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// A library that was got from a registry and has the bytes that the list names. It is taken away again when this is dropped.
#[derive(Debug)]
pub struct Fetched {
    /// The file.
    pub file: PathBuf,
    /// The name of the file in the registry.
    pub name: String,
    /// What the list says of it.
    pub listed: Listed,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    desk: PathBuf,
    way: PathBuf,
}

impl Drop for Fetched {
    fn drop(&mut self) {
        // A file that stays is no plugin: its name does not end as a library's does.
        drop(user_files::remove(&self.desk, &self.way));
    }
}

impl Listed {
    /// Returns `true` if there is a library for this platform.
    pub fn is_for_here(&self) -> bool {
        self.files.contains_key(&platform())
    }
}

impl Registry {
    /// Opens the registry in a folder or at an https address, and verifies its list with a public key (minisign).
    ///
    /// # Errors
    /// There is no list or no signature, somebody else signed it, it is stale, or of a newer form.
    pub fn open(source: &str, key: &str, now: Timestamp) -> Result<Registry, Error> {
        let place = Place::of(source)?;
        let refused = |problem: String, hint: &str| place.refused(problem, hint);
        let index = place.read(INDEX, LARGEST_INDEX)?;
        let signature = String::from_utf8_lossy(&place.read(SIGNATURE, LARGEST_INDEX)?).into_owned();
        plugin::verify(key, &index, &signature).map_err(|why| match why {
            Refusal::NoKey { .. } => refused(why.to_string(), &why.hint()),
            why => refused(
                format!("has a list that the key {key} did not sign: {why}"),
                "do not install anything from it, and ask who keeps it; if they have a new key, they tell you elsewhere",
            ),
        })?;
        let index: Index = serde_json::from_slice(&index).map_err(|error| {
            refused(
                format!("has a list that cannot be read: {error}"),
                "tell who keeps it; a newer copydesk may read it",
            )
        })?;
        if index.form != FORM {
            let problem = format!("has a list of the form {}, and this copydesk reads form {FORM}", index.form);
            return Err(refused(problem, "install from it with a newer copydesk"));
        }
        if index.valid_until < now {
            let problem = format!("has a stale list: it was valid until {}", index.valid_until);
            return Err(refused(problem, "ask who keeps it for a new one, or see that this computer's clock is right"));
        }
        let mut ids = BTreeSet::new();
        if let Some(twice) = index.plugins.iter().find(|listed| !ids.insert(&listed.id)) {
            let problem = format!("lists {} twice", twice.id.escape_debug());
            return Err(refused(problem, "tell who keeps it"));
        }
        Ok(Registry { place, index })
    }

    /// Returns the plugins that have all of these words in their id, outputs or description, in order of their ids.
    pub fn search(&self, words: &[String]) -> Vec<&Listed> {
        let has = |listed: &Listed, word: &String| {
            let all = [&listed.id, &listed.about].into_iter().chain(&listed.outputs);
            all.into_iter().any(|text| text.to_lowercase().contains(&word.to_lowercase()))
        };
        let mut found: Vec<&Listed> =
            self.index.plugins.iter().filter(|listed| words.iter().all(|word| has(listed, word))).collect();
        found.sort_by(|one, other| one.id.cmp(&other.id));
        found
    }

    /// Gets the library of the plugin with an id, or of the only one that makes an output, for this platform, into the folder of
    /// plugins of the desk that `desk` is in.
    ///
    /// # Errors
    /// The registry has no such plugin, or none for this platform; or its library is not the one that the list names.
    pub fn fetch(&self, name: &str, desk: &Path) -> Result<Fetched, Error> {
        let listed = self.find(name)?;
        let refused = |problem: String, hint: &str| self.place.refused(problem, hint);
        let Some(file) = listed.files.get(&platform()) else {
            let known: Vec<&str> = listed.files.keys().map(String::as_str).collect();
            let problem =
                format!("has {} for {} only, and this computer is {}", listed.id, known.join(", "), platform());
            return Err(refused(problem, "ask its author for a library for this kind of computer"));
        };
        let name = file.path.rsplit('/').next().unwrap_or_default().to_owned();
        let bytes = self.place.read(&file.path, LARGEST_LIBRARY)?;
        let found = sha256(&bytes);
        if found != file.sha256.to_lowercase() {
            let problem = format!("has another file as {} than its list names: {found}, not {}", name, file.sha256);
            return Err(refused(problem, "do not use it, and tell who keeps the registry"));
        }
        let desk = DeskFolder::at(desk, &mut Known::built_in())?;
        let folder = Path::new(&desk.desk.paths.plugins);
        user_files::make_below(&desk.path, folder)?;
        let way = folder.join(format!("{found:.12}.fetched"));
        user_files::write_all(&desk.path, &[(&way, &bytes)], Existing::Replace)?;
        let (file, listed) = (desk.path.join(&way), listed.clone());
        Ok(Fetched { file, name, listed, sha256: found, desk: desk.path, way })
    }

    fn find(&self, name: &str) -> Result<&Listed, Error> {
        let plugins = &self.index.plugins;
        let makes = |listed: &&Listed| listed.outputs.iter().any(|output| output == name);
        let mut makers = plugins.iter().filter(makes);
        let found = plugins.iter().find(|listed| listed.id == name).or_else(|| makers.next());
        if let (Some(one), Some(other)) = (found, makers.next()) {
            let problem = format!("has more than one plugin that makes {name}: {} and {}", one.id, other.id);
            return Err(self.place.refused(problem, "name one by its id"));
        }
        found.ok_or_else(|| {
            let known = plugins
                .iter()
                .map(|listed| listed.id.as_str())
                .chain(plugins.iter().flat_map(|listed| listed.outputs.iter().map(String::as_str)));
            let hint = text::nearest(name, known).map(|near| format!("did you mean `{near}`?"));
            let hint = hint.unwrap_or_else(|| "to see what it has: copydesk plugin search".to_owned());
            self.place.refused(format!("has no plugin `{}`", name.escape_debug()), &hint)
        })
    }
}
