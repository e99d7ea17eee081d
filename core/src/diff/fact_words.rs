//! The words that a comparison knows a fact or a name by. Not here: where they come from (story).

use crate::text::{Normal, is_normal};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
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

/// A vocabulary made ready to be looked for: all its words at once.
pub(super) struct Lexicon<'v> {
    finder: AhoCorasick,
    terms: Vec<Term<'v>>,
}

/// What a word of the vocabulary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term<'v> {
    Grade,
    /// What a summary calls it.
    Area(&'v str),
    Name(&'v str),
    Role,
}

impl<'v> Lexicon<'v> {
    pub(super) fn of(vocabulary: &'v Vocabulary) -> Lexicon<'v> {
        let grades = vocabulary.grades.iter().map(|written| (written, Term::Grade));
        let areas = vocabulary.areas.iter().map(|(written, name)| (written, Term::Area(name)));
        let names = vocabulary.names.iter().map(|name| (name, Term::Name(name)));
        let roles = vocabulary.roles.iter().map(|role| (role, Term::Role));
        let folded = |(written, term): (&String, Term<'v>)| (Normal::folded(written), term);
        let all = grades.chain(areas).chain(names).chain(roles).map(folded);
        let (words, terms): (Vec<Normal>, Vec<Term<'v>>) = all.filter(|(words, _)| !words.as_str().is_empty()).unzip();
        let kind = Some(AhoCorasickKind::ContiguousNFA); // is made soon; few texts are so long that another one pays
        let finder =
            AhoCorasick::builder().kind(kind).ascii_case_insensitive(true).build(words.iter().map(Normal::as_str));
        Lexicon { finder: finder.expect("a vocabulary is far below the limits"), terms }
    }

    /// Looks for all words of the vocabulary in some parts of a text, whatever their case and the shape of their signs.
    pub(super) fn search<'a>(&self, text: &'a str, parts: &[Range<usize>]) -> Searched<'a, 'v> {
        let mut hits = Vec::new();
        for part in parts {
            let raw = &text[part.clone()];
            let folded = (!is_normal(raw)).then(|| Normal::folded(raw));
            let plain = folded.as_ref().map_or(raw, Normal::as_str);
            let is_whole = |range: &Range<usize>| {
                let before = plain[..range.start].chars().next_back();
                let after = plain[range.end..].chars().next();
                !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
            };
            for hit in self.finder.find_overlapping_iter(plain).filter(|hit| is_whole(&hit.range())) {
                let place = folded.as_ref().map_or(hit.range(), |folded| folded.source(hit.range().into()).range());
                hits.push((part.start + place.start..part.start + place.end, self.terms[hit.pattern()]));
            }
        }
        Searched { text, hits }
    }
}

/// A text in which the words of a vocabulary were looked for.
pub(super) struct Searched<'a, 'v> {
    text: &'a str,
    hits: Vec<(Range<usize>, Term<'v>)>,
}

impl<'a, 'v> Searched<'a, 'v> {
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Where grades stand, the longest form of each.
    pub(super) fn grades(&self) -> Vec<Range<usize>> {
        // "good" alone is a word like any other: a grade is written with a capital letter in running text.
        let is_grade = |place: &Range<usize>| self.text[place.clone()].starts_with(char::is_uppercase);
        longest(self.places(|term| term == Term::Grade).filter(is_grade).collect())
    }

    /// The longest grade that stands in a part, whatever its case.
    pub(super) fn grade_in(&self, part: &Range<usize>) -> Option<&'a str> {
        let inside = |place: &Range<usize>| part.start <= place.start && place.end <= part.end;
        let longest = self.places(|term| term == Term::Grade).filter(inside).max_by_key(ExactSizeIterator::len)?;
        Some(&self.text[longest])
    }

    /// Where names and roles stand.
    pub(super) fn names(&self) -> Vec<Range<usize>> {
        longest(self.places(|term| matches!(term, Term::Name(_) | Term::Role)).collect())
    }

    /// The longest of the names.
    pub(super) fn name(&self) -> Option<&'v str> {
        let name = |(_, term): &(Range<usize>, Term<'v>)| if let Term::Name(name) = term { Some(*name) } else { None };
        self.hits.iter().filter_map(name).max_by_key(|name| name.len())
    }

    /// What is graded, where it stands, and how a summary calls it.
    pub(super) fn areas(&self) -> Vec<(Range<usize>, &'v str)> {
        let mut found: Vec<(Range<usize>, &str)> = self.all_areas().collect();
        found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        found.retain(|(range, _)| {
            let is_next = range.start >= end;
            end = if is_next { range.end } else { end };
            is_next
        });
        found
    }

    /// What the words in a range that are nearest to a place call by its name, if anything.
    pub(super) fn area_near(&self, within: &Range<usize>, place: usize) -> Option<&'v str> {
        let distance = |found: &Range<usize>| found.start.abs_diff(place).min(found.end.abs_diff(place));
        let inside = self.all_areas().filter(|(found, _)| within.start <= found.start && found.end <= within.end);
        let near = inside.map(|(found, name)| (distance(&found), std::cmp::Reverse(found.len()), name)).min();
        near.map(|(_, _, name)| name)
    }

    fn all_areas(&self) -> impl Iterator<Item = (Range<usize>, &'v str)> {
        let area = |(range, term): &(Range<usize>, Term<'v>)| match term {
            Term::Area(name) => Some((range.clone(), *name)),
            _ => None,
        };
        self.hits.iter().filter_map(area)
    }

    fn places(&self, is_meant: impl Fn(Term<'v>) -> bool) -> impl Iterator<Item = Range<usize>> {
        self.hits.iter().filter(move |(_, term)| is_meant(*term)).map(|(range, _)| range.clone())
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
        let lexicon = Lexicon::of(&vocabulary);
        let searched = lexicon.search(text, std::slice::from_ref(&(0..text.len())));
        let grades: Vec<&str> = searched.grades().into_iter().map(|range| &text[range]).collect();
        assert_eq!(grades, ["Requires improvement to be good", "Good"]);
        assert_eq!(searched.area_near(&(0..text.len()), 60), Some("children in care"));
        assert_eq!(lexicon.search("elsewhere", std::slice::from_ref(&(0..9))).area_near(&(0..9), 2), None);
    }
}
