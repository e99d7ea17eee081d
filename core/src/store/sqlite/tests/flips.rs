//! Single bits of a store that flip, on the disk or on the way: each leaves every row as it was, or is noticed.

use super::*;
use crate::store::{AllRows, EventRow};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Flips that are tried each time, and where `COPYDESK_SLOW` is set.
const FLIPS: [usize; 2] = [200, 2_000];

/// Numbers that look random and are the same in each run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }
}

/// What became of a flip.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    /// It was noticed; the words.
    Noticed(String),
    /// Nothing was noticed, and every row is as it was, read in each way.
    Harmless,
    /// Nothing was noticed, and a row is another one.
    Unnoticed,
}

/// Every row, and each version as it is read by its name.
type Rows = (Vec<EventRow>, Vec<(String, String)>, Vec<String>);

/// A store that is flipped again and again, with what it was.
struct Tried {
    folder: TempDir,
    whole: Vec<u8>,
    names: Vec<String>,
    rows: Rows,
}

impl Tried {
    fn new() -> Tried {
        let folder = large();
        let store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
        let names: Vec<String> = store.everything().unwrap().documents.into_iter().map(|(id, _)| id).collect();
        let rows = rows(&store, &names).unwrap();
        drop(store);
        Tried { whole: fs::read(at(&folder)).unwrap(), folder, names, rows }
    }

    fn flip(&self, byte: usize, bit: usize) -> Fate {
        let mut flipped = self.whole.clone();
        flipped[byte] ^= 1 << bit;
        fs::write(at(&self.folder), flipped).unwrap();
        let opened = SqliteStore::open(&at(&self.folder));
        match opened.and_then(|store| Ok((store.as_ref().expect("the file is there").verify()?, store))) {
            Err(error) => Fate::Noticed(error.to_string()),
            Ok((faults, _)) if !faults.is_empty() => Fate::Noticed(faults[0].to_string()),
            // What only the reading of one version notices comes too late for those who trust `verify`.
            Ok((_, store)) => match rows(&store.unwrap(), &self.names) {
                Ok(rows) if rows == self.rows => Fate::Harmless,
                _ => Fate::Unnoticed,
            },
        }
    }
}

fn rows(store: &SqliteStore, names: &[String]) -> Result<Rows, StoreError> {
    let AllRows { entries, mut documents, .. } = store.everything()?;
    assert_eq!(entries, store.entries(0)?);
    documents.sort();
    let by_name = |name: &String| {
        let document = store.version(&VersionId::new(name.as_str()).unwrap())?;
        Ok(document.map(|document| serde_json::to_string(&document).unwrap()).unwrap_or_default())
    };
    Ok((entries, documents, names.iter().map(by_name).collect::<Result<_, StoreError>>()?))
}

/// Fills a store with versions of many pages and of a few words, and with events that were joined from another one.
fn large() -> TempDir {
    let (other, _) = filled();
    let folder = TempDir::new().unwrap();
    let mut store = SqliteStore::open_or_create(&at(&folder)).unwrap();
    add(&mut store, "Version 0. ");
    opened::join(&folder, &other);
    for number in 0..12_usize {
        add(&mut store, &format!("Version {number}. ").repeat(if number % 3 == 0 { 400 } else { 3 }));
    }
    folder
}

#[test]
fn each_flipped_bit_is_harmless_or_noticed() {
    let tried = Tried::new();
    let mut numbers = Numbers(3);
    let (mut noticed, mut harmless, mut wrong) = (0, 0, Vec::new());
    for _ in 0..FLIPS[usize::from(std::env::var_os("COPYDESK_SLOW").is_some())] {
        let (byte, bit) = (numbers.below(tried.whole.len()), numbers.below(8));
        match catch_unwind(AssertUnwindSafe(|| tried.flip(byte, bit))) {
            Ok(Fate::Noticed(words)) if !words.trim().is_empty() => noticed += 1,
            Ok(Fate::Harmless) => harmless += 1,
            other => wrong.push((byte, bit, other.ok())),
        }
    }
    eprintln!("{noticed} flips were noticed, {harmless} changed no row, {} went wrong", wrong.len());
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(noticed > harmless && harmless > 0, "both kinds were tried");
}

/// A version's name is in its row, in an index and in its event: each bit of each is tried.
#[test]
fn each_bit_of_the_name_of_a_version_is_looked_at() {
    let tried = Tried::new();
    let name = VersionId::of(&document(&"Version 1. ".repeat(3)));
    let is_name = |place: &usize| tried.whole[*place..].starts_with(name.as_str().as_bytes());
    let places: Vec<usize> = (0..tried.whole.len() - 64).filter(is_name).collect();
    let mut looked_at = 0;
    for place in &places {
        let fates: Vec<Fate> = (0..64 * 8).map(|bit| tried.flip(place + bit / 8, bit % 8)).collect();
        assert!(!fates.contains(&Fate::Unnoticed), "at byte {place}");
        // Where SQLite has moved a row to another page, the bytes of the old one are free space.
        looked_at += usize::from(fates.iter().all(|fate| matches!(fate, Fate::Noticed(_))));
    }
    assert!(looked_at >= 3, "{looked_at} of {places:?}");
}

#[test]
fn each_flipped_bit_of_the_note_is_noticed() {
    let folder = large();
    let note = folder.path().join("store.head");
    let whole = fs::read(&note).unwrap();
    let store = SqliteStore::open(&at(&folder)).unwrap().unwrap();
    for place in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[place] ^= 1 << bit;
            fs::write(&note, flipped).unwrap();
            assert_ne!(store.verify().unwrap(), [], "bit {bit} of byte {place}");
        }
    }
}
