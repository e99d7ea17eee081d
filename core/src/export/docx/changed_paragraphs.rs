//! Converts a document or a redline into paragraphs with tracked changes, as Word has them: a moved passage is written
//! in both places.

use crate::document::{Change, Document, Kind, Leaf, Line, Mark, Place, Redline, Run, Side, Within};
use crate::export::picture_link;

/// A paragraph to be written.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// Its place in the new document; `None` if it has no paragraph mark there.
    pub(super) new: Option<Place>,
    /// Its place in the old document; `None` if it has no paragraph mark there.
    pub(super) old: Option<Place>,
    pub(super) words: Vec<TrackedRun>,
    /// The change of its paragraph mark.
    pub(super) end: Done,
    /// The comments on it, by number.
    pub(super) remarks: Vec<usize>,
}

/// Words to which one thing was done.
#[derive(Clone, Debug)]
pub(super) struct TrackedRun {
    pub(super) run: Run,
    pub(super) done: Done,
    /// The same words in their old looks.
    pub(super) was: Option<Run>,
}

/// A tracked change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Done {
    #[default]
    Nothing,
    Inserted,
    Deleted,
    /// With the number of the moved passage.
    MovedFrom(u32),
    MovedTo(u32),
}

impl Done {
    pub(super) fn is_new(self) -> bool {
        !matches!(self, Done::Deleted | Done::MovedFrom(_))
    }

    /// Returns a move as what it is at its place: words that are gone, or new ones.
    fn in_place(self) -> Done {
        match self {
            Done::MovedFrom(_) => Done::Deleted,
            Done::MovedTo(_) => Done::Inserted,
            done => done,
        }
    }

    pub(super) fn is_old(self) -> bool {
        !matches!(self, Done::Inserted | Done::MovedTo(_))
    }
}

impl Paragraph {
    /// Returns the words that one of the two documents has, all of them deleted or all of them inserted.
    pub(super) fn words_of(&self, done: Done) -> Vec<TrackedRun> {
        let is_own =
            |piece: &&TrackedRun| if done == Done::Inserted { piece.done.is_new() } else { piece.done.is_old() };
        let own = self.words.iter().filter(is_own).map(|piece| {
            let was = piece.was.as_ref().filter(|_| done == Done::Deleted);
            let run = was.unwrap_or(&piece.run).clone();
            TrackedRun { run, done: if piece.done == Done::Nothing { done } else { piece.done }, was: None }
        });
        own.collect()
    }
}

/// Returns the paragraphs of a document without changes.
pub(super) fn of_document(document: &Document) -> Vec<Paragraph> {
    let piece = |run: &Run| TrackedRun { run: run.clone(), done: Done::Nothing, was: None };
    let paragraph = |leaf: Leaf<'_>| {
        let words = leaf.runs.iter().map(piece).collect();
        let place = Place { within: leaf.within, kind: leaf.kind };
        Paragraph { new: Some(place.clone()), old: Some(place), words, end: Done::Nothing, remarks: Vec::new() }
    };
    document.leaves().into_iter().map(paragraph).map(pictured).collect()
}

/// Returns the paragraphs of a redline. A moved passage is at its old place as well, with its deletions.
pub(super) fn of_redline(redline: &Redline) -> Vec<Paragraph> {
    let mut made = ParagraphBuilder { redline, paragraphs: Vec::new(), words: Vec::new() };
    for line in &redline.lines {
        for marked in &line.runs {
            match marked.leaves() {
                Some(id) => made.from(id),
                None => made.words(&marked.run, marked.was.as_ref(), marked.change),
            }
        }
        if let Some(end) = done(line.end) {
            made.end(line, end);
        }
    }
    made.finish().into_iter().map(in_cells).collect()
}

/// Returns a paragraph whose moves are deletions and insertions if it is in a cell: Word knows no moved rows.
fn in_cells(mut paragraph: Paragraph) -> Paragraph {
    let is_cell = |place: &Place| place.within.iter().any(|within| matches!(within, Within::Cell { .. }));
    if [&paragraph.new, &paragraph.old].into_iter().flatten().any(is_cell) {
        paragraph.end = paragraph.end.in_place();
        paragraph.words.iter_mut().for_each(|piece| piece.done = piece.done.in_place());
    }
    paragraph
}

/// Returns the tracked change at the new place; `None` if the words are at their old place only, or at neither.
fn done(change: Change) -> Option<Done> {
    match (change.mark, change.moved) {
        (Mark::Kept, None) => Some(Done::Nothing),
        (Mark::Inserted, None) => Some(Done::Inserted),
        (Mark::Deleted, None) => Some(Done::Deleted),
        (mark, Some(moved)) => match (mark, moved.side) {
            (Mark::Kept, Side::To) => Some(Done::MovedTo(moved.id)),
            (Mark::Inserted, Side::To) => Some(Done::Inserted),
            (Mark::Deleted, Side::To) | (_, Side::From) => None,
        },
    }
}

