//! The store as a SQLite file in the desk's folder. It keeps a rollback journal and not a write-ahead log, because a
//! desk may be on a shared drive, and so that the store is one file to copy. Each event is one transaction that holds
//! the lock from its beginning, and is on the disk before the command reports it.

mod migrations;

use super::chain::{EventRow, Head, Noted};
use super::witness::{HeadFile, NoWitness, Witness};
use super::{AllRows, NewRow, Store, StoreError, Where};
use crate::disk::{self, DiskError, Existing, Folder, folder_of};
use crate::document::VersionId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, ffi};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

/// How long a command waits for the lock: longer than any command holds it, short enough to be waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The largest copy that is read into memory: twenty times the store of a desk with 5,000 events.
const LARGEST: usize = 1 << 30;

/// A store in a file, with the note of its last event next to it.
#[derive(Debug)]
pub struct SqliteStore {
    at: Where,
    witness: Box<dyn Witness>,
    connection: Connection,
}

impl SqliteStore {
    /// Opens the store in a file, or returns `None` if there is no such file and never was. A store of an older form is
    /// migrated.
    ///
    /// # Errors
    /// The file is not a store, is damaged, was written by a newer copydesk or cannot be opened. It is unchanged.
    pub fn open(path: &Path) -> Result<Option<SqliteStore>, StoreError> {
        let witness = HeadFile::of(path);
        see_no_link(path)?;
        see_no_link(&witness.0)?;
        match fs::symlink_metadata(path) {
            Ok(found) if !found.is_file() => return Err(not_a_store(path, "is a folder or a device, and no store")),
            Ok(found) if found.len() == 0 => return Err(not_a_store(path, "is empty: its content is lost")),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return match witness.noted() {
                    Noted::Last(Head { number: events @ 1.., .. }) => Err(StoreError::Gone { at: file(path), events }),
                    _ => Ok(None),
                };
            }
            Err(error) => return Err(StoreError::Disk { at: file(path), cause: error.to_string() }),
        }
        let store = SqliteStore { connection: connect(path)?, at: file(path), witness: Box::new(witness) };
        store.recognise()?;
        Ok(Some(store))
    }

    /// Opens the store in a file, creating it if need be.
    ///
    /// # Errors
    /// Those of [`SqliteStore::open`], or it cannot be created.
    pub fn open_or_create(path: &Path) -> Result<SqliteStore, StoreError> {
        if let Some(store) = SqliteStore::open(path)? {
            return Ok(store);
        }
        create(path)?;
        SqliteStore::open(path)?
            .ok_or_else(|| StoreError::Disk { at: file(path), cause: "it was taken away as it was made".to_owned() })
    }

    /// Reads a copy of a store from a file into memory, of which nothing was noted. The file is neither locked nor changed,
    /// and what was verified is what is read later.
    ///
    /// # Errors
    /// The file is not a store, is damaged, was written by a newer copydesk or cannot be read.
    pub fn read_copy(path: &Path) -> Result<SqliteStore, StoreError> {
        see_no_link(path)?;
        let disk = |error: std::io::Error| StoreError::Disk { at: file(path), cause: error.to_string() };
        let bytes = disk::read(path, LARGEST).map_err(disk)?;
        if bytes.is_empty() {
            return Err(not_a_store(path, "is empty"));
        }
        let broken = |error| explain(&file(path), &error);
        let mut connection = Connection::open_in_memory().map_err(broken)?;
        connection.deserialize_read_exact("main", &bytes[..], bytes.len(), false).map_err(broken)?;
        prepare(&connection).map_err(broken)?;
        let store = SqliteStore { connection, at: file(path), witness: Box::new(NoWitness) };
        store.recognise()?;
        Ok(store)
    }

    /// Sees that it is a store of a known form, and brings it up to the newest.
    fn recognise(&self) -> Result<(), StoreError> {
        let broken = |error| explain(&self.at, &error);
        let number = |name| self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(broken);
        if number("application_id")? != migrations::APPLICATION {
            return Err(StoreError::NotAStore { at: self.at.clone(), what: "is not a store of copydesk".to_owned() });
        }
        let found = number("user_version")?;
        if !(0..=migrations::NEWEST).contains(&found) {
            return Err(StoreError::Newer { at: self.at.clone(), found, known: migrations::NEWEST });
        }
        self.check()?;
        if found == migrations::NEWEST {
            return Ok(());
        }
        match migrations::bring_up(&self.connection) {
            // A store that may only be read is read as it is, if its tables are the same.
            Err(error) if !migrations::is_newest(&self.connection).unwrap_or(false) => Err(broken(error)),
            _ => Ok(()),
        }
    }

    fn damaged(&self, cause: &str) -> StoreError {
        StoreError::Damaged { at: self.at.clone(), cause: one_line(cause) }
    }

    fn broken(&self, error: &rusqlite::Error) -> StoreError {
        explain(&self.at, error)
    }

    /// Writes down the last event in the second place. The lock is held, so that of two programs the later one is noted.
    fn note(&mut self) -> Result<(), StoreError> {
        let at = self.at.clone();
        let held = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let held = held.map_err(|error| explain(&at, &error))?;
        let last = last(&held).map_err(|error| explain(&at, &error))?;
        self.witness.note(&last).map_err(|error| StoreError::Disk { at, cause: error.to_string() })
    }
}

