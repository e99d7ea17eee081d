//! Sends what is due: a row is claimed, sent, and marked, each a step of its own, so that the lock is never held while a
//! server answers.
#![expect(clippy::disallowed_methods, reason = "a round of many mails takes time, which counts for what comes last")]

use super::claim::{self, Claim};
use super::{MailState, Outbox, OutboxError, STATE, message_of, state_of};
use crate::mail::{MailError, Message, MessageId, Post};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Row, named_params};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a claim lasts at most: longer than a server may take for all of its answers.
const LEASE: SignedDuration = SignedDuration::from_mins(15);

/// How long a mail waits after it failed for the first time; it doubles each time, up to the longest.
const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(1);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// How long to wait before looking again whether somebody else has sent a mail.
const LOOKED_AT: Duration = Duration::from_millis(50);

/// What became of a mail in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The mail.
    pub message: Message,
    /// How far it has got.
    pub state: MailState,
    /// Why it was not sent.
    pub error: Option<MailError>,
}

/// The clock of a round: the time at which it began, and what has passed.
struct Clock(Timestamp, Instant);

impl Clock {
    fn now(&self) -> Timestamp {
        let passed = SignedDuration::try_from(self.1.elapsed()).unwrap_or(SignedDuration::MAX);
        self.0.saturating_add(passed).unwrap_or(self.0)
    }
}

/// What was found to do next.
enum Next {
    /// This one is ours to send.
    Send(Box<Message>, u32),
    /// It was too late for this one.
    Late(Box<Message>),
}

impl Outbox {
    /// Sends every mail of this queue that is due, and returns what became of each. If the server cannot be reached or lets
    /// nobody in, the rest wait for the next round.
    ///
    /// # Errors
    /// The outbox cannot be read or written. What was sent before is marked.
    pub fn send_due(&mut self, post: &mut dyn Post, now: Timestamp) -> Result<Vec<Sent>, OutboxError> {
        self.round(post, None, now)
    }

    /// Sends every mail that is due and about something.
    ///
    /// # Errors
    /// The outbox cannot be read or written. What was sent before is marked.
    pub fn send_about(&mut self, post: &mut dyn Post, about: &str, now: Timestamp) -> Result<Vec<Sent>, OutboxError> {
        self.round(post, Some(about), now)
    }

    fn round(&mut self, post: &mut dyn Post, about: Option<&str>, now: Timestamp) -> Result<Vec<Sent>, OutboxError> {
        let clock = Clock(now, Instant::now());
        let mut done = Vec::new();
        while let Some(next) = self.claim_next(about, clock.now())? {
            match next {
                Next::Late(message) => {
                    done.push(Sent { message: *message, state: MailState::Late { at: clock.now() }, error: None });
                }
                Next::Send(message, tries) => {
                    let error = post.send(&message, clock.now()).err();
                    let state = became(error.as_ref(), tries + 1, clock.now());
                    self.mark(&message, &state, clock.now())?;
                    let is_for_all = error.as_ref().is_some_and(MailError::is_for_all);
                    done.push(Sent { message: *message, state, error });
                    if is_for_all {
                        break;
                    }
                }
            }
        }
        Ok(done)
    }

    /// Returns how far a mail has got, and waits for that while somebody else is sending it, at most for `patience`.
    ///
    /// # Errors
    /// The outbox cannot be read.
    pub fn settled(&self, id: &MessageId, patience: Duration) -> Result<Option<MailState>, OutboxError> {
        let began = Instant::now();
        loop {
            let state = self.state(id)?;
            if !matches!(state, Some(MailState::Sending { .. })) || began.elapsed() > patience {
                return Ok(state);
            }
            std::thread::sleep(LOOKED_AT);
        }
    }

