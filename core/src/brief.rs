//! The brief: what people add to a story (`brief.toml`). The file is read in [`load`](crate::load).

use crate::zone::Moment;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// What people add to a story.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Brief {
    /// The day on which the inspectorate publishes the report.
    pub published: Option<Date>,
    /// When the embargo ends (local time), such as `2025-05-06T09:30`. A time that occurs twice in autumn needs its
    /// offset, `2026-10-25T01:30+00:00`.
    pub publish_at: Option<Moment>,
    /// The address of the report's page at the inspectorate (not of the PDF).
    pub report_url: Option<String>,
    /// Key messages: what a text has to get across. They decide which quotations come first, and are not printed.
    pub key_messages: Vec<String>,
    /// Sentences of the report that the texts quote before any other, or never.
    pub quotes: QuoteChoice,
    /// What the council will do next, one sentence each.
    pub next_steps: Vec<String>,
    /// Agreed statements.
    pub statements: Vec<Statement>,
    /// Local facts with their source.
    pub facts: Vec<Fact>,
    /// Links.
    pub links: Vec<Link>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// Judgements or points that this story's texts may leave out, and why.
    pub waivers: Vec<Waiver>,
    /// Children and young people who may be named or pictured.
    pub consents: Vec<Consent>,
    /// Earlier reports on the council, which texts may quote too.
    pub earlier: Vec<EarlierReport>,
    /// What outputs of plugins ask for, in a table for each: `[outputs.OUTPUT]`. `copydesk outputs OUTPUT` lists it.
    pub outputs: BTreeMap<String, Map<String, Value>>,
}

/// Which sentences of the report the texts quote. `copydesk quotes` lists those that can be quoted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuoteChoice {
    /// Those quoted before any other.
    pub pick: Vec<QuoteName>,
    /// Those that no text quotes.
    pub ban: Vec<QuoteName>,
}

/// A name for a sentence of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum QuoteName {
    /// The number of a paragraph: picked, its best sentence; banned, all of them.
    Paragraph(u32),
    /// Some of the sentence's own words.
    Words(String),
}

impl QuoteName {
    /// Reads a name as people type it: a number is that of a paragraph.
    pub fn of(typed: &str) -> QuoteName {
        typed.trim().parse().map_or_else(|_| QuoteName::Words(typed.trim().to_owned()), QuoteName::Paragraph)
    }
}

impl fmt::Display for QuoteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuoteName::Paragraph(number) => write!(f, "paragraph {number}"),
            QuoteName::Words(words) => write!(f, "“{words}”"),
        }
    }
}

impl<'de> Deserialize<'de> for QuoteName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<QuoteName, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = QuoteName;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the number of a paragraph, or some words of a sentence")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<QuoteName, E> {
                let none = |_| de::Error::invalid_value(de::Unexpected::Signed(number), &self);
                u32::try_from(number).map(QuoteName::Paragraph).map_err(none)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<QuoteName, E> {
                let none = |_| de::Error::invalid_value(de::Unexpected::Unsigned(number), &self);
                u32::try_from(number).map(QuoteName::Paragraph).map_err(none)
            }

            fn visit_str<E: de::Error>(self, words: &str) -> Result<QuoteName, E> {
                Ok(QuoteName::Words(words.to_owned()))
            }
        }
        from.deserialize_any(Name)
    }
}

/// An earlier report on the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierReport {
    /// The file, relative to the story's folder: the report (PDF), or the `inspection.toml` that was imported from it.
    pub file: String,
}

/// A judgement or point that this story's texts may leave out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// `improvement 3` for the third point to improve, or the area of a judgement, such as `care-leavers`.
    pub of: String,
    /// Why it may be left out.
    pub because: String,
    /// Who decided it.
    pub by: String,
}

/// Consent to name or picture a child or young person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The name as it may be printed.
    pub name: String,
    /// Who gave it: the young person or, for a child, the holder of parental responsibility.
    pub given_by: String,
    /// The day it was given.
    pub given_on: Date,
}

/// The readers of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatementFor {
    /// Journalists and the public: press release, web news, posts.
    Press,
    /// The council's staff.
    Staff,
    /// Families and carers.
    Families,
    /// Councillors.
    Members,
}

impl StatementFor {
    /// The name in `brief.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            StatementFor::Press => "press",
            StatementFor::Staff => "staff",
            StatementFor::Families => "families",
            StatementFor::Members => "members",
        }
    }
}

/// An agreed statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The speaker: the `id` of a person in `desk.toml` or, without a desk, the person's name.
    pub speaker: String,
    /// The speaker's role in running text, if it is not the one in `desk.toml`.
    #[serde(default)]
    pub role: Option<String>,
    /// Whom the words are for. Left out, they are for everybody outside; words for `staff` alone are printed in the newsletter only.
    #[serde(default)]
    pub r#for: Vec<StatementFor>,
    /// The words, without quotation marks; an empty line separates paragraphs.
    pub words: String,
    /// Who agreed these words, usually the speaker. Without this, a text that quotes them is blocked.
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
    /// The source.
    pub source: String,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The linked page, in words that make sense on their own.
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
    /// Alternative text: what the picture shows, for people who cannot see it.
    pub alt: String,
}
