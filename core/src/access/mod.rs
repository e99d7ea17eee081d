//! Who may open the desk in a browser: links, each for one person; mailed codes, which prove that the person reads that
//! mailbox; sessions, each in one browser; and the comments that are made there. They are rows of `.copydesk/web.db` in the
//! desk's folder. Only the hashes of links, codes and cookies are kept, so a copy of the file opens nothing.
//!
//! A link alone opens nothing: mail scanners open every link, and some submit every form. What counts (codes in an hour,
//! tries of a code) is counted in rows, so that two servers count together.

mod comments;
mod editors;
mod error;
mod rows;
#[cfg(test)]
mod tests;

pub use comments::{Comment, NewComment};
pub use error::AccessError;

use crate::hash::sha256;
use crate::review::{PersonId, TextName};
use jiff::{SignedDuration, Timestamp};
use rows::{at, of_text, text_of};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::path::Path;

/// How long a mailed code is valid.
pub const CODE: SignedDuration = SignedDuration::from_mins(10);
/// How many times a code may be typed.
const TRIES: i64 = 5;
/// How many codes a link or a session gets in an hour.
const CODES_AN_HOUR: i64 = 3;
/// How long a session lasts.
pub const SESSION: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long after its last code a session may act.
const PROVEN: SignedDuration = SignedDuration::from_hours(12);
/// How long a link lasts.
pub const LINK: SignedDuration = SignedDuration::from_hours(14 * 24);

/// The links, codes, sessions and comments of a desk.
#[derive(Debug)]
pub struct Access {
    connection: Connection,
}

/// A random value that only its holder knows: the end of a link, or a cookie. It is shown once and kept as a hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

/// Keeps the value out of messages.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// A link to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The person it is for.
    pub person: PersonId,
    /// The text it leads to; `None` leads to the person's list.
    pub text: Option<TextName>,
    /// Who made it: a person, or the program.
    pub made_by: String,
}

/// A link that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The hash of its secret, by which codes are for it.
    hash: String,
    /// The person it is for.
    pub person: PersonId,
    /// The text it leads to; `None` leads to the person's list.
    pub text: Option<TextName>,
    /// When it ends.
    pub ends: Timestamp,
}

/// A link as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLink {
    /// The person it is for.
    pub person: PersonId,
    /// The text it leads to; `None` leads to the person's list.
    pub text: Option<TextName>,
    /// When it ends.
    pub ends: Timestamp,
    /// When it was first opened with a code.
    pub opened: Option<Timestamp>,
}

/// A browser in which a person has proven who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its cookie, by which codes are for it.
    hash: String,
    /// Its number, which the record names.
    pub number: i64,
    /// The person.
    pub person: PersonId,
    /// The address to which the last code was sent.
    pub address: String,
    /// When the person last typed a code.
    pub proven: Timestamp,
}

impl Session {
    /// Returns `true` if the person typed a code recently enough to answer or to change something.
    pub fn may_act(&self, now: Timestamp) -> bool {
        now < self.proven + PROVEN && self.proven <= now + SignedDuration::from_mins(5)
    }
}

/// What a code is for: opening a session through a link, or proving again who uses a session.
#[derive(Clone, Copy, Debug)]
pub enum For<'a> {
    /// A link.
    Link(&'a Link),
    /// A session.
    Session(&'a Session),
}

impl For<'_> {
    fn hash(&self) -> &str {
        match self {
            For::Link(link) => &link.hash,
            For::Session(session) => &session.hash,
        }
    }
}

impl Access {
    /// Opens the file of a desk, and creates it if it is missing.
    ///
    /// # Errors
    /// It cannot be opened, is damaged, or was written by a newer copydesk.
    pub fn open(desk: &Path) -> Result<Access, AccessError> {
        Ok(Access { connection: rows::open(desk)? })
    }

    /// Opens the file of a desk to look something up; `None` if there is none, as nothing was kept yet.
    ///
    /// # Errors
    /// Those of [`Access::open`].
    pub fn existing(desk: &Path) -> Result<Option<Access>, AccessError> {
        rows::is_there(desk).then(|| Access::open(desk)).transpose()
    }

