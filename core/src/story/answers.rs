//! What people answered to what an output asks for: in the brief, in the desk's file, and as options of a draft.

use super::open::{BRIEF_FILE, DESK_FILE, TextFile, set_aside};
use super::{Error, Remarks, Story, UsageError};
use crate::document::Source;
use crate::load::toml;
use crate::plugin::{EVERY_OUTPUT, Field, FieldKind, FieldOf, Found, Offer, outputs_schema};
use crate::text::texts_in;
use copydesk_plugin::story::Own;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Where the answers to an output are in a request: below which pointer, in the request and in its schema, and under which key.
struct Place {
    of: FieldOf,
    above: &'static str,
    schema: &'static str,
    key: &'static str,
}

const PLACES: [Place; 3] = [
    Place { of: FieldOf::Brief, above: "/brief", schema: "/$defs/Brief", key: "own" },
    Place { of: FieldOf::Desk, above: "/desk", schema: "/$defs/Desk", key: "own" },
    Place { of: FieldOf::Options, above: "", schema: "", key: "options" },
];

/// The options of a draft as a person gave them: name and value, in their order.
pub(super) type Options = [(String, String)];

/// The answers to one output.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) brief: Own,
    pub(super) desk: Own,
    pub(super) options: Own,
}

impl Answers {
    /// Collects the answers to an output. What nobody answered is null.
    ///
    /// # Errors
    /// An option has a value that it cannot have.
    pub(super) fn to(offer: &Offer, story: &Story, options: &Options) -> Result<Answers, UsageError> {
        let of_brief = story.brief.outputs.get(&offer.id);
        let of_desk = story.desk.as_ref().and_then(|desk| desk.outputs.get(&offer.id));
        let own = |of, written: Option<&Map<String, Value>>| -> Own {
            let answer = |field: &Field| {
                let value = written.and_then(|written| written.get(&field.id)).cloned().unwrap_or_default();
                (field.id.clone(), whole(field, value))
            };
            offer.fields_of(of).map(answer).collect()
        };
        let chosen = offer.fields_of(FieldOf::Options).map(|field| Ok((field.id.clone(), option(field, options)?)));
        Ok(Answers {
            brief: own(FieldOf::Brief, of_brief),
            desk: own(FieldOf::Desk, of_desk),
            options: chosen.collect::<Result<_, UsageError>>()?,
        })
    }

    /// Maps the answers in a request to where people wrote them, in a table for each output.
    pub(super) fn alias(&self, output: &str, aliases: &mut BTreeMap<String, Source>) {
        for (own, root) in [(&self.brief, "brief"), (&self.desk, "desk")] {
            for (pointer, _) in own.iter().flat_map(|(key, value)| texts_in(&format!("/{key}"), value)) {
                let written = format!("/{root}/outputs/{output}{pointer}");
                aliases.insert(format!("/{root}/own{pointer}"), Source { pointer: written, part: None });
            }
        }
    }
}

/// Returns a contact with all that it may have: what nobody wrote is null.
fn whole(field: &Field, mut value: Value) -> Value {
    if let (FieldKind::Contact, Value::Object(parts)) = (field.kind, &mut value) {
        for part in ["name", "email", "phone", "url"] {
            parts.entry(part).or_insert(Value::Null);
        }
    }
    value
}

/// Returns the value of an option: that of the draft or, of a choice, the first word.
fn option(field: &Field, options: &Options) -> Result<Value, UsageError> {
    let given: Vec<&str> =
        options.iter().filter(|(name, _)| *name == field.id).map(|(_, value)| value.as_str()).collect();
    if field.kind == FieldKind::List {
        return Ok(if given.is_empty() { Value::Null } else { json!(given) });
    }
    let Some(text) = given.last() else {
        return Ok(field.choices.first().map_or(Value::Null, |first| json!(first)));
    };
    let value = match field.kind {
        FieldKind::Number => serde_json::from_str(text).ok().filter(Value::is_number),
        FieldKind::Day => text.parse::<Date>().ok().map(|day| json!(day.to_string())),
        FieldKind::YesNo => match *text {
            "yes" | "true" => Some(json!(true)),
            "no" | "false" => Some(json!(false)),
            _ => None,
        },
        FieldKind::Choice => field.choices.iter().any(|word| word == text).then(|| json!(text)),
        _ => Some(json!(text)),
    };
    value.ok_or_else(|| UsageError::OptionValue {
        name: field.id.clone(),
        value: (*text).to_owned(),
        expected: field.expects(),
    })
}

/// Checks that options can be set for an output, or for at least one if it is every output.
///
/// # Errors
/// No such output has an option of that name, or it cannot have that value.
pub(super) fn check_options(found: &Found, output: &str, options: &Options) -> Result<(), UsageError> {
    let offers = found.offers().map(|(_, offer)| offer).filter(|offer| output == EVERY_OUTPUT || offer.id == output);
    let fields: Vec<&Field> = offers.flat_map(|offer| offer.fields_of(FieldOf::Options)).collect();
    for (name, _) in options {
        let mut named = fields.iter().filter(|field| field.id == *name).peekable();
        if named.peek().is_none() {
            let known = fields.iter().map(|field| field.id.clone()).collect();
            return Err(UsageError::NoOption { name: name.clone(), output: output.to_owned(), known });
        }
        named.try_for_each(|field| option(field, options).map(drop))?;
    }
    Ok(())
}

