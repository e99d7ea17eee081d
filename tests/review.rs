//! A text from the draft to the last sign-off, as people handle it, and everything that can go wrong on the way.

use crate::harness::desk::{DRAFT, desk, edit, ok, read, refused, status};
use crate::harness::{Run, copydesk_in, plugins};
use serde_json::Value;
use std::fs;
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn people(list: &Value, key: &str) -> Vec<String> {
    let name = |item: &Value| item[key].as_str().or(item["person"]["id"].as_str()).unwrap().to_owned();
    list.as_array().unwrap().iter().map(name).collect()
}

/// Times and versions are those of the run: here they are not shown.
fn told(run: &Run, desk: &TempDir) -> String {
    let text = run.out.replace(&desk.path().canonicalize().unwrap().display().to_string(), "DESK");
    let text = text.replace(&desk.path().display().to_string(), "DESK");
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for at in 1..words.len() {
        let is_id = words[at].len() >= 8 && words[at].bytes().take(8).all(|byte| byte.is_ascii_hexdigit());
        if words[at - 1].ends_with("version") && is_id {
            words[at].replace_range(..8, "VERSION");
        }
    }
    let text = words.join(" ");
    let mut lines = Vec::new();
    for line in text.lines() {
        let Some(end) = [" GMT", " BST"].iter().find_map(|zone| line.find(zone)) else {
            let day = line.strip_prefix("  approved:").and_then(|_| line.rfind(" on "));
            lines.push(day.map_or(line.to_owned(), |at| format!("{} on DAY", &line[..at])));
            continue;
        };
        let start = line[..end].rmatch_indices(' ').nth(3).map_or(0, |(at, _)| at + 1);
        lines.push(format!("{}TIME{}", &line[..start], &line[end + 4..]));
    }
    lines.join("\n")
}

