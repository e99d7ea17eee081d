//! The blocks of a page of a web site that was saved as HTML or as plain text, in the form that the reader of reports has
//! them from a PDF.

use super::block::{Block, BlockKind};
use crate::document::{self, Run};
use crate::load::html;

/// Between the cells of a table's row.
const CELL: &str = " | ";

/// Returns the blocks of a saved page.
pub(super) fn of(text: &str) -> Vec<Block> {
    let is_html = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('<');
    let mut blocks = Vec::new();
    if is_html {
        html::read(text).document.blocks.iter().for_each(|block| add(block, BlockKind::Plain, &mut blocks));
    } else {
        of_text(text, &mut blocks);
    }
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

fn block(kind: BlockKind, text: &str) -> Block {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Block { kind, page: 1, x: 0.0, size: 12.0, text }
}

fn words(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn add(read: &document::Block, kind: BlockKind, blocks: &mut Vec<Block>) {
    match read {
        document::Block::Heading { runs, .. } => blocks.push(block(BlockKind::Heading, &words(runs))),
        document::Block::Paragraph(runs) => blocks.push(block(kind, &words(runs))),
        document::Block::List { items, .. } => blocks.extend(items.iter().map(|item| {
            let mut text = String::new();
            for part in item {
                part.for_each_run(&mut |run: &Run| text.extend([run.text.as_str(), " "]));
            }
            block(BlockKind::Bullet, &text)
        })),
        document::Block::Quote(inside) => inside.iter().for_each(|part| add(part, kind, blocks)),
        document::Block::Table { rows, .. } => blocks.extend(
            rows.iter().map(|row| block(kind, &row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(CELL))),
        ),
        document::Block::Image { .. } | document::Block::Rule => {}
    }
}

/// Reads plain text: each line is a paragraph, a bullet begins a point, and an indented line after it goes on with it.
fn of_text(text: &str, blocks: &mut Vec<Block>) {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let words = line.trim();
        match (words.strip_prefix(['•', '*']), blocks.last_mut()) {
            (Some(point), _) => blocks.push(block(BlockKind::Bullet, point)),
            (None, Some(open)) if open.kind == BlockKind::Bullet && line.starts_with([' ', '\t']) => {
                *open = block(BlockKind::Bullet, &format!("{} {words}", open.text));
            }
            (None, _) => blocks.push(block(BlockKind::Plain, words)),
        }
    }
}
