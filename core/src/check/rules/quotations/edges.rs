//! What was cut from the sentences of a source at the ends of a quotation: words without which the rest says more, or
//! something else. Not here: what was left out inside (compare).
//!
//! Only the words next to the cut are read. Words that the text itself has before the quotation are not cut.

use super::compare::negates;
use crate::check::evidence::passages::Passages;
use crate::language::{self, Token};
use std::ops::Range;

/// A cut.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The words that were cut, as the source prints them.
    pub(super) words: String,
    /// The source's sentence.
    pub(super) sentence: String,
    /// Whether the rest has another sense without them, and not only a narrower one.
    pub(super) turns: bool,
}

/// Words that say of how many something is true.
const HOW_MANY: [&str; 18] = [
    "not all",
    "not every",
    "nearly all",
    "almost all",
    "most",
    "many",
    "some",
    "several",
    "a few",
    "few",
    "too few",
    "only some",
    "only a few",
    "a minority of",
    "a small number of",
    "a small minority of",
    "the majority of",
    "a majority of",
];
/// Words that may come between a negation and what it denies.
const AFTER_NEGATION: [&str; 24] = [
    "a",
    "all",
    "always",
    "an",
    "any",
    "as",
    "be",
    "been",
    "being",
    "consistently",
    "enough",
    "ensured",
    "every",
    "fully",
    "given",
    "have",
    "has",
    "in",
    "sufficiently",
    "the",
    "to",
    "well",
    "yet",
    "that",
];
/// Words after which a sentence takes back, or narrows, what it said.
const CONTRAST: [&str; 10] =
    ["but", "although", "though", "however", "except", "unless", "albeit", "yet", "whereas", "despite"];
/// Words after the end of a quotation that narrow it.
const NARROWS: [&str; 6] = ["in most cases", "in some cases", "for some", "for most", "at times", "only when"];

/// Returns what was cut at the ends of some words of a source, if it matters.
///
/// `before` and `after` are the text's own words around the quotation.
pub(super) fn cut(words: &Range<usize>, source: &Passages, before: &str, after: &str) -> Option<Cut> {
    let passage = &source.passage(words.start).text;
    let first = source.word(words.start).range.start;
    let last =
        (source.number(words.end - 1) == source.number(words.start)).then(|| source.word(words.end - 1).range.end)?;
    let sentences = language::sentences(passage);
    let opening = sentences.iter().find(|sentence| sentence.contains(&first))?;
    let closing = sentences.iter().find(|sentence| sentence.start < last && last <= sentence.end)?;
    let found = |words: &str, turns| Cut {
        words: words.trim_matches([' ', ',', ';']).to_owned(),
        sentence: passage[opening.start..closing.end].to_owned(),
        turns,
    };
    let dropped = &passage[opening.start..first];
    if let Some(at) = denied_or_counted(dropped).filter(|_| !keeps(before)) {
        return Some(found(&dropped[at..], true));
    }
    let rest = &passage[last..closing.end];
    let turns = taken_back(rest).filter(|_| !goes_on(after))?;
    Some(found(rest.trim_end_matches(['.', '!', '?']), turns))
}

fn form(token: &Token) -> &str {
    token.form.as_str()
}

/// Returns where a negation, or a word that says of how many, begins at the end of words that were cut.
fn denied_or_counted(dropped: &str) -> Option<usize> {
    let tokens = language::tokens(dropped);
    let ends = |words: &&str| {
        let words: Vec<&str> = words.split(' ').collect();
        let from = tokens.len().checked_sub(words.len())?;
        // "many" is no beginning of "in many"; a count that is cut begins its sentence or its clause.
        let starts = from == 0 || dropped[..tokens[from].range.start].trim_end().ends_with([',', ';', ':']);
        (starts && tokens[from..].iter().map(form).eq(words)).then(|| tokens[from].range.start)
    };
    if let Some(at) = HOW_MANY.iter().find_map(|words| ends(&words)) {
        return Some(at);
    }
    let near = tokens.iter().rev().take_while(|token| AFTER_NEGATION.contains(&form(token))).count();
    let negation = tokens.len().checked_sub(near + 1)?;
    let token = &tokens[negation];
    let clause = !dropped[token.range.end..].contains([',', ';', ':']);
    // "There is no doubt that" denies nothing.
    let denies = negates(&token.form) && tokens[negation + 1..].iter().all(|token| token.form != "that");
    (denies && clause).then_some(token.range.start)
}

/// Whether the text says before the quotation what was cut, in whichever words.
fn keeps(before: &str) -> bool {
    let tokens = language::tokens(before);
    let near = &tokens[tokens.len().saturating_sub(8)..];
    let counts = |words: &&str| {
        let words: Vec<&str> = words.split(' ').collect();
        near.windows(words.len()).any(|window| window.iter().map(form).eq(words.iter().copied()))
    };
    near.iter().any(|token| negates(&token.form)) || HOW_MANY.iter().any(|words| counts(&words))
}

/// Whether the end of a sentence takes back (true) or narrows (false) what it follows.
fn taken_back(rest: &str) -> Option<bool> {
    let tokens = language::tokens(rest);
    let first = form(tokens.first()?);
    if CONTRAST.contains(&first) {
        return Some(tokens.iter().any(|token| negates(&token.form)));
    }
    let narrows = |words: &&str| {
        tokens.iter().map(form).zip(words.split(' ')).filter(|(a, b)| a == b).count() == words.split(' ').count()
    };
    NARROWS.iter().any(|words| narrows(&words)).then_some(false)
}

/// Whether the text goes on after the quotation with what takes it back.
fn goes_on(after: &str) -> bool {
    language::tokens(after).iter().take(8).any(|token| CONTRAST.contains(&form(token)))
}
