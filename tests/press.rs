//! A press release by mail, with real servers: who gets what, what is tried again, and who is told that it was wrong.

use crate::harness::copydesk_in;
use crate::harness::desk::{DRAFT, edit, ok, refused, status};
use crate::harness::release::{change, copy_of, killed_after, run_at, sign, signed_for};
use crate::harness::servers::{MailServer, Relay, wait_until};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::Duration;
use tempfile::TempDir;

const RELEASE: [&str; 4] = ["release", DRAFT, "--as", "press-officer"];

/// Makes a desk whose signed press release goes to these addresses through a server at a port.
fn desk(port: u16, list: &[&str]) -> TempDir {
    let mail = format!("[mail]\nfrom = \"press@avershire.example\"\nserver = \"smtp://127.0.0.1:{port}\"");
    let desk = signed_for(&format!("[[targets]]\nid = \"press\"\npress_list = \"press.csv\"\n\n{mail}"));
    write_list(&desk, list);
    desk
}

fn write_list(desk: &TempDir, list: &[&str]) {
    let rows = list.iter().map(|name| format!("{name},{name}@paper.example,The Paper"));
    let lines: Vec<String> = std::iter::once("name,address,organisation".to_owned()).chain(rows).collect();
    fs::write(desk.path().join("press.csv"), lines.join("\n")).unwrap();
}

/// Returns the recipients of mails whose subject begins so, in order.
fn to(server: &MailServer, subject: &str) -> Vec<String> {
    let line = format!("\r\nSubject: {subject}");
    let mails = server.mails();
    let found = mails.iter().filter(|mail| mail.contains(&line)).map(|mail| {
        let (to, _) = mail.split_once("\r\n").unwrap();
        to.trim_start_matches("To ").replace("@paper.example", "")
    });
    let mut found: Vec<String> = found.collect();
    found.sort();
    found
}

#[test]
fn each_journalist_gets_one_mail_and_those_who_hold_the_text_are_told() {
    let Some(server) = MailServer::start() else { return };
    let desk = desk(server.port, &["ann", "refused", "later", "bo"]);
    let run = copydesk_in(desk.path(), &RELEASE);
    assert_eq!(run.code, 1, "{}", run.err);
    for words in ["2 of 4 in press.csv have got it", "refused@paper.example", "later@paper.example", "press.csv"] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    let text = "A release from ";
    assert_eq!(to(&server, text), ["ann", "bo"]);
    let shown = ok(&desk, &["status"]).out;
    assert!(shown.contains("sent to 2") && shown.contains("not sent to refused, The Paper <refused@"), "{shown}");
    // The worker tries the one that was put off when it is its turn, and leaves the one that was refused.
    let soon = Timestamp::now() + SignedDuration::from_secs(90);
    let done = run_at(&desk, &soon.to_string());
    assert!(done[0].as_ref().unwrap_err().contains("3 of 4"), "{done:?}");
    assert_eq!(to(&server, text), ["ann", "bo", "later"]);
    write_list(&desk, &["ann", "cy", "later", "bo"]);
    ok(&desk, &RELEASE);
    assert_eq!((status(&desk)["state"].as_str(), to(&server, text).len()), (Some("released"), 4));
    for mail in server.mails() {
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        assert_eq!(head.matches("@paper.example").count(), 2, "one in the envelope and one in the head: {head}");
        assert!(!head.contains("good-result") && !head.contains("Outstanding") && body.contains("Outstanding"));
        assert!(
            head.contains("\r\nReply-To: press@avershire.gov.example") || head.contains("\r\nReply-To: "),
            "{head}"
        );
    }
    // Bo leaves the list and has the text all the same; Dee is new.
    write_list(&desk, &["ann", "cy", "later", "dee"]);
    edit(&desk, "in Avershire are Outstanding", "across Avershire are Outstanding");
    sign(&desk, "press-officer");
    let correct =
        ["correct", DRAFT, "--wrong", "A word was missing.", "--right", "It is across.", "--as", "press-officer"];
    ok(&desk, &correct);
    assert_eq!(to(&server, "Correction of a release"), ["ann", "bo", "cy", "later"]);
    assert_eq!(to(&server, text), ["ann", "bo", "cy", "dee", "later"]);
    let note = "What was wrong: A word was missing.";
    assert_eq!(server.mails().iter().filter(|mail| mail.contains(note)).count(), 4);
    ok(&desk, &["withdraw", DRAFT, "--because", "A by-election.", "--as", "press-officer"]);
    assert_eq!(to(&server, "Withdrawn: a release"), ["ann", "bo", "cy", "dee", "later"]);
    assert_eq!(status(&desk)["at"].as_array().unwrap().len(), 0);
    let page = ok(&desk, &["log", "--story", "good-result", "--to", "html"]).out;
    for words in ["Who got it by mail", "dee, The Paper &lt;dee@paper.example&gt;", "withdrawal of version "] {
        assert!(page.contains(words), "{words}");
    }
    let status = status(&desk);
    assert_eq!(status["told"].as_array().unwrap().iter().filter(|told| told["sent"].is_string()).count(), 14);
}

