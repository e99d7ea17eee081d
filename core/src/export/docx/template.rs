//! A council's Word template: its styles, the set-up of its pages, their heads and feet with logo and page numbers. What its
//! body says is not used. Nothing in it is run or loaded: macros, and whatever is fetched from elsewhere, are refused.

use super::fixed_parts;
use crate::document::ENGLISH;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// How many parts a template has at most, and how many bytes they are unpacked.
const PARTS: usize = 400;
const UNPACKED: u64 = 32 << 20;

/// Styles that a template is expected to have.
const NEEDED: [&str; 3] = ["heading 1", "heading 2", "heading 3"];

/// A template that was read.
#[derive(Clone, Debug)]
pub(super) struct WordTemplate {
    /// The start tag of its text, which declares the prefixes that its parts use.
    pub(super) root: String,
    /// The set-up of its pages: what is inside the last `w:sectPr`.
    pub(super) section: String,
    /// Its styles, with ours that it lacks.
    pub(super) styles: String,
    /// Its settings.
    pub(super) settings: Option<String>,
    /// The ids of its styles, by those that we call them by.
    ids: BTreeMap<String, String>,
    /// Heads and feet: the name of the part, whether it is a head, its id, and its content.
    pub(super) around: Vec<Around>,
    /// Other parts that those and the styles need: names, content and media types.
    pub(super) others: Vec<(String, Vec<u8>, String)>,
    /// What the text refers to besides heads and feet: kind and part.
    pub(super) related: Vec<(String, String)>,
    /// Names of headings that it has no style for.
    pub(super) missing: Vec<String>,
}

/// A head or a foot.
#[derive(Clone, Debug)]
pub(super) struct Around {
    pub(super) id: String,
    pub(super) part: String,
    pub(super) is_head: bool,
    pub(super) xml: String,
}

impl WordTemplate {
    /// Reads a template: a `.dotx` or `.docx` file. Fails with why it cannot be used, and what to do.
    pub(super) fn read(bytes: &[u8]) -> Result<WordTemplate, String> {
        let package = Package::open(bytes)?;
        if package.parts.keys().any(|name| name.ends_with("vbaProject.bin")) {
            return Err("it has macros: save it without them, as .dotx".to_owned());
        }
        let document = package.text("word/document.xml")?;
        let start = document.find("<w:document").ok_or_else(unusual)?;
        let root = &document[start..=start + document[start..].find('>').ok_or_else(unusual)?];
        if !root.contains(&format!("xmlns:w=\"{}\"", fixed_parts::MAIN)) || !root.contains("xmlns:r=") {
            return Err(unusual());
        }
        let section = elements(&document, "w:sectPr").pop().ok_or("it has no page set-up: save it in Word again")?;
        let section = inner(section, "w:sectPr");
        let (styles, ids, missing) = merged(&package.text("word/styles.xml")?);
        let mut template = WordTemplate {
            root: root.to_owned(),
            section: section.to_owned(),
            styles,
            settings: package
                .text("word/settings.xml")
                .ok()
                .map(|settings| without(&without(&settings, "w:attachedTemplate"), "w:mailMerge")),
            ids,
            around: Vec::new(),
            others: Vec::new(),
            related: Vec::new(),
            missing,
        };
        template.take_parts(&package)?;
        Ok(template)
    }

    fn take_parts(&mut self, package: &Package) -> Result<(), String> {
        for relation in package.relations("word/document.xml")? {
            let named = self.section.contains(&format!("r:id=\"{}\"", relation.id));
            match relation.kind.as_str() {
                "header" | "footer" if named => {
                    let xml = package.text(&relation.part)?;
                    let is_head = relation.kind == "header";
                    self.around.push(Around { id: relation.id, part: relation.part.clone(), is_head, xml });
                    self.take(package, &relation.part)?;
                }
                "theme" | "fontTable" => {
                    self.others.push(package.other(&relation.part)?);
                    self.related.push((relation.kind, relation.part));
                }
                _ => {}
            }
        }
        let references = ["w:headerReference", "w:footerReference"].map(|name| elements(&self.section, name)).concat();
        let is_there = |reference: &str| {
            let id = attribute(reference, "r:id").unwrap_or_default();
            self.around.iter().any(|around| around.id == id)
        };
        if references.into_iter().all(is_there) {
            Ok(())
        } else {
            Err("a head or foot of its pages is missing: save it in Word again".to_owned())
        }
    }

