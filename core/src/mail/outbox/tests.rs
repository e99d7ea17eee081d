//! The outbox with servers that fail in every way, programs that are killed, and two programs at once.
#![expect(clippy::disallowed_methods, reason = "the tests damage files")]

use super::*;
use crate::mail::{MailError, Post};
use std::collections::BTreeMap;
use std::time::Duration;
use tempfile::TempDir;

/// What a server says to one mail.
#[derive(Clone, Copy, Debug)]
enum Says {
    Yes,
    Later,
    No,
    /// It takes the mail, and the program does not hear it.
    Unheard,
    Nothing,
}

/// A server that answers in the order of its list, then always yes, and counts what it took.
#[derive(Default)]
struct Server {
    answers: Vec<Says>,
    took: BTreeMap<String, u32>,
    asked: u32,
}

impl Server {
    fn saying(answers: &[Says]) -> Server {
        Server { answers: answers.iter().rev().copied().collect(), ..Server::default() }
    }
}

impl Post for Server {
    fn send(&mut self, message: &Message, _: Timestamp) -> Result<(), MailError> {
        self.asked += 1;
        let says = self.answers.pop().unwrap_or(Says::Yes);
        if matches!(says, Says::Yes | Says::Unheard) {
            *self.took.entry(message.id.to_string()).or_default() += 1;
        }
        let (server, to, answer) = ("here".to_owned(), message.to.address().to_owned(), "so".to_owned());
        match says {
            Says::Yes => Ok(()),
            Says::Later => Err(MailError::NotNow { server, to, answer }),
            Says::No => Err(MailError::Refused { server, to, answer }),
            Says::Unheard | Says::Nothing => Err(MailError::Unreachable { server, to, cause: answer }),
        }
    }
}

/// A server at which the program is killed: it never hears the answer.
struct Killing<'a>(&'a mut Server);

impl Post for Killing<'_> {
    fn send(&mut self, message: &Message, at: Timestamp) -> Result<(), MailError> {
        self.0.send(message, at)?;
        std::panic::resume_unwind(Box::new("killed"));
    }
}

fn message(key: &str) -> Message {
    let from = "press@avershire.example".parse().unwrap();
    Message {
        id: MessageId::of(key, &from),
        to: format!("{key}@paper.example").parse().unwrap(),
        reply_to: None,
        subject: "News".to_owned(),
        text: "Words.".to_owned(),
        html: Some("<p>Words.</p>".to_owned()),
        attachments: vec![Attachment { name: "a.html".to_owned(), media: "text/html".to_owned(), bytes: vec![0, 255] }],
    }
}

fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + minutes * 60).unwrap()
}

fn outbox(desk: &TempDir) -> Outbox {
    Outbox::open(desk.path()).unwrap()
}

fn with(keys: &[&str]) -> (TempDir, Outbox) {
    let desk = TempDir::new().unwrap();
    let mut outbox = outbox(&desk);
    for key in keys {
        assert!(outbox.add(&message(key), None, at(0)).unwrap(), "{key} is new");
    }
    (desk, outbox)
}

fn state(outbox: &Outbox, key: &str) -> MailState {
    outbox.state(&message(key).id).unwrap().unwrap()
}

#[test]
fn a_mail_is_added_once_and_comes_back_as_it_was() {
    let (desk, mut first) = with(&["a", "b"]);
    assert!(!outbox(&desk).add(&message("a"), None, at(1)).unwrap());
    let rows = first.list().unwrap();
    assert_eq!(rows.iter().map(|row| row.message.clone()).collect::<Vec<_>>(), [message("a"), message("b")]);
    assert_eq!(rows[0].state, MailState::Waiting { tries: 0, next: at(0), why: None });
    let mut server = Server::default();
    let sent = first.send_due(&mut server, at(1)).unwrap();
    assert_eq!(sent.iter().map(|sent| sent.message.clone()).collect::<Vec<_>>(), [message("a"), message("b")]);
    assert!(matches!(state(&first, "a"), MailState::Sent { at: sent } if sent >= at(1) && sent < at(2)));
    assert!(outbox(&desk).send_due(&mut server, at(9)).unwrap().is_empty());
    assert!(!first.add(&message("a"), None, at(9)).unwrap(), "what was sent is not new");
    assert!(server.took.values().all(|times| *times == 1));
}

