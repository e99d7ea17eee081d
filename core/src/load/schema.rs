//! JSON Schemas (Draft 2020-12), generated from the types: editors complete and check the desk's files with them, and
//! the TOML reader validates by them.

use crate::brief::Brief;
use crate::desk::Desk;
use crate::inspection::{Frameworks, Inspection};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Returns the schema of `desk.toml`.
pub fn desk(frameworks: &Frameworks) -> Value {
    for_editors::<Desk>("desk", frameworks)
}

/// Returns the schema of `brief.toml`.
pub fn brief(frameworks: &Frameworks) -> Value {
    for_editors::<Brief>("brief", frameworks)
}

/// Returns the schema of a file as its form is made of it: without references, and with nothing for editors.
pub fn for_form<T: JsonSchema>() -> Value {
    inlined::<T>().to_value()
}

/// Returns the schema of a file with what outputs ask for in it, each in a table that `outputs` has a property for.
#[must_use]
pub fn with_outputs(mut file: Value, outputs: &Value) -> Value {
    let about = file["properties"]["outputs"]["description"].take();
    file["properties"]["outputs"] = outputs.clone();
    file["properties"]["outputs"]["description"] = about;
    file
}

/// Returns the schema of `inspection.toml`.
pub fn inspection(frameworks: &Frameworks) -> Value {
    for_editors::<Inspection>("inspection", frameworks)
}

/// Returns the schema of a type without references, for walking along it.
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

#[cfg(test)]
mod tests {
    use super::{brief, desk, inspection};
    use crate::inspection::Frameworks;
    use crate::load::toml::read;
    use serde_json::{Value, json};

    fn schemas() -> [Value; 3] {
        let framework = read(include_str!("../../../tests/fixtures/toml/framework.toml")).expect("a framework");
        let frameworks = Frameworks::new([framework.value]);
        [desk(&frameworks), brief(&frameworks), inspection(&frameworks)]
    }

    /// Calls `visit` for a schema and all that it holds, with the pointer.
    fn each(pointer: &str, schema: &Value, visit: &mut impl FnMut(&str, &Value)) {
        visit(pointer, schema);
        match schema {
            Value::Object(object) => {
                object.iter().for_each(|(key, value)| each(&format!("{pointer}/{key}"), value, visit));
            }
            Value::Array(items) => items.iter().for_each(|value| each(pointer, value, visit)),
            _ => {}
        }
    }

    #[test]
    fn heads_name_the_file_and_the_draft() {
        let heads = schemas().map(|schema| format!("{} {} {}", schema["$schema"], schema["$id"], schema["title"]));
        insta::assert_snapshot!(heads.join("\n"), @r#"
        "https://json-schema.org/draft/2020-12/schema" "urn:copydesk:schema:desk" "desk.toml of copydesk"
        "https://json-schema.org/draft/2020-12/schema" "urn:copydesk:schema:brief" "brief.toml of copydesk"
        "https://json-schema.org/draft/2020-12/schema" "urn:copydesk:schema:inspection" "inspection.toml of copydesk"
        "#);
    }

    #[test]
    fn tables_are_closed_and_keys_are_described_and_nothing_is_null() {
        for schema in schemas() {
            let mut keys = 0;
            each("", &schema, &mut |pointer, part| {
                assert!(*part != json!("null") && !part.is_null(), "{pointer} allows null");
                let Some(properties) = part.get("properties").and_then(Value::as_object) else { return };
                if pointer.ends_with("properties") {
                    return;
                }
                assert_eq!(part["additionalProperties"], json!(false), "{pointer} is open");
                for (key, property) in properties.iter().filter(|_| !pointer.ends_with("/judgements")) {
                    assert!(property["description"].is_string(), "{pointer}/{key} has no description");
                    keys += 1;
                }
            });
            assert!(keys >= 20, "{keys} keys");
        }
    }

    #[test]
    fn areas_grades_and_frameworks_are_listed() {
        let [desk, _, inspection] = schemas();
        let areas = json!(["care-leavers", "children-in-care", "help-and-protection", "leaders", "overall"]);
        let grades = json!(["good", "inadequate", "outstanding", "requires-improvement"]);
        assert_eq!(inspection["$defs"]["AreaId"]["enum"], areas);
        assert_eq!([&inspection["$defs"]["GradeId"]["enum"], &desk["$defs"]["GradeId"]["enum"]], [&grades, &grades]);
        assert_eq!(inspection["$defs"]["FrameworkId"]["enum"], json!(["ilacs-2023"]));
        let judgements = &desk["$defs"]["PastInspection"]["properties"]["judgements"];
        insta::assert_snapshot!(judgements, @r##"{"additionalProperties":false,"description":"The grade of each area.","properties":{"care-leavers":{"$ref":"#/$defs/GradeId"},"children-in-care":{"$ref":"#/$defs/GradeId"},"help-and-protection":{"$ref":"#/$defs/GradeId"},"leaders":{"$ref":"#/$defs/GradeId"},"overall":{"$ref":"#/$defs/GradeId"}},"type":"object"}"##);
    }
}
