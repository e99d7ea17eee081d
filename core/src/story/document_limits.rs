//! Limits on a drafted document: ten times the size of the largest that is drafted from any report. A plugin's worker
//! has limits too; these protect what copydesk then does with the answer, such as checking it.

use crate::document::Document;
use crate::language;

/// Bytes of the text, all its parts together.
pub(super) const BYTES: usize = 256 << 10;
/// Paragraphs, headings, items and cells.
const LEAVES: usize = 2_000;
/// Words of a paragraph, and characters: a word may be of any length.
const WORDS: usize = 1_000;
const CHARACTERS: usize = 10_000;

/// Returns the limits that a document exceeds, in words.
pub(super) fn beyond(document: &Document) -> Vec<String> {
    let leaves = document.leaves();
    let mut problems = Vec::new();
    if leaves.len() > LEAVES {
        let count = leaves.len();
        problems.push(format!("it has {count} paragraphs, headings, items and cells, and may have {LEAVES}"));
    }
    let longest = leaves.iter().enumerate().find_map(|(number, leaf)| {
        let text = leaf.text();
        let (words, characters) = (language::words(&text).count(), text.chars().count());
        let (count, what, most) = match () {
            () if words > WORDS => (words, "words", WORDS),
            () if characters > CHARACTERS => (characters, "characters", CHARACTERS),
            () => return None,
        };
        Some(format!("paragraph {} has {count} {what}, and may have {most}", number + 1))
    });
    problems.extend(longest);
    problems
}

#[cfg(test)]
mod tests {
    use super::beyond;
    use crate::load::markdown;

    fn said(text: &str) -> Vec<String> {
        beyond(&markdown::read(text, &[]).0)
    }

    #[test]
    fn what_is_too_much_is_said_with_its_limit() {
        assert_eq!(said(&"A plan.\n\n".repeat(2_000)), Vec::<String>::new());
        assert_eq!(
            said(&"a\n\n".repeat(2_001)),
            ["it has 2001 paragraphs, headings, items and cells, and may have 2000"]
        );
        assert_eq!(
            said(&format!("# Plan\n\n{}", "word ".repeat(1_001))),
            ["paragraph 2 has 1001 words, and may have 1000"]
        );
        assert_eq!(said(&"![".repeat(5_001)), ["paragraph 1 has 10002 characters, and may have 10000"]);
    }
}
