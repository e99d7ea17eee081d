//! House rules, as data: files of rules about words, each with examples (`core/data/house/*.toml`, and a desk's
//! `rules/*.toml`). The files are read in [`load`](crate::load), the rules applied in [`check`](crate::check).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A file of house rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// The source of its rules, such as "GOV.UK style guide, dates"; a rule may name another one.
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
    /// The kind of rule.
    pub kind: RuleKind,
    /// The severity of its findings, unless the desk's `[checks.weigh]` sets another.
    #[serde(default)]
    pub severity: Advice,
    /// What is wrong, in lower case without a full stop; `{}` is replaced with the words found.
    #[serde(default)]
    pub message: Option<String>,
    /// The next step.
    #[serde(default)]
    pub hint: Option<String>,
    /// The source of the rule, if it differs from the file's.
    #[serde(default)]
    pub source: Option<String>,
    /// Words or phrases to look for. One in lower case is found with capitals too, but not as part of a name.
    #[serde(default)]
    pub words: Vec<String>,
    /// A regular expression to look for, instead of words (in the syntax of Rust's `regex`). A group `(?<here>...)`
    /// marks the place of the finding, if that is not the whole match.
    #[serde(default)]
    pub pattern: Option<String>,
    /// Phrases in which the words are allowed.
    #[serde(default)]
    pub except: Vec<String>,
    /// For a substitution: what not to write, with what to write instead.
    #[serde(default)]
    pub swap: BTreeMap<String, String>,
    /// For a substitution with a pattern: what to write instead; `${1}` is the match of its first group.
    #[serde(default)]
    pub instead: Option<String>,
    /// For an occurrence: how often the words are allowed.
    #[serde(default)]
    pub most: u32,
    /// For an occurrence: in what they are counted.
    #[serde(default)]
    pub per: Scope,
    /// For a consistency: groups of words of which a text should use only one, the preferred one first.
    #[serde(default)]
    pub forms: Vec<Vec<String>>,
    /// For a condition: the long forms of short forms, if known.
    #[serde(default)]
    pub long: BTreeMap<String, String>,
    /// Texts in which the rule finds nothing. The corrected wrong examples of a substitution are among them.
    pub right: Vec<String>,
    /// Texts in which the rule finds something.
    pub wrong: Vec<String>,
}

/// A kind of rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Words that should not be used: `words` or `pattern`.
    #[default]
    Existence,
    /// Words to replace with others: `swap`, or `pattern` with `instead`.
    Substitution,
    /// Words used too often: `words` or `pattern`, `most`, `per`.
    Occurrence,
    /// Words for one thing that vary within a text: `forms`.
    Consistency,
    /// Short forms not explained at their first use: `pattern`, `long`.
    Conditional,
}

/// The severity of house style, which advises. A desk can make it block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// Worth knowing.
    #[default]
    Note,
    /// Someone should look at it.
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
