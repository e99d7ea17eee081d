//! Which of the report's sentences a briefing quotes, and how long it gets: as many as one page has room for. Not here: what
//! is said without quotation.

use copydesk_plugin::pick::Quotes;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Judgement, Quote, Request, Stance, Statement, Tone};

/// What a page holds, in words.
pub(crate) const ONE_PAGE: usize = 500;
/// From here nothing more is quoted.
const FULL: usize = 450;
/// What the fixed parts come to, and what questions, intervention and apology add after a poor result.
const FIXED_WORDS: usize = 280;
const POOR_WORDS: usize = 60;
/// How strong praise and how clear criticism has to be to be quoted.
const STRONG_PRAISE: i32 = 48;
const CLEAR_CRITICISM: i32 = 38;
/// The longest sentence quoted, and the longest that somebody says aloud, in words.
const LONGEST_QUOTE: u32 = 30;
const LONGEST_LINE: u32 = 20;

/// What a page quotes, and how long it gets.
pub(crate) struct Page {
    /// What the result means for children and families: after a poor result what is wanting comes first.
    pub(crate) findings: Vec<Ref>,
    /// Whether children are safe: praise where the grade for their protection is good, else criticism.
    pub(crate) on_protection: Option<Ref>,
    /// Short praise, for a councillor to say; none after a poor result.
    pub(crate) line: Option<Ref>,
    /// In words.
    pub(crate) length: usize,
}

/// Fills a page: it has one sentence of the report in any case, and others while there is room.
pub(crate) fn fill(request: &Request, statement: Option<&Statement>) -> Page {
    let mut room = Room { quotes: Quotes::of(request), quoted: 0, length: words_elsewhere(request, statement) };
    let tone = request.outcome.tone;
    let on_safety = |quote: &Quote| protection(request).is_some_and(|area| quote.is_about(area)) && is_on_safety(quote);
    let protected = protection(request).is_some_and(|area| area.tone == Tone::Good);

    let criticism = if tone == Tone::Good { None } else { room.criticism(request) };
    let unsafe_now = if protected { None } else { room.take(LONGEST_QUOTE, |quote| clear(quote) && on_safety(quote)) };
    room.quotes = room.quotes.of_score(STRONG_PRAISE).of_good_areas(request);
    let praise = room.take(LONGEST_QUOTE, |quote| praises(quote) && tells_of_children(quote));
    let on_protection = unsafe_now
        .or_else(|| protected.then(|| room.take(LONGEST_QUOTE, |quote| praises(quote) && on_safety(quote))).flatten());
    let line = if tone == Tone::Poor { None } else { room.take(LONGEST_LINE, praises) };
    let findings = if tone == Tone::Poor { [criticism, praise] } else { [praise, criticism] };
    Page { findings: findings.into_iter().flatten().collect(), on_protection, line, length: room.length }
}

/// The area that answers whether children are safe.
pub(crate) fn protection(request: &Request) -> Option<&Judgement> {
    request.outcome.areas.iter().find(|area| area.area == "help-and-protection")
}

fn is_on_safety(quote: &Quote) -> bool {
    quote.topics.iter().any(|topic| topic == "safeguarding")
}

fn clear(quote: &Quote) -> bool {
    quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM
}

/// Praise, but not of people who could be taken for politicians: a council has leaders of both kinds.
fn praises(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    quote.stance == Stance::Praise && !["leader", "councillor", "politic"].iter().any(|word| text.contains(word))
}

fn tells_of_children(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    ["child", "famil", "parent", "young people", "care leaver"].iter().any(|word| text.contains(word))
}

/// Hands out sentences while there is room for them.
struct Room<'a> {
    quotes: Quotes<'a>,
    quoted: usize,
    length: usize,
}

impl Room<'_> {
    fn take(&mut self, words: u32, wanted: impl Fn(&Quote) -> bool) -> Option<Ref> {
        if self.quoted > 0 && self.length >= FULL {
            return None;
        }
        let quote = self.quotes.take(words, wanted)?;
        self.quoted += 1;
        self.length += quote.words as usize;
        Some(Ref::from(&quote.id))
    }

    /// What is wanting, if possible in the area with the lowest grade and for children.
    fn criticism(&mut self, request: &Request) -> Option<Ref> {
        let lowest = request.outcome.groups.last();
        let of_lowest =
            |quote: &Quote| lowest.is_some_and(|group| group.judgements.iter().any(|row| quote.is_about(row)));
        self.take(LONGEST_QUOTE, |quote| clear(quote) && of_lowest(quote) && tells_of_children(quote))
            .or_else(|| self.take(LONGEST_QUOTE, |quote| clear(quote) && tells_of_children(quote)))
            .or_else(|| self.take(LONGEST_QUOTE, clear))
    }
}

/// What the words outside the quotations come to.
fn words_elsewhere(request: &Request, statement: Option<&Statement>) -> usize {
    let judgements = request.inspection.judgements.iter().map(judgement_words);
    let brief = request.brief.next_steps.iter().chain(&request.brief.key_messages).map(|text| words(text));
    let spoken = statement.and_then(|statement| statement.words.split("\n\n").next()).map(words);
    let own = if request.outcome.tone == Tone::Poor { FIXED_WORDS + POOR_WORDS } else { FIXED_WORDS };
    judgements.chain(brief).chain(spoken).sum::<usize>() + points_to_improve(request) + own
}

/// How long the report's points to improve are, in words.
pub(crate) fn points_to_improve(request: &Request) -> usize {
    request.inspection.improvements.iter().map(|point| words(&point.text)).sum()
}

/// A judgement in the list, with its change.
fn judgement_words(judgement: &Judgement) -> usize {
    words(&judgement.short) + words(&judgement.grade_name) + if judgement.change.is_some() { 5 } else { 0 }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
