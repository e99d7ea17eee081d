//! Writes Markdown that reads back to the same document and that a newcomer can read: only what needs an escape gets
//! one. It is read in [`load::markdown`](crate::load::markdown).

use crate::document::{Block, Document, Run};
use std::cmp::Reverse;

pub(super) fn write(document: &Document) -> String {
    let mut text = blocks(&document.blocks, false);
    text.push('\n');
    text
}

/// Blocks with an empty line between them. Two lists in a row have different marks, or they would be one.
fn blocks(blocks: &[Block], in_list: bool) -> String {
    let mut text = String::new();
    let mut lists_in_a_row = 0;
    for block in blocks {
        lists_in_a_row = if matches!(block, Block::List { .. }) { lists_in_a_row + 1 } else { 0 };
        let written = write_block(block, lists_in_a_row % 2 == 0, in_list);
        if !written.is_empty() {
            text.push_str(if text.is_empty() { "" } else { "\n\n" });
            text.push_str(&written);
        }
    }
    text
}

fn write_block(block: &Block, other_mark: bool, in_list: bool) -> String {
    match block {
        Block::Heading { level, runs } => {
            format!("{} {}", "#".repeat(usize::from((*level).clamp(1, 6))), inline(runs, Context::Heading))
        }
        Block::Paragraph(runs) => inline(runs, Context::Paragraph),
        Block::List { start, items } => list(*start, items, other_mark),
        Block::Quote(inner) => {
            let inner = blocks(inner, in_list);
            inner.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
        }
        Block::Table { head, rows } => table(head, rows),
        Block::Image { src, alt } => {
            format!("![{}]({})", inline(alt, Context::Link { in_cell: false }), destination(src))
        }
        // In a list, dashes could be a list of their own.
        Block::Rule => if in_list { "___" } else { "---" }.to_owned(),
    }
}

fn list(start: Option<u64>, items: &[Vec<Block>], other_mark: bool) -> String {
    let between = if items.iter().all(|item| is_tight(item)) { "\n" } else { "\n\n" };
    let mut text = String::new();
    for (item, number) in items.iter().zip(start.unwrap_or_default()..) {
        let marker = match (start, other_mark) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(_), false) => format!("{number}. "),
            (Some(_), true) => format!("{number}) "),
        };
        let inner = match item.as_slice() {
            [Block::Paragraph(runs), nested @ Block::List { .. }] if between == "\n" => {
                format!("{}\n{}", inline(runs, Context::Paragraph), write_block(nested, false, true))
            }
            other => blocks(other, true),
        };
        text.push_str(if text.is_empty() { "" } else { between });
        text.push_str(marker.trim_end());
        for (index, line) in inner.lines().enumerate() {
            match (index, line) {
                (0, _) => text.push(' '),
                (_, "") => text.push('\n'),
                _ => text.extend(["\n", &" ".repeat(marker.len())]),
            }
            text.push_str(line);
        }
    }
    text
}

/// Returns `true` if an item needs no empty lines: a paragraph, or one with a list that can follow it directly.
fn is_tight(item: &[Block]) -> bool {
    match item {
        [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List { start: None | Some(1), items }] => {
            items.first().is_some_and(|first| !first.is_empty()) && items.iter().all(|item| is_tight(item))
        }
        _ => false,
    }
}

