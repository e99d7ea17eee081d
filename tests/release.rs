//! From the last sign-off to the day after: what the gate lets out, what it holds back, and what is where.

use crate::harness::copydesk_in;
use crate::harness::desk::{DRAFT, edit, everything, ok, refused, status};
use crate::harness::release::{begun_for, change, copy_of, killed_after, run_at, sign, signed_for};
use crate::harness::root;
use jiff::Timestamp;
use std::fs;
use std::time::Duration;
use tempfile::TempDir;

const SITE: &str = "[[targets]]\nid = \"newsroom\"\nfolder = \"site\"";
const OUT: &str = "site/good-result/press-release.html";

/// Makes a desk whose press release is signed by all, with a folder as its target and the final report.
fn signed() -> TempDir {
    signed_for(SITE)
}

/// The same, without a final report.
fn begun() -> TempDir {
    begun_for(SITE)
}

fn out(desk: &TempDir) -> Option<String> {
    fs::read_to_string(desk.path().join(OUT)).ok()
}

#[test]
fn a_signed_text_goes_out_is_corrected_and_taken_back() {
    let desk = signed();
    let shown = ok(&desk, &["release", DRAFT, "--as", "press-officer"]).err;
    assert!(shown.contains(" is out\n") && shown.contains("  newsroom: version "), "{shown}");
    let first = out(&desk).unwrap();
    assert!(first.contains("Outstanding"), "{first}");
    let now = status(&desk);
    assert_eq!((now["state"].as_str(), now["at"][0]["target"].as_str()), (Some("released"), Some("newsroom")));
    let again = refused(&desk, &["release", DRAFT, "--as", "press-officer"]);
    assert!(again.contains("is out already, or on its way"), "{again}");
    // A new version replaces it as a correction, and in no other way.
    edit(&desk, "in Avershire are Outstanding", "across Avershire are Outstanding");
    sign(&desk, "press-officer");
    let plain = refused(&desk, &["release", DRAFT, "--as", "press-officer"]);
    assert!(plain.contains("another one can only replace it as a correction"), "{plain}");
    let later = refused(&desk, &["schedule", DRAFT, "--at", "2999-07-28T09:30", "--as", "press-officer"]);
    assert!(later.contains("another one can only replace it as a correction"), "{later}");
    let correct =
        ["correct", DRAFT, "--wrong", "A word was missing.", "--right", "It is across.", "--as", "press-officer"];
    ok(&desk, &correct);
    let second = out(&desk).unwrap();
    assert!(second.contains("across Avershire") && second != first);
    let log = ok(&desk, &["log"]).out;
    assert!(
        log.contains(": A word was missing. It is across.")
            && log.contains(" from newsroom: good-result/press-release.html"),
        "{log}"
    );
    let withdrawn = ok(&desk, &["withdraw", DRAFT, "--as", "director", "--because", "a wrong figure"]).err;
    assert!(withdrawn.contains("it is nowhere any more"), "{withdrawn}");
    assert_eq!((out(&desk), status(&desk)["at"].as_array().unwrap().len()), (None, 0));
    ok(&desk, &["log", "--verify"]);
}

#[test]
fn everything_in_the_way_is_said_at_once() {
    let desk = begun();
    // The embargo ends after the day of the test; the report is only a draft; a grade is wrong now; a stop.
    change(&desk, "good-result/brief.toml", "publish_at = ", "publish_at = 2999-05-06T09:30\n#");
    change(&desk, "good-result/brief.toml", "published = ", "published = 2999-05-06\n#");
    change(&desk, "good-result/inspection.toml", "grade = \"outstanding\"", "grade = \"good\"");
    ok(&desk, &["stop", "--all", "--because", "A by-election.", "--as", "leader"]);
    let said = refused(&desk, &["release", DRAFT, "--as", "press-officer"]);
    for bar in [
        "cannot go out, for 4 reasons:",
        "- Councillor Hugh Wrenfield stopped it: A by-election.",
        "- there are errors that nobody who signed it has accepted:",
        "[grade-wrong]",
        "- it must not go out before 09:30 BST on 6 May 2999",
        "- it has not been checked against the final report",
    ] {
        assert!(said.contains(bar), "{bar}: {said}");
    }
    assert_eq!(out(&desk), None);
}

