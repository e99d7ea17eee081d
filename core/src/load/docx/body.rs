//! Reads the paragraphs of a Word document, and the lists and quotations that exist only as properties of paragraphs.

use super::numbering::ItemMarkers;
use super::review_marks::Key;
use super::styles::{HeadingNumber, ParagraphRole};
use super::switches::is_shaded;
use super::xml::Node;
use super::{DocxReader, View};
use crate::document::{Block, FilePlace, Run};
use crate::load::document_builder::{Builder, OpenBlock, Picture, PlacedWords};

/// The lists and quotations that are open.
#[derive(Default)]
pub(super) struct Frames {
    open: Vec<OpenContainer>,
    /// The role of a paragraph whose paragraph mark is not in this view: its words continue in the next one.
    carried: Option<ParagraphRole>,
    /// Whether a paragraph in the style of a title was met before any heading: headings then begin below it.
    titled: bool,
    /// Whether any heading was met.
    headed: bool,
}

#[derive(PartialEq)]
enum OpenContainer {
    Quote,
    List {
        list: String,
        level: usize,
    },
    /// A quotation in an item.
    Inner,
}

impl Frames {
    fn lists(&self) -> usize {
        self.open.iter().filter(|open| matches!(open, OpenContainer::List { .. })).count()
    }

    fn pop(&mut self, builder: &mut Builder) {
        match self.open.pop() {
            Some(OpenContainer::List { .. }) => {
                builder.close();
                builder.close();
            }
            Some(_) => builder.close(),
            None => {}
        }
    }

    fn close_down_to(&mut self, depth: usize, builder: &mut Builder) {
        while self.open.len() > depth {
            self.pop(builder);
        }
    }
}

