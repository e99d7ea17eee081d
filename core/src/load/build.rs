//! A document in the making, with the places of its words: what every reader of texts builds with. Not here: any file
//! format.

use crate::document::{Block, Document, FilePlace, Piece, Places, Run};
use std::ops::Range;

/// How deep quotations and lists may stand in each other. Documents are walked by recursion: without a limit, a text
/// could end the program.
pub(super) const DEEPEST: usize = 32;

/// A block that is not closed yet.
#[derive(Debug)]
pub(super) enum Frame {
    /// Of the whole text, of a quotation or of an item.
    Blocks(Vec<Block>),
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Table {
        head: Vec<Vec<Run>>,
        rows: Vec<Vec<Vec<Run>>>,
        row: Vec<Vec<Run>>,
    },
}

/// Words with their places.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) runs: Vec<Run>,
    pieces: Vec<Piece>,
    len: usize,
}

/// Builds a document block by block.
#[derive(Debug)]
pub(super) struct Builder {
    pub(super) frames: Vec<Frame>,
    /// The words of the paragraph, heading or cell that is being read.
    pub(super) words: Words,
    /// Pictures that wait for the end of what they stand in: they follow it as blocks.
    images: Vec<(String, Words)>,
    /// The pieces of every leaf with words, in reading order.
    leaves: Vec<Vec<Piece>>,
}

impl Words {
    /// Adds words that stand at a place. Words that differ from those before only in their letters join them.
    pub(super) fn push(&mut self, run: Run, place: FilePlace) {
        let end = self.len + run.text.len();
        let piece = Piece { text: self.len..end, place };
        self.len = end;
        match self.pieces.last_mut() {
            Some(last) if continues(last, &piece) => {
                last.text.end = end;
                if let (FilePlace::Bytes(bytes), FilePlace::Bytes(more)) = (&mut last.place, &piece.place) {
                    bytes.end = more.end;
                }
            }
            _ => self.pieces.push(piece),
        }
        match self.runs.last_mut() {
            Some(last) if alike(last, &run) => last.text.push_str(&run.text),
            _ => self.runs.push(run),
        }
    }

    /// Whether there are no words yet, or a line break is the last of them.
    pub(super) fn at_start_of_line(&self) -> bool {
        self.runs.last().is_none_or(|run| run.text.ends_with('\n'))
    }

    /// The place behind the words, in the bytes of a text.
    pub(super) fn end(&self) -> Option<Range<usize>> {
        match &self.pieces.last()?.place {
            FilePlace::Bytes(bytes) => Some(bytes.end..bytes.end),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether there is nothing to be seen.
    pub(super) fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Without white space at their ends.
    fn trimmed(mut self) -> Words {
        while let Some(last) = self.runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            self.runs.pop();
        }
        let mut cut = 0;
        while let Some(first) = self.runs.first_mut() {
            let kept = first.text.trim_start().to_owned();
            cut += first.text.len() - kept.len();
            first.text = kept;
            if !first.text.is_empty() {
                break;
            }
            self.runs.remove(0);
        }
        let len: usize = self.runs.iter().map(|run| run.text.len()).sum();
        let pieces = self.pieces.into_iter().filter_map(|piece| piece_of(piece, cut..cut + len)).collect();
        Words { runs: self.runs, pieces, len }
    }
}

/// The part of a piece that lies in `kept` of the text, which then begins there.
fn piece_of(piece: Piece, kept: Range<usize>) -> Option<Piece> {
    let (start, end) = (piece.text.start.max(kept.start), piece.text.end.min(kept.end));
    if start >= end {
        return None;
    }
    let place = match piece.place {
        FilePlace::Bytes(bytes) if bytes.len() == piece.text.len() => {
            let from = bytes.start + (start - piece.text.start);
            FilePlace::Bytes(from..from + (end - start))
        }
        place => place,
    };
    Some(Piece { text: start - kept.start..end - kept.start, place })
}

/// Whether a piece goes on where the one before ends, in the text and in the file.
fn continues(before: &Piece, piece: &Piece) -> bool {
    match (&before.place, &piece.place) {
        (FilePlace::Bytes(one), FilePlace::Bytes(two)) => {
            one.end == two.start && one.len() == before.text.len() && two.len() == piece.text.len()
        }
        (one, two) => one == two,
    }
}

/// Whether two runs differ in their words only.
pub(super) fn alike(a: &Run, b: &Run) -> bool {
    (a.strong, a.emphasis, &a.link, &a.origin) == (b.strong, b.emphasis, &b.link, &b.origin)
}

impl Builder {
    pub(super) fn new() -> Builder {
        Builder {
            frames: vec![Frame::Blocks(Vec::new())],
            words: Words::default(),
            images: Vec::new(),
            leaves: Vec::new(),
        }
    }

    /// Ends a paragraph, if one is open: in an item it need not be marked as one.
    pub(super) fn flush(&mut self) {
        let runs = self.take_runs();
        if !runs.is_empty() {
            self.push(Block::Paragraph(runs));
        }
        self.push_images();
    }

