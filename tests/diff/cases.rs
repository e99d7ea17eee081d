//! Small texts whose comparison a person can check by reading.

use super::read;
use copydesk::diff::{Facts, compare};
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
    let redline = compare(&old, &new, Facts::default()).redline;
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
    let summary = compare(&old, &new, Facts::default()).summary;
    let [noted] = summary.noted.as_slice() else { panic!("{summary:?}") };
    assert_eq!((noted.class, noted.before.as_str(), noted.after.as_str()), (Class::Facts, "1986.", "1987."));
    assert!(!summary.is_empty());
}

fn counted(old: &str, new: &str) -> WordCounts {
    compare(&read(old), &read(new), Facts::default()).summary.words
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
fn words_that_stop_or_begin_to_be_a_quotation_are_said() {
    let said = |old: &str, new: &str| -> Vec<(String, String, String)> {
        let summary = compare(&read(old), &read(new), Facts::default()).summary;
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
