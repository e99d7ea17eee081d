//! Origins for a text that was read back from a file: what still stands as it was drafted keeps its origins. Not here: how
//! the words of an edited paragraph are matched to the facts (check).

use super::{Block, Document, Run};
use std::collections::BTreeMap;

impl Document {
    /// The same text with the origins of `drafted`, wherever a heading, paragraph or cell stands in both in the same words
    /// and looks; the others keep their own.
    #[must_use]
    pub fn with_origins_of(mut self, drafted: &Document) -> Document {
        let mut known: BTreeMap<String, Vec<&[Run]>> = BTreeMap::new();
        for leaf in drafted.leaves().into_iter().rev() {
            known.entry(leaf.text()).or_default().push(leaf.runs);
        }
        each_line(&mut self.blocks, &mut |runs| {
            let words: String = runs.iter().map(|run| run.text.as_str()).collect();
            let Some(lines) = known.get_mut(&words) else { return };
            // The first that looks the same: where a sentence stands twice, in the order of both texts.
            if let Some(place) = lines.iter().rposition(|line| looks(line) == looks(runs)) {
                *runs = lines.remove(place).to_vec();
            }
        });
        self
    }
}

/// Calls `visit` for the words of each heading, paragraph, picture and cell.
pub(super) fn each_line(blocks: &mut [Block], visit: &mut impl FnMut(&mut Vec<Run>)) {
    for block in blocks {
        match block {
            Block::Heading { runs, .. } | Block::Paragraph(runs) | Block::Image { alt: runs, .. } => visit(runs),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_line(item, visit)),
            Block::Quote(blocks) => each_line(blocks, visit),
            Block::Table { head, rows } => head.iter_mut().chain(rows.iter_mut().flatten()).for_each(&mut *visit),
            Block::Rule => {}
        }
    }
}

/// How each character of a line looks, as the lengths of what looks the same.
fn looks(runs: &[Run]) -> Vec<(usize, bool, bool, Option<&str>)> {
    let look = |run: &Run| (run.strong, run.emphasis, run.link.clone());
    let alike = runs.chunk_by(|a, b| look(a) == look(b));
    alike
        .map(|runs| {
            let length = runs.iter().map(|run| run.text.len()).sum();
            (length, runs[0].strong, runs[0].emphasis, runs[0].link.as_deref())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Origin, VersionId};

    fn run(text: &str, origin: Origin) -> Run {
        Run { text: text.to_owned(), origin, ..Run::default() }
    }

    fn own(line: usize) -> Origin {
        Origin::Template { name: "t".to_owned(), line }
    }

    #[test]
    fn what_stands_as_it_was_drafted_keeps_its_origins() {
        let twice = || Block::Paragraph(vec![run("Well done.", Origin::Unknown)]);
        let drafted = Document {
            title: "a".to_owned(),
            blocks: vec![
                Block::Heading { level: 1, runs: vec![run("Rated ", own(1)), run("Good", Origin::Place)] },
                Block::Paragraph(vec![run("Well done.", own(2))]),
                Block::Quote(vec![Block::Paragraph(vec![run("Well done.", own(3))])]),
                Block::Table { head: vec![vec![run("Area", own(4))]], rows: vec![] },
                Block::Paragraph(vec![Run { strong: true, ..run("Bold", own(5)) }]),
            ],
        };
        let read = Document {
            title: "a".to_owned(),
            blocks: vec![
                Block::Heading { level: 1, runs: vec![run("Rated Good", Origin::Unknown)] },
                twice(),
                Block::Quote(vec![twice()]),
                twice(),
                Block::Table { head: vec![vec![run("Area", Origin::Unknown)]], rows: vec![] },
                Block::Paragraph(vec![run("Bold", Origin::Unknown)]),
            ],
        };
        let named = VersionId::of(&read);
        let adopted = read.with_origins_of(&drafted);
        assert_eq!(VersionId::of(&adopted), named, "origins are all that changes");
        let mut origins = Vec::new();
        adopted.for_each_run(|run| origins.push(run.origin.clone()));
        assert_eq!(origins, [own(1), Origin::Place, own(2), own(3), Origin::Unknown, own(4), Origin::Unknown]);
    }
}
