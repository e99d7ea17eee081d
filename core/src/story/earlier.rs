//! Which reports a story may hold as earlier ones: those about the same council, of an inspection before. Not here: how they are read
//! (open).

use super::Known;
use crate::desk::Desk;
use crate::inspection::{AuthorityEntry, Inspection};
use crate::language::dates::period_written;
use jiff::civil::Date;

/// Why a report is not an earlier one of the story's council, and the next step.
pub(super) fn unfit(
    earlier: &Inspection,
    inspection: &Inspection,
    desk: Option<&Desk>,
    known: &Known,
) -> Option<(String, String)> {
    let key = |name: &str| {
        known.authorities.find(name).map_or_else(|| name.to_lowercase(), |entry| AuthorityEntry::key(entry).to_owned())
    };
    let (theirs, ours) = (&earlier.authority.name, &inspection.authority.name);
    let of_desk = desk.is_some_and(|desk| desk.council.authorities().any(|name| key(name) == key(theirs)));
    if key(theirs) != key(ours) && !of_desk {
        let message = format!("the report is about {theirs}, and this story is about {ours}");
        let hint = format!(
            "name an earlier report on {ours}; if {theirs} was its predecessor, add to [council] in desk.toml: also_for = [\"{theirs}\"]"
        );
        return Some((message, hint));
    }
    let (Some(days), Some(begins)) = (earlier.dates.first(), first_day(inspection)) else { return None };
    (days.from >= begins).then(|| {
        let message = format!(
            "the report is not an earlier one: its inspection took place from {}",
            period_written(days.from, days.to)
        );
        (message, "name a report of an inspection before this one, or take the entry out".to_owned())
    })
}

pub(super) fn first_day(inspection: &Inspection) -> Option<Date> {
    inspection.dates.iter().map(|days| days.from).min()
}
