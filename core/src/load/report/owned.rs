//! Reads a table of two columns: the body that is responsible, and what it has to do.

use super::block::Blocks;
use super::name::plain;
use super::points::Points;
use super::running_text::{Row, text_of};
use crate::inspection::Improvement;
use std::ops::Range;

/// How the head of the first column begins.
const HEAD: &str = "responsible bod";
/// A cell begins at most so far left of the head of its column, in points.
const SLACK: f32 = 6.0;
/// Rows further apart than this part of their size belong to two rows of the table.
const APART: f32 = 1.9;

/// A row of the table: the lines of its two cells.
#[derive(Default)]
struct Entry {
    owner: Vec<String>,
    text: Vec<Row>,
}

/// Returns the points of the first such table with the bodies responsible, and which rows it takes. `ends` is `true` for
/// the row of the next heading.
pub(super) fn table(
    rows: &[Row],
    blocks: &Blocks<'_>,
    ends: impl Fn(&Row) -> bool,
) -> Option<(Range<usize>, Vec<Improvement>)> {
    let is_head = |row: &Row| row.pieces.len() > 1 && plain(&row.pieces[0].text).starts_with(HEAD);
    let start = rows.iter().position(is_head)?;
    let column = rows[start].pieces[1..].iter().find(|piece| !piece.text.trim().is_empty())?.x - SLACK;
    let length = rows[start + 1..].iter().position(ends).unwrap_or(rows.len() - start - 1);
    let mut entries: Vec<Entry> = Vec::new();
    let mut had_owner = false;
    for row in rows[start + 1..=start + length].iter().filter(|row| !is_head(row)) {
        let split = row.pieces.iter().position(|piece| piece.x >= column).unwrap_or(row.pieces.len());
        let (owner, text) = row.pieces.split_at(split);
        let is_apart = row.gap.is_some_and(|gap| gap > row.size * APART);
        let is_whole =
            || entries.last().and_then(|entry| entry.text.last()).is_some_and(|row| row.text().ends_with('.'));
        let is_new = !owner.is_empty() && (!had_owner || is_apart) && is_whole();
        if is_new || entries.is_empty() {
            entries.push(Entry::default());
        }
        had_owner = !owner.is_empty();
        if let Some(entry) = entries.last_mut() {
            entry.owner.extend((!owner.is_empty()).then(|| text_of(owner)));
            entry.text.extend((!text.is_empty()).then(|| Row { pieces: text.to_vec(), ..row.clone() }));
        }
    }
    Some((start..start + 1 + length, entries.into_iter().filter_map(|entry| entry.point(blocks)).collect()))
}

impl Entry {
    /// Returns the point of the second cell. What follows a list in it is the last point below.
    fn point(self, blocks: &Blocks<'_>) -> Option<Improvement> {
        let mut read = Points::paragraphs(blocks.of(&self.text)).all.into_iter();
        let mut first = read.next()?;
        first.owner = Some(self.owner.join(" ")).filter(|owner| !owner.is_empty());
        for more in read {
            first.points.push(crate::inspection::Point { text: more.text, tag: more.tag });
            first.points.extend(more.points);
        }
        Some(first)
    }
}
