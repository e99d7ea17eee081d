//! Libraries and programs made of C and C++ for tests of one fault each. Skipped, saying so, where there is no compiler. Not
//! here: the faults.
#![expect(clippy::disallowed_methods, reason = "the compiler is a process")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A compiler, and the language it is told.
pub(crate) type Compiler = [&'static str; 3];
pub(crate) const C: Compiler = ["cc", "-std=c11", "-xc"];
pub(crate) const CPP: Compiler = ["c++", "-std=c++17", "-xc++"];
/// C with what only this system has.
const GNU_C: Compiler = ["cc", "-std=gnu11", "-xc"];

/// Where the plugin header lies.
pub(crate) const HEADERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins/sdk/include");

/// Makes a library of a piece of C; `None`, with a word, where there is no compiler.
pub(crate) fn library(folder: &Path, source: &str, flags: &[&str]) -> Option<PathBuf> {
    compiled(GNU_C, folder, source, &[&["-fvisibility=hidden", "-shared", "-fPIC"], flags].concat())
}

/// Makes what the flags ask for of a piece of C or C++; `None`, with a word, where there is no compiler.
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
