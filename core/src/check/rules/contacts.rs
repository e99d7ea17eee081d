//! Telephone numbers, e-mail addresses and addresses of pages: those of the desk, the brief and the report are right; one
//! that differs from them by a slip is wrong.
//!
//! Rule: council practice. Nobody who reads a release can see that a number is wrong, and whoever rings it is a family that
//! needs help, or a journalist.

use crate::brief::Brief;
use crate::check::evidence::ground::Ground;
use crate::check::evidence::passages::Passages;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Found};
use crate::finding::Severity;
use crate::language::pattern;
use crate::text::{self, Span, TextSpan};
use regex::Regex;
use std::sync::LazyLock;

static WRONG: Class = Class {
    id: "contact-wrong",
    severity: Severity::Error,
    about: "a telephone number or an address differs by a slip from the one that the desk, the brief or the report has",
};
static UNKNOWN: Class = Class {
    id: "contact-without-source",
    severity: Severity::Warning,
    about: "no source has a telephone number or an e-mail address",
};

/// The check.
pub(in crate::check) static CHECK: Check =
    Check { id: "contacts", rule: "council practice", classes: &[&WRONG, &UNKNOWN], is_duty: false, run };

/// What can be rung, written to or opened. Two contacts are the same where their keys are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Contact {
    /// The digits, from the 0 that numbers of this country begin with.
    Phone(String),
    /// The address in lower case.
    Email(String),
    /// The address in lower case, without its scheme, "www." and the slash at its end.
    Page(String),
}

static PHONE: LazyLock<Regex> =
    LazyLock::new(|| pattern::words(r"(?:\+44 ?(?:\(0\))? ?|\b0)\d(?:[ \u{a0}-]?\(?\d\)?){7,11}\b"));
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern::words(r"\b[A-Za-z0-9][A-Za-z0-9._%+’'-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b")
});
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
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

    fn page(written: &str) -> Contact {
        let plain = written.to_lowercase();
        let plain = plain.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        Contact::Page(plain.trim_end_matches(['/', '.', ',', ';', ':', '!', '?']).to_owned())
    }

    /// The contact that a link leads to.
    fn linked(address: &str) -> Contact {
        if let Some(email) = address.strip_prefix("mailto:") {
            return Contact::email(email.split('?').next().unwrap_or(email));
        }
        address.strip_prefix("tel:").map_or_else(|| Contact::page(address), Contact::phone)
    }

    /// All contacts in a text, and where they are.
    fn all(text: &str) -> Vec<(Span, Contact)> {
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
    fn is_slip_of(&self, right: &Contact) -> bool {
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
                let same_name = name == right_name && text::agreement(&host, &right_host) > 0.6;
                same_name || text::slips(written, right) <= 2
            }
            (Contact::Page(written), Contact::Page(right)) => text::slips(written, right) <= 2,
            _ => false,
        }
    }
}

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let known = known(ground);
    let mut found = Vec::new();
    for (block, part) in prose.parts.iter().enumerate() {
        for (span, contact) in contacts(part) {
            found.extend(held(TextSpan { block, span }, &contact, &known, ground));
        }
    }
    found
}

/// The contacts of a part: those that it shows, and where its links lead.
fn contacts(part: &Part) -> Vec<(Span, Contact)> {
    let mut found: Vec<_> = part.links.iter().map(|(span, address)| (*span, Contact::linked(address))).collect();
    for (span, contact) in Contact::all(&part.text) {
        if found.iter().all(|(_, other)| *other != contact) {
            found.push((span, contact));
        }
    }
    found
}

/// The contacts of all sources.
fn known(ground: &Ground<'_>) -> Vec<(Contact, String)> {
    let mut known: Vec<(Contact, String)> = Vec::new();
    for passage in ground.sources().flat_map(Passages::all) {
        known.extend(
            Contact::all(&passage.text).into_iter().map(|(span, contact)| (contact, passage.text[span].to_owned())),
        );
    }
    let links = ground.known.brief.map_or(&[][..], |brief: &Brief| &brief.links).iter();
    known.extend(links.map(|link| (Contact::page(&link.url), link.url.clone())));
    known
}

fn held(place: TextSpan, contact: &Contact, known: &[(Contact, String)], ground: &Ground<'_>) -> Option<Found> {
    if known.iter().any(|(right, _)| right == contact) {
        return None;
    }
    if let Some((_, right)) = known.iter().find(|(right, _)| contact.is_slip_of(right)) {
        let hint = "where both are right, add this one to the contacts in desk.toml, or as a fact in brief.toml";
        return Some(Found::new(&WRONG, place, format!("the sources have {right}")).hint(hint).edit(right.clone()));
    }
    let what = match contact {
        Contact::Phone(_) => "telephone number",
        Contact::Email(_) => "e-mail address",
        Contact::Page(_) => return None,
    };
    ground.known.desk?;
    let hint = "try it, then add it to the contacts in desk.toml, or as a fact with its source in brief.toml";
    Some(Found::new(&UNKNOWN, place, format!("no source has this {what}")).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect_with};

    #[test]
    fn contacts_are_those_of_the_sources() {
        let instead = [(
            r#"phone = "01632 960 114" }"#,
            r#"phone = "01632 960 114", email = "press@avershire.gov.uk", url = "https://www.avershire.gov.uk/news" }"#,
        )];
        expect_with(
            &CHECK,
            &With { instead: &instead, ..With::default() },
            "Ring 01632 960114, 01632 960 114 or +44 1632 960 114, or (01632) 960-114.
            Ring 01632 960 141. // finding: contact-wrong ‹01632 960 141› -> 01632 960 114
            Ring 01632 960 999. // finding: contact-wrong ‹01632 960 999› -> 01632 960 114
            Ring +44 (0)1632 960 115. // finding: contact-wrong ‹+44 (0)1632 960 115› -> 01632 960 114
            Ring 01632 960 1114. // finding: contact-wrong ‹01632 960 1114› -> 01632 960 114
            Ring 01632 96114. // finding: contact-wrong ‹01632 96114› -> 01632 960 114
            Ring 0808 157 0000. // finding: contact-without-source ‹0808 157 0000›
            Ring 999, or 101, between 9 and 17 on 6 May 2025; 12,450 families did, 01 to 30 June.
            Write to press@avershire.gov.uk, Press@Avershire.gov.uk or [us](mailto:press@avershire.gov.uk).
            Write to pres@avershire.gov.uk. // finding: contact-wrong ‹pres@avershire.gov.uk› -> press@avershire.gov.uk
            Write to press@aver-shire.gov.uk. // finding: contact-wrong ‹press@aver-shire.gov.uk› -> press@avershire.gov.uk
            Write to press@avershire.org.uk. // finding: contact-wrong ‹press@avershire.org.uk› -> press@avershire.gov.uk
            Write to [us](mailto:prss@avershire.gov.uk). // finding: contact-wrong ‹us› -> press@avershire.gov.uk
            Write to jobs@another.example. // finding: contact-without-source ‹jobs@another.example›
            See www.avershire.gov.uk/news, [the news](https://avershire.gov.uk/news/) or https://www.gov.uk/care.
            See avershire.gov.uk/new. // finding: contact-wrong ‹avershire.gov.uk/new› -> https://www.avershire.gov.uk/news
            See [the news](https://www.averhsire.gov.uk/news). // finding: contact-wrong ‹the news› -> https://www.avershire.gov.uk/news
            See https://www.avershire.gov.uk/care-leavers and @Avershire.",
        );
    }
}
