//! Questions and answers for the contact centre: what to listen for first, the result in one breath, answers to be read out, and
//! what not to answer. What is said is decided here; its wording is in `templates/contact-centre`.

use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick::{self, Compared, Quotes};
use copydesk_plugin::plain;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Direction, Group, Id, Improvement, Judgement, Quote, Request, Stance, Statement, Tone};
use copydesk_plugin::{Draft, Output, Refusal};
use serde::Serialize;

struct ContactCentre;

copydesk_plugin::export! {
    ContactCentre,
    id: "org.copydesk.contact-centre",
    outputs: [{
        id: "contact-centre",
        title: "Questions and answers for the contact centre",
        description: "For the staff who take calls from residents on the day of publication",
        needs: ["childrens-services"],
    }],
}

/// The longest sentence that is read out to a caller, and the most words on what the result means for children.
const LONGEST_QUOTE: u32 = 30;
const LONGEST_EFFECT: usize = 45;
/// The most words of a statement that is read out.
const LONGEST_STATEMENT: usize = 40;
/// The lowest score of a sentence to quote.
const STRONG: i32 = 46;
const CLEAR_CRITICISM: i32 = 38;
/// So many subjects of points are named, and so many next steps.
const SUBJECTS: usize = 8;
const STEPS: usize = 2;
/// The areas that are about children in care.
const IN_CARE: [&str; 2] = ["children-in-care", "care-and-care-leavers"];
/// Those who can say sorry for the council.
const SPEAKERS: [&str; 4] = ["director", "chief-executive", "leader", "cabinet-member"];

/// The plan for the templates.
#[derive(Default, Serialize)]
struct Plan {
    /// Where calls are put through to.
    families: Option<Ref>,
    press: Option<Ref>,
    staff: Option<Ref>,
    recruitment: Option<Ref>,
    /// Whether callers will be upset: after a poor result, and where something has to be put right at once.
    serious: bool,
    /// Whether families wait.
    waiting: bool,
    /// The grades, in the order of the text.
    groups: Vec<Ref>,
    /// Those that differ from the overall one.
    differing: Vec<Ref>,
    /// The way that all went, or how many went which way.
    all: Option<Direction>,
    compared: Vec<Compared>,
    /// The overall grade of the inspection before, where there is none now.
    overall_before: Option<Ref>,
    /// The answer to whether children are safe.
    protection: Option<Ref>,
    effect: Option<Ref>,
    on_safety: Option<Ref>,
    /// What inspectors found, in a document without grades.
    found: Option<Ref>,
    /// What went wrong, after a result that is not good.
    wrong: Option<Ref>,
    /// A statement that says sorry.
    sorry: Option<Ref>,
    /// The answer on children in care.
    in_care: Option<Ref>,
    on_care: Option<Ref>,
    /// What has to improve, and what has to be put right at once.
    points: Named,
    urgent: Named,
    /// The point on children taught at home, whose parents will call.
    home_education: Option<Ref>,
    steps: Vec<Ref>,
    lowest: Lowest,
}

/// The grades that need care in what is said.
#[derive(Default, Serialize)]
struct Lowest {
    /// Whether a grade is a failure.
    failure: bool,
    /// Whether one is the grade below good.
    below_good: bool,
}

/// What points are about.
#[derive(Default, Serialize)]
struct Named {
    subjects: Vec<Ref>,
    /// Whether these are all.
    all: bool,
}

impl Named {
    fn of(points: &[Improvement]) -> Named {
        let (subjects, all) = plain::subjects(points, SUBJECTS);
        Named { subjects: subjects.into_iter().map(Ref::from).collect(), all }
    }
}

impl Output for ContactCentre {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if let Some(found) = Findings::of(request, 1, 1, LONGEST_QUOTE) {
            return draft.render("contact-centre/ungraded", &ungraded(request, &found));
        }
        pick::judgements(request, "these answers explain")?;
        if request.brief.next_steps.len() > STEPS {
            draft.log("left out: the later next steps, as an answer has at most three sentences");
        }
        draft.render("contact-centre/main", &graded(request))
    }
}

