//! Scores: a text gives those of the report.
//!
//! Rule: an inspectorate that scores says how the scores come to the grade (`core/frameworks`), so the overall score is
//! compared with what those of the areas come to, too.

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found, Known};
use crate::finding::Severity;
use crate::inspection::{Area, Framework, Judgement};
use crate::language::pattern::{self, Captures, Match, Pattern};
use crate::text::TextSpan;
use std::sync::LazyLock;

static WRONG: Class =
    Class { id: "score-wrong", severity: Severity::Error, about: "another score than the report gives" };

/// The check.
pub(in crate::check) static CHECK: Check =
    Check { id: "scores", rule: "the scores of the report", classes: &[&WRONG], duties: Duties::All, run };

/// A score, and what it is out of.
static SCORE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\bscor(?:e|es|ed|ing)\b[^.;,0-9]{0,80}?\b(?<score>[0-9]{1,3}) ?(?:(?:out )?of|/) ?(?<most>[0-9]{1,3})\b|\bscor(?:e|es|ed|ing)\b[^.;,0-9]{0,40}?\b(?<percent>[0-9]{1,3}) ?(?:%|per ?cent\b)",
    )
});

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let known = &reading.ground.known;
    let Some(framework) = known.framework else { return Vec::new() };
    let Some(best) = framework.grades.iter().filter_map(|grade| grade.score).max() else { return Vec::new() };
    let mut found = Vec::new();
    for (leaf, part) in reading.prose.parts.iter().enumerate() {
        for said in SCORE.captures_iter(&part.text) {
            let sentence = &part.text[part.sentence_at(said.get(0).map_or(0, |whole| whole.start()))];
            let Some((digits, is_overall)) = digits(&said, best) else { continue };
            let actual = if is_overall { overall(known, framework) } else { of_area(known, framework, sentence) };
            let Some((of, actual)) = actual.filter(|(_, actual)| digits.as_str().parse() != Ok(*actual)) else {
                continue;
            };
            let message = format!("the report scores {of} {actual}, not {}", digits.as_str());
            let place = TextSpan { block: leaf, span: digits.range().into() };
            found.push(Found::new(&WRONG, place, message).edit(actual.to_string()));
        }
    }
    found
}

/// Returns the score that is said, and whether it is the overall one, by what it is out of.
fn digits<'t>(said: &Captures<'t>, best: u32) -> Option<(Match<'t>, bool)> {
    if let Some(percent) = said.name("percent") {
        return Some((percent, true));
    }
    let most: u32 = said.name("most")?.as_str().parse().ok()?;
    let score = said.name("score")?;
    if most == 100 { Some((score, true)) } else { (most == best).then_some((score, false)) }
}

/// Returns the overall score: the report's or, where it has none, what its scores come to.
fn overall(known: &Known<'_>, framework: &Framework) -> Option<(String, u32)> {
    let judgements = &known.inspection.judgements;
    let printed = judgements.iter().find(|judgement| Some(&judgement.area) == framework.overall().map(|area| &area.id));
    let score = printed.and_then(|judgement| judgement.score).or_else(|| framework.score_overall(judgements))?;
    let comes_to = framework.score_overall(judgements).filter(|comes_to| *comes_to != score);
    let note = comes_to.map(|comes_to| format!(" (though its scores come to {comes_to})")).unwrap_or_default();
    Some((format!("{}{note}", framework.overall()?.short), score))
}

/// Returns the score of the one area that a sentence names.
fn of_area(known: &Known<'_>, framework: &Framework, sentence: &str) -> Option<(String, u32)> {
    let text = sentence.to_lowercase();
    let is_named = |area: &&Area| !area.overall && area.wordings().any(|words| text.contains(&words.to_lowercase()));
    let mut named = framework.areas.iter().filter(is_named);
    let (area, None) = (named.next()?, named.next()) else { return None };
    let of = |judgement: &&Judgement| judgement.area == area.id;
    Some((area.short.clone(), known.inspection.judgements.iter().find(of)?.score?))
}
