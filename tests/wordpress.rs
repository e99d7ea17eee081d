//! Texts on a real WordPress: published at once, read back from the page, corrected in place, taken away; nobody else's post is
//! touched, and a program that is killed makes no second one.

use crate::harness::copydesk_in;
use crate::harness::desk::{DRAFT, edit, ok, refused, status};
use crate::harness::release::{change, copy_of, killed_after, run_at, sign, signed_for};
use crate::harness::servers::WordPress;
use copydesk::target::{Parcel, Target, TargetError, WordPressSite, WordPressTarget};
use jiff::Timestamp;
use std::fs;
use std::time::Duration;
use tempfile::TempDir;

const RELEASE: [&str; 4] = ["release", DRAFT, "--as", "press-officer"];

/// Makes a desk whose signed press release goes to the site.
fn desk(site: &WordPress) -> TempDir {
    let (user, password) = &site.authors[0];
    let desk = signed_for(&format!(
        "[[targets]]\nid = \"site\"\nwordpress = \"{}\"\nuser = \"{user}\"\npassword_file = \"password\"",
        site.url
    ));
    fs::write(desk.path().join("password"), password).unwrap();
    private(&desk);
    desk
}

/// Makes the password readable for its owner alone.
fn private(desk: &TempDir) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(desk.path().join("password"), fs::Permissions::from_mode(0o600)).unwrap();
}

fn target(site: &WordPress, author: usize) -> WordPressTarget {
    target_that(site, author, |one, other| one.trim_ascii() == other.trim_ascii())
}

fn target_that(site: &WordPress, author: usize, same_words: fn(&[u8], &[u8]) -> bool) -> WordPressTarget {
    let (user, password) = site.authors[author].clone();
    WordPressTarget::new(&WordPressSite { url: site.url.clone(), user, password, same_words }).unwrap()
}

fn parcel(words: &str) -> Parcel {
    Parcel {
        name: "good-result/press-release".to_owned(),
        title: "A title".to_owned(),
        bytes: format!("<p>{words}</p>").into_bytes(),
        ..Parcel::default()
    }
}

/// Returns the place of the text's page in the status.
fn place(desk: &TempDir) -> String {
    status(desk)["at"][0]["place"].as_str().unwrap_or_default().to_owned()
}

/// Returns the last part of the address of each of our posts that anybody can read.
fn posts(site: &WordPress) -> Vec<String> {
    let list = target(site, 0).read_back(&format!("{}/?rest_route=/wp/v2/posts&per_page=100", site.url)).unwrap();
    let list: serde_json::Value = serde_json::from_slice(&list).unwrap();
    let slugs = list.as_array().unwrap().iter().map(|post| post["slug"].as_str().unwrap().to_owned());
    slugs.filter(|slug| slug.starts_with("good-result")).collect()
}

/// One after the other, as all of them are about one place of the site.
#[test]
fn a_post_is_published_corrected_and_taken_away() {
    let Some(site) = WordPress::running() else { return };
    // What a test that failed has left is taken away by its author, whatever its words are.
    for author in 0..2 {
        target_that(&site, author, |_, _| true).take_back(None, &parcel("")).ok();
    }
    there_and_back(&site);
    a_post_of_somebody_else_is_left_alone(&site);
    what_the_site_refuses_is_said(&site);
    kills(&site);
}

fn there_and_back(site: &WordPress) {
    let desk = desk(site);
    ok(&desk, &RELEASE);
    let page = place(&desk);
    assert!(page.starts_with(&site.url) && status(&desk)["state"] == "released", "{page}");
    let mut reader = target(site, 0);
    let words = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert!(words(reader.read_back(&page).unwrap()).contains("in Avershire are Outstanding"));
    edit(&desk, "in Avershire are Outstanding", "across Avershire are Outstanding");
    sign(&desk, "press-officer");
    ok(&desk, &["correct", DRAFT, "--wrong", "A word.", "--right", "Across.", "--as", "press-officer"]);
    assert_eq!(place(&desk), page, "a correction takes the place of what it corrects");
    let corrected = words(reader.read_back(&page).unwrap());
    assert!(corrected.contains("across Avershire") && !corrected.contains("in Avershire are Outstanding"));
    ok(&desk, &["withdraw", DRAFT, "--as", "press-officer"]);
    let gone = reader.read_back(&page).unwrap_err();
    assert!(gone.to_string().contains("404"), "{gone}");
    assert_eq!(place(&desk), "");
}

