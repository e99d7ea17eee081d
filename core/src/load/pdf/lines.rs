//! Groups glyphs into lines, and finds the spaces between words.

use super::glyph::{Glyph, Glyphs};
use super::{Line, TextPiece};

/// A gap wider than this part of the size is a space.
const SPACE: f32 = 0.16;
/// A gap wider than this part of the size parts two pieces, such as two columns.
const COLUMN: f32 = 0.6;
/// Base lines nearer than this part of the size are one.
const LEVEL: f32 = 0.15;
/// Letters smaller than this part of their neighbours may be raised or lowered marks.
const MARK: f32 = 0.8;
/// How far a mark may be raised or lowered, relative to its neighbours' size.
const RAISED: f32 = 0.6;

/// How many runs before and after a mark are searched for the words it belongs to, and how many marks a page may have:
/// this bounds the time for a hostile page.
const MAX_NEAR: usize = 200;
const MAX_MARKS: usize = 1000;

/// A piece with what the line needs to know.
struct PlacedPiece {
    piece: TextPiece,
    artifact: bool,
}

/// Returns the lines of a page from top to bottom.
pub(super) fn lines(glyphs: &Glyphs, height: f32) -> Vec<Line> {
    let mut runs = runs(glyphs, height);
    runs.sort_by(|a, b| a.piece.y.total_cmp(&b.piece.y).then(a.piece.x.total_cmp(&b.piece.x)));
    // The large ones make the lines, then the small ones join them: a raised mark comes before its line.
    let largest = |run: &PlacedPiece, all: &[PlacedPiece]| {
        !all.iter().any(|other| run.piece.size < other.piece.size * MARK && touches(&run.piece, &other.piece))
    };
    let is_base: Vec<bool> = runs.iter().enumerate().map(|(place, run)| largest(run, near(&runs, place))).collect();
    let mut lines: Vec<(Line, usize)> = Vec::new();
    let mut marks = Vec::new();
    for (run, is_base) in runs.into_iter().zip(is_base) {
        if is_base || marks.len() >= MAX_MARKS { add(&mut lines, run) } else { marks.push(run) }
    }
    for mark in marks {
        add_mark(&mut lines, mark);
    }
    lines.into_iter().map(|(line, _)| finish(line)).filter(|line| !line.pieces.is_empty()).collect()
}

/// Returns the runs with a base line near enough to carry this one as a mark.
fn near(runs: &[PlacedPiece], place: usize) -> &[PlacedPiece] {
    let run = &runs[place];
    let reach = run.piece.size * 2.0;
    let window = &runs[place.saturating_sub(MAX_NEAR)..(place + MAX_NEAR).min(runs.len())];
    let from = window.partition_point(|other| other.piece.y < run.piece.y - reach);
    let to = window.partition_point(|other| other.piece.y <= run.piece.y + reach);
    &window[from..to]
}

/// Returns `true` if a small piece is next to a larger one, raised or lowered.
fn touches(mark: &TextPiece, text: &TextPiece) -> bool {
    (mark.y - text.y).abs() < text.size * RAISED && mark.x < text.end + text.size && mark.end > text.x - text.size
}

/// Glyphs drawn one after the other on one base line, in one look.
fn runs(glyphs: &Glyphs, height: f32) -> Vec<PlacedPiece> {
    let mut runs: Vec<PlacedPiece> = Vec::new();
    for glyph in &glyphs.drawn {
        let text = glyphs.text_of(glyph);
        if text.is_empty() || glyph.size < 0.5 {
            continue;
        }
        if let Some(run) = runs.last_mut()
            && continues(run, glyph, height)
        {
            extend(&mut run.piece, glyph, text);
        } else {
            let Glyph { x, y, width, size, bold, artifact, .. } = *glyph;
            let piece = TextPiece { x, end: x + width, y: height - y, size, bold, text: text.to_owned() };
            runs.push(PlacedPiece { piece, artifact });
        }
    }
    runs.retain_mut(trim);
    runs
}

fn continues(run: &PlacedPiece, glyph: &Glyph, height: f32) -> bool {
    let piece = &run.piece;
    let gap = glyph.x - piece.end;
    run.artifact == glyph.artifact
        && piece.bold == glyph.bold
        && (piece.size - glyph.size).abs() < 0.05 * piece.size
        && (height - glyph.y - piece.y).abs() < 0.05 * piece.size
        && gap < COLUMN * piece.size
        && gap > -0.5 * piece.size
}

fn extend(piece: &mut TextPiece, glyph: &Glyph, text: &str) {
    let gap = glyph.x - piece.end;
    if gap > SPACE * piece.size && !piece.text.ends_with(' ') && !text.starts_with(' ') {
        piece.text.push(' ');
    }
    piece.text.push_str(text);
    piece.end = glyph.x + glyph.width;
}

