//! The form of a document that every file format can hold: what is read is brought into it, and so is what is written, so that
//! a text is the same whichever file it went through. Words are never changed by it, only the white space between them and
//! what stands for nothing. Not here: addresses (address), and how any format writes it (export).
//!
//! - White space is one space, one line break or a no-break space. A line has none at its ends, a heading no line break, and a
//!   control character stands nowhere.
//! - White space at the edge of strong words, of emphasis and of a link is not strong, emphasised or linked ([`super::edges`]).
//! - Words that stand for a picture have no looks. What has no words is no paragraph, heading, list or quotation.
//! - Every row of a table has as many cells as the widest. Headings without any words are no headings.

use super::edges::{Letter, Look, without_edges};
use super::{Block, Document, Run};
use crate::text::Span;

/// The largest number that an item of a list may have in Markdown.
const LARGEST: u64 = 999_999_999;

/// What a line of words is, as far as its form goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// A paragraph, or the cell of a table.
    Text,
    /// A heading.
    Heading,
    /// The words that stand for a picture.
    Alternative,
}

/// A line of words in its form.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The words. No two runs that follow each other are alike.
    pub runs: Vec<Run>,
    /// Which bytes of them were which before, in order.
    pub kept: Vec<Kept>,
    /// The control characters that were left out, and at which byte each was.
    pub controls: Vec<(usize, char)>,
}

/// Words that are left. As many bytes as before are the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The bytes that they are.
    pub now: Span,
    /// The bytes that they were.
    pub was: Span,
}

impl Document {
    /// The document in the form that every file format can hold. What is in it already stays as it is.
    #[must_use]
    pub fn in_form(self) -> Document {
        let blocks = blocks(self.blocks);
        let title = blocks.iter().find_map(|block| match block {
            Block::Heading { level: 1, runs } => Some(runs.iter().map(|run| run.text.as_str()).collect()),
            _ => None,
        });
        Document { title: title.unwrap_or_default(), blocks, language: self.language }
    }
}

fn blocks(blocks: Vec<Block>) -> Vec<Block> {
    blocks.into_iter().filter_map(block).collect()
}

fn block(block: Block) -> Option<Block> {
    let words = |runs: Vec<Run>, room| Some(settled(&runs, room).runs).filter(|runs| !runs.is_empty());
    Some(match block {
        Block::Heading { level, runs } => {
            Block::Heading { level: level.clamp(1, 6), runs: words(runs, Room::Heading)? }
        }
        Block::Paragraph(runs) => Block::Paragraph(words(runs, Room::Text)?),
        Block::List { start, items } => {
            let last = LARGEST.saturating_sub(items.len() as u64);
            let items: Vec<Vec<Block>> = items.into_iter().map(blocks).collect();
            Block::List { start: start.map(|start| start.min(last)), items: Some(items).filter(|all| !all.is_empty())? }
        }
        Block::Quote(inner) => Block::Quote(Some(blocks(inner)).filter(|inner| !inner.is_empty())?),
        Block::Table { head, rows } => table(head, rows)?,
        Block::Image { src, alt } => Block::Image { src, alt: settled(&alt, Room::Alternative).runs },
        Block::Rule => Block::Rule,
    })
}

fn table(head: Vec<Vec<Run>>, rows: Vec<Vec<Vec<Run>>>) -> Option<Block> {
    let width = rows.iter().map(Vec::len).fold(head.len(), usize::max);
    let even = |cells: Vec<Vec<Run>>| {
        let mut cells: Vec<_> = cells.into_iter().map(|runs| settled(&runs, Room::Text).runs).collect();
        cells.resize(width, Vec::new());
        cells
    };
    let mut head = even(head);
    if head.iter().all(Vec::is_empty) {
        head.clear();
    }
    let rows: Vec<_> = rows.into_iter().map(even).collect();
    (width > 0 && !(head.is_empty() && rows.is_empty())).then_some(Block::Table { head, rows })
}

/// Brings a line of words into its form.
pub fn settled(runs: &[Run], room: Room) -> Settled {
    as_it_is(runs).unwrap_or_else(|| settled_by_letters(runs, room))
}

/// Returns a line that is in its form already, if that is quickly seen, as it is of most: one run without looks.
fn as_it_is(runs: &[Run]) -> Option<Settled> {
    let [run] = runs else { return None };
    let text = run.text.as_str();
    let has_looks = run.strong || run.emphasis || run.link.is_some();
    let has_edges = text.is_empty() || text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let is_odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if has_looks || has_edges || text.contains("  ") || text.contains(is_odd) {
        return None;
    }
    let whole = Span::new(0, text.len());
    let kept = vec![Kept { now: whole, was: whole }];
    Some(Settled { runs: vec![run.clone()], kept, controls: Vec::new() })
}