#[test]
fn from_the_draft_to_the_last_sign_off() {
    let desk = desk();
    let show = || told(&ok(&desk, &["status"]), &desk);
    assert_eq!(show(), "good-result/press-release: drafted");
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    assert!(refused(&desk, &["sign", DRAFT, "--as", "press-officer"]).contains("and cannot sign it off"));
    ok(&desk, &["sign", DRAFT, "--as", "director"]);
    insta::assert_snapshot!(show(), @r#"
        good-result/press-release: version VERSION submitted by Tomasz Arkwright, TIME
          signed: Ruth Adeyinka-Shaw as `director`, TIME
          waiting for: Councillor Marian Thackwell as `cabinet-member`
        "#);
    edit(&desk, "Outstanding", "Good");
    insta::assert_snapshot!(show(), @r#"
        good-result/press-release: version VERSION submitted by Tomasz Arkwright, TIME, edited since
          void:   Ruth Adeyinka-Shaw signed off version VERSION as `director`, TIME
            changed since: facts changed: overall grade: Outstanding → Good
          next: submit it again: copydesk submit DESK/good-result/press-release.md
        "#);
    let despite = ["--despite", "Ofsted has corrected the grade."];
    let going_on = |arguments: &[&str]| ok(&desk, &[arguments, &despite].concat());
    let again = going_on(&["submit", "press-release", "good-result", "--as", "press-officer"]);
    assert!(again.err.contains("void, because the text has changed: Ruth Adeyinka-Shaw"), "{}", again.err);
    insta::assert_snapshot!(show(), @r#"
        good-result/press-release: version VERSION submitted by Tomasz Arkwright, TIME
            despite: although it has 1 error: Ofsted has corrected the grade.
          void:   Ruth Adeyinka-Shaw signed off version VERSION as `director`, TIME
            changed since: facts changed: overall grade: Outstanding → Good
          waiting for: Ruth Adeyinka-Shaw as `director`
          waiting for: Councillor Marian Thackwell as `cabinet-member`
        "#);
    going_on(&["sign", DRAFT, "--as", "cabinet-member"]);
    let last = going_on(&["sign", DRAFT, "--as", "director"]);
    assert!(last.err.contains("signed off: nobody else needs to sign"), "{}", last.err);
    insta::assert_snapshot!(show(), @r#"
        good-result/press-release: signed off, version VERSION, TIME
            despite: although it has 1 error: Ofsted has corrected the grade.
          signed: Councillor Marian Thackwell as `cabinet-member`, TIME
            despite: although it has 1 error: Ofsted has corrected the grade.
          signed: Ruth Adeyinka-Shaw as `director`, TIME
            despite: although it has 1 error: Ofsted has corrected the grade.
          approved: version VERSION on DAY
        "#);
    insta::assert_snapshot!(told(&ok(&desk, &["log"]), &desk), @r#"
        1  TIME  good-result/press-release: Tomasz Arkwright submitted version VERSION
        2  TIME  good-result/press-release: Ruth Adeyinka-Shaw signed off version VERSION as `director`
        3  TIME  good-result/press-release: Tomasz Arkwright submitted version VERSION, although it has 1 error: Ofsted has corrected the grade.
        4  TIME  good-result/press-release: Councillor Marian Thackwell signed off version VERSION as `cabinet-member`, although it has 1 error: Ofsted has corrected the grade.
        5  TIME  good-result/press-release: Ruth Adeyinka-Shaw signed off version VERSION as `director`, although it has 1 error: Ofsted has corrected the grade.
        "#);
    let verified = ok(&desk, &["log", "--verify"]);
    assert!(verified.out.starts_with("5 events checked: no sign that the record was changed"), "{}", verified.out);
}

/// Two officers: one submits other words while the director reads.
#[test]
fn a_yes_is_for_the_version_that_the_person_has_read() {
    let desk = desk();
    let version = || status(&desk)["version"].as_str().unwrap().to_owned();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let seen = version();
    let which = copydesk_in(desk.path(), &["sign", DRAFT, "--as", "director"]);
    assert!(which.code == 1 && which.err.contains(&format!("add --version {}", &seen[..8])), "{}", which.err);
    edit(&desk, "in Avershire are Outstanding", "in every part of Avershire are Outstanding");
    ok(&desk, &["submit", DRAFT, "--as", "head-of-communications"]);
    let now = version();
    for act in [&["sign"][..], &["return", "--because", "a date"], &["withdraw"]] {
        let late = refused(&desk, &[act, &[DRAFT, "--version", &seen[..8], "--as", "director"]].concat());
        let (seen, now) = (&seen[..8], &now[..8]);
        assert!(late.contains(&format!("version {seen} is not the current one: it is now version {now}")), "{late}");
        assert!(late.contains(&format!("copydesk diff {seen} {now}")), "{late}");
    }
    // The draft's file has no part in it.
    edit(&desk, "in every part of Avershire", "nowhere in Avershire");
    ok(&desk, &["sign", DRAFT, "--version", &now, "--as", "director"]);
    let log: Value = serde_json::from_str(&ok(&desk, &["log", "--format", "json"]).out).unwrap();
    assert_eq!(log[2]["act"]["signed"]["version"], now);
    let terminal = &log[2]["proof"]["terminal"];
    assert_eq!(terminal["program"], concat!("copydesk ", env!("CARGO_PKG_VERSION")));
    assert!(!terminal["account"].as_str().unwrap().is_empty() && !terminal["host"].as_str().unwrap().is_empty());
}

#[test]
fn an_edit_after_the_last_sign_off_takes_all_of_them() {
    let desk = desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    ok(&desk, &["sign", DRAFT, "--as", "director"]);
    ok(&desk, &["sign", DRAFT, "--as", "cabinet-member"]);
    let signed = status(&desk);
    assert_eq!((signed["state"].as_str(), people(&signed["signed"], "").len()), (Some("signed"), 2));
    edit(&desk, "Outstanding", "Good");
    let edited = status(&desk);
    assert_eq!(edited["edited"], true);
    assert_eq!(people(&edited["fallen"], ""), ["director", "cabinet-member"]);
    let fact = &edited["fallen"][1]["since"]["facts"][0];
    assert_eq!((&fact["before"], &fact["after"]), (&Value::from("Outstanding"), &Value::from("Good")));
    assert_eq!((&edited["signed"], &edited["needed"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(edited["approved"]["version"], signed["draft"]["version"], "what was signed stays on record");
    // White space that no reader sees is not an edit, and neither is restoring the signed words.
    edit(&desk, "Good", "Outstanding");
    let path = desk.path().join(DRAFT);
    fs::write(&path, fs::read_to_string(&path).unwrap() + "\n\n").unwrap();
    assert_eq!(status(&desk)["edited"], false);
}

#[test]
fn a_text_comes_back_with_what_has_to_change() {
    let desk = desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let why = "The second figure is last year’s.";
    refused(&desk, &["return", DRAFT, "--as", "social-worker", "--because", why]);
    ok(&desk, &["return", DRAFT, "--as", "director", "--because", why]);
    let returned = status(&desk);
    assert_eq!((returned["state"].as_str(), returned["because"].as_str()), (Some("returned"), Some(why)));
    assert!(refused(&desk, &["sign", DRAFT, "--as", "director"]).contains(why));
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    ok(&desk, &["withdraw", DRAFT, "--as", "press-officer"]);
    assert_eq!(status(&desk)["state"], "withdrawn");
    assert!(refused(&desk, &["sign", DRAFT, "--as", "director"]).contains("withdrew it"));
}

#[test]
fn the_rule_is_that_of_the_result_and_a_desk_without_rules_says_so() {
    let desk = desk();
    let file = desk.path().join("desk.toml");
    let text = fs::read_to_string(&file).unwrap();
    let without = text.split("[[roles]]").next().unwrap();
    fs::write(&file, without).unwrap();
    let run = ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    assert!(run.err.contains("so one person other than the author has to sign"), "{}", run.err);
    let run = ok(&desk, &["sign", DRAFT, "--as", "social-worker"]);
    assert!(run.err.contains("as `second-reader`"), "{}", run.err);
    // With rules again, and a result that has to be accepted.
    fs::write(&file, &text).unwrap();
    let inspection = desk.path().join("good-result/inspection.toml");
    let poor = fs::read_to_string(&inspection).unwrap().replace("grade = \"outstanding\"", "grade = \"inadequate\"");
    fs::write(&inspection, poor).unwrap();
    assert!(refused(&desk, &["submit", DRAFT, "--as", "leader"]).contains("[grade-wrong]"));
    let run = ok(&desk, &["submit", DRAFT, "--as", "leader", "--despite", "the result is tried out"]);
    let asked: Vec<&str> = run.err.lines().filter(|line| line.contains("waiting for")).collect();
    assert_eq!(
        asked,
        [
            "  waiting for Oona Merridew as `press-office`", // Tomasz Arkwright has submitted these very words
            "  waiting for Ruth Adeyinka-Shaw as `director` (once the earlier roles have signed)",
            "  waiting for Dermot Pallisher as `chief-executive` (once the earlier roles have signed)",
            "  waiting for Councillor Marian Thackwell as `politician` (once the earlier roles have signed)",
        ]
    );
    let early = refused(&desk, &["sign", DRAFT, "--as", "chief-executive"]);
    assert!(early.contains("`press-office` signs before `chief-executive`"), "{early}");
}

#[test]
fn an_output_that_no_plugin_makes_is_said_where_it_stands() {
    let desk = desk();
    let file = desk.path().join("desk.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"members-briefing\"", "\"members-breifing\"")).unwrap();
    let run = ok(&desk, &["status"]);
    assert!(run.err.contains("no plugin here makes an output `members-breifing`"), "{}", run.err);
    assert!(run.err.contains("desk.toml:") && run.err.contains("did you mean `members-briefing`?"), "{}", run.err);
}

#[test]
fn what_was_approved_before_is_the_last_approved_until_something_is_signed() {
    let desk = desk();
    let write = |name: &str, text: &str| fs::write(desk.path().join(name), text).unwrap();
    write("2021.md", "# Good\n\nThe result of 2021.\n");
    write("2018.html", "<!DOCTYPE html><html><body><h1>Good</h1><p>The result of 2018.</p></body></html>");
    write("other.txt", "Another council’s words.\n");
    let approve = |more: &[&str]| ok(&desk, &[&["approve"], more, &["--as", "press-officer"]].concat());
    approve(&["2021.md", "--output", "press-release", "--on", "2021-08-02"]);
    approve(&["2018.html", "--output", "press-release", "--on", "2018-08-02"]);
    approve(&["other.txt", "--output", "press-release", "--council", "Durham County Council"]);
    let store = copydesk::story::DeskStore::open(desk.path()).unwrap();
    let last = |council| store.approved("press-release", council).unwrap().unwrap();
    assert_eq!((last(None).from.as_deref(), last(None).story), (Some("2021.md"), None));
    assert_eq!(last(Some("Durham")).from.as_deref(), Some("other.txt"));
    assert_eq!(store.approved("web-news", None).unwrap(), None);
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    ok(&desk, &["sign", DRAFT, "--as", "director"]);
    assert_eq!(last(None).from.as_deref(), Some("2021.md"), "one sign-off of two approves nothing");
    ok(&desk, &["sign", DRAFT, "--as", "cabinet-member"]);
    let signed = last(None);
    assert_eq!(signed.story.as_deref(), Some("good-result"));
    let mut origins = 0;
    signed.document.for_each_run(|run| origins += usize::from(run.origin != copydesk::document::Origin::Unknown));
    assert!(origins > 50, "the version knows where its words are from");
    let (id, document) = store.version(signed.version.short()).unwrap();
    assert_eq!((&id, &document), (&signed.version, &signed.document));
    ok(&desk, &["withdraw", DRAFT, "--as", "director", "--because", "a wrong figure"]);
    assert_eq!(last(None).from.as_deref(), Some("2021.md"), "what was taken back is not approved");
    let draft = signed.version.short();
    assert!(refused(&desk, &["withdraw", draft, "--as", "director"]).contains("was not added with copydesk approve"));
    let wrong = last(None).version;
    ok(&desk, &["withdraw", wrong.short(), "--as", "director", "--because", "the wrong file"]);
    assert_eq!(last(None).from.as_deref(), Some("2018.html"), "a file that was taken by mistake goes off the record");
    ok(&desk, &["log", "--verify"]);
}

#[test]
fn a_text_is_one_version_in_whatever_format_it_comes() {
    let desk = desk();
    for (day, format) in ["docx", "html"].iter().enumerate() {
        ok(&desk, &["draft", "press-release", "good-result", "--to", format]);
        let (file, on) = (format!("good-result/press-release.{format}"), format!("2024-01-1{day}"));
        ok(&desk, &["approve", &file, "--output", "press-release", "--on", &on, "--as", "director"]);
    }
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let log: Vec<Value> = serde_json::from_str(&ok(&desk, &["log", "--format", "json"]).out).unwrap();
    let version = |event: &Value| event["act"].as_object().unwrap().values().next().unwrap()["version"].clone();
    let versions: Vec<Value> = log.iter().map(version).collect();
    assert_eq!(versions.len(), 3);
    assert!(versions.iter().all(|other| *other == versions[0]), "{versions:?}");
}

#[test]
fn bad_input_changes_nothing() {
    let desk = desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let write = |name: &str, bytes: &[u8]| fs::write(desk.path().join(name), bytes).unwrap();
    write("renamed.docx", b"%PDF-1.7\n");
    write("empty.md", b"");
    write("old.md", b"# Old\n\nWords.\n");
    let old = |more: &[&'static str]| [&["approve", "old.md"], more].concat();
    for (arguments, message) in [
        (vec!["sign", DRAFT], "tell copydesk who you are"),
        (vec!["sign", DRAFT, "--as", "directr"], "no one in desk.toml has the id `directr`"),
        (vec!["sign", DRAFT, "--as", ""], "tell copydesk who you are"),
        (vec!["sign", DRAFT, "--as", "social-worker"], "Imani Castellow does not have a role that signs"),
        (vec!["sign", DRAFT, "--as", "director", "--role", "leader"], "does not sign this text as `leader`"),
        (vec!["sign", "good-result/web-news.md", "--as", "director"], "there is no draft good-result/web-news.md"),
        (vec!["sign", "good-result", "--as", "director"], "good-result is not a draft in a story"),
        (vec!["sign", "nowhere/x.md", "--as", "director"], "no draft"),
        (vec!["sign", "good-result", "../x", "--as", "director"], "is not a draft in a story"),
        (vec!["submit", DRAFT, "--as", "press-officer"], "has already been submitted"),
        (vec!["withdraw", DRAFT, "--as", "social-worker"], "is not an author of this text"),
        (vec!["status", "nowhere"], "nowhere is not a report, an inspection or a story"),
        (old(&["--output", "press-relase", "--as", "director"]), "there is no output `press-relase`"),
        (old(&["--output", "press-release", "--as", "director", "--on", "2999-01-01"]), "2999-01-01 is in the future"),
        (vec!["approve", "none.md", "--output", "press-release", "--as", "director"], "cannot read none.md"),
        (
            vec!["approve", "renamed.docx", "--output", "press-release", "--as", "director"],
            "is a PDF, despite its file name",
        ),
        (vec!["approve", "empty.md", "--output", "press-release", "--as", "director"], "empty.md is empty"),
    ] {
        let said = refused(&desk, &arguments);
        assert!(said.contains(message), "{arguments:?}: {said}");
    }
    let elsewhere = TempDir::new().unwrap();
    assert!(refused(&elsewhere, &["status"]).contains("is not in a desk"));
    let store = copydesk::story::DeskStore::open(desk.path()).unwrap();
    for (id, message) in [("ffffffff", "there is no version `ffffffff`"), ("", "there is no version ``")] {
        assert_eq!(store.version(id).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_damaged_store_stops_every_verb_and_stays_as_it_is() {
    let desk = desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let path = desk.path().join("store.db");
    let whole = fs::read(&path).unwrap();
    for (bytes, message) in [
        (&b""[..], "is empty: its content is lost"),
        (b"garbage", "is not a store of copydesk"),
        (&whole[..whole.len() / 2], "is damaged"),
    ] {
        fs::write(&path, bytes).unwrap();
        for arguments in [&["status"][..], &["log"], &["log", "--verify"], &["sign", DRAFT, "--as", "director"]] {
            let said = refused(&desk, arguments);
            assert!(said.contains(message) && said.contains("from a backup"), "{arguments:?}: {said}");
        }
    }
    fs::remove_file(&path).unwrap();
    assert!(refused(&desk, &["sign", DRAFT, "--as", "director"]).contains("is missing; it held 1 event"));
    fs::create_dir(&path).unwrap();
    assert!(refused(&desk, &["status"]).contains("is a folder or a device"));
}

#[test]
fn a_change_behind_its_back_is_found_and_stops_the_work() {
    let desk = desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let earlier = fs::read(desk.path().join("store.db")).unwrap();
    ok(&desk, &["sign", DRAFT, "--as", "director"]);
    let verified = ok(&desk, &["log", "--verify"]).out;
    let head = verified.trim_end().rsplit(' ').next().unwrap().to_owned();
    ok(&desk, &["log", "--verify", "--head", &head]);
    // Someone restores the store from before the sign-off: the note next to it shows it.
    fs::write(desk.path().join("store.db"), earlier).unwrap();
    let run = copydesk_in(desk.path(), &["log", "--verify"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("the record ends at event 1 but should reach 2: later events were removed"),
        "{}",
        run.out
    );
    assert!(refused(&desk, &["status"]).contains("and does not have event 2 ("));
    // With the note restored as well, only the hash noted elsewhere shows it.
    let first = run.out.trim_end().rsplit(' ').next().unwrap().to_owned();
    fs::write(desk.path().join("store.head"), format!("1 {first}\n")).unwrap();
    assert_eq!(copydesk_in(desk.path(), &["log", "--verify"]).code, 0);
    let kept = copydesk_in(desk.path(), &["log", "--verify", "--head", &head]);
    assert!(kept.code == 1 && kept.out.contains("no event has the hash"), "{}", kept.out);
}

#[test]
fn a_version_that_was_changed_stops_every_verb() {
    let changes = [
        "UPDATE versions SET document = replace(document, 'Outstanding', 'Inadequate')",
        "DELETE FROM versions",
        "SELECT 1",
    ];
    for change in changes {
        let desk = desk();
        ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
        let store = rusqlite::Connection::open(desk.path().join("store.db")).unwrap();
        store.execute_batch("DROP TRIGGER versions_stay; DROP TRIGGER versions_are_kept").unwrap();
        store.execute_batch(change).unwrap();
        drop(store);
        let before = fs::read(desk.path().join("store.db")).unwrap();
        for verb in [&["status"][..], &["sign", DRAFT, "--as", "director"], &["submit", DRAFT, "--as", "director"]] {
            let said = refused(&desk, verb);
            assert!(said.contains("the record was changed outside copydesk"), "{change}, {verb:?}: {said}");
            assert!(said.contains("copydesk log --verify"), "{said}");
        }
        assert_eq!(fs::read(desk.path().join("store.db")).unwrap(), before);
    }
}

#[test]
fn two_people_sign_at_once_and_both_stand() {
    let desk = desk();
    let file = desk.path().join("desk.toml");
    let text = fs::read_to_string(&file).unwrap();
    let all = "[[roles]]\nid = \"all\"\nheld_by = [\"director\", \"leader\", \"chief-executive\", \"cabinet-member\", \"social-worker\"]\nneeds = \"all\"\n\n\
        [[sign_off]]\nroles = [\"all\"]\n\n[[sign_off]]";
    fs::write(&file, text.replacen("[[sign_off]]", all, 1)).unwrap();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let people = ["director", "leader", "chief-executive", "cabinet-member", "social-worker"];
    let signing = |person: &&str| {
        Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(read(&desk, &["sign", DRAFT, "--as", person]))
            .current_dir(desk.path())
            .env("COPYDESK_PLUGIN_DIR", plugins::outputs())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let running: Vec<_> = people.iter().map(signing).collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let signed = status(&desk);
    assert_eq!((signed["state"].as_str(), signed["signed"].as_array().unwrap().len()), (Some("signed"), 5));
    ok(&desk, &["log", "--verify"]);
}

#[test]
#[cfg(unix)]
fn a_link_to_a_story_is_that_story_and_a_renamed_one_is_missed() {
    let desk = desk();
    std::os::unix::fs::symlink("good-result", desk.path().join("latest")).unwrap();
    ok(&desk, &["submit", "latest/press-release.md", "--as", "press-officer"]);
    ok(&desk, &["sign", DRAFT, "--as", "director"]);
    assert_eq!(status(&desk)["story"], "good-result");
    fs::remove_file(desk.path().join("latest")).unwrap();
    fs::rename(desk.path().join("good-result"), desk.path().join("ofsted-2026")).unwrap();
    let said = ok(&desk, &["status"]).out;
    assert!(said.contains("the draft is missing. Was its folder renamed?"), "{said}");
}

#[test]
fn what_no_plugin_makes_is_said() {
    let desk = desk();
    fs::copy(desk.path().join(DRAFT), desk.path().join("good-result/press-realease.md")).unwrap();
    assert!(!ok(&desk, &["submit", DRAFT, "--as", "press-officer"]).err.contains("no output"));
    let misnamed = ok(&desk, &["submit", "good-result/press-realease.md", "--as", "press-officer"]);
    assert!(misnamed.err.contains("no output `press-realease`; did you mean `press-release`?"), "{}", misnamed.err);
}

#[test]
fn what_must_not_go_out_is_neither_submitted_nor_signed_without_a_reason() {
    let desk = desk();
    edit(&desk, "Avershire has “become", "[Statement: director of children’s services]\n\nAvershire has “become");
    edit(&desk, "in Avershire are Outstanding", "in Avershire are Inadequate");
    let submit = ["submit", DRAFT, "--as", "press-officer"];
    let said = refused(&desk, &submit);
    assert!(said.contains("must not go out as it is: 1 error and 1 placeholder\n"), "{said}");
    assert!(said.contains("“Inadequate”: ") && said.contains("[grade-wrong]\n"), "{said}");
    assert!(said.contains("  [Statement: director of children’s services] is to be filled in\n"), "{said}");
    assert!(said.contains(&format!("copydesk check {DRAFT}")) && said.contains("--despite"), "{said}");
    assert_eq!(copydesk_in(desk.path(), &[&submit[..], &["--despite", " "]].concat()).code, 2);
    ok(&desk, &[&submit[..], &["--despite", "Ofsted has corrected the grade."]].concat());
    let sign = ["sign", DRAFT, "--as", "director"];
    assert!(refused(&desk, &sign).contains("must not go out as it is: 1 error and 1 placeholder\n"));
    // A person who may not sign is told so first, and not that a reason is needed.
    assert!(refused(&desk, &["sign", DRAFT, "--as", "press-officer"]).contains("and cannot sign it off"));
    ok(&desk, &[&sign[..], &["--despite", "I have seen the mail."]].concat());
    let now = status(&desk);
    assert_eq!(now["despite"]["because"], "Ofsted has corrected the grade.");
    assert_eq!(now["despite"]["over"]["places"][0], "[Statement: director of children’s services]");
    assert_eq!(now["signed"][0]["despite"]["because"], "I have seen the mail.");
    let shown = ok(&desk, &["status"]).out;
    let lines: Vec<&str> = shown.lines().filter(|line| line.contains("despite:")).collect();
    assert_eq!(
        lines,
        [
            "    despite: although it has 1 error and 1 placeholder: Ofsted has corrected the grade.",
            "    despite: although it has 1 error and 1 placeholder: I have seen the mail.",
        ]
    );
    let log = ok(&desk, &["log"]).out;
    assert_eq!(log.matches(", although it has 1 error and 1 placeholder: ").count(), 2, "{log}");
    let log: Value = serde_json::from_str(&ok(&desk, &["log", "--format", "json"]).out).unwrap();
    let error = log[0]["act"]["submitted"]["despite"]["over"]["errors"][0].as_str().unwrap();
    assert!(error.ends_with("[grade-wrong]"), "{error}");
    ok(&desk, &["log", "--verify"]);
}

#[test]
fn a_version_is_checked_again_when_it_is_signed_as_the_story_is_then() {
    let desk = desk();
    edit(&desk, "to Outstanding", "in every town and village to Outstanding");
    let run = ok(&desk, &["submit", DRAFT, "--as", "press-officer", "--despite", "to be quick"]);
    assert!(run.err.contains("so the reason given with --despite was not recorded"), "{}", run.err);
    assert_eq!(status(&desk)["despite"], Value::Null);
    let inspection = desk.path().join("good-result/inspection.toml");
    let before = fs::read_to_string(&inspection).unwrap();
    fs::write(&inspection, before.replace("grade = \"outstanding\"", "grade = \"good\"")).unwrap();
    let said = refused(&desk, &["sign", DRAFT, "--as", "director"]);
    assert!(said.contains("must not go out as it is") && said.contains("[grade-wrong]"), "{said}");
    fs::write(&inspection, before).unwrap();
    ok(&desk, &["sign", DRAFT, "--as", "director"]);
    // The desk decides what blocks.
    let file = desk.path().join("desk.toml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("[checks.weigh]\n"), "{text}");
    fs::write(&file, text.replace("[checks.weigh]\n", "[checks.weigh]\ntitle-long = \"error\"\n")).unwrap();
    let said = refused(&desk, &["sign", DRAFT, "--as", "cabinet-member"]);
    assert!(said.contains("[title-long]"), "{said}");
}

#[test]
fn an_old_text_is_put_on_record_and_it_is_said_that_nobody_checked_it() {
    let desk = desk();
    fs::write(desk.path().join("old.md"), "# Old\n\nOfsted rated us Inadequate. [Date]\n").unwrap();
    let run = ok(&desk, &["approve", "old.md", "--output", "press-release", "--on", "2020-01-02", "--as", "director"]);
    assert!(run.err.contains("its words were not checked: it belongs to no story"), "{}", run.err);
}

/// An older program's store is read, verified and continued.
#[test]
fn a_store_of_the_form_before_is_whole() {
    let desk = desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let store = rusqlite::Connection::open(desk.path().join("store.db")).unwrap();
    let body: String = store.query_row("SELECT body FROM events", [], |row| row.get(0)).unwrap();
    assert!(!body.contains("despite"), "an event without a reason is written as it always was: {body}");
    store.pragma_update(None, "user_version", 1).unwrap();
    drop(store);
    ok(&desk, &["log", "--verify"]);
    ok(&desk, &["sign", DRAFT, "--as", "director"]);
    ok(&desk, &["log", "--verify"]);
}

#[test]
fn a_draft_that_cannot_be_read_hides_nothing_of_the_others() {
    let desk = desk();
    ok(&desk, &["draft", "web-news", "good-result"]);
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    ok(&desk, &["sign", DRAFT, "--as", "director"]);
    fs::write(desk.path().join(DRAFT), [b'P', b'K', 3, 4, 0, 0]).unwrap();
    let run = copydesk_in(desk.path(), &["status"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("good-result/web-news: drafted\n"), "{}", run.out);
    assert!(run.out.contains("; the draft cannot be read\n") && !run.out.contains("signed:"), "{}", run.out);
    assert!(run.err.starts_with("error: ") && run.err.contains(DRAFT) && run.err.contains("help: "), "{}", run.err);
}

/// A file may not grow beyond this, as if the disk were full.
#[test]
#[cfg(unix)]
fn a_full_disk_leaves_everything_as_it_was() {
    let desk = desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let long = format!("# Long\n\n{}\n", "Words that take room. ".repeat(20_000));
    fs::write(desk.path().join("long.md"), long).unwrap();
    let command = "trap '' XFSZ; ulimit -f 100; exec \"$0\" approve long.md --output press-release --as director";
    let full = |desk: &TempDir| {
        Command::new("sh")
            .args(["-c", command, env!("CARGO_BIN_EXE_copydesk")])
            .current_dir(desk.path())
            .env("COPYDESK_PLUGIN_DIR", plugins::outputs())
            .output()
            .unwrap()
    };
    let before = fs::read(desk.path().join("store.db")).unwrap();
    let run = full(&desk);
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(!run.status.success() && said.contains("help:"), "{said}");
    ok(&desk, &["log", "--verify"]);
    assert!(fs::read(desk.path().join("store.db")).unwrap() == before, "the store is as it was: {said}");
    ok(&desk, &["approve", "long.md", "--output", "press-release", "--as", "director"]);
}

#[test]
fn who_acts_may_stand_in_the_environment() {
    let desk = desk();
    let run = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["submit", DRAFT])
        .current_dir(desk.path())
        .env("COPYDESK_PERSON", "press-officer")
        .env("COPYDESK_PLUGIN_DIR", plugins::outputs())
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&run.stderr).contains("Tomasz Arkwright submitted"), "{run:?}");
}

/// A cabinet member answers by mail, and somebody else records it.
#[test]
fn a_yes_by_mail_is_kept_with_the_mail() {
    let desk = desk();
    fs::write(desk.path().join("Re: release.eml"), "From: marian\n\nYes to version 0960.\n").unwrap();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let sign = ["sign", DRAFT, "--for", "cabinet-member", "--evidence", "Re: release.eml", "--as", "press-officer"];
    assert_eq!(copydesk_in(desk.path(), &sign[..4]).code, 2, "a person cannot sign for another without a message");
    assert!(
        refused(&desk, &["sign", DRAFT, "--for", "nobody", "--evidence", "Re: release.eml", "--as", "press-officer"])
            .contains("has the id `nobody`")
    );
    assert!(
        refused(&desk, &[&sign[..4], &["--evidence", "none.eml", "--as", "press-officer"]].concat())
            .contains("cannot read none.eml")
    );
    ok(&desk, &sign);
    assert_eq!(people(&status(&desk)["signed"], ""), ["cabinet-member"]);
    let log = ok(&desk, &["log"]).out;
    assert!(log.contains("as `cabinet-member` (recorded by Tomasz Arkwright from Re: release.eml)\n"), "{log}");
    ok(&desk, &["log", "--verify"]);
    let kept = fs::read_dir(desk.path().join("evidence")).unwrap().next().unwrap().unwrap().path();
    assert!(kept.to_str().unwrap().ends_with("-Re--release.eml"), "{}", kept.display());
    fs::write(&kept, "Yes to everything.").unwrap();
    assert!(copydesk_in(desk.path(), &["log", "--verify"]).out.contains("the message that proves event 2 was changed"));
    fs::remove_file(&kept).unwrap();
    assert!(copydesk_in(desk.path(), &["log", "--verify"]).out.contains("the message that proves event 2 is missing"));
}
