//! The releases ahead as a calendar. Calendars are shared: it has only neutral words, and neither a story nor a result.

use crate::export::{Entry, to_calendar};
use crate::story::Planned;
use jiff::Timestamp;

/// Returns a calendar (iCalendar, RFC 5545) of releases.
pub(crate) fn calendar(due: &[Planned], now: Timestamp) -> String {
    let entry = |planned: &Planned| Entry {
        of: planned.text.to_string(),
        title: "Communications: release".to_owned(),
        at: planned.scheduled.due().instant,
        sequence: planned.times_before,
    };
    to_calendar(&due.iter().map(entry).collect::<Vec<_>>(), now)
}
