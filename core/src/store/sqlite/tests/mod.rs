//! What can happen to the file: damage, tampering, an older and a newer form, a full disk.

#![expect(clippy::disallowed_methods, reason = "tests damage files")]

mod flips;
mod opened;

use super::*;
use crate::hash::sha256;
use crate::store::contract::{self, add, document};
use crate::store::{Fault, Recorded, chain};
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn at(folder: &TempDir) -> PathBuf {
    folder.path().join("store.db")
}

/// Returns a store with three events, closed.
fn filled() -> (TempDir, Vec<Recorded>) {
    let folder = TempDir::new().unwrap();
    let mut store = SqliteStore::open_or_create(&at(&folder)).unwrap();
    let added = ["a", "b", "c"].map(|text| add(&mut store, text));
    (folder, added.into())
}

/// Does something to the file that the program never does.
fn tamper(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    let guards = "DROP TRIGGER events_stay; DROP TRIGGER events_are_kept; DROP TRIGGER versions_stay; DROP TRIGGER versions_are_kept;";
    let kept: Vec<String> = {
        let mut query =
            connection.prepare("SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid").unwrap();
        query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    connection.execute_batch(guards).unwrap();
    connection.execute_batch(sql).unwrap();
    for guard in kept {
        connection.execute_batch(&guard).unwrap();
    }
}

fn faults(path: &Path) -> Vec<String> {
    let store = SqliteStore::open(path).unwrap().expect("it is there");
    store.verify().unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn it_keeps_what_every_store_keeps() {
    let folder = TempDir::new().unwrap();
    contract::run(|name| SqliteStore::open_or_create(&folder.path().join(format!("{name}.db"))).unwrap());
}

#[test]
fn rows_are_only_added() {
    let (folder, _) = filled();
    let connection = Connection::open(at(&folder)).unwrap();
    for sql in [
        "UPDATE events SET body = '{}' WHERE number = 1",
        "DELETE FROM events WHERE number = 3",
        "DELETE FROM versions",
        "UPDATE versions SET document = ''",
    ] {
        let refused = connection.execute_batch(sql).unwrap_err().to_string();
        assert!(refused.contains("are only added"), "{sql}: {refused}");
    }
}

#[test]
fn whatever_is_changed_behind_its_back_is_found() {
    let id = VersionId::of(&document("b"));
    let other = VersionId::of(&document("other"));
    let other_text = serde_json::to_string(&document("other")).unwrap();
    let (id, short) = (id.as_str(), id.short());
    for (sql, expected) in [
        (
            "UPDATE events SET body = replace(body, '2025', '2024') WHERE number = 2",
            vec!["event 2 was changed".to_owned()],
        ),
        (
            "DELETE FROM events WHERE number = 2",
            vec!["event 2 was removed".to_owned(), format!("version {short} was added: no event mentions it")],
        ),
        ("DELETE FROM events WHERE number < 3", vec!["events 1 to 2 were removed".to_owned()]),
        (
            "DELETE FROM events WHERE number = 3",
            vec!["the record ends at event 2 but should reach 3: later events were removed".to_owned()],
        ),
        (
            "DELETE FROM events",
            vec!["the record ends at event 0 but should reach 3: later events were removed".to_owned()],
        ),
        (
            "UPDATE events SET number = -1 WHERE number = 1; UPDATE events SET number = 1 WHERE number = 2; UPDATE events SET number = 2 WHERE number = -1",
            vec!["event 1 was changed".to_owned(), "event 2 was changed".to_owned()],
        ),
        (
            "UPDATE events SET body = 'x' WHERE number = 1",
            vec!["event 1 was changed".to_owned(), "event 1 was not written by copydesk".to_owned()],
        ),
        (
            &format!("UPDATE versions SET document = replace(document, '\"b\"', '\"B\"') WHERE id = '{id}'"),
            vec![format!("version {short} was changed")],
        ),
        (
            &format!("UPDATE versions SET document = replace(document, '\"unknown\"', '\"place\"') WHERE id = '{id}'"),
            vec![format!("version {short} was changed")],
        ),
        (
            &format!("UPDATE versions SET id = '{other}', document = '{other_text}' WHERE id = '{id}'"),
            vec![
                format!("version {} was added: no event mentions it", other.short()),
                format!("version {short} was removed"),
            ],
        ),
        (&format!("DELETE FROM versions WHERE id = '{id}'"), vec![format!("version {short} was removed")]),
        (
            "DROP TABLE versions; CREATE TABLE versions (id TEXT, document TEXT)",
            vec!["the store's tables, or the guards on them, were changed".to_owned()],
        ),
        (
            "CREATE TRIGGER forget AFTER INSERT ON events BEGIN SELECT 1; END",
            vec!["the store's tables, or the guards on them, were changed".to_owned()],
        ),
    ] {
        let (folder, _) = filled();
        tamper(&at(&folder), sql);
        let found = faults(&at(&folder));
        assert!(expected.iter().all(|fault| found.contains(fault)), "{sql}: {found:#?}");
    }
}

/// The note shows a chain whose hashes were all recomputed.
#[test]
fn a_chain_that_is_written_anew_is_found() {
    let (folder, _) = filled();
    let store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    let (mut before, mut sql) = (Head::start(), String::new());
    for entry in store.entries(0).unwrap() {
        let body = entry.body.replace("Ann", "Eve");
        let hash = sha256(format!("copydesk event 1\n{}\n{}\n{body}", entry.number, before.hash).as_bytes());
        let previous = &before.hash;
        let number = entry.number;
        write!(
            sql,
            "UPDATE events SET body = '{body}', previous = '{previous}', hash = '{hash}' WHERE number = {number};"
        )
        .unwrap();
        before = Head { number: entry.number, hash };
    }
    drop(store);
    tamper(&at(&folder), &sql);
    assert_eq!(faults(&at(&folder)), ["event 3 is not the one that was noted: the events were written anew"]);
    let store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    assert!(matches!(store.log(), Err(StoreError::Tampered { .. })), "and nobody goes on with it");
}

#[test]
fn a_note_that_is_lost_is_said_for_ever() {
    let (folder, _) = filled();
    let noted = folder.path().join("store.head");
    fs::remove_file(&noted).unwrap();
    let mut store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    assert!(matches!(store.verify().unwrap()[..], [Fault::NothingNoted { .. }]));
    add(&mut store, "d");
    assert_eq!(store.verify().unwrap(), [Fault::Unwitnessed { number: 4 }]);
    add(&mut store, "e");
    assert_eq!(store.verify().unwrap(), [Fault::Unwitnessed { number: 4 }]);
    for garbage in ["", "x\n", "4 abc\n", "\u{0}"] {
        fs::write(&noted, garbage).unwrap();
        assert!(matches!(store.witness().noted(), Noted::Nothing { .. }), "{garbage:?}");
    }
}

#[test]
fn what_is_no_whole_store_is_told_and_left_as_it_is() {
    let other = TempDir::new().unwrap();
    Connection::open(other.path().join("x.db")).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
    let other = fs::read(other.path().join("x.db")).unwrap();
    let whole = {
        let (folder, _) = filled();
        fs::read(at(&folder)).unwrap()
    };
    let mut scribbled = whole.clone();
    scribbled[4096..8192].fill(0x2a);
    for (bytes, message) in [
        (&b""[..], "is empty: its content is lost"),
        (b"not a database, but long enough to be looked at as one: it has more than a hundred bytes, so SQLite reads it", "is not a store of copydesk"),
        (b"short", "is not a store of copydesk"),
        (&other, "is not a store of copydesk"),
        (&whole[..whole.len() / 2], "is damaged"),
        (&whole[..whole.len() - 4096], "is damaged"),
        (&scribbled, "is damaged"),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(at(&folder), bytes).unwrap();
        let error = SqliteStore::open_or_create(&at(&folder)).expect_err(message);
        assert!(error.to_string().contains(message), "{error}");
        assert!(!error.hint().is_empty());
        assert_eq!(fs::read(at(&folder)).unwrap(), bytes, "{message}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing lies beside it");
    }
    let folder = TempDir::new().unwrap();
    fs::create_dir(at(&folder)).unwrap();
    let error = SqliteStore::open(&at(&folder)).unwrap_err().to_string();
    assert!(error.contains("is a folder or a device"), "{error}");
}

#[test]
fn a_store_that_is_gone_is_missed() {
    let (folder, _) = filled();
    fs::remove_file(at(&folder)).unwrap();
    let error = SqliteStore::open_or_create(&at(&folder)).unwrap_err();
    assert!(error.to_string().ends_with("is missing; it held 3 events"), "{error}");
    assert!(!at(&folder).exists());
    let never = TempDir::new().unwrap();
    assert!(SqliteStore::open(&at(&never)).unwrap().is_none());
    assert_eq!(fs::read_dir(never.path()).unwrap().count(), 0, "to look for a store makes none");
}

#[test]
fn an_older_form_is_brought_up_and_a_newer_one_refused() {
    let folder = TempDir::new().unwrap();
    let (path, added) = {
        let (newest, added) = filled();
        let old = Connection::open(at(&folder)).unwrap();
        migrations::make_first(&old).unwrap();
        old.execute("ATTACH ?1 AS newest", [at(&newest).to_str().unwrap()]).unwrap();
        old.execute_batch(
            "INSERT INTO versions SELECT * FROM newest.versions; INSERT INTO events SELECT * FROM newest.events;",
        )
        .unwrap();
        fs::copy(newest.path().join("store.head"), folder.path().join("store.head")).unwrap();
        (at(&folder), added)
    };
    let form_of = |path: &Path| -> i64 {
        Connection::open(path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    };
    assert_eq!(form_of(&path), 0);
    let mut store = SqliteStore::open(&path).unwrap().unwrap();
    assert_eq!(store.log().unwrap().events, added, "every event came along");
    assert_eq!(store.verify().unwrap(), []);
    add(&mut store, "d");
    drop(store);
    assert_eq!(form_of(&path), migrations::NEWEST);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", migrations::NEWEST + 3).unwrap();
    let before = fs::read(&path).unwrap();
    let error = SqliteStore::open(&path).unwrap_err();
    let (found, newest) = (migrations::NEWEST + 3, migrations::NEWEST);
    let said = format!("was written by a newer copydesk (format {found}; this one reads up to {newest})");
    assert!(error.to_string().ends_with(&said), "{error}");
    assert!(error.hint().contains("upgrade"));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
#[cfg(unix)]
fn a_store_that_is_a_link_is_not_opened() {
    let (elsewhere, _) = filled();
    let before = fs::read(at(&elsewhere)).unwrap();
    for name in ["store.db", "store.head"] {
        let folder = TempDir::new().unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join(name), folder.path().join(name)).unwrap();
        let error = SqliteStore::open_or_create(&at(&folder)).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains("is a symbolic link"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
    assert_eq!(fs::read(at(&elsewhere)).unwrap(), before);
    // The way to the desk may lead through a link.
    let way = TempDir::new().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), way.path().join("desk")).unwrap();
    assert_eq!(SqliteStore::open(&way.path().join("desk/store.db")).unwrap().unwrap().verify().unwrap(), []);
}

#[test]
fn where_there_is_no_room_nothing_is_half_written() {
    let (folder, added) = filled();
    let mut store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    let pages: i64 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages).unwrap();
    let long = document(&"long ".repeat(10_000));
    let head = store.log().unwrap().head;
    let error = store.append(&head, &contract::event(&long), Some(&long)).unwrap_err();
    assert!(matches!(error, StoreError::Full { .. }), "{error}");
    assert_eq!(store.log().unwrap().events, added);
    assert_eq!(store.version(&VersionId::of(&long)).unwrap(), None);
    drop(store);
    let mut store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    assert_eq!(store.append(&head, &contract::event(&long), Some(&long)).unwrap().number, 4, "and later it goes on");
}

#[test]
#[cfg(unix)]
fn a_store_that_may_only_be_read_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, added) = filled();
    fs::set_permissions(at(&folder), fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().write(true).open(at(&folder)).is_ok() {
        return; // who may do everything is not stopped by a file's mode
    }
    let mut store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    let log = store.log().unwrap();
    assert_eq!(log.events, added);
    let one = document("d");
    assert!(matches!(store.append(&log.head, &contract::event(&one), Some(&one)), Err(StoreError::ReadOnly { .. })));
}

/// Every program of this form has to be able to read every row of it. Each form keeps its file.
#[test]
fn what_rows_can_say_is_bound_to_the_number_of_the_form() {
    let [event, document] = chain::schemas();
    let rows = serde_json::json!({ "event": event, "document": document });
    let name = format!("core/src/store/sqlite/forms/{}.json", migrations::NEWEST);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(&name);
    let bare = format!("{:#}\n", without_descriptions(rows));
    let Ok(known) = fs::read_to_string(&path) else {
        fs::write(&path, bare).unwrap();
        panic!("{name} was missing and is written now: look at it, and put it on record");
    };
    assert!(
        known == bare,
        "events or versions can say something else than {name} has it. A program that knows form {} could not read them: add \
         a step to migrations.rs, count `NEWEST` up, and run this test again to write the new form's file; leave the old one. (Where \
         a type only has another name, take the file away and run this test again.)",
        migrations::NEWEST
    );
}

fn without_descriptions(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let is_said = |key: &String, value: &Value| {
                matches!(key.as_str(), "description" | "title" | "$schema") && value.is_string()
            };
            map.into_iter()
                .filter(|(key, value)| !is_said(key, value))
                .map(|(key, value)| (key, without_descriptions(value)))
                .collect()
        }
        Value::Array(items) => items.into_iter().map(without_descriptions).collect(),
        other => other,
    }
}

