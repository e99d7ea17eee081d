//! Plugins: find them, read what they say about themselves without loading them, and have one draft a document in a worker
//! of its own. Not here: what a request holds (story), how a plan becomes text (template), and the worker itself.
//!
//! No library is ever loaded into the program: a truncated one kills a process from inside the loader. [`inspect()`] reads
//! the descriptor, and the templates that the plugin carries, from sections of the object file; [`draft()`] loads the library in a [`worker`](crate::worker), one
//! document each, and collects the [`Part`]s that the plugin pushes. Templates are rendered by the program, after the
//! worker has ended: a plugin never sees the text and cannot claim an origin for its own words.
//!
//! # Where trust and tooling go
//!
//! [`inspect()`] is the place to hash a file and hold it against the desk's pins (`plugin/trust.rs`); the checked bytes will
//! go to the worker as a sealed memory file in place of the path. [`check`] tries a library with calls to [`draft()`], and
//! with probes that look on while it drafts; [`anatomy()`] says what its file is made of.

mod anatomy;
mod carried;
pub mod check;
mod descriptor;
mod draft;
mod error;
mod find;
mod inside;
mod inspect;
mod library;
mod scaffold;

pub use anatomy::{Anatomy, Linking, anatomy};
pub use carried::Template;
pub use copydesk_plugin::plan::Part;
pub use descriptor::{Descriptor, EVERY_OUTPUT, Offer};
pub use draft::{Drafted, LIMITS, Ready, draft, start};
pub use error::{Cause, PluginError, Report};
pub use find::{DIR_VARIABLE, Found, NONE_FOUND, find, search_path};
pub use inside::{JOB, serve};
pub use inspect::{Unusable, inspect};
pub use scaffold::{Language, Scaffold};

use std::path::PathBuf;

/// A library that says it is a plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plugin {
    /// Where it lies.
    pub file: PathBuf,
    /// What it says about itself.
    pub descriptor: Descriptor,
    /// The templates it carries.
    pub templates: Vec<Template>,
    /// The SHA-256 of the file as it was inspected: only these bytes are ever loaded.
    pub sha256: String,
}
