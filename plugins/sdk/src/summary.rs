//! The sentences of a summary that a text about a poor result quotes: what the result means for children, what led to it, and what
//! leaders did.

use crate::pick::Quotes;
use crate::story::{Quote, Request, Stance, Tone};

/// The longest sentence of a summary to quote, whose limits are quoted with it, and the longest pair of sentences; in words.
const LONGEST: u32 = 45;
const LONGEST_PAIR: u32 = 60;

/// A verdict: a sentence, and the one before it where it goes on from that.
#[derive(Clone, Copy, Debug)]
pub struct Verdict<'a> {
    /// The sentence before.
    pub before: Option<&'a Quote>,
    /// The sentence.
    pub quote: &'a Quote,
}

/// Takes the gravest sentence of the summary: the one with what the result means for children, where it says more than the clause
/// that texts begin with; of a failure, one that speaks of harm; or else the first criticism. `None` where the summary criticises
/// nothing.
pub fn verdict<'a>(request: &'a Request, quotes: &mut Quotes<'a>) -> Option<Verdict<'a>> {
    let Some(quote) = effect(request) else {
        // What a text begins with is not quoted after it.
        if let Some(told) = with_effect(request) {
            quotes.mark(told);
        }
        let failed = request.outcome.areas.iter().any(|area| area.tone == Tone::Poor);
        let grave = if failed { grave(request, quotes) } else { None };
        return grave.or_else(|| first_criticism(quotes).map(|quote| Verdict { before: None, quote }));
    };
    let before = before(request, quote);
    quotes.mark(quote);
    if let Some(before) = before {
        quotes.mark(before);
    }
    Some(Verdict { before, quote })
}

/// Takes a sentence of the summary on what those in charge did not do; without one, what it says of them with a limit.
pub fn of_leaders<'a>(quotes: &mut Quotes<'a>) -> Option<&'a Quote> {
    let mut of = |stance: Stance| {
        let of_leaders = |quote: &Quote| quote.topics.iter().any(|topic| topic == "leadership");
        quotes.take(LONGEST, |quote| quote.summary && quote.stance == stance && of_leaders(quote))
    };
    of(Stance::Criticism).or_else(|| of(Stance::Mixed))
}

/// Takes the first criticism of the summary that speaks of harm; with the one before it where it goes on from that, or with the one
/// after it that says what comes of it: "This leaves children at risk."
fn grave<'a>(request: &'a Request, quotes: &mut Quotes<'a>) -> Option<Verdict<'a>> {
    let criticism = |quote: &&Quote| quote.stance == Stance::Criticism && is_grave(quote) && !is_of_then(quote);
    let of_summary = |quote: &&Quote| quote.summary_place.is_some() && quote.words <= LONGEST;
    let mut found: Vec<&Quote> = request.quotes.iter().filter(of_summary).filter(criticism).collect();
    found.sort_by_key(|quote| quote.summary_place);
    let is_left = |quote: &Quote| quotes.left().iter().any(|left| left.id == quote.id);
    let pair = |quote: &'a Quote| match (quote.standalone, before(request, quote)) {
        (false, Some(before)) if is_left(before) => Some(Verdict { before: Some(before), quote }),
        (true, _) if is_left(quote) => {
            let next = found.iter().find(|next| before(request, next).is_some_and(|before| before.id == quote.id));
            Some(next.map_or(Verdict { before: None, quote }, |next| Verdict { before: Some(quote), quote: next }))
        }
        _ => None,
    };
    let verdict = found.iter().find_map(|quote| pair(quote))?;
    quotes.mark(verdict.quote);
    if let Some(before) = verdict.before {
        quotes.mark(before);
    }
    Some(verdict)
}

/// Takes the first criticism of the summary, in the report's order, that is not about what an earlier inspection found.
pub fn first_criticism<'a>(quotes: &mut Quotes<'a>) -> Option<&'a Quote> {
    let fits = |quote: &Quote| quote.words <= LONGEST && !is_of_then(quote);
    let place = |quote: &Quote| quote.summary_place.filter(|_| quote.stance == Stance::Criticism && fits(quote));
    let first = quotes.left().iter().filter_map(|quote| place(quote)).min()?;
    quotes.take(LONGEST, |quote| place(quote) == Some(first))
}

/// Words of what children are in where a service fails.
const GRAVE: [&str; 9] =
    ["harm", "unsafe", "neglect", "danger", "at risk", "widespread", "serious", "not protected", "without protection"];

