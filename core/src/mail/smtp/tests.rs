//! Conversations with servers that answer from a list. Real servers: `tests/mail.rs`.

use super::*;
use crate::mail::MessageId;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

/// Starts a server that says hello, answers each line by the first answer whose beginning fits, and returns what it heard.
fn server(answers: &'static [(&'static str, &'static str)]) -> (MailServer, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let listen = move || {
        let mut heard = Vec::new();
        let (stream, _) = listener.accept().unwrap();
        let mut writer = stream.try_clone().unwrap();
        writer.write_all(b"220 here ESMTP\r\n").unwrap();
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let answer = answers.iter().find(|(start, _)| line.starts_with(start)).map(|(_, answer)| *answer);
            let in_content = !line.chars().next().is_some_and(char::is_uppercase) || line.contains(": ");
            let usual = match &line[..] {
                "DATA" => "354 go on\r\n",
                line if line.starts_with("EHLO") => "250-here\r\n250 AUTH PLAIN LOGIN\r\n",
                _ if in_content && line != "." => "",
                _ => "250 ok\r\n",
            };
            writer.write_all(answer.unwrap_or(usual).as_bytes()).ok();
            heard.push(line);
        }
        heard
    };
    (MailServer { tls: false, host: "127.0.0.1".to_owned(), port }, std::thread::spawn(listen))
}

fn mail(key: &str) -> Message {
    Message {
        id: MessageId::of(key, &from()),
        to: format!("{key}@paper.example").parse().unwrap(),
        reply_to: None,
        subject: "News".to_owned(),
        text: "words".to_owned(),
        html: None,
        attachments: Vec::new(),
    }
}

fn from() -> Mailbox {
    "press@avershire.example".parse().unwrap()
}

/// Returns what became of two mails, and what the server heard.
fn two(answers: &'static [(&'static str, &'static str)]) -> ([Result<(), MailError>; 2], Vec<String>) {
    let (at, heard) = server(answers);
    let mut post = Smtp::new(at, from(), Some(("press".to_owned(), "secret".to_owned())));
    let done = ["a", "b"].map(|key| post.send(&mail(key), Timestamp::UNIX_EPOCH));
    assert!(!format!("{post:?}").contains("secret"));
    drop(post);
    (done, heard.join().unwrap())
}

#[test]
fn one_connection_serves_all_and_each_mail_has_one_recipient() {
    let (done, heard) = two(&[]);
    assert_eq!(done, [Ok(()), Ok(())]);
    let count = |start: &str| heard.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!(["EHLO", "AUTH", "MAIL FROM", "RCPT TO", "DATA", "QUIT"].map(count), [1, 1, 2, 2, 2, 1], "{heard:#?}");
    assert!(heard.contains(&format!("Message-ID: <{}>", mail("a").id)));
}

#[test]
fn a_refusal_of_one_does_not_stop_the_next() {
    let (done, heard) = two(&[("RCPT TO:<a@", "550 5.1.1 no such user\r\n")]);
    let [Err(error @ MailError::Refused { .. }), Ok(())] = &done else { panic!("{done:?}") };
    assert!(error.to_string().contains("a@paper.example") && error.to_string().contains("127.0.0.1"), "{error}");
    assert!(!error.may_help_to_try_again() && !error.is_for_all());
    assert_eq!(heard.iter().filter(|line| line.starts_with("EHLO")).count(), 1, "{heard:#?}");
    let (done, _) = two(&[("RCPT TO:<a@", "451 4.7.1 greylisted\r\n")]);
    let [Err(error @ MailError::NotNow { .. }), Ok(())] = &done else { panic!("{done:?}") };
    assert!(error.may_help_to_try_again() && !error.is_for_all());
    let (done, _) = two(&[(".", "554 5.6.0 not this content\r\n")]);
    assert!(matches!(&done, [Err(MailError::Refused { .. }), Err(MailError::Refused { .. })]), "{done:?}");
}

#[test]
fn what_concerns_the_desk_is_no_fault_of_a_recipient() {
    for answers in [
        &[("AUTH", "535 5.7.8 wrong password secret\r\n")][..],
        &[("MAIL FROM", "550 5.1.8 who are you\r\n")],
        &[("RCPT TO", "550 5.7.1 relaying denied\r\n")],
        &[("RCPT TO", "530 log in first\r\n")],
    ] {
        let (at, _heard) = server(answers);
        let mut post = Smtp::new(at, from(), Some(("press".to_owned(), "secret".to_owned())));
        let error = post.send(&mail("a"), Timestamp::UNIX_EPOCH).unwrap_err();
        assert!(matches!(error, MailError::NotLetIn { .. }), "{answers:?}: {error:?}");
        assert!(error.is_for_all() && error.may_help_to_try_again());
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    }
}

#[test]
fn a_server_that_is_not_there_or_breaks_off_may_be_there_later() {
    let nobody = MailServer { tls: false, host: "127.0.0.1".to_owned(), port: 1 };
    let error = Smtp::new(nobody, from(), None).send(&mail("a"), Timestamp::UNIX_EPOCH).unwrap_err();
    assert!(matches!(error, MailError::Unreachable { .. }) && error.hint().contains("127.0.0.1:1"), "{error:?}");
    let (at, _heard) = server(&[("DATA", "421 4.3.2 going down\r\n")]);
    let error = Smtp::new(at, from(), None).send(&mail("a"), Timestamp::UNIX_EPOCH).unwrap_err();
    assert!(matches!(error, MailError::NotNow { .. }), "{error:?}");
    let (at, _heard) = server(&[]);
    let tls = MailServer { tls: true, ..at };
    let error = Smtp::new(tls, from(), None).send(&mail("a"), Timestamp::UNIX_EPOCH).unwrap_err();
    assert!(error.may_help_to_try_again() && error.is_for_all(), "{error:?}");
}
