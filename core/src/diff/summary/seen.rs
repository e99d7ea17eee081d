//! One side of a line with what there is to know of it: sentences, facts and names. Not here: what changed.

use super::spans::{figures, names};
use crate::diff::fact_words::{Lexicon, Searched};
use crate::language::{sentences, words};
use crate::text::Span;
use std::ops::Range;

/// A text, looked through.
pub(super) struct Seen<'a, 'v> {
    pub(super) text: &'a str,
    pub(super) searched: Searched<'a, 'v>,
    pub(super) grades: Vec<Range<usize>>,
    /// Numbers and dates.
    pub(super) figures: Vec<Range<usize>>,
    /// Names and roles that are known.
    known: Vec<Range<usize>>,
    /// What may be a name by its capital letters as well.
    told: Vec<Range<usize>>,
    sentences: Vec<Range<usize>>,
}

/// Whether words are a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// There are no words.
    Nothing,
    None,
    /// They have capital letters.
    MayBe,
    /// One of them is known.
    Known,
}

impl<'a, 'v> Seen<'a, 'v> {
    /// Facts and names are looked for in the sentences that some parts touch.
    pub(super) fn of<'p>(
        text: &'a str,
        parts: impl Iterator<Item = &'p Range<usize>>,
        lexicon: &Lexicon<'v>,
    ) -> Seen<'a, 'v> {
        let sentences: Vec<Range<usize>> = sentences(text).into_iter().map(Span::range).collect();
        let touched = touched(&sentences, parts);
        let searched = lexicon.search(text, &touched);
        let in_part = |part: &Range<usize>| -> Vec<Range<usize>> {
            words(&text[part.clone()]).map(|word| part.start + word.start..part.start + word.end).collect()
        };
        let words: Vec<Vec<Range<usize>>> = touched.iter().map(in_part).collect();
        Seen {
            text,
            grades: searched.grades(),
            figures: words.iter().flat_map(|words| figures(text, words)).collect(),
            known: searched.names(),
            told: names(&searched, &words),
            sentences,
            searched,
        }
    }

    /// The first grade that each thing is given: the one behind its name or, where there is none, the one before it. Things
    /// in a row have the grade of the last.
    pub(super) fn graded(&self) -> Vec<(&'v str, &'a str)> {
        if self.grades.is_empty() {
            return Vec::new();
        }
        let areas = self.searched.areas();
        let mut found: Vec<(&str, &str)> = Vec::new();
        let mut next_grade: Option<&str> = None;
        for (at, (place, name)) in areas.iter().enumerate().rev() {
            let sentence = self.sentence(place).unwrap_or(place.clone());
            let (from, to) = (
                at.checked_sub(1).map_or(0, |before| areas[before].0.end).max(sentence.start),
                areas.get(at + 1).map_or(self.text.len(), |next| next.0.start).min(sentence.end),
            );
            let next = self.grades.partition_point(|grade| grade.start < place.end);
            let behind =
                self.grades.get(next).filter(|grade| grade.end <= to && !is_past(&self.text[place.end..grade.start]));
            let before = next.checked_sub(1).map(|before| &self.grades[before]).filter(|grade| grade.start >= from);
            let in_row = areas.get(at + 1).is_some_and(|(next, _)| is_row(&self.text[place.end..next.start]));
            let grade = match behind {
                None if in_row && next_grade.is_some() => next_grade,
                _ => behind.or(before).map(|grade| &self.text[grade.clone()]),
            };
            if let Some(grade) = grade {
                found.retain(|(known, _)| known != name);
                found.push((name, grade));
            }
            next_grade = grade;
        }
        found.reverse();
        found
    }

    /// Whether a part tells of an earlier inspection: its sentence says so, or the words before it.
    pub(super) fn is_past(&self, part: &Range<usize>) -> bool {
        let Some(sentence) = self.sentence(part) else { return false };
        let from = self.grades.iter().map(|grade| grade.end).filter(|end| *end <= part.start).max();
        let from = from.unwrap_or_default().max(sentence.start).min(part.start);
        is_past(&self.text[from..part.start]) || is_previous(&self.text[sentence])
    }

    /// The sentence that a part stands in or begins in.
    pub(super) fn sentence(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let at = self.sentences.partition_point(|range| range.end < part.start.max(1));
        self.sentences.get(at).cloned()
    }

    /// Whether a part is one sentence or more, whole.
    pub(super) fn is_sentences(&self, part: &Range<usize>) -> bool {
        let trimmed = self.text[part.clone()].trim_start();
        let start = part.end - trimmed.len();
        let trimmed = trimmed.trim_end();
        let end = start + trimmed.len();
        let first = self.sentences.binary_search_by_key(&start, |range| range.start);
        let last = self.sentences.partition_point(|range| range.end < end);
        let ends = self.sentences.get(last).is_some_and(|range| {
            let words = self.text[range.clone()].trim_end_matches(['.', '!', '?', '”', '’', '"', '\'']);
            range.start + words.len() <= end
        });
        first.is_ok() && ends && words(trimmed).count() > 1
    }

    /// What a part is by its words.
    pub(super) fn naming(&self, part: &Range<usize>) -> Naming {
        if meets(&self.known, part) {
            return Naming::Known;
        }
        let mut found = words(&self.text[part.clone()]).peekable();
        if found.peek().is_none() {
            return Naming::Nothing;
        }
        let may_be = found.all(|word| meets(&self.told, &(part.start + word.start..part.start + word.end)));
        if may_be { Naming::MayBe } else { Naming::None }
    }

    /// A short part with a word on each side of it, in the same sentence.
    pub(super) fn beside(&self, part: &Range<usize>) -> Range<usize> {
        let Some(sentence) = self.sentence(part).filter(|range| range.start <= part.start && part.end <= range.end)
        else {
            return part.clone();
        };
        let before = &self.text[sentence.start..part.start];
        let is_gap = |gap: &str| gap.chars().all(char::is_whitespace);
        let from = tail(before);
        let before = words(&before[from..])
            .last()
            .filter(|word| is_gap(&before[from + word.end..]))
            .map(|word| sentence.start + from + word.start);
        let rest = &self.text[part.end..sentence.end];
        let after = words(rest).next().filter(|word| is_gap(&rest[..word.start])).map(|word| part.end + word.end);
        before.unwrap_or(part.start)..after.unwrap_or(part.end)
    }
}

