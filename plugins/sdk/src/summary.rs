//! The sentences of a summary that a text about a poor result quotes: what the result means for children, what led to it, and what
//! leaders did.

use crate::pick::Quotes;
use crate::story::{Quote, Request, Stance};

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
/// that texts begin with, or else the first criticism. `None` where the summary criticises nothing.
pub fn verdict<'a>(request: &'a Request, quotes: &mut Quotes<'a>) -> Option<Verdict<'a>> {
    let Some(quote) = effect(request) else {
        return first_criticism(quotes).map(|quote| Verdict { before: None, quote });
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

/// Takes the first criticism of the summary, in the report's order.
pub fn first_criticism<'a>(quotes: &mut Quotes<'a>) -> Option<&'a Quote> {
    let place = |quote: &Quote| quote.summary_place.filter(|_| quote.stance == Stance::Criticism);
    let first = quotes.left().iter().filter_map(|quote| place(quote)).min()?;
    quotes.take(LONGEST, |quote| place(quote) == Some(first))
}

/// Returns the sentence with the clause that says what the result means for children, where it says more than that.
fn effect(request: &Request) -> Option<&Quote> {
    let clause = request.inspection.effect.as_ref()?;
    let has_it = |quote: &&Quote| quote.summary && quote.text.contains(clause.as_str()) && quote.words <= LONGEST;
    let says_more = |quote: &&Quote| quote.text.len() > clause.len() + "As a result, ".len() + 2;
    request.quotes.iter().find(has_it).filter(says_more)
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
        request.inspection.effect = Some("some children wait".to_owned());
        assert_eq!(ids(&request), Some((Some(of(1)), of(2))));
    }
}
