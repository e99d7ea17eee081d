//! Carries out a release: each target is asked what it has, given what it lacks, and read back. Every step may be the last
//! before the program is killed; the next one to go on loses nothing and repeats nothing.

use super::ReviewError;
use super::conditions::Moment;
use crate::document::VersionId;
use crate::review::{
    Act, Acting, Actor, Bar, Conditions, Correction, Proof, Releasing, Review, State, TargetId, Terminal, TextName,
    Waiver,
};
use crate::story::Error;
use crate::target::{Parcel, Target, TargetError};
use jiff::Timestamp;
use std::fs::File;

/// What a release needs of its surroundings: the record, and the targets with what goes there.
pub(super) trait Surroundings {
    /// Returns the state of a text as recorded now.
    fn state(&self, text: &TextName) -> Result<Review, Error>;

    /// Records an act of a text, if the rules allow it. `decide` returns the act, given the state that it follows.
    fn write_down(
        &self,
        acting: &Acting,
        text: &TextName,
        decide: &dyn Fn(&Review) -> Result<Act, Error>,
    ) -> Result<Review, Error>;

    /// Returns what is true of a version at a moment.
    fn conditions(&self, text: &TextName, version: &VersionId, moment: Moment) -> Result<Conditions, Error>;

    /// Waits until no other program delivers, and keeps others from it until the file is dropped.
    fn lock(&self) -> Result<Option<File>, Error>;

    /// Returns a target as it is at a time.
    fn target(&self, id: &TargetId, at: Timestamp) -> Result<Box<dyn Target + '_>, Error>;

    /// Returns whether everybody at these targets may have a text before its embargo ends.
    fn hold_embargo(&self, targets: &[TargetId]) -> bool;

    /// Returns whether what a reader gets at a target is what was put there.
    fn is_same(&self, _: &TargetId, parcel: &Parcel, found: &[u8]) -> bool {
        parcel.bytes == found
    }

    /// Returns a version as it goes to a target at a time.
    fn parcel(&self, of: (&TextName, &VersionId), target: &TargetId, at: Timestamp) -> Result<Parcel, Error>;
}

/// A target that a release did not reach, and why.
pub(super) type Missed = (TargetId, Error);

/// A release that somebody asks for.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'a> {
    /// The text and the version.
    pub(super) of: (&'a TextName, &'a VersionId),
    /// Where it goes.
    pub(super) targets: &'a [TargetId],
    /// A reason to go on despite errors.
    pub(super) waiver: Option<Waiver<'a>>,
    /// What it corrects.
    pub(super) correction: Option<&'a Correction>,
    /// The moment.
    pub(super) moment: Moment,
}

/// Begins a release, if the gate lets the version through now.
pub(super) fn begin(on: &dyn Surroundings, wanted: &Wanted<'_>, acting: &Acting) -> Result<(), Error> {
    let (text, version) = wanted.of;
    let mut conditions = on.conditions(text, version, wanted.moment)?;
    conditions.under_embargo = on.hold_embargo(wanted.targets);
    let decide = |review: &Review| {
        let pass = review.pass(version, conditions.clone(), wanted.waiver).map_err(|bars| barred(text, bars))?;
        Ok(Act::Releasing(pass.release(wanted.targets.to_vec(), wanted.correction.cloned())))
    };
    on.write_down(acting, text, &decide).map(drop)
}

/// Does what is due of one text, in the name of the person who asked for it: begins what is scheduled, goes on with what has
/// begun, takes back what was withdrawn. Returns `None` if nothing is due.
pub(super) fn advance(
    on: &dyn Surroundings,
    (text, review): (&TextName, &Review),
    terminal: &Terminal,
    moment: Moment,
) -> Option<Result<Vec<Missed>, Error>> {
    let now = moment.at();
    let acting = |by: &Actor| Acting { by: by.clone(), proof: Some(Proof::Schedule(terminal.clone())), at: now };
    match &review.state {
        State::Scheduled(scheduled) if scheduled.due().instant <= now => {
            let of = (text, scheduled.signed().submitted().version());
            let (targets, acting) = (scheduled.targets(), acting(scheduled.by()));
            let wanted = Wanted { of, targets, waiver: None, correction: None, moment };
            Some(begin(on, &wanted, &acting).and_then(|()| carry_out(on, text, &acting)))
        }
        State::Releasing(begun) if review.stop.is_none() => Some(carry_out(on, text, &acting(begun.by()))),
        State::Withdrawn(withdrawn) if review.out().is_some() => Some(carry_out(on, text, &acting(&withdrawn.by))),
        _ => None,
    }
}

