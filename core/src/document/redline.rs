//! The redline: an old and a new document in one line of reading, each word once, with what happened to it. Not here: how
//! it is found out what happened (diff), and how it is shown (export).

use super::from_leaves::Piece;
use super::{Document, Kind, Run, Within};

/// Two documents in one. Every word of either stands in it once, in reading order: what was deleted at its old place, what
/// was inserted at its new one, and what was moved at its new place, with a mark without words where it stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redline {
    /// The title of the new document.
    pub title: String,
    /// The title of the old one.
    pub old_title: String,
    /// The paragraphs, headings, items and cells.
    pub lines: Vec<Line>,
}

/// Words up to the end of a paragraph. As in a word processor, the end belongs to the words before it and holds what they
/// are, and can itself be inserted (a paragraph was split) or deleted (two were joined).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is, and what it stands in. The numbers of [`Within`] are the redline's own: those of the same list, item or
    /// row are equal, whether deleted or not; the row of headings is 0, and other numbers need not be in order.
    pub place: Place,
    /// What it was, where that was something else: a list item that was a paragraph, a heading of another level.
    pub was: Option<Place>,
    /// Its words.
    pub runs: Vec<Marked>,
    /// What happened to its end.
    pub end: Change,
}

/// What a line is, and what it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// What it stands in, the outermost first.
    pub within: Vec<Within>,
    /// What it is.
    pub kind: Kind,
}

/// Words with one look to which one thing happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The words: as they are now or, where they were deleted, as they were. None in the mark of a moved passage's old place.
    pub run: Run,
    /// What happened to them.
    pub change: Change,
    /// The same words in their old shape, where only that changed: punctuation, quotation marks, white space, emphasis, a
    /// link. Only words that were kept have one.
    pub was: Option<Run>,
}

/// What happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Change {
    /// Whether it is in the old document, the new one or both.
    pub mark: Mark,
    /// The moved passage it belongs to.
    pub moved: Option<Move>,
}

/// Which of the two documents has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Both.
    #[default]
    Kept,
    /// The new one only.
    Inserted,
    /// The old one only.
    Deleted,
}

/// A moved passage: some sentences of a paragraph, or whole paragraphs with their ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Move {
    /// Which, from 1, in the order of the new document.
    pub id: u32,
    /// Which of its two places.
    pub side: Side,
}

/// A place of a moved passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Where it was: a mark without words, in a line of its own where whole paragraphs were moved.
    From,
    /// Where it is: all its words, those that were deleted inside it as well.
    To,
}

impl Place {
    /// What a reader calls it: "a heading of level 2", "an item of a list".
    pub fn called(&self) -> String {
        let deep = self.within.iter().filter(|within| matches!(within, Within::Item { .. })).count();
        let level = if deep > 1 { format!(", {deep} deep") } else { String::new() };
        let inside = match self.within.last() {
            Some(Within::Item { start: None, .. }) => Some(format!("an item of a list{level}")),
            Some(Within::Item { .. }) => Some(format!("an item of a numbered list{level}")),
            Some(Within::Quote { .. }) => Some("a quotation set apart".to_owned()),
            Some(Within::Cell { .. }) => Some("a cell of a table".to_owned()),
            None => None,
        };
        match (&self.kind, inside) {
            (Kind::Paragraph, Some(inside)) => inside,
            (Kind::Paragraph, None) => "a paragraph".to_owned(),
            (Kind::Heading(level), _) => format!("a heading of level {level}"),
            (Kind::Image { src }, _) => format!("the picture {src}"),
            (Kind::Rule, _) => "a line".to_owned(),
        }
    }
}

impl Change {
    /// Whether the new document has it here.
    pub fn is_new(self) -> bool {
        self.mark != Mark::Deleted && self.side() != Some(Side::From)
    }

    /// Whether the old document has it, here or, where it was moved, at the passage's old place.
    pub fn is_old(self) -> bool {
        self.mark != Mark::Inserted && self.side() != Some(Side::From)
    }

