//! Copies of a desk's record that went apart, as two people with one synced folder make them: they are noticed, shown and
//! joined. Nothing is lost, and no sign-off holds against an objection that the signer did not know of.

use crate::diff::generator::Dice;
use crate::harness::desk::{self, DRAFT, ok};
use crate::harness::{self, copydesk_in, plugins};
use copydesk::desk::Desk;
use copydesk::document::{Block, Document, Run as Words, VersionId};
use copydesk::inspection::Tone;
use copydesk::review::{Act, Actor, Event, PersonId, Requirement, Review, TextName};
use copydesk::store::{self, Log, Store};
use copydesk::story::DeskStore;
use copydesk::zone::Zone;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const COPY: &str = "store (Ruth's conflicted copy).db";
const WHY: &str = "The second figure is last year’s.";

/// Whether everything is tried, or a sample.
fn slow() -> bool {
    std::env::var_os("COPYDESK_SLOW").is_some()
}

fn refused(desk: &TempDir, arguments: &[&str]) -> String {
    let run = desk::run(desk, arguments);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{arguments:?}: {}", run.err);
    assert!(run.err.contains("\n  help: ") && !run.err.contains("panicked"), "{arguments:?}: {}", run.err);
    run.err
}

/// Makes the example's desk with a drafted and submitted press release.
fn desk() -> TempDir {
    let desk = desk::desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    desk
}

/// Returns the same desk on another computer.
fn laptop(desk: &TempDir) -> TempDir {
    let other = TempDir::new().unwrap();
    copy_folder(desk.path(), other.path());
    other
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (path, target) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy_folder(&path, &target);
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}

/// Puts the other computer's record next to this one's, as a synced folder does.
fn sync(from: &TempDir, to: &TempDir, name: &str) {
    fs::copy(from.path().join("store.db"), to.path().join(name)).unwrap();
}

fn log(desk: &TempDir) -> Log {
    Log::clone(&DeskStore::open(desk.path()).unwrap().log().unwrap())
}

fn hashes(log: &Log) -> BTreeSet<String> {
    log.events.iter().map(|event| event.first_hash().to_owned()).collect()
}

/// One desk where both signed, and the same one where the director returned the text.
fn two_laptops() -> (TempDir, TempDir) {
    let here = desk();
    let there = laptop(&here);
    ok(&here, &["sign", DRAFT, "--as", "director"]);
    ok(&here, &["sign", DRAFT, "--as", "cabinet-member"]);
    ok(&there, &["return", DRAFT, "--as", "director", "--because", WHY]);
    sync(&there, &here, COPY);
    (here, there)
}

