//! The release of a text: when it is due, where it goes, and how far it has got. Whether it may begin is decided in
//! `gate`.

use super::history::same;
use super::{Act, Actor, Despite, Event, Refused, Review, Signed, State};
use crate::document::VersionId;
use crate::zone::LocalTime;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of a target in the desk: a place that texts are released to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct TargetId(pub String);

impl fmt::Display for TargetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text that is out is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The version that is replaced.
    pub of: VersionId,
    /// What was wrong in it.
    pub wrong: String,
    /// What is right.
    pub right: String,
}

/// A release that the gate let through; only [`Pass::release`](super::Pass::release) makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Release {
    pub(super) version: VersionId,
    pub(super) targets: Vec<TargetId>,
    /// The SHA-256 of the final report that the version was checked against.
    pub(super) report: String,
    /// The end of the embargo, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) embargo: Option<LocalTime>,
    /// Whether everybody that it goes to may have it before the embargo ends.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) under_embargo: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) despite: Option<Despite>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) correction: Option<Correction>,
}

impl Release {
    /// Returns the version.
    pub fn version(&self) -> &VersionId {
        &self.version
    }

    /// Returns where it goes, in order.
    pub fn targets(&self) -> &[TargetId] {
        &self.targets
    }

    /// Returns the SHA-256 of the final report that the version was checked against.
    pub fn report(&self) -> &str {
        &self.report
    }

    /// Returns until when those who have it must keep it to themselves, if it went to them before that.
    pub fn embargo_at(&self, at: Timestamp) -> Option<&LocalTime> {
        self.embargo.as_ref().filter(|end| at < end.instant)
    }

    /// Returns why it was released although something held it back.
    pub fn despite(&self) -> Option<&Despite> {
        self.despite.as_ref()
    }

    /// Returns what it corrects, if it replaces a version that is out.
    pub fn correction(&self) -> Option<&Correction> {
        self.correction.as_ref()
    }
}

/// A version at a target, read back and found to be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The version.
    pub version: VersionId,
    /// The target.
    pub target: TargetId,
    /// Where it is there: a path or an address.
    pub place: String,
    /// When it was read back.
    pub at: Timestamp,
}

/// A halt that holds until somebody ends it: nothing of the text is released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Who stopped it.
    pub by: Actor,
    /// The reason.
    pub because: String,
    /// When.
    pub at: Timestamp,
}

/// A signed version with a time for its release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    signed: Signed,
    due: LocalTime,
    targets: Vec<TargetId>,
    despite: Option<Despite>,
    by: Actor,
}

/// A version on its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Releasing {
    signed: Signed,
    release: Release,
    by: Actor,
    at: Timestamp,
}

/// A version that is out, at every target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    signed: Signed,
    release: Release,
    at: Timestamp,
}

impl Signed {
    /// Sets the time of the release.
    ///
    /// # Errors
    /// The time is past, or there is no target.
    pub fn schedule(
        self,
        (due, targets): (LocalTime, Vec<TargetId>),
        despite: Option<Despite>,
        by: Actor,
        at: Timestamp,
    ) -> Result<Scheduled, Refused> {
        if due.instant <= at {
            return Err(Refused::Past { due });
        }
        if targets.is_empty() {
            return Err(Refused::Nowhere);
        }
        Ok(Scheduled { signed: self, due, targets, despite, by })
    }

    /// Begins a release that the gate let through.
    ///
    /// # Errors
    /// It is before the end of the embargo, or there is no target.
    pub fn release(self, release: Release, by: Actor, at: Timestamp) -> Result<Releasing, Refused> {
        match release.embargo_at(at).filter(|_| !release.under_embargo) {
            Some(until) => Err(Refused::Early { until: until.clone() }),
            None if release.targets.is_empty() => Err(Refused::Nowhere),
            None => Ok(Releasing { signed: self, release, by, at }),
        }
    }
}

impl Scheduled {
    /// Returns the signed version.
    pub fn signed(&self) -> &Signed {
        &self.signed
    }

    /// Returns when it is due.
    pub fn due(&self) -> &LocalTime {
        &self.due
    }

    /// Returns where it goes, in order.
    pub fn targets(&self) -> &[TargetId] {
        &self.targets
    }

    /// Returns why the time was set although something held the version back.
    pub fn despite(&self) -> Option<&Despite> {
        self.despite.as_ref()
    }

    /// Returns who set the time.
    pub fn by(&self) -> &Actor {
        &self.by
    }

    /// Adds an author, if it is this version that they submitted.
    pub(super) fn also_by(&mut self, version: &VersionId, author: &Actor) {
        self.signed.also_by(version, author);
    }

    /// Takes the time away.
    #[must_use]
    pub fn cancel(self) -> Signed {
        self.signed
    }

    /// Begins a release that the gate let through.
    ///
    /// # Errors
    /// It is not due, or still under embargo.
    pub fn release(self, release: Release, by: Actor, at: Timestamp) -> Result<Releasing, Refused> {
        if at < self.due.instant {
            return Err(Refused::Early { until: self.due });
        }
        self.signed.release(release, by, at)
    }
}

impl Releasing {
    /// Returns the signed version.
    pub fn signed(&self) -> &Signed {
        &self.signed
    }

    /// Returns what was let through.
    pub fn release(&self) -> &Release {
        &self.release
    }

    /// Returns who began it.
    pub fn by(&self) -> &Actor {
        &self.by
    }

    /// Returns when it began.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Returns the targets that it has not reached, in order.
    pub fn missing<'a>(&'a self, deliveries: &'a [Delivery]) -> impl Iterator<Item = &'a TargetId> {
        self.release.targets.iter().filter(|target| {
            !deliveries.iter().any(|done| done.target == **target && done.version == self.release.version)
        })
    }

