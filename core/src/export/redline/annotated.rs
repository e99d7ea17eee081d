//! Writes a redline as the part of a page on which somebody reads a version and answers: each paragraph has its notes next to it.
//! Findings are marked, and the end of each quotation leads to its source. It has no style and no script of its own.

use super::html::{end_in_words, holder, row};
use super::passages::Passages;
use crate::document::{Change, Kind, Line, Mark, Marked, Redline, Run, Side, Within};
use crate::export::html::{escape, words};
use crate::text::{Span, TextSpan};
use std::fmt::Write as _;

/// Words of the new text that have a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The words.
    pub place: TextSpan,
    /// What they are marked as.
    pub kind: HighlightKind,
    /// The id of the note.
    pub note: String,
}

/// What words are marked as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HighlightKind {
    /// A finding, with its number and the class of its look: `error`, `warning` or `note`.
    Finding(usize, &'static str),
    /// A quotation, which its source has word for word or not.
    Quotation(bool),
}

/// Returns the text. `notes` gives what is next to a paragraph, by its number in the new text; a paragraph that was deleted has none.
pub fn annotated(redline: &Redline, highlights: &[Highlight], notes: &dyn Fn(usize) -> String) -> String {
    let mut writer = Writer { html: String::new(), passages: Passages::of(redline), highlights, notes, leaf: 0, at: 0 };
    let lines: Vec<&Line> = redline.lines.iter().collect();
    writer.blocks(&lines, 0);
    writer.html
}

struct Writer<'a> {
    html: String,
    passages: Passages,
    highlights: &'a [Highlight],
    notes: &'a dyn Fn(usize) -> String,
    /// The number of the paragraph in the new text.
    leaf: usize,
    /// How many bytes of it have been written.
    at: usize,
}

