//! How a kind of document names bodies besides the council: the partners that a joint inspection looks at, and what runs
//! the service. It is data in the file of the kind; the words are found in [`load`](crate::load).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The partners that documents of a kind name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Partners {
    /// What running text calls all of them together, without an article: "local area partnership".
    pub called: String,
    /// How a sentence begins that names them, up to the first name.
    pub are: String,
    /// Who besides the council should have a word: "somebody for the NHS".
    pub speaks: String,
    /// Regular expressions of the sentences that name them, the surest first; the group `names` is their list. Without any,
    /// they are named in the address of a letter.
    #[serde(default)]
    pub sentences: Vec<String>,
    /// How names of bodies end: "Council".
    pub bodies: Vec<String>,
    /// Names of bodies that are complete without the name of a place: "National Probation Service".
    #[serde(default)]
    pub whole: Vec<String>,
    /// Words in capitals that are part of no body's name: what people are, in an address.
    #[serde(default)]
    pub people: Vec<String>,
    /// Texts, and the names that are read in them.
    pub examples: Vec<PartnersExample>,
}

/// A text that names partners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnersExample {
    /// A sentence, or the lines of an address.
    pub text: String,
    /// The place that the document is about.
    pub place: String,
    /// The names in it.
    pub names: Vec<String>,
}

/// The trust or company that runs the service, where a document says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunBy {
    /// Regular expressions of the sentences that say so, the surest first; `{name}` is its name.
    pub sentences: Vec<String>,
    /// Texts, and the name that is read in them.
    pub examples: Vec<RunByExample>,
}

/// A text, and what runs the service according to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunByExample {
    /// One sentence or several.
    pub text: String,
    /// The name; none where the text names nobody who runs the service.
    #[serde(default)]
    pub name: Option<String>,
}
