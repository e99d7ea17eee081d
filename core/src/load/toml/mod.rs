//! Reads TOML: `desk.toml`, `brief.toml`, `inspection.toml`, `plugins.lock` and frameworks. All errors are reported at
//! once, each with its place.

mod brief;
mod check_look;
mod check_mail;
mod check_release;
mod check_sign_off;
mod check_web;
mod date;
mod desk;
mod form;
mod inspection;
mod outputs;
mod pins;
mod shape;
mod shared_rules;
mod validate;
mod value_spans;

pub use brief::check_brief;
pub use check_sign_off::check_outputs;
pub use desk::check_desk;
pub use form::{Answers, Field, Input, form_fields, pointer_at, with_answers};
pub use inspection::check_inspection;
pub use outputs::check_answers;
pub use pins::check_pins;
pub use value_spans::ValueSpans;

use crate::finding::Finding;
use crate::load::schema;
use crate::text::Span;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue, Deserializer};
use validate::Validator;

/// A finding about a byte range of a text.
pub type TextFinding = Finding<Span>;

/// Data with the places they were read from.
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// The data.
    pub value: T,
    /// The place of each value in the text.
    pub places: ValueSpans,
}

/// Reads a text against the schema of `T`.
///
/// Days and times may be TOML's own (`2025-05-06`) or texts (`"2025-05-06"`).
///
/// # Errors
///
/// Everything that is wrong, in the order of the text: syntax, unknown and missing keys, wrong types, values out of
/// range, texts that are not dates or identifiers. If the syntax is broken, missing keys are not reported, because they
/// may be in the broken part.
pub fn read<T: DeserializeOwned + JsonSchema>(text: &str) -> Result<Loaded<T>, Vec<TextFinding>> {
    let (mut root, errors) = DeTable::parse_recoverable(text);
    let syntax: Vec<TextFinding> = errors.iter().map(|error| syntax_finding(text, error)).collect();
    let mut walk = Validator::new(text, syntax.is_empty());
    walk.root(&root, schema::inlined::<T>().as_value());
    let broken: Vec<Span> = syntax.iter().map(|finding| line_around(text, finding.place)).collect();
    let mut findings = walk.findings;
    let touches = |line: &Span, place: Span| line.encloses(Span::at(place.start)) || line.overlaps(place);
    findings.retain(|finding| !broken.iter().any(|line| touches(line, finding.place)));
    findings.extend(syntax);
    findings.sort_by_key(|finding| finding.place);
    if !findings.is_empty() {
        return Err(findings);
    }
    let places = ValueSpans::of(&root);
    root.get_mut().iter_mut().for_each(|(_, value)| dates_to_texts(value.get_mut()));
    match T::deserialize(Deserializer::from(root)) {
        Ok(value) => Ok(Loaded { value, places }),
        Err(error) => Err(vec![Finding::error(error.span().unwrap_or_default().into(), error.message())]),
    }
}

/// Reads a text that the program carries, without holding it against the schema of `T`: a test of its reader does that, and every
/// start of the program is faster without.
///
/// # Panics
///
/// Where the text is no `T`.
pub(in crate::load) fn carried<T: DeserializeOwned>(text: &str) -> T {
    let mut root = DeTable::parse(text).expect("a test reads it");
    root.get_mut().iter_mut().for_each(|(_, value)| dates_to_texts(value.get_mut()));
    T::deserialize(Deserializer::from(root)).expect("a test reads it")
}

/// Returns a value as TOML writes it after `key = `: quoted if it is a text or an enumeration's value.
///
/// # Panics
///
/// For a type that TOML cannot represent, such as `()`: a bug of the caller.
pub fn write_value(value: &(impl serde::Serialize + ?Sized)) -> String {
    toml::Value::try_from(value).expect("a text, a number or an enumeration has a form in TOML").to_string()
}

/// Returns the finding for a syntax error: a message of our own for the usual slips, the parser's for others.
fn syntax_finding(text: &str, error: &toml::de::Error) -> TextFinding {
    let place = Span::from(error.span().unwrap_or_default());
    let written = place.get(text).unwrap_or_default();
    let (message, hint) = if let Some(hint) = date::hint_for(written) {
        (date::day_problem(written).unwrap_or_else(|| error.message().to_owned()), Some(hint))
    } else if written.contains(['“', '”', '‘', '’', '„']) {
        let hint = "use straight quotation marks around a text: \"…\"";
        ("text in curly quotation marks".to_owned(), Some(hint.to_owned()))
    } else if error.message().contains("must be quoted") && !written.is_empty() {
        let hint = "put a text in quotation marks: \"…\"";
        ("text without quotation marks".to_owned(), Some(hint.to_owned()))
    } else if error.message() == "duplicate key" {
        let hint = "keep one of the two; each item of a list of tables has its own [[…]]";
        (format!("`{written}` is given twice"), Some(hint.to_owned()))
    } else {
        (error.message().to_owned(), None)
    };
    Finding { hint, ..Finding::error(place, message) }
}

/// The whole lines that a place touches, the ends of the lines included.
fn line_around(text: &str, place: Span) -> Span {
    let start = text.as_bytes()[..place.start].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let end = text.as_bytes()[place.end..].iter().position(|&byte| byte == b'\n');
    Span::new(start, end.map_or(text.len(), |end| place.end + end))
}

/// Turns TOML's dates into the texts that the types take. The walk has checked that they are where dates belong.
fn dates_to_texts(value: &mut DeValue<'_>) {
    match value {
        DeValue::Datetime(date) => *value = DeValue::String(date.to_string().into()),
        DeValue::Array(items) => items.iter_mut().for_each(|item| dates_to_texts(item.get_mut())),
        DeValue::Table(table) => table.iter_mut().for_each(|(_, value)| dates_to_texts(value.get_mut())),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use schemars::JsonSchema;
    use serde::Deserialize;

    /// A type that asks for more than its schema says.
    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(try_from = "String")]
    #[schemars(with = "String")]
    struct Short(#[expect(dead_code, reason = "only read")] String);

    impl TryFrom<String> for Short {
        type Error = String;

        fn try_from(text: String) -> Result<Short, String> {
            if text.len() < 4 { Ok(Short(text)) } else { Err(format!("`{text}` is too long")) }
        }
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    struct Words {
        #[expect(dead_code, reason = "only read")]
        word: Short,
    }

    #[test]
    fn what_only_the_type_refuses_is_a_finding_in_its_place() {
        let text = "word = \"three\"\n";
        let findings = read::<Words>(text).expect_err("`three` is too long");
        let found: Vec<_> = findings.iter().map(|f| (&text[f.place], f.message.as_str())).collect();
        assert_eq!(found, [("\"three\"", "`three` is too long")]);
    }
}
