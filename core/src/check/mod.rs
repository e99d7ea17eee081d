//! The check desk: what can be said about a text by holding it against its sources. Checks are pure: ([`Prose`],
//! [`Ground`]) to findings; they read no file and no clock, and never change the document. Not here: how findings are
//! shown (cli), where texts and stories come from (story).
//!
//! # A house rule or a check?
//!
//! What words alone decide - a word to avoid, one form of two, a short form that is not explained, so often and no more - is a
//! house rule: a few lines in `core/data/house`, no code, and each desk can have its own. See first whether one does it
//! already: `copydesk check --list` lists both. A check is for what has to be held against the story (who said it, what the
//! report grades, what the desk knows), or for the shape of a text.
//!
//! # Adding a check is copying a file
//!
//! A check is one file: at its head the rule and where the rule is from, then its [`Class`]es with how much each weighs,
//! then [`Check`], then the function, and at its foot its tests: texts with their findings beside them (`// finding: ...`).
//! Copy the one nearest to yours in `rules`, give its classes names of their own, and add two lines: its `mod` in
//! `rules/mod.rs`, and its place in [`CHECKS`]. A check takes no sentence apart: what texts and stories are made of is in
//! `evidence`, and what a sentence says of a grade in `claims`. The desk's `[checks]` table can weigh a class otherwise or switch it off without any code of yours,
//! and `copydesk check --list` shows it. What it says of good copy shows in `tests/findings`: see `tests/examples.rs`.

mod claims;
mod evidence;
mod facts;
mod house;
mod rules;
#[cfg(test)]
mod tests;

pub use claims::Grammar;
pub use evidence::coverage::Covered;
pub use evidence::dictionary::{Dictionary, Spelling};
pub use evidence::ground::Ground;
pub use evidence::known::Known;
pub use evidence::passages::Passage;
pub use evidence::prose::{Part, Prose};
pub use evidence::sources::{Sourced, sources_of};
pub use facts::{NOBODY_SPEAKS, REPORT_SPEAKS, facts, told_dates};
pub use house::{Mistake, Rules, house_words};
pub use rules::spelling::SPELLING;

use crate::finding::{Finding, Severity};
use crate::text::TextSpan;
use evidence::reading::Reading;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// All checks, in the order of their findings at one place.
pub static CHECKS: &[&Check] = &[
    &rules::nothing::CHECK,
    &rules::quotations::CHECK,
    &rules::earlier::CHECK,
    &rules::grades::CHECK,
    &rules::grade_scale::CHECK,
    &rules::dates::CHECK,
    &rules::counts::CHECK,
    &rules::retold::CHECK,
    &rules::people::CHECK,
    &rules::ranking::CHECK,
    &rules::ranking::ON_RECORD,
    &rules::points::CHECK,
    &rules::balance::CHECK,
    &rules::outcome::CHECK,
    &rules::scores::CHECK,
    &rules::embargo::CHECK,
    &rules::election::CHECK,
    &rules::party::CHECK,
    &rules::promises::CHECK,
    &rules::children::CHECK,
    &rules::report_link::CHECK,
    &rules::contacts::CHECK,
    &rules::addresses::CHECK,
    &rules::access::CHECK,
    &rules::unfinished::CHECK,
    &rules::letters::CHECK,
    &rules::origins::CHECK,
    &rules::readability::CHECK,
    &house::CHECK,
    &rules::spelling::CHECK,
];

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Its name.
    pub id: &'static str,
    /// Where its rule is from.
    pub rule: &'static str,
    /// What it can find.
    pub classes: &'static [&'static Class],
    /// Which of them are about what only a council owes its readers, and not about what is true: in a text by somebody
    /// else they are notes.
    pub duties: Duties,
    run: fn(&Reading<'_>) -> Vec<Found>,
}

/// The classes of a check that are about what only a council owes its readers.
#[derive(Clone, Copy, Debug)]
pub enum Duties {
    /// None of them.
    None,
    /// All of them.
    All,
    /// These.
    These(&'static [&'static Class]),
}

/// Whose text is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Authorship {
    /// The council's own: every check blocks as it does.
    #[default]
    Own,
    /// A cutting: somebody else wrote it. What it says has to be true; what only a council owes is a note.
    Cutting,
}

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Class {
    /// Its name, such as `quotation-altered`.
    pub id: &'static str,
    /// How much it weighs unless the desk says otherwise.
    pub severity: Severity,
    /// What it means, in a sentence.
    pub about: &'static str,
}

/// One thing found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The id of its [`Class`], or the name of a house rule.
    pub class: Cow<'static, str>,
    /// How much it weighs, where, what is wrong, and the next step.
    pub finding: Finding<TextSpan>,
    /// What the source says.
    pub source: Option<Passage>,
    /// What could stand at the place instead.
    pub edit: Option<String>,
}

impl Found {
    /// A finding of a class.
    pub fn new(class: &'static Class, place: TextSpan, message: impl Into<String>) -> Found {
        let finding = Finding { severity: class.severity, place, message: message.into(), hint: None };
        Found { class: Cow::Borrowed(class.id), finding, source: None, edit: None }
    }

    /// Adds the next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Found {
        self.finding.hint = Some(hint.into());
        self
    }

    /// Adds what the source says.
    #[must_use]
    pub fn source(mut self, passage: &Passage) -> Found {
        self.source = Some(passage.clone());
        self
    }

    /// Adds what could stand at the place instead.
    #[must_use]
    pub fn edit(mut self, edit: impl Into<String>) -> Found {
        self.edit = Some(edit.into());
        self
    }

    /// Whether the text must not go out like this.
    pub fn blocks(&self) -> bool {
        self.finding.severity == Severity::Error
    }
}

