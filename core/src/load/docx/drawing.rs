//! Reads the drawings of a Word document: pictures with their alternative texts, and text boxes, whose words are
//! paragraphs after the one that they belong to.

use super::DocxReader;
use super::review_marks::Key;
use super::xml::Node;
use crate::document::Run;
use crate::load::document_builder::{Picture, PlacedWords};

/// A text box that waits for the end of its paragraph.
pub(super) struct TextBox<'a> {
    content: &'a Node,
    /// The changes that the reader was inside of.
    inside: Vec<Key>,
}

impl<'a> DocxReader<'a, '_> {
    /// Keeps pictures and text boxes; reports diagrams, embedded files and words in other shapes.
    pub(super) fn drawing(&mut self, node: &'a Node) {
        let mut found = Found::default();
        found.look(node);
        let is_boxed = !found.boxes.is_empty();
        for content in found.boxes {
            self.boxes.push(TextBox { content, inside: self.log.inside.clone() });
        }
        let place = self.place();
        self.left_out.words(place.clone(), "text in a shape", &found.shaped);
        let said = |name, key| node.find(name).and_then(|found| found.get(key)).unwrap_or_default().trim();
        let alt = [said("wp:docPr", "descr"), said("v:shape", "alt"), said("wp:docPr", "title")];
        let alt = alt.into_iter().find(|alt| !alt.is_empty()).unwrap_or_default();
        if found.pictures.is_empty() {
            let related = found.related.and_then(|id| self.related.get(id)).cloned().unwrap_or_default();
            let words = if related.is_empty() { alt.to_owned() } else { related };
            match words.as_str() {
                "" if is_boxed || !found.shaped.is_empty() => {}
                "" => self.left_out.thing(place, "a drawing, diagram or embedded file is left out"),
                words => self.left_out.words(place, "a drawing, diagram or embedded file", words),
            }
        } else if self.log.inside.iter().all(|key| self.shows(key.kind)) {
            let alone = found.pictures.len() == 1;
            for (address, own) in found.pictures {
                self.picture_of(address, if alone && !alt.is_empty() { alt } else { own });
            }
        }
    }

    fn picture_of(&mut self, address: &str, alt: &str) {
        let place = self.place();
        let mut words = PlacedWords::default();
        if alt.is_empty() {
            self.left_out.thing(place.clone(), "a picture has no alternative text");
        } else {
            words.push(Run { text: alt.to_owned(), ..Run::default() }, place.clone());
        }
        let src = self.package.picture(address).unwrap_or_default();
        self.builder.image(Picture { src, alt: words, place });
    }

    /// Reads the text boxes of the paragraph that has ended.
    pub(super) fn read_boxes(&mut self) {
        for TextBox { content, inside } in std::mem::take(&mut self.boxes) {
            let inside = std::mem::replace(&mut self.log.inside, inside);
            let anew = self.fields.anew();
            let fields = std::mem::replace(&mut self.fields, anew);
            let outside = (self.link.take(), std::mem::take(&mut self.prompts));
            self.left_out.remark(self.place(), "a text box is read as paragraphs after the one it belongs to");
            if self.cell.is_some() {
                self.cell_blocks(content);
            } else {
                self.blocks(content);
                self.end_carried();
            }
            self.log.inside = inside;
            self.fields = fields;
            (self.link, self.prompts) = outside;
        }
    }
}

/// What a drawing has.
#[derive(Default)]
struct Found<'a> {
    boxes: Vec<&'a Node>,
    /// The ids of pictures, each with its own alternative text.
    pictures: Vec<(&'a str, &'a str)>,
    /// Words that are shaped like a picture.
    shaped: String,
    /// The id of a diagram's or a chart's data.
    related: Option<&'a str>,
}

impl<'a> Found<'a> {
    /// Looks into an element, but not into text boxes.
    fn look(&mut self, node: &'a Node) {
        let mut alt = "";
        for child in node.nodes() {
            match &*child.name {
                "w:txbxContent" => self.boxes.push(child),
                "mc:AlternateContent" => child.alternative().into_iter().for_each(|choice| self.look(choice)),
                "other:nvPicPr" => alt = child.find("other:cNvPr").and_then(|own| own.get("descr")).unwrap_or_default(),
                "a:blip" => {
                    let id = child.get("r:embed").or_else(|| child.get("r:link"));
                    self.pictures.extend(id.map(|id| (id, "")));
                }
                "v:imagedata" => self.pictures.extend(child.get("r:id").map(|id| (id, ""))),
                "v:textpath" => self.shaped.push_str(child.get("string").unwrap_or_default()),
                "other:relIds" => self.related = child.get("r:dm"),
                "other:chart" => self.related = child.get("r:id"),
                _ => self.look(child),
            }
            if !alt.is_empty()
                && let Some((_, own @ "")) = self.pictures.last_mut()
            {
                *own = alt;
            }
        }
    }
}
