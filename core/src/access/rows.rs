//! The tables of `web.db`, and how times and texts are written in them.

use super::AccessError;
use crate::disk::{DiskError, Folder};
use crate::review::TextName;
use jiff::Timestamp;
use rusqlite::{Connection, Row, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

/// The file, in the folder for what copydesk keeps of a desk.
const FOLDER: &str = ".copydesk";
const FILE: &str = "web.db";

/// The number of the current form.
const FORM: i64 = 3;

/// How long a request waits for another process.
const PATIENCE: Duration = Duration::from_secs(10);

/// The steps from each form to the next, from form 0, an empty file.
const STEPS: [&str; 3] = [
    "
CREATE TABLE links (hash TEXT PRIMARY KEY NOT NULL, person TEXT NOT NULL, council TEXT, story TEXT, output TEXT,
    made_by TEXT NOT NULL, made INTEGER NOT NULL, ends INTEGER NOT NULL, revoked INTEGER, opened INTEGER) STRICT;
CREATE TABLE codes (of TEXT NOT NULL, hash TEXT NOT NULL, made INTEGER NOT NULL, tries INTEGER NOT NULL,
    used INTEGER NOT NULL) STRICT;
CREATE INDEX codes_of ON codes (of, made);
CREATE TABLE sessions (number INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT UNIQUE NOT NULL, person TEXT NOT NULL,
    address TEXT NOT NULL, made INTEGER NOT NULL, proven INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT;
CREATE TABLE comments (number INTEGER PRIMARY KEY AUTOINCREMENT, council TEXT NOT NULL, story TEXT, output TEXT NOT NULL,
    version TEXT NOT NULL, leaf TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, made INTEGER NOT NULL,
    body TEXT NOT NULL, answers INTEGER, closed_by TEXT, closed INTEGER) STRICT;
CREATE INDEX comments_of ON comments (output, story);
",
    "
CREATE TABLE editors (council TEXT NOT NULL, story TEXT, output TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL,
    seen INTEGER NOT NULL) STRICT;
CREATE INDEX editors_of ON editors (output, story);
",
    "
ALTER TABLE comments ADD COLUMN words TEXT NOT NULL DEFAULT '';
",
];

/// Returns `true` if a desk's folder has the file.
pub(super) fn is_there(desk: &Path) -> bool {
    desk.join(FOLDER).join(FILE).is_file()
}

/// Opens the file of a desk's folder, and makes it if it is missing.
pub(super) fn open(desk: &Path) -> Result<Connection, AccessError> {
    let disk = |error: DiskError| AccessError::File { cause: error.to_string() };
    let folder = Folder::open(desk).and_then(|desk| desk.below(FOLDER.as_ref())).map_err(disk)?;
    folder.see_no_link(FILE.as_ref()).map_err(disk)?;
    let path = &desk.join(FOLDER).join(FILE);
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    if form_of(&connection)? < FORM {
        // Another process may have done it since.
        let steps = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found = form_of(&steps)?;
        for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
            steps.execute_batch(step)?;
        }
        if found < FORM {
            steps.pragma_update(None, "user_version", FORM)?;
        }
        steps.commit()?;
    }
    let found = form_of(&connection)?;
    if found != FORM {
        return Err(AccessError::Newer { file: path.display().to_string(), found });
    }
    Ok(connection)
}

fn form_of(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Returns a time as its column has it: milliseconds.
pub(super) fn at(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// Returns the time of a column.
pub(super) fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    instant(row.get(column)?)
}

/// Returns the time of so many milliseconds.
pub(super) fn instant(milliseconds: i64) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(milliseconds)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Integer, Box::new(error)))
}

/// Returns the columns of a text's name.
pub(super) fn of_text(text: Option<&TextName>) -> [Option<&str>; 3] {
    match text {
        None => [None; 3],
        Some(TextName { council, story, output }) => [Some(council), story.as_deref(), Some(output)],
    }
}

/// Returns the text of three columns, from `first`.
pub(super) fn text_of(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<TextName>> {
    let (council, story, output): (Option<String>, Option<String>, Option<String>) =
        (row.get(first)?, row.get(first + 1)?, row.get(first + 2)?);
    Ok(council.zip(output).map(|(council, output)| TextName { council, story, output }))
}
