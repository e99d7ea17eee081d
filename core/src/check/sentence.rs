//! A sentence that may tell of a grade: its words, and the judgements and grades that it names. Not here: what it claims
//! (claims).

use super::known::Known;
use super::phrases::{Phrases, bytes};
use super::prose::{Part, Place};
use crate::inspection::{AreaId, Framework, GradeId};
use crate::text::{self, Token};
use std::collections::BTreeSet;
use std::ops::Range;

const RATING: &str = "rated graded judged rates grades judges rate grade judge rating grading judgement judgment ratings deemed \
    awarded given achieved received secured status remains became scored verdict";

/// Which inspection a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// The one of the report.
    Now,
    /// An earlier one, of that year if one is named.
    Before(Option<i16>),
}

/// The vocabulary of a framework.
#[derive(Debug)]
pub(super) struct Vocabulary {
    areas: Phrases<AreaId>,
    grades: Phrases<GradeId>,
    /// The beginnings of the words that grades are told with, in lower case.
    signs: Vec<String>,
    /// Years that are this inspection's.
    pub(super) now: Vec<i16>,
    /// The forms of the authority's name.
    ours: Vec<String>,
}

impl Vocabulary {
    fn of(framework: &Framework, years: Vec<i16>, authority: &str) -> Vocabulary {
        let name = text::tokens(authority).into_iter().map(|token| token.form);
        let areas = framework.areas.iter().flat_map(|area| area.wordings().map(|words| (words, area.id.clone())));
        let grades = framework.grades.iter().flat_map(|grade| grade.wordings().map(|words| (words, grade.id.clone())));
        let words = framework.grades.iter().flat_map(crate::inspection::Grade::wordings);
        let sign = |words: &str| words.to_lowercase().chars().take(6).collect::<String>();
        let signs: BTreeSet<String> = words.map(sign).collect();
        Vocabulary {
            areas: Phrases::new(areas),
            grades: Phrases::new(grades),
            signs: signs.into_iter().collect(),
            now: years,
            ours: name.flat_map(|form| [format!("{form}'s"), form]).collect(),
        }
    }

    /// Whether a word is of the authority's name.
    pub(super) fn is_ours(&self, form: &str) -> bool {
        self.ours.iter().any(|ours| ours == form)
    }

    /// The judgements that tokens name.
    pub(super) fn areas(&self, tokens: &[Token]) -> Vec<(Range<usize>, AreaId)> {
        self.areas.find(tokens)
    }

    /// A sentence of a leaf, if it tells of a grade at all: most do not, and taking them apart is what takes the time.
    pub(super) fn sentence<'a>(&'a self, leaf: usize, part: &'a Part, range: &Range<usize>) -> Option<Sentence<'a>> {
        let lower = part.plain[range.clone()].to_lowercase();
        if !self.signs.iter().any(|sign| lower.contains(sign.as_str())) {
            return None;
        }
        let tokens = part.plain_tokens_in(range);
        let (areas, grades) = (self.areas.find(tokens), self.grades.find(tokens));
        Some(Sentence { vocabulary: self, leaf, part, tokens, areas, grades })
    }
}

/// A sentence that is read for claims.
pub(super) struct Sentence<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) leaf: usize,
    pub(super) part: &'a Part,
    pub(super) tokens: &'a [Token],
    pub(super) areas: Vec<(Range<usize>, AreaId)>,
    pub(super) grades: Vec<(Range<usize>, GradeId)>,
}

impl Sentence<'_> {
    pub(super) fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.form.as_str())
    }

    /// The forms of up to `most` tokens before one, the nearest first.
    pub(super) fn before(&self, at: usize, most: usize) -> impl Iterator<Item = &str> {
        self.tokens[at.saturating_sub(most)..at].iter().rev().map(|token| token.form.as_str())
    }

    /// The forms of up to `most` tokens from one on.
    pub(super) fn after(&self, at: usize, most: usize) -> impl Iterator<Item = &str> {
        self.tokens[at.min(self.tokens.len())..].iter().take(most).map(|token| token.form.as_str())
    }

    pub(super) fn text(&self, range: &Range<usize>) -> &str {
        &self.part.plain[bytes(self.tokens, range)]
    }

    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        Place { leaf: self.leaf, range: bytes(self.tokens, range) }
    }

    pub(super) fn place_of(&self, areas: &[(Range<usize>, AreaId)]) -> Option<Place> {
        Some(self.place(&(areas.first()?.0.start..areas.last()?.0.end)))
    }

    pub(super) fn areas_in(&self, range: Range<usize>) -> Vec<(Range<usize>, AreaId)> {
        let inside = |area: &Range<usize>| range.start <= area.start && area.end <= range.end;
        self.areas.iter().filter(|(area, _)| inside(area)).cloned().collect()
    }

    /// Whether punctuation stands between the first and the last of some tokens.
    pub(super) fn parted(&self, range: Range<usize>) -> bool {
        let gap = &self.part.plain[self.tokens[range.start].range.end..self.tokens[range.end].range.start];
        gap.contains([';', ',', '(', '.', ':'])
    }

    /// Whether a clause ends before a token.
    pub(super) fn breaks_before(&self, at: usize) -> bool {
        let end = at.checked_sub(1).map_or(0, |before| self.tokens[before].range.end);
        self.part.plain[end..self.tokens[at].range.start].contains([';', '(', '.'])
    }
}

pub(super) fn is_rating(form: &str) -> bool {
    has(RATING, form)
}

/// Whether a word is one of a table.
pub(super) fn has(table: &str, form: &str) -> bool {
    table.split(' ').any(|word| word == form)
}

/// A year of our time.
pub(super) fn year(form: &str) -> Option<i16> {
    let year: i16 = form.parse().ok()?;
    (form.len() == 4 && (1990..2100).contains(&year)).then_some(year)
}

/// The vocabulary of the report's framework, or of the newest one for a document that has none.
pub(super) fn vocabulary(known: &Known<'_>) -> Option<Vocabulary> {
    let framework = known.framework.or_else(|| known.frameworks.iter().next())?;
    let dates = known.inspection.dates.iter().flat_map(|range| [range.from.year(), range.to.year()]);
    let mut years: Vec<i16> = dates.chain(known.published.map(jiff::civil::Date::year)).collect();
    if known.published.is_none() {
        years.extend(years.last().map(|year| year + 1));
    }
    Some(Vocabulary::of(framework, years, &known.inspection.authority.name))
}
