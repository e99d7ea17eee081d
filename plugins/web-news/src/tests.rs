//! The plan for each result.

use super::*;
use copydesk_plugin::plan::Part;
use copydesk_plugin::story::{Contact, Judgement, Person};
use copydesk_plugin::testing::{self, Drafted};

/// Returns a result whose areas have these tones, with one grade for each group of the same tone.
fn result(tone: Tone, areas: &[(&str, Tone)]) -> Request {
    let mut request = Request::default();
    let row = |(area, tone): &(&str, Tone)| Judgement { area: (*area).to_owned(), tone: *tone, ..Judgement::default() };
    request.outcome.tone = tone;
    request.outcome.areas = areas.iter().map(row).collect();
    request.inspection.judgements.clone_from(&request.outcome.areas);
    for tone in [Tone::Good, Tone::Mixed, Tone::Poor] {
        let judgements: Vec<Judgement> =
            request.outcome.areas.iter().filter(|area| area.tone == tone).cloned().collect();
        if !judgements.is_empty() {
            request.outcome.groups.push(Group { tone, judgements, ..Group::default() });
        }
    }
    request
}

fn add_quote(request: &mut Request, area: &str, stance: Stance, text: &str) {
    request.quotes.push(Quote {
        id: Id::new(format!("/quotes/{}", request.quotes.len())),
        text: text.to_owned(),
        area: Some(area.to_owned()),
        standalone: true,
        stance,
        words: u32::try_from(words(text)).unwrap(),
        score: 60,
        ..Quote::default()
    });
}

fn add_statement(request: &mut Request, role_id: &str, length: usize) {
    request.brief.statements.push(Statement {
        id: Id::new(format!("/brief/statements/{}", request.brief.statements.len())),
        speaker: Person { role_id: role_id.to_owned(), name: role_id.to_owned(), ..Person::default() },
        words: "word ".repeat(length),
        ..Statement::default()
    });
}

fn drafted(request: &Request) -> Drafted {
    let drafted = testing::run::<WebNews>(request).unwrap();
    assert!(
        matches!(&drafted.parts[..], [Part::Render { template, .. }] if template == "web-news/main"),
        "{drafted:?}"
    );
    drafted
}

/// Returns a field of the plan, as JSON.
fn said(request: &Request, field: &str) -> String {
    let drafted = drafted(request);
    let [Part::Render { plan, .. }] = &drafted.parts[..] else { panic!("{drafted:?}") };
    plan[field].to_string()
}

