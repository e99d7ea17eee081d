//! The places that texts are released to. Each implements [`Target`]; what is released, and when, is decided in
//! [`story`](crate::story).
//!
//! A program may be killed at any moment of a release. So a release is on record before a target is called, a delivery only
//! after what is at the target was read back, and the program that goes on after a crash asks the target first
//! ([`Target::find`]): nothing is put there twice.

mod error;
mod folder;

pub use error::TargetError;
pub use folder::FolderTarget;

/// A version on its way to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The name of the text, as a path with slashes: the story's and the output's, such as `ofsted-2026/press-release`.
    pub name: String,
    /// The bytes, in the target's format.
    pub bytes: Vec<u8>,
    /// What may be at the target already, and is replaced: bytes of versions released earlier.
    pub earlier: Vec<Vec<u8>>,
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

    /// Takes the parcel away from a place. It is no error if nothing is there.
    ///
    /// # Errors
    /// The target cannot be reached, or something else is in that place.
    fn take_back(&mut self, place: &str, parcel: &Parcel) -> Result<(), TargetError>;
}
