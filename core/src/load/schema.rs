//! JSON Schemas (Draft 2020-12) out of the types: for editors, which complete and check the three files with them, and
//! for reading those files. Not here: the types (brief, desk, inspection).

use crate::brief::Brief;
use crate::desk::Desk;
use crate::inspection::{Frameworks, Inspection};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The schema of `desk.toml`.
pub fn desk(frameworks: &Frameworks) -> Value {
    for_editors::<Desk>("desk", frameworks)
}

/// The schema of `brief.toml`.
pub fn brief(frameworks: &Frameworks) -> Value {
    for_editors::<Brief>("brief", frameworks)
}

/// The schema of `inspection.toml`.
pub fn inspection(frameworks: &Frameworks) -> Value {
    for_editors::<Inspection>("inspection", frameworks)
}

/// The schema of a type without references, for walking along it.
pub(crate) fn inlined<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>()
}

fn for_editors<T: JsonSchema>(file: &str, frameworks: &Frameworks) -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value();
    Vocabulary::of(frameworks).fill(&mut schema);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$id".to_owned(), json!(format!("urn:copydesk:schema:{file}")));
        schema.insert("title".to_owned(), json!(format!("{file}.toml of copydesk")));
    }
    schema
}

/// The identifiers that the frameworks give a meaning.
struct Vocabulary {
    /// Each with its definition's name.
    words: [(&'static str, BTreeSet<String>); 3],
}

impl Vocabulary {
    fn of(frameworks: &Frameworks) -> Vocabulary {
        let areas = frameworks.iter().flat_map(|framework| &framework.areas).map(|area| area.id.to_string());
        let grades = frameworks.iter().flat_map(|framework| &framework.grades).map(|grade| grade.id.to_string());
        let ids = frameworks.iter().map(|framework| framework.id.to_string());
        Vocabulary {
            words: [("AreaId", areas.collect()), ("GradeId", grades.collect()), ("FrameworkId", ids.collect())],
        }
    }

    /// Puts the words in the definitions of identifiers and in the keys of tables that have identifiers for keys, and
    /// takes null out, which TOML does not have.
    fn fill(&self, schema: &mut Value) {
        match schema {
            Value::Array(items) => items.iter_mut().for_each(|item| self.fill(item)),
            Value::Object(object) => {
                self.fill_object(object);
                object.values_mut().for_each(|value| self.fill(value));
            }
            _ => {}
        }
    }

    fn fill_object(&self, object: &mut Map<String, Value>) {
        if let Some(Value::Object(definitions)) = object.get_mut("$defs") {
            for (name, words) in &self.words {
                if let Some(Value::Object(definition)) = definitions.get_mut(*name) {
                    definition.insert("enum".to_owned(), json!(words));
                    definition.remove("pattern");
                }
            }
        }
        if let Some(Value::Object(patterns)) = object.remove("patternProperties")
            && let Some(value) = patterns.into_values().next()
        {
            // Areas are the only identifiers that are keys of a table.
            let areas = self.words[0].1.iter();
            object.insert("properties".to_owned(), areas.map(|area| (area.clone(), value.clone())).collect());
        }
        without_null(object);
    }
}

fn without_null(object: &mut Map<String, Value>) {
    if object.get("default").is_some_and(Value::is_null) {
        object.remove("default");
    }
    if let Some(Value::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(options)) = object.get_mut("anyOf") {
        options.retain(|option| *option != json!({ "type": "null" }));
    }
}
