//! The brief: what people add to a story (`brief.toml`). Not here: how the file is read (load).

use crate::zone::Moment;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What people add to a story.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Brief {
    /// The day on which the inspectorate publishes the report.
    pub published: Option<Date>,
    /// The day and time before which nothing goes out, by the council's clocks, such as `2025-05-06T09:30`; a time that the
    /// clocks show twice in autumn is written with its offset, `2026-10-25T01:30+00:00`.
    pub publish_at: Option<Moment>,
    /// The address of the report's page at the inspectorate (not of the file).
    pub report_url: Option<String>,
    /// What the text should bring across.
    pub key_messages: Vec<String>,
    /// What the council does next, a sentence each.
    pub next_steps: Vec<String>,
    /// Words that people agreed to.
    pub statements: Vec<Statement>,
    /// Local facts with their source.
    pub facts: Vec<Fact>,
    /// Links.
    pub links: Vec<Link>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// What a text of this story may leave out, and why.
    pub waivers: Vec<Waiver>,
    /// Children and young people who may be named or pictured.
    pub consents: Vec<Consent>,
}

/// Something that a balanced text would tell and that this story's texts may leave out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// What: `improvement 3` for the third point to improve, or the area of a judgement, such as `care-leavers`.
    pub of: String,
    /// Why it may be left out.
    pub because: String,
    /// Who decided that.
    pub by: String,
}

/// Somebody's consent that a child or young person is named or pictured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The name as it may be printed.
    pub name: String,
    /// Who gave it: the young person or, for a child, who holds parental responsibility.
    pub given_by: String,
    /// The day it was given.
    pub given_on: Date,
}

/// Words that a person agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Who speaks: the `id` of a person in `desk.toml`, or, without a desk, the person's name.
    pub speaker: String,
    /// The speaker's role in running text; taken from `desk.toml` where it stands there.
    #[serde(default)]
    pub role: Option<String>,
    /// The words, without quotation marks; paragraphs are parted by an empty line.
    pub words: String,
    /// Who agreed to these words, as a rule the speaker. Without it, a text that quotes them is blocked.
    #[serde(default)]
    pub agreed_by: Option<String>,
    /// The day of the agreement.
    #[serde(default)]
    pub agreed_on: Option<Date>,
}

/// A local fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The fact, a sentence.
    pub text: String,
    /// Where it is from.
    pub source: String,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Where it leads, in words that make sense on their own.
    pub text: String,
    /// The address.
    pub url: String,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The file, relative to the story's folder.
    pub file: String,
    /// What can be seen, for those who cannot see it.
    pub alt: String,
}
