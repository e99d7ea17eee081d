//! The three TOML files: what is wrong with them is found in one go and shown with its place. Each test shows the whole
//! output.

use copydesk::brief::Brief;
use copydesk::cli::report::show;
use copydesk::desk::Desk;
use copydesk::finding::Finding;
use copydesk::inspection::{Frameworks, Inspection};
use copydesk::load::toml::{check_brief, check_desk, check_inspection, read};
use std::ops::Range;

const FRAMEWORK: &str = include_str!("fixtures/toml/framework.toml");
const DESK: &str = include_str!("fixtures/toml/desk.toml");
const BRIEF: &str = include_str!("fixtures/toml/brief.toml");
const INSPECTION: &str = include_str!("fixtures/toml/inspection.toml");

fn frameworks() -> Frameworks {
    Frameworks::new([read(FRAMEWORK).expect("a framework").value])
}

fn desk_findings(text: &str) -> Vec<Finding<Range<usize>>> {
    read::<Desk>(text).map_or_else(|findings| findings, |desk| check_desk(&desk.value, &frameworks(), &desk.places))
}

fn brief_findings(text: &str) -> Vec<Finding<Range<usize>>> {
    let desk = read::<Desk>(DESK).expect("a desk").value;
    read::<Brief>(text).map_or_else(|findings| findings, |brief| check_brief(&brief.value, Some(&desk), &brief.places))
}

fn inspection_findings(text: &str) -> Vec<Finding<Range<usize>>> {
    read::<Inspection>(text)
        .map_or_else(|findings| findings, |read| check_inspection(&read.value, &frameworks(), &read.places))
}

fn desk(text: &str) -> String {
    show(&desk_findings(text), "desk.toml", text, false)
}

fn brief(text: &str) -> String {
    show(&brief_findings(text), "brief.toml", text, false)
}

fn inspection(text: &str) -> String {
    show(&inspection_findings(text), "inspection.toml", text, false)
}

/// The text with one thing changed, which must be there.
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "no {old:?} in the fixture");
    text.replacen(old, new, 1)
}

#[test]
fn the_fixtures_have_no_finding() {
    assert_eq!([desk(DESK), brief(BRIEF), inspection(INSPECTION)], ["", "", ""]);
}