#[test]
fn a_text_is_released_at_its_time_and_not_before_nor_long_after() {
    let desk = signed();
    let schedule = |at: &str| ["schedule", DRAFT, "--as", "press-officer", "--at", at].map(str::to_owned);
    let set = |at: &str| ok(&desk, &schedule(at).each_ref().map(String::as_str));
    let set_refused = |at: &str| refused(&desk, &schedule(at).each_ref().map(String::as_str));
    assert!(set_refused("2025-05-06T09:30").contains("09:30 BST on 6 May 2025 is past"));
    assert!(set_refused("2999-03-31T01:30").contains("there is no 01:30 on 31 March 2999"));
    assert!(set("2999-07-28T09:30").err.contains("goes out at 09:30 BST on 28 July 2999, to newsroom"));
    assert!(refused(&desk, &["release", DRAFT, "--as", "press-officer"]).contains("must not go out before 09:30 BST"));
    assert_eq!(run_at(&desk, "2999-07-28T08:29:59Z"), []);
    assert_eq!(out(&desk), None);
    // The machine was off: after the window a person has to decide.
    let late = run_at(&desk, "2999-07-28T10:30:01Z");
    assert!(late[0].as_ref().unwrap_err().contains("was due at 09:30 BST on 28 July 2999, too long ago"), "{late:?}");
    assert_eq!(out(&desk), None);
    assert_eq!(run_at(&desk, "2999-07-28T08:30:00Z"), [Ok(())]);
    assert!(out(&desk).is_some());
    assert_eq!(run_at(&desk, "2999-07-28T08:30:05Z"), [], "it goes out once");
    let log = ok(&desk, &["log", "--format", "json"]).out;
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let last = &log[log.as_array().unwrap().len() - 1];
    assert_eq!(
        (&last["by"]["id"], &last["proof"]["schedule"]["account"]),
        (&"press-officer".into(), &"service".into())
    );
}

#[test]
fn what_changes_after_a_text_was_scheduled_stops_it() {
    let due = "2999-07-28T08:30:00Z";
    let set = ["schedule", DRAFT, "--as", "press-officer", "--at", "2999-07-28T09:30"];
    for (change_it, reason) in [
        // A by-election is called.
        (
            (|desk| {
                let period =
                    "[[pre_election]]\nfrom = 2999-07-20\nto = 2999-08-20\nwhat = \"Tarnbrook by-election\"\n\n[words]";
                change(desk, "desk.toml", "[words]", period);
            }) as fn(&TempDir),
            "the pre-election period of the Tarnbrook by-election",
        ),
        // The published report has another grade.
        (
            |desk| change(desk, "good-result/inspection-final.toml", "grade = \"outstanding\"", "grade = \"good\""),
            "[grade-wrong]",
        ),
        // The reading of it is in doubt: the text is held back, and nothing else is hidden.
        (
            |desk| {
                change(
                    desk,
                    "good-result/inspection-final.toml",
                    "social work practice with children and families\"\ngrade = \"outstanding\"\n\n[[judgements]]",
                    "social work practice with children and families\"\ngrade = \"good\"\n\n[[judgements]]",
                );
            },
            "a judgement is in doubt",
        ),
        (|desk| fs::remove_file(desk.path().join("good-result/report-final.pdf")).unwrap(), "final report"),
    ] {
        let desk = signed();
        ok(&desk, &set);
        change_it(&desk);
        let shown = ok(&desk, &["status"]).out;
        assert!(shown.contains("missing:") && shown.contains(reason), "{shown}");
        let done = run_at(&desk, due);
        assert!(done[0].as_ref().unwrap_err().contains(reason), "{done:?}");
        assert_eq!(out(&desk), None);
    }
    // A "no" lies in a copy of the record that a synced folder made.
    let desk = signed();
    ok(&desk, &set);
    let (store, head) = (desk.path().join("store.db"), desk.path().join("store.head"));
    let before = [fs::read(&store).unwrap(), fs::read(&head).unwrap()];
    ok(&desk, &["withdraw", DRAFT, "--as", "director"]);
    fs::rename(&store, desk.path().join("store-LAPTOP.db")).unwrap();
    fs::write(&store, &before[0]).unwrap();
    fs::write(&head, &before[1]).unwrap();
    let done = run_at(&desk, due);
    assert!(done[0].as_ref().unwrap_err().contains("store-LAPTOP.db, another copy of the record"), "{done:?}");
    let desk = signed();
    ok(&desk, &set);
    ok(&desk, &["stop", DRAFT, "--because", "The director asks.", "--as", "head-of-communications"]);
    assert_eq!((run_at(&desk, due), out(&desk)), (vec![], None));
    assert!(refused(&desk, &set).contains("Oona Merridew stopped it: The director asks."));
    ok(&desk, &["resume", DRAFT, "--because", "She agrees.", "--as", "director"]);
    ok(&desk, &set);
    ok(&desk, &["schedule", DRAFT, "--cancel", "--as", "press-officer"]);
    assert_eq!((run_at(&desk, due), status(&desk)["state"].as_str()), (vec![], Some("signed")));
}

