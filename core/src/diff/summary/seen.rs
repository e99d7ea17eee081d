//! One side of a line with what there is to know of it: sentences, facts, figures and names. Not here: what changed.

use super::spans::{figures, names};
use super::told::{Fate, Told};
use crate::document::FactKind;
use crate::language::{is_function_word, sentences, words};
use crate::text::{Span, normal};

/// So many words beside a change are looked at for one that says something.
const WIDE: usize = 3;
/// Quotations inside each other are read no deeper (see `language::quoted`).
const DEEPEST: usize = 8;

/// A text, looked through.
pub(super) struct Seen<'a> {
    pub(super) text: &'a str,
    /// The facts in it, but for who speaks; and the length of the longest.
    told: Vec<&'a Told<'a>>,
    longest: usize,
    /// Who speaks in it.
    speakers: Vec<&'a Told<'a>>,
    /// Numbers and dates.
    pub(super) figures: Vec<Span>,
    /// Names and roles that are known.
    known: Vec<Span>,
    /// What may be a name by its capital letters as well.
    names: Vec<Span>,
    sentences: Vec<Span>,
    /// The sentences that changes touch.
    touched: Vec<Span>,
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

impl<'a> Seen<'a> {
    /// Figures and names are looked for in the sentences that some parts touch.
    pub(super) fn of(text: &'a str, parts: impl Iterator<Item = Span>, told: &'a [Told<'a>]) -> Seen<'a> {
        let sentences = sentences(text);
        let in_part = |part: &Span| -> Vec<Span> { words(&text[*part]).map(|word| word + part.start).collect() };
        let touched = touched(&sentences, parts);
        let words: Vec<Vec<Span>> = touched.iter().map(in_part).collect();
        let (speakers, told): (Vec<&Told<'_>>, Vec<&Told<'_>>) =
            told.iter().partition(|told| told.fact.kind == FactKind::Speaker);
        let longest = told.iter().map(|told| told.span.len()).max().unwrap_or_default();
        let known: Vec<Span> =
            told.iter().filter(|told| told.fact.kind == FactKind::Name).map(|told| told.span).collect();
        let figures = words.iter().flat_map(|words| figures(text, words)).collect();
        Seen { text, told, longest, speakers, figures, names: names(text, &words, &known), known, sentences, touched }
    }

    /// The facts that a part touches, but for who speaks in it.
    pub(super) fn told_in(&self, part: Span) -> impl Iterator<Item = &'a Told<'a>> {
        let first = self.told.partition_point(|told| told.span.start + self.longest <= part.start);
        let near = self.told[first..].iter().take_while(move |told| told.span.start < part.end);
        near.filter(move |told| told.span.overlaps(part)).copied()
    }

    /// The facts that the other document says nothing of, in sentences that changes touch and outside of some parts.
    pub(super) fn alone(&self, outside: &[Span]) -> impl Iterator<Item = &'a Told<'a>> {
        let is_alone = |told: &&Told<'_>| {
            told.fate == Fate::Alone && told.fact.kind != FactKind::Name && told.fact.holds_everywhere()
        };
        let is_meant = |told: &&Told<'_>| meets(&self.touched, told.span) && !meets(outside, told.span);
        self.told.iter().copied().filter(is_alone).filter(is_meant)
    }

    /// Who speaks the words of a part.
    pub(super) fn speaker(&self, part: Span) -> Option<&'a str> {
        let end = self.speakers.partition_point(|told| told.span.start <= part.end);
        let mut near = self.speakers[..end].iter().rev().take(DEEPEST);
        near.find(|told| part.start <= told.span.end).map(|told| told.fact.value.as_str())
    }

