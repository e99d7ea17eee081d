//! Parses a part of a Word file into a tree, within limits. Names are given their usual prefixes (`w:p`), whichever the
//! file declares.

use super::DocxError;
use crate::document::frame_mark;
use crate::text;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};
use std::collections::BTreeSet;
use std::rc::Rc;

/// How deeply elements may be nested: trees are walked by recursion.
const DEEPEST: usize = 200;

/// An element.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: Rc<str>,
    attributes: Vec<(Rc<str>, String)>,
    pub(super) children: Vec<Child>,
}

/// The content of an element.
#[derive(Debug)]
pub(super) enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    /// Returns an element without a name or anything in it.
    pub(super) fn empty() -> Node {
        Node { name: "".into(), attributes: Vec::new(), children: Vec::new() }
    }

    /// Returns the value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| **known == *name).map(|(_, value)| value.as_str())
    }

    /// Returns the alternative that is read of something that has several for newer and older programs.
    pub(super) fn alternative(&self) -> Option<&Node> {
        let choice = self.child("mc:Choice").or_else(|| self.child("mc:Fallback"));
        choice.filter(|choice| choice.nodes().next().is_some())
    }

    /// Returns the elements in it.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// Returns the first element in it with this name.
    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|node| *node.name == *name)
    }

    /// Returns the element at the end of a way of names.
    pub(super) fn at(&self, way: &[&str]) -> Option<&Node> {
        way.iter().try_fold(self, |node, name| node.child(name))
    }

    /// Returns the `w:val` of the first element in it with this name.
    pub(super) fn val(&self, name: &str) -> Option<&str> {
        self.child(name)?.get("w:val")
    }

    /// Returns `true` if the switch of this name is on, such as `<w:b/>`.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|node| !matches!(node.get("w:val"), Some("0" | "false" | "off" | "none")))
    }

    /// Calls `visit` for every element in it, at any depth.
    pub(super) fn descend<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        for node in self.nodes() {
            visit(node);
            node.descend(visit);
        }
    }

    /// Returns the first element with this name at any depth.
    pub(super) fn find(&self, name: &str) -> Option<&Node> {
        let mut found = None;
        self.descend(&mut |node| {
            if found.is_none() && *node.name == *name {
                found = Some(node);
            }
        });
        found
    }

    /// Returns its own text.
    pub(super) fn own_text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Child::Text(text) => Some(text.as_str()),
            Child::Node(_) => None,
        });
        texts.collect()
    }

    /// Returns the words of all paragraphs in it, on one line.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        self.collect_words(&mut words);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the words of what is in it, without its own.
    fn inner_words(&self) -> String {
        self.nodes().map(Node::words).collect::<Vec<_>>().join(" ")
    }

    /// Returns `true` if copydesk wrote the part around a text, and its words are still those.
    pub(super) fn is_frame(&self) -> bool {
        let mark = frame_mark(&self.words());
        let mut is_marked = false;
        self.descend(&mut |node| is_marked |= &*node.name == "w:bookmarkStart" && node.get("w:name") == Some(&*mark));
        is_marked
    }

    fn collect_words(&self, words: &mut String) {
        match &*self.name {
            "w:t" | "w:delText" | "m:t" | "a:t" | "other:v" => words.push_str(&self.own_text()),
            "w:p" | "w:tab" | "w:br" | "w:cr" | "a:p" | "other:pt" => words.push(' '),
            "w:noBreakHyphen" => words.push('\u{2011}'),
            "v:textpath" => words.push_str(self.get("string").unwrap_or_default()),
            _ => {}
        }
        let twice = self.child("mc:Choice").is_some();
        self.nodes().filter(|node| !(twice && &*node.name == "mc:Fallback")).for_each(|node| node.collect_words(words));
    }
}

/// What all parts of a file together may cost.
pub(super) struct Budget {
    pub(super) elements: usize,
}

