//! The parts of a Word document around its text: the head and the foot of each page, and the properties that say which
//! version it is. Each has a mark made from its words, by which they are known when the file comes back.

use super::fixed_parts::{DECLARATION, MAIN, OFFICE, PACKAGE};
use super::remarks::{self, Remark};
use super::template::{WordTemplate, attribute, elements};
use super::xml::escape;
use crate::document::{VERSION_PROPERTY, frame_mark};
use crate::export::frame::{Frame, Logo, Stamp};
use std::fmt::Write as _;

/// What the media types of Word's parts begin with.
const WORDPROCESSING: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// The height of a logo, and how wide it may be, in English Metric Units: 34 and 300 points.
const LOGO: (u32, u32) = (431_800, 3_810_000);

/// What a frame adds to the file.
#[derive(Default)]
pub(super) struct FrameParts {
    /// Parts by name.
    pub(super) parts: Vec<(String, Vec<u8>)>,
    /// Their media types.
    pub(super) types: String,
    /// What the text refers to them by.
    pub(super) relations: String,
    /// Where the properties of its pages do.
    pub(super) references: String,
    /// Properties that Word does not know.
    pub(super) properties: Option<String>,
    /// The start tag of the text, the set-up of its pages, the styles and the settings, where they are a template's.
    pub(super) root: Option<String>,
    pub(super) section: Option<String>,
    pub(super) styles: Option<String>,
    pub(super) settings: Option<String>,
    template: Option<WordTemplate>,
}

impl FrameParts {
    pub(super) fn of(frame: &Frame) -> FrameParts {
        let mut made = FrameParts::default();
        if frame.stamp.is_none() && frame.face.name.is_none() {
            return made;
        }
        match frame.face.word.as_deref().map(WordTemplate::read) {
            Some(Ok(template)) => made.take(template, frame.stamp.as_ref()),
            _ => made.plain(frame),
        }
        made.properties = frame.stamp.as_ref().map(|stamp| {
            format!(
                "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
                 xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property \
                 fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"2\" \
                 name=\"{VERSION_PROPERTY}\"><vt:lpwstr>{}</vt:lpwstr></property></Properties>",
                stamp.version
            )
        });
        if made.properties.is_some() {
            made.kind("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml");
        }
        made
    }

    /// Adds the plain head and foot.
    fn plain(&mut self, frame: &Frame) {
        let name = frame.face.name.as_deref().filter(|_| frame.face.logo.is_none()).unwrap_or_default();
        let stamp = frame.stamp.as_ref();
        let paragraphs = letterhead(frame) + &stamp.map(stamped).unwrap_or_default();
        self.part("header", &paragraphs, &format!("{name}{}", stamp.map(ToString::to_string).unwrap_or_default()));
        self.part("footer", &foot(), "Page of");
        if let Some(logo) = &frame.face.logo {
            self.logo(logo);
        }
    }

    /// Adds the heads and feet of a template, and the stamp to each head: there is one for every page.
    fn take(&mut self, template: WordTemplate, stamp: Option<&Stamp>) {
        let words = stamp.map(ToString::to_string).unwrap_or_default();
        let paragraph = stamp.map(stamped).unwrap_or_default();
        let mut section = template.section.clone();
        for around in &template.around {
            let (element, added, own) = if around.is_head { ("hdr", &*paragraph, &*words) } else { ("ftr", "", "") };
            let Some((open, content)) = opened(&around.xml, element) else { continue };
            let words = format!("{}{own}", words_of(content));
            let xml = format!("{open}{}</w:{element}>", self.marked(&words, &format!("{content}{added}")));
            let what = if around.is_head { "header" } else { "footer" };
            self.parts.push((around.part.clone(), xml.into_bytes()));
            self.kind(&around.part, &format!("{WORDPROCESSING}.{what}+xml"));
            self.relate(&around.id, what, &around.part);
        }
        for kind in heads_without(&template).into_iter().filter(|_| stamp.is_some()) {
            let part = format!("word/copydesk-{kind}.xml");
            let head = self.marked(&words, &paragraph);
            let xml = format!("{DECLARATION}<w:hdr xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{head}</w:hdr>");
            self.parts.push((part.clone(), xml.into_bytes()));
            self.kind(&part, &format!("{WORDPROCESSING}.header+xml"));
            self.relate(&format!("copydesk-{kind}"), "header", &part);
            section = format!("<w:headerReference w:type=\"{kind}\" r:id=\"copydesk-{kind}\"/>{section}");
        }
        for (name, bytes, kind) in &template.others {
            self.parts.push((name.clone(), bytes.clone()));
            if !kind.is_empty() {
                self.kind(name, kind);
            }
        }
        for (kind, part) in &template.related {
            self.relate(kind, kind, part);
        }
        self.root = Some(template.root.clone());
        self.section = Some(section);
        self.styles = Some(template.styles.clone());
        self.settings.clone_from(&template.settings);
        self.template = Some(template);
    }