fn a_post_of_somebody_else_is_left_alone(site: &WordPress) {
    let mut other = target(site, 1);
    let theirs = other.put(&parcel("Somebody else’s words.")).unwrap();
    assert_eq!(other.find(&parcel("Somebody else’s words.")).unwrap(), Some(theirs.clone()));
    let mut ours = target(site, 0);
    assert_eq!(ours.find(&parcel("Ours.")).unwrap(), None);
    let refused = ours.put(&parcel("Ours."));
    assert!(matches!(refused, Err(TargetError::Occupied { .. })), "{refused:?}");
    assert!(matches!(ours.take_back(Some(&theirs), &parcel("Ours.")), Err(TargetError::Occupied { .. })));
    assert!(other.read_back(&theirs).is_ok(), "it is still there");
    // One of ours that was changed on the site is not overwritten either.
    other.take_back(None, &parcel("Somebody else’s words.")).unwrap();
    ours.put(&parcel("Ours, changed by hand.")).unwrap();
    let refused = ours.put(&parcel("Ours."));
    assert!(matches!(refused, Err(TargetError::Occupied { .. })), "{refused:?}");
    let newer = Parcel { earlier: vec![parcel("Ours, changed by hand.").bytes], ..parcel("Ours, corrected.") };
    ours.put(&newer).unwrap();
    assert!(ours.take_back(None, &newer).unwrap().is_some());
    assert_eq!(ours.take_back(None, &newer).unwrap(), None);
}

fn what_the_site_refuses_is_said(site: &WordPress) {
    let desk = desk(site);
    fs::write(desk.path().join("password"), "wrong").unwrap();
    let run = copydesk_in(desk.path(), &RELEASE);
    let says_so = run.err.contains("does not let `copydesk` do this (401") && !run.err.contains("wrong\n");
    assert!(run.code == 1 && says_so, "{}", run.err);
    assert_eq!(status(&desk)["state"], "releasing");
    fs::write(desk.path().join("password"), &site.authors[0].1).unwrap();
    ok(&desk, &RELEASE);
    ok(&desk, &["withdraw", DRAFT, "--as", "press-officer"]);
}

#[test]
fn a_password_that_others_may_read_or_would_read_on_its_way_is_said_when_the_time_is_set() {
    let desk = signed_for(
        "[[targets]]\nid = \"site\"\nwordpress = \"http://news.example\"\nuser = \"a\"\npassword_file = \"password\"",
    );
    let set = ["schedule", DRAFT, "--at", "2999-07-28T09:30", "--as", "press-officer"];
    fs::write(desk.path().join("password"), "x").unwrap();
    assert!(refused(&desk, &set).contains("may be read by others"));
    private(&desk);
    assert!(refused(&desk, &set).contains("write https://"));
    change(&desk, "desk.toml", "http://news.example", "https://news.example");
    ok(&desk, &set);
    change(&desk, "desk.toml", "\npassword_file = \"password\"", "");
    assert!(refused(&desk, &set).contains("COPYDESK_WORDPRESS_PASSWORD"));
}

fn kills(site: &WordPress) {
    let first = desk(site);
    let kills: u64 = if std::env::var_os("COPYDESK_SLOW").is_some() { 40 } else { 3 };
    let mut unfinished = 0;
    for kill in 0..kills {
        let desk = copy_of(&first);
        private(&desk);
        killed_after(&desk, &RELEASE, Duration::from_micros(5_000 + 400_000 * kill / kills));
        unfinished += u32::from(status(&desk)["state"] != "released");
        let done = run_at(&desk, &Timestamp::now().to_string());
        assert!(done.iter().all(Result::is_ok), "kill {kill}: {done:?}");
        assert_eq!(status(&desk)["state"], "released", "kill {kill}");
        let page = place(&desk);
        assert_eq!(posts(site), ["good-result-press-release"], "kill {kill}: one post, in its place");
        killed_after(
            &desk,
            &["withdraw", DRAFT, "--as", "press-officer"],
            Duration::from_micros(5_000 + 400_000 * kill / kills),
        );
        if status(&desk)["state"] != "withdrawn" {
            ok(&desk, &["withdraw", DRAFT, "--as", "press-officer"]);
        }
        run_at(&desk, &Timestamp::now().to_string());
        assert_eq!(status(&desk)["at"].as_array().unwrap().len(), 0, "kill {kill}");
        assert!(target(site, 0).read_back(&page).is_err(), "kill {kill}: the page is gone");
    }
    assert!(unfinished > 0, "some were killed before their end");
}
