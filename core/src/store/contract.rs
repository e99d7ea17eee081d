//! The contract test suite that every store has to pass, whatever its database. An implementation calls [`run`] with a
//! function that opens the store of a given name, creating it if need be.

use super::*;
use crate::document::{Block, Document, Origin, Run};
use crate::review::{Act, Actor, PersonId, TextName};
use jiff::Timestamp;

/// Runs the whole suite; each part opens stores of its own.
pub(super) fn run<S: Store>(open: impl Fn(&str) -> S + Sync) {
    what_is_added_is_read_again(&open);
    a_version_is_kept_once_and_as_it_first_came(&open);
    who_comes_second_is_told(&open);
    many_at_once_lose_nothing(&open);
    the_chain_holds(&open);
}

/// Returns a document with these words.
pub(super) fn document(text: &str) -> Document {
    let runs = vec![Run { text: text.to_owned(), ..Run::default() }];
    Document { title: String::new(), blocks: vec![Block::Paragraph(runs)], ..Document::default() }
}

/// Returns an event that stores a document.
pub(super) fn event(document: &Document) -> Event {
    let text = TextName { council: "Avershire".to_owned(), story: None, output: "press-release".to_owned() };
    let version = VersionId::of(document);
    let act = Act::Approved { version, on: "2025-05-06".parse().unwrap(), from: "old ‘release’.md".to_owned() };
    let by = Actor { id: PersonId("ann".to_owned()), name: "Ann".to_owned() };
    Event { at: Timestamp::UNIX_EPOCH, by, proof: None, text, act }
}

/// Appends a document to the store.
pub(super) fn add(store: &mut impl Store, text: &str) -> Recorded {
    let document = document(text);
    loop {
        let head = store.log().unwrap().head;
        match store.append(&head, &event(&document), Some(&document)) {
            Err(StoreError::Moved) => {}
            added => return added.unwrap(),
        }
    }
}

fn what_is_added_is_read_again<S: Store>(open: impl Fn(&str) -> S) {
    let mut store = open("again");
    assert_eq!(store.log().unwrap(), Log { events: vec![], head: Head::start() });
    assert_eq!(store.verify().unwrap(), []);
    let added = [add(&mut store, "one"), add(&mut store, "two “é”\n\0")];
    assert_eq!([added[0].number, added[1].number], [1, 2]);
    drop(store);
    let store = open("again");
    let log = store.log().unwrap();
    assert_eq!(log.events, added);
    assert_eq!(log.head, Head { number: 2, hash: added[1].hash.clone() });
    let two = document("two “é”\n\0");
    assert_eq!(store.version(&VersionId::of(&two)).unwrap(), Some(two));
    assert_eq!(store.version(&VersionId::of(&document("three"))).unwrap(), None);
    assert_eq!(store.witness().noted(), Noted::Last(log.head));
}

fn a_version_is_kept_once_and_as_it_first_came<S: Store>(open: impl Fn(&str) -> S) {
    let mut store = open("once");
    let mut drafted = document("one");
    let Block::Paragraph(runs) = &mut drafted.blocks[0] else { panic!("a paragraph") };
    runs[0].origin = Origin::Place;
    for document in [&drafted, &document("one")] {
        let head = store.log().unwrap().head;
        store.append(&head, &event(document), Some(document)).unwrap();
    }
    assert_eq!(store.version(&VersionId::of(&drafted)).unwrap(), Some(drafted));
    assert_eq!(store.everything().unwrap().documents.len(), 1);
    assert_eq!(store.verify().unwrap(), []);
}

fn who_comes_second_is_told<S: Store>(open: impl Fn(&str) -> S) {
    let (mut one, mut two) = (open("second"), open("second"));
    let head = one.log().unwrap().head;
    let (first, second) = (document("first"), document("second"));
    one.append(&head, &event(&first), Some(&first)).unwrap();
    let late = two.append(&head, &event(&second), Some(&second));
    assert!(matches!(late, Err(StoreError::Moved)), "{late:?}");
    assert_eq!(two.version(&VersionId::of(&second)).unwrap(), None, "nothing of it is there");
    assert_eq!(two.log().unwrap().events.len(), 1);
}

fn many_at_once_lose_nothing<S: Store>(open: impl Fn(&str) -> S + Sync) {
    drop(open("many"));
    let open = &open;
    let acknowledged: Vec<Recorded> = std::thread::scope(|scope| {
        let writer = |name: usize| {
            scope.spawn(move || {
                let mut store = open("many");
                (0..10).map(|number| add(&mut store, &format!("{name} {number}"))).collect::<Vec<_>>()
            })
        };
        let writers: Vec<_> = (0..4).map(writer).collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    let store = open("many");
    let log = store.log().unwrap();
    assert_eq!((log.events.len(), acknowledged.len()), (40, 40));
    assert!(acknowledged.iter().all(|recorded| log.events.contains(recorded)));
    assert_eq!(store.verify().unwrap(), []);
    assert_eq!(store.witness().noted(), Noted::Last(log.head), "of two, the later one is noted");
}

fn the_chain_holds<S: Store>(open: impl Fn(&str) -> S) {
    let mut store = open("chain");
    let added: Vec<Recorded> = ["a", "b", "c"].map(|text| add(&mut store, text)).into();
    let entries = store.entries(0).unwrap();
    assert_eq!(entries[0].previous, "0".repeat(64));
    for (entry, before) in entries[1..].iter().zip(&added) {
        assert_eq!(entry.previous, before.hash);
    }
    // An entry that does not carry the last hash is refused, even by itself.
    let loose = EventRow { number: 4, previous: "1".repeat(64), body: "{}".to_owned(), hash: "2".repeat(64) };
    assert!(matches!(store.add(&[NewRow { entry: loose, document: None }]), Err(StoreError::Moved)));
    let again = EventRow { number: 3, ..entries[2].clone() };
    assert!(matches!(store.add(&[NewRow { entry: again, document: None }]), Err(StoreError::Moved)));
    // Of several entries, all are added or none.
    let next = EventRow::after(&Head { number: 3, hash: entries[2].hash.clone() }, &entries[0].body().unwrap());
    let gap = EventRow { number: 5, previous: "1".repeat(64), ..next.clone() };
    let two = [next, gap].map(|entry| NewRow { entry, document: None });
    assert!(matches!(store.add(&two), Err(StoreError::Moved)));
    assert_eq!(store.entries(0).unwrap(), entries);
    assert_eq!(store.entries(2).unwrap(), entries[1..]);
}
