//! Composes the blocks of a document, one after the other: headings, paragraphs, lists and quotations, line by line.

use super::composition::{Area, Column, Composition, Ink, LEADING, Strip, Words};
use super::fonts::{Cut, Fonts};
use super::lines::{Style, break_lines};
use super::table;
use super::tags::NodeId;
use crate::document::{Block, Document, Run};
use crate::export::picture_link;
use krilla::tagging::{ListNumbering, Tag};
use std::num::NonZeroU16;

/// The size of running text, in points.
pub(super) const SIZE: f32 = 11.0;
/// The sizes of headings, from the main one.
const HEADINGS: [f32; 6] = [20.0, 14.0, 12.0, 11.0, 11.0, 11.0];
/// How far the words of a list are from its bullets' edge, and those of a quotation from its bar.
const INDENT: f32 = 20.0;
/// The space above a heading, a paragraph, and an item that follows another.
const ABOVE: [f32; 3] = [15.0, 7.0, 3.5];

/// Composes a document, block by block.
struct Flow<'a> {
    made: Composition<'a>,
    /// The bullets or numbers of items whose first line is still to come, with their places: of an item that begins with a list,
    /// and of that list's.
    labels: Vec<(String, f32, NodeId)>,
    /// The level of the last heading: PDF/UA allows none to be left out.
    level: u8,
}

/// Returns a document as strips, in a column from `x` of this width.
pub(super) fn compose<'a>(document: &Document, fonts: &'a Fonts<'a>, (x, width): (f32, f32)) -> Composition<'a> {
    let mut flow = Flow { made: Composition::new(fonts), labels: Vec::new(), level: 0 };
    flow.blocks(&document.blocks, &Column { x, width, bars: Vec::new(), cut: Cut::default(), tag: None });
    flow.made
}

impl Flow<'_> {
    fn blocks(&mut self, blocks: &[Block], column: &Column) {
        for block in blocks {
            self.block(block, column);
        }
    }

    fn block(&mut self, block: &Block, column: &Column) {
        match block {
            Block::Heading { level, runs } => self.heading(*level, runs, column),
            Block::Paragraph(runs) => self.paragraph(runs, column),
            Block::List { start, items } => self.list(*start, items, column),
            Block::Quote(blocks) => {
                let tag = Some(self.made.tags.add(column.tag, Tag::BlockQuote));
                let mut inner = Column { x: column.x + INDENT, width: column.width - INDENT, tag, ..column.clone() };
                inner.bars.push(column.x + INDENT / 4.0);
                inner.cut.italic = true;
                self.blocks(blocks, &inner);
            }
            Block::Table { head, rows } => table::lay_out(&mut self.made, head, rows, column),
            Block::Image { src, alt } => self.paragraph(&pictured(src, alt), column),
            Block::Rule => {
                let line = Area { x: column.x, y: 6.0, width: column.width, height: 0.75, ink: Ink::Line };
                self.made.strips.push(Strip { above: ABOVE[1], height: 10.0, boxes: vec![line], ..Strip::default() });
            }
        }
    }

    fn heading(&mut self, level: u8, runs: &[Run], column: &Column) {
        let level = level.clamp(1, 6).min(self.level + 1);
        self.level = level;
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let tag = Tag::Hn(NonZeroU16::new(level.into()).expect("it is at least 1"), Some(text.clone()));
        let tag = self.made.tags.add(column.tag, tag);
        let first = self.made.strips.len();
        let style = Style { size: HEADINGS[usize::from(level) - 1], cut: Cut { bold: true, italic: false } };
        self.lines(runs, style, column, tag, ABOVE[0]);
        for strip in &mut self.made.strips[first..] {
            strip.with_next = true;
            strip.words.iter_mut().for_each(|words| words.coloured = true);
        }
        self.made.strips[first].heading = Some((level, text));
    }

    fn paragraph(&mut self, runs: &[Run], column: &Column) {
        let tag = self.made.tags.add(column.tag, Tag::P);
        let above = if self.labels.is_empty() { ABOVE[1] } else { ABOVE[2] };
        let introduces = runs.last().is_some_and(|run| run.text.trim_end().ends_with(':'));
        self.lines(runs, Style { size: SIZE, cut: column.cut }, column, tag, above);
        if let Some(last) = self.made.strips.last_mut().filter(|_| introduces) {
            last.with_next = true;
        }
    }

    /// Adds the lines of a paragraph: neither its first nor its last line is alone on a page.
    fn lines(&mut self, runs: &[Run], style: Style, column: &Column, tag: NodeId, above: f32) {
        let lines = self.made.linked(break_lines(self.made.fonts, runs, style, column.width), runs, tag);
        let (count, height) = (lines.len(), style.size * LEADING);
        for (index, line) in lines.into_iter().enumerate() {
            let above = if index == 0 { above } else { 0.0 };
            let mut strip = Strip { above, height, with_next: index + 1 < count, ..Strip::default() };
            strip.with_next &= index == 0 || index + 2 == count;
            for (label, x, tag) in std::mem::take(&mut self.labels) {
                let label = [Run { text: label, ..Run::default() }];
                let plain = Style { size: SIZE, cut: Cut::default() };
                let line = break_lines(self.made.fonts, &label, plain, f32::INFINITY).swap_remove(0);
                strip.words.push(Words { at: (x, 0.0), line, height, tag, coloured: false });
            }
            let bar = |x: &f32| Area { x: *x, y: -above, width: 2.0, height: height + above, ink: Ink::Council };
            strip.boxes.extend(column.bars.iter().map(bar));
            strip.words.push(Words { at: (column.x, 0.0), line, height, tag, coloured: false });
            self.made.strips.push(strip);
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], column: &Column) {
        let numbering = if start.is_some() { ListNumbering::Decimal } else { ListNumbering::Disc };
        let list = self.made.tags.add(column.tag, Tag::L(numbering));
        for (number, item) in (start.unwrap_or(0)..).zip(items) {
            let one = self.made.tags.add(Some(list), Tag::LI);
            let label = self.made.tags.add(Some(one), Tag::Lbl);
            let body = self.made.tags.add(Some(one), Tag::LBody);
            let text = if start.is_some() { format!("{number}.") } else { "•".to_owned() };
            self.labels.push((text, column.x + INDENT / 4.0, label));
            let (x, width) = (column.x + INDENT, column.width - INDENT);
            let inner = Column { x, width, tag: Some(body), ..column.clone() };
            if item.is_empty() {
                self.paragraph(&[], &inner);
            }
            self.blocks(item, &inner);
            // A table or a line has no first line of words that could take it.
            if !self.labels.is_empty() {
                self.paragraph(&[], &inner);
            }
        }
    }
}

/// Returns the words that stand for a picture, which is at hand for no writer of files.
fn pictured(src: &str, alt: &[Run]) -> Vec<Run> {
    let link = picture_link(src);
    let plain = |text: &str| Run { text: text.to_owned(), ..Run::default() };
    let words = [plain("[Picture: ")].into_iter().chain(alt.iter().cloned()).chain([plain("]")]);
    words.map(|run| Run { link: link.clone(), ..run }).collect()
}