impl Store for SqliteStore {
    fn place(&self) -> &Where {
        &self.at
    }

    fn entries(&self, from: u64) -> Result<Vec<EventRow>, StoreError> {
        // A row may have been given a number below the first.
        let from = if from == 0 { i64::MIN } else { i64::try_from(from).unwrap_or(i64::MAX) };
        entries(&self.connection, from).map_err(|error| self.broken(&error))
    }

    fn document(&self, id: &VersionId) -> Result<Option<String>, StoreError> {
        // The row is found by the index, and read from the table: the two may differ.
        let query = "SELECT id, document FROM versions WHERE rowid = (SELECT rowid FROM versions WHERE id = ?1)";
        let found = self.connection.query_row(query, [id.as_str()], |row| Ok((text(row, 0)?, text(row, 1)?)));
        match found.optional().map_err(|error| self.broken(&error))? {
            Some((found, _)) if found != id.as_str() => Err(self.damaged("its index of versions leads to another one")),
            found => Ok(found.map(|(_, document)| document)),
        }
    }

    /// Not only `quick_check`, which does not compare the index of the versions with their rows.
    fn check(&self) -> Result<(), StoreError> {
        let check = self.connection.pragma_query_value(None, "integrity_check", |row| row.get::<_, String>(0));
        let check = check.map_err(|error| self.broken(&error))?;
        if check == "ok" { Ok(()) } else { Err(self.damaged(&check)) }
    }

    fn everything(&self) -> Result<AllRows, StoreError> {
        let read = || {
            let moment = self.connection.unchecked_transaction()?;
            // From the rows and not from the index, which has the names too.
            let mut query = moment.prepare("SELECT id, document FROM versions NOT INDEXED")?;
            let documents = query.query_map([], |row| Ok((text(row, 0)?, text(row, 1)?)))?;
            Ok(AllRows {
                entries: entries(&moment, i64::MIN)?,
                documents: documents.collect::<Result<_, _>>()?,
                guarded: migrations::is_newest(&moment)?,
            })
        };
        read().map_err(|error: rusqlite::Error| self.broken(&error))
    }

    fn witness(&self) -> &dyn Witness {
        &*self.witness
    }

    fn add(&mut self, rows: &[NewRow]) -> Result<(), StoreError> {
        let at = self.at.clone();
        let broken = |error| explain(&at, &error);
        let adding = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(broken)?;
        let mut last = last(&adding).map_err(broken)?;
        let known = last.clone();
        for NewRow { entry, .. } in rows {
            if (last.number + 1, &last.hash) != (entry.number, &entry.previous) {
                return Err(StoreError::Moved);
            }
            last = entry.head();
        }
        // A program that was killed has left the note one event late; a second one would make it two.
        if matches!(self.witness.noted(), Noted::Last(noted) if noted.number < known.number) {
            drop(self.witness.note(&known));
        }
        write(adding, rows).map_err(broken)?;
        // The events are recorded. Where the note cannot be written, it names the event before: that is still true.
        drop(self.note());
        Ok(())
    }
}

fn write(adding: Transaction<'_>, rows: &[NewRow]) -> rusqlite::Result<()> {
    for NewRow { entry, document } in rows {
        if let Some((id, document)) = document {
            let insert = "INSERT INTO versions (id, document) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING";
            adding.execute(insert, [id.as_str(), document])?;
        }
        let number = i64::try_from(entry.number).expect("events are counted from 1");
        let insert = "INSERT INTO events (number, previous, body, hash) VALUES (?1, ?2, ?3, ?4)";
        adding.execute(insert, (number, &entry.previous, &entry.body, &entry.hash))?;
    }
    adding.commit()
}

