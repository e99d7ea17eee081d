//! The staff newsletter: the result, the director's statement, what inspectors saw staff do, the grades, what will
//! improve next and a contact. Its wording is in `templates/staff-newsletter`.

use copydesk_plugin::findings;
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Quote, Request, Stance, Tone};
use copydesk_plugin::{Draft, Output, Refusal};
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

/// Whose words staff hear, the first who has a statement.
const SPEAKERS: [&str; 4] = ["director", "chief-executive", "leader", "cabinet-member"];
/// The lowest scores of praise and criticism to quote.
const STRONG_PRAISE: i32 = 46;
const CLEAR_CRITICISM: i32 = 38;
/// Longest sentence quoted, in words.
const LONGEST_QUOTE: u32 = 32;

/// The plan for the template.
#[derive(Serialize)]
struct Plan {
    /// Quotations about what inspectors saw staff do.
    practice: Vec<Ref>,
    /// Criticism, unless the result is good throughout.
    criticism: Option<Ref>,
    statement: Option<Ref>,
    /// Whether the inspection before gave an overall grade.
    had_overall: bool,
    contact: Option<Ref>,
    /// Whether, in a document without grades, something has to be put right at once.
    serious: bool,
}

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
    let mut quotes = Quotes::of(request).without(|quote| quote.stance == Stance::Praise && quote.score < STRONG_PRAISE);
    let mut practice = Vec::new();
    while practice.len() < 3
        && let Some(quote) = quotes.take(LONGEST_QUOTE, about_staff)
    {
        practice.push(quote);
    }
    while practice.len() < 4
        && let Some(quote) = quotes.take(LONGEST_QUOTE, |quote| quote.stance == Stance::Praise && !about_leaders(quote))
    {
        practice.push(quote);
    }
    let is_good = request.outcome.tone == Tone::Good && !request.inspection.judgements.is_empty();
    let criticism = if is_good {
        None
    } else {
        quotes.take(LONGEST_QUOTE, |quote| quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM)
    };
    Plan {
        practice: practice.iter().map(|quote| Ref::from(&quote.id)).collect(),
        criticism: criticism.map(|quote| Ref::from(&quote.id)),
        statement: pick::statements(request, &SPEAKERS).first().map(|statement| Ref::from(&statement.id)),
        had_overall: request.previous.iter().flat_map(|previous| &previous.judgements).any(|past| past.overall),
        contact: pick::contact(request, "staff").map(Ref::from),
        serious: findings::is_serious(request),
    }
}

/// Returns `true` for praise of what staff do.
fn about_staff(quote: &Quote) -> bool {
    let text = quote.text.to_lowercase();
    let people = ["social worker", "practitioner", "staff", "personal adviser", "worker", "team"];
    quote.stance == Stance::Praise && !about_leaders(quote) && people.iter().any(|word| text.contains(word))
}

/// Returns `true` for praise of leaders: this item is about everyone else.
fn about_leaders(quote: &Quote) -> bool {
    quote.text.to_lowercase().contains("leader")
}
