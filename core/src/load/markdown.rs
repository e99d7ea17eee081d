//! Markdown to a document: the only place that names the Markdown parser. The origins of the text's parts become the
//! origins of the runs. Not here: how Markdown is written (export).

use crate::document::{Block, Document, Origin, Run};
use crate::finding::{Finding, Severity};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// How deep quotations and lists may stand in each other. Documents are walked by recursion: without a limit, a plugin's
/// text could end the program.
const DEEPEST: usize = 32;

/// Reads a text. `origins` says of parts of it (in bytes, in order, each of whole characters) where they come from; what
/// it leaves out is unknown. Raw HTML and code have no place in these documents: they are kept as text, with a finding
/// each. A text with more than 32 quotations and lists inside each other is not read on, which is a finding too.
pub fn read(text: &str, origins: &[(Range<usize>, Origin)]) -> (Document, Vec<Finding<Range<usize>>>) {
    let mut reader = Reader { text, origins, frames: vec![Frame::Blocks(Vec::new())], ..Reader::default() };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if reader.frames.len() > DEEPEST {
            reader.doubt(range, "quotations or lists stand too deep in each other");
            break;
        }
        reader.event(event, range);
    }
    reader.flush();
    let blocks = match reader.frames.into_iter().next() {
        Some(Frame::Blocks(blocks)) => blocks,
        _ => Vec::new(),
    };
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading { level: 1, runs } => Some(runs.iter().map(|run| run.text.as_str()).collect()),
        _ => None,
    });
    (Document { title: title.unwrap_or_default(), blocks }, reader.findings)
}

/// A block that is not closed yet.
enum Frame {
    /// Of the whole text, of a quotation or of an item.
    Blocks(Vec<Block>),
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Table {
        head: Vec<Vec<Run>>,
        rows: Vec<Vec<Vec<Run>>>,
        row: Vec<Vec<Run>>,
    },
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    origins: &'a [(Range<usize>, Origin)],
    frames: Vec<Frame>,
    /// The runs of the paragraph, heading or cell that is being read.
    runs: Vec<Run>,
    /// The pictures inside it: they follow it as blocks.
    images: Vec<Block>,
    /// The runs before a picture, while its words are read.
    before_image: Vec<Run>,
    strong: usize,
    emphasis: usize,
    link: Option<String>,
    findings: Vec<Finding<Range<usize>>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text, range),
            Event::SoftBreak => self.words(" ", range),
            Event::HardBreak => self.words("\n", range),
            Event::Code(text) => {
                self.doubt(range.clone(), "code is kept as text");
                self.words(&text, range);
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                self.doubt(range.clone(), "HTML is kept as text");
                self.words(text.trim_end(), range);
            }
            Event::Rule => self.block(Block::Rule),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.into_string()),
            Tag::Image { dest_url, .. } => {
                self.before_image = std::mem::take(&mut self.runs);
                self.images.push(Block::Image { src: dest_url.into_string(), alt: Vec::new() });
            }
            Tag::TableCell | Tag::TableRow | Tag::TableHead => {}
            Tag::BlockQuote(_) | Tag::Item => self.open(Frame::Blocks(Vec::new())),
            Tag::List(start) => self.open(Frame::List { start, items: Vec::new() }),
            Tag::Table(_) => self.open(Frame::Table { head: Vec::new(), rows: Vec::new(), row: Vec::new() }),
            Tag::CodeBlock(_) => {
                self.doubt(range, "code is kept as text");
                self.flush();
            }
            _ => self.flush(),
        }
    }

    fn open(&mut self, frame: Frame) {
        self.flush();
        self.frames.push(frame);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasis -= 1,
            TagEnd::Link => self.link = None,
            TagEnd::Heading(level) => {
                let mut runs = self.take_runs();
                for run in &mut runs {
                    run.text = run.text.replace('\n', " ");
                }
                if !runs.is_empty() {
                    self.block(Block::Heading { level: level as u8, runs });
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::List(_) | TagEnd::Table => {
                self.flush();
                self.close(tag);
            }
            TagEnd::TableCell | TagEnd::TableRow | TagEnd::TableHead => self.table(tag),
            TagEnd::Image => {
                let words = std::mem::replace(&mut self.runs, std::mem::take(&mut self.before_image));
                if let Some(Block::Image { alt, .. }) = self.images.last_mut() {
                    *alt = words;
                }
            }
            _ => self.flush(),
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match (self.frames.pop(), tag) {
            (Some(Frame::Blocks(blocks)), TagEnd::Item) => {
                if let Some(Frame::List { items, .. }) = self.frames.last_mut() {
                    items.push(blocks);
                }
            }
            (Some(Frame::Blocks(blocks)), _) if !blocks.is_empty() => self.push(Block::Quote(blocks)),
            (Some(Frame::List { start, items }), _) => self.push(Block::List { start, items }),
            (Some(Frame::Table { head, rows, .. }), _) => self.push(Block::Table { head, rows }),
            _ => {}
        }
    }

    fn table(&mut self, tag: TagEnd) {
        let Some(Frame::Table { head, rows, row }) = self.frames.last_mut() else { return };
        match tag {
            TagEnd::TableCell => row.push(std::mem::take(&mut self.runs)),
            TagEnd::TableHead => *head = std::mem::take(row),
            _ => rows.push(std::mem::take(row)),
        }
    }

    /// Ends a paragraph, if one is open: in an item it need not be marked as one.
    fn flush(&mut self) {
        let runs = self.take_runs();
        if !runs.is_empty() {
            self.push(Block::Paragraph(runs));
        }
        for image in std::mem::take(&mut self.images) {
            self.push(image);
        }
    }

    /// The runs read so far, without white space at their ends.
    fn take_runs(&mut self) -> Vec<Run> {
        let mut runs = std::mem::take(&mut self.runs);
        while let Some(last) = runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            runs.pop();
        }
        while let Some(first) = runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
            if !first.text.is_empty() {
                break;
            }
            runs.remove(0);
        }
        runs
    }

    fn block(&mut self, block: Block) {
        self.flush();
        self.push(block);
    }

    fn push(&mut self, block: Block) {
        if let Some(Frame::Blocks(blocks)) = self.frames.last_mut() {
            blocks.push(block);
        }
    }

    fn doubt(&mut self, range: Range<usize>, message: &str) {
        self.findings.push(Finding {
            severity: Severity::Warning,
            place: range,
            message: message.to_owned(),
            hint: Some("write plain words, emphasis, links, lists and tables".to_owned()),
        });
    }

    /// Adds words, cut where their origin changes.
    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.text.get(range.clone()) != Some(words) {
            let origin = self.origin(range.start).0;
            self.run(words, origin);
            return;
        }
        let mut at = range.start;
        while at < range.end {
            let (origin, end) = self.origin(at);
            let end = end.min(range.end);
            self.run(&self.text[at..end], origin);
            at = end;
        }
    }

    /// The origin of a byte, and where that origin ends.
    fn origin(&self, at: usize) -> (Origin, usize) {
        let next = self.origins.partition_point(|(range, _)| range.end <= at);
        match self.origins.get(next) {
            Some((range, origin)) if range.start <= at => (origin.clone(), range.end),
            Some((range, _)) => (Origin::Unknown, range.start),
            None => (Origin::Unknown, usize::MAX),
        }
    }

    fn run(&mut self, text: &str, origin: Origin) {
        let (strong, emphasis, link) = (self.strong > 0, self.emphasis > 0, self.link.clone());
        let run = Run { text: text.to_owned(), strong, emphasis, link, origin };
        match self.runs.last_mut() {
            Some(last) if alike(last, &run) => last.text.push_str(text),
            _ => self.runs.push(run),
        }
    }
}