    /// Which place of a moved passage this is, if any.
    pub fn side(self) -> Option<Side> {
        self.moved.map(|moved| moved.side)
    }

    /// Whether it belongs to the passage `id` at its new place.
    fn is_of(self, id: u32) -> bool {
        self.moved == Some(Move { id, side: Side::To })
    }
}

impl Marked {
    /// The words as the old document has them.
    pub fn old(&self) -> &Run {
        self.was.as_ref().unwrap_or(&self.run)
    }

    /// Where kept words led before, where they lead elsewhere now: an address, or nowhere.
    pub fn led_to(&self) -> Option<Option<&str>> {
        let was = self.was.as_ref().filter(|was| was.link != self.run.link)?;
        Some(was.link.as_deref())
    }

    /// The number of the moved passage whose old place this marks.
    pub fn leaves(&self) -> Option<u32> {
        self.change.moved.filter(|moved| moved.side == Side::From).map(|moved| moved.id)
    }
}

impl Line {
    /// What it was, where a reader calls that otherwise than what it is.
    pub fn was_called(&self) -> Option<String> {
        let was = self.was.as_ref()?.called();
        (was != self.place.called()).then_some(was)
    }

    /// What it was in the old document.
    pub fn old_place(&self) -> &Place {
        self.was.as_ref().unwrap_or(&self.place)
    }
}

impl Redline {
    /// The new document.
    pub fn accepted(&self) -> Document {
        let mut made = Making::default();
        for line in &self.lines {
            let runs = line.runs.iter().filter(|marked| marked.change.is_new());
            made.words.extend(runs.map(|marked| marked.run.clone()));
            made.end(&line.place, line.end.is_new());
        }
        Document::of_leaves(self.title.clone(), &made.done())
    }

    /// The old document.
    pub fn rejected(&self) -> Document {
        let mut made = Making::default();
        for line in &self.lines {
            for marked in &line.runs {
                match marked.leaves() {
                    Some(id) => self.passage(id).iter().for_each(|line| made.old(line)),
                    None if marked.change.moved.is_none() => made.old_words(marked),
                    None => {}
                }
            }
            made.end(line.old_place(), line.end.is_old() && line.end.moved.is_none());
        }
        Document::of_leaves(self.old_title.clone(), &made.done())
    }

    /// The moved passage `id` at its new place, as lines that hold nothing else. The end of the last belongs to the passage
    /// only if it was moved with it: `end.moved` says so.
    pub fn passage(&self, id: u32) -> Vec<Line> {
        let has = |line: &&Line| line.end.is_of(id) || line.runs.iter().any(|marked| marked.change.is_of(id));
        let lines = self.lines.iter().filter(has).map(|line| Line {
            place: line.place.clone(),
            was: line.was.clone(),
            runs: line.runs.iter().filter(|marked| marked.change.is_of(id)).cloned().collect(),
            end: line.end,
        });
        lines.collect()
    }
}

/// A document in the making.
#[derive(Default)]
struct Making {
    pieces: Vec<Piece>,
    words: Vec<Run>,
    last: Option<Place>,
}

impl Making {
    fn old(&mut self, line: &Line) {
        line.runs.iter().for_each(|marked| self.old_words(marked));
        self.end(line.old_place(), line.end.is_old() && line.end.moved.is_some());
    }

    fn old_words(&mut self, marked: &Marked) {
        if marked.change.is_old() {
            self.words.push(marked.old().clone());
        }
    }

    /// Words whose end is not there go on with the next ones.
    fn end(&mut self, place: &Place, is_there: bool) {
        if is_there {
            self.pieces.push((place.clone(), joined(std::mem::take(&mut self.words))));
        } else {
            self.last = Some(place.clone());
        }
    }

    /// Words after the last end are a paragraph all the same.
    fn done(mut self) -> Vec<Piece> {
        let words = joined(self.words);
        self.pieces.extend(self.last.filter(|_| !words.is_empty()).map(|place| (place, words)));
        self.pieces
    }
}