#[test]
fn an_election_is_passed_by_those_whom_the_desk_names() {
    let desk = signed();
    let rules = "[release]\nwaive = [\"head-of-communications\"]\n\n[[pre_election]]\nfrom = 2999-07-20\nto = 2999-08-20\nwhat = \"council elections\"\n\n[words]";
    change(&desk, "desk.toml", "[words]", rules);
    let set = |more: &[&'static str]| [&["schedule", DRAFT, "--at", "2999-07-28T09:30"][..], more].concat();
    assert!(refused(&desk, &set(&["--as", "press-officer"])).contains("pre-election period of the council elections"));
    let reason: [&str; 2] = ["--despite", "It is factual, the monitoring officer says."];
    let not_theirs = refused(&desk, &[&set(&["--as", "press-officer"])[..], &reason].concat());
    assert!(not_theirs.contains("this person may not let it out despite that"), "{not_theirs}");
    ok(&desk, &[&set(&["--as", "head-of-communications"])[..], &reason].concat());
    assert_eq!(run_at(&desk, "2999-07-28T08:30:00Z"), [Ok(())]);
}

#[test]
fn a_file_that_somebody_else_put_there_or_changed_stays() {
    let desk = signed();
    fs::create_dir_all(desk.path().join("site/good-result")).unwrap();
    fs::write(desk.path().join(OUT), "Somebody’s page.").unwrap();
    let run = copydesk_in(desk.path(), &["release", DRAFT, "--as", "press-officer"]);
    assert!(run.code == 1 && run.err.contains("holds something that copydesk did not put there"), "{}", run.err);
    assert_eq!(out(&desk).as_deref(), Some("Somebody’s page."));
    assert_eq!(status(&desk)["state"], "releasing");
    fs::remove_file(desk.path().join(OUT)).unwrap();
    ok(&desk, &["release", DRAFT, "--as", "press-officer"]);
    assert_eq!(status(&desk)["state"], "released");
    fs::write(desk.path().join(OUT), "Changed by hand.").unwrap();
    let run = copydesk_in(desk.path(), &["withdraw", DRAFT, "--as", "press-officer"]);
    assert!(run.code == 1 && run.err.contains("did not put there"), "{}", run.err);
    assert!(run.err.contains("it is still in 1 place"), "{}", run.err);
    assert_eq!(out(&desk).as_deref(), Some("Changed by hand."));
    // Once it can be, it is taken back by whoever runs.
    fs::remove_file(desk.path().join(OUT)).unwrap();
    assert_eq!(run_at(&desk, &Timestamp::now().to_string()), [Ok(())]);
    assert_eq!(status(&desk)["at"].as_array().unwrap().len(), 0);
}

#[test]
fn a_published_report_that_differs_is_shown_with_who_quotes_it() {
    let desk = begun();
    let inspection = desk.path().join("good-result/inspection.toml");
    let text = fs::read_to_string(&inspection).unwrap();
    // The council drafted from a report in which one paragraph was another.
    fs::write(&inspection, text.replace("loved, listened to", "cared for, listened to")).unwrap();
    edit(&desk, "loved, listened to", "cared for, listened to");
    let before = everything(desk.path());
    let run = ok(&desk, &["report", "good-result", "report.pdf"]);
    assert!(
        run.out.contains("cared for, listened to") && run.out.contains("  quoted in good-result/press-release.md"),
        "{}",
        run.out
    );
    assert!(run.err.contains("difference"), "{}", run.err);
    let after = everything(desk.path());
    assert!(before.iter().all(|file| after.contains(file)), "no file that was there has changed");
    assert!(ok(&desk, &["report", "report.pdf", "good-result"]).err.contains("says the same"));
    let other = root().join("examples/mixed-result/report.pdf");
    let other = other.to_str().unwrap();
    assert!(refused(&desk, &["report", other, "good-result"]).contains("already exists"));
    // The check is made against the published one.
    let checked = copydesk_in(desk.path(), &["check", DRAFT]);
    assert!(checked.code == 1 && checked.out.contains("quotation"), "{}", checked.out);
}

/// Two programs, as on two machines that share the desk.
#[test]
fn two_that_run_at_once_release_a_text_once() {
    let desk = signed();
    let release = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["release", DRAFT, "--as", "press-officer"]).current_dir(desk.path());
        command.stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    let running: Vec<_> = (0..3).map(|_| release()).collect();
    let done: Vec<bool> = running.into_iter().map(|child| child.wait_with_output().unwrap().status.success()).collect();
    assert!(done.contains(&true), "{done:?}");
    let log = ok(&desk, &["log"]).out;
    assert_eq!((log.matches("began the release").count(), log.matches(" back from newsroom").count()), (1, 1), "{log}");
    let left: Vec<_> = fs::read_dir(desk.path().join("site/good-result")).unwrap().collect();
    assert_eq!(left.len(), 1);
}