/// Reads a part.
pub(super) fn parse(bytes: &[u8], budget: &mut Budget) -> Result<Node, DocxError> {
    let (text, _) = text::decode(bytes);
    let mut reader = NsReader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut names = BTreeSet::new();
    let mut open = vec![Node::empty()];
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|error| damaged(&error))?;
        match event {
            Event::Start(tag) => {
                budget.elements =
                    budget.elements.checked_sub(1).ok_or(DocxError::TooBig("more parts than any text"))?;
                let name = interned(&mut names, &known(&namespace, tag.local_name().as_ref()));
                let attributes = attributes(&reader, &tag, &mut names)?;
                open.push(Node { name, attributes, children: Vec::new() });
                if open.len() > DEEPEST {
                    return Err(DocxError::TooBig("parts that are nested too deeply"));
                }
            }
            Event::End(_) => close(&mut open),
            Event::Text(text) => push(&mut open, &text),
            Event::CData(text) => push(&mut open, &text),
            Event::GeneralRef(entity) => {
                let character = entity.resolve_char_ref().ok().flatten().map(String::from);
                let named = || resolve_predefined_entity(&entity).map(str::to_owned);
                let undefined =
                    || DocxError::Damaged(format!("it has the entity `{}`, which is not defined", &*entity));
                push(&mut open, &character.or_else(named).ok_or_else(undefined)?);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() > 1 {
        return Err(DocxError::Damaged(broken_off(&open)));
    }
    let root = open.pop().and_then(|root| {
        root.children.into_iter().find_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    });
    root.ok_or_else(|| DocxError::Damaged("a part of it is empty".to_owned()))
}

/// Describes where a part is truncated, by the last words before that.
fn broken_off(open: &[Node]) -> String {
    const SHOWN: usize = 40;
    let pieces: Vec<String> = open.iter().flat_map(|node| [node.inner_words(), node.own_text()]).collect();
    let words: Vec<&str> = pieces.iter().flat_map(|piece| piece.split_whitespace()).collect();
    let words = words.join(" ");
    let inside = open.last().map_or("", |node| &node.name);
    match words.char_indices().rev().nth(SHOWN) {
        _ if words.is_empty() => format!("it breaks off inside <{inside}>, before any words"),
        Some((from, _)) => format!("it breaks off inside <{inside}>, after “…{}”", &words[from..]),
        None => format!("it breaks off inside <{inside}>, after “{words}”"),
    }
}

fn damaged(error: &dyn std::fmt::Display) -> DocxError {
    DocxError::Damaged(error.to_string())
}

fn close(open: &mut Vec<Node>) {
    if open.len() < 2 {
        return;
    }
    if let (Some(node), Some(parent)) = (open.pop(), open.last_mut()) {
        parent.children.push(Child::Node(node));
    }
}

fn push(open: &mut [Node], text: &str) {
    let Some(node) = open.last_mut() else { return };
    match node.children.last_mut() {
        Some(Child::Text(before)) => before.push_str(text),
        _ => node.children.push(Child::Text(text.to_owned())),
    }
}

fn attributes(
    reader: &NsReader<&[u8]>,
    tag: &BytesStart<'_>,
    names: &mut BTreeSet<Rc<str>>,
) -> Result<Vec<(Rc<str>, String)>, DocxError> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| damaged(&error))?;
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| damaged(&error))?;
        attributes.push((interned(names, &known(&namespace, local.as_ref())), value.into_owned()));
    }
    Ok(attributes)
}

fn interned(names: &mut BTreeSet<Rc<str>>, name: &str) -> Rc<str> {
    if let Some(known) = names.get(name) {
        return Rc::clone(known);
    }
    let new: Rc<str> = name.into();
    names.insert(Rc::clone(&new));
    new
}

/// Returns a name with the prefix that everybody writes.
fn known(namespace: &ResolveResult<'_>, local: &str) -> String {
    let ResolveResult::Bound(namespace) = namespace else { return local.to_owned() };
    let address: &str = namespace.as_ref();
    let prefix = match address {
        "http://www.w3.org/XML/1998/namespace" => "xml",
        "urn:schemas-microsoft-com:vml" => "v",
        _ => prefix(address),
    };
    format!("{prefix}:{local}")
}

/// Returns the usual prefix of a namespace. The same vocabulary has several, such as those of the strict form.
fn prefix(address: &str) -> &'static str {
    const ENDS: [(&str, &str); 9] = [
        ("/wordprocessingml/2006/main", "w"),
        ("/wordprocessingml/main", "w"),
        ("/package/2006/relationships", "rel"),
        ("/relationships", "r"),
        ("/wordprocessingDrawing", "wp"),
        ("/drawingml/2006/main", "a"),
        ("/drawingml/main", "a"),
        ("/math", "m"),
        ("/markup-compatibility/2006", "mc"),
    ];
    ENDS.iter().find(|(end, _)| address.ends_with(end)).map_or("other", |(_, prefix)| prefix)
}
