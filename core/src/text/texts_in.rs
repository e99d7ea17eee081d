//! The texts in a JSON value.

use serde_json::Value;

/// Returns the texts and numbers in a value, in its order, each with its JSON pointer; `pointer` is the value's own.
pub fn texts_in(pointer: &str, value: &Value) -> Vec<(String, String)> {
    let below = |key: &str, value| texts_in(&format!("{pointer}/{key}"), value);
    match value {
        Value::String(text) => vec![(pointer.to_owned(), text.clone())],
        Value::Number(number) => vec![(pointer.to_owned(), number.to_string())],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(place, item)| below(&place.to_string(), item)).collect()
        }
        Value::Object(parts) => parts.iter().flat_map(|(key, part)| below(key, part)).collect(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::texts_in;
    use serde_json::json;

    #[test]
    fn each_pointer_leads_to_its_text() {
        let value =
            json!({ "day": "2026-05-05", "list": ["a", "b"], "team": { "name": "Hub", "url": null }, "yes": true });
        let all = texts_in("", &value);
        let pointers: Vec<&str> = all.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(pointers, ["/day", "/list/0", "/list/1", "/team/name"]);
        assert!(all.iter().all(|(pointer, text)| value.pointer(pointer).unwrap().as_str() == Some(text)));
        assert_eq!(texts_in("/x", &json!(3)), [("/x".to_owned(), "3".to_owned())]);
    }
}
