//! The state of a text, from the events recorded about it. The same code decides whether one more event may happen. The
//! rules of each step are in `state`.

use super::{
    Act, Actor, Delivery, Despite, Event, Refused, Release, Released, Releasing, Requirement, Returned, RoleId,
    Scheduled, SignOff, Signed, Step, Stop, Submitted, TargetId, Withdrawn,
};
use crate::document::VersionId;
use crate::zone::Zone;
use jiff::Timestamp;
use jiff::civil::Date;

/// The state of a text in review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Its state.
    pub state: State,
    /// Sign-offs that are void: of people who signed an earlier version and have not signed again.
    pub fallen: Vec<SignOff>,
    /// The versions that were approved and not withdrawn, in the order in which they were recorded.
    pub approved: Vec<Approved>,
    /// Where versions of the text are: each as it was read back, and not taken back or replaced since.
    pub deliveries: Vec<Delivery>,
    /// The stop that holds, if there is one.
    pub stop: Option<Stop>,
    /// Where versions may be or may not be: on their way, something went wrong, and nobody has recorded what became of them.
    pub unsettled: Vec<(VersionId, TargetId)>,
    /// The release that began last.
    pub(super) begun: Option<Release>,
    /// Who submitted which version.
    submitters: Vec<(VersionId, Actor)>,
    /// How many of the submitters precede the last version that was signed off.
    settled: usize,
    /// The time zone in which days are counted.
    zone: Zone,
}

/// The state of a text. One that was only drafted has no events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It has not been submitted.
    #[default]
    Drafted,
    /// It is waiting for sign-offs.
    Submitted(Submitted),
    /// It is signed off.
    Signed(Signed),
    /// It is signed off, and a time is set for its release.
    Scheduled(Scheduled),
    /// Its release has begun.
    Releasing(Releasing),
    /// It is out.
    Released(Released),
    /// It was returned to its author.
    Returned(Returned),
    /// It was withdrawn.
    Withdrawn(Withdrawn),
}

/// A version that was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// The version.
    pub version: VersionId,
    /// The day of the approval.
    pub on: Date,
    /// When the approval was recorded.
    pub at: Timestamp,
    /// The file it came from, if it was approved outside copydesk.
    pub from: Option<String>,
}

