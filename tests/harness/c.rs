//! Libraries and programs in C and C++, for tests of one fault each. Skipped, with a message, if there is no compiler.
#![expect(clippy::disallowed_methods, reason = "the compiler is a process")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A compiler, and its language options.
pub(crate) type Compiler = [&'static str; 3];
pub(crate) const C: Compiler = ["cc", "-std=c11", "-xc"];
pub(crate) const CPP: Compiler = ["c++", "-std=c++17", "-xc++"];
/// C with what only this system has.
const GNU_C: Compiler = ["cc", "-std=gnu11", "-xc"];

/// The folder of the plugin header.
pub(crate) const HEADERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins/sdk/include");

/// Builds a library from C source; `None`, with a message, if there is no compiler.
pub(crate) fn library(folder: &Path, source: &str, flags: &[&str]) -> Option<PathBuf> {
    compiled(GNU_C, folder, source, &[&["-fvisibility=hidden", "-shared", "-fPIC"], flags].concat())
}

/// Builds what the flags ask for from C or C++ source; `None`, with a message, if there is no compiler.
pub(crate) fn compiled(compiler: Compiler, folder: &Path, source: &str, flags: &[&str]) -> Option<PathBuf> {
    let (code, file) = (folder.join("plugin.c"), folder.join("plugin.so"));
    std::fs::write(&code, source).unwrap();
    let [program, language @ ..] = compiler;
    let strict = ["-Wall", "-Wextra", "-Werror", "-I", HEADERS, "-o"];
    match Command::new(program).args(strict).arg(&file).args(language).arg(&code).args(flags).output() {
        Ok(output) => {
            assert!(output.status.success(), "{}\n{source}", String::from_utf8_lossy(&output.stderr));
            Some(file)
        }
        Err(error) => {
            eprintln!("skipped: there is no {program}: {error}");
            None
        }
    }
}
