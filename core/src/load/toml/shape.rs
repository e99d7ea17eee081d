//! What a JSON Schema requires of one value, for schemas generated from our types (references inlined).

use crate::inspection::ID_PATTERN;
use serde_json::{Map, Value};

/// The type that a schema requires.
pub(super) enum Shape<'s> {
    /// A table: its known keys; where other keys are allowed, what their values must be, and whether those keys are
    /// identifiers; the keys that it must have.
    Table { known: Option<&'s Map<String, Value>>, other: Option<&'s Value>, id_keys: bool, required: Vec<&'s str> },
    /// A list with such items.
    List(Option<&'s Value>),
    /// One of these words.
    Choice(Vec<&'s str>),
    /// A day.
    Day,
    /// A day with a time.
    Moment,
    /// An identifier.
    Id,
    /// Any text.
    Text,
    /// A whole number, both bounds included.
    Whole(i128, i128),
    /// Any number.
    Number,
    /// True or false.
    Truth,
    /// Something that is left to the type itself.
    Any,
}

impl<'s> Shape<'s> {
    pub(super) fn of(schema: &'s Value) -> Shape<'s> {
        if let Some(options) = schema.get("anyOf").and_then(Value::as_array) {
            let mut real = options.iter().filter(|option| option.get("type").is_none_or(|kind| kind != "null"));
            return match (real.next(), real.next()) {
                (Some(only), None) => Shape::of(only),
                _ => Shape::Any,
            };
        }
        if let Some(words) = choice(schema) {
            return Shape::Choice(words);
        }
        match kind(schema) {
            Some("object") => Shape::table(schema),
            Some("array") => Shape::List(schema.get("items")),
            Some("integer") => Shape::whole(schema),
            Some("number") => Shape::Number,
            Some("boolean") => Shape::Truth,
            Some("string") => Shape::text(schema),
            _ => Shape::Any,
        }
    }

    fn table(schema: &'s Value) -> Shape<'s> {
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        let other =
            patterns.and_then(|patterns| patterns.values().next()).or_else(|| schema.get("additionalProperties"));
        let required = schema.get("required").and_then(Value::as_array);
        Shape::Table {
            known: schema.get("properties").and_then(Value::as_object),
            id_keys: patterns.is_some_and(|patterns| patterns.contains_key(ID_PATTERN)),
            other: other.filter(|other| **other != Value::Bool(false)),
            required: required.into_iter().flatten().filter_map(Value::as_str).collect(),
        }
    }

    fn whole(schema: &'s Value) -> Shape<'s> {
        let (least, most) = match schema.get("format").and_then(Value::as_str) {
            Some("uint8") => (0, u8::MAX.into()),
            Some("uint16") => (0, u16::MAX.into()),
            Some("uint32") => (0, u32::MAX.into()),
            Some("uint" | "uint64") => (0, i64::MAX.into()),
            Some("int8") => (i8::MIN.into(), i8::MAX.into()),
            Some("int16") => (i16::MIN.into(), i16::MAX.into()),
            Some("int32") => (i32::MIN.into(), i32::MAX.into()),
            _ => (i64::MIN.into(), i64::MAX.into()),
        };
        let bound = |key: &str| schema.get(key).and_then(Value::as_i64).map(i128::from);
        Shape::Whole(bound("minimum").unwrap_or(least), bound("maximum").unwrap_or(most))
    }

    fn text(schema: &'s Value) -> Shape<'s> {
        match schema.get("format").and_then(Value::as_str) {
            Some("date") => Shape::Day,
            Some("partial-date-time") => Shape::Moment,
            _ if schema.get("pattern").is_some_and(|pattern| pattern == ID_PATTERN) => Shape::Id,
            _ => Shape::Text,
        }
    }

    /// Returns the name of the type, with its article.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Shape::Table { .. } => "a table",
            Shape::List(Some(items)) => match Shape::of(items) {
                Shape::Table { .. } => "a list of tables",
                Shape::Text => "a list of texts",
                _ => "a list",
            },
            Shape::List(None) => "a list",
            Shape::Choice(_) | Shape::Id | Shape::Text => "text",
            Shape::Day => "a date",
            Shape::Moment => "a day and time",
            Shape::Whole(..) => "a whole number",
            Shape::Number => "a number",
            Shape::Truth => "true or false",
            Shape::Any => "a value",
        }
    }
}

/// Returns the first type that is not null: an absent value is an absent key in TOML.
fn kind(schema: &Value) -> Option<&str> {
    match schema.get("type")? {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        _ => None,
    }
}

/// Returns the words of an enumeration: `enum`, `const`, or alternatives that are all of this kind.
fn choice(schema: &Value) -> Option<Vec<&str>> {
    if let Some(word) = schema.get("const") {
        return Some(vec![word.as_str()?]);
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let options = schema.get("oneOf")?.as_array()?;
    let words: Option<Vec<Vec<&str>>> = options.iter().map(choice).collect();
    words.map(|words| words.concat())
}
