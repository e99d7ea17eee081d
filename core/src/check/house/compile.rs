//! Rules made ready to be looked for, and what is wrong with those that cannot be. Not here: looking (find).

use crate::finding::Severity;
use crate::house::{Advice, Rule, RuleFile, RuleKind, Scope};
use aho_corasick::{AhoCorasick, MatchKind};
use regex::{Regex, RegexSet};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// House rules, ready.
#[derive(Debug, Default)]
pub struct Rules {
    pub(super) all: Vec<Ready>,
    /// All words of all rules; none where there are none.
    pub(super) words: Option<AhoCorasick>,
    /// Of each of the words, what it is.
    pub(super) tags: Vec<Tag>,
    /// All patterns, together and each by itself.
    pub(super) set: Option<RegexSet>,
    pub(super) patterns: Vec<Sought>,
}

/// A rule.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) class: String,
    pub(super) source: String,
    pub(super) severity: Severity,
    pub(super) kind: RuleKind,
    pub(super) message: Option<String>,
    pub(super) hint: Option<String>,
    pub(super) most: usize,
    pub(super) per: Scope,
    pub(super) long: BTreeMap<String, String>,
}

/// A pattern that a rule looks for.
#[derive(Debug)]
pub(super) struct Sought {
    pub(super) rule: usize,
    /// What to write instead.
    pub(super) instead: Option<String>,
    pattern: String,
    compiled: OnceLock<Regex>,
}

impl Sought {
    /// The pattern, compiled when a text first has it.
    pub(super) fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&self.pattern).expect("the set of all patterns has it"))
    }
}

/// What a phrase is to a rule.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) rule: usize,
    pub(super) role: Role,
    /// The phrase, where its capitals matter.
    pub(super) exactly: Option<String>,
}

/// What it means that a phrase was found.
#[derive(Clone, Debug)]
pub(super) enum Role {
    /// It is what is looked for.
    Wanted,
    /// Other words should stand there.
    Swap(String),
    /// It is one form of a group: the group, and which.
    Form(usize, usize),
    /// What is looked for is right within it.
    Except,
}

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// In which of the files, from 0.
    pub file: usize,
    /// JSON pointer of the key.
    pub pointer: String,
    /// What is wrong, with the rule's name.
    pub message: String,
    /// The next step.
    pub hint: String,
}

impl Rules {
    /// Makes rules ready. The files come with their names.
    ///
    /// # Errors
    /// All that is wrong with any of them: keys that its kind needs, patterns that are none, names given twice.
    pub fn new(files: &[(String, RuleFile)]) -> Result<Rules, Vec<Mistake>> {
        let mut making = Making::default();
        for (number, (name, file)) in files.iter().enumerate() {
            for (place, rule) in file.rules.iter().enumerate() {
                making.rule(At { file: number, place, rule }, name, &file.source);
            }
        }
        making.done()
    }

    /// Every rule as a class of findings: its name, how much it weighs, where it is from, and what it says.
    pub fn classes(&self) -> impl Iterator<Item = (&str, Severity, &str, &str)> {
        self.all.iter().map(|rule| {
            let about = rule.message.as_deref().or(rule.hint.as_deref()).unwrap_or("words to use instead of others");
            (rule.class.as_str(), rule.severity, rule.source.as_str(), about)
        })
    }
}

/// A rule, and where it stands.
#[derive(Clone, Copy)]
struct At<'r> {
    file: usize,
    place: usize,
    rule: &'r Rule,
}

#[derive(Default)]
struct Making<'r> {
    rules: Rules,
    phrases: Vec<String>,
    /// The rule of each pattern, with its place.
    places: Vec<At<'r>>,
    /// With the place of their rules.
    mistakes: Vec<((usize, usize), Mistake)>,
}

impl<'r> Making<'r> {
    fn rule(&mut self, at: At<'r>, file: &str, source: &str) {
        let Rule { id, kind, severity, message, hint, most, per, long, .. } = at.rule;
        if id.is_empty() || id.contains(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '-') {
            self.wrong(at, "id", "is no name for a rule", "write it in lower case with hyphens, such as `plain-words`");
        }
        let class = if id == file { id.clone() } else { format!("{file}/{id}") };
        if self.rules.all.iter().any(|rule| rule.class == class) {
            self.wrong(at, "id", "is there twice", "give each rule of a file a name of its own");
        }
        self.keys(at);
        self.words(at);
        self.rules.all.push(Ready {
            class,
            source: at.rule.source.clone().unwrap_or_else(|| source.to_owned()),
            severity: match severity {
                Advice::Note => Severity::Note,
                Advice::Warning => Severity::Warning,
            },
            kind: *kind,
            message: message.clone(),
            hint: hint.clone(),
            most: usize::try_from(*most).unwrap_or(usize::MAX),
            per: *per,
            long: long.clone(),
        });
    }

