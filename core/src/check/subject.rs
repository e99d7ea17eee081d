//! What a grade is said of where the sentence names no judgement: the whole, what the sentence before names, or something
//! else, such as training or a home. Not here: whether it has that grade (grades).

use super::phrases::number;
use super::sentence::{Sentence, has, is_rating, year};
use crate::inspection::AreaId;
use std::ops::Range;

/// What a grade is said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Children's services as a whole.
    Whole,
    /// These judgements, which the sentence before names.
    Before(Vec<AreaId>),
    /// Neither: nothing that a report grades by itself, or nobody knows.
    Other,
}

/// Words that mean the whole, or whoever grades it.
const HEADS: &str = "council council's authority authority's borough county city service services department directorate \
    ofsted ofsted's inspector inspectors inspection inspectorate report regulator watchdog we us ourselves \
    who which effectiveness overall result outcome verdict grade rating judgement judgment";
/// Words that stand beside them.
const BESIDE: &str = "children's childrens children young people people's families social care local whole family unitary \
    metropolitan";
/// Words that say nothing of it.
const EMPTY: &str = "the a an our its their this that of in at for by on to as from and is are was were be been has have had \
    having will would can could remains now again still also only just once more officially today yesterday \
    first time second third latest recent new last previous previously highest top lowest best possible proud \
    delighted pleased thrilled absolutely very celebrating celebrates since then when where after before following during january \
    february march april may june july august september october november december monday tuesday wednesday \
    thursday friday week month year ago all up down given getting so already not either it they these \
    both found";
/// Words that mean what was named before.
const PRONOUNS: &str = "they both these it this";
/// Words that begin a clause.
const CLAUSE: &str =
    "that while but whereas although though because and says said concluded concludes when where with if say";
/// Words that part what a preposition leads in from what it is about.
const PREPOSITIONS: &str = "of for in by at with from to on about";
const DETERMINERS: &str = "the our a an its their";

/// How a stretch of words reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    Empty,
    Whole,
    Other,
}

impl Sentence<'_> {
    /// What an unnamed grade is said of.
    pub(super) fn subject(&self, range: &Range<usize>) -> Subject {
        let clause = self.clause(range.start);
        let Some(verb) = (clause..range.start).rev().find(|&at| is_rating(self.form(at))) else {
            let colon = range.start.checked_sub(1).is_some_and(|last| self.gap(last).contains([':', '–', '—']));
            return match self.stretch(clause..range.start) {
                Stretch::Other if colon && clause < range.start => Subject::Other,
                _ => Subject::Whole,
            };
        };
        match self.stretch(verb + 1..range.start) {
            Stretch::Whole => return Subject::Whole,
            Stretch::Other => return Subject::Other,
            Stretch::Empty => {}
        }
        if let Some(meant) = self.pronoun(clause..verb) {
            return meant;
        }
        let cut = (clause + 1..verb)
            .rev()
            .find(|&at| has(DETERMINERS, self.form(at)) && !has(PREPOSITIONS, self.form(at - 1)) && at + 1 < verb);
        match self.stretch(cut.unwrap_or(clause)..verb) {
            Stretch::Other => Subject::Other,
            _ => Subject::Whole,
        }
    }

    /// "They were graded good": the judgements that the sentence before names.
    fn pronoun(&self, words: Range<usize>) -> Option<Subject> {
        let opens = words.start == 0 && !words.is_empty();
        let first = self.form(words.start);
        let empty = |at: usize| self.stretch(at..at + 1) == Stretch::Empty;
        let auxiliary = matches!(self.form(words.start + 1), "is" | "are" | "was" | "were" | "has" | "have");
        if !opens || !has(PRONOUNS, first) || !auxiliary || !(words.start + 1..words.end).all(empty) {
            return None;
        }
        let (areas, leads) = self.sentence_before()?;
        let plural = !matches!(first, "it" | "this");
        match areas.is_empty() {
            true => None,
            // What is one may be the council.
            false if plural || leads => Some(Subject::Before(areas)),
            false => Some(Subject::Other),
        }
    }

    /// The judgements that the sentence before names, and whether it begins with one.
    pub(super) fn sentence_before(&self) -> Option<(Vec<AreaId>, bool)> {
        let start = self.tokens.first()?.range.start;
        let before = self.part.sentences.iter().rfind(|sentence| sentence.end <= start)?;
        let areas = self.vocabulary.areas(self.part.plain_tokens_in(before));
        let leads = areas.first().is_some_and(|(range, _)| range.start <= 1);
        Some((areas.into_iter().map(|(_, id)| id).collect(), leads))
    }

    /// Where the clause that holds a token begins.
    pub(super) fn clause(&self, at: usize) -> usize {
        let begins = |token: &usize| {
            let parted = *token > 0 && self.gap(*token - 1).contains([',', ';', '(']);
            let word = *token > 0 && has(CLAUSE, self.form(*token - 1)) && !self.in_area(*token - 1);
            parted || word && *token < at
        };
        (1..=at).rev().find(begins).unwrap_or(0)
    }

    /// What stands between a token and the next one.
    pub(super) fn gap(&self, at: usize) -> &str {
        let end = self.tokens[at].range.end;
        let next = self.tokens.get(at + 1).map_or(self.part.plain.len(), |next| next.range.start);
        &self.part.plain[end..next]
    }

    fn in_area(&self, at: usize) -> bool {
        self.areas.iter().any(|(area, _)| area.contains(&at))
    }

    /// Whether words mean the whole, say nothing, or mean something else.
    pub(super) fn stretch(&self, words: Range<usize>) -> Stretch {
        let (mut head, mut beside) = (false, false);
        for at in words {
            let form = self.form(at);
            let ours = self.vocabulary.is_ours(form);
            head |= ours || has(HEADS, form);
            beside |= has(BESIDE, form);
            // "Care" alone is what children are in.
            let care = form == "care" && self.before(at, 1).next() != Some("social");
            let known = ours
                || has(HEADS, form)
                || has(BESIDE, form)
                || has(EMPTY, form)
                || is_rating(form)
                || number(form).is_some()
                || form == "being" && at > 0 // "Being rated Good is a goal" says nothing of anybody
                || year(form).is_some();
            if !known || care {
                return Stretch::Other;
            }
        }
        match (head, beside) {
            (true, _) => Stretch::Whole,
            (false, true) => Stretch::Other,
            (false, false) => Stretch::Empty,
        }
    }

    /// "The former good, the latter inadequate", "graded good and inadequate respectively": the judgement that a grade is said
    /// of, by their order.
    pub(super) fn by_order(&self, range: &Range<usize>) -> Option<AreaId> {
        let mut named: Vec<AreaId> =
            self.areas.iter().filter(|(area, _)| area.end <= range.start).map(|(_, id)| id.clone()).collect();
        if named.len() < 2 {
            named = self.sentence_before()?.0;
        }
        match (self.before(range.start, 1).next()?, named.as_slice()) {
            ("former", [.., first, _]) => Some(first.clone()),
            ("latter", [.., last]) => Some(last.clone()),
            _ => None,
        }
    }

    /// The judgements of a sentence that ends in "respectively", one for each grade; none where they do not pair.
    pub(super) fn respectively(&self) -> Option<Vec<AreaId>> {
        let says = self.tokens.iter().any(|token| token.form == "respectively");
        let mut named: Vec<AreaId> = self.areas.iter().map(|(_, id)| id.clone()).collect();
        if named.is_empty() && says {
            named = self.sentence_before()?.0;
        }
        says.then_some(named)
    }
}
