//! Findings as SARIF 2.1.0 (OASIS, 2020): what editors and code review tools read. A Word document has no lines: its
//! findings name the paragraph in the message.

use super::{place_in_words, position};
use crate::check::{self, Found, Rules};
use crate::finding::Severity;
use crate::story::Checked;
use serde_json::{Value, json};

pub(super) fn show(all: &[Checked], house: &Rules) -> String {
    let own = check::classes().map(|(check, class)| rule(class.id, class.severity, class.about, check.rule));
    let house = house.classes().map(|(id, severity, source, about)| rule(id, severity, about, source));
    let rules: Vec<Value> = own.chain(house).collect();
    let results: Vec<Value> =
        all.iter().flat_map(|checked| checked.outcome.found.iter().map(move |found| result(checked, found))).collect();
    let unseen =
        all.iter().flat_map(|checked| checked.outcome.not_looked_at.iter().map(move |unseen| (checked, unseen)));
    let read = all.iter().map(|checked| {
        json!({ "level": "note", "message": { "text": format!("{}: {} words read", checked.path.display(), checked.words) } })
    });
    let unseen = unseen.map(|(checked, unseen)| {
        let text = format!("{}: not looked at: {unseen}", checked.path.display());
        json!({ "level": "note", "message": { "text": text } })
    });
    let notifications: Vec<Value> = read.chain(unseen).collect();
    let whole = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "copydesk", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
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

fn rule(id: &str, severity: Severity, about: &str, source: &str) -> Value {
    json!({
        "id": id,
        "shortDescription": { "text": about },
        "help": { "text": format!("Rule: {source}.") },
        "defaultConfiguration": { "level": level(severity) },
    })
}

fn result(checked: &Checked, found: &Found) -> Value {
    let place = found.finding.place;
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
        "ruleId": &found.class,
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
