//! Reads HTML pages: the words that a reader of the page sees, with a source map to the character. This is our own
//! reader, because html5ever gives only the line of a word, and builds a tree that is not needed. Pages are written in
//! [`export`](crate::export).

mod hidden;
mod outlook;
mod table;
#[cfg(test)]
mod tests;
mod token;

use super::document_builder::{Builder, Built, DEEPEST, OpenBlock, Picture, PlacedWords};
use crate::document::{Block, Document, FilePlace, Places, Run, VERSION_PROPERTY, VersionId, frame_mark};
use crate::finding::{Finding, Severity};
use crate::text::Span;
use hidden::{SkippedElement, Step, StyleSheets, is_hidden, words_of};
use outlook::OutlookLists;
use table::Cells;
use token::{Token, attribute, entity, tokens};

/// The result of reading a page.
#[derive(Debug)]
pub struct Page {
    /// Its content.
    pub document: Document,
    /// Its source map.
    pub places: Places,
    /// The language that it says it is in, such as `en-GB`.
    pub language: Option<String>,
    /// The version that it says it holds, as copydesk wrote it.
    pub version: Option<VersionId>,
    /// What was left out, with places in bytes.
    pub findings: Vec<Finding<FilePlace>>,
}

/// Elements that are not read: no words of the text, or words of the site around it.
const SKIPPED: [&str; 17] = [
    "head", "script", "style", "nav", "noscript", "template", "svg", "math", "button", "select", "textarea", "xmp",
    "iframe", "video", "audio", "object", "canvas",
];
/// Those of them that a reader would miss even if they have no words.
const MISSED: [&str; 5] = ["iframe", "video", "audio", "object", "canvas"];
/// Elements that begin and end a paragraph, as far as they are not named in the reader.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "address",
    "figure",
    "figcaption",
    "fieldset",
    "legend",
    "dl",
    "dt",
    "dd",
    "details",
    "summary",
    "pre",
    "form",
    "center",
    "body",
    "html",
    "hgroup",
];

/// Reads a page. Of a page with a main part only that is read; navigation, scripts and forms are not.
pub fn read(page: &str) -> Page {
    let tokens = without_frame(page, tokens(page));
    let mut reader = PageReader {
        page,
        builder: Builder::new(),
        open: Vec::new(),
        cells: Cells::default(),
        looks: Looks::default(),
        findings: Vec::new(),
        skipped: None,
        blank: None,
        struck: None,
        sheets: StyleSheets::of(page, &tokens),
        outlook: OutlookLists::default(),
    };
    let (before, main, after) = main_part(page, &tokens);
    reader.outside(before);
    for token in main {
        reader.token(token);
    }
    reader.end_tables();
    if let Some(skipped) = reader.skipped.take() {
        reader.doubt(skipped.place, &format!("<{}> is not closed: what follows it is not read", skipped.name));
        reader.name_skipped(&skipped);
    }
    reader.end_struck();
    reader.outside(after);
    let mut findings = std::mem::take(&mut reader.findings);
    let Built { document, places, findings: more } = reader.builder.finish();
    findings.extend(more);
    Page { document, places, language: language(page, &tokens), version: version(page, &tokens), findings }
}

/// Returns the tokens of a page without what copydesk wrote around its text, if its words are still those.
fn without_frame(page: &str, mut tokens: Vec<Token>) -> Vec<Token> {
    let mark = |token: &Token| match token {
        Token::Start { name, attributes, .. } if name == "header" => attribute(page, *attributes, "data-copydesk"),
        _ => None,
    };
    let found = tokens.iter().enumerate().find_map(|(at, token)| Some((at, mark(token)?)));
    let Some((start, mark)) = found else { return tokens };
    let ends = |token: &Token| matches!(token, Token::End { name, .. } if name == "header");
    let end = tokens[start..].iter().position(ends).map(|end| start + end);
    if let Some(end) = end
        && let Some((words, _)) = words_of(page, &tokens[start + 1..end])
        && page[mark] == frame_mark(&words)
    {
        tokens.drain(start..=end);
    }
    tokens
}

