//! Rows to blocks: headings, numbered paragraphs, bullet points and plain paragraphs, each with its words joined.
//! Not here: what a block is about.

use super::flow::{Flow, Row};
use super::join::Lexicon;

/// What a block looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Heading,
    /// A paragraph with this number.
    Numbered(u32),
    Bullet,
    Plain,
}

/// Rows that belong together.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// The page it begins on.
    pub(super) page: u32,
    /// The size of its letters.
    pub(super) size: f32,
    pub(super) text: String,
}

/// A gap wider than this many leadings parts two paragraphs.
const PARAGRAPH: f32 = 1.3;
/// Letters larger than this part of the running text make a heading.
const LARGE: f32 = 1.12;
/// A row that ends further than this part of the widest row's width from its end is the last of its paragraph.
const SHORT: f32 = 0.15;
/// How many numbers a report may leave out in one place.
const MAX_SKIPPED: u32 = 5;
/// A number stands at least this far left of its paragraph's text, in points.
const INDENT: f32 = 4.0;

/// Makes blocks of rows.
pub(super) struct Blocks<'a> {
    flow: &'a Flow,
    lexicon: &'a Lexicon,
    /// Where the widest rows begin and end.
    left: f32,
    right: f32,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(flow: &'a Flow, lexicon: &'a Lexicon) -> Blocks<'a> {
        let left = flow.rows.iter().map(Row::x).fold(f32::INFINITY, f32::min);
        let right = flow.rows.iter().map(Row::end).fold(0.0, f32::max);
        Blocks { flow, lexicon, left, right }
    }

    /// The blocks of some rows of the flow.
    pub(super) fn of(&self, rows: &[Row]) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut last_number = 0;
        for (place, row) in rows.iter().enumerate() {
            let before = place.checked_sub(1).map(|place| &rows[place]);
            let is_open = blocks.last().is_some_and(|block| block.kind != Kind::Heading && !ends_sentence(&block.text));
            let (kind, text) = self.look(row, rows.get(place + 1), last_number, is_open);
            if let Kind::Numbered(number) = kind {
                last_number = number;
            }
            match blocks.last_mut() {
                Some(block) if kind == Kind::Plain && self.continues(block, before, row) => {
                    self.lexicon.join(&mut block.text, &text);
                }
                Some(block) if kind == Kind::Heading && continues_heading(block, row) => {
                    self.lexicon.join(&mut block.text, &text);
                }
                _ => blocks.push(Block { kind, page: row.page, size: row.size, text }),
            }
        }
        blocks
    }

    /// What a row begins, and its words without number and bullet. `Plain` may as well go on with what is before it.
    /// Where a sentence is still open, a dash is a dash and no bullet.
    fn look(&self, row: &Row, next: Option<&Row>, last_number: u32, is_open: bool) -> (Kind, String) {
        let text = row.text();
        if let Some(rest) = after_bullet(&text).or_else(|| after_dash(&text).filter(|_| !is_open)) {
            return (Kind::Bullet, rest.to_owned());
        }
        if self.is_heading(row) {
            return (Kind::Heading, text);
        }
        if let Some(number) = self.number(row, next, last_number) {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            return (Kind::Numbered(number), rest.trim_start_matches(['.', ')', ' ']).to_owned());
        }
        (Kind::Plain, text)
    }

    /// The number that begins a row, if it is a paragraph's: in a column of its own; or next in the count, and left of the
    /// paragraph's text or apart from what is around it. So "2021. Leaders" at a line's start is no paragraph.
    fn number(&self, row: &Row, next: Option<&Row>, last: u32) -> Option<u32> {
        let number = starts_number(row)?;
        let in_column = row.pieces.len() > 1 && row.pieces[0].text.trim_end().ends_with('.');
        let begins = self.is_apart(row);
        let hangs = next.is_some_and(|next| row.x() < next.x() - INDENT);
        let is_alone = next.is_none_or(|next| self.is_apart(next) || starts_number(next) == Some(number + 1));
        let is_due = number == last + 1 && (hangs || begins || is_alone);
        let skips = (last + 1..=last + MAX_SKIPPED).contains(&number) && hangs && begins;
        (in_column || is_due || skips).then_some(number)
    }

    /// Whether a row stands apart from the row before it.
    fn is_apart(&self, row: &Row) -> bool {
        row.gap.is_none_or(|gap| gap > self.flow.leading.max(row.size * 1.15) * PARAGRAPH)
    }

    fn is_heading(&self, row: &Row) -> bool {
        row.size > self.flow.size * LARGE || (row.bold && row.size > self.flow.size * 0.95)
    }

    /// Whether a row without a beginning of its own goes on with the block before it.
    fn continues(&self, block: &Block, before: Option<&Row>, row: &Row) -> bool {
        let Some(before) = before else { return false };
        if block.kind == Kind::Heading {
            return false;
        }
        if row.gap.is_some() {
            return !self.is_apart(row);
        }
        // Over a page's end: a paragraph ends there if its last row ends a sentence, and early.
        let is_short = before.end() < self.right - (self.right - self.left) * SHORT;
        !(ends_sentence(&block.text) && is_short)
    }
}

fn continues_heading(block: &Block, row: &Row) -> bool {
    block.kind == Kind::Heading
        && (block.size - row.size).abs() < 0.5
        && row.gap.is_none_or(|gap| gap < row.size * PARAGRAPH * 1.2)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['’', '”', '\'', '"', ')']).ends_with(['.', '?', '!', ':', ';'])
}

/// The words behind a bullet, if there is one. Word's bullets are signs of a font of signs: private-use characters.
fn after_bullet(text: &str) -> Option<&str> {
    let is_sign = |c: char| {
        matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{25A0}'..='\u{25FF}' | '\u{2B00}'..='\u{2BFF}')
            || matches!(c, '•' | '‣' | '⁃' | '·' | '∙')
    };
    text.strip_prefix(is_sign).map(str::trim_start)
}

/// The words behind a dash or an asterisk that may be a bullet.
fn after_dash(text: &str) -> Option<&str> {
    text.strip_prefix(['-', '–', '*'])?.strip_prefix(' ').map(str::trim_start)
}

/// The number that begins a row: before a dot or a bracket, or alone in a column of its own.
fn starts_number(row: &Row) -> Option<u32> {
    let first = row.pieces[0].text.trim();
    let (digits, rest) = first.split_at(first.find(|c: char| !c.is_ascii_digit()).unwrap_or(first.len()));
    let is_alone = row.pieces.len() > 1 && ["", ".", ")"].contains(&rest);
    let is_number = (1..=3).contains(&digits.len()) && (is_alone || rest.starts_with(". ") || rest.starts_with(") "));
    digits.parse().ok().filter(|_| is_number)
}
