//! Reads the tables of a Word document: rows of cells, the first row of headings if the file says so.

use super::DocxReader;
use super::body::is_drop_capital;
use super::controls::is_prompt;
use super::review_marks::Key;
use super::switches::is_shaded;
use super::xml::Node;
use crate::document::Run;
use crate::load::document_builder::OpenBlock;

/// Columns that one cell may go over.
const WIDEST_CELL: usize = 50;

impl<'a> DocxReader<'a, '_> {
    /// Reads a table of the body. Of one that is not in this view only the changes are read, so that it does not
    /// separate the text around it.
    pub(super) fn table(&mut self, node: &'a Node) {
        if rows(node).all(|row| !self.shows_row(row)) {
            let (words, images) = (std::mem::take(&mut self.builder.words), self.builder.hold_images());
            self.rows(node);
            self.tables -= 1;
            self.builder.put_back(words, images);
        } else {
            self.end();
            self.rows(node);
        }
    }

    fn shows_row(&self, row: &Node) -> bool {
        let keys = row.child("w:trPr").into_iter().flat_map(Node::nodes).filter_map(Key::of);
        let shown = keys.chain(self.log.inside.iter().cloned()).all(|key| self.shows(key.kind));
        // With the last of its cells a row goes too.
        shown && self.shows_any_cell(row)
    }

    fn shows_any_cell(&self, row: &Node) -> bool {
        let mut cells = cells(row).peekable();
        cells.peek().is_none() || cells.any(|cell| change_of(cell).is_none_or(|key| self.shows(key.kind)))
    }

    fn rows(&mut self, node: &'a Node) {
        self.tables += 1;
        let style = node.child("w:tblPr").and_then(|properties| properties.val("w:tblStyle"));
        let around = std::mem::replace(&mut self.table_style, style);
        self.builder.open(OpenBlock::Table { head: Vec::new(), rows: Vec::new(), row: Vec::new() });
        let mut number = 0;
        for row in rows(node) {
            let is_head = row.child("w:trPr").is_some_and(|properties| properties.is_on("w:tblHeader"));
            let change = row.child("w:trPr").into_iter().flat_map(Node::nodes).find(|node| Key::of(node).is_some());
            number += 1;
            let depth = self.log.inside.len();
            self.log.enter(change.and_then(Key::of));
            let is_there = self.shows_row(row);
            let cells = self.row(row, number);
            self.log.inside.truncate(depth);
            if is_there {
                cells.then(|| self.builder.row(is_head));
            } else {
                self.builder.drop_row();
                number -= 1;
            }
        }
        self.unknown_parts(node, "w:tr");
        self.table_style = around;
        self.cell = None;
        self.builder.close();
    }

    /// Reports merged cells as an open change; the words are the same, however it is decided.
    fn note_merge(&mut self, cell: &Node) {
        if let Some(merge) = cell.child("w:tcPr").and_then(|properties| properties.child("w:cellMerge")) {
            self.log.looks(merge, &cell.words(), &self.place());
        }
    }

    /// Reads a row; returns whether it has any cells. A cell that is not in this view leaves no gap: later ones move
    /// up, as in Word.
    fn row(&mut self, row: &'a Node, number: usize) -> bool {
        let mut column = 0;
        for (cell, is_prompt) in inner(row, "w:tc", false) {
            let properties = cell.child("w:tcPr");
            let span =
                properties.and_then(|properties| properties.val("w:gridSpan")).and_then(|span| span.parse().ok());
            self.cell = Some((self.tables, number, column + 1));
            if properties.is_some_and(|properties| {
                properties.child("w:vMerge").is_some_and(|merge| merge.get("w:val") == Some("restart"))
            }) {
                self.left_out.thing(self.place(), "a cell spans several rows: its words are in the first of them");
            }
            let depth = self.log.inside.len();
            self.log.enter(change_of(cell));
            let is_there = self.log.inside.iter().all(|key| self.shows(key.kind));
            self.note_merge(cell);
            let shaded = std::mem::replace(
                &mut self.shaded,
                properties.and_then(|own| own.child("w:shd")).is_some_and(is_shaded),
            );
            self.prompts += usize::from(is_prompt);
            self.cell_blocks(cell);
            self.prompts -= usize::from(is_prompt);
            self.shaded = shaded;
            self.log.inside.truncate(depth);
            if !is_there {
                continue;
            }
            for _ in 0..span.unwrap_or(1).clamp(1, WIDEST_CELL) {
                self.builder.cell();
                column += 1;
            }
        }
        self.unknown_parts(row, "w:tc");
        column > 0
    }

    /// Reports the words of parts of a table, or of a row, that are not known.
    fn unknown_parts(&mut self, node: &Node, wanted: &str) {
        let known = [wanted, "w:sdt", "w:sdtContent", "w:customXml", "mc:AlternateContent"];
        for child in node.nodes().filter(|child| !known.contains(&&*child.name)) {
            self.unknown(child);
        }
    }

    /// Reads the paragraphs of a cell, a line each.
    pub(super) fn cell_blocks(&mut self, node: &'a Node) {
        for child in node.nodes() {
            match &*child.name {
                "w:p" => self.cell_paragraph(child),
                "w:tbl" => {
                    self.left_out.thing(self.place(), "a table in a table is read as words of its cell");
                    for row in rows(child) {
                        cells(row).for_each(|cell| self.cell_blocks(cell));
                    }
                }
                "w:sdt" => self.control(child, DocxReader::cell_blocks),
                "w:sdtContent" | "w:customXml" => self.cell_blocks(child),
                "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" => self.changed(child, DocxReader::cell_blocks),
                "mc:AlternateContent" => child.alternative().into_iter().for_each(|choice| self.cell_blocks(choice)),
                "w:altChunk" => self.chunk(child),
                _ => self.inline_alone(child),
            }
        }
    }

    fn cell_paragraph(&mut self, node: &'a Node) {
        if !self.builder.words.at_start_of_line() && !std::mem::take(&mut self.joined) {
            let place = self.place();
            self.builder.words.push(Run { text: "\n".to_owned(), ..Run::default() }, place);
        }
        let properties = node.child("w:pPr");
        let before = self.begin(properties);
        self.paragraph_words(node);
        let role = self.role(properties);
        if role.list.is_some() || role.heading.is_some() {
            self.left_out.looks("lists and headings in the cells of a table", self.place());
        }
        self.joined = !self.ends(properties) || is_drop_capital(properties);
        (self.paragraph, self.shaded) = before;
        self.left_out.end_pieces();
        if !self.joined {
            self.read_boxes();
        }
    }
}

