//! Prints origins as one JSON object:
//!
//! ```json
//! { "text": "press-release.md", "drafted": { "kept": 410, "new": 3 }, "words": { "report": 120, "person": 3 },
//!   "lines": [{ "leaf": 0, "kind": "heading", "runs": [{ "words": "Outstanding", "start": 4, "end": 15,
//!     "whose": "report", "label": "paragraph 61 of the report", "origin": { "data": [] },
//!     "sources": [{ "label": "...", "pointer": "/inspection/paragraphs/60/text", "part": { "start": 0, "end": 9 },
//!                   "text": "..." }] }] }] }
//! ```
//!
//! `leaf` counts the text's paragraphs, headings, items and cells from 0; `start` and `end` are bytes of the leaf's
//! words, and those of a `part` are bytes of the source's `text`. `drafted` is null if no draft of the story has the
//! words.

use crate::document::Kind;
use crate::story::{Cited, Traced, TracedLine};
use serde_json::{Map, Value, json};

pub(super) fn show(traced: &Traced) -> String {
    let words: Map<String, Value> =
        traced.words().into_iter().map(|(whose, count)| (whose.id().to_owned(), count.into())).collect();
    let lines: Vec<Value> = traced.lines.iter().enumerate().map(|(leaf, line)| of_line(leaf, line)).collect();
    let drafted = traced.drafted.map(|carried| json!({ "kept": carried.kept, "new": carried.new }));
    let whole = json!({
        "text": traced.path.display().to_string(),
        "drafted": drafted,
        "words": words,
        "lines": lines,
    });
    serde_json::to_string_pretty(&whole).expect("it is plain data") + "\n"
}

fn of_line(leaf: usize, line: &TracedLine) -> Value {
    let mut at = 0;
    let runs = line.runs.iter().map(|run| {
        let start = at;
        at += run.run.text.len();
        json!({
            "words": run.run.text,
            "start": start,
            "end": at,
            "whose": run.whose.id(),
            "label": run.label,
            "origin": run.run.origin,
            "sources": run.sources.iter().map(source).collect::<Vec<Value>>(),
        })
    });
    let runs: Vec<Value> = runs.collect();
    json!({ "leaf": leaf, "kind": kind(&line.kind), "runs": runs })
}

fn source(cited: &Cited) -> Value {
    json!({
        "label": cited.label,
        "pointer": cited.pointer,
        "part": cited.part.as_ref().map(|part| json!({ "start": part.start, "end": part.end })),
        "text": cited.text,
    })
}

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Heading(_) => "heading",
        Kind::Paragraph => "paragraph",
        Kind::Image { .. } => "image",
        Kind::Rule => "rule",
    }
}
