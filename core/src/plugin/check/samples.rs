//! The requests that a plugin is tested with: the SDK's, its author's, and variations of them.

use crate::plugin::Offer;
use serde_json::Value;

/// A request.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The name in reports.
    pub name: String,
    /// The request's bytes; an author's may be anything.
    bytes: Vec<u8>,
    /// Whether it is an author's.
    own: bool,
}

/// Marks that mean something in Markdown.
pub(super) const MARKUP: &str = "**[a](b)**";

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

macro_rules! built_in {
    ($($name:literal),+) => { [$(($name, include_str!(concat!("../../../../plugins/sdk/samples/", $name, ".json")))),+] };
}

/// Returns the SDK's: a good result with all that a desk and a brief add, a mixed one, and a report alone.
pub(super) fn built_in() -> Vec<Sample> {
    let all = built_in!("good-result", "mixed-result", "bare");
    all.map(|(name, text)| Sample { name: name.to_owned(), bytes: text.as_bytes().to_vec(), own: false }).into()
}

impl Sample {
    /// Creates a sample of an author's. One that names an output is tried for that output only, any other for each.
    pub fn own(name: impl Into<String>, bytes: Vec<u8>) -> Sample {
        Sample { name: name.into(), bytes, own: true }
    }

    /// Returns the request as JSON, if it is an object.
    fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.bytes).ok().filter(Value::is_object)
    }

    /// Returns the request for an output; `None` if it is meant for another one.
    pub(super) fn asking_for(&self, offer: &Offer) -> Option<Vec<u8>> {
        let Some(request) = self.json() else { return Some(self.bytes.clone()) };
        let named = request["output"].as_str().unwrap_or_default();
        let for_another = self.own && !named.is_empty() && named != offer.id;
        (!for_another).then(|| bytes_of(&self.json_for(offer)))
    }

    /// Returns the request for an output as JSON, which the SDK's samples are; of one that is none, only the output
    /// and its language.
    pub(super) fn json_for(&self, offer: &Offer) -> Value {
        let mut request = self.json().unwrap_or_else(|| serde_json::json!({}));
        request["output"] = offer.id.as_str().into();
        if let Some(language) = &offer.language {
            request["language"] = language.as_str().into();
        }
        request
    }
}

/// Returns a request as it goes to a plugin.
pub(super) fn bytes_of(request: &Value) -> Vec<u8> {
    serde_json::to_vec(request).expect("JSON is plain data")
}

/// Calls `act` with every object in a value, itself included.
pub(super) fn each_object(value: &mut Value, act: &mut impl FnMut(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, act)),
        Value::Object(map) => {
            map.values_mut().for_each(|item| each_object(item, act));
            act(map);
        }
        _ => {}
    }
}

/// Returns the sample with unusual text in every field in which people write freely.
pub(super) fn strange(sample: &Sample, offer: &Offer) -> Vec<u8> {
    let mut request = sample.json_for(offer);
    each_object(&mut request, &mut |object| {
        for (key, value) in object {
            if FREE.contains(&key.as_str()) {
                fill(value);
            }
        }
    });
    bytes_of(&request)
}

fn fill(value: &mut Value) {
    match value {
        Value::String(text) => text.push_str(TEXT),
        Value::Array(items) => items.iter_mut().for_each(fill),
        _ => {}
    }
}
