//! Tests of the Word writer: everything it writes reads back the same.

use super::frame_parts::FrameParts;
use super::{Made, redline, write};
use crate::document::{
    Block, Change, Document, Kind, Line, Mark, Marked, Move, Origin, Place, Redline, Run, Side, Within,
};
use crate::export::Frame;
use crate::load::docx::{Docx, View, read};
use crate::load::markdown;

const MADE: Made<'_> = Made { author: "Old & new", time: jiff::civil::DateTime::constant(2026, 6, 1, 9, 30, 0, 0) };

/// Splitmix64: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn text(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "good",
            "children",
            "“well”",
            "a < b",
            "&amp;",
            "é",
            "it’s",
            "Avershire",
            "3.5%",
            "1. x",
            "[Place]",
            "- y",
        ];
        let words = (0..=self.below(5)).map(|_| WORDS[usize::try_from(self.below(12)).unwrap()]);
        words.collect::<Vec<_>>().join(" ")
    }

    fn runs(&mut self, breaks: bool) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for _ in 0..=self.below(4) {
            let link = (self.below(5) == 0)
                .then(|| ["https://a.example/?a=1&b", "#part"][usize::try_from(self.below(2)).unwrap()].to_owned());
            let mut run = Run {
                text: self.text(),
                strong: self.below(3) == 0,
                emphasis: self.below(3) == 0,
                link,
                ..Run::default()
            };
            if breaks && self.below(6) == 0 {
                run.text.push_str("\nmore");
            }
            let alike = |last: &Run| (last.strong, last.emphasis, &last.link) == (run.strong, run.emphasis, &run.link);
            if !runs.last().is_some_and(alike) {
                runs.push(run);
            }
        }
        runs
    }

    fn document(&mut self) -> Document {
        let blocks: Vec<Block> = (0..=self.below(8)).map(|_| self.block()).collect();
        titled(blocks)
    }

    fn block(&mut self) -> Block {
        match self.below(9) {
            0 => Block::Heading { level: u8::try_from(1 + self.below(6)).unwrap(), runs: self.runs(false) },
            1 => Block::Rule,
            2 => {
                let src = ["a b.jpg", ""][usize::try_from(self.below(2)).unwrap()].to_owned();
                Block::Image { src, alt: vec![Run { text: self.text(), ..Run::default() }] }
            }
            3 => self.list(3),
            4 => Block::Quote((0..=self.below(2)).map(|_| self.inner(1)).collect()),
            5 => {
                let columns = 1 + self.below(3);
                let mut row = || (0..columns).map(|_| self.runs(false)).collect::<Vec<_>>();
                Block::Table { head: row(), rows: vec![row(), row()] }
            }
            _ => Block::Paragraph(self.runs(true)),
        }
    }

    /// Returns a block that Word can hold in a list or a quotation: a paragraph or a list.
    fn inner(&mut self, depth: u64) -> Block {
        if depth > 0 && self.below(3) == 0 { self.list(depth - 1) } else { Block::Paragraph(self.runs(true)) }
    }

    fn list(&mut self, depth: u64) -> Block {
        let start = [None, Some(1), Some(7)][usize::try_from(self.below(3)).unwrap()];
        let mut item = || {
            let mut blocks: Vec<Block> = (0..=self.below(2)).map(|_| self.inner(depth)).collect();
            if self.below(6) == 0 {
                blocks.push(Block::Quote(vec![Block::Paragraph(self.runs(false))]));
            }
            blocks
        };
        let items = vec![item(), item()];
        Block::List { start, items }
    }
}

fn titled(blocks: Vec<Block>) -> Document {
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading { level: 1, runs } => Some(runs.iter().map(|run| run.text.as_str()).collect()),
        _ => None,
    });
    Document { title: title.unwrap_or_default(), blocks, ..Document::default() }
}

fn opened(bytes: &[u8], view: View) -> Docx {
    let docx = read(bytes, view).unwrap();
    assert_eq!(docx.findings, [], "what we write is what the document holds");
    docx
}

#[test]
fn whatever_is_written_reads_back_the_same() {
    for seed in 0..150 {
        let document = Dice(seed).document();
        let bytes = write(&document, &Frame::default());
        assert_eq!(bytes, write(&document, &Frame::default()), "the same document is the same file");
        let docx = opened(&bytes, View::Accepted);
        let shown = |document: &Document| crate::export::to_markdown(document);
        assert_eq!(shown(&docx.document), shown(&document), "seed {seed}");
        assert_eq!(docx.document, document, "seed {seed}");
        assert_eq!((docx.language.as_deref(), docx.marks.changes.len()), (Some("en-GB"), 0));
    }
}

fn line(runs: &[(&str, Change)], end: Change) -> Line {
    let marked = |(text, change): &(&str, Change)| Marked {
        run: Run { text: (*text).to_owned(), ..Run::default() },
        change: *change,
        was: None,
    };
    let place = Place { within: Vec::new(), kind: Kind::Paragraph };
    Line { place, was: None, runs: runs.iter().map(marked).collect(), end }
}

