//! The press release: the result for journalists and for the council's own news page, balanced for a good, a mixed and a
//! bad result. What is said and in which order stands here; how it is said stands in `templates/press-release`.

mod lead_in;
mod ungraded;

use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Direction, Judgement, Quote, Request, Stance, Tone};
use copydesk_plugin::{Draft, Output, Refusal};
use lead_in::Quoted;
use serde::Serialize;

pub(crate) struct PressRelease;

copydesk_plugin::export! {
    PressRelease,
    id: "org.copydesk.press-release",
    outputs: [{
        id: "press-release",
        title: "Press release",
        description: "For journalists (--for press) and for the council's news page (--for web)",
    }],
}

/// Who speaks in a release, in the order a good result calls for and in the order a bad one does.
pub(crate) const SPEAKERS: [&str; 4] = ["cabinet-member", "director", "leader", "chief-executive"];
const SPEAKERS_AFTER_A_BAD_RESULT: [&str; 4] = ["chief-executive", "director", "leader", "cabinet-member"];
/// What a statement after a bad result has to do.
const BAD_RESULT_ADVICE: &str = ": accept the findings, apologise, say what has been done already";

/// The length to aim for, in words before the notes, and what the fixed parts come to.
const WORDS: usize = 410;
const FIXED_WORDS: usize = 130;
/// From here the points to improve, in words, leave room for one critical sentence only.
const MANY_WORDS: usize = 110;
/// A second critical sentence has to be this clear, and praise this strong.
pub(crate) const CLEAR_CRITICISM: i32 = 40;
pub(crate) const STRONG_PRAISE: i32 = 46;
/// Longest sentence quoted, in words.
pub(crate) const LONGEST_QUOTE: u32 = 34;

/// What the templates are given.
#[derive(Serialize)]
struct Plan {
    /// The first sentences quoted, and the ones after the statements.
    praise: Vec<Quoted>,
    more_praise: Vec<Quoted>,
    criticism: Vec<Quoted>,
    statements: Vec<Ref>,
    /// Whose statement is missing.
    missing: Vec<Missing>,
    /// The numbers of the paragraphs quoted, and whether the summary is.
    paragraphs: Vec<u32>,
    summary_quoted: bool,
    contact: Option<Ref>,
}

#[derive(Serialize)]
pub(crate) struct Missing {
    /// The person of the desk, where it has one.
    person: Option<Ref>,
    role: &'static str,
    /// What the words have to do, after a bad result; else empty.
    advice: &'static str,
}

impl Output for PressRelease {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if !request.inspection.judgements.is_empty() {
            return draft.render("press-release/main", &plan(request));
        }
        match ungraded::plan(request) {
            Some(plan) => draft.render("press-release/ungraded", &plan),
            None => Err(Refusal::new(
                "no-judgements",
                format!(
                    "a press release needs the judgements of an ILACS report or a kind of document that gives none, and this one (`{}`) is neither",
                    request.inspection.document
                ),
            )),
        }
    }
}

fn plan(request: &Request) -> Plan {
    let tone = request.outcome.tone;
    let bad_news = tone == Tone::Poor || fell(request) > 0;
    let roles = if bad_news { SPEAKERS_AFTER_A_BAD_RESULT } else { SPEAKERS };
    let statements = pick::statements(request, &roles);
    let mut quotes = Quotes::of(request);
    let criticism = if tone == Tone::Good { Vec::new() } else { criticism(request, &mut quotes) };
    let room = WORDS.saturating_sub(FIXED_WORDS + words_elsewhere(request, &criticism));
    let praise = quotes.of_score(STRONG_PRAISE).spread(Stance::Praise, 6 - criticism.len(), LONGEST_QUOTE);
    let mut praise = fitting(praise, room, criticism.len());
    let quoted: Vec<&Quote> = criticism.iter().chain(&praise).copied().collect();
    let more_praise = if tone == Tone::Good { praise.split_off(praise.len().min(2)) } else { Vec::new() };
    let mut lead_in = lead_in::LeadIn::new();
    let [praise, more_praise, criticism] = [praise, more_praise, criticism].map(|quotes| lead_in.before(&quotes));
    Plan {
        praise,
        more_praise,
        criticism,
        missing: if statements.is_empty() { missing(request, &roles[..2]) } else { Vec::new() },
        statements: statements.iter().map(|statement| Ref::from(&statement.id)).collect(),
        paragraphs: paragraph_numbers(&quoted),
        summary_quoted: quoted.iter().any(|quote| quote.paragraph.is_none()),
        contact: pick::contact(request, "press").map(Ref::from),
    }
}

/// One or two sentences, fewer where the points to improve are many.
fn criticism<'a>(request: &Request, quotes: &mut Quotes<'a>) -> Vec<&'a Quote> {
    let points: usize = request.inspection.improvements.iter().map(|point| words(&point.text)).sum();
    let critical = |quote: &Quote| quote.stance == Stance::Criticism;
    let first = quotes.take(LONGEST_QUOTE, critical);
    let clear = |quote: &Quote| critical(quote) && quote.score >= CLEAR_CRITICISM;
    let second = if points > MANY_WORDS { None } else { quotes.take(LONGEST_QUOTE, clear) };
    first.into_iter().chain(second).collect()
}

/// How many more grades fell than rose.
fn fell(request: &Request) -> isize {
    let weight = |judgement: &Judgement| match judgement.change.as_ref().map(|change| change.direction) {
        Some(Direction::Down) => 1,
        Some(Direction::Up) => -1,
        Some(Direction::Same) | None => 0,
    };
    request.inspection.judgements.iter().map(weight).sum()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The words that are in the release whatever is quoted as praise.
fn words_elsewhere(request: &Request, criticism: &[&Quote]) -> usize {
    let improvements = request.inspection.improvements.iter().map(|point| words(&point.text));
    let statements = request.brief.statements.iter().map(|statement| words(&statement.words) + 12);
    let judgements = request.inspection.judgements.iter().map(|judgement| words(&judgement.name) + 6);
    let brief = request.brief.next_steps.iter().chain(&request.brief.key_messages).map(|text| words(text));
    let facts = request.brief.facts.iter().map(|fact| words(&fact.text));
    let quoted: usize = criticism.iter().map(|quote| quote.words as usize + 5).sum();
    improvements.chain(statements).chain(judgements).chain(brief).chain(facts).sum::<usize>() + quoted
}

/// As many of these as there is room for; with those `quoted` already never fewer than two.
fn fitting(quotes: Vec<&Quote>, room: usize, quoted: usize) -> Vec<&Quote> {
    let mut used = 0;
    let mut fits = Vec::new();
    for quote in quotes {
        used += quote.words as usize + 5;
        if used > room && fits.len() + quoted >= 2 && !fits.is_empty() {
            break;
        }
        fits.push(quote);
    }
    fits
}

fn paragraph_numbers(quotes: &[&Quote]) -> Vec<u32> {
    let mut numbers: Vec<u32> = quotes.iter().filter_map(|quote| quote.paragraph).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

pub(crate) fn missing(request: &Request, roles: &[&'static str]) -> Vec<Missing> {
    let in_words = |role: &str| match role {
        "cabinet-member" => "cabinet member",
        "chief-executive" => "chief executive",
        _ => "director of children’s services",
    };
    let advice = if request.outcome.tone == Tone::Poor { BAD_RESULT_ADVICE } else { "" };
    let missing = |role| Missing { person: pick::person(request, role).map(Ref::from), role: in_words(role), advice };
    roles.iter().copied().map(missing).collect()
}
