//! Writes a reach as JSON: the messages, and for each cutting its figures, how it tells each message (in their order), what it adds,
//! and its paragraphs in parts with whose words they are.

use crate::reach::{Cell, Cutting, From, Message, Reach};
use serde_json::{Value, json};

pub(super) fn write(reach: &Reach) -> String {
    let value = json!({
        "release": reach.release,
        "words": reach.words,
        "own_words": reach.own_words,
        "messages": reach.messages.iter().map(message).collect::<Vec<_>>(),
        "cuttings": reach.cuttings.iter().map(cutting).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&value).expect("strings and numbers can be written") + "\n"
}

fn message(message: &Message) -> Value {
    json!({
        "kind": message.kind.name(),
        "about": message.about,
        "words": message.words,
        "speaker": message.speaker,
    })
}

fn cutting(cutting: &Cutting) -> Value {
    let share = |from: From| (from.name().to_owned(), json!(rounded(cutting.split.share(from))));
    let added = cutting.added.iter().map(|added| json!({ "about": added.about, "sentence": added.sentence }));
    let line = |line: &crate::reach::LitLine| {
        line.parts.iter().map(|(text, from)| json!({ "text": text, "from": from.name() })).collect::<Vec<_>>()
    };
    json!({
        "name": cutting.name,
        "about_release": cutting.is_about_release(),
        "score": rounded(cutting.score),
        "came_through": rounded(cutting.came_through),
        "own_came_through": rounded(cutting.own_came_through),
        "words": cutting.split.words(),
        "split": From::ALL.into_iter().map(share).collect::<serde_json::Map<_, _>>(),
        "paragraphs": cutting.paragraphs,
        "left_out": cutting.left_out,
        "messages": cutting.cells.iter().map(cell).collect::<Vec<_>>(),
        "added": added.collect::<Vec<_>>(),
        "lines": cutting.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn cell(cell: &Cell) -> Value {
    let sentences = cell.sentences.iter().map(|(text, is_there)| json!({ "text": text, "word_for_word": is_there }));
    json!({
        "verdict": cell.verdict.name(),
        "share": rounded(cell.share),
        "leads": cell.leads,
        "sentence": cell.sentence,
        "sentences": sentences.collect::<Vec<_>>(),
    })
}

/// Returns a share with three digits behind the point.
fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}
