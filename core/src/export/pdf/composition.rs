//! What the blocks of a document become: strips, the pieces that a page is filled with, and what they refer to.

use super::fonts::{Cut, Fonts};
use super::lines::{self, Line, Style, address};
use super::tags::{NodeId, Tags};
use crate::document::Run;
use krilla::tagging::Tag;

/// The height of a line, as a share of the size of its letters.
pub(super) const LEADING: f32 = 1.32;
/// A piece of a page that is not divided.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    /// The space above it, unless it is the first of a page.
    pub(super) above: f32,
    pub(super) height: f32,
    pub(super) words: Vec<Words>,
    pub(super) boxes: Vec<Area>,
    /// Whether the next strip has to be on the same page.
    pub(super) with_next: bool,
    /// The table whose head is written again if the strip begins a page.
    pub(super) head: Option<usize>,
    /// The heading that it begins: level and words.
    pub(super) heading: Option<(u8, String)>,
}

/// A line of words on a strip.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// From the left edge of the page, and from the top of the strip.
    pub(super) at: (f32, f32),
    pub(super) line: Line,
    pub(super) height: f32,
    pub(super) tag: NodeId,
    pub(super) coloured: bool,
}

/// A filled rectangle on a strip.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) x: f32,
    /// From the top of the strip.
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) ink: Ink,
}

/// What a rectangle is filled with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ink {
    /// A line of a table, a bar of a quotation.
    Line,
    /// The colour of the council.
    Council,
    /// The ground of a row of headings.
    Ground,
    /// The ground of words that a person has to supply.
    Place,
}

/// A link: its node, and where it leads.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) node: NodeId,
    pub(super) address: String,
    pub(super) text: String,
}

/// The column that blocks are set in.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) x: f32,
    pub(super) width: f32,
    /// Where the bars of the quotations are that it is in.
    pub(super) bars: Vec<f32>,
    /// Quotations are set in italics.
    pub(super) cut: Cut,
    pub(super) tag: Option<NodeId>,
}

/// A document as strips.
pub(super) struct Composition<'a> {
    pub(super) fonts: &'a Fonts<'a>,
    pub(super) tags: Tags,
    pub(super) links: Vec<Link>,
    pub(super) strips: Vec<Strip>,
    /// The rows of headings of each table.
    pub(super) heads: Vec<Vec<Strip>>,
}

impl<'a> Composition<'a> {
    pub(super) fn new(fonts: &'a Fonts<'a>) -> Composition<'a> {
        Composition { fonts, tags: Tags::default(), links: Vec::new(), strips: Vec::new(), heads: Vec::new() }
    }

    /// Returns the lines with their links numbered through the document.
    pub(super) fn linked(&mut self, mut lines: Vec<Line>, runs: &[Run], tag: NodeId) -> Vec<Line> {
        let mut last: Option<(usize, usize)> = None;
        for piece in lines.iter_mut().flat_map(|line| &mut line.pieces) {
            let Some(run) = piece.look.link else { continue };
            let address = address(&runs[run]).unwrap_or_default();
            let number = match last {
                Some((of, number)) if of == run || self.links[number].address == address => number,
                _ => {
                    let node = self.tags.add(Some(tag), Tag::Link);
                    let link = Link { node, address: address.to_owned(), text: runs[run].text.clone() };
                    self.links.push(link);
                    self.links.len() - 1
                }
            };
            last = Some((run, number));
            piece.look.link = Some(number);
        }
        lines
    }

    /// Returns the width of words on one line, and that of the longest word.
    pub(super) fn widths(&self, runs: &[Run], style: Style) -> (f32, f32) {
        (lines::width(self.fonts, runs, style), lines::narrowest(self.fonts, runs, style))
    }
}
