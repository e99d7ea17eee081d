//! Telephone numbers, e-mail addresses and addresses of pages, however they are written. Not here: which of them are right
//! (contacts, among the rules).

use crate::desk::Contact as DeskContact;
use crate::language::pattern::{self, Pattern};
use crate::text::{self, Span};
use std::sync::LazyLock;

/// What can be rung, written to or opened. Two contacts are the same where their keys are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Contact {
    /// The digits, from the 0 that numbers of this country begin with.
    Phone(String),
    /// The address in lower case.
    Email(String),
    /// The address in lower case, without its scheme, "www." and the slash at its end.
    Page(String),
}

static PHONE: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"(?:\+44 ?(?:\(0\))? ?|\b0)\d(?:[ \u{a0}-]?\(?\d\)?){7,11}\b"));
static EMAIL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"\b[A-Za-z0-9][A-Za-z0-9._%+’'-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b")
});
static PAGE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?:https?://|\bwww\.)[^\s<>()\[\]“”]+|\b(?:[a-z0-9-]+\.)+(?:gov\.uk|org\.uk|co\.uk|org|com)(?:/[^\s<>()\[\]“”]*)?\b",
    )
});

impl Contact {
    fn phone(written: &str) -> Contact {
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let local =
            digits.strip_prefix("440").or_else(|| digits.strip_prefix("44")).filter(|_| written.starts_with('+'));
        Contact::Phone(local.map_or(digits.clone(), |local| format!("0{local}")))
    }

    fn email(written: &str) -> Contact {
        Contact::Email(written.to_lowercase())
    }

    pub(in crate::check) fn page(written: &str) -> Contact {
        let plain = written.to_lowercase();
        let plain = plain.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        Contact::Page(plain.trim_end_matches(['/', '.', ',', ';', ':', '!', '?']).to_owned())
    }

    /// The contact that a link leads to.
    pub(in crate::check) fn linked(address: &str) -> Contact {
        if let Some(email) = address.strip_prefix("mailto:") {
            return Contact::email(email.split('?').next().unwrap_or(email));
        }
        address.strip_prefix("tel:").map_or_else(|| Contact::page(address), Contact::phone)
    }

    /// All contacts in a text, and where they are.
    pub(in crate::check) fn all(text: &str) -> Vec<(Span, Contact)> {
        let mut found: Vec<(Span, Contact)> = Vec::new();
        let signs = ["www.", ".uk", ".org", ".com"];
        if !text.contains(['0', '+', '@', '/']) && !signs.iter().any(|sign| text.contains(sign)) {
            return found; // most texts have none, and the patterns take their time
        }
        let read = [Contact::email, Contact::phone, Contact::page];
        for (pattern, read) in [&*EMAIL, &*PHONE, &*PAGE].into_iter().zip(read) {
            for written in pattern.find_iter(text) {
                let span = Span::from(written.range());
                if found.iter().all(|(other, _)| !other.overlaps(span)) {
                    found.push((span, read(written.as_str())));
                }
            }
        }
        found
    }

    /// Whether this is the other one with a slip in it.
    pub(in crate::check) fn is_slip_of(&self, right: &Contact) -> bool {
        match (self, right) {
            (Contact::Phone(written), Contact::Phone(right)) => {
                let differ = written.chars().zip(right.chars()).filter(|(a, b)| a != b).count();
                written.len() == right.len() && differ <= 3 || text::slips(written, right) <= 2
            }
            (Contact::Email(written), Contact::Email(right)) => {
                let parts = |email: &str| email.split_once('@').map(|(name, host)| (name.to_owned(), host.to_owned()));
                let (Some((name, host)), Some((right_name, right_host))) = (parts(written), parts(right)) else {
                    return false;
                };
                let same_host =
                    text::agreement(&host, &right_host) > 0.6 || first_label(&host) == first_label(&right_host);
                name == right_name && same_host || text::slips(written, right) <= 2
            }
            (Contact::Page(written), Contact::Page(right)) => {
                let cut_off = right.strip_prefix(written.as_str()).is_some_and(|rest| rest.starts_with('-'));
                let other_host = match (written.split_once('/'), right.split_once('/')) {
                    (Some((host, path)), Some((right_host, right_path))) => {
                        path == right_path && first_label(host) == first_label(right_host)
                    }
                    _ => false,
                };
                cut_off || other_host || text::slips(written, right) <= 2
            }
            _ => false,
        }
    }

    /// Whether the same is done with both: rung, written to, or opened.
    pub(in crate::check) fn is_like(&self, other: &Contact) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// The contacts of an entry of the desk, each as it is written there.
    pub(in crate::check) fn of_desk(entry: &DeskContact) -> impl Iterator<Item = (Contact, &str)> {
        let written = [
            (entry.phone.as_deref(), Contact::phone as fn(&str) -> Contact),
            (entry.email.as_deref(), Contact::email),
            (entry.url.as_deref(), Contact::page),
        ];
        written.into_iter().filter_map(|(written, read)| Some((read(written?), written?)))
    }
}

/// The part of a host that is its owner's name: "avershire" in "avershire.gov.uk".
fn first_label(host: &str) -> &str {
    host.split('.').next().unwrap_or(host)
}