fn expect(lines: Vec<Line>) {
    let made = Redline { lines, ..Redline::default() };
    let bytes = redline(&made, MADE, &[], &Frame::default());
    for (view, expected) in [(View::Accepted, made.accepted()), (View::Rejected, made.rejected())] {
        assert_eq!(paragraphs(&opened(&bytes, view).document), paragraphs(&expected), "{view:?}");
    }
}

const KEPT: Change = Change { mark: Mark::Kept, moved: None };
const NEW: Change = Change { mark: Mark::Inserted, moved: None };
const OLD: Change = Change { mark: Mark::Deleted, moved: None };
const FROM: Change = Change { mark: Mark::Kept, moved: Some(Move { id: 1, side: Side::From }) };

fn to(change: Change) -> Change {
    Change { moved: Some(Move { id: 1, side: Side::To }), ..change }
}

#[test]
fn words_ends_and_kinds() {
    let mut heading = line(&[("Next", KEPT)], KEPT);
    heading.was = Some(Place { within: Vec::new(), kind: Kind::Heading(3) });
    let mut shaped = line(&[("well", KEPT), ("linked", KEPT)], KEPT);
    shaped.runs[0].was = Some(Run { strong: true, ..shaped.runs[0].run.clone() });
    shaped.runs[1].was = Some(Run { link: Some("https://a.example".to_owned()), ..shaped.runs[1].run.clone() });
    expect(vec![
        line(&[("Staff ", KEPT), ("listen", OLD), ("act", NEW), (".", KEPT)], KEPT),
        line(&[("Gone.", OLD)], OLD),
        line(&[("One.", KEPT), (" ", OLD)], NEW),
        line(&[("Two.", KEPT), (" ", NEW)], OLD),
        line(&[("Three.", KEPT)], KEPT),
        heading,
        shaped,
        line(&[("Last.", OLD)], OLD),
    ]);
}

#[test]
fn moves_are_moves_and_what_changed_in_them_is_marked() {
    let lines = vec![
        line(&[("", FROM)], FROM),
        line(&[("Stays.", KEPT)], KEPT),
        line(&[("It ", to(KEPT)), ("was", to(OLD)), ("is", to(NEW)), (" so.", to(KEPT)), (" ", to(OLD))], to(NEW)),
        line(&[("More.", to(KEPT))], to(KEPT)),
    ];
    expect(lines.clone());
    let xml = super::changed_paragraphs::of_redline(&Redline { lines, ..Redline::default() });
    let mut body = super::body::BodyWriter::new(MADE);
    body.paragraphs(&xml);
    let (xml, ..) = body.finish(&FrameParts::default());
    for mark in ["moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"] {
        assert_eq!(xml.matches(&format!("<w:{mark} ")).count(), 1, "{mark}");
    }
    expect(vec![
        line(&[("Here. ", KEPT), ("", FROM), ("There.", KEPT)], KEPT),
        line(&[("Now. ", KEPT), ("It is", to(KEPT)), (" so", to(OLD)), (". ", to(KEPT)), ("Then.", KEPT)], KEPT),
        line(&[("x", NEW)], NEW),
    ]);
}

impl Dice {
    fn change(&mut self) -> Change {
        [KEPT, KEPT, KEPT, NEW, OLD][usize::try_from(self.below(5)).unwrap()]
    }

    fn place(&mut self, list: &mut usize) -> Place {
        let item = |list, item| Within::Item { list, start: Some(1), item };
        let (within, kind) = match self.below(8) {
            0 => (Vec::new(), Kind::Heading(2)),
            1 => (vec![Within::Quote { quote: *list }], Kind::Paragraph),
            2 | 3 => {
                *list += 1;
                (vec![item(*list / 3, *list)], Kind::Paragraph)
            }
            _ => (Vec::new(), Kind::Paragraph),
        };
        Place { within, kind }
    }