/// The program is killed at some moment of a release, and somebody goes on with it.
#[test]
fn a_release_that_was_killed_goes_on() {
    let (whole, kills): (_, u64) = (signed(), if std::env::var_os("COPYDESK_SLOW").is_some() { 40 } else { 4 });
    let before = fs::read_to_string(whole.path().join("desk.toml")).unwrap();
    let two = "[[targets]]\nid = \"archive\"\nfolder = \"archive\"\nformat = \"docx\"\n\n[words]";
    fs::write(whole.path().join("desk.toml"), before.replace("[words]", two)).unwrap();
    let mut unfinished = 0;
    for kill in 0..kills {
        let desk = copy_of(&whole);
        killed_after(&desk, &["release", DRAFT, "--as", "press-officer"], Duration::from_micros(1_500 * kill));
        unfinished += u32::from(status(&desk)["state"] != "released");
        assert!(run_at(&desk, &Timestamp::now().to_string()).iter().all(Result::is_ok));
        assert_eq!(status(&desk)["state"], "released", "kill {kill}");
        assert!(out(&desk).is_some() && desk.path().join("archive/good-result/press-release.docx").is_file());
        let log = ok(&desk, &["log"]).out;
        assert_eq!((log.matches("began the release").count(), log.matches(" back from ").count()), (1, 2), "{log}");
        ok(&desk, &["log", "--verify"]);
    }
    assert!(unfinished > 0, "some were killed before their end");
}

#[test]
fn the_unit_of_the_service_names_the_folders_it_writes() {
    let desk = begun();
    change(&desk, "desk.toml", "folder = \"site\"", "folder = \"/srv/www/news room\"");
    let unit = ok(&desk, &["run", "--unit"]).out;
    let home = desk.path().canonicalize().unwrap();
    assert!(unit.contains(&format!(" run \"{}\"\n", home.display())), "{unit}");
    assert!(unit.contains(&format!("ReadWritePaths=\"{}\" \"/srv/www/news room\"\n", home.display())), "{unit}");
    let web = ok(&desk, &["serve", "--unit", "--address", "https://desk.avershire.example"]).out;
    let command =
        format!(" serve \"{}\" --listen 127.0.0.1:8080 --address https://desk.avershire.example\n", home.display());
    assert!(web.contains(&command) && web.contains("After=network-online.target\n"), "{web}");
}
