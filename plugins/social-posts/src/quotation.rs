//! The second post: the report in its own words. A quotation is never cut: where the best sentence is too long for a
//! network, the next one that is not is taken. Not here: how sentences are found and judged (the program does that).

use crate::network::Network;
use crate::post::{Line, Part, Post};
use crate::wording::{link, services, tags};
use copydesk_plugin::pick::Quotes;
use copydesk_plugin::story::{Quote, Request, Stance, Tone};

/// How strong praise and how clear criticism has to be to be quoted.
const STRONG_PRAISE: i32 = 48;
const CLEAR_CRITICISM: i32 = 38;
/// Longest sentence quoted, in words.
const LONGEST_QUOTE: u32 = 34;

/// The post, where a sentence is good enough and the network has room for it.
pub(crate) fn post(request: &Request, network: &Network) -> Option<Post> {
    let poor = request.outcome.tone == Tone::Poor;
    let mut quotes = Quotes::of(request);
    let with = |quoted: &[&Quote]| Post::fit(network, &parts(request, network, quoted));
    let wanted = |quote: &Quote| if poor { is_criticism(quote) } else { is_praise(request, quote) };
    // The lowest grade is what has to be explained after a poor result, and a child's life what is worth telling else.
    let first =
        quotes.take(LONGEST_QUOTE, |quote| wanted(quote) && comes_first(request, quote) && with(&[quote]).is_some());
    let first = first.or_else(|| quotes.take(LONGEST_QUOTE, |quote| wanted(quote) && with(&[quote]).is_some()))?;
    let other = |quote: &Quote| if poor { is_praise(request, quote) } else { is_criticism(quote) };
    let balances = request.outcome.tone != Tone::Good;
    let second = quotes.take(LONGEST_QUOTE, |quote| balances && other(quote) && with(&[first, quote]).is_some());
    let quoted: Vec<&Quote> = [first].into_iter().chain(second).collect();
    with(&quoted)
}

fn parts(request: &Request, network: &Network, quoted: &[&Quote]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (place, quote) in quoted.iter().enumerate() {
        let line = match place {
            0 => Line::default().own("Ofsted’s report on ").then(services(request)).own(" says: “"),
            _ => Line::default().own("It also says: “"),
        };
        let line = line.datum(quote.id.child("text"), &quote.text).own("”");
        parts.push(Part::needed(0, vec![vec![line]]));
    }
    parts.push(link(request, network));
    parts.push(tags(network));
    parts
}

fn is_criticism(quote: &Quote) -> bool {
    quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM
}

/// Strong praise. Of an area that is not good enough it is no news, unless no area is.
fn is_praise(request: &Request, quote: &Quote) -> bool {
    let areas = &request.outcome.areas;
    let of_good = || areas.iter().all(|area| quote.area.as_deref() != Some(&area.area) || area.tone == Tone::Good);
    let none_good = || areas.iter().all(|area| area.tone != Tone::Good);
    quote.stance == Stance::Praise && quote.score >= STRONG_PRAISE && (of_good() || none_good())
}

/// After a poor result a sentence on an area with the lowest grade, and otherwise one on children and those who work with
/// them, not on leaders.
fn comes_first(request: &Request, quote: &Quote) -> bool {
    if request.outcome.tone == Tone::Poor {
        let lowest = request.outcome.groups.last();
        return lowest.is_some_and(|group| group.judgements.iter().any(|row| quote.area.as_deref() == Some(&row.area)));
    }
    let text = quote.text.to_lowercase();
    ["child", "young people", "care leaver", "famil"].iter().any(|word| text.contains(word))
        && !text.contains("leaders")
}
