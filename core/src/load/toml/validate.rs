//! Validates a parsed text against a schema and collects every difference.

use super::TextFinding;
use super::date::{day_hint, day_problem, moment_hint, moment_problem};
use super::shape::Shape;
use crate::finding::Finding;
use crate::inspection::AreaId;
use crate::text::{Span, printable, shortened, suggestion};
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

/// A walk over a text's tables.
pub(super) struct Validator<'t> {
    text: &'t str,
    /// Whether the text was parsed without an error, so that a missing key really is missing.
    complete: bool,
    pub(super) findings: Vec<TextFinding>,
}

/// A position in the walk.
#[derive(Clone, Copy)]
struct Position<'k> {
    /// The key of the value or of the list that holds it; empty for the whole file.
    key: &'k str,
    /// Whether it is an item of a list.
    item: bool,
    place: Span,
}

impl Position<'_> {
    /// Returns the name in messages.
    fn name(&self) -> String {
        if self.item { format!("an item of `{}`", self.key) } else { format!("`{}`", self.key) }
    }
}

impl<'t> Validator<'t> {
    pub(super) fn new(text: &'t str, complete: bool) -> Validator<'t> {
        Validator { text, complete, findings: Vec::new() }
    }

    pub(super) fn root(&mut self, root: &Spanned<DeTable<'_>>, schema: &Value) {
        self.table(&Position { key: "", item: false, place: Span::at(0) }, root.get_ref(), &Shape::of(schema));
    }

    pub(super) fn value(&mut self, key: &str, item: bool, value: &Spanned<DeValue<'_>>, schema: &Value) {
        let at = Position { key, item, place: value.span().into() };
        if let DeValue::String(text) = value.get_ref() {
            self.controls(&at, text);
        }
        let shape = Shape::of(schema);
        match (&shape, value.get_ref()) {
            (Shape::Table { .. }, DeValue::Table(table)) => self.table(&at, table, &shape),
            (Shape::List(items), DeValue::Array(values)) => {
                for (value, schema) in values.iter().zip(items.iter().cycle()) {
                    self.value(key, true, value, schema);
                }
            }
            (Shape::Choice(words), DeValue::String(text)) => self.choice(&at, text, words),
            (Shape::Id, DeValue::String(text)) => self.id(at.place, text),
            (Shape::Day, DeValue::String(text)) => self.report(at.place, day_problem(text), || day_hint(text)),
            (Shape::Moment, DeValue::String(text)) => self.report(at.place, moment_problem(text), || moment_hint(text)),
            (Shape::Day, DeValue::Datetime(date)) => {
                let text = date.to_string();
                self.report(at.place, day_problem(&text), || day_hint(&text));
            }
            (Shape::Moment, DeValue::Datetime(date)) => {
                let text = date.to_string();
                self.report(at.place, moment_problem(&text), || moment_hint(&text));
            }
            (Shape::Whole(least, most), DeValue::Integer(number)) => self.whole(&at, number, *least, *most),
            (Shape::Text, DeValue::String(_))
            | (Shape::Number, DeValue::Integer(_) | DeValue::Float(_))
            | (Shape::Truth, DeValue::Boolean(_))
            | (Shape::Any, _) => {}
            (_, other) => self.wrong_type(at, &shape, other),
        }
    }

    fn table(&mut self, at: &Position<'_>, table: &DeTable<'_>, shape: &Shape<'_>) {
        let Shape::Table { known, other, id_keys, required } = shape else { return };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            self.controls(&Position { key: name, item: false, place: key.span().into() }, name);
            if *id_keys {
                self.id(key.span().into(), name);
            }
            if let Some(schema) = known.and_then(|known| known.get(name)).or(*other) {
                self.value(name, false, value, schema);
            } else {
                let known = known.iter().flat_map(|known| known.keys()).map(String::as_str);
                let message = format!("unknown key `{}`{}", shortened(name), self.inside(at));
                self.findings.push(Finding::error(key.span().into(), message).with_hint(suggestion(name, known)));
            }
        }
        for name in required.iter().filter(|name| self.complete && !table.contains_key(**name)) {
            let finding = Finding::error(at.place, format!("`{name}` is missing{}", self.inside(at)));
            let about = known.and_then(|known| known.get(*name)?.get("description")?.as_str());
            self.findings.push(match about {
                Some(about) => finding.with_hint(format!("{name}: {}", first_line(about))),
                None => finding,
            });
        }
    }

