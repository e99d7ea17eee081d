//! The rows and columns of tables that only one of the documents has: each is one change, whatever is in its cells. Not here: rows
//! that were moved, which are passages.

use super::hunks::Both;
use crate::document::{Class, Line, Mark, Within};
use std::collections::{BTreeMap, HashMap};

/// What is noted of the lines of such rows and columns: a whole row or column where its first cell is, and nothing for the others.
pub(super) type Whole = HashMap<usize, Option<(Class, &'static str, String)>>;

/// A cell of a redline.
#[derive(Clone, Copy)]
struct Cell {
    table: usize,
    row: usize,
    column: usize,
}

/// Finds the rows and columns that are new or gone.
pub(super) fn whole(lines: &[Line], both: &[Both]) -> Whole {
    let cells: Vec<(usize, Cell)> = lines.iter().enumerate().filter_map(|(at, line)| Some((at, cell(line)?))).collect();
    let mut found = Whole::new();
    for table in cells.chunk_by(|(_, a), (_, b)| a.table == b.table) {
        let rows: Vec<&[(usize, Cell)]> = table.chunk_by(|(_, a), (_, b)| a.row == b.row).collect();
        for mark in [Mark::Deleted, Mark::Inserted] {
            let has = |at: usize| lines[at].end.mark == mark && lines[at].end.moved.is_none();
            let (whole, others): (Vec<&[(usize, Cell)]>, _) =
                rows.iter().copied().partition(|row| row.iter().all(|(at, _)| has(*at)));
            for row in whole {
                note(&mut found, both, mark, "row", row.iter().map(|(at, _)| *at));
            }
            // Cells of a moved row are in it, whether they are new or not.
            let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (at, cell) in others.iter().copied().flatten().filter(|(at, _)| lines[*at].end.mark == mark) {
                columns.entry(cell.column).or_default().push(*at);
            }
            for column in columns.into_values().filter(|column| column.len() > 1) {
                note(&mut found, both, mark, "column", column.into_iter());
            }
        }
    }
    found
}

fn cell(line: &Line) -> Option<Cell> {
    line.place.within.iter().find_map(|within| match within {
        Within::Cell { table, row, column } => Some(Cell { table: *table, row: *row, column: *column }),
        _ => None,
    })
}

fn note(found: &mut Whole, both: &[Both], mark: Mark, what: &'static str, cells: impl Iterator<Item = usize>) {
    let cells: Vec<usize> = cells.collect();
    let text = |at: &usize| if mark == Mark::Inserted { both[*at].new.trim() } else { both[*at].old.trim() };
    let words = cells.iter().map(text).collect::<Vec<_>>().join(" | ");
    let class = if mark == Mark::Inserted { Class::Added } else { Class::Removed };
    for at in &cells[1..] {
        found.insert(*at, None);
    }
    found.insert(cells[0], Some((class, what, words)));
}
