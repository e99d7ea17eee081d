//! The store as a SQLite file in the desk's folder. It keeps a rollback journal and not a write-ahead log, because a
//! desk may be on a shared drive, and so that the store is one file to copy. Each event is one transaction that holds
//! the lock from its beginning, and is on the disk before the command reports it.

mod migrations;

use super::chain::{EventRow, Head, Noted};
use super::head_note;
use super::{AllRows, Store, StoreError};
use crate::disk::{DiskError, Existing, Folder, folder_of};
use crate::document::VersionId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a command waits for the lock: longer than any command holds it, short enough to be waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A store in a file, with the note of its last event next to it.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    noted: PathBuf,
    connection: Connection,
}

impl SqliteStore {
    /// Opens the store in a file, or returns `None` if there is no such file and never was. A store of an older form is
    /// migrated.
    ///
    /// # Errors
    /// The file is not a store, is damaged, was written by a newer copydesk or cannot be opened. It is unchanged.
    pub fn open(path: &Path) -> Result<Option<SqliteStore>, StoreError> {
        let noted = note_of(path);
        see_no_link(path)?;
        see_no_link(&noted)?;
        match fs::symlink_metadata(path) {
            Ok(found) if !found.is_file() => return Err(not_a_store(path, "is a folder or a device, and no store")),
            Ok(found) if found.len() == 0 => return Err(not_a_store(path, "is empty: its content is lost")),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return match head_note::read(&noted) {
                    Noted::Last(Head { number: events @ 1.., .. }) => {
                        Err(StoreError::Gone { path: path.to_owned(), events })
                    }
                    _ => Ok(None),
                };
            }
            Err(error) => return Err(StoreError::Disk { path: path.to_owned(), cause: error.to_string() }),
        }
        let store = SqliteStore { connection: connect(path)?, path: path.to_owned(), noted };
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
        SqliteStore::open(path)?.ok_or_else(|| StoreError::Disk {
            path: path.to_owned(),
            cause: "it was taken away as it was made".to_owned(),
        })
    }

    /// Sees that the file is whole and a store of a known form.
    fn recognise(&self) -> Result<(), StoreError> {
        let broken = |error| explain(&self.path, &error);
        let number = |name| self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(broken);
        if number("application_id")? != migrations::APPLICATION {
            return Err(not_a_store(&self.path, "is not a store of copydesk"));
        }
        let found = number("user_version")?;
        if !(0..=migrations::NEWEST).contains(&found) {
            return Err(StoreError::Newer { path: self.path.clone(), found, known: migrations::NEWEST });
        }
        let check: String =
            self.connection.pragma_query_value(None, "quick_check", |row| row.get(0)).map_err(broken)?;
        if check != "ok" {
            return Err(StoreError::Damaged { path: self.path.clone(), cause: one_line(&check) });
        }
        if found == migrations::NEWEST {
            return Ok(());
        }
        match migrations::bring_up(&self.connection) {
            // A store that may only be read is read as it is, if its tables are the same.
            Err(error) if !migrations::is_newest(&self.connection).unwrap_or(false) => Err(broken(error)),
            _ => Ok(()),
        }
    }

    fn broken(&self, error: &rusqlite::Error) -> StoreError {
        explain(&self.path, error)
    }

    /// Writes down the last event in the second place. The lock is held, so that of two programs the later one is noted.
    fn note(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let held = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let held = held.map_err(|error| explain(&path, &error))?;
        let last = last(&held).map_err(|error| explain(&path, &error))?;
        head_note::write(&self.noted, &last).map_err(|error| StoreError::Disk { path, cause: error.to_string() })
    }
}

impl Store for SqliteStore {
    fn entries(&self) -> Result<Vec<EventRow>, StoreError> {
        entries(&self.connection).map_err(|error| self.broken(&error))
    }

    fn document(&self, id: &VersionId) -> Result<Option<String>, StoreError> {
        let query = "SELECT document FROM versions WHERE id = ?1";
        let found = self.connection.query_row(query, [id.as_str()], |row| text(row, 0)).optional();
        found.map_err(|error| self.broken(&error))
    }

