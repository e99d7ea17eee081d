//! Origins carried over to an edited text, word by word: what a person left as it was still knows where it is from, also
//! where it was moved; what is new is a person's. Not here: what the words say (check).

mod matching;

use super::{Block, Document, Origin, Run};
use matching::{matched, within_leaves};
use std::collections::BTreeMap;

/// Carries the origins of `before` over to `after`. Words of `after` that are not of `before` are a person's: the one that
/// they have as origin already, such as the author of a change in Word, or somebody.
pub fn carry_origins(before: &Document, after: &mut Document) {
    let mut keys = Keys::default();
    let (mut old, mut new) = (Line::default(), Line::default());
    for leaf in before.leaves() {
        old.leaf(leaf.runs, &mut keys);
    }
    for leaf in after.leaves() {
        new.leaf(leaf.runs, &mut keys);
    }
    let pairs = matched(&old.keys(), &new.keys());
    debug_assert!(within_leaves(&pairs, &old.keys()), "a separator is no word");
    let mut tokens = new.tokens.iter().zip(&pairs);
    each_line(&mut after.blocks, &mut |runs| {
        let mut writer = Writer { old: &old, made: Vec::new(), before: None };
        for (token, pair) in tokens.by_ref().take_while(|(token, _)| token.key != SEPARATOR) {
            writer.token(runs, token, *pair);
        }
        writer.rest(runs);
        *runs = writer.made;
    });
}

impl Document {
    /// The same text with the origins of `drafted`: see [`carry_origins`].
    #[must_use]
    pub fn with_origins_of(mut self, drafted: &Document) -> Document {
        carry_origins(drafted, &mut self);
        self
    }
}

/// What parts two leaves: it is like nothing, and never matched.
const SEPARATOR: u32 = 0;

/// A number for each word, alike for words that differ only in the shape of their quotation marks.
#[derive(Default)]
struct Keys(BTreeMap<String, u32>);

impl Keys {
    fn of(&mut self, token: &str) -> u32 {
        let plain = match token {
            "“" | "”" => "\"",
            _ => token,
        };
        let plain = plain.replace(['‘', '’'], "'");
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX - 1) + 1;
        *self.0.entry(plain).or_insert(next)
    }
}

/// A word, a number or a mark, with the white space before it.
struct Token {
    key: u32,
    /// Where it stands in its leaf's text: the white space, the token, its end.
    gap: usize,
    start: usize,
    end: usize,
    /// The origins of its letters, each with how many bytes it has, those of the white space first.
    origins: Vec<(usize, Origin)>,
}

/// All words of a document.
#[derive(Default)]
struct Line {
    tokens: Vec<Token>,
}

impl Line {
    fn keys(&self) -> Vec<u32> {
        self.tokens.iter().map(|token| token.key).collect()
    }

    fn leaf(&mut self, runs: &[Run], keys: &mut Keys) {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let mut gap = 0;
        while let Some((start, end)) = next_token(&text, gap) {
            let origins = origins(runs, gap, end);
            self.tokens.push(Token { key: keys.of(&text[start..end]), gap, start, end, origins });
            gap = end;
        }
        self.tokens.push(Token { key: SEPARATOR, gap, start: gap, end: gap, origins: Vec::new() });
    }
}

/// The next word, number or mark from a place on. An apostrophe in a word, a stop in a number belong to it.
fn next_token(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text[from..].find(|c: char| !c.is_whitespace())?;
    let mut end = start;
    let mut chars = text[start..].chars().peekable();
    while let Some(c) = chars.next() {
        let inside =
            matches!(c, '\'' | '’' | '.' | ',') && end > start && chars.peek().is_some_and(|c| c.is_alphanumeric());
        if !c.is_alphanumeric() && !inside {
            if end == start {
                end += c.len_utf8();
            }
            break;
        }
        end += c.len_utf8();
    }
    Some((start, end))
}

/// The origins of a part of a leaf's text.
fn origins(runs: &[Run], from: usize, to: usize) -> Vec<(usize, Origin)> {
    let mut found = Vec::new();
    let mut at = 0;
    for run in runs {
        let (start, end) = (at.max(from), (at + run.text.len()).min(to));
        if start < end {
            found.push((end - start, run.origin.clone()));
        }
        at += run.text.len();
    }
    found
}

