//! Links, codes, sessions and comments, by the clock that a test sets.

use super::*;
use crate::document::VersionId;
use crate::review::Actor;

fn access() -> (tempfile::TempDir, Access) {
    let desk = tempfile::TempDir::new().unwrap();
    let access = Access::open(desk.path()).unwrap();
    (desk, access)
}

fn text() -> TextName {
    TextName { council: "Avershire".to_owned(), story: Some("ofsted".to_owned()), output: "press-release".to_owned() }
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + minute * 60).unwrap()
}

fn invited(access: &Access) -> (Secret, Link) {
    let person = PersonId("director".to_owned());
    let secret = access.invite(&Invitation { person, text: Some(text()), made_by: "x".to_owned() }, at(0)).unwrap();
    let link = access.link(&secret.0, at(1)).unwrap();
    (secret, link)
}

#[test]
fn a_link_is_for_one_person_and_ends() {
    let (desk, access) = access();
    let (secret, link) = invited(&access);
    assert_eq!((link.person.0.as_str(), link.text.clone()), ("director", Some(text())));
    assert!(matches!(access.link(&secret.0, at(14 * 24 * 60)), Err(AccessError::Ended)));
    assert!(matches!(access.link("00", at(1)), Err(AccessError::NoLink)));
    let (other, _) = invited(&access);
    assert_ne!(secret, other);
    // A copy of the file opens nothing.
    let bytes = crate::disk::read(&desk.path().join(".copydesk/web.db"), 1 << 20).unwrap();
    assert!(!bytes.windows(secret.0.len()).any(|part| part == secret.0.as_bytes()));
}

#[test]
fn a_code_is_right_once_for_ten_minutes_and_five_tries() {
    let (_desk, mut access) = access();
    let (_, link) = invited(&access);
    let code = access.code(For::Link(&link), at(1)).unwrap();
    assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
    assert!(access.enter(&link, &code, "r•••@x", at(11)).is_err(), "too late");
    let code = access.code(For::Link(&link), at(12)).unwrap();
    let spaced = format!(" {} {}", &code[..3], &code[3..]);
    let cookie = access.enter(&link, &spaced, "r•••@x", at(13)).unwrap();
    assert!(access.enter(&link, &code, "r•••@x", at(13)).is_err(), "once");
    let session = access.session(&cookie.0, at(14)).unwrap().unwrap();
    assert_eq!(session.address, "r•••@x");
    assert!(session.may_act(at(12 * 60)) && !session.may_act(at(12 * 60 + 13)));
    assert!(access.session(&cookie.0, at(31 * 24 * 60)).unwrap().is_none());
    // The third code of this hour, and no fourth; each try counts although it fails.
    let code = access.code(For::Link(&link), at(14)).unwrap();
    assert!(matches!(access.code(For::Link(&link), at(15)), Err(AccessError::TooManyCodes)));
    let wrong = if code == "123456" { "123457" } else { "123456" };
    for _ in 0..5 {
        assert!(matches!(access.enter(&link, wrong, "", at(15)), Err(AccessError::WrongCode)));
    }
    assert!(matches!(access.enter(&link, &code, "", at(15)), Err(AccessError::WrongCode)));
    assert!(access.code(For::Link(&link), at(14 + 61)).is_ok());
}

#[test]
fn a_code_of_another_link_does_not_fit() {
    let (_desk, mut access) = access();
    let ((_, one), (_, other)) = (invited(&access), invited(&access));
    let code = access.code(For::Link(&one), at(1)).unwrap();
    let of_other = access.code(For::Link(&other), at(1)).unwrap();
    if code != of_other {
        assert!(access.enter(&other, &code, "", at(2)).is_err());
    }
    assert!(access.enter(&one, &code, "", at(2)).is_ok());
}

#[test]
fn what_is_revoked_opens_nothing_and_a_session_proves_itself_again() {
    let (_desk, mut access) = access();
    let (secret, link) = invited(&access);
    let code = access.code(For::Link(&link), at(1)).unwrap();
    let cookie = access.enter(&link, &code, "", at(1)).unwrap();
    let session = access.session(&cookie.0, at(2)).unwrap().unwrap();
    let code = access.code(For::Session(&session), at(24 * 60)).unwrap();
    access.prove(&session, &code, at(24 * 60)).unwrap();
    assert!(access.session(&cookie.0, at(24 * 60)).unwrap().unwrap().may_act(at(24 * 60 + 1)));
    let open = access.links(at(25 * 60)).unwrap();
    assert_eq!((open.len(), open[0].opened), (1, Some(at(1))));
    assert_eq!(access.revoke(Some(&PersonId("director".to_owned())), at(25 * 60)).unwrap(), 1);
    assert!(matches!(access.link(&secret.0, at(25 * 60)), Err(AccessError::Revoked)));
    assert!(access.session(&cookie.0, at(25 * 60)).unwrap().is_none() && access.links(at(25 * 60)).unwrap().is_empty());
    access.forget(at(60 * 24 * 60)).unwrap();
    assert!(matches!(access.link(&secret.0, at(25 * 60)), Err(AccessError::NoLink)));
}

#[test]
fn comments_are_kept_in_order_and_closed_once() {
    let (_desk, access) = access();
    let by = Actor { id: PersonId("director".to_owned()), name: "Ruth".to_owned() };
    let version = VersionId::new("0".repeat(64)).unwrap();
    let text = text();
    let new = |body, answers| NewComment {
        text: &text,
        version: Some(&version),
        leaf: "Words.",
        words: "",
        by: &by,
        body,
        answers,
    };
    access.comment(&new("One.", None), at(1)).unwrap();
    access.comment(&new("One.", None), at(2)).unwrap();
    access.comment(&new("Yes.", Some(1)), at(3)).unwrap();
    access.close(&text, 1, &by, at(4)).unwrap();
    let comments = access.comments(&text).unwrap();
    let bodies: Vec<_> = comments.iter().map(|comment| (comment.body.as_str(), comment.answers)).collect();
    assert_eq!(bodies, [("One.", None), ("Yes.", Some(1))]);
    assert_eq!(comments[0].closed_by.as_deref(), Some("Ruth"));
    let other = TextName { output: "web-news".to_owned(), ..text.clone() };
    assert!(access.comments(&other).unwrap().is_empty());
}