impl<'a> DocxReader<'a, '_> {
    /// Reads paragraphs and tables.
    pub(super) fn blocks(&mut self, node: &'a Node) {
        for child in node.nodes() {
            match &*child.name {
                "w:p" => self.paragraph(child),
                "w:tbl" => self.table(child),
                "w:sdt" => self.control(child, DocxReader::blocks),
                "w:sdtContent" | "w:customXml" => self.blocks(child),
                "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" => self.changed(child, DocxReader::blocks),
                "mc:AlternateContent" => child.alternative().into_iter().for_each(|choice| self.blocks(choice)),
                "w:altChunk" => self.chunk(child),
                _ => self.inline_alone(child),
            }
        }
    }

    /// Names a document that is embedded whole, with its words if it is one that copydesk can look into.
    pub(super) fn chunk(&mut self, node: &Node) {
        let words = node.get("r:id").and_then(|id| self.related.get(id)).cloned().unwrap_or_default();
        match words.as_str() {
            "" => self.left_out.thing(self.place(), "an embedded document is left out"),
            words => self.left_out.words(self.place(), "an embedded document", words),
        }
    }

    /// Reads inline content found between paragraphs.
    pub(super) fn inline_alone(&mut self, node: &Node) {
        let id = node.get("w:id").unwrap_or_default();
        match &*node.name {
            "w:commentRangeStart" => self.log.comment_start(id, &self.place()),
            "w:commentRangeEnd" => self.log.comment_end(id),
            "w:r" | "w:hyperlink" => self.left_out.words(self.place(), "text outside any paragraph", &node.words()),
            _ => self.unknown(node),
        }
    }

    /// Ends a last paragraph without a paragraph mark, and all lists and quotations.
    pub(super) fn end(&mut self) {
        self.end_carried();
        self.frames.close_down_to(0, &mut self.builder);
    }

    /// Ends a last paragraph without a paragraph mark.
    pub(super) fn end_carried(&mut self) {
        if let Some(role) = self.frames.carried.take().filter(|_| !self.builder.words.is_empty()) {
            self.finish(&role);
        }
        self.read_boxes();
    }

    fn paragraph(&mut self, node: &'a Node) {
        let properties = node.child("w:pPr");
        let before = self.begin(properties);
        self.paragraph_words(node);
        let role = self.role(properties);
        let ends = self.ends(properties) && !is_drop_capital(properties);
        (self.paragraph, self.shaded) = before;
        self.left_out.end_pieces();
        if ends {
            self.frames.carried = None;
            self.finish(&role);
            self.read_boxes();
        } else {
            self.frames.carried = Some(role);
        }
    }

    /// Reads the words of a paragraph; in brackets, if it is in a prompt that nobody has answered.
    pub(super) fn paragraph_words(&mut self, node: &'a Node) {
        if self.prompts > 0 {
            self.bracketed(node, DocxReader::inline);
        } else {
            self.inline(node);
        }
    }

    /// Notes the properties of the paragraph whose words come; returns those around it.
    pub(super) fn begin(&mut self, properties: Option<&'a Node>) -> (Option<&'a Node>, bool) {
        let change = properties.and_then(|properties| properties.child("w:pPrChange"));
        let old = change.filter(|_| self.view == View::Rejected).map(|change| change.child("w:pPr"));
        let before = (self.paragraph, self.shaded);
        self.paragraph = old.unwrap_or(properties);
        self.shaded |= self.paragraph.and_then(|paragraph| paragraph.child("w:shd")).is_some_and(is_shaded);
        before
    }

    /// Returns the role of a paragraph, in this view.
    pub(super) fn role(&mut self, properties: Option<&Node>) -> ParagraphRole {
        let change = properties.and_then(|properties| properties.child("w:pPrChange"));
        if let Some(change) = change {
            self.log.looks(change, &self.builder.words.text(), &self.place());
        }
        let own = ["w:jc", "w:ind", "w:spacing", "w:shd", "w:framePr"];
        if !self.builder.words.is_empty()
            && properties.is_some_and(|properties| own.iter().any(|name| properties.child(name).is_some()))
        {
            self.left_out.looks("spacing, indents and alignment set by hand", self.place());
        }
        let mut role = match change.filter(|_| self.view == View::Rejected) {
            Some(change) => self.styles.role(change.child("w:pPr")),
            None => self.styles.role(properties),
        };
        let numbered =
            properties.and_then(|properties| properties.at(&["w:numPr", "w:ins"])).filter(|_| change.is_none());
        if let Some(key) = numbered.and_then(Key::of) {
            let words = self.builder.words.text();
            self.log.change_looks(&key, &words, &self.place());
            if self.view == View::Rejected {
                (role.list, role.number) = (None, None);
            }
        }
        role
    }

    /// Returns `true` if the end of the paragraph is there in this view.
    pub(super) fn ends(&mut self, properties: Option<&Node>) -> bool {
        let mark = properties.and_then(|properties| properties.child("w:rPr"));
        let mut changes: Vec<Key> = mark.into_iter().flat_map(Node::nodes).filter_map(Key::of).collect();
        changes.retain(|key| key.kind != crate::document::ChangeKind::Formatted);
        changes.retain(|key| !self.log.inside.iter().any(|outer| outer.is_of(key)));
        changes.splice(0..0, self.log.inside.iter().cloned());
        self.log.paragraph(&changes, &self.place());
        changes.iter().all(|key| self.shows(key.kind))
    }

    /// Adds the words that were read as what they are.
    fn finish(&mut self, role: &ParagraphRole) {
        let (words, images) = (std::mem::take(&mut self.builder.words), self.builder.hold_images());
        let has_words = !words.is_blank();
        if !has_words && images.is_empty() && role.list.is_none() {
            if role.rule || !role.quote && self.frames.open.first() == Some(&OpenContainer::Quote) {
                self.frames.close_down_to(0, &mut self.builder);
            }
            if role.rule {
                self.builder.block(Block::Rule);
            }
            return;
        }
        self.enter(role);
        self.builder.put_back(words, images);
        self.paragraphs += usize::from(has_words);
        match role.heading {
            Some(level) => {
                self.number(role);
                let level = self.level(level);
                self.builder.heading(level);
            }
            None if role.picture => self.picture(),
            None => self.builder.flush(),
        }
    }

    /// Writes the number that Word computes in front of a heading.
    fn number(&mut self, role: &ParagraphRole) {
        let Some(HeadingNumber { list, level, style }) =
            role.number.as_ref().filter(|_| !self.builder.words.is_blank())
        else {
            return;
        };
        if let Some(label) = self.lists.label(list, *level, style) {
            let place = FilePlace::Paragraph(self.paragraphs);
            self.builder.words.begin_with(Run { text: label, ..Run::default() }, place);
        }
    }

    /// Returns the level of a heading; the document's title, if it has one, takes the first.
    fn level(&mut self, level: u8) -> u8 {
        if level == 0 {
            self.frames.titled |= !self.frames.headed;
            return 1;
        }
        self.frames.headed = true;
        (level + u8::from(self.frames.titled)).min(6)
    }

    /// Recognises a picture as our own export writes it: `[Picture: words]`, with a link to it.
    fn picture(&mut self) {
        let text = self.builder.words.text();
        let Some(alt) = text.trim().strip_prefix("[Picture: ").and_then(|text| text.strip_suffix(']')) else {
            self.builder.flush();
            return;
        };
        let words = std::mem::take(&mut self.builder.words);
        let run = words.runs.first().cloned().unwrap_or_default();
        let mut alternative = PlacedWords::default();
        let place = FilePlace::Paragraph(self.paragraphs);
        alternative.push(Run { text: alt.to_owned(), link: None, ..run.clone() }, place.clone());
        self.builder.image(Picture { src: run.link.unwrap_or_default(), alt: alternative, place });
        self.builder.flush();
    }

    /// Opens and closes lists and quotations, so that a paragraph of this role comes next.
    fn enter(&mut self, role: &ParagraphRole) {
        let DocxReader { frames, builder, .. } = self;
        let quoted = frames.open.first() == Some(&OpenContainer::Quote);
        if quoted != (role.quote && role.within.is_none()) && !(quoted && role.within.is_some()) {
            frames.close_down_to(0, builder);
            if role.quote && role.within.is_none() {
                builder.open(OpenBlock::Blocks(Vec::new()));
                frames.open.push(OpenContainer::Quote);
            }
        }
        match (&role.list, role.within) {
            (Some((list, level)), _) => self.item(list, *level),
            (None, Some(depth)) => self.further(depth.min(self.frames.lists()), role.quote),
            (None, None) => {
                let depth = usize::from(frames.open.first() == Some(&OpenContainer::Quote));
                frames.close_down_to(depth, builder);
            }
        }
    }

    /// Adds a further paragraph, or a quotation, to the item at this depth of lists.
    fn further(&mut self, depth: usize, quote: bool) {
        let DocxReader { frames, builder, .. } = self;
        while frames.lists() > depth {
            frames.pop(builder);
        }
        let open = frames.open.last() == Some(&OpenContainer::Inner);
        if open && !quote {
            frames.pop(builder);
        }
        if quote && !open {
            builder.open(OpenBlock::Blocks(Vec::new()));
            frames.open.push(if depth == 0 { OpenContainer::Quote } else { OpenContainer::Inner });
        }
    }

    fn item(&mut self, list: &str, level: usize) {
        let DocxReader { frames, builder, lists, .. } = self;
        let number = lists.number(list, level);
        let marks = lists.marks(list, level);
        while match frames.open.last() {
            Some(OpenContainer::Inner) => true,
            Some(OpenContainer::List { list: open, level: at }) => *at > level || *at == level && open != list,
            _ => false,
        } {
            frames.pop(builder);
        }
        if matches!(frames.open.last(), Some(OpenContainer::List { level: at, .. }) if *at == level) {
            builder.close();
        } else {
            let start = (marks != ItemMarkers::Bullets).then_some(number);
            builder.open(OpenBlock::List { start, items: Vec::new() });
            frames.open.push(OpenContainer::List { list: list.to_owned(), level });
            if marks == ItemMarkers::Others {
                self.left_out.looks(
                    "lists with letters, Roman figures or words, or with numbers of several parts, read as numbers",
                    self.place(),
                );
            }
        }
        self.builder.open(OpenBlock::Blocks(Vec::new()));
    }
}

/// Returns `true` if a paragraph is the large first letter of the next.
pub(super) fn is_drop_capital(properties: Option<&Node>) -> bool {
    let frame = properties.and_then(|properties| properties.child("w:framePr"));
    frame.and_then(|frame| frame.get("w:dropCap")).is_some_and(|kind| kind != "none")
}
