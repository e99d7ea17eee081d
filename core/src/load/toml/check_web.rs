//! Validates what a desk says of its pages: the officers exist.

use super::shared_rules::Findings;
use crate::desk::Desk;
use crate::text::suggestion;

/// Checks the officers.
pub(super) fn check(desk: &Desk, findings: &mut Findings<'_>) {
    for (index, role) in desk.web.officers.iter().enumerate() {
        if desk.holders(role).0.is_empty() {
            let known = desk
                .roles
                .iter()
                .map(|role| role.id.as_str())
                .chain(desk.people.iter().map(|person| person.id.as_str()));
            let message = format!("no role and no person has the id `{role}`");
            findings.error(&format!("/web/officers/{index}"), message, suggestion(role, known));
        }
    }
}