fn settled_by_letters(runs: &[Run], room: Room) -> Settled {
    let mut settled = Settled::default();
    let mut letters = letters(runs, room, &mut settled.controls);
    without_edges(&mut letters);
    let (mut at, mut last) = (0, None);
    for letter in &letters {
        let now = Span::new(at, at + letter.c.len_utf8());
        at = now.end;
        settled.keep(now, letter.was);
        match settled.runs.last_mut().zip(last) {
            Some((run, last)) if is_alike(last, letter) => run.text.push(letter.c),
            _ => settled.runs.push(Run {
                text: letter.c.to_string(),
                strong: letter.look.on[0],
                emphasis: letter.look.on[1],
                link: letter.look.link.map(str::to_owned),
                origin: letter.run.origin.clone(),
            }),
        }
        last = Some(letter);
    }
    settled
}

impl Settled {
    fn keep(&mut self, now: Span, was: Span) {
        let same = |kept: &Kept| kept.now.len() == kept.was.len();
        match self.kept.last_mut() {
            Some(last) if last.was.end == was.start && same(last) && now.len() == was.len() => {
                (last.now.end, last.was.end) = (now.end, was.end);
            }
            _ => self.kept.push(Kept { now, was }),
        }
    }
}

/// The characters that are left.
fn letters<'a>(runs: &'a [Run], room: Room, controls: &mut Vec<(usize, char)>) -> Vec<Letter<'a>> {
    let mut letters: Vec<Letter<'a>> = Vec::new();
    let mut at = 0;
    for run in runs {
        let look = match room {
            Room::Alternative => Look { on: [false; 2], link: None },
            Room::Text | Room::Heading => Look { on: [run.strong, run.emphasis], link: run.link.as_deref() },
        };
        for c in run.text.chars() {
            let was = Span::new(at, at + c.len_utf8());
            at = was.end;
            let c = match c {
                '\n' | '\u{2028}' | '\u{2029}' if room == Room::Text => '\n',
                '\n' | '\u{2028}' | '\u{2029}' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => ' ',
                c if c.is_control() => {
                    controls.push((was.start, c));
                    continue;
                }
                c => c,
            };
            if c == '\n' {
                while letters.pop_if(|last| last.c == ' ').is_some() {}
            }
            let is_doubled = match letters.last() {
                None => c.is_whitespace(),
                Some(last) => matches!((last.c, c), (' ' | '\n', ' ') | ('\n', '\n')),
            };
            if !is_doubled {
                letters.push(Letter { c, was, run, look });
            }
        }
    }
    while letters.pop_if(|last| last.c.is_whitespace()).is_some() {}
    letters
}