/// Returns the rows of a table, also those in controls and custom elements.
fn rows(node: &Node) -> impl Iterator<Item = &Node> {
    inner(node, "w:tr", false).into_iter().map(|(row, _)| row)
}

fn cells(node: &Node) -> impl Iterator<Item = &Node> {
    inner(node, "w:tc", false).into_iter().map(|(cell, _)| cell)
}

/// Returns the open change that a cell came or goes with.
fn change_of(cell: &Node) -> Option<Key> {
    let changes = cell.child("w:tcPr").into_iter().flat_map(Node::nodes);
    changes.filter(|node| matches!(&*node.name, "w:cellIns" | "w:cellDel")).find_map(Key::of)
}

/// Returns the parts of this name, each with whether it is in a prompt that nobody has answered.
fn inner<'n>(node: &'n Node, wanted: &str, prompt: bool) -> Vec<(&'n Node, bool)> {
    let mut found = Vec::new();
    for child in node.nodes() {
        match &*child.name {
            name if name == wanted => found.push((child, prompt)),
            "w:sdt" => found.extend(inner(child, wanted, prompt || is_prompt(child))),
            "w:sdtContent" | "w:customXml" => found.extend(inner(child, wanted, prompt)),
            "mc:AlternateContent" => {
                found.extend(child.alternative().into_iter().flat_map(|it| inner(it, wanted, prompt)));
            }
            _ => {}
        }
    }
    found
}
