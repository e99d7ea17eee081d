//! Letters: what they say before their findings, sections by their headings, and kinds of document that a desk adds.

use super::{Sheet, codes};
use copydesk::inspection::{DocumentKinds, Inspection, PublicRecord, SectionRole};
use copydesk::load::{document_kind, framework};

fn head(subject: &str) -> Sheet {
    Sheet::default()
        .page()
        .opens("20 January 2026")
        .opens("Ruth Adeyinka-Shaw")
        .more(72.0, "Director of Children’s Services")
        .opens("Dear Ms Adeyinka-Shaw")
        .put(27.0, 12.0, true, &[(72.0, subject)])
}

fn letter() -> Sheet {
    head("Focused visit to Avershire children’s services")
        .opens("This letter summarises the findings of a focused visit to Avershire children’s")
        .more(72.0, "services on 2 and 3 December. The inspectors were Rosalind Quernmore, His Majesty’s")
        .more(72.0, "Inspector, and Idris Fallowfield, His Majesty’s Inspector.")
        .opens("Inspectors looked at the local authority’s arrangements for care leavers, including")
        .more(72.0, "where they live.")
        .heading("Headline findings")
        .opens("Care leavers have somebody to turn to.")
}

fn texts(points: &[copydesk::inspection::Improvement]) -> Vec<&str> {
    points.iter().map(|point| point.text.as_str()).collect()
}

fn roles(read: &Inspection) -> Vec<SectionRole> {
    read.sections.iter().filter_map(|section| section.role).collect()
}

#[test]
fn a_letter_says_who_came_when_and_what_has_to_be_done_first() {
    let read = letter()
        .heading("Area for priority action")
        .point("The oversight of young people who live in unregistered homes.")
        .heading("What needs to improve in this area of social work practice?")
        .opens("The local authority should improve:")
        .point("The pathway plans.")
        .heading("Main findings")
        .opens("Plans are written early.")
        .heading("Where young people live")
        .opens("Most live where they want to.")
        .opens("Ofsted will take these findings into account when planning its next inspection.")
        .more(72.0, "Yours sincerely")
        .opens("Rosalind Quernmore")
        .read();
    let inspectors: Vec<&str> = read.inspectors.iter().map(|inspector| inspector.name.as_str()).collect();
    assert_eq!(inspectors, ["Rosalind Quernmore", "Idris Fallowfield"]);
    let day = |year, month, day| jiff::civil::date(year, month, day);
    assert_eq!(
        (read.letter_date, read.dates[0].from),
        (Some(day(2026, 1, 20)), day(2025, 12, 2)),
        "of the year before"
    );
    assert_eq!(copydesk::quotable::theme(&read).map(|(_, theme)| theme), Some("arrangements for care leavers"));
    assert_eq!(read.summary, ["Care leavers have somebody to turn to."]);
    assert_eq!(texts(&read.priority_actions), ["The oversight of young people who live in unregistered homes."]);
    assert_eq!(texts(&read.improvements), ["The pathway plans."]);
    assert_eq!(
        roles(&read),
        [SectionRole::Headline, SectionRole::Priority, SectionRole::Improve, SectionRole::Findings]
    );
    let of = |role| read.paragraphs.iter().filter(move |it| it.role == Some(role)).map(|it| it.text.as_str());
    assert_eq!(
        of(SectionRole::Findings).collect::<Vec<_>>(),
        ["Plans are written early.", "Most live where they want to."]
    );
    assert_eq!(of(SectionRole::Next).count(), 1);
    assert_eq!(codes(&read), []);
}

#[test]
fn a_letter_that_names_no_area_for_priority_action_has_none() {
    let read = letter()
        .heading("Areas for priority action")
        .opens("There are no areas for priority action.")
        .heading("Main findings")
        .opens("Plans are written early.")
        .more(72.0, "Yours sincerely")
        .read();
    assert_eq!((texts(&read.priority_actions), codes(&read)), (vec![], vec![]));
}

#[test]
fn a_letter_that_breaks_off_is_in_doubt() {
    let read = letter().read();
    assert_eq!(codes(&read), [("missing-section", None), ("no-end", None)]);
    assert!(read.doubts[0].message.contains("“Main findings”"), "{:?}", read.doubts);
    let read = letter().heading("Main findings").opens("Plans are written early.").read();
    assert_eq!(codes(&read), [("no-end", None)]);
    assert!(read.doubts[0].message.contains("last pages"), "{:?}", read.doubts);
}

#[test]
fn a_monitoring_visit_is_a_kind_of_its_own() {
    let read = head("Monitoring visit to Avershire children’s services")
        .opens("On 12 and 13 June 2024, two inspectors came.")
        .heading("Findings")
        .opens("Work was good.")
        .more(72.0, "Yours faithfully")
        .read();
    assert_eq!((read.document.as_str(), read.authority.name.as_str()), ("monitoring-visit", "Avershire"));
    assert_eq!((read.dates_as_printed.as_str(), codes(&read)), ("12 and 13 June 2024", vec![]));
}

const YOUTH_JUSTICE: &str = r##"
id = "youth-justice-visit"
title = "Letter about a visit to a youth justice service"
called = "a visit to the youth justice service"
inspectorate = "HM Inspectorate of Probation"
short = "HMIP"
page = "hmiprobation.example"
tag = "#HMIP"
service = "childrens-services"
names = "the letter"
visit = "visit"
found = "on"
link = "the inspectors’ letter on youth justice"
form = "letter"
recognise = ["visit to the youth justice service"]
must.sections = ["improve"]

[[sections]]
role = "headline"
headings = ["What we found"]

[[sections]]
role = "improve"
headings = ["Recommendations"]
"##;

#[test]
fn a_desk_adds_a_kind_with_a_file() {
    let own = document_kind::parse(YOUTH_JUSTICE).unwrap().value;
    let kinds = DocumentKinds::new(document_kind::builtin().iter().cloned().chain([own.clone()]));
    let sheet = head("Visit to the youth justice service in Avershire")
        .opens("We carried out the visit from 3 to 5 March 2026.")
        .heading("What we found")
        .opens("Children are listened to.")
        .heading("Recommendations")
        .point("Plan with families.");
    let read = sheet.read_as(&kinds, &framework::builtin(), &PublicRecord::default());
    assert_eq!(
        (read.document.as_str(), texts(&read.improvements)),
        ("youth-justice-visit", vec!["Plan with families."])
    );
    assert_eq!((read.dates_as_printed.as_str(), read.summary.len()), ("3 to 5 March 2026", 1));
    // A second kind that fits the same title.
    let other =
        copydesk::inspection::DocumentKind { id: copydesk::inspection::DocumentId::new("twin").unwrap(), ..own };
    let kinds = DocumentKinds::new(kinds.iter().cloned().chain([other]));
    let read = sheet.read_as(&kinds, &framework::builtin(), &PublicRecord::default());
    assert!(codes(&read).contains(&("two-kinds", Some(1))), "{:?}", read.doubts);
}
