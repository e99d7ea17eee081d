//! The zip file of a Word document: its parts, by purpose. Parts are inflated only when asked for, and pictures never.

use super::DocxError;
use super::xml::{Budget, Node, parse};
use crate::document::{VERSION_PROPERTY, VersionId};
use crate::load::foreign::Foreign;
use crate::text::decode;
use quick_xml::escape::unescape;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes of all parts of one file that are inflated.
const LARGEST: u64 = 64 << 20;
/// Elements of all parts of one file.
const ELEMENTS: usize = 3_000_000;
/// Parts of one file.
const PARTS: usize = 20_000;

/// A Word file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The number of each part by its [`plain`] name.
    parts: BTreeMap<String, usize>,
    budget: Budget,
    left: u64,
    /// Folder of the main part, with a slash at its end.
    folder: String,
    /// The name of the main part.
    main: String,
    /// The relations of the main part, by id.
    relations: BTreeMap<String, Relation>,
}

/// A relation from one part to another.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// Its purpose: the last word of its type.
    pub(super) kind: String,
    /// The name of a part, or an address.
    pub(super) target: String,
    external: bool,
}

impl<'a> Package<'a> {
    /// Opens a file. Fails if it is not a zip file, has no main part of Word's, or has more parts than any text.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, DocxError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        if archive.len() > PARTS {
            return Err(DocxError::TooBig("more parts than any text"));
        }
        let names = |at: usize| archive.name_for_index(at).and_then(Result::ok).map(|name| plain(&name));
        let named = (0..archive.len()).filter_map(|at| Some((names(at).filter(|name| !name.ends_with('/'))?, at)));
        let named: Vec<(String, usize)> = named.collect();
        let parts: BTreeMap<String, usize> = named.iter().cloned().collect();
        let twice = parts.len() < named.len();
        if twice || listed(bytes).is_some_and(|listed| listed > archive.len()) {
            let why = "two of its parts have the same name, and programs differ in which of them they show";
            return Err(DocxError::Damaged(why.to_owned()));
        }
        let mut package = Package {
            archive,
            parts,
            budget: Budget { elements: ELEMENTS },
            left: LARGEST,
            folder: String::new(),
            main: String::new(),
            relations: BTreeMap::new(),
        };
        let roots = package.relations_of("_rels/.rels")?;
        let main = roots.values().find(|relation| relation.kind == "officeDocument").map(|relation| &relation.target);
        let main = resolved("", main.ok_or_else(|| package.other_kind())?);
        let cut = main.rfind('/').map_or(0, |slash| slash + 1);
        let (folder, name) = main.split_at(cut);
        package.relations = package.relations_of(&format!("{folder}_rels/{name}.rels"))?;
        folder.clone_into(&mut package.folder);
        package.main = main;
        Ok(package)
    }

    /// Returns the main part. Fails if it is another program's: a spreadsheet, slides.
    pub(super) fn main(&mut self) -> Result<Node, DocxError> {
        let name = self.main.clone();
        let root = self.part(&name)?.ok_or_else(|| DocxError::Damaged("its text is missing".to_owned()))?;
        if &*root.name == "w:document" { Ok(root) } else { Err(self.other_kind()) }
    }

    /// Returns what a zip file is that is not a Word document.
    fn other_kind(&self) -> DocxError {
        const PARTS: [(&str, Foreign); 4] = [
            ("xl/workbook.xml", Foreign::Sheet),
            ("xl/workbook.bin", Foreign::Sheet),
            ("ppt/presentation.xml", Foreign::Slides),
            ("meta-inf/manifest.xml", Foreign::OpenDocument),
        ];
        let known = PARTS.into_iter().find(|(part, _)| self.parts.contains_key(*part));
        known.map_or(DocxError::NotWord, |(_, kind)| DocxError::Foreign(kind))
    }

    /// Returns the parts of a kind that the main part refers to.
    pub(super) fn related(&mut self, kind: &str) -> Result<Vec<Node>, DocxError> {
        let wanted = self.relations.values().filter(|relation| relation.kind == kind && !relation.external);
        let names: Vec<String> = wanted.map(|relation| resolved(&self.folder, &relation.target)).collect();
        let mut parts = Vec::new();
        for name in names {
            parts.extend(self.part(&name)?);
        }
        Ok(parts)
    }

    /// Returns a relation of the main part.
    pub(super) fn relation(&self, id: &str) -> Option<&Relation> {
        self.relations.get(id)
    }

    /// Returns the address of a picture by its id; for one in the file, the name of its part relative to the text.
    pub(super) fn picture(&self, id: &str) -> Option<String> {
        let relation = self.relations.get(id)?;
        if relation.external {
            return Some(relation.target.clone());
        }
        let part = resolved(&self.folder, &relation.target);
        Some(part.strip_prefix(&self.folder).unwrap_or(&part).to_owned())
    }

    /// Returns the words of the parts of a kind that the main part refers to, by the id of the relation.
    pub(super) fn words_of(&mut self, kind: &str) -> Result<BTreeMap<String, String>, DocxError> {
        let wanted = self.relations.iter().filter(|(_, relation)| relation.kind == kind && !relation.external);
        let names: Vec<(String, String)> =
            wanted.map(|(id, relation)| (id.clone(), resolved(&self.folder, &relation.target))).collect();
        let mut words = BTreeMap::new();
        for (id, name) in names {
            if let Some(part) = self.part(&name)? {
                words.insert(id, part.words());
            }
        }
        Ok(words)
    }

    /// Returns the version that the file says it holds.
    pub(super) fn version(&mut self) -> Result<Option<VersionId>, DocxError> {
        let Some(properties) = self.part("docProps/custom.xml")? else { return Ok(None) };
        let named = properties.nodes().find(|property| property.get("name") == Some(VERSION_PROPERTY));
        let value = named.and_then(|property| property.nodes().next()).map(Node::own_text);
        Ok(value.and_then(|value| VersionId::new(value).ok()))
    }

    /// Returns the words of the documents that are embedded whole, by the id of the relation: of other Word documents, of pages and
    /// of plain text.
    pub(super) fn chunks(&mut self) -> Result<BTreeMap<String, String>, DocxError> {
        let wanted = self.relations.iter().filter(|(_, relation)| relation.kind == "aFChunk" && !relation.external);
        let names: Vec<(String, String)> =
            wanted.map(|(id, relation)| (id.clone(), resolved(&self.folder, &relation.target))).collect();
        let mut words = BTreeMap::new();
        for (id, name) in names {
            let bytes = self.bytes(&name)?.unwrap_or_default();
            let found = if bytes.starts_with(b"PK") {
                // One that cannot be read is named without its words.
                Package::open(&bytes).and_then(|mut inner| inner.main()).map(|main| main.words()).unwrap_or_default()
            } else {
                words_of_page(&decode(&bytes).0)
            };
            words.insert(id, found);
        }
        Ok(words)
    }

    fn relations_of(&mut self, name: &str) -> Result<BTreeMap<String, Relation>, DocxError> {
        let Some(part) = self.part(name)? else { return Ok(BTreeMap::new()) };
        let relation = |node: &Node| {
            let kind = node.get("Type")?.rsplit('/').next()?.to_owned();
            let external = node.get("TargetMode") == Some("External");
            Some((node.get("Id")?.to_owned(), Relation { kind, target: node.get("Target")?.to_owned(), external }))
        };
        Ok(part.nodes().filter_map(relation).collect())
    }

    /// Returns a part by its name, or `None` if there is no such part.
    fn part(&mut self, name: &str) -> Result<Option<Node>, DocxError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let named = |error| match error {
            DocxError::Damaged(why) => DocxError::Damaged(format!("{name}: {why}")),
            other => other,
        };
        parse(&bytes, &mut self.budget).map(Some).map_err(named)
    }

    /// Returns the bytes of a part by its name, or `None` if there is no such part.
    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, DocxError> {
        let Some(&at) = self.parts.get(&plain(name)) else { return Ok(None) };
        let mut entry = self.archive.by_index(at).map_err(|error| broken(&error))?;
        let mut bytes = Vec::new();
        entry
            .by_ref()
            .take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| DocxError::Damaged(error.to_string()))?;
        drop(entry);
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(DocxError::TooBig("more words than any text"))?;
        Ok(Some(bytes))
    }
}

