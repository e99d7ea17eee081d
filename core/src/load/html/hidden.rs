//! Parts of a page whose words are not words of the text: what no reader sees, and what belongs to the site around it. Their
//! words are collected, so that a finding can name them.

use super::token::{Token, attribute};
use super::{BLOCKS, decoded, is_heading};
use crate::text::Span;

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
pub(super) fn is_hidden(page: &str, name: &str, attributes: Span) -> bool {
    let style = attribute(page, attributes, "style").map(|style| declarations(&decoded(&page[style])));
    let hides = ["display:none", "visibility:hidden", "visibility:collapse", "mso-hide:all"];
    attribute(page, attributes, "hidden").is_some()
        || name == "dialog" && attribute(page, attributes, "open").is_none()
        || style.is_some_and(|style| style.split(';').any(|own| hides.contains(&own.trim_end_matches("!important"))))
}

/// Returns declarations of style in small letters and without white space.
pub(super) fn declarations(style: &str) -> String {
    style.to_ascii_lowercase().split_whitespace().collect()
}
