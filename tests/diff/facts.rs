//! What the summary of a comparison says of facts: texts about Avershire, read with its desk, as a person edits them. Not here:
//! which words are marked (cases).

use super::read;
use crate::harness::root;
use copydesk::document::{Class, Noted, Summary};
use copydesk::story::compare_documents;

/// What changed between two texts of the desk of the examples, of which no report is known.
fn summary(old: &str, new: &str) -> Summary {
    let desk = root().join("examples");
    compare_documents((&read(old), &desk), (&read(new), &desk)).unwrap().summary
}

fn said(noted: &Noted) -> String {
    let about = noted.about.as_ref().map(|about| format!("{about}: ")).unwrap_or_default();
    let places = if noted.places > 1 { format!(" ({})", noted.places) } else { String::new() };
    format!("{about}{} → {}{places}", noted.before, noted.after)
}

fn of(class: Class, old: &str, new: &str) -> Vec<String> {
    summary(old, new).of(class).map(said).collect()
}

fn facts(old: &str, new: &str) -> Vec<String> {
    of(Class::Facts, old, new)
}

/// All that is noted, each with its class.
fn all(old: &str, new: &str) -> Vec<(Class, String)> {
    summary(old, new).noted.iter().map(|noted| (noted.class, said(noted))).collect()
}

#[test]
fn a_grade_of_before_is_not_one_of_now() {
    assert_eq!(
        facts(
            "Rated Outstanding overall (up from Good in 2021).",
            "Rated Outstanding overall (up from Inadequate in 2021)."
        ),
        ["overall grade compared with the previous inspection: up from Good → up from Inadequate"]
    );
    assert_eq!(
        facts("Outstanding overall, up from Good in 2021.", "Good overall, up from Good in 2021."),
        ["overall grade: Outstanding → Good"]
    );
    assert_eq!(
        facts("It was judged to be outstanding overall.", "It was judged to be inadequate overall."),
        ["overall grade: Outstanding → Inadequate"]
    );
    assert!(facts("They do good work.", "They do fine work.").is_empty());
    assert!(facts("Outstanding overall, up from Good.", "Outstanding overall, UP from Good.").is_empty());
    assert_eq!(
        facts("Good overall, up from Inadequate.", "Good overall, down from Inadequate."),
        ["overall grade compared with the previous inspection: up from Inadequate → down from Inadequate"]
    );
}

#[test]
fn each_of_several_things_has_the_grade_that_all_were_given() {
    assert_eq!(
        facts(
            "Ofsted graded the impact of leaders and children in care Good.",
            "Ofsted graded the impact of leaders and children in care Inadequate."
        ),
        ["the impact of leaders: Good → Inadequate", "children in care: Good → Inadequate"]
    );
    assert_eq!(
        facts(
            "Care leavers and help and protection are Outstanding and Good respectively.",
            "Care leavers and help and protection are Good and Outstanding respectively."
        ),
        ["care leavers: Outstanding → Good", "the help and protection of children: Good → Outstanding"]
    );
}

#[test]
fn a_grade_is_a_fact_in_any_letters() {
    for (old, new) in [("Good", "Inadequate"), ("good", "inadequate"), ("GOOD", "INADEQUATE"), ("Good", "inadequate")] {
        let [old, new] = [old, new].map(|grade| format!("Help and protection was judged {grade}."));
        assert_eq!(facts(&old, &new), ["the help and protection of children: Good → Inadequate"], "{new}");
    }
    assert!(all("It was a good day.", "It was a fine day.").iter().all(|(class, _)| *class == Class::Wording));
    assert!(facts("Care leavers are Good.", "Care leavers are good.").is_empty());
}

#[test]
fn what_is_denied_or_wished_is_not_what_is_given() {
    assert_eq!(
        facts("Help and protection is Good.", "Help and protection is not Good."),
        ["the help and protection of children: Good → ", "the help and protection of children, not given:  → Good"]
    );
    assert_eq!(
        facts("Help and protection is Good.", "We want help and protection to be Good."),
        ["the help and protection of children: Good → ", "the help and protection of children, as an aim:  → Good"]
    );
}

const ROWS: &str = "| Judgement | Grade |\n|---|---|\n| The impact of leaders | Good |\n| Help and protection | Requires improvement to be good |\n| Children in care | Good |\n| Care leavers | Good |\n";

#[test]
fn a_row_is_known_by_what_it_grades() {
    let changed = ROWS.replace("| Care leavers | Good |", "| Care leavers | Outstanding |");
    assert_eq!(all(ROWS, &changed), [(Class::Facts, "care leavers: Good → Outstanding".to_owned())]);
    let reordered = "| Judgement | Grade |\n|---|---|\n| Care leavers | Outstanding |\n| The impact of leaders | Good |\n| Help and protection | Good |\n| Children in care | Good |\n";
    assert_eq!(
        all(ROWS, reordered),
        [
            (Class::Facts, "care leavers: Good → Outstanding".to_owned()),
            (Class::Facts, "the help and protection of children: Requires improvement to be good → Good".to_owned()),
            (Class::Moved, "with changes inside:  → Care leavers | Outstanding".to_owned()),
        ]
    );
}