impl Writer<'_> {
    fn blocks(&mut self, lines: &[&Line], depth: usize) {
        let holder = |line: &&Line| line.place.within.get(depth).copied().map(holder);
        for chunk in lines.chunk_by(|a, b| holder(a).is_some() && holder(a) == holder(b)) {
            match chunk[0].place.within.get(depth) {
                None => chunk.iter().for_each(|line| self.line(line)),
                Some(Within::Quote { .. }) => self.held("blockquote", chunk, depth),
                // The cells of a table go below each other: a phone is narrow, and each has its notes.
                Some(Within::Cell { .. }) => {
                    self.html.push_str("<div class=\"table\">\n");
                    for row in chunk.chunk_by(|a, b| row(a, depth) == row(b, depth)) {
                        self.held_in("<div class=\"row\">", "</div>", row, depth);
                    }
                    self.html.push_str("</div>\n");
                }
                Some(Within::Item { start, .. }) => {
                    let tag = if start.is_some() { "ol" } else { "ul" };
                    let first = start.filter(|start| *start != 1).map(|start| format!(" start=\"{start}\""));
                    let _ = writeln!(self.html, "<{tag}{}>", first.unwrap_or_default());
                    for item in chunk.chunk_by(|a, b| a.place.within[depth] == b.place.within[depth]) {
                        self.held("li", item, depth);
                    }
                    let _ = writeln!(self.html, "</{tag}>");
                }
            }
        }
    }

    fn held(&mut self, tag: &str, lines: &[&Line], depth: usize) {
        self.held_in(&format!("<{tag}>"), &format!("</{tag}>"), lines, depth);
    }

    fn held_in(&mut self, open: &str, close: &str, lines: &[&Line], depth: usize) {
        let _ = writeln!(self.html, "{open}");
        self.blocks(lines, depth + 1);
        let _ = writeln!(self.html, "{close}");
    }

    fn line(&mut self, line: &Line) {
        let (leaf, is_new) = (self.leaf, line.end.is_new());
        let has_notes = is_new || self.at == 0 && line.runs.iter().any(|marked| marked.change.is_new());
        let class = if is_changed(line) { "leaf changed" } else { "leaf" };
        let id = if has_notes && self.at == 0 { format!(" id=\"l{leaf}\"") } else { String::new() };
        // Below the page's own headings, whatever level the text gives them.
        let tag = match &line.place.kind {
            Kind::Heading(level) => format!("h{}", (level + 2).min(6)),
            Kind::Rule => "hr".to_owned(),
            Kind::Paragraph | Kind::Image { .. } => "p".to_owned(),
        };
        let _ = write!(self.html, "<div class=\"{class}\"{id}><div class=\"words\">");
        if tag == "hr" {
            self.html.push_str("<hr>");
        } else {
            let _ = write!(self.html, "<{tag}>");
            if matches!(line.place.kind, Kind::Image { .. }) {
                self.html.push_str("Picture: ");
            }
            for same in line.runs.chunk_by(|a, b| a.change == b.change && a.leaves().is_none()) {
                self.marked(same);
            }
            self.end(line);
            let _ = write!(self.html, "</{tag}>");
        }
        self.html.push_str("</div>");
        if is_new {
            let notes = (self.notes)(leaf);
            let _ = write!(self.html, "<div class=\"notes\">{notes}</div>");
            (self.leaf, self.at) = (leaf + 1, 0);
        }
        self.html.push_str("</div>\n");
    }

    /// Writes words to which one thing happened.
    fn marked(&mut self, same: &[Marked]) {
        if let Some(id) = same[0].leaves() {
            let _ = write!(self.html, "<span class=\"away\">{}</span>", escape(&self.passages.was_here(id)));
            return;
        }
        let runs: Vec<Run> = same.iter().map(|marked| marked.run.clone()).collect();
        let Change { mark, moved } = same[0].change;
        let says = runs.iter().any(|run| !run.text.trim().is_empty());
        if mark == Mark::Deleted {
            if says {
                let _ = write!(
                    self.html,
                    "<del><span class=\"vh\">deleted: </span>{}<span class=\"vh\"> (end)</span></del>",
                    words(&runs)
                );
            }
            return;
        }
        let is_moved = moved.is_some_and(|moved| moved.side == Side::To);
        let inserted = mark == Mark::Inserted && says;
        if is_moved {
            self.html.push_str("<span class=\"moved\"><span class=\"vh\">moved here: </span>");
        }
        if inserted {
            self.html.push_str("<ins><span class=\"vh\">inserted: </span>");
        }
        for run in &runs {
            self.run(run);
        }
        if inserted {
            self.html.push_str("<span class=\"vh\"> (end)</span></ins>");
        }
        if is_moved {
            self.html.push_str("</span>");
        }
    }

    /// Writes a run of the new text, cut where a note begins or ends.
    fn run(&mut self, run: &Run) {
        let own = Span::all(&run.text) + self.at;
        self.at = own.end;
        let leaf = self.leaf;
        let here: Vec<&Highlight> = self.highlights.iter().filter(|highlight| highlight.place.block == leaf).collect();
        let mut cuts = vec![own.start, own.end];
        let bounds = here.iter().flat_map(|highlight| [highlight.place.span.start, highlight.place.span.end]);
        cuts.extend(bounds.filter(|cut| own.start < *cut && *cut < own.end));
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let piece = Span::new(pair[0], pair[1]);
            let Some(text) = (piece - own.start).get(&run.text) else { continue };
            // A space that a cut leaves alone leads nowhere: a link without words cannot be read out.
            let link = run.link.clone().filter(|_| !text.trim().is_empty());
            self.piece(&Run { text: text.to_owned(), link, ..run.clone() }, piece, &here);
        }
    }

    fn piece(&mut self, run: &Run, piece: Span, here: &[&Highlight]) {
        let finding = here.iter().find_map(|highlight| match highlight.kind {
            HighlightKind::Finding(number, class) if highlight.place.span.cover(piece) == highlight.place.span => {
                Some((number, class, *highlight))
            }
            _ => None,
        });
        let html = words(std::slice::from_ref(run));
        match finding.filter(|_| !piece.is_empty()) {
            None => self.html.push_str(&html),
            Some((number, class, highlight)) => {
                let _ = write!(self.html, "<mark class=\"{class}\">{html}");
                if highlight.place.span.end == piece.end {
                    let _ = write!(
                        self.html,
                        "<a class=\"n\" href=\"#{}\" aria-label=\"finding {number}\">{number}</a>",
                        highlight.note
                    );
                }
                self.html.push_str("</mark>");
            }
        }
        for highlight in here.iter().filter(|highlight| highlight.place.span.end == piece.end) {
            if let HighlightKind::Quotation(right) = highlight.kind {
                let (class, sign, label) = if right {
                    ("cite", "✓", "the source has these words")
                } else {
                    ("cite bad", "?", "compare with the source")
                };
                let _ = write!(
                    self.html,
                    "<a class=\"{class}\" href=\"#{}\">{sign}<span class=\"vh\"> {label}</span></a>",
                    highlight.note
                );
            }
        }
    }

    /// Says where a paragraph was split or joined, and what it was.
    fn end(&mut self, line: &Line) {
        if let Some(said) = end_in_words(line) {
            let _ = write!(self.html, " <span class=\"away\">{}</span>", escape(&said));
        }
    }
}

