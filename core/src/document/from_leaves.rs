//! A document made again of its leaves. Not here: where the leaves come from.

use super::{Block, Document, Kind, Place, Run, Within};

/// A leaf that owns its words.
pub(super) type Piece = (Place, Vec<Run>);

impl Document {
    /// The document whose leaves stand at these places with these words. What stands in a list, a quotation or a table is
    /// told apart by the numbers of [`Within`]; their order is the order of the pieces.
    pub fn of_leaves(title: String, pieces: &[Piece]) -> Document {
        Document { title, blocks: blocks(pieces, 0), ..Document::default() }
    }
}

fn blocks(pieces: &[Piece], depth: usize) -> Vec<Block> {
    let holder = |piece: &Piece| piece.0.within.get(depth).map(|within| within.holder());
    let mut made = Vec::new();
    for chunk in pieces.chunk_by(|a, b| holder(a).is_some() && holder(a) == holder(b)) {
        match chunk[0].0.within.get(depth) {
            None => made.extend(chunk.iter().map(|(place, runs)| leaf(&place.kind, runs))),
            Some(Within::Quote { .. }) => made.push(Block::Quote(inner(chunk, depth))),
            Some(Within::Item { start, .. }) => made.push(Block::List {
                start: *start,
                items: chunk
                    .chunk_by(|a, b| a.0.within[depth] == b.0.within[depth])
                    .map(|item| inner(item, depth))
                    .collect(),
            }),
            Some(Within::Cell { .. }) => made.push(table(chunk, depth)),
        }
    }
    made
}

fn leaf(kind: &Kind, runs: &[Run]) -> Block {
    match kind {
        Kind::Heading(level) => Block::Heading { level: *level, runs: runs.to_vec() },
        Kind::Paragraph => Block::Paragraph(runs.to_vec()),
        Kind::Image { src } => Block::Image { src: src.clone(), alt: runs.to_vec() },
        Kind::Rule => Block::Rule,
    }
}

/// What a quotation or an item holds: one paragraph without words stands for nothing.
fn inner(pieces: &[Piece], depth: usize) -> Vec<Block> {
    match blocks(pieces, depth + 1) {
        held if held == [Block::Paragraph(Vec::new())] => Vec::new(),
        held => held,
    }
}

fn table(pieces: &[Piece], depth: usize) -> Block {
    let row = |piece: &Piece| match piece.0.within[depth] {
        Within::Cell { row, .. } => row,
        Within::Item { .. } | Within::Quote { .. } => 0,
    };
    let mut rows: Vec<Vec<Vec<Run>>> = pieces
        .chunk_by(|a, b| row(a) == row(b))
        .map(|cells| cells.iter().map(|(_, runs)| runs.clone()).collect())
        .collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    for row in &mut rows {
        row.resize(width, Vec::new());
    }
    let has_head = pieces.first().is_some_and(|piece| row(piece) == 0);
    let head = if has_head { rows.remove(0) } else { Vec::new() };
    Block::Table { head, rows }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Place};
    use crate::load::markdown::read;

    #[test]
    fn the_leaves_of_a_document_make_the_document() {
        let text = "# A\n\nb **c** d\n\n- one\n- two\n\n  more\n  - deep\n\n1. first\n\n> said\n>\n> - listed\n\n| h | i |\n|---|---|\n\
                    | j | k |\n| l |  |\n\n---\n\n![a boat](b.jpg)\n\nend";
        let (document, _) = read(text, &[]);
        let pieces: Vec<_> = document
            .leaves()
            .into_iter()
            .map(|leaf| (Place { within: leaf.within, kind: leaf.kind }, leaf.runs.to_vec()))
            .collect();
        assert_eq!(Document::of_leaves(document.title.clone(), &pieces), document);
        assert_eq!(Document::of_leaves(String::new(), &[]), Document::default());
    }
}
