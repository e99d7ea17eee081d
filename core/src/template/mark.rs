//! Where words come from, as far as a template knows.

use crate::document::Source;
use serde::{Deserialize, Serialize};

/// Where words come from, as far as a template knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Mark {
    /// The template's own text.
    Template,
    /// Data of the context.
    Data(Vec<Source>),
    /// A placeholder.
    Place,
}

impl Mark {
    /// Returns the origin of words that are made of both.
    pub(super) fn and(&self, other: &Mark) -> Mark {
        match (self, other) {
            (Mark::Data(a), Mark::Data(b)) => {
                let mut sources = a.clone();
                sources.extend(b.iter().filter(|source| !a.contains(source)).cloned());
                Mark::Data(sources)
            }
            (Mark::Place, _) | (_, Mark::Template) => self.clone(),
            _ => other.clone(),
        }
    }
}
