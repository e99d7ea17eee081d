//! Who may see and do what of a desk in a browser, and how mail reaches them.

use super::{DeskStore, texts_of};
use crate::desk::{Mail, Person};
use crate::review::{Act, Actor, PersonId, State, TextName};
use crate::story::open::DeskFolder;
use crate::story::{Error, UsageError};
use crate::text::Mailbox;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::path::Path;

impl DeskStore {
    /// Returns the desk's folder.
    /// Returns the desk's folder with its files.
    pub(in crate::story) fn desk_folder(&self) -> &DeskFolder {
        &self.desk
    }

    /// Returns the desk's folder.
    pub fn folder(&self) -> &Path {
        &self.desk.path
    }

    /// Returns the council's name.
    pub fn council_name(&self) -> String {
        self.desk.desk.council.name.clone()
    }

    /// Returns `true` if the person writes and sends texts in a browser: `[web] officers` in `desk.toml`.
    pub fn is_officer(&self, person: &PersonId) -> bool {
        let desk = &self.desk.desk;
        desk.web.officers.iter().any(|role| desk.holders(role).0.iter().any(|holder| holder.id == person.0))
    }

    /// Returns the people who write and send texts in a browser, by their ids.
    pub fn officers(&self) -> Vec<PersonId> {
        let people = self.desk.desk.people.iter().map(|person| PersonId(person.id.clone()));
        people.filter(|person| self.is_officer(person)).collect()
    }

    /// Returns the address that mail to a person goes to.
    pub fn mail_of(&self, person: &PersonId) -> Option<String> {
        self.desk.desk.person(&person.0)?.mail.clone()
    }

    /// Returns the address that people answer to: that of the contact for the press.
    pub fn reply_to(&self) -> Option<Mailbox> {
        let contacts = &self.desk.desk.contacts;
        let press = contacts.iter().find(|contact| contact.audience == crate::desk::ContactFor::Press)?;
        Mailbox::new(Some(&press.name), press.email.as_deref()?).ok()
    }

    /// Returns how the desk sends mail.
    ///
    /// # Errors
    /// [`UsageError::NoMail`] if `desk.toml` does not say.
    pub fn sender(&self) -> Result<&Mail, Error> {
        self.desk.desk.mail.as_ref().ok_or_else(|| UsageError::NoMail.into())
    }

    /// Has mail written into a folder, whatever `desk.toml` says.
    ///
    /// # Errors
    /// There is no address to send from.
    pub fn mail_into(&mut self, folder: &str) -> Result<(), Error> {
        let from = match &self.desk.desk.mail {
            Some(mail) => mail.from.clone(),
            None => self.reply_to().ok_or(UsageError::NoMail)?,
        };
        let folder = Some(folder.to_owned());
        self.desk.desk.mail = Some(Mail { from, server: None, user: None, password_file: None, folder });
        Ok(())
    }

    /// Returns whether `desk.toml` says that the desk is a sample, of which a copy is served.
    pub fn is_sample(&self) -> bool {
        self.desk.desk.web.sample
    }

    /// Returns the people who are reminded now, each with how many texts have waited for them too long: `[web] remind_after` in
    /// `desk.toml`. From midnight to 8 in the morning nobody is reminded.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn overdue(&self, now: Timestamp) -> Result<Vec<(Actor, usize)>, Error> {
        let hours = self.desk.desk.web.remind_after;
        let mut waiting: BTreeMap<PersonId, (Actor, usize)> = BTreeMap::new();
        if hours == 0 || self.zone().show(now).hour() < 8 {
            return Ok(Vec::new());
        }
        for (_, review) in self.reviews()? {
            let State::Submitted(submitted) = &review.state else { continue };
            if submitted.at() + SignedDuration::from_hours(hours.into()) > now {
                continue;
            }
            for person in submitted.open().into_iter().filter(|open| open.now).flat_map(|open| open.from) {
                waiting.entry(person.id.clone()).or_insert((person, 0)).1 += 1;
            }
        }
        Ok(waiting.into_values().collect())
    }

    /// Returns the address of the desk's pages, if `desk.toml` gives it.
    pub fn web_address(&self) -> Option<&str> {
        self.desk.desk.web.address.as_deref()
    }

    /// Returns the folder of the story that a text is of.
    pub fn story_path(&self, text: &TextName) -> std::path::PathBuf {
        self.place_of(text).folder
    }

    /// Returns where the draft of a text is.
    pub fn draft_place(&self, text: &TextName) -> super::DraftPlace {
        self.place_of(text)
    }

    /// Returns the people of the desk who can get mail: each with their id, and their name and role.
    pub fn people(&self) -> Vec<(String, String)> {
        self.desk.desk.people.iter().filter(|person| person.mail.is_some()).map(to_choose).collect()
    }

    /// Returns the texts of the desk's stories: those in the record, and those that were drafted.
    ///
    /// # Errors
    /// The record or a folder cannot be read.
    pub fn texts(&self) -> Result<Vec<TextName>, Error> {
        let log = self.log()?;
        let mut texts: Vec<TextName> = texts_of(&log).into_iter().cloned().collect();
        for drafted in self.drafted(None)? {
            if !texts.iter().any(|text| text.is(&drafted)) {
                texts.push(drafted);
            }
        }
        texts.retain(|text| text.story.is_some());
        Ok(texts)
    }

    /// Returns the texts for which a person was asked to sign.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn texts_to_sign(&self, person: &PersonId) -> Result<Vec<TextName>, Error> {
        let log = self.log()?;
        let asks = |text: &&TextName| {
            log.events.iter().any(|recorded| {
                recorded.event.text.is(text)
                    && matches!(&recorded.event.act, Act::Submitted { needs, .. } if needs.asks(person))
            })
        };
        Ok(texts_of(&log).into_iter().filter(asks).cloned().collect())
    }
}

/// Returns a person as one of a list to choose from: the id, and the name and role.
pub(super) fn to_choose(person: &Person) -> (String, String) {
    (person.id.clone(), format!("{}, {}", person.name, person.role))
}
