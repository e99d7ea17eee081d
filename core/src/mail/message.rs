//! One mail, and its bytes as RFC 5322 has them. The only file that builds mails with lettre.

use super::MailError;
use crate::hash::sha256;
use crate::text::Mailbox;
use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment as Part, Mailbox as Address, MultiPart, SinglePart};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::SystemTime;

/// The identity of a mail: its Message-ID, without angle brackets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(String);

impl MessageId {
    /// Returns the id of the mail that a key is about: the same key has the same one. A person who reads it learns nothing
    /// of the key.
    pub fn of(key: &str, from: &Mailbox) -> MessageId {
        MessageId(format!("{}@{}", &sha256(key.as_bytes())[..40], from.domain()))
    }

    /// Returns what tells it from all others: the domain of the sender does not count, as it may change.
    pub fn key(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file that goes with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The file name.
    pub name: String,
    /// The media type, such as `text/html`.
    pub media: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A mail to one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The id.
    pub id: MessageId,
    /// The recipient.
    pub to: Mailbox,
    /// Where an answer goes, if not to the sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Mailbox>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same text as a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// The files.
    #[serde(skip)]
    pub attachments: Vec<Attachment>,
}

impl Message {
    /// Returns the bytes of the mail, as it is sent at a time. The same mail at the same time has the same bytes.
    ///
    /// # Errors
    /// [`MailError::Malformed`] if something in it cannot be part of a mail.
    pub fn bytes(&self, from: &Mailbox, at: Timestamp) -> Result<Vec<u8>, MailError> {
        let malformed = |cause: String| MailError::Malformed { to: self.to.address().to_owned(), cause };
        if self.subject.contains(char::is_control) {
            return Err(malformed("its subject is more than one line".to_owned()));
        }
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let mut mail = lettre::Message::builder()
            .message_id(Some(format!("<{}>", self.id)))
            .date(SystemTime::from(at))
            .from(address(from)?)
            .to(address(&self.to)?)
            .subject(self.subject.clone())
            .raw_header(automatic);
        if let Some(reply_to) = &self.reply_to {
            mail = mail.reply_to(address(reply_to)?);
        }
        let text = SinglePart::plain(self.text.clone());
        let built = match (&self.html, &self.attachments[..]) {
            (None, []) => mail.singlepart(text),
            (Some(html), []) => mail.multipart(self.alternative(text, html)),
            (html, files) => {
                let mixed = MultiPart::mixed().boundary(self.boundary("m"));
                let mut mixed = match html {
                    Some(html) => mixed.multipart(self.alternative(text, html)),
                    None => mixed.singlepart(text),
                };
                for file in files {
                    let media = ContentType::parse(&file.media).map_err(|error| malformed(error.to_string()))?;
                    mixed = mixed.singlepart(Part::new(file.name.clone()).body(file.bytes.clone(), media));
                }
                mail.multipart(mixed)
            }
        };
        Ok(built.map_err(|error| malformed(error.to_string()))?.formatted())
    }

    fn alternative(&self, text: SinglePart, html: &str) -> MultiPart {
        let both = MultiPart::alternative().boundary(self.boundary("a"));
        both.singlepart(text).singlepart(SinglePart::html(html.to_owned()))
    }

    /// Returns a boundary between parts: no encoded part can have it, as `=_` is in no encoding, nor guess it.
    fn boundary(&self, kind: &str) -> String {
        format!("=_{kind}{}", &sha256(format!("{} {}", self.id, self.text).as_bytes())[..40])
    }
}

/// Returns a mailbox as lettre has it.
pub(super) fn address(mailbox: &Mailbox) -> Result<Address, MailError> {
    let malformed = |cause: String| MailError::Malformed { to: mailbox.address().to_owned(), cause };
    let address =
        mailbox.address().parse().map_err(|error: lettre::address::AddressError| malformed(error.to_string()))?;
    Ok(Address::new(mailbox.name().map(str::to_owned), address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        let from = "Avershire <press@avershire.example>".parse().unwrap();
        Message {
            id: MessageId::of("v1 to ann@paper.example", &from),
            to: "Ann Früh, Paper <ann@paper.example>".parse().unwrap(),
            reply_to: Some("officer@avershire.example".parse().unwrap()),
            subject: "News from Avershire – under embargo".to_owned(),
            text: "Dear Ann,\n\nchildren’s services.\n.\nFrom the start\n".to_owned(),
            html: Some("<p>children’s services.</p>".to_owned()),
            attachments: vec![Attachment {
                name: "Übersicht.html".to_owned(),
                media: "text/html".to_owned(),
                bytes: "<p>äöü</p>".into(),
            }],
        }
    }

    fn bytes(message: &Message) -> Result<String, MailError> {
        let at = "2026-07-28T08:30:00Z".parse().unwrap();
        let bytes = message.bytes(&"Avershire <press@avershire.example>".parse().unwrap(), at)?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn the_same_mail_has_the_same_bytes_and_one_recipient() {
        let mail = bytes(&message()).unwrap();
        assert_eq!(bytes(&message()).unwrap(), mail);
        let (head, _) = mail.split_once("\r\n\r\n").unwrap();
        for line in [
            "From: Avershire <press@avershire.example>",
            "Reply-To: officer@avershire.example",
            "Date: Tue, 28 Jul 2026 08:30:00 +0000",
            "Auto-Submitted: auto-generated",
        ] {
            assert!(head.lines().any(|found| found == line), "{line} in {head}");
        }
        // The hash is that of `printf 'v1 to ann@paper.example' | sha256sum`.
        assert!(head.contains("Message-ID: <530357ea308aa56052bfd71ea3c04888b452955c@avershire.example>"), "{head}");
        assert!(mail.is_ascii(), "no server has to know more than ASCII");
        assert!(mail.lines().all(|line| line.len() <= 998), "no line is too long for a server");
        assert_eq!(head.matches("@paper.example").count(), 1);
    }

    #[test]
    fn nothing_in_a_mail_adds_a_line_to_its_head() {
        let subject = |subject: &str| bytes(&Message { subject: subject.to_owned(), ..message() });
        assert!(matches!(subject("A\r\nBcc: x@y.example"), Err(MailError::Malformed { .. })));
        let attachments = vec![Attachment { media: "no type".to_owned(), ..message().attachments[0].clone() }];
        assert!(matches!(bytes(&Message { attachments, ..message() }), Err(MailError::Malformed { .. })));
        let attachments =
            vec![Attachment { name: "a\r\nBcc: x@y.example\r\n\r\n".to_owned(), ..message().attachments[0].clone() }];
        let mail = bytes(&Message { attachments, ..message() }).unwrap();
        assert!(!mail.contains("\r\nBcc:"), "{mail}");
    }

    #[test]
    fn an_id_belongs_to_its_key() {
        let [old, new] = ["press@a.example", "press@b.example"].map(|from| from.parse::<Mailbox>().unwrap());
        let [one, other] = ["one", "other"].map(|key| MessageId::of(key, &old));
        assert!(one != other && one == MessageId::of("one", &old));
        assert_eq!(one.key(), MessageId::of("one", &new).key());
    }
}
