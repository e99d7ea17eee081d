//! Validates how and where a desk releases texts.

use super::shared_rules::Findings;
use crate::desk::Desk;

/// The formats that a target's files can have.
const FORMATS: [&str; 4] = ["html", "docx", "md", "txt"];

/// Checks the rules and the targets.
pub(super) fn check(desk: &Desk, findings: &mut Findings<'_>) {
    for (index, role) in desk.release.waive.iter().flatten().enumerate() {
        if desk.holders(role).0.is_empty() {
            let message = format!("nobody holds the role `{role}`");
            let hint = "name a role under [[roles]], or a person's `id`";
            findings.error(&format!("/release/waive/{index}"), message, hint);
        }
    }
    for (index, target) in desk.targets.iter().enumerate() {
        let at = format!("/targets/{index}");
        findings.words(&format!("{at}/id"), &target.id);
        findings.words(&format!("{at}/folder"), &target.folder);
        if desk.targets[..index].iter().any(|earlier| earlier.id == target.id) {
            let message = format!("two targets have the id `{}`", target.id);
            findings.error(&format!("{at}/id"), message, "commands name a target by id: give each their own");
        }
        if !FORMATS.contains(&target.format.as_str()) {
            let message = format!("there is no format `{}`", target.format);
            findings.error(&format!("{at}/format"), message, format!("write one of {}", FORMATS.join(", ")));
        }
    }
}
