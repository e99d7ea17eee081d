//! Writes a redline on a terminal, as one text with marks that can be read without colour.

use super::passages::{Passages, here};
use super::prefix::Prefixes;
use super::wrap::{Style, Styled};
use super::{Changes, link_before, overview};
use crate::document::{Kind, Line, Mark, Marked, Within};

pub(super) fn write(changes: &Changes<'_>, width: usize, colour: bool) -> String {
    let mut text = overview::write(changes, width, colour);
    if changes.summary.is_empty() {
        return text;
    }
    let mut legend = Styled::default();
    legend.push("\u{2500}\u{2500} ", Style::Faint);
    legend.push("[-deleted-]", Style::Deleted);
    legend.push(" ", Style::Plain);
    legend.push("{+inserted+}", Style::Inserted);
    legend.push(" ", Style::Plain);
    legend.push("{moved: …}", Style::Moved);
    legend.push(" \u{2500}\u{2500}", Style::Faint);
    text.push('\n');
    legend.write(colour, &mut text);
    text.push('\n');
    let passages = Passages::of(changes.redline);
    let mut prefixes = Prefixes::default();
    let mut last: Option<&Line> = None;
    for line in &changes.redline.lines {
        if !last.is_some_and(|last| is_close(last, line)) {
            text.push('\n');
        }
        let (first, rest) = prefixes.of(line);
        let styled = words(line, &passages);
        let rows = styled.rows(width.saturating_sub(first.chars().count()));
        for (number, row) in rows.iter().enumerate() {
            text.push_str(if number == 0 { &first } else { &rest });
            row.write(colour, &mut text);
            text.push('\n');
        }
        last = Some(line);
    }
    text
}

/// Returns `true` if two lines follow without an empty row: items of a list, or cells of a row.
fn is_close(one: &Line, next: &Line) -> bool {
    match (one.place.within.last(), next.place.within.last()) {
        (Some(Within::Item { item: a, .. }), Some(Within::Item { item: b, .. })) => a != b,
        (Some(Within::Cell { table: a, row: i, .. }), Some(Within::Cell { table: b, row: j, .. })) => a == b && i == j,
        _ => false,
    }
}

/// Returns the words of a line with their marks.
fn words(line: &Line, passages: &Passages) -> Styled {
    let mut styled = Styled::default();
    let plain = if matches!(line.place.kind, Kind::Heading(_)) { Style::Strong } else { Style::Plain };
    for passage in line.runs.chunk_by(|a, b| here(a.change) == here(b.change)) {
        let moved = here(passage[0].change);
        if let Some(id) = moved {
            styled.push(&format!("{{{}", passages.is_here(id)), Style::Moved);
        }
        for same in passage.chunk_by(|a, b| a.change == b.change && a.leaves().is_none()) {
            marked(same, if moved.is_some() { Style::Moved } else { plain }, passages, &mut styled);
        }
        if moved.is_some() {
            styled.push("}", Style::Moved);
        }
    }
    end(line, &mut styled);
    styled
}

fn marked(runs: &[Marked], plain: Style, passages: &Passages, styled: &mut Styled) {
    if let Some(id) = runs[0].leaves() {
        return styled.push(&format!("[{}]", passages.was_here(id)), Style::Moved);
    }
    let text: String = runs.iter().map(|marked| marked.run.text.as_str()).collect();
    // White space at the ends stays outside the marks, so that rows break there.
    let (before, rest) = text.split_at(text.len() - text.trim_start().len());
    let (inner, after) = rest.split_at(rest.trim_end().len());
    styled.push(before, plain);
    if !inner.is_empty() {
        match runs[0].change.mark {
            Mark::Kept => styled.push(inner, plain),
            Mark::Deleted => styled.push(&format!("[-{inner}-]"), Style::Deleted),
            Mark::Inserted => styled.push(&format!("{{+{inner}+}}"), Style::Inserted),
        }
    }
    for was in runs.iter().filter_map(Marked::led_to) {
        styled.push(&format!(" ({})", link_before(was)), Style::Faint);
    }
    styled.push(after, plain);
}

/// Says where a paragraph was split or joined, and what it was.
fn end(line: &Line, styled: &mut Styled) {
    let has_kept =
        line.runs.iter().any(|marked| marked.change.mark == Mark::Kept && !marked.run.text.trim().is_empty());
    match line.end.mark {
        Mark::Inserted if has_kept => styled.push(" {+¶ split here+}", Style::Inserted),
        Mark::Deleted if has_kept => styled.push(" [-¶ joined to the next-]", Style::Deleted),
        _ => {}
    }
    if let Some(was) = line.was_called().filter(|_| line.end.mark == Mark::Kept) {
        styled.push(&format!(" (was {was})"), Style::Faint);
    }
}
