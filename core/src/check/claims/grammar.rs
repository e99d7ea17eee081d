//! The rules of claims, made ready: regular expressions over the letters of a sentence. Not here: the letters (tokens), and what
//! is done with what a rule gives (reader).

use super::Path;
use super::letters::{Letters, is, taken};
use super::tokens::Token;
use crate::language::TokenRange;
use crate::wording::{Earned, Force, Rule, TimeRule, WhoseRule, Wording, Words};

/// The words and rules by which claims are read.
#[derive(Debug)]
pub struct Grammar {
    pub(super) words: Words,
    /// The rules whose contradictions block.
    earned: Earned,
    pub(super) verb_grades: Vec<String>,
    pub(super) keep_verbs: Vec<String>,
    presuming_heads: Vec<String>,
    mention_heads: Vec<String>,
    pub(super) is_grade: Vec<Ready<()>>,
    pub(super) is_verb_grade: Vec<Ready<()>>,
    pub(super) whose_after: Vec<Ready<WhoseRule>>,
    pub(super) whose_before: Vec<Ready<WhoseRule>>,
    pub(super) time: Vec<Ready<TimeRule>>,
    pub(super) force: Vec<Ready<Force>>,
}

/// A rule that is made ready.
#[derive(Debug)]
pub(super) struct Ready<G> {
    /// Its name.
    pub(super) name: String,
    left: Option<Letters>,
    right: Option<Letters>,
    words: Vec<String>,
    /// Whether the inspection before this one is meant.
    pub(super) previous: bool,
    /// What it gives.
    pub(super) gives: G,
}

impl Grammar {
    /// Whether what a path of rules finds wrong has been right often enough to block.
    pub(in crate::check) fn has_earned(&self, path: &Path) -> bool {
        self.earned.frames.contains(path.frame) && self.earned.readings.contains(&path.reading())
    }

    /// Whether a sentence is about words, so that what it quotes is said of nothing: "Say ‘children in care’, not ‘LAC’."
    pub(in crate::check) fn is_about_words(&self, sentence: &str) -> bool {
        begins_with(sentence, &self.mention_heads)
    }

    /// Whether a question takes what it asks about for granted: "Why are leaders only Good?"
    pub(super) fn presumes(&self, question: &str) -> bool {
        begins_with(question, &self.presuming_heads)
    }

    /// Makes the rules ready. One that is no regular expression panics when it is first tried; a test tries each.
    pub fn new(wording: Wording) -> Grammar {
        let Wording { words, rules, earned } = wording;
        let list = rules.list;
        Grammar {
            words,
            earned,
            verb_grades: rules.verb_grades,
            keep_verbs: rules.keep_verbs,
            presuming_heads: rules.presuming_heads,
            mention_heads: rules.mention_heads,
            is_grade: ready(rules.is_grade, &list),
            is_verb_grade: ready(rules.is_verb_grade, &list),
            whose_after: ready(rules.whose_after, &list),
            whose_before: ready(rules.whose_before, &list),
            time: ready(rules.time, &list),
            force: ready(rules.force, &list),
        }
    }
}

/// Whether a sentence begins with some words, whatever their letters' case.
fn begins_with(sentence: &str, heads: &[String]) -> bool {
    let opening = sentence.trim_start().to_lowercase();
    heads.iter().any(|words| opening.starts_with(words.as_str()))
}

fn ready<G: Default + schemars::JsonSchema>(rules: Vec<Rule<G>>, list: &str) -> Vec<Ready<G>> {
    let pattern = |text: &str| Letters::new(text.replace("LIST", list).into());
    let one = |rule: Rule<G>| Ready {
        name: rule.name,
        left: (!rule.left.is_empty()).then(|| pattern(&rule.left)),
        right: (!rule.right.is_empty()).then(|| pattern(&format!("^(?:{})", rule.right))),
        words: rule.words,
        previous: rule.previous,
        gives: rule.gives,
    };
    rules.into_iter().map(one).collect()
}

impl<G> Ready<G> {
    /// Whether the rule fits the letters before and after a grade.
    pub(super) fn fits(&self, left: &str, right: &str) -> bool {
        self.left.as_ref().is_none_or(|pattern| is(pattern, left))
            && self.right.as_ref().is_none_or(|pattern| is(pattern, right))
    }

    /// The same, where a rule may ask for a word among those that it takes after the grade.
    pub(super) fn fits_words(&self, left: &str, right: &str, after: &[Token]) -> bool {
        let end = || self.right.as_ref().and_then(|pattern| pattern.find(right)).map_or(0, |all| all.end());
        self.fits(left, right)
            && (self.words.is_empty() || after[..end()].iter().any(|token| self.words.contains(&token.form)))
    }

    /// What the rule takes of the letters before a grade.
    pub(super) fn before(&self, letters: &str) -> Option<TokenRange> {
        self.left.as_ref().map_or(Some(TokenRange::new(0, letters.len())), |pattern| taken(pattern, letters))
    }

    /// What the rule takes of the letters after a grade.
    pub(super) fn after(&self, letters: &str) -> Option<TokenRange> {
        self.right.as_ref().map_or(Some(TokenRange::new(0, letters.len())), |pattern| taken(pattern, letters))
    }
}

#[cfg(test)]
mod tests {
    use super::{Grammar, Ready, is};
    use crate::load::wording;

    #[test]
    fn every_rule_is_a_regular_expression() {
        fn try_each<G>(rules: &[Ready<G>]) {
            for pattern in rules.iter().flat_map(|rule| [&rule.left, &rule.right]).flatten() {
                is(pattern, "");
            }
        }
        let grammar = Grammar::new(wording::builtin());
        try_each(&grammar.is_grade);
        try_each(&grammar.is_verb_grade);
        try_each(&grammar.whose_after);
        try_each(&grammar.whose_before);
        try_each(&grammar.time);
        try_each(&grammar.force);
    }
}