    /// Returns a text with the names of the template's styles.
    pub(super) fn named(&self, xml: &str) -> String {
        self.template.as_ref().map_or_else(|| xml.to_owned(), |template| template.named(xml))
    }

    /// Returns paragraphs after a bookmark that no program shows, which is their mark. A content control would do as well, but
    /// LibreOffice shows the instructions of the fields in one.
    fn marked(&self, words: &str, paragraphs: &str) -> String {
        /// Far from the ids of other bookmarks.
        const FIRST: usize = 2_000_000_000;
        let (id, mark) = (FIRST + self.parts.len(), frame_mark(words));
        format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{mark}\"/><w:bookmarkEnd w:id=\"{id}\"/>{paragraphs}")
    }

    fn relate(&mut self, id: &str, kind: &str, part: &str) {
        let _ = write!(self.relations, "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"/{part}\"/>");
    }

    /// Adds the comments next to the text.
    pub(super) fn comments(&mut self, remarks: &[Remark]) {
        if remarks.is_empty() {
            return;
        }
        let (comments, more) = remarks::parts(remarks);
        let extended = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended".to_owned();
        for (name, xml, kind) in
            [("comments", comments, format!("{OFFICE}/comments")), ("commentsExtended", more, extended)]
        {
            let part = format!("word/{name}.xml");
            self.parts.push((part.clone(), xml.into_bytes()));
            self.kind(&part, &format!("{WORDPROCESSING}.{name}+xml"));
            let _ = write!(self.relations, "<Relationship Id=\"{name}\" Type=\"{kind}\" Target=\"{name}.xml\"/>");
        }
    }

    fn kind(&mut self, part: &str, kind: &str) {
        let _ = write!(self.types, "<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
    }

    /// Adds the head or the foot of pages, with its words.
    fn part(&mut self, what: &str, paragraphs: &str, words: &str) {
        let element = if what == "header" { "hdr" } else { "ftr" };
        let content = self.marked(words, paragraphs);
        let xml = format!("{DECLARATION}<w:{element} xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{content}</w:{element}>");
        let part = format!("word/{what}1.xml");
        self.parts.push((part.clone(), xml.into_bytes()));
        self.kind(&part, &format!("{WORDPROCESSING}.{what}+xml"));
        self.relate(&format!("{what}1"), what, &part);
        let _ = write!(self.references, "<w:{what}Reference w:type=\"default\" r:id=\"{what}1\"/>");
    }

    fn logo(&mut self, logo: &Logo) {
        let name = logo.format.name();
        self.parts.push((format!("word/media/logo.{name}"), logo.bytes.clone()));
        self.kind(&format!("word/media/logo.{name}"), &format!("image/{name}"));
        let relations = format!(
            "{DECLARATION}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"logo\" Type=\"{OFFICE}/image\" \
             Target=\"media/logo.{name}\"/></Relationships>"
        );
        self.parts.push(("word/_rels/header1.xml.rels".to_owned(), relations.into_bytes()));
    }
}

/// Returns the foot of pages: which page it is, and of how many. Word counts them; until then each is 1.
fn foot() -> String {
    let run = |inner: &str| format!("<w:r><w:rPr><w:sz w:val=\"17\"/></w:rPr>{inner}</w:r>");
    let mark = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    let counted = |field: &str| {
        let instruction = run(&format!("<w:instrText xml:space=\"preserve\"> {field} </w:instrText>"));
        [mark("begin"), instruction, mark("separate"), run("<w:t>1</w:t>"), mark("end")].concat()
    };
    let words = |words: &str| run(&format!("<w:t xml:space=\"preserve\">{words}</w:t>"));
    let line = [words("Page "), counted("PAGE"), words(" of "), counted("NUMPAGES")].concat();
    format!("<w:p><w:pPr><w:spacing w:after=\"0\"/><w:jc w:val=\"right\"/></w:pPr>{line}</w:p>")
}

