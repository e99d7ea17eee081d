//! The press release: the result for journalists and for the council's newsroom page, balanced for a good, a mixed and
//! a bad result. What it says, in which order, is decided here; its wording is in `templates/press-release`.

mod lead_in;
mod ungraded;

use copydesk_plugin::pick::{self, Compared, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Direction, Improvement, Judgement, Quote, Request, Stance, Statement, Tone};
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
        needs: ["grades or findings"],
    }],
}

/// The people who speak in a release, in the order for a good result and for a bad one.
pub(crate) const SPEAKERS: [&str; 4] = ["cabinet-member", "director", "leader", "chief-executive"];
pub(crate) const SPEAKERS_AFTER_A_BAD_RESULT: [&str; 4] = ["chief-executive", "director", "leader", "cabinet-member"];
/// What a statement should say after a bad result, and after one with a failure.
const ACCEPT: &str = ": whether the council accepts the findings, and what has been done already";
const APOLOGISE: &str = ": whether the council accepts the findings and apologises, and what has been done already";

/// The length to aim for, in words before the notes: not more, and not less where the report offers enough.
const WORDS: usize = 420;
const LEAST_WORDS: usize = 275;
/// From this length the user is warned. It is above the usual 450, because the count is an estimate.
const LONG: usize = 465;
/// The words of the fixed parts, and those that placeholders add if there is no brief.
const FIXED_WORDS: usize = 105;
const PLACES_WORDS: usize = 30;
/// How many sentences are quoted: more only if the text is short without them.
const QUOTES: usize = 4;
const MOST_QUOTES: usize = 6;
/// From here the points to improve, in words, leave room for one critical sentence only.
const MANY_WORDS: usize = 110;
/// The lowest scores of criticism and praise to quote: no quotation is better than a weak one.
const CLEAR_CRITICISM: i32 = 38;
const STRONG_PRAISE: i32 = 48;
/// Longest sentence quoted, in words.
pub(crate) const LONGEST_QUOTE: u32 = 34;

/// The plan for the templates.
#[derive(Serialize)]
struct Plan {
    /// Whether a grade is a failure: then the headline says nothing else.
    failure: bool,
    /// The grades, in the order of the lead: after a bad result, the worst first.
    groups: Vec<Ref>,
    /// The areas whose grade fell, unless the overall grade did.
    fallen: Vec<Ref>,
    /// Without an overall grade: how many went up, down or stayed.
    compared: Vec<Compared>,
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
    role: String,
    /// What statements should say after a bad result; otherwise empty.
    advice: &'static str,
}

impl Output for PressRelease {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if !request.inspection.judgements.is_empty() {
            let (plan, length) = plan(request);
            if length > LONG {
                draft.warn(&format!(
                    "this release has about {length} words before the notes; 250 to 450 is usual. Shorten the statements or next steps"
                ));
            }
            for statement in &request.brief.statements {
                if pick::speaks_as(&statement.speaker).is_none() {
                    let speaker = &statement.speaker;
                    draft.log(&format!(
                        "left out: the statement from {}, who does not speak for the whole council",
                        speaker.name
                    ));
                }
            }
            return draft.render("press-release/main", &plan);
        }
        match ungraded::plan(request) {
            Some(plan) => draft.render("press-release/ungraded", &plan),
            None => Err(Refusal::new(
                "no-judgements",
                format!(
                    "a press release needs the judgements of a report or the findings of a letter, and in this document (`{}`) neither was read",
                    request.inspection.document
                ),
            )),
        }
    }
}

/// Returns the plan, and how long the text will be before the notes, in words.
fn plan(request: &Request) -> (Plan, usize) {
    let tone = request.outcome.tone;
    let roles = if tone == Tone::Poor { SPEAKERS_AFTER_A_BAD_RESULT } else { SPEAKERS };
    let statements = pick::statements(request, &roles);
    let mut quotes = Quotes::of(request);
    let criticism = if tone == Tone::Good { Vec::new() } else { criticism(request, &mut quotes) };
    let fixed = FIXED_WORDS + words_elsewhere(request, &statements, &criticism);
    let mut praise = praise(request, quotes, &criticism, fixed);
    let length = fixed + praise.iter().map(|quote| words_quoted(quote)).sum::<usize>();
    let quoted: Vec<&Quote> = criticism.iter().chain(&praise).copied().collect();
    let more_praise = if tone == Tone::Good { praise.split_off(praise.len().min(2)) } else { Vec::new() };
    let mut lead_in = lead_in::LeadIn::new(request);
    let [praise, more_praise, criticism] = [praise, more_praise, criticism].map(|quotes| lead_in.before(&quotes));
    let plan = Plan {
        failure: failed(request),
        groups: pick::groups(request).into_iter().map(|(id, _)| Ref::from(id)).collect(),
        fallen: fallen(request),
        compared: if request.outcome.overall.is_none() { pick::compared(request) } else { Vec::new() },
        praise,
        more_praise,
        criticism,
        missing: if statements.is_empty() { missing(request, &roles[..2]) } else { Vec::new() },
        statements: statements.iter().map(|statement| Ref::from(&statement.id)).collect(),
        paragraphs: paragraph_numbers(&quoted),
        summary_quoted: quoted.iter().any(|quote| quote.paragraph.is_none()),
        contact: pick::contact(request, "press").map(Ref::from),
    };
    (plan, length)
}

