//! Parts of a page whose words are not words of the text: what no reader sees, and what belongs to the site around it. Their
//! words are collected, so that a finding can name them.

use super::token::{Token, attribute};
use super::{BLOCKS, decoded, is_heading};
use crate::text::Span;
use std::collections::BTreeSet;

/// Elements that nobody reads: their content is no words.
const NO_WORDS: [&str; 4] = ["head", "script", "style", "template"];
/// Elements whose end tags people leave away.
const OPEN_ENDED: [&str; 8] = ["p", "li", "dt", "dd", "td", "th", "tr", "option"];

/// An element that is not read.
pub(super) struct SkippedElement {
    pub(super) name: String,
    pub(super) place: Span,
    /// What its words are; `None` if nobody misses them.
    pub(super) what: Option<String>,
    pub(super) words: Words,
    /// Elements of the same name that are open, itself included.
    depth: usize,
    /// Lists and tables that are open in it.
    inner: usize,
}

/// What a token means for the element that is skipped.
pub(super) enum Step {
    Inside,
    /// It ends with this token.
    Ends,
    /// It ended before this token.
    Ended,
}

impl SkippedElement {
    pub(super) fn new(name: &str, place: Span, what: Option<String>) -> SkippedElement {
        SkippedElement { name: name.to_owned(), place, what, words: Words::default(), depth: 1, inner: 0 }
    }

    /// Reads on.
    pub(super) fn step(&mut self, page: &str, token: &Token) -> Step {
        if self.depth == 1 && OPEN_ENDED.contains(&self.name.as_str()) && self.is_ended_by(token) {
            return Step::Ended;
        }
        match token {
            Token::Start { name, .. } if *name == self.name => self.depth += 1,
            Token::End { name, .. } if *name == self.name => self.depth -= 1,
            _ => {}
        }
        match token {
            Token::Start { name, .. } if holds(name) => self.inner += 1,
            Token::End { name, .. } if holds(name) => self.inner = self.inner.saturating_sub(1),
            _ => {}
        }
        if self.depth == 0 {
            return Step::Ends;
        }
        self.words.token(page, token);
        Step::Inside
    }

    /// Returns `true` if an element without an end tag has ended before this token.
    fn is_ended_by(&self, token: &Token) -> bool {
        match (self.name.as_str(), token) {
            ("p", Token::Start { name, .. }) => is_block(name),
            ("p", Token::End { name, .. }) => *name != "p" && is_block(name),
            (_, Token::Start { name, .. }) => self.inner == 0 && (*name == self.name || is_sibling(&self.name, name)),
            (_, Token::End { name, .. }) => self.inner == 0 && (holds(name) || self.name != "tr" && *name == "tr"),
            _ => false,
        }
    }
}

fn is_sibling(one: &str, other: &str) -> bool {
    [["dt", "dd"], ["td", "th"]].iter().any(|pair| pair.contains(&one) && pair.contains(&other))
        || matches!(one, "td" | "th") && other == "tr"
}

/// Returns `true` for elements that hold items, rows or choices.
fn holds(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "menu" | "dl" | "table" | "thead" | "tbody" | "tfoot" | "select")
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
        || is_heading(name)
        || matches!(name, "ul" | "ol" | "menu" | "li" | "table" | "tr" | "td" | "th" | "blockquote" | "hr")
}

/// Words that are collected from tokens.
#[derive(Default)]
pub(super) struct Words {
    text: String,
    /// The element without words that the tokens are in.
    silent: Option<String>,
    /// Where the first of them is.
    pub(super) place: Option<Span>,
}

impl Words {
    pub(super) fn token(&mut self, page: &str, token: &Token) {
        if let Some(silent) = &self.silent {
            if matches!(token, Token::End { name, .. } if name == silent) {
                self.silent = None;
            }
            return;
        }
        match token {
            Token::Start { name, .. } if NO_WORDS.contains(&name.as_str()) => self.silent = Some(name.clone()),
            Token::Start { name, .. } | Token::End { name, .. }
                if is_block(name) || matches!(name.as_str(), "br" | "option" | "nav") =>
            {
                self.text.push(' ');
            }
            Token::Text(range) => {
                let words = decoded(&page[*range]);
                if self.place.is_none() && !words.trim().is_empty() {
                    self.place = Some(*range);
                }
                self.text.push_str(&words);
            }
            _ => {}
        }
    }

