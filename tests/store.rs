//! The store when processes are killed, in mid-write, and with several programs at once. Damaged files are tested in
//! `store/sqlite`.

use crate::diff::generator::Dice;
use crate::harness::{self, plugins};
use copydesk::document::{Block, Document, Run, VersionId};
use copydesk::review::{Act, Actor, Event, PersonId, TextName};
use copydesk::store::{Head, Noted, SqliteStore, Store};
use jiff::Timestamp;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The variable with the path the child writes to.
const PLACE: &str = "COPYDESK_TEST_STORE";
/// The variable with the beginning of its texts.
const NAME: &str = "COPYDESK_TEST_NAME";

const KILLS: u64 = 200;

/// Returns a text of several pages of the file, so that writing it takes some time.
fn document(words: &str) -> Document {
    let run = Run { text: format!("{words} ").repeat(600), ..Run::default() };
    Document { title: words.to_owned(), blocks: vec![Block::Paragraph(vec![run])], ..Document::default() }
}

fn event(document: &Document) -> Event {
    let text = TextName { council: "Avershire".to_owned(), story: None, output: "press-release".to_owned() };
    let version = VersionId::of(document);
    let act = Act::Approved { version, on: "2025-05-06".parse().unwrap(), from: "old.md".to_owned() };
    let by = Actor { id: PersonId("ann".to_owned()), name: "Ann".to_owned() };
    Event { at: Timestamp::UNIX_EPOCH, by, proof: None, text, act }
}

/// Not a test but the program that is killed: writes event after event, and reports each once it is stored.
#[test]
#[ignore = "the child of other tests"]
fn child() {
    let Some(place) = std::env::var_os(PLACE) else { return };
    let name = std::env::var(NAME).unwrap();
    let mut store = SqliteStore::open_or_create(Path::new(&place)).unwrap();
    let mut head = store.log().unwrap().head;
    let mut number = 0;
    loop {
        let document = document(&format!("{name} {number}"));
        match store.append(&head, &event(&document), Some(&document)) {
            Ok(recorded) => {
                writeln!(std::io::stdout(), "stands {} {}", recorded.number, recorded.hash).unwrap();
                head = Head { number: recorded.number, hash: recorded.hash };
                number += 1;
            }
            Err(copydesk::store::StoreError::Moved) => head = store.log().unwrap().head,
            Err(other) => panic!("{other}"),
        }
    }
}

fn start(store: &Path, name: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["store::child", "--exact", "--ignored", "--nocapture"])
        .env(PLACE, store)
        .env(NAME, name)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the tests run")
}

/// Parses a line that reports a stored event. A line truncated by the kill reports nothing.
fn stands(line: &str) -> Option<(u64, String)> {
    let (number, hash) = line.split_once("stands ")?.1.trim_end().split_once(' ')?;
    (hash.len() == 64).then(|| (number.parse().unwrap(), hash.to_owned()))
}

/// Kills a child after its first report and `delay` more, or after `delay` alone. Returns the events it reported.
fn killed(mut child: Child, wait: bool, delay: Duration) -> Vec<(u64, String)> {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut said = Vec::new();
    let mut line = String::new();
    while wait && said.is_empty() && out.read_line(&mut line).unwrap() > 0 {
        said.extend(stands(&line));
        line.clear();
    }
    std::thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    said.extend(out.lines().map_while(Result::ok).filter_map(|line| stands(&line)));
    said
}

/// Opens the store as the next command would, and checks that every reported event is in it.
fn check(path: &Path, said: &[(u64, String)]) {
    let Some(store) = SqliteStore::open(path).unwrap() else {
        assert!(said.is_empty(), "the store is gone");
        return;
    };
    assert_eq!(store.verify().unwrap(), []);
    let log = store.log().unwrap();
    for (number, hash) in said {
        let recorded = &log.events[usize::try_from(*number).unwrap() - 1];
        assert_eq!(&recorded.hash, hash, "event {number} was acknowledged");
    }
    let Noted::Last(noted) = store.witness().noted() else { panic!("the last event is noted") };
    assert!(noted.number + 1 >= log.head.number, "the note is at most one event behind");
}

#[test]
fn two_hundred_kills_in_mid_write_lose_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store.db");
    let mut dice = Dice::new(5);
    let (mut said, mut in_mid_write) = (Vec::new(), 0);
    for kill in 0..KILLS {
        let from_the_start = dice.roll(5) == 0;
        let delay = Duration::from_micros(dice.roll(if from_the_start { 30_000 } else { 10_000 }) as u64);
        said.extend(killed(start(&path, &format!("run {kill}")), !from_the_start, delay));
        in_mid_write += u64::from(folder.path().join("store.db-journal").exists());
        if kill % 50 == 0 {
            check(&path, &said);
        }
    }
    check(&path, &said);
    eprintln!("{} events acknowledged, {in_mid_write} of {KILLS} kills left half a transaction behind", said.len());
    assert!(said.len() as u64 > KILLS / 2, "the children wrote");
    assert!(in_mid_write > KILLS / 20, "the kills came in mid-write");
}

/// The same from the command line: the program itself, killed at any moment of a command that writes.
#[test]
fn a_verb_that_is_killed_has_written_all_or_nothing() {
    let desk = TempDir::new().unwrap();
    std::fs::copy(harness::root().join("examples/desk.toml"), desk.path().join("desk.toml")).unwrap();
    let mut dice = Dice::new(11);
    let (mut done, mut started) = (0, 0);
    for kill in 0..40 {
        let words = format!("# Text {kill}\n\n{}\n", "Words that take room. ".repeat(500));
        std::fs::write(desk.path().join("text.md"), words).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["approve", "text.md", "--output", "press-release", "--as", "director"])
            .current_dir(desk.path())
            .env("COPYDESK_PLUGIN_DIR", plugins::outputs())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(dice.roll(150) as u64));
        child.kill().unwrap();
        started += 1;
        done += usize::from(child.wait().unwrap().success());
    }
    let Some(store) = SqliteStore::open(&desk.path().join("store.db")).unwrap() else {
        assert_eq!(done, 0, "the store is gone");
        return;
    };
    assert_eq!(store.verify().unwrap(), []);
    let stand = store.log().unwrap().events.len();
    assert!((done..=started).contains(&stand), "{done} were done, {stand} stand");
}

#[test]
fn two_programs_at_once_that_are_killed_lose_nothing() {
    let folder = TempDir::new().unwrap();
    let path: PathBuf = folder.path().join("store.db");
    let mut dice = Dice::new(7);
    let mut said = Vec::new();
    for kill in 0..20 {
        let children = [start(&path, &format!("one {kill}")), start(&path, &format!("two {kill}"))];
        for child in children {
            said.extend(killed(child, true, Duration::from_micros(dice.roll(20_000) as u64)));
        }
        check(&path, &said);
    }
    assert!(said.len() > 40, "{} events", said.len());
}
