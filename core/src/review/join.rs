//! What holds when two copies of a record that went apart are joined: the events of the one stay, those of the other
//! follow them, and some have no effect any more. A return or a withdrawal in either copy makes the sign-offs and
//! approvals of that version in the other void, because those who gave them did not know of the objection. What can no
//! longer follow by the rules is void as well.

use super::{Act, Event, Refused, Review};
use crate::zone::Zone;

/// An event about a text, as one of the copies has it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The event.
    pub event: &'a Event,
    /// Why it has no effect, if it has none.
    pub void: Option<&'a str>,
    /// Whether the other copy has it too.
    pub is_common: bool,
}

/// What becomes of the events about one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joining {
    /// Why each of the joined events has no effect, if it has none.
    pub void: Vec<Option<String>>,
    /// The events that were here and have no effect any more.
    pub voids: Vec<Voids>,
}

/// An event that has no effect any more because of a joined one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voids {
    /// Its place among the events that are here.
    pub here: usize,
    /// The place of the other among those that are joined.
    pub there: usize,
    /// The reason: a phrase.
    pub because: String,
}

/// Joins events of another copy to those that are here. All are about one text.
pub fn join(zone: &Zone, here: &[Entry<'_>], there: &[Entry<'_>]) -> Joining {
    let mut joining = Joining::default();
    let mut review = Review::in_zone(zone);
    for (place, entry) in here.iter().enumerate() {
        let objection = if entry.is_common { None } else { objection(entry.event, there) };
        let void = if entry.void.is_some() {
            entry.void.map(str::to_owned)
        } else {
            objection.as_ref().map(|found| found.1.clone())
        };
        let because = review.follow(entry.event, void);
        if let Some(because) = because.filter(|_| entry.void.is_none()) {
            // What followed from a void event is void because of the same objection.
            let first = || joining.voids.first().map_or(0, |voids| voids.there);
            let there = objection.map_or_else(first, |(place, _)| place);
            joining.voids.push(Voids { here: place, there, because });
        }
    }
    for entry in there {
        let objection = || objection(entry.event, here).map(|(_, because)| because);
        let void = entry.void.map(str::to_owned).or_else(objection);
        joining.void.push(review.follow(entry.event, void));
    }
    joining
}

impl Review {
    /// Goes on to the state after an event. Returns why the event has no effect, if it has none: it is void already, or
    /// may not follow.
    fn follow(&mut self, event: &Event, void: Option<String>) -> Option<String> {
        let void = match void {
            Some(void) => void,
            None => match self.clone().then(event) {
                Ok(after) => {
                    *self = after;
                    return None;
                }
                Err(why) => cannot_follow(&why),
            },
        };
        self.pass_over(event);
        Some(void)
    }
}

/// Returns what the other copy has against an event: its place there, and the reason.
fn objection(event: &Event, others: &[Entry<'_>]) -> Option<(usize, String)> {
    let version = event.act.version();
    let says_yes = match &event.act {
        Act::Signed { .. } | Act::Approved { .. } | Act::Scheduled { .. } => true,
        // What happened outside the record has happened, whatever is in the other copy.
        _ => false,
    };
    let unknown = others.iter().enumerate().filter(|(_, other)| !other.is_common && other.void.is_none() && says_yes);
    let mut about = unknown.filter(|(_, other)| other.event.act.version() == version);
    about.find_map(|(place, other)| Some((place, against(event, other.event)?)))
}

/// Returns the reason if an event of the other copy, about the same version, is against one that says yes to it.
fn against(event: &Event, other: &Event) -> Option<String> {
    let (name, version) = (&other.by.name, other.act.version()?.short());
    match &other.act {
        Act::Returned { because, .. } => {
            Some(format!("{name} returned version {version} in the other copy: {because}"))
        }
        Act::Withdrawn { because: Some(because), .. } => {
            Some(format!("{name} withdrew version {version} in the other copy: {because}"))
        }
        Act::Withdrawn { because: None, .. } => Some(format!("{name} withdrew version {version} in the other copy")),
        Act::Submitted { .. } if other.by.id == event.by.id => {
            Some(format!("{name} submitted version {version} in the other copy, and is its author"))
        }
        _ => None,
    }
}

fn cannot_follow(why: &Refused) -> String {
    format!("it cannot follow what is in both copies: {why}")
}
