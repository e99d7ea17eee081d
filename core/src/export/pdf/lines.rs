//! Breaks words into lines.

use super::fonts::{Cut, Fonts, Shaped};
use crate::document::{Origin, Run, may_lead_to};
use krilla::text::KrillaGlyph;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// A space at which no line is broken.
const NO_BREAK: char = '\u{a0}';

/// How words are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// In points.
    pub(super) size: f32,
    pub(super) cut: Cut,
}

/// A line of words.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    /// How far its words reach, in points, without the space at its end.
    pub(super) width: f32,
}

/// Words of one look in a line.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) look: Look,
    /// From the start of the line, in points.
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// The text, where a reader would take the glyphs for another one: the typeface lacks it, or draws both alike.
    pub(super) instead_of: Option<String>,
}

/// How a piece looks, and where it leads.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) cut: Cut,
    pub(super) size: f32,
    /// The number of the run, where it is a link.
    pub(super) link: Option<usize>,
    /// Whether a person has to supply the words.
    pub(super) place: bool,
}

/// Words of one look that are not broken, with the space after them.
struct Part {
    look: Look,
    text: String,
    shaped: Shaped,
    instead_of: Option<String>,
}

/// Returns the address that a run leads to.
pub(super) fn address(run: &Run) -> Option<&str> {
    run.link.as_deref().filter(|address| may_lead_to(address))
}

/// Returns the lines of words in a column of this width; there is at least one.
pub(super) fn break_lines(fonts: &Fonts<'_>, runs: &[Run], style: Style, width: f32) -> Vec<Line> {
    let runs: Vec<Run> = runs.iter().map(drawn).collect();
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let mut lines = vec![Line::default()];
    let mut start = 0;
    for (end, opportunity) in linebreaks(&text) {
        let parts = parts(fonts, &runs, style, (start, end));
        put(fonts, &mut lines, parts, width);
        if opportunity == BreakOpportunity::Mandatory && end < text.len() {
            lines.push(Line::default());
        }
        start = end;
    }
    lines
}

/// Returns a run without the characters that are nothing on paper: soft hyphens, joiners, marks of order.
fn drawn(run: &Run) -> Run {
    let is_nothing = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    Run { text: run.text.replace(is_nothing, ""), ..run.clone() }
}

/// Returns the width of words that are not broken.
pub(super) fn width(fonts: &Fonts<'_>, runs: &[Run], style: Style) -> f32 {
    break_lines(fonts, runs, style, f32::INFINITY).iter().map(|line| line.width).fold(0.0, f32::max)
}

/// Returns the width of the longest word.
pub(super) fn narrowest(fonts: &Fonts<'_>, runs: &[Run], style: Style) -> f32 {
    break_lines(fonts, runs, style, 0.0).iter().map(|line| line.width).fold(0.0, f32::max)
}

/// Returns the parts of some bytes of the words: each of one look, and alone each character that its glyph does not tell.
fn parts(fonts: &Fonts<'_>, runs: &[Run], style: Style, (start, end): (usize, usize)) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    for (index, run) in runs.iter().enumerate() {
        let (from, to) = (start.max(at) - at, end.min(at + run.text.len()).saturating_sub(at));
        at += run.text.len();
        if from < to {
            let cut = Cut { bold: style.cut.bold || run.strong, italic: style.cut.italic || run.emphasis };
            let (link, place) = (address(run).map(|_| index), run.origin == Origin::Place);
            let look = Look { cut, size: style.size, link, place };
            of_one_look(fonts, &run.text[from..to], &look, &mut parts);
        }
    }
    parts
}

fn of_one_look(fonts: &Fonts<'_>, text: &str, look: &Look, parts: &mut Vec<Part>) {
    let mut known = String::new();
    let end = |known: &mut String, parts: &mut Vec<Part>| {
        if !known.is_empty() {
            let text = std::mem::take(known);
            parts.push(Part { look: look.clone(), shaped: fonts.shape(look.cut, &text), text, instead_of: None });
        }
    };
    for c in text.chars() {
        // A line break in a cell or an address has ended the line; the words on both sides of it stay two.
        let c = if c.is_whitespace() && c != NO_BREAK { ' ' } else { c };
        let is_drawn = fonts.has(look.cut, c);
        if is_drawn && (c.is_whitespace() || !fonts.shares(look.cut, c)) {
            known.push(c);
        } else {
            end(&mut known, parts);
            let text = if is_drawn { c } else { fonts.stand_in(look.cut) }.to_string();
            let shaped = fonts.shape(look.cut, &text);
            parts.push(Part { look: look.clone(), text, shaped, instead_of: Some(c.to_string()) });
        }
    }
    end(&mut known, parts);
}

impl Part {
    fn width(&self) -> f32 {
        self.shaped.width * self.look.size
    }

    /// Returns its characters, one by one.
    fn letters<'a>(&'a self, fonts: &'a Fonts<'_>) -> impl Iterator<Item = Part> + 'a {
        self.text.chars().map(|c| {
            let text = c.to_string();
            let shaped = fonts.shape(self.look.cut, &text);
            Part { look: self.look.clone(), text, shaped, instead_of: self.instead_of.clone() }
        })
    }
}

/// Puts an unbroken word at the end of the last line, or on a new one if it does not fit there. A word that is wider than
/// the column is broken anywhere, unless the column has no width at all.
fn put(fonts: &Fonts<'_>, lines: &mut Vec<Line>, parts: Vec<Part>, width: f32) {
    let space = parts.last().map_or(0.0, |last| match last.text.strip_suffix(' ') {
        Some(_) => fonts.shape(last.look.cut, " ").width * last.look.size,
        None => 0.0,
    });
    let wide = parts.iter().map(Part::width).sum::<f32>() - space;
    if lines.last().is_some_and(|line| line.reach() > 0.0 && line.reach() + wide > width) {
        lines.push(Line::default());
    }
    let letters: usize = parts.iter().map(|part| part.text.chars().count()).sum();
    if wide > width && width > 0.0 && letters > 1 {
        for letter in parts.iter().flat_map(|part| part.letters(fonts)) {
            put(fonts, lines, vec![letter], width);
        }
        return;
    }
    let line = lines.last_mut().expect("there is a line");
    line.width = line.reach() + wide;
    for part in parts {
        line.push(part);
    }
}

impl Line {
    /// Returns how far it reaches, with the space at its end.
    fn reach(&self) -> f32 {
        self.pieces.last().map_or(0.0, |piece| piece.x + piece.width)
    }

    fn push(&mut self, part: Part) {
        let wide = part.width();
        match self.pieces.last_mut() {
            Some(last) if last.look == part.look && last.instead_of.is_none() && part.instead_of.is_none() => {
                let before = last.text.len();
                last.text.push_str(&part.text);
                last.width += wide;
                last.glyphs.extend(part.shaped.glyphs.into_iter().map(|mut glyph| {
                    glyph.text_range = glyph.text_range.start + before..glyph.text_range.end + before;
                    glyph
                }));
            }
            _ => {
                let x = self.reach();
                let Part { look, text, shaped, instead_of } = part;
                self.pieces.push(Piece { look, x, width: wide, text, glyphs: shaped.glyphs, instead_of });
            }
        }
    }
}
