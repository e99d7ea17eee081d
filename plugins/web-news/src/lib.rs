//! The item for the council's news page: the result for residents and families, in plain words, with quotations from
//! inspectors, what must improve, what happens next, and where to read more and get help. What it says, in which order,
//! is decided here; its wording is in `templates/web-news`.

use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Direction, Group, Id, Improvement, Quote, Request, Stance, Statement, Tone};
use copydesk_plugin::trajectory::Trajectory;
use copydesk_plugin::voices::Voices;
use copydesk_plugin::{Draft, Output, Refusal, summary};
use serde::Serialize;

struct WebNews;

copydesk_plugin::export! {
    WebNews,
    id: "org.copydesk.web-news",
    outputs: [{
        id: "web-news",
        title: "Web news item",
        description: "For residents and families, on the council's own news page",
        needs: ["grades or findings"],
    }],
}

/// The people who speak, one of each list: first a politician, then somebody who answers for the service; after a poor result the
/// other way round.
const POLITICIANS: [&str; 2] = ["cabinet-member", "leader"];
const OFFICERS: [&str; 2] = ["director", "chief-executive"];

/// From this length, in words, the user is warned.
const LONG: usize = 620;
/// The words of the fixed parts, and of a judgement or quotation apart from its own.
const FIXED_WORDS: usize = 170;
const AROUND_WORDS: usize = 6;

/// How many sentences of praise are set apart, and the lowest scores of praise and criticism to quote.
const QUOTES: usize = 4;
/// After a poor result no more than this, lest praise outweigh what inspectors found wanting.
const QUOTES_OF_POOR: usize = 2;
const STRONG_PRAISE: i32 = 46;
const CLEAR_CRITICISM: i32 = 38;
/// Longest sentence set apart, in words.
const LONGEST_QUOTE: u32 = 28;
/// The longest beginning of a summary to quote, in words.
const LONGEST_VERDICT: u32 = 34;
/// The longest clause that makes a headline, in bytes: with ", says Ofsted" it has 65.
const LONGEST_EFFECT: usize = 52;

/// The plan for the template.
#[derive(Serialize)]
struct Plan {
    /// The name of the place, the shorter of two.
    place: Ref,
    /// Whether the headline is what the result means for children.
    effect_leads: bool,
    /// How many areas are good or better, below that, and failures; and the failure where it is the only one.
    good: usize,
    below: usize,
    failed: usize,
    failing: Option<Ref>,
    /// Whether "our" can come before the name of that.
    ours: bool,
    /// The way in which all grades went.
    all: Option<Direction>,
    /// How the grade went over earlier inspections.
    trajectory: Option<Trajectory>,
    /// The lowest grade that is still good, and whether a better one was given too.
    lowest_good: Option<Ref>,
    or_better: bool,
    /// The areas; after a result that is not good the worst first.
    areas: Vec<Ref>,
    /// After a poor result, what it means for children; otherwise how the summary begins.
    verdict: Option<Verdict>,
    woven: Option<Ref>,
    praise: Vec<Ref>,
    /// What went wrong, after a poor result.
    criticism: Vec<Ref>,
    first: Voices,
    second: Voices,
    /// Where families can get help.
    help: Option<Ref>,
}

#[derive(Serialize)]
struct Verdict {
    before: Option<Ref>,
    quote: Ref,
}

impl Output for WebNews {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if let Some(found) = Findings::of(request, QUOTES, 1, LONGEST_QUOTE) {
            return draft.render("web-news/ungraded", &ungraded(request, &found));
        }
        pick::judgements(request, "this news item tells")?;
        let length = words_elsewhere(request);
        if length > LONG {
            draft.warn(&format!(
                "this item has about {length} words, and 300 to 500 are usual: shorten statements or next steps"
            ));
        }
        let used = |statement: &&Statement| {
            let one =
                |roles: &[&str]| pick::statements(request, roles).first().is_some_and(|first| first.id == statement.id);
            one(&POLITICIANS) || one(&OFFICERS)
        };
        for statement in request.brief.statements.iter().filter(|statement| !used(statement)) {
            draft.log(&format!("not used here: the words of {}", statement.speaker.name));
        }
        draft.render("web-news/main", &plan(request))
    }
}

