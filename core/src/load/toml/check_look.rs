//! Validates what a desk says of its look: the colour is one, and can be read on white.

use super::shared_rules::Findings;
use crate::desk::{Desk, contrast_with_white};

/// The contrast that text has to have (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;

/// Checks the colour.
pub(super) fn check(desk: &Desk, findings: &mut Findings<'_>) {
    let Some(written) = &desk.look.colour else { return };
    match desk.look.rgb().map(contrast_with_white) {
        None => {
            let message = format!("`{written}` is not a colour");
            findings.error("/look/colour", message, "write six digits, such as `#004d40`");
        }
        Some(contrast) if contrast < LEAST => {
            let message = format!("`{written}` is too light to be read on white: its contrast is {contrast:.1}");
            let hint = format!("choose a darker shade, with a contrast of at least {LEAST}");
            findings.error("/look/colour", message, hint);
        }
        Some(_) => {}
    }
}
