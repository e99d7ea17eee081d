//! Where words come from, as far as a template knows.

use crate::document::Source;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// Where words come from, as far as a template knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum OriginMark {
    /// The template's own text.
    Template,
    /// Data of the context.
    Data(Vec<Source>),
    /// A placeholder.
    Place,
}

impl OriginMark {
    /// Returns the origin of a part of the words, in bytes; for words of several data, that of all of them.
    pub(super) fn narrowed(mut self, words: Span) -> OriginMark {
        if let OriginMark::Data(sources) = &mut self
            && let [source] = &mut sources[..]
        {
            source.part = Some(words + source.part.map_or(0, |part| part.start));
        }
        self
    }

    /// Returns the origin of words that are made of both.
    pub(super) fn and(&self, other: &OriginMark) -> OriginMark {
        match (self, other) {
            (OriginMark::Data(a), OriginMark::Data(b)) => {
                let mut sources = a.clone();
                sources.extend(b.iter().filter(|source| !a.contains(source)).cloned());
                OriginMark::Data(sources)
            }
            (OriginMark::Place, _) | (_, OriginMark::Template) => self.clone(),
            _ => other.clone(),
        }
    }
}
