//! The staff newsletter: the result, a place for the director's words to staff, what inspectors saw each team do, what will improve
//! next, what the press is told, and a contact. Its wording is in `templates/staff-newsletter`.

use copydesk_plugin::findings;
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Direction, Quote, Request, Stance, Tone};
use copydesk_plugin::{Draft, Output, Refusal, summary};
use serde::Serialize;

struct StaffNewsletter;

copydesk_plugin::export! {
    StaffNewsletter,
    id: "org.copydesk.staff-newsletter",
    outputs: [{
        id: "staff-newsletter",
        title: "Staff newsletter",
        description: "For the council's own staff, on the day of publication",
        needs: ["grades or findings"],
    }],
}

/// Whose statement staff are told of, the first who has one.
const SPEAKERS: [&str; 4] = ["director", "chief-executive", "leader", "cabinet-member"];
/// The lowest scores of praise and criticism to quote.
const STRONG_PRAISE: i32 = 40;
const CLEAR_CRITICISM: i32 = 38;
/// Longest sentence quoted, in words.
const LONGEST_QUOTE: u32 = 30;
/// How many teams find themselves, how many sentences are about leaders, and how many colleagues speak.
const TEAMS: usize = 9;
const OF_LEADERS: usize = 3;
const COLLEAGUES: usize = 2;

/// The plan for the template.
#[derive(Serialize)]
struct Plan {
    /// The grades; after a poor result the worst first.
    groups: Vec<Ref>,
    /// The way in which all grades went.
    all: Option<Direction>,
    /// Whether an area is lower than the others.
    below: bool,
    /// After a poor result, what the report says of leaders.
    leaders: Vec<Ref>,
    /// What inspectors saw, team by team.
    teams: Vec<Team>,
    /// Criticism of a document without grades.
    criticism: Option<Ref>,
    /// What is said to staff alone, and who is asked to say something where nothing is.
    own: Vec<Ref>,
    person: Option<Ref>,
    statement: Option<Ref>,
    colleagues: Vec<Ref>,
    press: Option<Ref>,
    contact: Option<Ref>,
    /// Where staff get support.
    support: Option<Ref>,
    /// Whether, in a document without grades, something has to be put right at once.
    serious: bool,
}

/// What inspectors saw a team do.
#[derive(Serialize)]
struct Team {
    team: &'static str,
    quote: Ref,
}

/// The teams, in the order in which a family meets them, each with words by which a sentence is about it.
const NAMES: [(&str, &[&str]); 12] = [
    ("Early help", &["early help", "family hub", "family worker", "family support"]),
    ("Front door", &["front door", "contact centre", "safeguarding hub", "referral"]),
    ("Out of hours", &["out-of-hours", "out of hours", "emergency duty"]),
    ("Disabled children", &["disabled", "disabilit"]),
    ("Exploitation and missing", &["exploit", "missing from"]),
    ("Safeguarding", &["child protection", "protection", "enquir", "risk of harm", "edge of care"]),
    ("Fostering", &["foster", "kinship", "connected carer"]),
    ("Adoption", &["adopt"]),
    ("Education", &["virtual school", "education", "school"]),
    ("Care leavers", &["care leaver", "personal adviser", "adviser", "pathway plan"]),
    ("Children in care", &["in care", "their home", "brothers and sisters"]),
    ("Managers", &["manager", "supervision"]),
];

impl Output for StaffNewsletter {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if findings::was_read(request) {
            return draft.render("staff-newsletter/ungraded", &plan(request));
        }
        pick::judgements(request, "this newsletter item tells")?;
        draft.render("staff-newsletter/main", &plan(request))
    }
}

