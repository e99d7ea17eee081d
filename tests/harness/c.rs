//! Libraries made of C for tests of one fault each. Not here: the faults.
#![expect(clippy::disallowed_methods, reason = "the compiler is a process")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Compiles `source`, below the plugin header, to a library in `folder`; `None`, with a word, where there is no compiler.
pub(crate) fn library(folder: &Path, source: &str, flags: &[&str]) -> Option<PathBuf> {
    let (code, file) = (folder.join("plugin.c"), folder.join("plugin.so"));
    let header = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins/sdk/include");
    std::fs::write(&code, source).unwrap();
    let mut compiler = Command::new("cc");
    compiler.args([
        "-std=gnu11",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-fvisibility=hidden",
        "-shared",
        "-fPIC",
        "-I",
        header,
    ]);
    match compiler.arg("-o").arg(&file).arg(&code).args(flags).output() {
        Ok(output) => {
            assert!(output.status.success(), "{}\n{source}", String::from_utf8_lossy(&output.stderr));
            Some(file)
        }
        Err(error) => {
            eprintln!("skipped: there is no C compiler: {error}");
            None
        }
    }
}
