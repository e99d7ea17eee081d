//! Reads Markdown: the only file that names the Markdown parser. The origins of parts of the text become the origins of
//! runs. Markdown is written in [`export`](crate::export).

use super::document_builder::{Builder, Built, DEEPEST, OpenBlock, Picture, PlacedWords};
use crate::document::{Block, Document, FilePlace, Origin, Places, Run};
use crate::finding::{Finding, Severity};
use crate::text::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;

/// The hint for Markdown that a document cannot contain.
const PLAIN: &str = "write plain words, emphasis, links, lists and tables";

/// Reads a text. `origins` are those of parts of it (in bytes, in order, each of whole characters); the origin of the
/// rest is unknown. Raw HTML and code have no place in these documents: they are kept as text, with a finding each.
/// Reading stops, with a finding, where quotations and lists are nested more than 32 deep.
pub fn read(text: &str, origins: &[(Span, Origin)]) -> (Document, Vec<Finding<Span>>) {
    let (document, _, findings) = read_placed(text, origins);
    (document, findings)
}

/// Reads a text, and returns the source map as well.
pub fn read_placed(text: &str, origins: &[(Span, Origin)]) -> (Document, Places, Vec<Finding<Span>>) {
    let mut reader = MarkdownReader {
        text,
        origins,
        builder: Builder::new(),
        before_image: PlacedWords::default(),
        image: None,
        strong: 0,
        emphasis: 0,
        link: None,
        cell_end: 0,
        skipped: None,
        labels: BTreeSet::new(),
        findings: Vec::new(),
    };
    let start = front_matter(text);
    if start > 0 {
        let lines: Vec<&str> = text[..start].lines().map(str::trim).filter(|line| *line != "---").collect();
        let message = format!("the data before the text are left out: “{}”", lines.join("; "));
        reader.doubt(Span::new(0, start), &message, "write what readers should see below the second ---");
    }
    let parser = Parser::new_ext(&text[start..], Options::ENABLE_TABLES);
    let definitions = definitions(&parser, start);
    for (event, range) in parser.into_offset_iter() {
        let range = Span::from(range) + start;
        if reader.builder.frames.len() > DEEPEST {
            reader.doubt(range, "quotations or lists are nested too deeply: nothing is read from here on", PLAIN);
            break;
        }
        reader.event(event, range);
    }
    reader.name_unused(&definitions);
    let Built { document, places, findings } = reader.builder.finish();
    reader.findings.extend(findings.into_iter().map(in_bytes));
    (document, places, reader.findings)
}

/// Returns the names and the places of the addresses that are defined apart from the links that use them.
fn definitions(parser: &Parser<'_>, start: usize) -> Vec<(String, Span)> {
    let all = parser.reference_definitions().iter();
    all.map(|(label, found)| (label.to_lowercase(), Span::from(found.span.clone()) + start)).collect()
}

struct MarkdownReader<'a> {
    text: &'a str,
    origins: &'a [(Span, Origin)],
    builder: Builder,
    /// The words before a picture, while its own are read.
    before_image: PlacedWords,
    /// The address of that picture.
    image: Option<String>,
    strong: usize,
    emphasis: usize,
    link: Option<String>,
    /// The end of the last cell of a table.
    cell_end: usize,
    /// A part of the text whose words are not read: an anchor, a comment.
    skipped: Option<Span>,
    /// The names of addresses that links and pictures have used.
    labels: BTreeSet<String>,
    findings: Vec<Finding<Span>>,
}

