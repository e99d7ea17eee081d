//! The gate: whether a version may leave the council at this moment. The conditions are gathered in
//! [`story`](crate::story) at the moment of release, and decided here.

use super::{Correction, Despite, Held, PersonId, Refused, Release, Review, State, TargetId};
use crate::document::VersionId;
use crate::text::{argument, printable};
use crate::zone::LocalTime;
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::path::Path;

/// How far the machine's clock may be from that of the record, and behind what is on record: more than two machines differ that
/// set their clocks by the network, than such a clock is set back, and than a coarse file system shows.
const CLOCKS_APART: SignedDuration = SignedDuration::from_secs(2);

/// What is true of a version at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditions {
    /// The time by the machine's clock.
    pub now: Timestamp,
    /// The time by the clock of the disk or database that the record is on; `None` at a time that has not come.
    pub record_clock: Option<Timestamp>,
    /// The time of the last event on record: the clock must not be well before it.
    pub seen: Option<Timestamp>,
    /// The end of the embargo, if there is one.
    pub embargo: Option<LocalTime>,
    /// Whether everybody that it goes to may have it before the embargo ends.
    pub under_embargo: bool,
    /// What holds the version back, by the report and the desk as they are now: errors of the checks, a pre-election
    /// period, places to fill in.
    pub held: Held,
    /// The SHA-256 of the final report; `None` if the story has only a draft of it.
    pub report: Option<String>,
    /// Another copy of the record that has events which this one lacks, by its file name: one of them may be an objection.
    pub copy: Option<String>,
    /// How late a release may begin without being asked about; `None` if a person asks for it now.
    pub window: Option<SignedDuration>,
}

impl Conditions {
    /// Returns the end of the embargo, if it holds for anybody that the version goes to.
    fn holding(&self) -> Option<&LocalTime> {
        self.embargo.as_ref().filter(|_| !self.under_embargo)
    }
}

/// A person's reason to let a version out despite errors.
#[derive(Clone, Copy, Debug)]
pub struct Waiver<'a> {
    /// The reason.
    pub because: &'a str,
    /// Who may give one; `None` if anybody may.
    pub may: Option<&'a [PersonId]>,
    /// Who gives it.
    pub by: &'a PersonId,
}

/// Something that keeps a version from being released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bar {
    /// The rules of the review do not let it happen: it is not signed, stopped, not current.
    Review(Refused),
    /// It is too early: the release is not due, or the embargo has not ended.
    Early {
        /// From when it may be released.
        until: LocalTime,
    },
    /// It was due some time ago, and nobody has asked for it since.
    Late {
        /// When it was due.
        due: LocalTime,
    },
    /// The clock is before a time that is on record.
    Clock {
        /// That time.
        seen: LocalTime,
    },
    /// The machine's clock and that of the record differ.
    Clocks {
        /// The time by the machine's clock.
        machine: LocalTime,
        /// The time by the other.
        record: LocalTime,
    },
    /// The story cannot be read, so nothing can be checked.
    Story {
        /// The reason.
        why: String,
        /// The next step.
        hint: String,
    },
    /// Another copy of the record has events that this one lacks.
    Copy {
        /// Its file name.
        name: String,
    },
    /// The story has no final report.
    NotFinal,
    /// There are errors that nobody has accepted who signed it or set the time of its release.
    Errors(Vec<String>),
    /// Places are to be filled in.
    Places(Vec<String>),
    /// The person may not give a reason to go on.
    NotTheirs,
}

/// Proof that the gate let a version through; nothing else makes one.
#[derive(Debug)]
#[must_use = "a version that may go out has not gone out"]
pub struct Pass {
    version: VersionId,
    report: String,
    embargo: Option<LocalTime>,
    under_embargo: bool,
    despite: Option<Despite>,
}

impl Pass {
    /// Returns the release of the version to these targets.
    pub fn release(self, targets: Vec<TargetId>, correction: Option<Correction>) -> Release {
        let Pass { version, report, embargo, under_embargo, despite } = self;
        Release { version, targets, report, embargo, under_embargo, despite, correction }
    }
}

impl Review {
    /// Decides whether a version may be released now. `waiver` is a reason to go on despite errors.
    ///
    /// # Errors
    /// Everything that is in the way.
    pub fn pass(
        &self,
        version: &VersionId,
        conditions: Conditions,
        waiver: Option<Waiver<'_>>,
    ) -> Result<Pass, Vec<Bar>> {
        let (mut bars, despite) = self.judged(version, &conditions, waiver);
        bars.extend(self.time(&conditions));
        let Conditions { report: Some(report), embargo, under_embargo, .. } = conditions else {
            bars.push(Bar::NotFinal);
            return Err(bars);
        };
        if !bars.is_empty() {
            return Err(bars);
        }
        Ok(Pass { version: version.clone(), report, embargo, under_embargo, despite })
    }

    /// Decides whether a version may be scheduled, given the conditions at the time of its release as far as they can be
    /// foreseen: the final report may come later. Returns the reason to go on despite errors, which is recorded.
    ///
    /// # Errors
    /// Everything that would be in the way.
    pub fn foresee(
        &self,
        version: &VersionId,
        at_release: &Conditions,
        waiver: Option<Waiver<'_>>,
    ) -> Result<Option<Despite>, Vec<Bar>> {
        let (mut bars, despite) = self.judged(version, at_release, waiver);
        let early = at_release.holding().filter(|until| at_release.now < until.instant);
        bars.extend(early.cloned().map(|until| Bar::Early { until }));
        if bars.is_empty() { Ok(despite) } else { Err(bars) }
    }

