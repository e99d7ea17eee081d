//! Writes a redline as a page: the summary, then the text, with insertions and deletions that can be told apart without
//! colour and by screen readers, and links (or, with scripts, keys) from each change to the next.

use super::overview::{NOT_COMPARED, SIMPLIFIED, shortened};
use super::passages::{Passages, here};
use super::{Changes, link_before};
use crate::document::{Class, Kind, LeftOut, Line, Mark, Marked, Noted, Run, Within};
use crate::export::html::{escape, words};
use std::fmt::Write as _;

const STYLE: &str = include_str!("redline.css");
const SCRIPT: &str = include_str!("redline.js");

/// Returns a whole page.
pub(super) fn page(changes: &Changes<'_>) -> String {
    let title = format!("What changed from {} to {}", escape(changes.old), escape(changes.new));
    whole_page(&title, "", &fragment(changes), &format!("<script>{SCRIPT}</script>\n"))
}

/// Returns a page with this title, style besides that of all such pages, content, and what follows it.
pub(in crate::export) fn whole_page(title: &str, style: &str, content: &str, end: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{content}</main>\n{end}\
         </body>\n</html>\n"
    )
}

/// Returns the summary and the text, to insert into another page.
pub(super) fn fragment(changes: &Changes<'_>) -> String {
    let lines = &changes.redline.lines;
    let mut writer =
        PageWriter { html: String::new(), passages: Passages::of(changes.redline), changes: 0, first: Vec::new() };
    let placed: Vec<(usize, &Line)> = lines.iter().enumerate().collect();
    writer.first = vec![0; lines.len()];
    writer.blocks(&placed, 0);
    let summary = summary(changes, &writer);
    // The last change leads back to the summary.
    let last = format!("href=\"#change-{}\"", writer.changes + 1);
    let text = writer.html.replace(&last, "href=\"#summary\"");
    format!(
        "<div class=\"redline\">\n{summary}<section class=\"text\" aria-labelledby=\"text\">\n<h2 id=\"text\">The text</h2>\n{text}</section>\n</div>\n"
    )
}

fn summary(changes: &Changes<'_>, writer: &PageWriter) -> String {
    let summary = changes.summary;
    let mut html =
        String::from("<section class=\"summary\" aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary</h2>\n");
    if summary.is_empty() {
        html.push_str(if summary.is_same() {
            "<p>Nothing: the texts are the same.</p>\n"
        } else {
            "<p>Nothing in the words that were compared.</p>\n"
        });
    }
    for class in Class::ALL {
        let noted: Vec<&Noted> = summary.of(class).collect();
        if noted.is_empty() {
            continue;
        }
        let _ = writeln!(html, "<h3>{} ({})</h3>\n<ul>", class.title(), noted.len());
        for noted in noted {
            let place = writer.first.get(noted.line).filter(|place| **place > 0);
            let link = place
                .map(|place| {
                    format!(" <a href=\"#change-{place}\" aria-label=\"see change {place} in the text\">see</a>")
                })
                .unwrap_or_default();
            let places = if noted.places > 1 { format!(" ({} places)", noted.places) } else { String::new() };
            let _ = writeln!(html, "<li>{}{places}{link}</li>", said(noted));
        }
        html.push_str("</ul>\n");
    }
    let mut also = summary.shapes_in_words();
    also.extend(summary.simplified.then(|| SIMPLIFIED.to_owned()));
    if !also.is_empty() {
        let _ = writeln!(html, "<p><strong>Also:</strong> {}.</p>", escape(&also.join("; ")));
    }
    html.push_str(&left_out(&summary.left_out));
    let _ = writeln!(html, "<p><strong>Not compared:</strong> {}.</p>", escape(&summary.not_compared_in_words()));
    let counts = summary.words;
    let _ = writeln!(
        html,
        "<p><strong>Words:</strong> {} deleted, {} inserted, {} moved, {} kept.</p>\n\
         <p class=\"legend\"><del>deleted</del> <ins>inserted</ins> <span class=\"moved\">moved</span>\
         <span class=\"keys\"> Press n for the next change and p for the previous one.</span></p>\n</section>",
        counts.deleted, counts.inserted, counts.moved, counts.kept
    );
    html
}

