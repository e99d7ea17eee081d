//! Who has a text open to edit it. Nothing is locked.

use super::rows::{self, at, of_text};
use super::{Access, AccessError, immediate};
use crate::review::{Actor, PersonId, TextName};
use jiff::{SignedDuration, Timestamp};
use rusqlite::params;

/// How long after a sign of life a person counts as somebody who has a text open.
const ALIVE: SignedDuration = SignedDuration::from_mins(10);

impl Access {
    /// Notes that a person has a text open now.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn note_open(&mut self, text: &TextName, person: &Actor, now: Timestamp) -> Result<(), AccessError> {
        let [council, story, output] = of_text(Some(text));
        let steps = immediate(&mut self.connection)?;
        let own = params![council, story, output, person.id.0];
        steps.execute("DELETE FROM editors WHERE council = ? AND story IS ? AND output = ? AND person = ?", own)?;
        steps.execute(
            "INSERT INTO editors (council, story, output, person, name, seen) VALUES (?, ?, ?, ?, ?, ?)",
            params![council, story, output, person.id.0, person.name, at(now)],
        )?;
        Ok(steps.commit()?)
    }

    /// Returns the others who have a text open, by name, each with their last sign of life.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn others_in(
        &self,
        text: &TextName,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<Vec<(String, Timestamp)>, AccessError> {
        let [council, story, output] = of_text(Some(text));
        let mut query = self.connection.prepare(
            "SELECT name, seen FROM editors WHERE council = ? AND story IS ? AND output = ? AND person <> ? AND seen > ? \
             ORDER BY seen DESC",
        )?;
        let found = query.query_map(params![council, story, output, person.0, at(now - ALIVE)], |row| {
            Ok((row.get(0)?, rows::time(row, 1)?))
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}
