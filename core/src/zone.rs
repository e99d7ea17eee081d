//! A council's time zone, and local days and times as people write them. The current time is read in
//! [`cli`](crate::cli).

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The time zone of a council, by its name in the IANA database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Zone(TimeZone);

impl Default for Zone {
    /// That of England.
    fn default() -> Zone {
        Zone::try_from("Europe/London".to_owned()).expect("the program brings the database with it")
    }
}

impl TryFrom<String> for Zone {
    type Error = String;

    fn try_from(name: String) -> Result<Zone, String> {
        let unknown = |_| format!("there is no time zone `{name}`: write its IANA name, such as Europe/London");
        TimeZone::get(&name).map(Zone).map_err(unknown)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.to_string()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.iana_name().unwrap_or("UTC"))
    }
}

impl Zone {
    /// Returns an instant, as the clocks show it.
    pub fn show(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.0.clone())
    }

    /// Returns the day that an instant is on.
    pub fn day(&self, at: Timestamp) -> Date {
        self.show(at).date()
    }

    /// Returns `true` if one time is before another. Both were seen to be clear where they were read.
    pub fn is_before(&self, one: Moment, other: Moment) -> bool {
        match (self.instant(one), self.instant(other)) {
            (Ok(one), Ok(other)) => one < other,
            _ => one.at < other.at,
        }
    }

    /// Returns the instant that a day and time is, where that is one and no more.
    ///
    /// # Errors
    /// The clocks skip it, show it twice, or are not at the offset that it is given with.
    pub fn instant(&self, moment: Moment) -> Result<Zoned, Unclear> {
        let Moment { at, offset } = moment;
        let unclear = |why| Unclear { at, zone: self.clone(), why };
        if let Some(offset) = offset {
            let shown = offset.to_timestamp(at).map(|instant| self.show(instant));
            return shown.ok().filter(|shown| shown.offset() == offset).ok_or_else(|| unclear(Why::Offset(offset)));
        }
        let found = self.0.to_ambiguous_zoned(at);
        match found.offset() {
            AmbiguousOffset::Fold { before, after } => Err(unclear(Why::Twice { first: before, second: after })),
            // With the offset of before, it is as long after the change as it was meant to be.
            AmbiguousOffset::Gap { .. } => {
                let later = found.compatible().map_or(at, |later| later.datetime());
                Err(unclear(Why::Skipped { later }))
            }
            AmbiguousOffset::Unambiguous { .. } => found.unambiguous().map_err(|_| unclear(Why::Skipped { later: at })),
        }
    }
}

/// A day and time as a person writes it, by the clocks of a place; with the offset from UTC where the clocks show it twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "DateTime")]
pub struct Moment {
    /// The local day and time.
    pub at: DateTime,
    /// The offset, if it is given.
    pub offset: Option<Offset>,
}

impl Moment {
    /// Returns the day.
    pub fn date(self) -> Date {
        self.at.date()
    }
}

impl From<DateTime> for Moment {
    fn from(at: DateTime) -> Moment {
        Moment { at, offset: None }
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Moment, String> {
        let wrong = || "write the day, a T and the local time, such as 2026-07-28T09:30".to_owned();
        let cut = text.len().checked_sub("+01:00".len()).filter(|cut| text.is_char_boundary(*cut)).unwrap_or(0);
        let (civil, offset) = match offset_of(&text[cut..]) {
            Some(offset) => (&text[..cut], Some(offset)),
            None => (text, None),
        };
        // Without a time it is a day; with a Z at the end it is not local.
        let is_plain = civil.contains(['T', ' ']) && civil.ends_with(|c: char| c.is_ascii_digit());
        let at = civil.parse().ok().filter(|_| is_plain).ok_or_else(wrong)?;
        Ok(Moment { at, offset })
    }
}

/// Returns the offset in "+01:00".
fn offset_of(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':').filter(|(hours, minutes)| hours.len() == 2 && minutes.len() == 2)?;
    let number = |digits: &str| digits.parse::<u8>().ok().map(i32::from);
    Offset::from_seconds(sign * (number(hours)? * 3600 + number(minutes).filter(|minutes| *minutes < 60)? * 60)).ok()
}

/// "+01:00"
fn written(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Moment, String> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        moment.to_string()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.at, self.offset.map(written).unwrap_or_default())
    }
}

/// A time as the clocks of a place show it, with the instant that it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalTime {
    /// The day and time.
    pub local: Moment,
    /// The time zone.
    pub zone: Zone,
    /// The instant.
    #[schemars(with = "String")]
    pub instant: Timestamp,
}

impl LocalTime {
    /// Returns the time that a person wrote.
    ///
    /// # Errors
    /// The clocks skip it, show it twice, or are not at the offset that it is given with.
    pub fn of(zone: &Zone, local: Moment) -> Result<LocalTime, Unclear> {
        let instant = zone.instant(local)?.timestamp();
        Ok(LocalTime { local, zone: zone.clone(), instant })
    }

    /// Returns an instant, as the clocks show it.
    pub fn at(zone: &Zone, instant: Timestamp) -> LocalTime {
        let shown = zone.show(instant);
        let local = Moment { at: shown.datetime(), offset: Some(shown.offset()) };
        LocalTime { local, zone: zone.clone(), instant }
    }

    /// Returns "09:30:07 BST".
    pub fn to_the_second(&self) -> String {
        self.zone.show(self.instant).strftime("%H:%M:%S %Z").to_string()
    }
}

