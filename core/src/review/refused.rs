//! Why something may not be done in a review, with the next step.

use super::{Actor, RoleId, Stop, TargetId};
use crate::document::VersionId;
use crate::zone::LocalTime;
use jiff::civil::Date;
use std::fmt;

/// Why something may not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nobody has submitted the text.
    NotSubmitted,
    /// This version is submitted already, and nothing has changed.
    SubmittedAlready {
        /// The version.
        version: VersionId,
    },
    /// This version is approved already.
    ApprovedAlready {
        /// The version.
        version: VersionId,
        /// The day of the approval.
        on: Date,
    },
    /// The text is signed off.
    SignedByAll {
        /// The version.
        version: VersionId,
    },
    /// The text was returned to its author.
    WasReturned {
        /// Who returned it.
        by: Actor,
        /// The reason.
        because: String,
    },
    /// The text was withdrawn.
    WasWithdrawn {
        /// Who withdrew it.
        by: Actor,
    },
    /// Another version is current.
    OtherVersion {
        /// The version that is current.
        submitted: VersionId,
        /// The version that was named.
        asked: VersionId,
    },
    /// Only the author holds a role.
    NobodyElse {
        /// The role.
        role: RoleId,
        /// Who holds the role.
        held_by: Vec<Actor>,
    },
    /// Too few people hold the roles: each person signs in one only, and the author in none.
    TooFew {
        /// A role that is left over.
        role: RoleId,
    },
    /// The person is an author of the text.
    OwnText {
        /// The person.
        person: Actor,
        /// The version.
        version: VersionId,
    },
    /// The person has signed this version.
    SignedAlready {
        /// The person.
        person: Actor,
        /// The version.
        version: VersionId,
        /// The role.
        role: RoleId,
    },
    /// The person holds none of the roles that sign, or not the one that was named.
    NoRole {
        /// The person.
        person: Actor,
        /// The role that was named.
        asked: Option<RoleId>,
        /// The roles that sign.
        roles: Vec<RoleId>,
    },
    /// The role is signed.
    RoleDone {
        /// The role.
        role: RoleId,
    },
    /// Another role signs before this one.
    NotYet {
        /// The role.
        role: RoleId,
        /// The role that has to sign first.
        before: RoleId,
    },
    /// If the person signed in this role, no one would be left for another one.
    NeededElsewhere {
        /// The person.
        person: Actor,
        /// The role.
        role: RoleId,
    },
    /// An author tries to return the text.
    ReturnsOwn {
        /// The person.
        person: Actor,
    },
    /// The version has not been signed by all.
    NotSigned,
    /// The version is out already, or on its way.
    Out {
        /// The version.
        version: VersionId,
    },
    /// The text was stopped.
    Stopped {
        /// By whom, and why.
        stop: Stop,
    },
    /// The text was not stopped.
    NotStopped,
    /// The version has no time for its release.
    NotScheduled,
    /// The time of the release is past.
    Past {
        /// The time.
        due: LocalTime,
    },
    /// It is too early.
    Early {
        /// From when it may be released.
        until: LocalTime,
    },
    /// There is no target to release it to.
    Nowhere,
    /// The version is not on its way to the target.
    NotOnItsWay {
        /// The target.
        target: TargetId,
    },
    /// The version is not at the target.
    NotThere {
        /// The target.
        target: TargetId,
    },
    /// Another version is out, so this one has to be released as a correction of it.
    Corrects {
        /// The version that is out.
        out: VersionId,
    },
    /// The person has no part in this review.
    NotAsked {
        /// The person.
        person: Actor,
    },
}

