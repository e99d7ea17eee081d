//! The place of each value in a text.

use crate::text::Span;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The places of all keys and values of a text, by JSON pointer (RFC 6901), such as `/people/1/id`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueSpans(BTreeMap<String, ValueSpan>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct ValueSpan {
    key: Span,
    value: Span,
}

impl ValueSpans {
    pub(super) fn of(root: &Spanned<DeTable<'_>>) -> ValueSpans {
        let mut places = ValueSpans::default();
        places.add_table("", root.get_ref());
        places
    }

    fn add_table(&mut self, pointer: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            self.add(child(pointer, key.get_ref()), key.span().into(), value);
        }
    }

    fn add(&mut self, pointer: String, key: Span, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::Table(table) => self.add_table(&pointer, table),
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.add(format!("{pointer}/{index}"), item.span().into(), item);
                }
            }
            _ => {}
        }
        self.0.insert(pointer, ValueSpan { key, value: value.span().into() });
    }

    /// Returns the bytes of a value; for a table with a header, the header. If there is no such value, those of the
    /// table that would hold it, or the start of the text.
    pub fn value(&self, pointer: &str) -> Span {
        self.nearest(pointer).map_or(Span::at(0), |place| place.value)
    }

    /// Returns the bytes of a key; of an item of a list, those of the item.
    pub fn key(&self, pointer: &str) -> Span {
        self.nearest(pointer).map_or(Span::at(0), |place| place.key)
    }

    /// Returns the pointer of the innermost value that has a place, or of the innermost table whose header has it.
    pub(super) fn innermost(&self, place: Span) -> Option<String> {
        let around = self.0.iter().filter(|(_, own)| own.value.encloses(place) || own.key.encloses(place));
        around.min_by_key(|(pointer, own)| (own.value.len(), pointer.len())).map(|(pointer, _)| pointer.clone())
    }

    fn nearest(&self, mut pointer: &str) -> Option<&ValueSpan> {
        loop {
            if let Some(place) = self.0.get(pointer) {
                return Some(place);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }
}

/// Returns the pointer of a table's value.
pub(super) fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::ValueSpans;
    use toml::de::DeTable;

    #[test]
    fn finds_keys_and_values_and_falls_back_on_what_would_hold_them() {
        let text = "a = 1\n[b]\n\"c/d~\" = [2, 'é']\n[[e]]\nf = { g = 3 }\n[[e]]\n";
        let places = ValueSpans::of(&DeTable::parse(text).expect("a table"));
        let value = |pointer| &text[places.value(pointer)];
        assert_eq!(["/a", "/b", "/b/c~1d~0/1", "/e/0/f/g", "/e/1"].map(value), ["1", "[b]", "'é'", "3", "[[e]]"]);
        assert_eq!(
            ["/b/c~1d~0", "/e/0/f", "/b/c~1d~0/1"].map(|pointer| &text[places.key(pointer)]),
            ["\"c/d~\"", "f", "'é'"]
        );
        assert_eq!(places.value("/e/1/f/g").start, text.rfind("[[e]]").expect("the second item"));
        assert_eq!(["/none", "", "none"].map(value), ["", "", ""]);
    }
}