    /// Takes what a head or foot refers to: pictures, and links.
    fn take(&mut self, package: &Package, part: &str) -> Result<(), String> {
        let Some(bytes) = package.parts.get(&relations_of(part)) else { return Ok(()) };
        let mut taken = Vec::new();
        for relation in package.relations(part)? {
            match (relation.external, relation.kind.as_str()) {
                (true, "hyperlink") => {}
                (true, kind) => return Err(format!("it loads a part of its pages ({kind}) from elsewhere: put it in")),
                (false, _) => taken.push(package.other(&relation.part)?),
            }
        }
        taken.retain(|(name, ..)| self.others.iter().all(|(known, ..)| known != name));
        self.others.extend(taken);
        self.others.push((relations_of(part), bytes.clone(), String::new()));
        Ok(())
    }

    /// Returns a text with its styles.
    pub(super) fn named(&self, xml: &str) -> String {
        let mut named = xml.to_owned();
        for element in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
            let open = format!("<{element} w:val=\"");
            let mut pieces = named.split(open.as_str());
            let mut text = pieces.next().unwrap_or_default().to_owned();
            for piece in pieces {
                let (id, rest) = piece.split_once('"').unwrap_or((piece, ""));
                let id = self.ids.get(id).map_or(id, String::as_str);
                let _ = write!(text, "{open}{id}\"{rest}");
            }
            named = text;
        }
        named
    }
}

fn unusual() -> String {
    "it is not written as Word writes: save it in Word or LibreOffice again".to_owned()
}

/// Returns the styles of a template with ours that it lacks, its ids by ours, and the names of missing headings. Numbering
/// that belongs to a style is left out: numbers of headings would be words that nobody wrote.
fn merged(theirs: &str) -> (String, BTreeMap<String, String>, Vec<String>) {
    let theirs = without(theirs, "w:numPr");
    let known: BTreeMap<(&str, String), &str> =
        elements(&theirs, "w:style").into_iter().filter_map(|style| Some((named(style), id_of(style)?))).collect();
    let (mut ids, mut added, mut missing) = (BTreeMap::new(), String::new(), Vec::new());
    let ours = fixed_parts::styles(None, ENGLISH);
    let styles = elements(&ours, "w:style");
    for style in &styles {
        let id = id_of(style).unwrap_or_default();
        let usual = || usual(&theirs, named(style).0).filter(|_| is_usual(style));
        let same = known.get(&named(style)).copied().or_else(usual);
        missing.extend(Some(named(style).1).filter(|name| same.is_none() && NEEDED.contains(&name.as_str())));
        let own = || if known.values().any(|known| *known == id) { format!("{id}Copydesk") } else { id.to_owned() };
        ids.insert(id.to_owned(), same.map_or_else(own, str::to_owned));
    }
    for style in styles {
        let id = id_of(style).unwrap_or_default();
        if !known.values().any(|known| *known == ids[id]) {
            added.push_str(&renamed(style, &ids));
        }
    }
    let styles = theirs.replacen("</w:styles>", &format!("{added}</w:styles>"), 1);
    (styles, ids, missing)
}

/// Returns the type and the name of a style.
fn named(style: &str) -> (&str, String) {
    let name = elements(style, "w:name").first().and_then(|name| attribute(name, "w:val")).unwrap_or_default();
    (attribute(style, "w:type").unwrap_or("paragraph"), name.to_lowercase())
}

fn id_of(style: &str) -> Option<&str> {
    attribute(style, "w:styleId")
}

/// Returns `true` for the style of whatever has no other.
fn is_usual(style: &str) -> bool {
    attribute(style, "w:default").is_some_and(|is| is == "1" || is == "true")
}

/// Returns the id of the style of whatever has no other, of this type.
fn usual<'a>(styles: &'a str, kind: &str) -> Option<&'a str> {
    elements(styles, "w:style").into_iter().find(|style| is_usual(style) && named(style).0 == kind).and_then(id_of)
}

/// Returns one of our styles by the ids that its file has.
fn renamed(style: &str, ids: &BTreeMap<String, String>) -> String {
    let id = id_of(style).unwrap_or_default();
    let mut style = style.replacen(&format!("w:styleId=\"{id}\""), &format!("w:styleId=\"{}\"", ids[id]), 1);
    for name in ["w:basedOn", "w:next"] {
        let Some(element) = elements(&style, name).first().map(|element| (*element).to_owned()) else { continue };
        if let Some(other) = attribute(&element, "w:val").and_then(|own| ids.get(own)) {
            style = style.replacen(&element, &format!("<{name} w:val=\"{other}\"/>"), 1);
        }
    }
    style
}

