//! Validates how a desk sends mail, and the addresses of its people.

use super::shared_rules::Findings;
use crate::desk::{Desk, Mail};
use crate::text::Mailbox;

/// Checks the settings and the addresses.
pub(super) fn check(desk: &Desk, findings: &mut Findings<'_>) {
    if let Some(mail) = &desk.mail {
        settings(mail, findings);
    }
    for (index, person) in desk.people.iter().enumerate() {
        if let Some(address) = &person.mail {
            address_of(&format!("/people/{index}/mail"), address, findings);
        }
    }
}

fn settings(mail: &Mail, findings: &mut Findings<'_>) {
    let both = match (&mail.server, &mail.folder) {
        (None, None) => Some("`server` and `folder` are both missing"),
        (Some(_), Some(_)) => Some("`server` and `folder` exclude each other"),
        _ => None,
    };
    if let Some(message) = both {
        findings.error("/mail", message, "keep `server = \"smtps://HOST\"` or, to try it out, `folder = \"mails\"`");
    }
    for (key, value) in [("user", &mail.user), ("password_file", &mail.password_file), ("folder", &mail.folder)] {
        if let Some(value) = value {
            findings.words(&format!("/mail/{key}"), value);
        }
    }
    if mail.user.is_none() && mail.password_file.is_some() {
        findings.error("/mail/password_file", "a password without a `user`", "add `user`, or delete `password_file`");
    }
}

/// Checks that a text is an address without a name.
fn address_of(pointer: &str, address: &str, findings: &mut Findings<'_>) {
    if let Err(message) = Mailbox::new(None, address) {
        findings.error(pointer, message, "write the address alone, such as ann.lee@avershire.example");
    }
}