#[test]
fn a_server_that_takes_half_gets_the_rest_later() {
    let (_desk, mut outbox) = with(&["a", "b", "c", "d"]);
    let mut server = Server::saying(&[Says::Yes, Says::Later, Says::No, Says::Yes]);
    let sent = outbox.send_due(&mut server, at(0)).unwrap();
    assert_eq!(sent.iter().filter(|sent| sent.error.is_none()).count(), 2);
    assert!(matches!(state(&outbox, "b"), MailState::Waiting { tries: 1, why: Some(why), .. } if why.contains("here")));
    assert!(matches!(state(&outbox, "c"), MailState::Refused { why, .. } if why.contains("c@paper.example")));
    assert!(outbox.send_due(&mut server, at(0)).unwrap().is_empty(), "it is not tried again at once");
    assert_eq!(outbox.send_due(&mut server, at(2)).unwrap().len(), 1);
    assert!(matches!(state(&outbox, "b"), MailState::Sent { .. }));
    assert!(outbox.send_due(&mut server, at(9_999)).unwrap().is_empty(), "a refusal is for good");
    outbox.try_again("", at(9_999)).unwrap();
    assert_eq!(outbox.send_due(&mut server, at(9_999)).unwrap().len(), 1, "unless a person asks");
    assert!(server.took.len() == 4 && server.took.values().all(|times| *times == 1), "{:?}", server.took);
}

#[test]
fn a_server_that_is_down_is_asked_once_a_round_and_less_and_less() {
    let (_desk, mut outbox) = with(&["a"]);
    let mut server = Server::saying(&[Says::Nothing; 9]);
    let mut tried = Vec::new();
    for minute in 0..400 {
        if !outbox.send_due(&mut server, at(minute)).unwrap().is_empty() {
            tried.push(minute);
        }
    }
    // Each is due after the one before by so many minutes and the time that the round took, which may be less than the outbox
    // counts in: it is found in that minute or in the next.
    let waits = [1, 2, 4, 8, 16, 32, 60, 60, 60];
    let passed: Vec<i64> = tried.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(passed.len(), waits.len());
    assert!(passed.iter().zip(waits).all(|(passed, wait)| (wait..=wait + 1).contains(passed)), "{tried:?}");
    let (_desk, mut outbox) = with(&["a", "b", "c"]);
    let mut server = Server::saying(&[Says::Nothing]);
    assert_eq!(outbox.send_due(&mut server, at(0)).unwrap().len(), 1);
    assert_eq!(server.asked, 1, "there is no use in asking for the next one");
    assert_eq!(outbox.send_due(&mut server, at(2)).unwrap().len(), 3);
}

#[test]
fn a_mail_that_another_program_is_sending_is_waited_for() {
    struct Slow;
    impl Post for Slow {
        fn send(&mut self, _: &Message, _: Timestamp) -> Result<(), MailError> {
            std::thread::sleep(Duration::from_millis(300));
            Ok(())
        }
    }
    let (desk, mut first) = with(&["a"]);
    let second = outbox(&desk);
    let sending = std::thread::spawn(move || first.send_due(&mut Slow, at(1)).unwrap().len());
    while !matches!(state(&second, "a"), MailState::Sending { .. }) {
        std::thread::yield_now();
    }
    let id = message("a").id;
    assert!(matches!(second.settled(&id, Duration::ZERO), Ok(Some(MailState::Sending { .. }))), "patience ends");
    assert!(matches!(second.settled(&id, Duration::from_mins(1)), Ok(Some(MailState::Sent { .. }))));
    assert_eq!(sending.join().unwrap(), 1);
}

#[test]
fn what_is_too_late_is_kept_as_such_and_not_sent() {
    let (_desk, mut outbox) = with(&[]);
    outbox.add(&message("code"), Some(at(10)), at(0)).unwrap();
    outbox.add(&message("link"), Some(at(11)), at(0)).unwrap();
    let mut server = Server::default();
    let done = outbox.send_due(&mut server, at(10)).unwrap();
    assert_eq!(done.len(), 2);
    assert!(matches!(state(&outbox, "code"), MailState::Late { .. }));
    assert!(matches!(state(&outbox, "link"), MailState::Sent { .. }));
    assert_eq!(server.took.len(), 1);
}

/// Between the moment at which the server takes the mail and the one at which that is noted.
#[test]
fn of_a_killed_program_one_mail_may_go_twice_with_the_same_id() {
    let (desk, mut first) = with(&["a", "b", "c"]);
    let mut server = Server::default();
    let killed =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| first.send_due(&mut Killing(&mut server), at(0))));
    assert!(killed.is_err() && server.took.len() == 1);
    assert!(state(&first, "a").may_have_arrived());
    let mut second = outbox(&desk);
    assert_eq!(second.send_due(&mut server, at(0)).unwrap().len(), 2, "the program that holds the claim may be alive");
    drop(first);
    assert_eq!(second.send_due(&mut server, at(0)).unwrap().len(), 1, "a killed one holds nothing");
    let took: Vec<(String, u32)> = server.took.into_iter().collect();
    let mut expected = ["a", "b", "c"].map(|key| (message(key).id.to_string(), u32::from(key == "a") + 1));
    expected.sort();
    assert_eq!(took, expected);
}

