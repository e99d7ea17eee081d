//! Where the words of a run come from. Not here: what the data mean that an origin points at.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::fmt::Display;

/// Where the words of a run come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Not known: the text was not drafted by this program.
    #[default]
    Unknown,
    /// A template's own words.
    Template {
        /// The template's name, such as `press-release/notes`.
        name: String,
        /// The line of the template, from 1.
        line: usize,
    },
    /// Data of the story; more than one where the words were made of several.
    Data(Vec<Source>),
    /// A plugin's own short words.
    Plugin {
        /// The plugin's id.
        id: String,
    },
    /// A marked place: nobody has given these words yet.
    Place,
    /// A person, who put the words into a text that was drafted or approved before.
    Person {
        /// Who, where the file says so.
        #[serde(default)]
        name: Option<String>,
    },
}

/// A datum, or a part of its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Source {
    /// JSON pointer into the story, such as `/inspection/paragraphs/56/text`.
    pub pointer: String,
    /// The part of the datum's text, in bytes of UTF-8; none for all of it.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<std::ops::Range<usize>>"))]
    pub part: Option<Span>,
}

impl Source {
    /// All of a datum, by its address.
    pub fn whole(datum: &impl Display) -> Source {
        Source { pointer: datum.to_string(), part: None }
    }

    /// A part of a datum's text.
    pub fn part(datum: &impl Display, part: Span) -> Source {
        Source { pointer: datum.to_string(), part: Some(part) }
    }
}