impl MarkdownReader<'_> {
    fn event(&mut self, event: Event<'_>, range: Span) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.words(&text, range),
            Event::SoftBreak => self.words(" ", range),
            Event::HardBreak => self.words("\n", range),
            Event::Code(text) => {
                self.remark(range, "code is kept as text");
                self.words(&text, range);
            }
            // The one line break that Markdown has in the cell of a table.
            Event::InlineHtml(text) if is_break(&text) => self.words("\n", range),
            Event::Html(_)
                if self.skipped.is_some_and(|skipped| skipped.start <= range.start && range.end <= skipped.end) => {}
            Event::InlineHtml(text) if is_comment(&text) => self.comment(&text, range),
            Event::Html(text) | Event::InlineHtml(text) => {
                self.remark(range, "HTML is kept as text");
                self.words(text.trim_end(), range);
            }
            Event::Rule => self.builder.block(Block::Rule),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Span) {
        let builder = &mut self.builder;
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { dest_url, title, id, .. } => {
                self.labels.insert(id.to_lowercase());
                self.link = Some(dest_url.into_string());
                self.title("link", &title, range);
            }
            Tag::Image { dest_url, title, id, .. } => {
                self.labels.insert(id.to_lowercase());
                self.before_image = std::mem::take(&mut builder.words);
                self.image = Some(dest_url.into_string());
                self.title("picture", &title, range);
            }
            Tag::Heading { .. } => {
                builder.flush();
                self.skipped = anchor(self.text, range);
            }
            Tag::HtmlBlock if is_comment(&self.text[range]) => {
                builder.flush();
                let text = self.text;
                self.comment(&text[range], range);
            }
            Tag::TableCell | Tag::TableRow | Tag::TableHead => {}
            Tag::BlockQuote(_) | Tag::Item => builder.open(OpenBlock::Blocks(Vec::new())),
            Tag::List(start) => builder.open(OpenBlock::List { start, items: Vec::new() }),
            Tag::Table(_) => builder.open(OpenBlock::Table { head: Vec::new(), rows: Vec::new(), row: Vec::new() }),
            Tag::CodeBlock(_) => {
                builder.flush();
                self.remark(range, "code is kept as text");
            }
            _ => builder.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Span) {
        match tag {
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasis -= 1,
            TagEnd::Link => self.link = None,
            TagEnd::Heading(level) => self.builder.heading(level as u8),
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::List(_) | TagEnd::Table => self.builder.close(),
            TagEnd::TableCell => {
                self.cell_end = range.end;
                self.builder.cell();
            }
            TagEnd::TableRow | TagEnd::TableHead => {
                self.builder.row(tag == TagEnd::TableHead);
                let beyond = Span::new(self.cell_end.min(range.end), range.end);
                if self.text[beyond].contains(char::is_alphanumeric) {
                    self.doubt(
                        beyond,
                        "cells beyond the table's last column are left out",
                        "give its first row as many cells",
                    );
                }
            }
            TagEnd::Image => {
                let alt = std::mem::replace(&mut self.builder.words, std::mem::take(&mut self.before_image));
                let (src, place) = (self.image.take().unwrap_or_default(), FilePlace::Bytes(range));
                self.builder.image(Picture { src, alt, place });
            }
            _ => self.builder.flush(),
        }
    }

    /// Names the addresses that no link has used: they may be meant as words.
    fn name_unused(&mut self, definitions: &[(String, Span)]) {
        for (label, place) in definitions {
            if !self.labels.contains(label) {
                let message = format!("an address that no link names is left out: “{}”", self.text[*place].trim());
                self.doubt(*place, &message, PLAIN);
            }
        }
    }

    /// Leaves out a comment.
    fn comment(&mut self, text: &str, range: Span) {
        let words = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        if !words.is_empty() {
            self.doubt(range, &format!("a comment is left out: “{words}”"), PLAIN);
        }
        self.skipped = Some(range);
    }

    /// Names the words that a link or a picture shows under the mouse only.
    fn title(&mut self, what: &str, title: &str, range: Span) {
        if !title.trim().is_empty() {
            self.doubt(range, &format!("the title of a {what} is left out: “{}”", title.trim()), PLAIN);
        }
    }

    /// Says that something is read otherwise than it is meant; no word is lost.
    fn remark(&mut self, range: Span, message: &str) {
        let (message, hint) = (message.to_owned(), Some(PLAIN.to_owned()));
        self.findings.push(Finding { severity: Severity::Note, place: range, message, hint });
    }

    /// Says that words are not read.
    fn doubt(&mut self, range: Span, message: &str, hint: &str) {
        let (message, hint) = (message.to_owned(), Some(hint.to_owned()));
        self.findings.push(Finding { severity: Severity::Warning, place: range, message, hint });
    }

    /// Adds words, cut where their origin changes.
    fn words(&mut self, words: &str, range: Span) {
        let written = range.get(self.text).unwrap_or_default();
        // Code is between its marks, and the end of a line of HTML is left out; an entity is one place as a whole.
        let is_entity = written.starts_with('&') && written != words;
        let found = if written.starts_with(words) { Some(0) } else { written.find(words) };
        let Some(begin) = found.filter(|_| !is_entity).map(|at| range.start + at) else {
            let origin = self.origin(range.start).0;
            self.run(words, origin, range);
            return;
        };
        let (mut at, stop) = (begin, begin + words.len());
        while at < stop {
            let (origin, end) = self.origin(at);
            let end = end.min(stop);
            self.run(&self.text[at..end], origin, Span::new(at, end));
            at = end;
        }
    }

    /// Returns the origin of a byte, and where that origin ends.
    fn origin(&self, at: usize) -> (Origin, usize) {
        let next = self.origins.partition_point(|(range, _)| range.end <= at);
        match self.origins.get(next) {
            Some((range, origin)) if range.start <= at => (origin.clone(), range.end),
            Some((range, _)) => (Origin::Unknown, range.start),
            None => (Origin::Unknown, usize::MAX),
        }
    }

    fn run(&mut self, text: &str, origin: Origin, place: Span) {
        let kept = match self.skipped {
            Some(skipped) if place.len() == text.len() && skipped.start < place.end && place.start < skipped.end => {
                place.start..skipped.start.max(place.start)
            }
            _ => place.start..place.end,
        };
        let (text, place) =
            if kept.end < place.end { (&text[..kept.end - place.start], Span::from(kept)) } else { (text, place) };
        if text.is_empty() {
            return;
        }
        let (strong, emphasis, link) = (self.strong > 0, self.emphasis > 0, self.link.clone());
        let run = Run { text: text.to_owned(), strong, emphasis, link, origin };
        self.builder.words.push(run, FilePlace::Bytes(place));
    }
}

