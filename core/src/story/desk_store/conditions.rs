//! Gathers what is true of a version at the moment of its release: the report, the brief and the desk as they are then.

use super::{DeskStore, StoreCopy, gate};
use crate::document::VersionId;
use crate::hash::sha256;
use crate::review::{Conditions, TextName};
use crate::story::{self, Error, Story, final_report, user_files};
use crate::zone::{LocalTime, Zone};
use crate::{disk, zone};
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

/// The moment of a release.
#[derive(Clone, Copy, Debug)]
pub(super) enum Moment {
    /// It is now, by the machine's clock.
    Now {
        /// The time.
        at: Timestamp,
        /// The time by the clock of the disk that the record is on.
        record: Timestamp,
        /// How late it may begin; `None` where a person asks for it.
        window: Option<SignedDuration>,
    },
    /// It has not come: what can be known of it.
    Foreseen {
        /// The time.
        at: Timestamp,
    },
}

impl Moment {
    /// Returns the time by the machine's clock.
    pub(super) fn at(self) -> Timestamp {
        let (Moment::Now { at, .. } | Moment::Foreseen { at }) = self;
        at
    }
}

impl DeskStore {
    /// Returns the conditions for the release of a version at a moment.
    pub(super) fn conditions_of(
        &self,
        (text, version): (&TextName, &VersionId),
        moment: Moment,
    ) -> Result<Conditions, Error> {
        let (now, record_clock, window) = match moment {
            Moment::Now { at, record, window } => (at, Some(record), window),
            Moment::Foreseen { at } => (at, None, None),
        };
        let (place, document) = (self.place_of(text), self.document(version)?);
        let story = story::open(&place.folder)?;
        story.ready()?;
        let at = LocalTime::at(self.zone(), now).local;
        let mut held = gate::held(&story, &place.output, &document, Some(at))?;
        let periods = &self.desk.desk.pre_election;
        if let Some(period) = periods.iter().find(|period| (period.from..=period.to).contains(&at.date())) {
            held.errors.push(format!("it is the pre-election period of the {} [pre-election]", period.what));
        }
        let report = final_report(&place.folder).map(|file| user_files::read(&file)).transpose()?;
        Ok(Conditions {
            now,
            record_clock,
            seen: self.log()?.events.iter().map(|recorded| recorded.event.at).max(),
            embargo: embargo(&story, self.zone())?,
            under_embargo: false,
            held,
            report: report.map(|bytes| sha256(&bytes)),
            copy: self.unjoined()?,
            window,
        })
    }

    /// Returns the file name of a copy of the record that has events which the record lacks.
    fn unjoined(&self) -> Result<Option<String>, Error> {
        let more = |copy: &StoreCopy| copy.compared.as_ref().is_ok_and(|compared| !compared.only_there.is_empty());
        let copy = self.copies()?.into_iter().find(more);
        Ok(copy.map(|copy| copy.path.file_name().unwrap_or_default().to_string_lossy().into_owned()))
    }

    /// Returns what the clock of the disk that the record is on (on a shared drive, that of the server) shows when this
    /// machine's shows `now`.
    ///
    /// # Errors
    /// Nothing can be written into the desk's folder.
    pub fn record_clock(&self, now: Timestamp) -> Result<Timestamp, Error> {
        let path = &self.desk.path;
        let unreadable = |cause: jiff::Error| Error::Write { path: path.clone(), cause: std::io::Error::other(cause) };
        let (disk, machine) = disk::clocks(path)?;
        let times = [disk, machine].map(Timestamp::try_from);
        let [disk, machine] = times.map(|time| time.map_err(unreadable));
        now.checked_add(disk?.duration_since(machine?)).map_err(unreadable)
    }
}

/// Returns the end of the embargo: the time in the brief or, without one, the beginning of the day on which the report is
/// published.
pub(in crate::story) fn embargo(story: &Story, zone: &Zone) -> Result<Option<LocalTime>, Error> {
    let midnight = || story.published().map(|day| zone::Moment::from(day.to_datetime(Time::midnight())));
    let end = story.brief.publish_at.or_else(midnight);
    end.map(|at| LocalTime::of(zone, at)).transpose().map_err(Error::When)
}
