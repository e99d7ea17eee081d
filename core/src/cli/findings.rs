//! Prints findings on a terminal, each with file, line, column, the line itself and carets.

use super::columns::columns;
use crate::finding::{Finding, Severity};
use crate::text::{LineIndex, Span};
use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::io::IsTerminal;

/// Returns all findings about a text, in their order, an empty line between two. `path` is the text's name as the person gave it.
/// Of a place with several lines the first is shown. The result ends with a line end unless it is empty.
pub fn show(findings: &[Finding<Span>], path: &str, text: &str, colour: bool) -> String {
    let sheet = SourceText::of(path, text, colour);
    findings.iter().map(|finding| sheet.show(finding)).collect::<Vec<_>>().join("\n")
}

/// A text that findings are shown in.
pub struct SourceText<'a> {
    path: &'a str,
    text: &'a str,
    lines: LineIndex,
    renderer: Renderer,
}

/// How many bytes of a line before and after a place are shown: more is not readable on a terminal.
const SHOWN: usize = 1000;

impl<'a> SourceText<'a> {
    /// Returns a text by its name.
    pub fn of(path: &'a str, text: &'a str, colour: bool) -> SourceText<'a> {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.term_width(columns(std::io::stdout().is_terminal()).unwrap_or(DEFAULT_TERM_WIDTH));
        SourceText { path, text, lines: LineIndex::of(text), renderer }
    }

    /// Returns a finding, with a line end.
    pub fn show(&self, finding: &Finding<Span>) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let number = self.lines.line(finding.place.start);
        let (from, line) = self.around(number, finding.place.start);
        let end = line.floor_char_boundary(finding.place.end.saturating_sub(from));
        let start = line.floor_char_boundary(finding.place.start.saturating_sub(from)).min(end);
        let mark = AnnotationKind::Primary.span(start..end);
        let snippet = Snippet::source(line).path(self.path).line_start(number).annotation(mark);
        let group = level.primary_title(finding.message.as_str()).element(snippet);
        let group = match &finding.hint {
            Some(hint) => group.element(Level::HELP.message(hint.as_str())),
            None => group,
        };
        let shown = self.renderer.render(&[group]) + "\n";
        if from == self.lines.start(number) {
            return shown;
        }
        // Only a part of the line was given: its column is that in the line.
        let (_, column) = self.lines.position(self.text, from + start);
        let said = format!("{}:{number}:{}", self.path, line[..start].chars().count() + 1);
        shown.replacen(&said, &format!("{}:{number}:{column}", self.path), 1)
    }

    /// Returns a line by its number, without its end or, if it is very long, only the part around a byte; and where the
    /// part begins.
    fn around(&self, number: usize, byte: usize) -> (usize, &'a str) {
        let start = self.lines.start(number);
        let from = start.max(self.text.floor_char_boundary(byte.saturating_sub(SHOWN)));
        let to = self.text.ceil_char_boundary((byte + SHOWN).min(self.text.len())).max(from);
        let line = self.text[from..to].split('\n').next().unwrap_or_default();
        (from, line.strip_suffix('\r').unwrap_or(line))
    }
}
