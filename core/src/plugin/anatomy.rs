//! Reads what a library's file is made of: its exports, its imports and how it was linked. None of its code runs. The
//! plugin's description of itself is read in `inspect`; what is good or bad is judged in `check`.

use super::Unusable;
use super::inspect::{library_of, not_a_library, read};
use crate::hash::sha256;
use crate::text::printable;
use object::read::elf::{ElfFile64, ProgramHeader};
use object::{Export, File, Import, ImportFlags, Object, elf};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// The contents of a library's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Anatomy {
    /// The file's length in bytes.
    pub size: usize,
    /// The file's SHA-256, as 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The functions and data that it offers to others.
    pub exports: BTreeSet<String>,
    /// The functions and data that it takes from others.
    pub imports: BTreeSet<String>,
    /// The libraries that are loaded with it, by the names of their files.
    pub needed: BTreeSet<String>,
    /// The newest version of the GNU C library that it asks for, such as `2.34`; `None` where it asks for none.
    pub glibc: Option<String>,
    /// How it was linked; `None` if the file is not ELF.
    pub linking: Option<Linking>,
}

/// How an ELF library was linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Linking {
    /// How many functions run when it is loaded.
    pub constructors: u64,
    /// Whether its stack may hold code.
    pub executable_stack: bool,
    /// Whether its code is written to while it is loaded.
    pub text_relocations: bool,
    /// Whether the tables that the loader fills in are read-only afterwards.
    pub relro: bool,
}

/// Reads the contents of the library at `path`.
///
/// # Errors
/// It is not a shared library for this computer.
pub fn anatomy(path: &Path) -> Result<Anatomy, Unusable> {
    let bytes = read(path)?;
    let library = library_of(&bytes)?;
    let imports: Vec<Import<'_>> = library.imports().and_then(Iterator::collect).map_err(not_a_library)?;
    let exports: Vec<Export<'_>> = library.exports().and_then(Iterator::collect).map_err(not_a_library)?;
    let needed: Vec<_> = library.import_libraries().and_then(Iterator::collect).map_err(not_a_library)?;
    let exported = exports.iter().filter_map(|export| export.name().name().map(<[u8]>::len));
    let imported = imports.iter().filter_map(|import| import.name().name().map(<[u8]>::len));
    // A few bytes of a table name a megabyte, and the next few the same: together they are never more than the file.
    if exported.chain(imported).sum::<usize>() > bytes.len() {
        return Err(Unusable::NotALibrary("its names lie over each other".to_owned()));
    }
    Ok(Anatomy {
        size: bytes.len(),
        sha256: sha256(&bytes),
        exports: exports.iter().filter_map(|export| export.name().name().map(text)).collect(),
        imports: imports.iter().filter_map(|import| import.name().name().map(text)).collect(),
        needed: needed.iter().map(|library| text(library.name())).collect(),
        glibc: imports.iter().filter_map(glibc_of).max_by_key(|version| numbers(version)),
        linking: match &library {
            File::Elf64(library) => Some(linking(library).map_err(not_a_library)?),
            _ => None,
        },
    })
}

/// Returns a dotted version as numbers that can be compared.
pub(super) fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

fn text(name: &[u8]) -> String {
    printable(&String::from_utf8_lossy(name))
}

fn glibc_of(import: &Import<'_>) -> Option<String> {
    let ImportFlags::Elf { version: Some(version), .. } = import.flags() else { return None };
    let version = std::str::from_utf8(version).ok()?.strip_prefix("GLIBC_")?;
    version.starts_with(|c: char| c.is_ascii_digit()).then(|| version.to_owned())
}

fn linking(library: &ElfFile64<'_>) -> object::read::Result<Linking> {
    let endian = library.endian();
    let segment = |kind| library.elf_program_headers().iter().find(|header| header.p_type(endian) == kind);
    let dynamic = library.elf_dynamic_table()?;
    let value = |tag| dynamic.iter().find(|entry| entry.tag == tag).map(|entry| entry.val);
    let flags = elf::DynamicFlags(value(elf::DT_FLAGS).unwrap_or_default());
    Ok(Linking {
        constructors: value(elf::DT_INIT_ARRAYSZ).unwrap_or_default() / size_of::<u64>() as u64,
        // Without the header the loader takes the stack to be executable.
        executable_stack: segment(elf::PT_GNU_STACK).is_none_or(|header| header.p_flags(endian).contains(elf::PF_X)),
        text_relocations: value(elf::DT_TEXTREL).is_some() || flags.contains(elf::DF_TEXTREL),
        relro: segment(elf::PT_GNU_RELRO).is_some(),
    })
}