#[test]
fn a_return_that_a_synced_folder_laid_aside_is_seen_and_joined() {
    let (here, _) = two_laptops();
    for arguments in [&["status"][..], &["log"], &["withdraw", DRAFT, "--as", "chief-executive"]] {
        let said = copydesk_in(here.path(), arguments).err;
        let warned = format!(
            "warning: {COPY}, next to store.db, is another copy of the record: 1 of its 2 events is not in store.db (1 event is in both)"
        );
        assert!(said.contains(&warned), "{arguments:?}: {said}");
        assert!(said.contains(&format!("only in {COPY}:")) && said.contains("returned version"), "{said}");
        assert!(said.contains("only in store.db:") && said.contains("signed off version"), "{said}");
        assert!(said.contains("copydesk log --merge "), "{said}");
    }
    let before = fs::read(here.path().join(COPY)).unwrap();
    let merged = ok(&here, &["log", "--merge", COPY, "--as", "press-officer"]);
    assert!(merged.err.contains("1 event added; 1 event was in both"), "{}", merged.err);
    let lines: Vec<&str> = merged.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", merged.out);
    assert!(lines[0].contains(&format!(": {WHY} (event 2 of {COPY})")), "{}", lines[0]);
    let void = format!("in the other copy: {WHY}]");
    assert!(lines[1..].iter().all(|line| line.contains("[void: ") && line.ends_with(&void)), "{}", merged.out);
    let status = ok(&here, &["status"]);
    assert!(status.out.contains("returned by Ruth Adeyinka-Shaw"), "{}", status.out);
    assert!(!status.out.contains("approved"), "{}", status.out);
    let void = status.out.split("void:   Councillor Marian Thackwell").nth(1).unwrap().lines().nth(1).unwrap();
    assert!(void.starts_with("    Ruth Adeyinka-Shaw returned version ") && void.ends_with(WHY), "{void}");
    assert!(status.err.contains("so you can move it elsewhere"), "{}", status.err);
    assert!(ok(&here, &["log", "--verify"]).out.starts_with("4 events checked: no sign"));
    // A second time there is nothing to add, and the copy is as it was.
    let store = fs::read(here.path().join("store.db")).unwrap();
    let again = ok(&here, &["log", "--merge", COPY, "--as", "press-officer"]);
    assert!(again.err.contains("nothing to add; 2 events are in both"), "{}", again.err);
    assert!(store == fs::read(here.path().join("store.db")).unwrap());
    assert!(before == fs::read(here.path().join(COPY)).unwrap());
    // And it goes on: the text is submitted again and signed.
    ok(&here, &["submit", DRAFT, "--as", "press-officer"]);
    ok(&here, &["sign", DRAFT, "--as", "director"]);
    assert!(ok(&here, &["sign", DRAFT, "--as", "cabinet-member"]).err.contains("nobody else needs to sign"));
    let events = log(&here).events;
    let joined = events[3].joined.as_ref().unwrap();
    assert_eq!((joined.number, joined.from.as_str(), joined.by.id.0.as_str()), (2, COPY, "press-officer"));
}

#[test]
fn joined_the_other_way_round_it_is_the_same() {
    let (here, there) = two_laptops();
    sync(&here, &there, "store-PRESS-DESK.db");
    let merged = ok(&there, &["log", "--merge", "store-PRESS-DESK.db", "--as", "director"]);
    assert!(merged.out.lines().all(|line| line.contains("[void: ")), "{}", merged.out);
    assert!(ok(&there, &["status"]).out.contains("returned by Ruth Adeyinka-Shaw"));
    ok(&here, &["log", "--merge", COPY, "--as", "press-officer"]);
    assert_eq!(hashes(&log(&here)), hashes(&log(&there)));
    // Both were joined, each in its way: joined again, they add nothing to each other.
    sync(&there, &here, "store 2.db");
    let again = ok(&here, &["log", "--merge", "store 2.db", "--as", "press-officer"]);
    assert!(again.err.contains("nothing to add"), "{}", again.err);
}

#[test]
fn copies_are_known_by_their_names_and_their_content() {
    let here = desk();
    let there = laptop(&here);
    ok(&there, &["return", DRAFT, "--as", "director", "--because", WHY]);
    for name in [
        "store (conflicted copy 2027-05-05).db",
        "store-LAPTOP.db",
        "store 2.db",
        "Store(1).db",
        "store.sync-conflict-20270505-101500-ABCDEFG.db",
        "Copy of store.db",
        "store.db.bak",
    ] {
        sync(&there, &here, name);
        let said = ok(&here, &["status"]).err;
        assert!(said.contains(&format!("warning: {name}, next to store.db")), "{name}: {said}");
        fs::remove_file(here.path().join(name)).unwrap();
    }
    // What is no copy of ours is not mentioned, and what cannot be read is.
    for (name, bytes) in [("bookstore.db", &b"words"[..]), ("store.db-wal", b""), ("store 2.db", b"")] {
        fs::write(here.path().join(name), bytes).unwrap();
    }
    fs::create_dir(here.path().join("store 3.db")).unwrap();
    assert_eq!(ok(&here, &["status"]).err, "");
    let whole = fs::read(there.path().join("store.db")).unwrap();
    fs::write(here.path().join("store 2.db"), &whole[..whole.len() - 4096]).unwrap();
    let said = ok(&here, &["status"]).err;
    assert!(said.contains("warning: store 2.db looks like a copy of the record, and cannot be read"), "{said}");
}

