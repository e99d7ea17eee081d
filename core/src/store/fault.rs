//! The faults that show that a store was changed outside copydesk, in words. They are found in `chain`.

use std::fmt;

/// A sign that a store was changed outside copydesk, or that this cannot be ruled out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// An event does not match its hash.
    Changed {
        /// The event's number.
        number: u64,
    },
    /// Events are missing.
    TakenOut {
        /// The first of them.
        from: u64,
        /// The last of them.
        to: u64,
    },
    /// An event does not carry the hash of the one before.
    Loose {
        /// The event's number.
        number: u64,
    },
    /// An event that was joined from another copy does not match the hash that it had there.
    WronglyJoined {
        /// The event's number.
        number: u64,
    },
    /// An event cannot be read.
    Unreadable {
        /// The event's number.
        number: u64,
    },
    /// An event says something that this program does not know: a newer one wrote it.
    NewerEvent {
        /// The event's number.
        number: u64,
    },
    /// The last events are missing.
    CutOff {
        /// The number of the last event in the store.
        last: u64,
        /// The number of the last that was noted.
        noted: u64,
    },
    /// The events differ from those that were noted.
    Rewritten {
        /// The number of the event that was noted.
        number: u64,
    },
    /// The last event is not noted, so copydesk cannot know whether events were cut off.
    NothingNoted {
        /// The reason.
        why: String,
    },
    /// The last event was not noted when this one was written.
    Unwitnessed {
        /// The event's number.
        number: u64,
    },
    /// An event is out of place in the review of its text.
    Impossible {
        /// The event's number.
        number: u64,
        /// The reason.
        why: String,
    },
    /// A plugin is pinned that no event is about: it was pinned by hand, or by an older program.
    PinUnexplained {
        /// The plugin's id.
        id: String,
        /// The version that is pinned.
        version: String,
    },
    /// A plugin is pinned otherwise than the last event about it says.
    PinChanged {
        /// The plugin's id.
        id: String,
        /// The event's number.
        number: u64,
    },
    /// A plugin is not pinned, and no event says that it was removed.
    PinGone {
        /// The plugin's id.
        id: String,
        /// The number of the last event about it.
        number: u64,
    },
    /// A message that proves an event is missing.
    EvidenceMissing {
        /// The event's number.
        number: u64,
    },
    /// A message that proves an event has changed.
    EvidenceChanged {
        /// The event's number.
        number: u64,
    },
    /// The file that the version of an event describes is missing.
    FileMissing {
        /// The event's number.
        number: u64,
        /// Where it should be.
        path: String,
    },
    /// The file that the version of an event describes has changed.
    FileChanged {
        /// The event's number.
        number: u64,
        /// Where it is.
        path: String,
    },
    /// A version does not match its name, or its origins have changed.
    VersionChanged {
        /// The version's name.
        id: String,
    },
    /// A version contains something that only a newer copydesk can read.
    NewerVersion {
        /// The version's name.
        id: String,
    },
    /// A version is missing that an event names.
    VersionTakenOut {
        /// The version's name.
        id: String,
    },
    /// A version is present that no event names.
    VersionPutIn {
        /// The version's name.
        id: String,
    },
    /// No event has a hash that somebody noted.
    NotThere {
        /// The hash.
        hash: String,
    },
    /// The tables or their triggers were changed.
    Unguarded,
}

impl Fault {
    /// Returns `true` if the fault proves a change. The others mean that a change cannot be ruled out, or that a newer
    /// copydesk is needed to know.
    pub fn is_proof(&self) -> bool {
        let may_be_harmless =
            matches!(self, Fault::NothingNoted { .. } | Fault::Unwitnessed { .. } | Fault::PinUnexplained { .. });
        !may_be_harmless && !self.is_newer()
    }

    /// Returns `true` if the events and the note of the last one do not belong together: one of them was put back, or they
    /// are from two copies of the record.
    pub(super) fn is_beside_the_note(&self) -> bool {
        matches!(self, Fault::CutOff { .. } | Fault::Rewritten { .. })
    }

    /// Returns `true` if only a newer copydesk can read the row.
    pub fn is_newer(&self) -> bool {
        matches!(self, Fault::NewerEvent { .. } | Fault::NewerVersion { .. })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Changed { number } => write!(f, "event {number} was changed"),
            Fault::TakenOut { from, to } if from == to => write!(f, "event {from} was removed"),
            Fault::TakenOut { from, to } => write!(f, "events {from} to {to} were removed"),
            Fault::WronglyJoined { number } => write!(
                f,
                "event {number} was joined from another copy of the record, and is not what was recorded there"
            ),
            Fault::Loose { number } => write!(
                f,
                "event {number} does not carry the hash of the event before it: one of them was changed, moved or added"
            ),
            Fault::Unreadable { number } => write!(f, "event {number} was not written by copydesk"),
            Fault::NewerEvent { number } => write!(f, "event {number} was written by a newer copydesk"),
            Fault::CutOff { last, noted } => {
                write!(f, "the record ends at event {last} but should reach {noted}: later events were removed")
            }
            Fault::Rewritten { number } => {
                write!(f, "event {number} is not the one that was noted: the events were written anew")
            }
            Fault::NothingNoted { why } => {
                write!(f, "{why}: whether events were cut off at the end cannot be known")
            }
            Fault::Unwitnessed { number } => write!(
                f,
                "the last event was noted nowhere when event {number} was written: some before it may have been cut off"
            ),
            Fault::Impossible { number, why } => {
                write!(f, "event {number} is out of place: {why}")
            }
            Fault::PinUnexplained { id, version } => {
                write!(f, "plugins.lock pins {id} {version}, and no event explains it")
            }
            Fault::PinChanged { id, number } => {
                write!(f, "plugins.lock pins {id} otherwise than event {number} has it")
            }
            Fault::PinGone { id, number } => {
                write!(f, "plugins.lock does not pin {id}, and no event after {number} says that it was removed")
            }
            Fault::EvidenceMissing { number } => write!(f, "the message that proves event {number} is missing"),
            Fault::EvidenceChanged { number } => write!(f, "the message that proves event {number} was changed"),
            Fault::FileMissing { number, path } => {
                write!(f, "the file of the version of event {number} is missing: {path}")
            }
            Fault::FileChanged { number, path } => {
                write!(f, "the file of the version of event {number} was changed: {path}")
            }
            Fault::VersionChanged { id } => write!(f, "version {} was changed", short(id)),
            Fault::NewerVersion { id } => write!(f, "version {} was written by a newer copydesk", short(id)),
            Fault::VersionTakenOut { id } => write!(f, "version {} was removed", short(id)),
            Fault::VersionPutIn { id } => write!(f, "version {} was added: no event mentions it", short(id)),
            Fault::NotThere { hash } => write!(
                f,
                "no event has the hash {}: events have been removed or rewritten since you noted it",
                short(hash)
            ),
            Fault::Unguarded => f.write_str("the store's tables, or the guards on them, were changed"),
        }
    }
}

fn short(id: &str) -> String {
    id.chars().take(8).collect::<String>().escape_debug().to_string()
}
