//! Plugins: find them, read what they say about themselves without loading them, and have one draft a document in a worker
//! of its own. Not here: what a request holds (story), how a plan becomes text (template), and the worker itself.
//!
//! No library is ever loaded into the program: a truncated one kills a process from inside the loader. [`inspect()`] reads
//! the descriptor, and the templates that the plugin carries, from sections of the object file; [`draft()`] loads the
//! library in a [`worker`](crate::worker), one document each, and collects the [`Part`]s that the plugin pushes. Templates
//! are rendered by the program, after the worker has ended: a plugin never sees the text and cannot claim an origin for its
//! own words.
//!
//! # Who may draft
//!
//! A plugin chooses what a document says, so somebody has to agree to it; the fence around its process is there besides.
//! [`find()`] takes a library for one of three reasons ([`Trust`]), and keeps which:
//!
//! - *bundled*: it lies beside the executable or in `../lib/copydesk/plugins`. Who can write there can replace the program.
//! - *pinned*: the desk's `plugins.lock` ([`crate::pins`]) has the SHA-256 of exactly these bytes, who agreed to them and
//!   when. A pin binds its id in every folder: other bytes of that id are refused, and both hashes named. Nothing is ever
//!   trusted anew by itself.
//! - *named*: a person named its folder in this run (`--plugin-dir`, [`DIR_VARIABLE`]). That is said with every draft.
//!
//! A library in the desk's own plugin folder without a pin is refused. [`guard()`] holds every folder and library against who
//! else could write there. [`admit()`] decides what may be pinned: for the first time with a person's yes or a hash that they
//! have from the publisher; other bytes of the same id only with such a hash and `--replace`, or with a signature (minisign)
//! by the key that was pinned and a higher version. Only the bytes that were hashed are loaded: [`draft()`] hashes again.
//!
//! # Tools for authors
//!
//! [`check`] tries a library with calls to [`draft()`], and with probes that look on while it drafts; [`anatomy()`] says what
//! its file is made of; [`Scaffold`] is the folder of a plugin to begin with.

mod account;
mod admit;
mod anatomy;
mod carried;
pub mod check;
mod descriptor;
mod draft;
mod error;
mod find;
mod guard;
mod inside;
mod inspect;
mod library;
mod refusal;
mod scaffold;
mod trust;

pub use account::login_name;
pub use admit::{Admission, Evidence, Step, admit};
pub use anatomy::{Anatomy, Linking, anatomy};
pub use carried::Template;
pub use copydesk_plugin::plan::Part;
pub use descriptor::{Descriptor, EVERY_OUTPUT, Offer};
pub use draft::{Drafted, LIMITS, Started, draft, start};
pub use error::{Cause, PluginError, Report};
pub use find::{DIR_VARIABLE, Folder, Found, NONE_FOUND, Trusted, find, libraries_in, search_path};
pub use guard::{Exposed, guard};
pub use inside::{JOB, serve};
pub use inspect::{Unusable, inspect, read};
pub use refusal::Refusal;
pub use scaffold::{Language, Scaffold};
pub use trust::{Distrust, Standing, Trust};

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