/// Takes the spaces off; false where nothing is left. A space at the end keeps its width, so that what follows is near.
fn trim(run: &mut PlacedPiece) -> bool {
    let text = run.piece.text.trim_start();
    let spaces = run.piece.text.len() - text.len();
    if spaces > 0 {
        let each = (run.piece.end - run.piece.x) / to_f32(run.piece.text.chars().count());
        run.piece.x += each * to_f32(spaces);
        run.piece.text = text.to_owned();
    }
    !run.piece.text.is_empty()
}

#[expect(clippy::cast_precision_loss, reason = "lengths of lines")]
fn to_f32(count: usize) -> f32 {
    count as f32
}

/// Adds a run to the last line if it is on its level. The second value of a line counts letters of its size.
fn add(lines: &mut Vec<(Line, usize)>, run: PlacedPiece) {
    let letters = run.piece.text.len();
    if let Some((line, most)) = lines.iter_mut().rev().take(4).find(|(line, _)| {
        line.artifact == run.artifact && (line.y - run.piece.y).abs() <= LEVEL * line.size.min(run.piece.size)
    }) {
        if letters > *most {
            (line.size, *most) = (run.piece.size, letters);
        }
        line.pieces.push(run.piece);
    } else {
        let PlacedPiece { piece, artifact } = run;
        lines.push((Line { y: piece.y, size: piece.size, artifact, pieces: vec![piece] }, letters));
    }
}

fn add_mark(lines: &mut Vec<(Line, usize)>, mark: PlacedPiece) {
    let carries = |line: &Line| {
        line.pieces.iter().any(|piece| piece.size * MARK > mark.piece.size && touches(&mark.piece, piece))
    };
    let distance = |line: &Line| (line.y - mark.piece.y).abs();
    match lines
        .iter_mut()
        .filter(|(line, _)| carries(line))
        .min_by(|(a, _), (b, _)| distance(a).total_cmp(&distance(b)))
    {
        Some((line, _)) => line.pieces.push(mark.piece),
        None => add(lines, mark),
    }
}

/// Orders a line's pieces and joins adjacent ones of one style. Of words drawn twice in one place, which makes them
/// look bold, one is kept.
fn finish(mut line: Line) -> Line {
    line.pieces.sort_by(|a, b| a.x.total_cmp(&b.x));
    line.pieces.dedup_by(|a, b| a.text == b.text && (a.x - b.x).abs() < 0.2 * a.size);
    let mut joined: Vec<TextPiece> = Vec::with_capacity(line.pieces.len());
    for piece in line.pieces {
        if let Some(last) = joined.last_mut()
            && last.bold == piece.bold
            && (last.size - piece.size).abs() < 0.05 * piece.size
            && (last.y - piece.y).abs() < 0.05 * piece.size
            && piece.x - last.end < COLUMN * piece.size
        {
            if piece.x - last.end > SPACE * piece.size && !last.text.ends_with(' ') {
                last.text.push(' ');
            }
            last.text.push_str(&piece.text);
            last.end = piece.end;
        } else {
            joined.push(piece);
        }
    }
    line.pieces = joined;
    line
}

#[cfg(test)]
mod tests {
    use super::super::glyph::{Glyph, Glyphs};
    use super::lines;

    /// Draws words from x on, each letter half as wide as the size.
    fn draw(glyphs: &mut Glyphs, x: f32, y: f32, size: f32, words: &str) {
        let mut at = x;
        for c in words.chars() {
            let start = glyphs.text.len();
            glyphs.text.push(c);
            let (width, end) = (size / 2.0, glyphs.text.len());
            glyphs.drawn.push(Glyph { x: at, y, width, size, bold: false, artifact: false, start, end });
            at += width;
        }
    }

    #[test]
    fn columns_marks_and_doubled_words() {
        let mut glyphs = Glyphs::default();
        draw(&mut glyphs, 72.0, 700.0, 12.0, "Judgement");
        draw(&mut glyphs, 300.0, 700.0, 12.0, "Grade");
        draw(&mut glyphs, 72.0, 680.0, 12.0, "Bold");
        draw(&mut glyphs, 72.3, 680.0, 12.0, "Bold");
        draw(&mut glyphs, 72.0, 660.0, 12.0, "improve?");
        draw(&mut glyphs, 120.0, 665.0, 8.0, "1");
        draw(&mut glyphs, 72.0, 640.0, 12.0, "two");
        draw(&mut glyphs, 93.0, 640.0, 12.0, "words");
        let lines: Vec<Vec<String>> = lines(&glyphs, 842.0)
            .into_iter()
            .map(|line| line.pieces.into_iter().map(|piece| piece.text).collect())
            .collect();
        assert_eq!(lines, [vec!["Judgement", "Grade"], vec!["Bold"], vec!["improve?", "1"], vec!["two words"]]);
    }
}
