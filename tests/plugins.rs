//! Plugins from the command line: found, inspected, and asked for a document with the real program as worker. Each
//! fault affects one document, is reported with the plugin, and leaves no process running.
#![expect(clippy::disallowed_methods, reason = "tests make files")]

use crate::harness::copies::{Copy, patched, program};
use crate::harness::plugins::fixture;
use copydesk::hash::sha256;
use copydesk::pins::Pins;
use copydesk::plugin::{self, Folder, Found, LIMITS, Part, Standing};
use copydesk::worker::{self, Job, Level, Limits, Program};
use copydesk_plugin::story::{Inspection, Request};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

#[test]
fn a_good_plugin_drafts_in_parts() {
    let good = Copy::of("good");
    let request = Request {
        output: "good".to_owned(),
        inspection: Inspection { title: "Avershire".to_owned(), ..Inspection::default() },
        ..Request::default()
    };
    let drafted = good.ask(&serde_json::to_vec(&request).unwrap(), &LIMITS).unwrap();
    let plan = json!({ "title": { "$ref": "/inspection/title" }, "words": "own" });
    let body = Part::Render { template: "good/body".to_owned(), plan };
    assert_eq!(drafted.parts, [Part::Text("# Own words, with an ü\n\n".to_owned()), body]);
    assert_eq!(drafted.log, ["0 judgements", "warning: a test plugin"]);
    assert_eq!((drafted.printed.as_str(), drafted.level), ("", Level::Full));
}

#[test]
fn a_refusal_is_passed_on_with_its_code() {
    let message = Copy::of("good").fault("good-refusal", &LIMITS);
    assert_eq!(message, "refused: this output refuses every request (not-today)");
}

#[test]
fn a_request_that_is_none_is_named() {
    let message = Copy::of("good").ask(b"{\"output\": 7", &LIMITS).unwrap_err().to_string();
    assert!(message.contains("could not read the request: invalid type: integer `7`"), "{message}");
    let small = Limits { input: 4, ..LIMITS };
    let message = Copy::of("good").ask(b"{    }", &small).unwrap_err().to_string();
    assert!(message.ends_with("was not asked: the request has 6 bytes, 4 are allowed"), "{message}");
}

#[test]
fn a_job_that_does_not_exist_is_an_answer() {
    let job = Job { name: "no-such-job", library: None, about: None, kinds: 0 };
    let error = worker::run(&program(), &job, b"", &LIMITS).unwrap_err();
    assert_eq!(error.to_string(), "broke: there is no job \"no-such-job\"");
}

#[test]
fn a_program_that_cannot_be_started_is_named() {
    let good = Copy::of("good");
    let error = plugin::draft(&good.plugin, b"{}", &LIMITS, &Program::at("/no/such/program")).unwrap_err();
    assert!(error.to_string().contains("was not asked: the worker process did not start"), "{error}");
    assert_eq!(error.hint(), "check that the program may start processes");
}

#[test]
fn a_wrong_table_is_named() {
    let folder = TempDir::new().unwrap();
    let table = |size: u8| [b"CPYDESK1".as_slice(), &[size, 0, 0, 0]].concat();
    let size = u8::try_from(size_of::<copydesk_plugin::ffi::Table>()).unwrap();
    for (name, from, to, message) in [
        ("magic.so", table(size), b"OTHERLIB".to_vec(), "did not load: its table begins with 0x42494c524548544f, not"),
        ("short.so", table(size), table(16), "did not load: its table has 16 bytes, the smallest has 32"),
        ("symbol.so", b"copydesk_plugin_v1".to_vec(), b"copydesk_plugin_v2".to_vec(), "did not load: it has no symbol"),
    ] {
        let file = patched("good", name, &from, &to, folder.path());
        let plugin = plugin::inspect(&file).unwrap().unwrap();
        let error = plugin::draft(&plugin, b"{}", &LIMITS, &program()).unwrap_err();
        assert!(error.cause.to_string().starts_with(message), "{error}");
    }
}

#[test]
fn a_library_of_an_older_or_newer_interface_drafts() {
    let drafted = Copy::of("oldest").draft("oldest", &LIMITS).unwrap();
    let body = Part::Render { template: "oldest".to_owned(), plan: json!({}) };
    assert_eq!(drafted.parts, [Part::Text("From minor version 0".to_owned()), body]);
    assert_eq!(drafted.log, ["warning: From minor version 0"]);
    let drafted = Copy::of("newer").draft("newer", &LIMITS).unwrap();
    assert_eq!(drafted.parts, [Part::Text("A program without pictures".to_owned())]);
}

#[test]
fn a_library_that_changed_since_it_was_found_is_named() {
    let mut good = Copy::of("good");
    good.plugin.descriptor.version = "9.9.9".to_owned();
    assert_eq!(good.fault("good", &LIMITS), "says something else when it is loaded than in its file");
}

#[test]
fn a_library_whose_file_was_replaced_or_removed_since_it_was_found_is_not_loaded() {
    let good = Copy::of("good");
    let bytes = fs::read(&good.plugin.file).unwrap();
    fs::write(&good.plugin.file, &bytes[..9000]).unwrap();
    let message = good.fault("good", &LIMITS);
    let (then, now) = (&good.plugin.sha256, sha256(&bytes[..9000]));
    assert_eq!(message, format!("was not loaded: its file had the SHA-256 {then} and now has {now}"));
    fs::remove_file(&good.plugin.file).unwrap();
    assert_eq!(
        good.fault("good", &LIMITS),
        "was not loaded: it cannot be read: No such file or directory (os error 2)"
    );
}

