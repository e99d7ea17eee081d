//! The outbox: every mail is a row on the disk before it is sent, and each row is sent by one program at a time. A mail that
//! fails for now is tried again, later each time; one that is too late is dropped, and stays in the list as such.

mod claim;
mod error;
mod form;
mod send;

pub use error::OutboxError;
pub use send::Sent;

use super::{Attachment, Message, MessageId};
use crate::disk::Folder;
use claim::Claim;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, TransactionBehavior, named_params};
use std::path::{Path, PathBuf};

/// The outbox's file, in the folder for what copydesk keeps of a desk.
const FOLDER: &str = ".copydesk";
const FILE: &str = "outbox.db";

/// Returns whether a desk's folder has an outbox.
pub fn has_outbox(desk: &Path) -> bool {
    desk.join(FOLDER).join(FILE).exists()
}

/// What a mail is part of. Those of a release are sent by the release alone, which may be stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// The desk's own mail to its people: links, codes, reminders.
    Desk,
    /// Texts and notices to the recipients of a release.
    Release,
}

impl Queue {
    fn name(self) -> &'static str {
        match self {
            Queue::Desk => "desk",
            Queue::Release => "release",
        }
    }
}

/// How far a mail has got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It waits.
    Waiting {
        /// How often it was tried.
        tries: u32,
        /// When it is tried next.
        next: Timestamp,
        /// Why it was not sent, if it was tried.
        why: Option<String>,
    },
    /// A program is sending it, or was killed while it did.
    Sending {
        /// When its claim ends at the latest.
        until: Timestamp,
    },
    /// A server took it.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// A server refused it for good.
    Refused {
        /// When.
        at: Timestamp,
        /// What the server said.
        why: String,
    },
    /// It was too late for it, and it was not sent.
    Late {
        /// When that was found.
        at: Timestamp,
    },
    /// It was taken out before it was sent.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

impl MailState {
    /// Returns `true` if nothing more happens to the mail by itself.
    pub fn is_settled(&self) -> bool {
        !matches!(self, MailState::Waiting { .. } | MailState::Sending { .. })
    }

    /// Returns `true` if the recipient has it, or may have: a program was killed while it sent it.
    pub fn may_have_arrived(&self) -> bool {
        matches!(self, MailState::Sent { .. } | MailState::Sending { .. })
    }
}

/// A mail in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The mail, with its files.
    pub message: Message,
    /// What it is about, if it was added with that.
    pub about: Option<String>,
    /// When it was added.
    pub added: Timestamp,
    /// How far it has got.
    pub state: MailState,
}

/// A desk's outbox: one of its queues.
#[derive(Debug)]
pub struct Outbox {
    /// The folder that the file is in.
    folder: PathBuf,
    path: PathBuf,
    queue: Queue,
    connection: Connection,
    /// The claim by which this program sends, once it does.
    claim: Option<Claim>,
}

impl Outbox {
    /// Opens the outbox of a desk's folder for the desk's own mail, making it if need be.
    ///
    /// # Errors
    /// It was written by a newer copydesk, or cannot be used.
    pub fn open(desk: &Path) -> Result<Outbox, OutboxError> {
        Outbox::open_queue(desk, Queue::Desk)
    }

    /// Opens a queue of the outbox of a desk's folder, making the outbox if need be.
    ///
    /// # Errors
    /// It was written by a newer copydesk, or cannot be used.
    pub fn open_queue(desk: &Path, queue: Queue) -> Result<Outbox, OutboxError> {
        let (folder, path) = (desk.join(FOLDER), desk.join(FOLDER).join(FILE));
        let disk = |cause: String| OutboxError::Disk { path: path.clone(), cause };
        let connection = if let Some(connection) = form::open(&path)? {
            connection
        } else {
            let open = Folder::open(desk).and_then(|desk| desk.below(FOLDER.as_ref()));
            form::make(&path, &open.map_err(|error| disk(error.to_string()))?)?;
            form::open(&path)?.ok_or_else(|| disk("it was taken away as it was made".to_owned()))?
        };
        Ok(Outbox { folder, path, queue, connection, claim: None })
    }