/// Returns what the reader left out of one file only, with its words: the texts are not the same.
fn left_out(left_out: &LeftOut) -> String {
    if !left_out.differs() {
        return String::new();
    }
    let mut html = format!("<h3>{NOT_COMPARED} ({})</h3>\n<ul>\n", left_out.old.len() + left_out.new.len());
    for (which, tag, all) in [("old", "del", &left_out.old), ("new", "ins", &left_out.new)] {
        for one in all {
            let _ = writeln!(html, "<li>{which} text only: <{tag}>{}</{tag}></li>", escape(one));
        }
    }
    html + "</ul>\n"
}

fn said(noted: &Noted) -> String {
    let about = noted.about.as_ref().map(|about| format!("<strong>{}:</strong> ", escape(about))).unwrap_or_default();
    let (before, after) = (escape(&shortened(&noted.before)), escape(&shortened(&noted.after)));
    match (before.is_empty(), after.is_empty(), noted.class) {
        (false, false, _) => format!("{about}<del>{before}</del> to <ins>{after}</ins>"),
        (true, _, Class::Moved) => format!("{about}<span class=\"moved\">{after}</span>"),
        (true, _, _) => format!("{about}<ins>{after}</ins>"),
        (false, true, _) => format!("{about}<del>{before}</del>"),
    }
}

struct PageWriter {
    html: String,
    passages: Passages,
    /// The number of changes written.
    changes: usize,
    /// For each line, the number of its first change; 0 for none.
    first: Vec<usize>,
}

impl PageWriter {
    fn blocks(&mut self, lines: &[(usize, &Line)], depth: usize) {
        let holder = |line: &(usize, &Line)| line.1.place.within.get(depth).map(|within| holder(*within));
        for chunk in lines.chunk_by(|a, b| holder(a).is_some() && holder(a) == holder(b)) {
            match chunk[0].1.place.within.get(depth) {
                None => chunk.iter().for_each(|(at, line)| self.line(*at, line)),
                Some(Within::Quote { .. }) => self.held("blockquote", chunk, depth),
                Some(Within::Cell { .. }) => self.table(chunk, depth),
                Some(Within::Item { start, .. }) => {
                    let tag = if start.is_some() { "ol" } else { "ul" };
                    let first = start.filter(|start| *start != 1).map(|start| format!(" start=\"{start}\""));
                    let _ = writeln!(self.html, "<{tag}{}>", first.unwrap_or_default());
                    for item in chunk.chunk_by(|a, b| a.1.place.within[depth] == b.1.place.within[depth]) {
                        self.held("li", item, depth);
                    }
                    let _ = writeln!(self.html, "</{tag}>");
                }
            }
        }
    }

    fn held(&mut self, tag: &str, lines: &[(usize, &Line)], depth: usize) {
        let _ = writeln!(self.html, "<{tag}>");
        self.blocks(lines, depth + 1);
        let _ = writeln!(self.html, "</{tag}>");
    }