#[test]
fn a_record_with_the_note_of_another_copy_says_what_to_do() {
    let (here, there) = two_laptops();
    ok(&there, &["submit", DRAFT, "--as", "press-officer"]);
    ok(&there, &["return", DRAFT, "--as", "director", "--because", WHY]);
    // The sync has kept one computer's store and the other's note.
    fs::copy(there.path().join("store.head"), here.path().join("store.head")).unwrap();
    fs::remove_file(here.path().join(COPY)).unwrap();
    let said = refused(&here, &["status"]);
    assert!(said.contains("and `store.head` do not belong together"), "{said}");
    assert!(said.contains("ends with event 3 (") && said.contains("does not have event 4 ("), "{said}");
    assert!(said.contains("help: find the copy of the record that has event 4"), "{said}");
    sync(&there, &here, COPY);
    let said = refused(&here, &["sign", DRAFT, "--as", "director"]);
    assert!(said.contains(&format!("{COPY} has it\n  help: join the two: copydesk log --merge ")), "{said}");
    assert!(said.contains("only in store.db:"), "both sides are shown: {said}");
    ok(&here, &["log", "--merge", COPY, "--as", "press-officer"]);
    assert!(ok(&here, &["log", "--verify"]).out.starts_with("6 events checked: no sign"));
    // The note of the other computer comes once more: its event is known now.
    fs::copy(there.path().join("store.head"), here.path().join("store.head")).unwrap();
    assert!(ok(&here, &["log", "--verify"]).out.contains("no sign"));
}

#[test]
fn a_record_that_was_put_back_goes_on_where_its_newer_copy_does() {
    let here = desk();
    let backup = fs::read(here.path().join("store.db")).unwrap();
    ok(&here, &["return", DRAFT, "--as", "director", "--because", WHY]);
    let newest = log(&here);
    fs::rename(here.path().join("store.db"), here.path().join("store 2.db")).unwrap();
    fs::write(here.path().join("store.db"), backup).unwrap();
    let merged = ok(&here, &["log", "--merge", "store 2.db", "--as", "press-officer"]);
    assert!(!merged.out.contains("store 2.db"), "the event is the one that it was: {}", merged.out);
    assert_eq!(log(&here), newest);
}

#[test]
fn what_is_not_a_copy_of_this_record_is_not_joined() {
    let (here, there) = two_laptops();
    let merge = |name: &str| refused(&here, &["log", "--merge", name, "--as", "press-officer"]);
    let before = fs::read(here.path().join("store.db")).unwrap();
    assert!(merge("nowhere.db").contains("nowhere.db cannot be used"));
    assert!(merge("desk.toml").contains("is not a store of copydesk"));
    assert!(refused(&here, &["log", "--merge", COPY]).contains("tell copydesk who you are"));
    let mut changed = fs::read(there.path().join("store.db")).unwrap();
    let place = changed.windows(4).position(|bytes| bytes == b"last").unwrap();
    changed[place] = b'p';
    fs::write(here.path().join("changed.db"), changed).unwrap();
    assert!(merge("changed.db").contains("event 2 was changed"), "{}", merge("changed.db"));
    let stranger = TempDir::new().unwrap();
    let mut strange = store::open_or_create(stranger.path()).unwrap();
    add(&mut *strange, &event("press-officer", "Durham", approved(&document("old"))), Some(&document("old")));
    drop(strange);
    fs::copy(stranger.path().join("store.db"), here.path().join("strange.db")).unwrap();
    assert!(merge("strange.db").contains("has no event in common with this desk's record"));
    assert!(before == fs::read(here.path().join("store.db")).unwrap());
}

/// Two people began a desk on two computers, before the folder was synced for the first time.
#[test]
fn records_that_were_begun_apart_are_joined() {
    let (one, other) = (desk(), desk());
    ok(&other, &["return", DRAFT, "--as", "director", "--because", WHY]);
    sync(&other, &one, COPY);
    let common = hashes(&log(&one)).intersection(&hashes(&log(&other))).count();
    let merged = ok(&one, &["log", "--merge", COPY, "--as", "press-officer"]);
    assert_eq!(log(&one).events.len(), 3 - common, "{}", merged.err);
    assert!(ok(&one, &["log", "--verify"]).out.contains("no sign"));
}