/// Returns the length of the data that programs keep before a text, between two lines of dashes.
fn front_matter(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let is_key = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    };
    let first = lines.next().filter(|line| line.trim_end() == "---").map(str::len);
    let Some(first) = first else { return 0 };
    let mut at = first;
    for (index, line) in lines.enumerate() {
        at += line.len();
        match line.trim_end() {
            "---" | "..." if index > 0 => return at,
            line if index == 0 && !is_key(line) => return 0,
            _ => {}
        }
    }
    0
}

/// Returns the anchor at the end of a heading, as Google Docs and others write it: `{#good-news}`.
fn anchor(text: &str, heading: Span) -> Option<Span> {
    let line = text[heading].trim_end();
    let line = line.lines().next().map_or(line, |first| first.trim_end());
    let start = line.strip_suffix('}')?.rfind("{#")?;
    let name = &line[start + 2..line.len() - 1];
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c));
    let before = line[..start].chars().next_back();
    (is_name && before.is_some_and(char::is_whitespace))
        .then(|| Span::new(heading.start + line[..start].trim_end().len(), heading.start + line.len()))
}

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.ends_with("-->") && html.matches("-->").count() == 1
}

/// Returns `true` if HTML is a line break, as it is written in the cells of tables.
fn is_break(html: &str) -> bool {
    ["<br>", "<br/>", "<br />"].iter().any(|known| html.eq_ignore_ascii_case(known))
}

