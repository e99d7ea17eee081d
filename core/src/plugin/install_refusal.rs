//! Why a library is not installed. Whatever the reason, nothing has been changed. The rules are in `admit`; why an
//! installed library may not draft is in `trust`.

use super::{Distrust, Exposed, Unusable};
use std::fmt;
use std::path::PathBuf;

/// Why a library is not installed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// A folder does not hold exactly one library.
    NotOne {
        /// The libraries in it.
        libraries: Vec<PathBuf>,
    },
    /// Cargo did not build it; it has said why.
    NotBuilt {
        /// What happened.
        why: String,
    },
    /// It cannot be a plugin.
    Unusable(Unusable),
    /// It is a library but not a plugin.
    NoPlugin,
    /// Its bytes changed while it was looked at.
    Unsteady,
    /// It was tried, and failed these checks.
    Faulty(Vec<String>),
    /// It says that it is one of the program's own plugins, and is another library.
    Pretender {
        /// The id.
        id: String,
    },
    /// Another plugin makes one of its outputs.
    OutputTaken {
        /// The output.
        output: String,
        /// The other plugin.
        by: String,
        /// Its file.
        file: PathBuf,
    },
    /// It is not what the registry that it is from says it is.
    OtherThanListed {
        /// What the registry's list says: id and version.
        listed: String,
        /// What it says of itself.
        found: String,
    },
    /// The hash given is not a SHA-256.
    NoHash {
        /// The value given.
        given: String,
    },
    /// The file has another hash than the one given.
    WrongHash {
        /// The hash that was given.
        given: String,
        /// The hash of the file.
        found: String,
    },
    /// The public key given is not a key.
    NoKey {
        /// The value given.
        given: String,
    },
    /// A key was given, but there is no signature next to the file.
    NoSignature,
    /// The signature does not hold.
    WrongSignature {
        /// The cause.
        why: String,
    },
    /// Another publisher's key is pinned.
    OtherKey {
        /// The key that is pinned.
        pinned: String,
    },
    /// It is pinned with other bytes, and there is no evidence for these.
    Pinned {
        /// The pinned version.
        version: String,
        /// The pinned SHA-256, if there is one for this platform.
        sha256: Option<String>,
        /// The SHA-256 of the file.
        found: String,
    },
    /// It is signed, but no newer than the pinned version.
    NotNewer {
        /// The pinned version.
        pinned: String,
        /// The version of the file.
        found: String,
    },
    /// The installation was not confirmed.
    NotAgreed,
    /// Nobody could be asked.
    NobodyThere,
    /// It is not known who agrees.
    Nameless,
    /// Other people could change it where it would be put.
    Exposed {
        /// The folder.
        folder: PathBuf,
        /// Who could write to it.
        why: Exposed,
    },
    /// The pin was changed while the user was being asked.
    Overtaken,
}

