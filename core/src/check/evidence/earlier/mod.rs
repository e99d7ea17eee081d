//! The earlier reports that a story holds, ready to be looked up, and how a text says that it means one of them. Not here: what is
//! wrong with what it says (rules).

mod quoted;

pub(in crate::check) use quoted::{OfEarlier, Quotation, quotations};

use crate::check::evidence::passages::{Passage, Passages};
use crate::inspection::Inspection;
use crate::language::{
    dates::{self, Mention},
    pattern::{self, Pattern},
    tokens,
};
use jiff::civil::Date;
use std::sync::LazyLock;

/// An earlier report, with an index of its words.
#[derive(Debug)]
pub(in crate::check) struct EarlierReport<'a> {
    /// What it says.
    pub(in crate::check) inspection: &'a Inspection,
    /// The year of its inspection, and how its passages are called by it.
    pub(in crate::check) year: i16,
    /// Its words.
    pub(in crate::check) passages: Passages,
}

/// Words that say that an earlier report or inspection is meant.
static EARLIER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(?:earlier|previous|last|former|older) (?:\w+ )?(?:reports?|inspections?|letters?|visits?|inspectors)|last time|(?:last|previously) inspected|back (?:in|then)|at that time|inspection before|report before|years? ago)\b",
    )
});
/// Words before an earlier inspection that only compare this one with it: "since the previous inspection".
const COMPARING: [&str; 7] = ["from", "since", "than", "after", "unlike", "following", "as"];
const ARTICLES: [&str; 5] = ["the", "its", "their", "our", "an"];

impl<'a> EarlierReport<'a> {
    /// A report with its passages, which are called by the year of its inspection; none where it has no day.
    pub(in crate::check) fn new(inspection: &'a Inspection, passages: Vec<Passage>) -> Option<EarlierReport<'a>> {
        let year = inspection.dates.first()?.from.year();
        let named =
            |passage: Passage| Passage { label: format!("{} of the report of {year}", passage.label), ..passage };
        let passages = Passages::new(passages.into_iter().map(named).collect());
        Some(EarlierReport { inspection, year, passages })
    }

    /// The years by which a text may name it.
    pub(in crate::check) fn years(&self) -> Vec<i16> {
        let published = self.inspection.published.map(Date::year);
        [Some(self.year), published].into_iter().flatten().collect()
    }

    /// Where it has words, of which some may be left out or replaced in square brackets: the first of them.
    pub(in crate::check) fn find(&self, words: &str) -> Option<usize> {
        let mut first = None;
        for piece in pieces(words) {
            let tokens = tokens(piece);
            if tokens.is_empty() {
                continue;
            }
            let place = *self.passages.exact(&self.passages.ids(&tokens)).first()?;
            first = first.or(Some(place));
        }
        first
    }
}

/// The pieces of a quotation between ellipses and square brackets.
fn pieces(words: &str) -> impl Iterator<Item = &str> {
    static LEFT_OUT: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"\[[^\]]*\]\w*|…|\.\.\.|\. \. \."));
    LEFT_OUT.split(words)
}

/// Whether a text means an earlier inspection: by a word such as "previous", or by one of the years.
pub(in crate::check) fn means_earlier(text: &str, years: &[i16]) -> bool {
    let is_of_year = |mention: &Mention| mention.from.year.is_some_and(|year| years.contains(&year));
    EARLIER.is_match(text) || dates::mentions(text).iter().any(is_of_year)
}

/// Whether a sentence is about an earlier inspection than this one, and does not only compare this one with it.
pub(in crate::check) fn is_about_earlier(sentence: &str, inspection: &Inspection) -> bool {
    let this = inspection.dates.first().map(|dates| dates.from.year());
    let is_compared = |at: usize| {
        let mut words = sentence[..at].split_whitespace().rev().skip_while(|word| ARTICLES.contains(word));
        words.next().is_some_and(|word| COMPARING.contains(&word.to_lowercase().as_str()))
    };
    let is_earlier = |mention: &Mention| mention.from.year.zip(this).is_some_and(|(year, this)| year < this);
    let years = dates::mentions(sentence).into_iter().filter(is_earlier).map(|mention| mention.span.start);
    EARLIER.find_iter(sentence).map(|found| found.start()).chain(years).any(|at| !is_compared(at))
}