fn plan(request: &Request) -> Plan {
    let mut quotes = Quotes::of(request);
    let graded = !request.inspection.judgements.is_empty();
    let poor = graded && request.outcome.tone == Tone::Poor;
    let leaders = if poor { of_leaders(&mut quotes) } else { Vec::new() };
    let teams = teams(&mut quotes);
    let clear = |quote: &Quote| quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM;
    let criticism = if graded { None } else { quotes.take(LONGEST_QUOTE, clear) };
    Plan {
        groups: pick::groups(request).into_iter().map(|(id, _)| Ref::from(id)).collect(),
        all: pick::all_went(request),
        below: request.outcome.groups.len() > 1,
        leaders: leaders.iter().map(|quote| Ref::from(&quote.id)).collect(),
        teams: teams.iter().map(|(team, quote)| Team { team, quote: Ref::from(&quote.id) }).collect(),
        criticism: criticism.map(|quote| Ref::from(&quote.id)),
        own: pick::statements_for(request, "staff").map(|statement| Ref::from(&statement.id)).collect(),
        person: pick::person(request, "director").map(Ref::from),
        statement: pick::statements(request, &SPEAKERS).first().map(|statement| Ref::from(&statement.id)),
        colleagues: pick::practitioners(request).take(COLLEAGUES).map(|statement| Ref::from(&statement.id)).collect(),
        press: pick::contact(request, "press").map(Ref::from),
        contact: pick::contact(request, "staff").map(Ref::from),
        support: pick::contact(request, "support").map(Ref::from),
        serious: findings::is_serious(request),
    }
}

/// Returns what inspectors saw each team do: the best sentence about it, in the order of the teams.
fn teams<'a>(quotes: &mut Quotes<'a>) -> Vec<(&'static str, &'a Quote)> {
    let strong = |quote: &Quote| quote.stance == Stance::Praise && quote.score >= STRONG_PRAISE;
    let mut found: Vec<(&'static str, &Quote)> = Vec::new();
    while found.len() < TEAMS {
        let free = |quote: &Quote| team(quote).is_some_and(|team| found.iter().all(|(other, _)| *other != team));
        let next = quotes.take(LONGEST_QUOTE, |quote| strong(quote) && !about_leaders(quote) && free(quote));
        let Some((quote, team)) = next.and_then(|quote| Some((quote, team(quote)?))) else { break };
        found.push((team, quote));
    }
    found.sort_by_key(|(team, _)| NAMES.iter().position(|(name, _)| name == team));
    found
}

/// Returns the team that a sentence is about: the first of which it has a word.
fn team(quote: &Quote) -> Option<&'static str> {
    let text = quote.text.to_lowercase();
    NAMES.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(name, _)| *name)
}

/// Returns what the report says that leaders did not do: of the summary, then of the section on them.
fn of_leaders<'a>(quotes: &mut Quotes<'a>) -> Vec<&'a Quote> {
    let critical = |quote: &Quote| quote.stance == Stance::Criticism && quote.area.as_deref() == Some("leaders");
    let first = summary::of_leaders(quotes);
    let more = std::iter::from_fn(|| quotes.take(LONGEST_QUOTE, critical));
    first.into_iter().chain(more).take(OF_LEADERS).collect()
}

/// Returns `true` for praise of leaders: this item is about everyone else.
fn about_leaders(quote: &Quote) -> bool {
    quote.text.to_lowercase().contains("leader")
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::story::Id;

    #[test]
    fn each_team_is_named_once_in_the_order_in_which_a_family_meets_them() {
        let mut request = Request::default();
        for (place, text) in [
            "Foster carers feel valued and stay for years.",
            "Early help is generous, local and easy to find.",
            "Kinship carers are well supported by skilled workers.",
            "Leaders have made early help a priority for all.",
        ]
        .iter()
        .enumerate()
        {
            request.quotes.push(Quote {
                id: Id::new(format!("/quotes/{place}")),
                text: (*text).to_owned(),
                standalone: true,
                stance: Stance::Praise,
                score: 60,
                words: 8,
                ..Quote::default()
            });
        }
        let found = teams(&mut Quotes::of(&request));
        let shown: Vec<(&str, &str)> = found.iter().map(|(team, quote)| (*team, quote.id.as_str())).collect();
        assert_eq!(shown, [("Early help", "/quotes/1"), ("Fostering", "/quotes/0")]);
    }
}