fn graded(request: &Request) -> Plan {
    let poor = request.outcome.tone == Tone::Poor;
    let is_good = plain::protection(request).is_none_or(|area| area.tone == Tone::Good);
    let effect = plain::effect(request, LONGEST_EFFECT).filter(|_| !is_good);
    let on_safety = plain::on_safety(request, LONGEST_QUOTE).filter(|_| effect.is_none());
    let in_care = request.outcome.areas.iter().find(|area| IN_CARE.contains(&area.area.as_str()));
    let areas = &request.outcome.areas;
    Plan {
        serious: poor,
        waiting: poor && plain::is_wait(request),
        groups: pick::groups(request).into_iter().map(|(id, _)| Ref::from(id)).collect(),
        differing: differing(request),
        all: pick::all_went(request),
        compared: pick::compared(request),
        overall_before: pick::overall_before(request).map(Ref::from),
        protection: plain::protection(request).map(|area| Ref::from(&area.id)),
        effect: effect.map(Ref::from),
        on_safety: on_safety.map(|quote| Ref::from(&quote.id)),
        wrong: if request.outcome.tone == Tone::Good { None } else { wrong(request).map(|quote| Ref::from(&quote.id)) },
        sorry: sorry(request).filter(|_| poor).map(|statement| Ref::from(&statement.id)),
        on_care: in_care.and_then(|area| on_care(request, area)).map(|quote| Ref::from(&quote.id)),
        in_care: in_care.map(|area| Ref::from(&area.id)),
        lowest: Lowest {
            failure: areas.iter().any(|area| area.tone == Tone::Poor),
            below_good: areas.iter().any(|area| area.tone == Tone::Mixed),
        },
        ..common(request)
    }
}

fn ungraded(request: &Request, found: &Findings<'_>) -> Plan {
    Plan {
        serious: found.serious,
        found: found.verdict.or_else(|| found.works.first().copied()).map(|quote| Ref::from(&quote.id)),
        wrong: found.falls_short.first().map(|quote| Ref::from(&quote.id)),
        sorry: sorry(request).filter(|_| found.serious).map(|statement| Ref::from(&statement.id)),
        urgent: Named::of(&request.inspection.priority_actions),
        ..common(request)
    }
}

/// What answers on every document have.
fn common(request: &Request) -> Plan {
    let contact = |audience| pick::contact(request, audience).map(Ref::from);
    let points = &request.inspection.improvements;
    let at_home = points.iter().find(|point| point.about.as_ref().is_some_and(|about| about.id == "home-education"));
    let steps =
        (0..request.brief.next_steps.len().min(STEPS)).map(|place| Id::new(format!("/brief/next_steps/{place}")));
    Plan {
        families: contact("families"),
        press: contact("press"),
        staff: contact("staff"),
        recruitment: contact("recruitment"),
        points: Named::of(points),
        home_education: at_home.map(|point| Ref::from(&point.id)),
        steps: steps.map(Ref::from).collect(),
        ..Plan::default()
    }
}

/// Returns the grades that differ from the overall one, and with them the failure that is the reason for a failure overall.
fn differing(request: &Request) -> Vec<Ref> {
    let overall = request.outcome.overall.as_ref().map(|overall| &overall.grade);
    let is_reason = |group: &Group| group.tone == Tone::Poor && request.outcome.groups.len() > 1;
    let groups = pick::groups(request).into_iter();
    groups.filter(|(_, group)| Some(&group.grade) != overall || is_reason(group)).map(|(id, _)| Ref::from(id)).collect()
}

