//! What was done to a desk's plugins is on record, and pins that the record does not explain are named: nobody who can write to
//! the desk's folder swaps a plugin unseen.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests make files")]

use crate::harness::plugins::{fixture, with};
use crate::harness::{Run, copydesk_in};
use copydesk::hash::sha256;
use copydesk::pins::platform;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A desk, with libraries next to it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(TempDir::new().unwrap());
        fs::create_dir(desk.at("")).unwrap();
        let people = "[[people]]\nid = \"ann\"\nname = \"Ann Example\"\nrole = \"head of news\"\n";
        let council = "[council]\nname = \"Avershire County Council\"\nshort = \"Avershire\"\n";
        fs::write(desk.at("desk.toml"), format!("{council}{people}")).unwrap();
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join("desk").join(name)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        copydesk_in(&self.at(""), arguments)
    }

    fn ok(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.out, run.err);
        run
    }

    /// Installs the good plugin in a version.
    fn install(&self, version: &str, more: &[&str]) {
        let bytes = good(version);
        let file = self.0.path().join("libgood.so");
        fs::write(&file, &bytes).unwrap();
        let (file, hash) = (file.to_str().unwrap(), sha256(&bytes));
        self.ok(&[&["plugin", "install", file, "--sha256", &hash, "--replace"], more].concat());
    }

    /// Returns what is said of the pins: by `status`, and by `log --verify` with its exit code.
    fn said(&self) -> (String, String, i32) {
        let status = self.ok(&["status"]).err;
        let pins: Vec<&str> = status.lines().filter(|line| line.contains("plugins.lock")).collect();
        let verify = self.run(&["log", "--verify"]);
        (pins.join("\n"), verify.out, verify.code)
    }

    /// Sees that both say this of the pins, or nothing.
    fn says(&self, fault: Option<&str>) {
        let (status, verified, code) = self.said();
        match fault {
            Some(fault) => {
                assert!(status.starts_with(fault) && status.lines().count() == 1, "{status}");
                assert!(verified.contains(fault) && code == 1, "{code}: {verified}");
            }
            None => assert!(status.is_empty() && code == 0, "{code}: {status}{verified}"),
        }
    }
}

fn good(version: &str) -> Vec<u8> {
    with("good", b"\"version\":\"1.2.3\"", format!("\"version\":\"{version}\"").as_bytes())
}

#[test]
fn each_step_is_an_event_with_the_hash_and_the_person() {
    let desk = Desk::new();
    assert!(!desk.at("store.db").exists());
    desk.says(None);
    desk.install("1.2.3", &["--by", "Ann Example"]);
    assert!(desk.at("store.db").exists(), "the store is made for it");
    desk.says(None);
    desk.install("1.2.3", &["--by", "Ann Example"]);
    desk.install("1.2.4", &["--by", "Bob"]);
    desk.says(None);
    desk.ok(&["plugin", "remove", "uk.example.good", "--yes", "--by", "ann"]);
    desk.says(None);
    let log: Vec<Value> = serde_json::from_str(&desk.ok(&["log", "--format", "json"]).out).unwrap();
    let told = |event: &Value| {
        let plugin = &event["act"]["plugin"];
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        assert!(event["proof"]["terminal"]["account"].is_string(), "{event}");
        assert_eq!(text(&plugin["id"]), "uk.example.good");
        [&plugin["step"], &plugin["version"], &plugin["sha256"][platform()], &event["by"]["id"]].map(text)
    };
    let expected = [
        ["installed", "1.2.3", &sha256(&good("1.2.3")), "ann"],
        ["updated", "1.2.4", &sha256(&good("1.2.4")), "Bob"],
        ["removed", "1.2.4", &sha256(&good("1.2.4")), "ann"],
    ];
    assert_eq!(log.iter().map(told).collect::<Vec<_>>(), expected);
    let lines = desk.ok(&["log"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = format!("Bob updated the plugin uk.example.good 1.2.4 (SHA-256 {:.12} for", sha256(&good("1.2.4")));
    assert!(lines.contains(&line), "{lines}");
    // A plugin is no text: it has no status, and no words to print.
    assert_eq!(desk.ok(&["status", "--format", "json"]).out.trim(), "[]");
    let page = desk.ok(&["log", "--to", "html"]).out;
    assert!(page.contains("removed the plugin uk.example.good 1.2.4"), "{page}");
}

#[test]
fn pins_that_the_record_does_not_explain_are_named() {
    let desk = Desk::new();
    desk.install("1.2.3", &[]);
    let (lock, hash) = (fs::read_to_string(desk.at("plugins.lock")).unwrap(), sha256(&good("1.2.3")));
    // Lock and library are swapped by hand; the lock is taken away; another plugin is added.
    fs::write(desk.at("plugins.lock"), lock.replace(&hash, &sha256(&good("6.6.6")))).unwrap();
    desk.says(Some("plugins.lock pins uk.example.good otherwise than event 1 has it"));
    fs::write(desk.at("plugins.lock"), lock.replace("version = \"1.2.3\"", "version = \"6.6.6\"")).unwrap();
    desk.says(Some("plugins.lock pins uk.example.good otherwise than event 1 has it"));
    fs::remove_file(desk.at("plugins.lock")).unwrap();
    desk.says(Some("plugins.lock does not pin uk.example.good, and no event after 1 says that it was removed"));
    fs::write(
        desk.at("plugins.lock"),
        format!("{lock}\n{}", lock.split_once("\n\n").unwrap().1.replace(".good", ".evil")),
    )
    .unwrap();
    desk.says(Some("plugins.lock pins uk.example.evil 1.2.3, and no event explains it"));
    fs::write(desk.at("plugins.lock"), &lock).unwrap();
    desk.says(None);
}

#[test]
fn a_lock_from_before_is_put_on_record_by_installing_again() {
    let desk = Desk::new();
    desk.install("1.2.3", &[]);
    for file in ["store.db", "store.head"] {
        fs::remove_file(desk.at(file)).unwrap();
    }
    desk.says(Some("plugins.lock pins uk.example.good 1.2.3, and no event explains it"));
    desk.install("1.2.3", &[]);
    desk.says(None);
    assert_eq!(desk.ok(&["log"]).out.lines().count(), 1);
    assert!(fixture("good").is_file());
}
