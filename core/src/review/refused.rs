//! Why something may not be done in a review, with the next step.

use super::{Actor, RoleId};
use crate::document::VersionId;
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
    /// Another version is waiting for sign-offs.
    OtherVersion {
        /// The version that is waiting.
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
            Refused::NotSubmitted | Refused::WasWithdrawn { .. } => "submit it: copydesk submit".to_owned(),
            Refused::SubmittedAlready { .. } => "see who has still to sign: copydesk status".to_owned(),
            Refused::ApprovedAlready { .. } => "it need not be done again: copydesk status shows it".to_owned(),
            Refused::SignedByAll { .. } => {
                "to stop it: copydesk withdraw; to change it: edit the draft, then submit it".to_owned()
            }
            Refused::WasReturned { .. } => "edit the draft, then submit it again: copydesk submit".to_owned(),
            Refused::OtherVersion { .. } => {
                "a sign-off holds for one version: have the text submitted again, then read and sign that one"
                    .to_owned()
            }
            Refused::NobodyElse { .. } => {
                "have somebody else submit it, or add to desk.toml who can sign ([[people]], [[roles]])".to_owned()
            }
            Refused::TooFew { .. } => {
                "a person signs in one role: add to desk.toml who can sign ([[people]], [[roles]])".to_owned()
            }
            Refused::OwnText { .. } => "somebody else has to sign it: copydesk status says who can".to_owned(),
            Refused::SignedAlready { .. } | Refused::RoleDone { .. } | Refused::NotYet { .. } => {
                "see who has still to sign: copydesk status".to_owned()
            }
            Refused::NoRole { roles, .. } => format!(
                "these roles sign it: {}; who holds them was fixed when it was submitted: after a change in desk.toml, submit it again",
                listed(roles)
            ),
            Refused::NeededElsewhere { .. } => {
                "sign in the role that nobody else can sign in: add --role; copydesk status says which are open"
                    .to_owned()
            }
            Refused::ReturnsOwn { .. } => "take it back yourself: copydesk withdraw".to_owned(),
            Refused::NotAsked { .. } => {
                "ask its author or one of those who sign: copydesk status says who they are".to_owned()
            }
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::NotSubmitted => f.write_str("it is not submitted"),
            Refused::SubmittedAlready { version } => {
                write!(f, "version {} is submitted already, and the text has not changed since", version.short())
            }
            Refused::ApprovedAlready { version, on } => {
                write!(f, "version {} is on record as approved on {on} already", version.short())
            }
            Refused::SignedByAll { version } => write!(f, "version {} has all its sign-offs", version.short()),
            Refused::WasReturned { by, because } => write!(f, "{} returned it: {because}", by.name),
            Refused::WasWithdrawn { by } => write!(f, "{} took it back", by.name),
            Refused::OtherVersion { submitted, asked } => {
                write!(f, "version {} was submitted, and the text is now version {}", submitted.short(), asked.short())
            }
            Refused::NobodyElse { role, held_by } if held_by.is_empty() => write!(f, "nobody holds the role `{role}`"),
            Refused::NobodyElse { role, .. } => write!(f, "nobody but its author can sign as `{role}`"),
            Refused::TooFew { role } => write!(f, "too few people hold its roles: nobody is left to sign as `{role}`"),
            Refused::OwnText { person, version } => {
                write!(f, "{} has written at it and cannot sign the own text: version {}", person.name, version.short())
            }
            Refused::SignedAlready { person, version, role } => {
                write!(f, "{} has signed version {} as `{role}` already", person.name, version.short())
            }
            Refused::NoRole { person, asked: Some(role), .. } => {
                write!(f, "{} does not sign this text as `{role}`", person.name)
            }
            Refused::NoRole { person, .. } => write!(f, "{} holds none of the roles that sign this text", person.name),
            Refused::RoleDone { role } => write!(f, "`{role}` has signed it already"),
            Refused::NotYet { role, before } => write!(f, "`{before}` signs before `{role}`"),
            Refused::NeededElsewhere { person, role } => {
                write!(f, "if {} signed as `{role}`, nobody would be left for another role", person.name)
            }
            Refused::ReturnsOwn { person } => {
                write!(f, "{} has written it: a text is given back to its author", person.name)
            }
            Refused::NotAsked { person } => {
                write!(f, "{} has neither written this text nor been asked to sign it", person.name)
            }
        }
    }
}

impl std::error::Error for Refused {}

fn listed(roles: &[RoleId]) -> String {
    roles.iter().map(|role| format!("`{role}`")).collect::<Vec<_>>().join(", ")
}