/// Returns what an output needs of people and has not got.
pub(super) fn missing<'a>(offer: &'a Offer, answers: &Answers) -> Vec<&'a Field> {
    let of = |of| match of {
        FieldOf::Brief => &answers.brief,
        FieldOf::Desk => &answers.desk,
        FieldOf::Options => &answers.options,
    };
    let lacks = |field: &Field| of(field.of).get(&field.id).is_none_or(Value::is_null);
    offer.fields.iter().filter(|field| field.required && lacks(field)).collect()
}

/// Holds the answers in a story's files against the outputs that were found, and returns what is to be noted.
///
/// # Errors
/// [`Error::Findings`] with every answer that is not what its output asks for.
pub(super) fn check(story: &Story, found: &Found) -> Result<Vec<Remarks>, Error> {
    let brief = story.folder.as_ref().filter(|_| !story.brief.outputs.is_empty());
    let has_answers = story.desk.as_ref().is_some_and(|desk| !desk.outputs.is_empty());
    let desk = story.desk_folder.as_ref().filter(|_| has_answers);
    let (mut remarks, mut mistakes) = (Vec::new(), Vec::new());
    for (of, file) in [
        (FieldOf::Brief, brief.map(|folder| folder.join(BRIEF_FILE))),
        (FieldOf::Desk, desk.map(|folder| folder.join(DESK_FILE))),
    ] {
        let Some(file) = file else { continue };
        let file = TextFile::read(file)?;
        let schema = outputs_schema(found.offers().map(|(_, offer)| offer), of);
        let findings = toml::check_answers(file.text(), &schema);
        remarks.extend(set_aside(file.accept(findings), &mut mistakes)?.flatten());
    }
    if mistakes.is_empty() { Ok(remarks) } else { Err(Error::Findings(mistakes)) }
}

/// Puts the fields of `offers` into the schema of a request: each under its key, and nothing else.
pub(super) fn with_fields(mut schema: Value, offers: &[&Offer]) -> Value {
    for Place { of, schema: above, key, .. } in PLACES {
        let mut all = Map::new();
        for offer in offers {
            if let Value::Object(properties) = offer.schema_of(of)["properties"].take() {
                all.extend(properties);
            }
        }
        if let Some(node) = schema.pointer_mut(above) {
            node["properties"][key] = json!({ "type": "object", "properties": all });
        }
    }
    schema
}

/// Returns the words of the placeholders for what `offers` ask people for, by the pointer of each in a request.
pub(super) fn placeholders(offers: &[&Offer]) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for Place { of, above, key, .. } in PLACES {
        for field in offers.iter().flat_map(|offer| offer.fields_of(of)) {
            let words = field.id.replace('_', " ");
            let first = words[..1].to_uppercase(); // a key begins with one of a to z
            all.insert(format!("{above}/{key}/{}", field.id), first + &words[1..]);
        }
    }
    all
}

/// Makes what an output asks for null in a request that was made without asking, as that of a sample.
pub(super) fn ask(offer: &Offer, request: &mut Value) {
    for Place { of, above, key, .. } in PLACES {
        let Some(Value::Object(above)) = request.pointer_mut(above) else { continue };
        let Value::Object(own) = above.entry(key).or_insert_with(|| json!({})) else { continue };
        for field in offer.fields_of(of) {
            own.entry(field.id.as_str()).or_insert(Value::Null);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(value: &Value) -> Field {
        serde_json::from_value(value.clone()).unwrap()
    }

    #[test]
    fn an_option_is_what_its_kind_asks_for() {
        let options = |value: &str| vec![("x".to_owned(), value.to_owned())];
        let of = |kind: &str| {
            let choices = if kind == "choice" { vec!["warm", "plain"] } else { Vec::new() };
            field(&json!({ "of": "options", "id": "x", "kind": kind, "choices": choices }))
        };
        for (kind, given, value) in [
            ("text", "a b", json!("a b")),
            ("number", "3", json!(3)),
            ("day", "2026-05-05", json!("2026-05-05")),
            ("yes-no", "yes", json!(true)),
            ("choice", "plain", json!("plain")),
            ("list", "one", json!(["one"])),
        ] {
            assert_eq!(option(&of(kind), &options(given)), Ok(value), "{kind}");
        }
        for (kind, given) in [("number", "three"), ("day", "5 May"), ("yes-no", "perhaps"), ("choice", "cold")] {
            let wrong = option(&of(kind), &options(given)).unwrap_err().to_string();
            assert!(wrong.contains(given), "{wrong}");
        }
        assert_eq!(option(&of("choice"), &[]), Ok(json!("warm")), "the first word");
        assert_eq!(option(&of("text"), &[]), Ok(Value::Null));
    }
}