    /// Ends a heading, if it has words.
    pub(super) fn heading(&mut self, level: u8) {
        let mut runs = self.take_runs();
        for run in &mut runs {
            run.text = run.text.replace('\n', " ");
        }
        if !runs.is_empty() {
            self.push(Block::Heading { level, runs });
        }
        self.push_images();
    }

    /// Adds a block without words of its own.
    pub(super) fn block(&mut self, block: Block) {
        self.flush();
        self.push(block);
    }

    /// Takes the waiting pictures away, so that what they stand in can be opened first.
    pub(super) fn hold_images(&mut self) -> Vec<(String, Words)> {
        std::mem::take(&mut self.images)
    }

    /// Goes on with words and pictures that were held.
    pub(super) fn put_back(&mut self, words: Words, images: Vec<(String, Words)>) {
        self.words = words;
        self.images = images;
    }

    /// Adds a picture behind the paragraph that is being read.
    pub(super) fn image(&mut self, src: String, alt: Words) {
        self.images.push((src, alt));
    }

    pub(super) fn open(&mut self, frame: Frame) {
        self.flush();
        self.frames.push(frame);
    }

    /// Closes the innermost frame; the frame of the whole text stays. Blocks that stand in a list are an item of it, else
    /// a quotation, if there are any.
    pub(super) fn close(&mut self) {
        self.flush();
        if self.frames.len() < 2 {
            return;
        }
        match self.frames.pop() {
            Some(Frame::Blocks(blocks)) => match self.frames.last_mut() {
                Some(Frame::List { items, .. }) => items.push(blocks),
                _ if blocks.is_empty() => {}
                _ => self.push(Block::Quote(blocks)),
            },
            Some(Frame::List { start, items }) if !items.is_empty() => self.push(Block::List { start, items }),
            Some(Frame::Table { head, rows, .. }) if !head.is_empty() => self.push(even(head, rows)),
            _ => {}
        }
        self.push_images();
    }

    /// Ends a cell of a table.
    pub(super) fn cell(&mut self) {
        let runs = self.take_runs();
        if let Some(Frame::Table { row, .. }) = self.frames.last_mut() {
            row.push(runs);
        }
    }

    /// Leaves out the cells read since the last row; they must have no words.
    pub(super) fn drop_row(&mut self) {
        if let Some(Frame::Table { row, .. }) = self.frames.last_mut() {
            row.clear();
        }
    }

    /// Ends a row of a table: the first is the row of headings.
    pub(super) fn row(&mut self) {
        let Some(Frame::Table { head, rows, row }) = self.frames.last_mut() else { return };
        let cells = std::mem::take(row);
        if head.is_empty() {
            *head = cells;
        } else {
            rows.push(cells);
        }
    }

    /// The document, and the places of its words.
    pub(super) fn finish(mut self) -> (Document, Places) {
        while self.frames.len() > 1 {
            self.close();
        }
        self.flush();
        let blocks = match self.frames.into_iter().next() {
            Some(Frame::Blocks(blocks)) => blocks,
            _ => Vec::new(),
        };
        let title = blocks.iter().find_map(|block| match block {
            Block::Heading { level: 1, runs } => Some(runs.iter().map(|run| run.text.as_str()).collect()),
            _ => None,
        });
        let document = Document { title: title.unwrap_or_default(), blocks };
        let mut found = self.leaves.into_iter();
        let mut pieces_of = |text: &str| if text.is_empty() { None } else { found.next() };
        let places = document.leaves().iter().map(|leaf| pieces_of(&leaf.text()).unwrap_or_default()).collect();
        (document, Places::new(places))
    }

    /// The words read so far, without white space at their ends; their places are those of the next leaf.
    fn take_runs(&mut self) -> Vec<Run> {
        let words = std::mem::take(&mut self.words).trimmed();
        self.keep(words)
    }

    fn keep(&mut self, mut words: Words) -> Vec<Run> {
        words.pieces.shrink_to_fit();
        words.runs.shrink_to_fit();
        if !words.is_empty() {
            self.leaves.push(words.pieces);
        }
        words.runs
    }

    /// Pictures cannot stand in a table: they wait until it is closed.
    fn push_images(&mut self) {
        if let Some(Frame::Blocks(_)) = self.frames.last() {
            for (src, alt) in std::mem::take(&mut self.images) {
                let alt = self.keep(alt.trimmed());
                self.push(Block::Image { src, alt });
            }
        }
    }

    fn push(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some(Frame::Blocks(blocks)) => blocks.push(block),
            Some(Frame::List { items, .. }) => items.push(vec![block]),
            _ => {}
        }
    }
}

/// A table in which every row has as many cells as the widest: those that are missing are empty.
fn even(mut head: Vec<Vec<Run>>, mut rows: Vec<Vec<Vec<Run>>>) -> Block {
    let width = rows.iter().map(Vec::len).fold(head.len(), usize::max);
    head.resize(width, Vec::new());
    for row in &mut rows {
        row.resize(width, Vec::new());
    }
    Block::Table { head, rows }
}
