//! Prints findings as one JSON object:
//!
//! ```json
//! { "blocking": 1, "texts": [{ "text": "release.docx", "words": 636, "not_read": [], "blocking": 1,
//!   "findings": [{ "class": "...", "severity": "error", "message": "...", "hint": null,
//!     "place": { "leaf": 4, "start": 10, "end": 14, "line": 9, "column": 3, "end_line": 9, "end_column": 7,
//!                "in_words": "line 9" },
//!     "words": "the words found", "source": { "label": "paragraph 61", "pointer": "/inspection/...", "text": "..." },
//!     "edit": "the words to change them to" }],
//!   "coverage": [{ "pointer": "/inspection/judgements/0", "what": "...", "told": "line 12", "perhaps": null,
//!                 "waived": null }],
//!   "not_looked_at": ["..."] }] }
//! ```
//!
//! A place's `leaf` counts the text's paragraphs, headings, items and cells from 0; `start` and `end` are bytes of its
//! words.

use super::{place_in_words, position};
use crate::check::{Covered, Found};
use crate::finding::Severity;
use crate::story::Checked;
use serde_json::{Value, json};

pub(in crate::cli) fn show(all: &[Checked]) -> String {
    let blocking: usize = all.iter().map(|checked| checked.outcome.count(Severity::Error)).sum();
    let texts: Vec<Value> = all.iter().map(text).collect();
    let whole = json!({ "blocking": blocking, "texts": texts });
    serde_json::to_string_pretty(&whole).expect("it is plain data") + "\n"
}

fn text(checked: &Checked) -> Value {
    let outcome = &checked.outcome;
    let findings: Vec<Value> = outcome.found.iter().map(|found| finding(checked, found)).collect();
    let coverage: Vec<Value> = outcome.coverage.iter().map(|covered| of_coverage(checked, covered)).collect();
    json!({
        "text": checked.path.display().to_string(),
        "words": checked.words,
        "not_read": checked.unread,
        "blocking": outcome.count(Severity::Error),
        "findings": findings,
        "coverage": coverage,
        "not_looked_at": outcome.not_looked_at,
    })
}

fn finding(checked: &Checked, found: &Found) -> Value {
    let place = found.finding.place;
    let mut at = json!({
        "leaf": place.block,
        "start": place.span.start,
        "end": place.span.end,
        "in_words": place_in_words(checked, place),
    });
    if let Some(position) = position(checked, place) {
        let position = serde_json::to_value(position).expect("it is plain data");
        at.as_object_mut()
            .into_iter()
            .for_each(|at| at.extend(position.as_object().into_iter().flatten().map(|(k, v)| (k.clone(), v.clone()))));
    }
    json!({
        "class": &found.class,
        "severity": found.finding.severity.to_string(),
        "message": found.finding.message,
        "hint": found.finding.hint,
        "place": at,
        "words": checked.prose.written(place),
        "source": found.source.as_ref().map(|source| json!({ "label": source.label, "pointer": source.datum.to_string(), "text": source.text })),
        "edit": found.edit,
    })
}

fn of_coverage(checked: &Checked, covered: &Covered) -> Value {
    json!({
        "pointer": covered.datum.to_string(),
        "what": covered.what,
        "told": covered.place.map(|place| place_in_words(checked, place)),
        "perhaps": covered.near.map(|place| place_in_words(checked, place)),
        "waived": covered.waived,
    })
}