fn failed(request: &Request) -> bool {
    request.inspection.judgements.iter().any(|judgement| judgement.tone == Tone::Poor)
}

fn direction(judgement: &Judgement) -> Option<Direction> {
    judgement.change.as_ref().map(|change| change.direction)
}

fn fallen(request: &Request) -> Vec<Ref> {
    let Some(overall) = &request.outcome.overall else { return Vec::new() };
    if direction(overall).is_none_or(|direction| direction == Direction::Down) {
        return Vec::new();
    }
    let fallen = request.outcome.areas.iter().filter(|area| direction(area) == Some(Direction::Down));
    fallen.map(|area| Ref::from(&area.id)).collect()
}

/// Returns one or two sentences, fewer where the points to improve are many. The area with the lowest grade speaks
/// first.
fn criticism<'a>(request: &Request, quotes: &mut Quotes<'a>) -> Vec<&'a Quote> {
    let points: usize = request.inspection.improvements.iter().flat_map(Improvement::texts).map(words).sum();
    let lowest = request.outcome.groups.last();
    let clear = |quote: &Quote| quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM;
    let of_lowest = |quote: &Quote| lowest.is_some_and(|group| group.judgements.iter().any(|row| quote.is_about(row)));
    let first = quotes.take(LONGEST_QUOTE, |quote| clear(quote) && of_lowest(quote));
    let first = first.or_else(|| quotes.take(LONGEST_QUOTE, clear));
    let second = if points > MANY_WORDS { None } else { quotes.take(LONGEST_QUOTE, clear) };
    first.into_iter().chain(second).collect()
}

/// Returns the sentences of praise that there is room for. An area that is not good enough is not praised, unless no
/// area is good; a text that is short without them takes a few more.
fn praise<'a>(request: &Request, quotes: Quotes<'a>, criticism: &[&Quote], fixed: usize) -> Vec<&'a Quote> {
    let mut quotes = quotes.of_score(STRONG_PRAISE).of_good_areas(request);
    let found = quotes.spread(Stance::Praise, MOST_QUOTES - criticism.len(), LONGEST_QUOTE);
    let mut length = fixed;
    let mut fits = Vec::new();
    for quote in found {
        length += words_quoted(quote);
        let quoted = fits.len() + criticism.len();
        let enough = quoted >= QUOTES && length > LEAST_WORDS;
        let full = length > WORDS && quoted >= 2 && !fits.is_empty();
        if enough || full {
            break;
        }
        fits.push(quote);
    }
    fits
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Returns a quotation and its lead-in.
fn words_quoted(quote: &Quote) -> usize {
    quote.words as usize + 5
}

/// Returns the words that are in the release whatever is quoted as praise.
fn words_elsewhere(request: &Request, statements: &[&Statement], criticism: &[&Quote]) -> usize {
    let improvements = request.inspection.improvements.iter().flat_map(Improvement::texts).map(words);
    let statements = statements.iter().map(|statement| words(&statement.words) + 9);
    let judgements = request.inspection.judgements.iter().map(|judgement| words(&judgement.name) + 6);
    let brief = request.brief.next_steps.iter().chain(&request.brief.key_messages).map(|text| words(text));
    let facts = request.brief.facts.iter().map(|fact| words(&fact.text));
    let quoted = criticism.iter().map(|quote| words_quoted(quote));
    let places = usize::from(request.brief.statements.is_empty()) * PLACES_WORDS;
    improvements.chain(statements).chain(judgements).chain(brief).chain(facts).chain(quoted).sum::<usize>() + places
}

fn paragraph_numbers(quotes: &[&Quote]) -> Vec<u32> {
    let mut numbers: Vec<u32> = quotes.iter().filter_map(|quote| quote.paragraph).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

pub(crate) fn missing(request: &Request, roles: &[&'static str]) -> Vec<Missing> {
    let in_words = |role: &str| match role {
        "cabinet-member" => "cabinet member".to_owned(),
        "chief-executive" => "chief executive".to_owned(),
        _ => request.inspection.kind.service.director.clone(),
    };
    let advice = match (request.outcome.tone, failed(request)) {
        (Tone::Poor, true) => APOLOGISE,
        (Tone::Poor, false) => ACCEPT,
        _ => "",
    };
    let missing = |role| Missing { person: pick::person(request, role).map(Ref::from), role: in_words(role), advice };
    roles.iter().copied().map(missing).collect()
}