    fn table(&mut self, lines: &[(usize, &Line)], depth: usize) {
        self.html.push_str("<table>\n");
        for row in lines.chunk_by(|a, b| row(a.1, depth) == row(b.1, depth)) {
            let cell =
                if row[0].1.place.within[depth..].is_empty() || self::row(row[0].1, depth) > 0 { "td" } else { "th" };
            self.html.push_str("<tr>");
            for (at, line) in row {
                let _ = write!(self.html, "<{cell}>");
                self.words(*at, line);
                let _ = write!(self.html, "</{cell}>");
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</table>\n");
    }

    fn line(&mut self, at: usize, line: &Line) {
        let tag = match &line.place.kind {
            Kind::Heading(level) => format!("h{}", (level + 2).min(6)),
            Kind::Rule => {
                self.html.push_str("<hr>\n");
                return;
            }
            Kind::Paragraph | Kind::Image { .. } => "p".to_owned(),
        };
        let class = match line.end.mark {
            _ if line.end.moved.is_some() => " class=\"moved-line\"",
            Mark::Inserted => " class=\"new-line\"",
            Mark::Deleted => " class=\"old-line\"",
            Mark::Kept => "",
        };
        let _ = write!(self.html, "<{tag}{class}>");
        if matches!(line.place.kind, Kind::Image { .. }) {
            self.html.push_str("Picture: ");
        }
        self.words(at, line);
        let _ = writeln!(self.html, "</{tag}>");
    }

    fn words(&mut self, at: usize, line: &Line) {
        let before = self.changes;
        for passage in line.runs.chunk_by(|a, b| here(a.change) == here(b.change)) {
            let moved = here(passage[0].change);
            if let Some(id) = moved {
                let label = escape(self.passages.is_here(id).trim_end());
                self.open(&format!("<span class=\"moved\"><span class=\"note\">{label}</span> "));
            }
            for same in passage.chunk_by(|a, b| a.change == b.change && a.leaves().is_none()) {
                self.marked(same);
            }
            if moved.is_some() {
                self.html.push_str("<span class=\"label\"> (end of what was moved)</span></span>");
            }
        }
        self.end(line);
        self.first[at] = if self.changes > before { before + 1 } else { 0 };
    }

    /// Opens a change: an anchor, and the way to the next one.
    fn open(&mut self, tag: &str) {
        self.changes += 1;
        let _ = write!(
            self.html,
            "<a class=\"jump\" id=\"change-{}\" href=\"#change-{}\" aria-label=\"go to the next change\">\u{2193}</a>{tag}",
            self.changes,
            self.changes + 1
        );
    }

    fn marked(&mut self, same: &[Marked]) {
        if let Some(id) = same[0].leaves() {
            let text = escape(&self.passages.was_here(id));
            self.open(&format!("<span class=\"moved-away\">{text}</span>"));
            return;
        }
        let runs: Vec<Run> = same.iter().map(|marked| marked.run.clone()).collect();
        let says = runs.iter().any(|run| !run.text.trim().is_empty());
        let (tag, label) = match same[0].change.mark {
            Mark::Deleted if says => ("del", "deleted: "),
            Mark::Inserted if says => ("ins", "inserted: "),
            Mark::Deleted => return,
            Mark::Inserted | Mark::Kept => {
                self.html.push_str(&words(&runs));
                for was in same.iter().filter_map(Marked::led_to) {
                    self.open(&format!("<span class=\"note\"> ({})</span>", escape(&link_before(was))));
                }
                return;
            }
        };
        self.open(&format!("<{tag}><span class=\"label\">{label}</span>"));
        let _ = write!(self.html, "{}<span class=\"label\"> (end)</span></{tag}>", words(&runs));
    }

    /// Says where a paragraph was split or joined, and what it was.
    fn end(&mut self, line: &Line) {
        if let Some(said) = end_in_words(line) {
            self.open(&format!("<span class=\"note\"> {}</span>", escape(&said)));
        }
    }
}

/// Returns where a paragraph was split or joined, or what it was.
pub(super) fn end_in_words(line: &Line) -> Option<String> {
    let has_kept =
        line.runs.iter().any(|marked| marked.change.mark == Mark::Kept && !marked.run.text.trim().is_empty());
    match line.end.mark {
        Mark::Inserted if has_kept => Some("the paragraph was split here".to_owned()),
        Mark::Deleted if has_kept => Some("the paragraph was joined to the next".to_owned()),
        _ => line.was_called().map(|was| format!("it was {was}")),
    }
}

pub(super) fn row(line: &Line, depth: usize) -> usize {
    match line.place.within.get(depth) {
        Some(Within::Cell { row, .. }) => *row,
        _ => 0,
    }
}

/// Returns a number that tells one list, quotation or table from the next.
pub(super) fn holder(within: Within) -> (u8, usize) {
    match within {
        Within::Item { list, .. } => (0, list),
        Within::Quote { quote } => (1, quote),
        Within::Cell { table, .. } => (2, table),
    }
}
