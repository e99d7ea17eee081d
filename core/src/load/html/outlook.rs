//! Lists of Outlook and Word: paragraphs that look like items. Each says its level, and has its mark in a part of its own.

use super::hidden::declarations;
use super::token::{Token, attribute};
use super::{OpenElement, PageReader, decoded};
use crate::load::document_builder::OpenBlock;
use crate::text::Span;

/// The lists that are open.
#[derive(Default)]
pub(super) struct OutlookLists {
    /// The level of an item that waits for its mark.
    waiting: Option<usize>,
    /// The levels of the lists, whether they are numbered, and how many elements were open outside each.
    open: Vec<(usize, bool, usize)>,
}

impl PageReader<'_> {
    /// Returns the level of a paragraph that is an item of a list.
    fn level(&self, attributes: Span) -> Option<usize> {
        let style = declarations(&decoded(&self.page[attribute(self.page, attributes, "style")?]));
        let list = style.split(';').find_map(|own| own.strip_prefix("mso-list:"))?;
        let (_, level) = list.split_once("level")?;
        let digits = level.bytes().take_while(u8::is_ascii_digit).count();
        level[..digits].parse().ok()
    }

    /// Begins an item, if this block is one; otherwise ends the lists.
    pub(super) fn outlook_block(&mut self, name: &str, attributes: Span) {
        if self.cells.in_cell() {
            return;
        }
        match self.level(attributes).filter(|_| name != "div") {
            Some(level) => {
                self.part();
                self.outlook.waiting = Some(level);
            }
            None => self.end_outlook_lists(),
        }
    }

    /// Returns `true` if an element is the mark of an item.
    pub(super) fn is_outlook_mark(&self, attributes: Span) -> bool {
        if self.outlook.waiting.is_none() {
            return false;
        }
        let style = attribute(self.page, attributes, "style").map(|style| declarations(&decoded(&self.page[style])));
        style.is_some_and(|style| style.split(';').any(|own| own == "mso-list:ignore"))
    }

    /// Opens the item that waits for its mark.
    pub(super) fn outlook_item(&mut self, mark: &str, place: Span) {
        let Some(level) = self.outlook.waiting.take() else { return };
        let mark = mark.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
        let figures = mark.trim_end_matches(['.', ')']);
        let number = figures.parse().ok();
        let is_bullet = !figures.chars().any(char::is_alphanumeric) || figures == "o" || figures == "§";
        if number.is_none() && !is_bullet {
            self.remark(place, &format!("the mark of an item is read as a number: “{mark}”"));
        }
        let numbered = !is_bullet;
        while let Some(&(at, kind, depth)) = self.outlook.open.last() {
            if at < level || at == level && kind == numbered {
                break;
            }
            self.outlook.open.pop();
            self.close_down_to(depth);
        }
        match self.outlook.open.last() {
            Some(&(at, _, depth)) if at == level => self.close_down_to(depth + 1),
            _ => {
                let start = numbered.then(|| number.unwrap_or(1));
                self.outlook.open.push((level, numbered, self.open.len()));
                self.open(OpenElement::List, "list", OpenBlock::List { start, items: Vec::new() }, place);
            }
        }
        self.open(OpenElement::Item, "item", OpenBlock::Blocks(Vec::new()), place);
    }

    pub(super) fn end_outlook_lists(&mut self) {
        self.outlook.waiting = None;
        if let Some(&(_, _, depth)) = self.outlook.open.first() {
            self.outlook.open.clear();
            self.part();
            self.close_down_to(depth);
        }
    }

    /// Returns `true` if an item waits for its mark, and these are words without one.
    pub(super) fn waits_for_a_mark(&self, token: &Token) -> bool {
        let is_text = matches!(token, Token::Text(text) if !self.page[*text].trim().is_empty());
        self.outlook.waiting.is_some() && is_text
    }
}
