//! A document under construction, with its source map. Every reader of texts builds with it, and it normalises foreign
//! words to the form that documents have.

use crate::document::{
    Block, Document, FilePlace, Kept, Piece, Places, Room, Run, Settled, may_lead_to, may_show, settled,
};
use crate::finding::{Finding, Severity};
use crate::text::{Span, printable_address};

/// How deeply quotations and lists may be nested. Documents are walked by recursion: without a limit, a text could
/// overflow the stack.
pub(super) const DEEPEST: usize = 32;

/// A block that is not closed yet.
#[derive(Debug)]
pub(super) enum OpenBlock {
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

/// Words with their places in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct PlacedWords {
    pub(super) runs: Vec<Run>,
    pieces: Vec<Piece>,
    len: usize,
}

/// A picture that waits for the end of its paragraph, to follow it as a block.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) src: String,
    pub(super) alt: PlacedWords,
    pub(super) place: FilePlace,
}

/// The finished document.
pub(super) struct Built {
    pub(super) document: Document,
    /// Its source map.
    pub(super) places: Places,
    /// Findings about characters that no text may have.
    pub(super) findings: Vec<Finding<FilePlace>>,
}

/// Builds a document block by block.
#[derive(Debug)]
pub(super) struct Builder {
    pub(super) frames: Vec<OpenBlock>,
    /// The words of the paragraph, heading or cell that is being read.
    pub(super) words: PlacedWords,
    images: Vec<Picture>,
    /// The pieces of every leaf with words, in reading order.
    leaves: Vec<Vec<Piece>>,
    findings: Vec<Finding<FilePlace>>,
}

