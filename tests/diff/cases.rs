//! Small texts whose comparison a person can check by reading.

use super::read;
use copydesk::diff::{Vocabulary, compare};
use copydesk::document::{Change, Class, Mark, Noted, Redline, Side, WordCounts};

/// A redline in one line a paragraph: `[-deleted-]`, `{+inserted+}`, `<1 moved 1>`, `<1>` where it was, and `[-¶-]` or `{+¶+}` for an
/// end that is not in both.
fn shown(redline: &Redline) -> Vec<String> {
    let line = |line: &copydesk::document::Line| {
        let mut text = String::new();
        for same in line.runs.chunk_by(|a, b| a.change == b.change) {
            let words: String = same.iter().map(|marked| marked.run.text.as_str()).collect();
            text.push_str(&piece(&words, same[0].change));
        }
        text.push_str(&match line.end.mark {
            Mark::Kept => String::new(),
            _ => piece("¶", line.end),
        });
        text
    };
    redline.lines.iter().map(line).collect()
}

fn piece(words: &str, change: Change) -> String {
    let words = match change.mark {
        Mark::Kept => words.to_owned(),
        Mark::Deleted => format!("[-{words}-]"),
        Mark::Inserted => format!("{{+{words}+}}"),
    };
    match change.moved {
        Some(moved) if moved.side == Side::From => format!("<{}>", moved.id),
        Some(moved) => format!("<{0} {words} {0}>", moved.id),
        None => words,
    }
}

/// Compares two texts, and holds that accepting and rejecting give them again.
fn redline(old: &str, new: &str) -> Redline {
    let (old, new) = (read(old), read(new));
    let redline = compare(&old, &new, &Vocabulary::default()).redline;
    assert_eq!(redline.accepted(), new);
    assert_eq!(redline.rejected(), old);
    redline
}

#[test]
fn whole_words_inside_sentences() {
    let found = redline(
        "Leaders listen to children. Staff feel valued by them, and stay.",
        "Leaders listened to children. Staff feel well valued by them, and stay on.",
    );
    assert_eq!(
        shown(&found),
        ["Leaders [-listen-]{+listened+} to children. Staff feel {+well +}valued by them, and stay{+ on+}."]
    );
}

#[test]
fn signs_white_space_and_quotation_marks_are_no_changes() {
    let found = redline(
        "“Children’s homes – all of them – are safe,” said Ann.\nIt is so…",
        "\"Children's homes - all of them - are safe\" said Ann. It is so.",
    );
    assert_eq!(shown(&found), ["\"Children's homes - all of them - are safe\" said Ann. It is so."]);
}

#[test]
fn signs_that_say_something_are_words() {
    let found = redline("It rose by 3.5% to £20.", "It rose by 3.5 to €20.");
    assert_eq!(shown(&found), ["It rose by [-3.5%-]{+3.5+} to [-£20-]{+€20+}."]);
}

#[test]
fn a_split_or_joined_paragraph_is_no_rewrite() {
    let found = redline(
        "Leaders know their county well. They act quickly when they must.\n\nStaff like to work here. They stay.",
        "Leaders know their county well.\n\nThey act quickly when they must. Staff like to work here. They stay.",
    );
    assert_eq!(
        shown(&found),
        [
            "Leaders know their county well.{+¶+}",
            "They act quickly when they must. [-¶-]",
            "Staff like to work here. They stay."
        ]
    );
}

#[test]
fn a_paragraph_split_or_joined_inside_a_sentence_is_no_rewrite() {
    let (one, two) = (
        "The council will open an office in Wyle Cross and hire a manager for it. Families asked for both.",
        "The council will open an office in Wyle Cross\n\nand hire a manager for it. Families asked for both.",
    );
    assert_eq!(
        shown(&redline(one, two)),
        ["The council will open an office in Wyle Cross{+¶+}", "and hire a manager for it. Families asked for both."]
    );
    assert_eq!(
        shown(&redline(two, one)),
        ["The council will open an office in Wyle Cross [-¶-]", "and hire a manager for it. Families asked for both."]
    );
}

#[test]
fn a_paragraph_parted_inside_its_last_sentence_is_no_rewrite() {
    let (one, two) = (
        "The council will open an office in Wyle Cross and hire a manager for it.\n\nFamilies asked for both.",
        "The council will open an office in Wyle Cross\n\nand hire a manager for it.\n\nFamilies asked for both.",
    );
    let split = [
        "The council will open an office in Wyle Cross{+¶+}",
        "and hire a manager for it.",
        "Families asked for both.",
    ];
    assert_eq!(shown(&redline(one, two)), split);
    let joined = [
        "The council will open an office in Wyle Cross [-¶-]",
        "and hire a manager for it.",
        "Families asked for both.",
    ];
    assert_eq!(shown(&redline(two, one)), joined);
}

