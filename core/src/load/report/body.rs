//! Reads what follows the head: summary, points to improve, sections and paragraphs.

use super::block::{Block, BlockKind};
use super::name;
use super::points::Points;
use super::running_text::Row;
use crate::inspection::{Area, AreaId, Framework, Paragraph, Section};

/// The text of an inspection report.
#[derive(Debug, Default)]
pub(super) struct ReportBody {
    pub(super) summary: Vec<String>,
    pub(super) improvements: Points,
    /// The page of the heading over the improvement points.
    pub(super) improvements_page: Option<u32>,
    /// Each section with the page of its heading.
    pub(super) sections: Vec<(Section, u32)>,
    /// The section with an unknown heading, identified because no other was left.
    pub(super) by_elimination: Option<AreaId>,
    pub(super) paragraphs: Vec<Paragraph>,
    /// Headings of no known section, with their pages.
    pub(super) other_headings: Vec<(String, u32)>,
}

/// The beginnings of the inspectorate's closing words about itself.
const CLOSING: &[&str] = &[
    "The Office for Standards in Education",
    "If you would like a copy of this document",
    "You may reuse this information",
    "Piccadilly Gate",
    "© Crown copyright",
];

/// Small print is set smaller than this part of the running text.
const SMALL_PRINT: f32 = 0.93;

/// A part of the report.
enum BodyPart {
    Summary,
    Improvements,
    Section(AreaId),
    /// Under a heading that no framework knows.
    Other,
}

/// Returns the rows before the closing words. These are found before rows are joined, because the paragraph above them
/// may end with a full line.
pub(super) fn before_closing(rows: &[Row]) -> &[Row] {
    let is_closing = |row: &Row| {
        let text = row.text();
        CLOSING.iter().any(|words| text.starts_with(words))
    };
    &rows[..rows.iter().position(is_closing).unwrap_or(rows.len())]
}

/// Returns the blocks before the small print at the end.
pub(super) fn before_small_print(mut blocks: Vec<Block>, size: f32) -> Vec<Block> {
    let is_text = |block: &Block| block.kind != BlockKind::Plain || block.size > size * SMALL_PRINT;
    blocks.truncate(blocks.iter().rposition(is_text).map_or(0, |last| last + 1));
    blocks
}

/// Reads the blocks between the table and the closing words.
pub(super) fn read(blocks: Vec<Block>, framework: &Framework) -> ReportBody {
    let mut body = ReportBody::default();
    let mut part = BodyPart::Summary;
    let mut points: Vec<Block> = Vec::new();
    let left = left_over(&blocks, framework);
    for block in blocks {
        if let Some(next) = body.heading(&block, framework, left.as_ref()) {
            part = next;
            continue;
        }
        match &part {
            BodyPart::Summary => body.summary.push(block.text),
            BodyPart::Improvements => points.push(block),
            BodyPart::Section(area) => body.paragraphs.push(paragraph(block, Some(area))),
            BodyPart::Other => body.paragraphs.push(paragraph(block, None)),
        }
    }
    body.improvements = Points::read(points);
    body
}

impl ReportBody {
    /// Returns the part that a block opens, if it is a heading. `left` is the one heading in other words, with the one area left.
    fn heading(&mut self, block: &Block, framework: &Framework, left: Option<&(String, AreaId)>) -> Option<BodyPart> {
        if !may_be_heading(block) {
            return None;
        }
        if opens_points(block) {
            self.improvements_page = Some(block.page);
            return Some(BodyPart::Improvements);
        }
        let (heading, grade) = name::heading(framework, &block.text);
        let by_elimination = || {
            let (_, area) = left.filter(|(text, _)| *text == block.text)?;
            Some(area.clone())
        };
        let known = area_of(block, framework).map(|area| area.id.clone());
        if known.is_none() {
            self.by_elimination = self.by_elimination.take().or_else(by_elimination);
        }
        if let Some(area) = known.or_else(by_elimination) {
            let grade = grade.map(|grade| grade.id.clone());
            self.sections.push((Section { area: Some(area.clone()), role: None, heading, grade }, block.page));
            return Some(BodyPart::Section(area));
        }
        if block.kind != BlockKind::Heading {
            return None;
        }
        self.other_headings.push((block.text.clone(), block.page));
        // A heading inside a section leaves the section open.
        let open = self.sections.last().and_then(|(section, _)| section.area.clone());
        Some(open.map_or(BodyPart::Other, BodyPart::Section))
    }
}

pub(super) fn may_be_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading | BlockKind::Plain) && block.text.len() <= 200
}

/// Returns `true` if a block is the heading over the points to improve.
fn opens_points(block: &Block) -> bool {
    let plain = name::plain(&block.text);
    (plain.starts_with("what needs to improve") && plain.len() < 30) || plain == "areas for improvement"
}

/// Returns the area whose section a block opens: the block has the area's name or, followed by a grade, mentions the
/// area.
fn area_of<'a>(block: &Block, framework: &'a Framework) -> Option<&'a Area> {
    let (heading, grade) = name::heading(framework, &block.text);
    let mentioned =
        || name::mentioned(framework, &heading).filter(|_| block.kind == BlockKind::Heading && grade.is_some());
    name::area(framework, &heading).map(|(area, _)| area).or_else(mentioned).filter(|area| !area.overall)
}

/// Returns the one graded heading that names no area, with the one area that has no heading.
fn left_over(blocks: &[Block], framework: &Framework) -> Option<(String, AreaId)> {
    let headings = || blocks.iter().filter(|block| may_be_heading(block) && !opens_points(block));
    let known: Vec<&AreaId> = headings().filter_map(|block| area_of(block, framework)).map(|area| &area.id).collect();
    let is_graded =
        |block: &&Block| block.kind == BlockKind::Heading && name::heading(framework, &block.text).1.is_some();
    let mut others = headings().filter(is_graded).filter(|block| area_of(block, framework).is_none());
    let mut left = framework.areas.iter().filter(|area| !area.overall && !known.contains(&&area.id));
    match (others.next(), others.next(), left.next(), left.next()) {
        (Some(heading), None, Some(area), None) => Some((heading.text.clone(), area.id.clone())),
        _ => None,
    }
}

pub(super) fn paragraph(block: Block, area: Option<&AreaId>) -> Paragraph {
    let number = if let BlockKind::Numbered(number) = block.kind { Some(number) } else { None };
    Paragraph { number, page: block.page, area: area.cloned(), role: None, text: block.text }
}
