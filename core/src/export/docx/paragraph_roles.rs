//! The role of a paragraph in Word: its style and its list. Word has no lists or quotations that contain paragraphs,
//! only paragraphs with properties.

use super::fixed_parts::{DECLARATION, LEVELS, MAIN, indent};
use crate::document::{Kind, Place, Within};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The role of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParagraphRole {
    /// The id of its style; `None` for a plain paragraph.
    pub(super) style: Option<String>,
    /// The list's number in the file and the level, from 0, where an item begins with it.
    pub(super) item: Option<(usize, usize)>,
}

/// The items of one of the two documents that have begun.
#[derive(Default)]
pub(super) struct Begun(BTreeSet<(usize, usize)>);

/// The lists of the file: the numbers that paragraphs name begin with 1.
#[derive(Default)]
pub(super) struct NumberingDefinitions(Vec<ListKey>);

/// A list, identified by its number in the document, its level and its first number.
#[derive(PartialEq)]
struct ListKey {
    id: usize,
    level: usize,
    start: Option<u64>,
}

/// The empty items that begin with a paragraph, and the paragraph's role.
pub(super) type Begin = (Vec<ParagraphRole>, ParagraphRole);

impl NumberingDefinitions {
    /// Returns the role of a paragraph at a place.
    pub(super) fn role(&mut self, place: &Place, begun: &mut Begun) -> Begin {
        let items: Vec<&Within> = place.within.iter().filter(|within| matches!(within, Within::Item { .. })).collect();
        let depth = items.len();
        let quoted = place.within.iter().any(|within| matches!(within, Within::Quote { .. }));
        let inner = quoted && matches!(place.within.last(), Some(Within::Quote { .. })) && depth > 0;
        let style = style(place, quoted && !inner, inner, depth);
        let mut before = Vec::new();
        let mut item = None;
        for (level, within) in items.iter().enumerate().take(LEVELS) {
            let Within::Item { list, item: number, start } = within else { continue };
            if !begun.0.insert((*list, *number)) {
                continue;
            }
            let own = (self.number(*list, level, *start), level);
            if level + 1 == depth && place.kind == Kind::Paragraph && !inner {
                item = Some(own);
            } else {
                before.push(ParagraphRole { style: Some("ListParagraph".to_owned()), item: Some(own) });
            }
        }
        let style = match (&item, place.kind == Kind::Paragraph && depth > 0 && !inner) {
            (Some(_), _) if quoted => Some("Quote".to_owned()),
            (Some(_), _) => Some("ListParagraph".to_owned()),
            (None, true) => Some(format!("ListContinue{}", depth.min(LEVELS))),
            (None, false) => style,
        };
        (before, ParagraphRole { style, item })
    }

    fn number(&mut self, list: usize, level: usize, start: Option<u64>) -> usize {
        let wanted = ListKey { id: list, level, start };
        let known = self.0.iter().position(|list| *list == wanted);
        known.unwrap_or_else(|| {
            self.0.push(wanted);
            self.0.len() - 1
        }) + 1
    }

    /// Returns the part of the file that defines the markers of items.
    pub(super) fn numbering(&self) -> String {
        let mut part = format!("{DECLARATION}<w:numbering xmlns:w=\"{MAIN}\">");
        let bullets = |level: usize| ("bullet", ["•", "◦", "▪"][level % 3].to_owned());
        kind(&mut part, 0, &bullets);
        kind(&mut part, 1, &|level| ("decimal", format!("%{}.", level + 1)));
        for (list, number) in self.0.iter().zip(1..) {
            let _ = write!(
                part,
                "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"{}\"/>",
                u8::from(list.start.is_some())
            );
            if let Some(start) = list.start {
                let level = list.level;
                let _ = write!(
                    part,
                    "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"
                );
            }
            part.push_str("</w:num>");
        }
        part + "</w:numbering>"
    }
}

fn style(place: &Place, quoted: bool, inner: bool, depth: usize) -> Option<String> {
    match &place.kind {
        Kind::Heading(level) => Some(format!("Heading{}", (*level).clamp(1, 6))),
        Kind::Image { .. } => Some("Picture".to_owned()),
        Kind::Rule => Some("HorizontalLine".to_owned()),
        Kind::Paragraph => match place.within.last() {
            Some(Within::Cell { row: 0, .. }) => Some("TableHeading".to_owned()),
            Some(Within::Cell { .. }) => Some("TableText".to_owned()),
            _ if inner => Some(format!("ListQuote{}", depth.min(LEVELS))),
            _ => quoted.then(|| "Quote".to_owned()),
        },
    }
}

fn kind(part: &mut String, id: usize, marks: &dyn Fn(usize) -> (&'static str, String)) {
    let _ = write!(part, "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>");
    for level in 0..LEVELS {
        let (format, text) = marks(level);
        let _ = write!(
            part,
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"425\"/></w:pPr></w:lvl>",
            indent(level + 1)
        );
    }
    part.push_str("</w:abstractNum>");
}
