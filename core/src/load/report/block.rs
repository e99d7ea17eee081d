//! Joins rows into blocks: headings, numbered paragraphs, bullet points and plain paragraphs.

use super::hyphens::DocumentWords;
use super::running_text::{Flow, Row, text_of};

/// The kind of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Heading,
    /// A paragraph with this number.
    Numbered(u32),
    Bullet,
    Plain,
}

/// Rows that belong together.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// The page it begins on.
    pub(super) page: u32,
    /// Its left edge; for a bullet point, that of the bullet.
    pub(super) x: f32,
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
/// A row that ends a sentence before this part of the widest row's width is the last of its paragraph, however near the next
/// one is: any word would have fitted in.
const LAST: f32 = 0.55;
/// How many numbers a report may leave out in one place.
const MAX_SKIPPED: u32 = 5;
/// A number or a bullet is at least this far left of its text, in points.
pub(super) const INDENT: f32 = 4.0;
/// How many rows after a number the next one is searched for.
const LONGEST_PARAGRAPH: usize = 120;
/// Sizes that differ by more are those of two texts.
const OTHER_SIZE: f32 = 1.0;

/// Makes blocks of rows.
pub(super) struct Blocks<'a> {
    flow: &'a Flow,
    lexicon: &'a DocumentWords,
    /// The left and right edges of the widest rows.
    left: f32,
    right: f32,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(flow: &'a Flow, lexicon: &'a DocumentWords) -> Blocks<'a> {
        let left = flow.rows.iter().map(Row::x).fold(f32::INFINITY, f32::min);
        let right = flow.rows.iter().map(Row::end).fold(0.0, f32::max);
        Blocks { flow, lexicon, left, right }
    }

    /// Returns the blocks of some rows of the flow.
    pub(super) fn of(&self, rows: &[Row]) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut last_number = 0;
        for (place, row) in rows.iter().enumerate() {
            let before = place.checked_sub(1).map(|place| &rows[place]);
            let (kind, text) = self.look(row, &rows[place + 1..], last_number, blocks.last());
            if let BlockKind::Numbered(number) = kind {
                last_number = number;
            }
            match blocks.last_mut() {
                Some(block) if kind == BlockKind::Plain && self.continues(block, before, row) => {
                    self.lexicon.join(&mut block.text, &text);
                }
                Some(block) if kind == BlockKind::Heading && continues_heading(block, row) => {
                    self.lexicon.join(&mut block.text, &text);
                }
                _ => blocks.push(Block { kind, page: row.page, x: row.x(), size: row.size, text }),
            }
        }
        blocks
    }

    /// Returns what a row begins, and its words without number and bullet. `Plain` may also continue the previous
    /// block.
    fn look(&self, row: &Row, after: &[Row], last_number: u32, before: Option<&Block>) -> (BlockKind, String) {
        let text = row.text();
        if let Some(rest) = bullet(row, &text, before) {
            return (BlockKind::Bullet, rest);
        }
        if self.is_heading(row) {
            return (BlockKind::Heading, text);
        }
        if let Some(number) = self.number(row, after, last_number) {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            return (BlockKind::Numbered(number), rest.trim_start_matches(['.', ')', ' ']).to_owned());
        }
        (BlockKind::Plain, text)
    }

    /// Returns the number that begins a row, if it is a paragraph's: in a separate column; or next in the count, and
    /// left of the paragraph's text or apart from its surroundings; or further on in the count, if the count goes on
    /// from there. So "2021. Leaders" at the start of a line is not a paragraph, and one number that was missed costs
    /// no other.
    fn number(&self, row: &Row, after: &[Row], last: u32) -> Option<u32> {
        let number = starts_number(row)?;
        let next = after.first();
        let in_column = row.pieces.len() > 1 && row.pieces[0].text.trim_end().ends_with('.');
        let begins = self.is_apart(row);
        let hangs = next.is_some_and(|next| row.x() < next.x() - INDENT);
        let is_alone = next.is_none_or(|next| self.is_apart(next) || starts_number(next) == Some(number + 1));
        let is_due = number == last + 1 && (hangs || begins || is_alone);
        let skips = (last + 1..=last + MAX_SKIPPED).contains(&number) && hangs && begins;
        let goes_on = || number > last && (hangs || begins) && next_number(row, after) == Some(number + 1);
        (in_column || is_due || skips || goes_on()).then_some(number)
    }

    /// Returns `true` if a row is apart from the previous one.
    fn is_apart(&self, row: &Row) -> bool {
        row.gap.is_none_or(|gap| gap > self.flow.leading.max(row.size * 1.15) * PARAGRAPH)
    }

    fn is_heading(&self, row: &Row) -> bool {
        row.size > self.flow.size * LARGE || (row.bold && row.size > self.flow.size * 0.95)
    }

    /// Returns how far a row reaches, as a part of the widest row's width.
    fn width_of(&self, row: &Row) -> f32 {
        (row.end() - self.left) / (self.right - self.left)
    }

    /// Returns `true` if a row without a beginning of its own continues the previous block.
    fn continues(&self, block: &Block, before: Option<&Row>, row: &Row) -> bool {
        let Some(before) = before else { return false };
        if block.kind == BlockKind::Heading || (row.size - before.size).abs() > OTHER_SIZE {
            return false;
        }
        if let Some(gap) = row.gap {
            // The lines of a point in a table may be further apart.
            if ends_sentence(&block.text) && self.width_of(before) < LAST {
                return false;
            }
            let hangs = block.kind == BlockKind::Bullet && row.x() > block.x + INDENT && !ends_sentence(&block.text);
            return !self.is_apart(row) || hangs && gap < row.size * 2.2;
        }
        // Over a page's end: a paragraph ends there if its last row ends a sentence, and early.
        let is_short = self.width_of(before) < 1.0 - SHORT;
        !(ends_sentence(&block.text) && is_short)
    }
}

