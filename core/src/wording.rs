//! How people write about grades, as data: words by class, and the rules that make claims of them. Not here: the files (load),
//! and how they are applied (check).

use crate::language::Marker;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is needed to read claims about grades.
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
    /// How judgements are named, by the framework's identifier.
    pub areas: BTreeMap<String, Vec<String>>,
    /// How grades are named, by the framework's identifier.
    pub grades: BTreeMap<String, Vec<String>>,
    /// Plainer words for words of reports.
    pub plain: BTreeMap<String, Vec<String>>,
}

/// Words that do the same in a sentence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// One ASCII letter or digit that stands for any of the words in a rule.
    pub letter: char,
    /// The list of the language that is part of it, if any.
    #[serde(default)]
    pub marker: Option<Marker>,
    /// Words and phrases.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Which rules have earned the right to block: what they found wrong was wrong. A claim blocks where both its parts have.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Earned {
    /// What says that words are those of a grade: a rule, or the form of the words.
    pub frames: BTreeSet<String>,
    /// Whose the grade is, which inspection's, and what the sentence does with it: three names with " / " between them.
    pub readings: BTreeSet<String>,
}

/// The rules, in the order in which they are tried: of each table the first that fits decides.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// A list of judgements: what `LIST` in a rule means.
    pub list: String,
    /// Grades whose words are also a verb with its object.
    pub verb_grades: Vec<String>,
    /// Verbs that say of a grade that it was the same before.
    pub keep_verbs: Vec<String>,
    /// Words that begin a question which takes what it asks about for granted.
    pub presuming_heads: Vec<String>,
    /// Words that begin a sentence about words: what it quotes is not said of anything.
    pub mention_heads: Vec<String>,
    /// Whether words are those of a grade.
    pub is_grade: Vec<Rule<()>>,
    /// The same for grades whose words are also a verb.
    pub is_verb_grade: Vec<Rule<()>>,
    /// Whose grade it is, from what follows it.
    pub whose_after: Vec<Rule<WhoseRule>>,
    /// Whose grade it is, from what comes before it.
    pub whose_before: Vec<Rule<WhoseRule>>,
    /// Which inspection gave it.
    pub time: Vec<Rule<TimeRule>>,
    /// Whether the sentence says so.
    pub force: Vec<Rule<Force>>,
}

/// One rule over the letters of a sentence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule<G: Default + JsonSchema> {
    /// Its name.
    pub name: String,
    /// A regular expression that is searched in the letters before the grade; empty fits all.
    #[serde(default)]
    pub left: String,
    /// A regular expression that the letters after the grade begin with; empty fits all.
    #[serde(default)]
    pub right: String,
    /// Of the words that `right` takes, one has to be among these; none are needed where there are none.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether the inspection before this one is meant.
    #[serde(default)]
    pub previous: bool,
    /// What it gives.
    #[serde(default)]
    pub gives: G,
}

/// What a rule says of whose grade it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhoseRule {
    /// The judgements that the brackets take.
    Areas,
    /// All judgements, or all others where the brackets take a word such as “other”.
    All,
    /// All judgements that the sentence does not name.
    Rest,
    /// As many judgements as the number in the brackets.
    Count,
    /// The same, if the grade or a noun after it is in the plural.
    Plural,
    /// The service as a whole.
    Whole,
    /// The first of the two that were named.
    Former,
    /// The second of the two that were named.
    Latter,
    /// What the sentence before names.
    Pronoun,
    /// The same, for a grade that is the whole sentence.
    Alone,
    /// What the grade before was given to.
    Same,
    /// The service as a whole, if a noun for a grade follows.
    Noun,
    /// Something else: another council, a school, what another body grades.
    Elsewhere,
    /// Something that the report does not grade, or nobody knows.
    #[default]
    Other,
}

/// What a rule says of the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TimeRule {
    /// The inspection of the report.
    Now,
    /// An earlier inspection.
    Earlier,
    /// Nobody knows.
    #[default]
    Unsure,
}

/// What a sentence does with the grade that it names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// It says that it was given.
    #[default]
    Stated,
    /// It says that it, or a better one, was given.
    Least,
    /// It says nothing about this grade itself: “below Good”.
    None,
    /// Nobody knows: “Good or Outstanding”.
    Unsure,
    /// It says that not every judgement has it.
    NotEvery,
    /// It says that it was not reached.
    Missed,
    /// It says that it was not given.
    Denied,
    /// It asks, or makes it a condition.
    Open,
    /// It wishes, plans or expects it.
    Wished,
}

impl Class {
    /// Returns its words and phrases, with those of the language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let of_language = self.marker.into_iter().flat_map(|marker| marker.list().iter());
        of_language.chain(self.words.iter().map(String::as_str))
    }
}
