//! Reads inline content of a Word document: runs with their style, links, fields, pictures.

use super::fields::address_in;
use super::review_marks::Key;
use super::switches::{Looks, Switches};
use super::xml::Node;
use super::{DocxReader, View};
use crate::document::{ChangeKind, FilePlace, Origin, Run, Source};

/// Looks that the document does not hold, by the elements that say them.
const LOOKS: [(&str, &[&str]); 5] = [
    ("fonts and sizes set by hand", &["w:rFonts", "w:sz"]),
    ("colours and highlighting", &["w:color", "w:highlight", "w:shd"]),
    ("underlining", &["w:u"]),
    ("capitals by looks", &["w:caps", "w:smallCaps"]),
    ("raised or lowered letters", &["w:vertAlign"]),
];

/// What is left out because nobody sees it, or may be meant to be.
const HIDDEN: &str = "hidden text is left out";
const STRUCK: &str = "crossed-out words are read as words of the text";
const WHITE: &str = "white words, which nobody sees on white paper, are read as words of the text";

impl<'a> DocxReader<'a, '_> {
    /// Reads inline content.
    pub(super) fn inline(&mut self, node: &'a Node) {
        for child in node.nodes() {
            match &*child.name {
                "w:r" => self.run(child),
                "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" => self.changed(child, DocxReader::inline),
                "w:hyperlink" => self.linked(self.address(child), |reader| reader.inline(child)),
                "w:fldSimple" => {
                    let link = child.get("w:instr").and_then(address_in).or_else(|| self.link.clone());
                    self.linked(link, |reader| reader.inline(child));
                }
                "w:sdt" => self.control(child, DocxReader::inline),
                "w:smartTag" | "w:customXml" | "w:sdtContent" | "w:dir" | "w:bdo" => self.inline(child),
                "mc:AlternateContent" => child.alternative().into_iter().for_each(|choice| self.inline(choice)),
                "m:oMath" | "m:oMathPara" => {
                    self.left_out.thing(self.place(), "a formula is read as the letters in it");
                    self.push(&child.words(), Looks::default());
                }
                "w:commentRangeStart" => self.log.comment_start(id(child), &self.place()),
                "w:commentRangeEnd" => self.log.comment_end(id(child)),
                _ => self.unknown(child),
            }
        }
    }

    /// Reports the words of an element that the reader does not know.
    pub(super) fn unknown(&mut self, node: &Node) {
        self.left_out.words(self.place(), "text in an element that copydesk does not know", &node.words());
    }

    /// Reads the content of an open change.
    pub(super) fn changed(&mut self, node: &'a Node, read: impl FnOnce(&mut Self, &'a Node)) {
        let key = Key::of(node);
        let depth = self.log.inside.len();
        self.log.enter(key);
        read(self, node);
        self.log.inside.truncate(depth);
    }

    fn linked(&mut self, link: Option<String>, read: impl FnOnce(&mut Self)) {
        let outside = std::mem::replace(&mut self.link, link);
        read(self);
        self.link = outside;
    }

    /// Returns the address of a link.
    fn address(&self, node: &Node) -> Option<String> {
        let target = node.get("r:id").and_then(|id| self.package.relation(id)).map(|relation| relation.target.clone());
        match (target, node.get("w:anchor")) {
            (target, None) => target.or_else(|| self.link.clone()),
            (target, Some(anchor)) => Some(format!("{}#{anchor}", target.unwrap_or_default())),
        }
    }

    fn run(&mut self, node: &'a Node) {
        let properties = node.child("w:rPr");
        let change = properties.and_then(|properties| properties.child("w:rPrChange"));
        let old = change.filter(|_| self.view == View::Rejected).map(|change| change.child("w:rPr"));
        let looks = self.looks(old.unwrap_or(properties));
        if let Some(change) = change {
            self.log.looks(change, &node.words(), &self.place());
        }
        let has_words = node.nodes().any(|child| matches!(&*child.name, "w:t" | "w:delText"));
        if has_words && let Some(properties) = properties {
            self.note_looks(properties);
        }
        self.run_content(node, looks);
    }

    fn looks(&self, properties: Option<&Node>) -> Looks {
        let switches = self.styles.switches(self.paragraph, properties, self.table_style);
        let Some(properties) = properties else { return Looks { switches, ..Looks::default() } };
        let (strong, emphasis) = properties.val("w:rStyle").map(|id| self.styles.looks(id)).unwrap_or_default();
        let switch = |name, styled| if properties.child(name).is_some() { properties.is_on(name) } else { styled };
        Looks { strong: switch("w:b", strong), emphasis: switch("w:i", emphasis), switches }
    }

    fn note_looks(&mut self, properties: &Node) {
        for (kind, names) in LOOKS {
            let is_plain = |name: &&str| matches!(properties.val(name), Some("auto" | "baseline"));
            if names.iter().any(|name| properties.is_on(name) && !is_plain(name)) {
                self.left_out.looks(kind, self.place());
            }
        }
    }

    fn run_content(&mut self, node: &'a Node, looks: Looks) {
        for child in node.nodes() {
            match &*child.name {
                "w:t" | "w:delText" => {
                    let text = child.own_text();
                    let kept = child.get("xml:space") == Some("preserve");
                    self.push(if kept { &text } else { text.trim_matches([' ', '\t', '\n', '\r']) }, looks);
                }
                "w:tab" | "w:ptab" => self.push(" ", looks),
                "w:br" | "w:cr" => self.push("\n", looks),
                "w:noBreakHyphen" => self.push("\u{2011}", looks),
                "w:sym" => self.symbol(child, looks),
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child),
                "w:footnoteReference" | "w:endnoteReference" => self.note(child),
                "w:fldChar" => self.field(child, looks),
                "w:instrText" | "w:delInstrText" => self.instruction(&child.own_text()),
                "w:commentReference" => {
                    self.log.comment_start(id(child), &self.place());
                    self.log.comment_end(id(child));
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = child.alternative() {
                        self.run_content(choice, looks);
                    }
                }
                "w:ruby" => {
                    child.child("w:rubyBase").into_iter().for_each(|base| self.inline(base));
                    let above = child.child("w:rt").map(Node::words).unwrap_or_default();
                    self.left_out.words(self.place(), "text above other text", &above);
                }
                "w:rPr" => {}
                _ => self.unknown(child),
            }
        }
    }

    /// Adds words, if they are there in this view.
    pub(super) fn push(&mut self, text: &str, looks: Looks) {
        if text.is_empty() || !self.fields.shows() {
            self.fields.hidden(text);
            return;
        }
        let place = self.place();
        if looks.switches.hidden == Some(true) {
            self.left_out.piece(place, HIDDEN, text);
            return;
        }
        let is_there = self.log.inside.iter().all(|key| self.shows(key.kind));
        self.log.words(text, is_there, &place);
        if is_there {
            self.fields.shown();
            self.doubt(text, looks.switches, &place);
            let (strong, emphasis, link) = (looks.strong, looks.emphasis, self.link.clone());
            let origin = self.origin();
            // Words that replaced others are not part of the same word.
            let before = self.builder.words.runs.last().map(|run| &run.origin);
            if matches!((before, &origin), (Some(one @ Origin::Data(_)), other @ Origin::Data(_)) if one != other) {
                self.builder.words.push(Run { text: " ".to_owned(), ..Run::default() }, place.clone());
            }
            let run = Run { text: text.to_owned(), strong, emphasis, link, origin };
            self.builder.words.push(run, place);
        }
    }

    /// Reports words that may not be meant to be read.
    fn doubt(&mut self, text: &str, switches: Switches, place: &FilePlace) {
        let is_shaded = switches.shaded.unwrap_or(self.shaded);
        match switches {
            Switches { struck: Some(true), .. } => self.left_out.piece(place.clone(), STRUCK, text),
            Switches { white: Some(true), .. } if !is_shaded => self.left_out.piece(place.clone(), WHITE, text),
            _ => self.left_out.end_pieces(),
        }
    }

    /// Returns the origin of inserted words: the author of the change.
    fn origin(&self) -> Origin {
        if self.view == View::Both {
            let pointer = |number| Source { pointer: format!("/changes/{number}"), part: None };
            return self.log.current().map_or(Origin::Unknown, |number| Origin::Data(vec![pointer(number)]));
        }
        let author = self.log.inside.iter().find(|key| !key.kind.is_old()).map(Key::author);
        author
            .filter(|name| !name.is_empty())
            .map_or(Origin::Unknown, |name| Origin::Person { name: Some(name.to_owned()) })
    }

    /// Returns `true` if words with an open change are there in this view.
    pub(super) fn shows(&self, kind: ChangeKind) -> bool {
        match self.view {
            View::Accepted => kind.is_new(),
            View::Rejected => kind.is_old(),
            View::Both => true,
        }
    }

    fn symbol(&mut self, node: &Node, looks: Looks) {
        let code = node.get("w:char").and_then(|code| u32::from_str_radix(code, 16).ok());
        match code.and_then(char::from_u32) {
            // A private number means something in one font only.
            Some(c) if !('\u{e000}'..='\u{f8ff}').contains(&c) => self.push(&c.to_string(), looks),
            Some(c) if sign(node.get("w:font"), c).is_some() => {
                self.push(sign(node.get("w:font"), c).unwrap_or_default(), looks);
            }
            _ => self.left_out.thing(self.place(), "a symbol of a font of its own is left out"),
        }
    }

    fn note(&mut self, node: &Node) {
        let what = if &*node.name == "w:footnoteReference" { "a footnote" } else { "an endnote" };
        let known = self.notes.iter().find(|((kind, number), _)| **kind == *node.name && number == id(node));
        let words = known.map(|(_, words)| words.clone()).unwrap_or_default();
        self.noted.insert((what, id(node).to_owned()));
        self.left_out.words(self.place(), what, &words);
    }
}

fn id(node: &Node) -> &str {
    node.get("w:id").unwrap_or_default()
}

/// Returns the sign that a font of signs has at a private number: the ticks, crosses and boxes of forms.
fn sign(font: Option<&str>, c: char) -> Option<&'static str> {
    match (font?, u32::from(c) & 0xff) {
        ("Wingdings", 0xfc) | ("Wingdings 2", 0x50) => Some("✓"),
        ("Wingdings", 0xfb) | ("Wingdings 2", 0x4f) => Some("✗"),
        ("Wingdings", 0xfd) => Some("☒"),
        ("Wingdings", 0xfe) | ("Wingdings 2", 0x52) => Some("☑"),
        ("Wingdings", 0x6f | 0xa8 | 0x71) | ("Wingdings 2", 0xa3) => Some("☐"),
        ("Wingdings", 0xe0) => Some("→"),
        ("Symbol", 0xb7) => Some("•"),
        _ => None,
    }
}
