//! The text of a Word document: paragraphs, runs, and their tracked changes.

use super::Made;
use super::changed_paragraphs::{Done, Paragraph, TrackedRun, plain};
use super::fixed_parts::{DECLARATION, MAIN, OFFICE, PACKAGE};
use super::frame_parts::FrameParts;
use super::paragraph_roles::{Begin, Begun, NumberingDefinitions, ParagraphRole};
use super::remarks;
use super::xml::escape;
use crate::document::{Document, ENGLISH, Origin, Place, Run, Within, may_lead_to};
use jiff::ToSpan;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The set-up of pages: A4, with Word's usual margins.
const PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" \
    w:left=\"1440\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/>";

/// A text being written.
pub(super) struct BodyWriter<'a> {
    made: Made<'a>,
    /// The language tag of the words, if they are not in English; those of the report are marked as English then.
    other_language: Option<String>,
    /// Whether they are written from right to left.
    right_to_left: bool,
    pub(super) xml: String,
    /// The number of the next change.
    next: u32,
    /// Addresses that the text leads to, each once.
    links: Vec<String>,
    lists: NumberingDefinitions,
    /// Items that have begun, in the new document and in the old one.
    begun: (Begun, Begun),
    /// The change of the last run, if the paragraph mark after it was kept.
    before: Done,
    /// Whether changes are dated two minutes earlier. LibreOffice joins an insertion at the end of a paragraph with one
    /// at the start of the next, and with the paragraph mark between them, unless their times differ by more than one
    /// minute.
    older: bool,
    /// Whether the paragraphs being written have the change of the last one before a table. LibreOffice cannot take that away with
    /// its mark, and leaves it empty.
    before_table: bool,
    /// Pieces of each passage, at both its places, that are not written yet.
    moves: BTreeMap<(u32, bool), MovedRange>,
}

/// A place of a moved passage.
#[derive(Default)]
struct MovedRange {
    left: usize,
    /// The number of the mark where it begins, once that is written.
    range: Option<u32>,
}

impl<'a> BodyWriter<'a> {
    pub(super) fn new(made: Made<'a>) -> BodyWriter<'a> {
        let begun = (Begun::default(), Begun::default());
        let (links, lists, moves) = (Vec::new(), NumberingDefinitions::default(), BTreeMap::new());
        let xml = String::new();
        BodyWriter {
            made,
            other_language: None,
            right_to_left: false,
            xml,
            next: 1,
            links,
            lists,
            begun,
            before: Done::Nothing,
            older: false,
            before_table: false,
            moves,
        }
    }

    /// Returns the writer for a document in its language.
    pub(super) fn in_language_of(self, document: &Document) -> BodyWriter<'a> {
        let other_language = (!document.is_english()).then(|| document.language().to_owned());
        BodyWriter { other_language, right_to_left: document.is_right_to_left(), ..self }
    }

    /// Returns what Word is to know of the language of a run: with it, a screen reader takes the right voice.
    fn language(&self, run: &Run) -> String {
        let Some(language) = &self.other_language else { return String::new() };
        if run.is_of_report() {
            return format!("<w:lang w:val=\"{ENGLISH}\"/>");
        }
        let language = escape(language);
        let other = format!("<w:lang w:val=\"{language}\" w:bidi=\"{language}\"/>");
        if self.right_to_left { format!("<w:rtl/>{other}") } else { other }
    }

    /// Writes paragraphs; those in the cells of a table follow each other and make it.
    pub(super) fn paragraphs(&mut self, paragraphs: &[Paragraph]) {
        for paragraph in paragraphs {
            for key in paragraph.words.iter().map(|piece| piece.done).chain([paragraph.end]).filter_map(passage) {
                self.moves.entry(key).or_default().left += 1;
            }
        }
        let mut groups = paragraphs.chunk_by(|one, other| is_cell(one) == is_cell(other)).peekable();
        while let Some(group) = groups.next() {
            if is_cell(&group[0]) {
                self.tables(group);
                continue;
            }
            let last = group.last().map(|paragraph| paragraph.end).filter(|end| *end != Done::Nothing);
            let changed = group.iter().rev().take_while(|paragraph| Some(paragraph.end) == last).count();
            let is_before_table = groups.peek().is_some();
            for (index, paragraph) in group.iter().enumerate() {
                self.before_table = is_before_table && index + changed >= group.len();
                self.part_quotations(&group[..index], paragraph);
                self.paragraph(paragraph);
            }
            self.before_table = false;
        }
    }

