//! Reads inline content of a Word document: runs with their style, links, fields, pictures.

use super::review_marks::Key;
use super::xml::{Child, Node};
use super::{DocxReader, Field, View};
use crate::document::{ChangeKind, Origin, Run, Source};
use crate::load::document_builder::{Picture, PlacedWords};

/// Looks that the document does not hold, by the elements that say them.
const LOOKS: [(&str, &[&str]); 6] = [
    ("fonts and sizes set by hand", &["w:rFonts", "w:sz"]),
    ("colours and highlighting", &["w:color", "w:highlight", "w:shd"]),
    ("underlining", &["w:u"]),
    ("crossed-out words, read as if they were not", &["w:strike", "w:dstrike"]),
    ("capitals by looks", &["w:caps", "w:smallCaps"]),
    ("raised or lowered letters", &["w:vertAlign"]),
];

/// The style of a run.
#[derive(Clone, Copy, Default)]
struct Looks {
    strong: bool,
    emphasis: bool,
    hidden: bool,
}

impl DocxReader<'_, '_> {
    /// Reads inline content.
    pub(super) fn inline(&mut self, node: &Node) {
        for child in node.nodes() {
            match &*child.name {
                "w:r" => self.run(child),
                "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" => self.changed(child, DocxReader::inline),
                "w:hyperlink" => self.linked(self.address(child), |reader| reader.inline(child)),
                "w:fldSimple" => {
                    let link = child.get("w:instr").and_then(address_in).or_else(|| self.link.clone());
                    self.linked(link, |reader| reader.inline(child));
                }
                "w:smartTag" | "w:customXml" | "w:sdt" | "w:sdtContent" | "w:dir" | "w:bdo" => self.inline(child),
                "mc:AlternateContent" => alternative(child).into_iter().for_each(|choice| self.inline(choice)),
                "m:oMath" | "m:oMathPara" => {
                    self.left_out.thing(self.place(), "a formula is read as the letters in it");
                    self.push(&child.words(), Looks::default());
                }
                "w:commentRangeStart" => self.log.comment_start(id(child), &self.place()),
                "w:commentRangeEnd" => self.log.comment_end(id(child)),
                _ => {}
            }
        }
    }

