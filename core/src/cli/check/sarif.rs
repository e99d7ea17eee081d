//! Findings as SARIF 2.1.0 (OASIS, 2020): what editors and code review tools read. A Word document has no lines: its
//! findings name the paragraph in the message.

use super::{place_in_words, position};
use crate::check::{self, Found};
use crate::finding::Severity;
use crate::story::Checked;
use serde_json::{Value, json};

pub(super) fn show(all: &[Checked]) -> String {
    let rules: Vec<Value> = check::classes().map(|(check, class)| rule(check, class)).collect();
    let results: Vec<Value> =
        all.iter().flat_map(|checked| checked.outcome.found.iter().map(move |found| result(checked, found))).collect();
    let whole = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "copydesk", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&whole).expect("it is plain data") + "\n"
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(check: &check::Check, class: &check::Class) -> Value {
    json!({
        "id": class.id,
        "shortDescription": { "text": class.about },
        "help": { "text": format!("Rule: {}.", check.rule) },
        "defaultConfiguration": { "level": level(class.severity) },
    })
}

fn result(checked: &Checked, found: &Found) -> Value {
    let place = &found.finding.place;
    let position = position(checked, place);
    let mut message = found.finding.message.clone();
    if position.is_none() {
        message = format!("{}: {message}", place_in_words(checked, place));
    }
    if let Some(source) = &found.source {
        message = format!("{message} ({} says: “{}”)", source.label, source.text);
    }
    let region = position.as_ref().map(|at| {
        json!({ "startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column })
    });
    let uri: String = checked.path.display().to_string().replace('\\', "/").replace(' ', "%20");
    let mut location = json!({ "artifactLocation": { "uri": uri } });
    if let Some(region) = &region {
        location["region"] = region.clone();
    }
    let mut result = json!({
        "ruleId": found.class,
        "level": level(found.finding.severity),
        "message": { "text": message },
        "locations": [{ "physicalLocation": location }],
    });
    if let (Some(edit), Some(region)) = (&found.edit, region) {
        let replacement = json!({ "deletedRegion": region, "insertedContent": { "text": edit } });
        result["fixes"] = json!([{
            "description": { "text": "what the source says" },
            "artifactChanges": [{ "artifactLocation": { "uri": uri }, "replacements": [replacement] }],
        }]);
    }
    result
}
