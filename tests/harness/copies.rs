//! Copies of plugin libraries, each in a separate folder, and what happens to their workers.
#![expect(clippy::disallowed_methods, reason = "tests make files and count processes")]

use super::plugins::{fixture, with};
use copydesk::plugin::{self, Drafted, Plugin, PluginError};
use copydesk::worker::{Limits, Program};
use copydesk_plugin::story::Request;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// A copy of a library in a separate folder, so that its processes can be told from those of other tests.
pub(crate) struct Copy {
    pub(crate) folder: TempDir,
    pub(crate) plugin: Plugin,
}

impl Copy {
    pub(crate) fn of(package: &str) -> Copy {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join(fixture(package).file_name().unwrap());
        fs::copy(fixture(package), &file).unwrap();
        Copy::at(folder, &file)
    }

    /// Makes a copy with a run of bytes replaced.
    pub(crate) fn patched(package: &str, from: &[u8], to: &[u8]) -> Copy {
        let folder = TempDir::new().unwrap();
        let file = patched(package, "patched.so", from, to, folder.path());
        Copy::at(folder, &file)
    }

    fn at(folder: TempDir, file: &Path) -> Copy {
        let plugin = plugin::inspect(file).unwrap().expect("it is a plugin");
        Copy { folder, plugin }
    }

    /// Has an output drafted from an empty request.
    pub(crate) fn draft(&self, output: &str, limits: &Limits) -> Result<Drafted, PluginError> {
        let request = Request { output: output.to_owned(), ..Request::default() };
        self.ask(&serde_json::to_vec(&request).unwrap(), limits)
    }

    /// Has a request answered, and sees that no worker is left.
    pub(crate) fn ask(&self, request: &[u8], limits: &Limits) -> Result<Drafted, PluginError> {
        let result = plugin::draft(&self.plugin, request, limits, &program());
        assert_eq!(processes_with(&self.plugin.file), 0, "a worker is left");
        result
    }

    /// Returns the message of a failed draft, which always begins with the plugin's id and file.
    pub(crate) fn fault(&self, output: &str, limits: &Limits) -> String {
        let message = self.draft(output, limits).expect_err("it fails").to_string();
        let name = format!("the plugin {} ({}) ", self.plugin.descriptor.id, self.plugin.file.display());
        message.strip_prefix(&name).unwrap_or_else(|| panic!("no name in {message:?}")).to_owned()
    }
}

/// Returns the program that serves as workers.
pub(crate) fn program() -> Program {
    Program::at(env!("CARGO_BIN_EXE_copydesk"))
}

/// Returns how many processes have `file` on their command line. A killed grandchild is reaped by the system, in its
/// own time.
pub(crate) fn processes_with(file: &Path) -> usize {
    let name = file.to_str().unwrap();
    let count = || {
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let lines = processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok());
        lines.filter(|line| String::from_utf8_lossy(line).contains(name)).count()
    };
    (0..50)
        .map(|_| count())
        .find(|n| {
            *n == 0 || {
                std::thread::sleep(Duration::from_millis(10));
                false
            }
        })
        .unwrap_or(1)
}

/// Copies a library with one run of bytes replaced.
pub(crate) fn patched(package: &str, name: &str, from: &[u8], to: &[u8], folder: &Path) -> PathBuf {
    let file = folder.join(name);
    fs::write(&file, with(package, from, to)).unwrap();
    file
}
