//! What follows the head: summary, improvement points, sections and paragraphs. Not here: rows and columns.

use super::block::{Block, Kind};
use super::name;
use crate::inspection::{AreaId, Framework, Improvement, Paragraph, Section};

/// The text of an inspection report.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) summary: Vec<String>,
    pub(super) improvements: Vec<Improvement>,
    /// The page of the heading over the improvement points.
    pub(super) improvements_page: Option<u32>,
    /// Whether the improvement points are paragraphs and not a list.
    pub(super) improvements_in_prose: bool,
    /// Each section with the page of its heading.
    pub(super) sections: Vec<(Section, u32)>,
    pub(super) paragraphs: Vec<Paragraph>,
    /// Headings of no known section, with their pages.
    pub(super) other_headings: Vec<(String, u32)>,
}

/// How the inspectorate's closing words about itself begin.
const CLOSING: &[&str] = &[
    "The Office for Standards in Education",
    "If you would like a copy of this document",
    "You may reuse this information",
    "Piccadilly Gate",
    "© Crown copyright",
];

/// Small print is set smaller than this part of the running text.
const SMALL_PRINT: f32 = 0.93;

/// Where in the report a block stands.
enum Part {
    Summary,
    Improvements,
    Section(AreaId),
    /// Under a heading that no framework knows.
    Other,
}

/// The blocks before the closing words: those that begin as they do, and small print at the end.
pub(super) fn before_closing(mut blocks: Vec<Block>, size: f32) -> Vec<Block> {
    let is_closing = |block: &Block| CLOSING.iter().any(|words| block.text.starts_with(words));
    if let Some(end) = blocks.iter().position(is_closing) {
        blocks.truncate(end);
    }
    let is_text = |block: &Block| block.kind != Kind::Plain || block.size > size * SMALL_PRINT;
    blocks.truncate(blocks.iter().rposition(is_text).map_or(0, |last| last + 1));
    blocks
}

/// Reads the blocks between the table and the closing words.
pub(super) fn read(blocks: Vec<Block>, framework: &Framework) -> Body {
    let mut body = Body::default();
    let mut part = Part::Summary;
    let mut points: Vec<Block> = Vec::new();
    for block in blocks {
        if let Some(next) = body.heading(&block, framework) {
            part = next;
            continue;
        }
        match &part {
            Part::Summary => body.summary.push(block.text),
            Part::Improvements => points.push(block),
            Part::Section(area) => body.paragraphs.push(paragraph(block, Some(area))),
            Part::Other => body.paragraphs.push(paragraph(block, None)),
        }
    }
    body.take_points(points);
    body
}

impl Body {
    /// The part that a block opens, if it is a heading.
    fn heading(&mut self, block: &Block, framework: &Framework) -> Option<Part> {
        if !matches!(block.kind, Kind::Heading | Kind::Plain) || block.text.len() > 200 {
            return None;
        }
        let plain = name::plain(&block.text);
        if (plain.starts_with("what needs to improve") && plain.len() < 30) || plain == "areas for improvement" {
            self.improvements_page = Some(block.page);
            return Some(Part::Improvements);
        }
        let (heading, grade) = name::heading(framework, &block.text);
        if let Some((area, _)) = name::area(framework, &heading).filter(|(area, _)| !area.overall) {
            let section = Section { area: area.id.clone(), heading, grade: grade.map(|grade| grade.id.clone()) };
            self.sections.push((section, block.page));
            return Some(Part::Section(area.id.clone()));
        }
        if block.kind != Kind::Heading {
            return None;
        }
        self.other_headings.push((block.text.clone(), block.page));
        // A heading inside a section leaves the section open.
        Some(self.sections.last().map_or(Part::Other, |(section, _)| Part::Section(section.area.clone())))
    }

    /// Bullets are points; without bullets, paragraphs are.
    fn take_points(&mut self, points: Vec<Block>) {
        let has_bullets = points.iter().any(|block| block.kind == Kind::Bullet);
        self.improvements_in_prose = !has_bullets && !points.is_empty();
        let is_point =
            |block: &Block| if has_bullets { block.kind == Kind::Bullet } else { !block.text.ends_with(':') };
        self.improvements = points.into_iter().filter(is_point).map(|block| improvement(&block.text)).collect();
    }
}

pub(super) fn paragraph(block: Block, area: Option<&AreaId>) -> Paragraph {
    let number = if let Kind::Numbered(number) = block.kind { Some(number) } else { None };
    Paragraph { number, page: block.page, area: area.cloned(), text: block.text }
}

/// The longest tag, in letters: "enabler: leaders drive conditions for effective practice, national framework".
const LONGEST_TAG: usize = 90;

/// Splits the tag off: what names a part of the national framework at the end, in brackets or as a sentence of its own.
fn improvement(text: &str) -> Improvement {
    let whole = || Improvement { text: text.to_owned(), tag: None };
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
    Improvement { text: format!("{before}{stop}"), tag: Some(inside.trim().to_owned()) }
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
