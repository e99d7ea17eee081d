//! The schema of the store and its migrations: the tables, and the types that the rows of events and versions contain.
//! A form that was once in use never changes. A new one is a new step, even an empty one that keeps out programs that
//! cannot read the new rows; a test ties the types to the form's number. Columns are TEXT and INTEGER, which other
//! databases have too.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// "cdsk": the application id in the file's header.
pub(super) const APPLICATION: i64 = 0x6364_736b;

/// The number of the current form.
pub(super) const NEWEST: i64 = 7;

/// Form 0.
const TABLES: &str = "
CREATE TABLE versions (id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL) STRICT;
CREATE TABLE events (number INTEGER PRIMARY KEY NOT NULL, previous TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
";

/// The steps from each form to the next.
const STEPS: [&str; 7] = [
    // To form 1: rows are only added.
    "
CREATE TRIGGER versions_stay BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'versions are only added'); END;
CREATE TRIGGER versions_are_kept BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'versions are only added'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
",
    // To form 2: an event may have a reason for going on. An older program would take the new key for tampering.
    "",
    // To form 3: an event says how it is known who acted, may be one of a release, and may have been joined from another copy
    // of the record.
    "",
    // To form 4: an event may have been done in a browser, and a release may go to journalists before the embargo ends.
    "",
    // To form 5: an event may be what a person who checks facts said of a sentence.
    "",
    // To form 6: an event may be about a plugin of the desk, and then about no version.
    "",
    // To form 7: a version may be in another language than English.
    "",
];

/// Creates an empty store of the current form.
pub(super) fn make(connection: &Connection) -> rusqlite::Result<()> {
    make_first(connection)?;
    bring_up(connection)
}

/// Creates an empty store of form 0.
pub(super) fn make_first(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.execute_batch(TABLES)
}

/// Migrates a store to the current form: all steps or none.
pub(super) fn bring_up(connection: &Connection) -> rusqlite::Result<()> {
    let steps = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    // Another program may have done it in the meantime.
    let found: i64 = steps.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        steps.execute_batch(step)?;
    }
    steps.pragma_update(None, "user_version", NEWEST)?;
    steps.commit()
}

/// Returns `true` if the tables and triggers are exactly those of the current form.
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
