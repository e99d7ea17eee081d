//! What was done to the desk's plugins, on record: each pin of `plugins.lock` has an event that explains it, so that
//! nobody who can write to the desk's folder puts a plugin in unseen.

use super::{DeskStore, this_machine};
use crate::pins::Pin;
use crate::review::{Act, Acting, Actor, PersonId, PluginChange, PluginStep, Proof, Review, TextName};
use crate::store::{Fault, Log};
use crate::story::Error;
use crate::story::plugins::read_pins;
use jiff::Timestamp;
use std::collections::BTreeMap;

impl DeskStore {
    /// Records what was done to a plugin, in the name of `by`: one of the desk's people by id or name, or anyone. The store is
    /// made if there is none.
    ///
    /// # Errors
    /// The store cannot be read or written, or was changed outside copydesk.
    pub(in crate::story) fn record_plugin(
        &self,
        pin: &Pin,
        step: PluginStep,
        by: &str,
        at: Timestamp,
    ) -> Result<(), Error> {
        let person = self.desk.desk.people.iter().find(|person| person.id == by || person.name == by);
        let (id, name) = person.map_or((by, by), |person| (&person.id, &person.name));
        let by = Actor { id: PersonId(id.to_owned()), name: name.to_owned() };
        let acting = Acting { by, proof: Some(Proof::Terminal(this_machine())), at };
        let text = TextName { council: self.council(), story: None, output: pin.id.clone() };
        let change = change(pin, step);
        self.record(&acting, &text, None, |_: &Review| Ok(Act::Plugin(change.clone()))).map(drop)
    }

    /// Returns `true` if the last event about a plugin says of it what the pin says.
    ///
    /// # Errors
    /// The store cannot be read, or was changed outside copydesk.
    pub(in crate::story) fn explains(&self, pin: &Pin) -> Result<bool, Error> {
        Ok(changes(&*self.log()?).get(pin.id.as_str()).is_some_and(|(_, last)| agree(last, pin)))
    }

    /// Returns every pin that no event explains, and every plugin that is not pinned although it was not removed.
    ///
    /// # Errors
    /// The pins or the store cannot be read, or the store was changed outside copydesk.
    pub fn unexplained_pins(&self) -> Result<Vec<Fault>, Error> {
        self.pin_faults(&*self.log()?)
    }

    /// Returns what the pins say otherwise than the record.
    pub(super) fn pin_faults(&self, log: &Log) -> Result<Vec<Fault>, Error> {
        let pins = read_pins(&self.desk.path)?;
        let last = changes(log);
        let of_pin = |pin: &Pin| match last.get(pin.id.as_str()) {
            Some((_, last)) if agree(last, pin) => None,
            Some((number, _)) => Some(Fault::PinChanged { id: pin.id.clone(), number: *number }),
            None => Some(Fault::PinUnexplained { id: pin.id.clone(), version: pin.version.clone() }),
        };
        let gone = last.iter().filter(|(id, (_, last))| last.step != PluginStep::Removed && pins.get(id).is_none());
        let gone = gone.map(|(id, (number, _))| Fault::PinGone { id: (*id).to_owned(), number: *number });
        Ok(pins.plugins.iter().filter_map(of_pin).chain(gone).collect())
    }
}

/// Returns the last event about each plugin, by its id, with its number. What has no effect explains nothing.
fn changes(log: &Log) -> BTreeMap<&str, (u64, &PluginChange)> {
    let effective = log.events.iter().filter(|recorded| recorded.void.is_none());
    let of_plugins = effective.filter_map(|recorded| match &recorded.event.act {
        Act::Plugin(change) => Some((change.id.as_str(), (recorded.number, change))),
        _ => None,
    });
    of_plugins.collect()
}

fn change(pin: &Pin, step: PluginStep) -> PluginChange {
    let Pin { id, version, sha256, key, .. } = pin.clone();
    PluginChange { id, step, version, sha256, key }
}

fn agree(last: &PluginChange, pin: &Pin) -> bool {
    last.step != PluginStep::Removed && *last == change(pin, last.step)
}