fn table(head: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) -> String {
    let row = |cells: &[Vec<Run>]| {
        let cells: Vec<_> = cells.iter().map(|cell| inline(cell, Context::Cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    // Markdown has no table without a row of headings: one that has none has an empty one.
    let columns = rows.iter().map(Vec::len).fold(head.len(), usize::max);
    let none = vec![Vec::new(); columns];
    let head = if head.is_empty() { &none } else { head };
    let rule = format!("|{}", "---|".repeat(columns));
    [row(head), rule].into_iter().chain(rows.iter().map(|cells| row(cells))).collect::<Vec<_>>().join("\n")
}

/// Where words are: it decides what could be mistaken for markup.
#[derive(Clone, Copy, PartialEq)]
enum Context {
    Paragraph,
    Heading,
    Cell,
    /// The words of a link or a picture, and what they are in.
    Link {
        in_cell: bool,
    },
}

#[derive(Clone, Copy, PartialEq)]
enum Look {
    Strong,
    Emphasis,
}

impl Look {
    fn of(run: &Run) -> Vec<Look> {
        let looks = [(run.strong, Look::Strong), (run.emphasis, Look::Emphasis)];
        looks.into_iter().filter_map(|(on, look)| on.then_some(look)).collect()
    }

    fn mark(self) -> &'static str {
        match self {
            Look::Strong => "**",
            Look::Emphasis => "_",
        }
    }
}

fn inline(runs: &[Run], place: Context) -> String {
    let mut writer = Inline::new(place);
    let runs = joined(runs);
    let all: String = runs.iter().map(|run| run.text.as_str()).collect();
    let brackets = all.contains("](") || all.contains("][") || all.contains("]:");
    let mut rest = runs.as_slice();
    while let Some(first) = rest.first() {
        let link = first.link.as_deref();
        let (group, after) = rest.split_at(rest.iter().take_while(|run| run.link.as_deref() == link).count());
        match link {
            None => writer.runs(rest, group.len(), brackets),
            Some(url) => writer.link(rest, group.len(), url),
        }
        rest = after;
    }
    writer.close_down_to(0, None);
    writer.text
}

/// Returns the runs, joined where only the origin differs: markup does not depend on it.
fn joined(runs: &[Run]) -> Vec<Run> {
    let alike = |one: &Run, other: &Run| Look::of(one) == Look::of(other) && one.link == other.link;
    let join = |runs: &[Run]| {
        let text = runs.iter().map(|run| run.text.as_str()).collect();
        Run { text, ..runs[0].clone() }
    };
    runs.chunk_by(alike).map(join).collect()
}

/// Returns `true` if a link shows its own address and can be written as just that.
fn is_bare(run: &Run, url: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$'*+,;=%".contains(c);
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && run.text == url && Look::of(run).is_empty() && url.chars().all(plain)
}

/// Returns an address in brackets, as a link needs it.
fn destination(url: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$'*+,;=%".contains(c) || !c.is_ascii();
    if url.chars().all(|c| plain(c) && !c.is_whitespace()) {
        return url.to_owned();
    }
    let mut text = "<".to_owned();
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' | '|' => text.extend(['\\', c]),
            '&' => text.push_str("&amp;"),
            '\n' | '\r' => text.push_str("%0A"),
            c => text.push(c),
        }
    }
    text + ">"
}

/// Words being written, with the looks that are open.
struct Inline {
    text: String,
    open: Vec<Look>,
    place: Context,
    /// Whether the next letter would keep a closing mark from closing, and has to be written as a number.
    shield_next: bool,
}

impl Inline {
    fn new(place: Context) -> Inline {
        Inline { text: String::new(), open: Vec::new(), place, shield_next: false }
    }

    /// Writes the first `count` of these runs.
    fn runs(&mut self, runs: &[Run], count: usize, brackets: bool) {
        for (index, run) in runs.iter().enumerate().take(count) {
            let next = runs.get(index + 1).and_then(|run| run.text.chars().next());
            let wanted = Look::of(run);
            let first = run.text.chars().next();
            if let Some(index) = self.open.iter().position(|look| !wanted.contains(look)) {
                self.close_down_to(index, first);
            }
            let new = self.to_open(&runs[index..], |_| true);
            for (index, &look) in new.iter().enumerate() {
                self.open(look, first.filter(|_| index + 1 == new.len()));
            }
            self.words(&run.text, next, brackets);
        }
    }

    /// Returns the styles that the first of these runs opens, the longest first, so that it need not be closed and
    /// reopened for another.
    fn to_open(&self, runs: &[Run], wanted: impl Fn(&Look) -> bool) -> Vec<Look> {
        let lasts = |look: &Look| runs.iter().take_while(|run| Look::of(run).contains(look)).count();
        let mut new = runs.first().map(Look::of).unwrap_or_default();
        new.retain(|look| !self.open.contains(look) && wanted(look));
        new.sort_by_key(|look| Reverse(lasts(look)));
        new
    }

