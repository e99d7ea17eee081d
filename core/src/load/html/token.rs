//! Tokenises a page, keeping places. Nothing is an error: as in a browser, anything that is not a tag is text.

use crate::text::Span;
use quick_xml::escape::resolve_html5_entity;

/// A piece of a page. Names are in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Text(Span),
    Start {
        name: String,
        /// The bytes between the tag's name and its end.
        attributes: Span,
        place: Span,
    },
    End {
        name: String,
        place: Span,
    },
    /// Something that begins here and never ends: the rest of the page belongs to it.
    Unclosed {
        what: &'static str,
        place: Span,
    },
}

/// Elements whose content is not markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "iframe", "xmp"];

/// Returns the tokens of a page: its comments, its declarations and the inside of its scripts are left out.
pub(super) fn tokens(page: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut at, mut text) = (0, 0);
    while let Some(found) = page[at..].find('<') {
        let start = at + found;
        let Some(end) = markup(page, start, &mut tokens, text) else {
            at = start + 1;
            continue;
        };
        (at, text) = (end, end);
        if let Some(Token::Start { name, .. }) = tokens.last()
            && RAW.contains(&name.as_str())
        {
            let close = closing(page, at, name);
            let is_title = name == "title";
            if matches!(name.as_str(), "title" | "textarea" | "xmp") {
                tokens.push(Token::Text(Span::new(at, close)));
            }
            if is_title && close == page.len() {
                tokens.push(Token::Unclosed { what: "the title", place: Span::new(start, at) });
            }
            (at, text) = (close, close);
        }
    }
    push_text(&mut tokens, Span::new(text, page.len()));
    tokens
}

/// Reads a tag, a comment or a declaration at `start`, after the text before it; returns its end, or `None` if it is
/// text.
fn markup(page: &str, start: usize, tokens: &mut Vec<Token>, text: usize) -> Option<usize> {
    let rest = &page[start..];
    let hidden = match rest.as_bytes() {
        [b'<', b'!', b'-', b'-', ..] => Some(("a comment", "-->")),
        [b'<', b'!' | b'?', ..] => Some(("a declaration", ">")),
        _ => None,
    };
    if let Some((what, mark)) = hidden {
        push_text(tokens, Span::new(text, start));
        let end = rest.find(mark).map(|at| start + at + mark.len());
        if end.is_none() {
            tokens.push(Token::Unclosed { what, place: Span::new(start, start + 2) });
        }
        return Some(end.unwrap_or(page.len()));
    }
    let is_end = rest.starts_with("</");
    let name_at = start + 1 + usize::from(is_end);
    let name: String = page[name_at..].chars().take_while(|c| !c.is_whitespace() && !"/><".contains(*c)).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    push_text(tokens, Span::new(text, start));
    let end = tag_end(page, name_at + name.len());
    let attributes = Span::new(name_at + name.len(), end);
    let place = Span::new(start, (end + 1).min(page.len()));
    let stop = place.end;
    let name = name.to_ascii_lowercase();
    if end == page.len() {
        tokens.push(Token::Unclosed { what: "a tag", place: Span::new(start, name_at + name.len()) });
    }
    tokens.push(if is_end { Token::End { name, place } } else { Token::Start { name, attributes, place } });
    Some(stop)
}

fn push_text(tokens: &mut Vec<Token>, text: Span) {
    if !text.is_empty() {
        tokens.push(Token::Text(text));
    }
}

/// Returns the position of a tag's `>`, ignoring those in quotes.
fn tag_end(page: &str, from: usize) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, b) in page.bytes().enumerate().skip(from) {
        match (quote, b) {
            (Some(open), b) if b == open => quote = None,
            (None, b'"' | b'\'') if after_equals => quote = Some(b),
            (None, b'>') => return at,
            _ => {}
        }
        after_equals = b == b'=' || after_equals && b.is_ascii_whitespace();
    }
    page.len()
}

