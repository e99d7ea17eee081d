//! How a plugin answers: with a plan, that is, which data are said in which order, beside the plugin's own short words.
//! A plan is any serde value; where a datum belongs in it stands a [`Ref`]. The program puts the datum there before the
//! template is rendered, so a plugin never retypes a fact and every word of the draft keeps its origin.
//!
//! In JSON a reference is `{"$ref": "/inspection/judgements/0"}`. Every other string of a plan counts as the plugin's own
//! words.

use crate::story::Id;
use serde::Serialize;

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