impl PlacedWords {
    /// Adds words from a place in the file. If only the words differ from the previous run, they are joined to it.
    pub(super) fn push(&mut self, run: Run, place: FilePlace) {
        let end = self.len + run.text.len();
        let piece = Piece { text: Span::new(self.len, end), place };
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

    /// Puts words before those that are there.
    pub(super) fn begin_with(&mut self, run: Run, place: FilePlace) {
        let mut words = PlacedWords::default();
        words.push(run, place);
        let shift = words.len;
        words.pieces.extend(self.pieces.drain(..).map(|piece| Piece { text: piece.text + shift, ..piece }));
        words.runs.append(&mut self.runs);
        words.len += self.len;
        *self = words;
    }

    /// Returns `true` if there are no words yet, or a line break is the last of them.
    pub(super) fn at_start_of_line(&self) -> bool {
        self.runs.last().is_none_or(|run| run.text.ends_with('\n'))
    }

    /// Returns the place after the words, in the bytes of a text.
    pub(super) fn end(&self) -> Option<Span> {
        match &self.pieces.last()?.place {
            FilePlace::Bytes(bytes) => Some(Span::at(bytes.end)),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Returns `true` if there is nothing to be seen.
    pub(super) fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the words in a document's normal form, and the first control character that they had.
    fn settled(self, room: Room) -> (PlacedWords, Option<(char, FilePlace)>) {
        let Settled { runs, kept, controls } = settled(&self.runs, room);
        let control = controls.first().map(|&(at, c)| (c, place_of(&self.pieces, Span::new(at, at + c.len_utf8()))));
        let (mut pieces, mut from) = (Vec::new(), 0);
        for kept in &kept {
            from += self.pieces[from..].iter().take_while(|piece| piece.text.end <= kept.was.start).count();
            let inside = self.pieces[from..].iter().take_while(|piece| piece.text.start < kept.was.end);
            pieces.extend(inside.filter_map(|piece| piece_of(piece, kept)));
        }
        let len = kept.last().map_or(0, |kept| kept.now.end);
        (PlacedWords { runs, pieces, len }, control)
    }

    /// Returns the links that no page may have, as a finding shows them, with their places.
    fn refused_links(&self) -> Vec<(String, FilePlace)> {
        let (mut refused, mut at) = (Vec::new(), 0);
        for linked in self.runs.chunk_by(|one, other| one.link == other.link) {
            let range = Span::new(at, at + linked.iter().map(|run| run.text.len()).sum::<usize>());
            at = range.end;
            let address = linked[0].link.as_deref().filter(|address| !may_lead_to(address));
            refused.extend(address.map(|address| (printable_address(address), place_of(&self.pieces, range))));
        }
        refused
    }
}

/// Returns where words begin in the file.
fn place_of(pieces: &[Piece], range: Span) -> FilePlace {
    pieces.iter().find_map(|piece| place_in(piece, range)).unwrap_or(FilePlace::File)
}

/// Returns what is left of a piece.
fn piece_of(piece: &Piece, kept: &Kept) -> Option<Piece> {
    let place = place_in(piece, kept.was)?;
    if kept.now.len() != kept.was.len() {
        return Some(Piece { text: kept.now, place });
    }
    let now = |at: usize| kept.now.start + at.clamp(kept.was.start, kept.was.end) - kept.was.start;
    Some(Piece { text: Span::new(now(piece.text.start), now(piece.text.end)), place })
}

/// Returns the place of the part of a piece that is within `wanted`.
fn place_in(piece: &Piece, wanted: Span) -> Option<FilePlace> {
    let part = piece.text.intersection(wanted)?;
    Some(match &piece.place {
        FilePlace::Bytes(bytes) if bytes.len() == piece.text.len() => {
            FilePlace::Bytes(part - piece.text.start + bytes.start)
        }
        place => place.clone(),
    })
}

/// Returns `true` if a piece directly follows another, in the text and in the file.
fn continues(before: &Piece, piece: &Piece) -> bool {
    match (&before.place, &piece.place) {
        (FilePlace::Bytes(one), FilePlace::Bytes(two)) => {
            one.end == two.start && one.len() == before.text.len() && two.len() == piece.text.len()
        }
        (one, two) => one == two,
    }
}

/// Returns `true` if two runs differ in their words only.
pub(super) fn alike(a: &Run, b: &Run) -> bool {
    (a.strong, a.emphasis, &a.link, &a.origin) == (b.strong, b.emphasis, &b.link, &b.origin)
}

impl Builder {
    pub(super) fn new() -> Builder {
        Builder {
            frames: vec![OpenBlock::Blocks(Vec::new())],
            words: PlacedWords::default(),
            images: Vec::new(),
            leaves: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Ends a paragraph, if one is open: in an item it need not be marked as one.
    pub(super) fn flush(&mut self) {
        let runs = self.take_runs(Room::Text);
        if !runs.is_empty() {
            self.push(Block::Paragraph(runs));
        }
        self.push_images();
    }

    /// Ends a heading, if it has words.
    pub(super) fn heading(&mut self, level: u8) {
        let runs = self.take_runs(Room::Heading);
        if !runs.is_empty() {
            self.push(Block::Heading { level, runs });
        }
        self.push_images();
    }

    /// Adds a block without text.
    pub(super) fn block(&mut self, block: Block) {
        self.flush();
        self.push(block);
    }

    /// Takes the waiting pictures, so that their container can be opened first.
    pub(super) fn hold_images(&mut self) -> Vec<Picture> {
        std::mem::take(&mut self.images)
    }

    /// Goes on with words and pictures that were held.
    pub(super) fn put_back(&mut self, words: PlacedWords, images: Vec<Picture>) {
        self.words = words;
        self.images = images;
    }

    /// Adds a picture after the current paragraph.
    pub(super) fn image(&mut self, picture: Picture) {
        self.images.push(picture);
    }

    pub(super) fn open(&mut self, frame: OpenBlock) {
        self.flush();
        self.frames.push(frame);
    }

    /// Closes the innermost frame; the frame of the whole text stays. Blocks in a list become an item of it, others a
    /// quotation, if there are any.
    pub(super) fn close(&mut self) {
        self.flush();
        if self.frames.len() < 2 {
            return;
        }
        match self.frames.pop() {
            Some(OpenBlock::Blocks(blocks)) => match self.frames.last_mut() {
                Some(OpenBlock::List { items, .. }) => items.push(blocks),
                _ if blocks.is_empty() => {}
                _ => self.push(Block::Quote(blocks)),
            },
            Some(OpenBlock::List { start, items }) if !items.is_empty() => self.push(Block::List { start, items }),
            Some(OpenBlock::Table { head, rows, .. }) => self.push(Block::Table { head, rows }),
            _ => {}
        }
        self.push_images();
    }

    /// Ends a cell of a table.
    pub(super) fn cell(&mut self) {
        let runs = self.take_runs(Room::Text);
        if let Some(OpenBlock::Table { row, .. }) = self.frames.last_mut() {
            row.push(runs);
        }
    }

    /// Leaves out the cells read since the last row; they must have no words.
    pub(super) fn drop_row(&mut self) {
        if let Some(OpenBlock::Table { row, .. }) = self.frames.last_mut() {
            row.clear();
        }
    }

    /// Ends a row of a table. A row of headings has to be the first: rows below it are data.
    pub(super) fn row(&mut self, is_head: bool) {
        let Some(OpenBlock::Table { head, rows, row }) = self.frames.last_mut() else { return };
        let cells = std::mem::take(row);
        if is_head && head.is_empty() && rows.is_empty() {
            *head = cells;
        } else {
            rows.push(cells);
        }
    }

    /// Returns the document, the places of its words, and what they have that no text may have.
    pub(super) fn finish(mut self) -> Built {
        while self.frames.len() > 1 {
            self.close();
        }
        self.flush();
        let blocks = match self.frames.into_iter().next() {
            Some(OpenBlock::Blocks(blocks)) => blocks,
            _ => Vec::new(),
        };
        let document = Document { title: String::new(), blocks, ..Document::default() }.in_form();
        let mut found = self.leaves.into_iter();
        let mut pieces_of = |text: &str| if text.is_empty() { None } else { found.next() };
        let places = document.leaves().iter().map(|leaf| pieces_of(&leaf.text()).unwrap_or_default()).collect();
        Built { document, places: Places::new(places), findings: self.findings }
    }

    /// Returns the words read so far; their places are those of the next leaf.
    fn take_runs(&mut self, room: Room) -> Vec<Run> {
        let words = std::mem::take(&mut self.words);
        self.keep(words, room)
    }

    fn keep(&mut self, words: PlacedWords, room: Room) -> Vec<Run> {
        let (mut words, control) = words.settled(room);
        if let Some((c, place)) = control {
            let message = format!("control characters are left out (the first is U+{:04X})", u32::from(c));
            self.doubt(place, message, "take them out of the text");
        }
        for (address, place) in words.refused_links() {
            let message = format!("the address of a link is left out, its words stay: “{address}”");
            self.doubt(place, message, "link to a page of the web, an e-mail address or a telephone number");
        }
        words.pieces.shrink_to_fit();
        words.runs.shrink_to_fit();
        if !words.is_empty() {
            self.leaves.push(words.pieces);
        }
        words.runs
    }

    /// Adds the waiting pictures, unless in a table: there they wait until it is closed.
    fn push_images(&mut self) {
        if let Some(OpenBlock::Blocks(_)) = self.frames.last() {
            for Picture { src, alt, place } in std::mem::take(&mut self.images) {
                if !may_show(&src) {
                    let message =
                        format!("the address of a picture is left out, its words stay: “{}”", printable_address(&src));
                    self.doubt(place, message, "put the picture into the story's folder, and name its file");
                }
                let alt = self.keep(alt, Room::Alternative);
                self.push(Block::Image { src, alt });
            }
        }
    }

    fn doubt(&mut self, place: FilePlace, message: String, hint: &str) {
        self.findings.push(Finding { severity: Severity::Warning, place, message, hint: Some(hint.to_owned()) });
    }

    fn push(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some(OpenBlock::Blocks(blocks)) => blocks.push(block),
            Some(OpenBlock::List { items, .. }) => items.push(vec![block]),
            _ => {}
        }
    }
}
