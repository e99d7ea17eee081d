//! Reads fields: words that Word computes, such as a link or the entry that was chosen in a form. What is shown of a field
//! is its result; its instruction, with all that is in it, is not.

use super::DocxReader;
use super::switches::Looks;
use super::xml::Node;
use std::collections::HashSet;
use std::rc::Rc;

/// The fields that the reader is inside of.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many more are open, in each other deeper than [`DEEPEST`]: they are read as what is around them.
    deeper: usize,
    /// The beginnings of fields that never end, by the address of their elements.
    endless: Rc<HashSet<*const Node>>,
}

#[derive(Default)]
struct Field {
    instruction: String,
    /// Whether its result is being read.
    result: bool,
    /// The link around it.
    outside: Option<String>,
    /// What a field of a form is set to.
    value: Option<String>,
    /// Whether anything of it was shown.
    shown: bool,
}

/// How deep fields are read in each other: each word asks all fields around it.
const DEEPEST: usize = 64;
/// Fields that show nothing: marks for an index, a table of contents or a letter's addresses, and what sets a value.
const SILENT: [&str; 14] = [
    "XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "NEXT", "NEXTIF", "SKIPIF", "ADVANCE", "PRINT", "DATABASE",
    "BARCODE",
];

impl Fields {
    /// Returns no open fields. A field that never ends is none: it would swallow the rest of the text.
    pub(super) fn of(story: &Node) -> Fields {
        let mut endless = HashSet::new();
        let mut open = Vec::new();
        find_endless(story, &mut open, &mut endless);
        endless.extend(open);
        Fields { endless: Rc::new(endless), ..Fields::default() }
    }

    /// Returns these for a text of its own, such as a text box.
    pub(super) fn anew(&self) -> Fields {
        Fields { endless: Rc::clone(&self.endless), ..Fields::default() }
    }

    /// Returns `true` if words are shown here: all fields around them are in their results.
    pub(super) fn shows(&self) -> bool {
        self.open.iter().all(|field| field.result)
    }

    /// Takes words that are not shown: they belong to the instruction of the field around.
    pub(super) fn hidden(&mut self, words: &str) {
        if let Some(field) = self.open.iter_mut().rev().find(|field| !field.result) {
            field.instruction.push_str(words);
        }
    }

    /// Remembers that words were shown.
    pub(super) fn shown(&mut self) {
        self.open.iter_mut().for_each(|field| field.shown = true);
    }
}

/// Finds the beginnings of fields without an end, in the order in which they are read. Text boxes are stories of their own.
fn find_endless(story: &Node, open: &mut Vec<*const Node>, endless: &mut HashSet<*const Node>) {
    for node in story.nodes() {
        match &*node.name {
            "w:txbxContent" => {
                let mut own = Vec::new();
                find_endless(node, &mut own, endless);
                endless.extend(own);
            }
            "mc:AlternateContent" => {
                if let Some(choice) = node.alternative() {
                    find_endless(choice, open, endless);
                }
            }
            "w:fldChar" if node.get("w:fldCharType") == Some("begin") => open.push(node),
            "w:fldChar" if node.get("w:fldCharType") == Some("end") => drop(open.pop()),
            _ => find_endless(node, open, endless),
        }
    }
}

impl DocxReader<'_, '_> {
    /// Reads the beginning, the middle or the end of a field.
    pub(super) fn field(&mut self, node: &Node, looks: Looks) {
        match node.get("w:fldCharType") {
            Some("begin") if self.fields.endless.contains(&std::ptr::from_ref(node)) => {
                self.left_out.thing(self.place(), "a field never ends: what follows it is read as text");
            }
            Some("begin") if self.fields.open.len() >= DEEPEST => self.fields.deeper += 1,
            Some("end") if self.fields.deeper > 0 => self.fields.deeper -= 1,
            _ if self.fields.deeper > 0 => {}
            Some("begin") => {
                let (outside, value) = (self.link.clone(), node.child("w:ffData").and_then(value));
                self.fields.open.push(Field { outside, value, ..Field::default() });
            }
            Some("separate") => {
                if let Some(field) = self.fields.open.last_mut() {
                    field.result = true;
                    self.link = address_in(&field.instruction).or_else(|| field.outside.clone());
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.open.pop() {
                    self.link.clone_from(&field.outside);
                    self.end_field(&field, looks);
                }
            }
            _ => {}
        }
    }

    /// Adds what a field shows without a result: the value of a form, or the words of a button.
    fn end_field(&mut self, field: &Field, looks: Looks) {
        if field.shown {
            return;
        }
        let mut words = field.instruction.split_whitespace();
        let (kind, first) = (words.next().unwrap_or_default().to_uppercase(), words.next());
        if let Some(value) = &field.value {
            self.push(value, looks);
        } else if matches!(kind.as_str(), "MACROBUTTON" | "GOTOBUTTON") {
            let rest = first.and_then(|first| field.instruction.split_once(first)).map_or("", |(_, rest)| rest.trim());
            self.push(rest, looks);
        } else if !field.result
            && self.fields.shows()
            && self.log.inside.iter().all(|key| self.shows(key.kind))
            && !SILENT.contains(&kind.as_str())
        {
            let instruction = field.instruction.trim();
            self.left_out.words(self.place(), "a field that Word has not computed", instruction);
        }
    }

    /// Reads a piece of an instruction.
    pub(super) fn instruction(&mut self, text: &str) {
        match self.fields.open.last_mut() {
            Some(field) => field.instruction.push_str(text),
            None => self.left_out.words(self.place(), "the instruction of a field", text),
        }
    }
}

/// Returns what a field of an old form is set to: the chosen entry of a list, or a tick.
fn value(data: &Node) -> Option<String> {
    if let Some(list) = data.child("w:ddList") {
        let chosen = list.val("w:result").or_else(|| list.val("w:default")).and_then(|at| at.parse().ok()).unwrap_or(0);
        let entry = list.nodes().filter(|node| &*node.name == "w:listEntry").nth(chosen);
        return entry.and_then(|entry| entry.get("w:val")).map(str::to_owned);
    }
    let tick = data.child("w:checkBox")?;
    let is_ticked = if tick.child("w:checked").is_some() { tick.is_on("w:checked") } else { tick.is_on("w:default") };
    Some(if is_ticked { "☒" } else { "☐" }.to_owned())
}

/// Returns the address of a link field: `HYPERLINK "address" \l "part"`.
pub(super) fn address_in(instruction: &str) -> Option<String> {
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
