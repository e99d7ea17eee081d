//! The letter to families and carers: what inspectors found, what has to get better, what a family can do now. What it says, in
//! which order, is decided here; its wording is in `templates/letter-to-families`.

use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick::{self, Compared, Quotes};
use copydesk_plugin::plain::{self, is_plain};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Direction, Improvement, Quote, Request, Stance, Tone};
use copydesk_plugin::{Draft, Output, Refusal};
use serde::Serialize;

struct LetterToFamilies;

copydesk_plugin::export! {
    LetterToFamilies,
    id: "org.copydesk.letter-to-families",
    outputs: [{
        id: "letter-to-families",
        title: "Letter to families and carers",
        description: "For parents and carers whom the service helps, on the day of publication",
        needs: ["childrens-services"],
    }],
}

/// Who answers for the service in the letter, the first who has a statement.
const SPEAKERS: [&str; 2] = ["director", "chief-executive"];
/// From so many sentences of praise on a document without grades one is taken.
const PRAISE: usize = 6;
/// The lowest scores of praise and criticism to quote.
const STRONG_PRAISE: i32 = 46;
const CLEAR_CRITICISM: i32 = 38;
/// Longest sentence quoted, in words; and the most words on what the result means for children.
const LONGEST_QUOTE: u32 = 30;
const LONGEST_EFFECT: usize = 45;
/// A longer statement is not for a letter, in words.
const LONGEST_STATEMENT: usize = 60;
/// So many words of points are told in full.
const POINTS: usize = 90;
/// Where they are not, so many of their subjects are named.
const SUBJECTS: usize = 8;
/// So many words of next steps are told.
const STEPS: usize = 90;

/// The plan for the templates.
#[derive(Serialize)]
struct Plan {
    /// The grades, in the order of the text.
    groups: Vec<Ref>,
    /// The way that all went, or how many went which way.
    all: Option<Direction>,
    compared: Vec<Compared>,
    /// What a poor result means for families.
    effect: Option<Ref>,
    /// Otherwise what inspectors found, as families meet it.
    found: Option<Ref>,
    /// What is not good, in a document without grades.
    criticism: Option<Ref>,
    /// Whether something has to be put right at once, in such a document.
    serious: bool,
    /// Words of the person who answers for the service, and that person where there are none.
    statement: Option<Ref>,
    director: Option<Ref>,
    points: Points,
    /// What has to be put right at once, in a document without grades.
    urgent: Points,
    steps: Vec<Ref>,
    /// Whether families wait, so that the letter says whom to ask.
    waiting: bool,
    /// A sentence for those who care for children in care.
    carers: Option<Ref>,
    help: Option<Ref>,
}

/// How the points to improve are told.
#[derive(Serialize)]
struct Points {
    /// In full, each with its subject; otherwise by their subjects.
    full: bool,
    /// What they are about, and whether that is all of them.
    subjects: Vec<Ref>,
    all: bool,
}

impl Output for LetterToFamilies {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if let Some(found) = Findings::of(request, PRAISE, 1, LONGEST_QUOTE) {
            let plan = ungraded(request, &found, draft);
            return draft.render("letter-to-families/ungraded", &plan);
        }
        pick::judgements(request, "this letter tells")?;
        let plan = plan(request, draft);
        draft.render("letter-to-families/main", &plan)
    }
}

fn plan(request: &Request, draft: &mut Draft<'_>) -> Plan {
    let poor = request.outcome.tone == Tone::Poor;
    let effect = plain::effect(request, LONGEST_EFFECT).filter(|_| poor);
    let found = if poor { criticism(request) } else { praise(request) };
    let carers = carers(request, found);
    Plan {
        all: pick::all_went(request),
        compared: pick::compared(request),
        effect: effect.map(Ref::from),
        found: found.map(|quote| Ref::from(&quote.id)),
        carers: carers.map(|quote| Ref::from(&quote.id)),
        waiting: poor && plain::is_wait(request),
        ..common(request, poor, draft)
    }
}

fn ungraded(request: &Request, found: &Findings<'_>, draft: &mut Draft<'_>) -> Plan {
    // What families understand comes first, and where something is serious what leads comes first.
    let plain = found.verdict.into_iter().chain(found.works.iter().copied().filter(|_| !found.serious));
    let verdict = plain.clone().find(|quote| is_plain(quote)).or_else(|| plain.clone().next());
    Plan {
        found: verdict.map(|quote| Ref::from(&quote.id)),
        criticism: found.falls_short.first().map(|quote| Ref::from(&quote.id)),
        ..common(request, found.serious, draft)
    }
}

/// What every letter has. `answers` says whether the result has to be answered for.
fn common(request: &Request, answers: bool, draft: &mut Draft<'_>) -> Plan {
    let statements = pick::statements(request, &SPEAKERS).into_iter();
    let statement = statements.filter(|statement| !statement.speaker.politician).find(|_| answers);
    let quotable = statement.filter(|statement| words(&statement.words) <= LONGEST_STATEMENT);
    if let (Some(statement), None) = (statement, quotable) {
        draft.warn(&format!(
            "the statement from {} is too long for a letter: choose from its words",
            statement.speaker.name
        ));
    }
    Plan {
        groups: pick::groups(request).into_iter().map(|(id, _)| Ref::from(id)).collect(),
        all: None,
        compared: Vec::new(),
        effect: None,
        found: None,
        criticism: None,
        serious: answers,
        statement: quotable.map(|statement| Ref::from(&statement.id)),
        director: pick::person(request, "director").map(Ref::from),
        // Where something has to be answered for, what is done comes first, and the report has the points.
        points: Points::of(&request.inspection.improvements, !answers),
        urgent: Points::of(&request.inspection.priority_actions, true),
        steps: steps(request, draft),
        waiting: false,
        carers: None,
        help: pick::contact(request, "families").map(Ref::from),
    }
}

