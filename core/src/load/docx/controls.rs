//! Reads content controls: the fields of today's forms, with what was chosen, ticked or typed in them.

use super::DocxReader;
use super::switches::Looks;
use super::xml::Node;
use jiff::civil::DateTime;

impl<'a> DocxReader<'a, '_> {
    /// Reads a content control. A prompt that nobody has answered is a place to fill in, in square brackets; a value that the
    /// page does not show is added.
    pub(super) fn control(&mut self, node: &'a Node, read: impl FnOnce(&mut Self, &'a Node)) {
        let Some(content) = node.child("w:sdtContent") else { return };
        let is_inline = !content.nodes().any(|inner| matches!(&*inner.name, "w:p" | "w:tbl" | "w:tc" | "w:tr"));
        if is_prompt(node) {
            self.prompts += 1;
            if is_inline {
                self.bracketed(content, read);
            } else {
                read(self, content);
            }
            self.prompts -= 1;
            return;
        }
        if content.words().is_empty() && content.find("w:sym").is_none() {
            let value = node.child("w:sdtPr").and_then(value);
            match value {
                Some(value) if is_inline => self.push(&value, Looks::default()),
                Some(value) => self.left_out.words(self.place(), "the value of a control", &value),
                None => {}
            }
        }
        read(self, content);
    }

    /// Reads a prompt in square brackets, unless it has some.
    pub(super) fn bracketed(&mut self, node: &'a Node, read: impl FnOnce(&mut Self, &'a Node)) {
        let words = node.words();
        let has_own = words.starts_with('[') && words.ends_with(']');
        if words.is_empty() || has_own {
            return read(self, node);
        }
        self.left_out.remark(self.place(), &format!("nobody has filled this in: “{words}”"));
        self.push("[", Looks::default());
        read(self, node);
        self.push("]", Looks::default());
    }
}

/// Returns `true` if a control shows a prompt and not what somebody typed.
pub(super) fn is_prompt(node: &Node) -> bool {
    node.child("w:sdtPr").is_some_and(|properties| properties.is_on("w:showingPlcHdr"))
}

/// Returns what a control is set to, if its properties say so.
fn value(properties: &Node) -> Option<String> {
    let chosen = ["w:dropDownList", "w:comboBox"].iter().find_map(|name| properties.child(name));
    if let Some(list) = chosen {
        let value = list.get("w:lastValue")?;
        let entry = list.nodes().find(|entry| entry.get("w:value") == Some(value));
        return Some(entry.and_then(|entry| entry.get("w:displayText")).unwrap_or(value).to_owned());
    }
    if let Some(date) = properties.child("w:date") {
        let day: DateTime = date.get("w:fullDate")?.trim_end_matches('Z').parse().ok()?;
        return Some(day.strftime("%-d %B %Y").to_string());
    }
    let tick = properties.child("other:checkbox")?.child("other:checked")?;
    let is_ticked = matches!(tick.get("other:val"), Some("1" | "true" | "on"));
    Some(if is_ticked { "☒" } else { "☐" }.to_owned())
}
