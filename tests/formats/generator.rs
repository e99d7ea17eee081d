//! Generates documents of all kinds from a seed, with overlapping styles and words that could be mistaken for markup.

use crate::diff::generator::Dice;
use copydesk::document::{Block, Document, Origin, Run};

/// Text that could be mistaken for markup, for the start of a block, or for white space, alone or with its neighbours.
const MARKS: [&str; 84] = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "*w",
    "w*",
    "_z",
    "z_",
    "a_b",
    "a*b",
    "`",
    "``",
    "```",
    "~",
    "~~",
    "~~~",
    "\\",
    "\\*",
    "\\\\",
    "[",
    "]",
    "[x]",
    "](",
    "[a](b)",
    "[n]:",
    "![",
    "!",
    "<",
    ">",
    "<b>",
    "</b>",
    "<br>",
    "<!--",
    "&",
    "&amp;",
    "amp;",
    "&#",
    "#42;",
    "&nosuch;",
    "#",
    "##",
    "####### x",
    "-",
    "--",
    "---",
    "+",
    "=",
    "===",
    "1.",
    "2025.",
    "3)",
    "12",
    ".",
    ")",
    ":",
    ":-",
    ":--",
    "|",
    "a|b",
    "|-|",
    "-|-",
    ":-|",
    "“",
    "”",
    "’",
    "’s",
    "(y)",
    "–",
    "£",
    "é",
    "e\u{301}",
    "\u{301}",
    "👏",
    "☎",
    "字",
    "\u{2011}",
    "\u{ad}",
    "$x$",
    "^",
    "http://a.example",
    "b@a.example",
    "{#a}",
    "- y",
];
const SPACES: [&str; 12] = [" ", " ", " ", " ", "", "", "\u{a0}", "\n", "  ", "\t", "\u{2003}", " \n "];
const LINKS: [&str; 9] = [
    "https://a.example/?a=1&b_c",
    "https://a.example",
    "mailto:b@a.example",
    "b c(d)>",
    "#part",
    "/x|y",
    "javascript:alert(1)",
    "//host/x",
    "\\\\host\\share",
];
const PICTURES: [&str; 6] = ["a b.jpg", "", "https://a.example/b.jpg", "http://a.example/b.jpg", "../b.jpg", "data:x"];

/// Makes documents.
pub(crate) struct Author {
    dice: Dice,
    /// The number of words written: each is different.
    words: usize,
    /// Whether Word can hold them: it has no headings, tables or pictures in lists, and quotations only around them.
    flat: bool,
}

impl Author {
    pub(crate) fn new(seed: usize, flat: bool) -> Author {
        Author { dice: Dice::new(seed as u64), words: 0, flat }
    }

    /// Returns a document. Its words are `w1x`, `w2x` and so on, in reading order.
    pub(crate) fn document(&mut self) -> Document {
        let mut blocks = Vec::new();
        if self.dice.percent(50) {
            blocks.push(Block::Heading { level: 1, runs: self.runs() });
        }
        blocks.extend((0..=self.dice.roll(5)).map(|_| self.block(2)).collect::<Vec<_>>());
        Document { title: "Old title".to_owned(), blocks, ..Document::default() }
    }

    fn block(&mut self, depth: usize) -> Block {
        match self.dice.roll(if depth == 0 { 6 } else { 9 }) {
            0 => Block::Heading { level: u8::try_from(2 + self.dice.roll(5)).unwrap(), runs: self.runs() },
            1 => Block::Rule,
            2 => Block::Image { src: (*self.dice.pick(&PICTURES)).to_owned(), alt: self.runs() },
            3..=5 => Block::Paragraph(self.runs()),
            6 => Block::Quote((0..=self.dice.roll(3)).map(|_| self.inner(depth - 1)).collect()),
            7 => {
                let start = *self.dice.pick(&[None, Some(1), Some(7)]);
                let items = 1 + self.dice.roll(3);
                let item = |author: &mut Author| {
                    // In Word an item is a paragraph at least.
                    let first = author.flat.then(|| Block::Paragraph(author.runs_with_words()));
                    let more = author.dice.roll(3);
                    first.into_iter().chain((0..more).map(|_| author.inner(depth - 1)).collect::<Vec<_>>()).collect()
                };
                Block::List { start, items: (0..items).map(|_| item(self)).collect() }
            }
            _ => {
                let columns = 1 + self.dice.roll(3);
                let mut row = || (0..columns).map(|_| self.cell()).collect::<Vec<_>>();
                let rows = [row(), row()];
                let head = if self.dice.percent(60) { Vec::new() } else { rows[0].clone() };
                let first = usize::from(!head.is_empty());
                Block::Table { head, rows: rows[first..].to_vec() }
            }
        }
    }

    /// Returns a block for a quotation or an item.
    fn inner(&mut self, depth: usize) -> Block {
        if self.flat { Block::Paragraph(self.runs_with_words()) } else { self.block(depth) }
    }

    fn cell(&mut self) -> Vec<Run> {
        if self.dice.percent(15) { Vec::new() } else { self.runs() }
    }

    fn runs_with_words(&mut self) -> Vec<Run> {
        let mut runs = self.runs();
        let text = self.word();
        runs.push(Run { text, ..Run::default() });
        runs
    }

    fn runs(&mut self) -> Vec<Run> {
        (0..=self.dice.roll(5)).map(|_| self.run()).collect()
    }

    fn run(&mut self) -> Run {
        let link = self.dice.percent(20).then(|| (*self.dice.pick(&LINKS)).to_owned());
        let text = match &link {
            Some(link) if self.dice.percent(20) && !link.contains(char::is_whitespace) => link.clone(),
            _ => self.text(),
        };
        let origin = if self.dice.percent(20) { Origin::Place } else { Origin::Unknown };
        Run { text, strong: self.dice.percent(35), emphasis: self.dice.percent(35), link, origin }
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.dice.roll(3) {
            text.push_str(self.dice.pick::<&str>(&SPACES));
            if self.dice.percent(45) {
                text.push_str(self.dice.pick::<&str>(&MARKS));
            } else {
                text.push_str(&self.word());
            }
        }
        text.push_str(self.dice.pick::<&str>(&SPACES));
        text
    }

    fn word(&mut self) -> String {
        self.words += 1;
        format!("w{}x", self.words)
    }
}
