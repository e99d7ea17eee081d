//! Chooses what a text for people outside the trade says: a letter to families, answers for callers, a version for children. No
//! output has to use it.

use crate::pick::{self, Quotes};
use crate::story::{Id, Improvement, Judgement, Quote, Request, Stance, Tone};

/// The lowest scores of praise and criticism to quote: no quotation is better than a weak one.
const STRONG_PRAISE: i32 = 46;
const CLEAR_CRITICISM: i32 = 38;

/// Returns what points to improve are about, each subject once and at most `count`, in the report's order; and whether these are
/// all, so that a text can say "among them" where they are not. For a plain text, which the words of the points would not suit.
pub fn subjects(points: &[Improvement], count: usize) -> (Vec<Id>, bool) {
    let mut named: Vec<&str> = Vec::new();
    let mut ids = Vec::new();
    let mut all = true;
    for point in points {
        match &point.about {
            Some(about) if named.contains(&about.id.as_str()) => {}
            Some(about) if ids.len() < count => {
                named.push(&about.id);
                ids.push(point.id.child("about"));
            }
            _ => all = false,
        }
    }
    (ids, all)
}

/// Returns what the result means for children, in the words of the summary and with its limit, if it has at most `words` words:
/// to be quoted after "that", its first letter a small one.
pub fn effect(request: &Request, words: usize) -> Option<Id> {
    let told = request.inspection.effect_in_full.as_ref()?;
    (told.split_whitespace().count() <= words).then(|| Id::new("/inspection/effect_in_full"))
}

/// Returns `true` if what the result means for children is that they wait.
pub fn is_wait(request: &Request) -> bool {
    let effect = request.inspection.effect.as_deref().unwrap_or_default();
    ["wait", "delay", "late"].iter().any(|word| effect.contains(word))
}

/// Returns the judgement that answers whether children are safe.
pub fn protection(request: &Request) -> Option<&Judgement> {
    request.outcome.areas.iter().find(|area| area.area == "help-and-protection")
}

/// Returns what inspectors write on whether children are safe: praise where help and protection is good, otherwise criticism; of the
/// summary first.
pub fn on_safety(request: &Request, words: u32) -> Option<&Quote> {
    let area = protection(request)?;
    let good = area.tone == Tone::Good;
    let says = |quote: &Quote| {
        let text = quote.text.to_lowercase();
        let safety = ["safe", "protect", "risk", "harm"].iter().any(|word| text.contains(word));
        let stance = if good { Stance::Praise } else { Stance::Criticism };
        safety && quote.stance == stance && is_plain(quote)
    };
    let score = if good { STRONG_PRAISE } else { CLEAR_CRITICISM };
    let of_summary = Quotes::of(request).take(words, |quote| quote.summary && says(quote));
    of_summary.or_else(|| Quotes::of(request).of_score(score).take(words, |quote| quote.is_about(area) && says(quote)))
}

/// Words about the workings of a service, which those whom it helps do not know.
const OF_THE_TRADE: [&str; 30] = [
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
    "audit",
    "process",
    "record",
    "scrutiny",
    "threshold",
    "proceedings",
    "timescale",
    "partner",
    "performance",
    "practice",
    "conference",
    "investigation",
    "enquir",
    "intervention",
    "outcome",
    "assess",
    "chair",
    "politic",
    "judge",
    "inspectors",
];

/// Returns `true` if a sentence is about the people whom a service helps, without words and abbreviations of the trade.
pub fn is_plain(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    let abbreviated = |word: &str| word.chars().filter(char::is_ascii_uppercase).count() > 1;
    pick::is_about_children(quote)
        && !OF_THE_TRADE.iter().any(|word| text.contains(word))
        && !quote.text.split(|c: char| !c.is_alphanumeric()).any(abbreviated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Subject;
    use crate::testing;

    #[test]
    fn a_subject_is_named_once_and_what_is_left_out_is_known() {
        let point = |place: usize, subject: Option<&str>| Improvement {
            id: Id::new(format!("/inspection/improvements/{place}")),
            about: subject.map(|id| Subject { id: id.to_owned(), ..Subject::default() }),
            ..Improvement::default()
        };
        let told = |named: &[Option<&str>], count| {
            let points: Vec<_> = named.iter().enumerate().map(|(place, subject)| point(place, *subject)).collect();
            let (ids, all) = subjects(&points, count);
            (ids.len(), ids.last().map(|id| id.as_str().to_owned()), all)
        };
        let last = |place: usize| Some(format!("/inspection/improvements/{place}/about"));
        assert_eq!(told(&[Some("plans"), Some("plans"), Some("visits")], 9), (2, last(2), true));
        assert_eq!(told(&[Some("plans"), Some("visits"), Some("plans")], 1), (1, last(0), false));
        assert_eq!(told(&[Some("plans"), None], 9), (1, last(0), false));
    }

    fn mixed() -> Request {
        testing::samples().find(|(name, _)| *name == "mixed-result").unwrap().1
    }

    #[test]
    fn the_effect_is_told_in_full_or_not_at_all() {
        let request = mixed();
        assert!(effect(&request, 40).is_some() && is_wait(&request));
        assert!(effect(&request, 9).is_none(), "too long");
        assert!(effect(&testing::sample(), 40).is_none() && !is_wait(&testing::sample()));
    }

    #[test]
    fn whether_children_are_safe_is_told_as_the_grade_is() {
        let good = testing::sample();
        assert_eq!(on_safety(&good, 30).map(|quote| quote.stance), Some(Stance::Praise));
        let stance = on_safety(&mixed(), 40).map(|quote| quote.stance);
        assert_ne!(stance, Some(Stance::Praise));
        assert!(on_safety(&Request::default(), 30).is_none());
    }

    #[test]
    fn words_of_the_trade_are_not_plain() {
        let quote = |text: &str| Quote { text: text.to_owned(), ..Quote::default() };
        assert!(is_plain(&quote("Children feel safe.")));
        for text in ["Leaders listen to children.", "Children in the MASH are safe.", "Doors are open."] {
            assert!(!is_plain(&quote(text)), "{text}");
        }
    }
}
