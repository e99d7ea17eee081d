//! Messages that prove what somebody decided who was not at the machine, such as a mail: kept in the desk's folder under
//! their hash, which the record has.

use super::{DeskStore, ReviewError};
use crate::hash::sha256;
use crate::review::{Acting, Proof, Terminal};
use crate::store::{Fault, Log};
use crate::story::Error;
use crate::story::user_files;
use std::path::{Path, PathBuf};

/// The folder of the messages, in the desk's.
const FOLDER: &str = "evidence";

/// A message that proves what a person decided.
#[derive(Debug)]
pub struct Message {
    /// Its file name.
    name: String,
    bytes: Vec<u8>,
    sha256: String,
}

impl Message {
    /// Reads a message.
    ///
    /// # Errors
    /// It cannot be read, or is empty.
    pub fn read(path: &Path) -> Result<Message, Error> {
        let bytes = user_files::read(path)?;
        if bytes.is_empty() {
            return Err(ReviewError::NoWords { path: path.to_owned() }.into());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Message { name, sha256: sha256(&bytes), bytes })
    }
}

impl DeskStore {
    /// Returns who acts where a person's decision is recorded by somebody else, from a message.
    ///
    /// # Errors
    /// The desk has no such person.
    pub fn on_behalf(
        &self,
        person: &str,
        message: &Message,
        (recorder, terminal): (&Acting, Terminal),
    ) -> Result<Acting, Error> {
        let (recorded_by, file, sha256) = (recorder.by.clone(), message.name.clone(), message.sha256.clone());
        let proof = Proof::Message { recorded_by, file, sha256, terminal };
        Ok(Acting { by: self.person(Some(person))?, proof: Some(proof), at: recorder.at })
    }

    /// Keeps a message in the desk's folder. It is there before the event that names it.
    pub(super) fn keep(&self, message: &Message) -> Result<(), Error> {
        user_files::keep(&self.file_of(&message.sha256, &message.name), &message.bytes)
    }

    fn file_of(&self, sha256: &str, name: &str) -> PathBuf {
        self.desk.path.join(FOLDER).join(file_name(sha256, name))
    }

    /// Returns the messages that are missing, or are not as they were when they were recorded.
    pub(super) fn evidence_faults(&self, log: &Log) -> Vec<Fault> {
        let mut faults = Vec::new();
        for recorded in &log.events {
            let Some(Proof::Message { file, sha256: hash, .. }) = &recorded.event.proof else { continue };
            let number = recorded.number;
            match user_files::read(&self.file_of(hash, file)) {
                Ok(bytes) if sha256(&bytes) == *hash => {}
                Ok(_) => faults.push(Fault::EvidenceChanged { number }),
                Err(_) => faults.push(Fault::EvidenceMissing { number }),
            }
        }
        faults
    }
}

/// Returns a file name that begins with the hash, and has what of the message's own name is plain.
fn file_name(sha256: &str, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    let name: String = name.chars().map(plain).collect();
    format!("{}-{}", &sha256[..sha256.len().min(16)], name.trim_start_matches(['.', '-']))
}