fn is_alike(one: &Letter<'_>, other: &Letter<'_>) -> bool {
    one.look == other.look && (std::ptr::eq(one.run, other.run) || one.run.origin == other.run.origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, looks: &str, link: Option<&str>) -> Run {
        Run {
            text: text.to_owned(),
            strong: looks.contains('b'),
            emphasis: looks.contains('i'),
            link: link.map(str::to_owned),
            ..Run::default()
        }
    }

    fn shown(runs: &[Run], room: Room) -> Vec<(String, String, Option<String>)> {
        let looks = |run: &Run| {
            ["b"].iter().filter(|_| run.strong).chain(["i"].iter().filter(|_| run.emphasis)).copied().collect()
        };
        settled(runs, room).runs.iter().map(|run| (run.text.clone(), looks(run), run.link.clone())).collect()
    }

    fn expect(runs: &[Run], expected: &[(&str, &str, Option<&str>)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(text, looks, link)| ((*text).to_owned(), (*looks).to_owned(), link.map(str::to_owned)))
            .collect();
        assert_eq!(shown(runs, Room::Text), expected);
    }

    #[test]
    fn what_is_quickly_seen_is_what_each_letter_says() {
        let pieces = ["a", "é", " ", "\u{a0}", "\n", "\u{2028}", "\t", "\u{7}", "\u{200b}", "\u{301}", "\u{3000}"];
        let mut quick = 0;
        for one in pieces {
            for two in pieces {
                for three in pieces {
                    let runs = [run(&[one, two, "x", three].concat(), "", None)];
                    for room in [Room::Text, Room::Heading, Room::Alternative] {
                        assert_eq!(settled(&runs, room), settled_by_letters(&runs, room), "{runs:?}");
                    }
                    quick += usize::from(as_it_is(&runs).is_some());
                }
            }
        }
        assert!(quick > 100, "{quick}");
    }

    #[test]
    fn white_space_leaves_the_edges_of_looks() {
        let link = Some("https://a.example");
        expect(
            &[run("On children, ", "b", None), run("it said", "", None)],
            &[("On children,", "b", None), (" it said", "", None)],
        );
        expect(
            &[
                run("a", "", None),
                run("\u{a0}b ", "bi", None),
                run(" c", "i", None),
                run(" ", "b", link),
                run("d ", "", link),
            ],
            &[("a\u{a0}", "", None), ("b", "bi", None), (" c", "i", None), (" ", "", None), ("d", "", link)],
        );
        expect(
            &[run("a ", "b", None), run("b", "bi", None), run(" ", "i", None)],
            &[("a ", "b", None), ("b", "bi", None)],
        );
        expect(&[run(" \n ", "b", link)], &[]);
        expect(
            &[run("see ", "b", None), run("a", "b", link), run(" b", "b", None)],
            &[("see ", "b", None), ("a", "b", link), (" b", "b", None)],
        );
        expect(
            &[run("see ", "i", None), run("a", "bi", None), run(" b ", "b", None), run("c", "", None)],
            &[("see ", "i", None), ("a", "bi", None), (" ", "", None), ("b", "b", None), (" c", "", None)],
        );
        expect(
            &[run("a", "bi", None), run(" b", "i", None), run(" c", "bi", None)],
            &[("a", "bi", None), (" b ", "i", None), ("c", "bi", None)],
        );
        expect(
            &[
                run("a", "i", None),
                run("b c", "bi", link),
                run(" d", "bi", None),
                run(" e", "b", None),
                run("f", "b", link),
            ],
            &[
                ("a", "i", None),
                ("b c", "bi", link),
                (" d", "bi", None),
                (" ", "", None),
                ("e", "b", None),
                ("f", "b", link),
            ],
        );
        expect(
            &[run("see ", "b", None), run("a", "b", link), run("b", "", link)],
            &[("see", "b", None), (" ", "", None), ("a", "b", link), ("b", "", link)],
        );
    }

    #[test]
    fn white_space_is_one_and_bytes_are_found_again() {
        let text = " \u{a0}a\t b\u{2028}\u{1b}\n c\u{7}d\u{a0}\n";
        let made = settled(&[run(text, "", None)], Room::Text);
        assert_eq!(made.runs[0].text, "a b\ncd");
        let found: Vec<_> = made.kept.iter().map(|kept| (&made.runs[0].text[kept.now], &text[kept.was])).collect();
        assert_eq!(found, [("a ", "a\t"), ("b", "b"), ("\n", "\u{2028}"), ("c", "c"), ("d", "d")]);
        assert_eq!(made.controls, [(10, '\u{1b}'), (14, '\u{7}')]);
        assert_eq!(shown(&[run("a\nb", "b", None)], Room::Heading)[0].0, "a b");
        assert_eq!(
            shown(&[run("a\nb ", "b", Some("c")), run("d", "", None)], Room::Alternative),
            [("a b d".to_owned(), String::new(), None)]
        );
    }

    #[test]
    fn what_has_no_words_stands_for_nothing() {
        let words = |text: &str| vec![run(text, "", None)];
        let blocks = vec![
            Block::Heading { level: 9, runs: words("a") },
            Block::Heading { level: 1, runs: words(" ") },
            Block::Paragraph(vec![]),
            Block::Quote(vec![Block::Paragraph(words("\u{1b}"))]),
            Block::List { start: Some(u64::MAX), items: vec![vec![Block::Quote(vec![])]] },
            Block::List { start: None, items: vec![] },
            Block::Table { head: vec![words(" ")], rows: vec![vec![words("b"), words("c")], vec![]] },
            Block::Table { head: vec![vec![], vec![]], rows: vec![] },
        ];
        let document = Document { title: "Old title".to_owned(), blocks, ..Document::default() }.in_form();
        let expected = vec![
            Block::Heading { level: 6, runs: words("a") },
            Block::List { start: Some(LARGEST - 1), items: vec![vec![]] },
            Block::Table { head: vec![], rows: vec![vec![words("b"), words("c")], vec![vec![], vec![]]] },
        ];
        assert_eq!(document, Document { title: String::new(), blocks: expected, ..Document::default() });
    }
}
