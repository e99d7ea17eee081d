//! The fields of an output: what it asks people for, in `brief.toml`, in `desk.toml` or as an option of a draft, and the JSON
//! Schema of the answers, by which files are validated, templates are checked and editors complete.

use super::Offer;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use std::fmt;

/// How many fields an output may have at most, and how many choices a field.
const MOST: usize = 64;

/// Where people answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldOf {
    /// In `brief.toml`, for one story.
    Brief,
    /// In `desk.toml`, for all stories.
    Desk,
    /// With `--set`, for one draft.
    Options,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A day of the calendar.
    Day,
    /// True or false.
    YesNo,
    /// Any number of texts.
    List,
    /// The address of a page.
    Address,
    /// One of several words.
    Choice,
    /// A name, and how to reach it.
    Contact,
}

/// Something that an output asks people for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Where people answer.
    pub of: FieldOf,
    /// Its key there.
    pub id: String,
    /// What the answer is.
    pub kind: FieldKind,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub help: String,
    /// An example; may be empty.
    #[serde(default)]
    pub example: String,
    /// Whether the output needs it.
    #[serde(default)]
    pub required: bool,
    /// The words of a choice; of an option, the first is what it is where nobody says.
    #[serde(default)]
    pub choices: Vec<String>,
}

impl fmt::Display for FieldKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FieldKind::Text => "a text",
            FieldKind::Number => "a number",
            FieldKind::Day => "a day",
            FieldKind::YesNo => "true or false",
            FieldKind::List => "a list of texts",
            FieldKind::Address => "the address of a page",
            FieldKind::Choice => "one of several words",
            FieldKind::Contact => "a contact: name, and email, phone or url",
        })
    }
}

impl FieldOf {
    /// Returns the file in which people answer, or `None` for an option.
    pub fn file(self) -> Option<&'static str> {
        match self {
            FieldOf::Brief => Some("brief.toml"),
            FieldOf::Desk => Some("desk.toml"),
            FieldOf::Options => None,
        }
    }
}

impl Field {
    /// Returns what an answer may be, in words.
    pub fn expects(&self) -> String {
        if self.choices.is_empty() { self.kind.to_string() } else { self.choices.join(" or ") }
    }

    /// Returns what a person reads of it before they agree to the plugin.
    pub(super) fn line(&self, output: &str) -> String {
        let place = self.of.file().unwrap_or("an option");
        let need = if self.required { "needs" } else { "asks" };
        format!("output {output} {need} {place} for {}: {}: {} {}", self.id, self.expects(), self.help, self.example)
    }

    /// Returns the JSON Schema of an answer.
    fn schema(&self) -> Json {
        let mut schema = match self.kind {
            FieldKind::Text | FieldKind::Address => json!({ "type": "string" }),
            FieldKind::Number => json!({ "type": "number" }),
            FieldKind::Day => json!({ "type": "string", "format": "date" }),
            FieldKind::YesNo => json!({ "type": "boolean" }),
            FieldKind::List => json!({ "type": "array", "items": { "type": "string" } }),
            FieldKind::Choice => json!({ "enum": self.choices }),
            FieldKind::Contact => contact(),
        };
        schema["description"] = json!(self.help);
        schema
    }

    /// Says what is wrong with the descriptor of a field.
    fn check(&self) -> Result<(), String> {
        let key = |id: &str| {
            let rest = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            id.starts_with(|c: char| c.is_ascii_lowercase()) && id.bytes().all(rest)
        };
        if !key(&self.id) {
            return Err(format!("the field {:?} is not written in lower case with underscores", self.id));
        }
        let has_choices = !self.choices.is_empty() && self.choices.iter().all(|word| !word.trim().is_empty());
        if has_choices != (self.kind == FieldKind::Choice) || self.choices.len() > MOST {
            return Err(format!(
                "the field {:?} needs choices if it is a choice, at most {MOST}, and else none",
                self.id
            ));
        }
        if self.of == FieldOf::Options && matches!(self.kind, FieldKind::Contact) {
            return Err(format!("the field {:?} is a contact, which cannot be an option of a draft", self.id));
        }
        Ok(())
    }
}

fn contact() -> Json {
    let text = |about: &str| json!({ "type": "string", "description": about });
    json!({
        "type": "object",
        "properties": {
            "name": text("Name of the person or team."),
            "email": text("E-mail address."),
            "phone": text("Telephone number."),
            "url": text("Address of a page."),
        },
        "required": ["name"],
        "additionalProperties": false,
    })
}

