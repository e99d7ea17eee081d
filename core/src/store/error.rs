//! Why a store could not be read or written. Whatever the error, the store is unchanged.

use super::{Fault, Head};
use std::fmt;
use std::path::PathBuf;

/// Where a store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// In a file, with the note of its last event in another one next to it.
    File(PathBuf),
    /// In a database that has no file of the desk's, by the name that people know it by.
    Database(String),
}

impl fmt::Display for Where {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Where::File(path) => path.display().fmt(f),
            Where::Database(name) => f.write_str(name),
        }
    }
}

/// Why a store could not be read or written.
#[derive(Debug)]
pub enum StoreError {
    /// It is not a store of this program.
    NotAStore {
        /// The store.
        at: Where,
        /// What it is instead: a phrase that follows its name.
        what: String,
    },
    /// It was a store, and is broken.
    Damaged {
        /// The store.
        at: Where,
        /// The database's message.
        cause: String,
    },
    /// The store is missing, and it had events.
    Gone {
        /// The store.
        at: Where,
        /// How many events it had.
        events: u64,
    },
    /// The store was written by a newer copydesk.
    Newer {
        /// The store.
        at: Where,
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
        /// The store.
        at: Where,
    },
    /// The disk is full.
    Full {
        /// The store.
        at: Where,
    },
    /// Another program has locked the store.
    Busy {
        /// The store.
        at: Where,
    },
    /// The disk reported an error.
    Disk {
        /// The store.
        at: Where,
        /// The system's message.
        cause: String,
    },
    /// Another file took the store's place while it was open, as a synced folder does it.
    Replaced {
        /// The store.
        at: Where,
    },
    /// Someone else appended an event after the store was read.
    Moved,
    /// The store does not have the event that was noted as its last: one of the two was put back from an earlier day, or
    /// they are from two copies of the record that went apart.
    Apart {
        /// The store.
        at: Where,
        /// The last event of the store.
        last: Head,
        /// The event that was noted.
        noted: Head,
    },
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
            StoreError::NotAStore { at, .. } => {
                format!("restore {at} from a backup; if it is not copydesk's record, move it elsewhere")
            }
            StoreError::Damaged { at: at @ Where::File(_), .. } => {
                format!("restore {at} and the `store.head` next to it from a backup")
            }
            StoreError::Damaged { at, .. } => format!("restore {at} from a backup"),
            StoreError::Gone { at, .. } => format!(
                "put {at} back from a copy; if it is lost for good, move `store.head` away too, and a new store begins"
            ),
            StoreError::Newer { .. } | StoreError::NewerRow { .. } => {
                "upgrade to the version of copydesk your colleagues use".to_owned()
            }
            StoreError::ReadOnly { at: at @ Where::File(_) } => {
                format!("ask for permission to write to {at} and its folder")
            }
            StoreError::ReadOnly { at } => format!("ask for permission to write to {at}"),
            StoreError::Full { .. } => "free some disk space, then run the command again".to_owned(),
            StoreError::Busy { .. } => "close the other program, then run the command again".to_owned(),
            StoreError::Disk { .. } => {
                "see that the disk is there and can be written, then run the command again".to_owned()
            }
            StoreError::Replaced { .. } | StoreError::Moved => "run the command again".to_owned(),
            StoreError::Apart { noted, .. } => format!(
                "find the copy of the record that has event {} (on another computer, or in a backup) and put it next to this one under another name, such as `store 2.db`\nthen join the two: copydesk log --merge \"store 2.db\" --as PERSON\nif nobody has such a copy, somebody has removed events: copydesk log --verify",
                noted.number
            ),
            StoreError::Tampered { .. } => {
                "see all of it: copydesk log --verify; then put `store.db` and `store.head` back from a copy".to_owned()
            }
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::NotAStore { at, what } => write!(f, "{at} {what}"),
            StoreError::Damaged { at, cause } => write!(f, "{at} is damaged: {cause}"),
            StoreError::Gone { at, events: 1 } => write!(f, "{at} is missing; it held 1 event"),
            StoreError::Gone { at, events } => write!(f, "{at} is missing; it held {events} events"),
            StoreError::Newer { at, found, known } => {
                write!(f, "{at} was written by a newer copydesk (format {found}; this one reads up to {known})")
            }
            StoreError::NewerRow { fault } => {
                write!(f, "{fault}, and says something that this copydesk does not know")
            }
            StoreError::ReadOnly { at } => write!(f, "{at} cannot be written"),
            StoreError::Full { at } => write!(f, "the disk has no space for {at}"),
            StoreError::Busy { at } => write!(f, "another program is using {at}"),
            StoreError::Disk { at, cause } => write!(f, "{at} cannot be used: {cause}"),
            StoreError::Replaced { at } => {
                write!(f, "another file took the place of {at} while the command was running")
            }
            StoreError::Moved => f.write_str("someone else changed the record at the same time"),
            StoreError::Apart { at, last, noted } => {
                let short = |head: &Head| head.hash.chars().take(8).collect::<String>();
                write!(
                    f,
                    "{at} and `store.head` do not belong together: {at} ends with event {} ({}), and does not have event {} ({}), which `store.head` names as the last",
                    last.number,
                    short(last),
                    noted.number,
                    short(noted)
                )
            }
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