struct ParagraphBuilder<'a> {
    redline: &'a Redline,
    paragraphs: Vec<Paragraph>,
    words: Vec<TrackedRun>,
}

impl ParagraphBuilder<'_> {
    fn push(&mut self, run: &Run, done: Done, was: Option<Run>) {
        if !run.text.is_empty() {
            self.words.push(TrackedRun { run: run.clone(), done, was });
        }
    }

    fn words(&mut self, run: &Run, was: Option<&Run>, change: Change) {
        match (done(change), was) {
            (Some(Done::Nothing), Some(was)) if (&was.text, &was.link) != (&run.text, &run.link) => {
                self.push(was, Done::Deleted, None);
                self.push(run, Done::Inserted, None);
            }
            (Some(done), was) => self.push(run, done, was.cloned().filter(|_| done == Done::Nothing)),
            (None, _) => {}
        }
    }

    /// Writes a moved passage at its old place.
    fn from(&mut self, id: u32) {
        for line in self.redline.passage(id) {
            let done = |change: Change| if change.mark == Mark::Kept { Done::MovedFrom(id) } else { Done::Deleted };
            for marked in line.runs.iter().filter(|marked| marked.change.is_old()) {
                self.push(marked.old(), done(marked.change), None);
            }
            if line.end.moved.is_some() && line.end.is_old() {
                self.end(&line, done(line.end));
            }
        }
    }

    fn end(&mut self, line: &Line, end: Done) {
        let new = end.is_new().then(|| line.place.clone());
        let old = end.is_old().then(|| line.old_place().clone());
        self.paragraphs.push(pictured(Paragraph {
            new,
            old,
            words: std::mem::take(&mut self.words),
            end,
            remarks: Vec::new(),
        }));
    }

    /// Words after the last end are a paragraph all the same.
    fn finish(mut self) -> Vec<Paragraph> {
        if !self.words.is_empty() {
            let place = Some(Place { within: Vec::new(), kind: Kind::Paragraph });
            self.paragraphs.push(Paragraph {
                new: place.clone(),
                old: place,
                words: self.words,
                end: Done::Nothing,
                remarks: Vec::new(),
            });
        }
        self.paragraphs
    }
}

/// Returns a paragraph with a picture's alternative text and a link to it, if it is a picture.
fn pictured(mut paragraph: Paragraph) -> Paragraph {
    let source = |place: &Option<Place>| match place.as_ref().map(|place| &place.kind) {
        Some(Kind::Image { src }) => Some(src.clone()),
        _ => None,
    };
    let (new, old) = (source(&paragraph.new), source(&paragraph.old));
    if new.is_none() && old.is_none() {
        return paragraph;
    }
    let same = paragraph.new.is_some() && paragraph.old.is_some() && new == old;
    let words = std::mem::take(&mut paragraph.words);
    if same {
        paragraph.words = shown(&words, new.as_deref(), Done::Nothing, |_| true);
        return paragraph;
    }
    let (gone, come) = match paragraph.end {
        end @ Done::MovedFrom(_) => (end, Done::Inserted),
        end @ Done::MovedTo(_) => (Done::Deleted, end),
        _ => (Done::Deleted, Done::Inserted),
    };
    paragraph.words = shown(&words, old.as_deref(), gone, Done::is_old);
    paragraph.words.extend(shown(&words, new.as_deref(), come, Done::is_new));
    paragraph
}

/// Returns the words that one of the two documents has, around them what makes them a picture's if they are one's.
fn shown(words: &[TrackedRun], source: Option<&str>, whole: Done, has: fn(Done) -> bool) -> Vec<TrackedRun> {
    let done = |done: Done| if done == Done::Nothing { whole } else { done };
    let own = words.iter().filter(|piece| has(piece.done));
    let Some(source) = source else {
        return own.map(|piece| TrackedRun { done: done(piece.done), ..piece.clone() }).collect();
    };
    let link = picture_link(source);
    let linked = |text: &str, done| {
        let run = Run { text: text.to_owned(), link: link.clone(), ..Run::default() };
        TrackedRun { run, done, was: None }
    };
    let mut shown = vec![linked("[Picture: ", whole)];
    shown.extend(own.map(|piece| linked(&piece.run.text, done(piece.done))));
    shown.push(linked("]", whole));
    shown
}

/// Returns a paragraph without words.
pub(super) fn plain(end: Done) -> Paragraph {
    let place = Place { within: Vec::new(), kind: Kind::Paragraph };
    Paragraph {
        new: end.is_new().then(|| place.clone()),
        old: end.is_old().then_some(place),
        words: Vec::new(),
        end,
        remarks: Vec::new(),
    }
}
