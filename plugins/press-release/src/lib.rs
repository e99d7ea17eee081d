//! The press release: the result for journalists and for the council's newsroom page, balanced for a good, a mixed and
//! a bad result. What it says, in which order, is decided here; its wording is in `templates/press-release`.

mod headline;
mod lead;
mod points;
mod ungraded;
mod woven;

use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Quote, Request, Stance, Statement, Tone};
use copydesk_plugin::summary::{self, Verdict};
use copydesk_plugin::voices::Voices;
use copydesk_plugin::{Draft, Output, Refusal};
use headline::Headline;
use lead::Lead;
use points::Points;
use serde::Serialize;
use woven::{Attributions, Woven};

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

/// The people who speak in a release after a good result: those who speak first, and those who speak after what inspectors
/// found.
const SPEAKERS: Speakers = [&["cabinet-member", "leader"], &["director", "chief-executive"]];
/// After a poor one those answer first who are responsible for the work.
const SPEAKERS_AFTER_A_POOR_RESULT: Speakers = [&["director", "chief-executive"], &["cabinet-member", "leader"]];
/// After a failure, the head of the council.
const SPEAKERS_AFTER_A_FAILURE: Speakers = [&["chief-executive", "director"], &["leader", "cabinet-member"]];
/// The roles of those who speak first, and of those who speak second.
pub(crate) type Speakers = [&'static [&'static str]; 2];
/// How many statements of each are printed: all.
pub(crate) const EVERYBODY: usize = usize::MAX;
/// What a statement should say after a bad result, and after one with a failure.
const ACCEPT: &str = ": whether the council accepts the findings, and what has been done already";
const APOLOGISE: &str = ": whether the council accepts the findings and apologises, and what has been done already";

/// The length to aim for, in words before the notes: not more, and not less where the report offers enough.
const WORDS: usize = 430;
const LEAST_WORDS: usize = 300;
/// From this length the user is warned. It is above the usual 450, because the count is an estimate.
const LONG: usize = 480;
/// The words of the fixed parts, and those that placeholders add if there is no brief.
const FIXED_WORDS: usize = 95;
const PLACES_WORDS: usize = 30;
/// How many sentences of praise are quoted: more only if the text is short without them; and how many after a poor result.
const QUOTES: usize = 4;
const MOST_QUOTES: usize = 6;
const WORKS: usize = 3;
/// The lowest scores of criticism and praise to quote: no quotation is better than a weak one.
const CLEAR_CRITICISM: i32 = 38;
const STRONG_PRAISE: i32 = 48;
/// Longest sentence quoted, in words; the summary’s may be longer.
pub(crate) const LONGEST_QUOTE: u32 = 34;

/// The plan for the templates.
#[derive(Serialize)]
struct Plan {
    headline: Headline,
    /// The name of the place, the shorter of two.
    place: Ref,
    /// The area that is a failure, where it is the only one, and whether "Avershire’s" can come before its name.
    failing: Option<Ref>,
    possessed: bool,
    lead: Lead,
    /// What inspectors found: of the summary first. After a poor result, what is not good enough.
    found: Vec<Woven>,
    /// After the first statements: more of what they found, or what leaders did.
    more: Vec<Woven>,
    /// After a result that is not good: what works.
    works: Vec<Woven>,
    /// Those who speak first, and second.
    first: Voices,
    second: Voices,
    points: Points,
    /// The overall grade of the previous inspection, if there is none now.
    overall_before: Option<Ref>,
    /// The numbers of the paragraphs quoted, and whether the summary is.
    paragraphs: Vec<u32>,
    summary_quoted: bool,
    contact: Option<Ref>,
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

/// The sentences of a release, in the order in which they are quoted.
struct Chosen<'a> {
    /// The first; after a poor result, with the sentence before it.
    verdict: Option<Verdict<'a>>,
    /// More criticism of a poor result, or more praise of a good one.
    more: Vec<&'a Quote>,
    /// What works, after a poor result.
    works: Vec<&'a Quote>,
}