const ITEMS: &str = "- The impact of leaders: **Good**\n- Help and protection: **Requires improvement to be good**\n- Children in care: **Good**\n- Care leavers: **Good**\n";

#[test]
fn an_item_is_known_by_what_it_grades() {
    let changed =
        ITEMS.replace("improvement to be good**", "improvement**").replace("leavers: **Good", "leavers: **Outstanding");
    assert_eq!(facts(ITEMS, &changed), ["care leavers: Good → Outstanding"]);
    let reordered = "- Care leavers: **Outstanding**\n- The impact of leaders: **Good**\n- Help and protection: **Good**\n- Children in care: **Good**\n";
    assert_eq!(
        all(ITEMS, reordered),
        [
            (Class::Facts, "care leavers: Good → Outstanding".to_owned()),
            (Class::Facts, "the help and protection of children: Requires improvement to be good → Good".to_owned()),
            (Class::Moved, "with changes inside:  → Care leavers: Outstanding".to_owned()),
        ]
    );
}

#[test]
fn an_area_that_was_parted_is_two_areas_with_its_grade() {
    let old = "- The impact of leaders: Good\n- The experiences and progress of children in care and care leavers: Requires improvement to be good\n";
    let new = "- The impact of leaders: Good\n- The experiences and progress of children in care: Good\n- The experiences and progress of care leavers: Outstanding\n";
    assert_eq!(
        facts(old, new),
        [
            "children in care: Requires improvement to be good → Good",
            "care leavers: Requires improvement to be good → Outstanding"
        ]
    );
    let added: Vec<String> = of(Class::Added, old, new);
    assert_eq!(added, [" → The experiences and progress of care leavers: Outstanding"]);
    assert!(of(Class::Removed, old, new).is_empty());
}

#[test]
fn dates_are_told_by_what_happened_on_them() {
    assert_eq!(
        facts(
            "**Embargoed until 9:30am on Tuesday 6 May 2025**\n\n6 May 2025\n\nThe inspection took place from 3 to 14 March 2025.",
            "**Embargoed until 9:30am on Wednesday 7 May 2025**\n\n7 May 2025\n\nThe inspection took place from 3 to 13 March 2025."
        ),
        [
            "day of publication: Tuesday 6 May 2025 → Wednesday 7 May 2025",
            "inspection dates: 3 to 14 March 2025 → 3 to 13 March 2025"
        ]
    );
    assert_eq!(
        facts("Inspectors were here from 3 to 14 March 2025.", "Inspectors were here from 3–14 March 2025."),
        [""; 0]
    );
}

#[test]
fn counts_are_told_by_what_is_counted() {
    assert_eq!(
        facts(
            "## Two things we must improve\n\nThe report names two areas that need to improve. See paragraphs 2 and 9.",
            "## Three things we must improve\n\nThe report names three areas that need to improve. See paragraphs 2, 9 and 14."
        ),
        ["points to improve: two → three (2)", "paragraphs cited: 2 and 9 → 2, 9 and 14"]
    );
}

#[test]
fn who_speaks_is_a_name() {
    let said = |one: &str, other: &str| {
        format!(
            "{one} said: “We are proud of what our staff have done this year.”\n\n{other} said: “There is more to do, and we know what it is.”"
        )
    };
    let (director, chief) =
        ("Ruth Adeyinka-Shaw, director of children’s services,", "Dermot Pallisher, chief executive,");
    assert_eq!(
        of(Class::Names, &said(director, chief), &said(chief, director)),
        [
            "quoted speaker: Ruth Adeyinka-Shaw → Dermot Pallisher",
            "quoted speaker: Dermot Pallisher → Ruth Adeyinka-Shaw"
        ]
    );
    let stranger = said(director, "Jane Roe, head of service,");
    assert_eq!(of(Class::Names, &said(director, chief), &stranger)[0], "quoted speaker: Dermot Pallisher → Jane Roe");
    assert!(of(Class::Quotations, &said(director, chief), &stranger).is_empty());
}

#[test]
fn what_was_moved_reads_as_it_stands() {
    let [one, two, three] = [
        "Foster carers told inspectors that they feel part of a team.",
        "Social workers visit children often and know them well.",
        "The council will publish a plan in the summer of this year, and councillors will read it in public before that.",
    ];
    let moved = of(Class::Moved, &[one, two, three].join("\n\n"), &[three, one, two].join("\n\n"));
    assert_eq!(moved.len(), 1);
    assert!(!moved[0].contains(".Social"), "{moved:?}");
}