/// Finds plugins in folders that a user named, with nothing pinned.
fn find(folders: &[&Path]) -> Found {
    let folder = |path: &&Path| Folder { path: path.to_path_buf(), standing: Standing::Named };
    plugin::find(&folders.iter().map(folder).collect::<Vec<_>>(), &Pins::default())
}

fn messages(found: &Found) -> Vec<String> {
    let line = |problem: &copydesk::finding::Finding<PathBuf>| {
        assert!(problem.hint.is_some());
        format!("{} {}", problem.place.file_name().unwrap().to_string_lossy(), problem.message)
    };
    found.problems.iter().map(line).collect()
}

#[test]
fn broken_files_cost_only_themselves() {
    let good = Copy::of("good");
    let folder = good.folder.path();
    let bytes = fs::read(&good.plugin.file).unwrap();
    let mut foreign = bytes.clone();
    foreign[18] = if cfg!(target_arch = "aarch64") { 62 } else { 183 };
    fs::write(folder.join("cut.so"), &bytes[..9000]).unwrap();
    fs::write(folder.join("empty.so"), "").unwrap();
    fs::write(folder.join("foreign.so"), foreign).unwrap();
    fs::write(folder.join("text.so"), "not a library").unwrap();
    fs::write(folder.join("unrelated.txt"), "not looked at").unwrap();
    fs::create_dir(folder.join("folder.so")).unwrap();
    patched("good", "note.so", b"{\"id\":\"uk.example.good\"", b"{\"id\":\"uk.example good\"", folder);
    let found = find(&[folder, &folder.join("nowhere"), folder]);
    let ids: Vec<&str> = found.plugins.iter().map(|found| found.plugin.descriptor.id.as_str()).collect();
    assert_eq!(ids, ["uk.example.good"]);
    assert_eq!(found.maker_of("good").unwrap().1.title, "Good");
    insta::assert_snapshot!(messages(&found).join("\n"), @r#"
    cut.so is not a whole shared library: Invalid ELF section header offset/size/alignment
    empty.so is not a whole shared library: Could not read file magic
    folder.so is not a file
    foreign.so is built for Elf Aarch64, this computer is Elf X86_64
    note.so has a wrong descriptor: the id "uk.example good" is not a reverse domain name
    text.so is not a whole shared library: Could not read file magic
    nowhere cannot look for plugins here: No such file or directory (os error 2)
    "#);
}

#[test]
fn nobody_speaks_for_somebody_else() {
    let good = Copy::of("good");
    let folder = good.folder.path();
    patched("good", "rival.so", b"uk.example.good", b"uk.example.evil", folder);
    let found = find(&[folder]);
    assert!(found.plugins.is_empty());
    let message = &found.problems[0].message;
    for part in ["the output good is claimed by ", "uk.example.good (", "uk.example.evil (", "libgood.so", "rival.so"] {
        assert!(message.contains(part), "{message}");
    }
    fs::rename(folder.join("rival.so"), folder.join("rival.off")).unwrap();
    fs::copy(&good.plugin.file, folder.join("again.so")).unwrap();
    assert_eq!(find(&[folder]).plugins.len(), 1, "two copies of the same bytes are one plugin");
    patched("good", "twice.so", b"\"version\":\"1.2.3\"", b"\"version\":\"1.2.4\"", folder);
    let found = find(&[folder]);
    assert!(found.plugins.is_empty());
    assert!(found.problems[0].message.starts_with("is the plugin uk.example.good, and so is "));
}

#[test]
fn the_earlier_folder_is_taken() {
    let (one, other) = (Copy::of("good"), Copy::of("good"));
    let found = find(&[one.folder.path(), other.folder.path()]);
    assert_eq!(found.problems.len(), 0);
    assert_eq!(found.plugins.len(), 1);
    assert_eq!(found.plugins[0].plugin.file, one.plugin.file.canonicalize().unwrap());
}

/// A million entries of a few bytes could each name the same megabyte.
#[cfg(target_os = "linux")]
#[test]
fn names_that_lie_over_each_other_are_not_read() {
    let mut bytes = fs::read(fixture("good")).unwrap();
    let number = |bytes: &[u8], at: usize| usize::try_from(u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()));
    let half = |bytes: &[u8], at: usize| usize::try_from(u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()));
    let sections = number(&bytes, 40).unwrap();
    let symbols = (0..100).map(|i| sections + 64 * i).find(|at| half(&bytes, at + 4).unwrap() == 11).unwrap();
    let names = sections + 64 * half(&bytes, symbols + 40).unwrap();
    let (start, len) = (bytes.len(), 2 * bytes.len());
    bytes.extend(vec![b'a'; len - 1].iter().chain(&[0]));
    bytes[names + 24..names + 32].copy_from_slice(&start.to_le_bytes());
    bytes[names + 32..names + 40].copy_from_slice(&len.to_le_bytes());
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("over.so");
    fs::write(&file, bytes).unwrap();
    let message = plugin::anatomy(&file).unwrap_err().to_string();
    assert_eq!(message, "is not a whole shared library: its names lie over each other");
}
