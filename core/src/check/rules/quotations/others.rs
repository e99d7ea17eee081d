//! Words of an official of the inspectorate, which are not in its report. Not here: whose words a quotation is (who_speaks), and those
//! of earlier reports (earlier).

use crate::language::pattern::{self, Pattern};
use std::sync::LazyLock;

static OFFICIAL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\bofsted(’s|'s)? (?:\w+ ){0,2}(director|spokes\w+|chief inspector|head)\b|\b(chief inspector|(?:director|spokes\w+|head)(?: [\w’'-]+){0,4} (?:at|for|of|from) ofsted)\b",
    )
});

/// Whether a sentence names an official of the inspectorate.
pub(super) fn is_official(sentence: &str) -> bool {
    OFFICIAL.is_match(sentence)
}
