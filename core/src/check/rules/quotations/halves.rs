//! A quotation that its speaker parts in two: “…,” said Ofsted, “…”. Both halves are one quotation. Not here: what is wrong with
//! either half (mod).

use super::classes::ALTERED;
use super::compare::{Verdict, compare};
use crate::check::Found;
use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::Prose;
use crate::check::evidence::speaker::Voice;
use crate::language::{self, Phrases, Quoted, SPEECH_WORDS};
use std::sync::LazyLock;

/// How many words part two halves at most.
const PARTED: usize = 12;

/// What people do with words.
static SAID: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let all = SPEECH_WORDS.saying.iter().chain(SPEECH_WORDS.citing.iter());
    Phrases::new(all.map(|phrase| (phrase, ())))
});

/// The finding that both halves of a quotation are in the source, but not one after the other.
pub(super) fn apart(
    prose: &Prose,
    ground: &Ground<'_>,
    (first, voice): (&Quoted, &Voice),
    (second, _): (&Quoted, &Voice),
) -> Option<Found> {
    let (one, other) = (first.pieces.last()?, second.pieces.first()?);
    if one.block != other.block || !are_halves(prose, first, second) {
        return None;
    }
    let source = match voice {
        Voice::Report => &ground.report,
        Voice::Person(person) => &ground.people[*person].statements,
        Voice::Stranger(_) | Voice::Unnamed(_) | Voice::Nobody => return None,
    };
    let (before, after) = (prose.words_of(first).text, prose.words_of(second).text);
    let stands = |words: &str| match compare(words, source) {
        Verdict::Stands { words, .. } => Some(words.start),
        _ => None,
    };
    let word = stands(&before).and(stands(&after))?;
    if stands(&format!("{before} {after}")).is_some() {
        return None;
    }
    let passage = source.passage(word);
    let message = format!("the second half of the quotation does not follow the first in {}", passage.label);
    Some(Found::new(&ALTERED, *other, message).source(passage).hint("quote them one by one, or mark what is left out"))
}

/// Whether a comma, the speaker and another comma part two quotations, so that they read as one sentence.
fn are_halves(prose: &Prose, first: &Quoted, second: &Quoted) -> bool {
    let (Some(one), Some(other)) = (first.pieces.last(), second.pieces.first()) else { return false };
    let text = &prose.parts[one.block].text;
    let Some(between) = text.get(one.span.end..other.span.start) else { return false };
    let is_said = !SAID.find(&language::tokens(between)).is_empty();
    let goes_on = text[other.span].starts_with(char::is_lowercase);
    let comma =
        text[..one.span.end].ends_with(',') || between.trim_start_matches(['”', '’', '"', '\'']).starts_with(',');
    let ends = between.trim_end_matches(['“', '‘', '"', '\'', ' ']).ends_with(',');
    is_said
        && goes_on
        && comma
        && ends
        && !between.contains(['.', ';', '?', '!'])
        && language::words(between).nth(PARTED).is_none()
}
