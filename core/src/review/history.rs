//! From what was written down to where a text stands: the events of one text, one after the other. The same way decides
//! whether one more may happen. Not here: the rules of each step (state).

use super::{
    Act, Actor, Despite, Event, Refused, Requirement, Returned, RoleId, SignOff, Signed, Step, Submitted, Withdrawn,
};
use crate::document::VersionId;
use crate::zone::Zone;
use jiff::Timestamp;
use jiff::civil::Date;

/// Where a text stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Its state.
    pub state: State,
    /// Sign-offs that fell: of people who signed an earlier version and have not signed again.
    pub fallen: Vec<SignOff>,
    /// The versions that were approved and not taken back, in the order in which that was written down.
    pub approved: Vec<Approved>,
    /// Who submitted which version: the authors.
    submitters: Vec<(VersionId, Actor)>,
    /// How many of them had submitted when a version was last signed by all.
    settled: usize,
    /// The clocks by which days are counted.
    zone: Zone,
}

/// The state of a text. One that was only drafted has no events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody has submitted it.
    #[default]
    Drafted,
    /// It waits for sign-offs.
    Submitted(Submitted),
    /// Everybody has signed.
    Signed(Signed),
    /// Its author has it back.
    Returned(Returned),
    /// It was taken back.
    Withdrawn(Withdrawn),
}

/// A version that was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// The version.
    pub version: VersionId,
    /// The day.
    pub on: Date,
    /// When that was written down.
    pub at: Timestamp,
    /// The file it came from, where it was approved before copydesk came.
    pub from: Option<String>,
}

