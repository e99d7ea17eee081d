//! `plugin check` and `plugin inspect`: good plugins pass, and for each check there is a library that fails just that one. Not
//! here: what the program does with a bad plugin (see `plugins`).

use crate::harness::copies::patched;
use crate::harness::{Run, c, copydesk, plugins};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Id and status of each check that did not pass.
fn check(library: &Path, more: &[&str]) -> Vec<String> {
    let library = library.to_str().unwrap();
    let Run { code, out, err } = copydesk(&[&["plugin", "check", library, "--json"], more].concat());
    let made: Vec<Value> = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    let mut found = Vec::new();
    for checked in &made {
        let (id, status) = (checked["id"].as_str().unwrap(), checked["status"].as_str().unwrap());
        let message = checked["message"].as_str().unwrap();
        assert!(!message.is_empty() && checked["title"].is_string(), "{checked}");
        assert_eq!(checked["fix"].is_string(), matches!(status, "warn" | "fail"), "{checked}");
        if status != "pass" {
            found.push(format!("{id} {status}"));
        }
    }
    assert!(!made.is_empty());
    assert_eq!(code, i32::from(found.iter().any(|line| line.ends_with("fail"))), "{err}");
    found
}

#[test]
fn the_programs_own_plugins_pass() {
    let mut libraries: Vec<PathBuf> =
        fs::read_dir(plugins::outputs()).unwrap().map(|entry| entry.unwrap().path()).collect();
    libraries.retain(|file| file.extension().is_some_and(|ending| ending == "so" || ending == "dylib"));
    assert!(libraries.len() >= 3, "the outputs are there");
    std::thread::scope(|scope| {
        for library in &libraries {
            scope.spawn(move || {
                // Two of the checks are a matter of the clock.
                let found = check(library, &["--exclude", "B3", "--exclude", "C13"]);
                assert!(found.is_empty(), "{}: {found:?}", library.display());
            });
        }
    });
}

#[test]
fn the_good_plugin_passes_and_a_refusal_is_no_failure() {
    let found = check(plugins::fixture("good"), &["--exclude", "B3", "--exclude", "C13"]);
    assert_eq!(found, ["C1 warn"]);
    // What is no request may be called so, whoever wrote it.
    let folder = TempDir::new().unwrap();
    let request = written(folder.path(), "request.json", b"{\"output\": 7}");
    let more = ["--include", "C2", "--include", "D2", "--fuzz", "0", "--request", request.to_str().unwrap()];
    assert_eq!(check(plugins::fixture("good"), &more), ["D2 skip"]);
}

