//! Reads a plugin's descriptor from its file without loading it: none of its code runs. A descriptor is validated in
//! `descriptor`; the rest of the file is read in `anatomy`.
#![expect(clippy::disallowed_methods, reason = "a plugin is a file")]

use super::embedded_templates::{self, Template};
use super::{Descriptor, Plugin};
use crate::hash::sha256;
use copydesk_plugin::ffi::{NOTE_SECTION, TEMPLATE_SECTION};
use object::{Architecture, BinaryFormat, Object, ObjectKind, ObjectSection};
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The largest library accepted, in bytes; a real one has half a megabyte, or a few when built for debugging.
const LARGEST: u64 = 256 << 20;
/// A descriptor longer than this is none.
const NOTE_LIMIT: u64 = 64 * 1024;

/// Why a file cannot be used as a plugin.
#[derive(Debug)]
#[non_exhaustive]
pub enum Unusable {
    /// It cannot be read.
    Io(io::Error),
    /// It is a directory, a pipe or the like.
    NotAFile,
    /// It is not a shared library, or a truncated one.
    NotALibrary(String),
    /// It is a shared library for another kind of computer.
    Foreign {
        /// Such as `Elf Aarch64`.
        built_for: String,
        /// Such as `Elf X86_64`.
        here: String,
    },
    /// It has a descriptor, but a wrong one.
    Descriptor(String),
    /// The templates in it cannot be used.
    Templates(String),
}

impl Unusable {
    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match self {
            Unusable::Io(_) => "check that the file exists and may be read",
            Unusable::NotAFile => "give the library's own file",
            Unusable::NotALibrary(_) => "build or copy the plugin again, or take the file away",
            Unusable::Foreign { .. } => "get the plugin built for this computer",
            Unusable::Descriptor(_) | Unusable::Templates(_) => {
                "correct that in the plugin's source and build it again, or get a version made for this program"
            }
        }
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unusable::Io(error) => write!(f, "cannot be read: {error}"),
            Unusable::NotAFile => write!(f, "is not a file"),
            Unusable::NotALibrary(why) => write!(f, "is not a whole shared library: {why}"),
            Unusable::Foreign { built_for, here } => write!(f, "is built for {built_for}, this computer is {here}"),
            Unusable::Descriptor(why) => write!(f, "has a wrong descriptor: {why}"),
            Unusable::Templates(why) => write!(f, "has wrong templates in it: {why}"),
        }
    }
}

impl std::error::Error for Unusable {}

/// Reads the descriptor of the library at `path`; `None` if it is a library but not a plugin.
///
/// # Errors
/// It cannot be a plugin of this program.
pub fn inspect(path: &Path) -> Result<Option<Plugin>, Unusable> {
    let bytes = read(path)?;
    let object = library_of(&bytes)?;
    let Some(note) = object.section_by_name(NOTE_SECTION) else { return Ok(None) };
    if note.size() > NOTE_LIMIT {
        return Err(Unusable::Descriptor(format!("{} bytes are too many", note.size())));
    }
    let json = note.data().map_err(not_a_library)?;
    let end = json.iter().position(|byte| *byte == 0).unwrap_or(json.len());
    let descriptor = Descriptor::parse(&json[..end]).map_err(Unusable::Descriptor)?;
    let templates = templates(&object, &descriptor)?;
    Ok(Some(Plugin { file: path.to_owned(), descriptor, templates, sha256: sha256(&bytes) }))
}

fn templates(object: &object::File<'_>, descriptor: &Descriptor) -> Result<Vec<Template>, Unusable> {
    let Some(section) = object.section_by_name(TEMPLATE_SECTION) else { return Ok(Vec::new()) };
    if section.size() > embedded_templates::LIMIT {
        return Err(Unusable::Templates(format!("{} bytes are too many", section.size())));
    }
    embedded_templates::parse(section.data().map_err(not_a_library)?, descriptor).map_err(Unusable::Templates)
}

/// Returns the file as a shared library for this computer.
pub(super) fn library_of(bytes: &[u8]) -> Result<object::File<'_>, Unusable> {
    let object = object::File::parse(bytes).map_err(not_a_library)?;
    let (built_for, here) = ((object.format(), object.architecture()), native());
    if built_for != here {
        let name = |(format, architecture): (BinaryFormat, Architecture)| format!("{format:?} {architecture:?}");
        return Err(Unusable::Foreign { built_for: name(built_for), here: name(here) });
    }
    if object.kind() != ObjectKind::Dynamic {
        return Err(Unusable::NotALibrary(format!("it is {:?}", object.kind())));
    }
    Ok(object)
}

/// Reads the bytes of a library's file.
///
/// # Errors
/// It cannot be read, is not a file, or is larger than any library.
pub fn read(path: &Path) -> Result<Vec<u8>, Unusable> {
    // Opening a pipe would wait for a writer, so the kind of file is asked first.
    if !path.metadata().map_err(Unusable::Io)?.is_file() {
        return Err(Unusable::NotAFile);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Unusable::Io)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(Unusable::Io)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unusable::NotALibrary(format!("it is larger than {} MB", LARGEST >> 20)));
    }
    Ok(bytes)
}

fn native() -> (BinaryFormat, Architecture) {
    let architecture = if cfg!(target_arch = "x86_64") {
        Architecture::X86_64
    } else if cfg!(target_arch = "aarch64") {
        Architecture::Aarch64
    } else {
        Architecture::Unknown
    };
    (BinaryFormat::native_object(), architecture)
}

pub(super) fn not_a_library(error: object::read::Error) -> Unusable {
    Unusable::NotALibrary(error.to_string())
}
