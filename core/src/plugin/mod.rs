//! Finds plugins, reads their descriptors without loading them, and drafts a document with one in a separate worker
//! process. Requests are made in [`story`](crate::story), plans are rendered in [`template`](crate::template).
//!
//! No library is ever loaded into the program: a truncated one kills a process from inside the loader. [`inspect()`]
//! reads the descriptor, and the templates that the plugin carries, from sections of the object file; [`draft()`] loads
//! the library in a [`worker`](crate::worker), one document each, and collects the [`Part`]s that the plugin pushes.
//! Templates are rendered by the program, after the worker has ended: a plugin never sees the text and cannot claim an
//! origin for its own words.
//!
//! # Who may draft
//!
//! A plugin chooses what a document says, so a person has to approve it, even though its process is sandboxed.
//! [`find()`] accepts a library for one of three reasons ([`Trust`]), and records which:
//!
//! - *bundled*: it is next to the executable or in `../lib/copydesk/plugins`. Anyone who can write there can replace
//!   the program.
//! - *pinned*: the desk's `plugins.lock` ([`crate::pins`]) has the SHA-256 of exactly these bytes, who approved them
//!   and when. A pin applies to its id in every folder: other bytes with that id are refused, and both hashes reported.
//!   A pin is never renewed automatically.
//! - *named*: the user named its folder for this run (`--plugin-dir`, [`DIR_VARIABLE`]). Every draft says so.
//!
//! The ids of the program's own plugins are reserved ([`is_own_id`]): a library from elsewhere that says it is one of them is
//! refused by name, unless it has the same bytes. A person who can write to the program's folder can have any id, and could replace
//! the program as well. Where a plugin is used in place of another with the same id, each draft says so.
//!
//! A library in the desk's own plugin folder without a pin is refused. [`guard()`] checks who else could write to each
//! folder and library. [`admit()`] decides what may be pinned: the first time, with a person's approval or the
//! publisher's hash; later, other bytes with the same id only with such a hash and `--replace`, or with a signature
//! (minisign) by the pinned key and a higher version. Only the bytes that were hashed are loaded: [`draft()`] hashes
//! again.
//!
//! # Tools for authors
//!
//! [`check`] tests a library with calls to [`draft()`], and with probes that observe it while it drafts; [`anatomy()`]
//! lists the contents of its file; [`Scaffold`] is the folder of a new plugin.

mod admit;
mod anatomy;
pub mod check;
mod descriptor;
mod draft;
mod embedded_templates;
mod error;
mod fields;
mod file_type;
mod find;
mod inspect;
mod install_refusal;
mod library;
mod permissions;
mod scaffold;
mod trust;
mod worker_side;

pub use admit::{Admission, Evidence, Step, admit, verify};
pub use anatomy::{Anatomy, Linking, anatomy};
pub use copydesk_plugin::plan::Part;
pub use descriptor::{Descriptor, EVERY_OUTPUT, Need, Offer};
pub use draft::{Drafted, LIMITS, Started, draft, start};
pub use embedded_templates::Template;
pub use error::{Cause, PluginError, Report};
pub use fields::{Field, FieldKind, FieldOf, outputs_schema};
pub use file_type::FileType;
pub use find::{DIR_VARIABLE, Folder, Found, NONE_FOUND, Trusted, find, libraries_in, search_path};
pub use inspect::{Unusable, inspect, read};
pub use install_refusal::Refusal;
pub use permissions::{Exposed, guard};
pub use scaffold::{Language, Scaffold, sdk_files};
pub use trust::{Distrust, Standing, Trust, is_own_id};
pub use worker_side::{JOB, serve};

use std::path::PathBuf;

/// A library that says it is a plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plugin {
    /// The library's file.
    pub file: PathBuf,
    /// The plugin's description of itself.
    pub descriptor: Descriptor,
    /// The templates it carries.
    pub templates: Vec<Template>,
    /// The SHA-256 of the file as it was inspected: only these bytes are ever loaded.
    pub sha256: String,
}
