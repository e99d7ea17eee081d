//! Verifies a draft after writing it: reads it back and compares it with the document it was written from.

use crate::document::{Block, Document, FilePlace, Leaf, Places, VersionId};
use crate::finding::{Finding, Severity};
use crate::load::markdown;
use crate::text::{Span, TextSpan, shortened};

/// Returns the differences between a document and the draft written from it, in words or style, at their places in the
/// edited file. A difference is a bug of ours that nobody would otherwise see before the text is published.
pub(super) fn unlike(document: &Document, draft: &str, places: &Places) -> Vec<Finding<FilePlace>> {
    let back = markdown::read(draft, &[]).0;
    if VersionId::of(document) == VersionId::of(&back) {
        return Vec::new();
    }
    let alone = |leaf: &Leaf<'_>| {
        let blocks = vec![Block::Paragraph(leaf.runs.to_vec())];
        (
            leaf.kind.clone(),
            leaf.within.clone(),
            VersionId::of(&Document { title: String::new(), blocks, ..Document::default() }),
        )
    };
    let (meant, found) = (document.leaves(), back.leaves());
    let differs = |(number, leaf): &(usize, &Leaf<'_>)| found.get(*number).map(alone) != Some(alone(leaf));
    let first = meant.iter().enumerate().find(differs);
    let (place, words) = match first {
        Some((number, leaf)) => {
            let text = leaf.text();
            (places.of(TextSpan { block: number, span: Span::all(&text) }), format!(": “{}”", shortened(&text)))
        }
        None => (FilePlace::File, String::new()),
    };
    let message = format!("the draft does not say this as the file does{words}");
    let hint = Some("compare the draft with the file, and report this: copydesk should hold both alike".to_owned());
    vec![Finding { severity: Severity::Warning, place, message, hint }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::to_markdown;

    #[test]
    fn a_draft_that_says_something_else_is_said() {
        let (document, places, _) = markdown::read_placed("# A\n\nOn **children, **x said.\n\n**B** c\n", &[]);
        assert_eq!(unlike(&document, &to_markdown(&document), &places), []);
        for draft in ["# A\n\nOn \\*\\*children, \\*\\*x said.\n\nB c\n", "# A\n\nOn \\*\\*children, \\*\\*x said.\n"] {
            let said = unlike(&document, draft, &places);
            assert_eq!(said[0].place, FilePlace::Bytes(Span::new(33, 38)));
            assert_eq!(said[0].message, "the draft does not say this as the file does: “B c”");
        }
    }
}