#[test]
fn a_release_under_embargo_goes_to_those_who_may_have_it_and_to_nobody_else() {
    let two = "[[targets]]\nid = \"press\"\npress_list = \"press.csv\"\nunder_embargo = true\n\n\
               [[targets]]\nid = \"site\"\nfolder = \"site\"\n\n\
               [mail]\nfrom = \"press@avershire.example\"\nfolder = \"mails\"";
    let desk = signed_for(two);
    write_list(&desk, &["ann"]);
    let brief = fs::read_to_string(desk.path().join("good-result/brief.toml")).unwrap();
    let is_time = |line: &str| line.starts_with("publish_at");
    let without: Vec<&str> = brief.lines().filter(|line| !is_time(line)).collect();
    let later = format!("publish_at = \"2999-07-28T09:30\"\n{}\n", without.join("\n"));
    fs::write(desk.path().join("good-result/brief.toml"), later).unwrap();
    let despite = |arguments: &[&'static str]| [arguments, &["--despite", "The day is set for the test."]].concat();
    let all = refused(&desk, &despite(&RELEASE));
    assert!(all.contains("must not go out before 09:30 BST on 28 July 2999"), "{all}");
    let site = refused(&desk, &despite(&[&RELEASE[..], &["--to", "site"]].concat()));
    assert!(site.contains("must not go out before"), "{site}");
    ok(&desk, &despite(&[&RELEASE[..], &["--to", "press"]].concat()));
    assert!(!desk.path().join("site").exists());
    let mails: Vec<_> = fs::read_dir(desk.path().join("mails")).unwrap().map(|file| file.unwrap().path()).collect();
    let mail = fs::read_to_string(&mails[0]).unwrap();
    assert!(mails.len() == 1 && mail.contains("Subject: Under embargo until 09:30 BST on 28 July 2999"), "{mail}");
    let log: serde_json::Value = serde_json::from_str(&ok(&desk, &["log", "--format", "json"]).out).unwrap();
    let is_so = |event: &serde_json::Value| event["act"].to_string().contains("\"under_embargo\":true");
    assert!(log.as_array().unwrap().iter().any(is_so), "it is on record: {log}");
}

#[test]
fn a_list_or_settings_that_cannot_be_used_are_said_when_the_time_is_set() {
    let mail = "[mail]\nfrom = \"press@avershire.example\"\nserver = \"smtps://mail.example\"\nuser = \"press\"";
    let desk = signed_for(&format!("[[targets]]\nid = \"press\"\npress_list = \"press.csv\"\n\n{mail}"));
    let set = ["schedule", DRAFT, "--as", "press-officer", "--at", "2999-07-28T09:30"];
    assert!(refused(&desk, &set).contains("press.csv"));
    write_list(&desk, &["ann"]);
    assert!(refused(&desk, &set).contains("COPYDESK_SMTP_PASSWORD"));
    change(&desk, "desk.toml", "server = \"smtps://mail.example\"\nuser = \"press\"", "folder = \"mails\"");
    fs::write(desk.path().join("press.csv"), "name,address\nAnn,ann at paper\n").unwrap();
    let wrong = copydesk_in(desk.path(), &set);
    assert!(wrong.code == 1 && wrong.err.contains("`ann at paper` is not a mail address"), "{}", wrong.err);
    write_list(&desk, &["ann"]);
    ok(&desk, &set);
    assert!(!desk.path().join("mails").exists(), "nothing is sent before its time");
}

#[test]
fn a_relay_passes_the_mails_on() {
    let Some(server) = MailServer::start() else { return };
    let folder = TempDir::new().unwrap();
    let Some(relay) = Relay::start(folder.path(), &server) else { return };
    let desk = desk(relay.port, &["ann", "bo"]);
    ok(&desk, &RELEASE);
    wait_until("the relay passes the mails on", || server.mails().len() == 2);
    assert_eq!(to(&server, "A release from "), ["ann", "bo"]);
    let ids: BTreeSet<String> = server.mails().iter().map(|mail| id(mail)).collect();
    assert_eq!(ids.len(), 2, "a relay keeps the ids");
}

fn id(mail: &str) -> String {
    let line = mail.lines().find(|line| line.starts_with("Message-ID: ")).unwrap();
    line.to_owned()
}

/// The program is killed at some moment of sending, correcting or withdrawing, and goes on.
#[test]
fn of_a_program_that_is_killed_nobody_lacks_a_mail_and_no_other_goes_twice() {
    let Some(server) = MailServer::start() else { return };
    let list = ["ann", "bo", "cy", "dee", "eve", "fay"];
    let first = desk(server.port, &list);
    let kills: u64 = if std::env::var_os("COPYDESK_SLOW").is_some() { 60 } else { 4 };
    let (mut before, mut unfinished) = (0, 0);
    for kill in 0..kills {
        let desk = copy_of(&first);
        killed_after(&desk, &RELEASE, Duration::from_micros(4_000 + 120_000 * kill / kills));
        unfinished += u32::from(status(&desk)["state"] != "released");
        let done = run_at(&desk, &(Timestamp::now() + SignedDuration::from_secs(90)).to_string());
        assert!(done.iter().all(Result::is_ok), "kill {kill}: {done:?}");
        assert_eq!(status(&desk)["state"], "released", "kill {kill}");
        killed_after(
            &desk,
            &["withdraw", DRAFT, "--as", "press-officer"],
            Duration::from_micros(4_000 + 120_000 * kill / kills),
        );
        run_at(&desk, &(Timestamp::now() + SignedDuration::from_secs(180)).to_string());
        let withdrawn = status(&desk)["state"] == "withdrawn";
        let mails = server.mails();
        let new = &mails[before..];
        before = mails.len();
        let (mut times, mut twice): (BTreeMap<String, u32>, u32) = (BTreeMap::new(), 0);
        for mail in new {
            *times.entry(id(mail)).or_default() += 1;
        }
        twice += times.values().map(|times| times - 1).sum::<u32>();
        let expected = if withdrawn { 2 * list.len() } else { list.len() };
        assert_eq!(times.len(), expected, "kill {kill}: each has got each mail");
        assert!(twice <= 2, "kill {kill}: of each program that was killed one mail at most goes twice, not {twice}");
        ok(&desk, &["log", "--verify"]);
    }
    assert!(unfinished > 0, "some were killed before their end");
}

#[test]
fn of_programs_that_release_at_once_each_journalist_gets_one_mail() {
    let Some(server) = MailServer::start() else { return };
    let list: Vec<String> = (0..12).map(|number| format!("n{number:02}")).collect();
    let list: Vec<&str> = list.iter().map(String::as_str).collect();
    let desk = desk(server.port, &list);
    let release = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(RELEASE).current_dir(desk.path()).stderr(std::process::Stdio::null()).spawn().unwrap()
    };
    let running: Vec<_> = (0..3).map(|_| release()).collect();
    for mut child in running {
        child.wait().unwrap();
    }
    assert_eq!(status(&desk)["state"], "released");
    assert_eq!(to(&server, "A release from "), list);
}
