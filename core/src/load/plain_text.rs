//! Reads plain text: an email, a press cutting, or text pasted from a page.

use super::document_builder::{Builder, Built, DEEPEST, OpenBlock};
use crate::document::{Block, Document, FilePlace, Places, Run};
use crate::finding::{Finding, Severity};
use crate::text::Span;

/// Characters of the longest line that is taken for a title.
const LONGEST_TITLE: usize = 120;
/// Characters of the widest lines that are taken for lines broken by a program.
const WIDEST: usize = 100;

/// Reads a text. Empty lines separate paragraphs. Lines without one between them are one paragraph if a program seems
/// to have wrapped them (the next word would not have fitted, or the sentence goes on in lower case), else a paragraph
/// each. "-", "•", "*" and numbers from 1 at the start of a line mark items; a short first line without a full stop is
/// the title.
pub fn read(text: &str) -> (Document, Places, Vec<Finding<FilePlace>>) {
    let lines = lines(text);
    let width = lines.iter().map(|line| text[line.words].chars().count()).max().unwrap_or(0);
    let mut reader = PlainReader { text, width, builder: Builder::new(), lists: Vec::new() };
    let first = lines.iter().position(|line| !line.words.is_empty());
    let mut before: Option<&TextLine> = None;
    for (index, line) in lines.iter().enumerate() {
        let after = lines.get(index + 1);
        if Some(index) == first && reader.is_title(line, after) && lines.len() > index + 1 {
            reader.words(line.words);
            reader.builder.heading(1);
        } else {
            reader.line(line, before);
        }
        before = Some(line);
    }
    let Built { document, places, mut findings } = reader.builder.finish();
    if let Some(first) = lines.iter().find(|line| line.quoted) {
        findings.push(Finding {
            severity: Severity::Note,
            place: FilePlace::Bytes(first.words),
            message: "the marks (>) before the lines that a mail quotes are left out".to_owned(),
            hint: None,
        });
    }
    (document, places, findings)
}

/// A line without the white space at its ends.
struct TextLine {
    words: Span,
    /// The distance of its words from the margin.
    indent: usize,
    /// Whether a mail program marked it as quoted.
    quoted: bool,
}

fn lines(text: &str) -> Vec<TextLine> {
    let mut at = 0;
    let line = |line: &str| {
        let mark = quotation_mark(line);
        let own = &line[mark..];
        let start = at + mark + (own.len() - own.trim_start().len());
        let end = (at + line.trim_end().len()).max(at + mark);
        let words = Span::new(start.min(end), end);
        at += line.len();
        TextLine { indent: words.start - (at - line.len()) - mark, words, quoted: mark > 0 }
    };
    cut(text).map(line).collect()
}

/// Cuts a text after each line. A line ends as on any system: on old Macs with a carriage return alone.
fn cut(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']);
        let end = end.map_or(rest.len(), |at| {
            let is_pair = rest[at..].starts_with("\r\n");
            at + if is_pair { 2 } else { rest[at..].chars().next().map_or(0, char::len_utf8) }
        });
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}

/// Returns the length of the marks that mail programs put before each line that they quote: `> `, `>> `.
fn quotation_mark(line: &str) -> usize {
    let mut at = 0;
    while line[at..].starts_with('>') {
        at += 1;
        if line[at..].starts_with(" >") {
            at += 1;
        }
    }
    let after = &line[at..];
    let is_mark = at > 0 && (after.trim().is_empty() || after.starts_with([' ', '\t']));
    if is_mark { at } else { 0 }
}

/// A list that is open: how far its marks are from the margin, and the number of its next item.
struct OpenList {
    indent: usize,
    next: Option<u64>,
}

struct PlainReader<'a> {
    text: &'a str,
    /// Characters of the longest line.
    width: usize,
    builder: Builder,
    lists: Vec<OpenList>,
}

