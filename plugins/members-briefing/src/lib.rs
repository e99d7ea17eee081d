//! The members' briefing: one page from officers to councillors of every group, with the result in brief and in a table, what
//! inspectors say, what will improve, and the questions that residents and journalists will ask. Its wording is in
//! `templates/members-briefing`.

mod before;
mod page;

use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Direction, Id, Person, Quote, Request, Statement, Tone};
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
        needs: ["grades or findings"],
    }],
}

/// The officers who sign and are quoted; the first available is used.
const OFFICERS: [&str; 2] = ["director", "chief-executive"];

/// The plan for the template.
#[derive(Serialize)]
struct Plan {
    /// The officer who signs, and whom councillors can ask.
    from: Option<Ref>,
    /// The grades, in the order of the text.
    groups: Vec<Ref>,
    /// The way in which all grades went.
    all: Option<Direction>,
    /// Whether to say what the result means for children.
    effect: bool,
    /// An overall grade of the inspection before that has no counterpart.
    overall_before: Option<Ref>,
    /// Whether a grade is a failure, and whether one was at the inspection before.
    failure: bool,
    failed_before: bool,
    /// Findings of inspectors about what children and families experience.
    findings: Vec<Ref>,
    /// The grade for the help and protection of children, and what inspectors wrote on it.
    protection: Option<Ref>,
    on_protection: Option<Ref>,
    /// What the report says that leaders did not do.
    leaders: Option<Ref>,
    /// An officer's agreed words.
    statement: Option<Ref>,
    press: Option<Ref>,
    families: Option<Ref>,
}

impl Output for MembersBriefing {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if let Some(found) = Findings::of(request, 1, 2, LONGEST_QUOTE) {
            return draft.render("members-briefing/ungraded", &ungraded(request, &found));
        }
        pick::judgements(request, "a members’ briefing explains")?;
        let statement = officers_statement(request);
        let page = page::fill(request, statement);
        remark(request, statement, &page, draft);
        draft.render("members-briefing/main", &plan(request, statement, page))
    }
}

/// The plan for the template `members-briefing/ungraded`.
#[derive(Serialize)]
struct UngradedPlan {
    serious: bool,
    from: Option<Ref>,
    findings: Vec<Ref>,
    statement: Option<Ref>,
    press: Option<Ref>,
    families: Option<Ref>,
}

fn ungraded(request: &Request, found: &Findings<'_>) -> UngradedPlan {
    let mut findings: Vec<&Quote> = found.verdict.into_iter().chain(found.works.iter().copied()).collect();
    findings.extend(&found.falls_short);
    let statements = pick::statements(request, &OFFICERS).into_iter();
    UngradedPlan {
        serious: found.serious,
        from: officer(request).map(Ref::from),
        findings: findings.iter().map(|quote| Ref::from(&quote.id)).collect(),
        statement: statements.filter(|it| !it.speaker.politician).map(|it| Ref::from(&it.id)).next(),
        press: pick::contact(request, "press").map(Ref::from),
        families: pick::contact(request, "families").map(Ref::from),
    }
}

/// The longest sentence to quote from a document without grades, in words.
const LONGEST_QUOTE: u32 = 34;