    /// Returns what is in the way apart from the time and the report, and the reason to go on despite errors.
    fn judged(
        &self,
        version: &VersionId,
        conditions: &Conditions,
        waiver: Option<Waiver<'_>>,
    ) -> (Vec<Bar>, Option<Despite>) {
        let mut bars: Vec<Bar> = self.releasable(version).err().map(Bar::Review).into_iter().collect();
        bars.extend(conditions.copy.clone().map(|name| Bar::Copy { name }));
        let Held { errors, places } = &conditions.held;
        if !places.is_empty() {
            bars.push(Bar::Places(places.clone()));
        }
        let accepted = self.accepted();
        let errors: Vec<String> = errors.iter().filter(|error| !accepted.contains(error)).cloned().collect();
        let despite = match waiver {
            _ if errors.is_empty() => None,
            Some(waiver) if waiver.may.is_none_or(|may| may.contains(waiver.by)) => {
                let over = Held { errors, places: Vec::new() };
                Some(Despite { because: waiver.because.to_owned(), over })
            }
            refused => {
                bars.push(Bar::Errors(errors));
                bars.extend(refused.is_some().then_some(Bar::NotTheirs));
                None
            }
        };
        (bars, despite)
    }

    /// Returns the errors that somebody accepted who signed this version or set the time of its release.
    fn accepted(&self) -> Vec<&String> {
        let signed = self.signed().into_iter().flat_map(|signed| signed.submitted().signed());
        let signed = signed.filter_map(|sign_off| sign_off.despite.as_ref());
        let scheduled = if let State::Scheduled(scheduled) = &self.state { scheduled.despite() } else { None };
        signed.chain(scheduled).flat_map(|despite| &despite.over.errors).collect()
    }

    /// Returns what the clocks have against it.
    fn time(&self, conditions: &Conditions) -> Vec<Bar> {
        let by_machine = conditions.now;
        let by_record = conditions.record_clock.unwrap_or(by_machine);
        // Both have to be past the time.
        let now = by_machine.min(by_record);
        let later = [self.due(), conditions.holding()].into_iter().flatten().max_by_key(|time| time.instant);
        let early = later.filter(|until| now < until.instant).map(|until| Bar::Early { until: until.clone() });
        let is_late =
            |due: &&LocalTime| conditions.window.is_some_and(|window| now.duration_since(due.instant) > window);
        let late = self.due().filter(is_late).map(|due| Bar::Late { due: due.clone() });
        let local = |instant| LocalTime::at(self.zone(), instant);
        let ahead = conditions.seen.filter(|seen| seen.duration_since(by_machine) > CLOCKS_APART);
        let clock = ahead.map(|seen| Bar::Clock { seen: local(seen) });
        let apart = by_machine.duration_since(by_record).abs() > CLOCKS_APART;
        let clocks = apart.then(|| Bar::Clocks { machine: local(by_machine), record: local(by_record) });
        [early, late, clock, clocks].into_iter().flatten().collect()
    }
}

impl Bar {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            Bar::Review(why) => why.hint(),
            Bar::Early { .. } => "wait; to release it at that time: copydesk schedule".to_owned(),
            Bar::Late { .. } => "decide whether it goes out now: copydesk release, or copydesk schedule".to_owned(),
            Bar::Clock { .. } | Bar::Clocks { .. } => "set the clock of this machine right".to_owned(),
            Bar::Copy { name } => {
                format!("join the two: copydesk log --merge {} --as PERSON", argument(Path::new(name)))
            }
            Bar::Story { hint, .. } => hint.clone(),
            Bar::NotFinal => "check it against the published report: copydesk report FINAL.pdf STORY".to_owned(),
            Bar::Errors(_) => {
                "mend the text and submit it again; or go on, with a reason that is recorded: --despite \"REASON\""
                    .to_owned()
            }
            Bar::Places(_) => "fill them in, and submit the text again".to_owned(),
            Bar::NotTheirs => "ask one of those whom desk.toml names under [release] waive".to_owned(),
        }
    }
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = |f: &mut fmt::Formatter<'_>, all: &[String]| {
            all.iter().try_for_each(|line| write!(f, "\n  {}", printable(line).replace('\n', " ")))
        };
        match self {
            Bar::Review(why) => why.fmt(f),
            Bar::Early { until } => write!(f, "it must not go out before {until}"),
            Bar::Late { due } => write!(f, "it was due at {due}, too long ago to go out unasked"),
            Bar::Clock { seen } => write!(f, "the clock of this machine is wrong: something was recorded at {seen}"),
            Bar::Clocks { machine, record } => write!(
                f,
                "the clocks differ: it is {} by this machine, and {} where the record is",
                machine.to_the_second(),
                record.to_the_second()
            ),
            Bar::Copy { name } => {
                write!(f, "{}, another copy of the record, has events that this one lacks", printable(name))
            }
            Bar::Story { why, .. } => f.write_str(why),
            Bar::NotFinal => f.write_str("it has not been checked against the final report"),
            Bar::Errors(errors) => {
                f.write_str("there are errors that nobody who signed it has accepted:")?;
                listed(f, errors)
            }
            Bar::Places(places) => {
                f.write_str("places are to be filled in:")?;
                listed(f, places)
            }
            Bar::NotTheirs => f.write_str("this person may not let it out despite that"),
        }
    }
}