#[test]
fn all_syntax_errors_at_once_with_what_else_can_be_seen() {
    let text = "published = 12/05/2025\nkey_messages = [“Safer children”]\nnext_step = []\n[[links]\ntext = \"a\"\n\
                text = \"b\"\n[[facts]]\ntext = unquoted\n";
    insta::assert_snapshot!(brief(text), @r#"
        error: `12/05/2025` is not a date
         --> brief.toml:1:13
          |
        1 | published = 12/05/2025
          |             ^^^^^^^^^^
          |
          = help: write year-month-day, such as 2025-05-12

        error: text in curly quotation marks
         --> brief.toml:2:17
          |
        2 | key_messages = [“Safer children”]
          |                 ^^^^^^^^^^^^^^^^
          |
          = help: use straight quotation marks around a text: "…"

        error: unknown key `next_step`
         --> brief.toml:3:1
          |
        3 | next_step = []
          | ^^^^^^^^^
          |
          = help: did you mean `next_steps`?

        error: unclosed array table, expected `]`
         --> brief.toml:4:9
          |
        4 | [[links]
          |         ^

        error: text without quotation marks
         --> brief.toml:8:8
          |
        8 | text = unquoted
          |        ^^^^^^^^
          |
          = help: put a text in quotation marks: "…"
        "#);
}

#[test]
fn what_is_given_twice() {
    let text = "published = 2025-05-06\npublished = 2025-05-07\n[facts]\ntext = \"a\"\nsource = \"b\"\n[facts]\n";
    insta::assert_snapshot!(brief(text), @r#"
        error: `published` is given twice
         --> brief.toml:2:1
          |
        2 | published = 2025-05-07
          | ^^^^^^^^^
          |
          = help: keep one of the two; each item of a list of tables has its own [[…]]

        error: `facts` is given twice
         --> brief.toml:6:2
          |
        6 | [facts]
          |  ^^^^^
          |
          = help: keep one of the two; each item of a list of tables has its own [[…]]
        "#);
}

#[test]
fn unknown_keys() {
    let text = "[council]\nname = \"Avershire County Council\"\nshrot = \"Avershire\"\nshort = \"Avershire\"\n\n\
                [[contact]]\nfor = \"press\"\n\n[[people]]\nid = \"a\"\nname = \"b\"\nrole = \"c\"\nshoe_size = 9\n\n\
                [paths]\nstories = \".\"\nzzz.qqq = 1\n";
    insta::assert_snapshot!(desk(text), @r#"
        error: unknown key `shrot` in `[council]`
         --> desk.toml:3:1
          |
        3 | shrot = "Avershire"
          | ^^^^^
          |
          = help: did you mean `short`?

        error: unknown key `contact`
         --> desk.toml:6:3
          |
        6 | [[contact]]
          |   ^^^^^^^
          |
          = help: did you mean `contacts`?

        error: unknown key `shoe_size` in `[[people]]`
          --> desk.toml:13:1
           |
        13 | shoe_size = 9
           | ^^^^^^^^^
           |
           = help: known: `id`, `name`, `politician`, `role`

        error: unknown key `zzz` in `[paths]`
          --> desk.toml:17:1
           |
        17 | zzz.qqq = 1
           | ^^^
           |
           = help: known: `frameworks`, `plugins`, `stories`, `templates`
        "#);
}

#[test]
fn missing_keys() {
    let text = "people = [{ id = \"a\" }]\n\n[council]\nname = \"x\"\n\n[[contacts]]\nname = \"Press office\"\n\n\
                [[contacts]]\nfor = \"staff\"\n";
    insta::assert_snapshot!(desk(text), @r#"
        error: `name` is missing in an item of `people`
         --> desk.toml:1:11
          |
        1 | people = [{ id = "a" }]
          |           ^^^^^^^^^^^^
          |
          = help: name: The name, with title where one is used

        error: `role` is missing in an item of `people`
         --> desk.toml:1:11
          |
        1 | people = [{ id = "a" }]
          |           ^^^^^^^^^^^^
          |
          = help: role: The role in running text, such as "director of children’s services"

        error: `short` is missing in `[council]`
         --> desk.toml:3:1
          |
        3 | [council]
          | ^^^^^^^^^
          |
          = help: short: Short name, as in "children in Durham"

        error: `for` is missing in `[[contacts]]`
         --> desk.toml:6:1
          |
        6 | [[contacts]]
          | ^^^^^^^^^^^^
          |
          = help: for: Whose contact it is

        error: `name` is missing in `[[contacts]]`
         --> desk.toml:9:1
          |
        9 | [[contacts]]
          | ^^^^^^^^^^^^
          |
          = help: name: Name of the person or team
        "#);
    insta::assert_snapshot!(desk(""), @r#"
        error: `council` is missing
         --> desk.toml:1:1
          |
        1 |
          | ^
          |
          = help: council: The council
        "#);
}

#[test]
fn wrong_types() {
    let text = "council = 3\npeople = \"director\"\nrecord = { a = 1 }\n\n[[contacts]]\nfor = [\"press\"]\nname = 2025-05-06\n\
                phone = 1632\n\n[recruitment]\noffer = \"a car\"\nplace = [\"here\"]\n\n[[words]]\nx = 1\n";
    insta::assert_snapshot!(desk(text), @r#"
        error: `council` must be a table, not a whole number
         --> desk.toml:1:11
          |
        1 | council = 3
          |           ^
          |
          = help: write [council] over its keys, with one bracket

        error: `people` must be a list of tables, not a text
         --> desk.toml:2:10
          |
        2 | people = "director"
          |          ^^^^^^^^^^
          |
          = help: write [[people]] over each of them, with two brackets

        error: `record` must be a list of tables, not a table
         --> desk.toml:3:10
          |
        3 | record = { a = 1 }
          |          ^^^^^^^^^
          |
          = help: write [[record]] over each of them, with two brackets

        error: `for` must be a text, not a list
         --> desk.toml:6:7
          |
        6 | for = ["press"]
          |       ^^^^^^^^^

        error: `name` must be a text, not a date
         --> desk.toml:7:8
          |
        7 | name = 2025-05-06
          |        ^^^^^^^^^^
          |
          = help: put it in quotation marks: "…"

        error: `phone` must be a text, not a whole number
         --> desk.toml:8:9
          |
        8 | phone = 1632
          |         ^^^^
          |
          = help: put it in quotation marks: "…"

        error: `offer` must be a list of texts, not a text
          --> desk.toml:11:9
           |
        11 | offer = "a car"
           |         ^^^^^^^
           |
           = help: put it in square brackets: ["…"]

        error: `place` must be a text, not a list
          --> desk.toml:12:9
           |
        12 | place = ["here"]
           |         ^^^^^^^^

        error: `words` must be a table, not a list
          --> desk.toml:14:1
           |
        14 | [[words]]
           | ^^^^^^^^^
           |
           = help: write [words] over its keys, with one bracket
        "#);
    insta::assert_snapshot!(inspection("document = \"ilacs\"\nauthority = \"Avershire\"\nsummary = [\"a\", 1, true]\n"), @r#"
        error: `authority` must be a table, not a text
         --> inspection.toml:2:13
          |
        2 | authority = "Avershire"
          |             ^^^^^^^^^^^
          |
          = help: write [authority] over its keys, with one bracket

        error: an item of `summary` must be a text, not a whole number
         --> inspection.toml:3:17
          |
        3 | summary = ["a", 1, true]
          |                 ^
          |
          = help: put it in quotation marks: "…"

        error: an item of `summary` must be a text, not true or false
         --> inspection.toml:3:20
          |
        3 | summary = ["a", 1, true]
          |                    ^^^^
          |
          = help: put it in quotation marks: "…"
        "#);
    insta::assert_snapshot!(desk(&with(DESK, "politician = true", "politician = \"yes\"")), @r#"
        error: `politician` must be true or false, not a text
          --> desk.toml:18:14
           |
        18 | politician = "yes"
           |              ^^^^^
           |
           = help: leave the quotation marks out
        "#);
}

#[test]
fn values_that_are_not_known() {
    insta::assert_snapshot!(desk(&with(DESK, "\"press\"", "\"pres\"")), @r#"
        error: `for` does not know the value `pres`
          --> desk.toml:21:7
           |
        21 | for = "pres"
           |       ^^^^^^
           |
           = help: did you mean `press`?
        "#);
    insta::assert_snapshot!(inspection(&with(INSPECTION, "\"ilacs\"", "\"leaflet\"")), @r#"
        error: `document` does not know the value `leaflet`
         --> inspection.toml:1:12
          |
        1 | document = "leaflet"
          |            ^^^^^^^^^
          |
          = help: known: `ilacs`, `area-send`, `jtai`, `focused-visit`, `monitoring-visit`, `other`
        "#);
}

#[test]
fn numbers_out_of_range() {
    let text = with(INSPECTION, "page = 3", "page = 0");
    let text = with(&text, "number = 1", "number = 99999999999999999999999999999999999999999999");
    let text = with(&text, "page = 12", "page = 0x1_0000_0000");
    insta::assert_snapshot!(inspection(&text), @r#"
        error: `number` must be at most 4294967295
          --> inspection.toml:39:10
           |
        39 | number = 99999999999999999999999999999999999999999999
           |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        error: `page` must be at least 1
          --> inspection.toml:45:8
           |
        45 | page = 0
           |        ^

        error: `page` must be at most 4294967295
          --> inspection.toml:51:8
           |
        51 | page = 0x1_0000_0000
           |        ^^^^^^^^^^^^^
        "#);
}

#[test]
fn dates() {
    let text = "published = \"12/05/2025\"\npublish_at = 2025-05-06\n\n[[statements]]\nspeaker = \"director\"\nwords = \"x\"\n\
                agreed_on = \"2025-02-30\"\n\n[[statements]]\nspeaker = \"director\"\nwords = \"x\"\n\
                agreed_on = 2025-05-06T09:30:00\n\n[[statements]]\nspeaker = \"director\"\nwords = \"x\"\nagreed_on = 2025\n";
    insta::assert_snapshot!(brief(text), @r#"
        error: `12/05/2025` is not a date
         --> brief.toml:1:13
          |
        1 | published = "12/05/2025"
          |             ^^^^^^^^^^^^
          |
          = help: write year-month-day, such as 2025-05-12

        error: `2025-05-06` has no time
         --> brief.toml:2:14
          |
        2 | publish_at = 2025-05-06
          |              ^^^^^^^^^^
          |
          = help: write the day, a T and the local time, such as 2025-05-06T09:30

        error: `2025-02-30` is not a day of the calendar
         --> brief.toml:7:13
          |
        7 | agreed_on = "2025-02-30"
          |             ^^^^^^^^^^^^
          |
          = help: write year-month-day, such as 2025-05-06

        error: `2025-05-06T09:30:00` has a time, but a day is asked for
          --> brief.toml:12:13
           |
        12 | agreed_on = 2025-05-06T09:30:00
           |             ^^^^^^^^^^^^^^^^^^^
           |
           = help: write year-month-day, such as 2025-05-06

        error: `agreed_on` must be a date, not a whole number
          --> brief.toml:17:13
           |
        17 | agreed_on = 2025
           |             ^^^^
           |
           = help: write year-month-day, such as 2025-05-06
        "#);
    insta::assert_snapshot!(brief("published = 2025-02-30\npublish_at = \"2025-05-06T09:30Z\"\n"), @r#"
        error: `2025-02-30` is not a day of the calendar
         --> brief.toml:1:13
          |
        1 | published = 2025-02-30
          |             ^^^^^^^^^^
          |
          = help: write year-month-day, such as 2025-05-06

        error: `2025-05-06T09:30Z` is not a day and time
         --> brief.toml:2:14
          |
        2 | publish_at = "2025-05-06T09:30Z"
          |              ^^^^^^^^^^^^^^^^^^^
          |
          = help: write the day, a T and the local time, such as 2025-05-06T09:30
        "#);
}

#[test]
fn both_ways_to_write_days_and_times_mean_the_same() {
    let own = read::<Brief>("published = 2025-05-06\npublish_at = 2025-05-06T09:30:00\n").expect("own dates").value;
    let short = read::<Brief>("published = 2025-05-06\npublish_at = 2025-05-06 09:30\n").expect("short").value;
    let texts = read::<Brief>("published = \"2025-05-06\"\npublish_at = \"2025-05-06T09:30\"\n").expect("texts").value;
    assert_eq!((&own, &own), (&short, &texts));
    assert_eq!(own.publish_at.map(|at| at.to_string()).as_deref(), Some("2025-05-06T09:30:00"));
}

#[test]
fn identifiers() {
    let text = with(INSPECTION, "grade = \"good\"", "grade = \"Requires improvement\"");
    insta::assert_snapshot!(inspection(&text), @r#"
        error: `Requires improvement` is not an identifier: lower-case letters, digits and single hyphens
          --> inspection.toml:23:9
           |
        23 | grade = "Requires improvement"
           |         ^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: write it in the manner of `requires-improvement`
        "#);
    insta::assert_snapshot!(desk(&with(DESK, "{ leaders =", "{ \"Children in care\" =")), @r#"
        error: `Children in care` is not an identifier: lower-case letters, digits and single hyphens
          --> desk.toml:34:16
           |
        34 | judgements = { "Children in care" = "good", overall = "good" }
           |                ^^^^^^^^^^^^^^^^^^
           |
           = help: write it in the manner of `children-in-care`
        "#);
}

#[test]
fn what_a_brief_must_keep() {
    let text = with(BRIEF, "\"director\"", "\"directer\"");
    let text = with(&text, "T09:30", "T00:01").replace("published = 2025-05-06", "published = 2025-05-07");
    let text = with(&text, "provider/44/80000", "files/report.PDF?download");
    let text = with(&text, "\"We will answer calls faster.\"", "\" \"");
    let text = with(&text, "\"https://www.avershire", "\"www.avershire");
    let text = with(&text, "Four people around a table", "");
    insta::assert_snapshot!(brief(&text), @r#"
        error: `publish_at` is before 2025-05-07, when the report is published
         --> brief.toml:2:14
          |
        2 | publish_at = "2025-05-06T00:01"
          |              ^^^^^^^^^^^^^^^^^^
          |
          = help: nothing goes out before the inspectorate publishes

        error: the address leads to a file
         --> brief.toml:3:14
          |
        3 | report_url = "https://reports.ofsted.gov.uk/files/report.PDF?download"
          |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: give the address of the page that the report is listed on

        error: `next_steps` is empty
         --> brief.toml:5:56
          |
        5 | next_steps = ["We will hire ten more social workers.", " "]
          |                                                        ^^^
          |
          = help: write the words, or leave the whole entry out

        error: nobody in desk.toml has the id `directer`
         --> brief.toml:8:11
          |
        8 | speaker = "directer"
          |           ^^^^^^^^^^
          |
          = help: did you mean `director`?

        error: `www.avershire.example/report` is not a web address
          --> brief.toml:22:7
           |
        22 | url = "www.avershire.example/report"
           |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: write the whole address, with https:// in front

        error: `alt` is empty
          --> brief.toml:26:7
           |
        26 | alt = ""
           |       ^^
           |
           = help: write the words, or leave the whole entry out
        "#);

    let text = "published = 2025-05-06\npublish_at = 2025-05-07T09:30\n\n[[statements]]\nspeaker = \"Sam Okoro\"\nwords = \"\"\"\n\
                \n\"\"\"\n\n[[statements]]\nspeaker = \"a neighbour\"\nwords = \"Well done.\"\n";
    insta::assert_snapshot!(brief(text), @r#"
        warning: `publish_at` is after 2025-05-06, when the report is published
         --> brief.toml:2:14
          |
        2 | publish_at = 2025-05-07T09:30
          |              ^^^^^^^^^^^^^^^^
          |
          = help: give both the same day unless the council means to wait

        error: nobody in desk.toml has the id `Sam Okoro`
         --> brief.toml:5:11
          |
        5 | speaker = "Sam Okoro"
          |           ^^^^^^^^^^^
          |
          = help: did you mean `director`?

        error: `words` is empty
         --> brief.toml:6:9
          |
        6 | words = """
          |         ^^^
          |
          = help: write the words, or leave the whole entry out

        error: nobody in desk.toml has the id `a neighbour`
          --> brief.toml:11:11
           |
        11 | speaker = "a neighbour"
           |           ^^^^^^^^^^^^^
           |
           = help: add the person to desk.toml, under [[people]], and write the `id` here
        "#);
}

#[test]
fn without_a_desk_a_speaker_is_a_name() {
    let text = with(BRIEF, "\"director\"", "\"Sam Okoro\"");
    let brief = read::<Brief>(&text).expect("a brief");
    assert_eq!(check_brief(&brief.value, None, &brief.places), []);
}

#[test]
fn what_a_desk_must_keep() {
    let text = with(DESK, "id = \"cabinet-member\"", "id = \"director\"");
    let text = with(&text, "email = \"press@avershire.example\"\nphone = \"01632 960000\"\n", "");
    let text = with(&text, "leaders = \"good\", overall = \"good\"", "leader = \"good\", overall = \"godo\"");
    let text = with(&text, "\"https://www.avershire.example\"", "\"avershire\"");
    insta::assert_snapshot!(desk(&text), @r#"
        error: `avershire` is not a web address
         --> desk.toml:4:11
          |
        4 | website = "avershire"
          |           ^^^^^^^^^^^
          |
          = help: write the whole address, with https:// in front

        error: two people have the id `director`
          --> desk.toml:15:6
           |
        15 | id = "director"
           |      ^^^^^^^^^^
           |
           = help: statements name a person by id: give each their own

        error: no way to reach `Press office`
          --> desk.toml:20:1
           |
        20 | [[contacts]]
           | ^^^^^^^^^^^^
           |
           = help: add `email`, `phone` or `url`

        error: framework `ilacs-2023` does not judge `leader`
          --> desk.toml:32:16
           |
        32 | judgements = { leader = "good", overall = "godo" }
           |                ^^^^^^
           |
           = help: did you mean `leaders`?

        error: framework `ilacs-2023` has no grade `godo`
          --> desk.toml:32:43
           |
        32 | judgements = { leader = "good", overall = "godo" }
           |                                           ^^^^^^
           |
           = help: did you mean `good`?
        "#);
    insta::assert_snapshot!(desk(&with(DESK, "\"ilacs-2023\"", "\"ilacs-2032\"")), @r#"
        error: unknown framework `ilacs-2032`
          --> desk.toml:33:13
           |
        33 | framework = "ilacs-2032"
           |             ^^^^^^^^^^^^
           |
           = help: did you mean `ilacs-2023`?
        "#);
}

#[test]
fn what_an_inspection_must_keep() {
    let text = with(INSPECTION, "to = 2025-03-28", "to = 2025-03-18");
    let text = with(&text, "area = \"overall\"", "area = \"leaders\"");
    let text = with(&text, "grade = \"requires-improvement\"", "grade = \"requires\"");
    let text = with(&text, "area = \"leaders\"\ntext", "area = \"children-on-care\"\ntext");
    insta::assert_snapshot!(inspection(&text), @r#"
        error: the period ends on 2025-03-18, before it begins
          --> inspection.toml:14:6
           |
        14 | to = 2025-03-18
           |      ^^^^^^^^^^
           |
           = help: look at the title page of the report

        error: `leaders` is judged twice
          --> inspection.toml:26:8
           |
        26 | area = "leaders"
           |        ^^^^^^^^^
           |
           = help: keep the one that the report has

        error: framework `ilacs-2023` has no grade `requires`
          --> inspection.toml:28:9
           |
        28 | grade = "requires"
           |         ^^^^^^^^^^
           |
           = help: did you mean `requires-improvement`?

        error: framework `ilacs-2023` does not judge `children-on-care`
          --> inspection.toml:41:8
           |
        41 | area = "children-on-care"
           |        ^^^^^^^^^^^^^^^^^^
           |
           = help: did you mean `children-in-care`?
        "#);

    insta::assert_snapshot!(inspection(&with(INSPECTION, "\"ilacs\"", "\"focused-visit\"")), @r#"
        error: framework `ilacs-2023` is for another kind of document
         --> inspection.toml:2:13
          |
        2 | framework = "ilacs-2023"
          |             ^^^^^^^^^^^^
          |
          = help: look at `document`, or leave `framework` out

        error: a document of this kind has no judgements
          --> inspection.toml:20:1
           |
        20 | [[judgements]]
           | ^^^^^^^^^^^^^^
           |
           = help: look at `document`, or take the judgements out
        "#);
    insta::assert_snapshot!(inspection(&with(INSPECTION, "framework = \"ilacs-2023\"\n", "")), @r#"
        error: judgements without a framework
          --> inspection.toml:19:1
           |
        19 | [[judgements]]
           | ^^^^^^^^^^^^^^
           |
           = help: add `framework`: ilacs-2023
        "#);
    insta::assert_snapshot!(inspection(&with(INSPECTION, "\"ilacs-2023\"", "\"ilacs-2099\"")), @r#"
        error: unknown framework `ilacs-2099`
         --> inspection.toml:2:13
          |
        2 | framework = "ilacs-2099"
          |             ^^^^^^^^^^^^
          |
          = help: did you mean `ilacs-2023`?
        "#);
}

#[test]
fn columns_are_right_with_other_line_ends_tabs_and_letters() {
    let text = "\u{feff}publisht = 2025-05-06\r\n\r\n[[facts]]\r\n\ttext = \"Café — naïve\"\r\nsource = \"x\" # é\r\n\
                \"ключ\" = 1\r\n[[links]]\r\n\ttext = \"👍 café\"; url = 3\r\n";
    insta::assert_snapshot!(brief(text), @r#"
        error: unknown key `publisht`
         --> brief.toml:1:1
          |
        1 | publisht = 2025-05-06
          | ^^^^^^^^
          |
          = help: did you mean `publish_at`?

        error: unknown key `ключ` in `[[facts]]`
         --> brief.toml:6:1
          |
        6 | "ключ" = 1
          | ^^^^^^
          |
          = help: known: `source`, `text`

        error: unexpected key or value, expected newline, `#`
         --> brief.toml:8:17
          |
        8 |     text = "👍 café"; url = 3
          |                     ^
        "#);
    insta::assert_snapshot!(show(&[Finding::error(5..99, "past the end")], "x.toml", "ab\n", false), @r#"
        error: past the end
         --> x.toml:2:1
          |
        2 |
          | ^
        "#);
    insta::assert_snapshot!(show(&[Finding::error(1..2, "inside a letter")], "x.toml", "é", false), @r#"
        error: inside a letter
         --> x.toml:1:1
          |
        1 | é
          | ^
        "#);
}

#[test]
fn colour_only_when_asked_for() {
    let finding = [Finding::error(0..1, "a").with_hint("b")];
    assert!(show(&finding, "x.toml", "x", true).contains("\u{1b}["));
    assert!(!show(&finding, "x.toml", "x", false).contains('\u{1b}'));
}

#[test]
fn nothing_nests_without_bound() {
    let dots = format!("{}a = 1\n", "a.".repeat(200_000));
    insta::assert_snapshot!(desk_findings(&dots)[0].message, @r#"line with more than 1000 full stops"#);
    for text in
        ["[".repeat(200_000), "a = [".repeat(9_000), "{a=".repeat(9_000), format!("a = {}", "{a=".repeat(9_000))]
    {
        assert!(!desk_findings(&text).is_empty());
    }
    let part = "a.".repeat(1000);
    let nested = format!("x = {}1{}\n", format!("{{\n{part}a = ").repeat(70), "}".repeat(70));
    assert!(!desk_findings(&nested).is_empty());
}

#[test]
fn no_damage_makes_it_panic() {
    let mut state = 1_u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % end.max(1)
    };
    let parts = [
        "\"", "'", "\"\"\"", "[", "]", "[[", "{", "}", "=", "\n", "\r", ".", "#", "\\", "é", "\u{0}", "2025-", "-",
        "1e9", ",",
    ];
    let mut found = 0;
    for round in 0..3000 {
        let mut text = [DESK, BRIEF, INSPECTION][round % 3].to_owned();
        for _ in 0..=below(3) {
            let from = text.floor_char_boundary(below(text.len()));
            let to = text.floor_char_boundary((from + below(12)).min(text.len()));
            let part = match below(3) {
                0 => String::new(),
                1 => parts[below(parts.len())].to_owned(),
                _ => {
                    let start = text.floor_char_boundary(below(text.len()));
                    text[start..text.ceil_char_boundary((start + 40).min(text.len()))].to_owned()
                }
            };
            text.replace_range(from..to.max(from), &part);
        }
        let findings = [desk_findings, brief_findings, inspection_findings][round % 3](&text);
        assert!(
            findings.iter().all(|finding| text.get(finding.place.clone()).is_some()),
            "round {round}: {findings:?}"
        );
        found += show(&findings, "x.toml", &text, false).lines().count();
    }
    assert!(found > 3000, "the damages are found: {found} lines");
}