fn merging(desk: &TempDir, name: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["log", "--merge", name, "--as", "press-officer"])
        .current_dir(desk.path())
        .env("COPYDESK_PLUGIN_DIR", plugins::outputs())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_joining_that_is_killed_has_joined_all_or_nothing() {
    let (here, _) = two_laptops();
    let mut dice = Dice::new(13);
    let before = log(&here).events.len();
    let (mut nothing, mut all) = (0, 0);
    let whole = {
        let (trial, start) = (laptop(&here), std::time::Instant::now());
        merging(&trial, COPY).wait().unwrap();
        usize::try_from(start.elapsed().as_micros()).unwrap()
    };
    for _ in 0..if slow() { 100 } else { 20 } {
        let trial = laptop(&here);
        let mut child = merging(&trial, COPY);
        // Most of the time is spent before the joining.
        std::thread::sleep(Duration::from_micros((whole / 2 + dice.roll(whole)) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let after = log(&trial);
        match after.events.len() - before {
            0 => nothing += 1,
            1 => all += 1,
            other => panic!("{other} events were added"),
        }
        ok(&trial, &["log", "--merge", COPY, "--as", "press-officer"]);
        assert!(ok(&trial, &["log", "--verify"]).out.starts_with("4 events checked: no sign"));
        let left: Vec<_> = fs::read_dir(trial.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().ends_with("-journal")), "{left:?}");
    }
    eprintln!("{nothing} kills before the joining, {all} after");
}

#[test]
fn two_programs_that_join_at_once_add_each_event_once() {
    let (here, _) = two_laptops();
    for _ in 0..10 {
        let trial = laptop(&here);
        let children = [merging(&trial, COPY), merging(&trial, COPY)];
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
        assert!(ok(&trial, &["log", "--verify"]).out.starts_with("4 events checked: no sign"));
    }
}

fn document(words: &str) -> Document {
    let run = Words { text: words.to_owned(), ..Words::default() };
    Document { title: words.to_owned(), blocks: vec![Block::Paragraph(vec![run])], ..Document::default() }
}

fn approved(document: &Document) -> Act {
    Act::Approved { version: VersionId::of(document), on: "2025-05-06".parse().unwrap(), from: "old.md".to_owned() }
}

fn event(person: &str, council: &str, act: Act) -> Event {
    let text = TextName { council: council.to_owned(), story: None, output: "press-release".to_owned() };
    let by = Actor { id: PersonId(person.to_owned()), name: person.to_owned() };
    Event { at: Timestamp::UNIX_EPOCH, by, proof: None, text, act }
}

fn add(store: &mut dyn Store, event: &Event, document: Option<&Document>) {
    let head = store.log().unwrap().head;
    store.append(&head, event, document).unwrap();
}

/// Lets people do what the rules allow them, at random.
fn happen(desk: &Path, rules: &Desk, dice: &mut Dice, count: usize) {
    const PEOPLE: [&str; 5] = ["press-officer", "head-of-communications", "director", "cabinet-member", "leader"];
    let mut store = store::open_or_create(desk).unwrap();
    let needs = |output: &str| Requirement::of(rules, output, Some(Tone::Good));
    let mut tries = 0..400;
    let mut done = 0;
    while done < count && tries.next().is_some() {
        let output = ["press-release", "members-briefing"][dice.roll(2)];
        let text = TextName { council: "Avershire".to_owned(), story: Some("s".to_owned()), output: output.to_owned() };
        let log = store.log().unwrap();
        let of_text = log.events.iter().filter(|recorded| recorded.event.text.is(&text));
        let review =
            Review::of_joined(&Zone::default(), of_text.map(|known| (&known.event, known.void.is_some()))).unwrap();
        let person = PEOPLE[dice.roll(PEOPLE.len())];
        let by = Actor { id: PersonId(person.to_owned()), name: person.to_owned() };
        let words = document(&format!("{output} {}", dice.roll(3)));
        let version = review.current().map_or_else(|| VersionId::of(&words), |current| current.version().clone());
        let (act, document) = match dice.roll(5) {
            0 => {
                let (version, needs) = (VersionId::of(&words), needs(output));
                (Act::Submitted { version, needs, despite: None }, Some(&words))
            }
            1 => (Act::Returned { version, because: "a date".to_owned() }, None),
            2 if dice.roll(3) == 0 => (Act::Withdrawn { version, because: None }, None),
            _ => match review.role_for(&version, &by, None) {
                Ok(role) => (Act::Signed { version, role, despite: None }, None),
                Err(_) => continue,
            },
        };
        let event = Event { at: Timestamp::UNIX_EPOCH, by, proof: None, text, act };
        if review.then(&event).is_ok() {
            store.append(&log.head, &event, document).unwrap();
            done += 1;
        }
    }
}

/// The objections that one copy has and the other does not know.
fn objections(log: &Log, other: &BTreeSet<String>) -> Vec<(String, Option<VersionId>)> {
    let unknown = log.events.iter().filter(|event| !other.contains(event.first_hash()) && event.void.is_none());
    let says_no = unknown.filter(|event| matches!(event.event.act, Act::Returned { .. } | Act::Withdrawn { .. }));
    says_no.map(|event| (event.event.text.to_string(), event.event.act.version().cloned())).collect()
}

#[test]
fn whatever_happened_in_two_copies_nothing_is_lost_and_every_no_holds() {
    let text = fs::read_to_string(harness::root().join("examples/desk.toml")).unwrap();
    let rules = copydesk::load::toml::read::<Desk>(&text).unwrap().value;
    let person = Actor { id: PersonId("press-officer".to_owned()), name: "Tomasz".to_owned() };
    let mut dice = Dice::new(17);
    let (mut voids, mut joinings) = (0, 0);
    for _ in 0..if slow() { 60 } else { 12 } {
        let desks = [TempDir::new().unwrap(), TempDir::new().unwrap()];
        fs::copy(harness::root().join("examples/desk.toml"), desks[0].path().join("desk.toml")).unwrap();
        let common = dice.roll(6);
        happen(desks[0].path(), &rules, &mut dice, common);
        copy_folder(desks[0].path(), desks[1].path());
        // They go apart, are joined, and go on, several times.
        for _ in 0..3 {
            for desk in &desks {
                let count = dice.roll(8);
                happen(desk.path(), &rules, &mut dice, count);
            }
            let (here, there) = (log(&desks[0]), log(&desks[1]));
            let no = [objections(&there, &hashes(&here)), objections(&here, &hashes(&there))];
            let copy = desks[1].path().join("store.db");
            let desk = DeskStore::open(desks[0].path()).unwrap();
            desk.merge(&copy, (&person, Timestamp::UNIX_EPOCH)).unwrap();
            joinings += 1;
            let all = log(&desks[0]);
            assert_eq!(hashes(&all), hashes(&here).union(&hashes(&there)).cloned().collect(), "nothing is lost");
            assert_eq!(all.events.len(), hashes(&all).len(), "and nothing is there twice");
            assert_eq!(DeskStore::open(desks[0].path()).unwrap().verify(None).unwrap().faults, []);
            for event in all.events.iter().filter(|event| matches!(event.event.act, Act::Signed { .. })) {
                let (hash, of) =
                    (event.first_hash(), (event.event.text.to_string(), event.event.act.version().cloned()));
                let in_one = [hashes(&here).contains(hash), hashes(&there).contains(hash)];
                let objected = (in_one == [true, false] && no[0].contains(&of))
                    || (in_one == [false, true] && no[1].contains(&of));
                assert!(event.void.is_some() || !objected, "{event:?}");
            }
            voids += all.events.iter().filter(|event| event.void.is_some()).count();
            desk.merge(&copy, (&person, Timestamp::UNIX_EPOCH)).unwrap();
            assert_eq!(log(&desks[0]), all, "a second time adds nothing");
        }
    }
    eprintln!("{joinings} joinings, {voids} events void after them");
    assert!(voids > 20, "there was something to decide");
}
