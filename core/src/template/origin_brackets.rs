//! Carries origins through rendering: each printed value and each piece of a template's own text is enclosed in
//! noncharacters, which are removed from the finished text.

use super::Rendered;
use super::escape::escape;
use super::origin_mark::OriginMark;
use super::value::Arg;
use crate::document::Origin;
use crate::text::Span;
use handlebars::{Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext};
use std::sync::{Arc, Mutex, PoisonError};

/// The helper through which every value is printed.
pub(super) const PRINT: &str = "__print";

/// A bracket is OPEN, the digits of its number, TEXT, the text, CLOSE.
const OPEN_TEMPLATE: char = '\u{FDD0}';
const OPEN_VALUE: char = '\u{FDD1}';
const TEXT: char = '\u{FDD2}';
const CLOSE: char = '\u{FDD3}';
const DIGIT_0: u32 = 0xFDE0;

/// Returns `true` if the character is one of the non-characters that carry origins: no datum may hold one.
pub(super) fn is_reserved(c: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&c)
}

/// The place of a template's words: the template's name and a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TemplateLine {
    pub(super) name: String,
    pub(super) line: usize,
}

/// The value printed under a number.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    mark: OriginMark,
    markdown: bool,
    /// The number of the template's place.
    place: usize,
}

/// Everything printed in one rendering.
#[derive(Clone, Debug, Default)]
pub(super) struct PrintLog(Arc<Mutex<Vec<Printed>>>);

impl PrintLog {
    fn add(&self, printed: Printed) -> usize {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.push(printed);
        log.len() - 1
    }

    pub(super) fn take(&self) -> Vec<Printed> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Encloses a template's own text.
pub(super) fn bracket_template(place: usize, text: &str) -> String {
    bracket(OPEN_TEMPLATE, place, text)
}

/// Encloses a text. Noncharacters in it are removed: a template's literals may contain them.
fn bracket(open: char, number: usize, text: &str) -> String {
    let digits = format!("{number:x}");
    let digits = digits.chars().filter_map(|digit| char::from_u32(DIGIT_0 + digit.to_digit(16)?));
    let text = text.chars().filter(|&c| !is_reserved(c));
    std::iter::once(open).chain(digits).chain([TEXT]).chain(text).chain([CLOSE]).collect()
}

/// `{{__print value place}}`.
pub(super) struct Print(pub(super) PrintLog);

impl HelperDef for Print {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        scope: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let [value, place] = helper.params().as_slice() else { return Ok(()) };
        let place = place.value().as_u64().and_then(|place| usize::try_from(place).ok()).unwrap_or_default();
        let value = Arg::new(value, context, scope)?;
        let pieces = value.pieces()?;
        // A plan may have a space to print between two data; a datum that is only a space is a gap in the sentence.
        let of_plan = value.pointer().is_some_and(|pointer| pointer.starts_with("/plan/"));
        let is_blank = |text: &str| if of_plan { text.is_empty() } else { text.trim().is_empty() };
        if pieces.iter().all(|piece| is_blank(&piece.text)) {
            return Err(value.absent("no words").into());
        }
        for piece in pieces {
            let number = self.0.add(Printed { mark: piece.mark, markdown: piece.markdown, place });
            out.write(&bracket(OPEN_VALUE, number, &piece.text))?;
        }
        Ok(())
    }
}

/// Takes the brackets out of a rendered text. `origin` says what a mark means.
pub(super) fn strip(
    text: &str,
    places: &[TemplateLine],
    log: &[Printed],
    origin: impl Fn(&OriginMark) -> Option<Origin>,
) -> Rendered {
    let mut rendered = Rendered { markdown: String::with_capacity(text.len()), origins: Vec::new() };
    let mut rest = text;
    while let Some(bracket) = Bracket::first(rest) {
        rest = bracket.rest;
        if bracket.open == OPEN_TEMPLATE {
            push_template(&mut rendered, bracket.text, &places[bracket.number]);
            continue;
        }
        let printed = &log[bracket.number];
        let text = if printed.markdown {
            bracket.text.to_owned()
        } else {
            escape(bracket.text, &rendered.markdown, next_visible(rest))
        };
        let place = &places[printed.place];
        let own = || Origin::Template { name: place.name.clone(), line: place.line };
        push(&mut rendered, &text, origin(&printed.mark).unwrap_or_else(own));
    }
    rendered
}

struct Bracket<'a> {
    open: char,
    number: usize,
    text: &'a str,
    rest: &'a str,
}

impl<'a> Bracket<'a> {
    fn first(text: &'a str) -> Option<Bracket<'a>> {
        let start = text.find([OPEN_TEMPLATE, OPEN_VALUE])?;
        let open = text[start..].chars().next()?;
        let (digits, after) = text[start + open.len_utf8()..].split_once(TEXT)?;
        let (text, rest) = after.split_once(CLOSE)?;
        let number = digits.chars().fold(0, |number, digit| number * 16 + (digit as usize - DIGIT_0 as usize));
        Some(Bracket { open, number, text, rest })
    }
}

fn next_visible(rest: &str) -> Option<char> {
    rest.chars().find(|&c| !is_reserved(c))
}

/// Adds a template's own text, a span for each line.
fn push_template(rendered: &mut Rendered, text: &str, place: &TemplateLine) {
    for (index, line) in text.split_inclusive('\n').enumerate() {
        push(rendered, line, Origin::Template { name: place.name.clone(), line: place.line + index });
    }
}

fn push(rendered: &mut Rendered, text: &str, origin: Origin) {
    if text.is_empty() {
        return;
    }
    let start = rendered.markdown.len();
    rendered.markdown.push_str(text);
    rendered.origins.push((Span::new(start, rendered.markdown.len()), origin));
}
