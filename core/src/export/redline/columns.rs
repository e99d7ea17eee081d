//! Writes a redline on a terminal, with the old and new texts side by side.

use super::passages::{Passages, here};
use super::prefix::Prefixes;
use super::wrap::{Style, Styled};
use super::{Changes, overview};
use crate::document::{Line, Mark, Marked};
use std::fmt::Write as _;

/// The separator of the two columns.
const BETWEEN: &str = " │ ";

pub(super) fn write(changes: &Changes<'_>, width: usize, colour: bool) -> String {
    let mut text = overview::write(changes, width, colour);
    if changes.summary.is_empty() {
        return text;
    }
    let half = width.saturating_sub(BETWEEN.chars().count()).max(40) / 2;
    let passages = Passages::of(changes.redline);
    let heads = [changes.old, changes.new].map(|name| {
        let mut head = Styled::default();
        head.push(name, Style::Strong);
        head
    });
    text.push('\n');
    beside(&heads, half, colour, &mut text);
    let rule = "─".repeat(half);
    let _ = writeln!(text, "{rule}─┼─{rule}");
    let mut prefixes = Prefixes::default();
    for line in &changes.redline.lines {
        let (first, _) = prefixes.of(line);
        let sides = [old(changes, line, &first), new(line, &first, &passages)];
        if sides.iter().any(|side| !side.is_empty()) {
            beside(&sides, half, colour, &mut text);
            let _ = writeln!(text, "{}{}", " ".repeat(half), BETWEEN.trim_end());
        }
    }
    text
}

fn beside(sides: &[Styled; 2], half: usize, colour: bool, text: &mut String) {
    let rows = [sides[0].rows(half), sides[1].rows(half)];
    for at in 0..rows[0].len().max(rows[1].len()) {
        let mut used = 0;
        if let Some(row) = rows[0].get(at) {
            row.write(colour, text);
            used = row.columns();
        }
        text.push_str(&" ".repeat(half.saturating_sub(used)));
        text.push_str(BETWEEN);
        if let Some(row) = rows[1].get(at) {
            row.write(colour, text);
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
}

/// Returns a line of the old document; a moved passage is at its old place.
fn old(changes: &Changes<'_>, line: &Line, first: &str) -> Styled {
    let mut styled = Styled::default();
    for marked in &line.runs {
        match (marked.leaves(), here(marked.change)) {
            (Some(id), _) => {
                styled.push(&format!("[moved {id}: "), Style::Moved);
                for (number, line) in changes.redline.passage(id).iter().enumerate() {
                    styled.push(if number > 0 { " " } else { "" }, Style::Plain);
                    for marked in &line.runs {
                        piece(marked, Mark::Deleted, Style::Moved, &mut styled);
                    }
                }
                styled.push("]", Style::Moved);
            }
            (None, Some(_)) => {}
            (None, None) => piece(marked, Mark::Deleted, Style::Plain, &mut styled),
        }
    }
    with_prefix(styled, first)
}

/// Returns a line of the new document.
fn new(line: &Line, first: &str, passages: &Passages) -> Styled {
    let mut styled = Styled::default();
    for same in line.runs.chunk_by(|a, b| here(a.change) == here(b.change)) {
        let moved = here(same[0].change);
        if let Some(id) = moved {
            styled.push(&format!("{{{}", passages.is_here(id)), Style::Moved);
        }
        let plain = if moved.is_some() { Style::Moved } else { Style::Plain };
        for marked in same {
            piece(marked, Mark::Inserted, plain, &mut styled);
        }
        if moved.is_some() {
            styled.push("}", Style::Moved);
        }
    }
    with_prefix(styled, first)
}

/// Words of one side: those that both have, and those that only this one has.
fn piece(marked: &Marked, side: Mark, plain: Style, styled: &mut Styled) {
    let text = if side == Mark::Deleted { &marked.old().text } else { &marked.run.text };
    match marked.change.mark {
        Mark::Kept => styled.push(text, plain),
        mark if mark != side => {}
        Mark::Deleted => styled.push(&format!("[-{text}-]"), Style::Deleted),
        Mark::Inserted => styled.push(&format!("{{+{text}+}}"), Style::Inserted),
    }
}

fn with_prefix(words: Styled, first: &str) -> Styled {
    if words.is_empty() {
        return words;
    }
    let mut styled = Styled::default();
    styled.push(first, Style::Plain);
    styled.append(words);
    styled
}