/// Returns the version that a page says it holds.
fn version(page: &str, tokens: &[Token]) -> Option<VersionId> {
    tokens.iter().find_map(|token| match token {
        Token::Start { name, attributes, .. } if name == "meta" => {
            let value = |wanted| attribute(page, *attributes, wanted).map(|value| &page[value]);
            (value("name") == Some(VERSION_PROPERTY)).then(|| VersionId::new(value("content")?).ok())?
        }
        _ => None,
    })
}

/// Returns the tokens before the page's main part, those of it, and those after it. A page without a main part with words is
/// one as a whole.
fn main_part<'t>(page: &str, tokens: &'t [Token]) -> (&'t [Token], &'t [Token], &'t [Token]) {
    let whole = (&tokens[..0], tokens, &tokens[..0]);
    let is_main = |token: &Token| matches!(token, Token::Start { name, .. } if name == "main");
    let Some(start) = tokens.iter().position(is_main) else { return whole };
    let end = tokens[start..].iter().position(|token| matches!(token, Token::End { name, .. } if name == "main"));
    let end = end.map_or(tokens.len(), |end| start + end);
    let main = &tokens[start..end];
    let has_words = main.iter().any(|token| matches!(token, Token::Text(text) if !page[*text].trim().is_empty()));
    if has_words { (&tokens[..start], main, &tokens[end..]) } else { whole }
}

fn language(page: &str, tokens: &[Token]) -> Option<String> {
    tokens.iter().find_map(|token| match token {
        Token::Start { name, attributes, .. } if name == "html" => {
            attribute(page, *attributes, "lang").map(|value| page[value].to_owned())
        }
        _ => None,
    })
}

/// Decodes the entities in a text.
fn decoded(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let (character, len) = entity(&rest[at..]).unwrap_or_else(|| ("&".to_owned(), 1));
        decoded.push_str(&character);
        rest = &rest[at + len..];
    }
    decoded + rest
}

#[derive(Clone, Copy, PartialEq)]
enum OpenElement {
    List,
    Item,
    Quote,
    /// An element nested too deeply: its words belong to its container.
    Flat(&'static str),
}

#[derive(Default)]
struct Looks {
    strong: usize,
    emphasis: usize,
    link: Option<String>,
    /// Elements around these words that say they no longer hold.
    deleted: usize,
}

impl Looks {
    fn run(&self, text: &str) -> Run {
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        Run { text: text.to_owned(), strong, emphasis, link: self.link.clone(), ..Run::default() }
    }
}

struct PageReader<'a> {
    page: &'a str,
    builder: Builder,
    open: Vec<OpenElement>,
    cells: Cells,
    looks: Looks,
    findings: Vec<Finding<FilePlace>>,
    skipped: Option<SkippedElement>,
    /// White space that was read, with its looks: it is written only if a word follows.
    blank: Option<(Run, Span)>,
    /// Struck-out words that are being met, and where they began.
    struck: Option<(Span, String)>,
    outlook: OutlookLists,
    sheets: StyleSheets,
}