    /// Writes a link. Styles of all its words stay open around it, and are opened before it if they continue after it.
    fn link(&mut self, all: &[Run], count: usize, url: &str) {
        let (runs, after) = all.split_at(count);
        let shared = |look: &Look| runs.iter().all(|run| Look::of(run).contains(look));
        let kept = self.open.iter().take_while(|look| shared(look)).count();
        self.close_down_to(kept, Some('['));
        let goes_on: Vec<Look> = after.first().map(Look::of).unwrap_or_default();
        for look in self.to_open(all, |look| shared(look) && goes_on.contains(look)) {
            self.open(look, Some('['));
        }
        let kept = self.open.len();
        if self.text.ends_with('!') {
            self.text.insert(self.text.len() - 1, '\\');
        }
        if let [run] = runs
            && is_bare(run, url)
        {
            self.text.extend(["<", url, ">"]);
            return;
        }
        let place = Context::Link { in_cell: self.place == Context::Cell };
        let mut words = Inline { open: self.open.clone(), ..Inline::new(place) };
        words.runs(runs, count, true);
        words.close_down_to(kept, None);
        self.text.extend(["[", &words.text, "](", &destination(url), ")"]);
    }

    /// Opens a style. A marker directly after a letter opens nothing, unless the letter is written as a character
    /// reference.
    fn open(&mut self, look: Look, first: Option<char>) {
        let strict = look == Look::Emphasis || !first.is_some_and(char::is_alphanumeric);
        if strict && let Some(last) = self.text.pop() {
            if parts(last) {
                self.text.push(last);
            } else {
                self.text.push_str(&as_number(last));
            }
        }
        self.text.push_str(look.mark());
        self.open.push(look);
    }

    fn close_down_to(&mut self, depth: usize, next: Option<char>) {
        while self.open.len() > depth {
            let Some(look) = self.open.pop() else { break };
            let strict = look == Look::Emphasis || !self.text.ends_with(char::is_alphanumeric);
            self.shield_next |= strict && next.is_some_and(|next| !parts(next));
            self.text.push_str(look.mark());
        }
    }

    fn words(&mut self, words: &str, after: Option<char>, brackets: bool) {
        let chars: Vec<char> = words.chars().collect();
        for (index, &c) in chars.iter().enumerate() {
            if std::mem::take(&mut self.shield_next) {
                self.text.push_str(&as_number(c));
                continue;
            }
            if c == '\n' {
                self.text.push_str(match self.place {
                    Context::Paragraph | Context::Link { in_cell: false } => "\\\n",
                    Context::Cell | Context::Link { in_cell: true } => "<br>",
                    Context::Heading => " ",
                });
                continue;
            }
            let rest = &chars[index..];
            if self.is_mark(rest, after, brackets) {
                self.text.push('\\');
            }
            self.text.push(c);
        }
    }

    /// Returns `true` if the first of these characters would be read as a mark.
    fn is_mark(&self, rest: &[char], after: Option<char>, brackets: bool) -> bool {
        let c = rest[0];
        let next = rest.get(1).copied().or(after);
        let before = self.text.chars().last();
        let blank = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() && c != '\n');
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '`' => true,
            // What follows the last character of a run may be markup.
            '\\' | '*' | '_' if rest.len() == 1 => true,
            '*' | '_' if self.starts_line() => true,
            '\\' => next.is_some_and(|next| next.is_ascii_punctuation() || next == '\n'),
            '*' => !(blank(before) && blank(next)),
            // The last letter of a run may be written as a number.
            '_' => !(blank(before) && blank(next) || letter(before) && letter(next) && rest.len() > 2),
            '[' => brackets || self.is_link(),
            ']' => self.is_link(),
            '<' => next.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => is_entity(&rest[1..]),
            '|' => self.place != Context::Heading && (self.place != Context::Paragraph || self.starts_line()),
            // An anchor, as Google Docs writes it after a heading.
            '{' if self.place == Context::Heading => next == Some('#'),
            '#' if self.place == Context::Heading => rest.iter().all(|&c| c == '#'),
            _ => self.starts_block(rest, next),
        }
    }

    fn is_link(&self) -> bool {
        matches!(self.place, Context::Link { .. })
    }

    fn starts_line(&self) -> bool {
        self.place == Context::Paragraph && self.text.is_empty() || self.text.ends_with('\n')
    }

    /// Returns `true` if the first of these characters, at the start of a line, would make it a heading, a list, a quotation, a
    /// rule or a fence.
    fn starts_block(&self, rest: &[char], next: Option<char>) -> bool {
        let blank = next.is_none_or(char::is_whitespace);
        let c = rest[0];
        if matches!(c, '.' | ')') && blank {
            let line = match self.text.rsplit_once('\n') {
                Some((_, line)) => line,
                None if self.place == Context::Paragraph => &self.text,
                None => return false,
            };
            return !line.is_empty() && line.len() < 10 && line.bytes().all(|b| b.is_ascii_digit());
        }
        self.starts_line()
            && match c {
                // A row of dashes under words would make them the headings of a table.
                '-' => blank || matches!(next, Some('-' | '|' | ':')),
                '#' | '+' => blank || next == Some(c),
                '>' | '=' => true,
                '~' => next == Some('~'),
                ':' => next == Some('-'),
                _ => false,
            }
    }
}