/// Logs for the user what is left out, and what does not fit.
fn remark(request: &Request, statement: Option<&Statement>, page: &Page, draft: &mut Draft<'_>) {
    let others = request.brief.statements.iter().filter(|other| Some(*other) != statement);
    let others: Vec<&str> = others.map(|other| other.speaker.name.as_str()).collect();
    if !others.is_empty() {
        draft.log(&format!(
            "left out: the statements from {}. A briefing quotes only an officer responsible for the result, and only if the result needs an answer",
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
        all: pick::all_went(request),
        effect: request.outcome.tone != Tone::Good && request.inspection.effect.is_some(),
        overall_before: before::overall(request),
        failure: request.inspection.judgements.iter().any(|judgement| judgement.tone == Tone::Poor),
        failed_before: before::failed(request),
        findings: page.findings,
        protection: page::protection(request).map(|area| Ref::from(&area.id)),
        on_protection: page.on_protection,
        leaders: page.leaders,
        statement: statement.map(|statement| Ref::from(&statement.id)),
        press: pick::contact(request, "press").map(Ref::from),
        families: pick::contact(request, "families").map(Ref::from),
    }
}

/// Returns the desk's officer who signs. A politician signs no officers' document, whatever the role is called.
fn officer(request: &Request) -> Option<Id> {
    let people = &request.desk.people;
    let is = |person: &Person, role: &str| !person.politician && pick::role_of(person) == Some(role);
    let place = OFFICERS.iter().find_map(|role| people.iter().position(|person| is(person, role)))?;
    Some(Id::new(format!("/desk/people/{place}")))
}

/// Returns the officer's statement. A good result needs none; any other has to be answered, in agreed words.
fn officers_statement(request: &Request) -> Option<&Statement> {
    let answers = request.outcome.tone != Tone::Good;
    pick::statements(request, &OFFICERS).into_iter().find(|statement| answers && !statement.speaker.politician)
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::plan::Part;
    use copydesk_plugin::story::{Group, Judgement, PastJudgement, Previous};
    use copydesk_plugin::testing;

    fn judgement(place: usize, area: &str, grade: &str, tone: Tone) -> Judgement {
        Judgement {
            id: Id::new(format!("/inspection/judgements/{place}")),
            area: area.to_owned(),
            grade: grade.to_owned(),
            tone,
            overall: area == "overall",
            ..Judgement::default()
        }
    }

    /// Returns a result with these grades for leaders, for protection and, if given, overall.
    fn result(tone: Tone, areas: [(&str, Tone); 2], overall: Option<(&str, Tone)>) -> Request {
        let mut request = Request::default();
        let names = ["leaders", "help-and-protection"];
        let areas = names.into_iter().zip(areas).enumerate();
        let areas: Vec<_> = areas.map(|(place, (name, (grade, tone)))| judgement(place, name, grade, tone)).collect();
        request.outcome.tone = tone;
        request.outcome.overall = overall.map(|(grade, tone)| judgement(2, "overall", grade, tone));
        for area in &areas {
            match request.outcome.groups.iter_mut().find(|group| group.grade == area.grade) {
                Some(group) => group.judgements.push(area.clone()),
                None => request.outcome.groups.push(Group {
                    grade: area.grade.clone(),
                    tone: area.tone,
                    judgements: vec![area.clone()],
                    ..Group::default()
                }),
            }
        }
        request.inspection.judgements = areas.iter().cloned().chain(request.outcome.overall.clone()).collect();
        request.outcome.areas = areas;
        request
    }

    fn person(role_id: &str, politician: bool) -> Person {
        Person { role_id: role_id.to_owned(), name: role_id.to_owned(), politician, ..Person::default() }
    }

    fn said(place: usize, speaker: Person) -> Statement {
        Statement {
            id: Id::new(format!("/brief/statements/{place}")),
            speaker,
            words: "We accept it.\n\nWe act.".to_owned(),
            ..Statement::default()
        }
    }

    fn plan_of(request: &Request) -> Plan {
        let statement = officers_statement(request);
        plan(request, statement, page::fill(request, statement))
    }

    fn at(pointer: &str) -> Ref {
        Ref::from(Id::new(pointer))
    }

    const GOOD: (&str, Tone) = ("good", Tone::Good);
    const MIXED: (&str, Tone) = ("requires-improvement", Tone::Mixed);
    const POOR: (&str, Tone) = ("inadequate", Tone::Poor);

    #[test]
    fn a_document_without_grades_is_refused() {
        let mut request = Request::default();
        request.inspection.document = "jtai".to_owned();
        let refusal = testing::run::<MembersBriefing>(&request).unwrap_err().to_string();
        assert!(refusal.contains("(jtai)") && refusal.ends_with("(no-judgements)"), "{refusal}");
    }

    #[test]
    fn an_officer_signs_and_no_politician_does() {
        let mut request = result(Tone::Good, [GOOD, GOOD], Some(GOOD));
        assert_eq!(plan_of(&request).from, None);
        request.desk.people = vec![person("leader", true), person("director", true), person("chief-executive", false)];
        assert_eq!(plan_of(&request).from, Some(at("/desk/people/2")));
    }

    #[test]
    fn an_officers_words_answer_for_a_bad_result_only() {
        let mut request = result(Tone::Poor, [POOR, MIXED], Some(POOR));
        request.brief.statements =
            vec![said(0, person("cabinet-member", true)), said(1, person("chief-executive", false))];
        let drafted = testing::run::<MembersBriefing>(&request).unwrap();
        assert!(drafted.log.iter().any(|line| line.starts_with("left out: the statements from cabinet-member.")));
        let [Part::Render { template, plan }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        assert_eq!(
            (template.as_str(), &plan["statement"]["$ref"]),
            ("members-briefing/main", &"/brief/statements/1".into())
        );
        request.outcome.tone = Tone::Good;
        assert_eq!(plan_of(&request).statement, None);
    }

    #[test]
    fn intervention_hangs_on_a_failure_now_or_before() {
        assert!(plan_of(&result(Tone::Poor, [GOOD, POOR], None)).failure);
        let mut request = result(Tone::Good, [GOOD, GOOD], Some(GOOD));
        assert!(!plan_of(&request).failure && !plan_of(&request).failed_before);
        let past = PastJudgement { tone: Tone::Poor, ..PastJudgement::default() };
        request.previous = Some(Previous { judgements: vec![past], ..Previous::default() });
        assert!(plan_of(&request).failed_before);
    }
}
