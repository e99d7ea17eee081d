//! Quotations that have to do with an earlier report: words of one that the story holds, or said to be of one. Not here: what is wrong
//! with them (rules).

use super::{is_about_earlier, means_earlier};
use crate::check::evidence::ground::Ground;
use crate::check::evidence::known::Known;
use crate::check::evidence::passages::Passage;
use crate::check::evidence::prose::Prose;
use crate::check::evidence::set_apart::set_apart;
use crate::check::evidence::speaker::Voice;
use crate::language::dates::mentions;
use crate::language::{Quoted, tokens};
use crate::text::TextSpan;
use jiff::civil::Date;

/// How many words a quotation has at least to be looked for in earlier reports: shorter ones are found anywhere.
const FEWEST: usize = 4;
/// The share of a quotation's words from which it is an earlier report's with a change.
const ALIKE: f64 = 0.7;

/// A quotation that has to do with an earlier report.
#[derive(Debug)]
pub(in crate::check) struct OfEarlier<'a> {
    /// Where it is: where it begins, and its further paragraphs.
    pub(in crate::check) pieces: Vec<TextSpan>,
    /// What it is.
    pub(in crate::check) quotation: Quotation<'a>,
}

/// What a quotation has to do with an earlier report.
#[derive(Debug)]
pub(in crate::check) enum Quotation<'a> {
    /// It is the earlier report's, and said to be.
    Right,
    /// It is the earlier report's, and the text does not say so.
    AsNew(i16, &'a Passage),
    /// It is said to be the earlier report's, and is nearly its words.
    Altered(String, &'a Passage),
    /// It is said to be the earlier report's, and is in none that the story holds.
    Absent(i16),
}

/// The quotations of a text that have to do with an earlier report; none where the story holds none.
pub(in crate::check) fn quotations<'a>(prose: &Prose, ground: &'a Ground<'_>, voices: &[Voice]) -> Vec<OfEarlier<'a>> {
    if ground.earlier.is_empty() {
        return Vec::new();
    }
    let apart = set_apart(prose, ground);
    let apart = apart.iter().map(|(quote, voice)| (quote, voice));
    let marked = prose.quotes.iter().zip(voices).filter(|(quote, _)| quote.depth == 0);
    let found = marked.chain(apart).filter_map(|(quote, voice)| {
        Some(OfEarlier { pieces: quote.pieces.clone(), quotation: of_quote(prose, ground, quote, voice)? })
    });
    found.collect()
}

fn of_quote<'a>(prose: &Prose, ground: &'a Ground<'_>, quote: &Quoted, voice: &Voice) -> Option<Quotation<'a>> {
    let is_person = |number: usize| !ground.people[number].inspector;
    if matches!(voice, Voice::Stranger(_) | Voice::Unnamed(_))
        || matches!(voice, Voice::Person(number) if is_person(*number))
    {
        return None;
    }
    let words = prose.words_of(quote).text;
    let tokens = tokens(&words);
    let is_ours = || ground.sources().any(|source| !source.exact(&source.ids(&tokens)).is_empty());
    if tokens.len() < FEWEST || is_ours() {
        return None;
    }
    let said = Around::of(prose, quote);
    if let Some((report, word)) = ground.earlier.iter().find_map(|report| Some((report, report.find(&words)?))) {
        let as_new = || Quotation::AsNew(report.year, report.passages.passage(word));
        return Some(if said.means(&report.years()) { Quotation::Right } else { as_new() });
    }
    let near = ground.earlier.iter().filter(|report| said.means(&report.years())).find_map(|report| {
        let near = report.passages.nearest(&report.passages.ids(&tokens))?;
        (near.likeness >= ALIKE && !near.words.is_empty()).then_some((report, near.words))
    });
    if let Some((report, near)) = near {
        return Some(Quotation::Altered(report.passages.text(near), report.passages.passage(near.start)));
    }
    // An invented quotation is one only where the report that is meant was looked at.
    let meant = ground.earlier.iter().rev().find(|report| said.is_of(&ground.known, &report.years()));
    meant.filter(|_| *voice == Voice::Report).map(|report| Quotation::Absent(report.year))
}

/// What a text says around a quotation.
struct Around<'a> {
    /// What comes before it in its paragraph, and the end of its sentence.
    before: &'a str,
    /// Its sentence.
    sentence: &'a str,
    /// The line that introduces it.
    introduces: Option<&'a str>,
}

impl<'a> Around<'a> {
    fn of(prose: &'a Prose, quote: &Quoted) -> Around<'a> {
        let TextSpan { block, span } = quote.pieces[0];
        let parts = &prose.parts;
        let part = &parts[block];
        let end = part.sentence_at(span.end.min(part.own.len().saturating_sub(1)));
        let above = block.checked_sub(1).map(|above| &parts[above]);
        let introduces = above.filter(|above| above.is_heading() || above.own.trim_end().ends_with(':'));
        Around {
            before: &part.own[..end.end],
            sentence: &part.own[part.sentence_at(span.start).cover(end)],
            introduces: introduces.map(|above| above.own.as_str()),
        }
    }

    /// Whether it means an earlier report, by a word or by one of its years.
    fn means(&self, years: &[i16]) -> bool {
        means_earlier(self.before, years) || self.introduces.is_some_and(|above| means_earlier(above, years))
    }

    /// Whether it says that the words are of the report of one of some years, and of no other one.
    fn is_of(&self, known: &Known<'_>, years: &[i16]) -> bool {
        let is_earlier = |text: &str| is_about_earlier(text, known.inspection);
        let Some(said) = [Some(self.sentence), self.introduces].into_iter().flatten().find(|text| is_earlier(text))
        else {
            return false;
        };
        let named = mentions(said).into_iter().filter_map(|mention| mention.from.year);
        let named: Vec<i16> = named.collect();
        let previous = known.previous.map(|past| [Some(past.inspected), past.published]);
        let is_previous =
            previous.is_none_or(|days| days.into_iter().flatten().map(Date::year).any(|year| years.contains(&year)));
        if named.is_empty() { is_previous } else { named.iter().any(|year| years.contains(year)) }
    }
}
