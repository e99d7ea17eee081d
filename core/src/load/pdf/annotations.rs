//! Words that are drawn over a page: what was typed into the fields of a form, and notes that are always shown.

use super::marks::text;
use lopdf::{Dictionary, Document, Object};

/// How many of them are read of one page.
const MOST: usize = 1000;

/// Returns the words over a page.
pub(super) fn words(document: &Document, page: &Dictionary) -> String {
    let all = page.get_deref(b"Annots", document).and_then(Object::as_array);
    let all = all.map(Vec::as_slice).unwrap_or_default().iter().take(MOST);
    let found = all.filter_map(|note| words_of(document, document.dereference(note).ok()?.1.as_dict().ok()?));
    let words: Vec<String> = found.collect();
    words.iter().flat_map(|words| words.split_whitespace()).collect::<Vec<_>>().join(" ")
}

fn words_of(document: &Document, note: &Dictionary) -> Option<String> {
    const HIDDEN: i64 = 2;
    let flags = note.get_deref(b"F", document).and_then(Object::as_i64).unwrap_or(0);
    if flags & HIDDEN != 0 {
        return None;
    }
    let key: &[u8] = match note.get_deref(b"Subtype", document).and_then(Object::as_name).ok()? {
        b"FreeText" => b"Contents",
        b"Widget" => b"V",
        _ => return None,
    };
    let parent = || note.get_deref(b"Parent", document).ok()?.as_dict().ok()?.get_deref(key, document).ok();
    let value = note.get_deref(key, document).ok().or_else(parent)?;
    value.as_str().ok().map(text)
}