/// Words that deny what follows, and how many words after them they reach.
const DENIED: [&str; 7] = ["no", "none", "not", "nobody", "never", "neither", "without"];
const REACH: usize = 6;

/// Returns `true` if a sentence speaks of harm, or of a failure that is wide or serious, and does not deny it ("none was found in
/// danger").
pub fn is_grave(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    let is_denied = |start: usize| {
        let before = text[..start].rsplit([',', ';', '.']).next().unwrap_or_default();
        before.split_whitespace().rev().take(REACH).any(|word| DENIED.contains(&word))
    };
    GRAVE.iter().any(|word| text.match_indices(word).any(|(start, _)| !is_denied(start)))
}

/// Returns `true` if a sentence tells what was so at an earlier inspection, or soon after it.
fn is_of_then(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    let opens = ["following the last", "following the previous", "at the last", "at the previous"];
    opens.iter().any(|opening| text.starts_with(opening)) || text.contains(" had not yet ")
}

/// Returns the sentence with the clause that says what the result means for children, where it says more than that.
fn effect(request: &Request) -> Option<&Quote> {
    let clause = request.inspection.effect.as_ref()?;
    let says_more = |quote: &&Quote| quote.text.len() > clause.len() + "As a result, ".len() + 2;
    with_effect(request).filter(says_more)
}

fn with_effect(request: &Request) -> Option<&Quote> {
    let clause = request.inspection.effect.as_ref()?;
    let has_it = |quote: &&Quote| quote.summary && quote.text.contains(clause.as_str()) && quote.words <= LONGEST;
    request.quotes.iter().find(has_it)
}

/// Returns the sentence of the summary before one that goes on from it ("As a result, ...").
fn before<'a>(request: &'a Request, quote: &Quote) -> Option<&'a Quote> {
    let [paragraph, sentence] = quote.summary_place.filter(|_| !quote.standalone)?;
    let before = [paragraph, sentence.checked_sub(1)?];
    let found = request.quotes.iter().find(|other| other.summary_place == Some(before))?;
    (found.standalone && found.words + quote.words <= LONGEST_PAIR).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Id;

    fn quote(sentence: u32, text: &str, standalone: bool) -> Quote {
        Quote {
            id: Id::new(format!("/quotes/{sentence}")),
            text: text.to_owned(),
            summary: true,
            summary_place: Some([0, sentence]),
            standalone,
            stance: Stance::Criticism,
            words: 10,
            ..Quote::default()
        }
    }

    #[test]
    fn what_is_denied_is_not_grave() {
        for (text, grave) in [
            ("Some children remain at risk of harm.", true),
            ("Some children wait, although none was found in danger.", false),
            ("Inspectors found no child left at immediate risk, but failures are widespread.", true),
            ("Children are not protected.", true),
        ] {
            assert_eq!(is_grave(&quote(0, text, true)), grave, "{text}");
        }
    }

    #[test]
    fn the_effect_comes_with_what_led_to_it() {
        let mut request = Request {
            quotes: vec![
                quote(2, "As a result, some children wait, although none was found in danger.", false),
                quote(1, "Too many assessments are late.", true),
            ],
            ..Request::default()
        };
        let ids = |request: &Request| {
            let verdict = verdict(request, &mut Quotes::of(request))?;
            let id = |quote: &Quote| quote.id.as_str().to_owned();
            Some((verdict.before.map(id), id(verdict.quote)))
        };
        let of = |sentence: u32| format!("/quotes/{sentence}");
        assert_eq!(ids(&request), Some((None, of(1))), "without a clause, the first criticism");
        request.quotes.push(quote(0, "Following the last inspection, plans were late.", true));
        assert_eq!(ids(&request), Some((None, of(1))), "what was so then is not today’s");
        request.quotes.push(quote(3, "Some children remain at risk of harm.", true));
        request.outcome.areas = vec![crate::story::Judgement { tone: Tone::Poor, ..Default::default() }];
        assert_eq!(ids(&request), Some((None, of(3))), "after a failure, what speaks of harm");
        request.quotes.push(quote(4, "This leaves them in unsafe homes.", false));
        assert_eq!(ids(&request), Some((Some(of(3)), of(4))), "with what comes of it");
        request.quotes.retain(|quote| quote.id.as_str() != of(4));
        request.inspection.effect = Some("Some children remain at risk of harm".to_owned());
        assert_eq!(ids(&request), Some((None, of(1))), "the clause that a text begins with is not quoted after it");
        request.inspection.effect = Some("some children wait".to_owned());
        assert_eq!(ids(&request), Some((Some(of(1)), of(2))));
    }
}
