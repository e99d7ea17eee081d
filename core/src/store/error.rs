//! Why a store could not be read or written. Whatever the error, the store is unchanged.

use super::Fault;
use std::fmt;
use std::path::PathBuf;

/// Why a store could not be read or written.
#[derive(Debug)]
pub enum StoreError {
    /// The file is not a store of this program.
    NotAStore {
        /// The file.
        path: PathBuf,
        /// What it is instead: a phrase that follows its name.
        what: String,
    },
    /// The file was a store, and is broken.
    Damaged {
        /// The file.
        path: PathBuf,
        /// The database's message.
        cause: String,
    },
    /// The store is missing, and it had events.
    Gone {
        /// The file.
        path: PathBuf,
        /// How many events it had.
        events: u64,
    },
    /// The store was written by a newer copydesk.
    Newer {
        /// The file.
        path: PathBuf,
        /// The number of its form.
        found: i64,
        /// The newest form that this program knows.
        known: i64,
    },
    /// A newer program wrote an event or a version that this one cannot read.
    NewerRow {
        /// The fault: [`Fault::NewerEvent`] or [`Fault::NewerVersion`].
        fault: Fault,
    },
    /// The store may not be written.
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Another program has locked the store.
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The disk reported an error.
    Disk {
        /// The file.
        path: PathBuf,
        /// The system's message.
        cause: String,
    },
    /// Someone else appended an event after the store was read.
    Moved,
    /// The store was changed outside copydesk.
    Tampered {
        /// The faults found.
        faults: Vec<Fault>,
    },
}

impl StoreError {
    /// Fails if a fault proves a change or, if none does, a row was written by a newer copydesk.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] with all the proofs, or [`StoreError::NewerRow`] with the first such row.
    pub fn refuse(faults: Vec<Fault>) -> Result<(), StoreError> {
        let newer = faults.iter().find(|fault| fault.is_newer()).cloned();
        let faults: Vec<Fault> = faults.into_iter().filter(Fault::is_proof).collect();
        match newer {
            _ if !faults.is_empty() => Err(StoreError::Tampered { faults }),
            Some(fault) => Err(StoreError::NewerRow { fault }),
            None => Ok(()),
        }
    }

    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            StoreError::NotAStore { path, .. } => {
                format!("restore {} from a backup; if it is not copydesk's record, move it elsewhere", path.display())
            }
            StoreError::Damaged { path, .. } => {
                format!("restore {} and the `store.head` next to it from a backup", path.display())
            }
            StoreError::Gone { path, .. } => format!(
                "put {} back from a copy; if it is lost for good, move `store.head` away too, and a new store begins",
                path.display()
            ),
            StoreError::Newer { .. } | StoreError::NewerRow { .. } => {
                "upgrade to the version of copydesk your colleagues use".to_owned()
            }
            StoreError::ReadOnly { path } => {
                format!("ask for permission to write to {} and its folder", path.display())
            }
            StoreError::Full { .. } => "free some disk space, then run the command again".to_owned(),
            StoreError::Busy { .. } => "close the other program, then run the command again".to_owned(),
            StoreError::Disk { .. } => {
                "see that the disk is there and can be written, then run the command again".to_owned()
            }
            StoreError::Moved => "run the command again".to_owned(),
            StoreError::Tampered { .. } => {
                "see all of it: copydesk log --verify; then put `store.db` and `store.head` back from a copy".to_owned()
            }
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::NotAStore { path, what } => write!(f, "{} {what}", path.display()),
            StoreError::Damaged { path, cause } => write!(f, "{} is damaged: {cause}", path.display()),
            StoreError::Gone { path, events: 1 } => write!(f, "{} is missing; it held 1 event", path.display()),
            StoreError::Gone { path, events } => {
                write!(f, "{} is missing; it held {events} events", path.display())
            }
            StoreError::Newer { path, found, known } => {
                write!(
                    f,
                    "{} was written by a newer copydesk (format {found}; this one reads up to {known})",
                    path.display()
                )
            }
            StoreError::NewerRow { fault } => {
                write!(f, "{fault}, and says something that this copydesk does not know")
            }
            StoreError::ReadOnly { path } => write!(f, "{} cannot be written", path.display()),
            StoreError::Full { path } => write!(f, "the disk has no space for {}", path.display()),
            StoreError::Busy { path } => write!(f, "another program is using {}", path.display()),
            StoreError::Disk { path, cause } => write!(f, "{} cannot be used: {cause}", path.display()),
            StoreError::Moved => f.write_str("someone else changed the record at the same time"),
            StoreError::Tampered { faults } => {
                f.write_str("the record was changed outside copydesk")?;
                faults.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
            }
        }
    }
}

impl std::error::Error for StoreError {}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> StoreError {
        if fault.is_newer() { StoreError::NewerRow { fault } } else { StoreError::Tampered { faults: vec![fault] } }
    }
}