#[test]
fn a_claim_that_outlives_its_program_ends_after_a_time() {
    let (desk, mut first) = with(&["a"]);
    let mut server = Server::default();
    let killed =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| first.send_due(&mut Killing(&mut server), at(0))));
    assert!(killed.is_err());
    let mut second = outbox(&desk);
    assert!(second.send_due(&mut server, at(14)).unwrap().is_empty());
    assert_eq!(second.send_due(&mut server, at(16)).unwrap().len(), 1);
    // The first comes to itself, and changes nothing that is no longer its own.
    assert!(first.send_due(&mut server, at(16)).unwrap().is_empty());
}

#[test]
fn two_programs_send_each_mail_once() {
    let desk = TempDir::new().unwrap();
    let keys: Vec<String> = (0..40).map(|number| format!("k{number}")).collect();
    let mut took: BTreeMap<String, u32> = BTreeMap::new();
    let rounds = std::thread::scope(|scope| {
        let send = || {
            let (mut outbox, mut server) = (outbox(&desk), Server::default());
            for key in &keys {
                outbox.add(&message(key), None, at(0)).unwrap();
                outbox.send_due(&mut server, at(0)).unwrap();
            }
            server.took
        };
        let running: Vec<_> = (0..3).map(|_| scope.spawn(send)).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    for (id, times) in rounds.into_iter().flatten() {
        *took.entry(id).or_default() += times;
    }
    assert!(took.len() == 40 && took.values().all(|times| *times == 1), "{took:?}");
    let left = std::fs::read_dir(desk.path().join(".copydesk")).unwrap();
    assert_eq!(left.map(|file| file.unwrap().file_name()).collect::<Vec<_>>(), ["outbox.db"], "no claim is left");
}

#[test]
fn an_answer_that_is_not_heard_counts_as_none() {
    let (_desk, mut outbox) = with(&["a"]);
    let mut server = Server::saying(&[Says::Unheard]);
    outbox.send_due(&mut server, at(0)).unwrap();
    outbox.send_due(&mut server, at(2)).unwrap();
    assert_eq!(server.took[&message("a").id.to_string()], 2);
}

#[test]
fn each_queue_is_sent_alone_and_what_waits_can_be_taken_out() {
    let desk = TempDir::new().unwrap();
    let (mut of_desk, mut of_release) = (outbox(&desk), Outbox::open_queue(desk.path(), Queue::Release).unwrap());
    of_desk.add(&message("link"), None, at(0)).unwrap();
    for (key, about) in [("a", "one"), ("b", "one"), ("c", "two")] {
        of_release.add_about(&message(key), about, None, at(0)).unwrap();
    }
    let mut server = Server::default();
    assert_eq!(of_desk.send_due(&mut server, at(0)).unwrap().len(), 1);
    assert!(matches!(of_release.cancel(&message("b").id, at(0)).unwrap(), Some(MailState::Cancelled { .. })));
    assert_eq!(of_release.send_about(&mut server, "one", at(0)).unwrap().len(), 1);
    assert!(matches!(of_release.cancel(&message("a").id, at(0)).unwrap(), Some(MailState::Sent { .. })));
    assert_eq!(of_release.list_about("one").unwrap().len(), 2);
    assert!(matches!(state(&of_release, "c"), MailState::Waiting { .. }));
    assert_eq!(of_release.cancel(&message("none").id, at(0)).unwrap(), None);
    assert_eq!(of_desk.forget_before(at(60)).unwrap(), 1);
    assert_eq!((of_desk.list().unwrap().len(), of_release.list().unwrap().len()), (0, 3));
    assert_eq!(of_release.forget_before(at(60)).unwrap(), 2, "what waits is kept");
    let bytes = std::fs::read(desk.path().join(".copydesk/outbox.db")).unwrap();
    let count = bytes.windows(12).filter(|bytes| bytes == b"link@paper.e").count();
    assert_eq!(count, 0, "what is forgotten is overwritten");
}

#[test]
fn a_newer_outbox_or_another_file_is_left_as_it_is() {
    let (desk, outbox) = with(&["a"]);
    let path = desk.path().join(".copydesk/outbox.db");
    outbox.connection.pragma_update(None, "user_version", 2).unwrap();
    drop(outbox);
    let error = Outbox::open(desk.path()).unwrap_err();
    assert!(matches!(error, OutboxError::Newer { found: 2, known: 1, .. }) && error.hint().contains("use the newer"));
    for bytes in [&b"words, and many more of them, none of which is a database"[..], b""] {
        std::fs::write(&path, bytes).unwrap();
        assert!(matches!(Outbox::open(desk.path()), Err(OutboxError::NotAnOutbox { .. })), "{bytes:?}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(desk.path().join("elsewhere"), &path).unwrap();
    assert!(matches!(Outbox::open(desk.path()), Err(OutboxError::NotAnOutbox { .. })));
}
