//! The form of the store, and the steps from each form to the next: its tables, and what the events and versions in their
//! rows can say. A form that was once in use is never changed: a new one is a new step, if only an empty one that keeps
//! programs out which cannot read the new rows. A test holds the types against the form's number. Columns are TEXT and
//! INTEGER, which other databases have too. Not here: the rows.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// "cdsk": what the head of the file says of the program that it belongs to.
pub(super) const APPLICATION: i64 = 0x6364_736b;

/// The number of the present form.
pub(super) const NEWEST: i64 = 2;

/// Form 0.
const TABLES: &str = "
CREATE TABLE versions (id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL) STRICT;
CREATE TABLE events (number INTEGER PRIMARY KEY NOT NULL, previous TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
";

/// What leads from each form to the next.
const STEPS: [&str; 2] = [
    // To form 1: rows are only added.
    "
CREATE TRIGGER versions_stay BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'versions are only added'); END;
CREATE TRIGGER versions_are_kept BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'versions are only added'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
",
    // To form 2: an event may have a reason for going on. A program that does not know of it is not to take it for tampering.
    "",
];

/// Makes an empty store of the present form.
pub(super) fn make(connection: &Connection) -> rusqlite::Result<()> {
    make_first(connection)?;
    bring_up(connection)
}

/// Makes an empty store of form 0.
pub(super) fn make_first(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.execute_batch(TABLES)
}

/// Brings a store to the present form: all steps or none.
pub(super) fn bring_up(connection: &Connection) -> rusqlite::Result<()> {
    let steps = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    // Somebody else may have done it meanwhile.
    let found: i64 = steps.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        steps.execute_batch(step)?;
    }
    steps.pragma_update(None, "user_version", NEWEST)?;
    steps.commit()
}

/// Whether tables and guards are those of the present form, and no others.
pub(super) fn is_newest(connection: &Connection) -> rusqlite::Result<bool> {
    let model = Connection::open_in_memory()?;
    make(&model)?;
    Ok(described(connection)? == described(&model)?)
}

fn described(connection: &Connection) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    let mut query = connection.prepare("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}