impl Review {
    /// Where a text stands after its events. A day is that of the clocks of `zone`.
    ///
    /// # Errors
    /// An event that could not happen after those before it, by its place.
    pub fn of<'a>(zone: &Zone, events: impl IntoIterator<Item = &'a Event>) -> Result<Review, (usize, Refused)> {
        let mut review = Review { zone: zone.clone(), ..Review::default() };
        for (place, event) in events.into_iter().enumerate() {
            review = review.then(event).map_err(|refused| (place, refused))?;
        }
        Ok(review)
    }

    /// Where it stands after one more event.
    ///
    /// # Errors
    /// The event may not happen, and why.
    pub fn then(mut self, event: &Event) -> Result<Review, Refused> {
        let (by, at) = (event.by.clone(), event.at);
        match &event.act {
            Act::Submitted { version, needs, despite } => {
                return self.submit(version.clone(), by, needs.clone(), despite.clone(), at);
            }
            Act::Signed { version, role, despite } => {
                let step = self.submitted(version)?.sign(by, role.clone(), despite.clone(), at)?;
                self.fallen.retain(|sign_off| sign_off.by.id != event.by.id);
                self.step(step);
            }
            Act::Returned { version, because } => {
                self.state = State::Returned(self.submitted(version)?.send_back(by, because.clone(), at)?);
            }
            Act::Withdrawn { version, .. } if self.is_on_record(version) => {
                self.approved.retain(|approved| approved.version != *version);
            }
            Act::Withdrawn { version, because } => {
                self.state = State::Withdrawn(self.take_back(version, by, because.clone(), at)?);
                self.fallen.clear();
            }
            Act::Approved { version, on, from } => {
                if self.approved.iter().any(|known| known.version == *version && known.on == *on) {
                    return Err(Refused::ApprovedAlready { version: version.clone(), on: *on });
                }
                self.approved.push(Approved { version: version.clone(), on: *on, at, from: Some(from.clone()) });
            }
        }
        Ok(self)
    }

    /// The version that is in review or signed.
    pub fn current(&self) -> Option<&Submitted> {
        match &self.state {
            State::Submitted(submitted) => Some(submitted),
            State::Signed(signed) => Some(signed.submitted()),
            _ => None,
        }
    }

    /// The version that was approved last: by the day of the approval, not by when that was written down.
    pub fn last_approved(&self) -> Option<&Approved> {
        self.approved.iter().max_by_key(|approved| (approved.on, approved.at))
    }

    /// The role in which a person can sign a version now.
    ///
    /// # Errors
    /// The version is not the one that waits for sign-offs, or the person cannot sign it.
    pub fn role_for(&self, version: &VersionId, person: &Actor, asked: Option<&RoleId>) -> Result<RoleId, Refused> {
        self.submitted(version)?.role_for(person, asked)
    }

    fn submit(
        mut self,
        version: VersionId,
        by: Actor,
        needs: Requirement,
        despite: Option<Despite>,
        at: Timestamp,
    ) -> Result<Review, Refused> {
        let current = self.current().filter(|current| *current.version() == version);
        if current.is_some_and(|current| *current.needs() == needs) {
            return Err(Refused::SubmittedAlready { version });
        }
        let before = match std::mem::take(&mut self.state) {
            State::Submitted(submitted) => submitted.signed().to_vec(),
            State::Signed(signed) => signed.submitted().signed().to_vec(),
            State::Returned(returned) => returned.signed,
            State::Drafted | State::Withdrawn(_) => Vec::new(),
        };
        self.submitters.push((version.clone(), by));
        let mut step = Step::Waiting(Submitted::new(version.clone(), self.authors(&version), needs, despite, at)?);
        for sign_off in before {
            // A yes to this very version still holds where the rules have changed and still ask for it.
            let kept = match &step {
                Step::Waiting(submitted) if sign_off.version == version => {
                    let SignOff { by, role, despite, at, .. } = sign_off.clone();
                    submitted.clone().sign(by, role, despite, at).ok()
                }
                _ => None,
            };
            match kept {
                Some(next) => step = next,
                None => self.falls(sign_off),
            }
        }
        self.step(step);
        Ok(self)
    }

    fn step(&mut self, step: Step) {
        self.state = match step {
            Step::Waiting(submitted) => State::Submitted(submitted),
            Step::Complete(signed) => {
                let (version, on) = (signed.submitted().version().clone(), self.zone.day(signed.at()));
                self.fallen.clear();
                self.settled = self.submitters.len();
                self.approved.push(Approved { version, on, at: signed.at(), from: None });
                State::Signed(signed)
            }
        };
    }

    fn falls(&mut self, sign_off: SignOff) {
        self.fallen.retain(|other| other.by.id != sign_off.by.id);
        self.fallen.push(sign_off);
    }

    fn take_back(
        &mut self,
        version: &VersionId,
        by: Actor,
        because: Option<String>,
        at: Timestamp,
    ) -> Result<Withdrawn, Refused> {
        let State::Signed(signed) = &self.state else { return self.submitted(version)?.take_back(by, because, at) };
        let withdrawn = same(signed.submitted(), version)?.clone();
        self.approved.pop();
        withdrawn.take_back(by, because, at)
    }

    /// Whether this version was put on record as approved before copydesk came. Whoever did so may have taken the wrong file:
    /// anybody of the desk can take it back.
    fn is_on_record(&self, version: &VersionId) -> bool {
        self.approved.iter().any(|approved| approved.from.is_some() && approved.version == *version)
    }

    /// Why nothing can be done with what was submitted.
    pub fn not_submitted(&self) -> Refused {
        match &self.state {
            State::Returned(returned) => {
                Refused::WasReturned { by: returned.by.clone(), because: returned.because.clone() }
            }
            State::Withdrawn(withdrawn) => Refused::WasWithdrawn { by: withdrawn.by.clone() },
            _ => Refused::NotSubmitted,
        }
    }

    /// The submission that waits for sign-offs, if it is of this version.
    fn submitted(&self, version: &VersionId) -> Result<Submitted, Refused> {
        match &self.state {
            State::Submitted(submitted) => same(submitted, version).cloned(),
            State::Signed(signed) => Err(Refused::SignedByAll { version: signed.submitted().version().clone() }),
            _ => Err(self.not_submitted()),
        }
    }

    /// Who has written at a version: whoever has submitted it, or one since the last that was signed by all. A word that
    /// somebody else changes does not make a text another's.
    fn authors(&self, version: &VersionId) -> Vec<Actor> {
        let mut authors: Vec<Actor> = Vec::new();
        let all = self.submitters.iter().enumerate();
        for (_, (_, actor)) in all.filter(|(place, (other, _))| *place >= self.settled || other == version) {
            if !authors.iter().any(|known| known.id == actor.id) {
                authors.push(actor.clone());
            }
        }
        authors
    }
}

fn same<'a>(submitted: &'a Submitted, version: &VersionId) -> Result<&'a Submitted, Refused> {
    if submitted.version() == version {
        return Ok(submitted);
    }
    Err(Refused::OtherVersion { submitted: submitted.version().clone(), asked: version.clone() })
}
