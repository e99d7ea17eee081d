//! The outbox's file: its form, and how it is made and opened. A form that was once in use never changes.

use super::OutboxError;
use crate::disk::{DiskError, Existing, Folder};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// "cdob": the application id in the file's header.
const APPLICATION: i64 = 0x6364_6f62;

/// The number of the current form.
pub(super) const NEWEST: i64 = 1;

/// How long a command waits for the lock.
const PATIENCE: Duration = Duration::from_secs(20);

/// Form 1. Times are in milliseconds.
const TABLES: &str = "
CREATE TABLE mails (
  key TEXT PRIMARY KEY NOT NULL, queue TEXT NOT NULL, about TEXT NOT NULL, message TEXT NOT NULL,
  added INTEGER NOT NULL, good_until INTEGER, state TEXT NOT NULL, changed INTEGER NOT NULL,
  tries INTEGER NOT NULL, due INTEGER NOT NULL, why TEXT, claim TEXT, lease INTEGER
) STRICT;
CREATE INDEX mails_by_state ON mails (queue, state);
CREATE TABLE attachments (
  key TEXT NOT NULL REFERENCES mails ON DELETE CASCADE, place INTEGER NOT NULL,
  name TEXT NOT NULL, media TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (key, place)
) STRICT;
";

/// Opens the outbox in a file, or returns `None` if there is none.
pub(super) fn open(path: &Path) -> Result<Option<Connection>, OutboxError> {
    match path.symlink_metadata() {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Err(not_an_outbox(path, "it is a link, a folder or a device")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(OutboxError::Disk { path: path.to_owned(), cause: error.to_string() }),
    }
    let connection = connect(path).map_err(|error| explain(path, &error))?;
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let number = |name: &str| number(name).map_err(|error| explain(path, &error));
    if number("application_id")? != APPLICATION {
        return Err(not_an_outbox(path, "it is another program’s"));
    }
    let found = number("user_version")?;
    if found != NEWEST {
        return Err(OutboxError::Newer { path: path.to_owned(), found, known: NEWEST });
    }
    Ok(Some(connection))
}

/// Makes an empty outbox, in memory first, so that no other program ever sees half of one; if there is one, it stays.
pub(super) fn make(path: &Path, folder: &Folder) -> Result<(), OutboxError> {
    let bytes = empty().map_err(|error| explain(path, &error))?;
    match folder.write(path.file_name().unwrap_or_default(), &bytes, Existing::Keep) {
        Ok(()) | Err(DiskError::Exists { .. }) => Ok(()),
        Err(error) => Err(OutboxError::Disk { path: path.to_owned(), cause: error.to_string() }),
    }
}

fn empty() -> rusqlite::Result<Vec<u8>> {
    let connection = Connection::open_in_memory()?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.execute_batch(TABLES)?;
    connection.pragma_update(None, "user_version", NEWEST)?;
    Ok(connection.serialize("main")?.to_vec())
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    // Links on the way to the file are a person's.
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok()).unwrap_or_default();
    let connection = Connection::open_with_flags(folder.join(path.file_name().unwrap_or_default()), flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is forgotten is overwritten.
    connection.pragma_update(None, "secure_delete", true)?;
    Ok(connection)
}

fn not_an_outbox(path: &Path, cause: &str) -> OutboxError {
    OutboxError::NotAnOutbox { path: path.to_owned(), cause: cause.to_owned() }
}

/// Explains a database error in the user's terms.
pub(super) fn explain(path: &Path, error: &rusqlite::Error) -> OutboxError {
    let (path, cause) = (path.to_owned(), error.to_string().lines().next().unwrap_or_default().to_owned());
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OutboxError::Busy { path },
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => OutboxError::NotAnOutbox { path, cause },
        _ => OutboxError::Disk { path, cause },
    }
}