/// Writes the runs of a leaf anew, cut where the origin changes.
struct Writer<'a> {
    old: &'a Line,
    made: Vec<Run>,
    /// The word of the old document that the last word is.
    before: Option<usize>,
}

impl Writer<'_> {
    fn token(&mut self, runs: &[Run], token: &Token, pair: Option<usize>) {
        let old = pair.map(|place| &self.old.tokens[place]);
        let follows = pair.is_some() && self.before.map(|before| before + 1) == pair;
        match old {
            // The same letters, and the same white space before them.
            Some(old) if follows && old.end - old.gap == token.end - token.gap => {
                self.letters(runs, token.gap, &old.origins);
            }
            Some(old) => {
                let word = tail(&old.origins, old.end - old.start);
                let origin = word.first().map(|(_, origin)| origin.clone()).unwrap_or_default();
                self.letters(runs, token.gap, &[(token.start - token.gap, origin.clone())]);
                let same = old.end - old.start == token.end - token.start;
                let whole = [(token.end - token.start, origin)];
                self.letters(runs, token.start, if same { &word } else { &whole });
            }
            None => {
                let own: Vec<(usize, Origin)> =
                    token.origins.iter().map(|(length, origin)| (*length, by_person(origin))).collect();
                self.letters(runs, token.gap, &own);
            }
        }
        self.before = pair;
    }

    /// White space at the end, and what else no word is made of.
    fn rest(&mut self, runs: &[Run]) {
        let done: usize = self.made.iter().map(|run| run.text.len()).sum();
        let all: usize = runs.iter().map(|run| run.text.len()).sum();
        let origin = self.made.last().map_or(Origin::Person { name: None }, |run| run.origin.clone());
        self.letters(runs, done, &[(all - done, origin)]);
    }

    /// Letters of the leaf from a place on, with these origins.
    fn letters(&mut self, runs: &[Run], from: usize, origins: &[(usize, Origin)]) {
        let mut at = from;
        for (length, origin) in origins {
            self.piece(runs, at, at + length, origin);
            at += length;
        }
    }

    fn piece(&mut self, runs: &[Run], from: usize, to: usize, origin: &Origin) {
        let mut at = 0;
        for run in runs {
            let (start, end) = (from.max(at), to.min(at + run.text.len()));
            if let Some(text) =
                run.text.get(start.saturating_sub(at)..end.saturating_sub(at)).filter(|text| !text.is_empty())
            {
                let piece = Run { text: text.to_owned(), origin: origin.clone(), ..run.clone() };
                match self.made.last_mut() {
                    Some(last)
                        if (Run { text: String::new(), ..last.clone() })
                            == (Run { text: String::new(), ..piece.clone() }) =>
                    {
                        last.text.push_str(text);
                    }
                    _ => self.made.push(piece),
                }
            }
            at += run.text.len();
        }
    }
}

/// The last bytes of a row of origins.
fn tail(origins: &[(usize, Origin)], length: usize) -> Vec<(usize, Origin)> {
    let all: usize = origins.iter().map(|(length, _)| length).sum();
    let (mut skip, mut found) = (all - length, Vec::new());
    for (length, origin) in origins {
        let kept = length.saturating_sub(skip);
        skip = skip.saturating_sub(*length);
        if kept > 0 {
            found.push((kept, origin.clone()));
        }
    }
    found
}

fn by_person(origin: &Origin) -> Origin {
    match origin {
        Origin::Person { name } => Origin::Person { name: name.clone() },
        _ => Origin::Person { name: None },
    }
}

/// Calls `visit` for the words of each leaf that has any, in the order of [`Document::leaves`]; of the others, for those
/// that can hold words.
fn each_line(blocks: &mut [Block], visit: &mut impl FnMut(&mut Vec<Run>)) {
    for block in blocks {
        match block {
            Block::Heading { runs, .. } | Block::Paragraph(runs) | Block::Image { alt: runs, .. } => visit(runs),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_item(item, visit)),
            Block::Quote(blocks) => each_item(blocks, visit),
            Block::Table { head, rows } => head.iter_mut().chain(rows.iter_mut().flatten()).for_each(&mut *visit),
            Block::Rule => visit(&mut Vec::new()),
        }
    }
}

