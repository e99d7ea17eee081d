//! Times and days in the council's time zone: how they are shown and counted, and those that are skipped or occur
//! twice.

use crate::harness::{self, Run, copydesk_in};
use copydesk::review::Acting;
use copydesk::story::{DeskStore, DraftPlace};
use std::fs;
use tempfile::TempDir;

/// Makes the example desk with its good result, with another embargo and time zone.
fn desk(publish_at: &str, zone: Option<&str>) -> TempDir {
    let folder = TempDir::new().unwrap();
    let from = harness::root().join("examples");
    fs::create_dir(folder.path().join("story")).unwrap();
    fs::copy(from.join("good-result/inspection.toml"), folder.path().join("story/inspection.toml")).unwrap();
    let published = &publish_at[..10];
    let brief = fs::read_to_string(from.join("good-result/brief.toml")).unwrap();
    let brief = brief
        .replace("2025-05-06T09:30", publish_at)
        .replace("published = 2025-05-06", &format!("published = {published}"));
    fs::write(folder.path().join("story/brief.toml"), brief).unwrap();
    let desk = fs::read_to_string(from.join("desk.toml")).unwrap();
    let zone = zone.map(|zone| format!("[council]\ntimezone = \"{zone}\"\n"));
    fs::write(
        folder.path().join("desk.toml"),
        desk.replacen("[council]\n", zone.as_deref().unwrap_or("[council]\n"), 1),
    )
    .unwrap();
    folder
}

fn run(desk: &TempDir, arguments: &[&str]) -> Run {
    copydesk_in(desk.path(), arguments)
}

/// Drafts and submits a text, and signs it off at a time.
fn signed(desk: &TempDir, at: &str) {
    let drafted = run(desk, &["draft", "staff-newsletter", "story"]);
    assert_eq!(drafted.code, 0, "{}", drafted.err);
    let store = DeskStore::open(desk.path()).unwrap();
    let place = DraftPlace::of(&desk.path().join("story"), Some("staff-newsletter")).unwrap();
    let acting = |id, at: &str| Acting { by: store.person(Some(id)).unwrap(), proof: None, at: at.parse().unwrap() };
    let despite = Some("only the times matter here");
    let submitted = store.submit(&place, despite, &acting("press-officer", "2026-10-01T09:00:00Z")).unwrap();
    store.sign((&submitted.text, &submitted.version), None, (despite, None), &acting("director", at)).unwrap();
}

#[test]
fn a_sign_off_after_midnight_is_of_the_new_day() {
    for (zone, at, shown, day) in [
        (None, "2027-05-05T23:31:00Z", "6 May 2027, 00:31 BST", "6 May 2027"),
        (None, "2026-10-24T23:30:00Z", "25 October 2026, 00:30 BST", "25 October 2026"),
        (None, "2026-10-25T23:30:00Z", "25 October 2026, 23:30 GMT", "25 October 2026"),
        (None, "2027-03-28T00:30:00Z", "28 March 2027, 00:30 GMT", "28 March 2027"),
        (None, "2027-03-28T23:30:00Z", "29 March 2027, 00:30 BST", "29 March 2027"),
        (Some("UTC"), "2027-05-05T23:31:00Z", "5 May 2027, 23:31 UTC", "5 May 2027"),
    ] {
        let desk = desk("2027-05-07T09:30", zone);
        signed(&desk, at);
        let status = run(&desk, &["status"]).out;
        assert!(status.contains(shown) && status.contains(&format!(" on {day}\n")), "{at}: {status}");
        let log = run(&desk, &["log"]).out;
        assert!(log.contains(shown), "{at}: {log}");
        let diff = run(&desk, &["diff", "story/staff-newsletter.md", "--no-pager"]);
        assert!(diff.out.contains(&format!("approved on {day}")), "{at}: {}{}", diff.out, diff.err);
    }
}

#[test]
fn a_time_that_is_no_one_instant_is_asked_about() {
    for (at, message, hint) in [
        (
            "2026-10-25T01:30",
            "01:30 on 25 October 2026 comes twice in Europe/London",
            "2026-10-25T01:30+01:00 for the first",
        ),
        ("2027-03-28T01:30", "there is no 01:30 on 28 March 2027 in Europe/London", "such as 2027-03-28T02:30"),
        ("2026-10-26T01:30+01:00", "the clocks in Europe/London are not at +01:00", "without an offset"),
    ] {
        let draft = run(&desk(at, None), &["draft", "press-release", "story"]);
        assert!(draft.code == 1 && draft.err.contains("brief.toml:"), "{}", draft.err);
        assert!(draft.err.contains(message) && draft.err.contains(hint), "{}", draft.err);
        let desk = desk("2027-05-07T09:30", None);
        assert_eq!(run(&desk, &["draft", "press-release", "story"]).code, 0);
        let check = run(&desk, &["check", "story/press-release.md", "--at", at]);
        assert!(check.code == 1 && check.err.contains(message) && check.err.contains(hint), "{}", check.err);
    }
    for at in ["2026-10-25T00:59", "2026-10-25T02:00", "2026-10-25T01:30+00:00", "2027-03-28T00:59", "2027-03-28T02:00"]
    {
        let draft = run(&desk(at, None), &["draft", "press-release", "story"]);
        assert_eq!(draft.code, 0, "{at}: {}", draft.err);
    }
    // Elsewhere the clocks go on other days.
    assert_eq!(run(&desk("2027-03-28T01:30", Some("UTC")), &["draft", "press-release", "story"]).code, 0);
}

#[test]
fn the_embargo_ends_at_one_instant() {
    for (publish_at, at, early) in [
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30+01:00", true),
        ("2026-10-25T01:30+00:00", "2026-10-25T01:45+01:00", true),
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30+00:00", false),
        ("2026-10-25T01:30+01:00", "2026-10-25T01:15+00:00", false),
        ("2027-03-28T02:00", "2027-03-28T00:59", true),
        ("2027-07-01T00:30", "2027-07-01T00:29", true),
        ("2027-07-01T00:30", "2027-07-01T00:30", false),
    ] {
        let desk = desk(publish_at, None);
        fs::write(desk.path().join("story/press-release.md"), "For immediate release\n").unwrap();
        let check = run(&desk, &["check", "story/press-release.md", "--at", at]);
        assert_eq!(check.out.contains("[embargo-not-over]"), early, "{publish_at}, {at}: {}{}", check.out, check.err);
    }
}

#[test]
fn an_unknown_time_zone_is_a_finding() {
    let draft = run(&desk("2027-05-07T09:30", Some("Europe/Lodnon")), &["draft", "press-release", "story"]);
    assert!(draft.code == 1 && draft.err.contains("desk.toml:"), "{}", draft.err);
    assert!(draft.err.contains("there is no time zone `Europe/Lodnon`"), "{}", draft.err);
}

#[test]
fn a_clock_that_was_set_back_shows_in_the_log() {
    let desk = desk("2027-05-07T09:30", None);
    signed(&desk, "2026-09-30T09:00:00Z");
    let log = run(&desk, &["log"]).out;
    let lines: Vec<&str> = log.lines().collect();
    assert!(lines.len() == 3 && lines[1].contains("the clock was set back"), "{log}");
}