/// Makes an empty store: in memory first, so that no other program ever sees half of one.
fn create(path: &Path) -> Result<(), StoreError> {
    let broken = |error| explain(&file(path), &error);
    let witness = HeadFile::of(path);
    let disk = |error: DiskError| match error {
        DiskError::Link { .. } => not_a_store(path, LINK),
        DiskError::Exists { .. } => StoreError::Moved,
        DiskError::Io { cause, .. } => match cause.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { at: file(path) },
            ErrorKind::StorageFull => StoreError::Full { at: file(path) },
            _ => StoreError::Disk { at: file(path), cause: cause.to_string() },
        },
    };
    let empty = Connection::open_in_memory().map_err(broken)?;
    migrations::make(&empty).map_err(broken)?;
    let bytes = empty.serialize("main").map_err(broken)?;
    let folder = Folder::open(folder_of(path)).map_err(disk)?;
    if let Noted::Nothing { .. } = witness.noted() {
        witness.note(&Head::start()).map_err(disk)?;
    }
    match folder.write(path.file_name().unwrap_or_default(), &bytes, Existing::Keep) {
        Err(error) if !matches!(error, DiskError::Exists { .. }) => Err(disk(error)),
        _ => Ok(()),
    }
}

/// What a link is called that is not opened: it may lead to any file.
const LINK: &str = "is a symbolic link, and nothing is read or written through it";

fn see_no_link(path: &Path) -> Result<(), StoreError> {
    if path.is_symlink() { Err(not_a_store(path, LINK)) } else { Ok(()) }
}

/// Opens the file and no link, neither now nor in its place later; links on the way to its folder are a person's.
fn connect(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let folder = folder_of(path).canonicalize();
    let folder = folder.map_err(|cause| StoreError::Disk { at: file(path), cause: cause.to_string() })?;
    let open = || {
        let connection = Connection::open_with_flags(folder.join(path.file_name().unwrap_or_default()), flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        prepare(&connection)?;
        Ok(connection)
    };
    open().map_err(|error: rusqlite::Error| explain(&file(path), &error))
}

/// Has the database trust as little of a file as it can.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)
}

fn entries(connection: &Connection, from: i64) -> rusqlite::Result<Vec<EventRow>> {
    let query = "SELECT number, previous, body, hash FROM events WHERE number >= ?1 ORDER BY number";
    let mut query = connection.prepare(query)?;
    let rows = query.query_map([from], |row| {
        // A number below 1 is not ours: 0 comes before the first, and so breaks the chain.
        let number = u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
        Ok(EventRow { number, previous: text(row, 1)?, body: text(row, 2)?, hash: text(row, 3)? })
    })?;
    rows.collect()
}

fn last(connection: &Connection) -> rusqlite::Result<Head> {
    let query = "SELECT number, hash FROM events ORDER BY number DESC LIMIT 1";
    let last = connection.query_row(query, [], |row| {
        Ok(Head { number: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0), hash: text(row, 1)? })
    });
    Ok(last.optional()?.unwrap_or_else(Head::start))
}

/// Returns a column as text; anything else becomes a text that breaks the chain, and the chain reports it.
fn text(row: &Row<'_>, place: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(place)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
    })
}

fn file(path: &Path) -> Where {
    Where::File(path.to_owned())
}

fn not_a_store(path: &Path, what: &str) -> StoreError {
    StoreError::NotAStore { at: file(path), what: what.to_owned() }
}

fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Explains a database error in the user's terms.
fn explain(at: &Where, error: &rusqlite::Error) -> StoreError {
    let (at, cause) = (at.clone(), one_line(&error.to_string()));
    let extended = error.sqlite_error().map(|error| error.extended_code);
    match error.sqlite_error_code() {
        _ if extended == Some(ffi::SQLITE_READONLY_DBMOVED) => StoreError::Replaced { at },
        Some(ErrorCode::NotADatabase) => StoreError::NotAStore { at, what: "is not a store of copydesk".to_owned() },
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { at, cause },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly { at },
        Some(ErrorCode::DiskFull) => StoreError::Full { at },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { at },
        _ if cause.contains("no such table") => StoreError::Damaged { at, cause },
        _ => StoreError::Disk { at, cause },
    }
}

#[cfg(test)]
mod tests;