/// Neighbours with the same look and origin as one run.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut made: Vec<Run> = Vec::new();
    for run in runs.into_iter().filter(|run| !run.text.is_empty()) {
        match made.last_mut() {
            Some(last)
                if (Run { text: String::new(), ..last.clone() }) == (Run { text: String::new(), ..run.clone() }) =>
            {
                last.text.push_str(&run.text);
            }
            _ => made.push(run),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::markdown::read;

    const KEPT: Change = Change { mark: Mark::Kept, moved: None };
    const NEW: Change = Change { mark: Mark::Inserted, moved: None };
    const OLD: Change = Change { mark: Mark::Deleted, moved: None };
    const FROM: Change = Change { mark: Mark::Kept, moved: Some(Move { id: 1, side: Side::From }) };

    fn to(change: Change) -> Change {
        Change { moved: Some(Move { id: 1, side: Side::To }), ..change }
    }

    fn words(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    fn line(runs: &[(&str, Change)], end: Change) -> Line {
        let marked = |(text, change): &(&str, Change)| Marked { run: words(text), change: *change, was: None };
        let place = Place { within: Vec::new(), kind: Kind::Paragraph };
        Line { place, was: None, runs: runs.iter().map(marked).collect(), end }
    }

    fn expect(lines: Vec<Line>, old: &str, new: &str) {
        let redline = Redline { lines, ..Redline::default() };
        let read = |text: &str| Document { title: String::new(), ..read(text, &[]).0 };
        assert_eq!(redline.rejected(), read(old));
        assert_eq!(redline.accepted(), read(new));
    }

    #[test]
    fn words_ends_and_kinds() {
        expect(
            vec![
                line(&[("Staff ", KEPT), ("listen", OLD), ("act", NEW), (".", KEPT)], KEPT),
                line(&[("Gone.", OLD)], OLD),
                line(&[("One.", KEPT), (" ", OLD)], NEW),
                line(&[("Two.", KEPT), (" ", NEW)], OLD),
                line(&[("Three.", KEPT)], KEPT),
                line(&[("Last.", OLD)], OLD),
            ],
            "Staff listen.\n\nGone.\n\nOne. Two.\n\nThree.\n\nLast.",
            "Staff act.\n\nOne.\n\nTwo. Three.",
        );
        let mut heading = line(&[("Next", KEPT)], KEPT);
        heading.was = Some(Place { within: Vec::new(), kind: Kind::Heading(3) });
        let mut shaped = line(&[("well", KEPT)], KEPT);
        shaped.runs[0].was = Some(Run { strong: true, ..words("well") });
        expect(vec![heading, shaped], "### Next\n\n**well**", "Next\n\nwell");
    }

    #[test]
    fn a_moved_paragraph_stands_once() {
        expect(
            vec![
                line(&[("", FROM)], FROM),
                line(&[("Stays.", KEPT)], KEPT),
                line(
                    &[("It ", to(KEPT)), ("was", to(OLD)), ("is", to(NEW)), (" so.", to(KEPT)), (" ", to(OLD))],
                    to(NEW),
                ),
                line(&[("More.", to(KEPT))], to(KEPT)),
            ],
            "It was so. More.\n\nStays.",
            "Stays.\n\nIt is so.\n\nMore.",
        );
    }

    #[test]
    fn a_moved_sentence_stands_once() {
        expect(
            vec![
                line(&[("Here. ", KEPT), ("", FROM), ("There.", KEPT)], KEPT),
                line(
                    &[("Now. ", KEPT), ("It is", to(KEPT)), (" so", to(OLD)), (". ", to(KEPT)), ("Then.", KEPT)],
                    KEPT,
                ),
                line(&[("x", NEW)], NEW),
            ],
            "Here. It is so. There.\n\nNow. Then.",
            "Here. There.\n\nNow. It is. Then.\n\nx",
        );
    }
}