/// The parts of a file, unpacked.
struct Package {
    parts: BTreeMap<String, Vec<u8>>,
}

/// A relation of a part.
struct Relation {
    id: String,
    kind: String,
    part: String,
    external: bool,
}

impl Package {
    fn open(bytes: &[u8]) -> Result<Package, String> {
        let not_word = |_| "it is not a Word file: save it as .dotx or .docx".to_owned();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(not_word)?;
        let mut left = UNPACKED;
        if archive.len() > PARTS {
            return Err("it has more parts than any template".to_owned());
        }
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).map_err(not_word)?;
            let name = part.name().map_err(not_word)?.into_owned();
            let mut unpacked = Vec::new();
            part.by_ref().take(left + 1).read_to_end(&mut unpacked).map_err(|error| error.to_string())?;
            left = left.checked_sub(unpacked.len() as u64).ok_or("it is too large when it is unpacked")?;
            parts.insert(name, unpacked);
        }
        Ok(Package { parts })
    }

    fn text(&self, part: &str) -> Result<String, String> {
        let bytes =
            self.parts.get(part).ok_or_else(|| format!("it has no {part}: save it in Word or LibreOffice again"))?;
        String::from_utf8(bytes.clone()).map_err(|_| format!("its {part} is not UTF-8"))
    }

    fn relations(&self, part: &str) -> Result<Vec<Relation>, String> {
        let text = self.text(&relations_of(part))?;
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let of = |relation: &str| {
            let target = attribute(relation, "Target")?;
            let external = attribute(relation, "TargetMode") == Some("External");
            let part = if external { target.to_owned() } else { resolved(folder, target) };
            let kind = attribute(relation, "Type")?.rsplit('/').next()?.to_owned();
            Some(Relation { id: attribute(relation, "Id")?.to_owned(), kind, part, external })
        };
        Ok(elements(&text, "Relationship").into_iter().filter_map(of).collect())
    }

    /// Returns a part with its media type.
    fn other(&self, part: &str) -> Result<(String, Vec<u8>, String), String> {
        let bytes = self.parts.get(part).ok_or_else(|| format!("its {part} is missing: save it in Word again"))?;
        let types = self.text("[Content_Types].xml")?;
        let wanted = format!("/{part}");
        let own = elements(&types, "Override").into_iter().find(|own| attribute(own, "PartName") == Some(&wanted));
        let ending = part.rsplit_once('.').map_or("", |(_, ending)| ending);
        let usual =
            || elements(&types, "Default").into_iter().find(|usual| attribute(usual, "Extension") == Some(ending));
        let kind = own.or_else(usual).and_then(|kind| attribute(kind, "ContentType"));
        Ok((part.to_owned(), bytes.clone(), kind.unwrap_or("application/octet-stream").to_owned()))
    }
}

fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{name}.rels")
}

fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut way: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(way.pop()),
            "." => {}
            step => way.push(step),
        }
    }
    way.join("/")
}

/// Returns the elements of a name, which have none of the same name in them, in their order.
pub(super) fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find(&open) {
        let from = &rest[start..];
        let is_it = from[open.len()..].starts_with([' ', '>', '/', '\n', '\r', '\t']);
        let Some(tag) = from.find('>') else { break };
        let end = match (is_it, from[..tag].ends_with('/')) {
            (false, _) => open.len(),
            (true, true) => tag + 1,
            (true, false) => from.find(&close).map_or(tag + 1, |end| end + close.len()),
        };
        if is_it {
            found.push(&from[..end]);
        }
        rest = &from[end..];
    }
    found
}

/// Returns what is between the tags of an element.
fn inner<'a>(element: &'a str, name: &str) -> &'a str {
    let start = element.find('>').map_or(element.len(), |tag| tag + 1);
    element[start..].strip_suffix(&format!("</{name}>")).unwrap_or_default()
}

/// Returns the value of an attribute of an element's start tag.
pub(super) fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let tag = &element[..element.find('>')?];
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn without(xml: &str, name: &str) -> String {
    elements(xml, name).into_iter().fold(xml.to_owned(), |text, element| text.replacen(element, "", 1))
}