/// Returns `true` if something happened to a line, apart from spaces.
fn is_changed(line: &Line) -> bool {
    let changed = |change: Change| change.mark != Mark::Kept || change.moved.is_some();
    let says = |marked: &Marked| !marked.run.text.trim().is_empty() || marked.leaves().is_some();
    changed(line.end) || line.was.is_some() || line.runs.iter().any(|marked| changed(marked.change) && says(marked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Facts, compare};
    use crate::load::markdown::read;

    fn html(old: &str, new: &str, highlights: &[Highlight]) -> String {
        let (old, new) = (read(old, &[]).0, read(new, &[]).0);
        let redline = compare(&old, &new, Facts { old: &[], new: &[] }).redline;
        annotated(&redline, highlights, &|leaf| format!("[{leaf}]"))
    }

    fn leaf(class: &str, number: usize, words: &str) -> String {
        format!(
            "<div class=\"{class}\" id=\"l{number}\"><div class=\"words\">{words}</div><div class=\"notes\">[{number}]</div></div>\n"
        )
    }

    #[test]
    fn notes_are_counted_by_the_paragraphs_of_the_new_text() {
        let shown = html("One.\n\nGone for good.\n\nThree.", "One.\n\nThree.", &[]);
        assert!(shown.starts_with(&leaf("leaf", 0, "<p>One.</p>")), "{shown}");
        assert!(shown.ends_with(&leaf("leaf", 1, "<p>Three.</p>")), "{shown}");
        assert!(shown.contains("<del><span class=\"vh\">deleted: </span>Gone for good.<span"), "{shown}");
    }

    #[test]
    fn a_finding_and_a_quotation_in_one_paragraph() {
        let highlight = |start, end, kind, note: &str| Highlight {
            place: TextSpan::new(0, start, end),
            kind,
            note: note.to_owned(),
        };
        let highlights = [
            highlight(6, 9, HighlightKind::Finding(1, "error"), "f0"),
            highlight(0, 12, HighlightKind::Quotation(true), "q0"),
        ];
        let shown = html("Staff \\<b> so well.", "Staff \\<b> so well.", &highlights);
        let words = "<p>Staff <mark class=\"error\">&lt;b&gt;<a class=\"n\" href=\"#f0\" aria-label=\"finding 1\">1</a></mark> so\
                     <a class=\"cite\" href=\"#q0\">✓<span class=\"vh\"> the source has these words</span></a> well.</p>";
        assert_eq!(shown, leaf("leaf", 0, words));
    }

    #[test]
    fn what_was_inserted_is_said_in_words_too() {
        let shown = html("About 340 children.", "About 310 children.", &[]);
        assert!(shown.contains("<div class=\"leaf changed\" id=\"l0\">"), "{shown}");
        assert!(
            shown.contains("<ins><span class=\"vh\">inserted: </span>310<span class=\"vh\"> (end)</span></ins>"),
            "{shown}"
        );
    }
}