    /// Claims the next mail that is due, or finds that it is too late for it.
    fn claim_next(&mut self, about: Option<&str>, now: Timestamp) -> Result<Option<Next>, OutboxError> {
        let ours = match &self.claim {
            Some(claim) => claim.name.clone(),
            None => self.claim.insert(Claim::new(&self.folder)?).name.clone(),
        };
        let (folder, queue) = (self.folder.clone(), self.queue.name());
        self.write(|claiming| {
            let Some((key, message, tries, is_late)) = due(claiming, (&folder, &ours), (queue, about), now)? else {
                return Ok(None);
            };
            let change =
                "UPDATE mails SET state = :state, changed = :now, claim = :claim, lease = :lease WHERE key = :key";
            let lease = now.saturating_add(LEASE).unwrap_or(now).as_millisecond();
            let state = if is_late { "late" } else { "sending" };
            let now = now.as_millisecond();
            let values = named_params! { ":state": state, ":now": now, ":claim": ours, ":lease": lease, ":key": key };
            claiming.execute(change, values)?;
            Ok(Some(if is_late { Next::Late(message) } else { Next::Send(message, tries) }))
        })
    }

    /// Notes what became of a mail, unless another program took it over since.
    fn mark(&mut self, message: &Message, state: &MailState, now: Timestamp) -> Result<(), OutboxError> {
        let claim = self.claim.as_ref().map(|claim| claim.name.clone());
        let (name, due, why) = match state {
            MailState::Sent { .. } => ("sent", None, None),
            MailState::Refused { why, .. } => ("refused", None, Some(why)),
            MailState::Waiting { next, why, .. } => ("waiting", Some(*next), why.as_ref()),
            other => unreachable!("{other:?} is not what becomes of a mail that was tried"),
        };
        let (changed, due) = (now.as_millisecond(), due.map(Timestamp::as_millisecond));
        let change = "UPDATE mails SET state = :state, changed = :changed, tries = tries + 1,
            due = coalesce(:due, due), why = :why, claim = NULL, lease = NULL
            WHERE key = :key AND state = 'sending' AND claim = :claim";
        let values = named_params! { ":state": name, ":changed": changed, ":due": due, ":why": why,
        ":key": message.id.key(), ":claim": claim };
        self.write(|marking| marking.execute(change, values).map(drop))
    }
}

type Found = (String, Box<Message>, u32, bool);

/// Returns the first mail that is due and that no other program sends: its key, the mail, how often it was tried, and
/// whether it is too late for it.
fn due(
    connection: &Connection,
    ours: (&Path, &str),
    (queue, about): (&str, Option<&str>),
    now: Timestamp,
) -> rusqlite::Result<Option<Found>> {
    let query = format!(
        "SELECT {STATE}, key, message, good_until, claim FROM mails
         WHERE queue = :queue AND (:about IS NULL OR about = :about)
         AND (state = 'waiting' AND due <= :now OR state = 'sending') ORDER BY rowid"
    );
    let mut query = connection.prepare(&query)?;
    let mut rows = query.query(named_params! { ":queue": queue, ":about": about, ":now": now.as_millisecond() })?;
    while let Some(row) = rows.next()? {
        if is_free(ours, row, now)? {
            let good_until: Option<i64> = row.get("good_until")?;
            let is_late = good_until.is_some_and(|end| end <= now.as_millisecond());
            let message = Box::new(message_of(connection, row)?);
            return Ok(Some((row.get("key")?, message, row.get("tries")?, is_late)));
        }
    }
    Ok(None)
}

/// Returns whether no other program that runs is sending a mail.
fn is_free((folder, ours): (&Path, &str), row: &Row<'_>, now: Timestamp) -> rusqlite::Result<bool> {
    let MailState::Sending { until } = state_of(row)? else { return Ok(true) };
    let claim: Option<String> = row.get("claim")?;
    Ok(until <= now || claim.is_none_or(|claim| claim == ours || claim::is_over(folder, &claim)))
}

/// Returns what becomes of a mail after its last try.
fn became(error: Option<&MailError>, tries: u32, now: Timestamp) -> MailState {
    match error {
        None => MailState::Sent { at: now },
        Some(error) if error.may_help_to_try_again() => {
            let doubled = 1_i32.checked_shl(tries.saturating_sub(1).min(20)).unwrap_or(i32::MAX);
            let wait = (FIRST_WAIT * doubled).min(LONGEST_WAIT);
            let next = now.saturating_add(wait).unwrap_or(now);
            MailState::Waiting { tries, next, why: Some(error.to_string()) }
        }
        Some(error) => MailState::Refused { at: now, why: error.to_string() },
    }
}