    fn everything(&self) -> Result<AllRows, StoreError> {
        let read = || {
            let moment = self.connection.unchecked_transaction()?;
            let mut query = moment.prepare("SELECT id, document FROM versions ORDER BY id")?;
            let documents = query.query_map([], |row| Ok((text(row, 0)?, text(row, 1)?)))?;
            Ok(AllRows {
                entries: entries(&moment)?,
                documents: documents.collect::<Result<_, _>>()?,
                guarded: migrations::is_newest(&moment)?,
            })
        };
        read().map_err(|error: rusqlite::Error| self.broken(&error))
    }

    fn noted(&self) -> Noted {
        head_note::read(&self.noted)
    }

    fn add(&mut self, entry: &EventRow, document: Option<(&VersionId, &str)>) -> Result<(), StoreError> {
        let path = self.path.clone();
        let broken = |error| explain(&path, &error);
        let adding = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(broken)?;
        let last = last(&adding).map_err(broken)?;
        if (last.number + 1, &last.hash) != (entry.number, &entry.previous) {
            return Err(StoreError::Moved);
        }
        // A program that was killed has left the note one event late; a second one would make it two.
        if matches!(head_note::read(&self.noted), Noted::Last(noted) if noted.number < last.number) {
            drop(head_note::write(&self.noted, &last));
        }
        write(adding, entry, document).map_err(broken)?;
        // The event is recorded. Where the note cannot be written, it names the event before: that is still true.
        drop(self.note());
        Ok(())
    }
}

fn write(adding: Transaction<'_>, entry: &EventRow, document: Option<(&VersionId, &str)>) -> rusqlite::Result<()> {
    if let Some((id, document)) = document {
        let insert = "INSERT INTO versions (id, document) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING";
        adding.execute(insert, [id.as_str(), document])?;
    }
    let number = i64::try_from(entry.number).expect("events are counted from 1");
    let insert = "INSERT INTO events (number, previous, body, hash) VALUES (?1, ?2, ?3, ?4)";
    adding.execute(insert, (number, &entry.previous, &entry.body, &entry.hash))?;
    adding.commit()
}

/// Makes an empty store: in memory first, so that no other program ever sees half of one.
fn create(path: &Path) -> Result<(), StoreError> {
    let broken = |error| explain(path, &error);
    let disk = |error: DiskError| match error {
        DiskError::Link { .. } => not_a_store(path, LINK),
        DiskError::Exists { .. } => StoreError::Moved,
        DiskError::Io { cause, .. } => match cause.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly { path: path.to_owned() }
            }
            ErrorKind::StorageFull => StoreError::Full { path: path.to_owned() },
            _ => StoreError::Disk { path: path.to_owned(), cause: cause.to_string() },
        },
    };
    let empty = Connection::open_in_memory().map_err(broken)?;
    migrations::make(&empty).map_err(broken)?;
    let bytes = empty.serialize("main").map_err(broken)?;
    let folder = Folder::open(folder_of(path)).map_err(disk)?;
    if let Noted::Nothing { .. } = head_note::read(&note_of(path)) {
        head_note::write(&note_of(path), &Head::start()).map_err(disk)?;
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
    let folder = folder.map_err(|cause| StoreError::Disk { path: path.to_owned(), cause: cause.to_string() })?;
    let open = || {
        let connection = Connection::open_with_flags(folder.join(path.file_name().unwrap_or_default()), flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        Ok(connection)
    };
    open().map_err(|error: rusqlite::Error| explain(path, &error))
}

fn entries(connection: &Connection) -> rusqlite::Result<Vec<EventRow>> {
    let mut query = connection.prepare("SELECT number, previous, body, hash FROM events ORDER BY number")?;
    let rows = query.query_map([], |row| {
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

fn note_of(path: &Path) -> PathBuf {
    path.with_extension("head")
}

fn not_a_store(path: &Path, what: &str) -> StoreError {
    StoreError::NotAStore { path: path.to_owned(), what: what.to_owned() }
}

fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Explains a database error in the user's terms.
fn explain(path: &Path, error: &rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::NotAStore { path, what: "is not a store of copydesk".to_owned() },
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, cause: one_line(&error.to_string()) },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly { path },
        Some(ErrorCode::DiskFull) => StoreError::Full { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
        _ if error.to_string().contains("no such table") => {
            StoreError::Damaged { path, cause: one_line(&error.to_string()) }
        }
        _ => StoreError::Disk { path, cause: one_line(&error.to_string()) },
    }
}

#[cfg(test)]
mod tests;
