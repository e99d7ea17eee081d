//! Writes times as a calendar (iCalendar, RFC 5545) that Outlook and others read. The words are neutral, because calendars
//! are shared.

use crate::hash::sha256;
use jiff::Timestamp;
use std::fmt::Write;

/// A time in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is the time of: the same for the same thing whenever the calendar is written. It is not readable in the file.
    pub of: String,
    /// The words.
    pub title: String,
    /// The time.
    pub at: Timestamp,
    /// How often the time was set before.
    pub sequence: usize,
}

/// Writes a calendar. `now` is when it is written.
pub fn to_calendar(entries: &[Entry], now: Timestamp) -> String {
    let mut text = String::new();
    let mut line = |words: &str| fold(words, &mut text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//copydesk//EN");
    for Entry { of, title, at, sequence } in entries {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@copydesk", &sha256(of.as_bytes())[..32]));
        line(&format!("DTSTAMP:{}", stamp(now)));
        line(&format!("DTSTART:{}", stamp(*at)));
        line("DURATION:PT15M");
        line(&format!("SEQUENCE:{sequence}"));
        line(&format!("SUMMARY:{}", escaped(title)));
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Writes a line in parts of at most 75 bytes, as the format asks (RFC 5545, 3.1).
fn fold(words: &str, text: &mut String) {
    const MOST: usize = 75;
    let mut room = MOST;
    for c in words.chars() {
        if c.len_utf8() > room {
            text.push_str("\r\n ");
            room = MOST - 1;
        }
        room -= c.len_utf8();
        write!(text, "{c}").expect("a string takes all");
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_has_its_times_and_no_story() {
        let at = "2026-07-28T08:30:00Z".parse().unwrap();
        let entry = Entry {
            of: "ofsted-2026/press-release".to_owned(),
            title: format!("Release, {}", "é".repeat(40)),
            at,
            sequence: 2,
        };
        let text = to_calendar(&[entry], at);
        assert!(text.contains("DTSTART:20260728T083000Z\r\n") && text.contains("SEQUENCE:2\r\n"), "{text}");
        assert!(text.contains("SUMMARY:Release\\, é") && !text.contains("ofsted"), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75) && text.contains("\r\n é"), "{text}");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }
}
