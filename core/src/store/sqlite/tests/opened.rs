//! A store that stays open: verified once, then what was added since; and what another program does to it meanwhile.

use super::*;
use crate::review::{Actor, PersonId};
use crate::store::{Copies, Effect, VerifiedStore, Where};
use jiff::Timestamp;

fn opened(folder: &TempDir) -> VerifiedStore {
    VerifiedStore::new(Box::new(SqliteStore::open(&at(folder)).unwrap().unwrap())).unwrap()
}

/// Joins the store of a folder to that of another one.
pub(super) fn join(here: &TempDir, there: &TempDir) {
    let (mut here, there) = (opened(here), opened(there));
    let copies = Copies::of(here.verified(), there.verified());
    let events: Vec<(usize, Effect)> = copies.only_there.into_iter().map(|place| (place, Effect::default())).collect();
    let by = Actor { id: PersonId("ann".to_owned()), name: "Ann".to_owned() };
    here.join(&there, &events, ("store 2.db", &by, Timestamp::UNIX_EPOCH)).unwrap();
}

#[test]
fn what_was_added_since_is_verified_and_nothing_twice() {
    let (folder, added) = filled();
    let mut store = opened(&folder);
    let log = store.log().unwrap();
    assert_eq!(log.events, added);
    let mut other = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    let more = [add(&mut other, "d"), add(&mut other, "a")];
    let later = store.log().unwrap();
    assert_eq!(later.events[3..], more);
    assert!(std::sync::Arc::ptr_eq(&later, &store.log().unwrap()), "nothing was added since");
    // What was verified is not verified again; whoever opens the store does.
    add(&mut other, "e");
    tamper(&at(&folder), "UPDATE events SET body = replace(body, '2025', '2024') WHERE number = 2");
    assert_eq!(store.log().unwrap().events.len(), 6);
    assert!(faults(&at(&folder)).contains(&"event 2 was changed".to_owned()));
}

#[test]
fn whatever_is_changed_in_what_was_added_since_is_found() {
    let short = |text: &str| VersionId::of(&document(text)).short().to_owned();
    for (sql, expected) in [
        ("UPDATE events SET body = replace(body, '2025', '2024') WHERE number = 4", "event 4 was changed".to_owned()),
        ("DELETE FROM events WHERE number = 4", "event 4 was removed".to_owned()),
        ("DELETE FROM events WHERE number = 3", "event 3 is not the one that was noted".to_owned()),
        ("DELETE FROM versions WHERE rowid = 4", format!("version {} was removed", short("d"))),
        (
            "UPDATE versions SET document = replace(document, '\"unknown\"', '\"place\"') WHERE rowid = 4",
            format!("version {} was changed", short("d")),
        ),
    ] {
        let (folder, _) = filled();
        let mut store = opened(&folder);
        let mut other = SqliteStore::open(&at(&folder)).unwrap().unwrap();
        for text in ["d", "e"] {
            add(&mut other, text);
        }
        tamper(&at(&folder), sql);
        let error = store.log().unwrap_err().to_string();
        assert!(error.contains(&expected), "{sql}: {error}");
    }
    // The last event is gone, and the note knows it.
    let (folder, _) = filled();
    let mut store = opened(&folder);
    let mut other = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    add(&mut other, "d");
    tamper(&at(&folder), "DELETE FROM events WHERE number = 4");
    assert!(matches!(store.log(), Err(StoreError::Apart { .. })));
}

/// Nothing is written to a file that is no longer in the desk's folder: nobody would find it again.
#[test]
#[cfg(unix)]
fn a_store_that_was_replaced_while_it_was_open_is_not_written() {
    let (folder, _) = filled();
    let mut store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    let head = store.log().unwrap().head;
    fs::copy(at(&folder), folder.path().join("synced")).unwrap();
    fs::rename(folder.path().join("synced"), at(&folder)).unwrap();
    let one = document("d");
    let error = store.append(&head, &contract::event(&one), Some(&one)).unwrap_err();
    assert!(matches!(error, StoreError::Replaced { .. }), "{error}");
    assert_eq!(opened(&folder).log().unwrap().events.len(), 3);
}

#[test]
fn a_store_can_be_handed_to_another_thread() {
    let (folder, _) = filled();
    let store: Box<dyn Store> = Box::new(SqliteStore::open(&at(&folder)).unwrap().unwrap());
    let log = std::thread::spawn(move || store.log().unwrap()).join().unwrap();
    assert_eq!(log.events.len(), 3);
}

#[test]
fn a_database_without_a_file_is_not_spoken_of_as_one() {
    let store = || Where::Database("the record of Avershire".to_owned());
    let cause = || "it says no".to_owned();
    for error in [
        StoreError::Damaged { at: store(), cause: cause() },
        StoreError::ReadOnly { at: store() },
        StoreError::Full { at: store() },
        StoreError::Busy { at: store() },
        StoreError::Disk { at: store(), cause: cause() },
        StoreError::Newer { at: store(), found: 9, known: 3 },
    ] {
        let said = format!("{error}\n{}", error.hint());
        assert!(said.contains("the record of Avershire"), "{said}");
        assert!(!said.contains("store.") && !said.contains("folder"), "{said}");
    }
}

/// The same words, drafted on one computer and typed on the other.
#[test]
fn a_version_that_both_copies_have_is_kept_as_it_is_here() {
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let mut stores = folders.each_ref().map(|folder| SqliteStore::open_or_create(&at(folder)).unwrap());
    let mut drafted = document("one");
    let crate::document::Block::Paragraph(runs) = &mut drafted.blocks[0] else { panic!("a paragraph") };
    runs[0].origin = crate::document::Origin::Place;
    for (store, document) in stores.iter_mut().zip([&document("one"), &drafted]) {
        store.append(&Head::start(), &contract::event(document), Some(document)).unwrap();
    }
    let [mut here, there] = folders.each_ref().map(opened);
    join(&folders[0], &folders[1]);
    assert_eq!(stores[0].verify().unwrap(), []);
    assert_eq!(stores[0].version(&VersionId::of(&drafted)).unwrap(), Some(document("one")));
    // The event is the one that it was there, and a changed word of it shows even if every later hash is made anew.
    let first = there.verified().events[0].hash.clone();
    assert_eq!(here.log().unwrap().events[1].first_hash(), first);
    let entry = &stores[0].entries(2).unwrap()[0];
    let body = entry.body.replacen("old ‘release’.md", "new.md", 1);
    let hash = sha256(format!("copydesk event 1\n2\n{}\n{body}", entry.previous).as_bytes());
    tamper(&at(&folders[0]), &format!("UPDATE events SET body = '{body}', hash = '{hash}' WHERE number = 2"));
    HeadFile::of(&at(&folders[0])).note(&Head { number: 2, hash }).unwrap();
    assert_eq!(
        faults(&at(&folders[0])),
        ["event 2 was joined from another copy of the record, and is not what was recorded there"]
    );
}