/// Delivers or takes back, while no other program does.
pub(super) fn carry_out(on: &dyn Surroundings, text: &TextName, acting: &Acting) -> Result<Vec<Missed>, Error> {
    let _held = on.lock()?;
    let mut missed = deliver(on, text, acting)?;
    missed.extend(recall(on, text, acting)?);
    Ok(missed)
}

/// Returns the error for a version that the gate does not let through.
pub(super) fn barred(text: &TextName, bars: Vec<Bar>) -> Error {
    ReviewError::Barred { text: text.to_string(), bars }.into()
}

/// Delivers a version whose release has begun to each target that it has not reached, until somebody stops it. One target
/// that fails does not hold up the others.
fn deliver(on: &dyn Surroundings, text: &TextName, acting: &Acting) -> Result<Vec<Missed>, Error> {
    let mut missed = Vec::new();
    let State::Releasing(begun) = on.state(text)?.state else { return Ok(missed) };
    let version = begun.release().version();
    for target in begun.release().targets() {
        // Asked anew each time: it may have been stopped, withdrawn or delivered by somebody else in the meantime.
        let now = on.state(text)?;
        let is_missing = |going: &Releasing| going.missing(&now.deliveries).any(|other| other == target);
        match &now.state {
            State::Releasing(going) if now.stop.is_none() && going.release().version() == version => {
                if !is_missing(going) {
                    continue;
                }
            }
            _ => break,
        }
        match put(on, (text, version), target, acting.at) {
            Ok(place) => {
                let (version, target) = (version.clone(), target.clone());
                let act = Act::Delivered { version, target, place };
                on.write_down(acting, text, &|_| Ok(act.clone()))?;
            }
            Err(why) => missed.push((target.clone(), why)),
        }
    }
    Ok(missed)
}

/// Puts a version at a target, unless it is there, and reads it back.
fn put(on: &dyn Surroundings, of: (&TextName, &VersionId), id: &TargetId, at: Timestamp) -> Result<String, Error> {
    let parcel = on.parcel(of, id, at)?;
    let mut target = on.target(id, at)?;
    let missed = |why: TargetError| ReviewError::Target { id: id.clone(), why };
    let place = match target.find(&parcel).map_err(missed)? {
        Some(place) => place,
        None => target.put(&parcel).map_err(missed)?,
    };
    if !on.is_same(id, &parcel, &target.read_back(&place).map_err(missed)?) {
        return Err(missed(TargetError::OtherText { place }).into());
    }
    Ok(place)
}

/// Takes a withdrawn text back from every target where it is.
fn recall(on: &dyn Surroundings, text: &TextName, acting: &Acting) -> Result<Vec<Missed>, Error> {
    let mut missed = Vec::new();
    let review = on.state(text)?;
    if !matches!(review.state, State::Withdrawn(_)) {
        return Ok(missed);
    }
    let places = review.deliveries.iter().map(|there| (&there.version, &there.target, Some(&there.place)));
    let unsettled = review.unsettled.iter().map(|(version, target)| (version, target, None));
    for (version, target, place) in places.chain(unsettled) {
        match take_back(on, (text, version), (target, place), acting.at) {
            Ok(place) => {
                let act = Act::TakenBack { version: version.clone(), target: target.clone(), place };
                on.write_down(acting, text, &|_| Ok(act.clone()))?;
            }
            Err(why) => missed.push((target.clone(), why)),
        }
    }
    Ok(missed)
}

/// Takes a version back from a target, wherever it is there; returns where it was.
fn take_back(
    on: &dyn Surroundings,
    of: (&TextName, &VersionId),
    (id, place): (&TargetId, Option<&String>),
    at: Timestamp,
) -> Result<Option<String>, Error> {
    let parcel = on.parcel(of, id, at)?;
    let taken = on.target(id, at)?.take_back(place.map(String::as_str), &parcel);
    taken.map_err(|why| ReviewError::Target { id: id.clone(), why }.into())
}