/// The sentences that some parts, given in order, touch: those beside each other as one.
fn touched<'p>(sentences: &[Range<usize>], parts: impl Iterator<Item = &'p Range<usize>>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut next = 0;
    for part in parts {
        let first = sentences.partition_point(|sentence| sentence.end + 1 < part.start).max(next);
        next = sentences.partition_point(|sentence| sentence.start <= part.end + 1).max(first);
        let (Some(from), Some(to)) = (sentences[first..next].first(), sentences[first..next].last()) else { continue };
        match found.last_mut() {
            Some(last) if first > 0 && last.end == sentences[first - 1].end => last.end = to.end,
            _ => found.push(from.start..to.end),
        }
    }
    found
}

/// The words of those ranges that have something in common with a part, one after the other.
pub(super) fn listed(text: &str, ranges: &[Range<usize>], part: &Range<usize>) -> String {
    let first = ranges.partition_point(|range| range.end <= part.start);
    let found = ranges[first..].iter().take_while(|range| range.start < part.end);
    found.map(|range| &text[range.clone()]).collect::<Vec<_>>().join("; ")
}

/// Whether the words before a grade say that it is one of an earlier inspection.
pub(super) fn is_past(words: &str) -> bool {
    let words = words.to_lowercase();
    ["up from", "down from", "the same as", "previous"].iter().any(|past| words.contains(past))
}

/// Whether a sentence is about an earlier inspection.
pub(super) fn is_previous(sentence: &str) -> bool {
    sentence.to_lowercase().contains("previous")
}

/// Whether what stands between two names says that they are two of a row.
fn is_row(gap: &str) -> bool {
    words(gap).all(|word| ["and", "the", "both", "for", "of"].contains(&&gap[word])) && !gap.contains(['.', ':', ';'])
}

/// Where the last few words of a text begin.
fn tail(text: &str) -> usize {
    const FAR: usize = 80;
    let from = text.len().saturating_sub(FAR);
    let from = (from..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text[from..].find(char::is_whitespace).map_or(0, |space| if from == 0 { 0 } else { from + space })
}

/// Whether a part has something in common with one of some ranges, which are in order and do not overlap. An empty part
/// lies in a range only if it does not touch its ends.
pub(super) fn meets(ranges: &[Range<usize>], part: &Range<usize>) -> bool {
    let at = ranges.partition_point(|range| range.end <= part.start);
    ranges.get(at).is_some_and(|range| range.start < part.end)
}
