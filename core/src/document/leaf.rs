//! Leaves: a document as the line of its pieces that hold words, each with what it stands in. Two documents are compared
//! leaf by leaf, checks read leaf by leaf, and the leaves are enough to make the document again. Not here: what is said
//! about any of them.

use super::{Block, Document, Run};

/// A piece of a document that holds words and no other block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf<'a> {
    /// What it stands in, the outermost first.
    pub within: Vec<Within>,
    /// What it is.
    pub kind: Kind,
    /// Its words.
    pub runs: &'a [Run],
}

/// What a leaf stands in. Lists, quotations and tables are numbered through the document, each kind from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Within {
    /// An item of a list.
    Item {
        /// Which list.
        list: usize,
        /// The first number of a numbered list; none for bullets.
        start: Option<u64>,
        /// Which item, from 0.
        item: usize,
    },
    /// A quotation set apart.
    Quote {
        /// Which quotation.
        quote: usize,
    },
    /// A cell of a table.
    Cell {
        /// Which table.
        table: usize,
        /// Which row, from 1; 0 is the row of headings.
        row: usize,
        /// Which column, from 0.
        column: usize,
    },
}

/// A list, a quotation or a table of a document: what tells one from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// Which list.
    List(usize),
    /// Which quotation set apart.
    Quote(usize),
    /// Which table.
    Table(usize),
}

impl Within {
    /// What holds it.
    pub fn holder(self) -> Holder {
        match self {
            Within::Item { list, .. } => Holder::List(list),
            Within::Quote { quote } => Holder::Quote(quote),
            Within::Cell { table, .. } => Holder::Table(table),
        }
    }
}

/// What a leaf is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A heading of a level, 1 to 6.
    Heading(u8),
    /// A paragraph, or the words of a cell.
    Paragraph,
    /// A picture: the words are its alternative text.
    Image {
        /// Address or path.
        src: String,
    },
    /// A line between two parts: no words.
    Rule,
}

impl Leaf<'_> {
    /// Its words, without their looks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Document {
    /// The leaves, in reading order. An empty item, cell or quotation is a paragraph without words.
    pub fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut walk = Walk::default();
        walk.blocks(&self.blocks);
        walk.leaves
    }
}

/// Calls `visit` for the words of each heading, paragraph, picture and cell, in reading order, to change them.
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

#[derive(Default)]
struct Walk<'a> {
    leaves: Vec<Leaf<'a>>,
    within: Vec<Within>,
    lists: usize,
    quotes: usize,
    tables: usize,
}

impl<'a> Walk<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        if blocks.is_empty() && !self.within.is_empty() {
            self.leaf(Kind::Paragraph, &[]);
        }
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading { level, runs } => self.leaf(Kind::Heading(*level), runs),
            Block::Paragraph(runs) => self.leaf(Kind::Paragraph, runs),
            Block::Image { src, alt } => self.leaf(Kind::Image { src: src.clone() }, alt),
            Block::Rule => self.leaf(Kind::Rule, &[]),
            Block::List { start, items } => {
                let list = next(&mut self.lists);
                for (item, blocks) in items.iter().enumerate() {
                    self.inside(Within::Item { list, start: *start, item }, |walk| walk.blocks(blocks));
                }
            }
            Block::Quote(blocks) => {
                let quote = next(&mut self.quotes);
                self.inside(Within::Quote { quote }, |walk| walk.blocks(blocks));
            }
            Block::Table { head, rows } => {
                let table = next(&mut self.tables);
                for (row, cells) in std::iter::once(head).chain(rows).enumerate() {
                    for (column, runs) in cells.iter().enumerate() {
                        self.inside(Within::Cell { table, row, column }, |walk| walk.leaf(Kind::Paragraph, runs));
                    }
                }
            }
        }
    }

    fn inside(&mut self, within: Within, walk: impl FnOnce(&mut Self)) {
        self.within.push(within);
        walk(self);
        self.within.pop();
    }

    fn leaf(&mut self, kind: Kind, runs: &'a [Run]) {
        self.leaves.push(Leaf { within: self.within.clone(), kind, runs });
    }
}

fn next(count: &mut usize) -> usize {
    *count += 1;
    *count - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Run> {
        vec![Run { text: text.to_owned(), ..Run::default() }]
    }

    #[test]
    fn leaves_come_in_reading_order_with_what_they_stand_in() {
        let document = Document {
            title: String::new(),
            blocks: vec![
                Block::Heading { level: 1, runs: words("a") },
                Block::List {
                    start: Some(3),
                    items: vec![
                        vec![Block::Paragraph(words("b"))],
                        vec![Block::List { start: None, items: vec![vec![]] }],
                    ],
                },
                Block::Quote(vec![Block::Paragraph(words("c")), Block::Rule]),
                Block::Table { head: vec![words("d")], rows: vec![vec![words("e")]] },
                Block::Image { src: "s".to_owned(), alt: words("f") },
            ],
            ..Document::default()
        };
        let item = |list, start, item| Within::Item { list, start, item };
        let (quote, cell) = (Within::Quote { quote: 0 }, |row| Within::Cell { table: 0, row, column: 0 });
        let leaves: Vec<_> = document.leaves().into_iter().map(|leaf| (leaf.text(), leaf.kind, leaf.within)).collect();
        let expected = [
            ("a", Kind::Heading(1), vec![]),
            ("b", Kind::Paragraph, vec![item(0, Some(3), 0)]),
            ("", Kind::Paragraph, vec![item(0, Some(3), 1), item(1, None, 0)]),
            ("c", Kind::Paragraph, vec![quote]),
            ("", Kind::Rule, vec![quote]),
            ("d", Kind::Paragraph, vec![cell(0)]),
            ("e", Kind::Paragraph, vec![cell(1)]),
            ("f", Kind::Image { src: "s".to_owned() }, vec![]),
        ];
        assert_eq!(leaves, expected.map(|(text, kind, within)| (text.to_owned(), kind, within)));
    }
}
