//! Shows findings on a terminal: each with file, line, column, the line itself and carets. Not here: what is found.

use crate::finding::{Finding, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// All findings about a text, in their order, an empty line between two. `path` is the text's name as the person gave it.
/// Of a place with several lines the first is shown. The result ends with a line end unless it is empty.
pub fn show(findings: &[Finding<Range<usize>>], path: &str, text: &str, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let shown: Vec<String> =
        findings.iter().map(|finding| renderer.render(&[group(finding, path, text)]) + "\n").collect();
    shown.join("\n")
}

fn group<'a>(finding: &'a Finding<Range<usize>>, path: &'a str, text: &'a str) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let line = Line::around(text, finding.place.start);
    let end = line.text.floor_char_boundary(finding.place.end.saturating_sub(line.start));
    let start = line.text.floor_char_boundary(finding.place.start.saturating_sub(line.start)).min(end);
    let mark = AnnotationKind::Primary.span(start..end);
    let snippet = Snippet::source(line.text).path(path).line_start(line.number).annotation(mark);
    let group = level.primary_title(finding.message.as_str()).element(snippet);
    match &finding.hint {
        Some(hint) => group.element(Level::HELP.message(hint.as_str())),
        None => group,
    }
}

/// One line of a text, without its line end.
struct Line<'a> {
    /// From 1.
    number: usize,
    /// Its first byte in the text.
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    /// The line that holds a byte. A byte order mark is no part of the first line.
    fn around(text: &'a str, byte: usize) -> Line<'a> {
        let byte = text.floor_char_boundary(byte);
        let start = match text[..byte].rfind('\n') {
            Some(end) => end + 1,
            None if text.starts_with('\u{feff}') => '\u{feff}'.len_utf8(),
            None => 0,
        };
        let line = text[start..].split('\n').next().unwrap_or_default();
        let number = text[..byte].matches('\n').count() + 1;
        Line { number, start, text: line.strip_suffix('\r').unwrap_or(line) }
    }
}