impl PageReader<'_> {
    fn token(&mut self, token: &Token) {
        if let Some(mut skipped) = self.skipped.take() {
            match skipped.step(self.page, token) {
                Step::Inside => {
                    self.skipped = Some(skipped);
                    return;
                }
                Step::Ends => return self.name_skipped(&skipped),
                Step::Ended => self.name_skipped(&skipped),
            }
        }
        if self.waits_for_a_mark(token) {
            self.outlook_item("", Span::at(0));
        }
        match token {
            Token::Text(range) => self.text(*range),
            Token::Start { name, attributes, place } => {
                if is_block(name) {
                    self.outlook_block(name, *attributes);
                }
                if let Some(skipped) = self.skips(name, *attributes, *place) {
                    if is_block(name) && !self.cells.in_cell() {
                        self.part();
                    }
                    self.name_hidden_picture(name, *attributes, *place);
                    self.skipped = Some(skipped).filter(|_| !is_void(name));
                } else {
                    self.start(name, *attributes, *place);
                }
            }
            Token::End { name, .. } => self.end(name),
            Token::Unclosed { what, place } => {
                self.doubt(*place, &format!("{what} is not closed: what follows it is not read"));
            }
        }
    }

    /// Returns an element that is not read; `None` if it is.
    fn skips(&self, name: &str, attributes: Span, place: Span) -> Option<SkippedElement> {
        let skipped = |what| Some(SkippedElement::new(name, place, what));
        if self.is_outlook_mark(attributes) || matches!(name, "head" | "script" | "style" | "template") {
            return skipped(None);
        }
        if SKIPPED.contains(&name) {
            return skipped(Some(format!("<{name}> is left out")));
        }
        let hidden =
            is_hidden(self.page, name, attributes, &self.sheets).then(|| "hidden words are left out".to_owned())?;
        skipped(Some(hidden))
    }

    /// Names the words of an element that was not read.
    fn name_skipped(&mut self, skipped: &SkippedElement) {
        let words = skipped.words.on_a_line();
        match &skipped.what {
            None if matches!(skipped.name.as_str(), "head" | "script" | "style" | "template") => {}
            None => self.outlook_item(&words, skipped.place),
            Some(what) if !words.is_empty() => self.doubt(skipped.place, &format!("{what}: “{words}”")),
            Some(what) if MISSED.contains(&skipped.name.as_str()) => self.doubt(skipped.place, what),
            Some(_) => {}
        }
    }

    /// Names the words that stand for a picture that nobody sees.
    fn name_hidden_picture(&mut self, name: &str, attributes: Span, place: Span) {
        let alt = attribute(self.page, attributes, "alt").map(|alt| decoded(self.page[alt].trim()));
        if let Some(alt) = alt.filter(|alt| name == "img" && !alt.is_empty()) {
            self.doubt(place, &format!("hidden words are left out: “{alt}”"));
        }
    }

    /// Names words of the site around the page's main part.
    fn outside(&mut self, tokens: &[Token]) {
        if let Some((words, place)) = words_of(self.page, tokens) {
            self.remark(place, &format!("words outside the page's main part are left out: “{words}”"));
        }
    }

    /// Names the struck-out words that were met.
    fn end_struck(&mut self) {
        if let Some((place, words)) = self.struck.take().filter(|(_, words)| !words.trim().is_empty()) {
            self.doubt(place, &format!("struck-out words are left out: “{}”", words.trim()));
        }
    }

    fn start(&mut self, name: &str, attributes: Span, place: Span) {
        match name {
            "br" => self.line_break(place),
            "hr" if !self.cells.in_cell() => {
                self.part();
                self.builder.block(Block::Rule);
            }
            "img" => self.image(attributes, place),
            "input" => self.input(attributes, place),
            "strong" | "b" => self.looks.strong += 1,
            "em" | "i" | "cite" => self.looks.emphasis += 1,
            "del" | "s" | "strike" => {
                self.looks.deleted += 1;
            }
            "q" => self.push("“", place),
            "a" => {
                self.looks.link = attribute(self.page, attributes, "href").map(|href| decoded(self.page[href].trim()));
            }
            "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" => {
                self.table_start(name, attributes, place);
            }
            _ if self.cells.in_cell() => self.part_of_cell(name),
            "ul" | "ol" | "menu" => {
                let start =
                    attribute(self.page, attributes, "start").and_then(|value| self.page[value].trim().parse().ok());
                let start = (name == "ol").then(|| start.unwrap_or(1));
                self.open(OpenElement::List, "list", OpenBlock::List { start, items: Vec::new() }, place);
            }
            "li" => {
                self.close_to_list();
                self.open(OpenElement::Item, "item", OpenBlock::Blocks(Vec::new()), place);
            }
            "blockquote" => self.open(OpenElement::Quote, "quotation", OpenBlock::Blocks(Vec::new()), place),
            _ => self.boundary(name),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "strong" | "b" => self.looks.strong = self.looks.strong.saturating_sub(1),
            "em" | "i" | "cite" => self.looks.emphasis = self.looks.emphasis.saturating_sub(1),
            "del" | "s" | "strike" => self.looks.deleted = self.looks.deleted.saturating_sub(1),
            "q" => self.push("”", self.end_place()),
            "a" => self.looks.link = None,
            "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" => self.table_end(name),
            _ if self.cells.in_cell() => self.part_of_cell(name),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.blank = None;
                self.builder.heading(name.as_bytes()[1] - b'0');
                self.looks = Looks::default();
            }
            "ul" | "ol" | "menu" => self.close(OpenElement::List, "list"),
            "li" => self.close(OpenElement::Item, "item"),
            "blockquote" => self.close(OpenElement::Quote, "quotation"),
            _ => self.boundary(name),
        }
        if is_block(name) && name != "p" && !is_heading(name) && !self.cells.in_cell() {
            self.end_outlook_lists();
        }
    }

    /// Begins or ends a paragraph at a block element.
    fn boundary(&mut self, name: &str) {
        if BLOCKS.contains(&name) || is_heading(name) {
            self.part();
        }
        if name == "p" {
            self.looks = Looks::default();
        }
    }

    fn part_of_cell(&mut self, name: &str) {
        let parts =
            BLOCKS.contains(&name) || is_heading(name) || matches!(name, "li" | "ul" | "ol" | "blockquote" | "hr");
        if parts && !self.builder.words.is_empty() {
            let place = self.end_place();
            self.line_break(place);
        }
    }

    /// Ends the paragraph that is being read.
    fn part(&mut self) {
        self.blank = None;
        self.builder.flush();
    }

    fn open(&mut self, open: OpenElement, what: &'static str, frame: OpenBlock, place: Span) {
        self.part();
        if self.builder.frames.len() >= DEEPEST {
            if !self.open.contains(&OpenElement::Flat(what)) {
                self.remark(place, "quotations or lists are nested too deeply");
            }
            self.open.push(OpenElement::Flat(what));
            return;
        }
        self.open.push(open);
        self.builder.open(frame);
    }

    /// Closes the innermost of its kind, and what was left open in it.
    fn close(&mut self, wanted: OpenElement, what: &'static str) {
        self.part();
        self.looks = Looks::default();
        let is_it = |open: &OpenElement| *open == wanted || *open == OpenElement::Flat(what);
        let Some(at) = self.open.iter().rposition(is_it) else { return };
        if wanted == OpenElement::Item && self.open[at..].contains(&OpenElement::List) {
            return; // an end tag too many in a nested list
        }
        self.close_down_to(at);
    }

    fn close_down_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            if !matches!(self.open.pop(), Some(OpenElement::Flat(_)) | None) {
                self.builder.close();
            }
        }
    }

    /// Ends the previous item; outside any list, begins one.
    fn close_to_list(&mut self) {
        self.part();
        let is_list = |open: &OpenElement| matches!(open, OpenElement::List | OpenElement::Flat("list"));
        match self.open.iter().rposition(is_list) {
            Some(at) => self.close_down_to(at + 1),
            None => {
                self.open(OpenElement::List, "list", OpenBlock::List { start: None, items: Vec::new() }, Span::at(0));
            }
        }
    }

    /// Names what is in a field of a form.
    fn input(&mut self, attributes: Span, place: Span) {
        let value = |name| attribute(self.page, attributes, name).map(|value| decoded(self.page[value].trim()));
        let is_silent = value("type").is_some_and(|kind| ["hidden", "radio", "checkbox"].contains(&kind.as_str()));
        if let Some(words) = value("value").filter(|words| !is_silent && !words.is_empty()) {
            self.doubt(place, &format!("what is in a field is left out: “{words}”"));
        }
    }

    fn image(&mut self, attributes: Span, place: Span) {
        let value = |name| attribute(self.page, attributes, name);
        let src = value("src").map(|src| decoded(&self.page[src])).unwrap_or_default();
        let src = if src.starts_with("data:") { "data:".to_owned() } else { src };
        let Some(alt) = value("alt") else {
            self.remark(place, "a picture has no alternative text");
            let place = FilePlace::Bytes(place);
            self.builder.image(Picture { src, alt: PlacedWords::default(), place });
            return;
        };
        if self.page[alt].trim().is_empty() {
            return; // for decoration: a reader with a screen reader meets nothing either
        }
        let before = (std::mem::take(&mut self.builder.words), self.blank.take(), std::mem::take(&mut self.looks));
        self.text(alt);
        let alt = std::mem::replace(&mut self.builder.words, before.0);
        (self.blank, self.looks) = (before.1, before.2);
        self.builder.image(Picture { src, alt, place: FilePlace::Bytes(place) });
        if self.builder.words.is_empty() && !self.cells.in_cell() {
            self.builder.flush();
        }
    }

    /// Adds text: white space becomes one space, entities are decoded.
    fn text(&mut self, range: Span) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.page[at..range.end];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}']).len();
            if blank > 0 {
                let (run, before) = self.blank.take().unwrap_or_else(|| (self.looks.run(" "), Span::at(at)));
                self.blank = Some((run, Span::new(before.start, at + blank)));
                at += blank;
                continue;
            }
            if let Some((character, len)) = entity(rest) {
                self.push(&character, Span::new(at, at + len));
                at += len;
                continue;
            }
            let stop = |(_, c): &(usize, char)| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '&');
            let len = rest.char_indices().skip(1).find(stop).map_or(rest.len(), |(len, _)| len);
            self.push(&self.page[at..at + len], Span::new(at, at + len));
            at += len;
        }
    }

    /// Adds words, and the white space before them if there are any before that.
    fn push(&mut self, text: &str, place: Span) {
        if self.looks.deleted > 0 {
            let blank = if self.blank.take().is_some() { " " } else { "" };
            let (_, words) = self.struck.get_or_insert((place, String::new()));
            *words += blank;
            *words += text;
            return;
        }
        self.end_struck();
        if let Some((run, blank)) = self.blank.take().filter(|_| !self.builder.words.at_start_of_line()) {
            self.builder.words.push(run, FilePlace::Bytes(blank));
        }
        self.cells.touch();
        self.builder.words.push(self.looks.run(text), FilePlace::Bytes(place));
    }

    fn line_break(&mut self, place: Span) {
        self.blank = None;
        if !self.builder.words.at_start_of_line() {
            self.builder.words.push(self.looks.run("\n"), FilePlace::Bytes(place));
        }
    }

    /// Returns the place after the words read so far.
    fn end_place(&self) -> Span {
        self.builder.words.end().unwrap_or_default()
    }

    /// Says that words are not read.
    fn doubt(&mut self, place: Span, message: &str) {
        let place = FilePlace::Bytes(place);
        self.findings.push(Finding { severity: Severity::Warning, place, message: message.to_owned(), hint: None });
    }

    /// Says that something is read otherwise than it is shown; no word is lost.
    fn remark(&mut self, place: Span, message: &str) {
        let place = FilePlace::Bytes(place);
        self.findings.push(Finding { severity: Severity::Note, place, message: message.to_owned(), hint: None });
    }
}

/// Returns `true` if an element begins a part of the text.
fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
        || is_heading(name)
        || matches!(name, "ul" | "ol" | "menu" | "li" | "table" | "blockquote" | "hr")
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// Returns `true` if an element has no end tag.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr" | "img" | "input" | "meta" | "link" | "wbr" | "source" | "track" | "col" | "embed" | "area"
    )
}