#[test]
fn another_end_of_a_sentence_is_no_rewrite() {
    let old = "The team met families in the north of the county, the office stayed open and the phones rang.";
    let new = "The team met families in the north of the county. the office stayed open. And the phones rang.";
    assert_eq!(
        shown(&redline(old, new)),
        ["The team met families in the north of the county. the office stayed open. [-and-]{+And+} the phones rang."]
    );
}

#[test]
fn what_stands_there_again_and_again_is_kept() {
    let old = "Agreed.\n\nThe board noted it.\n\n".repeat(40);
    let found = redline(&old, &format!("{old}Goodbye."));
    assert_eq!(shown(&found).last().map(String::as_str), Some("{+Goodbye.+}{+¶+}"));
    assert!(shown(&found)[..80].iter().all(|line| !line.contains(['[', '{'])), "{:?}", shown(&found));
}

#[test]
fn a_moved_paragraph_is_shown_once_with_its_inner_changes() {
    let found = redline(
        "The council welcomes the report on its services.\n\nFoster carers told inspectors that they feel part of a team and are well supported.\n\n\
         The plan will be published in July after the meeting.\n\nCouncillors will look at progress every three months from now on.",
        "The council welcomes the report on its services.\n\nThe plan will be published in July after the meeting.\n\n\
         Councillors will look at progress every three months from now on.\n\nFoster carers told inspectors that they feel part of one team and are supported.",
    );
    assert_eq!(
        shown(&found),
        [
            "The council welcomes the report on its services.",
            "<1>",
            "The plan will be published in July after the meeting.",
            "Councillors will look at progress every three months from now on.",
            "<1 Foster carers told inspectors that they feel part of  1><1 [-a-] 1><1 {+one+} 1><1  team and are  1><1 [-well -] 1><1 supported. 1>",
        ]
    );
}

#[test]
fn a_moved_sentence_is_shown_once() {
    let found = redline(
        "The council welcomes the report. Foster carers told inspectors that they feel part of a team. It is glad.\n\nThe plan will be published in July. It has six parts.",
        "The council welcomes the report. It is glad.\n\nThe plan will be published in July. Foster carers told inspectors that they feel part of a team. It has six parts.",
    );
    assert_eq!(
        shown(&found),
        [
            "The council welcomes the report. <1>It is glad.",
            "The plan will be published in July. <1 Foster carers told inspectors that they feel part of a team.  1>It has six parts.",
        ]
    );
}

#[test]
fn what_is_short_or_stands_in_many_places_is_no_move() {
    let found = redline(
        "ENDS\n\nThe plan will be published in July.\n\nThank you for reading this note.\n\nCouncillors meet in May.\n\nThank you for reading this note.",
        "The plan will be published in July.\n\nThank you for reading this note.\n\nCouncillors meet in May.\n\nENDS",
    );
    assert!(found.lines.iter().all(|line| line.runs.iter().all(|marked| marked.change.moved.is_none())));
}

#[test]
fn cells_and_items_are_compared_as_such() {
    let found = redline(
        "| Area | Grade |\n|---|---|\n| Leaders | Good |\n| Children in care | Good |\n\n- one thing to do\n- another thing that is done",
        "| Area | Grade |\n|---|---|\n| Leaders | Outstanding |\n| Help | Good |\n| Children in care | Good |\n\n- one thing to do now\n- another thing that is done",
    );
    assert_eq!(
        shown(&found),
        [
            "Area",
            "Grade",
            "Leaders",
            "[-Good-]{+Outstanding+}",
            "{+Help+}{+¶+}",
            "{+Good+}{+¶+}",
            "Children in care",
            "Good",
            "one thing to do{+ now+}",
            "another thing that is done"
        ]
    );
}

#[test]
fn looks_and_kinds_are_kept_on_both_sides() {
    redline(
        "## Next steps\n\n**Bold** words and a [link](https://a.example) stay as they are.\n\n- an item that becomes a paragraph\n- last item",
        "### Next steps\n\nBold words and a [link](https://b.example) **stay** as they are.\n\nan item that becomes a paragraph\n\n1. last item",
    );
    redline("", "# One\n\n> two\n>\n> - three\n\n---\n\n![four](five.png)");
    redline("# One\n\n> two\n>\n> - three\n\n---\n\n![four](five.png)", "");
    redline("![four](five.png)\n\n---\n\none", "one\n\n![four and more](five.png)");
}

