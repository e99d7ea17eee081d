//! A list of journalists: each gets a mail of their own. What each has is known from the outbox, so a correction and the
//! notice of a withdrawal go to exactly those who have the text, whoever is on the list by then.

use super::{Parcel, Target, TargetError};
use crate::mail::{Attachment, MailState, Message, MessageId, Outbox, OutboxError, Post, Row};
use crate::text::Mailbox;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A list, and what is the same in every mail to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PressList {
    /// The target's id.
    pub id: String,
    /// The list's file name.
    pub file: String,
    /// Those on it now.
    pub recipients: Vec<Mailbox>,
    /// The sender.
    pub from: Mailbox,
    /// Where answers go.
    pub reply_to: Option<Mailbox>,
    /// The council's name.
    pub council: String,
}

/// What a mail to the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The text.
    Text,
    /// The text again, with what was wrong in the one before.
    Correction,
    /// The notice that the text is withdrawn.
    Withdrawal,
}

impl Notice {
    const ALL: [Notice; 3] = [Notice::Text, Notice::Correction, Notice::Withdrawal];

    /// Returns the name by which the outbox knows it.
    pub fn name(self) -> &'static str {
        match self {
            Notice::Text => "text",
            Notice::Correction => "correction",
            Notice::Withdrawal => "withdrawal",
        }
    }
}

/// A mail to somebody on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub to: Mailbox,
    /// What the mail is.
    pub notice: Notice,
    /// The version that it is about.
    pub version: String,
    /// How far it has got.
    pub state: MailState,
}

/// Where the mails about a text of a target are in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed(String);

impl Addressed {
    /// Returns the place of a text by the target's id and the text's name.
    pub fn of(id: &str, name: &str) -> Addressed {
        Addressed(format!("{id}\n{name}\n"))
    }

    /// Returns the beginning of what all of its mails are about.
    pub fn prefix(&self) -> &str {
        &self.0
    }

    fn about(&self, notice: Notice, version: &str) -> String {
        format!("{}{}\n{version}", self.0, notice.name())
    }

    /// Returns every mail of the text, in the order in which they were added.
    ///
    /// # Errors
    /// The outbox cannot be read.
    pub fn mails(&self, outbox: &Outbox) -> Result<Vec<Recipient>, OutboxError> {
        let of = |row: Row| {
            let about = row.about.as_deref()?.strip_prefix(&self.0)?;
            let (name, version) = about.split_once('\n')?;
            let notice = Notice::ALL.into_iter().find(|notice| notice.name() == name)?;
            Some(Recipient { to: row.message.to, notice, version: version.to_owned(), state: row.state })
        };
        Ok(outbox.list_about(&self.0)?.into_iter().filter_map(of).collect())
    }
}

/// What one recipient has.
#[derive(Clone, Debug)]
struct Held {
    to: Mailbox,
    /// The version that they got last and were not told to destroy.
    version: Option<String>,
    /// How often they were told to destroy one.
    withdrawals: usize,
}

/// A list as a target.
pub struct PressTarget {
    list: PressList,
    outbox: Outbox,
    post: Box<dyn Post>,
    now: Timestamp,
    /// What was found or sent last, which is read back.
    last: Option<Parcel>,
}

impl PressTarget {
    /// Returns the target of a list. `now` is the time.
    pub fn new(list: PressList, outbox: Outbox, post: Box<dyn Post>, now: Timestamp) -> PressTarget {
        PressTarget { list, outbox, post, now, last: None }
    }

    fn addressed(&self, parcel: &Parcel) -> Addressed {
        Addressed::of(&self.list.id, &parcel.name)
    }

    /// Returns what everybody has who ever got a mail of this text, by address.
    fn held(&self, parcel: &Parcel) -> Result<BTreeMap<String, Held>, TargetError> {
        let mut held: BTreeMap<String, Held> = BTreeMap::new();
        for Recipient { to, notice, version, state } in self.addressed(parcel).mails(&self.outbox)? {
            let one = held.entry(to.key()).or_insert(Held { to, version: None, withdrawals: 0 });
            match notice {
                Notice::Withdrawal if !matches!(state, MailState::Cancelled { .. }) => {
                    (one.version, one.withdrawals) = (None, one.withdrawals + 1);
                }
                Notice::Text | Notice::Correction if state.may_have_arrived() => one.version = Some(version),
                _ => {}
            }
        }
        Ok(held)
    }