impl Refusal {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            Refusal::NotOne { libraries } if libraries.is_empty() => {
                "name the library's own file; a folder with the source in Rust is given with --from-source"
            }
            Refusal::NotOne { .. } => "name the library's own file",
            Refusal::NotBuilt { .. } => {
                "put right what is said above, then run the command again; a plugin in another language is built with its \
                 own tools, and installed by its library's file"
            }
            Refusal::Unusable(unusable) => unusable.hint(),
            Refusal::NoPlugin => "name the library of a plugin; `copydesk plugin new NAME` makes the source of one",
            Refusal::Unsteady => "run the command again once the file is no longer being built or copied",
            Refusal::Faulty(_) => "tell its author; `copydesk plugin check LIB --only-failed` says what to change",
            Refusal::Pretender { .. } => Distrust::GIVE_IT_AN_ID,
            Refusal::OutputTaken { .. } => "take the other plugin away, or have its author choose another name for the output",
            Refusal::OtherThanListed { .. } => "do not use it, and tell who keeps the registry",
            Refusal::NoHash { .. } => "give the 64 digits that the publisher names",
            Refusal::WrongHash { .. } => "get the file again; if it stays so, do not use it, and tell the publisher",
            Refusal::NoKey { .. } => "give the second line of the publisher's minisign.pub",
            Refusal::NoSignature => "put the publisher's .minisig file next to the library, under the library's whole name",
            Refusal::WrongSignature { .. } => {
                "get the library and its .minisig again; if it stays so, do not use them, and tell the publisher"
            }
            Refusal::OtherKey { .. } => {
                "a new publisher is a new decision: get the hash from them, then add --sha256 HEX --replace"
            }
            Refusal::Pinned { .. } => {
                "get the hash from the publisher, then add --sha256 HEX --replace; of your own build, --replace alone asks you \
                 (not with --yes); with a pinned key, a .minisig next to a higher version is enough"
            }
            Refusal::NotNewer { .. } => "to go back on purpose, get the old hash from the publisher: --sha256 HEX --replace",
            Refusal::NotAgreed => "nothing was changed; run the command again when you are sure",
            Refusal::NobodyThere => "run the command in a terminal, or add --yes if you know the plugin; for a file, --sha256 HEX with the hash that the publisher names",
            Refusal::Nameless => "say who agrees: --by NAME",
            Refusal::Exposed { folder, why } => return why.hint(folder),
            Refusal::Overtaken => "run the command again",
        }
        .to_owned()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotOne { libraries } if libraries.is_empty() => write!(f, "there is no library in it"),
            Refusal::NotOne { libraries } => {
                let names: Vec<String> = libraries.iter().map(|library| library.display().to_string()).collect();
                write!(f, "there is more than one library in it: {}", names.join(", "))
            }
            Refusal::NotBuilt { why } => write!(f, "it was not built: {why}"),
            Refusal::Unusable(why) => write!(f, "it {why}"),
            Refusal::NoPlugin => write!(f, "it is a library but not a copydesk plugin"),
            Refusal::Unsteady => write!(f, "it changed while it was being checked"),
            Refusal::Faulty(checks) => write!(f, "it was tried, and failed:\n  {}", checks.join("\n  ")),
            Refusal::Pretender { id } => write!(f, "its id, {id}, {}", Distrust::Pretender),
            Refusal::OutputTaken { output, by, file } => {
                write!(f, "its output {output} is made by {by} already ({})", file.display())
            }
            Refusal::OtherThanListed { listed, found } => {
                write!(f, "it is {found}, and the registry lists it as {listed}")
            }
            Refusal::NoHash { given } => write!(f, "{given:?} is not a SHA-256"),
            Refusal::WrongHash { given, found } => write!(f, "the SHA-256 should be {given}, and is {found}"),
            Refusal::NoKey { given } => write!(f, "{given:?} is not a public key of minisign"),
            Refusal::NoSignature => write!(f, "there is no signature to verify with the key"),
            Refusal::WrongSignature { why } => write!(f, "the signature does not hold: {why}"),
            Refusal::OtherKey { pinned } => write!(f, "the publisher's key that is pinned is another: {pinned}"),
            Refusal::Pinned { version, sha256, found } => {
                let pinned = sha256.as_deref().unwrap_or("for other kinds of computer only");
                write!(f, "version {version} is pinned, with the SHA-256 {pinned}; this file has {found}")
            }
            Refusal::NotNewer { pinned, found } => {
                write!(f, "it is signed, but its version {found} is not higher than the pinned {pinned}")
            }
            Refusal::NotAgreed => write!(f, "the installation was not confirmed"),
            Refusal::NobodyThere => write!(f, "there is no terminal to ask on"),
            Refusal::Nameless => write!(f, "it is not known who agrees to it"),
            Refusal::Exposed { folder, why } => write!(f, "{} {why}", folder.display()),
            Refusal::Overtaken => write!(f, "its pin was changed in the meantime"),
        }
    }
}

impl std::error::Error for Refusal {}