/// Returns a reference, as JSON.
fn to(pointer: &str) -> String {
    format!(r#"{{"$ref":"{pointer}"}}"#)
}

fn list(pointers: &[&str]) -> String {
    let pointers: Vec<String> = pointers.iter().map(|pointer| to(pointer)).collect();
    format!("[{}]", pointers.join(","))
}

#[test]
fn a_document_without_grades_is_refused() {
    let mut request = Request::default();
    request.inspection.document = "area-send".to_owned();
    let refusal = testing::run::<WebNews>(&request).unwrap_err().to_string();
    assert!(refusal.contains("area-send") && refusal.contains("no-judgements"), "{refusal}");
}

#[test]
fn areas_are_counted_and_the_lowest_good_grade_is_named() {
    let mut request = result(Tone::Mixed, &[("leaders", Tone::Good), ("help", Tone::Mixed), ("care", Tone::Poor)]);
    assert_eq!(["good", "below", "failed"].map(|field| said(&request, field)), ["1", "2", "1"]);
    assert_eq!(said(&request, "lowest_good"), to("/outcome/groups/0"));
    assert_eq!(said(&request, "or_better"), "false");
    request.outcome.groups.insert(0, Group { tone: Tone::Good, ..Group::default() });
    assert_eq!(said(&request, "lowest_good"), to("/outcome/groups/1"));
    assert_eq!(said(&request, "or_better"), "true");
    assert_eq!(said(&result(Tone::Poor, &[("leaders", Tone::Mixed)]), "lowest_good"), "null");
}

#[test]
fn quotations_are_about_families_in_words_that_they_use() {
    let mut request = result(Tone::Mixed, &[("care", Tone::Good), ("help", Tone::Mixed)]);
    for (area, stance, text) in [
        ("care", Stance::Praise, "Managers listen to children."),
        ("care", Stance::Praise, "Children in care are loved and do well at school."),
        ("care", Stance::Praise, "Children trust the MASH and its PAs."),
        ("care", Stance::Praise, "Much of what is done here every day helps families."),
        ("help", Stance::Praise, "Parents welcome visits."),
        ("help", Stance::Criticism, "Audits do not show what children need."),
        ("help", Stance::Criticism, "Families wait too long for a visit."),
    ] {
        add_quote(&mut request, area, stance, text);
    }
    assert_eq!(said(&request, "praise"), list(&["/quotes/1"]), "of an area that is good");

    request.quotes.remove(1);
    assert_eq!(
        said(&request, "praise"),
        list(&["/quotes/0", "/quotes/3"]),
        "about families at all, if nothing tells them"
    );
    request.outcome.tone = Tone::Poor;
    assert_eq!(said(&request, "criticism"), list(&["/quotes/6"]));
    request.outcome.tone = Tone::Good;
    assert_eq!(said(&request, "criticism"), "[]");
}

#[test]
fn after_a_poor_result_the_summary_comes_first_and_praise_is_short() {
    let mut request = result(Tone::Poor, &[("care", Tone::Good), ("help", Tone::Poor)]);
    add_quote(&mut request, "help", Stance::Criticism, "Families wait too long for a visit.");
    add_quote(&mut request, "help", Stance::Criticism, "Weak oversight leaves children unsafe.");
    request.quotes[1].area = None;
    request.quotes[1].summary_place = Some([0, 0]);
    for text in ["Children feel loved.", "Families trust workers.", "Parents welcome visits."] {
        add_quote(&mut request, "care", Stance::Praise, text);
    }
    assert_eq!(said(&request, "verdict"), format!(r#"{{"before":null,"quote":{}}}"#, to("/quotes/1")));
    assert_eq!(said(&request, "criticism"), list(&["/quotes/0"]));
    assert_eq!(said(&request, "praise"), list(&["/quotes/2", "/quotes/3"]));
    assert_eq!(said(&request, "failing"), r#"{"$ref":""}"#, "the only failure");
}

#[test]
fn praise_of_those_in_charge_or_of_grades_is_no_news() {
    let mut request = result(Tone::Good, &[("care", Tone::Good)]);
    for text in ["Corporate leaders help children.", "Services for children are judged good.", "Children do well."] {
        add_quote(&mut request, "care", Stance::Praise, text);
    }
    assert_eq!(said(&request, "praise"), list(&["/quotes/2"]));
}

#[test]
fn a_politician_speaks_first_and_after_a_poor_result_an_officer() {
    let mut request = result(Tone::Good, &[("leaders", Tone::Good)]);
    for (role, length) in [("cabinet-member", 30), ("social-worker", 40), ("director", 60)] {
        add_statement(&mut request, role, length);
    }
    let of = |request: &Request| {
        let drafted = drafted(request);
        let [Part::Render { plan, .. }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        ["first", "second"].map(|voices| plan[voices]["statements"].to_string())
    };
    let [cabinet, director] = [0, 2].map(|place| list(&[&format!("/brief/statements/{place}")]));
    assert_eq!(of(&request), [cabinet.clone(), director.clone()]);
    assert_eq!(drafted(&request).log, ["not used here: the words of social-worker"]);
    request.outcome.tone = Tone::Poor;
    assert_eq!(of(&request), [director, cabinet]);
    request.brief.statements[0].words = "word ".repeat(600);
    let log = drafted(&request).log;
    assert!(log.iter().any(|line| line.starts_with("warning: this item has about")), "{log:?}");
}

#[test]
fn what_only_people_can_say_is_asked_for_as_the_result_needs_it() {
    let advice = |tone, area| {
        let drafted = drafted(&result(tone, &[("leaders", area)]));
        let [Part::Render { plan, .. }] = &drafted.parts[..] else { panic!("{drafted:?}") };
        plan["first"]["missing"]["advice"].to_string()
    };
    assert_eq!(advice(Tone::Good, Tone::Good), r#""""#);
    assert_eq!(advice(Tone::Poor, Tone::Mixed), format!("{ACCEPT:?}"));
    assert_eq!(advice(Tone::Poor, Tone::Poor), format!("{APOLOGISE:?}"));
}

#[test]
fn help_is_where_the_desk_says_families_find_it() {
    let mut request = result(Tone::Good, &[("leaders", Tone::Good)]);
    assert_eq!(said(&request, "help"), "null");
    let contact = |audience: &str| Contact { r#for: audience.to_owned(), ..Contact::default() };
    request.desk.contacts = vec![contact("press"), contact("families")];
    assert_eq!(said(&request, "help"), to("/desk/contacts/1"));
}
