//! The members' briefing: one page from officers to councillors of every group, with the result, what it means, lines to
//! take, what improves, and the questions that residents and reporters will ask. The words stand in
//! `templates/members-briefing`.

mod before;
mod page;

use copydesk_plugin::pick::{self, Compared};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Id, Person, Request, Statement, Tone};
use copydesk_plugin::{Draft, Output, Refusal};
use page::Page;
use serde::Serialize;

struct MembersBriefing;

copydesk_plugin::export! {
    MembersBriefing,
    id: "org.copydesk.members-briefing",
    outputs: [{
        id: "members-briefing",
        title: "Members’ briefing",
        description: "One page for councillors of every group, on or before the day of publication",
    }],
}

/// Which officers sign and are quoted, the first there is.
const OFFICERS: [&str; 2] = ["director", "chief-executive"];

/// What the template is given.
#[derive(Serialize)]
struct Plan {
    /// The officer who signs, and whom councillors ask.
    from: Option<Ref>,
    /// The grades, in the order in which they are told, and of them those that differ from the overall one.
    groups: Vec<Ref>,
    differing: Vec<Ref>,
    /// How many areas went up, down or stayed.
    compared: Vec<Compared>,
    /// Of the inspection before: areas that are areas no more, and an overall grade that has no counterpart.
    regrouped: Vec<Ref>,
    overall_before: Option<Ref>,
    /// Whether a grade is a failure, and whether one was at the inspection before.
    failure: bool,
    failed_before: bool,
    /// What inspectors wrote that children and families feel.
    findings: Vec<Ref>,
    /// The grade for the help and protection of children, and what inspectors wrote on it.
    protection: Option<Ref>,
    on_protection: Option<Ref>,
    /// Praise that a councillor can say.
    line: Option<Ref>,
    /// An officer's agreed words.
    statement: Option<Ref>,
    press: Option<Ref>,
}

impl Output for MembersBriefing {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if request.inspection.judgements.is_empty() {
            return Err(Refusal::new(
                "no-judgements",
                format!(
                    "a members’ briefing explains an ILACS report's judgements, and this document ({}) gives none",
                    request.inspection.document
                ),
            ));
        }
        let statement = officers_statement(request);
        let page = page::fill(request, statement);
        remark(request, statement, &page, draft);
        draft.render("members-briefing/main", &plan(request, statement, page))
    }
}

/// Tells the person at the desk what is left out, and what does not fit.
fn remark(request: &Request, statement: Option<&Statement>, page: &Page, draft: &mut Draft<'_>) {
    let others = request.brief.statements.iter().filter(|other| Some(*other) != statement);
    let others: Vec<&str> = others.map(|other| other.speaker.name.as_str()).collect();
    if !others.is_empty() {
        draft.log(&format!(
            "not used here: the words of {}; a briefing quotes an officer who answers for the result, and only where it needs an answer",
            others.join(", ")
        ));
    }
    if page.length > page::ONE_PAGE {
        draft.warn(&format!(
            "this briefing has about {} words, {} of them the report's own points to improve, and one page holds about {}",
            page.length,
            page::points_to_improve(request),
            page::ONE_PAGE
        ));
    }
}

fn plan(request: &Request, statement: Option<&Statement>, page: Page) -> Plan {
    Plan {
        from: officer(request).map(Ref::from),
        groups: pick::groups(request).into_iter().map(|(id, _)| Ref::from(id)).collect(),
        differing: differing(request),
        compared: pick::compared(request),
        regrouped: before::regrouped(request),
        overall_before: before::overall(request),
        failure: request.inspection.judgements.iter().any(|judgement| judgement.tone == Tone::Poor),
        failed_before: before::failed(request),
        findings: page.findings,
        protection: page::protection(request).map(|area| Ref::from(&area.id)),
        on_protection: page.on_protection,
        line: page.line,
        statement: statement.map(|statement| Ref::from(&statement.id)),
        press: pick::contact(request, "press").map(Ref::from),
    }
}

/// The desk's officer who signs. A politician signs no officers' document, whatever the role is called.
fn officer(request: &Request) -> Option<Id> {
    let people = &request.desk.people;
    let is = |person: &Person, role: &str| !person.politician && pick::role_of(person) == Some(role);
    let place = OFFICERS.iter().find_map(|role| people.iter().position(|person| is(person, role)))?;
    Some(Id::new(format!("/desk/people/{place}")))
}

/// A good result speaks for itself; any other has to be answered for, in words that an officer agreed to.
fn officers_statement(request: &Request) -> Option<&Statement> {
    let answers = request.outcome.tone != Tone::Good;
    pick::statements(request, &OFFICERS).into_iter().find(|statement| answers && !statement.speaker.politician)
}

/// The grades that the overall grade does not tell; without one, all.
fn differing(request: &Request) -> Vec<Ref> {
    let overall = request.outcome.overall.as_ref().map(|overall| &overall.grade);
    let groups = pick::groups(request).into_iter();
    groups.filter(|(_, group)| Some(&group.grade) != overall).map(|(id, _)| Ref::from(id)).collect()
}
