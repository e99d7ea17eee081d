//! The item for the council's news page: the result for residents and families, in plain words, with quotations from
//! inspectors, what must improve, what happens next, and where to read more and get help. What it says, in which order,
//! is decided here; its wording is in `templates/web-news`.

use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Group, Id, Improvement, Quote, Request, Stance, Statement, Tone};
use copydesk_plugin::{Draft, Output, Refusal};
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

/// The people who speak for the service; the first who has a statement is quoted.
const SPEAKERS: [&str; 4] = ["director", "chief-executive", "leader", "cabinet-member"];

/// The length to aim for, in words. Further statements are added up to this; from `LONG` the user is warned.
const WORDS: usize = 490;
const LONG: usize = 560;
/// The words of the fixed parts, and of a judgement or quotation apart from its own.
const FIXED_WORDS: usize = 170;
const AROUND_WORDS: usize = 6;

/// How many sentences of praise are set apart, and the lowest scores of praise and criticism to quote.
const QUOTES: usize = 3;
/// After a poor result no more than this, lest praise outweigh what inspectors found wanting.
const QUOTES_OF_POOR: usize = 2;
const STRONG_PRAISE: i32 = 46;
const CLEAR_CRITICISM: i32 = 38;
/// Longest sentence set apart, in words.
const LONGEST_QUOTE: u32 = 28;

/// The plan for the template.
#[derive(Serialize)]
struct Plan {
    /// How many areas are good or better, below that, and failures.
    good: usize,
    below: usize,
    failed: usize,
    /// The lowest grade that is still good, and whether a better one was given too.
    lowest_good: Option<Ref>,
    or_better: bool,
    praise: Vec<Ref>,
    /// Criticism, unless the result is good throughout.
    criticism: Option<Ref>,
    statements: Vec<Ref>,
    /// Whose statement is missing, where the desk names the person, and what it is asked to say.
    director: Option<Ref>,
    advice: &'static str,
    /// Where families can get help.
    help: Option<Ref>,
}

impl Output for WebNews {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if let Some(found) = Findings::of(request, QUOTES, 1, LONGEST_QUOTE) {
            return draft.render("web-news/ungraded", &ungraded(request, &found));
        }
        pick::judgements(request, "this news item tells")?;
        let criticism = criticism(request);
        let praise = praise(request);
        let fixed = words_elsewhere(request, praise.iter().chain(&criticism));
        let statements = statements(request, fixed, draft);
        draft.render("web-news/main", &plan(request, &praise, criticism, &statements))
    }
}

/// The plan for the template `web-news/ungraded`.
#[derive(Serialize)]
struct UngradedPlan {
    serious: bool,
    verdict: Option<Ref>,
    praise: Vec<Ref>,
    criticism: Option<Ref>,
    statements: Vec<Ref>,
    director: Option<Ref>,
    advice: &'static str,
    help: Option<Ref>,
}

fn ungraded(request: &Request, found: &Findings<'_>) -> UngradedPlan {
    let reference = |quote: &&Quote| Ref::from(&quote.id);
    let speakers = pick::statements(request, &SPEAKERS);
    UngradedPlan {
        serious: found.serious,
        verdict: found.verdict.as_ref().map(reference),
        praise: found.works.iter().map(reference).collect(),
        criticism: found.falls_short.first().map(reference),
        statements: speakers.first().map(|statement| Ref::from(&statement.id)).into_iter().collect(),
        director: pick::person(request, "director").map(Ref::from),
        advice: if found.serious { ACCEPT } else { "" },
        help: pick::contact(request, "families").map(Ref::from),
    }
}

fn plan(request: &Request, praise: &[&Quote], criticism: Option<&Quote>, statements: &[&Statement]) -> Plan {
    let good = |group: &Group| group.tone == Tone::Good;
    let groups = &request.outcome.groups;
    let count = |wanted: &dyn Fn(Tone) -> bool| request.outcome.areas.iter().filter(|area| wanted(area.tone)).count();
    let failed = count(&|tone| tone == Tone::Poor);
    Plan {
        good: count(&|tone| tone == Tone::Good),
        below: count(&|tone| tone != Tone::Good),
        failed,
        lowest_good: groups.iter().rposition(good).map(|place| Id::new(format!("/outcome/groups/{place}")).into()),
        or_better: groups.iter().filter(|group| good(group)).count() > 1,
        praise: praise.iter().map(|quote| Ref::from(&quote.id)).collect(),
        criticism: criticism.map(|quote| Ref::from(&quote.id)),
        statements: statements.iter().map(|statement| Ref::from(&statement.id)).collect(),
        director: pick::person(request, "director").map(Ref::from),
        advice: match request.outcome.tone {
            Tone::Poor if failed > 0 => APOLOGISE,
            Tone::Poor => ACCEPT,
            _ => "",
        },
        help: pick::contact(request, "families").map(Ref::from),
    }
}