    /// Returns a redline of any shape: words, ends and kinds changed, sentences and paragraphs moved.
    fn redline(&mut self) -> Redline {
        let (mut lines, mut list, mut words) = (Vec::new(), 0, 0);
        let mut word = |change| {
            words += 1;
            Marked { run: Run { text: format!("w{words}."), ..Run::default() }, change, was: None }
        };
        for _ in 0..4 + self.below(8) {
            let mut runs: Vec<Marked> = (0..=self.below(3)).map(|_| word(self.change())).collect();
            let end = if self.below(3) == 0 { self.change() } else { KEPT };
            if self.below(6) == 0 {
                runs[0].was = Some(Run { strong: true, ..runs[0].run.clone() });
                runs[0].change = KEPT;
            }
            let was = (self.below(6) == 0).then(|| self.place(&mut list));
            lines.push(Line { place: self.place(&mut list), was, runs, end });
        }
        for id in 1..=u32::try_from(self.below(4)).unwrap() {
            let change = |change: Change, side| Change { moved: Some(Move { id, side }), ..change };
            let mut passage: Vec<Marked> = (0..=self.below(3)).map(|_| word(change(self.change(), Side::To))).collect();
            passage.push(word(change(KEPT, Side::To)));
            let mark = Marked { run: Run::default(), change: change(KEPT, Side::From), was: None };
            let at = |dice: &mut Dice, lines: &[Line]| usize::try_from(dice.below(lines.len() as u64)).unwrap();
            if self.below(2) == 0 {
                // A sentence moves between paragraphs that do not move themselves.
                let mut still = || loop {
                    let at = at(self, &lines);
                    if lines[at].end.moved.is_none() {
                        break at;
                    }
                };
                let (from, to) = (still(), still());
                lines[from].runs.push(mark);
                lines[to].runs.extend(passage);
            } else {
                let place = self.place(&mut list);
                let to = Line { place: place.clone(), was: None, runs: passage, end: change(KEPT, Side::To) };
                let from = Line { place, was: None, runs: vec![mark], end: change(KEPT, Side::From) };
                let (first, second) = (at(self, &lines), at(self, &lines));
                lines.insert(first, from);
                lines.insert(second, to);
            }
        }
        // Every document ends with the end of a paragraph.
        lines.push(line(&[("Last.", KEPT)], KEPT));
        Redline { lines, ..Redline::default() }
    }
}

/// Runs without their origins.
fn looks(runs: &[Run]) -> Vec<Run> {
    let plain = |run: &Run| Run { text: String::new(), origin: Origin::Unknown, ..run.clone() };
    let joined = |runs: &[Run]| Run { text: runs.iter().map(|run| run.text.as_str()).collect(), ..plain(&runs[0]) };
    runs.chunk_by(|one, other| plain(one) == plain(other)).map(joined).collect()
}

/// Returns the paragraphs that have words: their containers, kinds and runs.
fn paragraphs(document: &Document) -> Vec<(Vec<std::mem::Discriminant<Within>>, Kind, Vec<Run>)> {
    let leaves = document.leaves().into_iter().filter(|leaf| !leaf.text().is_empty());
    let kinds = |within: &[Within]| within.iter().map(std::mem::discriminant).collect();
    leaves.map(|leaf| (kinds(&leaf.within), leaf.kind, looks(leaf.runs))).collect()
}

/// Returns a redline in few letters, for a test that failed.
fn told(redline: &Redline) -> String {
    let change = |change: Change| {
        format!("{:?}{}", change.mark, change.moved.map_or(String::new(), |m| format!("{:?}{}", m.side, m.id)))
    };
    let line = |line: &Line| {
        let runs: Vec<String> = line.runs.iter().map(|run| format!("{}{}", run.run.text, change(run.change))).collect();
        format!("\n{:?} was {:?}: {} END {}", line.place, line.was, runs.join(" "), change(line.end))
    };
    redline.lines.iter().map(line).collect()
}

#[test]
fn whatever_a_redline_is_accepting_gives_the_new_text_and_rejecting_the_old() {
    for seed in 0..200 {
        let made = Dice(seed).redline();
        let bytes = redline(&made, MADE, &[], &Frame::default());
        for (view, expected) in [(View::Accepted, made.accepted()), (View::Rejected, made.rejected())] {
            let found = opened(&bytes, view).document;
            assert_eq!(paragraphs(&found), paragraphs(&expected), "seed {seed}, {view:?}: {}", told(&made));
        }
    }
}

#[test]
fn an_unsafe_address_is_no_link() {
    let (document, _) = markdown::read("[a](javascript:alert(1))", &[]);
    let Block::Paragraph(runs) = &opened(&write(&document, &Frame::default()), View::Accepted).document.blocks[0]
    else {
        panic!("a paragraph")
    };
    assert_eq!((runs[0].text.as_str(), &runs[0].link), ("a", &None));
}

#[test]
fn a_table_that_is_gone_parts_nothing() {
    let item = |item| Place { within: vec![Within::Item { list: 1, start: Some(1), item }], kind: Kind::Paragraph };
    let cell = Place { within: vec![Within::Cell { table: 0, row: 0, column: 0 }], kind: Kind::Paragraph };
    let placed = |place: Place, text: &str, change| Line { place, ..line(&[(text, change)], change) };
    expect(vec![placed(item(0), "One.", KEPT), placed(cell.clone(), "Gone.", OLD), placed(item(1), "Two.", KEPT)]);
    // What is deleted before a table leaves no empty item behind.
    expect(vec![placed(item(0), "Gone.", OLD), placed(cell, "Area", KEPT), line(&[("Last.", KEPT)], KEPT)]);
}