/// Returns the plan, and how long the text will be before the notes, in words.
fn plan(request: &Request) -> (Plan, usize) {
    let poor = request.outcome.tone == Tone::Poor;
    let [first, second] = speakers(request);
    let statements: Vec<&Statement> =
        [first, second].into_iter().flat_map(|roles| pick::statements(request, roles)).collect();
    let points = Points::of(request);
    let fixed = FIXED_WORDS + words_elsewhere(request, &statements, &points);
    let chosen = if poor { Chosen::of_poor(request) } else { Chosen::of_good(request, fixed) };
    let chosen = chosen.with_picked(request);
    let quoted = chosen.all();
    let length = fixed + quoted.iter().map(|quote| words_quoted(quote)).sum::<usize>();
    let kind = &request.inspection.kind;
    let mut attributions = Attributions::new(&kind.names, &kind.inspectorate);
    let verdict = chosen.verdict.map(|Verdict { before, quote }| match before {
        Some(_) => attributions.pair(before, quote),
        None => attributions.weave(quote, quote.stance == Stance::Praise),
    });
    let mut weave = |quotes: &[&Quote], parted: bool| -> Vec<Woven> {
        quotes.iter().map(|quote| attributions.weave(quote, parted)).collect()
    };
    let (mut found, mut more) = (Vec::from_iter(verdict), weave(&chosen.more, !poor));
    if !poor && more.len() > 1 {
        // Two findings before the first statement, the others after it.
        let later = more.split_off(1);
        found.append(&mut more);
        more = later;
    }
    let plan = Plan {
        headline: Headline::of(request),
        place: Ref::from(pick::place(request)),
        failing: pick::only_failure(request).map(|(area, _)| Ref::from(area)),
        possessed: pick::only_failure(request).is_some_and(|(_, possessed)| possessed),
        lead: Lead::of(request),
        found,
        more,
        works: weave(&chosen.works, true),
        first: Voices::of(request, first, EVERYBODY, advice(request)),
        second: Voices::of(request, second, EVERYBODY, advice(request)),
        points,
        overall_before: pick::overall_before(request).map(Ref::from),
        paragraphs: paragraph_numbers(&quoted),
        summary_quoted: quoted.iter().any(|quote| quote.paragraph.is_none()),
        contact: pick::contact(request, "press").map(Ref::from),
    };
    (plan, length)
}

