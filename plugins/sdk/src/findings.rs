//! Chooses what a text quotes from a document without grades: a letter about a visit, an area inspection with a set outcome.

use crate::pick::Quotes;
use crate::story::{Quote, Request, Stance, Tone};

/// The lowest scores of praise and criticism to quote: no quotation is better than a weak one.
const STRONG_PRAISE: i32 = 40;
const CLEAR_CRITICISM: i32 = 38;

/// The quotations of a text about a document without grades.
#[derive(Debug)]
pub struct Findings<'a> {
    /// Whether something has to be put right at once, or the outcome is the worst one.
    pub serious: bool,
    /// The sentence that leads: of the summary, where it has one; criticism where it is serious.
    pub verdict: Option<&'a Quote>,
    /// What works.
    pub works: Vec<&'a Quote>,
    /// What does not.
    pub falls_short: Vec<&'a Quote>,
}

impl<'a> Findings<'a> {
    /// Chooses up to so many sentences of praise and of criticism, each of at most `words` words. `None` for a document with
    /// grades, and for one that was not read.
    pub fn of(request: &'a Request, praise: usize, criticism: usize, words: u32) -> Option<Findings<'a>> {
        if !was_read(request) {
            return None;
        }
        let serious = is_serious(request);
        let mut quotes = Quotes::of(request);
        let leads = |quote: &Quote| match quote.stance {
            Stance::Criticism => serious,
            Stance::Praise | Stance::Mixed => !serious,
            Stance::Neutral => false,
        };
        let of_summary = quotes.take(words, |quote| quote.summary && leads(quote));
        let neutral = |quote: &Quote| quote.summary && quote.stance == Stance::Neutral;
        let verdict =
            of_summary.or_else(|| if serious { quotes.take(words, leads) } else { quotes.take(words, neutral) });
        let is_clear = |quote: &Quote| quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM;
        let falls_short = std::iter::from_fn(|| quotes.take(words, is_clear)).take(criticism).collect();
        let is_strong = |quote: &Quote| quote.stance == Stance::Praise && quote.score >= STRONG_PRAISE;
        let works = std::iter::from_fn(|| quotes.take(words, is_strong)).take(praise).collect();
        Some(Findings { serious, verdict, works, falls_short })
    }
}

/// Returns `true` for a document of a kind without grades whose findings were read.
pub fn was_read(request: &Request) -> bool {
    let inspection = &request.inspection;
    let has_findings = !inspection.summary.is_empty() || !request.quotes.is_empty();
    !inspection.kind.graded && !inspection.kind.called.is_empty() && has_findings
}

/// Returns `true` if a document without grades has areas for priority action, or the worst outcome.
pub fn is_serious(request: &Request) -> bool {
    let inspection = &request.inspection;
    let is_poor = inspection.outcome.as_ref().is_some_and(|outcome| outcome.tone == Tone::Poor);
    is_poor || !inspection.priority_actions.is_empty()
}

#[cfg(test)]
mod tests {
    use super::Findings;
    use crate::story::{Id, Improvement, Quote, Request, Stance};

    fn request() -> Request {
        let quote = |place: usize, text: &str, stance, summary| Quote {
            id: Id::new(format!("/quotes/{place}")),
            text: text.to_owned(),
            standalone: true,
            score: 60,
            words: 8,
            stance,
            summary,
            ..Quote::default()
        };
        let mut request = Request::default();
        "a visit".clone_into(&mut request.inspection.kind.called);
        request.quotes = vec![
            quote(0, "Foster carers feel valued every single day.", Stance::Praise, false),
            quote(1, "Children usually settle where they will grow up.", Stance::Praise, true),
            quote(2, "Oversight leaves several vulnerable babies unprotected.", Stance::Criticism, true),
        ];
        request
    }

    #[test]
    fn the_summary_leads_with_praise_unless_something_is_serious() {
        let mut request = request();
        let ids = |request: &Request| {
            let found = Findings::of(request, 1, 1, 30).unwrap();
            let id = |quote: &Quote| quote.id.as_str().to_owned();
            (found.verdict.map(id), found.works.iter().map(|it| id(it)).next(), found.falls_short.len())
        };
        let of = |place: usize| Some(format!("/quotes/{place}"));
        assert_eq!(ids(&request), (of(1), of(0), 1));
        request.inspection.priority_actions = vec![Improvement::default()];
        assert_eq!(ids(&request), (of(2), of(0), 0));
        request.inspection.kind.graded = true;
        assert!(Findings::of(&request, 1, 1, 30).is_none(), "a report with grades");
    }
}