/// What the statement should say after a bad result, and after one with a failure.
const ACCEPT: &str = ": whether the council accepts the findings, and what changes now";
const APOLOGISE: &str = ": whether the council accepts the findings and apologises, and what changes now";

/// Returns criticism, unless the result is good throughout: a sentence of the summary, or of the section on an area
/// with the lowest grade, or else on another; after a poor result the summary first, which is about the whole service.
/// All points to improve are listed, so no sentence is better than one that means nothing to families.
fn criticism(request: &Request) -> Option<&Quote> {
    if request.outcome.tone == Tone::Good {
        return None;
    }
    let mut quotes = Quotes::of(request).of_score(CLEAR_CRITICISM).without(|quote| !tells_families(quote));
    let lowest = request.outcome.groups.last().map_or(&[][..], |group| &group.judgements);
    let weighs = |quote: &Quote| quote.area.is_none() || lowest.iter().any(|row| quote.is_about(row));
    let critical = |quote: &Quote| quote.stance == Stance::Criticism;
    let verdict = |quote: &Quote| critical(quote) && quote.area.is_none() && is_about_families(quote);
    let poor = request.outcome.tone == Tone::Poor;
    let whole = || Quotes::of(request).of_score(CLEAR_CRITICISM).take(LONGEST_QUOTE, |quote| poor && verdict(quote));
    let of_summary = quotes.take(LONGEST_QUOTE, |quote| poor && verdict(quote)).or_else(whole);
    let weighty = of_summary.or_else(|| quotes.take(LONGEST_QUOTE, |quote| critical(quote) && weighs(quote)));
    weighty.or_else(|| quotes.take(LONGEST_QUOTE, critical))
}

/// Returns praise of areas that are good, spread over them: sentences that mean something to families or, failing that,
/// are about them at all.
fn praise(request: &Request) -> Vec<&Quote> {
    let found = |wanted: fn(&Quote) -> bool| {
        let mut quotes = Quotes::of(request).of_score(STRONG_PRAISE).of_good_areas(request);
        quotes = quotes.without(|quote| !wanted(quote));
        let count = if request.outcome.tone == Tone::Poor { QUOTES_OF_POOR } else { QUOTES };
        quotes.spread(Stance::Praise, count, LONGEST_QUOTE)
    };
    let telling = found(|quote| tells_families(quote) && !is_no_news(quote));
    if telling.is_empty() { found(|quote| is_about_families(quote) && !is_no_news(quote)) } else { telling }
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

/// Returns the statement of the person who answers for the service; then, if there is room, those of people whom
/// families meet (not after a bad result, for which they are not responsible) and of others who speak for the council.
fn statements<'a>(request: &'a Request, fixed: usize, draft: &mut Draft<'_>) -> Vec<&'a Statement> {
    let mut leading = pick::statements(request, &SPEAKERS).into_iter();
    let first = leading.next();
    let practitioners = pick::practitioners(request).filter(|_| request.outcome.tone != Tone::Poor);
    let mut length = fixed;
    let mut taken = Vec::new();
    for statement in first.into_iter().chain(practitioners).chain(leading) {
        let words = words(&statement.words) + AROUND_WORDS;
        if taken.is_empty() || length + words <= WORDS {
            taken.push(statement);
            length += words;
        }
    }
    for statement in request.brief.statements.iter().filter(|statement| !taken.contains(statement)) {
        draft.log(&format!("not used here: the words of {}", statement.speaker.name));
    }
    if length > LONG {
        draft.warn(&format!(
            "this item has about {length} words, and 300 to 500 are usual: shorten statements or next steps"
        ));
    }
    taken
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Returns the words outside the statements.
fn words_elsewhere<'a>(request: &Request, quotes: impl Iterator<Item = &'a &'a Quote>) -> usize {
    let brief = &request.brief;
    let judgements = request.inspection.judgements.iter().map(|judgement| words(&judgement.short) + AROUND_WORDS);
    let improvements = request.inspection.improvements.iter().flat_map(Improvement::texts).map(words);
    let entered = brief.next_steps.iter().chain(&brief.key_messages).map(|text| words(text));
    let facts = brief.facts.iter().map(|fact| words(&fact.text));
    let quotes = quotes.map(|quote| quote.words as usize + AROUND_WORDS);
    FIXED_WORDS + judgements.chain(improvements).chain(entered).chain(facts).chain(quotes).sum::<usize>()
}

#[cfg(test)]
mod tests;
