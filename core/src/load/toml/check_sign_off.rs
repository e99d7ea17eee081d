//! Validates a desk's roles and sign-off rules: everyone asked to sign exists.

use super::shared_rules::Findings;
use super::{TextFinding, ValueSpans};
use crate::desk::{Desk, SignOffRule};
use crate::text::{nearest, suggestion};

/// Checks the roles and the rules.
pub(super) fn check(desk: &Desk, findings: &mut Findings<'_>) {
    roles(desk, findings);
    for (index, rule) in desk.sign_off.iter().enumerate() {
        let at = format!("/sign_off/{index}");
        signers(desk, rule, &at, findings);
        for (place, output) in rule.outputs.iter().enumerate() {
            findings.words(&format!("{at}/outputs/{place}"), output);
        }
        if let Some(earlier) = desk.sign_off[..index].iter().position(|earlier| takes_all(earlier, rule)) {
            let message = format!("this rule is never used: rule {} already covers all its texts", earlier + 1);
            findings.warning(&at, message, "copydesk uses the first rule that matches: put the narrower one first");
        }
    }
}

/// Checks that the outputs that rules name are known. It is a warning: a plugin may be missing on one machine.
pub fn check_outputs(desk: &Desk, known: &[&str], places: &ValueSpans) -> Vec<TextFinding> {
    let mut findings = Findings::new(places);
    for (index, rule) in desk.sign_off.iter().enumerate() {
        for (place, output) in rule.outputs.iter().enumerate().filter(|(_, output)| !known.contains(&output.as_str())) {
            let message = format!("no plugin here makes an output `{output}`");
            let hint = suggestion(output, known.iter().copied());
            findings.warning(&format!("/sign_off/{index}/outputs/{place}"), message, hint);
        }
    }
    findings.sorted()
}

fn roles(desk: &Desk, findings: &mut Findings<'_>) {
    for (index, role) in desk.roles.iter().enumerate() {
        let at = format!("/roles/{index}");
        findings.words(&format!("{at}/id"), &role.id);
        if desk.roles[..index].iter().any(|earlier| earlier.id == role.id) {
            let message = format!("two roles have the id `{}`", role.id);
            findings.error(&format!("{at}/id"), message, "rules name a role by id: give each their own");
        }
        if role.held_by.is_empty() {
            let message = format!("nobody holds the role `{}`", role.id);
            findings.error(&format!("{at}/held_by"), message, "name the `id` of each person who holds it");
        }
        for (place, person) in role.held_by.iter().enumerate() {
            let pointer = format!("{at}/held_by/{place}");
            findings.person(&pointer, person, desk);
            once(&pointer, person, &role.held_by[..place], findings);
        }
    }
}

fn signers(desk: &Desk, rule: &SignOffRule, at: &str, findings: &mut Findings<'_>) {
    if rule.roles.is_empty() {
        findings.error(&format!("{at}/roles"), "a rule without roles", "name the roles that sign");
    }
    for (place, role) in rule.roles.iter().enumerate() {
        let pointer = format!("{at}/roles/{place}");
        if !desk.roles.iter().any(|known| known.id == *role) && desk.person(role).is_none() {
            let ids = desk.roles.iter().map(|role| role.id.as_str());
            let hint = match nearest(role, ids.chain(desk.people.iter().map(|person| person.id.as_str()))) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add it under [[roles]] with the people who hold it, or name a person's `id`".to_owned(),
            };
            findings.error(&pointer, format!("nobody holds the role `{role}`"), hint);
        }
        once(&pointer, role, &rule.roles[..place], findings);
        alone_in_two(desk, role, &rule.roles[..place], &pointer, findings);
    }
}

/// Reports a person who alone holds two roles of a text, because nobody signs one text in two roles.
fn alone_in_two(desk: &Desk, role: &str, before: &[String], pointer: &str, findings: &mut Findings<'_>) {
    let alone = |role: &str| match desk.holders(role).0[..] {
        [person] => Some(person.id.as_str()),
        _ => None,
    };
    let Some(person) = alone(role) else { return };
    if let Some(other) = before.iter().find(|other| *other != role && alone(other) == Some(person)) {
        let message = format!("`{person}` alone holds both `{other}` and `{role}`");
        findings.error(pointer, message, "a person signs a text in one role only: give one of them to someone else");
    }
}

fn once(pointer: &str, name: &String, before: &[String], findings: &mut Findings<'_>) {
    if before.contains(name) {
        findings.error(pointer, format!("`{name}` is named twice"), "take one of them out");
    }
}

/// Returns `true` if a rule fits every text that another one fits.
fn takes_all(rule: &SignOffRule, other: &SignOffRule) -> bool {
    fn covers<T: PartialEq>(all: &[T], some: &[T]) -> bool {
        all.is_empty() || !some.is_empty() && some.iter().all(|one| all.contains(one))
    }
    covers(&rule.outputs, &other.outputs) && covers(&rule.results, &other.results)
}