impl Refused {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            Refused::NotSubmitted | Refused::WasWithdrawn { .. } => "to submit it: copydesk submit".to_owned(),
            Refused::ApprovedAlready { .. } => "there is nothing to do; to see it: copydesk status".to_owned(),
            Refused::SignedByAll { .. } => {
                "to stop it: copydesk withdraw; to change it: edit the draft, then submit it".to_owned()
            }
            Refused::WasReturned { .. } => "edit the draft, then submit it again: copydesk submit".to_owned(),
            Refused::OtherVersion { submitted, asked } => format!(
                "see what changed, then decide on the new version: copydesk diff {} {}",
                asked.short(),
                submitted.short()
            ),
            Refused::NobodyElse { .. } => {
                "ask someone else to submit it, or add another signatory to desk.toml under [[people]] or [[roles]]"
                    .to_owned()
            }
            Refused::TooFew { .. } => {
                "a person signs in one role: add to desk.toml who can sign ([[people]], [[roles]])".to_owned()
            }
            Refused::OwnText { .. } => "ask someone else to sign; to see who can: copydesk status".to_owned(),
            Refused::SubmittedAlready { .. }
            | Refused::NotSigned
            | Refused::NotScheduled
            | Refused::SignedAlready { .. }
            | Refused::RoleDone { .. }
            | Refused::NotYet { .. } => "to see who still has to sign: copydesk status".to_owned(),
            Refused::NoRole { roles, .. } => format!(
                "roles that sign it: {}. If you have changed desk.toml since it was submitted, submit it again",
                listed(roles)
            ),
            Refused::NeededElsewhere { .. } => {
                "sign in the role that no one else can sign in: add --role; to see which are open: copydesk status"
                    .to_owned()
            }
            Refused::Out { .. } => {
                "to replace it: edit the draft, submit it, and copydesk correct; to take it back: copydesk withdraw"
                    .to_owned()
            }
            Refused::Stopped { .. } => "when it may go on: copydesk resume TEXT --because \"REASON\"".to_owned(),
            Refused::NotStopped => "there is nothing to do".to_owned(),
            Refused::Past { .. } => "give a later time; to release it now: copydesk release".to_owned(),
            Refused::Early { .. } => "wait; to release it at another time: copydesk schedule".to_owned(),
            Refused::Nowhere => {
                "add to desk.toml where its output is released: [[targets]]; or name one: --to TARGET".to_owned()
            }
            Refused::NotOnItsWay { .. } | Refused::NotThere { .. } => "to see where it is: copydesk status".to_owned(),
            Refused::Corrects { .. } => {
                "say what was wrong and what is right: copydesk correct TEXT --wrong \"...\" --right \"...\"".to_owned()
            }
            Refused::ReturnsOwn { .. } => "withdraw it instead: copydesk withdraw".to_owned(),
            Refused::NotAsked { .. } => {
                "ask its author or one of those who sign: copydesk status says who they are".to_owned()
            }
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::NotSubmitted => f.write_str("it has not been submitted"),
            Refused::SubmittedAlready { version } => {
                write!(f, "version {} has already been submitted and has not changed since", version.short())
            }
            Refused::ApprovedAlready { version, on } => {
                write!(f, "version {} has already been added as approved on {on}", version.short())
            }
            Refused::SignedByAll { version } => write!(f, "version {} has all its sign-offs", version.short()),
            Refused::WasReturned { by, because } => write!(f, "{} returned it: {because}", by.name),
            Refused::WasWithdrawn { by } => write!(f, "{} withdrew it", by.name),
            Refused::OtherVersion { submitted, asked } => {
                write!(f, "version {} is not the current one: it is now version {}", asked.short(), submitted.short())
            }
            Refused::NobodyElse { role, held_by } if held_by.is_empty() => write!(f, "nobody holds the role `{role}`"),
            Refused::NobodyElse { role, .. } => write!(f, "only the author could sign as `{role}`"),
            Refused::TooFew { role } => {
                write!(f, "there are not enough people to sign as `{role}`: each person signs in one role only")
            }
            Refused::OwnText { person, version } => {
                write!(f, "{} is an author of version {} and cannot sign it off", person.name, version.short())
            }
            Refused::SignedAlready { person, version, role } => {
                write!(f, "{} has already signed version {} as `{role}`", person.name, version.short())
            }
            Refused::NoRole { person, asked: Some(role), .. } => {
                write!(f, "{} does not sign this text as `{role}`", person.name)
            }
            Refused::NoRole { person, .. } => write!(f, "{} does not have a role that signs this text", person.name),
            Refused::RoleDone { role } => write!(f, "`{role}` has signed it already"),
            Refused::NotYet { role, before } => write!(f, "`{before}` signs before `{role}`"),
            Refused::NeededElsewhere { person, role } => {
                write!(f, "if {} signed as `{role}`, no one would be left for another role", person.name)
            }
            Refused::NotSigned => f.write_str("it has not been signed by all who have to sign it"),
            Refused::Out { version } => write!(f, "version {} is out already, or on its way", version.short()),
            Refused::Stopped { stop } => write!(f, "{} stopped it: {}", stop.by.name, stop.because),
            Refused::NotStopped => f.write_str("it has not been stopped"),
            Refused::NotScheduled => f.write_str("no time is set for its release"),
            Refused::Past { due } => write!(f, "{due} is past"),
            Refused::Early { until } => write!(f, "it must not go out before {until}"),
            Refused::Nowhere => f.write_str("there is no place to release it to"),
            Refused::NotOnItsWay { target } => write!(f, "it is not on its way to `{target}`"),
            Refused::NotThere { target } => write!(f, "it is not at `{target}`"),
            Refused::Corrects { out } => {
                write!(f, "version {} is out: another one can only replace it as a correction", out.short())
            }
            Refused::ReturnsOwn { person } => {
                write!(f, "{} is its author: only others can return it", person.name)
            }
            Refused::NotAsked { person } => {
                write!(f, "{} is not an author of this text and does not have to sign it", person.name)
            }
        }
    }
}

impl std::error::Error for Refused {}

fn listed(roles: &[RoleId]) -> String {
    roles.iter().map(|role| format!("`{role}`")).collect::<Vec<_>>().join(", ")
}