/// Returns the council's name or logo, at the head of pages.
fn letterhead(frame: &Frame) -> String {
    let Some(name) = &frame.face.name else { return String::new() };
    let colour = frame.face.colour.map(|colour| colour.to_string());
    let colour = colour.as_deref().map_or("111111", |colour| colour.trim_start_matches('#'));
    let words = match &frame.face.logo {
        Some(logo) => format!("<w:r>{}</w:r>", picture(logo, name)),
        None => format!(
            "<w:r><w:rPr><w:b/><w:color w:val=\"{colour}\"/><w:sz w:val=\"26\"/></w:rPr><w:t>{}</w:t></w:r>",
            escape(name)
        ),
    };
    format!(
        "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"4\" \
         w:color=\"{colour}\"/></w:pBdr><w:spacing w:after=\"60\"/></w:pPr>{words}</w:p>"
    )
}

/// Returns the stamp, at the head of pages.
fn stamped(stamp: &Stamp) -> String {
    let (status, all) = (stamp.status.to_string(), stamp.to_string());
    format!(
        "<w:p><w:pPr><w:spacing w:after=\"200\"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val=\"17\"/></w:rPr>\
         <w:t>{status}</w:t></w:r><w:r><w:rPr><w:sz w:val=\"17\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escape(&all[status.len()..])
    )
}

/// Returns the kinds of pages for which a template has no head.
fn heads_without(template: &WordTemplate) -> Vec<&'static str> {
    let has = |kind: &str| {
        let heads = elements(&template.section, "w:headerReference");
        heads.iter().any(|head| attribute(head, "w:type").unwrap_or("default") == kind)
    };
    let first = template.section.contains("<w:titlePg");
    let even = template.settings.as_deref().is_some_and(|settings| settings.contains("<w:evenAndOddHeaders"));
    let needed = [("default", true), ("first", first), ("even", even)];
    needed.into_iter().filter(|(kind, is_needed)| *is_needed && !has(kind)).map(|(kind, _)| kind).collect()
}

/// Returns a part up to the end of its root's start tag, and what is inside its root.
fn opened<'a>(xml: &'a str, element: &str) -> Option<(&'a str, &'a str)> {
    let start = xml.find(&format!("<w:{element}"))?;
    let open = start + xml[start..].find('>')? + 1;
    let close = xml.rfind(&format!("</w:{element}>"))?;
    Some((&xml[..open], xml.get(open..close)?))
}

/// Returns the words of a part, as the reader of Word files gets them; of what is there in two forms, the newer one.
fn words_of(xml: &str) -> String {
    let mut xml = xml.to_owned();
    for twice in elements(&xml.clone(), "mc:Fallback") {
        xml = xml.replacen(twice, "", 1);
    }
    let mut words: Vec<(usize, String)> = Vec::new();
    for name in ["w:t", "a:t", "m:t"] {
        for element in elements(&xml, name) {
            let at = element.as_ptr() as usize - xml.as_ptr() as usize;
            let text = element.split_once('>').map_or("", |(_, text)| text);
            let text = text.strip_suffix(&format!("</{name}>")).unwrap_or_default();
            let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
            words.push((at, plain.replace("&amp;", "&")));
        }
    }
    words.sort();
    words.into_iter().map(|(_, words)| words).collect()
}

/// Returns a picture in a line of words.
fn picture(logo: &Logo, name: &str) -> String {
    let (width, height) = logo.fitted(LOGO.0, LOGO.1);
    let drawing = "http://schemas.openxmlformats.org/drawingml/2006";
    let name = escape(name);
    format!(
        "<w:drawing><wp:inline xmlns:wp=\"{drawing}/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" \
         distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"1\" name=\"Logo\" descr=\"{name}\"/><a:graphic \
         xmlns:a=\"{drawing}/main\"><a:graphicData uri=\"{drawing}/picture\"><pic:pic xmlns:pic=\"{drawing}/picture\">\
         <pic:nvPicPr><pic:cNvPr id=\"1\" name=\"Logo\" descr=\"{name}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip \
         r:embed=\"logo\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext \
         cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
         </a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
}
