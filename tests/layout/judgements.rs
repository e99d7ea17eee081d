//! The table of judgements and the sections' headings: rows and headings in other words, missing rows, unknown grades.

use super::{HELP, LEADERS, Sheet, codes};
use copydesk::inspection::{Inspection, Judgement};
use copydesk::load::framework;

const IN_CARE: &str = "The experiences and progress of children in care";
const LEAVERS: &str = "The experiences and progress of care leavers";
const NEW_TABLE: [(&str, &str); 5] = [
    (LEADERS, "Outstanding"),
    (HELP, "Good"),
    (IN_CARE, "Good"),
    (LEAVERS, "Requires improvement to be good"),
    ("Overall effectiveness", "Good"),
];

/// The new table with row `place` changed, in a report with these sections.
fn with_row(place: usize, row: Option<(&str, &str)>, headings: &[&str]) -> Inspection {
    let mut rows = NEW_TABLE.to_vec();
    match row {
        Some(row) => rows[place] = row,
        None => drop(rows.remove(place)),
    }
    let sheet =
        Sheet::default().page().title_of("Avershire local authority", "5 to 9 June 2023").table(&rows).opens("Text.");
    let sheet =
        sheet.heading("What needs to improve?").put(20.0, 12.0, false, &[(72.0, "◼ The pace of plans.")]).page();
    headings.iter().fold(sheet, |sheet, heading| sheet.heading(heading).opens("Words of the section.")).read()
}

/// The sections of the new table, as reports head them.
fn headings() -> Vec<String> {
    let name = |(name, grade): &(&str, &str)| format!("{name}: {}", grade.to_lowercase());
    NEW_TABLE[..4].iter().map(name).collect()
}

fn row_codes(inspection: &Inspection) -> Vec<&str> {
    let about = ["unknown-judgement", "missing-judgement", "row-by-elimination", "grade-differs", "unknown-framework"];
    codes(inspection).into_iter().map(|(code, _)| code).filter(|code| about.contains(code)).collect()
}

#[test]
fn a_row_in_other_words_is_the_one_that_is_left() {
    let frameworks = framework::builtin();
    let headings = headings();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    for (place, (name, grade)) in NEW_TABLE.into_iter().enumerate() {
        let other = with_row(place, Some(("How well the lift goes", grade)), &headings);
        let rows: Vec<String> = other.judgements.iter().map(|row| row.area.to_string()).collect();
        assert_eq!(rows, ["leaders", "help-and-protection", "children-in-care", "care-leavers", "overall"], "{name}");
        assert_eq!(other.judgements[place].name, "How well the lift goes");
        // A heading of the same area and grade proves the row; the overall judgement has none.
        assert_eq!(row_codes(&other), if place == 4 { vec!["row-by-elimination"] } else { vec![] }, "{name}");
        assert_eq!(other.unsettled(&frameworks), None, "{name}");
    }
    let unproved = with_row(0, Some(("How well the lift goes", "Outstanding")), &headings[1..]);
    assert_eq!(row_codes(&unproved), ["row-by-elimination"]);
    let differs = with_row(0, Some(("How well the lift goes", "Good")), &headings);
    assert_eq!(row_codes(&differs), ["grade-differs"]);
    assert!(differs.unsettled(&frameworks).is_some());
}

#[test]
fn a_judgement_that_was_not_read_is_in_doubt_until_it_is_put_in() {
    let frameworks = framework::builtin();
    let headings = headings();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    for (place, (name, _)) in NEW_TABLE.into_iter().enumerate() {
        for (row, code) in [(None, "missing-judgement"), (Some((name, "Splendid")), "unknown-judgement")] {
            let read = with_row(place, row, &headings);
            assert_eq!(row_codes(&read), [code], "{name}");
            let what = read.unsettled(&frameworks).unwrap_or_else(|| panic!("{name} is in doubt"));
            assert_eq!(what.doubts.len(), 1);
            assert!(what.doubts[0].message.contains(name) && what.doubts[0].page == Some(1), "{:?}", what.doubts);
            assert!(what.put.contains(&format!("name = \"{name}\"")), "{}", what.put);
            let mut settled = read;
            settled.judgements.push(Judgement {
                area: frameworks.iter().nth(1).unwrap().areas[place].id.clone(),
                name: name.to_owned(),
                grade: NEW_TABLE[place]
                    .1
                    .to_lowercase()
                    .split(' ')
                    .next()
                    .unwrap()
                    .replace("requires", "requires-improvement")
                    .try_into()
                    .unwrap(),
                score: None,
                words: None,
            });
            settled.drop_settled(&frameworks);
            assert_eq!((settled.unsettled(&frameworks), row_codes(&settled)), (None, vec![]), "{name}");
        }
    }
    let mut rows = NEW_TABLE;
    (rows[1].0, rows[2].0) = ("The speed of the lift", "The colour of the door");
    let two = Sheet::default()
        .page()
        .title_of("Avershire local authority", "5 to 9 June 2023")
        .table(&rows)
        .opens("Text.")
        .read();
    assert_eq!(row_codes(&two), ["unknown-judgement"; 2]);
    let what = two.unsettled(&frameworks).expect("two rows are in doubt");
    assert_eq!(what.put.matches("[[judgements]]").count(), 2, "{}", what.put);
}

#[test]
fn a_heading_in_other_words_is_the_one_that_is_left() {
    let section = |area: &str| format!("{area} require improvement to be good");
    let read = with_row(
        0,
        Some(NEW_TABLE[0]),
        &[
            &section(HELP),
            "Children in care: good",
            "What we saw on the way out: requires improvement",
            "The impact of leaders: outstanding",
        ],
    );
    let sections: Vec<String> =
        read.sections.iter().map(|section| section.area.as_ref().expect("it has one").to_string()).collect();
    assert_eq!(sections, ["help-and-protection", "children-in-care", "care-leavers", "leaders"]);
    assert!(codes(&read).contains(&("heading-by-elimination", Some(2))), "{:?}", read.doubts);
}
