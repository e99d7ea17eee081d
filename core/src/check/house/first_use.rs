//! Short forms where they first stand: whether a text explains them there. Not here: which words are short forms.

use super::hit::{Hit, Text};
use crate::language;
use crate::text::TextSpan;
use std::collections::{BTreeMap, HashSet};

/// Words that a short form passes over.
const SMALL: [&str; 9] = ["a", "and", "at", "for", "in", "of", "on", "the", "to"];

/// The first use of each short form that is not explained by then, each with what to do.
pub(super) fn unexplained<'h>(
    long: &BTreeMap<String, String>,
    hits: &'h [Hit],
    text: &Text<'_>,
) -> Vec<(&'h Hit, Option<String>)> {
    let mut first: Vec<(&str, &Hit)> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    let is_heading = |hit: &Hit| text.prose.parts[hit.place.block].is_heading();
    let (headings, others): (Vec<&Hit>, Vec<&Hit>) = hits.iter().partition(|hit| is_heading(hit));
    for hit in others.into_iter().chain(headings) {
        let form = singular(text.prose.at(hit.place));
        if !known.contains(form) && !shouted(text, &hit.place) {
            known.insert(form);
            first.push((form, hit));
        }
    }
    first.retain(|(form, hit)| {
        let named = text.names.iter().any(|name| language::words(name).any(|word| name[word] == **form));
        !named && !explained(form, long.get(*form).map(String::as_str), text, &hit.place)
    });
    let hint = |form: &str| match long.get(form) {
        Some(words) => format!("write “{words} ({form})” where it first stands"),
        None => "write it in full where it first stands, with the short form in brackets".to_owned(),
    };
    first.into_iter().map(|(form, hit)| (hit, Some(hint(form)))).collect()
}

/// A short form without the "s" of several.
fn singular(form: &str) -> &str {
    form.strip_suffix('s').unwrap_or(form)
}

/// Whether it stands in a line that is all in capitals.
fn shouted(text: &Text<'_>, place: &TextSpan) -> bool {
    let line = &text.prose.parts[place.block].text;
    let near = |before: Option<&str>| {
        before.is_some_and(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains(char::is_lowercase)
        })
    };
    near(line[..place.span.start].split_whitespace().next_back())
        || near(line[place.span.end..].split_whitespace().next())
}

/// Whether the text has the long form by the place where the short form first stands.
fn explained(form: &str, long: Option<&str>, text: &Text<'_>, place: &TextSpan) -> bool {
    let here = &text.prose.parts[place.block].text;
    let (before, after) = (&here[..place.span.start], &here[place.span.end..]);
    let in_brackets = before.trim_end().ends_with('(') && spells(form, before);
    let bracket = after.trim_start().strip_prefix('(').and_then(|inside| inside.split_once(')'));
    if in_brackets || bracket.is_some_and(|(inside, _)| spells(form, inside)) {
        return true;
    }
    let Some(long) = long.map(str::to_lowercase) else { return false };
    let has = |words: &str| words.to_lowercase().replace('\'', "’").contains(&long);
    let sentence = text.prose.parts[place.block].sentence_at(place.span.start);
    has(&here[..sentence.end.max(place.span.start)])
        || text.prose.parts[..place.block].iter().any(|part| has(&part.text))
}

/// Whether the last words have the letters of a short form as their first letters.
fn spells(form: &str, words: &str) -> bool {
    let mut letters: Vec<char> = form.chars().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').collect();
    for word in words.iter().rev().filter(|word| !word.is_empty()) {
        let Some(last) = letters.last() else { return true };
        let word = word.to_lowercase();
        if word.starts_with(*last) {
            letters.pop();
        } else if !SMALL.contains(&word.as_str()) {
            return false;
        }
    }
    letters.is_empty()
}