    /// Returns what everybody has who should have this version: those on the list, and those who hold an older one.
    fn due(&self, parcel: &Parcel) -> Result<Vec<Held>, TargetError> {
        let mut held = self.held(parcel)?;
        let none = |to: &Mailbox| Held { to: to.clone(), version: None, withdrawals: 0 };
        let listed = self.list.recipients.iter();
        let mut due: Vec<Held> = listed.map(|to| held.remove(&to.key()).unwrap_or_else(|| none(to))).collect();
        due.extend(held.into_values().filter(|one| one.version.is_some()));
        Ok(due)
    }

    /// Returns the id of a mail: the same for the same words to the same person, until they are told to destroy them.
    fn id(&self, parcel: &Parcel, notice: Notice, one: &Held) -> MessageId {
        let of = if notice == Notice::Withdrawal { "withdrawal" } else { "text" };
        let (target, to) = (&self.list.id, one.to.key());
        let key = format!("{of}\n{target}\n{}\n{}\n{to}\n{}", parcel.name, parcel.version, one.withdrawals);
        MessageId::of(&key, &self.list.from)
    }

    fn message(&self, parcel: &Parcel, notice: Notice, one: &Held) -> Message {
        let council = &self.list.council;
        let subject = match notice {
            Notice::Text => format!("A release from {council}"),
            Notice::Correction => format!("Correction of a release from {council}"),
            Notice::Withdrawal => format!("Withdrawn: a release from {council}"),
        };
        let until = parcel.embargo.as_ref().map(|until| format!("Under embargo until {until}"));
        let subject = match until.as_ref().filter(|_| notice != Notice::Withdrawal) {
            Some(until) => format!("{until}: {}{}", subject[..1].to_lowercase(), &subject[1..]),
            None => subject,
        };
        let mut text: Vec<String> = Vec::new();
        match (notice, &parcel.correction) {
            (Notice::Withdrawal, _) => {
                text.push(format!(
                    "{council} has withdrawn the text below. Please do not use it, and destroy your copy."
                ));
                text.extend(parcel.withdrawn.as_ref().map(|because| format!("The reason: {because}")));
            }
            (Notice::Correction, Some((wrong, right))) => {
                text.push("This replaces the text that we sent before. Please destroy the earlier one.".to_owned());
                text.push(format!("What was wrong: {wrong}"));
                text.push(format!("What is right: {right}"));
            }
            _ => {}
        }
        if notice == Notice::Withdrawal {
            text.push(format!("The text: {}", parcel.title));
        } else {
            text.extend(until.map(|until| format!("{until}. Please do not publish or share it before that.")));
            text.push(parcel.words.trim_end().to_owned());
        }
        let (ending, media) = &parcel.file_type;
        let file = Attachment { name: format!("release.{ending}"), media: media.clone(), bytes: parcel.bytes.clone() };
        Message {
            id: self.id(parcel, notice, one),
            to: one.to.clone(),
            reply_to: self.list.reply_to.clone(),
            subject: subject.replace(char::is_control, " "),
            text: text.join("\n\n") + "\n",
            html: None,
            attachments: if notice == Notice::Withdrawal { Vec::new() } else { vec![file] },
        }
    }

    /// Puts a mail in the outbox, unless it is there.
    fn add(&mut self, parcel: &Parcel, notice: Notice, one: &Held) -> Result<(), TargetError> {
        let message = self.message(parcel, notice, one);
        let about = self.addressed(parcel).about(notice, &parcel.version);
        if !self.outbox.add_about(&message, &about, None, self.now)? {
            self.outbox.put_back(&message.id, self.now)?;
        }
        Ok(())
    }

    /// Takes the mails out that wait and that a test says so of.
    fn cancel(&mut self, parcel: &Parcel, is_void: impl Fn(&str, &Row) -> bool) -> Result<(), TargetError> {
        let addressed = self.addressed(parcel);
        for row in self.outbox.list_about(addressed.prefix())? {
            let about = row.about.as_deref().and_then(|about| about.strip_prefix(addressed.prefix()));
            if is_void(about.unwrap_or_default(), &row) {
                self.outbox.cancel(&row.message.id, self.now)?;
            }
        }
        Ok(())
    }