/// The blocks of an item or a quotation: without any, it is a leaf all the same.
fn each_item(blocks: &mut [Block], visit: &mut impl FnMut(&mut Vec<Run>)) {
    if blocks.is_empty() {
        visit(&mut Vec::new());
    }
    each_line(blocks, visit);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::VersionId;
    use crate::load::markdown::read;

    fn own(line: usize) -> Origin {
        Origin::Template { name: "t".to_owned(), line }
    }

    fn person() -> Origin {
        Origin::Person { name: None }
    }

    /// The words of an edited text with their origins; `before` is a list of passages, each with an origin of its own.
    fn carried(before: &[&str], after: &str) -> Vec<(String, Origin)> {
        let text = before.concat();
        let mut at = 0;
        let spans = before.iter().zip(1..).map(|(part, line)| {
            at += part.len();
            (at - part.len()..at, own(line))
        });
        let (before, _) = read(&text, &spans.collect::<Vec<_>>());
        let (mut after, _) = read(after, &[]);
        let named = VersionId::of(&after);
        carry_origins(&before, &mut after);
        assert_eq!(VersionId::of(&after), named, "origins are all that changes");
        let mut found = Vec::new();
        after.for_each_run(|run| found.push((run.text.clone(), run.origin.clone())));
        found
    }

    fn expect(before: &[&str], after: &str, expected: &[(&str, Origin)]) {
        let expected: Vec<(String, Origin)> =
            expected.iter().map(|(text, origin)| ((*text).to_owned(), origin.clone())).collect();
        assert_eq!(carried(before, after), expected);
    }

    #[test]
    fn what_was_not_edited_keeps_its_origins() {
        expect(
            &["# Rated ", "Good", "\n\nThe council has been rated ", "Good", " by Ofsted."],
            "# Rated Good\n\nThe council has been rated Good overall by Ofsted.",
            &[
                ("Rated ", own(1)),
                ("Good", own(2)),
                ("The council has been rated ", own(3)),
                ("Good", own(4)),
                (" overall", person()),
                (" by Ofsted.", own(5)),
            ],
        );
    }

    #[test]
    fn what_was_moved_or_joined_keeps_its_origins() {
        expect(
            &["Inspectors praised the staff.\n\n", "Leaders know their services well.\n\n", "Short one."],
            "Leaders know their services really well. Inspectors praised the staff.\n\nShort one.",
            &[
                ("Leaders know their services", own(2)),
                (" really", person()),
                (" well.", own(2)),
                (" Inspectors praised the staff.", own(1)),
                ("Short one.", own(3)),
            ],
        );
    }

    #[test]
    fn new_words_are_a_persons_and_marks_of_another_shape_are_not() {
        expect(
            &["She said: \"It’s good work by all.\""],
            "She said: “It's good work by all.”\n\nA whole new paragraph of it.",
            &[("She said: “It's good work by all.”", own(1)), ("A whole new paragraph of it.", person())],
        );
    }

    #[test]
    fn a_sentence_that_stands_twice_is_each_its_own() {
        expect(
            &["Well done.\n\n", "> Well done.\n\n", "| Area |\n|---|\n"],
            "Well done.\n\n> Well done.\n\n| Area |\n|---|\n| x |\n\n- \n\n---\n\nWell done.",
            &[
                ("Well done.", own(1)),
                ("Well done.", own(2)),
                ("Area", own(3)),
                ("x", person()),
                ("Well done.", own(2)),
            ],
        );
    }

    #[test]
    fn many_equal_words_and_none_end_in_time() {
        let many = "well ".repeat(50_000);
        assert_eq!(carried(&[&many], &format!("{many}done")).len(), 2);
        assert_eq!(carried(&[&many], &"other ".repeat(50_000)).len(), 1);
        assert_eq!(carried(&["a"], "").len(), 0);
    }
}