/// Returns the words of a page without its tags, or of a plain text; none of a file in rich text, whose words are among commands.
fn words_of_page(text: &str) -> String {
    if text.trim_start().starts_with("{\\rtf") {
        return String::new();
    }
    let (mut words, mut rest) = (String::new(), text);
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            words.push('<');
            rest = tag;
            continue;
        }
        words.push(' ');
        // What styles and scripts hold is shown to nobody.
        let is_silent = |name: &str| tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let silent = ["style", "script"].into_iter().find(|name| is_silent(name));
        let end = silent.and_then(|name| tag.to_ascii_lowercase().find(&format!("</{name}")));
        let tag = end.map_or(tag, |at| &tag[at..]);
        rest = tag.split_once('>').map_or("", |(_, rest)| rest);
    }
    words.push_str(rest);
    let shown = unescape(&words).map(std::borrow::Cow::into_owned).unwrap_or(words);
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the name of a part as it is compared: names that differ only in the case of their letters are one (ECMA-376,
/// part 2, 6.2.2.3), and some programs on Windows write backslashes.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Returns the name of the part that a relation of a part in `folder` leads to.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = if target.starts_with('/') { target } else { format!("{folder}{target}") };
    let mut steps = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Returns how many entries a zip file claims to have, from the record at its end (APPNOTE 4.3.16).
fn listed(bytes: &[u8]) -> Option<usize> {
    let tail = &bytes[bytes.len().saturating_sub(22 + usize::from(u16::MAX))..];
    let at = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = u16::from_le_bytes(tail.get(at + 10..at + 12)?.try_into().ok()?);
    (count < u16::MAX).then_some(usize::from(count))
}

fn broken(error: &ZipError) -> DocxError {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => DocxError::Locked,
        error => DocxError::Damaged(error.to_string()),
    }
}
