//! Validates a desk beyond its schema.

use super::shared_rules::Findings;
use super::value_spans::child;
use super::{TextFinding, ValueSpans, check_look, check_mail, check_release, check_sign_off, check_web};
use crate::desk::{Contact, Desk};
use crate::inspection::Frameworks;

/// Validates a desk, its record of inspections against the frameworks.
pub fn check_desk(desk: &Desk, frameworks: &Frameworks, places: &ValueSpans) -> Vec<TextFinding> {
    let mut findings = Findings::new(places);
    findings.words("/council/name", &desk.council.name);
    findings.words("/council/short", &desk.council.short);
    if let Some(url) = &desk.council.website {
        findings.web_address("/council/website", url);
    }
    people(desk, &mut findings);
    check_sign_off::check(desk, &mut findings);
    for (index, contact) in desk.contacts.iter().enumerate() {
        reachable(&format!("/contacts/{index}"), contact, &mut findings);
    }
    record(desk, frameworks, &mut findings);
    pre_election(desk, &mut findings);
    check_release::check(desk, &mut findings);
    check_mail::check(desk, &mut findings);
    check_web::check(desk, &mut findings);
    check_look::check(desk, &mut findings);
    house_words(desk, &mut findings);
    findings.sorted()
}

fn house_words(desk: &Desk, findings: &mut Findings<'_>) {
    for (use_this, not_these) in &desk.words {
        let at = child("/words", use_this);
        let all = not_these.iter().enumerate().map(|(index, not)| (format!("{at}/{index}"), not));
        for (pointer, words) in all.chain([(at.clone(), use_this)]) {
            if !words.contains(char::is_alphanumeric) {
                let message = format!("`{words}` has no words");
                findings.error(&pointer, message, "write the words, or leave the whole entry out");
            }
        }
    }
}

fn pre_election(desk: &Desk, findings: &mut Findings<'_>) {
    for (index, time) in desk.pre_election.iter().enumerate() {
        findings.words(&format!("/pre_election/{index}/what"), &time.what);
        if time.to < time.from {
            let message = format!("the poll, {}, is before the notice of election, {}", time.to, time.from);
            findings.error(&format!("/pre_election/{index}/to"), message, "write the day of the poll");
        }
    }
}

fn people(desk: &Desk, findings: &mut Findings<'_>) {
    for (index, person) in desk.people.iter().enumerate() {
        for (key, text) in [("id", &person.id), ("name", &person.name), ("role", &person.role)] {
            findings.words(&format!("/people/{index}/{key}"), text);
        }
        if desk.people[..index].iter().any(|earlier| earlier.id == person.id) {
            let message = format!("two people have the id `{}`", person.id);
            findings.error(
                &format!("/people/{index}/id"),
                message,
                "statements name a person by id: give each their own",
            );
        }
    }
}

fn reachable(at: &str, contact: &Contact, findings: &mut Findings<'_>) {
    if let Some(url) = &contact.url {
        findings.web_address(&format!("{at}/url"), url);
    }
    let ways = [&contact.email, &contact.phone, &contact.url];
    if !ways.into_iter().flatten().any(|way| !way.trim().is_empty()) {
        let message = format!("no way to reach `{}`", contact.name);
        findings.error(at, message, "add `email`, `phone` or `url`");
    }
}

fn record(desk: &Desk, frameworks: &Frameworks, findings: &mut Findings<'_>) {
    for (index, past) in desk.record.iter().enumerate() {
        let at = format!("/record/{index}");
        let Some(framework) = findings.framework(&format!("{at}/framework"), &past.framework, frameworks) else {
            continue;
        };
        for (area, grade) in &past.judgements {
            let pointer = child(&format!("{at}/judgements"), area.as_str());
            findings.area(findings.places().key(&pointer), area, framework);
            findings.grade(&pointer, grade, framework);
        }
    }
}
