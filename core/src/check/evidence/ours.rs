//! The words of a text that are its own: not quoted, and not the report's word by word. House style is about those, for
//! nobody may change the others. Not here: what is wrong with any of them.

use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::{Part, Prose};

/// As many words in a row that the report has too are the report's.
const ROW: usize = 6;

/// Of each part its own words; all others are blanked out, byte for byte.
pub(in crate::check) fn words(prose: &Prose, ground: &Ground<'_>) -> Vec<String> {
    let of_part = |part: &Part| {
        let tokens = part.own_tokens();
        let ids = ground.report.ids(tokens);
        let mut bytes = part.own.as_bytes().to_vec();
        let rows = ids.windows(ROW).enumerate().filter(|(_, row)| !ground.report.exact(row).is_empty());
        for (first, _) in rows {
            bytes[tokens[first].span.start..tokens[first + ROW - 1].span.end].fill(b' ');
        }
        String::from_utf8(bytes).expect("whole words are blanked out")
    };
    prose.parts.iter().map(of_part).collect()
}
