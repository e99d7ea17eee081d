//! Group D: the effect of a fault in the plugin. D2 looks for one with random requests, made from a seed so that they
//! can be reproduced.

use super::samples::bytes_of;
use super::{Check, CheckOutcome, Skipped, Subject};
use crate::disk::{DiskError, Existing, Folder};
use crate::hash::sha256;
use serde_json::{Value, json};
use std::ffi::OsStr;

pub(super) const CHECKS: &[Check] = &[
    Check { id: "D1", title: "outlives a panic", run: panics },
    Check { id: "D2", title: "survives random requests", run: fuzz },
];

/// How many findings are reported; a plugin that fails on everything needs no list.
const TOLD: usize = 3;

fn panics(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    Ok(match subject.description()?.descriptor.panic.as_str() {
        "abort" => CheckOutcome::warn(
            "it is built so that a panic ends the process, and its reason is lost",
            "take `panic = \"abort\"` out of the profile in Cargo.toml",
        ),
        "" => return Err(Skipped("not checked: it does not say what a panic does; in C there is none".to_owned())),
        _ => CheckOutcome::pass("a panic is caught, and its message reaches the person at the desk"),
    })
}

fn fuzz(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let offers = subject.offers()?;
    if subject.fuzz.requests == 0 {
        return Err(Skipped("not checked: no random requests".to_owned()));
    }
    let mut numbers = Numbers::from(subject.fuzz.seed);
    let mut found: Vec<String> = Vec::new();
    for _ in 0..subject.fuzz.requests {
        let offer = numbers.one_of(offers);
        let request = made_up(&numbers.one_of(&subject.samples).json_for(offer), &mut numbers);
        let answer = subject.ask(offer, "a made-up request", request)?;
        if let Some(why) = answer.broken() {
            found.push(format!("{why} ({})", kept(&answer.request)));
        }
        if found.len() == TOLD {
            break;
        }
    }
    let fix = format!(
        "run it again with --request and the file in brackets; the same requests come with --seed {}",
        subject.fuzz.seed
    );
    Ok(CheckOutcome::of(
        &found,
        &fix,
        format!("survives {} random requests, seed {}", subject.fuzz.requests, subject.fuzz.seed),
    ))
}

/// Writes the request to the folder for temporary files and returns its path.
fn kept(request: &[u8]) -> String {
    let (folder, name) = (std::env::temp_dir(), format!("copydesk-check-{:.16}.json", sha256(request)));
    match Folder::open(&folder).and_then(|folder| folder.write(OsStr::new(&name), request, Existing::Keep)) {
        // The name is the hash of the content.
        Ok(()) | Err(DiskError::Exists { .. }) => folder.join(name).display().to_string(),
        Err(error) => format!("it cannot be kept: {error}"),
    }
}

/// Returns a mutated copy of a request, for the same output.
fn made_up(sample: &Value, numbers: &mut Numbers) -> Vec<u8> {
    let output = sample["output"].clone();
    let mut request = sample.clone();
    for _ in 0..=numbers.below(4) {
        change(&mut request, numbers);
    }
    request["output"] = output;
    let mut bytes = bytes_of(&request);
    // One in four is mutated as bytes, and most likely no longer JSON.
    if numbers.below(4) == 0 {
        let place = numbers.below(bytes.len());
        match numbers.below(3) {
            0 => bytes.truncate(place),
            1 => bytes[place] ^= 1 << numbers.below(8),
            _ => bytes.insert(place, u8::try_from(numbers.below(256)).unwrap_or_default()),
        }
    }
    bytes
}

/// Descends into a random part of the value and changes it.
fn change(value: &mut Value, numbers: &mut Numbers) {
    let deeper = numbers.below(8) > 0;
    match value {
        Value::Object(map) if !map.is_empty() => {
            let place = numbers.below(map.len());
            let key = map.keys().nth(place).cloned().unwrap_or_default();
            match map.get_mut(&key) {
                Some(inner) if deeper => change(inner, numbers),
                _ => drop(map.remove(&key)),
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let place = numbers.below(items.len());
            match numbers.below(4) {
                _ if deeper => change(&mut items[place], numbers),
                0 => items.clear(),
                1 => drop(items.remove(place)),
                _ => items.push(items[place].clone()),
            }
        }
        leaf => *leaf = numbers.one_of(&strange_values()).clone(),
    }
}

fn strange_values() -> [Value; 16] {
    [
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!(" "),
        json!("\0"),
        json!("\u{202e}\u{feff}"),
        json!("-"),
        json!("2026-02-31"),
        json!("word ".repeat(2000)),
        json!([]),
        json!({}),
    ]
}

/// Numbers as if by chance: xorshift64*, by Marsaglia and Vigna.
struct Numbers(u64);

impl Numbers {
    fn from(seed: u64) -> Numbers {
        // Zero would stay zero, and neighbouring seeds would begin alike.
        Numbers(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap_or_default() % end
    }

    fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
