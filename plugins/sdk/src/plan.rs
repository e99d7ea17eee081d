//! The plan: a plugin's answer, which says which data to use in which order, with short words of the plugin's own. A
//! plan is any serde value, with a [`Ref`] in place of each datum. The program inserts the datum before the template is
//! rendered, so a plugin never retypes a fact and every word of the draft keeps its origin.
//!
//! In JSON a reference is `{"$ref": "/inspection/judgements/0"}`. Every other string in a plan counts as the plugin's
//! own text.

use crate::story::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Stands for a datum of the request inside a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ref {
    #[serde(rename = "$ref")]
    pointer: Id,
}

impl From<&Id> for Ref {
    fn from(id: &Id) -> Ref {
        Ref { pointer: id.clone() }
    }
}

impl From<Id> for Ref {
    fn from(pointer: Id) -> Ref {
        Ref { pointer }
    }
}

/// One part of a document, as the program collects it from a plugin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// Markdown: the plugin's own text.
    Text(String),
    /// A template, and what it is rendered with.
    Render {
        /// The template's name.
        template: String,
        /// The plan.
        plan: Value,
    },
}

/// Returns `true` if a text can be the name of a template: segments of `a` to `z`, `0` to `9` and `-`, parted by `/`, no longer
/// than 100 bytes. So no name leads out of the folder of templates.
pub const fn is_template_name(name: &str) -> bool {
    let name = name.as_bytes();
    let (mut at, mut segment) = (0, 0);
    while at < name.len() {
        match name[at] {
            b'/' if segment > 0 => segment = 0,
            b'a'..=b'z' | b'0'..=b'9' | b'-' => segment += 1,
            _ => return false,
        }
        at += 1;
    }
    segment > 0 && name.len() <= 100
}

/// Returns `true` if a template's name belongs to an output: it is the output's id, or begins with it and `/`. A plugin
/// carries templates of its own outputs only, so that none replaces another's.
pub const fn is_template_of(output: &str, name: &str) -> bool {
    let (output, name) = (output.as_bytes(), name.as_bytes());
    let mut at = 0;
    while at < output.len() {
        if at == name.len() || name[at] != output[at] {
            return false;
        }
        at += 1;
    }
    at == name.len() || name[at] == b'/'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_an_object_with_one_key() {
        let plan = serde_json::json!({ "grade": Ref::from(&Id::new("/inspection/judgements/0")) });
        assert_eq!(plan.to_string(), r#"{"grade":{"$ref":"/inspection/judgements/0"}}"#);
    }

    #[test]
    fn a_template_name_leads_nowhere_else() {
        for name in ["press-release", "press-release/web", "a1"] {
            assert!(is_template_name(name), "{name}");
        }
        for name in ["", "/", "a/", "a//b", "../a", "a/..", "Press", "a.hbs", "a b", &"a".repeat(101)] {
            assert!(!is_template_name(name), "{name}");
        }
    }

    #[test]
    fn a_template_belongs_to_the_output_it_is_named_after() {
        for name in ["letter", "letter/main", "letter/a/b"] {
            assert!(is_template_of("letter", name), "{name}");
        }
        for name in ["lette", "letters", "letter-2", "other", "other/letter", ""] {
            assert!(!is_template_of("letter", name), "{name}");
        }
    }
}