#[test]
fn the_summary_says_what_changed_by_class() {
    let old = "Services are Good overall. Inspectors met 57 children.\n\nDermot Pallisher, chief executive, said: “We are proud of our staff.”\n\nIt was a fine day.\n\nThis paragraph will go away.";
    let new = "Services are Outstanding overall. Inspectors met 61 children.\n\nDermot Pallisher, leader of the council, said: “We are proud of all our staff.”\n\nIt was a good day. A sentence is new.";
    let expected = [
        (Class::Facts, "overall grade: Good → Outstanding"),
        (Class::Facts, "met 57 children → met 61 children"),
        (Class::Quotations, "Dermot Pallisher: proud of our staff → proud of all our staff"),
        (Class::Names, "role of Dermot Pallisher: chief executive → leader of the council"),
        (Class::Wording, "a fine day → a good day"),
        (Class::Added, " → A sentence is new."),
        (Class::Removed, "This paragraph will go away. → "),
    ];
    let expected: Vec<(Class, String)> = expected.iter().map(|(class, said)| (*class, (*said).to_owned())).collect();
    assert_eq!(all(old, new), expected);
    assert_eq!(summary(old, new).not_compared, ["pictures", "layout", "fonts and colours"]);
}

#[test]
fn a_link_that_leads_elsewhere_is_a_fact() {
    assert_eq!(
        facts("See [the report](https://a.example/1) now.", "See [the report](https://b.example/2) now."),
        ["link “the report”: https://a.example/1 → https://b.example/2"]
    );
}

#[test]
fn a_fact_is_named_once_for_each_place() {
    assert_eq!(
        facts("The visit ran from 6 to 17 March 2023 in all.", "The visit ran from 3 to 14 March 2025 in all."),
        ["inspection dates: 6 to 17 March 2023 → 3 to 14 March 2025"]
    );
    assert_eq!(
        facts("It changed by -5 points.", "It changed by 5 points."),
        ["changed by -5 points → changed by 5 points"]
    );
    assert_eq!(
        facts("It changed by −5 points.", "It changed by +5 points."),
        ["changed by −5 points → changed by +5 points"]
    );
}

#[test]
fn a_number_in_words_and_how_many_there_are_are_facts() {
    let homes = |number: &str| format!("The council runs {number} homes.");
    for (old, new) in [("thirteen", "sixteen"), ("twelve", "eleven"), ("nineteen", "twenty-one"), ("thirty", "forty")] {
        let changed = format!("runs {old} homes → runs {new} homes");
        assert_eq!(facts(&homes(old), &homes(new)), [changed]);
    }
    for (old, new, changed) in [
        ("Both areas went up.", "All areas went up.", "Both areas → All areas"),
        ("No area went down.", "One area went down.", "No area → One area"),
        ("Neither area went down.", "Either area went down.", "Neither area → Either area"),
        ("It is its first visit.", "It is its twelfth visit.", "its first visit → its twelfth visit"),
        (
            "It is the third in the county.",
            "It is the second in the county.",
            "the third in the county → the second in the county",
        ),
    ] {
        assert_eq!(facts(old, new), [changed], "{old}");
    }
    assert!(facts("One can hope.", "You can hope.").is_empty());
    assert!(facts("This one is new.", "This is new.").is_empty());
}

const TABLE: &str =
    "| Area | Grade |\n|---|---|\n| Leaders | Good |\n| Care leavers | Outstanding |\n| Fostering | Good |\n";

#[test]
fn rows_are_known_by_their_names_and_columns_by_their_headings() {
    let moved = "| Area | 2022 | Grade |\n|---|---|---|\n| Care leavers | Good | Outstanding |\n| Fostering | Good | Good |\n| Leaders | Good | Good |\n";
    assert_eq!(
        all(TABLE, moved),
        [
            (Class::Moved, "with changes inside:  → Leaders | Good | Good".to_owned()),
            (Class::Added, "column:  → 2022 | Good | Good | Good".to_owned()),
        ]
    );
    let other = "| Area | Grade |\n|---|---|\n| Leaders | Good |\n| Adoption | Good |\n| Fostering | Good |\n";
    assert_eq!(
        all(TABLE, other),
        [
            (Class::Added, "row:  → Adoption | Good".to_owned()),
            (Class::Removed, "row: Care leavers | Outstanding → ".to_owned()),
        ]
    );
    assert_eq!(
        all(TABLE, "| Area |\n|---|\n| Leaders |\n| Care leavers |\n| Fostering |\n"),
        [(Class::Removed, "column: Grade | Good | Outstanding | Good → ".to_owned())]
    );
}
