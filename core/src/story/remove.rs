//! Removes a plugin from a desk: first its pin, then its libraries. Drafts and versions stay as they are.

use super::plugins::{PINS_FILE, file_name_on, plugins, read_pins, write_pins};
use super::{DeskFolder, DeskStore, Error, Known, user_files};
use crate::pins::Pin;
use crate::review::PluginStep;
use crate::text;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// A plugin that may be removed. Nothing has been changed yet.
#[derive(Debug)]
pub struct Removal {
    /// Its pin.
    pub pin: Pin,
    /// The outputs that cannot be drafted without it; empty if its library is missing.
    pub outputs: Vec<String>,
    /// Its libraries in the desk, named from the desk's folder.
    pub files: Vec<PathBuf>,
    desk: DeskFolder,
}

impl Removal {
    /// Finds the plugin with an id, or the one that makes an output, in the desk that `desk` is in.
    ///
    /// # Errors
    /// The desk has pinned no such plugin; errors in the desk's files.
    pub fn prepare(name: &str, desk: &Path) -> Result<Removal, Error> {
        let desk = DeskFolder::at(desk, &mut Known::built_in())?;
        let pins = read_pins(&desk.path)?;
        let found = plugins(&[], Some((&desk.path, &desk.desk)))?;
        let maker = found.maker_of(name).map(|(maker, _)| maker.plugin.descriptor.id.as_str());
        let Some(pin) = pins.get(name).or_else(|| pins.get(maker?)).cloned() else {
            let known: Vec<&str> = pins.plugins.iter().map(|pin| pin.id.as_str()).collect();
            let hint = match maker {
                Some(id) => format!("{id} makes it, and comes with copydesk or is in a folder that was named"),
                None if known.is_empty() => "no plugin is pinned in this desk".to_owned(),
                None => text::suggestion(name, known),
            };
            let problem = format!("has no plugin `{}`", name.escape_debug());
            return Err(Error::Library { path: desk.path.join(PINS_FILE), problem, hint });
        };
        let maker = found.get(&pin.id).map(|found| &found.plugin.descriptor.outputs);
        let outputs = maker.into_iter().flatten().map(|offer| offer.id.clone()).collect();
        let folder = Path::new(&desk.desk.paths.plugins);
        let names = pin.sha256.iter().map(|(platform, hash)| folder.join(file_name_on(platform, &pin.id, hash)));
        let files = names.filter(|file| user_files::is_there(&desk.path.join(file))).collect();
        Ok(Removal { pin, outputs, files, desk })
    }

    /// Records it in the name of `by`, takes the pin away, and then the libraries: cut short, it leaves libraries that nobody may
    /// use.
    ///
    /// # Errors
    /// The pin was changed in the meantime, or the store or a file cannot be written.
    pub fn carry_out(self, by: &str) -> Result<(), Error> {
        let path = self.desk.path.join(PINS_FILE);
        let mut pins = read_pins(&self.desk.path)?;
        if pins.get(&self.pin.id) != Some(&self.pin) {
            let problem = format!("was changed in the meantime: {} is pinned otherwise now", self.pin.id);
            return Err(Error::Library { path, problem, hint: "run the command again".to_owned() });
        }
        let record = DeskStore::open(&self.desk.path)?;
        record.record_plugin(&self.pin, PluginStep::Removed, by, Timestamp::now())?;
        pins.plugins.retain(|pin| pin.id != self.pin.id);
        write_pins(&self.desk.path, &pins)?;
        self.files.iter().try_for_each(|file| user_files::remove(&self.desk.path, file))
    }
}