    /// Returns " in …" with a table's header as written or, without one, its name; nothing for the whole file.
    fn inside(&self, at: &Position<'_>) -> String {
        match at.place.get(self.text) {
            Some(header) if header.starts_with('[') => format!(" in `{header}`"),
            _ if at.key.is_empty() => String::new(),
            _ => format!(" in {}", at.name()),
        }
    }

    fn report(&mut self, place: Span, problem: Option<String>, hint: impl FnOnce() -> String) {
        if let Some(problem) = problem {
            self.findings.push(Finding::error(place, problem).with_hint(hint()));
        }
    }

    /// Reports control characters: they could command a terminal, and a page may not contain them.
    fn controls(&mut self, at: &Position<'_>, text: &str) {
        if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            let name = printable(&at.name()).replace('\n', " ");
            let message = format!("{name} holds the control character U+{:04X}", u32::from(c));
            self.findings.push(Finding::error(at.place, message).with_hint("take it out"));
        }
    }

    fn choice(&mut self, at: &Position<'_>, text: &str, words: &[&str]) {
        let problem = (!words.contains(&text)).then(|| format!("{} cannot be `{}`", at.name(), shortened(text)));
        self.report(at.place, problem, || suggestion(text, words.iter().copied()));
    }

    fn id(&mut self, place: Span, text: &str) {
        // All identifiers have the form of an area's.
        let problem = AreaId::new(text).err().map(|error| error.to_string());
        self.report(place, problem, || {
            let words = text.to_lowercase();
            let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            format!("write it in the manner of `{}`", words.collect::<Vec<_>>().join("-"))
        });
    }

    fn whole(&mut self, at: &Position<'_>, number: &DeInteger<'_>, least: i128, most: i128) {
        let value = i128::from_str_radix(number.as_str(), number.radix()).ok();
        let bound = match value {
            Some(value) if value < least => format!("at least {least}"),
            Some(value) if value <= most => return,
            _ => format!("at most {most}"),
        };
        self.findings.push(Finding::error(at.place, format!("{} must be {bound}", at.name())));
    }

    fn wrong_type(&mut self, at: Position<'_>, shape: &Shape<'_>, value: &DeValue<'_>) {
        let found = match value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("{} must be {}, not {found}", at.name(), shape.name());
        let hint = match (shape, value) {
            _ if at.item && matches!(shape, Shape::List(_) | Shape::Table { .. }) => None,
            (Shape::List(_), _) if shape.name() == "a list of tables" => {
                Some(format!("write [[{}]] over each of them, with two brackets", at.key))
            }
            (Shape::List(_), DeValue::String(_)) => Some("put it in square brackets: [\"…\"]".to_owned()),
            (Shape::Table { .. }, _) => Some(format!("write [{}] over its keys, with one bracket", at.key)),
            (Shape::Text, DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_)) => {
                Some("put it in quotation marks: \"…\"".to_owned())
            }
            (Shape::Truth | Shape::Whole(..) | Shape::Number, DeValue::String(_)) => {
                Some("leave the quotation marks out".to_owned())
            }
            (Shape::Day, _) => Some(day_hint("")),
            (Shape::Moment, _) => Some(moment_hint("")),
            _ => None,
        };
        self.findings.push(Finding { hint, ..Finding::error(at.place, message) });
    }
}

/// Returns the first line of a description, without its full stop.
fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end_matches('.')
}