    /// Writes an empty paragraph between two quotations that follow each other in either text: Word would join them.
    fn part_quotations(&mut self, before: &[Paragraph], after: &Paragraph) {
        let differ = |of: fn(&Paragraph) -> Option<&Place>| {
            let last = before.iter().rev().find_map(of).and_then(quote);
            let next = of(after).and_then(quote);
            last.is_some() && next.is_some() && last != next
        };
        match (differ(|paragraph| paragraph.new.as_ref()), differ(|paragraph| paragraph.old.as_ref())) {
            (true, true) => self.paragraph(&plain(Done::Nothing)),
            (true, false) => self.paragraph(&plain(Done::Inserted)),
            (false, true) => self.paragraph(&plain(Done::Deleted)),
            (false, false) => {}
        }
    }

    /// Returns the parts of the file that the text makes: itself, what it refers to, and its lists.
    pub(super) fn finish(self, around: &FrameParts) -> (String, String, String) {
        let root =
            around.root.clone().unwrap_or_else(|| format!("<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\">"));
        let section = around.section.as_deref().unwrap_or(PAGE);
        let document = format!(
            "{DECLARATION}{root}<w:body>{}<w:sectPr>{}{section}</w:sectPr></w:body></w:document>",
            around.named(&self.xml),
            around.references
        );
        let mut relations = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}\">");
        for kind in ["styles", "numbering", "settings"] {
            let _ = write!(relations, "<Relationship Id=\"{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}.xml\"/>");
        }
        relations.push_str(&around.relations);
        for (link, number) in self.links.iter().zip(1..) {
            let _ = write!(
                relations,
                "<Relationship Id=\"link{number}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                escape(link)
            );
        }
        (document, relations + "</Relationships>", self.lists.numbering())
    }

    /// Writes a paragraph, after the empty items that begin with it.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph) {
        let (new, old) = self.roles(paragraph);
        let (before, after) = (new.as_ref().map(|(before, _)| before), old.as_ref().map(|(before, _)| before));
        match (before, after) {
            (Some(new), Some(old)) if new == old => new.iter().for_each(|role| self.empty(role, Done::Nothing)),
            (new, old) => {
                old.into_iter().flatten().for_each(|role| self.empty(role, Done::Deleted));
                new.into_iter().flatten().for_each(|role| self.empty(role, Done::Inserted));
            }
        }
        let (new, old) = (new.map(|(_, role)| role), old.map(|(_, role)| role));
        let at = |piece: Option<&TrackedRun>| piece.map_or(Done::Nothing, |piece| piece.done);
        self.older ^= self.before != Done::Nothing && self.before == at(paragraph.words.first());
        self.before = if paragraph.end == Done::Nothing { at(paragraph.words.last()) } else { Done::Nothing };
        self.xml.push_str("<w:p>");
        self.properties(new.as_ref(), old.as_ref(), paragraph.end);
        self.xml.push_str(&remarks::starts(&paragraph.remarks));
        self.words(&paragraph.words);
        self.xml.push_str(&remarks::ends(&paragraph.remarks));
        if let Some(key) = passage(paragraph.end) {
            self.begin_passage(key);
        }
        self.xml.push_str("</w:p>");
        if let Some(key) = passage(paragraph.end) {
            self.end_passage(key);
        }
    }

    /// Returns the roles of a paragraph in the new document and in the old one.
    fn roles(&mut self, paragraph: &Paragraph) -> (Option<Begin>, Option<Begin>) {
        let new = paragraph.new.as_ref().map(|place| self.lists.role(place, &mut self.begun.0));
        let old = paragraph.old.as_ref().map(|place| self.lists.role(place, &mut self.begun.1));
        (new, old)
    }

    fn empty(&mut self, role: &ParagraphRole, end: Done) {
        self.xml.push_str("<w:p>");
        let (new, old) = (end.is_new().then_some(role), end.is_old().then_some(role));
        self.properties(new, old, end);
        self.xml.push_str("</w:p>");
    }

    fn properties(&mut self, new: Option<&ParagraphRole>, old: Option<&ParagraphRole>, end: Done) {
        const PLAIN: ParagraphRole = ParagraphRole { style: None, item: None };
        let (new, old) = match (new, old) {
            (Some(new), None) if self.before_table => (Some(new), Some(&PLAIN)),
            (None, Some(old)) if self.before_table => (Some(&PLAIN), Some(old)),
            roles => roles,
        };
        let mut properties = new.or(old).map(role).unwrap_or_default();
        properties.push_str(if self.right_to_left { "<w:bidi/>" } else { "" });
        if end != Done::Nothing {
            let _ = write!(properties, "<w:rPr>{}</w:rPr>", self.tag(name(end), "/"));
        }
        if let (Some(new), Some(old)) = (new, old)
            && new != old
        {
            let _ = write!(properties, "{}<w:pPr>{}</w:pPr></w:pPrChange>", self.tag("pPrChange", ""), role(old));
        }
        if !properties.is_empty() {
            let _ = write!(self.xml, "<w:pPr>{properties}</w:pPr>");
        }
    }

    fn words(&mut self, words: &[TrackedRun]) {
        for linked in words.chunk_by(|one, other| one.run.link == other.run.link) {
            let open = linked[0].run.link.as_deref().and_then(|link| self.link(link));
            self.xml.push_str(open.as_deref().unwrap_or_default());
            for alike in linked.chunk_by(|one, other| one.done == other.done) {
                self.alike(alike, open.is_some());
            }
            self.xml.push_str(if open.is_some() { "</w:hyperlink>" } else { "" });
        }
    }

    /// Words to which the same was done.
    fn alike(&mut self, words: &[TrackedRun], linked: bool) {
        let done = words[0].done;
        if let Some(key) = passage(done) {
            self.begin_passage(key);
        }
        if done != Done::Nothing {
            let tag = self.tag(name(done), "");
            self.xml.push_str(&tag);
        }
        for piece in words {
            self.run(piece, linked);
        }
        if done != Done::Nothing {
            let _ = write!(self.xml, "</w:{}>", name(done));
        }
        if let Some(key) = passage(done) {
            (0..words.len()).for_each(|_| self.end_passage(key));
        }
    }

    fn run(&mut self, piece: &TrackedRun, linked: bool) {
        let mut looks = looks(&piece.run, linked) + &self.language(&piece.run);
        if let Some(was) = &piece.was {
            let old = self::looks(was, linked);
            let _ = write!(looks, "{}<w:rPr>{old}</w:rPr></w:rPrChange>", self.tag("rPrChange", ""));
        }
        self.xml.push_str("<w:r>");
        if !looks.is_empty() {
            let _ = write!(self.xml, "<w:rPr>{looks}</w:rPr>");
        }
        let element = if piece.done == Done::Deleted { "delText" } else { "t" };
        for (index, line) in piece.run.text.split('\n').enumerate() {
            self.xml.push_str(if index > 0 { "<w:br/>" } else { "" });
            if !line.is_empty() {
                let _ = write!(self.xml, "<w:{element} xml:space=\"preserve\">{}</w:{element}>", escape(line));
            }
        }
        self.xml.push_str("</w:r>");
    }

    /// Returns the start of a link; `None` if the address is unsafe to follow.
    fn link(&mut self, link: &str) -> Option<String> {
        if let Some(part) = link.strip_prefix('#') {
            return Some(format!("<w:hyperlink w:anchor=\"{}\">", escape(part)));
        }
        if link.is_empty() || !may_lead_to(link) {
            return None;
        }
        let known = self.links.iter().position(|known| known == link);
        let number = known.unwrap_or_else(|| {
            self.links.push(link.to_owned());
            self.links.len() - 1
        });
        Some(format!("<w:hyperlink r:id=\"link{}\">", number + 1))
    }

    /// Returns the start of a change; `end` closes the tag itself.
    pub(super) fn tag(&mut self, name: &str, end: &str) -> String {
        let number = self.number();
        format!("<w:{name} w:id=\"{number}\" {}{end}>", self.by())
    }

    /// Returns the attributes for author and time of the changes.
    fn by(&self) -> String {
        let older = if self.older { 2.minutes() } else { 0.minutes() };
        let time = self.made.time.checked_sub(older).unwrap_or(self.made.time);
        // Word ignores the Z, and shows the time unchanged.
        format!("w:author=\"{}\" w:date=\"{}\"", escape(self.made.author), time.strftime("%Y-%m-%dT%H:%M:%SZ"))
    }

    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Marks where a moved passage begins, at one of its places.
    fn begin_passage(&mut self, key: (u32, bool)) {
        if self.moves.get(&key).is_none_or(|passage| passage.range.is_some()) {
            return;
        }
        let number = self.number();
        let tag = format!("<w:{}RangeStart w:id=\"{number}\" w:name=\"move{}\" {}/>", side(key), key.0, self.by());
        self.xml.push_str(&tag);
        self.moves.entry(key).or_default().range = Some(number);
    }

    /// Counts a written piece of a moved passage, and closes the passage after the last.
    fn end_passage(&mut self, key: (u32, bool)) {
        let Some(passage) = self.moves.get_mut(&key) else { return };
        passage.left = passage.left.saturating_sub(1);
        if let (0, Some(number)) = (passage.left, passage.range) {
            let _ = write!(self.xml, "<w:{}RangeEnd w:id=\"{number}\"/>", side(key));
        }
    }
}

