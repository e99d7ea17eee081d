//! Turns pages into rows of running text, without what pages repeat (headers, footers, page numbers), and without
//! footnotes and their marks.

use super::super::pdf::{Line, Page, Pages, TextPiece};
use std::collections::BTreeMap;

/// A line of the running text.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// From 1.
    pub(super) page: u32,
    pub(super) y: f32,
    /// The size of most of its letters.
    pub(super) size: f32,
    /// Whether all of it is bold.
    pub(super) bold: bool,
    /// The distance from the row before it on its page.
    pub(super) gap: Option<f32>,
    /// Never empty.
    pub(super) pieces: Vec<TextPiece>,
}

impl Row {
    pub(super) fn x(&self) -> f32 {
        self.pieces[0].x
    }

    pub(super) fn end(&self) -> f32 {
        self.pieces[self.pieces.len() - 1].end
    }

    pub(super) fn text(&self) -> String {
        text_of(&self.pieces)
    }
}

/// A gap wider than this part of the size is a space.
const SPACE: f32 = 0.16;

/// Returns the words of some pieces, with single spaces.
pub(super) fn text_of(pieces: &[TextPiece]) -> String {
    let mut text = String::new();
    let mut end = f32::INFINITY;
    for piece in pieces {
        if piece.x - end > SPACE * piece.size {
            text.push(' ');
        }
        text.push_str(&piece.text);
        end = piece.end;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The running text of a document.
pub(super) struct Flow {
    pub(super) rows: Vec<Row>,
    /// The lines that pages repeat at the top and bottom, with their pages.
    pub(super) repeated: Vec<(u32, String)>,
    /// The size of most letters.
    pub(super) size: f32,
    /// The distance between the lines of a paragraph.
    pub(super) leading: f32,
}

/// The share of a page's height for headers, and the height at which footers begin.
const HEAD: f32 = 0.12;
const FOOT: f32 = 0.86;
/// Footnotes are set smaller than this part of the running text.
const FOOTNOTE: f32 = 0.93;
/// Marks are set smaller than this part of their line.
const MARK: f32 = 0.8;

impl Flow {
    pub(super) fn new(pages: &Pages) -> Flow {
        let size = most(
            pages
                .0
                .iter()
                .flat_map(|page| &page.lines)
                .flat_map(|line| &line.pieces)
                .map(|piece| (piece.size, piece.text.len())),
        );
        let repeats = repeats(pages);
        let mut flow = Flow { rows: Vec::new(), repeated: Vec::new(), size, leading: 0.0 };
        for (page, number) in pages.0.iter().zip(1..) {
            flow.add(page, number, &repeats);
        }
        let gaps = flow.rows.iter().filter(|row| (row.size - size).abs() < 0.5).filter_map(|row| row.gap);
        flow.leading = most(gaps.filter(|gap| *gap < size * 2.0).map(|gap| (gap, 1))).max(size);
        flow
    }

    fn add(&mut self, page: &Page, number: u32, repeats: &BTreeMap<String, usize>) {
        let (furniture, text): (Vec<&Line>, Vec<&Line>) =
            page.lines.iter().partition(|line| is_furniture(line, page, repeats));
        self.repeated.extend(furniture.into_iter().map(|line| (number, text_of(&line.pieces))));
        let text = &text[..text.len() - footnotes(&text, self.size)];
        let mut before = None;
        for line in text {
            let pieces = without_marks(line);
            if pieces.is_empty() {
                continue;
            }
            let bold = pieces.iter().all(|piece| piece.bold);
            let gap = before.map(|y| line.y - y);
            before = Some(line.y);
            // A bullet may be set larger than its words.
            let size = most(pieces.iter().map(|piece| (piece.size, piece.text.len())));
            self.rows.push(Row { page: number, y: line.y, size, bold, gap, pieces });
        }
    }
}

/// Returns the value, to a tenth, that weighs most; 0 without values.
fn most(values: impl Iterator<Item = (f32, usize)>) -> f32 {
    let mut weights: BTreeMap<i32, usize> = BTreeMap::new();
    for (value, weight) in values {
        #[expect(clippy::cast_possible_truncation, reason = "tenths of points: saturates")]
        let tenths = (value * 10.0).round() as i32;
        *weights.entry(tenths).or_default() += weight;
    }
    let (tenths, _) = weights.into_iter().max_by_key(|(_, weight)| *weight).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "tenths of points: small")]
    let value = tenths as f32 / 10.0;
    value
}

fn in_margin(line: &Line, page: &Page) -> bool {
    line.y < page.height * HEAD || line.y > page.height * FOOT
}

/// Returns a line's words with each number as `#`, so that page numbers do not tell lines apart.
fn shape(line: &Line) -> String {
    let mut shape = String::new();
    for c in text_of(&line.pieces).chars() {
        match c {
            '0'..='9' if shape.ends_with('#') => {}
            '0'..='9' => shape.push('#'),
            c => shape.push(c),
        }
    }
    shape
}

/// Returns the shapes of lines in the margins that come back on page after page, with the number of pages.
fn repeats(pages: &Pages) -> BTreeMap<String, usize> {
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    for page in &pages.0 {
        let mut seen: Vec<String> = page.lines.iter().filter(|line| in_margin(line, page)).map(shape).collect();
        seen.sort_unstable();
        seen.dedup();
        for shape in seen {
            *shapes.entry(shape).or_default() += 1;
        }
    }
    let least = (pages.0.len() * 2 / 5).max(2);
    shapes.retain(|_, count| *count >= least);
    shapes
}

fn is_furniture(line: &Line, page: &Page, repeats: &BTreeMap<String, usize>) -> bool {
    let is_number = || text_of(&line.pieces).parse::<u32>().is_ok();
    in_margin(line, page) && (line.artifact || repeats.contains_key(&shape(line)) || is_number())
}

/// Returns how many lines at the end of a page are footnotes: small ones, the first of which begins with a mark.
fn footnotes(lines: &[&Line], size: f32) -> usize {
    let small = lines.iter().rev().take_while(|line| line.size < size * FOOTNOTE).count();
    let starts_note =
        |line: &&Line| text_of(&line.pieces).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'));
    let block = &lines[lines.len() - small..];
    block.iter().position(starts_note).map_or(0, |place| small - place)
}

/// Returns a line's pieces without raised footnote marks. The piece before a mark ends where the mark ends, so that no
/// space replaces it.
fn without_marks(line: &Line) -> Vec<TextPiece> {
    let mut pieces: Vec<TextPiece> = Vec::with_capacity(line.pieces.len());
    for piece in &line.pieces {
        let is_raised = piece.size < line.size * MARK && piece.y < line.y - 0.1 * line.size;
        let is_mark = piece.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | ' ' | ','));
        match pieces.last_mut() {
            Some(before) if is_raised && is_mark => before.end = piece.end,
            None if is_raised && is_mark => {}
            _ => pieces.push(piece.clone()),
        }
    }
    pieces.retain(|piece| !piece.text.trim().is_empty());
    pieces
}
