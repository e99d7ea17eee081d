//! The requests that a plugin is tried with: those of the SDK, those of its author, and what is made of them. Not here: what
//! they are tried for.

use crate::plugin::Offer;
use serde_json::Value;

/// A request.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What reports call it.
    pub name: String,
    /// The request's bytes; an author's own may be anything.
    bytes: Vec<u8>,
    /// Whether it is an author's own.
    own: bool,
}

macro_rules! built_in {
    ($($name:literal),+) => { [$(($name, include_str!(concat!("../../../../plugins/sdk/samples/", $name, ".json")))),+] };
}

/// The SDK's: a good result with all that a desk and a brief add, a mixed one, and a report alone.
pub(super) fn built_in() -> Vec<Sample> {
    let all = built_in!("good-result", "mixed-result", "bare");
    all.map(|(name, text)| Sample { name: name.to_owned(), bytes: text.as_bytes().to_vec(), own: false }).into()
}

impl Sample {
    /// An author's own. One that names an output is tried for that output only, every other one for each.
    pub fn own(name: impl Into<String>, bytes: Vec<u8>) -> Sample {
        Sample { name: name.into(), bytes, own: true }
    }

    /// The request as JSON, where it is.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.bytes).ok()
    }

    /// The request for an output; `None` where it is meant for another one.
    pub fn asking_for(&self, offer: &Offer) -> Option<Vec<u8>> {
        let Some(mut request) = self.json().filter(Value::is_object) else { return Some(self.bytes.clone()) };
        let named = request["output"].as_str().unwrap_or_default();
        if self.own && !named.is_empty() && named != offer.id {
            return None;
        }
        request["output"] = offer.id.as_str().into();
        Some(bytes_of(&request))
    }

    /// The request for an output as JSON, which the SDK's samples are.
    pub(super) fn json_for(&self, offer: &Offer) -> Value {
        let mut request = self.json().filter(Value::is_object).unwrap_or_else(|| serde_json::json!({}));
        request["output"] = offer.id.as_str().into();
        request
    }
}

/// A request as it goes to a plugin.
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