#[test]
fn the_number_that_a_list_begins_with_is_read_too() {
    let (old, new) = (read("1986. A great year for all."), read("1987. A great year for all."));
    let summary = compare(&old, &new, &Vocabulary::default()).summary;
    let [noted] = summary.noted.as_slice() else { panic!("{summary:?}") };
    assert_eq!((noted.class, noted.before.as_str(), noted.after.as_str()), (Class::Facts, "1986.", "1987."));
    assert!(!summary.is_empty());
}

fn facts(old: &str, new: &str) -> Vec<String> {
    let known = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let area = |name: &str| (name.to_owned(), name.to_owned());
    let vocabulary = Vocabulary {
        grades: known(&["Inadequate", "Good", "Outstanding"]),
        areas: vec![("overall".to_owned(), "overall grade".to_owned()), area("leaders"), area("children in care")],
        ..Vocabulary::default()
    };
    let summary = compare(&read(old), &read(new), &vocabulary).summary;
    let said = |noted: &Noted| {
        let about = noted.about.as_ref().map(|about| format!("{about}: ")).unwrap_or_default();
        let places = if noted.places > 1 { format!(" ({})", noted.places) } else { String::new() };
        format!("{about}{} → {}{places}", noted.before, noted.after)
    };
    summary.of(Class::Facts).map(said).collect()
}

#[test]
fn a_grade_of_before_is_not_one_of_now() {
    assert_eq!(
        facts(
            "Rated Outstanding overall (up from Good in 2021).",
            "Rated Outstanding overall (up from Inadequate in 2021)."
        ),
        ["overall grade at the previous inspection: Good → Inadequate"]
    );
    assert_eq!(
        facts("Outstanding overall, up from Good in 2021.", "Good overall, up from Good in 2021."),
        ["overall grade: Outstanding → Good"]
    );
    assert_eq!(
        facts("It was judged to be outstanding overall.", "It was judged to be inadequate overall."),
        ["overall grade: outstanding → inadequate"]
    );
    assert!(facts("They do good work.", "They do fine work.").is_empty());
    assert!(facts("Outstanding overall, up from Good.", "Outstanding overall, UP from Good.").is_empty());
    assert_eq!(
        facts("Good overall, up from Inadequate.", "Good overall, down from Inadequate."),
        ["up from → down from"]
    );
}

#[test]
fn each_of_several_things_has_the_grade_that_all_were_given() {
    assert_eq!(
        facts(
            "Ofsted graded the leaders and the children in care Good.",
            "Ofsted graded the leaders and the children in care Inadequate."
        ),
        ["leaders: Good → Inadequate", "children in care: Good → Inadequate"]
    );
    assert_eq!(
        facts(
            "The leaders are Good; the children in care Good.",
            "The leaders are Good; the children in care Inadequate."
        ),
        ["children in care: Good → Inadequate"]
    );
}

fn counted(old: &str, new: &str) -> WordCounts {
    compare(&read(old), &read(new), &Vocabulary::default()).summary.words
}

#[test]
fn of_two_equal_neighbours_the_edited_one_is_edited() {
    let (old, new) = ("We report back to the committee.", "We report back soon to the committee.");
    for (first, second) in [(new, old), (old, new)] {
        let words = counted(&format!("{old}\n\n{old}\n"), &format!("{first}\n\n{second}\n"));
        assert_eq!((words.deleted, words.inserted, words.moved), (0, 1, 0));
    }
}

#[test]
fn a_sentence_that_begins_with_a_figure_is_one() {
    let old = "We met in May. The old shed was sold by the owners last year. £5 million was saved by the council.";
    let words = counted(old, "We met in May. £5 million was saved by the council.");
    assert_eq!((words.deleted, words.inserted, words.kept), (10, 0, 11));
}

#[test]
fn what_moved_and_stands_elsewhere_too_is_a_move() {
    let same = "The council runs six homes for children in care. Each home has a manager and twelve staff.";
    let [alpha, beta, gamma] =
        ["Alpha stays here as it was.", "Beta stays here as it is.", "Gamma is the last of them."];
    let (old, new) = ([alpha, same, beta, same, gamma], [alpha, same, beta, gamma, same]);
    let words = counted(&old.join("\n\n"), &new.join("\n\n"));
    assert_eq!((words.deleted, words.inserted, words.moved), (0, 0, 6));
}

