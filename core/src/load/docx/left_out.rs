//! Findings about what a Word document has and a document cannot contain: one for each thing with words, all of them in
//! it, and one for each kind of formatting.

use crate::document::FilePlace;
use crate::finding::{Finding, Severity};
use std::collections::BTreeMap;

/// The findings so far.
#[derive(Default)]
pub(super) struct LeftOut {
    findings: Vec<Finding<FilePlace>>,
    /// Kinds of looks, how often they were met, and where first.
    looks: BTreeMap<&'static str, (usize, FilePlace)>,
    /// Words that are being met piece by piece: where they began, what they are, and the words.
    pieces: Option<(FilePlace, &'static str, String)>,
}

impl LeftOut {
    /// Reports a thing with words, if it has any.
    pub(super) fn words(&mut self, place: FilePlace, what: &str, words: &str) {
        if !words.trim().is_empty() {
            self.thing(place, &format!("{what} is left out: “{}”", words.trim()));
        }
    }

    /// Reports a piece of words; the pieces that follow each other are one finding. `what` is all of it but the words.
    pub(super) fn piece(&mut self, place: FilePlace, what: &'static str, words: &str) {
        match &mut self.pieces {
            Some((known, begun, before)) if *known == place && *begun == what => before.push_str(words),
            _ => {
                self.end_pieces();
                self.pieces = Some((place, what, words.to_owned()));
            }
        }
    }

    /// Says that what comes does not belong to the pieces so far.
    pub(super) fn end_pieces(&mut self) {
        if let Some((place, what, words)) = self.pieces.take().filter(|(_, _, words)| !words.trim().is_empty()) {
            self.report(Severity::Warning, place, format!("{what}: “{}”", words.trim()));
        }
    }

    /// Reports a thing with a complete message.
    pub(super) fn thing(&mut self, place: FilePlace, message: &str) {
        self.end_pieces();
        self.report(Severity::Warning, place, message.to_owned());
    }

    /// Reports that words are read otherwise than they are shown.
    pub(super) fn remark(&mut self, place: FilePlace, message: &str) {
        self.end_pieces();
        self.report(Severity::Note, place, message.to_owned());
    }

    fn report(&mut self, severity: Severity, place: FilePlace, message: String) {
        self.findings.push(Finding { severity, place, message, hint: None });
    }

    /// Looks of a kind, such as `fonts and sizes`.
    pub(super) fn looks(&mut self, kind: &'static str, place: FilePlace) {
        self.looks.entry(kind).or_insert((0, place)).0 += 1;
    }

    pub(super) fn finish(mut self) -> Vec<Finding<FilePlace>> {
        self.end_pieces();
        for (kind, (count, place)) in std::mem::take(&mut self.looks) {
            let message = match count {
                1 => format!("{kind}: not kept"),
                count => format!("{kind}: not kept, here and in {} more places", count - 1),
            };
            self.report(Severity::Note, place, message);
        }
        self.findings
    }
}
