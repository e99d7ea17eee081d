//! Writes a redline as JSON: `summary` by class, and `runs` in reading order. The end of a paragraph is a line break
//! with its own mark; a moved passage is written once, at its new place, with an empty run at the old one.

use super::Changes;
use crate::document::{Change, Class, Mark, Noted, Redline, Side};
use serde::Serialize;
use serde_json::{Map, Value, json};

pub(super) fn write(changes: &Changes<'_>) -> String {
    let value = json!({ "summary": summary(changes), "runs": runs(changes.redline) });
    let mut text = serde_json::to_string_pretty(&value).expect("strings and numbers can be written");
    text.push('\n');
    text
}

fn summary(changes: &Changes<'_>) -> Value {
    let by_class = Class::ALL.into_iter().map(|class| {
        let noted: Vec<&Noted> = changes.summary.of(class).collect();
        (class.key().to_owned(), json!(noted))
    });
    let mut summary: Map<String, Value> = by_class.collect();
    summary.insert("words".to_owned(), json!(changes.summary.words));
    summary.insert("shapes".to_owned(), json!(changes.summary.shapes));
    summary.insert("not_compared".to_owned(), json!(changes.summary.not_compared));
    summary.insert("left_out".to_owned(), json!(changes.summary.left_out));
    summary.insert("same".to_owned(), json!(changes.summary.is_same()));
    summary.insert("simplified".to_owned(), json!(changes.summary.simplified));
    Value::Object(summary)
}

#[derive(Serialize)]
struct JsonRun {
    text: String,
    mark: &'static str,
    #[serde(rename = "move")]
    moved: Option<Moved>,
}

#[derive(PartialEq, Eq, Serialize)]
struct Moved {
    id: u32,
    side: &'static str,
}

fn runs(redline: &Redline) -> Vec<JsonRun> {
    let mut runs: Vec<JsonRun> = Vec::new();
    for line in &redline.lines {
        let next = line.runs.iter().skip(1).map(|marked| marked.change).chain([line.end]);
        for (marked, next) in line.runs.iter().zip(next) {
            push(&mut runs, &marked.run.text, marked.change);
            let is_spaced = |text: &str| text.contains(char::is_whitespace);
            if next.mark == Mark::Inserted && is_spaced(&marked.old().text) && !is_spaced(&marked.run.text) {
                // An insertion replaced the space between two old words: they are two in JSON too.
                push(&mut runs, " ", Change { mark: Mark::Deleted, ..marked.change });
            }
        }
        if line.end.side() != Some(Side::From) {
            push(&mut runs, "\n", line.end);
        }
    }
    runs
}

fn push(runs: &mut Vec<JsonRun>, text: &str, change: Change) {
    let mark = match change.mark {
        Mark::Kept => "kept",
        Mark::Inserted => "inserted",
        Mark::Deleted => "deleted",
    };
    let side = |side| if side == Side::From { "from" } else { "to" };
    let moved = change.moved.map(|moved| Moved { id: moved.id, side: side(moved.side) });
    match runs.last_mut() {
        Some(last) if last.mark == mark && last.moved == moved => last.text.push_str(text),
        _ => runs.push(JsonRun { text: text.to_owned(), mark, moved }),
    }
}
