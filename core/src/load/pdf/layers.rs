//! Layers: parts of a document that a reader can switch on and off (ISO 32000-1, 8.11). What is switched off by the file is
//! not seen.

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::HashSet;

/// Which layers are switched off.
#[derive(Default)]
pub(super) struct Layers {
    off: HashSet<ObjectId>,
}

impl Layers {
    /// Returns the layers that the file switches off by default.
    pub(super) fn of(document: &Document) -> Layers {
        let found = || {
            let all = document.catalog().ok()?.get_deref(b"OCProperties", document).ok()?.as_dict().ok()?;
            let default = all.get_deref(b"D", document).ok()?.as_dict().ok()?;
            let off =
                default.get_deref(b"BaseState", document).and_then(Object::as_name).is_ok_and(|state| state == b"OFF");
            let mut layers = Layers::default();
            if off {
                layers.off.extend(ids(document, all, b"OCGs"));
                let on: HashSet<ObjectId> = ids(document, default, b"ON").into_iter().collect();
                layers.off.retain(|layer| !on.contains(layer));
            } else {
                layers.off.extend(ids(document, default, b"OFF"));
            }
            Some(layers)
        };
        found().unwrap_or_default()
    }

    /// Returns `true` if a layer is switched off, or a group of layers does not show.
    pub(super) fn hide(&self, document: &Document, layer: &Object) -> bool {
        if layer.as_reference().is_ok_and(|id| self.off.contains(&id)) {
            return true;
        }
        let Some(group) = document.dereference(layer).ok().and_then(|(_, group)| group.as_dict().ok()) else {
            return false;
        };
        let members = ids(document, group, b"OCGs");
        let is_off = |id: &ObjectId| self.off.contains(id);
        if members.is_empty() {
            return false;
        }
        match group.get_deref(b"P", document).and_then(Object::as_name) {
            Ok(b"AllOn") => members.iter().any(is_off),
            Ok(b"AnyOff") => !members.iter().any(is_off),
            Ok(b"AllOff") => !members.iter().all(is_off),
            _ => members.iter().all(is_off),
        }
    }
}

/// Returns the objects that a key lists, or the one that it names.
fn ids(document: &Document, dict: &Dictionary, key: &[u8]) -> Vec<ObjectId> {
    if let Ok(one) = dict.get(key).and_then(Object::as_reference)
        && !document.get_object(one).is_ok_and(|object| object.as_array().is_ok())
    {
        return vec![one];
    }
    let list = dict.get_deref(key, document).and_then(Object::as_array);
    list.map(|list| list.iter().filter_map(|item| item.as_reference().ok()).collect()).unwrap_or_default()
}
