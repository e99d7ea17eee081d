//! The places that texts are released to. Each implements [`Target`]; what is released, and when, is decided in
//! [`story`](crate::story).
//!
//! A program may be killed at any moment of a release. So a release is on record before a target is called, a delivery only
//! after what is at the target was read back, and the program that goes on after a crash asks the target first
//! ([`Target::find`]): nothing is put there twice.

mod error;
mod folder;
mod press;
mod wordpress;

pub use error::TargetError;
pub use folder::FolderTarget;
pub use press::{Addressed, Notice, PressList, PressTarget, Recipient};
pub use wordpress::{WordPressSite, WordPressTarget};

/// A version on its way to a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    /// The name of the text, as a path with slashes: the story's and the output's, such as `ofsted-2026/press-release`.
    pub name: String,
    /// The name of the version.
    pub version: String,
    /// The title.
    pub title: String,
    /// The words alone.
    pub words: String,
    /// The bytes: the text in the target's format, or the file that it describes.
    pub bytes: Vec<u8>,
    /// The ending of a file with these bytes, such as `html`, and their media type.
    pub file_type: (String, String),
    /// What may be at the target already, and is replaced: bytes of versions released earlier.
    pub earlier: Vec<Vec<u8>>,
    /// Until when it must be kept, if it goes out before that.
    pub embargo: Option<String>,
    /// What was wrong in the version that it replaces, and what is right.
    pub correction: Option<(String, String)>,
    /// Why it was withdrawn, if a reason was given.
    pub withdrawn: Option<String>,
}

/// A place that texts are released to.
pub trait Target {
    /// Returns where the parcel is, if it is there already, or `None`.
    ///
    /// # Errors
    /// The target cannot be reached.
    fn find(&mut self, parcel: &Parcel) -> Result<Option<String>, TargetError>;

    /// Puts the parcel there, and returns where: a path or an address. It replaces an earlier version, and nothing else.
    ///
    /// # Errors
    /// The target cannot be reached, or something else is in that place.
    fn put(&mut self, parcel: &Parcel) -> Result<String, TargetError>;

    /// Returns what is in a place, as a reader gets it.
    ///
    /// # Errors
    /// The target cannot be reached, or nothing is there.
    fn read_back(&mut self, place: &str) -> Result<Vec<u8>, TargetError>;

    /// Takes the parcel away from a place or, without one, from wherever it is; returns where it was. It is no error if nothing
    /// is there.
    ///
    /// # Errors
    /// The target cannot be reached, or something else is in that place.
    fn take_back(&mut self, place: Option<&str>, parcel: &Parcel) -> Result<Option<String>, TargetError>;
}
