//! The states of a text in review, as types: each is made of the one before and consumes it. How they follow from
//! recorded events is in `history`.

use super::{Actor, Despite, OpenRole, PersonId, Refused, Requirement, RoleId};
use crate::document::VersionId;
use jiff::Timestamp;

/// One person's approval of one version, in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// The version; the sign-off is for this one and no other.
    pub version: VersionId,
    /// The role.
    pub role: RoleId,
    /// The person who signed.
    pub by: Actor,
    /// When it was signed.
    pub at: Timestamp,
    /// Why it was signed although something held the version back.
    pub despite: Option<Despite>,
}

/// A version that is waiting for sign-offs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    version: VersionId,
    authors: Vec<Actor>,
    needs: Requirement,
    signed: Vec<SignOff>,
    at: Timestamp,
    despite: Option<Despite>,
}

/// A version with every sign-off it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    submitted: Submitted,
    at: Timestamp,
}

/// The outcome of a sign-off.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "the state before the sign-off is used up"]
pub enum Step {
    /// Other sign-offs are missing.
    Waiting(Submitted),
    /// It was the last one needed.
    Complete(Signed),
}

/// A version that was returned to its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The version.
    pub version: VersionId,
    /// Who returned it.
    pub by: Actor,
    /// The reason.
    pub because: String,
    /// When it was returned.
    pub at: Timestamp,
    /// The sign-offs it had.
    pub signed: Vec<SignOff>,
}

/// A version that was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The version.
    pub version: VersionId,
    /// Who withdrew it.
    pub by: Actor,
    /// The reason, if one was given.
    pub because: Option<String>,
    /// When it was withdrawn.
    pub at: Timestamp,
}

impl Submitted {
    /// Submits a version for sign-off. `authors` are all who have submitted this very version.
    ///
    /// # Errors
    /// The roles cannot all be signed by people other than the authors, each in one role.
    pub fn new(
        version: VersionId,
        authors: Vec<Actor>,
        needs: Requirement,
        despite: Option<Despite>,
        at: Timestamp,
    ) -> Result<Submitted, Refused> {
        needs.fillable(&authors, &[])?;
        Ok(Submitted { version, authors, needs, signed: Vec::new(), at, despite })
    }

    /// Returns the version.
    pub fn version(&self) -> &VersionId {
        &self.version
    }

    /// Returns who submitted this version.
    pub fn authors(&self) -> &[Actor] {
        &self.authors
    }

    /// Returns who has to sign.
    pub fn needs(&self) -> &Requirement {
        &self.needs
    }

    /// Returns the sign-offs, in order.
    pub fn signed(&self) -> &[SignOff] {
        &self.signed
    }

    /// Returns when it was submitted.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Returns why it was submitted although something held it back.
    pub fn despite(&self) -> Option<&Despite> {
        self.despite.as_ref()
    }

    /// Returns the roles that have not been signed yet.
    pub fn open(&self) -> Vec<OpenRole> {
        self.needs.open(&self.authors, &self.signed)
    }

    /// Returns the role in which a person can sign: the one they name or, without one, the first that is open to them.
    ///
    /// # Errors
    /// The person is an author, has signed, holds none of the roles, or cannot sign in this one now.
    pub fn role_for(&self, person: &Actor, asked: Option<&RoleId>) -> Result<RoleId, Refused> {
        if self.is_author(&person.id) {
            return Err(Refused::OwnText { person: person.clone(), version: self.version.clone() });
        }
        if let Some(sign_off) = self.signed.iter().find(|sign_off| sign_off.by.id == person.id) {
            let (version, role) = (self.version.clone(), sign_off.role.clone());
            return Err(Refused::SignedAlready { person: person.clone(), version, role });
        }
        let held = |role: &&super::RoleNeeded| role.holds(&person.id) && asked.is_none_or(|asked| *asked == role.id);
        let mut refused = self.no_role(person, asked);
        for role in self.needs.roles().iter().filter(held) {
            match self.can_sign(person, &role.id) {
                Ok(()) => return Ok(role.id.clone()),
                Err(why) => refused = why,
            }
        }
        Err(refused)
    }

