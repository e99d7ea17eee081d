//! A list with servers that fail, programs that are killed, corrections and withdrawals.

use super::*;
use crate::mail::{MailError, Queue};
use std::cell::RefCell;
use std::rc::Rc;
use tempfile::TempDir;

/// A server that remembers what it took, and answers as it is told.
#[derive(Default)]
struct Mailbag {
    took: Vec<Message>,
    refuses: Vec<&'static str>,
    down: bool,
    /// The program is killed after this many mails, before it hears that the last one was taken.
    killed_after: Option<usize>,
}

#[derive(Clone, Default)]
struct Server(Rc<RefCell<Mailbag>>);

impl Post for Server {
    fn send(&mut self, message: &Message, _: Timestamp) -> Result<(), MailError> {
        let mut bag = self.0.borrow_mut();
        let (server, to) = ("here".to_owned(), message.to.address().to_owned());
        if bag.down {
            return Err(MailError::Unreachable { server, to, cause: "down".to_owned() });
        }
        if bag.refuses.contains(&to.as_str()) {
            return Err(MailError::Refused { server, to, answer: "550".to_owned() });
        }
        bag.took.push(message.clone());
        if bag.killed_after == Some(bag.took.len()) {
            drop(bag);
            std::panic::resume_unwind(Box::new("killed"));
        }
        Ok(())
    }
}

struct World {
    desk: TempDir,
    server: Server,
    /// The time, in minutes.
    now: i64,
}

impl World {
    fn new() -> World {
        World { desk: TempDir::new().unwrap(), server: Server::default(), now: 0 }
    }

    fn target(&self, list: &[&str]) -> PressTarget {
        let list = PressList {
            id: "press".to_owned(),
            file: "press.csv".to_owned(),
            recipients: list.iter().map(|name| format!("{name}@paper.example").parse().unwrap()).collect(),
            from: "press@avershire.example".parse().unwrap(),
            reply_to: Some("officer@avershire.example".parse().unwrap()),
            council: "Avershire County Council".to_owned(),
        };
        let outbox = Outbox::open_queue(self.desk.path(), Queue::Release).unwrap();
        let now = Timestamp::from_second(1_800_000_000 + self.now * 60).unwrap();
        PressTarget::new(list, outbox, Box::new(self.server.clone()), now)
    }

    /// Returns what each got since the last time: the name, and the first words of the subject.
    fn got(&self) -> Vec<(String, String)> {
        let mut got: Vec<(String, String)> = self
            .server
            .0
            .borrow_mut()
            .took
            .drain(..)
            .map(|mail| (mail.to.address().replace("@paper.example", ""), mail.subject))
            .collect();
        got.sort();
        got
    }
}

fn parcel(version: &str) -> Parcel {
    Parcel {
        file_type: ("html".to_owned(), "text/html; charset=utf-8".to_owned()),
        name: "good-result/press-release".to_owned(),
        version: version.to_owned(),
        title: "Good all round".to_owned(),
        words: format!("Good all round\n\nThe words of {version}.\n"),
        bytes: format!("<p>The words of {version}.</p>").into_bytes(),
        ..Parcel::default()
    }
}

fn corrected(version: &str, old: &str) -> Parcel {
    let correction = Some(("It said 310.".to_owned(), "It is 301.".to_owned()));
    Parcel { correction, earlier: vec![parcel(old).bytes], ..parcel(version) }
}

