//! What an officer can choose a quotation from: whole sentences, the few words in them that carry the judgement, and pairs of which
//! the second goes on from the first. The best come first, each with the reasons for its place.

use super::vocabulary::{STANCE, Signal, VOICES};
use super::{Place, Quotable, Stance, Topic};
use crate::inspection::{AreaId, Inspection};
use crate::language::{Token, sentences, tokens, words};
use crate::text::Span;
use std::cmp::Reverse;

/// A passage of a report that can be quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// The text it is in.
    pub place: Place,
    /// Its bytes in that text.
    pub part: Span,
    /// Its words as printed.
    pub text: String,
    /// The number of the paragraph, where it has one.
    pub number: Option<u32>,
    /// The page of the paragraph; `None` for the summary.
    pub page: Option<u32>,
    /// The area whose section it is in; `None` for the summary.
    pub area: Option<AreaId>,
    /// Whether it praises or criticises.
    pub stance: Stance,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// Whose words it hands on; `None` for the inspectors' own.
    pub from: Option<Voice>,
    /// How good a quotation it is: the more the better, comparable within a report.
    pub score: i32,
    /// Why it has its place, the weightiest reason first.
    pub why: Vec<&'static str>,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A sentence.
    Sentence,
    /// The words of a sentence that carry its judgement.
    Phrase,
    /// Two sentences, of which the second points back at the first.
    Pair,
}

impl PassageKind {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            PassageKind::Sentence => "sentence",
            PassageKind::Phrase => "phrase",
            PassageKind::Pair => "pair",
        }
    }
}

/// Whose words a sentence hands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Children, young people, care leavers.
    Children,
    /// Parents and carers.
    Families,
    /// Social workers and others who do the work.
    Staff,
    /// Those in charge.
    Leaders,
}

impl Voice {
    /// All of them.
    pub const ALL: [Voice; 4] = [Voice::Children, Voice::Families, Voice::Staff, Voice::Leaders];

    /// The name on the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Voice::Children => "children",
            Voice::Families => "families",
            Voice::Staff => "staff",
            Voice::Leaders => "leaders",
        }
    }
}

/// How many words a phrase has.
const PHRASE: std::ops::RangeInclusive<usize> = 2..=12;
/// The most words of a pair.
const LONGEST_PAIR: usize = 55;

/// Returns the passages of a report, the best first. `quotables` are its quotable sentences, the best first.
pub fn passages(inspection: &Inspection, quotables: &[Quotable]) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    for quotable in quotables {
        let sentence = Passage::of(quotable, inspection);
        found.extend(sentence.phrase());
        found.extend(sentence.pair(inspection));
        found.push(sentence);
    }
    found.sort_by_key(|passage| Reverse(passage.score));
    found
}

impl Passage {
    fn of(quotable: &Quotable, inspection: &Inspection) -> Passage {
        let page = match quotable.place {
            Place::Summary(_) => None,
            Place::Paragraph(place) => inspection.paragraphs.get(place).map(|paragraph| paragraph.page),
        };
        let forms = tokens(&quotable.text);
        let from = VOICES.find(&forms).first().map(|(_, voice)| *voice);
        Passage {
            kind: PassageKind::Sentence,
            place: quotable.place,
            part: quotable.part,
            text: quotable.text.clone(),
            number: quotable.number,
            page,
            area: quotable.area.clone(),
            stance: quotable.stance,
            topics: quotable.topics.clone(),
            from,
            score: quotable.score - if quotable.standalone { 0 } else { LEANING_COSTS },
            why: why(quotable, from, &forms),
        }
    }

    /// The words from its strongest judgement on, as far as the clause goes.
    fn phrase(&self) -> Option<Passage> {
        let tokens = tokens(&self.text);
        let strongest = STANCE.find(&tokens).into_iter().filter_map(|(range, signal)| match (signal, self.stance) {
            (Signal::Praise(weight @ 2..), Stance::Praise) | (Signal::Criticism(weight @ 2..), Stance::Criticism) => {
                Some((weight, range))
            }
            _ => None,
        });
        let (_, range) = strongest.max_by_key(|(weight, range)| (*weight, Reverse(range.start)))?;
        let first = range.start - usize::from(range.start > 0 && qualifies(&tokens[range.start - 1]));
        let ends = |at: &usize| breaks(&self.text, &tokens, *at);
        let end = (range.end..tokens.len()).find(ends).unwrap_or(tokens.len()).min(first + PHRASE.end());
        let count = end - first;
        if !PHRASE.contains(&count) || count + 2 > tokens.len() {
            return None;
        }
        let last = (first..end).rev().find(|at| !is_loose(&tokens[*at]))?;
        let part = Span::new(tokens[first].span.start, tokens[last].span.end);
        (last > first).then(|| Passage {
            kind: PassageKind::Phrase,
            text: self.text[part].to_owned(),
            part: part + self.part.start,
            score: self.score - PHRASE_COSTS,
            ..self.clone()
        })
    }