/// Returns `true` if a character certainly separates words: white space and common punctuation. Others, such as emoji,
/// currency signs and separate accents, are punctuation in one edition of the standard and not in the next.
fn parts(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '\u{2010}'..='\u{2027}' | '¡' | '¿' | '«' | '»' | '·')
}

/// Returns a character as Markdown takes it for punctuation.
fn as_number(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Returns `true` if the characters after an ampersand make it an entity.
fn is_entity(rest: &[char]) -> bool {
    let name = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    name > 0 && rest.get(name) == Some(&';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::markdown::read;

    fn plain(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    fn paragraph(text: &str) -> Document {
        Document { title: String::new(), blocks: vec![Block::Paragraph(vec![plain(text)])], ..Document::default() }
    }

    #[test]
    fn what_needs_no_escape_has_none() {
        for text in [
            "Council #1 & co. said: it's 5 * 3 (or so) - well, a_b [Statement: leader] costs £1.2m!",
            "2025 was good. 3.5% more",
            "5 < 6 > 4 = no ~ mark | here",
            "#hashtag, -5 degrees, AT&T",
        ] {
            assert_eq!(write(&paragraph(text)), format!("{text}\n"));
            assert_eq!(read(text, &[]).0, paragraph(text));
        }
    }

    #[test]
    fn what_would_be_a_mark_is_escaped() {
        for (text, written) in [
            ("# one", r"\# one"),
            ("- one", r"\- one"),
            ("12. one", r"12\. one"),
            ("*one* _two_", r"\*one\* \_two\_"),
            ("[a](b)", r"\[a](b)"),
            ("<b> &amp; `c`", r"\<b> \&amp; \`c\`"),
            ("one\n===", "one\\\n\\==="),
        ] {
            assert_eq!(write(&paragraph(text)), format!("{written}\n"));
            assert_eq!(read(written, &[]).0, paragraph(text));
        }
    }

    #[test]
    fn blocks_as_a_newcomer_reads_them() {
        let text = "# Good news\n\nA **strong _and soft_** word, [a link](https://a.example/x_y), <https://a.example/>.\n\n- one\n- two\n  - three\n\n\
                    * another list\n\n1. first\n\n   second paragraph\n\n2. next\n\n> quoted\n>\n> twice\n\n\
                    | Area | Grade |\n|---|---|\n| Leaders | Good |\n\n![A boat](b.jpg)\n\n---\n";
        assert_eq!(write(&read(text, &[]).0), text);
    }

    /// Characters and strings that are markup somewhere.
    const MARKS: [&str; 40] = [
        "good",
        "children",
        "“well”",
        "a_b",
        "_",
        "*",
        "**",
        "#",
        "##",
        "-",
        "+",
        "1.",
        "2025.",
        "3)",
        "[x]",
        "](",
        "[a](b)",
        "<b>",
        "<",
        "&amp;",
        "&",
        "`",
        "``",
        "\\",
        "\\*",
        "|",
        "~~~",
        "===",
        "---",
        ">",
        "!",
        "é",
        "x!",
        "(y)",
        "_z",
        "z_",
        "*w",
        "’s",
        ":--",
        "[n]:",
    ];

    /// Marks in any order are some document, and writing it changes nothing (but for code and HTML, which are doubted).
    #[test]
    fn whatever_is_read_is_written_the_same() {
        let mut dice = 0_u64;
        let mut below = |limit: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((dice >> 33) % limit).unwrap()
        };
        for number in 0..2000 {
            let soup: String =
                (0..12).map(|_| MARKS[below(40)].to_owned() + [" ", "\n", "\n\n", ""][below(4)]).collect();
            let (document, doubts) = read(&soup, &[]);
            let written = write(&document);
            let back = read(&written, &[]).0;
            assert!(!doubts.is_empty() || back == document, "text {number}:\n{soup}\n=>\n{written}");
        }
    }
}
