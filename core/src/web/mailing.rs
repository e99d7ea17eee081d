//! The mails of the site: codes, and word that a text waits for an answer. They say that something waits and never what: mail is
//! read by assistants and forwarded. Each is a row of the outbox before it is sent.

use super::problem::Problem;
use super::site::{Site, address_of, now};
use crate::access::{CODE, Invitation};
use crate::mail::{MailState, Message, MessageId, Outbox, post};
use crate::review::{Actor, PersonId, State, TextName};
use crate::story::DeskStore;
use crate::text::Mailbox;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// How long before its embargo ends a text may still be asked about.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24 * 14);

/// How long a person is kept waiting while another thread of the site, or another program, sends their code at this moment.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends a code now.
///
/// # Errors
/// [`Problem::Mail`] if it cannot be handed over.
pub(super) fn code(site: &Site, to: &str, code: &str, at: Timestamp) -> Result<(), Problem> {
    let desk = site.open()?;
    let minutes = CODE.as_mins();
    let message = Message {
        id: MessageId::of(&format!("code {to} {code} {at}"), &desk.sender()?.from),
        to: mailbox(None, to)?,
        reply_to: desk.reply_to(),
        subject: format!("{} {} is your code for copydesk", &code[..3], &code[3..]),
        text: format!(
            "Your code is {code}.\n\nIt is valid for {minutes} minutes. Type it on the page on which you asked for it.\n\n\
             If you did not ask for a code, do nothing: without it, nobody can open the page.\n"
        ),
        html: None,
        attachments: Vec::new(),
    };
    let mut outbox = outbox(site)?;
    outbox.add(&message, Some(at + CODE), at).map_err(|error| Problem::Mail(error.to_string()))?;
    send(&desk, &mut outbox, at)?;
    match outbox.settled(&message.id, PATIENCE) {
        Ok(Some(MailState::Sent { .. })) => Ok(()),
        Ok(Some(MailState::Waiting { why, .. })) => Err(Problem::Mail(why.unwrap_or_else(no_answer))),
        Ok(Some(MailState::Refused { why, .. })) => Err(Problem::Mail(why)),
        Ok(_) => Err(Problem::Mail(no_answer())),
        Err(error) => Err(Problem::Mail(error.to_string())),
    }
}

fn no_answer() -> String {
    "the mail server has not answered yet".to_owned()
}

/// Asks everybody whose answer a text waits for, once for each version, and sends what is due.
///
/// # Errors
/// The desk, its record or the outbox cannot be read.
pub(super) fn ask_all(site: &Site) -> Result<(), Problem> {
    let (desk, at) = (site.open()?, now());
    let mut outbox = outbox(site)?;
    for (text, review) in desk.reviews()? {
        let State::Submitted(submitted) = &review.state else { continue };
        for open in submitted.open().iter().filter(|open| open.now) {
            for person in &open.from {
                let key = format!("ask {} {} {}", text, submitted.version(), person.id);
                ask(site, (&desk, &mut outbox), (&text, person, submitted.authors()), &key)?;
            }
        }
    }
    send(&desk, &mut outbox, at)
}

/// Reminds everybody whose answer has been waited for too long, once a day from 8 in the morning: one mail for all texts that wait.
///
/// # Errors
/// The desk, its record or the outbox cannot be read.
pub(super) fn remind_all(site: &Site) -> Result<(), Problem> {
    let (desk, at) = (site.open()?, now());
    let (overdue, mut outbox) = (desk.overdue(at)?, outbox(site)?);
    for (person, count) in overdue {
        let texts = if count == 1 { "A text waits".to_owned() } else { format!("{count} texts wait") };
        let letter = Letter {
            key: format!("waiting {} {}", desk.zone().day(at), person.id),
            subject: format!("{texts} for your answer"),
            text: format!(
                "{texts} for your answer.\n\nOpen this page: it sends a code to your address.\n\n{{link}}\n\nThe link is for you alone.\n"
            ),
        };
        invite(site, (&desk, &mut outbox), (&person, None, "copydesk"), letter)?;
    }
    send(&desk, &mut outbox, at)
}