/// Returns the position of a raw element's end tag.
fn closing(page: &str, from: usize, name: &str) -> usize {
    let starts = |at: usize| {
        page.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    page[from..].match_indices("</").map(|(at, _)| from + at).find(|&at| starts(at)).unwrap_or(page.len())
}

/// Returns the place of an attribute's value in the page; an empty one where it has none.
pub(super) fn attribute(page: &str, attributes: Span, wanted: &str) -> Option<Span> {
    let mut at = attributes.start;
    let skip = |at: usize, skipped: &dyn Fn(char) -> bool| {
        at + page[at..attributes.end].find(|c| !skipped(c)).unwrap_or(attributes.end - at)
    };
    while at < attributes.end {
        at = skip(at, &|c| c.is_whitespace() || c == '/');
        let name = Span::new(at, skip(at, &|c| !c.is_whitespace() && !"=/".contains(c)));
        // A stray equals sign is not a name.
        let name = if name.is_empty() { Span::new(at, (at + 1).min(attributes.end)) } else { name };
        at = skip(name.end, &char::is_whitespace);
        let mut value = Span::at(name.end);
        if page[at..attributes.end].starts_with('=') {
            at = skip(at + 1, &char::is_whitespace);
            value = match page[at..attributes.end].chars().next() {
                Some(quote @ ('"' | '\'')) => Span::new(at + 1, skip(at + 1, &|c| c != quote)),
                _ => Span::new(at, skip(at, &|c| !c.is_whitespace())),
            };
            at = if value.start > at { (value.end + 1).min(attributes.end) } else { value.end };
        }
        if page[name].eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
    }
    None
}

/// Characters of the longest name of an entity.
const LONGEST_ENTITY: usize = 33;
/// Entities that old pages write without a semicolon.
const OLD: [(&str, &str); 7] =
    [("nbsp", "\u{a0}"), ("pound", "£"), ("copy", "©"), ("quot", "\""), ("amp", "&"), ("lt", "<"), ("gt", ">")];

/// Decodes the entity at the start of a text: the characters, and the number of bytes read.
pub(super) fn entity(text: &str) -> Option<(String, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(LONGEST_ENTITY).position(|b| b == b';');
    if let Some(number) = body.strip_prefix('#') {
        let hex = number.starts_with(['x', 'X']);
        let digits: String =
            number.chars().skip(usize::from(hex)).take_while(char::is_ascii_hexdigit).take(8).collect();
        let code = u32::from_str_radix(&digits, if hex { 16 } else { 10 }).ok()?;
        let len = 2 + usize::from(hex) + digits.len();
        let len = len + usize::from(text[len..].starts_with(';'));
        return Some((character(code).to_string(), len));
    }
    if let Some(found) = end.and_then(|end| Some((resolve_html5_entity(body.get(..end)?)?.to_owned(), end + 2))) {
        return Some(found);
    }
    OLD.iter().find(|(name, _)| body.starts_with(name)).map(|(name, text)| ((*text).to_owned(), name.len() + 1))
}

/// Pages that name characters by their number in Windows-1252 are read as every browser reads them.
fn character(code: u32) -> char {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => crate::text::windows_1252(byte),
        _ => char::from_u32(code).filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: &str) -> Vec<String> {
        let show = |token: Token| match token {
            Token::Text(range) => page[range].to_owned(),
            Token::Start { place, .. } | Token::End { place, .. } => page[place].to_owned(),
            Token::Unclosed { what, place } => format!("{what}: {}", &page[place]),
        };
        tokens(page).into_iter().map(show).collect()
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(
            shown("a < b <!-- c --><P title='>'>d</p <script>if (a<b) {}</SCRIPT>e <"),
            ["a < b ", "<P title='>'>", "d", "</p <script>", "if (a", "<b) {}</SCRIPT>", "e <"]
        );
        assert_eq!(shown("<script>a<b></b></script>c"), ["<script>", "</script>", "c"]);
        assert_eq!(shown("<p"), ["a tag: <p", "<p"]);
        assert_eq!(shown("a <!-- b <p>c</p>"), ["a ", "a comment: <!"]);
        assert_eq!(shown("<p title='a>b</p>"), ["a tag: <p", "<p title='a>b</p>"]);
    }

    #[test]
    fn attributes_and_entities() {
        let page = "<img alt=\"a &amp; b\" src=c hidden = 'd'>";
        let all = Span::new(4, page.len() - 1);
        let value = |name| attribute(page, all, name).map(|range| &page[range]);
        assert_eq!([value("alt"), value("SRC"), value("hidden")], [Some("a &amp; b"), Some("c"), Some("d")]);
        assert_eq!(attribute("<p = a>", Span::new(2, 6), "b"), None);
        assert_eq!(entity("&eacute;t"), Some(("é".to_owned(), 8)));
        assert_eq!(entity("&#8217;s"), Some(("’".to_owned(), 7)));
        assert_eq!(entity("&#x92s"), Some(("’".to_owned(), 5)));
        assert_eq!(entity("&amp c"), Some(("&".to_owned(), 4)));
        assert_eq!(entity("& c;"), None);
    }
}
