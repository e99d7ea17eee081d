//! Installs a plugin in a desk: describes and tests it and then, once a person has approved it, copies and pins it.

use super::draft::this_program;
use super::plugin_check::OF_FOLDER;
use super::plugins::{file_name, plugins, read_pins, write_pins};
use super::{DeskFolder, DeskStore, Error, Known, Outputs, check_plugin, user_files};
use crate::hash::sha256;
use crate::pins::{Pin, platform};
use crate::plugin::check::{Checked, Fuzz, Status, Subject};
use crate::plugin::{
    self, Admission, Cause, Evidence, Plugin, PluginError, Refusal, Standing, Step, Trusted, is_own_id,
};
use crate::review::PluginStep;
use crate::worker::{Fence, Level, Limits, WorkerError};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// The checks that take longest, and find what costs one draft at most: they are left to `plugin check`.
const LONG: [&str; 3] = ["C7", "C13", "D2"];

/// A library that may be installed once a person approves it. Nothing has been changed yet.
#[derive(Debug)]
pub struct Installation {
    /// The plugin.
    pub plugin: Plugin,
    /// The evidence for the library.
    pub admission: Admission,
    /// The library that it takes the place of, if there is one: of another build with its id.
    pub replaces: Option<Plugin>,
    /// How the plugin's description differs from that of the one it replaces, one line each.
    pub difference: Vec<String>,
    /// The results of the conformance kit; `None` if this system cannot sandbox the library, which was then not loaded.
    pub checked: Option<Vec<Checked>>,
    bytes: Vec<u8>,
    source: String,
    desk: DeskFolder,
    pinned: Option<Pin>,
}

/// A plugin that was installed.
#[derive(Debug)]
pub struct Installed {
    /// The desk's copy.
    pub file: PathBuf,
    /// The platforms for which the plugin was pinned and no longer is: they had another version.
    pub dropped: Vec<String>,
}

impl Installation {
    /// Inspects and tests the library `file` for the desk that `desk` is in. Its origin is recorded as the name of `source`,
    /// without the folders on the computer that it was installed from. The signature in `evidence` is read from `FILE.minisig`, if there is one.
    ///
    /// # Errors
    /// [`Error::Install`] with the reason it may not be installed; errors in the desk's files.
    pub fn prepare(file: &Path, source: &Path, desk: &Path, evidence: &Evidence<'_>) -> Result<Installation, Error> {
        let refuse = |why: Refusal| Error::install(file, why);
        let desk = DeskFolder::at(desk, &mut Known::built_in())?;
        let pinned = read_pins(&desk.path)?;
        let plugin = plugin::inspect(file).map_err(|why| refuse(Refusal::Unusable(why)))?;
        let plugin = plugin.ok_or_else(|| refuse(Refusal::NoPlugin))?;
        let bytes = plugin::read(file).map_err(|why| refuse(Refusal::Unusable(why)))?;
        if sha256(&bytes) != plugin.sha256 {
            return Err(refuse(Refusal::Unsteady));
        }
        let signature = signature_of(file)?;
        let evidence = Evidence { signature: signature.as_deref(), ..*evidence };
        let pinned = pinned.get(&plugin.descriptor.id).cloned();
        let admission = plugin::admit(&plugin, &bytes, &evidence, pinned.as_ref()).map_err(refuse)?;
        let installation = Installation {
            replaces: None,
            difference: Vec::new(),
            checked: None,
            source: source_name(source, evidence.own_build),
            plugin,
            admission,
            bytes,
            desk,
            pinned,
        };
        installation.compared().and_then(Installation::tried)
    }

    /// Compares it with the installed plugins: no other may make one of its outputs.
    fn compared(self) -> Result<Installation, Error> {
        let found = plugins(&[], Some((&self.desk.path, &self.desk.desk)))?;
        let descriptor = &self.plugin.descriptor;
        let installed = found.get(&descriptor.id).map(|before| &before.plugin);
        let other = installed.filter(|before| before.sha256 != self.plugin.sha256);
        if is_own_id(&descriptor.id) && (installed.is_none() || other.is_some()) {
            let why = Refusal::Pretender { id: descriptor.id.clone() };
            return Err(Error::install(&self.plugin.file, why));
        }
        for offer in &descriptor.outputs {
            let Some((Trusted { plugin: other, .. }, _)) = found.maker_of(&offer.id) else { continue };
            if other.descriptor.id != descriptor.id {
                let (output, by) = (offer.id.clone(), other.descriptor.id.clone());
                let taken = Refusal::OutputTaken { output, by, file: other.file.clone() };
                return Err(Error::install(&self.plugin.file, taken));
            }
        }
        let difference = match (other, &self.pinned) {
            (Some(before), _) => descriptor.difference(&before.descriptor),
            _ if self.admission.step != Step::Replaces => Vec::new(),
            (None, pinned) => pinned.iter().map(|pin| format!("- version: {}", pin.version)).collect(),
        };
        let replaces = other.cloned();
        Ok(Installation { replaces, difference, ..self })
    }

