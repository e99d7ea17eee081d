//! Validates how and where a desk releases texts.

use super::shared_rules::Findings;
use crate::desk::{Desk, Destination};

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
        match &target.to {
            Destination::Folder { folder, .. } => findings.words(&format!("{at}/folder"), folder),
            Destination::PressList { file, .. } => {
                findings.words(&format!("{at}/press_list"), file);
                if desk.mail.is_none() {
                    let hint = "add [mail] with `from` and `server` (or `folder`, to try it out)";
                    findings.error(&format!("{at}/press_list"), "the desk does not say how it sends mail", hint);
                }
            }
            Destination::WordPress { url, user, .. } => {
                findings.web_address(&format!("{at}/wordpress"), url);
                findings.words(&format!("{at}/user"), user);
            }
        }
        if desk.targets[..index].iter().any(|earlier| earlier.id == target.id) {
            let message = format!("two targets have the id `{}`", target.id);
            findings.error(&format!("{at}/id"), message, "commands name a target by id: give each their own");
        }
    }
}
