//! Findings about what a Word document has and a document cannot contain: one for each thing with words, and one for
//! each kind of formatting.

use crate::document::FilePlace;
use crate::finding::{Finding, Severity};
use std::collections::BTreeMap;

/// Characters of left-out words that a finding shows.
const SHOWN: usize = 80;

/// The findings so far.
#[derive(Default)]
pub(super) struct LeftOut {
    findings: Vec<Finding<FilePlace>>,
    /// Kinds of looks, how often they were met, and where first.
    looks: BTreeMap<&'static str, (usize, FilePlace)>,
}

impl LeftOut {
    /// Reports a thing with words, if it has any.
    pub(super) fn words(&mut self, place: FilePlace, what: &str, words: &str) {
        if !words.trim().is_empty() {
            let words: String = match words.char_indices().nth(SHOWN) {
                Some((end, _)) => format!("{}…", &words[..end]),
                None => words.to_owned(),
            };
            self.thing(place, &format!("{what} is left out: “{}”", words.trim()));
        }
    }

    /// Reports a thing with a complete message.
    pub(super) fn thing(&mut self, place: FilePlace, message: &str) {
        self.findings.push(Finding { severity: Severity::Warning, place, message: message.to_owned(), hint: None });
    }

    /// Looks of a kind, such as `fonts and sizes`.
    pub(super) fn looks(&mut self, kind: &'static str, place: FilePlace) {
        self.looks.entry(kind).or_insert((0, place)).0 += 1;
    }

    pub(super) fn finish(mut self) -> Vec<Finding<FilePlace>> {
        for (kind, (count, place)) in self.looks {
            let message = match count {
                1 => format!("{kind}: not kept"),
                count => format!("{kind}: not kept, here and in {} more places", count - 1),
            };
            self.findings.push(Finding { severity: Severity::Note, place, message, hint: None });
        }
        self.findings
    }
}
