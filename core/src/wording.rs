//! How people write about grades, as data: classes of words, and rules that recognise claims. The files are read in
//! [`load`](crate::load) and applied in [`check`](crate::check).

use crate::language::Marker;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The data for reading claims about grades.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The words.
    pub words: Words,
    /// The rules.
    pub rules: Rules,
    /// The rules that may block.
    pub earned: Earned,
}

/// The words in which people write about grades.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Classes of words, by name.
    pub classes: BTreeMap<String, Class>,
    /// The names of judgements, by the framework's identifier.
    pub areas: BTreeMap<String, Vec<String>>,
    /// The names of grades, by the framework's identifier.
    pub grades: BTreeMap<String, Vec<String>>,
}

/// Words with the same function in a sentence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// The letter that represents these words in a rule: an ASCII letter or digit.
    pub letter: char,
    /// The list of the language that is part of it, if any.
    #[serde(default)]
    pub marker: Option<Marker>,
    /// Words and phrases.
    #[serde(default)]
    pub words: Vec<String>,
}

/// The rules that have earned the right to block, because their findings were right on the corpus. A claim blocks if
/// both its parts have.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Earned {
    /// The rules, or forms of words, that identify a grade.
    pub frames: BTreeSet<String>,
    /// Whose grade it is, from which inspection, and with what force: three names separated by " / ".
    pub readings: BTreeSet<String>,
}

/// The rules, in the order in which they are tried: in each table, the first that fits decides.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// A list of judgements: the meaning of `LIST` in a rule.
    pub list: String,
    /// Grades whose words can also be a verb with an object.
    pub verb_grades: Vec<String>,
    /// Verbs that say that a grade has not changed.
    pub keep_verbs: Vec<String>,
    /// Words that begin a question which presupposes what it asks about.
    pub presuming_heads: Vec<String>,
    /// Words that begin a sentence about words: a quotation in it asserts nothing.
    pub mention_heads: Vec<String>,
    /// Rules that decide whether words are a grade.
    pub is_grade: Vec<Rule<()>>,
    /// The same for grades whose words can also be a verb.
    pub is_verb_grade: Vec<Rule<()>>,
    /// Rules that find whose grade it is in what follows it.
    pub whose_after: Vec<Rule<WhoseRule>>,
    /// Rules that find whose grade it is in what comes before it.
    pub whose_before: Vec<Rule<WhoseRule>>,
    /// Rules that find which inspection gave it.
    pub time: Vec<Rule<TimeRule>>,
    /// Rules that find with what force the sentence says so.
    pub force: Vec<Rule<Force>>,
}

/// One rule over the letters of a sentence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule<G: Default + JsonSchema> {
    /// Its name.
    pub name: String,
    /// A regular expression searched for in the letters before the grade; an empty one always fits.
    #[serde(default)]
    pub left: String,
    /// A regular expression that the letters after the grade begin with; an empty one always fits.
    #[serde(default)]
    pub right: String,
    /// If given, one of the words matched by `right` has to be among these.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether it speaks of the previous inspection.
    #[serde(default)]
    pub previous: bool,
    /// The result of the rule.
    #[serde(default)]
    pub gives: G,
}

/// Whose grade it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhoseRule {
    /// The judgements matched by the brackets.
    Areas,
    /// All judgements, or all others if the brackets match a word such as “other”.
    All,
    /// All judgements that the sentence does not name.
    Rest,
    /// As many judgements as the number in the brackets.
    Count,
    /// As many as `Count`, if the grade or a noun after it is plural.
    Plural,
    /// The service as a whole.
    Whole,
    /// The first of the two that were named.
    Former,
    /// The second of the two that were named.
    Latter,
    /// What the previous sentence names.
    Pronoun,
    /// The same, for a sentence that consists of a grade.
    Alone,
    /// What the previous grade was given to.
    Same,
    /// The service as a whole, if a noun for a grade follows.
    Noun,
    /// Something else: another council, a school, what another body grades.
    Elsewhere,
    /// Something that the report does not grade, or unknown.
    #[default]
    Other,
}

/// Which inspection gave the grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TimeRule {
    /// The inspection of the report.
    Now,
    /// An earlier inspection.
    Earlier,
    /// Unknown.
    #[default]
    Unsure,
}

/// The force of a sentence about the grade it names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// The grade was given.
    #[default]
    Stated,
    /// The grade, or a better one, was given.
    Least,
    /// Nothing is said about this grade itself: “below Good”.
    None,
    /// It is unclear: “Good or Outstanding”.
    Unsure,
    /// Not every judgement has the grade.
    NotEvery,
    /// The grade was not reached.
    Missed,
    /// The grade was not given.
    Denied,
    /// A question or a condition.
    Open,
    /// A wish, a plan or an expectation.
    Wished,
}

impl Class {
    /// Returns its words and phrases, with those of the language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let of_language = self.marker.into_iter().flat_map(|marker| marker.list().iter());
        of_language.chain(self.words.iter().map(String::as_str))
    }
}