impl Review {
    /// Returns the state of a text after these events. Days are counted in `zone`.
    ///
    /// # Errors
    /// The index of the first event that may not follow those before it, and the reason.
    pub fn of<'a>(zone: &Zone, events: impl IntoIterator<Item = &'a Event>) -> Result<Review, (usize, Refused)> {
        Review::of_joined(zone, events.into_iter().map(|event| (event, false)))
    }

    /// Returns the same, of events some of which are void since two copies of the record were joined.
    ///
    /// # Errors
    /// Those of [`Review::of`].
    pub fn of_joined<'a>(
        zone: &Zone,
        events: impl IntoIterator<Item = (&'a Event, bool)>,
    ) -> Result<Review, (usize, Refused)> {
        let mut review = Review::in_zone(zone);
        for (place, (event, is_void)) in events.into_iter().enumerate() {
            if is_void {
                review.pass_over(event);
            } else {
                review = review.then(event).map_err(|refused| (place, refused))?;
            }
        }
        Ok(review)
    }

    /// Returns the state of a text without events.
    pub(super) fn in_zone(zone: &Zone) -> Review {
        Review { zone: zone.clone(), ..Review::default() }
    }

    /// Notes an event that has no effect. A person who submitted a version is its author all the same, and a sign-off is void.
    pub(super) fn pass_over(&mut self, event: &Event) {
        match &event.act {
            Act::Submitted { version, .. } => {
                self.submitters.push((version.clone(), event.by.clone()));
                match &mut self.state {
                    State::Submitted(submitted) => submitted.also_by(version, &event.by),
                    State::Signed(signed) => signed.also_by(version, &event.by),
                    State::Scheduled(scheduled) => scheduled.also_by(version, &event.by),
                    _ => {}
                }
            }
            Act::Signed { version, role, despite } => {
                let (version, role, despite) = (version.clone(), role.clone(), despite.clone());
                self.falls(SignOff { version, role, by: event.by.clone(), at: event.at, despite });
            }
            Act::Releasing(release) => self.may_be_out(release),
            // Its release is known, if only as one that had no effect: so is where it is.
            Act::Delivered { .. } | Act::TakenBack { .. } => drop(self.leave(event)),
            _ => {}
        }
    }

    /// Returns the state after one more event.
    ///
    /// # Errors
    /// The event may not happen, and the reason.
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
            // It has no effect on the state; in a joined record it may come after the version was given back.
            Act::Checked { version, .. } => {
                if self.submitters.iter().all(|(submitted, _)| submitted != version) {
                    return Err(Refused::NotSubmitted);
                }
            }
            // A plugin has no review.
            Act::Plugin(_) => {}
            _ => self.leave(event)?,
        }
        Ok(self)
    }

    /// Returns the version that is in review or signed off.
    pub fn current(&self) -> Option<&Submitted> {
        match &self.state {
            State::Submitted(submitted) => Some(submitted),
            _ => self.signed().map(Signed::submitted),
        }
    }

    /// Accepts the version that is in review or signed off.
    ///
    /// # Errors
    /// There is none, or it is another one.
    pub fn is_current(&self, version: &VersionId) -> Result<(), Refused> {
        self.current().map_or_else(|| Err(self.not_submitted()), |current| same(current, version).map(drop))
    }

    /// Returns the version with every sign-off it needs, be it scheduled, on its way or out.
    pub fn signed(&self) -> Option<&Signed> {
        match &self.state {
            State::Signed(signed) => Some(signed),
            State::Scheduled(scheduled) => Some(scheduled.signed()),
            State::Releasing(releasing) => Some(releasing.signed()),
            State::Released(released) => Some(released.signed()),
            _ => None,
        }
    }

    /// Returns the time zone in which days are counted.
    pub(super) fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Returns the version that was approved last, by the day of the approval and not by the time it was recorded.
    pub fn last_approved(&self) -> Option<&Approved> {
        self.approved.iter().max_by_key(|approved| (approved.on, approved.at))
    }

    /// Returns the role in which a person can sign a version now.
    ///
    /// # Errors
    /// The version is not the one that is waiting for sign-offs, or the person cannot sign it.
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
            State::Scheduled(scheduled) => scheduled.signed().submitted().signed().to_vec(),
            State::Returned(returned) => returned.signed,
            // The sign-offs of a version that is out have done their work.
            State::Drafted | State::Withdrawn(_) | State::Releasing(_) | State::Released(_) => Vec::new(),
        };
        self.submitters.push((version.clone(), by));
        let mut step = Step::Waiting(Submitted::new(version.clone(), self.authors(&version), needs, despite, at)?);
        for sign_off in before {
            // A sign-off of this very version holds even if the rules have changed, as long as they still ask for it.
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
        let Some(signed) = self.signed() else { return self.submitted(version)?.take_back(by, because, at) };
        let withdrawn = same(signed.submitted(), version)?.clone();
        self.approved.pop();
        withdrawn.take_back(by, because, at)
    }

    /// Returns `true` if this version was added as approved outside copydesk. It may have been the wrong file, so anyone
    /// in the desk can withdraw it.
    fn is_on_record(&self, version: &VersionId) -> bool {
        self.approved.iter().any(|approved| approved.from.is_some() && approved.version == *version)
    }

    /// Returns why there is no submitted version to act on.
    pub fn not_submitted(&self) -> Refused {
        match &self.state {
            State::Returned(returned) => {
                Refused::WasReturned { by: returned.by.clone(), because: returned.because.clone() }
            }
            State::Withdrawn(withdrawn) => Refused::WasWithdrawn { by: withdrawn.by.clone() },
            _ => Refused::NotSubmitted,
        }
    }

    /// Returns the submission that is waiting for sign-offs, if it is of this version.
    fn submitted(&self, version: &VersionId) -> Result<Submitted, Refused> {
        match &self.state {
            State::Submitted(submitted) => same(submitted, version).cloned(),
            _ => Err(match self.signed() {
                Some(signed) => Refused::SignedByAll { version: signed.submitted().version().clone() },
                None => self.not_submitted(),
            }),
        }
    }

    /// Returns the signed version, if it is this one, is neither stopped nor out, and so can be released or scheduled.
    pub(super) fn releasable(&self, version: &VersionId) -> Result<Signed, Refused> {
        if let Some(stop) = &self.stop {
            return Err(Refused::Stopped { stop: stop.clone() });
        }
        let signed = match &self.state {
            State::Signed(signed) => signed,
            State::Scheduled(scheduled) => scheduled.signed(),
            State::Submitted(_) => return Err(Refused::NotSigned),
            State::Releasing(_) | State::Released(_) => return Err(Refused::Out { version: version.clone() }),
            _ => return Err(self.not_submitted()),
        };
        same(signed.submitted(), version)?;
        Ok(signed.clone())
    }

    /// Returns the authors of a version: everyone who has submitted it, or any version since the last that was signed
    /// off. Changing a word does not make a colleague's text your own.
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

pub(super) fn same<'a>(submitted: &'a Submitted, version: &VersionId) -> Result<&'a Submitted, Refused> {
    if submitted.version() == version {
        return Ok(submitted);
    }
    Err(Refused::OtherVersion { submitted: submitted.version().clone(), asked: version.clone() })
}