/// Prints "09:30 BST on 6 May 2025".
impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.zone.show(self.instant).strftime("%H:%M %Z on %-d %B %Y"))
    }
}

/// A day and time that is not one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclear {
    at: DateTime,
    zone: Zone,
    why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// The clocks go forward over it.
    Skipped { later: DateTime },
    /// The clocks go back over it.
    Twice { first: Offset, second: Offset },
    /// The clocks are not at this offset then.
    Offset(Offset),
}

impl Unclear {
    /// Returns the next step: which times can be meant, and how each is written.
    pub fn hint(&self) -> String {
        let at = self.at.strftime("%Y-%m-%dT%H:%M");
        match self.why {
            Why::Skipped { later } => format!(
                "which time is meant? write one that the clocks show, such as {}",
                later.strftime("%Y-%m-%dT%H:%M")
            ),
            Why::Twice { first, second } => format!(
                "which one is meant? write {at}{} for the first, or {at}{} for the second",
                written(first),
                written(second)
            ),
            Why::Offset(_) => "write the local time, without an offset".to_owned(),
        }
    }
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, zone) = (self.at.strftime("%H:%M on %-d %B %Y"), &self.zone);
        match self.why {
            Why::Skipped { .. } => write!(f, "there is no {at} in {zone}: the clocks go forward over it"),
            Why::Twice { .. } => write!(f, "{at} comes twice in {zone}: the clocks go back"),
            Why::Offset(offset) => write!(f, "the clocks in {zone} are not at {} at {at}", written(offset)),
        }
    }
}

impl std::error::Error for Unclear {}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Result<String, String> {
        let shown = Zone::default().instant(text.parse().unwrap());
        shown.map(|shown| shown.timestamp().to_string()).map_err(|why| format!("{why}; {}", why.hint()))
    }

    #[test]
    fn a_time_is_one_instant_by_the_clocks_of_its_place() {
        for (written, utc) in [
            ("2026-10-25T00:59", "2026-10-24T23:59:00Z"),
            ("2026-10-25T01:30+01:00", "2026-10-25T00:30:00Z"),
            ("2026-10-25T01:30+00:00", "2026-10-25T01:30:00Z"),
            ("2026-10-25T02:00", "2026-10-25T02:00:00Z"),
            ("2027-03-28T00:59", "2027-03-28T00:59:00Z"),
            ("2027-03-28T02:00", "2027-03-28T01:00:00Z"),
            ("2027-07-01 00:30:00", "2027-06-30T23:30:00Z"),
        ] {
            assert_eq!(instant(written).as_deref(), Ok(utc), "{written}");
        }
    }

    #[test]
    fn a_time_that_the_clocks_skip_or_show_twice_is_asked_about() {
        for (written, why) in [
            (
                "2027-03-28T01:30",
                "there is no 01:30 on 28 March 2027 in Europe/London: the clocks go forward over it; \
                 which time is meant? write one that the clocks show, such as 2027-03-28T02:30",
            ),
            (
                "2026-10-25T01:30",
                "01:30 on 25 October 2026 comes twice in Europe/London: the clocks go back; which one is meant? \
                 write 2026-10-25T01:30+01:00 for the first, or 2026-10-25T01:30+00:00 for the second",
            ),
            (
                "2026-07-28T09:30+00:00",
                "the clocks in Europe/London are not at +00:00 at 09:30 on 28 July 2026; \
                 write the local time, without an offset",
            ),
            (
                "2027-03-28T01:30+00:00",
                "the clocks in Europe/London are not at +00:00 at 01:30 on 28 March 2027; \
                 write the local time, without an offset",
            ),
        ] {
            assert_eq!(instant(written), Err(why.to_owned()));
        }
        // The first and the last minute of the hour, and those before and after it.
        for (hour, minute, unclear) in [(0, 59, false), (1, 0, true), (1, 59, true), (2, 0, false)] {
            for day in ["2026-10-25", "2027-03-28"] {
                assert_eq!(instant(&format!("{day}T{hour:02}:{minute:02}")).is_err(), unclear, "{day} {hour}:{minute}");
            }
        }
    }

    #[test]
    fn a_day_is_that_of_the_place() {
        let day = |at: &str| Zone::default().day(at.parse().unwrap()).to_string();
        assert_eq!(day("2027-05-05T23:31:00Z"), "2027-05-06", "in summer the day begins an hour before it does in UTC");
        assert_eq!(day("2027-05-05T22:59:59Z"), "2027-05-05");
        assert_eq!(day("2026-12-05T23:31:00Z"), "2026-12-05");
        let auckland = Zone::try_from("Pacific/Auckland".to_owned()).unwrap();
        assert_eq!(auckland.day("2027-05-05T23:31:00Z".parse().unwrap()).to_string(), "2027-05-06");
        assert_eq!(
            Zone::try_from("Europe/Lodnon".to_owned()).unwrap_err().split(':').next(),
            Some("there is no time zone `Europe/Lodnon`")
        );
    }

    #[test]
    fn a_time_is_written_as_it_was_read() {
        for text in ["2026-10-25T01:30:00", "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00-03:30"] {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
        for text in [
            "2026-10-25",
            "2026-10-25T01:30Z",
            "",
            "é+01:00",
            "2026-10-25T01:30+1:00",
            "+01:00",
            "2026-10-25T25:00",
            "2026-10-25T01:30[Europe/Paris]",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