/// Returns what the summary says went wrong: of leaders first, who answer for it. Where it says nothing, what the report says of
/// an area below good.
fn wrong(request: &Request) -> Option<&Quote> {
    let mut quotes = Quotes::of(request).of_score(CLEAR_CRITICISM);
    let critical = |quote: &Quote| quote.summary && quote.stance == Stance::Criticism;
    let of_leaders = |quote: &Quote| critical(quote) && quote.topics.iter().any(|topic| topic == "leadership");
    let below =
        |quote: &Quote| request.outcome.areas.iter().any(|area| area.tone != Tone::Good && quote.is_about(area));
    let of_lower_areas = |quote: &Quote| quote.stance == Stance::Criticism && below(quote);
    quotes
        .take(LONGEST_QUOTE, of_leaders)
        .or_else(|| quotes.take(LONGEST_QUOTE, critical))
        .or_else(|| quotes.take(LONGEST_QUOTE, of_lower_areas))
}

/// Returns a statement in which somebody who speaks for the council says sorry, if it is short enough to be read out.
fn sorry(request: &Request) -> Option<&Statement> {
    let says = |statement: &&Statement| {
        let words = statement.words.split("\n\n").next().unwrap_or_default();
        let apologises = ["sorry", "apolog"].iter().any(|word| words.to_lowercase().contains(word));
        apologises && words.split_whitespace().count() <= LONGEST_STATEMENT
    };
    pick::statements(request, &SPEAKERS).into_iter().find(says)
}

/// Returns what inspectors write on children in care: praise where the service is good, otherwise criticism.
fn on_care<'a>(request: &'a Request, area: &Judgement) -> Option<&'a Quote> {
    let stance = if area.tone == Tone::Good { Stance::Praise } else { Stance::Criticism };
    let mut quotes = Quotes::of(request).of_score(if area.tone == Tone::Good { STRONG } else { CLEAR_CRITICISM });
    let says = |quote: &Quote| quote.stance == stance && quote.is_about(area) && plain::is_plain(quote);
    let of_children = |quote: &Quote| says(quote) && quote.text.starts_with("Children");
    quotes.take(LONGEST_QUOTE, of_children).or_else(|| quotes.take(LONGEST_QUOTE, says))
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::plan::Part;
    use copydesk_plugin::testing;

    fn mixed() -> Request {
        testing::samples().find(|(name, _)| *name == "mixed-result").unwrap().1
    }

    #[test]
    fn after_a_poor_result_there_are_answers_to_hard_questions() {
        let request = mixed();
        let plan = graded(&request);
        assert!(plan.serious && plan.waiting && plan.sorry.is_some() && plan.wrong.is_some());
        assert!(plan.overall_before.is_some() && !plan.lowest.failure && plan.lowest.below_good);
        let good = graded(&testing::sample());
        assert!(!good.serious && good.wrong.is_none() && good.sorry.is_none() && good.overall_before.is_none());
        assert!(good.home_education.is_some(), "whose parents will call");
    }

    #[test]
    fn only_words_that_say_sorry_are_an_apology() {
        let mut request = mixed();
        "We accept what inspectors found.".clone_into(&mut request.brief.statements[0].words);
        assert!(sorry(&request).is_none());
        "We apologise to every family.".clone_into(&mut request.brief.statements[1].words);
        assert_eq!(sorry(&request).map(|statement| &statement.id), Some(&request.brief.statements[1].id));
        request.brief.statements[1].words = format!("{}We apologise.", "word ".repeat(99));
        assert!(sorry(&request).is_none(), "too long to be read out");
    }

    #[test]
    fn a_letter_has_answers_without_grades() {
        let mut request = Request::default();
        "a visit".clone_into(&mut request.inspection.kind.called);
        request.inspection.summary = vec!["Help comes early.".to_owned()];
        request.inspection.priority_actions = vec![Improvement::default()];
        let drafted = testing::run::<ContactCentre>(&request).unwrap();
        let [Part::Render { template, plan }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        assert_eq!(template, "contact-centre/ungraded");
        assert_eq!((&plan["serious"], &plan["urgent"]["all"]), (&true.into(), &false.into()));
    }
}