impl Points {
    /// They are told in full if they may be and are short enough for a letter.
    fn of(points: &[Improvement], listed: bool) -> Points {
        let length: usize = points.iter().flat_map(Improvement::texts).map(words).sum();
        let (subjects, all) = plain::subjects(points, SUBJECTS);
        Points { full: listed && length <= POINTS, subjects: subjects.into_iter().map(Ref::from).collect(), all }
    }
}

/// Returns the next steps that a letter has room for.
fn steps(request: &Request, draft: &mut Draft<'_>) -> Vec<Ref> {
    let mut left = STEPS;
    let mut steps = Vec::new();
    for (place, step) in request.brief.next_steps.iter().enumerate() {
        let length = words(step);
        if length <= left {
            left -= length;
            steps.push(Ref::from(copydesk_plugin::story::Id::new(format!("/brief/next_steps/{place}"))));
        } else {
            draft.log(&format!("left out, as a letter has no room for it: {step}"));
        }
    }
    steps
}

/// Returns criticism that families understand: of the summary, or of an area with the lowest grade.
fn criticism(request: &Request) -> Option<&Quote> {
    let mut quotes = Quotes::of(request).of_score(CLEAR_CRITICISM).without(|quote| !is_plain(quote));
    let lowest = request.outcome.groups.last().map_or(&[][..], |group| &group.judgements);
    let critical = |quote: &Quote| quote.stance == Stance::Criticism;
    let of_summary = quotes.take(LONGEST_QUOTE, |quote| critical(quote) && quote.summary);
    of_summary.or_else(|| {
        quotes.take(LONGEST_QUOTE, |quote| critical(quote) && lowest.iter().any(|area| quote.is_about(area)))
    })
}

/// Returns praise that families understand: of the summary first.
fn praise(request: &Request) -> Option<&Quote> {
    let quotes = Quotes::of(request).of_good_areas(request).without(|quote| !is_plain(quote));
    let praises = |quote: &Quote| quote.stance == Stance::Praise;
    let families = |quote: &Quote| ["famil", "parent"].iter().any(|word| quote.text.to_lowercase().contains(word));
    let mut summary = quotes.clone().without(|quote| !quote.summary);
    let of_summary = summary.take(LONGEST_QUOTE, |quote| praises(quote) && families(quote));
    let of_summary = of_summary.or_else(|| summary.take(LONGEST_QUOTE, praises));
    let mut strong = quotes.of_score(STRONG_PRAISE);
    of_summary
        .or_else(|| strong.take(LONGEST_QUOTE, |quote| praises(quote) && families(quote)))
        .or_else(|| strong.take(LONGEST_QUOTE, praises))
}

/// Returns what inspectors write on those who care for children in care, where that service is good: not what the letter has
/// quoted.
fn carers<'a>(request: &'a Request, quoted: Option<&'a Quote>) -> Option<&'a Quote> {
    let mut quotes = Quotes::of(request).of_good_areas(request).of_score(STRONG_PRAISE);
    if let Some(quote) = quoted {
        quotes.mark(quote);
    }
    let of_care = |quote: &Quote| {
        let area = quote.area.as_deref().unwrap_or_default();
        let in_care = ["children-in-care", "care-and-care-leavers"].contains(&area);
        quote.stance == Stance::Praise && in_care && quote.text.to_lowercase().contains("foster")
    };
    quotes.take(LONGEST_QUOTE, |quote| of_care(quote) && is_plain(quote))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::plan::Part;
    use copydesk_plugin::testing;

    /// Returns a field of the plan as JSON, and what the user is told.
    fn drafted(request: &Request, field: &str) -> (String, Vec<String>) {
        let drafted = testing::run::<LetterToFamilies>(request).unwrap();
        let [Part::Render { template, plan }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        assert_eq!(template, "letter-to-families/main");
        (plan[field].to_string(), drafted.log.clone())
    }

    fn mixed() -> Request {
        testing::samples().find(|(name, _)| *name == "mixed-result").unwrap().1
    }

    #[test]
    fn after_a_poor_result_the_effect_leads_and_somebody_answers() {
        let request = mixed();
        assert!(drafted(&request, "effect").0.contains("/inspection/effect_in_full"));
        assert_eq!(drafted(&request, "waiting").0, "true");
        assert!(drafted(&request, "statement").0.contains("/brief/statements/0"));
        assert!(drafted(&request, "points").0.contains(r#""full":false"#));
    }

    #[test]
    fn a_good_result_needs_no_answer_and_its_points_are_told() {
        let request = testing::sample();
        assert_eq!(drafted(&request, "statement").0, "null");
        assert!(drafted(&request, "points").0.contains(r#""full":true"#));
        let quote = praise(&request).unwrap();
        assert!(quote.summary && quote.stance == Stance::Praise, "{}", quote.text);
    }

    #[test]
    fn what_a_letter_has_no_room_for_is_said() {
        let mut request = mixed();
        request.brief.statements[0].words = "word ".repeat(200);
        request.brief.next_steps.push("step ".repeat(200));
        let (statement, log) = drafted(&request, "statement");
        assert_eq!(statement, "null");
        assert!(log.iter().any(|line| line.contains("too long for a letter")), "{log:?}");
        assert!(log.iter().any(|line| line.starts_with("left out")), "{log:?}");
    }
}