    /// Returns the state after a delivery: it is out once it has reached every target.
    fn after(self, deliveries: &[Delivery], at: Timestamp) -> State {
        if self.missing(deliveries).next().is_some() {
            return State::Releasing(self);
        }
        State::Released(Released { signed: self.signed, release: self.release, at })
    }
}

impl Released {
    /// Returns the signed version.
    pub fn signed(&self) -> &Signed {
        &self.signed
    }

    /// Returns what was let through.
    pub fn release(&self) -> &Release {
        &self.release
    }

    /// Returns when it had reached every target.
    pub fn at(&self) -> Timestamp {
        self.at
    }
}

impl Review {
    /// Returns when its release is due, if a time is set.
    pub fn due(&self) -> Option<&LocalTime> {
        if let State::Scheduled(scheduled) = &self.state { Some(scheduled.due()) } else { None }
    }

    /// Returns the release that began last, if something of the text is out or may be.
    pub fn out(&self) -> Option<&Release> {
        self.begun.as_ref().filter(|_| !(self.unsettled.is_empty() && self.deliveries.is_empty()))
    }

    /// Follows an event by which the text leaves the council, or is kept from it.
    pub(super) fn leave(&mut self, event: &Event) -> Result<(), Refused> {
        let (by, at) = (event.by.clone(), event.at);
        match &event.act {
            Act::Scheduled { version, due, targets, despite } => {
                self.replaces(version, None)?;
                let (due, targets) = (due.clone(), targets.clone());
                let scheduled = self.releasable(version)?.schedule((due, targets), despite.clone(), by, at)?;
                self.state = State::Scheduled(scheduled);
            }
            Act::Unscheduled { version } => {
                let State::Scheduled(scheduled) = &self.state else { return Err(Refused::NotScheduled) };
                same(scheduled.signed.submitted(), version)?;
                self.cancel();
            }
            Act::Releasing(release) => self.begin(release, by, at)?,
            Act::Delivered { version, target, place } => self.arrive(version, target, place, at)?,
            Act::TakenBack { version, target, place } => self.go(version, target, place.as_deref())?,
            Act::Stopped { because, .. } => {
                self.stop = Some(Stop { by, because: because.clone(), at });
                self.cancel();
            }
            Act::Resumed { .. } => drop(self.stop.take().ok_or(Refused::NotStopped)?),
            other => unreachable!("{other:?} is no act of a release"),
        }
        Ok(())
    }

    /// Takes the time of the release away, if one is set.
    fn cancel(&mut self) {
        self.state = match std::mem::take(&mut self.state) {
            State::Scheduled(scheduled) => State::Signed(scheduled.cancel()),
            other => other,
        };
    }

    /// Begins a release that the gate let through.
    fn begin(&mut self, release: &Release, by: Actor, at: Timestamp) -> Result<(), Refused> {
        if let Some(until) = self.due().filter(|due| at < due.instant) {
            return Err(Refused::Early { until: until.clone() });
        }
        let signed = self.releasable(&release.version)?;
        self.replaces(&release.version, release.correction.as_ref())?;
        self.state = State::Releasing(signed.release(release.clone(), by, at)?);
        self.may_be_out(release);
        Ok(())
    }

    /// Sees that a version takes the place of another one that is out only as a correction of it.
    fn replaces(&self, version: &VersionId, correction: Option<&Correction>) -> Result<(), Refused> {
        let out = self.out().map(Release::version).filter(|out| *out != version);
        match out.filter(|out| correction.is_none_or(|correction| correction.of != **out)) {
            Some(out) => Err(Refused::Corrects { out: out.clone() }),
            None => Ok(()),
        }
    }

    /// Notes that a version may be at the targets of a release from now on.
    pub(super) fn may_be_out(&mut self, release: &Release) {
        for target in &release.targets {
            let on_its_way = (release.version.clone(), target.clone());
            if !self.unsettled.contains(&on_its_way) {
                self.unsettled.push(on_its_way);
            }
        }
        self.begun = Some(release.clone());
    }

    /// Follows the arrival of a version at a target, where it replaces what was in its place. It has arrived even if the text
    /// was stopped or withdrawn in the meantime.
    fn arrive(&mut self, version: &VersionId, target: &TargetId, place: &str, at: Timestamp) -> Result<(), Refused> {
        if !self.unsettled.iter().any(|(other, to)| other == version && to == target) {
            return Err(Refused::NotOnItsWay { target: target.clone() });
        }
        self.unsettled.retain(|(_, to)| to != target);
        self.deliveries.retain(|there| there.target != *target || there.place != place);
        let (version, target, place) = (version.clone(), target.clone(), place.to_owned());
        self.deliveries.push(Delivery { version, target, place, at });
        self.state = match std::mem::take(&mut self.state) {
            State::Releasing(releasing) => releasing.after(&self.deliveries, at),
            other => other,
        };
        Ok(())
    }

    /// Follows that a version is no longer at a target, or never was.
    fn go(&mut self, version: &VersionId, target: &TargetId, place: Option<&str>) -> Result<(), Refused> {
        let before = self.deliveries.len() + self.unsettled.len();
        self.unsettled.retain(|(other, to)| (other, to) != (version, target));
        self.deliveries
            .retain(|there| (&there.version, &there.target, Some(there.place.as_str())) != (version, target, place));
        if self.deliveries.len() + self.unsettled.len() < before {
            return Ok(());
        }
        Err(Refused::NotThere { target: target.clone() })
    }
}