fn continues_heading(block: &Block, row: &Row) -> bool {
    block.kind == BlockKind::Heading
        && (block.size - row.size).abs() < 0.5
        && row.gap.is_none_or(|gap| gap < row.size * PARAGRAPH * 1.2)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['’', '”', '\'', '"', ')']).ends_with(['.', '?', '!', ':', ';'])
}

/// Returns the words after a bullet, if there is one: a bullet sign; any single sign in a separate column; a dash, if
/// no sentence is open or the previous point has its sign at the same place.
fn bullet(row: &Row, text: &str, before: Option<&Block>) -> Option<String> {
    let is_open = before.is_some_and(|block| block.kind != BlockKind::Heading && !ends_sentence(&block.text));
    let is_next = before.is_some_and(|block| block.kind == BlockKind::Bullet && (block.x - row.x()).abs() < INDENT);
    let dash = || after_dash(text).filter(|_| is_next || !is_open);
    after_bullet(text).or_else(dash).map(str::to_owned).or_else(|| after_sign(row))
}

/// Returns the words after a bullet. Word's bullets are private-use characters of a symbol font.
fn after_bullet(text: &str) -> Option<&str> {
    let is_sign = |c: char| {
        matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{25A0}'..='\u{25FF}' | '\u{2B00}'..='\u{2BFF}')
            || matches!(c, '•' | '‣' | '⁃' | '·' | '∙')
    };
    text.strip_prefix(is_sign).map(str::trim_start)
}

/// Returns the words after a dash or an asterisk that may be a bullet.
fn after_dash(text: &str) -> Option<&str> {
    text.strip_prefix(['-', '–', '−', '*'])?.strip_prefix(' ').map(str::trim_start)
}

/// Returns the words after any single sign in a separate column; Word's second bullet is the letter o.
fn after_sign(row: &Row) -> Option<String> {
    let (first, rest) = row.pieces.split_first()?;
    let mut chars = first.text.trim().chars();
    let sign = chars.next().filter(|_| chars.next().is_none() && !rest.is_empty())?;
    let is_sign = !sign.is_alphanumeric() && !matches!(sign, '“' | '”' | '‘' | '’' | '"' | '\'' | '(' | '[' | '£');
    let stands_apart = rest[0].x - first.x > INDENT;
    (stands_apart && (is_sign || sign == 'o')).then(|| text_of(rest))
}

/// Returns the number that begins the next row at the same left edge that begins with one.
fn next_number(row: &Row, after: &[Row]) -> Option<u32> {
    let mut near = after.iter().take(LONGEST_PARAGRAPH).filter(|next| (next.x() - row.x()).abs() < INDENT);
    near.find_map(starts_number)
}

/// Returns the number that begins a row: before a dot or a bracket, with or without a space before a capital, or alone
/// in a separate column.
fn starts_number(row: &Row) -> Option<u32> {
    let first = row.pieces[0].text.trim();
    let (digits, rest) = first.split_at(first.find(|c: char| !c.is_ascii_digit()).unwrap_or(first.len()));
    let is_alone = row.pieces.len() > 1 && ["", ".", ")"].contains(&rest);
    let is_before_words = |rest: &str| rest.starts_with(|c: char| c == ' ' || c.is_uppercase());
    let is_number =
        (1..=3).contains(&digits.len()) && (is_alone || rest.strip_prefix(['.', ')']).is_some_and(is_before_words));
    digits.parse().ok().filter(|_| is_number)
}