#[test]
fn a_row_of_a_newer_program_is_no_tampering() {
    let newer_event = |body: &str| {
        let (folder, added) = filled();
        let hash = sha256(format!("copydesk event 1\n4\n{}\n{body}", added[2].hash).as_bytes());
        let sql = format!("INSERT INTO events VALUES (4, '{}', '{body}', '{hash}')", added[2].hash);
        tamper(&at(&folder), &sql);
        HeadFile::of(&at(&folder)).note(&Head { number: 4, hash }).unwrap();
        folder
    };
    let known = serde_json::to_value(contract::event(&document("d"))).unwrap();
    let with = |key: &str, value: Value| {
        let mut event = known.clone();
        event[key] = value;
        serde_json::json!({ "event": event }).to_string()
    };
    for body in [with("mood", "glad".into()), with("act", serde_json::json!({ "published": { "version": "d" } }))] {
        let folder = newer_event(&body);
        let store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
        let error = store.log().unwrap_err();
        assert!(matches!(error, StoreError::NewerRow { fault: Fault::NewerEvent { number: 4 } }), "{error}");
        assert_eq!(error.hint(), "upgrade to the version of copydesk your colleagues use");
        assert_eq!(store.verify().unwrap(), [Fault::NewerEvent { number: 4 }]);
        drop(store);
        // Next to a proof of a change, the proof is reported.
        tamper(&at(&folder), "UPDATE events SET body = replace(body, '2025', '2024') WHERE number = 2");
        let error = SqliteStore::open(&at(&folder)).unwrap().unwrap().log().unwrap_err();
        assert_eq!(error.to_string(), "the record was changed outside copydesk\n  event 2 was changed");
    }
    // A row that only looks newer was not written by any copydesk: its hash does not match.
    let (folder, _) = filled();
    tamper(&at(&folder), "UPDATE events SET body = replace(body, '\"by\"', '\"mood\"') WHERE number = 3");
    assert_eq!(faults(&at(&folder))[..2], ["event 3 was changed", "event 3 was not written by copydesk"]);
}
