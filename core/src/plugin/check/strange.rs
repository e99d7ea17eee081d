//! Group C, last part: text as people write it somewhere. Not here: whether it can be told from markup afterwards; the program
//! renders it, and the story layer looks.

use super::samples::{bytes_of, each_object};
use super::subject::Answer;
use super::{Check, Outcome, Sample, Skipped, Subject};
use serde_json::Value;

pub(super) const CHECKS: &[Check] = &[Check { id: "C14", title: "bears unusual text", run: unusual }];

/// Welsh, from right to left, four bytes a letter, joined signs, quotation marks, and the marks of templates, HTML, Markdown
/// and C.
const TEXT: &str = "Tŷ’r Ŵyl שלום مرحبا 𝕬𐍈 👩‍👩‍👧 e\u{301} “‘\"'»« {{#if x}}{{{y}}} <script>&amp;</script> **[a](b)** `|` %s%n \\0 \u{a0}\u{200b}";

/// The fields in which people write freely; all others are names that mean something to programs.
const FREE: [&str; 21] = [
    "about",
    "alt",
    "framework_title",
    "grade_name",
    "key_messages",
    "name",
    "next_steps",
    "offer",
    "place",
    "practice_model",
    "region",
    "role",
    "short",
    "source",
    "summary",
    "tag",
    "text",
    "title",
    "words",
    "phone",
    "file",
];

fn unusual(subject: &Subject<'_>) -> Result<Outcome, Skipped> {
    let mut wrong = Vec::new();
    for offer in subject.offers()? {
        let request = bytes_of(&strange(&subject.samples[0], &offer.id));
        wrong.extend(Some(subject.ask(&offer.id, "unusual text", &request)?).as_ref().and_then(Answer::wrong));
    }
    let fix = "cut and count text by characters, never by bytes, and take no byte for a sign of its own";
    Ok(Outcome::of(&wrong, fix, "what it writes stays whole"))
}

/// The sample with unusual text in every field in which people write freely.
pub(super) fn strange(sample: &Sample, output: &str) -> Value {
    let mut request = sample.json().unwrap_or_default();
    each_object(&mut request, &mut |object| {
        for (key, value) in object {
            if FREE.contains(&key.as_str()) {
                fill(value);
            }
        }
    });
    request["output"] = output.into();
    request
}

fn fill(value: &mut Value) {
    match value {
        Value::String(text) => text.push_str(TEXT),
        Value::Array(items) => items.iter_mut().for_each(fill),
        _ => {}
    }
}