impl PlainReader<'_> {
    fn line(&mut self, line: &TextLine, before: Option<&TextLine>) {
        let text = &self.text[line.words];
        let after_blank = before.is_none_or(|before| before.words.is_empty());
        if text.is_empty() {
            self.builder.flush();
        } else if text.len() > 2 && (text.bytes().all(|b| b == b'-') || text.bytes().all(|b| b == b'*' || b == b'_')) {
            self.close_lists(0);
            self.builder.block(Block::Rule);
        } else if let Some((mark, number)) = self.mark(line) {
            self.item(line.indent, number);
            self.words(Span::new(line.words.start + mark, line.words.end));
        } else {
            let goes_on = !after_blank && before.is_some_and(|before| self.goes_on(before, line));
            if goes_on && let Some(before) = before {
                self.push(" ", Span::new(before.words.end, line.words.start));
            } else {
                self.builder.flush();
                self.close_lists(line.indent);
            }
            self.words(line.words);
        }
    }

    fn is_title(&self, line: &TextLine, after: Option<&TextLine>) -> bool {
        let text = &self.text[line.words];
        let end = text.trim_end_matches(['’', '”', '\'', '"', ')']);
        let stops = end.ends_with(['.', '!', '?', ',', ';', ':', '…', '-', '–']);
        let alone = after.is_none_or(|after| after.words.is_empty() || !self.goes_on(line, after));
        text.chars().count() <= LONGEST_TITLE && !stops && self.mark(line).is_none() && alone
    }

    /// Returns `true` if the next line continues this one.
    fn goes_on(&self, line: &TextLine, next: &TextLine) -> bool {
        if self.width > WIDEST {
            return false;
        }
        let (text, after) = (&self.text[line.words], &self.text[next.words]);
        let first_word = after.split_whitespace().next().unwrap_or_default().chars().count();
        let full = text.chars().count() + 1 + first_word > self.width;
        let open = text.ends_with(|c: char| c.is_alphanumeric() || c == ',') && after.starts_with(char::is_lowercase);
        full || open
    }

    /// Returns the length of an item's marker at the start of a line, and its number.
    fn mark(&self, line: &TextLine) -> Option<(usize, Option<u64>)> {
        let text = &self.text[line.words];
        let rest = text.strip_prefix(['-', '•', '*', '·', '▪', '◦', '●', '◼', '–']);
        if let Some(words) = rest.filter(|rest| rest.starts_with([' ', '\t', '\u{a0}'])) {
            return Some((text.len() - words.trim_start().len(), None));
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = text.get(..digits).filter(|_| digits < 4)?.parse().ok()?;
        let words = text[digits..].strip_prefix(['.', ')']).filter(|rest| rest.starts_with([' ', '\t']))?;
        let expected = self.lists.iter().rev().find(|list| list.indent <= line.indent).and_then(|list| list.next);
        let fits = number == 1 || expected == Some(number);
        fits.then(|| (text.len() - words.trim_start().len(), Some(number)))
    }

    /// Opens an item, in the list that its mark's place says.
    fn item(&mut self, indent: usize, number: Option<u64>) {
        self.builder.flush();
        while self.lists.last().is_some_and(|list| list.indent > indent) {
            self.close_list();
        }
        let same =
            |list: &OpenList| list.indent == indent && (list.next.is_none() == number.is_none() && number != Some(1));
        let full = self.builder.frames.len() + 2 > DEEPEST;
        match self.lists.last() {
            Some(list) if same(list) || full => self.builder.close(),
            last => {
                if last.is_some_and(|list| list.indent == indent) {
                    self.close_list();
                }
                self.builder.open(OpenBlock::List { start: number, items: Vec::new() });
                self.lists.push(OpenList { indent, next: None });
            }
        }
        self.builder.open(OpenBlock::Blocks(Vec::new()));
        if let Some(list) = self.lists.last_mut() {
            list.next = number.map(|number| number + 1);
        }
    }

    fn close_list(&mut self) {
        self.builder.close();
        self.builder.close();
        self.lists.pop();
    }

    /// Closes the lists that words at this distance from the margin do not belong to.
    fn close_lists(&mut self, indent: usize) {
        while self.lists.last().is_some_and(|list| list.indent >= indent) {
            self.close_list();
        }
    }

    fn words(&mut self, range: Span) {
        self.push(&self.text[range], range);
    }

    fn push(&mut self, text: &str, place: Span) {
        self.builder.words.push(Run { text: text.to_owned(), ..Run::default() }, FilePlace::Bytes(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{to_markdown, to_text};

    fn markdown(text: &str) -> String {
        to_markdown(&read(text).0)
    }

    #[test]
    fn a_cutting_with_a_line_a_paragraph() {
        let long = "Inspectors said that children are safe and well looked after by people who know them, and that the council listens.";
        assert_eq!(
            markdown(&format!("Council rated Good\r\n{long}\r\nImage: a team.\r\n\r\nIn related news:\r\n")),
            format!("# Council rated Good\n\n{long}\n\nImage: a team.\n\nIn related news:\n")
        );
    }

    #[test]
    fn an_email_whose_lines_a_program_broke() {
        assert_eq!(
            markdown(
                "Dear all,\n\nThe council has been rated Good by Ofsted, and\nwe thank everybody who had a part in it.\nYours\nA. Person\n"
            ),
            "Dear all,\n\nThe council has been rated Good by Ofsted, and we thank everybody who had a part in it.\n\nYours\n\nA. Person\n"
        );
    }

    #[test]
    fn lines_end_as_on_any_system() {
        assert_eq!(
            markdown("Title\r\rShort.\rA line that is longer than the others.\r"),
            "# Title\n\nShort.\n\nA line that is longer than the others.\n"
        );
        assert_eq!(markdown("Title\r\n\r\nOne.\r\n"), "# Title\n\nOne.\n");
    }

    #[test]
    fn the_marks_of_a_quoted_mail_are_no_words() {
        let text = "Hello,\n\n> They said: “Children are safe,\n> loved and heard.”\n>\n>> Older words.\n>> \n\n>5 is no mark.\n";
        let (document, _, findings) = read(text);
        assert_eq!(
            to_text(&document),
            "Hello,\n\nThey said: “Children are safe, loved and heard.”\n\nOlder words.\n\n>5 is no mark.\n"
        );
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn lists_and_lines() {
        assert_eq!(
            markdown(
                "Title\n\n• one\n• two\n\n1. a\n2. b\n   - c\n   - d\n3. e\n\n2025. No item.\n\n---\n- x\n  y goes in\n"
            ),
            "# Title\n\n- one\n- two\n\n1) a\n2) b\n   - c\n   - d\n3) e\n\n2025\\. No item.\n\n---\n\n- x y goes in\n"
        );
    }

    #[test]
    fn what_was_exported_as_text_has_its_lists_again() {
        let text = "Good for Avershire\n\nOne.\n\n1. One\n2. Two\n   - a\n   - b\n\nMore.\n";
        assert_eq!(to_text(&read(text).0), text);
    }

    #[test]
    fn marks_without_end_open_no_lists_without_end() {
        let deep: String = (0..500).flat_map(|n| [" ".repeat(n), "- x\n".to_owned()]).collect();
        let document = read(&deep).0;
        assert_eq!(document.leaves().len(), 500);
        assert!(document.leaves().iter().all(|leaf| leaf.within.len() < DEEPEST));
        assert!(read("").0.blocks.is_empty());
    }
}