    /// Returns the words on one line.
    pub(super) fn on_a_line(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Returns the words of tokens, and where the first of them is.
pub(super) fn words_of(page: &str, tokens: &[Token]) -> Option<(String, Span)> {
    let mut words = Words::default();
    for token in tokens {
        words.token(page, token);
    }
    words.place.map(|place| (words.on_a_line(), place))
}

/// Returns `true` if an element with these attributes is hidden from every reader.
pub(super) fn is_hidden(page: &str, name: &str, attributes: Span, sheets: &StyleSheets) -> bool {
    let value = |wanted| attribute(page, attributes, wanted).map(|value| decoded(&page[value]));
    let by_style = value("style").and_then(|style| hides(&declarations(&style)));
    let is_named = |sign: &str, name: &str| sheets.hidden.contains(&format!("{sign}{name}"));
    value("hidden").is_some()
        || name == "dialog" && value("open").is_none()
        || by_style.unwrap_or_else(|| {
            value("id").is_some_and(|id| is_named("#", id.trim()))
                || value("class").is_some_and(|all| all.split_whitespace().any(|one| is_named(".", one)))
        })
}

/// Returns whether declarations hide an element; `None` if they say nothing about it.
fn hides(declarations: &str) -> Option<bool> {
    let says = |own: &str| match own.trim_end_matches("!important") {
        "display:none" | "visibility:hidden" | "visibility:collapse" | "mso-hide:all" => Some(true),
        own if own.starts_with("display:") || own.starts_with("visibility:") => Some(false),
        _ => None,
    };
    let all: Vec<bool> = declarations.split(';').filter_map(says).collect();
    if all.is_empty() { None } else { Some(all.contains(&true)) }
}

/// What the style sheets of a page hide.
#[derive(Default)]
pub(super) struct StyleSheets {
    /// Classes and ids, with their signs.
    hidden: BTreeSet<String>,
}

impl StyleSheets {
    /// Reads the style sheets in a page: the rules for a class or an id alone, outside of any condition.
    pub(super) fn of(page: &str, tokens: &[Token]) -> StyleSheets {
        let mut sheets = StyleSheets::default();
        for (at, token) in tokens.iter().enumerate() {
            if let Token::Start { name, place, .. } = token
                && name == "style"
            {
                let end = match tokens.get(at + 1) {
                    Some(Token::End { place, .. }) => place.start,
                    _ => page.len(),
                };
                sheets.read(&page[place.end..end]);
            }
        }
        sheets
    }

    fn read(&mut self, sheet: &str) {
        let mut rest = sheet;
        while let Some((before, after)) = rest.split_once('{') {
            let selectors = before.rsplit([';', '}']).next().unwrap_or_default();
            let selectors = selectors.rsplit("*/").next().unwrap_or_default().trim().trim_start_matches("<!--");
            if selectors.trim_start().starts_with('@') {
                rest = &after[block_end(after)..];
                continue;
            }
            let (body, next) = after.split_once('}').unwrap_or((after, ""));
            self.rule(selectors, hides(&declarations(body)));
            rest = next;
        }
    }

    fn rule(&mut self, selectors: &str, hides: Option<bool>) {
        let selectors = selectors.split(',').filter_map(|selector| single(selector.trim()));
        match hides {
            Some(true) => self.hidden.extend(selectors),
            Some(false) => selectors.for_each(|selector| drop(self.hidden.take(&selector))),
            None => {}
        }
    }
}

/// Returns where the block that has begun ends, with the blocks in it.
fn block_end(after: &str) -> usize {
    let mut depth = 1;
    for (at, b) in after.bytes().enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    after.len()
}

/// Returns a selector of one class or one id: `.note`, `p.note`, `#note`.
fn single(selector: &str) -> Option<String> {
    let at = selector.find(['.', '#'])?;
    let (element, name) = selector.split_at(at);
    let is_name = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (is_name(element) && name.len() > 1 && is_name(&name[1..])).then(|| name.to_owned())
}

/// Returns declarations of style in small letters and without white space.
pub(super) fn declarations(style: &str) -> String {
    style.to_ascii_lowercase().split_whitespace().collect()
}