    /// What of a part says something and is none of the facts that need no more words.
    pub(super) fn rest(&self, part: Span, is_told: impl Fn(&Told<'_>) -> bool) -> Vec<Span> {
        let told: Vec<Span> = self.told_in(part).filter(|told| is_told(told)).map(|told| told.span).collect();
        let found = words(&self.text[part]).map(|word| word + part.start);
        found.filter(|word| !told.iter().any(|fact| fact.overlaps(*word)) && self.says(*word)).collect()
    }

    /// The sentence that a part stands in or begins in.
    pub(super) fn sentence(&self, part: Span) -> Option<Span> {
        let at = self.sentences.partition_point(|sentence| sentence.end < part.start.max(1));
        self.sentences.get(at).copied()
    }

    /// Whether a part is one sentence or more, whole.
    pub(super) fn is_sentences(&self, part: Span) -> bool {
        let trimmed = self.text[part].trim_start();
        let start = part.end - trimmed.len();
        let trimmed = trimmed.trim_end();
        let end = start + trimmed.len();
        let first = self.sentences.binary_search_by_key(&start, |sentence| sentence.start);
        let last = self.sentences.partition_point(|sentence| sentence.end < end);
        let ends = self.sentences.get(last).is_some_and(|sentence| {
            let words = self.text[*sentence].trim_end_matches(['.', '!', '?', '”', '’', '"', '\'']);
            sentence.start + words.len() <= end
        });
        first.is_ok() && ends && words(trimmed).count() > 1
    }

    /// What a part is by its words.
    pub(super) fn naming(&self, part: Span) -> Naming {
        if meets(&self.known, part) {
            return Naming::Known;
        }
        let mut found = words(&self.text[part]).peekable();
        if found.peek().is_none() {
            return Naming::Nothing;
        }
        if found.all(|word| meets(&self.names, word + part.start)) { Naming::MayBe } else { Naming::None }
    }

    /// The names and roles that a part touches, from the first to the last; the part itself where none is known.
    pub(super) fn named(&self, part: Span) -> Span {
        let first = self.known.partition_point(|name| name.end <= part.start);
        let touched = self.known[first..].iter().take_while(|name| name.start < part.end);
        touched.copied().reduce(Span::cover).unwrap_or(part)
    }

    /// A part with a word that says something on each side of it, in the same sentence and near; or else with any word.
    pub(super) fn beside(&self, part: Span) -> Span {
        let Some(sentence) = self.sentence(part).filter(|sentence| sentence.encloses(part)) else { return part };
        let before = last_words(&self.text[sentence.start..part.start], sentence.start);
        let left = before.iter().rev().find(|word| self.says(**word)).or(before.last());
        let after: Vec<Span> =
            words(&self.text[part.end..sentence.end]).take(WIDE).map(|word| word + part.end).collect();
        let right = after.iter().find(|word| self.says(**word)).or(after.first());
        Span::new(left.map_or(part.start, |word| word.start), right.map_or(part.end, |word| word.end))
    }

    /// Whether a word does more than join others.
    fn says(&self, word: Span) -> bool {
        !is_function_word(&normal(&self.text[word]).to_lowercase())
    }
}

/// The sentences that some parts, given in order, touch: those beside each other as one.
fn touched(sentences: &[Span], parts: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut next = 0;
    for part in parts {
        let first = sentences.partition_point(|sentence| sentence.end + 1 < part.start).max(next);
        next = sentences.partition_point(|sentence| sentence.start <= part.end + 1).max(first);
        let (Some(from), Some(to)) = (sentences[first..next].first(), sentences[first..next].last()) else { continue };
        match found.last_mut() {
            Some(last) if first > 0 && last.end == sentences[first - 1].end => last.end = to.end,
            _ => found.push(from.cover(*to)),
        }
    }
    found
}

/// The last few words of a text that begins at a byte.
fn last_words(text: &str, begins: usize) -> Vec<Span> {
    /// Letters of a few words.
    const FAR: usize = 80;
    let from = text.ceil_char_boundary(text.len().saturating_sub(FAR));
    let from = if from == 0 { 0 } else { from + text[from..].find(char::is_whitespace).unwrap_or(text.len() - from) };
    let all: Vec<Span> = words(&text[from..]).map(|word| word + from + begins).collect();
    all[all.len().saturating_sub(WIDE)..].to_vec()
}

/// Whether a part has something in common with one of some others, which are in order and do not overlap. An empty part
/// lies in another only if it does not touch its ends.
pub(super) fn meets(others: &[Span], part: Span) -> bool {
    let at = others.partition_point(|other| other.end <= part.start);
    others.get(at).is_some_and(|other| other.start < part.end)
}