    /// Adds a mail, unless one of its id was ever added; returns whether it is new. After `good_until` it is no longer sent.
    ///
    /// # Errors
    /// The outbox cannot be written.
    pub fn add(
        &mut self,
        message: &Message,
        good_until: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<bool, OutboxError> {
        self.add_about(message, "", good_until, at)
    }

    /// Adds a mail with what it is about, by which it can be listed.
    ///
    /// # Errors
    /// The outbox cannot be written.
    pub fn add_about(
        &mut self,
        message: &Message,
        about: &str,
        good_until: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<bool, OutboxError> {
        let queue = self.queue.name();
        self.write(|adding| {
            let insert = "INSERT INTO mails (key, queue, about, message, added, good_until, state, changed, tries, due)
                VALUES (:key, :queue, :about, :message, :at, :good, 'waiting', :at, 0, :at) ON CONFLICT (key) DO NOTHING";
            let json = serde_json::to_string(message).expect("a mail is plain data");
            let (at, good) = (at.as_millisecond(), good_until.map(Timestamp::as_millisecond));
            let key = message.id.key();
            let values = named_params! { ":key": key, ":queue": queue, ":about": about, ":message": json, ":at": at, ":good": good };
            let is_new = adding.execute(insert, values)? == 1;
            for (place, file) in message.attachments.iter().enumerate().filter(|_| is_new) {
                let insert = "INSERT INTO attachments (key, place, name, media, bytes) VALUES (?1, ?2, ?3, ?4, ?5)";
                let place = i64::try_from(place).expect("few files go with a mail");
                adding.execute(insert, (key, place, &file.name, &file.media, &file.bytes))?;
            }
            Ok(is_new)
        })
    }

    /// Returns how far a mail has got; `None` if it was never added, or is forgotten.
    ///
    /// # Errors
    /// The outbox cannot be read.
    pub fn state(&self, id: &MessageId) -> Result<Option<MailState>, OutboxError> {
        let query = format!("SELECT {STATE} FROM mails WHERE key = ?1");
        let found = self.connection.query_row(&query, [id.key()], state_of);
        found.optional().map_err(|error| self.broken(&error))
    }

    /// Returns the mails of this queue in the order in which they were added, whatever the clock said.
    ///
    /// # Errors
    /// The outbox cannot be read.
    pub fn list(&self) -> Result<Vec<Row>, OutboxError> {
        self.rows(None)
    }

    /// Returns the mails of this queue whose subject matter begins so, in the order in which they were added.
    ///
    /// # Errors
    /// The outbox cannot be read.
    pub fn list_about(&self, about: &str) -> Result<Vec<Row>, OutboxError> {
        self.rows(Some(about))
    }

    fn rows(&self, about: Option<&str>) -> Result<Vec<Row>, OutboxError> {
        let read = || {
            let query = format!(
                "SELECT {STATE}, key, about, message, added FROM mails
                 WHERE queue = ?1 AND (?2 IS NULL OR substr(about, 1, length(?2)) = ?2) ORDER BY rowid"
            );
            let mut query = self.connection.prepare(&query)?;
            let rows = query.query_map((self.queue.name(), about), |row| {
                let about: String = row.get("about")?;
                let message = message_of(&self.connection, row)?;
                let about = Some(about).filter(|about| !about.is_empty());
                Ok(Row { message, about, added: time(row, "added")?, state: state_of(row)? })
            })?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.broken(&error))
    }

    /// Takes a mail out that waits, or that a program was killed over; returns its state then. One that may have arrived is
    /// left.
    ///
    /// # Errors
    /// The outbox cannot be written.
    pub fn cancel(&mut self, id: &MessageId, at: Timestamp) -> Result<Option<MailState>, OutboxError> {
        let change =
            "UPDATE mails SET state = 'cancelled', changed = ?2 WHERE key = ?1 AND state IN ('waiting', 'refused')";
        self.write(|changing| changing.execute(change, (id.key(), at.as_millisecond())).map(drop))?;
        self.state(id)
    }

    /// Puts a mail back that was taken out.
    ///
    /// # Errors
    /// The outbox cannot be written.
    pub fn put_back(&mut self, id: &MessageId, at: Timestamp) -> Result<(), OutboxError> {
        let change =
            "UPDATE mails SET state = 'waiting', due = ?2, changed = ?2 WHERE key = ?1 AND state = 'cancelled'";
        self.write(|changing| changing.execute(change, (id.key(), at.as_millisecond())).map(drop))
    }

    /// Has the mails whose subject matter begins so, and that wait or were refused, tried again now.
    ///
    /// # Errors
    /// The outbox cannot be written.
    pub fn try_again(&mut self, about: &str, at: Timestamp) -> Result<(), OutboxError> {
        let queue = self.queue.name();
        let change = "UPDATE mails SET state = 'waiting', due = ?3
            WHERE queue = ?1 AND substr(about, 1, length(?2)) = ?2 AND state IN ('waiting', 'refused')";
        self.write(|changing| changing.execute(change, (queue, about, at.as_millisecond())).map(drop))
    }

    /// Forgets the mails of this queue that were settled before a time: their content is overwritten. Returns how many.
    ///
    /// # Errors
    /// The outbox cannot be written.
    pub fn forget_before(&mut self, before: Timestamp) -> Result<usize, OutboxError> {
        let queue = self.queue.name();
        let forget = "DELETE FROM mails WHERE queue = ?1 AND changed < ?2 AND state NOT IN ('waiting', 'sending')";
        self.write(|forgetting| forgetting.execute(forget, (queue, before.as_millisecond())))
    }

    /// Changes the outbox: everything that `change` does, or nothing.
    fn write<T>(&mut self, change: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, OutboxError> {
        let path = self.path.clone();
        let changed = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|changing| {
            let done = change(&changing)?;
            changing.commit().map(|()| done)
        });
        changed.map_err(|error| form::explain(&path, &error))
    }

    fn broken(&self, error: &rusqlite::Error) -> OutboxError {
        form::explain(&self.path, error)
    }
}

/// The columns that say how far a mail has got.
const STATE: &str = "state, changed, tries, due, why, lease";

fn state_of(row: &SqlRow<'_>) -> rusqlite::Result<MailState> {
    let at = time(row, "changed")?;
    let why = || Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>("why")?.unwrap_or_default());
    Ok(match row.get::<_, String>("state")?.as_str() {
        "sending" => MailState::Sending { until: time(row, "lease")? },
        "sent" => MailState::Sent { at },
        "refused" => MailState::Refused { at, why: why()? },
        "late" => MailState::Late { at },
        "cancelled" => MailState::Cancelled { at },
        _ => MailState::Waiting { tries: row.get("tries")?, next: time(row, "due")?, why: row.get("why")? },
    })
}

fn time(row: &SqlRow<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    Ok(Timestamp::from_millisecond(row.get::<_, Option<i64>>(column)?.unwrap_or_default()).unwrap_or_default())
}

/// Returns the mail of a row that has `key` and `message`, with its files.
fn message_of(connection: &Connection, row: &SqlRow<'_>) -> rusqlite::Result<Message> {
    let (key, json): (String, String) = (row.get("key")?, row.get("message")?);
    let unreadable = |error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error));
    let message: Message = serde_json::from_str(&json).map_err(unreadable)?;
    let mut query = connection.prepare("SELECT name, media, bytes FROM attachments WHERE key = ?1 ORDER BY place")?;
    let files =
        query.query_map([key], |row| Ok(Attachment { name: row.get(0)?, media: row.get(1)?, bytes: row.get(2)? }))?;
    Ok(Message { attachments: files.collect::<Result<_, _>>()?, ..message })
}

#[cfg(test)]
mod tests;