/// The plan for the template `web-news/ungraded`.
#[derive(Serialize)]
struct UngradedPlan {
    place: Ref,
    serious: bool,
    verdict: Option<Ref>,
    praise: Vec<Ref>,
    criticism: Option<Ref>,
    first: Voices,
    second: Voices,
    partners: Option<Voices>,
    help: Option<Ref>,
}

fn ungraded(request: &Request, found: &Findings<'_>) -> UngradedPlan {
    let reference = |quote: &&Quote| Ref::from(&quote.id);
    let [first, second] = voices(request, found.serious, if found.serious { ACCEPT } else { "" });
    UngradedPlan {
        place: Ref::from(pick::place(request)),
        serious: found.serious,
        verdict: found.verdict.as_ref().map(reference),
        praise: found.works.iter().map(reference).collect(),
        criticism: found.falls_short.first().map(reference),
        first,
        second,
        partners: Voices::of_partners(request),
        help: pick::contact(request, "families").map(Ref::from),
    }
}

fn voices(request: &Request, poor: bool, advice: &'static str) -> [Voices; 2] {
    let roles = if poor { [OFFICERS, POLITICIANS] } else { [POLITICIANS, OFFICERS] };
    roles.map(|roles| Voices::of(request, &roles, 1, advice))
}

fn plan(request: &Request) -> Plan {
    let outcome = &request.outcome;
    let poor = outcome.tone == Tone::Poor;
    let good = |group: &Group| group.tone == Tone::Good;
    let count = |wanted: &dyn Fn(Tone) -> bool| outcome.areas.iter().filter(|area| wanted(area.tone)).count();
    let failed = count(&|tone| tone == Tone::Poor);
    let mut quotes = Quotes::of(request);
    let verdict = if poor { summary::verdict(request, &mut quotes) } else { None };
    let began = |quote: &Quote| quote.summary_place == Some([0, 0]) && quote.stance == Stance::Praise;
    let woven = if poor { None } else { quotes.take(LONGEST_VERDICT, began) };
    let criticism = if poor { criticism(request, &mut quotes) } else { Vec::new() };
    let praise = praise(request, quotes);
    let [first, second] = voices(
        request,
        poor,
        match (poor, failed) {
            (false, _) => "",
            (true, 0) => ACCEPT,
            (true, _) => APOLOGISE,
        },
    );
    Plan {
        place: Ref::from(pick::place(request)),
        effect_leads: poor && request.inspection.effect.as_ref().is_some_and(|effect| effect.len() <= LONGEST_EFFECT),
        good: count(&|tone| tone == Tone::Good),
        below: count(&|tone| tone != Tone::Good),
        failed,
        failing: pick::only_failure(request).map(|(area, _)| Ref::from(area)),
        ours: pick::only_failure(request).is_some_and(|(_, ours)| ours),
        all: pick::all_went(request),
        trajectory: Trajectory::of(request),
        lowest_good: outcome
            .groups
            .iter()
            .rposition(good)
            .map(|place| Id::new(format!("/outcome/groups/{place}")).into()),
        or_better: outcome.groups.iter().filter(|group| good(group)).count() > 1,
        areas: areas(request),
        verdict: verdict.map(|verdict| Verdict {
            before: verdict.before.map(|quote| Ref::from(&quote.id)),
            quote: Ref::from(&verdict.quote.id),
        }),
        woven: woven.map(|quote| Ref::from(&quote.id)),
        praise: praise.iter().map(|quote| Ref::from(&quote.id)).collect(),
        criticism: criticism.iter().map(|quote| Ref::from(&quote.id)).collect(),
        first,
        second,
        help: pick::contact(request, "families").map(Ref::from),
    }
}

/// Returns the areas, in the report's order; after a result that is not good by grade, the worst first.
fn areas(request: &Request) -> Vec<Ref> {
    let outcome = &request.outcome;
    if outcome.tone == Tone::Good {
        return outcome.areas.iter().map(|area| Ref::from(&area.id)).collect();
    }
    outcome.groups.iter().rev().flat_map(|group| &group.judgements).map(|area| Ref::from(&area.id)).collect()
}

