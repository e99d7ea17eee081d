//! Reads the points of a list: bullets, with those further right as points of the one above; or, without bullets, paragraphs.

use super::block::{Block, BlockKind, INDENT};
use super::name;
use crate::inspection::{Improvement, Point};

/// The points under a heading.
#[derive(Debug, Default)]
pub(super) struct Points {
    pub(super) all: Vec<Improvement>,
    /// Whether they are paragraphs and not a list.
    pub(super) in_prose: bool,
    /// Text among them that is not a point, with its page.
    pub(super) others: Vec<(String, u32)>,
}

impl Points {
    /// Reads the blocks under a heading. A paragraph that ends in a colon introduces the points.
    pub(super) fn read(blocks: Vec<Block>) -> Points {
        let has_bullets = blocks.iter().any(|block| block.kind == BlockKind::Bullet);
        let mut read = Points { in_prose: !has_bullets && !blocks.is_empty(), ..Points::default() };
        // The left edge of the last point's bullet.
        let mut edge = f32::INFINITY;
        for block in blocks {
            let is_point = if has_bullets { block.kind == BlockKind::Bullet } else { !block.text.ends_with(':') };
            if !is_point {
                let introduces = read.all.is_empty() && block.text.ends_with(':');
                read.others.extend((!introduces).then_some((block.text, block.page)));
                continue;
            }
            let point = point(&block.text);
            match read.all.last_mut() {
                Some(above) if has_bullets && block.x > edge + INDENT => {
                    above.points.push(Point { text: point.text, tag: point.tag });
                }
                _ => {
                    read.all.push(point);
                    edge = block.x;
                }
            }
        }
        read
    }

    /// Reads paragraphs as points, with bullets as points below the paragraph before them.
    pub(super) fn paragraphs(blocks: Vec<Block>) -> Points {
        let mut read = Points::default();
        for block in blocks.into_iter().filter(|block| !block.text.is_empty()) {
            let point = point(&block.text);
            match read.all.last_mut() {
                Some(above) if block.kind == BlockKind::Bullet => {
                    above.points.push(Point { text: point.text, tag: point.tag });
                }
                _ => read.all.push(point),
            }
        }
        read
    }

    /// Returns the points that introduce a list that was not found.
    pub(super) fn without_list(&self) -> impl Iterator<Item = &Improvement> {
        self.all.iter().filter(|point| point.points.is_empty() && point.text.ends_with(':'))
    }
}
/// The longest tag, in letters: "enabler: leaders drive conditions for effective practice, national framework".
const LONGEST_TAG: usize = 90;

/// Splits off the tag that names a part of the national framework, at the end, in brackets or as a separate sentence.
fn point(text: &str) -> Improvement {
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
    Improvement { text: format!("{before}{stop}"), tag: Some(inside.trim().to_owned()), ..Improvement::default() }
}

#[cfg(test)]
mod tests {
    use super::point;

    #[test]
    fn splits_tags_and_leaves_other_brackets() {
        let split = |text| {
            let point = point(text);
            (point.text, point.tag)
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