/// Returns the place of a moved passage that something belongs to: its number, and whether it is the new place.
fn passage(done: Done) -> Option<(u32, bool)> {
    match done {
        Done::MovedFrom(id) => Some((id, false)),
        Done::MovedTo(id) => Some((id, true)),
        _ => None,
    }
}

fn side((_, is_new): (u32, bool)) -> &'static str {
    if is_new { "moveTo" } else { "moveFrom" }
}

/// Returns the element that says what was done.
pub(super) fn name(done: Done) -> &'static str {
    match done {
        Done::Nothing => "",
        Done::Inserted => "ins",
        Done::Deleted => "del",
        Done::MovedFrom(_) => "moveFrom",
        Done::MovedTo(_) => "moveTo",
    }
}

fn is_cell(paragraph: &Paragraph) -> bool {
    let cell = |place: &Place| place.within.iter().any(|within| matches!(within, Within::Cell { .. }));
    [&paragraph.new, &paragraph.old].into_iter().flatten().any(cell)
}

/// Returns the quotation that directly and alone contains what is at a place.
fn quote(place: &Place) -> Option<usize> {
    match place.within.first() {
        Some(Within::Quote { quote }) => Some(*quote),
        _ => None,
    }
}

/// Returns the properties of a paragraph with this role.
fn role(role: &ParagraphRole) -> String {
    let mut properties = String::new();
    if let Some(style) = &role.style {
        let _ = write!(properties, "<w:pStyle w:val=\"{style}\"/>");
    }
    if let Some((number, level)) = role.item {
        let _ = write!(properties, "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>");
    }
    properties
}

/// Returns the properties of a run's style.
fn looks(run: &Run, linked: bool) -> String {
    let mut looks = String::new();
    match run.origin {
        _ if linked => looks.push_str("<w:rStyle w:val=\"Hyperlink\"/>"),
        Origin::Place => looks.push_str("<w:rStyle w:val=\"PlaceToFill\"/>"),
        _ => {}
    }
    looks.push_str(if run.strong { "<w:b/><w:bCs/>" } else { "" });
    looks.push_str(if run.emphasis { "<w:i/><w:iCs/>" } else { "" });
    looks
}