/// How a desk weighs classes: none for one that is switched off.
pub type Weights = BTreeMap<String, Option<Severity>>;

/// What the checks say about a text.
#[derive(Debug)]
pub struct Outcome {
    /// The findings, in the order of their places; those of one place in the order of [`CHECKS`].
    pub found: Vec<Found>,
    /// What the text tells of the result, and what it leaves out.
    pub coverage: Vec<Covered>,
    /// What was not looked at, and why.
    pub not_looked_at: Vec<String>,
}

impl Outcome {
    /// How many findings there are of a weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|found| found.finding.severity == severity).count()
    }
}

/// Runs all checks.
pub fn run(prose: &Prose, ground: &Ground<'_>, weights: &Weights) -> Outcome {
    let reading = Reading::new(prose, ground);
    let reads = |check: &&&Check| prose.other_language.is_none() || IN_ANY_LANGUAGE.contains(&check.id);
    let mut found: Vec<Found> = CHECKS.iter().filter(reads).flat_map(|check| (check.run)(&reading)).collect();
    rules::earlier::settle(&reading, &mut found);
    rules::origins::silence_doubles(&mut found);
    if ground.known.authorship == Authorship::Cutting {
        found
            .iter_mut()
            .filter(|found| is_duty(&found.class))
            .for_each(|found| found.finding.severity = Severity::Note);
    }
    if prose.other_language.is_some() {
        // Words in quotation marks may be a translation.
        let quoted = |found: &&mut Found| rules::quotations::CHECK.classes.iter().any(|class| class.id == found.class);
        let weigh = |found: &mut Found| found.finding.severity = found.finding.severity.min(Severity::Warning);
        found.iter_mut().filter(quoted).for_each(weigh);
    }
    let mut found: Vec<Found> = found.into_iter().filter_map(|found| told(found, prose, weights)).collect();
    sort(&mut found);
    let mut coverage = if prose.other_language.is_some() { Vec::new() } else { reading.into_coverage() };
    let places = coverage.iter_mut().flat_map(|covered| [&mut covered.place, &mut covered.near]).flatten();
    places.for_each(|place| *place = prose.in_document(*place));
    let mut not_looked_at = not_looked_at(ground);
    not_looked_at.extend(prose.other_language.as_ref().map(|language| {
        format!("grades, days, names, points, house style and spelling: the text is in the language {language}, and these checks read English")
    }));
    Outcome { found, coverage, not_looked_at }
}

/// The checks that do not read English: they look at quotations of the report, numbers, addresses and the shape of a text.
const IN_ANY_LANGUAGE: [&str; 8] =
    ["nothing", "quotations", "links", "contacts", "addresses", "accessibility", "unfinished", "letters"];

/// Whether a class is about what only a council owes, as every house rule is.
fn is_duty(class: &str) -> bool {
    let check = CHECKS.iter().find(|check| check.classes.iter().any(|other| other.id == class));
    check.is_none_or(|check| match check.duties {
        Duties::None => false,
        Duties::All => true,
        Duties::These(classes) => classes.iter().any(|duty| duty.id == class),
    })
}

fn not_looked_at(ground: &Ground<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if ground.known.brief.is_none() {
        all.push("people’s statements: there is no brief".to_owned());
    }
    if ground.known.published.is_none() {
        all.push("the day of publication: neither the brief nor the inspection gives it".to_owned());
    }
    if ground.known.previous.is_none() && !ground.known.inspection.judgements.is_empty() {
        all.push("earlier grades: the public record and the desk have no inspection before this one".to_owned());
    }
    if matches!(ground.known.spelling, Spelling::Missing) {
        all.push(
            "spelling: there is no British dictionary; install hunspell-en-gb, or name one in desk.toml, under [checks]"
                .to_owned(),
        );
    }
    all
}

/// Holds the texts of a story, each with its name, against each other: adds what is found to their outcomes.
pub fn run_across(texts: &mut [(&str, &Prose, &mut Outcome)], ground: &Ground<'_>, weights: &Weights) {
    let read: Vec<(&str, &Prose)> = texts.iter().map(|(name, prose, _)| (*name, *prose)).collect();
    for (number, found) in rules::consistency::across(&read, ground) {
        let found = told(found, texts[number].1, weights);
        texts[number].2.found.extend(found);
    }
    for (_, _, outcome) in texts {
        sort(&mut outcome.found);
    }
}

/// A finding with its place in the document and the weight that the desk gives it; none if it is switched off.
fn told(mut found: Found, prose: &Prose, weights: &Weights) -> Option<Found> {
    found.finding.place = prose.in_document(found.finding.place);
    if let Some(weight) = weights.get(found.class.as_ref()) {
        found.finding.severity = (*weight)?;
    }
    Some(found)
}

fn sort(found: &mut [Found]) {
    found.sort_by_key(|found| (found.finding.place.block, found.finding.place.span.start));
}

/// All classes, with the check that finds them; house rules are classes of their own: [`Rules::classes`].
pub fn classes() -> impl Iterator<Item = (&'static Check, &'static Class)> {
    CHECKS
        .iter()
        .copied()
        .chain([&rules::consistency::CHECK])
        .flat_map(|check| check.classes.iter().map(move |class| (check, *class)))
}