impl<'a> Chosen<'a> {
    /// Of a good or mixed result: how the summary begins, then praise; in a mixed one, with a criticism among it.
    fn of_good(request: &'a Request, fixed: usize) -> Chosen<'a> {
        let mut quotes = Quotes::of(request);
        let criticism = if request.outcome.tone == Tone::Good {
            None
        } else {
            summary::first_criticism(&mut quotes).or_else(|| criticism(request, &mut quotes))
        };
        let mut quotes = quotes.of_good_areas(request);
        let verdict =
            quotes.take(LONGEST_QUOTE, |quote| quote.stance == Stance::Praise && quote.summary_place == Some([0, 0]));
        let mut quotes = quotes.of_score(STRONG_PRAISE);
        let taken = usize::from(verdict.is_some()) + usize::from(criticism.is_some());
        let found = about_children_first(&mut quotes, MOST_QUOTES - taken);
        let mut length = fixed + verdict.iter().chain(&criticism).map(|quote| words_quoted(quote)).sum::<usize>();
        let mut more = Vec::new();
        for quote in found {
            length += words_quoted(quote);
            let quoted = more.len() + taken;
            let enough = quoted >= QUOTES && length > LEAST_WORDS;
            let full = length > WORDS && quoted >= 2;
            if enough || full {
                break;
            }
            more.push(quote);
        }
        more.splice(more.len().min(1)..more.len().min(1), criticism);
        Chosen { verdict: verdict.map(|quote| Verdict { before: None, quote }), more, works: Vec::new() }
    }

    /// Of a poor one: what it means for children, with what led to it; what the summary says of leaders, or the next criticism;
    /// and what works.
    fn of_poor(request: &'a Request) -> Chosen<'a> {
        let mut quotes = Quotes::of(request);
        let clear = |quote: &Quote| quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM;
        let of_body = |quotes: &mut Quotes<'a>| {
            let grave = quotes.take(LONGEST_QUOTE, |quote| clear(quote) && failed(request) && summary::is_grave(quote));
            grave.or_else(|| quotes.take(LONGEST_QUOTE, clear)).map(|quote| Verdict { before: None, quote })
        };
        let verdict = summary::verdict(request, &mut quotes).or_else(|| of_body(&mut quotes));
        let more = summary::of_leaders(&mut quotes).or_else(|| criticism(request, &mut quotes)).into_iter().collect();
        let mut quotes = quotes.of_score(STRONG_PRAISE).of_good_areas(request);
        Chosen { verdict, more, works: about_children_first(&mut quotes, WORKS) }
    }

    /// Adds what an officer picked and no rule has chosen: praise after a poor result to what works, anything else to the findings.
    fn with_picked(mut self, request: &'a Request) -> Chosen<'a> {
        for quote in request.quotes.iter().filter(|quote| quote.picked) {
            if self.all().iter().all(|other| other.id != quote.id) {
                let is_praise = request.outcome.tone == Tone::Poor && quote.stance == Stance::Praise;
                if is_praise { self.works.push(quote) } else { self.more.push(quote) }
            }
        }
        self
    }

    fn all(&self) -> Vec<&'a Quote> {
        let verdict = self.verdict.iter().flat_map(|verdict| verdict.before.into_iter().chain([verdict.quote]));
        verdict.chain(self.more.iter().copied()).chain(self.works.iter().copied()).collect()
    }
}

/// Returns praise, spread over the areas: readers of a release look for what is said of children, not of the council’s staff.
fn about_children_first<'a>(quotes: &mut Quotes<'a>, count: usize) -> Vec<&'a Quote> {
    let mut of_children = quotes.clone().without(|quote| !pick::is_about_children(quote));
    let mut found = of_children.spread(Stance::Praise, count, LONGEST_QUOTE);
    for quote in &found {
        quotes.mark(quote);
    }
    found.extend(quotes.spread(Stance::Praise, count - found.len(), LONGEST_QUOTE));
    found
}

/// Returns a sentence of criticism: of the area with the lowest grade or, if it has none, of any.
fn criticism<'a>(request: &Request, quotes: &mut Quotes<'a>) -> Option<&'a Quote> {
    let lowest = request.outcome.groups.last();
    let clear = |quote: &Quote| quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM;
    let of_lowest = |quote: &Quote| lowest.is_some_and(|group| group.judgements.iter().any(|row| quote.is_about(row)));
    let first = quotes.take(LONGEST_QUOTE, |quote| clear(quote) && of_lowest(quote));
    first.or_else(|| quotes.take(LONGEST_QUOTE, clear))
}

fn failed(request: &Request) -> bool {
    request.inspection.judgements.iter().any(|judgement| judgement.tone == Tone::Poor)
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Returns a quotation and its attribution.
fn words_quoted(quote: &Quote) -> usize {
    quote.words as usize + 3
}

/// Returns the words that are in the release whatever is quoted.
fn words_elsewhere(request: &Request, statements: &[&Statement], points: &Points) -> usize {
    let statements = statements.iter().map(|statement| words(&statement.words) + 9);
    let steps = request.brief.next_steps.iter().map(|text| words(text));
    let places = usize::from(request.brief.statements.is_empty()) * PLACES_WORDS;
    statements.chain(steps).sum::<usize>() + points.words(request) + places
}

fn paragraph_numbers(quotes: &[&Quote]) -> Vec<u32> {
    let mut numbers: Vec<u32> = quotes.iter().filter_map(|quote| quote.paragraph).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn speakers(request: &Request) -> Speakers {
    match (request.outcome.tone, failed(request)) {
        (Tone::Poor, true) => SPEAKERS_AFTER_A_FAILURE,
        (Tone::Poor, false) => SPEAKERS_AFTER_A_POOR_RESULT,
        _ => SPEAKERS,
    }
}

/// Returns what statements should say.
fn advice(request: &Request) -> &'static str {
    match (request.outcome.tone, failed(request)) {
        (Tone::Poor, true) => APOLOGISE,
        (Tone::Poor, false) => ACCEPT,
        _ => "",
    }
}
