//! The bodies besides the council: partners in a sentence and in an address, and what runs the service; and pages that were
//! not read.

use super::{BOTH, HELP, LEADERS, OLD_TABLE, Sheet, codes};

const SEND: &str = "Area SEND inspection of Avershire Local Area Partnership";

fn send(first: &str, second: &str) -> Sheet {
    Sheet::default()
        .page()
        .put(30.0, 26.0, false, &[(72.0, SEND)])
        .put(30.0, 12.0, true, &[(72.0, "Inspection dates:"), (180.0, "5 to 9 June 2023")])
        .heading("Inspection outcome")
        .opens("The partnership’s arrangements lead to inconsistent experiences and outcomes.")
        .heading("Information about the local area partnership")
        .opens(first)
        .more(72.0, second)
        .heading("Areas for improvement")
        .opens("Leaders should plan together.")
}

#[test]
fn an_area_report_names_its_partners_in_a_sentence() {
    let read = send(
        "Avershire County Council and NHS Ashmoor and Avershire Integrated Care Board (ICB)",
        "are jointly responsible for the planning and commissioning of services in Avershire.",
    )
    .read();
    assert_eq!(read.partners, ["Avershire County Council", "NHS Ashmoor and Avershire Integrated Care Board"]);
    assert_eq!(codes(&read), []);
}

#[test]
fn partners_that_are_not_all_named_are_in_doubt() {
    for (first, names) in [
        (
            "On 1 July 2022, NHS Ashmoor ICB became responsible for the commissioning of health services",
            &["NHS Ashmoor ICB"][..],
        ),
        ("There have been changes of leaders", &[]),
    ] {
        let read = send(first, "in the county.").read();
        assert_eq!(read.partners, names);
        assert_eq!(codes(&read), [("partners", Some(1))]);
        assert!(read.doubts[0].message.contains("inspection.toml"), "{:?}", read.doubts);
    }
}

#[test]
fn a_joint_letter_names_its_partners_in_the_address() {
    let read = Sheet::default()
        .page()
        .opens("20 January 2026")
        .opens("Ruth Adeyinka-Shaw, Director of Children’s Services, Avershire County Council")
        .more(72.0, "Idris Fallowfield, Chief Nursing Officer Ashmoor, Averton & Avershire")
        .more(72.0, "West Integrated Care Board")
        .more(72.0, "Rosalind Quernmore, Chief Constable of Aver and Ash Police")
        .opens("Dear local partnership")
        .put(27.0, 12.0, true, &[(72.0, "Joint targeted area inspection of Avershire")])
        .opens("This inspection took place from 8 to 12 December 2025.")
        .heading("What needs to improve")
        .point("The plans.")
        .opens("Yours sincerely")
        .read();
    let board = "Ashmoor, Averton & Avershire West Integrated Care Board";
    assert_eq!(read.partners, ["Avershire County Council", board, "Aver and Ash Police"]);
    assert_eq!(codes(&read), []);
}

fn report(first: &str, second: &str) -> Sheet {
    let sheet = Sheet::default().page().title("Avershire").table(&OLD_TABLE).opens(first).more(72.0, second);
    let sheet = sheet.heading("What needs to improve").point("The plans.");
    [LEADERS, HELP, BOTH].iter().zip(1..).fold(sheet, |sheet, (area, number)| {
        sheet.heading(&format!("{area} is good")).numbered(&format!("{number}."), "Work was good.")
    })
}

#[test]
fn a_trust_that_runs_the_service_is_read_by_its_full_name() {
    let read =
        report("In 2019 the council set up Together for Avershire (TfA).", "Children’s services are delegated to TfA.")
            .read();
    assert_eq!(read.run_by.as_deref(), Some("Together for Avershire"));
    let read = report("Parenting courses are delivered by Barnham Trust.", "Children’s services are good.").read();
    assert_eq!((read.run_by, read.partners), (None, Vec::new()));
}

#[test]
fn a_page_that_is_a_picture_or_cannot_be_unpacked_is_in_doubt() {
    let whole =
        || send("Avershire County Council and Ashmoor ICB are", "responsible for the planning of services.").page();
    assert_eq!(codes(&whole().read()), [], "an empty page is none");
    let mut sheet = whole().foot("2");
    sheet.pages.0[1].picture = 0.9;
    assert_eq!(codes(&sheet.read()), [("unread-page", Some(2))]);
    let mut sheet = whole();
    sheet.pages.0[1].unread = true;
    let read = sheet.read();
    assert_eq!(codes(&read), [("unread-page", Some(2))]);
    assert!(read.doubts[0].message.contains("Use the PDF as published"), "{:?}", read.doubts);
    let mut sheet = whole();
    sheet.pages.0[0].cut = true;
    sheet.pages.0[0].turned = "Up the margin".to_owned();
    sheet.pages.0[1].turned = "Up the margin".to_owned();
    let read = sheet.read();
    assert_eq!(codes(&read), [("cut-page", Some(1)), ("turned-words", Some(1))], "the same words are one doubt");
    assert!(read.doubts[1].message.contains("“Up the margin”"), "{:?}", read.doubts);
    let mut sheet = whole();
    sheet.pages.0[0].picture = 0.9;
    assert_eq!(codes(&sheet.read()), [], "a picture behind a text");
}