    /// Makes a link, and returns its secret.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn invite(&self, invitation: &Invitation, now: Timestamp) -> Result<Secret, AccessError> {
        let secret = random()?;
        let Invitation { person, text, made_by } = invitation;
        let [council, story, output] = of_text(text.as_ref());
        self.connection.execute(
            "INSERT INTO links (hash, person, council, story, output, made_by, made, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![sha256(secret.0.as_bytes()), person.0, council, story, output, made_by, at(now), at(now + LINK)],
        )?;
        Ok(secret)
    }

    /// Returns the link of a secret.
    ///
    /// # Errors
    /// [`AccessError::NoLink`], [`AccessError::Ended`] and [`AccessError::Revoked`]; or the file cannot be read.
    pub fn link(&self, secret: &str, now: Timestamp) -> Result<Link, AccessError> {
        let hash = sha256(secret.as_bytes());
        let found = self.connection.query_row(
            "SELECT person, council, story, output, ends, revoked FROM links WHERE hash = ?",
            [&hash],
            |row| {
                let link = Link {
                    hash: hash.clone(),
                    person: PersonId(row.get(0)?),
                    text: text_of(row, 1)?,
                    ends: rows::time(row, 4)?,
                };
                Ok((link, row.get::<_, Option<i64>>(5)?))
            },
        );
        match found.optional()? {
            None => Err(AccessError::NoLink),
            Some((_, Some(_))) => Err(AccessError::Revoked),
            Some((link, None)) if link.ends <= now => Err(AccessError::Ended),
            Some((link, None)) => Ok(link),
        }
    }

    /// Returns the links that can be used, the one that ends first in front.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn links(&self, now: Timestamp) -> Result<Vec<OpenLink>, AccessError> {
        let mut query = self.connection.prepare(
            "SELECT person, council, story, output, ends, opened FROM links WHERE revoked IS NULL AND ends > ? ORDER BY ends",
        )?;
        let rows = query.query_map([at(now)], |row| {
            Ok(OpenLink {
                person: PersonId(row.get(0)?),
                text: text_of(row, 1)?,
                ends: rows::time(row, 4)?,
                opened: row.get::<_, Option<i64>>(5)?.map(rows::instant).transpose()?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the texts that a person has a valid link to.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn invited(&self, person: &PersonId, now: Timestamp) -> Result<Vec<TextName>, AccessError> {
        let mut query = self.connection.prepare(
            "SELECT DISTINCT council, story, output FROM links WHERE person = ? AND revoked IS NULL AND ends > ? \
             AND output IS NOT NULL",
        )?;
        let texts = query.query_map(params![person.0, at(now)], |row| text_of(row, 0))?;
        Ok(texts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// Revokes the links and sessions of a person, or of everybody, and returns how many links were open.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn revoke(&mut self, person: Option<&PersonId>, now: Timestamp) -> Result<usize, AccessError> {
        let whose = person.map(|person| person.0.as_str());
        let steps = immediate(&mut self.connection)?;
        let count = steps.execute(
            "UPDATE links SET revoked = ?1 WHERE revoked IS NULL AND ends > ?1 AND (?2 IS NULL OR person = ?2)",
            params![at(now), whose],
        )?;
        steps.execute("DELETE FROM sessions WHERE ?1 IS NULL OR person = ?1", params![whose])?;
        steps.commit()?;
        Ok(count)
    }

    /// Makes a code of six digits, which replaces the one before.
    ///
    /// # Errors
    /// [`AccessError::TooManyCodes`]; or the file cannot be written.
    pub fn code(&mut self, of: For<'_>, now: Timestamp) -> Result<String, AccessError> {
        let digits = digits()?;
        let steps = immediate(&mut self.connection)?;
        let hour = at(now - SignedDuration::from_hours(1));
        let made: i64 = steps.query_row(
            "SELECT COUNT(*) FROM codes WHERE of = ? AND made > ?",
            params![of.hash(), hour],
            |row| row.get(0),
        )?;
        if made >= CODES_AN_HOUR {
            return Err(AccessError::TooManyCodes);
        }
        steps.execute("UPDATE codes SET used = 1 WHERE of = ?", [of.hash()])?;
        steps.execute(
            "INSERT INTO codes (of, hash, made, tries, used) VALUES (?, ?, ?, 0, 0)",
            params![of.hash(), hashed(of, &digits), at(now)],
        )?;
        steps.commit()?;
        Ok(digits)
    }

    /// Returns `true` if a code was made that has not been used and has not ended.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn waits_for_code(&self, of: For<'_>, now: Timestamp) -> Result<bool, AccessError> {
        let found = self.connection.query_row(
            "SELECT 1 FROM codes WHERE of = ? AND used = 0 AND made > ? AND tries < ?",
            params![of.hash(), at(now - CODE), TRIES],
            |_| Ok(()),
        );
        Ok(found.optional()?.is_some())
    }

    /// Opens a session with the code of a link, and returns its cookie.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`]; or the file cannot be written.
    pub fn enter(&mut self, link: &Link, digits: &str, address: &str, now: Timestamp) -> Result<Secret, AccessError> {
        let cookie = random()?;
        let steps = immediate(&mut self.connection)?;
        redeem(&steps, For::Link(link), digits, now).or_else(|error| keep_try(error, &steps))?;
        steps.execute(
            "INSERT INTO sessions (hash, person, address, made, proven, ends) VALUES (?, ?, ?, ?, ?, ?)",
            params![sha256(cookie.0.as_bytes()), link.person.0, address, at(now), at(now), at(now + SESSION)],
        )?;
        steps.execute("UPDATE links SET opened = ? WHERE hash = ? AND opened IS NULL", params![at(now), link.hash])?;
        steps.commit()?;
        Ok(cookie)
    }

    /// Notes that the person of a session has typed its code.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`]; or the file cannot be written.
    pub fn prove(&mut self, session: &Session, digits: &str, now: Timestamp) -> Result<(), AccessError> {
        let steps = immediate(&mut self.connection)?;
        redeem(&steps, For::Session(session), digits, now).or_else(|error| keep_try(error, &steps))?;
        steps.execute("UPDATE sessions SET proven = ? WHERE hash = ?", params![at(now), session.hash])?;
        Ok(steps.commit()?)
    }

    /// Returns the session of a cookie, or `None` if there is none or it has ended.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn session(&self, cookie: &str, now: Timestamp) -> Result<Option<Session>, AccessError> {
        let hash = sha256(cookie.as_bytes());
        let found = self.connection.query_row(
            "SELECT number, person, address, proven FROM sessions WHERE hash = ? AND ends > ?",
            params![hash, at(now)],
            |row| {
                Ok(Session {
                    hash: hash.clone(),
                    number: row.get(0)?,
                    person: PersonId(row.get(1)?),
                    address: row.get(2)?,
                    proven: rows::time(row, 3)?,
                })
            },
        );
        Ok(found.optional()?)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn leave(&self, session: &Session) -> Result<(), AccessError> {
        self.connection.execute("DELETE FROM sessions WHERE hash = ?", [&session.hash])?;
        Ok(())
    }

    /// Returns when somebody first opened a link to this text with a code.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn opened(&self, person: &PersonId, text: &TextName) -> Result<Option<Timestamp>, AccessError> {
        let [council, story, output] = of_text(Some(text));
        let found = self.connection.query_row(
            "SELECT MIN(opened) FROM links WHERE person = ? AND council = ? AND story IS ? AND output = ? \
             AND opened IS NOT NULL",
            params![person.0, council, story, output],
            |row| row.get::<_, Option<i64>>(0),
        )?;
        found.map(rows::instant).transpose().map_err(AccessError::from)
    }

    /// Removes codes, and links and sessions that have ended, once they are older than `before`.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn forget(&mut self, before: Timestamp) -> Result<(), AccessError> {
        let steps = immediate(&mut self.connection)?;
        steps.execute("DELETE FROM codes WHERE made < ?", [at(before)])?;
        steps.execute("DELETE FROM links WHERE ends < ?", [at(before)])?;
        steps.execute("DELETE FROM sessions WHERE ends < ?", [at(before)])?;
        steps.execute("DELETE FROM editors WHERE seen < ?", [at(before)])?;
        Ok(steps.commit()?)
    }
}

/// Uses up the code that was made last, if these are its digits; each call is a try.
fn redeem(steps: &Transaction<'_>, of: For<'_>, digits: &str, now: Timestamp) -> Result<(), AccessError> {
    let typed: String = digits.chars().filter(char::is_ascii_digit).collect();
    let tried = steps.execute(
        "UPDATE codes SET tries = tries + 1 WHERE of = ? AND used = 0 AND made > ? AND tries < ?",
        params![of.hash(), at(now - CODE), TRIES],
    )?;
    let right = tried > 0
        && steps.execute(
            "UPDATE codes SET used = 1 WHERE of = ? AND used = 0 AND hash = ?",
            params![of.hash(), hashed(of, &typed)],
        )? > 0;
    if right { Ok(()) } else { Err(AccessError::WrongCode) }
}

/// Keeps the count of tries although the code was wrong.
fn keep_try(error: AccessError, steps: &Transaction<'_>) -> Result<(), AccessError> {
    if matches!(error, AccessError::WrongCode) {
        steps.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
    }
    Err(error)
}

/// The hash of a code: with what it is for, so that a code of another link does not fit.
fn hashed(of: For<'_>, digits: &str) -> String {
    sha256(format!("{} {digits}", of.hash()).as_bytes())
}

fn immediate(connection: &mut Connection) -> Result<Transaction<'_>, AccessError> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// Returns 128 random bits in hexadecimal digits.
fn random() -> Result<Secret, AccessError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| AccessError::NoRandomness { cause: error.to_string() })?;
    Ok(Secret(format!("{:032x}", u128::from_be_bytes(bytes))))
}

/// Returns six random digits, each number equally likely.
fn digits() -> Result<String, AccessError> {
    const NUMBERS: u32 = 1_000_000;
    loop {
        let drawn = getrandom::u32().map_err(|error| AccessError::NoRandomness { cause: error.to_string() })?;
        if drawn < u32::MAX - u32::MAX % NUMBERS {
            return Ok(format!("{:06}", drawn % NUMBERS));
        }
    }
}
