//! The acts that let a text out or hold it back: schedule, release, correct, stop. The gate's rules are in
//! [`review`](crate::review), its conditions in `conditions`, the delivery in `delivery`.

use super::conditions::Moment;
use super::delivery::{self, Missed, Surroundings, Wanted};
use super::{DeskStore, refused, review_of, texts_of};
use crate::desk::Destination;
use crate::disk;
use crate::document::VersionId;
use crate::review::{
    Act, Acting, Bar, Conditions, Correction, PersonId, Release, Releasing, Review, State, Submitted, TargetId,
    Terminal, TextName, Waiver,
};
use crate::story::{Error, open};
use crate::target::{Parcel, Target};
use crate::zone::{self, LocalTime};
use jiff::{SignedDuration, Timestamp};
use std::fs::File;
use std::path::PathBuf;

/// The file that is locked while texts are delivered, so that two programs do not deliver one text.
const LOCK: &str = "release.lock";

/// A text of which something was due, and what became of it.
pub type Due = (TextName, Result<Outcome, Error>);

/// What became of a release.
#[derive(Debug)]
pub struct Outcome {
    /// The text.
    pub text: TextName,
    /// Its state now.
    pub review: Review,
    /// The targets that it did not reach, and why.
    pub missed: Vec<Missed>,
}

impl DeskStore {
    /// Sets the time at which a signed version is released, at the targets named or, with none, at those that the desk has
    /// for its output. Everything that will be in the way at that time, as far as it can be known, is refused now.
    ///
    /// # Errors
    /// [`Barred`](super::ReviewError::Barred); the time is unclear or past; there is no such target.
    pub fn schedule(
        &self,
        (text, version): (&TextName, &VersionId),
        (at, targets): (zone::Moment, &[TargetId]),
        despite: Option<&str>,
        acting: &Acting,
    ) -> Result<Review, Error> {
        let due = LocalTime::of(self.zone(), at).map_err(Error::When)?;
        let targets = self.targets_for(text, targets)?;
        let may = self.may_waive();
        let waiver = despite.map(|because| Waiver { because, may: may.as_deref(), by: &acting.by.id });
        let mut conditions = self.conditions_of((text, version), Moment::Foreseen { at: due.instant })?;
        conditions.under_embargo = self.hold_embargo(&targets);
        self.see_that_they_take(&targets, version)?;
        // What is wrong with a target today would be wrong then.
        for id in &targets {
            self.open_target(id, acting.at)?;
        }
        let act = |review: &Review| {
            let despite = review.foresee(version, &conditions, waiver).map_err(|bars| delivery::barred(text, bars))?;
            Ok(Act::Scheduled { version: version.clone(), due: due.clone(), targets: targets.clone(), despite })
        };
        Ok(self.record(acting, text, None, act)?.1)
    }

    /// Takes the time of a release away.
    ///
    /// # Errors
    /// No time is set.
    pub fn unschedule(&self, (text, version): (&TextName, &VersionId), acting: &Acting) -> Result<Review, Error> {
        let act = |_: &Review| Ok(Act::Unscheduled { version: version.clone() });
        Ok(self.record(acting, text, None, act)?.1)
    }

    /// Releases a signed version now, or goes on with a release that has begun.
    ///
    /// # Errors
    /// [`Barred`](super::ReviewError::Barred) with everything that is in the way; there is no such target.
    pub fn release(
        &self,
        (text, version): (&TextName, &VersionId),
        targets: &[TargetId],
        (despite, correction): (Option<&str>, Option<Correction>),
        acting: &Acting,
    ) -> Result<Outcome, Error> {
        if self.is_going(text, version)? {
            self.hurry(text, acting.at)?;
        } else {
            let (targets, may) = (self.targets_for(text, targets)?, self.may_waive());
            self.see_that_they_take(&targets, version)?;
            let waiver = despite.map(|because| Waiver { because, may: may.as_deref(), by: &acting.by.id });
            let (of, correction) = ((text, version), correction.as_ref());
            let moment = Moment::Now { at: acting.at, record: self.record_clock(acting.at)?, window: None };
            delivery::begin(self, &Wanted { of, targets: &targets, waiver, correction, moment }, acting)?;
        }
        self.outcome(text, delivery::carry_out(self, text, acting)?)
    }

    /// Stops a text: the time of its release is taken away, and nothing more of it goes out.
    ///
    /// # Errors
    /// Nothing of the text was ever submitted, or the store cannot be written.
    pub fn stop(&self, text: &TextName, because: &str, acting: &Acting) -> Result<Review, Error> {
        let act = |review: &Review| {
            let current = review.current().map(Submitted::version);
            let version = current.or_else(|| review.out().map(Release::version));
            let version = version.ok_or_else(|| refused(text, review.not_submitted()))?.clone();
            Ok(Act::Stopped { version, because: because.to_owned() })
        };
        Ok(self.record(acting, text, None, act)?.1)
    }