#[test]
fn every_check_has_an_id_of_its_own_and_can_be_asked_for() {
    let library = plugins::fixture("good").to_str().unwrap();
    let ids = |more: &[&str]| -> Vec<String> {
        let run = copydesk(&[&["plugin", "check", library, "--json", "--fuzz", "1"], more].concat());
        let made: Vec<Value> = serde_json::from_str(&run.out).unwrap();
        made.iter().map(|checked| checked["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        ids(&["--exclude", "C7"]).join(" "),
        "A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 B1 B2 B3 B4 B5 B6 B7 B8 C1 C2 C3 C4 C5 C6 C8 C9 C10 C11 C12 C13 C14 C16 C17 D1 D2"
    );
    assert_eq!(ids(&["--include", "A1", "--include", "D", "--exclude", "D2"]), ["A1", "D1"]);
    assert_eq!(ids(&["--include", "C1", "--only-failed"]), ["C1"]);
    assert!(ids(&["--include", "A1", "--only-failed"]).is_empty());
}

#[test]
fn a_report_is_for_people_and_a_missing_file_is_no_failure() {
    let library = plugins::fixture("good").to_str().unwrap();
    let run = copydesk(&["plugin", "check", library, "--include", "A2", "--include", "C1"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], "A2   passed  exports copydesk_plugin_v1");
    assert!(
        lines[1].starts_with("C1   warning  no sample gives a document: good-refusal from good-result"),
        "{}",
        lines[1]
    );
    assert!(lines[2].starts_with("              fix: "), "{}", lines[2]);
    assert_eq!(lines[3], "1 passed, 1 warning, 0 failed, 0 skipped");
    let run = copydesk(&["plugin", "check", "/no/such/library.so"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("there is no such file"), "{}", run.err);
    assert_eq!(copydesk(&["plugin", "check", library, "--include", "Z9"]).code, 2);
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap();
    file
}

#[test]
fn files_that_are_wrong_fail_in_group_a() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let good = fs::read(plugins::fixture("good")).unwrap();
    let mut foreign = good.clone();
    foreign[18] = if cfg!(target_arch = "aarch64") { 62 } else { 183 };
    let skipped: Vec<String> = [2, 3, 4, 5, 6, 7, 9, 10].iter().map(|number| format!("A{number} skip")).collect();
    for (name, bytes) in [("text.so", b"no library".as_slice()), ("cut.so", &good[..9000]), ("foreign.so", &foreign)] {
        let mut found = check(&written(folder, name, bytes), &["--include", "A"]);
        assert_eq!(found.remove(0), "A1 fail", "{name}");
        assert_eq!(found, skipped, "{name}");
    }
    let large = [good.as_slice(), &vec![0; 17 << 20]].concat();
    assert_eq!(check(&written(folder, "large.so", &large), &["--include", "A"]), ["A9 warn"]);
    let newer = patched("good", "newer.so", b"GLIBC_2.", b"GLIBC_9.", folder);
    assert_eq!(check(&newer, &["--include", "A"]), ["A6 warn"]);
    let note = patched("good", "note.so", b"{\"id\":\"uk.example.good\"", b"{\"id\":\"uk.example good\"", folder);
    assert_eq!(check(&note, &["--include", "A"]), ["A4 fail"]);
    let aborting = patched("good", "abort.so", b"\"panic\":\"unwind\"", b"\"panic\":\"abort\" ", folder);
    assert_eq!(check(&aborting, &["--include", "A", "--include", "D1"]), ["D1 warn"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_anybody_can_change_fails() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("libgood.so");
    fs::copy(plugins::fixture("good"), &file).unwrap();
    symlink(&file, folder.path().join("link.so")).unwrap();
    assert_eq!(check(&folder.path().join("link.so"), &["--include", "A"]), ["A8 fail"]);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).unwrap();
    assert_eq!(check(&file, &["--include", "A"]), ["A8 fail"]);
}

/// A plugin in C that passes, with places for what is wrong: at the top of the file, first in a draft, and instead of the
/// macro.
const C_PLUGIN: &str = r##"
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <pthread.h>
#include "copydesk_plugin.h"
#define HAS(text) (memmem(request, len, text, sizeof text - 1) != NULL)
#define DESCRIPTOR "{\"id\":\"uk.example.c\",\"version\":\"1.0.0\",\"licence\":\"MIT\",\"request_schema\":\"1.0\"," \
  "\"outputs\":[{\"id\":\"c\",\"title\":\"C\",\"description\":\"For tests\"}]}"
static copydesk_status bad(const copydesk_host *host) {
  copydesk_refuse(host, "request", "it is no request");
  return COPYDESK_BAD_REQUEST;
}
@TOP@
static copydesk_status draft(const copydesk_host *host, const uint8_t *request, size_t len) {
  @FIRST@
  if (len < 2 || request[0] != '{' || request[len - 1] != '}' || memchr(request, 0xff, len)) return bad(host);
  @THEN@
  return copydesk_put(host, "# From C\n");
}
@LAST@
"##;

/// Where the fault stands.
#[derive(Clone, Copy)]
enum At {
    Top,
    First,
    Then,
    Last,
}
use At::{First, Last, Then, Top};

/// What is wrong, and what fails by it.
type Fault = (At, &'static str, &'static [&'static str]);

fn faulty(folder: &Path, at: At, code: &str, flags: &[&str]) -> Option<PathBuf> {
    let pick = |place: At, otherwise: &'static str| {
        if std::mem::discriminant(&at) == std::mem::discriminant(&place) {
            code.to_owned()
        } else {
            otherwise.to_owned()
        }
    };
    let source = C_PLUGIN
        .replace("@TOP@", &pick(Top, ""))
        .replace("@FIRST@", &pick(First, ""))
        .replace("@THEN@", &pick(Then, ""))
        .replace("@LAST@", &pick(Last, "COPYDESK_PLUGIN(draft, DESCRIPTOR)"));
    c::library(folder, &source, flags)
}

/// Checks a plugin with each of the faults.
fn each_fails_just_that(faults: &[Fault]) {
    // These take long, and are made only where they are meant.
    const SLOW: [&str; 4] = ["C4", "C7", "C13", "D"];
    let mut wrong = Vec::new();
    for (at, code, expected) in faults {
        let folder = TempDir::new().unwrap();
        let Some(library) = faulty(folder.path(), *at, code, &[]) else { return };
        let left_out = SLOW.iter().filter(|id| !expected.iter().any(|line| line.starts_with(*id)));
        let more: Vec<&str> = left_out.flat_map(|id| ["--exclude", id]).collect();
        let mut found = check(&library, &more);
        let failed_one = found.clone();
        // What rests on the failed check is skipped.
        found.retain(|line| !line.ends_with("skip") || expected.contains(&line.as_str()));
        if found != *expected {
            wrong.push(format!("{code}\n  gives {failed_one:?}\n  and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_plugin_in_c_passes() {
    let folder = TempDir::new().unwrap();
    let Some(library) = faulty(folder.path(), Top, "", &[]) else { return };
    assert_eq!(check(&library, &["--exclude", "B3", "--exclude", "C13"]), ["D1 skip"]);
}

#[test]
fn faults_of_the_file_in_c() {
    each_fails_just_that(&[
        (Top, "COPYDESK_EXPORT int helper(void); int helper(void) { return 1; }", &["A3 warn"]),
        (
            Top,
            "__attribute__((constructor)) static void one(void) {}
             __attribute__((constructor)) static void two(void) {}",
            &["A10 warn"],
        ),
        (
            Last,
            "const copydesk_plugin *copydesk_plugin_v1(void) {
               static const copydesk_plugin table =
                 {COPYDESK_ABI_MAGIC, sizeof table, COPYDESK_ABI_MINOR, DESCRIPTOR, draft};
               return &table;
             }",
            &["A4 fail"],
        ),
    ]);
}

#[test]
fn faults_of_linking_in_c() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let hide = written(folder, "hide.map", b"{ local: *; };");
    let hide = format!("-Wl,--version-script={}", hide.display());
    for (flags, expected) in [
        (&[hide.as_str()][..], "A2 fail"),
        (&["-Wl,--no-as-needed", "-lresolv"], "A5 warn"),
        (&["-Wl,-z,norelro"], "A7 warn"),
        (&["-Wl,-z,execstack"], "A7 warn"),
    ] {
        let Some(library) = faulty(folder, Top, "", flags) else { return };
        assert_eq!(check(&library, &["--include", "A"]), [expected], "{flags:?}");
    }
}

#[test]
fn faults_of_loading_in_c() {
    const TABLE: &str = "COPYDESK_NOTE static const char note[] = DESCRIPTOR;
        const copydesk_plugin *copydesk_plugin_v1(void) { BODY }";
    let with = |body: &str| -> &'static str { String::leak(TABLE.replace("BODY", body)) };
    each_fails_just_that(&[
        (First, "extern int nowhere(void); if (len == 1) return nowhere();", &["B1 fail"]),
        (Top, "__attribute__((constructor)) static void loud(void) { puts(\"here\"); fflush(stdout); }", &["B2 fail"]),
        (
            Top,
            "static void *wait(void *nothing) { sleep(60); return nothing; }
             __attribute__((constructor)) static void busy(void) { pthread_t id; pthread_create(&id, NULL, wait, NULL); }",
            &["B2 fail"],
        ),
        (
            Last,
            with("static copydesk_plugin tables[2]; static int last; last = !last;
                  tables[last] = (copydesk_plugin){COPYDESK_ABI_MAGIC, sizeof *tables, 0, note, draft};
                  return &tables[last];"),
            &["B4 fail"],
        ),
        (
            Last,
            with("static const copydesk_plugin table = {7, sizeof table, 0, note, draft}; return &table;"),
            &["B5 fail"],
        ),
        (
            Last,
            with("static const copydesk_plugin table = {COPYDESK_ABI_MAGIC, sizeof table, 0,
                    \"{\\\"id\\\":\\\"uk.example.other\\\",\\\"version\\\":\\\"1.0.0\\\",\\\"licence\\\":\\\"MIT\\\",\\\"request_schema\\\":\\\"1.0\\\",\"
                    \"\\\"outputs\\\":[{\\\"id\\\":\\\"c\\\",\\\"title\\\":\\\"C\\\"}]}\", draft};
                  (void)note; return &table;"),
            &["B6 fail"],
        ),
        (
            Top,
            "#undef DESCRIPTOR
             #define DESCRIPTOR \"{\\\"id\\\":\\\"uk.example.c\\\",\\\"version\\\":\\\"1\\\",\\\"request_schema\\\":\\\"1.0\\\",\" \\
               \"\\\"outputs\\\":[{\\\"id\\\":\\\"c\\\",\\\"title\\\":\\\"C\\\"}]}\"",
            &["B7 warn"],
        ),
        (
            Top,
            "#undef DESCRIPTOR
             #define DESCRIPTOR \"{\\\"id\\\":\\\"uk.example.c\\\",\\\"version\\\":\\\"1.0.0\\\",\\\"licence\\\":\\\"MIT\\\",\" \\
               \"\\\"request_schema\\\":\\\"1.0\\\",\\\"outputs\\\":[{\\\"id\\\":\\\"press-release\\\",\\\"title\\\":\\\"C\\\",\" \\
               \"\\\"description\\\":\\\"x\\\"}]}\"",
            &["B8 fail"],
        ),
    ]);
    let slow = "__attribute__((constructor)) static void slow(void) { usleep(300000); }";
    let folder = TempDir::new().unwrap();
    let Some(library) = faulty(folder.path(), Top, slow, &[]) else { return };
    assert_eq!(check(&library, &["--include", "B"]), ["B3 warn"]);
}

#[test]
fn faults_of_drafting_in_c() {
    each_fails_just_that(&[
        (Then, "return copydesk_put(host, \" \\n\");", &["C1 fail"]),
        (Then, "if (HAS(\"2026-06-19\")) abort();", &["C2 fail"]),
        (Then, "if (HAS(\"of_a_later_version\")) return copydesk_put(host, \"later\");", &["C3 fail"]),
        (Then, "if (len > 2 && !HAS(\"inspection\") && !HAS(\"new\")) return bad(host);", &["C3 fail"]),
        (First, "if (len == 0) abort();", &["C4 fail"]),
        (First, "if (len == 0) return copydesk_put(host, \"nothing\");", &["C4 warn"]),
        (First, "if (len > 2 && request[len - 1] != '}') return COPYDESK_BAD_REQUEST;", &["C5 fail"]),
        (
            Then,
            "char number[32]; snprintf(number, sizeof number, \"%d\", (int)getpid()); return copydesk_put(host, number);",
            &["C6 fail", "C10 skip"],
        ),
        (Then, "if (HAS(\"2026-06-19\")) socket(AF_INET, SOCK_STREAM, 0);", &["C2 fail", "C16 fail"]),
    ]);
}

#[test]
fn faults_towards_the_program_in_c() {
    each_fails_just_that(&[
        (Then, "copydesk_put(host, \"all\"); return COPYDESK_OK;", &["C8 fail"]),
        (Then, "if (copydesk_put(host, \"all\") != COPYDESK_OK) copydesk_put(host, \"more\");", &["C8 fail"]),
        (Then, "host->log(host->ctx, 0, (const uint8_t *)\"x\", 1);", &["C9 warn"]),
        (Then, "if (host->struct_size != sizeof *host) return COPYDESK_FAULT;", &["C10 fail"]),
        (
            Then,
            "pthread_t id; pthread_create(&id, NULL, (void *(*)(void *))(void *)sleep, (void *)60);",
            &["C11 fail"],
        ),
        (Then, "fputs(\"here\", stderr);", &["C12 warn"]),
        (Then, "if (HAS(\"quotes\")) usleep(len / 1000 * len / 10000);", &["C13 warn"]),
        (
            Then,
            "if (len > 1000000 && HAS(\"quotes\")) { char *much = malloc(300 << 20); if (much) memset(much, 1, 300 << 20);
             if (much && much[len] == 2) return bad(host); }",
            &["C13 warn"],
        ),
        (Then, "if (memchr(request, 0xf0, len)) host->write(host->ctx, (const uint8_t *)\"\\xf0\", 1);", &["C14 fail"]),
        (Then, "if (HAS(\"**[a](b)**\")) return copydesk_put(host, \"**[a](b)**\");", &["C14 warn"]),
        (
            Then,
            "if (host->struct_size >= sizeof *host) return host->render(host->ctx, \"c/none\", (const uint8_t *)\"{}\", 2);",
            &["C17 fail"],
        ),
    ]);
}

#[test]
fn the_clock_and_what_nobody_thought_of() {
    let folder = TempDir::new().unwrap();
    let clock = "if (len == 1) printf(\"%d\", (int)time(NULL));";
    let Some(library) = faulty(folder.path(), First, clock, &[]) else { return };
    assert_eq!(check(&library, &["--include", "C7"]), ["C7 warn"]);
    let clock = "char day[32]; snprintf(day, sizeof day, \"%d\", (int)time(NULL)); return copydesk_put(host, day);";
    let library = faulty(folder.path(), Then, clock, &[]).unwrap();
    let found = check(&library, &["--include", "C6", "--include", "C7"]);
    // The second may end between two drafts of C6.
    assert!(found == ["C7 fail"] || found == ["C6 fail", "C7 skip"], "{found:?}");

    let library = faulty(folder.path(), Then, "if (HAS(\"18446744073709551615\")) abort();", &[]).unwrap();
    let arguments = ["plugin", "check", library.to_str().unwrap(), "--include", "D2", "--fuzz", "500", "--seed", "7"];
    let run = copydesk(&arguments);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(
        run.out.contains("c from a made-up request: it died: SIGABRT") && run.out.contains("--seed 7"),
        "{}",
        run.out
    );
    assert_eq!(copydesk(&arguments).out, run.out, "the same number makes the same requests");
    let kept = run.out.split(['(', ')']).find(|part| part.contains("copydesk-check-")).expect("a request is kept");
    let again = check(&library, &["--include", "C2", "--request", kept]);
    assert_eq!(again, ["C2 fail"]);
    for file in run.out.split(['(', ')']).filter(|part| part.contains("copydesk-check-")) {
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn an_inspection_shows_all_and_loads_nothing() {
    let folder = TempDir::new().unwrap();
    let code = "__attribute__((constructor)) static void loaded(void) { abort(); }";
    let Some(library) = faulty(folder.path(), Top, code, &[]) else { return };
    let run = copydesk(&["plugin", "inspect", library.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    for line in ["uk.example.c 1.0.0\n", "c: C. For tests\n", "MIT\n", "copydesk_plugin_v1\n", "libc.so.6\n", "2."] {
        assert!(run.out.contains(line), "{line}: {}", run.out);
    }
    let run = copydesk(&["plugin", "inspect", "--json", library.to_str().unwrap()]);
    let shown: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(shown["descriptor"]["outputs"][0]["id"], "c");
    assert_eq!(shown["library"]["exports"], serde_json::json!(["copydesk_plugin_v1"]));
    assert_eq!(shown["library"]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(shown["library"]["size"], fs::metadata(&library).unwrap().len());

    let other = c::library(folder.path(), "int other(void) { return 1; }", &[]).unwrap();
    let run = copydesk(&["plugin", "inspect", other.to_str().unwrap()]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("is a shared library but not a plugin") && run.err.contains("help: "), "{}", run.err);
    let run = copydesk(&["plugin", "inspect", "Cargo.toml"]);
    assert!(run.code == 1 && run.err.contains("is not a whole shared library"), "{}", run.err);
}
