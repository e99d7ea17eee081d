//! The states of a text in review, as types: each is made of the one before and uses it up. Not here: how the states follow
//! from what was written down (history).

use super::{Actor, Despite, Open, PersonId, Refused, Requirement, RoleId};
use crate::document::VersionId;
use jiff::Timestamp;

/// One person's yes to one version, in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// The version: a sign-off holds for this one and no other.
    pub version: VersionId,
    /// The role.
    pub role: RoleId,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// Why, where something held the version back.
    pub despite: Option<Despite>,
}

/// A version that waits for sign-offs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    version: VersionId,
    authors: Vec<Actor>,
    needs: Requirement,
    signed: Vec<SignOff>,
    at: Timestamp,
    despite: Option<Despite>,
}

/// A version that everybody has signed who has to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    submitted: Submitted,
    at: Timestamp,
}

/// What a sign-off leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "the state before the sign-off is used up"]
pub enum Step {
    /// Others have to sign too.
    Waiting(Submitted),
    /// It was the last one.
    Complete(Signed),
}

/// A version that has left the council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    signed: Signed,
    at: Timestamp,
}

/// A version that its author was given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The version.
    pub version: VersionId,
    /// Who gave it back.
    pub by: Actor,
    /// Why.
    pub because: String,
    /// When.
    pub at: Timestamp,
    /// The sign-offs that it had.
    pub signed: Vec<SignOff>,
}

/// A version that was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The version.
    pub version: VersionId,
    /// Who took it back.
    pub by: Actor,
    /// Why, where a reason was given.
    pub because: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl Submitted {
    /// Puts a version before those who sign. `authors` are all who have submitted this very version.
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

    /// The version.
    pub fn version(&self) -> &VersionId {
        &self.version
    }

    /// Who submitted this version.
    pub fn authors(&self) -> &[Actor] {
        &self.authors
    }

    /// Who has to sign.
    pub fn needs(&self) -> &Requirement {
        &self.needs
    }

    /// Who has signed, in the order of signing.
    pub fn signed(&self) -> &[SignOff] {
        &self.signed
    }

    /// When it was submitted.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Why it was submitted, where something held it back.
    pub fn despite(&self) -> Option<&Despite> {
        self.despite.as_ref()
    }

    /// The roles that are still to be signed.
    pub fn open(&self) -> Vec<Open> {
        self.needs.open(&self.authors, &self.signed)
    }

    /// The role in which a person can sign: the one they ask for or, where they ask for none, the first that is open to them.
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

    /// Signs.
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

    /// Gives the version back to its author; its sign-offs end.
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

    /// Takes the version back.
    ///
    /// # Errors
    /// The person is neither an author nor one of those who sign.
    pub fn take_back(self, by: Actor, because: Option<String>, at: Timestamp) -> Result<Withdrawn, Refused> {
        if !self.needs.asks(&by.id) && !self.is_author(&by.id) {
            return Err(Refused::NotAsked { person: by });
        }
        Ok(Withdrawn { version: self.version, by, because, at })
    }

    fn is_author(&self, person: &PersonId) -> bool {
        self.authors.iter().any(|author| author.id == *person)
    }
}

impl Signed {
    /// What was signed, with its sign-offs.
    pub fn submitted(&self) -> &Submitted {
        &self.submitted
    }

    /// When the last of them signed.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Takes the version back before it has left the council.
    ///
    /// # Errors
    /// The person is neither an author nor one of those who sign.
    pub fn take_back(self, by: Actor, because: Option<String>, at: Timestamp) -> Result<Withdrawn, Refused> {
        self.submitted.take_back(by, because, at)
    }

    /// Lets the version out.
    pub fn publish(self, at: Timestamp) -> Published {
        Published { signed: self, at }
    }
}

impl Published {
    /// What was published.
    pub fn signed(&self) -> &Signed {
        &self.signed
    }

    /// When.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Replaces it by a correction, which has to be signed like any other text.
    #[must_use]
    pub fn correct(self, by: Signed, at: Timestamp) -> Published {
        by.publish(at)
    }

    /// Takes it back after it has left the council.
    ///
    /// # Errors
    /// The person is neither an author nor one of those who sign.
    pub fn withdraw(self, by: Actor, because: Option<String>, at: Timestamp) -> Result<Withdrawn, Refused> {
        self.signed.take_back(by, because, at)
    }
}
