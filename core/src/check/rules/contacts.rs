//! Telephone numbers, e-mail addresses and addresses of pages: those of the desk, the brief and the report are right; one
//! that differs from them by a slip is wrong.
//!
//! Rule: council practice. A reader cannot see that a number is wrong, and the next caller may be a family that needs help.

use crate::check::evidence::contacts::Contact;
use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::desk::{self, ContactFor};
use crate::finding::Severity;
use crate::text::{self, Span, TextSpan};

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
    Check { id: "contacts", rule: "council practice", classes: &[&WRONG, &UNKNOWN], duties: Duties::None, run };

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found = Vec::new();
    for (block, part) in prose.parts.iter().enumerate() {
        let mut from = 0;
        for (span, contact) in contacts(part) {
            let place = TextSpan { block, span };
            let sentence = part.sentence_at(span.start).start.max(from).min(span.start);
            let before = &part.text[sentence..span.start];
            found.extend(of_another(place, &contact, before, ground).or_else(|| held(place, &contact, ground)));
            from = span.end;
        }
    }
    found
}

/// What a text calls those whom a contact is for, besides the contact's own name.
fn called(audience: ContactFor) -> &'static [&'static str] {
    match audience {
        ContactFor::Press => &[
            "press contact",
            "press enquiries",
            "press office",
            "media contact",
            "media enquiries",
            "media:",
            "journalists",
            "editors",
        ],
        ContactFor::Recruitment => &["recruitment team", "job contact", "recruitment contact"],
        _ => &[],
    }
}

/// A contact of the desk that the words before it say to be another one's.
fn of_another(place: TextSpan, contact: &Contact, before: &str, ground: &Ground<'_>) -> Option<Found> {
    let desk = ground.known.desk?;
    let before = text::normal(before).to_lowercase();
    let is_named = |entry: &&desk::Contact| {
        let name = text::normal(&entry.name).to_lowercase();
        let short = desk.council.short.to_lowercase();
        let name = name.strip_prefix(&short).unwrap_or(&name).trim();
        before.contains(name) || called(entry.audience).iter().any(|words| before.contains(words))
    };
    let has_it = |entry: &desk::Contact| Contact::of_desk(entry).any(|(known, _)| known == *contact);
    if !desk.contacts.iter().any(has_it) {
        return None;
    }
    let named: Vec<&desk::Contact> = desk.contacts.iter().filter(is_named).collect();
    let [named] = named[..] else { return None };
    let (_, right) = Contact::of_desk(named).find(|(known, _)| known.is_like(contact)).filter(|_| !has_it(named))?;
    let message = format!("this is another contact’s; the desk has {right} for {}", named.name);
    Some(Found::new(&WRONG, place, message).edit(right))
}

/// The contacts of a part: those that it shows, and where its links lead.
fn contacts(part: &Part) -> Vec<(Span, Contact)> {
    let mut found: Vec<_> = part.links.iter().map(|(span, address)| (*span, Contact::linked(address))).collect();
    for (span, contact) in Contact::all(&part.text) {
        if found.iter().all(|(_, other)| *other != contact) {
            found.push((span, contact));
        }
    }
    found.sort_by_key(|(span, _)| span.start);
    found
}

fn held(place: TextSpan, contact: &Contact, ground: &Ground<'_>) -> Option<Found> {
    let known = ground.contacts();
    if known.iter().any(|(right, _)| right == contact) {
        return None;
    }
    if let Some((_, right)) = known.iter().find(|(right, _)| contact.is_slip_of(right)) {
        let hint = "if both are right, add this one to the contacts in desk.toml, or as a fact in brief.toml";
        return Some(
            Found::new(&WRONG, place, format!("the desk, the brief or the report has {right}"))
                .hint(hint)
                .edit(right.clone()),
        );
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
            See https://www.avershire.gov.uk/care-leavers and @Avershire.
            See https://www.avershire.example/news. // finding: contact-wrong ‹https://www.avershire.example/news.› -> https://www.avershire.gov.uk/news
            The report: reports.ofsted.gov.uk/provider/44/99989 // finding: contact-wrong ‹reports.ofsted.gov.uk/provider/44/99989› -> https://reports.ofsted.gov.uk/provider/44/99999",
        );
    }

    #[test]
    fn a_contact_is_that_of_whom_the_text_names() {
        let instead = [(
            r#"phone = "01632 960 114" }"#,
            r#"phone = "01632 960 114", email = "press@avershire.example" }, { for = "families", name = "Avershire Family Help", phone = "01632 960 152" }"#,
        )];
        expect_with(
            &CHECK,
            &With { instead: &instead, ..With::default() },
            "Press office: 01632 960 114. Families ring Avershire Family Help on 01632 960 152.
            Ring Avershire Family Help on 01632 960 114. // finding: contact-wrong ‹01632 960 114› -> 01632 960 152
            Media enquiries: 01632 960 152 // finding: contact-wrong ‹01632 960 152› -> 01632 960 114
            Press office 01632 960 114, Family Help 01632 960 152.
            The press office or Family Help: 01632 960 152.
            Ring the hub on 01632 960 152.",
        );
    }
}
