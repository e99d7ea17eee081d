//! Takes the words of a saved mail (`.eml`, `.mht`) out of its parts, however they are packed. Not here: how a page or a plain
//! text is read.

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

/// The words of a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// What it says as a page (HTML).
    pub page: Option<String>,
    /// What it says as plain text.
    pub plain: Option<String>,
    /// What it has besides: its head and what is attached, each with its words.
    pub left_out: Vec<String>,
}

/// Returns the words of a mail, or nothing if it has none.
pub fn read(bytes: &[u8]) -> Option<Mail> {
    let message = MessageParser::default().parse(bytes)?;
    let words = |ids: &[u32], is_page: bool| {
        let part = |id: &u32| {
            let part = message.parts.get(usize::try_from(*id).ok()?)?;
            match &part.body {
                PartType::Html(text) if is_page => Some(text.trim().to_owned()),
                PartType::Text(text) if !is_page => Some(text.trim().to_owned()),
                _ => None,
            }
        };
        let parts: Vec<String> = ids.iter().filter_map(part).filter(|text| !text.is_empty()).collect();
        Some(parts.join("\n\n")).filter(|text| !text.is_empty())
    };
    let (page, plain) = (words(&message.html_body, true), words(&message.text_body, false));
    let left_out = head(&message).into_iter().chain(attached(&message)).collect();
    (page.is_some() || plain.is_some()).then_some(Mail { page, plain, left_out })
}

/// Returns what the head of a mail says to a reader.
fn head(message: &Message<'_>) -> Vec<String> {
    let people = |address: Option<&Address<'_>>| {
        let all = address.into_iter().flat_map(Address::iter);
        let shown = all.filter_map(|one| match (one.name(), one.address()) {
            (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
            (name, address) => name.or(address).map(str::to_owned),
        });
        shown.collect::<Vec<_>>().join(", ")
    };
    let lines = [
        ("the subject of the mail", message.subject().unwrap_or_default().to_owned()),
        ("the sender of the mail", people(message.from())),
        ("the recipient of the mail", people(message.to())),
        ("the recipient of a copy of the mail", people(message.cc())),
        ("the date of the mail", message.date().map(ToString::to_string).unwrap_or_default()),
    ];
    let said = lines.into_iter().filter(|(_, words)| !words.trim().is_empty());
    said.map(|(what, words)| format!("{what} is left out: “{}”", words.trim())).collect()
}

/// Returns what is attached to a mail, by name.
fn attached(message: &Message<'_>) -> Vec<String> {
    let said = message.attachments.iter().filter_map(|id| {
        let part = message.parts.get(usize::try_from(*id).ok()?)?;
        let name = match &part.body {
            PartType::Message(inner) => inner.subject().map(str::to_owned),
            _ => part.attachment_name().map(str::to_owned),
        };
        Some(format!(
            "an attachment of the mail is left out: “{}”",
            name.unwrap_or_else(|| "without a name".to_owned())
        ))
    });
    said.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &str = "From: Ruth Dale <ruth@a.example>\r\nTo: press@a.example\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=\"y\"\r\n\r\n\
        --y\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nVGhlIGNvdW5jaWzigJlzIHBsYW4u\r\n\
        --y\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <p>The council=92s=\r\n plan.</p>\r\n--y--\r\n--x\r\nContent-Type: application/pdf; name=\"r.pdf\"\r\n\
        Content-Disposition: attachment; filename=\"r.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--x--\r\n";

    #[test]
    fn both_parts_are_unpacked_and_the_rest_is_named() {
        let mail = read(BOTH.as_bytes()).unwrap();
        assert_eq!(mail.page.as_deref(), Some("<p>The council’s plan.</p>"));
        assert_eq!(mail.plain.as_deref(), Some("The council’s plan."));
        let expected = [
            "the subject of the mail is left out: “Café”",
            "the sender of the mail is left out: “Ruth Dale <ruth@a.example>”",
            "the recipient of the mail is left out: “press@a.example”",
            "an attachment of the mail is left out: “r.pdf”",
        ];
        assert_eq!(mail.left_out, expected);
    }

    #[test]
    fn a_mail_without_words_is_none() {
        let only =
            "MIME-Version: 1.0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n";
        assert_eq!(read(only.as_bytes()), None);
        let plain = read(b"Received: x\r\nContent-Type: text/plain\r\n\r\nWe say so.\r\n").unwrap();
        assert_eq!((plain.plain.as_deref(), plain.page), (Some("We say so."), None));
    }
}
