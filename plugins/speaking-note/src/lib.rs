//! The speaking note for the councillor: five things to say in ninety seconds, answers to hard questions, figures, and what not to
//! say. What is said is decided here; its wording is in `templates/speaking-note`.

mod say;

use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plain;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Figure, Quote, Request, Stance, Tone};
use copydesk_plugin::{Draft, Output, Refusal};
use say::Say;
use serde::Serialize;

struct SpeakingNote;

copydesk_plugin::export! {
    SpeakingNote,
    id: "org.copydesk.speaking-note",
    outputs: [{
        id: "speaking-note",
        title: "Speaking note",
        description: "For the councillor who speaks on the day of publication",
    }],
}

/// The longest sentence to quote, in words, and the most words on what the result means for families.
const LONGEST_QUOTE: u32 = 30;
const LONGEST_EFFECT: usize = 45;
/// The lowest score of criticism to quote.
const CLEAR_CRITICISM: i32 = 38;
/// How many figures a speaker has to hand.
const FIGURES: usize = 4;

/// The plan for the templates.
#[derive(Serialize)]
struct Plan {
    /// The councillor, in the desk.
    speaker: Option<Ref>,
    say: Say,
    serious: bool,
    /// Whether an area is not good, and whether one is a failure.
    some_below: bool,
    failure: bool,
    /// Whether children are safe.
    protection: Option<Ref>,
    on_safety: Option<Ref>,
    /// Why it was not seen, or not higher: in the report's words.
    why: Vec<Ref>,
    /// What the report says of health and other partners.
    partners: Option<Ref>,
    figures: Vec<Ref>,
    press: Option<Ref>,
}

impl Output for SpeakingNote {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if let Some(found) = Findings::of(request, 1, 2, LONGEST_QUOTE) {
            let say = Say::ungraded(request, &found, draft);
            let why = found.falls_short.clone();
            return draft.render("speaking-note/ungraded", &plan(request, say, found.serious, &why));
        }
        pick::judgements(request, "a speaking note tells")?;
        let serious = request.outcome.tone == Tone::Poor;
        let say = Say::graded(request, draft);
        draft.render("speaking-note/main", &plan(request, say, serious, &why(request)))
    }
}

fn plan(request: &Request, say: Say, serious: bool, why: &[&Quote]) -> Plan {
    let areas = &request.outcome.areas;
    let partners = partners(request).filter(|quote| why.iter().all(|other| other.id != quote.id));
    Plan {
        speaker: pick::person(request, "cabinet-member").or_else(|| pick::person(request, "leader")).map(Ref::from),
        say,
        serious,
        some_below: areas.iter().any(|area| area.tone != Tone::Good),
        failure: areas.iter().any(|area| area.tone == Tone::Poor),
        protection: plain::protection(request).map(|area| Ref::from(&area.id)),
        on_safety: plain::on_safety(request, LONGEST_QUOTE).map(|quote| Ref::from(&quote.id)),
        why: why.iter().map(|quote| Ref::from(&quote.id)).collect(),
        partners: partners.map(|quote| Ref::from(&quote.id)),
        figures: figures(request, serious),
        press: pick::contact(request, "press").map(Ref::from),
    }
}

/// Returns criticism that answers "how did nobody notice?" after a poor result, and "why not higher?" after any other.
fn why(request: &Request) -> Vec<&Quote> {
    let mut quotes = Quotes::of(request).of_score(CLEAR_CRITICISM);
    let critical = |quote: &Quote| quote.stance == Stance::Criticism;
    if request.outcome.tone != Tone::Poor {
        let lowest = request.outcome.groups.last().map_or(&[][..], |group| &group.judgements);
        let of_lowest = |quote: &Quote| critical(quote) && lowest.iter().any(|area| quote.is_about(area));
        let of_summary = Quotes::of(request).take(LONGEST_QUOTE, |quote| critical(quote) && quote.summary);
        return of_summary.or_else(|| quotes.take(LONGEST_QUOTE, of_lowest)).into_iter().collect();
    }
    let of_leaders = |quote: &Quote| critical(quote) && quote.topics.iter().any(|topic| topic == "leadership");
    std::iter::from_fn(|| quotes.take(LONGEST_QUOTE, of_leaders)).take(2).collect()
}

/// Returns criticism of what health services and other partners do, where a point to improve is about them.
fn partners(request: &Request) -> Option<&Quote> {
    let names = |text: &str| ["health", "partner", "police"].iter().any(|word| text.to_lowercase().contains(word));
    request.inspection.improvements.iter().find(|point| names(&point.text))?;
    let mut quotes = Quotes::of(request).of_score(CLEAR_CRITICISM);
    quotes.take(LONGEST_QUOTE, |quote| quote.stance == Stance::Criticism && names(&quote.text))
}

/// Returns sentences with a figure, at most one of a paragraph: what falls short first, where the result has to be answered.
fn figures(request: &Request, answers: bool) -> Vec<Ref> {
    let mut figures: Vec<&Figure> = request.figures.iter().collect();
    if answers {
        figures.sort_by_key(|figure| !matches!(figure.stance, Stance::Criticism | Stance::Mixed));
    }
    let mut paragraphs = Vec::new();
    figures.retain(|figure| {
        let again = figure.paragraph.is_some() && paragraphs.contains(&figure.paragraph);
        paragraphs.push(figure.paragraph);
        !again
    });
    figures.truncate(FIGURES);
    figures.into_iter().map(|figure| Ref::from(&figure.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::testing;

    fn mixed() -> Request {
        testing::samples().find(|(name, _)| *name == "mixed-result").unwrap().1
    }

    #[test]
    fn figures_are_of_several_paragraphs_and_after_a_poor_result_the_hardest_come_first() {
        let figure = |place: usize, paragraph: u32, stance| Figure {
            id: copydesk_plugin::story::Id::new(format!("/figures/{place}")),
            paragraph: Some(paragraph),
            stance,
            ..Figure::default()
        };
        let request = Request {
            figures: vec![figure(0, 4, Stance::Praise), figure(1, 4, Stance::Neutral), figure(2, 5, Stance::Criticism)],
            ..Request::default()
        };
        let at = |places: &[usize]| -> Vec<Ref> {
            places.iter().map(|place| Ref::from(&request.figures[*place].id)).collect()
        };
        assert_eq!(figures(&request, false), at(&[0, 2]));
        assert_eq!(figures(&request, true), at(&[2, 0]));
    }

    #[test]
    fn after_a_poor_result_leaders_answer_and_otherwise_the_lowest_grade() {
        let poor = mixed();
        assert!(why(&poor).iter().all(|quote| quote.topics.iter().any(|topic| topic == "leadership")));
        assert!(!why(&poor).is_empty() && why(&testing::sample()).len() <= 1);
    }

    #[test]
    fn partners_are_named_only_where_a_point_is_about_them() {
        let mut request = mixed();
        request.inspection.improvements.clear();
        assert!(partners(&request).is_none());
    }
}