    /// Whether the rule has what its kind looks by.
    fn keys(&mut self, at: At<'_>) {
        let Rule { words, pattern, swap, instead, forms, .. } = at.rule;
        let looks = !words.is_empty() || pattern.is_some();
        let (has, needs) = match at.rule.kind {
            RuleKind::Existence | RuleKind::Occurrence => (looks, "`words` or a `pattern`"),
            RuleKind::Substitution => {
                (!swap.is_empty() || pattern.is_some() && instead.is_some(), "`swap`, or a `pattern` with `instead`")
            }
            RuleKind::Consistency => {
                (!forms.is_empty() && forms.iter().all(|group| group.len() > 1), "groups of `forms`")
            }
            RuleKind::Conditional => (pattern.is_some(), "a `pattern`"),
        };
        if !has {
            self.wrong(
                at,
                "kind",
                &format!("has nothing to look by: its kind needs {needs}"),
                "add it, or change `kind`",
            );
        }
    }

    fn words(&mut self, at: At<'r>) {
        let Rule { words, pattern, swap, instead, forms, except, .. } = at.rule;
        let wanted = words.iter().map(|phrase| (phrase, Role::Wanted));
        let swapped = swap.iter().map(|(not, use_this)| (not, Role::Swap(use_this.clone())));
        let right = except.iter().map(|phrase| (phrase, Role::Except));
        let forms = forms.iter().enumerate().flat_map(|(group, forms)| {
            forms.iter().enumerate().map(move |(form, phrase)| (phrase, Role::Form(group, form)))
        });
        for (phrase, role) in wanted.chain(swapped).chain(right).chain(forms) {
            self.phrase(at, phrase, &role);
        }
        let Some(pattern) = pattern else { return };
        let (rule, instead) = (self.rules.all.len(), instead.clone());
        self.rules.patterns.push(Sought { rule, instead, pattern: pattern.clone(), compiled: OnceLock::new() });
        self.places.push(at);
    }

    /// Compiles all patterns together or, where that fails, finds those that are none.
    fn patterns(&mut self) -> Result<(), regex::Error> {
        if self.rules.patterns.is_empty() {
            return Ok(());
        }
        let all = RegexSet::new(self.rules.patterns.iter().map(|sought| sought.pattern.as_str()));
        let places = std::mem::take(&mut self.places);
        let mistakes = self.mistakes.len();
        for at in places.into_iter().filter(|_| all.is_err()) {
            let Some(Err(error)) = at.rule.pattern.as_deref().map(Regex::new) else { continue };
            let why = error.to_string();
            let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
            let what = format!("has a pattern that is none: {why}");
            self.wrong(at, "pattern", &what, "see docs.rs/regex for the syntax");
        }
        match all {
            Err(error) if self.mistakes.len() == mistakes => return Err(error),
            all => self.rules.set = all.ok(),
        }
        Ok(())
    }

    fn phrase(&mut self, at: At<'_>, phrase: &str, role: &Role) {
        if !phrase.contains(char::is_alphanumeric) {
            self.wrong(at, "id", "has a phrase without words", "write the words, or take it out");
            return;
        }
        let capital = phrase.contains(char::is_uppercase);
        let curly = phrase.replace('\'', "’");
        let straight = phrase.replace('’', "'");
        let shapes = if curly == straight { vec![curly] } else { vec![curly, straight] };
        for shape in shapes {
            let exactly = capital.then(|| shape.clone());
            self.rules.tags.push(Tag { rule: self.rules.all.len(), role: role.clone(), exactly });
            self.phrases.push(shape);
        }
    }

    fn wrong(&mut self, At { file, place, rule }: At<'_>, key: &str, what: &str, hint: &str) {
        let message = format!("the rule `{}` {what}", rule.id);
        let pointer = format!("/rules/{place}/{key}");
        self.mistakes.push(((file, place), Mistake { file, pointer, message, hint: hint.to_owned() }));
    }

    fn done(mut self) -> Result<Rules, Vec<Mistake>> {
        let too_large = |_| {
            let hint = "write fewer or shorter ones".to_owned();
            vec![Mistake {
                file: 0,
                pointer: String::new(),
                message: "the rules are too many to be held".to_owned(),
                hint,
            }]
        };
        self.patterns().map_err(|error| too_large(error.to_string()))?;
        if !self.mistakes.is_empty() {
            self.mistakes.sort_by_key(|(place, _)| *place);
            return Err(self.mistakes.into_iter().map(|(_, mistake)| mistake).collect());
        }
        if !self.phrases.is_empty() {
            let mut builder = AhoCorasick::builder();
            builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard);
            let words = builder.build(&self.phrases).map_err(|error| too_large(error.to_string()))?;
            self.rules.words = Some(words);
        }
        Ok(self.rules)
    }
}