    /// It and the next sentence, where that begins with a "This", "They" or "It" that goes on from it.
    fn pair(&self, inspection: &Inspection) -> Option<Passage> {
        let text = match self.place {
            Place::Summary(place) => inspection.summary.get(place)?,
            Place::Paragraph(place) => &inspection.paragraphs.get(place)?.text,
        };
        let next = sentences(text).into_iter().find(|part| part.start >= self.part.end)?;
        let goes_on = ["This ", "They ", "These ", "It ", "Their "].iter().any(|word| text[next].starts_with(word));
        let part = Span::new(self.part.start, next.end);
        let fits = goes_on && words(&text[part]).count() <= LONGEST_PAIR;
        fits.then(|| Passage {
            kind: PassageKind::Pair,
            text: text[part].to_owned(),
            part,
            score: self.score - PAIR_COSTS,
            ..self.clone()
        })
    }
}

/// Whole sentences come first: a phrase and a pair come among those that are so much weaker.
const PHRASE_COSTS: i32 = 24;
const PAIR_COSTS: i32 = 12;
/// What a sentence loses that needs the one before it.
const LEANING_COSTS: i32 = 16;

/// Words before a judgement that belong to it.
fn qualifies(token: &Token) -> bool {
    token.form.ends_with("ly") && token.form.len() > 4
        || matches!(token.form.as_str(), "very" | "real" | "a" | "an" | "no" | "not")
}

/// Whether the clause ends before this word: a sign parts them, or another thought begins.
fn breaks(text: &str, tokens: &[Token], at: usize) -> bool {
    let between = &text[tokens[at - 1].span.end..tokens[at].span.start];
    let sign = between.contains([',', ';', ':', '(', ')', '–', '—', '‘', '“', '’', '”']);
    sign || matches!(
        tokens[at].form.as_str(),
        "which"
            | "who"
            | "when"
            | "where"
            | "because"
            | "while"
            | "but"
            | "although"
            | "so"
            | "if"
            | "after"
            | "before"
    )
}

/// Words with which no phrase ends.
fn is_loose(token: &Token) -> bool {
    matches!(
        token.form.as_str(),
        "and"
            | "or"
            | "of"
            | "in"
            | "to"
            | "for"
            | "with"
            | "the"
            | "a"
            | "an"
            | "that"
            | "their"
            | "by"
            | "on"
            | "at"
            | "from"
            | "as"
            | "is"
            | "are"
            | "have"
            | "has"
    )
}

fn why(quotable: &Quotable, from: Option<Voice>, tokens: &[Token]) -> Vec<&'static str> {
    let strong = STANCE.find(tokens).iter().any(|(_, signal)| matches!(signal, Signal::Praise(3)));
    let figure = tokens.iter().any(|token| token.form.starts_with(|c: char| c.is_ascii_digit()));
    let reasons = [
        (!quotable.standalone, "needs the sentence before it"),
        (matches!(quotable.place, Place::Summary(_)), "in the summary"),
        (from.is_some(), "somebody’s own view"),
        (strong && quotable.stance == Stance::Praise, "strong words"),
        (quotable.stance == Stance::Criticism, "says what is not good enough"),
        (quotable.stance == Stance::Mixed, "has a limit: quote it whole"),
        (figure, "has a figure"),
        ((8..=20).contains(&quotable.words), "short"),
    ];
    reasons.into_iter().filter_map(|(holds, reason)| holds.then_some(reason)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Passage> {
        let inspection = serde_json::json!({
            "document": "ilacs",
            "authority": {"name": "Avershire"},
            "paragraphs": [{"number": 7, "page": 3, "area": "leaders", "text": text}],
        });
        let inspection: Inspection = serde_json::from_value(inspection).expect("an inspection");
        passages(&inspection, &crate::quotable::find(&inspection))
    }

    #[test]
    fn a_sentence_its_phrase_and_its_pair_are_offered() {
        let found = found("Leaders have a relentless focus on children, who know it. They listen. The panel meets.");
        let shown: Vec<(&str, &str)> =
            found.iter().map(|passage| (passage.kind.as_str(), passage.text.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("sentence", "Leaders have a relentless focus on children, who know it."),
                ("pair", "Leaders have a relentless focus on children, who know it. They listen."),
                ("phrase", "a relentless focus on children"),
            ]
        );
        assert_eq!((found[0].number, found[0].page), (Some(7), Some(3)));
    }

    #[test]
    fn whose_words_they_are_is_known() {
        let of = |text: &str| found(text).first().and_then(|passage| passage.from);
        assert_eq!(of("Children told inspectors that they feel safe and loved in their homes."), Some(Voice::Children));
        assert_eq!(of("Social workers say that they are proud to work for this strong service."), Some(Voice::Staff));
        assert_eq!(of("Plans are strong and make a real difference to the lives of children."), None);
    }
}