    /// Returns the texts that a stop of everything is for: those in review, signed, scheduled, on their way or out, and not
    /// stopped.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn stoppable(&self) -> Result<Vec<TextName>, Error> {
        let all = self.reviews()?.into_iter();
        Ok(all
            .filter(|(_, review)| review.stop.is_none() && review.current().is_some())
            .map(|(text, _)| text)
            .collect())
    }

    /// Ends a stop.
    ///
    /// # Errors
    /// The text was not stopped.
    pub fn resume(&self, text: &TextName, because: &str, acting: &Acting) -> Result<Review, Error> {
        let act = |review: &Review| {
            let version = review.current().ok_or_else(|| refused(text, review.not_submitted()))?.version().clone();
            Ok(Act::Resumed { version, because: because.to_owned() })
        };
        Ok(self.record(acting, text, None, act)?.1)
    }

    /// Takes a withdrawn text back from wherever it is.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn recall(&self, text: &TextName, acting: &Acting) -> Result<Outcome, Error> {
        self.outcome(text, delivery::carry_out(self, text, acting)?)
    }

    fn outcome(&self, text: &TextName, missed: Vec<Missed>) -> Result<Outcome, Error> {
        Ok(Outcome { text: text.clone(), review: self.review(text)?, missed })
    }

    /// Returns what would keep a text from being released at an instant, as far as it is known; empty if nothing would.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn bars(&self, text: &TextName, review: &Review, now: Timestamp) -> Result<Vec<Bar>, Error> {
        let Some(current) = review.current() else { return Ok(Vec::new()) };
        let version = current.version();
        let targets = if let State::Scheduled(scheduled) = &review.state { scheduled.targets() } else { &[] };
        let under_embargo = self.goes_under_embargo(targets);
        let conditions = match self.conditions_of((text, version), Moment::Foreseen { at: now }) {
            Ok(conditions) => Conditions { under_embargo, ..conditions },
            Err(error) => {
                let (why, hint) = (error.to_string(), error.hint().unwrap_or_default());
                return Ok(vec![Bar::Story { why, hint }]);
            }
        };
        Ok(review.pass(version, conditions, None).err().unwrap_or_default())
    }

    /// Does what is due: releases what is scheduled, goes on with what has begun, takes back what was withdrawn. Each is done
    /// in the name of the person who asked for it; what cannot be done is returned with the reason, and the rest is done.
    /// The times are those of the machine's clock and of [`DeskStore::record_clock`].
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn run(&self, terminal: &Terminal, (now, record): (Timestamp, Timestamp)) -> Result<Vec<Due>, Error> {
        let window = SignedDuration::from_mins(self.desk.desk.release.window.into());
        let moment = Moment::Now { at: now, record, window: Some(window) };
        let mut done = Vec::new();
        for (text, review) in self.reviews()? {
            if let Some(missed) = delivery::advance(self, (&text, &review), terminal, moment) {
                let outcome = missed.and_then(|missed| self.outcome(&text, missed));
                done.push((text, outcome));
            }
        }
        Ok(done)
    }

    /// Returns the folders that releases are written into, from the root: the desk's, then those of its targets that are not
    /// in it.
    pub fn folders(&self) -> Vec<PathBuf> {
        let desk = open::whole(&self.desk.path);
        let targets = self.desk.desk.targets.iter().filter_map(|target| match &target.to {
            Destination::Folder { folder, .. } => Some(folder),
            _ => None,
        });
        let mails = self.desk.desk.mail.as_ref().and_then(|mail| mail.folder.as_ref());
        let all = targets.chain(mails).map(|folder| open::whole(&desk.join(folder)));
        let elsewhere: Vec<PathBuf> = all.filter(|folder| !folder.starts_with(&desk)).collect();
        std::iter::once(desk).chain(elsewhere).collect()
    }

    /// Returns the state of every text.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn reviews(&self) -> Result<Vec<(TextName, Review)>, Error> {
        let log = self.log()?;
        let of = |text: &TextName| Ok((text.clone(), review_of(self.zone(), &log, text)?));
        texts_of(&log).into_iter().map(of).collect()
    }

    fn is_going(&self, text: &TextName, version: &VersionId) -> Result<bool, Error> {
        let review = self.review(text)?;
        let is_it = |going: &Releasing| going.release().version() == version;
        Ok(review.stop.is_none() && matches!(&review.state, State::Releasing(going) if is_it(going)))
    }

    /// Returns the targets named, which the desk must have, or those for the text's output.
    fn targets_for(&self, text: &TextName, named: &[TargetId]) -> Result<Vec<TargetId>, Error> {
        for id in named {
            self.target_of(id)?;
        }
        let of_output = || self.desk.desk.targets_of(&text.output).map(|target| TargetId(target.id.clone())).collect();
        Ok(if named.is_empty() { of_output() } else { named.to_vec() })
    }

    /// Returns the people who may let a text out despite errors; `None` for anybody.
    fn may_waive(&self) -> Option<Vec<PersonId>> {
        let desk = &self.desk.desk;
        let people = |role: &String| desk.holders(role).0.into_iter().map(|person| PersonId(person.id.clone()));
        desk.release.waive.as_ref().map(|roles| roles.iter().flat_map(people).collect())
    }
}

impl Surroundings for DeskStore {
    fn state(&self, text: &TextName) -> Result<Review, Error> {
        self.review(text)
    }

    fn write_down(
        &self,
        acting: &Acting,
        text: &TextName,
        decide: &dyn Fn(&Review) -> Result<Act, Error>,
    ) -> Result<Review, Error> {
        Ok(self.record(acting, text, None, decide)?.1)
    }

    fn conditions(&self, text: &TextName, version: &VersionId, moment: Moment) -> Result<Conditions, Error> {
        self.conditions_of((text, version), moment)
    }

    fn lock(&self) -> Result<Option<File>, Error> {
        Ok(Some(disk::lock(&self.desk.path.join(LOCK))?))
    }

    fn target(&self, id: &TargetId, at: Timestamp) -> Result<Box<dyn Target + '_>, Error> {
        self.open_target(id, at)
    }

    fn hold_embargo(&self, targets: &[TargetId]) -> bool {
        self.goes_under_embargo(targets)
    }

    fn is_same(&self, id: &TargetId, parcel: &Parcel, found: &[u8]) -> bool {
        self.reads_the_same(id, parcel, found)
    }

    fn parcel(&self, of: (&TextName, &VersionId), target: &TargetId, at: Timestamp) -> Result<Parcel, Error> {
        self.pack(of, target, at)
    }
}
