//! The words that a comparison knows a fact or a name by. Not here: where they come from (story).

use crate::text::Normal;
use std::ops::Range;

/// Words with a meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Grades, in each of their forms.
    pub grades: Vec<String>,
    /// What is graded: how it is written, and how a summary calls it.
    pub areas: Vec<(String, String)>,
    /// Names of people.
    pub names: Vec<String>,
    /// Roles of people.
    pub roles: Vec<String>,
}

/// A text in which words are looked for, whatever their case and the shape of their signs.
pub(super) struct Searched<'a> {
    text: &'a str,
    folded: Normal,
}

impl<'a> Searched<'a> {
    pub(super) fn new(text: &'a str) -> Searched<'a> {
        Searched { text, folded: Normal::folded(text) }
    }

    /// Where some words stand, as whole words.
    pub(super) fn places(&self, words: &str) -> Vec<Range<usize>> {
        let (sought, text) = (Normal::folded(words), self.folded.as_str());
        let sought = sought.as_str();
        if sought.is_empty() {
            return Vec::new();
        }
        let is_whole = |at: usize| {
            let before = text[..at].chars().next_back();
            let after = text[at + sought.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        text.match_indices(sought)
            .filter(|(at, _)| is_whole(*at))
            .map(|(at, _)| self.folded.source(at..at + sought.len()))
            .collect()
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }
}

impl Vocabulary {
    /// Where grades stand in a text, the longest form of each.
    pub(super) fn grades_in(&self, text: &Searched<'_>) -> Vec<Range<usize>> {
        // "good" alone is a word like any other: a grade is written with a capital letter in running text.
        let is_grade = |place: &Range<usize>| text.text()[place.clone()].starts_with(char::is_uppercase);
        longest(self.grades.iter().flat_map(|grade| text.places(grade)).filter(is_grade).collect())
    }

    pub(super) fn names_in(&self, text: &Searched<'_>) -> Vec<Range<usize>> {
        longest(self.names.iter().chain(&self.roles).flat_map(|name| text.places(name)).collect())
    }

    /// What is graded, where it stands in a text, and how a summary calls it.
    pub(super) fn areas_in(&self, text: &Searched<'_>) -> Vec<(Range<usize>, &str)> {
        let all = self
            .areas
            .iter()
            .flat_map(|(written, name)| text.places(written).into_iter().map(move |place| (place, name.as_str())));
        let mut found: Vec<(Range<usize>, &str)> = all.collect();
        found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        found.retain(|(range, _)| {
            let is_next = range.start >= end;
            end = if is_next { range.end } else { end };
            is_next
        });
        found
    }

    /// What the words nearest to a place call by its name, if anything.
    pub(super) fn area_near(&self, text: &Searched<'_>, place: &Range<usize>) -> Option<&str> {
        let distance = |found: &Range<usize>| found.start.abs_diff(place.end).min(found.end.abs_diff(place.start));
        let near = |(written, name)| {
            let found = text.places(written).into_iter().min_by_key(distance)?;
            Some((distance(&found), std::cmp::Reverse(found.len()), name))
        };
        let found = self.areas.iter().map(|(written, name)| (written.as_str(), name.as_str())).filter_map(near).min();
        found.map(|(_, _, name)| name)
    }
}

/// Ranges in order, without those that lie in others.
fn longest(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in found {
        if kept.last().is_none_or(|last| range.start >= last.end) {
            kept.push(range);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_of_any_case_and_the_longest_of_them() {
        let known = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let vocabulary = Vocabulary {
            grades: known(&["Good", "Requires improvement", "Requires improvement to be good"]),
            areas: vec![("children in care".to_owned(), "children in care".to_owned())],
            ..Vocabulary::default()
        };
        let text = "Goodwill is good; Children\u{a0}in care: Requires improvement to be good, not Good.";
        let searched = Searched::new(text);
        let grades: Vec<&str> = vocabulary.grades_in(&searched).into_iter().map(|range| &text[range]).collect();
        assert_eq!(grades, ["Requires improvement to be good", "Good"]);
        assert_eq!(vocabulary.area_near(&searched, &(50..60)), Some("children in care"));
        assert_eq!(vocabulary.area_near(&Searched::new("elsewhere"), &(0..2)), None);
    }
}