/// Returns a finding about words that were read here: they all have their bytes.
fn in_bytes(finding: Finding<FilePlace>) -> Finding<Span> {
    let Finding { severity, place, message, hint } = finding;
    let place = match place {
        FilePlace::Bytes(bytes) => bytes,
        FilePlace::Paragraph(_) | FilePlace::Cell { .. } | FilePlace::File => Span::at(0),
    };
    Finding { severity, place, message, hint }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn plain(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    #[test]
    fn every_block() {
        let text = "# Title\n\nOne **two** _three_\nfour [five](u).\n\n- a\n- b\n  1. c\n\n> q\n\n\
                    | h | i |\n|---|---|\n| j | k |\n\n![alt](src)\n\n---\n";
        let (document, findings) = read(text, &[]);
        let paragraph = |text| vec![Block::Paragraph(vec![plain(text)])];
        let expected = vec![
            Block::Heading { level: 1, runs: vec![plain("Title")] },
            Block::Paragraph(vec![
                plain("One "),
                Run { strong: true, ..plain("two") },
                plain(" "),
                Run { emphasis: true, ..plain("three") },
                plain(" four "),
                Run { link: Some("u".to_owned()), ..plain("five") },
                plain("."),
            ]),
            Block::List {
                start: None,
                items: vec![
                    paragraph("a"),
                    vec![
                        Block::Paragraph(vec![plain("b")]),
                        Block::List { start: Some(1), items: vec![paragraph("c")] },
                    ],
                ],
            },
            Block::Quote(paragraph("q")),
            Block::Table {
                head: vec![vec![plain("h")], vec![plain("i")]],
                rows: vec![vec![vec![plain("j")], vec![plain("k")]]],
            },
            Block::Image { src: "src".to_owned(), alt: vec![plain("alt")] },
            Block::Rule,
        ];
        assert_eq!((document.title.as_str(), document.blocks), ("Title", expected));
        assert_eq!(findings, []);
    }

    #[test]
    fn what_programs_add_is_no_word_of_the_text() {
        let text = "---\ntitle: Old title\ntags: a\n---\n# **Good** news_today {#good-news_today}\n\nOne <!-- not this --> \
                    [two](https://a.example \"three\").\n\n<!-- nor\nthis -->\n\n## Kept {#a b}\n\n## Kept \\{#c}\n";
        let (document, findings) = read(text, &[]);
        let words: Vec<String> = document.leaves().iter().map(crate::document::Leaf::text).collect();
        assert_eq!(words, ["Good news_today", "One two.", "Kept {#a b}", "Kept {#c}"]);
        let said: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "the data before the text are left out: “title: Old title; tags: a”",
                "a comment is left out: “not this”",
                "the title of a link is left out: “three”",
                "a comment is left out: “nor\nthis”",
            ]
        );
        let (document, findings) = read("See [one][A].\n\n[a]: https://a.example\n\n[Note]: important\n", &[]);
        assert_eq!(document.leaves().len(), 1);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "an address that no link names is left out: “[Note]: important”");
        assert_eq!(read("---\n\na: b\n\n---\n", &[]).0.blocks.len(), 3, "two lines are not data");
    }

    #[test]
    fn runs_are_cut_where_the_origin_changes() {
        let text = r"Rated Good by \[who\] &amp; co";
        let grade = Origin::Data(vec![Source { pointer: "/grade".to_owned(), part: None }]);
        let own = Origin::Template { name: "t".to_owned(), line: 1 };
        let parts = [(0..6, own.clone()), (6..10, grade.clone()), (10..14, own.clone()), (14..21, Origin::Place)];
        let (document, _) = read(text, &parts.map(|(part, origin)| (Span::from(part), origin)));
        let Block::Paragraph(runs) = &document.blocks[0] else { panic!("a paragraph") };
        let runs: Vec<_> = runs.iter().map(|run| (run.text.as_str(), run.origin.clone())).collect();
        assert_eq!(
            runs,
            [
                ("Rated ", own.clone()),
                ("Good", grade),
                (" by ", own),
                ("[who]", Origin::Place),
                (" & co", Origin::Unknown)
            ]
        );
        assert_eq!(document.places(), ["[who]"]);
    }

    #[test]
    fn code_and_html_are_doubted_and_kept() {
        let (document, findings) = read("a `b` <i>c</i>\n\n    code\n\n<div>\nd\n</div>\n", &[]);
        let mut words = String::new();
        document.for_each_run(|run| words.push_str(&run.text));
        assert_eq!(words, "a b <i>c</i>code<div>d</div>");
        let doubts: Vec<_> = findings.iter().map(|finding| (finding.place, finding.message.as_str())).collect();
        assert_eq!(doubts[..2], [(Span::new(2, 5), "code is kept as text"), (Span::new(6, 9), "HTML is kept as text")]);
        assert_eq!(doubts.len(), 7);
    }

    #[test]
    fn what_stands_beyond_the_columns_of_a_table_is_said() {
        let (document, findings) = read("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 | five | six |\n| 7 |\n", &[]);
        let cells: usize = document.leaves().len();
        assert_eq!(cells, 8);
        let said: Vec<_> = findings.iter().map(|finding| (finding.place, finding.message.as_str())).collect();
        assert_eq!(said, [(Span::new(38, 53), "cells beyond the table's last column are left out")]);
    }

    #[test]
    fn a_table_may_have_no_headings_and_a_cell_several_lines() {
        let (document, findings) = read("|  |\n|---|\n| a<br>b<BR/> **c** <br /> |\n", &[]);
        let cell = vec![plain("a\nb\n"), Run { strong: true, ..plain("c") }];
        assert_eq!(document.blocks, [Block::Table { head: vec![], rows: vec![vec![cell]] }]);
        assert_eq!(findings, []);
    }

    #[test]
    fn what_no_page_may_have_is_said() {
        let text = "a\u{1b}[2J\0 **b **&#7; [c](//host/x) ![d](http://e.example/f.png) [g](</\\\\h>)";
        let (document, findings) = read(text, &[]);
        assert_eq!(document.leaves()[0].text(), "a[2J **b ** c g");
        let said: Vec<_> = findings.iter().map(|found| (&text[found.place], found.message.as_str())).collect();
        assert_eq!(
            said,
            [
                ("\u{1b}", "control characters are left out (the first is U+001B)"),
                ("c", "the address of a link is left out, its words stay: “//host/x”"),
                ("g", "the address of a link is left out, its words stay: “/\\h”"),
                (
                    "![d](http://e.example/f.png)",
                    "the address of a picture is left out, its words stay: “http://e.example/f.png”"
                ),
            ]
        );
    }

    #[test]
    fn what_stands_too_deep_is_not_read_on() {
        for mark in ["> ", "- "] {
            let messages = |depth: usize| -> Vec<String> {
                let (_, findings) = read(&format!("{}x", mark.repeat(depth)), &[]);
                findings.into_iter().map(|finding| finding.message).collect()
            };
            assert!(messages(8).is_empty(), "{mark}");
            assert_eq!(
                messages(60_000),
                ["quotations or lists are nested too deeply: nothing is read from here on"],
                "{mark}"
            );
        }
    }

    #[test]
    fn a_hard_break_is_a_line_break_in_the_words() {
        let (document, _) = read("one\\\ntwo", &[]);
        assert_eq!(document.blocks, [Block::Paragraph(vec![plain("one\ntwo")])]);
    }
}