    /// Sends the mails of some kinds about a version, and sees that all of them were taken.
    fn send(&mut self, parcel: &Parcel, notices: &[Notice]) -> Result<(), TargetError> {
        let addressed = self.addressed(parcel);
        for notice in notices {
            self.outbox.send_about(&mut *self.post, &addressed.about(*notice, &parcel.version), self.now)?;
        }
        let mails: Vec<Recipient> = addressed.mails(&self.outbox)?;
        let ours = |mail: &&Recipient| {
            let is_open = !matches!(mail.state, MailState::Cancelled { .. });
            is_open && mail.version == parcel.version && notices.contains(&mail.notice)
        };
        let (mut of, mut missed) = (0, Vec::new());
        for mail in mails.iter().filter(ours) {
            of += 1;
            missed.extend(reason(&mail.state).map(|why| format!("{}: {why}", mail.to)));
        }
        match missed.len() {
            0 => Ok(()),
            count => Err(TargetError::Partly { list: self.list.file.clone(), reached: of - count, of, missed }),
        }
    }

    /// Returns the place of all mails of a text: a later version takes it over.
    fn place(&self) -> String {
        self.list.file.clone()
    }
}

/// Returns why a mail has not been sent; `None` if it has.
fn reason(state: &MailState) -> Option<String> {
    Some(match state {
        MailState::Sent { .. } => return None,
        MailState::Refused { why, .. } => why.clone(),
        MailState::Waiting { why, .. } => why.clone().unwrap_or_else(|| "it is not its turn yet".to_owned()),
        MailState::Sending { .. } => "another program is sending it".to_owned(),
        MailState::Late { .. } | MailState::Cancelled { .. } => "it was taken out".to_owned(),
    })
}

impl Target for PressTarget {
    fn find(&mut self, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        self.last = Some(parcel.clone());
        let mails = self.addressed(parcel).mails(&self.outbox)?;
        // One that a program was killed over may have arrived, and is sent again.
        let is_open =
            |mail: &Recipient| mail.version == parcel.version && matches!(mail.state, MailState::Sending { .. });
        let has = |one: &Held| one.version.as_ref() == Some(&parcel.version);
        let all = self.due(parcel)?.iter().all(has) && !mails.iter().any(is_open);
        Ok(all.then(|| self.place()))
    }

    fn put(&mut self, parcel: &Parcel) -> Result<String, TargetError> {
        let due = self.due(parcel)?;
        let is_due = |to: &Mailbox| due.iter().any(|one| one.to.key() == to.key());
        let suffix = format!("\n{}", parcel.version);
        self.cancel(parcel, |about, row| {
            about.starts_with(Notice::Withdrawal.name()) || !about.ends_with(&suffix) || !is_due(&row.message.to)
        })?;
        for one in self.due(parcel)? {
            match &one.version {
                Some(version) if *version == parcel.version => {}
                Some(_) if parcel.correction.is_some() => self.add(parcel, Notice::Correction, &one)?,
                _ => self.add(parcel, Notice::Text, &one)?,
            }
        }
        self.last = Some(parcel.clone());
        self.send(parcel, &[Notice::Text, Notice::Correction])?;
        Ok(self.place())
    }

    fn read_back(&mut self, place: &str) -> Result<Vec<u8>, TargetError> {
        let nothing = || TargetError::Unreachable { cause: format!("{place}: nothing was sent to it") };
        let parcel = self.last.as_ref().ok_or_else(nothing)?;
        let addressed = self.addressed(parcel);
        let mut bytes = None;
        for notice in [Notice::Text, Notice::Correction] {
            for row in self.outbox.list_about(&addressed.about(notice, &parcel.version))? {
                if row.state.may_have_arrived() {
                    let [file] = &row.message.attachments[..] else { return Ok(Vec::new()) };
                    if file.bytes != parcel.bytes || !row.message.text.contains(parcel.words.trim_end()) {
                        return Ok(file.bytes.iter().copied().chain(row.message.text.bytes()).collect());
                    }
                    bytes = Some(file.bytes.clone());
                }
            }
        }
        bytes.ok_or_else(nothing)
    }

    fn take_back(&mut self, _: Option<&str>, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        let suffix = format!("\n{}", parcel.version);
        let withdrawal = Notice::Withdrawal.name();
        self.cancel(parcel, |about, _| about.ends_with(&suffix) && !about.starts_with(withdrawal))?;
        for one in self.held(parcel)?.into_values() {
            if one.version.as_ref() == Some(&parcel.version) {
                self.add(parcel, Notice::Withdrawal, &one)?;
            }
        }
        self.send(parcel, &[Notice::Withdrawal])?;
        let told = |mail: &Recipient| mail.version == parcel.version && mail.notice == Notice::Withdrawal;
        let any = self.addressed(parcel).mails(&self.outbox)?.iter().any(told);
        Ok(any.then(|| self.place()))
    }
}

#[cfg(test)]
mod tests;