    /// Runs the conformance kit without its longest checks. Nobody has approved the library yet, so it is not loaded
    /// unless the sandbox is complete.
    fn tried(self) -> Result<Installation, Error> {
        let program = this_program()?;
        let fenced = Limits { fence: Fence::Required, ..plugin::LIMITS };
        let first = plugin::draft(&self.plugin, b"{}", &fenced, &program);
        match first {
            Err(PluginError { cause: Cause::Worker(error @ WorkerError::NotFenced(Level::FirstStage(_))), .. }) => {
                let why = Refusal::Faulty(vec![format!("it keeps the sandbox from closing: {error}")]);
                return Err(Error::install(&self.plugin.file, why));
            }
            Err(PluginError { cause: Cause::Worker(WorkerError::NotFenced(_)), .. }) => return Ok(self),
            _ => {}
        }
        let outputs = Outputs::open(&[], None)?;
        let found = plugins(&[], Some((&self.desk.path, &self.desk.desk)))?;
        let subject = Subject::new(&self.plugin.file, Vec::new(), Fuzz::default(), &found, &program);
        let checked = check_plugin(&subject, &outputs, |id| !LONG.contains(&id) && !OF_FOLDER.contains(&id));
        let failed: Vec<String> = checked
            .iter()
            .filter(|checked| checked.outcome.status == Status::Fail)
            .map(|checked| format!("{} {}", checked.id, checked.outcome.message))
            .collect();
        if failed.is_empty() {
            return Ok(Installation { checked: Some(checked), ..self });
        }
        Err(Error::install(&self.plugin.file, Refusal::Faulty(failed)))
    }

    /// Copies the library into the desk, records that and pins it, in the name of `by`. In this order: first the copy, under a
    /// name that no other has, then the event, then the pin, then the copy that was pinned before is taken away. Whenever that
    /// is cut short, the pins name no bytes that are not there, and no plugin drafts that is not on record.
    ///
    /// # Errors
    /// [`Error::Install`] where others could write to the desk's folder or the pin was changed in the meantime;
    /// [`Error::Write`].
    pub fn carry_out(self, by: &str) -> Result<Installed, Error> {
        let refuse = |why: Refusal| Error::install(&self.plugin.file, why);
        let folder = self.desk.path.join(&self.desk.desk.paths.plugins);
        user_files::make_below(&self.desk.path, Path::new(&self.desk.desk.paths.plugins))?;
        plugin::guard(&folder, Standing::Desk)
            .map_err(|why| refuse(Refusal::Exposed { folder: folder.clone(), why }))?;
        let mut pins = read_pins(&self.desk.path)?;
        if pins.get(&self.plugin.descriptor.id) != self.pinned.as_ref() {
            return Err(refuse(Refusal::Overtaken));
        }
        let file = folder.join(file_name(&self.plugin.descriptor.id, &self.plugin.sha256));
        let name =
            |hash: &str| Path::new(&self.desk.desk.paths.plugins).join(file_name(&self.plugin.descriptor.id, hash));
        let library = name(&self.plugin.sha256);
        user_files::write_all(&self.desk.path, &[(&library, &self.bytes)], user_files::Existing::Replace)?;
        let record = DeskStore::open(&self.desk.path)?;
        if let Some(pinned) = self.pinned.as_ref().filter(|_| self.admission.step == Step::Same) {
            if !record.explains(pinned)? {
                record.record_plugin(pinned, PluginStep::Installed, by, Timestamp::now())?;
            }
            return Ok(Installed { file, dropped: Vec::new() });
        }
        let pin = self.pin(by);
        let step = if self.pinned.is_some() { PluginStep::Updated } else { PluginStep::Installed };
        record.record_plugin(&pin, step, by, Timestamp::now())?;
        let before = self.pinned.iter().flat_map(|pinned| pinned.sha256.keys());
        let dropped = before.filter(|platform| !pin.sha256.contains_key(*platform)).cloned().collect();
        pins.put(pin);
        write_pins(&self.desk.path, &pins)?;
        if let Some(old) = self.pinned.as_ref().and_then(Pin::here).filter(|old| *old != self.plugin.sha256) {
            user_files::remove(&self.desk.path, &name(old))?;
        }
        Ok(Installed { file, dropped })
    }

    /// Returns the new pin. The hashes for other platforms stay as long as the version does.
    fn pin(&self, by: &str) -> Pin {
        let descriptor = &self.plugin.descriptor;
        let same_version = self.pinned.iter().filter(|pinned| pinned.version == descriptor.version);
        let others = same_version.flat_map(|pinned| pinned.sha256.clone());
        Pin {
            id: descriptor.id.clone(),
            version: descriptor.version.clone(),
            source: self.source.clone(),
            approved_by: by.to_owned(),
            approved_on: self.desk.desk.council.timezone.day(Timestamp::now()),
            key: self.admission.key.clone(),
            sha256: others.chain([(platform(), self.plugin.sha256.clone())]).collect(),
        }
    }
}

/// Returns what is recorded of where a library is from: the name of its file, or of the folder it was built in.
fn source_name(source: &Path, own_build: bool) -> String {
    // A folder may be given as `.`; a library is named as it was given, also where that is a link.
    let whole = if own_build { source.canonicalize().ok() } else { None };
    let name = whole.as_deref().unwrap_or(source).file_name().unwrap_or_default().to_string_lossy();
    if own_build { format!("own build of {name}") } else { name.into_owned() }
}

/// Returns the text of the signature file next to a library.
fn signature_of(file: &Path) -> Result<Option<String>, Error> {
    let mut name = file.as_os_str().to_owned();
    name.push(".minisig");
    let path = PathBuf::from(name);
    path.is_file().then(|| user_files::read_text(&path)).transpose()
}