    fn no_role(&self, person: &Actor, asked: Option<&RoleId>) -> Refused {
        let roles = self.needs.roles().iter().map(|role| role.id.clone()).collect();
        Refused::NoRole { person: person.clone(), asked: asked.cloned(), roles }
    }

    fn can_sign(&self, person: &Actor, role: &RoleId) -> Result<(), Refused> {
        let open = self.open();
        let Some(of_role) = open.iter().find(|open| open.role == *role) else {
            return Err(Refused::RoleDone { role: role.clone() });
        };
        if !of_role.now {
            return Err(Refused::NotYet { role: role.clone(), before: open[0].role.clone() });
        }
        let mut signed = self.signed.clone();
        signed.push(self.sign_off(person.clone(), role.clone(), None, self.at));
        self.needs
            .fillable(&self.authors, &signed)
            .map_err(|_| Refused::NeededElsewhere { person: person.clone(), role: role.clone() })
    }

    /// Adds a sign-off.
    ///
    /// # Errors
    /// Those of [`Submitted::role_for`].
    pub fn sign(mut self, by: Actor, role: RoleId, despite: Option<Despite>, at: Timestamp) -> Result<Step, Refused> {
        self.role_for(&by, Some(&role))?;
        let sign_off = self.sign_off(by, role, despite, at);
        self.signed.push(sign_off);
        let complete = self.open().is_empty();
        Ok(if complete { Step::Complete(Signed { submitted: self, at }) } else { Step::Waiting(self) })
    }

    fn sign_off(&self, by: Actor, role: RoleId, despite: Option<Despite>, at: Timestamp) -> SignOff {
        SignOff { version: self.version.clone(), role, by, at, despite }
    }

    /// Returns the version to its author; its sign-offs become void.
    ///
    /// # Errors
    /// The person is its author, or not one of those who sign.
    pub fn send_back(self, by: Actor, because: String, at: Timestamp) -> Result<Returned, Refused> {
        if self.is_author(&by.id) {
            return Err(Refused::ReturnsOwn { person: by });
        }
        if !self.needs.asks(&by.id) {
            return Err(Refused::NotAsked { person: by });
        }
        Ok(Returned { version: self.version, by, because, at, signed: self.signed })
    }

    /// Withdraws the version.
    ///
    /// # Errors
    /// The person is neither an author nor one of those who sign.
    pub fn take_back(self, by: Actor, because: Option<String>, at: Timestamp) -> Result<Withdrawn, Refused> {
        if !self.needs.asks(&by.id) && !self.is_author(&by.id) {
            return Err(Refused::NotAsked { person: by });
        }
        Ok(Withdrawn { version: self.version, by, because, at })
    }

    /// Adds an author, if it is this version that they submitted.
    pub(super) fn also_by(&mut self, version: &VersionId, author: &Actor) {
        if self.version == *version && !self.is_author(&author.id) {
            self.authors.push(author.clone());
        }
    }

    fn is_author(&self, person: &PersonId) -> bool {
        self.authors.iter().any(|author| author.id == *person)
    }
}

impl Signed {
    /// Returns the submission, with its sign-offs.
    pub fn submitted(&self) -> &Submitted {
        &self.submitted
    }

    /// Adds an author, if it is this version that they submitted.
    pub(super) fn also_by(&mut self, version: &VersionId, author: &Actor) {
        self.submitted.also_by(version, author);
    }

    /// Returns when the last sign-off was given.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Withdraws the version before it has left the council.
    ///
    /// # Errors
    /// The person is neither an author nor one of those who sign.
    pub fn take_back(self, by: Actor, because: Option<String>, at: Timestamp) -> Result<Withdrawn, Refused> {
        self.submitted.take_back(by, because, at)
    }
}
