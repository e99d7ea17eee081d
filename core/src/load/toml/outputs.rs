//! Validates what people answer to the outputs of plugins, in the tables `[outputs.OUTPUT]` of a brief or a desk.

use super::shared_rules::Findings;
use super::validate::Validator;
use super::{TextFinding, ValueSpans};
use crate::finding::{Finding, Severity};
use crate::text::{printable, suggestion};
use serde_json::Value;
use toml::de::{DeTable, DeValue};

/// The table of the tables.
const OUTPUTS: &str = "outputs";

/// Validates the answers in a file that is otherwise right: each table by its output's part of `schema`, which has a property for
/// each output that asks for something. A table of an output that is not among those is a warning, since the plugin may be
/// used for a single draft only.
pub fn check_answers(text: &str, schema: &Value) -> Vec<TextFinding> {
    let (root, _) = DeTable::parse_recoverable(text);
    let tables = root.get_ref().get(OUTPUTS).map(toml::Spanned::get_ref);
    let Some(DeValue::Table(tables)) = tables else { return Vec::new() };
    let Some(known) = schema["properties"].as_object() else { return Vec::new() };
    let mut walk = Validator::new(text, true);
    let places = ValueSpans::of(&root);
    let mut empty = Findings::new(&places);
    for (output, table) in tables {
        let name = output.get_ref().as_ref();
        if let Some(schema) = known.get(name) {
            walk.value(name, false, table, schema);
            words(name, table.get_ref(), schema, &mut empty);
        } else {
            let message = format!("no output that asks for something here is called `{}`", printable(name));
            let place = output.span().into();
            let hint = suggestion(name, known.keys().map(String::as_str));
            walk.findings
                .push(Finding { severity: Severity::Warning, ..Finding::error(place, message).with_hint(hint) });
        }
    }
    let mut findings = walk.findings;
    findings.extend(empty.sorted());
    findings.sort_by_key(|finding| finding.place);
    findings
}

/// Checks that the texts among the answers to an output have words: without, they would be holes in a text.
fn words(output: &str, table: &DeValue<'_>, schema: &Value, findings: &mut Findings<'_>) {
    let DeValue::Table(table) = table else { return };
    for (key, value) in table {
        if let (DeValue::String(text), Some(_)) = (value.get_ref(), schema["properties"].get(key.get_ref().as_ref())) {
            findings.words(&format!("/{OUTPUTS}/{output}/{}", key.get_ref()), text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check_answers;
    use serde_json::json;

    #[test]
    fn each_answer_is_held_against_its_field() {
        let evening = json!({ "type": "string", "format": "date", "description": "The day of the open evening." });
        let letter = json!({
            "type": "object",
            "properties": { "evening": evening, "tone": { "enum": ["plain", "warm"] }, "words": { "type": "string" } },
            "additionalProperties": false,
        });
        let schema = json!({ "properties": { "letter": letter } });
        let said = |text: &str| -> Vec<String> {
            check_answers(text, &schema)
                .into_iter()
                .map(|finding| {
                    let place = finding.place.get(text).unwrap_or_default();
                    format!("{place}: {} ({})", finding.message, finding.hint.unwrap_or_default())
                })
                .collect()
        };
        assert_eq!(said("[outputs.letter]\nevening = 2026-05-05\ntone = 'warm'\nwords = 'Come.'\n"), [""; 0]);
        assert_eq!(said("key_messages = ['One']\n"), [""; 0]);
        assert_eq!(
            said("[outputs.letter]\nevening = '5 May 2026'\ntone = 'cold'\nwords = ' '\nevenings = 1\n"),
            [
                "'5 May 2026': `5 May 2026` is not a date (write year-month-day, such as 2026-05-05)",
                "'cold': `tone` cannot be `cold` (known: `plain`, `warm`)",
                "' ': `words` is empty (add the words, or delete the entry)",
                "evenings: unknown key `evenings` in `[outputs.letter]` (did you mean `evening`?)",
            ]
        );
        let other = "no output that asks for something here is called `leter` (did you mean `letter`?)";
        assert_eq!(said("[outputs.leter]\nevening = 1\n"), [format!("leter: {other}")]);
    }
}
