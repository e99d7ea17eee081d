//! Comments on a place of a text. They belong to a version, and show on later ones at the paragraph with the same words.

use super::rows::{self, at, of_text};
use super::{Access, AccessError};
use crate::document::{Comment as FileComment, VersionId};
use crate::review::{Actor, PersonId, TextName};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its number.
    pub number: i64,
    /// The version it was made on; `None` for one that came with an edited file.
    pub version: Option<VersionId>,
    /// The words of the paragraph it is about.
    pub leaf: String,
    /// The words in it that it is about; none for the whole paragraph.
    pub words: String,
    /// Who made it.
    pub by: Actor,
    /// When.
    pub made: Timestamp,
    /// What it says.
    pub body: String,
    /// The comment that it answers.
    pub answers: Option<i64>,
    /// Who closed it, by name.
    pub closed_by: Option<String>,
}

/// A comment to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewComment<'a> {
    /// The text.
    pub text: &'a TextName,
    /// The version that the person saw; `None` for one that came with an edited file.
    pub version: Option<&'a VersionId>,
    /// The words of the paragraph it is about.
    pub leaf: &'a str,
    /// The words in it that it is about; none for the whole paragraph.
    pub words: &'a str,
    /// Who makes it.
    pub by: &'a Actor,
    /// What it says.
    pub body: &'a str,
    /// The comment that it answers.
    pub answers: Option<i64>,
}

impl Access {
    /// Keeps a comment, and returns its number. The same words by the same person at the same place are kept once, however often
    /// they are sent.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn comment(&self, new: &NewComment<'_>, now: Timestamp) -> Result<i64, AccessError> {
        let [council, story, output] = of_text(Some(new.text));
        let NewComment { version, leaf, words, by, body, answers, .. } = new;
        let version = version.map_or("", VersionId::as_str);
        let known = self.connection.query_row(
            "SELECT number FROM comments WHERE council = ?1 AND story IS ?2 AND output = ?3 AND version = ?4 AND leaf = ?5 \
             AND person = ?6 AND name = ?7 AND body = ?8 AND answers IS ?9 AND words = ?10",
            params![council, story, output, version, leaf, by.id.0, by.name, body, answers, words],
            |row| row.get(0),
        );
        if let Some(number) = known.optional()? {
            return Ok(number);
        }
        self.connection.execute(
            "INSERT INTO comments (council, story, output, version, leaf, person, name, made, body, answers, words) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![council, story, output, version, leaf, by.id.0, by.name, at(now), body, answers, words],
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Keeps the comments of an edited file, each with the words of the paragraph it is about and the time at which it was made,
    /// and their replies with what they answer. One that was kept before is not kept again.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep(&self, text: &TextName, all: &[(FileComment, String, Timestamp)]) -> Result<(), AccessError> {
        let mut numbers: Vec<Option<i64>> = vec![None; all.len()];
        // Replies come after what they answer, wherever they are in the file.
        let (roots, replies): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(|at| all[*at].0.answers.is_none());
        for at in roots.into_iter().chain(replies) {
            let (comment, leaf, made) = &all[at];
            let author = if comment.author.is_empty() { "Somebody" } else { &comment.author };
            let by = Actor { id: PersonId(String::new()), name: format!("{author}, in the file") };
            let answers = comment.answers.and_then(|root| numbers[root]);
            let (words, body) = (comment.about.as_str(), comment.text.as_str());
            let number =
                self.comment(&NewComment { text, version: None, leaf, words, by: &by, body, answers }, *made)?;
            numbers[at] = Some(number);
            if comment.is_closed {
                self.close(text, number, &by, *made)?;
            }
        }
        Ok(())
    }

    /// Returns the comments on a text, the oldest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn comments(&self, text: &TextName) -> Result<Vec<Comment>, AccessError> {
        let [council, story, output] = of_text(Some(text));
        let mut query = self.connection.prepare(
            "SELECT number, version, leaf, person, name, made, body, answers, closed_by, words FROM comments \
             WHERE council = ? AND story IS ? AND output = ? ORDER BY number",
        )?;
        let rows = query.query_map(params![council, story, output], |row| {
            Ok(Comment {
                number: row.get(0)?,
                version: VersionId::new(row.get::<_, String>(1)?).ok(),
                leaf: row.get(2)?,
                by: Actor { id: PersonId(row.get(3)?), name: row.get(4)? },
                made: rows::time(row, 5)?,
                body: row.get(6)?,
                answers: row.get(7)?,
                closed_by: row.get(8)?,
                words: row.get(9)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Closes a comment on a text. One that is closed stays as it is.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn close(&self, text: &TextName, number: i64, by: &Actor, now: Timestamp) -> Result<(), AccessError> {
        let [council, story, output] = of_text(Some(text));
        self.connection.execute(
            "UPDATE comments SET closed_by = ?, closed = ? WHERE number = ? AND closed IS NULL AND council = ? \
             AND story IS ? AND output = ?",
            params![by.name, at(now), number, council, story, output],
        )?;
        Ok(())
    }
}
