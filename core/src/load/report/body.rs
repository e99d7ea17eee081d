//! Reads what follows the head: summary, points to improve, sections and paragraphs.

use super::block::{Block, BlockKind, INDENT};
use super::name;
use super::running_text::Row;
use crate::inspection::{Area, AreaId, Framework, Improvement, Paragraph, Point, Section};

/// The text of an inspection report.
#[derive(Debug, Default)]
pub(super) struct ReportBody {
    pub(super) summary: Vec<String>,
    pub(super) improvements: Vec<Improvement>,
    /// The page of the heading over the improvement points.
    pub(super) improvements_page: Option<u32>,
    /// Whether the improvement points are paragraphs and not a list.
    pub(super) improvements_in_prose: bool,
    /// Text among the points to improve that is not a point, with its page.
    pub(super) beside_points: Vec<(String, u32)>,
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
    body.take_points(points);
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
            let section = Section { area: area.clone(), heading, grade: grade.map(|grade| grade.id.clone()) };
            self.sections.push((section, block.page));
            return Some(BodyPart::Section(area));
        }
        if block.kind != BlockKind::Heading {
            return None;
        }
        self.other_headings.push((block.text.clone(), block.page));
        // A heading inside a section leaves the section open.
        Some(self.sections.last().map_or(BodyPart::Other, |(section, _)| BodyPart::Section(section.area.clone())))
    }

    /// Reads the points to improve: bullets, with those further right as points of the one above; or, without bullets,
    /// paragraphs. Other text is kept separately.
    fn take_points(&mut self, blocks: Vec<Block>) {
        let has_bullets = blocks.iter().any(|block| block.kind == BlockKind::Bullet);
        self.improvements_in_prose = !has_bullets && !blocks.is_empty();
        // The left edge of the last point's bullet.
        let mut edge = f32::INFINITY;
        for block in blocks {
            let is_point = if has_bullets { block.kind == BlockKind::Bullet } else { !block.text.ends_with(':') };
            if !is_point {
                self.beside_points.push((block.text, block.page));
                continue;
            }
            let point = improvement(&block.text);
            match self.improvements.last_mut() {
                Some(above) if has_bullets && block.x > edge + INDENT => {
                    above.points.push(Point { text: point.text, tag: point.tag });
                }
                _ => {
                    self.improvements.push(point);
                    edge = block.x;
                }
            }
        }
    }
}

fn may_be_heading(block: &Block) -> bool {
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
    Paragraph { number, page: block.page, area: area.cloned(), text: block.text }
}

/// The longest tag, in letters: "enabler: leaders drive conditions for effective practice, national framework".
const LONGEST_TAG: usize = 90;

/// Splits off the tag that names a part of the national framework, at the end, in brackets or as a separate sentence.
fn improvement(text: &str) -> Improvement {
    let whole = || Improvement { text: text.to_owned(), ..Improvement::default() };
    let trimmed = text.trim_end_matches(['.', ' ', ';']);
    let bracketed = trimmed.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let sentence = || trimmed.rsplit_once(". ").filter(|(_, last)| name::plain(last).contains("national framework"));
    let Some((before, inside)) = bracketed.or_else(sentence) else { return whole() };
    let words = name::plain(inside);
    let is_tag = ["outcome", "enabler", "principle", "national framework"].iter().any(|word| words.starts_with(word));
    if !is_tag || words.len() > LONGEST_TAG {
        return whole();
    }
    let before = before.trim_end();
    let stop = if text.ends_with('.') && !before.ends_with('.') { "." } else { "" };
    Improvement { text: format!("{before}{stop}"), tag: Some(inside.trim().to_owned()), points: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::improvement;

    #[test]
    fn splits_tags_and_leaves_other_brackets() {
        let split = |text| {
            let improvement = improvement(text);
            (improvement.text, improvement.tag)
        };
        let tagged = |text: &str, tag: &str| (text.to_owned(), Some(tag.to_owned()));
        assert_eq!(split("The pace of plans. (Outcome 1)"), tagged("The pace of plans.", "Outcome 1"));
        assert_eq!(
            split("The pace of plans (National Framework outcome two)."),
            tagged("The pace of plans.", "National Framework outcome two")
        );
        assert_eq!(
            split("The pace of plans. Enabler three: National Framework."),
            tagged("The pace of plans.", "Enabler three: National Framework")
        );
        assert_eq!(
            split("The pace of plans (outcome 4, national framework)"),
            tagged("The pace of plans", "outcome 4, national framework")
        );
        let plain = "Work under the public law outline (PLO).";
        assert_eq!(split(plain), (plain.to_owned(), None));
    }
}