/// What the statement should say after a bad result, and after one with a failure.
const ACCEPT: &str = ": whether the council accepts the findings, and what changes now";
const APOLOGISE: &str = ": whether the council accepts the findings and apologises, and what changes now";

/// Returns what went wrong: what leaders did not do, then what families met. All points to improve are listed, so no sentence is
/// better than one that means nothing to families.
fn criticism<'a>(request: &Request, quotes: &mut Quotes<'a>) -> Vec<&'a Quote> {
    let lowest = request.outcome.groups.last().map_or(&[][..], |group| &group.judgements);
    let weighs = |quote: &Quote| quote.area.is_none() || lowest.iter().any(|row| quote.is_about(row));
    let critical = |quote: &Quote| quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM;
    let met = quotes.take(LONGEST_QUOTE, |quote| critical(quote) && weighs(quote) && tells_families(quote));
    met.into_iter().chain(summary::of_leaders(quotes)).collect()
}

/// Returns praise of areas that are good, spread over them: sentences that mean something to families or, failing that,
/// are about them at all.
fn praise<'a>(request: &Request, quotes: Quotes<'a>) -> Vec<&'a Quote> {
    let count = if request.outcome.tone == Tone::Poor { QUOTES_OF_POOR } else { QUOTES };
    let quotes = quotes.of_score(STRONG_PRAISE).of_good_areas(request).without(is_no_news);
    let found = |wanted: fn(&Quote) -> bool| {
        quotes.clone().without(|quote| !wanted(quote)).spread(Stance::Praise, count, LONGEST_QUOTE)
    };
    let telling = found(tells_families);
    if telling.is_empty() { found(is_about_families) } else { telling }
}

/// The people who read this.
const PEOPLE: [&str; 6] = ["child", "famil", "young people", "parent", "carer", "care leaver"];
/// How early in a sentence families have to be mentioned, in words.
const SOON: usize = 6;
/// Words about the internal workings of a service, which are not news to its users.
const BEHIND: [&str; 26] = [
    "leader",
    "manage",
    "supervis",
    "caseload",
    "workforce",
    "strateg",
    "corporate",
    "council",
    "panel",
    "board",
    "structure",
    "agency",
    "partner",
    "audit",
    "process",
    "record",
    "scrutiny",
    "threshold",
    "proceedings",
    "intervention",
    "timescale",
    "planning",
    "outcomes",
    "inspectors",
    "politic",
    "recruit",
];

/// Returns `true` if praise says the grades again, or praises those who run the council, or is about a meeting.
fn is_no_news(quote: &Quote) -> bool {
    let words = ["judge", "leaders", "leadership", "politic", "corporate", "protection chair", "enquir", "schools in"];
    names(&quote.text.to_lowercase(), &words)
}

/// Returns `true` if the sentence is about families, from its beginning, and not about internal workings.
fn tells_families(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    let opening = text.split_whitespace().take(SOON).collect::<Vec<_>>().join(" ");
    is_about_families(quote) && names(&opening, &PEOPLE) && !names(&text, &BEHIND)
}

/// Returns `true` if the sentence is about families, and without abbreviations.
fn is_about_families(quote: &Quote) -> bool {
    let abbreviated = |word: &str| word.chars().filter(char::is_ascii_uppercase).count() > 1;
    names(&quote.text.to_lowercase(), &PEOPLE) && !quote.text.split(|c: char| !c.is_alphanumeric()).any(abbreviated)
}

fn names(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Returns about how many words the item has.
fn words_elsewhere(request: &Request) -> usize {
    let brief = &request.brief;
    let judgements = request.inspection.judgements.iter().map(|judgement| words(&judgement.service) + AROUND_WORDS);
    let improvements = request.inspection.improvements.iter().flat_map(Improvement::texts).map(words);
    let statements = [POLITICIANS, OFFICERS]
        .map(|roles| pick::statements(request, &roles).first().map_or(0, |first| words(&first.words)));
    let steps = brief.next_steps.iter().map(|text| words(text));
    let facts = brief.facts.iter().map(|fact| words(&fact.text));
    FIXED_WORDS + judgements.chain(improvements).chain(statements).chain(steps).chain(facts).sum::<usize>()
}

#[cfg(test)]
mod tests;
