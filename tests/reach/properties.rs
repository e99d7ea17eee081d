//! What holds of any release: a reprint of it has everything, a text that shares nothing with it has nothing.

use super::{OUTCOMES, Outcome, list, path};
use crate::harness::{copydesk, root};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

/// Sees that a cutting that is the release itself has all of it, word for word. Key messages are the brief's: a release tells them
/// in words of its own, or not.
fn expect_all(reach: &Value, name: &str) {
    let cutting = &reach["cuttings"][0];
    assert!(!list(&reach["messages"]).is_empty(), "{name} has no messages");
    for (message, cell) in list(&reach["messages"]).iter().zip(list(&cutting["messages"])) {
        if message["kind"] == "key message" {
            continue;
        }
        assert_eq!(cell["verdict"], "word for word", "{name}: {} {}", message["kind"], message["about"]);
    }
    for figure in ["came_through", "own_came_through"] {
        assert_eq!(cutting[figure], 1.0, "{name}: {figure}");
    }
    assert_eq!(cutting["split"]["neither"], 0.0, "{name}");
    assert_eq!(cutting["split"]["report only"], 0.0, "{name}");
    assert!(list(&cutting["added"]).is_empty(), "{name}: {}", cutting["added"]);
}

#[test]
fn a_reprint_of_the_release_has_all_of_it() {
    for name in OUTCOMES {
        let outcome = Outcome::of(name);
        fs::copy(path(&outcome).join("release.md"), path(&outcome).join("reprint.md")).unwrap();
        let reach = outcome.json(&["reprint.md"]);
        assert_eq!(reach["cuttings"][0]["score"], 1.0, "{name}");
        expect_all(&reach, name);
    }
    for story in ["good-result", "mixed-result"] {
        for draft in ["press-release.md", "web-news.md"] {
            let release = format!("examples/{story}/{draft}");
            let run = copydesk(&["reach", &release, &release, "--to", "json"]);
            assert_eq!(run.code, 0, "{}", run.err);
            expect_all(&serde_json::from_str(&run.out).unwrap(), &release);
        }
    }
}

#[test]
fn a_text_that_shares_nothing_has_nothing() {
    const OTHERS: [&str; 3] = [
        "Swifts return\n\nThe first swifts of the year were seen above the tower on Sunday.\n",
        "# Dredger late\n\nThe dredger is still in dry dock, and boats use the east quay.\n\n- It comes on Monday.\n",
        "Rovers lose\n\n“We were poor,” said their coach. The keeper was sent off after half an hour of play.\n",
    ];
    let folder = TempDir::new().unwrap();
    for name in OUTCOMES {
        let outcome = Outcome::of(name);
        for (number, text) in OTHERS.iter().enumerate() {
            let other = folder.path().join(format!("{number}.txt"));
            fs::write(&other, text).unwrap();
            let reach = outcome.json(&[&other.to_string_lossy()]);
            let cutting = &reach["cuttings"][0];
            assert_eq!(cutting["about_release"], false, "{name}: {cutting}");
            assert_eq!((&cutting["score"], &cutting["came_through"]), (&0.0.into(), &0.0.into()));
            assert!(list(&cutting["messages"]).is_empty());
        }
    }
}

#[test]
fn the_order_of_the_cuttings_changes_nothing_but_the_order() {
    let outcome = Outcome::of("good");
    let there = outcome.json(&["indirect.txt", "negated.txt"]);
    let back = outcome.json(&["negated.txt", "indirect.txt"]);
    assert_eq!(there["cuttings"][0], back["cuttings"][1]);
    assert_eq!(there["cuttings"][1], back["cuttings"][0]);
    assert_eq!(there["messages"], back["messages"]);
}

#[test]
fn a_version_of_the_store_is_measured_like_its_draft() {
    let desk = crate::harness::desk::desk();
    fs::copy(root().join("examples/good-result/web-news.md"), desk.path().join("cutting.md")).unwrap();
    let ok = |arguments: &[&str]| crate::harness::desk::ok(&desk, arguments);
    ok(&["submit", crate::harness::desk::DRAFT, "--as", "press-officer", "--despite", "a test"]);
    let status: Value = serde_json::from_str(&ok(&["status", "--format", "json"]).out).unwrap();
    let version = status[0]["version"].as_str().unwrap().to_owned();
    let json = |release: &str| -> Value {
        serde_json::from_str(&ok(&["reach", release, "cutting.md", "--to", "json"]).out).unwrap()
    };
    let (of_version, of_draft) = (json(&version[..8]), json(crate::harness::desk::DRAFT));
    assert!(of_version["release"].as_str().unwrap().starts_with("version "));
    assert_eq!(of_version["cuttings"], of_draft["cuttings"]);
    assert!(list(&of_draft["messages"]).iter().any(|message| message["kind"] == "statement"));
}
