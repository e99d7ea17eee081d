//! The events of a review, as they are recorded.

use super::{Release, Requirement, TargetId};
use crate::document::VersionId;
use crate::zone::LocalTime;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// One thing that one person did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When it was done.
    pub at: Timestamp,
    /// Who did it.
    pub by: Actor,
    /// How it is known that it was this person; `None` in events of older programs, which took their word for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// To which text.
    pub text: TextName,
    /// What was done.
    pub act: Act,
}

/// How it is known who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Proof {
    /// It was typed at a terminal, with the person's id: known is the account, not the person.
    Terminal(Terminal),
    /// The program did it by itself, on a schedule that the person had set.
    Schedule(Terminal),
    /// It was done in a browser that had been opened with a link and a code, both mailed to the person.
    Link {
        /// The address that the code was sent to, with most of the part before the `@` hidden.
        address: String,
        /// The number of the session.
        session: i64,
        /// The machine and the program that serve the pages.
        server: Terminal,
    },
    /// Somebody else recorded it, from a message of the person's that is kept with the record.
    Message {
        /// Who recorded it.
        recorded_by: Actor,
        /// The file name of the message.
        file: String,
        /// The SHA-256 of the message.
        sha256: String,
        /// Where it was recorded.
        terminal: Terminal,
    },
}

/// Where a command was typed, according to the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Terminal {
    /// The login name of the account.
    pub account: String,
    /// The name of the machine.
    pub host: String,
    /// The program and its version.
    pub program: String,
}

/// Who acts, how that is known, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The person.
    pub by: Actor,
    /// How it is known that it is this person.
    pub proof: Option<Proof>,
    /// When.
    pub at: Timestamp,
}

/// What was done. It is recorded for good: a new act, or a new key in one, is a new form of the store
/// (`store/sqlite/migrations.rs`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Act {
    /// A version was submitted for sign-off.
    Submitted {
        /// The version.
        version: VersionId,
        /// Who has to sign it, by the desk's rules at that time.
        needs: Requirement,
        /// Why it was submitted although something held it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        despite: Option<Despite>,
    },
    /// A version was signed in a role.
    Signed {
        /// The version.
        version: VersionId,
        /// The role.
        role: RoleId,
        /// Why it was signed although something held it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        despite: Option<Despite>,
    },
    /// A version was given back to its author.
    Returned {
        /// The version.
        version: VersionId,
        /// The reason.
        because: String,
    },
    /// A submitted or signed-off version was withdrawn.
    Withdrawn {
        /// The version.
        version: VersionId,
        /// The reason, if one was given.
        because: Option<String>,
    },
    /// A signed version got a time for its release.
    Scheduled {
        /// The version.
        version: VersionId,
        /// When it is due.
        due: LocalTime,
        /// Where it goes, in order.
        targets: Vec<TargetId>,
        /// Why the time was set although something held it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        despite: Option<Despite>,
    },
    /// The time of a release was taken away.
    Unscheduled {
        /// The version.
        version: VersionId,
    },
    /// The gate let a version through, and its release began.
    Releasing(Release),
    /// A version was put at a target, read back, and found to be the same.
    Delivered {
        /// The version.
        version: VersionId,
        /// The target.
        target: TargetId,
        /// Where it is there: a path or an address.
        place: String,
    },
    /// A version was taken back from a target.
    TakenBack {
        /// The version.
        version: VersionId,
        /// The target.
        target: TargetId,
        /// Where it was; `None` if the target was asked, and did not have it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
    },
    /// Everything about a text was stopped: nothing of it is released until somebody ends the stop.
    Stopped {
        /// The version that was current.
        version: VersionId,
        /// The reason.
        because: String,
    },
    /// A stop was ended.
    Resumed {
        /// The version that is current.
        version: VersionId,
        /// The reason.
        because: String,
    },
    /// A person checked a sentence of a version. It changes nothing about the sign-offs.
    Checked {
        /// The version.
        version: VersionId,
        /// The words of the sentence.
        sentence: String,
        /// What the person said of it.
        verdict: Verdict,
        /// What is right, or why; there is one if it is wrong.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    /// A version that was approved outside copydesk was added.
    Approved {
        /// The version.
        version: VersionId,
        /// The day of the approval.
        on: Date,
        /// The name of the file it was read from.
        from: String,
    },
    /// A plugin of the desk was installed, updated or removed. It is about no text; the event's [`TextName`] has the plugin's id.
    Plugin(PluginChange),
}