#[test]
fn a_link_that_leads_elsewhere_is_a_fact() {
    assert_eq!(
        facts("See [the report](https://a.example/1) now.", "See [the report](https://b.example/2) now."),
        ["link “the report”: https://a.example/1 → https://b.example/2"]
    );
}

#[test]
fn words_that_stop_or_begin_to_be_a_quotation_are_said() {
    let said = |old: &str, new: &str| -> Vec<(String, String, String)> {
        let summary = compare(&read(old), &read(new), &Vocabulary::default()).summary;
        let parts =
            |noted: &Noted| (noted.about.clone().unwrap_or_default(), noted.before.clone(), noted.after.clone());
        summary.of(Class::Quotations).map(parts).collect()
    };
    let (quoted, plain) = (
        "Ofsted says: “Workers flourish in this county.” So it is.",
        "Ofsted says: Workers flourish in this county. So it is.",
    );
    let words = "Workers flourish in this county".to_owned();
    assert_eq!(said(quoted, plain), [("no longer in quotation marks".to_owned(), words.clone(), String::new())]);
    assert_eq!(said(plain, quoted), [("in quotation marks now".to_owned(), String::new(), words)]);
    assert!(said(quoted, "Ofsted says: 'Workers flourish in this county.' So it is.").is_empty());
}

#[test]
fn a_fact_is_named_once_for_each_place() {
    assert_eq!(
        facts("The visit ran from 6 to 17 March 2023 in all.", "The visit ran from 3 to 14 March 2025 in all."),
        ["from 6 to 17 March 2023 in → from 3 to 14 March 2025 in"]
    );
    assert_eq!(facts("It changed by -5 points.", "It changed by 5 points."), ["by -5 points → by 5 points"]);
    assert_eq!(facts("It changed by −5 points.", "It changed by +5 points."), ["by −5 points → by +5 points"]);
}

#[test]
fn the_summary_says_what_changed_by_class() {
    let known = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let vocabulary = Vocabulary {
        grades: known(&["Good", "Outstanding"]),
        areas: vec![("overall".to_owned(), "overall grade".to_owned())],
        names: known(&["Ann Dale", "Joan Fenwick"]),
        roles: known(&["chief executive", "leader of the council"]),
    };
    let (old, new) = (
        read(
            "Services are Good overall. Inspectors met 57 children.\n\nAnn Dale, chief executive, said: “We are proud of our staff.”\n\nIt was a fine day.\n\nThis paragraph will go away.",
        ),
        read(
            "Services are Outstanding overall. Inspectors met 61 children.\n\nAnn Dale, leader of the council, said: “We are proud of all our staff.”\n\nIt was a good day. A sentence is new.",
        ),
    );
    let summary = compare(&old, &new, &vocabulary).summary;
    let noted: Vec<(Class, Option<&str>, &str, &str)> = summary
        .noted
        .iter()
        .map(|noted| (noted.class, noted.about.as_deref(), noted.before.as_str(), noted.after.as_str()))
        .collect();
    assert_eq!(
        noted,
        [
            (Class::Facts, Some("overall grade"), "Good", "Outstanding"),
            (Class::Facts, None, "met 57 children", "met 61 children"),
            (Class::Quotations, Some("Ann Dale"), "of our", "of all our"),
            (Class::Names, None, "chief executive", "leader of the council"),
            (Class::Wording, None, "a fine day", "a good day"),
            (Class::Added, None, "", "A sentence is new."),
            (Class::Removed, None, "This paragraph will go away.", ""),
        ]
    );
    assert_eq!(summary.not_compared, ["pictures", "layout", "fonts and colours"]);
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
        ("It is the third in the county.", "It is the second in the county.", "the third in → the second in"),
    ] {
        assert_eq!(facts(old, new), [changed], "{old}");
    }
    assert!(facts("One can hope.", "You can hope.").is_empty());
    assert!(facts("This one is new.", "This is new.").is_empty());
}

#[test]
fn a_grade_is_a_fact_in_any_letters() {
    assert_eq!(
        facts("Their help was found good.", "Their help was found to be inadequate."),
        ["good → to be inadequate"]
    );
    assert!(facts("It was a good day.", "It was a fine day.").is_empty());
}
