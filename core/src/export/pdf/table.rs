//! Lays tables out: columns as wide as their words need, rows that stay on one page where they can, and headings that are
//! written again on the next.

use super::composition::{Area, Column, Composition, Ink, LEADING, Strip, Words};
use super::fonts::Cut;
use super::lines::{Line, Style, break_lines};
use super::tags::NodeId;
use crate::document::Run;
use krilla::tagging::{TableHeaderScope, Tag};

/// The size of letters in tables, the space around the words of a cell, and the width of its lines.
const SIZE: f32 = 10.0;
const PADDING: (f32, f32) = (5.0, 3.0);
const LINE: f32 = 0.6;
/// A row of more lines than this may go over a page's end.
const WHOLE: usize = 24;

const PLAIN: Style = Style { size: SIZE, cut: Cut { bold: false, italic: false } };
const BOLD: Style = Style { size: SIZE, cut: Cut { bold: true, italic: false } };

/// A table on its page: the edges of its columns.
struct Table {
    edges: Vec<f32>,
    height: f32,
}

/// Adds a table to the composition. If the columns have headings, the first cell of a row is its heading, as on a page.
pub(super) fn lay_out(made: &mut Composition<'_>, head: &[Vec<Run>], rows: &[Vec<Vec<Run>>], column: &Column) {
    let tag = made.tags.add(column.tag, Tag::Table);
    let table = Table { edges: edges(made, head, rows, column), height: SIZE * LEADING };
    let first = made.strips.len();
    if !head.is_empty() {
        let group = made.tags.add(Some(tag), Tag::THead);
        let scopes = vec![Some(TableHeaderScope::Column); head.len()];
        let mut strips = row(made, &table, head, group, &scopes);
        for strip in &mut strips {
            strip.with_next = true;
            let (x, width) = (table.edges[0], table.edges[table.edges.len() - 1] - table.edges[0]);
            strip.boxes.insert(0, Area { x, y: 0.0, width, height: strip.height, ink: Ink::Ground });
        }
        made.heads.push(strips.clone());
        made.strips.extend(strips);
    }
    let number = made.heads.len().checked_sub(1).filter(|_| !head.is_empty());
    let group = made.tags.add(Some(tag), Tag::TBody);
    for cells in rows {
        let mut scopes = vec![None; cells.len()];
        if let Some(first) = scopes.first_mut().filter(|_| !head.is_empty()) {
            *first = Some(TableHeaderScope::Row);
        }
        let mut strips = row(made, &table, cells, group, &scopes);
        for strip in &mut strips {
            strip.head = number;
        }
        made.strips.extend(strips);
    }
    if let Some(strip) = made.strips.get_mut(first) {
        strip.above = 9.0;
    }
    if let Some(last) = made.strips.last_mut() {
        last.with_next = false;
    }
}

/// Returns where the columns begin, and where the last one ends.
fn edges(made: &Composition<'_>, head: &[Vec<Run>], rows: &[Vec<Vec<Run>>], column: &Column) -> Vec<f32> {
    let count = head.len().max(rows.iter().map(Vec::len).max().unwrap_or(0));
    let mut widths = vec![(0.0_f32, 0.0_f32); count];
    let all = [(head, BOLD)].into_iter().chain(rows.iter().map(|row| (row.as_slice(), PLAIN)));
    for (cells, style) in all {
        for (cell, (wide, narrow)) in cells.iter().zip(&mut widths) {
            let (whole, word) = made.widths(cell, style);
            (*wide, *narrow) = (wide.max(whole), narrow.max(word));
        }
    }
    // A hair more than the words need, so that what was measured is not broken for a rounding.
    let around = 2.0 * PADDING.0 + 0.5;
    let (wide, narrow): (f32, f32) = widths.iter().fold((0.0, 0.0), |(a, b), (c, d)| (a + c + around, b + d + around));
    let room = column.width;
    let width = |(whole, word): &(f32, f32)| match (wide <= room, narrow <= room) {
        (true, _) => whole + around,
        (false, true) => word + around + (whole - word) * (room - narrow) / (wide - narrow).max(1.0),
        (false, false) => (word + around) * room / narrow,
    };
    let mut edges = vec![column.x];
    for one in &widths {
        edges.push(edges[edges.len() - 1] + width(one));
    }
    edges
}

/// Returns a row as strips: the first lines of all its cells, then the second ones, and so on.
fn row(
    made: &mut Composition<'_>,
    table: &Table,
    cells: &[Vec<Run>],
    group: NodeId,
    scopes: &[Option<TableHeaderScope>],
) -> Vec<Strip> {
    let tag = made.tags.add(Some(group), Tag::TR);
    let mut columns: Vec<(f32, NodeId, std::vec::IntoIter<Line>)> = Vec::new();
    for (index, (cell, scope)) in cells.iter().zip(scopes).enumerate() {
        let node = match scope {
            Some(scope) => made.tags.add(Some(tag), Tag::TH(*scope)),
            None => made.tags.add(Some(tag), Tag::TD),
        };
        let (style, blank) = (if scope.is_some() { BOLD } else { PLAIN }, [Run { text: " ".into(), ..Run::default() }]);
        // A cell without words is a cell all the same: without anything in it, it would not be in the tree.
        let runs = if cell.iter().all(|run| run.text.is_empty()) { blank.as_slice() } else { cell };
        let room = (table.edges[index + 1] - table.edges[index] - 2.0 * PADDING.0).max(1.0);
        let lines = break_lines(made.fonts, runs, style, room);
        columns.push((table.edges[index] + PADDING.0, node, made.linked(lines, runs, node).into_iter()));
    }
    let count = columns.iter().map(|(_, _, lines)| lines.len()).max().unwrap_or(1);
    (0..count).map(|index| strip(table, &mut columns, (index, count))).collect()
}

/// Returns one line of every cell, with the lines around the cells.
fn strip(
    table: &Table,
    columns: &mut [(f32, NodeId, std::vec::IntoIter<Line>)],
    (index, count): (usize, usize),
) -> Strip {
    let (is_first, is_last) = (index == 0, index + 1 == count);
    let above = if is_first { PADDING.1 } else { 0.0 };
    let height = table.height + above + if is_last { PADDING.1 } else { 0.0 };
    let mut strip = Strip { height, with_next: !is_last && count <= WHOLE, ..Strip::default() };
    for (x, tag, lines) in columns {
        if let Some(line) = lines.next() {
            let at = (*x, above);
            strip.words.push(Words { at, line, height: table.height, tag: *tag, coloured: false });
        }
    }
    let (left, right) = (table.edges[0], table.edges[table.edges.len() - 1]);
    let across = |y: f32| Area { x: left, y, width: right - left + LINE, height: LINE, ink: Ink::Line };
    let down = |x: &f32| Area { x: *x, y: 0.0, width: LINE, height: height + LINE, ink: Ink::Line };
    strip.boxes.extend(table.edges.iter().map(down));
    strip.boxes.extend(is_first.then(|| across(0.0)));
    strip.boxes.extend(is_last.then(|| across(height)));
    strip
}