/// What was done to a plugin of the desk: what `plugins.lock` says of it afterwards or, of a removed one, said before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PluginChange {
    /// The plugin's id.
    pub id: String,
    /// What was done.
    pub step: PluginStep,
    /// The plugin's version.
    pub version: String,
    /// The SHA-256 of its library, for each platform.
    pub sha256: BTreeMap<String, String>,
    /// The publisher's public key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// What was done to a plugin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PluginStep {
    /// It was installed, and the desk had no other build of it.
    Installed,
    /// It took the place of another build.
    Updated,
    /// It was removed.
    Removed,
}

/// What a person who checks facts says of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is right.
    Right,
    /// It is wrong.
    Wrong,
    /// It is not for this person to say.
    NotMine,
}

/// Somebody's reason to go on with a version that should not go out as it is, with all that held it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Despite {
    /// The reason.
    pub because: String,
    /// What held the version back.
    pub over: Held,
}

/// What holds a version back, as reported by the checks; it is only recorded here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// The errors that the checks found, one to a line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
    /// The places that are not filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
}

impl Held {
    /// Returns `true` if nothing holds it back.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.places.is_empty()
    }
}

/// Prints "2 errors and 1 placeholder".
impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |list: &[String], one: &str, many: &str| {
            let word = if list.len() == 1 { one } else { many };
            (!list.is_empty()).then(|| format!("{} {word}", list.len()))
        };
        let both = [number(&self.errors, "error", "errors"), number(&self.places, "placeholder", "placeholders")];
        f.write_str(&both.into_iter().flatten().collect::<Vec<_>>().join(" and "))
    }
}

impl Act {
    /// Returns why it was done although something held the version back.
    pub fn despite(&self) -> Option<&Despite> {
        match self {
            Act::Submitted { despite, .. } | Act::Signed { despite, .. } | Act::Scheduled { despite, .. } => {
                despite.as_ref()
            }
            Act::Releasing(release) => release.despite(),
            _ => None,
        }
    }

    /// Returns the version it is about; `None` if it is about a plugin.
    pub fn version(&self) -> Option<&VersionId> {
        match self {
            Act::Plugin(_) => None,
            Act::Releasing(release) => Some(release.version()),
            Act::Submitted { version, .. }
            | Act::Signed { version, .. }
            | Act::Returned { version, .. }
            | Act::Withdrawn { version, .. }
            | Act::Scheduled { version, .. }
            | Act::Unscheduled { version }
            | Act::Delivered { version, .. }
            | Act::TakenBack { version, .. }
            | Act::Stopped { version, .. }
            | Act::Resumed { version, .. }
            | Act::Checked { version, .. }
            | Act::Approved { version, .. } => Some(version),
        }
    }
}

/// The name of a text: an output of a story. A text has many versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TextName {
    /// The council that the text is of, by the name of its authority.
    pub council: String,
    /// The story's path from the desk's folder, with slashes; `None` for a text approved outside copydesk.
    pub story: Option<String>,
    /// The output.
    pub output: String,
}

impl TextName {
    /// Returns `true` if both name one text: the same output of the same story or, if approved outside copydesk, of the
    /// same council.
    pub fn is(&self, other: &TextName) -> bool {
        self.output == other.output
            && self.story == other.story
            && (self.story.is_some() || self.council == other.council)
    }
}

impl fmt::Display for TextName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.story {
            Some(story) => write!(f, "{story}/{}", self.output),
            None => write!(f, "{} of {}", self.output, self.council),
        }
    }
}

/// A person as the desk has them at the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The person's id in the desk.
    pub id: PersonId,
    /// The person's name.
    pub name: String,
}

/// The id of a person in the desk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PersonId(pub String);

/// The id of a role in signing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct RoleId(pub String);

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RoleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