impl Offer {
    /// Returns the fields that people answer at a place.
    pub fn fields_of(&self, of: FieldOf) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.of == of)
    }

    /// Returns the JSON Schema of the answers at a place, each under its key.
    pub fn schema_of(&self, of: FieldOf) -> Json {
        let properties: Map<_, _> = self.fields_of(of).map(|field| (field.id.clone(), field.schema())).collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    /// Says what is wrong with the fields in the descriptor.
    pub(super) fn check_fields(&self) -> Result<(), String> {
        if self.fields.len() > MOST {
            return Err(format!("the output {:?} has more than {MOST} fields", self.id));
        }
        self.fields.iter().enumerate().try_for_each(|(place, field)| {
            if self.fields[..place].iter().any(|earlier| (earlier.of, &earlier.id) == (field.of, &field.id)) {
                return Err(format!("the output {:?} has the field {:?} twice", self.id, field.id));
            }
            field.check()
        })
    }
}

/// Returns the JSON Schema of the tables of a file in which people answer outputs, each under the output's id.
pub fn outputs_schema<'a>(offers: impl Iterator<Item = &'a Offer>, of: FieldOf) -> Json {
    let with_fields = offers.filter(|offer| offer.fields_of(of).next().is_some());
    let properties: Map<_, _> = with_fields.map(|offer| (offer.id.clone(), offer.schema_of(of))).collect();
    json!({ "type": "object", "properties": properties })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(fields: &Json) -> Offer {
        serde_json::from_value(json!({ "id": "letter", "title": "Letter", "fields": fields })).unwrap()
    }

    #[test]
    fn what_cannot_be_a_field_is_named() {
        let field = |id: &str, kind: &str| json!({ "of": "brief", "id": id, "kind": kind });
        assert_eq!(offer(&json!([field("evening", "day"), field("team_2", "contact")])).check_fields(), Ok(()));
        for (fields, message) in [
            (
                json!([field("evening", "day"), field("evening", "text")]),
                "the output \"letter\" has the field \"evening\" twice",
            ),
            (json!([field("Evening", "day")]), "the field \"Evening\" is not written in lower case with underscores"),
            (json!([field("", "day")]), "the field \"\" is not written in lower case with underscores"),
            (
                json!([field("tone", "choice")]),
                "the field \"tone\" needs choices if it is a choice, at most 64, and else none",
            ),
            (
                json!([{ "of": "options", "id": "team", "kind": "contact" }]),
                "the field \"team\" is a contact, which cannot be an option of a draft",
            ),
        ] {
            assert_eq!(offer(&fields).check_fields().unwrap_err(), message);
        }
        let same_key = json!([field("tone", "text"), { "of": "desk", "id": "tone", "kind": "text" }]);
        assert_eq!(offer(&same_key).check_fields(), Ok(()), "one in each file");
        let known = |kind: &&str| serde_json::from_value::<FieldKind>(json!(kind)).is_ok();
        assert!(copydesk_plugin::Field::KINDS.iter().all(known), "the SDK builds with kinds of this program only");
        let known = |of: &&str| serde_json::from_value::<FieldOf>(json!(of)).is_ok();
        assert!(copydesk_plugin::Field::PLACES.iter().all(known));
        let unknown = serde_json::from_value::<Field>(field("tone", "colour")).unwrap_err().to_string();
        assert!(unknown.starts_with("unknown variant `colour`, expected one of `text`, `number`, `day`"), "{unknown}");
    }

    #[test]
    fn the_schema_has_the_outputs_that_ask_for_something() {
        let asking = offer(&json!([
            { "of": "brief", "id": "evening", "kind": "day", "help": "When it is" },
            { "of": "desk", "id": "tone", "kind": "choice", "choices": ["plain", "warm"] },
        ]));
        let silent = Offer { id: "card".to_owned(), fields: Vec::new(), ..asking.clone() };
        let schema = outputs_schema([&asking, &silent].into_iter(), FieldOf::Brief);
        let evening = json!({ "type": "string", "format": "date", "description": "When it is" });
        let letter = json!({ "type": "object", "properties": { "evening": evening }, "additionalProperties": false });
        assert_eq!(schema, json!({ "type": "object", "properties": { "letter": letter } }));
        assert_eq!(asking.schema_of(FieldOf::Desk)["properties"]["tone"]["enum"], json!(["plain", "warm"]));
    }
}