/// Whether two runs differ in their words only.
fn alike(a: &Run, b: &Run) -> bool {
    (a.strong, a.emphasis, &a.link, &a.origin) == (b.strong, b.emphasis, &b.link, &b.origin)
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
    fn runs_are_cut_where_the_origin_changes() {
        let text = r"Rated Good by \[who\] &amp; co";
        let grade = Origin::Data(vec![Source { pointer: "/grade".to_owned(), part: None }]);
        let own = Origin::Template { name: "t".to_owned(), line: 1 };
        let spans = [(0..6, own.clone()), (6..10, grade.clone()), (10..14, own.clone()), (14..21, Origin::Place)];
        let (document, _) = read(text, &spans);
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
        let doubts: Vec<_> = findings.iter().map(|finding| (finding.place.clone(), finding.message.as_str())).collect();
        assert_eq!(doubts[..2], [(2..5, "code is kept as text"), (6..9, "HTML is kept as text")]);
        assert_eq!(doubts.len(), 7);
    }

    #[test]
    fn what_stands_too_deep_is_not_read_on() {
        for mark in ["> ", "- "] {
            let messages = |depth: usize| -> Vec<String> {
                let (_, findings) = read(&format!("{}x", mark.repeat(depth)), &[]);
                findings.into_iter().map(|finding| finding.message).collect()
            };
            assert!(messages(8).is_empty(), "{mark}");
            assert_eq!(messages(60_000), ["quotations or lists stand too deep in each other"], "{mark}");
        }
    }

    #[test]
    fn a_hard_break_is_a_line_break_in_the_words() {
        let (document, _) = read("one\\\ntwo", &[]);
        assert_eq!(document.blocks, [Block::Paragraph(vec![plain("one\ntwo")])]);
    }
}
