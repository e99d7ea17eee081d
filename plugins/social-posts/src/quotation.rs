//! The second post: the report in its own words. A quotation is never cut: if the best sentence is too long for a
//! network, the next one that fits is used.

use crate::form::Form;
use crate::post::{Line, Part, Post};
use crate::wording::{is_poor, link, services, tags};
use copydesk_plugin::findings::{self, Findings};
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::story::{Quote, Request, Stance, Tone};

/// The lowest scores of praise and criticism to quote.
const STRONG_PRAISE: i32 = 48;
const CLEAR_CRITICISM: i32 = 38;
/// Longest sentence quoted, in words.
const LONGEST_QUOTE: u32 = 34;

/// Of how many findings of a document without grades the first that fits is quoted.
const FINDINGS: usize = 4;

/// Whether a sentence will do.
type Wanted<'a> = &'a dyn Fn(&Quote) -> bool;

/// Returns the post, where a sentence is good enough and the network has room for it.
pub(crate) fn post(request: &Request, form: &Form) -> Option<Post> {
    let with_one = |quote: &Quote| Post::fit(form, &parts(request, form, &[quote]));
    if let Some(found) = Findings::of(request, FINDINGS, 0, LONGEST_QUOTE) {
        return found.verdict.into_iter().chain(found.works).find_map(with_one);
    }
    let mut quotes = Quotes::of(request);
    let with = |quoted: &[&Quote]| Post::fit(form, &parts(request, form, quoted));
    let mut take = |wanted: Wanted<'_>| {
        let poor = is_poor(request);
        let verdict = |quote: &Quote| poor && quote.area.is_none() && is_of_children(quote);
        let first = quotes.take(LONGEST_QUOTE, |quote| wanted(quote) && verdict(quote));
        let first = first.or_else(|| quotes.take(LONGEST_QUOTE, |quote| wanted(quote) && comes_first(request, quote)));
        first.or_else(|| quotes.take(LONGEST_QUOTE, wanted))
    };
    let praise = |quote: &Quote| is_praise(request, quote);
    let criticism = |quote: &Quote| quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM;
    let tone = if is_poor(request) { Tone::Poor } else { request.outcome.tone };
    let (one, other): (Wanted<'_>, Wanted<'_>) = match tone {
        Tone::Good => (&praise, &|_| false),
        Tone::Mixed => (&praise, &criticism),
        Tone::Poor => (&criticism, &praise),
    };
    let first = take(&|quote| one(quote) && with(&[quote]).is_some())?;
    let second = take(&|quote| other(quote) && with(&[first, quote]).is_some());
    let quoted: Vec<&Quote> = [first].into_iter().chain(second).collect();
    with(&quoted)
}

fn parts(request: &Request, form: &Form, quoted: &[&Quote]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (place, quote) in quoted.iter().enumerate() {
        let line = match place {
            0 if findings::was_read(request) => Line::default().own("Inspectors wrote: “"),
            0 => Line::default().own("The inspectors’ report on ").then(services(request)).own(" says: “"),
            _ if findings::was_read(request) => Line::default().own("They also wrote: “"),
            _ => Line::default().own("It also says: “"),
        };
        let line = line.datum(quote.id.child("text"), &quote.text).own("”");
        parts.push(Part::needed(0, vec![vec![line]]));
    }
    parts.extend([link(request), tags(request, form)]);
    parts
}

/// Returns `true` for strong praise of what children and families experience, from a section that may be praised.
fn is_praise(request: &Request, quote: &Quote) -> bool {
    let strong = quote.stance == Stance::Praise && quote.score >= STRONG_PRAISE;
    strong && !is_of_those_in_charge(quote) && pick::may_praise(request, quote)
}

/// Returns `true` if a sentence names people whom readers take for politicians, or local schools: a council's account
/// praises neither with a report on children's services.
fn is_of_those_in_charge(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    ["leaders", "leadership", "politic", "councillor", "corporate", "schools in"].iter().any(|word| text.contains(word))
}

/// Returns a sentence on children and those who live with them and, after a poor result, on an area with the lowest grade.
fn comes_first(request: &Request, quote: &Quote) -> bool {
    let lowest = || {
        let group = request.outcome.groups.last();
        group.is_some_and(|group| group.judgements.iter().any(|row| quote.is_about(row)))
    };
    is_of_children(quote) && (request.outcome.tone != Tone::Poor || lowest())
}

/// Returns `true` if it says what children and those who live with them meet with, and not how the service is run.
fn is_of_children(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase().replace("children’s services", "");
    let of_children = ["child", "young people", "care leaver", "famil"].iter().any(|word| text.contains(word));
    of_children && !text.contains("leaders")
}