/// Asks a person again.
///
/// # Errors
/// The desk or the outbox cannot be read.
pub(super) fn remind(site: &Site, desk: &DeskStore, text: &TextName, by: &Actor) -> Result<Vec<String>, Problem> {
    let (at, mut outbox) = (now(), outbox(site)?);
    let review = desk.review(text)?;
    let State::Submitted(submitted) = &review.state else { return Ok(Vec::new()) };
    let day = desk.zone().day(at);
    let mut asked = Vec::new();
    for open in submitted.open().iter().filter(|open| open.now) {
        for person in &open.from {
            // Once a day: a form that is sent twice reminds once.
            let key = format!("remind {day} {text} {} {}", submitted.version(), person.id);
            if ask(site, (desk, &mut outbox), (text, person, std::slice::from_ref(by)), &key)? {
                asked.push(person.name.clone());
            }
        }
    }
    send(desk, &mut outbox, at)?;
    Ok(asked)
}

/// Makes a link for a person and puts the mail with it into the outbox; returns `false` if that was done before, or there is no
/// address.
pub(super) fn ask(
    site: &Site,
    (desk, outbox): (&DeskStore, &mut Outbox),
    (text, person, by): (&TextName, &Actor, &[Actor]),
    key: &str,
) -> Result<bool, Problem> {
    let names = crate::phrasing::by(by);
    let letter = Letter {
        key: key.to_owned(),
        subject: "A text waits for your answer".to_owned(),
        text: format!(
            "{names} asks for your answer to a text.\n\nOpen this page: it sends a code to your address, and then shows the text and \
             what changed in it.\n\n{{link}}\n\nThe link is for you alone. If a colleague should answer in your place, pass the text on from \
             the page.\nThe text is confidential until it is published.\n"
        ),
    };
    invite(site, (desk, outbox), (person, Some(text), &names), letter)
}

/// A mail with a link.
struct Letter {
    /// What it is about: the same letter is sent once.
    key: String,
    subject: String,
    /// Its words, with `{link}` in the place of the link.
    text: String,
}

/// Makes a link for a person, to a text or to all that waits, and puts a letter with it into the outbox. Returns `false` if that was
/// done before, or there is no address.
fn invite(
    site: &Site,
    (desk, outbox): (&DeskStore, &mut Outbox),
    (person, text, made_by): (&Actor, Option<&TextName>, &str),
    letter: Letter,
) -> Result<bool, Problem> {
    let (at, sender) = (now(), desk.sender()?);
    let id = MessageId::of(&letter.key, &sender.from);
    let Some(to) = desk.mail_of(&person.id) else { return Ok(false) };
    let known = outbox.state(&id).map_err(|error| Problem::Mail(error.to_string()))?;
    if known.is_some() {
        return Ok(false);
    }
    let message = Message {
        id,
        to: mailbox(Some(&person.name), &to)?,
        reply_to: desk.reply_to(),
        subject: letter.subject,
        text: letter.text.replace("{link}", &link(site, &person.id, text, made_by)?),
        html: None,
        attachments: Vec::new(),
    };
    outbox.add(&message, Some(at + GOOD_FOR), at).map_err(|error| Problem::Mail(error.to_string()))
}

/// Makes a link, and returns its address.
///
/// # Errors
/// The link cannot be kept.
pub(super) fn link(site: &Site, person: &PersonId, text: Option<&TextName>, made_by: &str) -> Result<String, Problem> {
    let invitation = Invitation { person: person.clone(), text: text.cloned(), made_by: made_by.to_owned() };
    let secret = site.access()?.invite(&invitation, now())?;
    Ok(format!("{}/r/{}", site.address, secret.0))
}

pub(super) fn outbox(site: &Site) -> Result<Outbox, Problem> {
    Outbox::open(&site.desk).map_err(|error| Problem::Mail(error.to_string()))
}

/// Sends what is due. What fails stays in the outbox and is tried again.
pub(super) fn send(desk: &DeskStore, outbox: &mut Outbox, at: Timestamp) -> Result<(), Problem> {
    let mut way = post(desk.sender()?, desk.folder()).map_err(|error| Problem::Mail(error.to_string()))?;
    outbox.send_due(way.as_mut(), at).map_err(|error| Problem::Mail(error.to_string()))?;
    Ok(())
}

fn mailbox(name: Option<&str>, address: &str) -> Result<Mailbox, Problem> {
    Mailbox::new(name, address).map_err(Problem::Mail)
}

/// Returns the path of the page of a text.
pub(super) fn page_of(text: &TextName) -> String {
    format!("/t/{}", address_of(text))
}