fn names(got: &[(String, String)]) -> Vec<&str> {
    got.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn each_gets_one_mail_with_the_text_and_a_neutral_subject() {
    let world = World::new();
    let embargoed = Parcel { embargo: Some("09:30 BST on 28 July 2026".to_owned()), ..parcel("v1") };
    assert_eq!(world.target(&["ann", "bo"]).find(&embargoed), Ok(None));
    let mut target = world.target(&["ann", "bo"]);
    assert_eq!(target.put(&embargoed), Ok("press.csv".to_owned()));
    assert_eq!(target.read_back("press.csv"), Ok(embargoed.bytes.clone()));
    let took = world.server.0.borrow().took.clone();
    assert_eq!(took.len(), 2);
    for mail in &took {
        let subject = "Under embargo until 09:30 BST on 28 July 2026: a release from Avershire County Council";
        assert_eq!(mail.subject, subject, "neither the story nor a word of the text");
        assert!(mail.text.starts_with("Under embargo until 09:30 BST on 28 July 2026. Please do not publish"));
        assert!(mail.text.contains("The words of v1.") && mail.attachments[0].bytes == embargoed.bytes);
        assert_eq!(mail.attachments[0].name, "release.html");
    }
    assert_ne!(took[0].id, took[1].id);
    // Another program asks first, and sends nothing.
    let mut again = world.target(&["ann", "bo"]);
    assert_eq!(again.find(&embargoed), Ok(Some("press.csv".to_owned())));
    again.put(&embargoed).unwrap();
    assert_eq!(again.read_back("press.csv"), Ok(embargoed.bytes.clone()));
    assert_eq!(world.server.0.borrow().took.len(), 2);
    let other = Parcel { bytes: b"other".to_vec(), ..embargoed };
    again.find(&other).unwrap();
    assert_ne!(again.read_back("press.csv").unwrap(), other.bytes, "what was sent is compared");
}

#[test]
fn a_server_that_takes_half_of_the_list_gets_the_rest_later_and_nobody_twice() {
    let mut world = World::new();
    world.server.0.borrow_mut().refuses = vec!["bo@paper.example", "cy@paper.example"];
    let list = ["ann", "bo", "cy", "dee"];
    let error = world.target(&list).put(&parcel("v1")).unwrap_err();
    let TargetError::Partly { reached: 2, of: 4, missed, .. } = &error else { panic!("{error:?}") };
    assert!(missed[0].contains("bo@paper.example") && missed.len() == 2, "{missed:?}");
    assert!(error.hint().contains("press.csv"));
    assert_eq!(world.target(&list).find(&parcel("v1")), Ok(None));
    assert_eq!(names(&world.got()), ["ann", "dee"]);
    // One address is taken off the list, the other one is right after all.
    world.server.0.borrow_mut().refuses.clear();
    let list = ["ann", "bo", "dee"];
    let mut outbox = Outbox::open_queue(world.desk.path(), Queue::Release).unwrap();
    world.now = 1;
    outbox.try_again("press\n", Timestamp::from_second(1_800_000_000).unwrap()).unwrap();
    world.target(&list).put(&parcel("v1")).unwrap();
    assert_eq!(names(&world.got()), ["bo"]);
    assert_eq!(world.target(&list).find(&parcel("v1")), Ok(Some("press.csv".to_owned())));
}

#[test]
fn a_correction_goes_to_exactly_those_who_hold_the_old_text() {
    let mut world = World::new();
    world.server.0.borrow_mut().refuses = vec!["bo@paper.example"];
    world.target(&["ann", "bo", "cy"]).put(&parcel("v1")).unwrap_err();
    assert_eq!(names(&world.got()), ["ann", "cy"]);
    // Cy has left the list, Dee is new; Bo never got anything.
    world.server.0.borrow_mut().refuses.clear();
    world.now = 1;
    let mut target = world.target(&["ann", "bo", "dee"]);
    target.put(&corrected("v2", "v1")).unwrap();
    assert_eq!(target.read_back("press.csv"), Ok(parcel("v2").bytes));
    let took = world.server.0.borrow().took.clone();
    let with_note: Vec<&str> = took
        .iter()
        .filter(|mail| mail.text.contains("What was wrong: It said 310.\n\nWhat is right: It is 301."))
        .map(|mail| mail.to.address())
        .collect();
    assert_eq!(with_note, ["ann@paper.example", "cy@paper.example"]);
    assert!(took.iter().all(|mail| mail.text.contains("The words of v2.")));
    assert_eq!(names(&world.got()), ["ann", "bo", "cy", "dee"]);
    // What waited of the old text is never sent.
    world.now = 600;
    world.target(&["ann", "bo", "dee"]).put(&corrected("v2", "v1")).unwrap();
    assert_eq!(world.got(), []);
}

#[test]
fn a_withdrawal_goes_to_exactly_those_who_hold_the_text_whatever_the_list_says_now() {
    let mut world = World::new();
    world.server.0.borrow_mut().refuses = vec!["bo@paper.example"];
    world.target(&["ann", "bo", "cy"]).put(&parcel("v1")).unwrap_err();
    world.got();
    let withdrawn = Parcel { withdrawn: Some("A by-election.".to_owned()), ..parcel("v1") };
    world.server.0.borrow_mut().down = true;
    let down = world.target(&["bo", "dee"]).take_back(None, &withdrawn);
    assert!(matches!(down, Err(TargetError::Partly { reached: 0, of: 2, .. })), "{down:?}");
    world.server.0.borrow_mut().down = false;
    world.now = 90;
    let taken = world.target(&["bo", "dee"]).take_back(None, &withdrawn);
    assert_eq!(taken, Ok(Some("press.csv".to_owned())));
    let took = world.server.0.borrow().took.clone();
    assert!(took.iter().all(|mail| mail.text.contains("The reason: A by-election.") && mail.attachments.is_empty()));
    assert!(took.iter().all(|mail| !mail.text.contains("The words of v1.")), "nobody gets the text with it");
    let subject = "Withdrawn: a release from Avershire County Council".to_owned();
    assert_eq!(world.got(), [("ann".to_owned(), subject.clone()), ("cy".to_owned(), subject)]);
    assert_eq!(world.target(&["bo"]).take_back(None, &withdrawn), Ok(Some("press.csv".to_owned())));
    assert_eq!(world.got(), [], "nobody is told twice");
    // The same version may be released again, to all of the list.
    world.server.0.borrow_mut().refuses.clear();
    world.now = 200;
    assert_eq!(world.target(&["ann", "bo"]).find(&parcel("v1")), Ok(None));
    world.target(&["ann", "bo"]).put(&parcel("v1")).unwrap();
    assert_eq!(names(&world.got()), ["ann", "bo"]);
    world.target(&["ann", "bo"]).take_back(None, &withdrawn).unwrap();
    assert_eq!(names(&world.got()), ["ann", "bo"]);
}

#[test]
fn a_withdrawal_of_what_nobody_got_tells_nobody() {
    let world = World::new();
    world.server.0.borrow_mut().down = true;
    world.target(&["ann"]).put(&parcel("v1")).unwrap_err();
    world.server.0.borrow_mut().down = false;
    assert_eq!(world.target(&["ann"]).take_back(None, &parcel("v1")), Ok(None));
    assert_eq!(world.got(), []);
}

/// At every mail, between the moment at which it is taken and the one at which that is noted.
#[test]
fn a_program_that_is_killed_over_a_mail_repeats_that_one_at_most() {
    for killed_after in 1..=4 {
        let world = World::new();
        let list = ["ann", "bo", "cy", "dee"];
        world.server.0.borrow_mut().killed_after = Some(killed_after);
        let mut target = world.target(&list);
        let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| target.put(&parcel("v1"))));
        assert!(killed.is_err());
        drop(target);
        world.server.0.borrow_mut().killed_after = None;
        let mut next = world.target(&list);
        assert_eq!(next.find(&parcel("v1")), Ok(None));
        next.put(&parcel("v1")).unwrap();
        let ids: Vec<String> = world.server.0.borrow().took.iter().map(|mail| mail.id.to_string()).collect();
        let different: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!((ids.len(), different.len()), (5, 4), "killed after {killed_after}");
        assert_eq!(ids[killed_after - 1], ids[killed_after], "it is the same mail again");
    }
}

#[test]
fn a_clock_that_is_set_back_changes_nothing_of_who_has_what() {
    let mut world = World::new();
    world.now = 500;
    world.target(&["ann", "bo"]).put(&parcel("v1")).unwrap();
    world.now = 3;
    world.target(&["ann", "bo"]).take_back(None, &parcel("v1")).unwrap();
    assert_eq!(world.got().len(), 4);
    world.target(&["ann", "bo"]).take_back(None, &parcel("v1")).unwrap();
    assert_eq!(world.got(), [], "nobody is told twice");
}