    /// Reads the content of an open change.
    pub(super) fn changed(&mut self, node: &Node, read: impl FnOnce(&mut Self, &Node)) {
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

    fn run(&mut self, node: &Node) {
        let properties = node.child("w:rPr");
        let change = properties.and_then(|properties| properties.child("w:rPrChange"));
        let old = change.filter(|_| self.view == View::Rejected).map(|change| change.child("w:rPr"));
        let looks = old.unwrap_or(properties).map(|properties| self.looks(properties)).unwrap_or_default();
        if let Some(change) = change {
            self.log.looks(change, &node.words(), &self.place());
        }
        let has_words = node.nodes().any(|child| matches!(&*child.name, "w:t" | "w:delText"));
        if has_words && let Some(properties) = properties {
            self.note_looks(properties);
        }
        self.run_content(node, looks);
    }

    fn looks(&self, properties: &Node) -> Looks {
        let (strong, emphasis) = properties.val("w:rStyle").map(|id| self.styles.looks(id)).unwrap_or_default();
        let switch = |name, styled| if properties.child(name).is_some() { properties.is_on(name) } else { styled };
        Looks { strong: switch("w:b", strong), emphasis: switch("w:i", emphasis), hidden: properties.is_on("w:vanish") }
    }

    fn note_looks(&mut self, properties: &Node) {
        for (kind, names) in LOOKS {
            let is_plain = |name: &&str| matches!(properties.val(name), Some("auto" | "baseline"));
            if names.iter().any(|name| properties.is_on(name) && !is_plain(name)) {
                self.left_out.looks(kind, self.place());
            }
        }
    }

    fn run_content(&mut self, node: &Node, looks: Looks) {
        for child in node.nodes() {
            match &*child.name {
                "w:t" | "w:delText" => {
                    let text = child.own_text();
                    let kept = child.get("xml:space") == Some("preserve");
                    self.push(if kept { &text } else { text.trim_matches([' ', '\t', '\n', '\r']) }, looks);
                }
                "w:tab" | "w:ptab" => self.push(" ", looks),
                "w:br" if matches!(child.get("w:type"), Some("page" | "column")) => {}
                "w:br" | "w:cr" => self.push("\n", looks),
                "w:noBreakHyphen" => self.push("\u{2011}", looks),
                "w:sym" => self.symbol(child, looks),
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child),
                "w:footnoteReference" | "w:endnoteReference" => self.note(child),
                "w:fldChar" => self.field(child),
                "w:instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(&child.own_text());
                    }
                }
                "w:commentReference" => {
                    self.log.comment_start(id(child), &self.place());
                    self.log.comment_end(id(child));
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = alternative(child) {
                        self.run_content(choice, looks);
                    }
                }
                "w:ruby" => child.child("w:rubyBase").into_iter().for_each(|base| self.inline(base)),
                _ => {}
            }
        }
    }

    /// Adds words, if they are there in this view.
    fn push(&mut self, text: &str, looks: Looks) {
        if text.is_empty() || self.fields.last().is_some_and(|field| !field.result) {
            return;
        }
        let place = self.place();
        if looks.hidden {
            self.left_out.words(place, "hidden text", text);
            return;
        }
        let is_there = self.log.inside.iter().all(|key| self.shows(key.kind));
        self.log.words(text, is_there, &place);
        if is_there {
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
            _ => self.left_out.thing(self.place(), "a symbol of a font of its own is left out"),
        }
    }

    fn note(&mut self, node: &Node) {
        let what = if &*node.name == "w:footnoteReference" { "a footnote" } else { "an endnote" };
        let known = self.notes.iter().find(|((kind, number), _)| **kind == *node.name && number == id(node));
        let words = known.map(|(_, words)| words.clone()).unwrap_or_default();
        self.left_out.words(self.place(), what, &words);
    }

    fn field(&mut self, node: &Node) {
        match node.get("w:fldCharType") {
            Some("begin") => self.fields.push(Field { outside: self.link.clone(), ..Field::default() }),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                    self.link = address_in(&field.instruction).or_else(|| field.outside.clone());
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.link = field.outside;
                }
            }
            _ => {}
        }
    }

    /// Keeps a picture; reports text boxes, diagrams and embedded files.
    fn drawing(&mut self, node: &Node) {
        let place = self.place();
        let mut boxed = false;
        node.descend(&mut |inner| {
            if &*inner.name == "w:txbxContent" && !boxed {
                boxed = true;
                self.left_out.words(place.clone(), "a text box", &inner.words());
            }
        });
        let picture = node.find("a:blip").and_then(|blip| blip.get("r:embed").or_else(|| blip.get("r:link")));
        let picture = picture.or_else(|| node.find("v:imagedata").and_then(|data| data.get("r:id")));
        let Some(picture) = picture else {
            if !boxed {
                self.left_out.thing(place, "a drawing, diagram or embedded file is left out");
            }
            return;
        };
        if !self.log.inside.iter().all(|key| self.shows(key.kind)) {
            return;
        }
        let said = |name, key| node.find(name).and_then(|found| found.get(key)).unwrap_or_default().trim();
        let alt = [said("wp:docPr", "descr"), said("v:shape", "alt"), said("wp:docPr", "title")];
        let alt = alt.into_iter().find(|alt| !alt.is_empty()).unwrap_or_default();
        let mut words = PlacedWords::default();
        if alt.is_empty() {
            self.left_out.thing(place.clone(), "a picture has no alternative text");
        } else {
            words.push(Run { text: alt.to_owned(), ..Run::default() }, place.clone());
        }
        let src = self.package.picture(picture).unwrap_or_default();
        self.builder.image(Picture { src, alt: words, place });
    }
}

fn id(node: &Node) -> &str {
    node.get("w:id").unwrap_or_default()
}

/// Returns the fallback, which every program can show, of something with newer alternatives.
pub(super) fn alternative(node: &Node) -> Option<&Node> {
    let choice = node.nodes().find(|choice| &*choice.name == "mc:Choice");
    choice
        .or_else(|| node.child("mc:Fallback"))
        .filter(|choice| choice.children.iter().any(|child| matches!(child, Child::Node(_))))
}

/// Returns the address of a link field: `HYPERLINK "address" \l "part"`.
fn address_in(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim();
    let quoted =
        |text: &str| text.strip_prefix('"').and_then(|text| text.split_once('"')).map(|(found, _)| found.to_owned());
    let part = rest.split_once("\\l").and_then(|(_, part)| quoted(part.trim_start()));
    let address = if rest.starts_with('\\') {
        None
    } else {
        quoted(rest).or_else(|| rest.split_whitespace().next().map(str::to_owned))
    };
    match (address, part) {
        (address, Some(part)) => Some(format!("{}#{part}", address.unwrap_or_default())),
        (address, None) => address,
    }
}
