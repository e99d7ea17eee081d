//! House rules as data: files of rules about words, each with examples of its own (`core/data/house/*.toml`, and a desk's
//! `rules/*.toml`). Not here: how a file is read (load), how its rules are tried and held against a text (check).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A file of house rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// Where its rules are from, such as "GOV.UK style guide, dates"; a rule may name a source of its own.
    pub source: String,
    /// The rules.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// A rule about words. Which keys it has depends on its kind; all of them have examples.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name in lower case with hyphens. Findings have the name of the file before it: `words-to-avoid/utilise`.
    pub id: String,
    /// What it looks for.
    pub kind: RuleKind,
    /// How much its findings weigh, unless the desk's `[checks.weigh]` says otherwise.
    #[serde(default)]
    pub severity: Advice,
    /// What is wrong, in lower case without a full stop; `{}` stands for the words that were found.
    #[serde(default)]
    pub message: Option<String>,
    /// The next step.
    #[serde(default)]
    pub hint: Option<String>,
    /// Where the rule is from, where it is not what the file says.
    #[serde(default)]
    pub source: Option<String>,
    /// Words or phrases to look for. One in lower case is found with capitals too, but not as part of a name.
    #[serde(default)]
    pub words: Vec<String>,
    /// What to look for where words do not say it: a regular expression (of Rust's `regex`). A group `(?<here>...)` is the
    /// place of the finding, where that is not all of it.
    #[serde(default)]
    pub pattern: Option<String>,
    /// Phrases in which the words are right.
    #[serde(default)]
    pub except: Vec<String>,
    /// Of a substitution: what not to write, with what to write instead.
    #[serde(default)]
    pub swap: BTreeMap<String, String>,
    /// Of a substitution with a pattern: what to write instead; `${1}` is what its first group found.
    #[serde(default)]
    pub instead: Option<String>,
    /// Of an occurrence: how often the words may stand.
    #[serde(default)]
    pub most: u32,
    /// Of an occurrence: in what.
    #[serde(default)]
    pub per: Scope,
    /// Of a consistency: groups of words of which a text uses one only, the one to be preferred first.
    #[serde(default)]
    pub forms: Vec<Vec<String>>,
    /// Of a condition: what short forms stand for, where that is known.
    #[serde(default)]
    pub long: BTreeMap<String, String>,
    /// Texts in which the rule finds nothing. What a substitution makes of its wrong examples stands among them.
    pub right: Vec<String>,
    /// Texts in which the rule finds something.
    pub wrong: Vec<String>,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Words that should not be there: `words` or `pattern`.
    #[default]
    Existence,
    /// Words with others to use instead: `swap`, or `pattern` with `instead`.
    Substitution,
    /// Words that stand more often than they should: `words` or `pattern`, `most`, `per`.
    Occurrence,
    /// Words for one thing that differ within a text: `forms`.
    Consistency,
    /// Short forms that are not explained where they first stand: `pattern`, `long`.
    Conditional,
}

/// How much house style weighs: it advises. A desk can make it block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// Worth knowing.
    #[default]
    Note,
    /// Should be looked at.
    Warning,
}

/// In what occurrences are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The whole text.
    #[default]
    Text,
    /// A paragraph, heading or item.
    Paragraph,
    /// A sentence.
    Sentence,
}
